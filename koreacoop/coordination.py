"""Names that share a verb ("joined the UN in 1991 and the OECD in 1996"): the same is said of each of them.

The claim is told once for each name, with the dates and numbers of its own stretch of the list, or with those at the
edge of the list, if no stretch has its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import NAMED
from koreacoop.frozen import replace
from koreacoop.joining import closes, joins, opens
from koreacoop.model import Case, Item, Sort
from koreacoop.world import World

_ALL_OF = ("both", "all", "pronoun")

Items = tuple[Item, ...]


def told_apart(items: Sequence[Item], verb_last: bool, world: World) -> list[Items]:
    """The claim told of each name of its one list of things that are acted on; none if it has no such list."""
    span = _list_in(items, verb_last, world)
    if span is None:
        return []
    start, end = span
    before, after = tuple(items[:start]), tuple(items[end:])
    stretches = _stretches(items[start:end])
    if stretches is None or not _are_acted_on(before, after, stretches, verb_last):
        return []
    shared, own = _values(stretches, verb_last)
    if any(own) and any(item.value is not None for item in (*before, *after)):
        return []  # whose the others are is not told
    case = _name_of(stretches[-1 if verb_last else 0]).case
    return [
        (*before, *(shared if verb_last else ()), *_alone(stretch, case), *(() if verb_last else shared), *after)
        for stretch in (_without(stretch, shared) for stretch in stretches)
    ]


def acting_apart(items: Sequence[Item], verb_last: bool, world: World) -> list[Items]:
    """The claim told of each name of the list that is its subject; none if it begins with no list, or names no more.

    What two do together neither does alone: that each does it too is not told by this.
    """
    span = _list_in(items, verb_last, world)
    if span is None or any(item.has_content or item.unread for item in items[: span[0]]):
        return []
    stretches, after = _stretches(items[span[0] : span[1]]), tuple(items[span[1] :])
    names = any(item.refs(Sort.ENTITY) for item in after)
    if stretches is None or len(stretches) < 2 or not names or any(item.value is not None for item in items):
        return []
    case = _name_of(stretches[-1 if verb_last else 0]).case
    return [(*_alone(stretch, case), *after) for stretch in stretches]


def _list_in(items: Sequence[Item], verb_last: bool, world: World) -> tuple[int, int] | None:
    """Where a list of names of one sort stands, with the dates and numbers at its edges; None if none does, or two."""
    names = [place for place, item in enumerate(items) if item.refs(Sort.ENTITY)]
    linked = [
        (one, other)
        for one, other in pairwise(names)
        if _links(items[one : other + 1]) and _alike(items[one], items[other], world)
    ]
    if not linked or any(before[1] != after[0] for before, after in pairwise(linked)):
        return None
    start, end = linked[0][0], linked[-1][1] + 1
    while start > 0 and (items[start - 1].is_operator(*_ALL_OF) or _goes_along(items[start - 1], verb_last)):
        start -= 1
    while end < len(items) and (items[end].is_operator(*_ALL_OF) or _goes_along(items[end], values=True)):
        end += 1
    return start, end


def _goes_along(item: Item, values: bool) -> bool:
    """Whether an item is a date or a number beside a list, or carries nothing."""
    return values if item.value is not None else not item.has_content and not item.unread and not joins(item)


def _links(items: Sequence[Item]) -> bool:
    """Whether nothing but an "and" or a comma, dates and numbers stand between two names."""
    inner = items[1:-1]
    bare = all(item.value is not None or (not item.means and not item.unread) for item in inner)
    plain = all(item.is_operator("and", "in", "to", "also") or not item.refs(Sort.OPERATOR) for item in inner)
    return bare and plain and (any(map(joins, inner)) or closes(items[0]) or opens(items[-1]))


def _alike(one: Item, other: Item, world: World) -> bool:
    """Whether two names are of two things of one sort: of two places, two persons, two bodies or what these made."""
    pairs = [(first, second) for first in one.refs(Sort.ENTITY) for second in other.refs(Sort.ENTITY)]
    return all(
        _sort(first, world) == _sort(second, world) and not world.overlap(first, second) for first, second in pairs
    )


def _sort(ref: str, world: World) -> str:
    kind = world.kind(ref)
    return "place" if world.is_place(ref) else "person" if kind in ("person", "office") else "thing"


def _stretches(items: Sequence[Item]) -> list[Items] | None:
    """The list in stretches, one for each name, without what joins them; None if one has no name or two."""
    runs: list[list[Item]] = [[]]
    for item in items:
        if joins(item) or opens(item):
            runs.append([])
        if not joins(item) and not item.is_operator(*_ALL_OF):
            runs[-1].append(item)
        if closes(item):
            runs.append([])
    found = [tuple(run) for run in runs if any(item.has_content for item in run)]
    return found if all(len([item for item in run if item.refs(Sort.ENTITY)]) == 1 for run in found) else None


def _name_of(stretch: Items) -> Item:
    return next(item for item in stretch if item.refs(Sort.ENTITY))


def _are_acted_on(before: Items, after: Items, stretches: Sequence[Items], verb_last: bool) -> bool:
    """Whether a list is no subject, and no clause goes on behind it: what two do together neither does alone."""
    if len(stretches) < 2 or any(_name_of(stretch).case in NAMED for stretch in stretches):
        return False
    if verb_last:
        return any(item.case in NAMED for item in before) and any(item.means for item in after)
    return any(item.refs(Sort.RELATION) for item in before) and not any(item.has_content for item in after)


def _values(stretches: Sequence[Items], verb_last: bool) -> tuple[Items, list[Items]]:
    """The values at the edge of a list, if they are of all its names; else those of each."""
    own = [tuple(item for item in stretch if item.value is not None) for stretch in stretches]
    edge = 0 if verb_last else -1
    alone = own[edge] and not any(values for values in own if values is not own[edge])
    return (own[edge], []) if alone else ((), own)


def _without(stretch: Items, dropped: Items) -> Items:
    return tuple(item for item in stretch if not any(item is other for other in dropped))


def _alone(stretch: Items, case: Case) -> Items:
    """A stretch in the case of the whole list, with no "and" on it."""
    return tuple(
        replace(item, case=case if item.case in (Case.NONE, Case.WITH) else item.case, traits=item.traits - {"and"})
        if item.refs(Sort.ENTITY)
        else item
        for item in stretch
    )
