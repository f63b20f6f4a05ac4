"""The heart: how one part of a claim stands to one recorded fact.

Each item of the part is matched by the fact, conflicts with it in a slot that holds one value, is left open (the fact
does not say it), or carries nothing. No language and no file is known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dates import Relation, Time
from koreacoop.directions import settle_direction
from koreacoop.frozen import replace
from koreacoop.model import Item, Outcome, Sort, Step
from koreacoop.parties import settle_members, settle_offices, settle_predicate, settle_subject
from koreacoop.profiles import Profile
from koreacoop.roles import settle_roles
from koreacoop.scales import Weighing, may_be_subject
from koreacoop.values import weigh_value
from koreacoop.words import weigh_words
from koreacoop.world import World


def weigh(
    items: Sequence[Item], profile: Profile, world: World, context: Sequence[Item] = (), whole: bool = True
) -> Weighing:
    """Weigh the items of one part against one fact.

    ``context`` holds the items of the claim before the part, for what it leaves out; ``whole``: there are no others.
    """
    weighing = Weighing(profile)
    items = _since_then(_without_exclusion((*_inherited(items, context), *items)))
    items = _as_first(items, profile)
    for index, item in enumerate(items):
        if item.unread:
            step = Step(item, Outcome.OPEN, "unread", "not understood")
        elif item.value is not None:
            step = weigh_value(item, index, items, profile, world)
        else:
            step = weigh_words(item, index, items, weighing, world)
        weighing.steps.append(step)
    _settle_order(weighing)
    settle_offices(weighing, items, world)
    settle_predicate(weighing, context, whole, world)
    settle_subject(weighing, items, context, world)
    settle_members(weighing, items, world)
    settle_roles(weighing, items, world)
    settle_direction(weighing, items, world)
    return weighing


def _settle_order(weighing: Weighing) -> None:
    """A word of order that the fact has too stands, if a number or a length tells that it is meant so."""
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    if told & {"quantity", "duration"}:
        weighing.steps = [
            replace(step, outcome=Outcome.IGNORED)
            if step.outcome is Outcome.OPEN
            and step.slot == "operator"
            and step.detail in ("before", "after")
            and step.detail in weighing.profile.operators
            else step
            for step in weighing.steps
        ]


def _without_exclusion(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Not … except X" says X: the two cancel each other."""
    denied = next((item for item in items if item.is_operator("not") or _denies_with_exception(item)), None)
    only = next((item for item in items if _has_flag(item, "denied")), None)
    if denied is not None and only is not None and only.start < denied.start:
        return tuple(item for item in items if item is not denied)  # "no more than so many": only so many
    excepting = next((item for item in items if item.is_operator("except")), None)
    if denied is None or excepting is None or denied.start > excepting.start:
        return items
    return tuple(item for item in items if item is not denied and item is not excepting)


def _denies_with_exception(item: Item) -> bool:
    """Whether a word that denies only beside an exception stands first ("ما … إلا")."""
    return _has_flag(item, "excepting")


def _has_flag(item: Item, flag: str) -> bool:
    return any(meaning.flag == flag for meaning in item.meanings)


def _as_first(items: tuple[Item, ...], profile: Profile) -> tuple[Item, ...]:
    """ "No other … before X" says that X was the first."""
    if profile.fact.statement.ordinal != 1 or not any(item.is_operator("not") for item in items):
        return items
    order = next((place for place, item in enumerate(items) if item.is_operator("before")), None)
    subject = set(profile.slots.get("subject", ()))
    beside = () if order is None else items[max(0, order - 1) : order + 2]
    if not any(subject & set(item.refs(Sort.ENTITY)) for item in beside):
        return items
    return tuple(item for item in items if not item.is_operator("not", "before") or item.means)


def _since_then(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Did not join until 1991" says that it joined in 1991."""
    denied = next((item for item in items if item.is_operator("not")), None)
    if denied is None:
        return items
    end = next((i for i in items if isinstance(i.value, Time) and i.value.relation is Relation.UNTIL), None)
    if end is None or denied.start > end.start or not isinstance(end.value, Time):
        return items
    begun = replace(end, value=replace(end.value, relation=Relation.IN))
    return tuple(begun if item is end else item for item in items if item is not denied)


def _inherited(items: Sequence[Item], context: Sequence[Item]) -> tuple[Item, ...]:
    """The subject of the clause before, where a clause has none of its own and is no relative one."""
    if not context or not items or items[0].is_operator("relative") or any(may_be_subject(item) for item in items):
        return ()
    found = []
    for item in context:
        if may_be_subject(item):
            found.append(item)
        elif item.refs(Sort.RELATION) and found:
            break
    return tuple(found)
