"""What a claim corrects ("in Canada, not in Britain"): what is meant, and what is denied in its place."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.agents import is_deed
from koreacoop.dates import Time
from koreacoop.frozen import dataclass, replace
from koreacoop.model import Item, Sort
from koreacoop.numbers import Number
from koreacoop.world import World

_VERB = 2
"""Among how many words behind a denial the verb is that it denies."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim without what it denies, and the claim with what it denies in the place of what it means."""

    meant: tuple[Item, ...]
    denied: tuple[Item, ...]


def correction(items: Sequence[Item], denied_first: bool, world: World) -> Correction | None:
    """The correction that a claim makes, if it makes one; ``denied_first``: the language says "not A but B"."""
    for index, item in enumerate(items):
        if item.is_operator("not", "but-not") and not denied_first:
            found = _contrasted(items, index, world)
            if found is not None:
                return found
        if not item.is_operator("but-not", *(("not",) if denied_first else ())):
            continue
        before = _nearest(items, range(index - 1, -1, -1))
        after = _nearest(items, range(index + 1, len(items)))
        if after is not None and not denied_first and _repeats(items[after], items[:index]):
            after = _nearest(items, range(after + 1, len(items)))  # "held online, instead of being held in person"
        if after is not None and before is not None and not denied_first:
            before = _counterpart(items, before, after, world)
        if before is None or after is None:
            continue
        noun = not (denied_first and any(meaning.flag == "plain" for meaning in item.meanings))
        if not _alike(items[before], items[after], world) and not (noun and _describe(items[before], items[after])):
            continue
        kept, wrong = (after, before) if denied_first else (before, after)
        dropped = range(min(index, wrong), max(index, wrong) + 1)
        swapped = replace(items[wrong], case=items[kept].case, traits=items[kept].traits)
        return Correction(
            tuple(other for place, other in enumerate(items) if place not in dropped),
            tuple(swapped if place == kept else other for place, other in enumerate(items) if place not in dropped),
        )
    return None


def _contrasted(items: Sequence[Item], index: int, world: World) -> Correction | None:
    """ "Not A but B", "did not join in A but in B": what stands before the contrast is denied."""
    turn = next((place for place in range(index + 1, len(items)) if items[place].is_operator("contrast")), None)
    if turn is None:
        return None
    wrong, kept = _nearest(items, range(turn - 1, index, -1)), _nearest(items, range(turn + 1, len(items)))
    if wrong is None or kept is None:
        return None
    alike = _alike(items[wrong], items[kept], world)
    if not alike and not _describe(items[wrong], items[kept]):
        return None
    between = [item for item in items[index + 1 : wrong] if item.has_content]
    if between and not (alike and any(map(is_deed, between[:_VERB]))):
        return None
    swapped = replace(items[wrong], case=items[kept].case, traits=items[kept].traits)
    dropped = {index, *range(wrong if between else index, turn + 1)}
    rest = [place for place in range(len(items)) if place not in dropped]
    return Correction(
        tuple(items[place] for place in rest), tuple(swapped if place == kept else items[place] for place in rest)
    )


def _nearest(items: Sequence[Item], places: range) -> int | None:
    """The nearest item that says something, with nothing unread and no other operator than a preposition between."""
    for place in places:
        if items[place].unread:
            return None
        if items[place].has_content:
            return place
    return None


def _repeats(item: Item, before: Sequence[Item]) -> bool:
    """Whether a word says again what is done."""
    return is_deed(item) and any(
        not set(item.refs(Sort.RELATION)).isdisjoint(one.refs(Sort.RELATION)) for one in before
    )


def _counterpart(items: Sequence[Item], nearest: int, denied: int, world: World) -> int:
    """What stands in the place of what is denied: something of its kind, with what belongs to it behind it, if any."""
    told = (place for place in range(nearest, -1, -1) if _alike(items[place], items[denied], world))
    found = next(told, nearest)
    return nearest if any(item.unread for item in items[found:nearest]) else found


def _describe(one: Item, other: Item) -> bool:
    """Whether two items say what something is like or what it does, without naming or counting anything."""
    return all(item.refs(Sort.CONCEPT) and item.value is None and not item.refs(Sort.ENTITY) for item in (one, other))


def _alike(one: Item, other: Item, world: World) -> bool:
    """Whether two items could stand in one place of a sentence."""
    if one.value is not None or other.value is not None:
        return any(isinstance(one.value, kind) and isinstance(other.value, kind) for kind in (Time, Number))
    named = [(a, b) for a in one.refs(Sort.ENTITY) for b in other.refs(Sort.ENTITY)]
    if named:
        return any(world.comparable(a, b) for a, b in named)
    opposed = {ref for concept in one.refs(Sort.CONCEPT) for ref in world.opposites(concept)}
    return bool(opposed & set(other.refs(Sort.CONCEPT)))
