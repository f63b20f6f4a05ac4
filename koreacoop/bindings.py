"""Which verb a party belongs to, and to which side a person belongs, where the words of a fact stand in another order.

A part may name all that a fact names and yet bind it otherwise: who acts by the record is the subject of another verb,
what acts by the record is what a passive verb was done to, another party stands right after the verb and acts on the
next, or two persons are each said of the other's side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from koreacoop.directions import exchangeable, parties, unseen
from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.scales import Weighing, is_adjective
from koreacoop.world import DOERS, World

_VERBS = frozenset({"connective", "adnominal", "final", "past", "quote", "intent"})
_NAMED = frozenset({Case.SUBJECT, Case.TOPIC})
_DOING = frozenset({Case.NONE, Case.SUBJECT, Case.BY})
_RECEIVING = frozenset({Case.FOR, Case.TO})
_BEINGS = DOERS | {"group"}
_DONE_BY = frozenset({Case.TO, Case.BY, Case.FROM})


def settle_bindings(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A part that binds its parties to other verbs or sides than the fact does is not said by it."""
    if weighing.open or weighing.conflicts or not weighing.predicate:
        return
    _settle_sides(weighing, items, world)
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    if relation is None or not relation.directed:
        return
    acting, others = parties(weighing.profile, items, world)
    deeds = [item for item in items if _cues(item, world.implied(relation.id)) and not item.refs(Sort.ENTITY)]
    doers = _other_doers(weighing, items, world)
    if not deeds:
        weighing.predicate = weighing.predicate and not _acts_on_next(acting, doers, items, weighing)
        return
    turned = _turned_by_passive(deeds[-1], acting, exchangeable(others, weighing.profile, world), items, weighing)
    if turned is not None and unseen(weighing.profile, turned, acting[0], items, world):
        weighing.steps = [
            Step(step.item, Outcome.CONFLICT, "roles", "the parties are exchanged") if step.item is acting[0] else step
            for step in weighing.steps
        ]
    elif _does_another_deed(deeds[-1], acting, others, items, world) or _acts_on_next(acting, doers, items, weighing):
        weighing.predicate = False


def _cues(item: Item, relations: frozenset[str]) -> bool:
    return not relations.isdisjoint(item.refs(Sort.RELATION))


# --------------------------------------------------------------------------------------------------------------- verbs


def _turned_by_passive(
    deed: Item, acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], weighing: Weighing
) -> Item | None:
    """The party by which the one that acts by the record is acted on ("B is replaced by A" of a record that B acts)."""
    if "passive" not in deed.traits or len(acting) != 1 or acting[0].case not in _NAMED:
        return None
    return next((other for other in others if other.case in _DONE_BY), None)


def _does_another_deed(
    deed: Item, acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], world: World
) -> bool:
    """Whether who acts by the record is marked as the subject of a verb before the deed, and another may do that."""
    if not acting or any(one.case is not Case.SUBJECT or one.start > deed.start for one in acting):
        return False
    verbs = [item for item in items if item.traits & _VERBS and item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY)]
    for one in acting:
        verb = next((item for item in verbs if item.start > one.start), None)
        if verb is None or verb.start >= deed.start or verb is deed:
            return False
        if not any(_may_do(other, verb, deed, world) for other in others):
            return False
    return True


def _may_do(other: Item, verb: Item, deed: Item, world: World) -> bool:
    """Whether another party is the topic of all, or stands between the verb before and the deed."""
    if not any(world.kind(ref) in DOERS for ref in other.refs(Sort.ENTITY)) or is_adjective(other):
        return False
    return other.case is Case.TOPIC or (verb.start < other.start < deed.start and other.case in _DOING)


def _other_doers(weighing: Weighing, items: Sequence[Item], world: World) -> list[Item]:
    """The parties that may act, but do not by the record."""
    subjects = weighing.profile.slots.get("subject", ())
    acting = {name for ref in subjects for name in world.above(ref) | world.groups(ref)}
    return [item for item in items if _has_kind(item, _BEINGS, world) and acting.isdisjoint(item.refs(Sort.ENTITY))]


def _acts_on_next(acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], weighing: Weighing) -> bool:
    """Whether another party stands right after the verb, before the one it acts on: bare, or who acts by the record."""
    relations = weighing.profile.relations
    for index, (deed, one) in enumerate(pairwise(items)):
        if not _cues(deed, relations) or not any(one is other for other in others) or not _is_bare(one):
            continue
        if any(meaning.flag == "inverse" and meaning.ref in relations for meaning in deed.meanings):
            continue  # its grammatical subject is the other party
        beside = items[index + 2 : index + 3]
        if any(_is_bare(item) and "and" not in item.traits | one.traits for item in beside):
            return True
        if acting and all(item.case in _RECEIVING and item.start > one.start for item in acting):
            return True
    return False


def _is_bare(item: Item) -> bool:
    return not item.case and bool(item.refs(Sort.ENTITY)) and not is_adjective(item)


# --------------------------------------------------------------------------------------------------------------- sides


def _settle_sides(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A person of a recorded list who is said to be of another member's side."""
    for persons in _lists_of_persons(weighing, world):
        wrong = [side for person, side in _of_sides(items, world) if _is_anothers(person, side, persons, world)]
        if wrong:
            weighing.steps = [
                replace(step, outcome=Outcome.CONFLICT, slot="roles", detail="of the other side")
                if any(step.item is side for side in wrong)
                else step
                for step in weighing.steps
            ]


def _lists_of_persons(weighing: Weighing, world: World) -> Iterator[tuple[str, ...]]:
    for refs in weighing.profile.slots.values():
        if len(refs) > 1 and all(world.kind(ref) == "person" for ref in refs):
            yield refs


def _of_sides(items: Sequence[Item], world: World) -> Iterator[tuple[Item, Item]]:
    """Persons with the party that they are said to be of: before them ("of Vietnam"), or behind "for", "from"."""
    for before, after in pairwise(items):
        if before.case is Case.OF and _has_kind(after, ("person", "office"), world):
            yield after, before
    person: Item | None = None
    before = items[0]
    for item in items:
        if _has_kind(item, ("person",), world):
            person = item
        elif person is not None and _is_from(before, item) and _has_kind(item, DOERS, world):
            yield person, item
        before = item


def _is_from(before: Item, item: Item) -> bool:
    """Whether a party stands behind "for" or "from", itself or as what describes "the side" behind it."""
    return item.case is Case.FROM or (before.case is Case.FROM and bool(before.refs(Sort.LIGHT)))


def _has_kind(item: Item, kinds: Iterable[str], world: World) -> bool:
    return any(world.kind(ref) in kinds for ref in item.refs(Sort.ENTITY))


def _is_anothers(person: Item, side: Item, persons: Sequence[str], world: World) -> bool:
    """Whether a side is that of another member of a list of persons, and not that of the member who is named."""
    own = [ref for ref in persons if ref in person.refs(Sort.ENTITY)]
    if len(own) != 1:
        return False
    others = {above for ref in persons if ref != own[0] for above in world.above(ref)}
    refs = set(side.refs(Sort.ENTITY))
    return bool(refs & others) and not refs & world.above(own[0])
