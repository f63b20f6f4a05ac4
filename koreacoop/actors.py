"""Whether who acts by the claim is a party of the fact at all, and not something that the fact only mentions.

"Lithuania was invited" is not said by a fact that names Lithuania for the place where the invited met. Where a party
that the fact has acts upon the wrong other one, ``roles`` and ``directions`` tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_adjective, is_copula, may_be_subject
from koreacoop.world import DOERS, World, called

_SETTING = frozenset({"place", "topic", "theme", "area", "event", "mode", "cause"})
"""Slots that hold what a deed has to do with, and nobody who acts."""


def settle_actor(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A fact in which the acting party of the claim is no party does not say it."""
    if weighing.open or weighing.conflicts or not weighing.predicate:
        return
    actor = _actor(items, world)
    if actor is None or world.topic in actor.refs(Sort.ENTITY):
        return
    step = next(step for step in weighing.steps if step.item is actor)
    if step.outcome is Outcome.MATCH and not _is_party(step, weighing.profile, world):
        weighing.predicate = False


def _actor(items: Sequence[Item], world: World) -> Item | None:
    """The one that could act whom the grammar marks as doing so; None where it marks none or calls it something."""
    named = [item for item in items if any(world.kind(ref) in DOERS for ref in item.refs(Sort.ENTITY))]
    first = next((item for item in named if may_be_subject(item)), None)
    if first is None or any("copula" in item.traits for item in items):
        return None
    if first.case in (Case.TOPIC, Case.SUBJECT):
        return first
    place = items.index(first)
    before = [item for item in items[:place] if item.has_content]
    after = next(iter(items[place + 1 :]), None)
    leads = not before and after is not None and (is_copula(after) or _is_deed(after))
    follows = len(before) == 1 and before[0] is items[place - 1] and _is_deed(before[0]) and place == 1
    return first if leads or follows else None


def _is_deed(item: Item) -> bool:
    return bool(item.refs(Sort.RELATION)) and not item.refs(Sort.ENTITY) and not is_adjective(item)


def _is_party(step: Step, profile: Profile, world: World) -> bool:
    """Whether a mention calls somebody whom the fact has in a slot for those who act or are acted on."""
    if step.slot in profile.slots and step.slot not in _SETTING:
        return True
    said = step.item.refs(Sort.ENTITY)
    held = [ref for slot, refs in profile.slots.items() if slot not in _SETTING for ref in refs]
    return any(ref in said or not called(ref, world).isdisjoint(said) for ref in held)
