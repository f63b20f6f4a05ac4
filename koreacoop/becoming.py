"""What something became must not be what it was before by the record."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.ends import Ends, exchange
from koreacoop.model import Item, Step
from koreacoop.scales import Weighing, is_copula, is_origin

_FORMER = ("former", "after", "before", "from", "not")
"""Operators before a word for what something was, not for what it became."""


def settle_becoming(weighing: Weighing, ends: Ends) -> None:
    """What a fact says that something changed from may not stand where the part tells what it changed to.

    Right behind the verb of changing it does; elsewhere it does if what it changed to stands before it. What is marked
    as an origin, or is said to have "been", stands in its own place.
    """
    if not weighing.predicate or not {"from", "to"} <= ends.profile.slots.keys():
        return
    if any(step.slot == "to" and _is_past(step, ends) for step in weighing.matches) and not weighing.negated:
        weighing.predicate = False  # "once a donor, now poor"
        return
    goals = [step.item.start for step in weighing.matches if step.slot == "to"]
    for step in weighing.matches:
        if step.slot != "from" or is_origin(step.item):
            continue
        before, after = _beside(step, ends)
        if _tells_what_was(before, after):
            continue
        behind_goal = any(goal < step.item.start for goal in goals)
        followed = any(goal > step.item.start for goal in goals)  # where the verb leads, who changed stands there
        reached = not followed and any(item.has_flag("becoming") for item in (before, *_clefts(ends.items)) if item)
        if behind_goal and weighing.negated:
            continue  # "no donor any more, it became the poorest": what it changed to is denied
        if behind_goal and reached:
            exchange(weighing, step.item)
        elif behind_goal or reached:
            weighing.predicate = False


def _is_past(step: Step, ends: Ends) -> bool:
    """Whether a word right before what something changed to says that it was so once."""
    before, _ = _beside(step, ends)
    return before is not None and before.is_operator("former")


def _clefts(items: Sequence[Item]) -> list[Item]:
    """The words of a part that sets what something became apart from its verb ("what it became is …")."""
    relative = any(item.is_operator("relative") for item in items)
    return list(items) if relative and any(map(is_copula, items)) else []


def _beside(step: Step, ends: Ends) -> tuple[Item | None, Item | None]:
    """The words beside an item, articles aside."""
    before = [item for item in ends.items if item.end <= step.item.start and not item.is_article]
    after = [item for item in ends.items if item.start >= step.item.end]
    return (before[-1] if before else None), (after[0] if after else None)


def _tells_what_was(before: Item | None, after: Item | None) -> bool:
    """Whether the words beside an item make it what something was: "once", "was" before it, or "that was" behind it."""
    told = before is not None and (is_copula(before) or before.is_operator(*_FORMER))
    return told or (after is not None and "adnominal" in after.traits and is_copula(after))
