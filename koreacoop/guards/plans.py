"""Whether a part tells of the plan that a fact tells of, and not of what came of it or of another."""

from __future__ import annotations

from koreacoop.model import Item, Sort, Step
from koreacoop.scales import Weighing, opposed
from koreacoop.world import World

_CONTRARY = frozenset({"opposite", "excluded"})


def leaves_out_giving_up(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of a plan that was given up, and the fact of what was done or decided."""
    given_up = [step for step in weighing.steps if step.item.has_flag("given-up") and step.item.refs(Sort.RELATION)]
    fact = weighing.profile.fact
    return not fact.planned and bool(given_up) and not any(_cues_own(step, weighing) for step in given_up)


def tells_of_another_plan(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of a plan, and the fact of what came instead, or of what somebody else has planned."""
    if not opposed(weighing) & _CONTRARY:
        return False
    plans = [step for step in weighing.steps if _plans(step.item)]
    if not plans or any(step.slot == "predicate" and _cues_own(step, weighing) for step in plans):
        return False
    excluded = any(step.slot == "excluded" for step in weighing.conflicts)
    named = weighing.assumed_topic or any(step.slot == "subject" for step in weighing.matches)
    return not weighing.profile.fact.planned or (excluded and not named)


def _plans(item: Item) -> bool:
    """Whether a word tells of a plan, also of one that was given up."""
    return item.is_operator("plan") or item.has_flag("given-up")


def _cues_own(step: Step, weighing: Weighing) -> bool:
    return weighing.profile.predicate in step.item.refs(Sort.RELATION)
