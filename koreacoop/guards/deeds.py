"""Whether the verb of a part tells of the deed that a fact tells of."""

from __future__ import annotations

from itertools import pairwise

from koreacoop.model import Case, Item, Sort
from koreacoop.phrasing import RESOLVED, UNDERGONE
from koreacoop.scales import OWN, Weighing
from koreacoop.world import DEEDS, LASTING, World

_ACTING = frozenset({"subject", "object", "with", "entity", "event", "recipient"})
_CONTRARY = frozenset({"opposite", "excluded", "quantity"})
"""What can be against a fact only where the part speaks of what it tells."""
_VERBAL = frozenset({"final", "connective"})
_GOING_ON = frozenset({"connective", "and"})


def tells_parties_alone(weighing: Weighing, world: World) -> bool:
    """Whether a part names two parties and a verb that is only near the fact's own: it may be another verb."""
    if any(step.slot in _CONTRARY for step in weighing.conflicts):
        return False
    told = {step.item.start: step.slot for step in weighing.matches if step.slot != "predicate"}
    return weighing.cued and weighing.core < OWN and len(told) == 2 and _ACTING.issuperset(told.values())


def tells_other_deeds(weighing: Weighing, world: World) -> bool:
    """Whether two verbs of a part are met only as relations that the wordings mention beside the fact's own."""
    own = world.implied(weighing.profile.predicate)
    beside = {
        step.item.start
        for step in weighing.matches
        if step.slot == "predicate" and step.detail not in own and step.detail in world.relations
    }
    return len(beside) >= 2


def closes_with_another_deed(weighing: Weighing, world: World) -> bool:
    """Whether the main verb of a part is none of the fact's, though a word of its wordings can mean that too.

    Only languages in which a main verb stands last, and that form is nothing else, mark it ("final"). What a verb that
    carries nothing tells is told by the words before it; but done is not what the fact only tells somebody to want.
    """
    profile = weighing.profile
    items = [step.item for step in weighing.steps]
    last = next((place for place in range(len(items) - 1, -1, -1) if items[place].means), 0)
    verb, behind = items[last], items[last:]
    done = profile.fact.planned and any("past" in item.traits for item in behind)
    if not any("final" in item.traits for item in behind) or verb.refs(Sort.ENTITY):
        return False
    thing = verb.case is Case.OBJECT and not verb.traits & _VERBAL
    idle = thing or bool(verb.refs(Sort.LIGHT) or verb.refs(Sort.OPERATOR))
    if not thing and not (verb.traits & _VERBAL and verb.refs(Sort.RELATION)):
        return False
    if idle and not (done and not any(RESOLVED in item.traits for item in items)):
        return False
    heads = frozenset() if UNDERGONE in verb.traits else profile.heads
    told = world.implied(profile.predicate) | heads
    return told.isdisjoint(verb.ids)


def goes_on(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of a deed of former times as of one that goes on ("still", "is sending")."""
    statement = weighing.profile.fact.statement
    own = statement.predicate
    begun = {world.aspect(ref) for ref in world.implied(own) - {own}}
    if statement.when is None or world.aspect(own) not in DEEDS or begun & LASTING:
        return False
    items = [step.item for step in weighing.steps]
    still = any(item.is_operator("still") for item in items) and "still" not in weighing.profile.operators
    return still or any(_is_in_progress(verb, after) for verb, after in pairwise(items))


def _is_in_progress(verb: Item, after: Item) -> bool:
    doing = not verb.traits.isdisjoint(_GOING_ON) and "passive" not in verb.traits
    return doing and after.has_flag("progressive") and "final" in after.traits and "past" not in after.traits
