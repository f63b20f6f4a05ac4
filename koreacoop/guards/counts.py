"""Whether a number counts what a fact counts."""

from __future__ import annotations

from koreacoop.grammar import FACTOR
from koreacoop.model import Sort
from koreacoop.scales import OWN, Weighing, opposed
from koreacoop.world import OCCASIONS, World, called

_COUNTED = frozenset({"quantity", "duration"})


def counts_others(weighing: Weighing, world: World) -> bool:
    """Whether a part says how many of a kind somebody has ("NATO's states number four") with another verb.

    Those to whom something was done are not all that there are.
    """
    counting = any(step.item.has_flag("counting") for step in weighing.steps)
    holding = any(step.slot == "subject" and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    if not (counting and holding) or weighing.core == OWN:
        return False
    counted = {name for count in weighing.profile.fact.statement.counts for name in world.classes(count.unit)}
    return any(counted & world.classes(ref) for ref in weighing.profile.slots.get("object", ()))


def counts_twice(weighing: Weighing, world: World) -> bool:
    """Whether two numbers stand beside one count ("four were added to the seven"): one is of something else."""
    against = [step.detail for step in weighing.conflicts if step.slot == "quantity"]
    met = {step.detail for step in weighing.matches if step.slot == "quantity"}
    return len(set(against)) < len(against) or not met.isdisjoint(against)


def multiplies(weighing: Weighing, world: World) -> bool:
    """Whether a part says how many times as much something became, which a fact that only says "more" does not tell."""
    told = any(operator.startswith(FACTOR) for operator in weighing.profile.operators)
    return not told and any(
        operator.startswith(FACTOR) for step in weighing.matches for operator in step.item.operators
    )


def counts_roughly(weighing: Weighing, world: World) -> bool:
    """Whether a word for "nearly" stands apart from the number that is against the fact: it may be near enough."""
    roughly = any(step.item.is_operator("almost") and step.item.value is None for step in weighing.steps)
    return roughly and bool(opposed(weighing) & _COUNTED)


def counts_elsewhere(weighing: Weighing, world: World) -> bool:
    """Whether another number than the recorded one may be of another event than that which the fact counts at."""
    return opposed(weighing) <= _COUNTED and not _points_at_event(weighing, world)


def _points_at_event(weighing: Weighing, world: World) -> bool:
    """Whether a part points at the event that a fact counts something of, by its name, class or a party.

    What it is a part of does not do: so many speakers at a conference are not those of its first session.
    """
    refs = weighing.profile.held
    events = {ref for ref in refs if world.kind(ref) in OCCASIONS}
    wholes = {whole for ref in events for whole in world.wholes(ref)} - events
    wider = {name for whole in wholes for name in called(whole, world)}
    names = {name for ref in events for name in called(ref, world)} - wider
    said = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    parties = {step.detail for step in weighing.matches if step.item.refs(Sort.ENTITY)} - wider - {world.topic}
    return not events or bool(said & names or parties)
