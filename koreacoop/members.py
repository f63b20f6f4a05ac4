"""What a part says of one or some of those whom a fact lists: it is not said of the others, nor of them all.

What belongs to one of a list is no other one's, members of two lists make no pairs, and a person is of his own side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from koreacoop.dockets import Said, docket_of
from koreacoop.model import Case, Item, Outcome, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, names_kind
from koreacoop.world import DOERS, OCCASIONS, World, called

_PERSON = ("person",)


def settle_members(weighing: Weighing, told: Said) -> None:
    """What belongs to one member of a list ("of Vietnam") is not said of another; lists side by side make no pairs."""
    world, named = told.world, told.entities
    lists = [
        ({ref for ref in refs if named & called(ref, world)}, set(refs))
        for refs in docket_of(weighing.profile, world).lists
    ]
    partial = [(said, refs - said) for said, refs in lists if said and said != refs]
    if len(partial) > 1 and _are_apart(partial[0][0], partial[1][0], told.items, world):
        weighing.predicate = False
    all_or_pairs = len(partial) > 1 or _says_of_all(weighing, told.items)
    if weighing.predicate and all_or_pairs and _is_shared_out(weighing.profile, named, world):
        weighing.predicate = False
    for said, unsaid in partial:
        beside = {above for ref in unsaid for above in world.above(ref)} - {a for ref in said for a in world.above(ref)}
        theirs = [
            step
            for step in weighing.matches
            if step.detail in beside
            and (world.kind(step.detail) == "office" or (not weighing.cued and step.slot == Sort.ENTITY.value))
        ]
        weighing.amend(theirs, outcome=Outcome.OPEN, slot="detail", detail="of another")


def _are_apart(first: Set[str], second: Set[str], items: Sequence[Item], world: World) -> bool:
    """Whether members of two lists do not belong together: some other one stands last before one of them."""
    if not any(world.overlap(one, other) for one in first for other in second):
        return True
    run: list[str] = []
    told = False
    for item in items:
        named = set(item.refs(Sort.ENTITY))
        ones, others = first & named, second & named
        if ones:
            run, told = [*([] if told else run), *ones], False
        elif others and run:
            told = True
            if not any(world.overlap(one, other) for one in run for other in others):
                return True
    return False


def _says_of_all(weighing: Weighing, items: Sequence[Item]) -> bool:
    """Whether a part speaks of all of a list, by its count or by "all", and not of so many of them."""
    counts = [step for step in weighing.matches if step.slot == "quantity"]
    numbers = sum(item.value is not None for item in items)
    return numbers < 2 and (bool(counts) or any(item.is_operator("all", "both") for item in items))


def _is_shared_out(profile: Profile, named: Set[str], world: World) -> bool:
    """Whether a fact tells of as many places as things, and only some are named ("all three were in Britain").

    It does not tell which one was where either ("the second was in Britain").
    """
    slots = profile.slots
    places = slots.get("place", ())
    if len(places) < 2 or len(places) not in (len(slots.get("object", ())), len(slots.get("subject", ()))):
        return False
    said = sum(not named.isdisjoint(called(ref, world)) for ref in places)
    return 0 < said < len(places)


def settle_sides(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A person of a recorded list who is said to be of another member's side."""
    for persons in _lists_of_persons(weighing, world):
        told = {id(side): _told_of_side(person, side, persons, world) for person, side in _of_sides(items, world)}
        for step in weighing.steps:
            outcome = told.get(id(step.item))
            if outcome is not None:
                weighing.tell(step.item, outcome, "roles", "of the other side")


def _lists_of_persons(weighing: Weighing, world: World) -> Iterator[tuple[str, ...]]:
    for refs in weighing.profile.slots.values():
        if len(refs) > 1 and all(world.kind(ref) == "person" for ref in refs):
            yield refs


def _of_sides(items: Sequence[Item], world: World) -> Iterator[tuple[Item, Item]]:
    """Persons with the party that they are said to be of.

    It stands before them ("of Vietnam", or beside a word for "side"), or behind "for" or "from".
    """
    for before, after in pairwise(items):
        party = before.case is Case.OF and not names_kind(before, OCCASIONS, world)
        if party and names_kind(after, ("person", "office"), world):
            yield after, before
    person: Item | None = None
    for place, item in enumerate(items):
        if names_kind(item, _PERSON, world):
            person = item
        elif names_kind(item, DOERS, world):
            one = _on_side(items, place, person, world)
            if one is not None:
                yield one, item


def _on_side(items: Sequence[Item], place: int, person: Item | None, world: World) -> Item | None:
    """The person who is said to be of the party at a place; ``person``: the last one before it."""
    around = (place - 1, place + 1, place + 2)
    item = items[place]
    before, after, then = (items[at] if 0 <= at < len(items) else item for at in around)
    behind = then if _is_side(after) else after if item.case is Case.FOR else item
    if names_kind(behind, _PERSON, world):
        return behind
    owned = item.case is Case.OF and before.is_operator("of") and items[place - 2] is person
    return person if owned or _is_of_side(before, item, after) else None


def _is_of_side(before: Item, item: Item, after: Item) -> bool:
    """Whether a party stands behind "for" or "from", or beside a word for "side"."""
    return item.case in (Case.FROM, Case.FOR) or (before.case is Case.FROM and _is_side(before)) or _is_side(after)


def _is_side(item: Item) -> bool:
    """Whether a word tells that a party's side is meant."""
    return item.has_flag("side")


def _told_of_side(person: Item, side: Item, persons: Sequence[str], world: World) -> Outcome | None:
    """What comes of a side: it is another member's of the list, or not known to be that of the one who is named."""
    own = [ref for ref in persons if ref in person.refs(Sort.ENTITY)]
    refs = set(side.refs(Sort.ENTITY))
    if len(own) != 1 or refs & world.above(own[0]):
        return None
    if any(world.entities[ref].links.get("members", ()) and _has_member(ref, own[0], world) for ref in refs):
        return None
    others = {above for ref in persons if ref != own[0] for above in world.above(ref)}
    return Outcome.CONFLICT if refs & others else Outcome.OPEN


def _has_member(group: str, person: str, world: World) -> bool:
    return not world.above(person).isdisjoint(world.entities[group].links.get("members", ()))
