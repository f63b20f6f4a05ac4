"""Which facts share most with what a part mentions, found by key: the cost does not grow with the pack.

Facts that miss at most so many of the mentions stand in the lists of one of the rarest mentions. These are gone
through, the rarest first, and whether a fact stands in the other lists, which are in order, is looked up there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from koreacoop.hints import Any

Keys = Sequence[Any]
_FEW = 3000
"""Keys in all lists together up to which they are simply counted."""
_LONGEST = 20_000
"""Keys of one list that are gone through: of what is mentioned by more facts only the first ones are compared."""
_LEFT = 5


def closest(groups: Sequence[Sequence[Keys]], most: int, missed: int) -> list[Any]:
    """The keys that stand in the lists of most groups, best first, then by key; ``most`` of them.

    A group is the lists of one mention, sorted. Keys that miss more than ``missed`` groups (of those that have any) are
    left out, unless all do: then the first few are given.
    """
    told = [[keys for keys in group if keys] for group in groups]
    told = [group for group in told if group]
    if sum(len(keys) for group in told for keys in group) <= _FEW:
        return _counted(told, most, missed)
    return _looked_up(told, most, missed)


def _counted(groups: Sequence[Sequence[Keys]], most: int, missed: int) -> list[Any]:
    shared: Counter[Any] = Counter()
    for group in groups:
        shared.update(group[0] if len(group) == 1 else set().union(*group))
    return _best(shared, len(groups), most, missed)


def _best(shared: Counter[Any], groups: int, most: int, missed: int) -> list[Any]:
    kept = [key for key, count in shared.items() if groups - count <= missed]
    if kept:
        return sorted(kept, key=lambda key: (-shared[key], key))[:most]
    return sorted(shared, key=lambda key: (-shared[key], key))[:_LEFT]


def _looked_up(groups: Sequence[Sequence[Keys]], most: int, missed: int) -> list[Any]:
    """As ``_counted``: after the rarest n groups all keys are known that miss fewer than n."""
    ranked = sorted(groups, key=lambda group: sum(map(len, group)))
    shared: Counter[Any] = Counter()
    for number, group in enumerate(ranked):
        _count(group, ranked, shared, number, most)
        known = sum(len(ranked) - count <= number for count in shared.values())
        if known >= most or (number >= missed and known >= (1 if number == missed else _LEFT)):
            break
    return _best(shared, len(ranked), most, missed)


def _count(
    group: Sequence[Keys], groups: Sequence[Sequence[Keys]], shared: Counter[Any], number: int, most: int
) -> None:
    """In how many groups each key of one group stands; enough keys that stand in all of them end it."""
    whole = 0
    keys = group[0] if len(group) == 1 else sorted(set().union(*(keys[:_LONGEST] for keys in group)))
    for key in keys[:_LONGEST]:
        if key not in shared:
            shared[key] = sum(any(_has(keys, key) for keys in other) for other in groups)
            whole += shared[key] == len(groups)
            if whole == most and number == 0:
                return


def _has(keys: Keys, key: Any) -> bool:
    place = bisect_left(keys, key)
    return place < len(keys) and bool(keys[place] == key)
