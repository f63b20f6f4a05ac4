"""Mentions, cues, concepts and operators of a claim against one fact."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dates import Duration
from koreacoop.dockets import NEGATIONS, Mention, Said, docket_of
from koreacoop.model import Case, Item, Meaning, Outcome, Sort, Step
from koreacoop.numbers import Number
from koreacoop.profiles import Profile
from koreacoop.scales import ORDINAL, Weighing, refs_of
from koreacoop.world import World

# Operators that weaken or bound a part, and that only join words.
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
        "elsewhen",
    }
)
RESTRICTING = frozenset({"only", "all"})
_MENTIONED, _COARSE = Sort.ENTITY.value, Sort.CONCEPT.value
# What a wording may say too: then the claim may.
SHARED = (
    frozenset({"or", "says", "cause", "then", "plan", "hedge", "must", "condition", "except", "former"}) | RESTRICTING
)


def weigh_words(mention: Mention, index: int, said: Said, weighing: Weighing, before: Step | None) -> Step:
    """The step of an item without a value: a mention, a cue, a concept or an operator. ``before``: the last step."""
    profile, item = weighing.profile, mention.item
    if mention.planned and not profile.fact.planned and "plan" not in profile.operators:
        return Step(item, Outcome.OPEN, "operator", "plan")
    recorded = profile.fact.statement.ordinal
    if mention.ordinals and recorded is not None and mention.ordinals != {f"{ORDINAL}{recorded}"}:
        return Step(item, Outcome.CONFLICT, "ordinal", f"{item.surface} ≠ {recorded}")
    if mention.orders and (not mention.verbal or mention.relations.isdisjoint(profile.core)):
        return _weigh_operator(item, index, said, weighing, before)
    explained = _explained(mention, weighing, said.world)
    conflict = _conflict_beside(explained, mention, said, profile)
    decided = _more_particular(explained, conflict) or (None if _only_denies(mention, profile) else _cue(item, profile))
    if decided is not None:
        return decided
    if mention.turns:
        return _weigh_operator(item, index, said, weighing, before)
    if item.refs(Sort.LIGHT):
        return mention.idle
    denial = next((ref for ref in item.refs(Sort.RELATION) if ref in profile.core), None)
    if denial is not None:
        weighing.cued = weighing.predicate = True
        weighing.core = max(weighing.core, _closeness(denial, profile, said.world))
        weighing.deny(plain=False)
        weighing.antonym = True
        return Step(item, Outcome.MATCH, "predicate", f"denies {denial}")
    if mention.relations:
        weighing.cued = True
    return mention.unrecorded


def _only_denies(mention: Mention, profile: Profile) -> bool:
    """Whether an item denies what the fact says ("closed") and cues it only as something that is said beside it."""
    predicate = profile.fact.statement.predicate
    return predicate in mention.denied and predicate not in mention.otherwise


def _conflict_beside(explained: Step | None, mention: Mention, said: Said, profile: Profile) -> Step | None:
    """What stands against an item that the fact explains only coarsely, or only mentions where a place is told."""
    if explained is None or explained.slot in ("concept", "predicate"):
        return _conflict(mention, said, profile)
    if explained.slot != _MENTIONED or mention.item.case is not Case.IN:
        return None
    placed = _conflict(mention, said, profile)
    return placed if placed is not None and placed.slot == "place" else None


def _more_particular(explained: Step | None, conflict: Step | None) -> Step | None:
    """A named thing that conflicts goes before its class that matches; a class that matches before its opposite."""
    if explained is not None and (conflict is None or conflict.slot == "opposite"):
        return explained
    return conflict


def _explained(mention: Mention, weighing: Weighing, world: World) -> Step | None:
    """The step of an item that the fact mentions; it is the same in every part that has the item."""
    profile = weighing.profile
    for ref in mention.cues:
        if ref in profile.relations:
            weighing.cued = True
            weighing.core = max(weighing.core, _closeness(ref, profile, world))
            weighing.predicate = weighing.core > 0
    if not mention.groups and mention.named.isdisjoint(profile.explained):
        return None
    known = mention.explained.get(profile.fact.id)
    if known is None or known[0] is not profile:
        known = mention.explained[profile.fact.id] = (profile, _met(mention, profile, world))
    return known[1]


def _met(mention: Mention, profile: Profile, world: World) -> Step | None:
    filled = docket_of(profile, world).filled
    met = [
        (meaning, filled.get(meaning.ref, meaning.sort.value))
        for meaning in mention.known
        if _in_fact(meaning.ref, mention, profile) and not _is_placed_metonym(mention.item, meaning, profile)
    ]
    if not met:
        return None
    # What fills a slot goes before what is only mentioned, an entity before a concept.
    meaning, named = met[0] if len(met) == 1 else min(met, key=lambda pair: _rank_of(pair[0], pair[1], world))
    cues = named == _COARSE and not mention.relations.isdisjoint(profile.relations)
    return Step(mention.item, Outcome.MATCH, "predicate" if cues else named, meaning.ref)


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


def _in_fact(ref: str, mention: Mention, profile: Profile) -> bool:
    """Whether the fact mentions something, or all members of a group."""
    return ref in profile.explained or (ref in mention.groups and mention.groups[ref] <= profile.explained)


def _cue(item: Item, profile: Profile) -> Step | None:
    """The step of an item that cues a relation which the fact states, its own before others."""
    if not item.refs(Sort.RELATION):
        return None
    for known in (profile.core, profile.relations):
        for meaning in item.meanings:
            if meaning.sort is Sort.RELATION and meaning.flag != "denial" and meaning.ref in known:
                return Step(item, Outcome.MATCH, "predicate", meaning.ref)
    return None


def _conflict(mention: Mention, said: Said, profile: Profile) -> Step | None:
    """The step of an item that cannot stand beside the fact: an opposite, or another value in a single slot."""
    item = mention.item
    if profile.fact.excludes:
        concepts = item.refs(Sort.CONCEPT)
        excluded = next((ref for ref in concepts if ref in profile.fact.excludes), None)
        if excluded is not None and not any(ref in profile.own for ref in concepts):
            return Step(item, Outcome.CONFLICT, "excluded", f"the record excludes {excluded}")
    for ref, opposites in mention.opposites:
        against = opposites & profile.explained
        if against and not any(refs_of(other) & against for other in said.items if other is not item):
            return Step(item, Outcome.CONFLICT, "opposite", f"{ref} ≠ {min(against)}")
    guarded = docket_of(profile, said.world).guarded if mention.kinds else ()
    for ref in mention.kinds if guarded else ():
        slot = _occupied_slot(item, ref, guarded, said, profile)
        if slot is not None:
            return Step(item, Outcome.CONFLICT, slot, f"{ref} ≠ {', '.join(profile.slots[slot])}")
    return None


def _occupied_slot(
    item: Item, ref: str, guarded: Sequence[tuple[str, tuple[str, ...], bool]], said: Said, profile: Profile
) -> str | None:
    """The single-valued or closed slot in which the fact holds another value than ``ref``."""
    world = said.world
    for slot, refs, closed in guarded:
        if not any(world.comparable(ref, recorded, slot) for recorded in refs):
            continue
        if slot == "subject" and said.adds:
            continue
        if slot == "place" and not _is_placed(item, ref, world):
            continue
        if any(world.overlap(ref, recorded) for held in profile.slots.values() for recorded in held):
            continue
        if closed or said.entities.isdisjoint(refs):
            return slot
    return None


def _is_placed(item: Item, ref: str, world: World) -> bool:
    """Whether a mention tells where: a city, or a country in a phrase of place."""
    return item.case is Case.IN or "copula" in item.traits or world.kind(ref) == "city"


def _weigh_operator(item: Item, index: int, said: Said, weighing: Weighing, told: Step | None) -> Step:
    names = set(item.refs(Sort.OPERATOR))
    if "after" in names and told is not None and told.outcome is Outcome.MATCH and told.slot == "duration":
        return Step(item, Outcome.IGNORED, "duration", "after so long")
    merely = "not-only" in names & weighing.profile.operators and not weighing.profile.fact.statement.affirmed
    if "but-not" in names and "plan" in weighing.profile.operators and _is_planned(said.items):
        return Step(item, Outcome.IGNORED, "operator", "what was planned instead")
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
        return _weigh_restriction(item, index, said.items, weighing.profile, said.world)
    return Step(item, Outcome.IGNORED, "", "")


def _is_planned(items: Sequence[Item]) -> bool:
    """Whether a part tells of a plan in a word of its own ("the originally planned session")."""
    return any(item.is_operator("plan") for item in items)


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
