"""Whether an ordinal tells of the edition of a series, and of the deed, that a fact tells of."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.model import Case, Outcome, Step
from koreacoop.scales import OWN, Weighing, is_numbered, opposed, refs_of
from koreacoop.world import World, called

_ELSEWHERE = frozenset({"object", "place"})
_POINTING = frozenset({"when", "place", "quantity", "duration", "host", "mode", "theme"})


def widens(weighing: Weighing, world: World) -> bool:
    """Whether a part leaves out among whom something is the first: the first of a few is not the first of all."""
    among = set(weighing.profile.slots.get("among", ()))
    return bool(among) and not any(among & refs_of(step.item) for step in weighing.matches)


def leaves_out_being_first(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of another place or thing than a fact of the first, and neither that it was nor its date."""
    first = weighing.profile.fact.statement.ordinal == 1
    told = any(step.slot in ("ordinal", "when") or is_numbered(step.item) for step in weighing.steps)
    return first and opposed(weighing) <= _ELSEWHERE and not told


def orders_another_deed(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal is said of another deed than the recorded: the first to join is not the first to send."""
    ordered = any(step.slot == "ordinal" for step in (*weighing.matches, *weighing.conflicts))
    deed = world.aspect(weighing.profile.predicate) == "event"
    return ordered and deed and weighing.cued and weighing.core < OWN


def tells_another_edition(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal beside an event ("the 25th dialogue") tells of another one, as nothing points at the recorded.

    Its date, its place, all of those who had it in hand would, or the event itself ("the dialogue was the 25th").
    """
    if "ordinal" not in opposed(weighing):
        return False
    slots = weighing.profile.slots
    events = {ref for refs in slots.values() for ref in refs if world.is_edition(ref)}
    names = {name for ref in events for name in called(ref, world)}
    spoken_of = [step for step in weighing.steps if names & refs_of(step.item)]
    beside = [step for step in spoken_of if _is_numbered(step, weighing.steps, spoken_of)]
    if not beside or len(spoken_of) > len(beside):
        return False
    said = {ref for step in weighing.matches for ref in refs_of(step.item)}
    listed = any(len(refs) > 1 and said.issuperset(refs) for refs in slots.values() if not events & set(refs))
    return not listed and not {step.slot for step in weighing.matches} & _POINTING


def _is_numbered(noun: Step, steps: Sequence[Step], nouns: Sequence[Step]) -> bool:
    """Whether an ordinal tells which one a noun means: it stands before it, or right behind it and before no other."""
    place = next(place for place, step in enumerate(steps) if step is noun)
    marked = noun.item.case in (Case.TOPIC, Case.SUBJECT) or any(step in nouns for step in steps[place + 2 : place + 3])
    behind = "" if marked else "".join(step.slot for step in steps[place + 1 : place + 2])
    before = [step.slot for step in steps[:place] if step.outcome is not Outcome.IGNORED][-1:]
    return "ordinal" in (behind, *before)


def orders_within_region(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal counts within a part of the world ("the first in Asia"), and the fact's does not."""
    if "ordinal" not in opposed(weighing):
        return False
    named = (ref for step in weighing.matches for ref in step.item.ids)
    return "among" not in weighing.profile.slots and any(world.kind(ref) == "region" for ref in named)


def orders_within_kind(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal counts only those of a kind ("the first online conference"), and the fact's counts all."""
    if "ordinal" not in opposed(weighing):
        return False
    told = [step for step in weighing.steps if step.item.has_content]
    behind = {
        step.slot
        for ordinal, *near in zip(told, told[1:], told[2:], strict=False)
        if ordinal.slot == "ordinal"
        for step in near
    }
    return bool(behind & {"mode", "attribute"})


def counts_at_place(weighing: Weighing, world: World) -> bool:
    """Whether the first time is told that something was in another place ("its first time in Asia"), not the first one.

    That says nothing of where the first of them was, unless the ordinal stands beside what it numbers.
    """
    if opposed(weighing) != {"place"}:
        return False
    slots = weighing.profile.slots
    names = {name for refs in slots.values() for ref in refs if world.is_edition(ref) for name in called(ref, world)}
    nouns = [step for step in weighing.steps if names & refs_of(step.item)]
    ordered = any(step.slot == "ordinal" for step in weighing.matches)
    return ordered and not any(_is_numbered(step, weighing.steps, nouns) for step in nouns)
