"""Names that look like a misspelt one, found by the runs of letters they share: a few look-ups, however many names."""

from __future__ import annotations

from collections import Counter

from koreacoop.index import Index
from koreacoop.naming import grams

_LONGEST = 20_000
_MOST_KEYS = 60_000
_MOST = 400


def alike(name: str, index: Index) -> list[str]:
    """The names that share most runs of letters with one."""
    lists = sorted(index.postings("grams", sorted(grams(name))).values(), key=len)
    shared: Counter[int] = Counter()
    seen = 0
    for places in lists:
        if seen and (seen + len(places) > _MOST_KEYS or len(places) > _LONGEST):
            break
        shared.update(places)
        seen += len(places)
    ranked = sorted(shared, key=lambda place: (-shared[place], place))[:_MOST]
    return index.place("sought", sorted(ranked))
