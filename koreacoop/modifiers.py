"""Words that change what others of a part come to: of order, of sharing out, "only", "the most", "no longer".

What they modify is weighed by itself first; then it is told what it comes to with them.
"""

from __future__ import annotations

from itertools import pairwise

from koreacoop.dockets import Said, is_each
from koreacoop.model import Case, Outcome, Sort
from koreacoop.scales import Weighing, is_origin
from koreacoop.world import World, called


def settle_modifiers(weighing: Weighing, said: Said) -> None:
    """Tell again what words come to of which others of the part tell more closely how they are meant."""
    _settle_order(weighing)
    if said.shares:
        _settle_shares(weighing)
    _settle_restriction(weighing)
    _settle_standard(weighing, said.world)
    _settle_superlatives(weighing, said.world)
    _settle_origin(weighing)
    _settle_turned_change(weighing, said.world)


def _settle_order(weighing: Weighing) -> None:
    """A word of order that the fact has too stands, if a number or a length tells that it is meant so."""
    if not any(step.slot == "operator" for step in weighing.open):
        return
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    if told & {"quantity", "duration"}:
        order = weighing.profile.operators & {"before", "after"}
        told_too = [step for step in weighing.open if step.slot == "operator" and step.detail in order]
        weighing.amend(told_too, outcome=Outcome.IGNORED)


def _settle_shares(weighing: Weighing) -> None:
    """ "46 in each country" is another count than 46; in "each of the four" the number only tells of how many."""
    each = next((place for place, step in enumerate(weighing.steps) if is_each(step.item)), None)
    if each is None:
        return
    counted = (step.item for step in weighing.steps[each + 1 :] if not step.item.refs(Sort.LIGHT))
    beside = next(counted, None) if weighing.steps[each].item.has_flag("each") else None
    counts = [step for step in weighing.steps if step.slot == "quantity" and step.item.value is not None]
    others = [step for step in counts if step.item is not beside]
    weighing.amend(others, outcome=Outcome.OPEN, detail="so many of each are claimed")


def _settle_restriction(weighing: Weighing) -> None:
    """ "Only on an irregular basis" says more than "on an irregular basis": what contradicts this contradicts that."""
    if weighing.open and weighing.conflicts and not weighing.negated:
        restricting = [step for step in weighing.open if step.slot == "list" or step.detail == "despite"]
        weighing.amend(restricting, outcome=Outcome.IGNORED)


def _settle_standard(weighing: Weighing, world: World) -> None:
    """What is larger than that which is recorded to be the largest stands against the record."""
    if world.aspect(weighing.profile.predicate) != "attribute":
        return
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED]
    names = {name for ref in weighing.profile.slots.get("subject", ()) for name in called(ref, world)}
    for compares, behind in pairwise(told):
        if not compares.item.is_operator("more-than", "fewer-than") or compares.outcome is not Outcome.MATCH:
            continue
        standard = next((step for step in told if "than" in step.item.traits), behind)
        if names.isdisjoint(standard.item.refs(Sort.ENTITY)) or standard.outcome is not Outcome.MATCH:
            continue
        weighing.tell(standard.item, Outcome.CONFLICT, "roles", "recorded to be before all others")
        return


def _settle_superlatives(weighing: Weighing, world: World) -> None:
    """That somebody is the most of his kind is not said by a fact in which something is only great, or more."""
    single = world.relation(weighing.profile.predicate).single
    if "ordinal" in single or weighing.profile.fact.statement.ordinal is not None:
        return
    most = [
        one
        for one, noun in pairwise(weighing.steps)
        if one.slot == Sort.CONCEPT.value
        and one.item.traits >= {"superlative"}
        and noun.item.means
        and not noun.item.case
    ]
    weighing.amend(most, outcome=Outcome.OPEN, detail="recorded of nobody that he is the most")


def _settle_origin(weighing: Weighing) -> None:
    """Of a change: what was before it "no longer" is so, or once was; that it "still" is so is against the record."""
    if not {"from", "to"} <= weighing.profile.slots.keys():
        return
    ended = next((step.item for step in weighing.steps if step.item.has_flag("ended")), None)
    reached = next((step.item for step in weighing.matches if step.slot == "to"), None)
    origin = next((step for step in weighing.matches if step.slot == "from"), None)
    turned = any(
        step.item.is_operator("contrast") and step.item.end <= reached.start for step in weighing.steps if reached
    )
    if ended is not None and (turned or (origin is not None and reached is None)):
        weighing.plain_negations = 0
        weighing.tell(ended, Outcome.MATCH, "predicate", "no longer")
    elif origin is not None and reached is None:
        for step in weighing.steps:
            if step.item.is_operator("former"):
                weighing.tell(step.item, Outcome.MATCH, "predicate", "formerly")
            elif step.item.is_operator("still"):
                weighing.tell(origin.item, Outcome.CONFLICT, "opposite", "it has changed since")


def _settle_turned_change(weighing: Weighing, world: World) -> None:
    """What something changed to by the record is not matched where by the claim it changed from that."""
    single = world.relation(weighing.profile.predicate).single
    if {"from", "to"} <= single and any(s.slot == "excluded" and not is_origin(s.item) for s in weighing.conflicts):
        origins = [step for step in weighing.matches if step.slot in single and is_origin(step.item)]
        weighing.amend(origins, outcome=Outcome.IGNORED, slot="from", detail="what was before")
    reached = any(
        step.slot == "from" and step.item.case is Case.TO for step in weighing.matches
    )  # that tells it already
    if {"from", "to"} <= weighing.profile.slots.keys() and not weighing.conflicts and not reached:
        for step in [step for step in weighing.matches if step.slot == "to" and is_origin(step.item)]:
            weighing.tell(step.item, Outcome.CONFLICT, "roles", "it changed to that, not from it")
