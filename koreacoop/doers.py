"""Who does it to whom by the order of names and words, in languages whose readings mark words that it tells of.

Names without case stand around a word in the order who, does, whom, or does, who, whom; a pronoun written on to the
word for what was named before ("Korea, hosted-her the fund") turns that. What comes "from" somebody is what he does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.ends import Ends
from koreacoop.frozen import dataclass
from koreacoop.model import Case, Item, Sort
from koreacoop.profiles import Profile
from koreacoop.roles import giver_of
from koreacoop.scales import Weighing, has_direction, may_be_subject
from koreacoop.world import DOERS, World, called

_ACTORS = DOERS | {"programme", "plan", "initiative", "fund"}
_ORDERED, _RESUMING = "ordered", "resuming"
_ASIDE = frozenset({Sort.ENTITY.value, "through"})
_PASSED = frozenset({"not", "will"})
"""Operators that may stand between a name and its verb."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word of a relation with those whom the order makes its doer and what it is done to."""

    verb: Item
    doer: Item | None
    done: Item | None


def settle_doers(weighing: Weighing, ends: Ends) -> None:
    """A part in which another does the deed, or does it to who did it by the record, is not what the fact says."""
    if has_direction(weighing, ends.world) and (
        _is_given_by_another(ends)
        or any(_is_aside(item, weighing, ends.world) for item in _objects(ends.items))
        or _is_ordered_otherwise(weighing, ends)
    ):
        weighing.predicate = False


def _is_given_by_another(ends: Ends) -> bool:
    """Whether what the fact tells comes from another than who acts by it ("an invitation from …")."""
    giver = giver_of(ends.items, ends.profile, ends.world)
    return giver is not None and giver.ids.isdisjoint(ends.parties.acting | ends.parties.itself)


def _is_ordered_otherwise(weighing: Weighing, ends: Ends) -> bool:
    """Whether by the order of the words another does it, or to one who acts by the record or is aside."""
    world, parties = ends.world, ends.parties
    deed = _deed(ends.items)
    if deed is None or (deed.doer is not None and deed.done is not None and _are_one(deed.doer, deed.done, world)):
        return False
    turned = _is_turned(deed.verb, ends.profile, ends.items)
    if turned is None or (deed.doer is not None and not _may_act(deed.doer, weighing, world)):
        return False
    doer, done = (deed.done, deed.doer) if turned else (deed.doer, deed.done)
    acting = parties.acting | parties.itself
    if doer is not None and doer.ids.isdisjoint(acting):
        return True
    acts = acting - parties.others - parties.themselves
    return done is not None and (_is_aside(done, weighing, world) or not done.ids.isdisjoint(acts))


def _are_one(one: Item, other: Item, world: World) -> bool:
    """Whether two names beside each other are of one: an office and its holder ("President Yoon")."""
    names = {name for ref in other.refs(Sort.ENTITY) for name in called(ref, world)}
    return not names.isdisjoint(one.refs(Sort.ENTITY)) and one.end + 1 == other.start


def _is_done_to(name: Item, following: Item | None) -> bool:
    """Whether a name behind a verb is what the verb is done to: not whose something is, nor who does the next deed."""
    if not may_be_subject(name):
        return False
    return following is None or not (following.is_operator("of") or "third" in following.traits)


def _objects(items: Sequence[Item]) -> list[Item]:
    """Names marked as what a verb is done to: by their case, or right after a form that is a verb and nothing else."""
    threes = zip(items, items[1:], [*items[2:], None], strict=False)
    after = {id(name) for verb, name, then in threes if "third" in verb.traits and _is_done_to(name, then)}
    marked = {
        id(name)
        for verb, name in pairwise(items)
        if name.case is Case.OBJECT and not verb.is_operator("before", "after")
    }
    return [item for item in items if item.refs(Sort.ENTITY) and id(item) in after | marked]


def _may_act(item: Item, weighing: Weighing, world: World) -> bool:
    """Whether a name stands for somebody who acts, as the fact understands it (Seoul the city, or the country)."""
    meant = next((step.detail for step in weighing.matches if step.item is item), "")
    return any(world.kind(ref) in _ACTORS for ref in ([meant] if meant in item.ids else item.ids))


def _is_aside(item: Item, weighing: Weighing, world: World) -> bool:
    """Whether the fact only mentions somebody, or has him for the one through whom it is done."""
    single = any(world.kind(ref) in DOERS for ref in item.refs(Sort.ENTITY))
    return single and any(step.item is item and step.slot in _ASIDE for step in weighing.matches)


def _is_turned(verb: Item, profile: Profile, items: Sequence[Item]) -> bool | None:
    """Whether a word tells the fact's relation from its other side; None where it is no word for it, or may do both."""
    own = frozenset({profile.predicate})
    flags = _flags(verb, own)
    if not flags and any("inverse" in _flags(item, own) for item in items):
        return True  # "counts X among its members"
    flags = flags or _flags(verb, profile.relations)
    if not flags and all(_flags(item, own) <= {""} for item in items):
        flags = {m.flag for m in verb.meanings if m.sort is Sort.RELATION}
    if flags in ({""}, {"inverse"}):
        return flags == {"inverse"}
    if "" in flags and _RESUMING in verb.traits:
        return False  # the pronoun is what turns it
    return None


def _flags(item: Item, relations: frozenset[str]) -> set[str]:
    return {m.flag for m in item.meanings if m.sort is Sort.RELATION and m.ref in relations}


def _deed(items: Sequence[Item]) -> _Deed | None:
    """The first word of a part that the order tells of, with its doer and what it is done to."""
    core = [item for item in items if item.has_content or not _is_passed(item)]
    place = next((i for i, item in enumerate(core[:2]) if _ORDERED in item.traits), None)
    if place is None:
        return None
    verb, after = core[place], [_name(item) for item in core[place + 1 : place + 3]]
    following = after[0] if after else None
    if place == 1:
        before = _name(core[0])
        if before is None:
            return None
        return _Deed(verb, following, before) if _RESUMING in verb.traits else _Deed(verb, before, following)
    if _RESUMING in verb.traits:
        return _Deed(verb, following, None)
    second = after[1] if len(after) > 1 else None
    if following is None or second is None or "and" in second.traits or not _are_neighbours(following, second, items):
        return None
    return _Deed(verb, following, second)


def _are_neighbours(first: Item, second: Item, items: Sequence[Item]) -> bool:
    return any(one is first and other is second for one, other in pairwise(items))


def _is_passed(item: Item) -> bool:
    return all(m.sort is Sort.LIGHT or (m.sort is Sort.OPERATOR and m.ref in _PASSED) for m in item.meanings)


def _name(item: Item) -> Item | None:
    return item if may_be_subject(item) and item.case is Case.NONE else None
