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


class Listed:
    """The facts that one mention may be about: lists of keys, each in order."""

    __slots__ = ("_keys", "lists", "size")

    def __init__(self, lists: Sequence[Keys]) -> None:
        self.lists = [keys for keys in lists if keys]
        self.size = sum(map(len, self.lists))
        self._keys: frozenset[Any] | None = None

    @property
    def keys(self) -> frozenset[Any]:
        """All keys; made when they are first asked for, for lists may be long."""
        if self._keys is None:
            self._keys = frozenset().union(*self.lists)
        return self._keys


def closest(groups: Sequence[Listed], most: int, missed: int) -> list[Any]:
    """The keys that stand in the lists of most groups, best first, then by key; ``most`` of them.

    Keys that miss more than ``missed`` groups (of those that have any) are left out, unless all do: then the first few
    are given.
    """
    told = [group for group in groups if group.lists]
    if sum(group.size for group in told) <= _FEW:
        return _counted([group.keys for group in told], most, missed)
    return _looked_up([group.lists for group in told], most, missed)


def _counted(groups: Sequence[frozenset[Any]], most: int, missed: int) -> list[Any]:
    tiers: list[set[Any]] = []  # the keys that miss none of the groups gone through, those that miss one of them, …
    for number, group in enumerate(sorted(groups, key=len)):
        kept = [tier & group for tier in tiers]
        fallen: list[set[Any]] = [set(), *(tier - group for tier in tiers)]
        if number <= missed:
            kept.append(set(group).difference(*tiers))
        tiers = [one | other for one, other in zip(kept, fallen, strict=False)]
    if any(tiers):
        return [key for tier in tiers for key in sorted(tier)][:most]
    return _best(Counter(key for group in groups for key in group), len(groups), most, missed)


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
    """In how many groups each key of one group stands; ``number`` rarer ones were gone through.

    A key that is new stands in none of those, if they were gone through to the end. Then enough keys that stand in all
    others end it, for what follows is no better; of the last group the first ones are enough.
    """
    left, enough = len(groups) - number, max(most, _LEFT)
    complete = not number or sum(map(len, groups[number - 1])) <= _LONGEST
    longest = min(_LONGEST, enough + len(shared)) if complete and left == 1 else _LONGEST
    keys = group[0] if len(group) == 1 else sorted(set().union(*(keys[:longest] for keys in group)))
    for key in keys[:longest]:
        if key not in shared:
            shared[key] = sum(any(_has(keys, key) for keys in other) for other in groups)
            enough -= shared[key] == left
            if complete and not enough:
                return


def _has(keys: Keys, key: Any) -> bool:
    place = bisect_left(keys, key)
    return place < len(keys) and bool(keys[place] == key)
