"""Whether a part tells of the plan that a fact tells of, and not of what came of it or of another."""

from __future__ import annotations

from itertools import pairwise

from koreacoop.model import Item, Outcome, Sort, Step
from koreacoop.scales import DENIES, Weighing, opposed
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


def gives_up_plan(weighing: Weighing, world: World) -> bool:
    """Whether a part tells that a plan was given up: that denies neither the plan nor what came of it."""
    if not weighing.negated or weighing.plain_negations or weighing.whole_negations:
        return False
    told = [step for step in weighing.steps if step.item.has_content or step.slot == "polarity"]
    return any(
        (_denies(one) and _names_plan(other.item)) or (_names_plan(one.item) and _denies(other))
        for one, other in pairwise(told)
    )


def _denies(step: Step) -> bool:
    return step.item.has_content and (step.slot == "polarity" or step.detail.startswith(DENIES))


def _names_plan(item: Item) -> bool:
    return _plans(item) and bool(item.refs(Sort.CONCEPT))


def _plans(item: Item) -> bool:
    """Whether a word tells of a plan, also of one that was given up."""
    return item.is_operator("plan") or item.has_flag("given-up")


def _cues_own(step: Step, weighing: Weighing) -> bool:
    return weighing.profile.predicate in step.item.refs(Sort.RELATION)


def tells_what_came_of_it(weighing: Weighing, world: World) -> bool:
    """Whether what stands against a plan is told of another deed than of planning ("planned …, and held online")."""
    if "plan" not in weighing.profile.operators or opposed(weighing) != {"opposite"}:
        return False
    if any(_tells_deed(step.item) for step in weighing.conflicts):
        return False  # the verb itself says the opposite
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED]
    pairs = (pair for one, other in pairwise(told) for pair in ((one, other), (other, one)))
    beside = [step for step, against in pairs if against.outcome is Outcome.CONFLICT]
    planned = any(_cues_own(step, weighing) for step in told)
    apart = planned and not any(_cues_own(step, weighing) for step in beside)
    return apart and any(step.slot == "predicate" and step.item.refs(Sort.RELATION) for step in beside)


def _tells_deed(item: Item) -> bool:
    return bool(item.refs(Sort.RELATION)) or "verbal" in item.traits
