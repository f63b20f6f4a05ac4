"""Whether who acts by the claim is a party of the fact at all, and not something that the fact only mentions.

"Lithuania was invited" is not said by a fact that names Lithuania for the place where the invited met. Where a party
that the fact has acts upon the wrong other one, ``roles`` and ``directions`` tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.agents import acts_plainly, is_cleft, is_deed, leading_agent, ordered_deed
from koreacoop.ends import Ends
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, is_adjective, names_kind
from koreacoop.world import BEINGS, DEEDS, LANDS, World, called, owners

_SETTING = frozenset({"place", "topic", "theme", "area", "event", "mode", "cause"})
"""Slots that hold what a deed has to do with, and nobody who acts."""
_MADE = frozenset({"programme", "plan", "initiative", "fund", "statement", "event"})
"""Kinds of things that are adopted, held or launched one by one."""
_VERBAL = frozenset({"participle", "third"})


def settle_bystanders(weighing: Weighing, ends: Ends) -> None:
    """A fact in which the acting party of the claim is no party does not say it."""
    items, world = ends.items, ends.world
    if weighing.open or weighing.conflicts or not weighing.predicate:
        return
    actor = leading_agent(items, world)
    if actor is not None and world.topic not in actor.refs(Sort.ENTITY):
        step = next(step for step in weighing.steps if step.item is actor)
        placed = step.slot in _SETTING and (is_cleft(items) or not any(world.kind(ref) in LANDS for ref in actor.ids))
        placed = placed or _describes_party(weighing, actor)
        party = _is_party(step, weighing, world) and not _is_matter(step, ends)
        if step.outcome is Outcome.MATCH and not placed and not party:
            weighing.predicate = False
    if _only_describes(weighing, items, world) and _names_others(weighing, world):
        weighing.predicate = False
    if _replaces_object(weighing, world) or _acts_on_another(weighing, world):
        weighing.predicate = False


def _is_matter(step: Step, ends: Ends) -> bool:
    """Whether who does what a fact without direction tells is only what it was about ("Myanmar discussed …")."""
    if step.slot != "object" or ends.world.relation(ends.profile.predicate).directed:
        return False
    cue = next((item for item in ends.items if cues(item, ends.profile.core)), None)
    if cue is None or "passive" in cue.traits:
        return False
    deed = ordered_deed(ends.items)
    if deed is not None and deed.verb is cue:
        governs = any(map(str.isspace, cue.surface))  # "took part in chairing": what follows is what was chaired
        return deed.doer is step.item and deed.done is not None and not governs
    transitive = not step.item.case or any(item.case is Case.OBJECT for item in ends.items)
    return transitive and acts_plainly(step.item, cue, ends.items)


def _describes_party(weighing: Weighing, name: Item) -> bool:
    """Whether a name stands right before a noun for a party of the fact ("the Busan meeting"): that one acts."""
    places = [place for place, step in enumerate(weighing.steps) if step.item is name]
    after = weighing.steps[places[0] + 1 : places[0] + 2]
    named = any(step.slot in ("subject", "object") and bool(step.item.refs(Sort.CONCEPT)) for step in after)
    return not name.case and named and not any(step.item.traits & _VERBAL for step in after)


def _only_describes(weighing: Weighing, items: Sequence[Item], world: World) -> bool:
    """Whether a part without any verb of a relation stands before a fact that tells a deed ("X is a country of Y")."""
    deed = world.aspect(weighing.profile.predicate) in DEEDS
    return deed and not any(item.refs(Sort.RELATION) and "copula" not in item.traits for item in items)


def _names_others(weighing: Weighing, world: World) -> bool:
    """Whether a part names something that the fact only mentions; where a named thing lies is told by the thing."""
    held = weighing.profile.held
    around = {above for step in weighing.matches for above in world.above(step.detail) if step.slot == "place"}
    named = (s.item for s in weighing.matches if s.slot == Sort.ENTITY.value and not is_adjective(s.item))
    return any(
        not any(ref in item.refs(Sort.ENTITY) or not called(ref, world).isdisjoint(item.ids) for ref in held)
        for item in named
        if around.isdisjoint(item.ids)
    )


def _acts_on_another(weighing: Weighing, world: World) -> bool:
    """Whether a part has somebody for the object of a deed that by the record was done to its subject alone."""
    relation = world.relation(weighing.profile.predicate)
    if relation.aspect != "event" or not relation.directed or "object" in weighing.profile.slots:
        return False
    bare = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED]
    for place, step in enumerate(bare):
        being = names_kind(step.item, BEINGS, world)
        if step.slot != Sort.ENTITY.value or not being or is_adjective(step.item):
            continue
        behind = place >= 2 and bare[place - 1].slot == "subject" and is_deed(bare[place - 2].item)
        if step.item.case is Case.OBJECT or (behind and not step.item.case):
            return True
    return False


def _replaces_object(weighing: Weighing, world: World) -> bool:
    """Whether a part names, where the fact has one thing for its object, another of the kind that it only mentions."""
    objects = weighing.profile.slots.get("object", ())
    kinds = {world.kind(ref) for ref in objects}
    if len(objects) != 1 or not kinds <= _MADE or any(step.slot == "object" for step in weighing.matches):
        return False
    mentioned = (step.item for step in weighing.matches if step.slot == Sort.ENTITY.value)
    return any(
        world.kind(ref) in kinds and not world.overlap(ref, objects[0])
        for item in mentioned
        for ref in item.refs(Sort.ENTITY)
    )


def _tells_who(weighing: Weighing, world: World) -> bool:
    """Whether a verb also says that others came to its subject ("hosted"): a host is not simply whose the thing is."""
    deeds = (step.item for step in weighing.matches if is_deed(step.item))
    cued = [meaning.ref for item in deeds for meaning in item.meanings if meaning.flag == "inverse"]
    return any(world.relation(ref).directed for ref in cued)


def _forums(profile: Profile, world: World) -> list[str]:
    """Events of a fact that are held by just those who act in it: what they discuss there, the event discusses."""
    parties = set(profile.slots.get("subject", ()))
    return [
        ref
        for ref in profile.slots.get("event", ())
        if ref in world.entities and parties == set(world.entities[ref].links.get("members", ()))
    ]


def _is_party(step: Step, weighing: Weighing, world: World) -> bool:
    """Whether a mention calls somebody whom the fact has in a slot for those who act or are acted on.

    What is held is held by whose it is; but where a verb of its own says who did it, the record must.
    """
    profile = weighing.profile
    if step.slot in profile.slots and step.slot not in _SETTING:
        return True
    said = step.item.refs(Sort.ENTITY)
    held = [ref for slot, refs in profile.slots.items() if slot not in _SETTING for ref in refs]
    held += _forums(profile, world)
    if not world.relation(profile.predicate).directed and not _tells_who(weighing, world):
        held += [owner for ref in profile.slots.get("subject", ()) for owner in owners(ref, world)]
    return any(ref in said or not called(ref, world).isdisjoint(said) for ref in held)
