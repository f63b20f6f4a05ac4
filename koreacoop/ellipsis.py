"""What a part may leave out of what a fact says: a verb of its own, and whom it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.belonging import says_what
from koreacoop.dockets import Said, docket_of
from koreacoop.model import Case, Item, Sort, Step
from koreacoop.numbers import Number
from koreacoop.profiles import Profile
from koreacoop.scales import OWN, Weighing, cues, is_adjective, is_copula, may_be_subject, opposed, refs_of
from koreacoop.world import DOERS, World, called

_VERBAL = frozenset({"participle", "third", "verbal"})
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
_OCCASIONAL = frozenset({"event", "place", "when", "ordinal", "object", "role"})
"""What tells of which deed a count is, without its verb."""
_MUCH = 3
"""How much a part must say beside the topic that has no verb of the fact's, or names nothing and gives no value."""
_PARTIES = frozenset({"predicate", "entity", "operator", "with"})


def settle_predicate(weighing: Weighing, context: Sequence[Item], whole: bool, world: World) -> None:
    """A part without a cue of its own takes the cue of the part before it, or stands as a bare noun phrase."""
    if weighing.predicate or (whole and _is_plain_count(weighing, world)):
        return
    aspect = world.aspect(weighing.profile.predicate)
    nominal = aspect in _NOMINAL and (_says_class(weighing, whole, world) or (whole and _names_holder(weighing)))
    if nominal or _tells_course(weighing) or _says_what_it_is_called(weighing, world) or _tells_which(weighing):
        weighing.predicate, weighing.core = True, OWN
    elif weighing.cued:
        _settle_cued(weighing, whole, aspect in _NOMINAL)
    elif _is_cued_before(weighing, context):
        weighing.predicate, weighing.core = True, 1
    elif not _tells_something_else(weighing, world):
        _settle_bare(weighing, whole, aspect in _NOMINAL, world)


def _says_what_it_is_called(weighing: Weighing, world: World) -> bool:
    """Whether a part says of something what it alone is ("X is the largest …"), in words that stand for it too."""
    if "subject" not in world.relation(weighing.profile.predicate).single or "object" in weighing.profile.slots:
        return False
    named = [step.item for step in weighing.matches if step.slot == "subject" and step.item.refs(Sort.ENTITY)]
    described = [item for item in named if item.has_flag("metonym")]
    return len(named) > len(described) > 0 and any(is_copula(step.item) for step in weighing.steps)


def _tells_which(weighing: Weighing) -> bool:
    """Whether a part says of a date which of its kind something named was then ("2021 was the 30th anniversary …")."""
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    named = any(step.slot in ("subject", "object") and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    return named and {"when", "ordinal"} <= told and any(is_copula(step.item) for step in weighing.steps)


def _settle_cued(weighing: Weighing, whole: bool, nominal: bool) -> None:
    """The same for a part with a verb that is only near the fact's own: with enough of what the fact says."""
    filled = _filled(weighing)
    of_parties = filled <= {"subject", "object"} and not weighing.conflicts  # "founded the UN": another verb
    dated = filled == {"subject", "object", "when"} and not weighing.conflicts  # "in 1991": so it is then
    enough = len(filled) >= (2 if nominal and not of_parties else 3)
    weighing.predicate = (enough and not dated) or _says_much(weighing)
    weighing.core = max(weighing.core, int(weighing.predicate and nominal and whole))


def _is_cued_before(weighing: Weighing, context: Sequence[Item]) -> bool:
    """Whether a word of the part before cues what all wordings of the fact say."""
    return any(cues(item, weighing.profile.core) for item in context)


def _tells_something_else(weighing: Weighing, world: World) -> bool:
    """Whether a part without a cue says too little, or tells of another deed or of somebody else than the fact."""
    told = (*weighing.matches, *weighing.conflicts)
    if len(told) < 2:
        return True  # too little, however it is said
    slots = {step.slot for step in told}
    holding = any(s.slot == "subject" and s.item.refs(Sort.ENTITY) and s.detail != world.topic for s in told)
    event = world.aspect(weighing.profile.predicate) == "event"
    if event and holding and "quantity" in slots and not slots & _OCCASIONAL:
        return True  # so many of whom something is told are not so many in all
    if ("quantity" in slots or (event and "duration" in slots)) and _leaves_out_order(weighing):
        return True  # so many before one are not so many in all, nor so long after something so long in all
    much = _says_besides_topic(weighing, world)
    if any(_acts_otherwise(step, weighing.profile, much) for step in told):
        return True
    if any(step.item.case is Case.BY and step.slot == Sort.ENTITY.value for step in told):
        return True
    return len({step.item.start for step in told}) <= _MUCH and not _begins_with_subject(weighing, world)


def _leaves_out_order(weighing: Weighing) -> bool:
    """Whether a fact tells of what came before or after something, and a part has no word for either."""
    ordered = weighing.profile.operators & {"before", "after"}
    return bool(ordered) and not any(step.item.is_operator(*ordered) for step in weighing.steps)


def _settle_bare(weighing: Weighing, whole: bool, nominal: bool, world: World) -> None:
    """The same for a bare noun phrase: it must be particular, or stand against the fact."""
    told = (*weighing.matches, *weighing.conflicts)
    slots = {step.slot for step in told}
    coarse = sum(step.slot == Sort.CONCEPT.value for step in told)
    detailed = slots & _QUALIFYING or (nominal and (slots - _PARTIES - {"subject", "concept"} or coarse >= 2))
    particular = _says_besides_topic(weighing, world) or detailed
    against = bool(weighing.conflicts) and not weighing.negated
    apposed = nominal and "subject" in slots  # "Busan, the largest city, …" can be wrong by itself
    named = any(step.slot == "subject" and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    weighing.apposed = apposed and named and against and opposed(weighing) == {"opposite"}
    weighing.predicate = bool((whole and particular) or ((whole or apposed) and against))
    weighing.core = int(weighing.predicate)


def _says_besides_topic(weighing: Weighing, world: World) -> bool:
    """Whether a part says much of a fact, the topic aside."""
    told = (*weighing.matches, *weighing.conflicts)
    return len({step.item.start for step in told if step.detail != world.topic}) >= _MUCH


def _tells_course(weighing: Weighing) -> bool:
    """Whether a part tells from how many to how many something went, and the fact tells that too, whatever the verb."""
    told = (*weighing.matches, *weighing.conflicts)
    courses = [s.item for s in told if isinstance(s.item.value, Number) and s.item.value.quantity.course]
    recorded = any(count.quantity.course for count in weighing.profile.fact.statement.counts)
    named = any(step.slot == Sort.CONCEPT.value for step in weighing.matches)
    return recorded and bool(courses) and named


def _is_plain_count(weighing: Weighing, world: World) -> bool:
    """Whether a part says how many there are, or that there is none, and so needs no verb of the fact's."""
    if _counts_subject(weighing) or _tells_of_having(weighing, world):
        weighing.predicate, weighing.core = True, 1
    return weighing.predicate


def _counts_subject(weighing: Weighing) -> bool:
    """Whether a part only says how many there are of what the fact counts ("the dialogues number 26")."""
    told = [step for step in (*weighing.matches, *weighing.conflicts) if not step.item.has_flag("counting")]
    counting = any(step.item.has_flag("counting") for step in weighing.steps)
    ordered = weighing.profile.operators & {"before", "after"}
    return counting and not ordered and {step.slot for step in told} == {"subject", "quantity"}


def _tells_of_having(weighing: Weighing, world: World) -> bool:
    """Whether a part only says that somebody has, or has not, what the fact counts, or what its parties share."""
    told = [step for step in weighing.matches if step.slot != "operator"]
    holders = [step for step in told if step.item.refs(Sort.ENTITY) and step.slot in ("subject", "entity", "with")]
    things = [step for step in told if step not in holders]
    lasting = world.aspect(weighing.profile.predicate) != "event"
    exists = any(step.item.has_flag("existence") for step in weighing.steps)
    owned = any(step.item.case is Case.FOR for step in holders)
    if not (lasting and weighing.negated and holders and len(things) == 1 and (exists or owned)) or weighing.conflicts:
        return False
    units = {count.unit for count in weighing.profile.fact.statement.counts}
    if units.isdisjoint(things[0].item.ids) and things[0].slot != "object":
        return False
    weighing.amend(things, slot="object")
    return True


def _says_class(weighing: Weighing, whole: bool, world: World) -> bool:
    """Whether a part says of the subject what it is, and no more, as a fact does ("NATO is an alliance")."""
    others = [step for step in weighing.conflicts if step.slot != "owner"]
    copular = whole or any(is_copula(step.item) for step in weighing.steps)
    return copular and not others and says_what(weighing, world)


def _names_holder(weighing: Weighing) -> bool:
    """Whether a part only says who is in the office that a fact has for somebody's role."""
    if weighing.cued or weighing.conflicts:
        return False
    named = {step.slot for step in weighing.matches if step.item.refs(Sort.ENTITY)}
    told = {step.slot for step in weighing.matches}
    return named == told and {"role", "object"} <= named <= {"role", "object", "subject"}


def _acts_otherwise(step: Step, profile: Profile, much: bool) -> bool:
    """Whether a word that the fact mentions only as a concept cues relations, none of them the fact's."""
    cued = set(step.item.refs(Sort.RELATION))
    verbal = bool(step.item.traits & _VERBAL) and not step.item.refs(Sort.ENTITY)
    other = bool(cued) and not cued & profile.relations
    return other and (not much if step.slot == Sort.CONCEPT.value else verbal)


def _begins_with_subject(weighing: Weighing, world: World) -> bool:
    """Whether what has no verb speaks of the fact's subject: "NATO is a country" says nothing of its partners."""
    named = (step for step in weighing.steps if step.slot == "subject" or may_be_subject(step.item))
    first = next(named, None)
    if first is None or first.slot == "subject":
        return True
    if {step.slot for step in weighing.matches} == {"place"}:
        return True  # "Vilnius is in Lithuania"
    subjects = weighing.profile.slots.get("subject", ())
    names = {name for ref in subjects for name in called(ref, world) - world.wholes(ref)}
    return bool(refs_of(first.item) & names)


def _says_much(weighing: Weighing) -> bool:
    """Whether so much of what a fact says is said that its verb may be another one: a party and three things more."""
    if any(_is_another_verb(step, weighing.profile) for step in weighing.matches):
        return False
    told = {step.item.surface: step.slot for step in weighing.matches if step.slot != "predicate"}
    return len(told) >= 4 and any(slot not in ("concept", "entity") for slot in told.values())


def _is_another_verb(step: Step, profile: Profile) -> bool:
    """Whether a word that the fact mentions as a concept is a verb in the present, of relations that it has not.

    Only languages in which that form is nothing but a verb mark it ("third").
    """
    return step.slot == Sort.CONCEPT.value and "third" in step.item.traits and _acts_otherwise(step, profile, False)


def _filled(weighing: Weighing) -> set[str]:
    """The slots of the fact that the part fills, rightly or wrongly."""
    return {
        step.slot
        for step in (*weighing.matches, *weighing.conflicts)
        if step.slot not in ("predicate", "concept", "entity", "operator")
    }


def settle_subject(weighing: Weighing, said: Said) -> None:
    """A fact about another subject than the topic needs that subject, or its object, to be named."""
    profile, world, items = weighing.profile, said.world, said.items
    if world.topic in profile.slots.get("subject", ()):
        weighing.assumed_topic = not any(world.topic in item.ids for item in items)
        weighing.predicate = weighing.predicate and _says_what(weighing)
        return
    if not weighing.predicate:
        return
    told = sum(step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts))
    detailed = any(step.slot not in _PARTIES for step in (*weighing.matches, *weighing.conflicts))
    for names, least in zip(docket_of(profile, world).reach, (1, 3), strict=True):
        if not said.named.isdisjoint(names):
            weighing.predicate = told >= least
            return
    if _is_of_counted_list(weighing):
        return
    speaks_of_topic = any(world.topic in refs_of(item) and may_be_subject(item) for item in items)
    if (
        told < 2
        or not detailed
        or _speaks_of_others(profile.slots.get("subject", ()), items, world)
        or (speaks_of_topic and world.topic not in profile.own)
    ):
        weighing.predicate = False


def _is_of_counted_list(weighing: Weighing) -> bool:
    """Whether a part names one of a list, or another in its place, and how long that is: no other one is meant."""
    told = (*weighing.matches, *weighing.conflicts)
    if not any(step.slot == "quantity" for step in told):
        return False
    sizes = {count.quantity.low for count in weighing.profile.fact.statement.counts}
    lists = {slot for slot, refs in weighing.profile.slots.items() if len(refs) in sizes}
    return any(step.slot in lists and step.item.refs(Sort.ENTITY) for step in told)


def _is_particular(items: Sequence[Item]) -> bool:
    """Whether a part names anything or gives a value."""
    return any(item.refs(Sort.ENTITY) or item.value is not None for item in items)


def _speaks_of_others(subject: Sequence[str], items: Sequence[Item], world: World) -> bool:
    """Whether a part that does not name who acts by the record names somebody else who could."""
    if not any(world.kind(ref) in DOERS for ref in subject):
        return False
    named = (item for item in items if not is_adjective(item))
    return any(world.kind(ref) in DOERS for item in named for ref in item.refs(Sort.ENTITY))


def _says_what(weighing: Weighing) -> bool:
    """Whether a part says of the topic more than a verb and one coarse word, where the fact has more to name."""
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    verbs = sum(step.slot == "predicate" for step in weighing.matches)
    coarse = sum(step.slot == "concept" for step in weighing.matches) + max(0, verbs - 1)
    bare = weighing.profile.slots.keys() == {"subject"}
    if weighing.core == OWN and "object" in told and told - _PARTIES - {"subject", "object", "concept"}:
        return True  # "the conference was planned in person": of the one that is recorded
    said = sum(step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts))
    both = any(step.item.is_operator("both") for step in weighing.steps)
    of_both = both and len(weighing.profile.slots["subject"]) == 2
    if not _is_particular([step.item for step in weighing.steps]) and said + of_both < _MUCH:
        return False
    return bare or not told <= {"subject", "predicate", "entity", "concept"} or coarse >= 2
