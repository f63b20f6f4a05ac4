"""Whether a part tells of the office, or of what somebody is at the head of, that a fact tells of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import leading_agent
from koreacoop.model import Case, Item, Sort, Step
from koreacoop.scales import Weighing, is_adjective, opposed, refs_of
from koreacoop.world import DEEDS, LASTING, OCCASIONS, World, called, headed

_OF_OFFICE = frozenset({"person", "office"})
"""Kinds of what a fact tells that tells who holds which office."""
_VERBAL = frozenset({"participle", "third", "verbal", "passive"})


def holds_another_thing(weighing: Weighing, world: World) -> bool:
    """Whether another holder is named of what a part does not name: it may be of another thing of the kind.

    Beside one of the recorded holders it is of theirs.
    """
    slots = weighing.profile.slots
    elsewhere = {"subject", "object", "event", "place", "when", "ordinal", "role", "theme"}
    if opposed(weighing) != {"subject"} or "object" not in slots:
        return False
    said = {ref for step in weighing.matches for ref in (step.detail, *world.members(step.detail))}
    if all(world.kind(ref) == "office" for ref in slots["object"]):
        elsewhere.remove("object")  # "an official", "a minister" is no office yet
    return not said & set(slots["object"]) and not any(step.slot in elsewhere for step in weighing.matches)


def leaves_out_office(weighing: Weighing, world: World) -> bool:
    """Whether of who holds which office neither it is told, nor what it is at the head of.

    A deputy minister does not lead the ministry, nor the country.
    """
    held = weighing.profile.held
    offices = {ref for ref in held if world.kind(ref) == "office"}
    if not offices or any(world.kind(ref) not in _OF_OFFICE for ref in held):
        return False
    said = {ref for step in (*weighing.matches, *weighing.conflicts) for ref in step.item.ids}
    told = {name for office in offices for name in world.classes(office) | headed(office, world)}
    return said.isdisjoint(told) and not any(world.kind(ref) == "office" for ref in said)


def tells_another_role(weighing: Weighing, world: World) -> bool:
    """Whether a part gives a role to somebody whom it does not name: somebody else may be something else."""
    return opposed(weighing) == {"role"} and not any(step.slot == "subject" for step in weighing.matches)


def tells_wider_office(weighing: Weighing, world: World) -> bool:
    """Whether others are told to be in an office that is only the kind of the recorded one: several may be."""
    held = {ref for ref in weighing.profile.held if world.kind(ref) == "office"}
    persons = any(world.kind(ref) == "person" for step in weighing.conflicts for ref in step.item.refs(Sort.ENTITY))
    told = {name for office in held for name in (office, *headed(office, world))}
    said = {ref for step in (*weighing.matches, *weighing.conflicts) for ref in step.item.ids}
    return bool(held) and persons and said.isdisjoint(told)


def heads_something_else(weighing: Weighing, world: World) -> bool:
    """Whether a verb that tells an office too has for its object another thing than the occasion that was chaired."""
    objects = weighing.profile.slots.get("object", ())
    heads = weighing.profile.slots.get("subject", ())
    if not objects or not all(world.kind(ref) in OCCASIONS for ref in objects):
        return False
    if not all(world.kind(ref) == "person" for ref in heads):
        return False
    verbs = [step.item for step in weighing.matches if step.slot == "predicate"]
    vague = any(_may_tell_state(item, weighing.profile.core, world) for item in verbs)
    names = {name for ref in objects for name in called(ref, world) | world.classes(ref)}
    if any(step.slot == "object" or refs_of(step.item) & names for step in weighing.matches):
        return False
    named = [ref for step in weighing.matches for ref in step.item.ids if step.slot == "subject"]
    titles = {name for ref in named for name in called(ref, world)}
    return any(
        (step.item.case is not Case.OF or _is_governed(step, weighing.steps))
        and not is_adjective(step.item)
        and titles.isdisjoint(refs_of(step.item))
        and (step.slot == "entity" or (vague and step.slot == "concept"))
        for step in weighing.matches
    )


def _is_governed(noun: Step, steps: Sequence[Step]) -> bool:
    """Whether the word before a noun has it for its object by the preposition between them ("in charge of …")."""
    before = next((one for one, other in pairwise(steps) if other is noun), None)
    return before is not None and f"governs:{noun.item.case.value}" in before.item.traits


def _may_tell_state(item: Item, core: frozenset[str], world: World) -> bool:
    """Whether a word may also tell what somebody is."""
    return any(world.aspect(ref) in LASTING for ref in item.refs(Sort.RELATION) if ref not in core)


def calls_body_an_official(weighing: Weighing, world: World) -> bool:
    """Whether a country is said to be the official whose country it is ("Vietnam is an official of …")."""
    held = [ref for slot in ("subject", "object") for ref in weighing.profile.slots.get(slot, ())]
    persons = {name for ref in held if world.kind(ref) == "person" for name in called(ref, world)}
    items = [step.item for step in weighing.steps]
    if not persons or world.aspect(weighing.profile.predicate) in DEEDS:
        return False
    if any(not item.traits.isdisjoint(_VERBAL) for item in items):
        return False
    actor = leading_agent(items, world)
    official = actor is None or any(world.kind(ref) in _OF_OFFICE for ref in actor.refs(Sort.ENTITY))
    later = [item for item in items if actor is not None and item.start > actor.start and persons & refs_of(item)]
    return not official and bool(later) and not any("copula" in item.traits for item in later)
