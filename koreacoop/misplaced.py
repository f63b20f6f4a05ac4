"""What a fact names too, but a part says otherwise: of another owner, as where it came from, under another verb.

A mention that a fact explains stands for what the fact says only if it stands there as the fact has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.dates import Relation, Time
from koreacoop.dockets import Said
from koreacoop.frozen import set_memo
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, names_kind
from koreacoop.world import DOERS, MADE, OWNERS, World, called, owners

_GOALS = frozenset({"object", "place", "recipient"})
"""Slots of those to whom, or to where, something goes: what comes from there is something else."""
_HELD = frozenset({"office", "organisation", "agency"})
"""Kinds of what belongs to somebody, and cannot as well be another's."""
_PARTIES = frozenset({Case.SUBJECT, Case.TOPIC, Case.OBJECT})


def settle_misplaced(weighing: Weighing, said: Said) -> None:
    """Leave open what the fact names, where the part puts it otherwise than the fact does."""
    items, world = said.items, said.world
    apart = [
        *_foreign_owners(weighing, said),
        *_governing(weighing, items, world),
        *_times_of_another(weighing, items, world),
        *(_other_agents(weighing, items, world) if Case.BY in said.cases else ()),
    ]
    if Case.FROM in said.cases or "from" in said.traits:
        apart += [step.item for step in weighing.matches if _comes_from(step, weighing, world)]
    if apart:
        otherwise = [step for step in weighing.matches if any(step.item is one for one in apart)]
        weighing.amend(otherwise, outcome=Outcome.OPEN, detail="not so in the record")


def _times_of_another(weighing: Weighing, items: Sequence[Item], world: World) -> list[Item]:
    """The dates that a part gives to a state or to its beginning, where the record gives them to the other."""
    profile = weighing.profile
    dated = [step for step in weighing.matches if step.slot in ("when", "as_of")]
    times = [(step.slot, step.item, step.item.value) for step in dated if isinstance(step.item.value, Time)]
    return [
        item
        for slot, item, time in times
        if (slot == "when" and time.relation is Relation.SINCE and not _lasts(items, profile, world))
        or (slot == "as_of" and time.relation is Relation.IN and _tells_event(items, profile, world))
    ]


def _other_agents(weighing: Weighing, items: Sequence[Item], world: World) -> list[Item]:
    """Those by whom a part says that it was done, where the fact says nothing of them but their names."""
    told = world.implied(weighing.profile.predicate)
    if any(world.kind(ref) in DOERS for ref in weighing.profile.slots.get("subject", ())):
        told |= weighing.profile.core
    named = [step.item for step in weighing.matches if step.slot == Sort.ENTITY.value and step.item.case is Case.BY]
    doers = [item for item in named if names_kind(item, DOERS, world)]
    return [item for item in doers if _does_it(items, item, told)]


def _does_it(items: Sequence[Item], agent: Item, told: frozenset[str]) -> bool:
    """Whether the verb nearest before an agent is the fact's own, and the agent no owner ("by Korea's minister")."""
    place = next(place for place, item in enumerate(items) if item is agent)
    verb = next((item for item in items[:place][::-1] if item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY)), None)
    owns = any(item.is_operator("of") for item in items[place + 1 : place + 2])
    return verb is not None and cues(verb, told) and not owns


def _lasts(items: Sequence[Item], profile: Profile, world: World) -> bool:
    """Whether what began by the recorded event lasts: a state that follows from it, or what came to be by it."""
    begun = profile.predicate
    made = profile.slots.get("object", ())
    if world.aspect(begun) not in ("event", "state") or not made or world.implied(begun) - {begun}:
        return True
    said = {ref for item in items for ref in item.ids}
    return all(world.kind(ref) in MADE for ref in made) and any(said & called(ref, world) for ref in made)


def _tells_event(items: Sequence[Item], profile: Profile, world: World) -> bool:
    """Whether the verb for a recorded state may tell of how it began ("opened", "set up")."""
    known = profile.relations
    verbs = (item.refs(Sort.RELATION) for item in items if not known.isdisjoint(item.refs(Sort.RELATION)))
    return any(world.aspect(ref) == "event" for refs in verbs for ref in refs)


def _comes_from(step: Step, weighing: Weighing, world: World) -> bool:
    """Whether the one to whom something goes by the record is the one from whom it comes by the part."""
    case, marked = step.item.case, "from" in step.item.traits and step.slot != "place"
    if step.slot not in _GOALS or not (case is Case.FROM or marked) or "from" in weighing.profile.slots:
        return False
    relation = world.relation(weighing.profile.predicate)
    if any(meaning.flag == "inverse" for other in weighing.matches for meaning in other.item.meanings):
        return False  # who receives it has it from somebody: "roles" tells whether that is turned round
    if marked and case is not Case.FROM and not any(world.is_place(ref) for ref in step.item.refs(Sort.ENTITY)):
        return False
    alone = len(weighing.profile.slots.get(step.slot, ())) == 1
    return alone and relation.directed and relation.aspect == "event"


def _governing(weighing: Weighing, items: Sequence[Item], world: World) -> list[Item]:
    """The verbs that govern the fact's own ("decided to join") and are only by chance in its wordings too.

    They cue a relation of one of the wordings, but none of the senses that they have is one of the fact's.
    """
    verbs = [step.item for step in weighing.matches if step.slot == "predicate" and not step.item.refs(Sort.ENTITY)]
    if not verbs:
        return []
    told = world.implied(weighing.profile.predicate)
    others = [item for item in verbs if not cues(item, told) and not cues(item, weighing.profile.core)]
    senseless = [item for item in others if weighing.profile.explained.isdisjoint(item.refs(Sort.CONCEPT))]
    deeds = [item for item in senseless if item.refs(Sort.CONCEPT) and not item.refs(Sort.OPERATOR)]
    return [item for item in deeds if _governs(item, items, told)]


def _governs(verb: Item, items: Sequence[Item], told: frozenset[str]) -> bool:
    """Whether a verb has the fact's own for its object: right before it, or behind it with "to" or as a noun."""
    place = next(place for place, item in enumerate(items) if item is verb)
    before = items[place - 1] if place else verb
    if "connective" in before.traits and before.refs(Sort.RELATION):
        return True
    if cues(before, told) and before.case is Case.OBJECT:
        return True
    deed = next((index for index, item in enumerate(items) if index > place and cues(item, told)), None)
    between = items[place + 1 : deed]
    if deed is None or any(item.value is not None or item.refs(Sort.RELATION) for item in between):
        return False
    if all(item.is_operator("to") for item in between):
        return bool(between) or "governs:to" in verb.traits
    return "definite" in items[deed].traits and any(item.refs(Sort.ENTITY) for item in between)


def _foreign_owners(weighing: Weighing, said: Said) -> list[Item]:
    """Those of whom a part says that an office or a body is theirs ("the president of A"), where it is another's."""
    if said.owned is None:  # a part is held against many facts
        set_memo(said, "owned", _owned(said.items, said.world))
    pairs: list[tuple[Item, Item]] = said.owned
    if not pairs:
        return []
    filling = {id(step.item): weighing.profile.slots.get(step.slot, ()) for step in weighing.matches}
    return [owner for owner, held in pairs if _is_anothers(owner, held, filling.get(id(held), ()), said.world)]


def _owned(items: Sequence[Item], world: World) -> list[tuple[Item, Item]]:
    """Those who may own something, each with what stands beside them as theirs."""
    pairs = [(one, other) for one, other in pairwise(items) if Case.OF in (one.case, other.case)]
    linked = zip(items, items[1:], items[2:], strict=False)
    pairs += [(one, other) for one, link, other in linked if link.is_operator("of")]
    both = [pair for one, other in pairs for pair in ((one, other), (other, one))]
    both += [(one, other) for one, other in pairwise(items) if not one.case and other.case in _PARTIES]
    return [pair for pair in both if any(world.kind(ref) in OWNERS for ref in pair[0].refs(Sort.ENTITY))]


def _is_anothers(owner: Item, held: Item, recorded: Sequence[str], world: World) -> bool:
    """Whether what is held belongs to others than the one beside it; ``recorded``: what stands in its place."""
    named = [ref for ref in owner.refs(Sort.ENTITY) if world.kind(ref) in OWNERS]
    called = held.refs(Sort.ENTITY) or (recorded if owner.case is Case.OF or held.case is Case.OF else ())
    possible = [ref for ref in called if world.kind(ref) in _HELD and owners(ref, world)]
    if not named or not possible or set(called) - set(possible):
        return False
    whose = {above for ref in possible for above in world.above(ref)}
    return all(whose.isdisjoint({ref, *world.members(ref)}) for ref in named)
