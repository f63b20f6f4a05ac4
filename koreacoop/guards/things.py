"""Whether a part speaks of the thing that a fact tells of, and not of another, or of what that is part of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.hosting import may_host
from koreacoop.joining import closes, opens
from koreacoop.model import Case, Item, Sort, Step
from koreacoop.numbers import Number
from koreacoop.scales import OWN, Weighing, is_copula, opposed, refs_of
from koreacoop.world import BODIES, LANDS, MADE, OCCASIONS, World, called

_REACHED = frozenset({Case.OBJECT, Case.TO})
_PARTIES = LANDS | BODIES
"""Kinds of those who may do the same thing side by side."""
_ENDS = frozenset({"subject", "object", "host"})
_TOGETHER = frozenset({"subject", "with", "role"})
"""Slots of those who do something together, and of what they are."""


def says_what_it_is(weighing: Weighing, world: World) -> bool:
    """Whether a part names nobody and only says what something is or is not, and the fact tells another thing."""
    told = [step for step in weighing.matches if step.slot not in ("predicate", "operator")]
    coarse = bool(told) and all(step.slot == Sort.CONCEPT.value for step in told)
    linked = weighing.negated or any(is_copula(step.item) or "final" in step.item.traits for step in weighing.steps)
    identity = world.relation(weighing.profile.predicate).identity
    return coarse and linked and not identity and weighing.core < OWN


def tells_origin_alone(weighing: Weighing, world: World) -> bool:
    """Whether a part says nothing of what a change led to, nor of the change: what was before it is no more."""
    filled = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    return {"from", "to"} <= weighing.profile.slots.keys() and filled.isdisjoint(("to", "predicate", "opposite"))


def leaves_out_parties(weighing: Weighing, world: World) -> bool:
    """Whether a part tells only a verb and who is beside: not who acts by the fact, what is acted on, nor a detail."""
    directed = world.relation(weighing.profile.predicate).directed
    ends = [ref for slot in ("subject", "object") for ref in weighing.profile.slots.get(slot, ())]
    if not directed or world.topic in ends or "object" not in weighing.profile.slots:
        return False
    names = {name for ref in ends for name in world.above(ref) | world.groups(ref)}
    beside = ("predicate", "concept", "entity", "operator", "with")
    told = (*weighing.matches, *weighing.conflicts)
    return not any(step.slot not in beside or refs_of(step.item) & names for step in told)


def speaks_of_another(weighing: Weighing, world: World) -> bool:
    """Whether a part speaks of another thing of a kind than the record does ("another Asian country hosted it")."""
    if any(isinstance(step.item.value, Number) for step in weighing.steps):
        return False  # "the three other partners" are so many of those recorded
    for one, beside in (*pairwise(weighing.steps), *pairwise(reversed(weighing.steps))):
        further = one.item.has_flag("further")
        if further and beside.slot not in ("", "concept", "predicate") and not beside.item.refs(Sort.ENTITY):
            return True
    return False


def names_another_host(weighing: Weighing, world: World) -> bool:
    """Whether a part says that one held an event whom the fact only mentions, as in the event's name."""
    profile = weighing.profile
    items = [step.item for step in weighing.steps]
    hosts = profile.slots.get("host", ())
    beside = [step.item for step in weighing.matches if step.slot in ((Sort.ENTITY.value,) if hosts else ("with",))]
    refs = [(item, ref) for item in beside for ref in item.refs(Sort.ENTITY) if ref not in hosts]
    return any(may_host(item, ref, profile.predicate, items, world) for item, ref in refs)


def leaves_out_event(weighing: Weighing, world: World) -> bool:
    """Whether a part tells only who held something, and not what, nor when or where."""
    told = not weighing.negated and not weighing.profile.slots.keys().isdisjoint(("host", "place"))
    beside = {"predicate", "host", "operator", Sort.ENTITY.value, Sort.CONCEPT.value}
    return told and all(step.slot in beside for step in weighing.matches) and _leaves_out_occasion(weighing, world)


def calls_capital_the_place(weighing: Weighing, world: World) -> bool:
    """Whether a capital is said to be where something was, and the fact has its country ("the venue was Seoul").

    That it held what was held in another city is not told by its country having done so, unless the city is named.
    """
    places = weighing.profile.slots.get("place", ())
    capitals = [step.item for step in weighing.matches if _stands_for_country(step, world)]
    items = [step.item for step in weighing.steps]
    linked = [then for one, then in pairwise(items) if is_copula(one)]
    told = any(step.slot == "place" for step in weighing.matches)
    placed = [
        item
        for item in capitals
        if "copula" in item.traits
        or item.case in _REACHED
        or item in linked
        or not (told or _is_apart(item, places, world, abroad=True))
    ]
    return bool(places) and any(_is_apart(item, places, world) for item in placed)


def _is_apart(item: Item, places: Sequence[str], world: World, *, abroad: bool = False) -> bool:
    """Whether a city is none of some places, nor in one; ``abroad``: nor its country."""
    refs = item.refs(Sort.ENTITY) if abroad else _cities(item, world)
    return not any(world.overlap(ref, place) for ref in refs for place in places)


def _stands_for_country(step: Step, world: World) -> bool:
    figurative = any(m.flag == "metonym" and m.ref == step.detail for m in step.item.meanings)
    return figurative and bool(_cities(step.item, world))


def _cities(item: Item, world: World) -> list[str]:
    return [ref for ref in item.refs(Sort.ENTITY) if world.is_place(ref) and world.kind(ref) not in LANDS]


def leaves_out_what_was_made(weighing: Weighing, world: World) -> bool:
    """Whether a part tells a date, and not of what: "NATO was founded in 2012" is not of what NATO founded then."""
    made = weighing.profile.slots.get("object", ())
    slots = {step.slot for step in weighing.matches}
    dated = "when" in slots and slots <= {"when", "subject", "predicate"}
    return dated and bool(made) and all(world.kind(ref) in MADE for ref in made) and not _touches(weighing, world)


def speaks_of_the_whole(weighing: Weighing, world: World) -> bool:
    """Whether a part speaks of what a fact's object is only part of: who chairs a session need not chair it all."""
    if opposed(weighing) != {"subject"}:
        return False
    objects = weighing.profile.slots.get("object", ())
    if any(step.slot == "object" for step in weighing.matches):
        return False
    wholes = {whole for ref in objects for whole in world.wholes(ref)}
    return any(step.detail in wholes for step in weighing.matches)


def dates_something_else(weighing: Weighing, world: World) -> bool:
    """Whether another date than the recorded one is that of something that a part does not name."""
    if opposed(weighing) != {"when"}:
        return False
    if not weighing.cued and _leaves_out_occasion(weighing, world):
        return True  # "Seoul has been the capital since …" is not of what was held there
    # Of two dates one is the recorded one, so the other is of something else.
    return not _touches(weighing, world) or any(step.slot == "when" for step in weighing.matches)


def _leaves_out_occasion(weighing: Weighing, world: World) -> bool:
    """Whether a fact tells of an event that a part names neither by its name nor by what it is."""
    subjects = weighing.profile.slots.get("subject", ())
    names = {name for ref in subjects for name in called(ref, world) | world.classes(ref)}
    said = {ref for step in weighing.matches for ref in step.item.ids}
    return bool(subjects) and all(world.kind(ref) in OCCASIONS for ref in subjects) and names.isdisjoint(said)


def _touches(weighing: Weighing, world: World) -> bool:
    """Whether a part names something that stands in the fact's slots, the topic aside, if anything does."""
    slots = weighing.profile.slots
    named = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    said = named.union(*map(world.members, named))
    # "NATO was founded in 1949" is not of what NATO founded, unless that stands before ("…, which both founded").
    whole = said.issuperset(slots.get("subject", ())) and any(s.item.is_operator("relative") for s in weighing.steps)
    partly = {"subject"} if "object" in slots and not whole else set()
    refs = {ref for refs in slots.values() for ref in refs} - {world.topic}
    told = {ref for slot in slots.keys() - partly for ref in slots[slot]} - {world.topic}
    # What is between two parties is not told by one of them.
    return not refs or any(said & (called(ref, world) - world.wholes(ref)) for ref in told)


def joins_unlike(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of two joined by "and" what the fact tells of one ("A and its host joined B").

    What does it together, or to one another, may stand on either side.
    """
    directed = world.relation(weighing.profile.predicate).directed
    together = _TOGETHER if directed else _TOGETHER | {"object"}
    named = [place for place, step in enumerate(weighing.steps) if step.item.refs(Sort.ENTITY)]
    lists = (weighing.steps[one : other + 1] for one, other in pairwise(named))
    return any(
        _stand_apart(steps[0].slot, steps[-1].slot, together)
        and _are_joined([step.item for step in steps])
        and _are_alike(steps[0], steps[-1], world)
        for steps in lists
    )


def _stand_apart(one: str, other: str, together: frozenset[str]) -> bool:
    """Whether two slots are different ones, one of them of who acts or of what is acted on, and not of one group."""
    return one != other and bool(_ENDS & {one, other}) and not {one, other} <= together


def _are_joined(items: Sequence[Item]) -> bool:
    """Whether an "and" stands between the first and the last item, or is written on to one, and nothing else."""
    first, *between, last = items
    plain = not any(item.means or item.value is not None for item in between)
    return plain and (closes(first) or opens(last) or any(item.is_operator("and") for item in between))


def _are_alike(one: Step, other: Step, world: World) -> bool:
    """Whether two names are each of a country or a body, or of one kind; an office may be either."""
    first, second = ({world.kind(ref) for ref in step.item.refs(Sort.ENTITY)} for step in (one, other))
    families = (_PARTIES, first, second)
    alike = any(not first.isdisjoint(family) and not second.isdisjoint(family) for family in families)
    return alike and "office" not in first | second
