"""A title in quotation marks that is another than the recorded one ("its theme was 'food for all'").

The words of a title tell nothing by themselves: what is held against the record is the title as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.court import Court
from koreacoop.hearing import Hearing
from koreacoop.model import Item, Outcome, Sort, Step
from koreacoop.preparing import prepare
from koreacoop.scales import Weighing, is_copula
from koreacoop.splitting import mark
from koreacoop.weighing import weigh
from koreacoop.world import World

_QUOTES = frozenset({'"', "'"})
Items = tuple[Item, ...]


def titled(items: Sequence[Item], court: Court) -> Weighing | None:
    """The fact against which a claim gives something another title; None if it gives it none, or the recorded one."""
    span = _quoted(items)
    if span is None or any(item.is_operator("not", "but-not", "or", "plan") for item in items):
        return None
    if not _is_complement(items, span):
        return None
    title, rest = _inside(items, span), (*items[: span[0]], *items[span[1] + 1 :])
    hearing = Hearing(prepare(rest, court.world), court.candidates(rest))
    for weighing in hearing.finished:
        named = _titling(weighing, court.world)
        about = any(step.slot in ("subject", Sort.ENTITY.value) for step in weighing.matches)
        if named and about and not (weighing.open or weighing.conflicts or weighing.negated):
            said = weigh(prepare(items, court.world), weighing.profile)
            if _is_another(title, said):
                slot, ref = named
                given = _as_one(title)
                step = Step(given, Outcome.CONFLICT, slot, f"{given.surface} ≠ {ref}")
                weighing.steps = (*weighing.steps, step)
                return weighing
    return None


def _quoted(items: Sequence[Item]) -> tuple[int, int] | None:
    """Where the one quotation of a claim begins and ends."""
    places = [place for place, item in enumerate(items) if mark(item) in _QUOTES]
    if len(places) != 2 or mark(items[places[0]]) != mark(items[places[1]]):
        return None
    inside = items[places[0] + 1 : places[1]]
    return (places[0], places[1]) if any(item.has_content for item in inside) else None


def _is_complement(items: Sequence[Item], span: tuple[int, int]) -> bool:
    """Whether a quotation is what something is said to be, or stands right behind or before the noun for it."""
    before = next((item for item in items[: span[0]][::-1] if not item.is_article), None)
    after = next(iter(items[span[1] + 1 :]), None)
    noun = before is not None and bool(before.refs(Sort.CONCEPT)) and not before.refs(Sort.ENTITY)
    linked = any(item is not None and (is_copula(item) or item.is_operator("pronoun")) for item in (before, after))
    return linked or noun


def _inside(items: Sequence[Item], span: tuple[int, int]) -> Items:
    return tuple(item for item in items[span[0] + 1 : span[1]] if item.has_content or item.unread)


def _titling(weighing: Weighing, world: World) -> tuple[str, str] | None:
    """The slot of a fact for one thing of which a claim names the kind alone, with that thing."""
    single = world.relation(weighing.profile.predicate).single
    for step in weighing.matches if weighing.predicate else ():
        refs = weighing.profile.slots.get(step.slot, ())
        if step.slot in single and len(refs) == 1 and not step.item.refs(Sort.ENTITY) and step.detail != refs[0]:
            return step.slot, refs[0]
    return None


def _is_another(title: Items, weighing: Weighing) -> bool:
    """Whether next to nothing in a title is known of the recorded one, and at least a word of it is understood."""
    told = [step for step in weighing.steps if any(step.item is item for item in title)]
    foreign = [step for step in told if step.outcome is Outcome.OPEN]
    near = [step for step in told if step.outcome is Outcome.MATCH and step.slot != "subject"]
    understood = any(not step.item.unread for step in foreign)
    return understood and (not near or len(near) * 2 < len(foreign) + 1) and len(near) < 2


def _as_one(title: Items) -> Item:
    surface = " ".join(item.surface for item in title)
    return Item(title[0].start, title[-1].end, surface)
