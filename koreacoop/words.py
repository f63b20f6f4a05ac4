"""Mentions, cues, concepts and operators of a claim against one fact."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dates import Duration
from koreacoop.model import Case, Item, Meaning, Outcome, Sort, Step
from koreacoop.numbers import Number
from koreacoop.profiles import Profile
from koreacoop.scales import ORDINAL, Weighing, refs_of
from koreacoop.world import World

# Operators that turn the part round, that weaken or bound it, and that only join words.
NEGATIONS = frozenset({"not", "but-not"})
LIMITING = frozenset(
    {
        "then",
        "almost",
        "same-time",
        "than",
        "most",
        "sum",
        "plan",
        "hedge",
        "must",
        "condition",
        "deny",
        "except",
        "former",
        "before",
        "after",
        "more-than",
        "fewer-than",
        "as-many-as",
        "or",
        "says",
        "cause",
        "apart",
    }
)
RESTRICTING = frozenset({"only", "all"})
# What a wording may say too: then the claim may.
SHARED = (
    frozenset({"or", "says", "cause", "then", "plan", "hedge", "must", "condition", "except", "former"}) | RESTRICTING
)


def weigh_words(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    """The step of an item without a value: a mention, a cue, a concept or an operator."""
    profile = weighing.profile
    if "plan" in item.traits and not profile.fact.planned and "plan" not in profile.operators:
        return Step(item, Outcome.OPEN, "operator", "plan")
    recorded = profile.fact.statement.ordinal
    if recorded is not None and any(t.startswith(ORDINAL) and t != f"{ORDINAL}{recorded}" for t in item.traits):
        return Step(item, Outcome.CONFLICT, "ordinal", f"{item.surface} ≠ {recorded}")
    operates = bool(item.refs(Sort.OPERATOR))
    verbal = operates and any(
        m.sort is Sort.OPERATOR and (m.flag == "verb" or m.ref == "same-time") for m in item.meanings
    )
    cued = verbal and any(m.sort is Sort.RELATION and m.ref in profile.core for m in item.meanings)
    named = bool(item.refs(Sort.ENTITY))
    if operates and item.is_operator("before", "after", "same-time", *NEGATIONS) and not cued and not named:
        return _weigh_operator(item, index, items, weighing, world)
    explained = _explained(item, weighing, world)
    conflict = _conflict_beside(explained, item, items, profile, world)
    decided = _more_particular(explained, conflict) or (None if _only_denies(item, profile) else _cue(item, profile))
    if decided is not None:
        return decided
    if operates and not item.refs(Sort.ENTITY):
        return _weigh_operator(item, index, items, weighing, world)
    if item.refs(Sort.LIGHT):
        return Step(item, Outcome.IGNORED, "", "")
    denial = next((m for m in item.meanings if m.sort is Sort.RELATION and m.ref in profile.core), None)
    if denial is not None:
        weighing.cued = weighing.predicate = True
        weighing.core = max(weighing.core, _closeness(denial.ref, profile, world))
        weighing.deny(plain=False)
        weighing.antonym = True
        return Step(item, Outcome.MATCH, "predicate", f"denies {denial.ref}")
    if item.refs(Sort.RELATION):
        weighing.cued = True
    return Step(item, Outcome.OPEN, "detail", "not recorded")


def _only_denies(item: Item, profile: Profile) -> bool:
    """Whether an item denies what the fact says ("closed") and cues it only as something that is said beside it."""
    own = {m.flag for m in item.meanings if m.sort is Sort.RELATION and m.ref == profile.fact.statement.predicate}
    return own == {"denial"}


def _conflict_beside(
    explained: Step | None, item: Item, items: Sequence[Item], profile: Profile, world: World
) -> Step | None:
    """What stands against an item that the fact explains only coarsely, or only mentions where a place is told."""
    if explained is None or explained.slot in ("concept", "predicate"):
        return _conflict(item, items, profile, world)
    if explained.slot != Sort.ENTITY.value or item.case is not Case.IN:
        return None
    placed = _conflict(item, items, profile, world)
    return placed if placed is not None and placed.slot == "place" else None


def _more_particular(explained: Step | None, conflict: Step | None) -> Step | None:
    """A named thing that conflicts goes before its class that matches; a class that matches before its opposite."""
    if explained is not None and (conflict is None or conflict.slot == "opposite"):
        return explained
    return conflict


def _explained(item: Item, weighing: Weighing, world: World) -> Step | None:
    """The step of an item that the fact mentions."""
    profile = weighing.profile
    for meaning in item.meanings:
        if meaning.sort is Sort.RELATION and meaning.flag != "denial" and meaning.ref in profile.relations:
            weighing.cued = True
            weighing.core = max(weighing.core, _closeness(meaning.ref, profile, world))
            weighing.predicate = weighing.core > 0
    met = [
        (meaning, _slot_of(meaning, profile, world))
        for wanted in (Sort.ENTITY, Sort.CONCEPT)
        for meaning in item.meanings
        if meaning.sort is wanted
        and _in_fact(meaning.ref, profile, world)
        and not _is_placed_metonym(item, meaning, profile)
    ]
    if not met:
        return None
    # What fills a slot goes before what is only mentioned, an entity before a concept.
    meaning, named = min(met, key=lambda pair: _rank_of(pair[0], pair[1], world))
    cues = any(m.sort is Sort.RELATION and m.ref in profile.relations for m in item.meanings)
    return Step(item, Outcome.MATCH, "predicate" if cues and named == Sort.CONCEPT.value else named, meaning.ref)


def _rank_of(meaning: Meaning, slot: str, world: World) -> tuple[bool, bool]:
    """What fills a slot goes before what is only mentioned, an entity before a concept unless it is but a topic."""
    mentioned = slot == meaning.sort.value
    return meaning.sort is Sort.CONCEPT or (mentioned and world.kind(meaning.ref) == "topic"), mentioned


def _closeness(relation: str, profile: Profile, world: World) -> int:
    if relation in world.implied(profile.fact.statement.predicate):
        return 2
    return int(relation in profile.core)


def _is_placed_metonym(item: Item, meaning: Meaning, profile: Profile) -> bool:
    """Whether a capital's name tells where something was, and so does not stand for its country."""
    return meaning.flag == "metonym" and (item.case is Case.IN or meaning.ref in profile.slots.get("place", ()))


def _in_fact(ref: str, profile: Profile, world: World) -> bool:
    """Whether the fact mentions something, or all members of a group."""
    if ref in profile.explained:
        return True
    members = world.members(ref)
    return bool(members) and members <= profile.explained


def _cue(item: Item, profile: Profile) -> Step | None:
    """The step of an item that cues a relation which the fact states, its own before others."""
    for known in (profile.core, profile.relations):
        for meaning in item.meanings:
            if meaning.sort is Sort.RELATION and meaning.flag != "denial" and meaning.ref in known:
                return Step(item, Outcome.MATCH, "predicate", meaning.ref)
    return None


def _slot_of(meaning: Meaning, profile: Profile, world: World) -> str:
    """The slot that an item fills, with the thing itself or with its class ("the conference"); else what it is."""
    for name, refs in profile.slots.items():
        if any(meaning.ref in world.classes(ref) for ref in refs if ref != world.topic or meaning.ref == ref):
            return name
    return meaning.sort.value


def _conflict(item: Item, items: Sequence[Item], profile: Profile, world: World) -> Step | None:
    """The step of an item that cannot stand beside the fact: an opposite, or another value in a single slot."""
    if not item.means:
        return None
    concepts = item.refs(Sort.CONCEPT)
    excluded = next((ref for ref in concepts if ref in profile.fact.excludes), None)
    if excluded is not None and not any(ref in profile.own for ref in concepts):
        return Step(item, Outcome.CONFLICT, "excluded", f"the record excludes {excluded}")
    for ref in concepts:
        against = world.opposites(ref) & profile.explained
        if against and not any(refs_of(other) & against for other in items if other is not item):
            return Step(item, Outcome.CONFLICT, "opposite", f"{ref} ≠ {min(against)}")
    for meaning in item.meanings:
        if meaning.sort in (Sort.ENTITY, Sort.CONCEPT):
            slot = _occupied_slot(item, meaning.ref, items, profile, world)
            if slot is not None:
                return Step(item, Outcome.CONFLICT, slot, f"{meaning.ref} ≠ {', '.join(profile.slots[slot])}")
    return None


def _occupied_slot(item: Item, ref: str, items: Sequence[Item], profile: Profile, world: World) -> str | None:
    """The single-valued or closed slot in which the fact holds another value than ``ref``."""
    relation = world.relations.get(profile.fact.statement.predicate)
    single = relation.single if relation is not None else frozenset()
    for slot, refs in profile.slots.items():
        closed = profile.fact.complete and slot not in ("place", "event") and len(refs) > 1
        if slot not in single and not closed:
            continue
        if slot == "subject" and (
            not single or any("also" in other.traits or other.is_operator("also") for other in items)
        ):
            continue
        if slot == "place" and not _is_placed(item, ref, world):
            continue
        if not any(world.comparable(ref, recorded, slot) for recorded in refs):
            continue
        if any(world.overlap(ref, recorded) for held in profile.slots.values() for recorded in held):
            continue
        said = {m.ref for other in items for m in other.meanings if m.sort is Sort.ENTITY}
        if closed or not said & set(refs):
            return slot
    return None


def _is_placed(item: Item, ref: str, world: World) -> bool:
    """Whether a mention tells where: a city, or a country in a phrase of place."""
    return item.case is Case.IN or "copula" in item.traits or world.kind(ref) == "city"


def _weigh_operator(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    names = set(item.refs(Sort.OPERATOR))
    told = weighing.steps[-1] if weighing.steps else None
    if "after" in names and told is not None and told.outcome is Outcome.MATCH and told.slot == "duration":
        return Step(item, Outcome.IGNORED, "duration", "after so long")
    merely = "not-only" in names & weighing.profile.operators and not weighing.profile.fact.statement.affirmed
    if names & NEGATIONS or merely:
        weighing.deny(plain=any(m.flag in ("plain", "either") for m in item.meanings))
        return Step(item, Outcome.IGNORED, "polarity", "negation")
    together = "same-time" in names & weighing.profile.operators and index > 0
    if names & SHARED & weighing.profile.operators or together:
        return Step(item, Outcome.IGNORED, "operator", min(names))
    if names & LIMITING or any(name.startswith("factor:") for name in names):
        if "plan" in names and weighing.profile.fact.planned:
            return Step(item, Outcome.IGNORED, "operator", "planned")
        return Step(item, Outcome.OPEN, "operator", min(names))
    if names & RESTRICTING:
        return _weigh_restriction(item, index, items, weighing.profile, world)
    return Step(item, Outcome.IGNORED, "", "")


def _weigh_restriction(item: Item, index: int, items: Sequence[Item], profile: Profile, world: World) -> Step:
    """ "Only" and "all": beside a number they bound it; elsewhere a list must be recorded as complete."""
    if any(other.is_operator("not-only") for other in items):
        return Step(item, Outcome.IGNORED, "list", "not only")
    if any(m.flag == "reinforcer" for m in item.meanings) and any(other.is_operator("not") for other in items):
        return Step(item, Outcome.IGNORED, "polarity", "not any")
    near = items[max(0, index - 3) : index + 3]
    if any(isinstance(other.value, Number | Duration) for other in near):
        return Step(item, Outcome.IGNORED, "quantity", "bound")
    lists = [
        _members(refs, world) for slot, refs in profile.slots.items() if slot != "subject" or item.is_operator("all")
    ]
    lists = [refs for refs in lists if len(refs) > 1]
    said = {meaning.ref for other in items for meaning in other.meanings}
    said |= {member for ref in said for member in world.members(ref)}
    for refs in lists:
        if said & set(refs):
            if set(refs) <= said and (profile.fact.complete or set(refs) == set(profile.slots.get("subject", ()))):
                return Step(item, Outcome.MATCH, "list", "complete")
            if item.is_operator("only") and not set(refs) <= said:
                return Step(item, Outcome.CONFLICT, "list", f"recorded: {', '.join(refs)}")
    if item.is_operator("all") and profile.fact.complete:
        return Step(item, Outcome.MATCH, "list", "complete")
    return Step(item, Outcome.OPEN, "list", "not recorded as complete")


def _members(refs: Sequence[str], world: World) -> tuple[str, ...]:
    """The refs of a slot with a group as its members."""
    return tuple(member for ref in refs for member in (sorted(world.members(ref)) or (ref,)))
