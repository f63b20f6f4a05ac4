"""One event told against another ("when B, A had already …"): which of the two came first, and by how much.

The clause that has the perfect, or the length of time, tells of the earlier event; the one that denies ("had yet to")
tells of the later one; if neither does, the two are told to be at one time.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop import ordering
from koreacoop.comparing import Compared, compare, ways_to_divide
from koreacoop.court import Candidates
from koreacoop.dates import Duration
from koreacoop.model import Item
from koreacoop.ordering import Finding
from koreacoop.sides import Items, Side, Sides
from koreacoop.world import World

_SAID_OF_TIME = ("not", "apart", "plan", "since", "after", "former")


def told_against(items: Items, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    """Whether two events stood to each other in time as a "when" says, if both are recorded with their dates."""
    sides = Sides(candidates, world)
    for index, item in enumerate(items):
        if not item.has_flag("when"):
            continue
        rest = (*items[:index], *items[index + 1 :])
        for told, ground in ways_to_divide(rest, index, item, standard_first):
            found = _told(told, ground, sides)
            if found is not None and (found.holds or _tells_when(item, rest)):
                return found
    return None


def tells_of_order(items: Sequence[Item]) -> bool:
    """Whether a "when" sets one event against another that had already happened."""
    return all(any(item.has_flag(flag) for item in items) for flag in ("when", "already"))


def _tells_when(item: Item, rest: Items) -> bool:
    """Whether a word tells when, and does not only set one thing against another ("… in 1991, while … in 2021")."""
    return not item.is_operator("contrast") or any(other.has_flag("already") for other in rest)


def _told(told: Items, ground: Items, sides: Sides) -> Compared | None:
    """What comes of two clauses, ``ground`` being that of "when", as a comparison of their dates."""
    denied = [part for part in (told, ground) if any(item.is_operator("not") for item in part)]
    spans = [part for part in (told, ground) if _span(part) is not None]
    perfect = spans or [part for part in (told, ground) if any(item.has_flag("already") for item in part)]
    if len(perfect) > 1 or len(denied) > 1 or (denied and spans):
        return None

    def judge(one: Side, other: Side) -> Finding | None:
        if denied:
            return ordering.in_order(other, one, None) if denied[0] is told else ordering.in_order(one, other, None)
        if perfect:
            earlier, later = (one, other) if perfect[0] is told else (other, one)
            if any(item.has_flag("ahead") for item in perfect[0]):
                earlier, later = later, earlier  # "was still five years away"
            return ordering.in_order(earlier, later, _span(perfect[0]))
        return ordering.at_once(one, other)

    found = compare(sides.both(_bare(told), _bare(ground), sides.dated), judge)
    return found and Compared(found.holds, found.facts, found.detail, denial_heard=True)


def _span(items: Sequence[Item]) -> Duration | None:
    return next((item.value for item in items if isinstance(item.value, Duration)), None)


def _bare(items: Items) -> Items:
    """A clause without what says only how it lies in time."""
    return tuple(
        item
        for item in items
        if not isinstance(item.value, Duration)
        and not item.has_flag("already")
        and not item.has_flag("ahead")
        and (item.means or not item.is_operator(*_SAID_OF_TIME))
    )
