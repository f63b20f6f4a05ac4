"""What a part leaves out or must agree in: its predicate, its subject, offices and their holders, who acts on whom."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_adjective, may_be_subject, refs_of
from koreacoop.world import World

_ACTORS = frozenset(
    {"country", "territory", "organisation", "alliance", "person", "office", "bank", "agency"}
    | {"programme", "plan", "initiative", "fund", "topic"}
)
_VERBAL = frozenset({"participle", "third"})
_NOMINAL = frozenset({"attribute", "count"})
_QUALIFYING = frozenset(
    {
        "when",
        "as_of",
        "quantity",
        "duration",
        "ordinal",
        "place",
        "list",
        "mode",
        "theme",
        "topic",
        "area",
        "role",
        "host",
    }
)
"""What may be said of an event without its verb ("the summit in Vilnius"); without one it is nothing else."""
_TURNED = {"from": Case.TO, "to": Case.FROM, "recipient": Case.FROM}
_MUCH = 3
"""How much a part must say beside the topic that has no verb of the fact's, or names nothing and gives no value."""
_PARTIES = frozenset({"predicate", "entity", "operator", "with"})
_OBLIQUE = frozenset({Case.TO, Case.OBJECT, Case.FROM})


def settle_predicate(weighing: Weighing, context: Sequence[Item], whole: bool, world: World) -> None:
    """A part without a cue of its own takes the cue of the part before it, or stands as a bare noun phrase."""
    if weighing.predicate:
        return
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    nominal = relation is not None and relation.aspect in _NOMINAL
    if weighing.cued:
        filled = _filled(weighing)
        of_parties = filled <= {"subject", "object"} and not weighing.conflicts  # "founded the UN": another verb
        weighing.predicate = len(filled) >= (2 if nominal and not of_parties else 3) or _says_much(weighing)
        weighing.core = max(weighing.core, int(weighing.predicate and nominal and whole))
        return
    for item in context:
        if any(m.sort is Sort.RELATION and m.ref in weighing.profile.core for m in item.meanings):
            weighing.predicate, weighing.core = True, 1
            return
    told = (*weighing.matches, *weighing.conflicts)
    slots = {step.slot for step in told}
    coarse = sum(step.slot == Sort.CONCEPT.value for step in told)
    much = len({step.item.start for step in told if step.detail != world.topic}) >= _MUCH
    particular = much or slots & _QUALIFYING or (nominal and (slots - _PARTIES - {"subject", "concept"} or coarse >= 2))
    opposed = weighing.conflicts and not weighing.negated
    apposed = nominal and "subject" in slots  # "Busan, the largest city, …" can be wrong by itself
    if any(_acts_otherwise(step, weighing.profile) for step in told) and not much:
        return
    weighing.predicate = len(told) >= 2 and bool((whole and particular) or ((whole or apposed) and opposed))
    weighing.core = int(weighing.predicate)


def _acts_otherwise(step: Step, profile: Profile) -> bool:
    """Whether a word that the fact mentions only as a concept cues relations, none of them the fact's."""
    cued = set(step.item.refs(Sort.RELATION))
    return step.slot == Sort.CONCEPT.value and bool(cued) and not cued & profile.relations


def _says_much(weighing: Weighing) -> bool:
    """Whether so much of what a fact says is said that its verb may be another one: a party and three things more."""
    told = {step.item.surface: step.slot for step in weighing.matches if step.slot != "predicate"}
    return len(told) >= 4 and any(slot not in ("concept", "entity") for slot in told.values())


def _filled(weighing: Weighing) -> set[str]:
    """The slots of the fact that the part fills, rightly or wrongly."""
    return {
        step.slot
        for step in (*weighing.matches, *weighing.conflicts)
        if step.slot not in ("predicate", "concept", "entity", "operator")
    }


def settle_subject(weighing: Weighing, items: Sequence[Item], context: Sequence[Item], world: World) -> None:
    """A fact about another subject than the topic needs that subject, or its object, to be named."""
    profile = weighing.profile
    subject = set(profile.slots.get("subject", ()))
    if world.topic in subject:
        weighing.assumed_topic = not any(world.topic in refs_of(item) for item in items)
        weighing.predicate = weighing.predicate and _says_what(weighing)
        return
    named = {ref for item in (*items, *context) for ref in refs_of(item)}
    told = sum(step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts))
    detailed = any(step.slot not in _PARTIES for step in (*weighing.matches, *weighing.conflicts))
    for slots, least in ((("subject", "object"), 1), (("event",), 3)):
        refs = {ref for slot in slots for ref in profile.slots.get(slot, ())} - {world.topic}
        if named & {above for ref in refs for above in called(ref, world)}:
            weighing.predicate = weighing.predicate and told >= least
            return
    speaks_of_topic = any(world.topic in refs_of(item) and may_be_subject(item) for item in items)
    if told < 2 or not detailed or (speaks_of_topic and world.topic not in profile.own):
        weighing.predicate = False


def _says_what(weighing: Weighing) -> bool:
    """Whether a part says of the topic more than a verb and one coarse word, where the fact has more to name."""
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    coarse = sum(step.slot == "concept" for step in weighing.matches)
    bare = weighing.profile.slots.keys() == {"subject"}
    named = any(step.item.refs(Sort.ENTITY) or step.item.value is not None for step in weighing.steps)
    if not named and sum(step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts)) < _MUCH:
        return False
    return bare or not told <= {"subject", "predicate", "entity", "concept"} or coarse >= 2


def settle_members(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """What belongs to one member of a list ("of Vietnam") is not said of another; lists side by side make no pairs."""
    named = {ref for item in items for ref in item.refs(Sort.ENTITY)}
    lists = [
        ({ref for ref in refs if named & called(ref, world)}, set(refs))
        for refs in weighing.profile.slots.values()
        if len(refs) > 1
    ]
    partial = [(said, refs - said) for said, refs in lists if said and said != refs]
    if len(partial) > 1 and not any(world.overlap(one, other) for one in partial[0][0] for other in partial[1][0]):
        weighing.predicate = False
    for said, unsaid in partial:
        beside = {above for ref in unsaid for above in world.above(ref)} - {a for ref in said for a in world.above(ref)}
        weighing.steps = [
            replace(step, outcome=Outcome.OPEN, slot="detail", detail="of another")
            if not weighing.cued
            and step.outcome is Outcome.MATCH
            and step.slot == Sort.ENTITY.value
            and step.detail in beside
            else step
            for step in weighing.steps
        ]


def called(ref: str, world: World) -> frozenset[str]:
    """What a claim may call a fact's party: itself, its class, its office, its series."""
    known = world.called.get(ref)
    if known is None:
        known = world.called[ref] = _called(ref, world)
    return known


def _called(ref: str, world: World) -> frozenset[str]:
    entity = world.entities.get(ref)
    links = entity.links if entity is not None else {}
    linked = (
        other for link in ("office", "holder", "instance_of", "members", "part_of") for other in links.get(link, ())
    )
    return world.classes(ref) | frozenset(linked) | world.groups(ref)


def settle_offices(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A person beside an office ("Chung, the defence minister") must hold it, as far as that is recorded."""
    if not any(world.kind(ref) == "office" for item in items for ref in item.refs(Sort.ENTITY)):
        return
    for index, item in enumerate(items):
        offices = [ref for ref in item.refs(Sort.ENTITY) if world.kind(ref) == "office"]
        before, after = items[max(0, index - 1) : index], items[index + 1 : index + 2]
        beside = [other for other in before if not _are_listed(other, item)]
        beside += [other for other in after if not _are_listed(item, other)]
        held = [
            set(world.entities[ref].links.get("office", ()))
            for other in beside
            for ref in other.refs(Sort.ENTITY)
            if world.kind(ref) == "person"
        ]
        copular = not any(step.slot == "predicate" for step in weighing.steps)
        if copular and not held:
            held = [
                set(world.entities[ref].links.get("office", ()))
                for other in items
                for ref in other.refs(Sort.ENTITY)
                if world.kind(ref) == "person"
            ]
        if offices and held and all(offices_of and not offices_of & set(offices) for offices_of in held):
            weighing.steps = [
                Step(step.item, Outcome.CONFLICT, "office", "another office is recorded") if step.item is item else step
                for step in weighing.steps
            ]


def _are_listed(first: Item, second: Item) -> bool:
    """Whether an "and" written on to one of two neighbours parts them."""
    suffixed = "and" in first.traits and first.case is Case.WITH
    return suffixed or ("and" in second.traits and second.case is not Case.WITH)


def settle_roles(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """In a directed relation the claim's acting party must not be the fact's other one."""
    profile = weighing.profile
    relation = world.relations.get(profile.fact.statement.predicate)
    if relation is None or not relation.directed or weighing.open:
        return
    weighing.steps = [_turned(step) for step in weighing.steps]
    if _is_only_a_place(items, profile, world):
        weighing.predicate = False
        return
    acting = {above for ref in profile.slots.get("subject", ()) for above in world.above(ref)}
    others = {
        above for slot, refs in profile.slots.items() if slot != "subject" for ref in refs for above in world.above(ref)
    }
    cue = next((item for item in items if _cues(item, profile.relations)), None)
    mentions = [item for item in items if item.refs(Sort.ENTITY)]
    actor = _actor(items, mentions, cue)
    if actor is None or not any(world.kind(ref) in _ACTORS for ref in actor.refs(Sort.ENTITY)):
        return
    is_acting, is_other = bool(refs_of(actor) & acting), bool(refs_of(actor) & (others - acting))
    if cue is not None and _is_inverse(cue, profile):
        is_acting, is_other = is_other, is_acting
        acting = others
    elsewhere = [item for item in mentions if item is not actor and refs_of(item) & acting]
    if is_acting:
        return
    if not is_other:
        acted_on = any(item.case is Case.OBJECT for item in elsewhere)
        weighing.predicate = weighing.predicate and not (acted_on and actor.case in (Case.TOPIC, Case.SUBJECT))
        return
    exchanged = any(
        item.case in _OBLIQUE or actor.case is Case.BY or _acts_on(actor, cue, item, items) for item in elsewhere
    )
    if exchanged:
        weighing.steps = [
            Step(step.item, Outcome.CONFLICT, "roles", "the parties are exchanged") if step.item is actor else step
            for step in weighing.steps
        ]
    elif cue is not None and (
        actor.case is Case.TOPIC or items.index(actor) == items.index(cue) + 1
        if elsewhere
        else _acts_plainly(actor, cue, items)
    ):
        weighing.predicate = False


def _turned(step: Step) -> Step:
    """A conflict where something comes from what it goes to by the record, or the reverse."""
    against = _TURNED.get(step.slot)
    if step.outcome is Outcome.MATCH and against is not None and step.item.case is against:
        return replace(step, outcome=Outcome.CONFLICT, slot="roles", detail="the parties are exchanged")
    return step


def _acts_on(actor: Item, cue: Item | None, other: Item, items: Sequence[Item]) -> bool:
    """Whether a present verb stands between the two ("A replaces B"); a past form may be a participle."""
    return cue is not None and "third" in cue.traits and items.index(actor) < items.index(cue) < items.index(other)


def _is_only_a_place(items: Sequence[Item], profile: Profile, world: World) -> bool:
    """Whether the party that acts by the record is in the claim only where something is ("embassies in Korea")."""
    elsewhere = {ref for slot, refs in profile.slots.items() if slot != "subject" for ref in refs}
    acting = {ref for ref in profile.slots.get("subject", ()) if world.is_place(ref)} - elsewhere
    cases = [item.case for item in items if acting & set(item.refs(Sort.ENTITY))]
    return bool(cases) and all(case is Case.IN for case in cases)


def _cues(item: Item, relations: frozenset[str]) -> bool:
    return any(meaning.sort is Sort.RELATION and meaning.ref in relations for meaning in item.meanings)


def _acts_plainly(actor: Item, cue: Item, items: Sequence[Item]) -> bool:
    """Whether the actor is marked as the subject, or stands right before a present verb ("the OECD supports")."""
    follows = items.index(cue) == items.index(actor) + 1
    return actor.case is Case.SUBJECT or (follows and "third" in cue.traits)


def _actor(items: Sequence[Item], mentions: Sequence[Item], cue: Item | None) -> Item | None:
    """The mention that acts: after "by", or the subject of an active clause; None where the grammar does not tell."""
    by = next((item for item in mentions if item.case is Case.BY), None)
    if by is not None:
        return by
    if cue is None or "passive" in cue.traits:
        return None
    named = [item for item in mentions if item.case in (Case.SUBJECT, Case.TOPIC)]
    owners = {index for index, item in enumerate(items[1:]) if item.surface.startswith("'")}
    bare = [
        item
        for index, item in enumerate(items)
        if item in mentions and item.case is Case.NONE and not is_adjective(item) and index not in owners
    ]
    actor = next(iter(named or bare), None)
    if actor in bare and not named and items.index(cue) == items.index(actor) + 1 and not cue.traits & _VERBAL:
        return None  # a compound noun: "UN membership"
    return actor


def _is_inverse(cue: Item, profile: Profile) -> bool:
    flags = {m.flag for m in cue.meanings if m.sort is Sort.RELATION and m.ref == profile.fact.statement.predicate}
    return flags == {"inverse"}
