"""Counts that share a verb ("has 46 consulates and five offices"): each is told of by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import NAMED
from koreacoop.coordination import Items
from koreacoop.frozen import replace
from koreacoop.joining import joins, opens
from koreacoop.model import Case, Item, Sort
from koreacoop.numbers import Kind, Number

_TOGETHER = ("sum", "both", "or", "not", "but-not", "than", "more-than", "fewer-than", "before", "after", "only")
"""Operators that say something of the counts together, or of one by the other."""


def counted_apart(items: Sequence[Item], verb_last: bool) -> list[Items]:
    """The claim told with each of its counts alone; none if it has no list of them, each with what it counts."""
    places = [place for place, item in enumerate(items) if _is_count(item)]
    if len(places) < 2 or any(item.is_operator(*_TOGETHER) for item in items):
        return []
    if any(item.value is not None and not _is_count(item) for item in items[places[0] :]):
        return []
    spans = _spans(items, places, verb_last)
    if spans is None:
        return []
    start, end = spans[0][0], spans[-1][1]
    before, after = tuple(items[:start]), tuple(items[end:])
    if not any(item.refs(Sort.ENTITY) for item in before) or not all(_counts_something(items[a:b]) for a, b in spans):
        return []
    return [(*before, *_without_joiner(items[a:b]), *after) for a, b in spans]


def _spans(items: Sequence[Item], places: Sequence[int], verb_last: bool) -> list[tuple[int, int]] | None:
    """Where each count stands with what it counts; None if something else than an "and" or a comma parts two."""
    first = places[0]
    if verb_last:
        while first > 0 and items[first - 1].case not in NAMED and not joins(items[first - 1]):
            first -= 1
    spans, start = [], first
    for one, other in pairwise(places):
        cut = next((place for place in range(one + 1, other + 1) if joins(items[place]) or opens(items[place])), None)
        if cut is None:
            return None
        spans.append((start, cut))
        start = cut
    return [*spans, (start, _end(items, places[-1]) if verb_last else len(items))]


def _end(items: Sequence[Item], last: int) -> int:
    """Where the last count ends that its verb follows: behind its counter, and behind the noun that this is "of"."""
    end = last + 1
    while end < len(items) and not items[end].has_content:
        end += 1
        if items[end - 1].case is Case.OF and end < len(items):
            return end + 1
    return end


def _is_count(item: Item) -> bool:
    return isinstance(item.value, Number) and item.value.kind is Kind.NUMBER


def _counts_something(stretch: Sequence[Item]) -> bool:
    """Whether what is counted is named, and nothing is done in a stretch."""
    nouns = [item for item in stretch if item.means and item.value is None]
    return bool(nouns) and not any(item.traits & {"final", "third"} and item.refs(Sort.RELATION) for item in nouns)


def _without_joiner(stretch: Sequence[Item]) -> Items:
    """A stretch without the "and" or the marks before it."""
    kept = [item for item in stretch if not joins(item)]
    return tuple(replace(item, traits=item.traits - {"and"}) if "and" in item.traits else item for item in kept)
