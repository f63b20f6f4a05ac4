"""Claims that something is so of all that something else is recorded of: "an embassy in every country with ties".

Fewer of a kind cannot be all of more of it; whether as many are the same ones the counts do not tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from koreacoop.agents import NAMED
from koreacoop.frozen import replace
from koreacoop.model import Item, Sort
from koreacoop.ordering import Finding
from koreacoop.sides import Items, Side, Sides, told


def covered(items: Items, verb_last: bool, sides: Sides) -> tuple[Side, Side] | None:
    """The counts of those of which something is so, and of those of all of which it is said to be; None if not told."""
    for noun, said, which in _ways(items, verb_last, sides):
        if any(item.is_operator("not") for item in which) or not any(item.refs(Sort.RELATION) for item in which):
            continue
        rest = tuple(item for item in said if not item.is_operator("not"))
        one = _counted(rest, noun, sides)
        other = _counted(which, noun, sides) if one is not None else None
        if one is not None and other is not None and one.fact != other.fact:
            return one, other
    return None


def _counted(items: Items, noun: Item, sides: Sides) -> Side | None:
    """How many of what a noun stands for the fact of a side counts."""
    side = sides.counted(items)
    if side is None or side.weighing is None:
        return None
    counts = side.weighing.profile.fact.statement.counts
    found = next((count for count in counts if count.unit in noun.ids), None)
    return None if found is None else replace(side, count=found.quantity, unit=found.unit, text=told(found))


def _ways(items: Items, verb_last: bool, sides: Sides) -> Iterator[tuple[Item, Items, Items]]:
    """Ways to divide into what is said of all and all of what, each with the noun for what is counted."""
    for place, item in enumerate(items):
        if not item.is_operator("all") or item.has_flag("reinforcer"):
            continue
        noun = next((at for at in _beside(items, place, verb_last) if sides.is_unit(items[at])), None)
        if noun is None:
            continue
        ways = _before(items, place, noun) if verb_last else _behind(items, place, noun)
        yield from ((items[noun], *way) for way in ways)


def _beside(items: Items, place: int, verb_last: bool) -> Iterator[int]:
    """Where the noun may stand that an "all" is of: right behind it, or before it too where adverbs stand so."""
    if place + 1 < len(items):
        yield place + 1
    if verb_last and place:
        yield place - 1


def _before(items: Items, place: int, noun: int) -> Iterator[tuple[Items, Items]]:
    """The clause that tells of which ones stands before the noun."""
    low, high = min(place, noun), max(place, noun) + 1
    for start in range(low, -1, -1):
        lead = tuple(item for item in items[:start] if item.case in NAMED and item.refs(Sort.ENTITY))
        yield (*items[:start], items[noun], *items[high:]), (*lead, *items[start:low], items[noun])


def _behind(items: Items, place: int, noun: int) -> Iterator[tuple[Items, Items]]:
    """The clause that tells of which ones stands behind the noun, up to any place."""
    lead = tuple(item for item in items[:place] if item.refs(Sort.ENTITY))[:1]
    for end in range(len(items), noun, -1):
        which = tuple(item for item in items[noun:end] if not item.is_operator("relative"))
        yield (*items[:place], items[noun], *items[end:]), (*lead, *which)


def fewer(one: Side, other: Side) -> Finding | None:
    """That not all are so of which there are more; None if there are not fewer of one kind."""
    if one.unit != other.unit or one.count is None or other.count is None:
        return None
    if one.count.high is None or other.count.low is None or one.count.high >= other.count.low:
        return None
    return False, f"{one.text} < {other.text}"
