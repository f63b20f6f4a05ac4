"""Numbers of some of what a fact counts: so many of them, and so many besides those that are named.

What is claimed of a part of a list is held against the list itself: as many must be named as are said to be of them,
and who is excepted counts to the whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Quantity
from koreacoop.scales import Weighing, is_adjective, is_copula
from koreacoop.world import World


def is_part(index: int, items: Sequence[Item]) -> bool:
    """Whether a number is one of some: "three of the partners"; "from" says so before what is known."""
    following = items[index + 1 : index + 3]
    value = items[index].value
    counted = isinstance(value, Number) and value.unit is None  # a sum of money is no part of what it is given for
    known = len(following) > 1 and following[1].case is Case.FROM and "definite" in following[1].traits and counted
    return any(item.is_operator("of") or (known and item.is_operator("from")) for item in following[:1])


def weigh_part(index: int, items: Sequence[Item], profile: Profile, world: World) -> Step | None:
    """The step of a number of so many out of another number ("three of the four", "of the four, one is …").

    It carries nothing if as many are named that are or could be in the fact's list, else it is open; None if it is no
    such number.
    """
    number, item = items[index].value, items[index]
    whole = _whole(index, items)
    if not isinstance(number, Number):
        return None
    low = number.quantity.low
    if whole is None:
        listed = is_part(index, items) and any(len(_named(items, refs)) == low for refs in profile.slots.values())
        return Step(item, Outcome.IGNORED, "quantity", "as many are named") if listed else None
    plain = number.quantity.is_point() and low is not None and low < whole
    told = plain and any(_candidates(items, refs, world) == low for refs in _lists(profile, whole))
    return Step(item, Outcome.IGNORED if told else Outcome.OPEN, "quantity", "so many of them are claimed")


def _whole(index: int, items: Sequence[Item]) -> Decimal | None:
    """The number out of which another one is."""
    later, earlier = items[index + 1 :], items[:index]
    if is_part(index, items):
        return _number_after_of(later)
    if not any(is_copula(item) for item in later[:1]):
        return None
    start = next((place for place, item in enumerate(earlier) if item.is_operator("of")), None)
    return None if start is None else _number_after_of(earlier[start:])


def _number_after_of(items: Sequence[Item]) -> Decimal | None:
    """The number behind a leading "of", if only what carries nothing stands between."""
    following = next((item for item in items[1:] if not item.refs(Sort.LIGHT)), None)
    value = following.value if following is not None else None
    counted = isinstance(value, Number) and value.kind is Kind.NUMBER and value.quantity.is_point()
    return value.quantity.low if counted and isinstance(value, Number) else None


def _lists(profile: Profile, size: Decimal) -> list[tuple[str, ...]]:
    """The lists of a fact that have so many members."""
    return [refs for refs in profile.slots.values() if len(refs) == size]


def _candidates(items: Sequence[Item], refs: Sequence[str], world: World) -> int:
    """How many are named that are or could be members of a list."""
    names = [item.refs(Sort.ENTITY) for item in items if not is_adjective(item)]
    return sum(any(world.comparable(one, other) for one in some for other in refs) for some in names)


def _named(items: Sequence[Item], refs: Sequence[str]) -> set[str]:
    return {ref for item in items for ref in item.refs(Sort.ENTITY)} & set(refs)


def held_against(claimed: Quantity, items: Sequence[Item], count: Quantity, profile: Profile) -> Quantity | None:
    """A claimed number as it is to be compared with a count: whom an "except" leaves out of its list is added.

    None if somebody is left out, and no list tells whether he is counted.
    """
    out = _excepted(items)
    if not out:
        return claimed
    lists = _lists(profile, count.low) if count.low is not None and count.is_point() else []
    more = max((len(_named(out, refs)) for refs in lists), default=-1)
    if more < 0:
        return None
    low, high = claimed.low, claimed.high
    return replace(claimed, low=None if low is None else low + more, high=None if high is None else high + more)


def _excepted(items: Sequence[Item]) -> list[Item]:
    """The names behind an "except"; if there are none, those before it, where the language puts them there."""
    start = next((place for place, item in enumerate(items) if excepts(item)), None)
    if start is None:
        return []
    return _names(items[start + 1 :]) or _last_names(items[:start])


def excepts(item: Item) -> bool:
    """Whether a word tells that somebody is left out of what is counted, or comes to it besides."""
    return item.is_operator("except") or item.has_flag("besides")


def _names(items: Sequence[Item]) -> list[Item]:
    """The names with which items begin."""
    run = itertools.takewhile(lambda item: not item.has_content or item.refs(Sort.ENTITY), items)
    return [item for item in run if item.refs(Sort.ENTITY)]


def _last_names(items: Sequence[Item]) -> list[Item]:
    """The names with which items end, as far as they are one list: what has a part of its own is none of it."""
    run = _names(items[::-1])
    joined = itertools.takewhile(lambda item: item.case in (Case.NONE, Case.WITH) or "and" in item.traits, run[1:])
    return [*run[:1], *joined]


def settle_exception(weighing: Weighing) -> None:
    """An "except" says nothing more where whom it leaves out is counted with those claimed, nor does a "more"."""
    counted = [step for step in (*weighing.matches, *weighing.conflicts) if step.slot == "quantity"]
    adding = [step for step in weighing.open if step.item.is_operator("except", "more-than")]
    if not counted or not adding:
        return
    out = _excepted([step.item for step in weighing.steps])
    if out and any(len(_named(out, refs)) == len(out) for refs in weighing.profile.slots.values()):
        weighing.amend(adding, outcome=Outcome.IGNORED)
