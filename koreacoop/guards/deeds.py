"""Whether the verb of a part tells of the deed that a fact tells of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import NAMED, leading_agent
from koreacoop.model import Case, Item, Sort, Step
from koreacoop.phrasing import RESOLVED, UNDERGONE
from koreacoop.scales import OWN, Weighing, cues, is_copula, may_be_subject, names_kind, opposed
from koreacoop.world import DEEDS, DOERS, LASTING, OWNERS, World, called

_ACTING = frozenset({"subject", "object", "with", "entity", "event", "recipient"})
_CONTRARY = frozenset({"opposite", "excluded", "quantity"})
"""What can be against a fact only where the part speaks of what it tells."""
_TELLING = frozenset({"participle", "third", "ordered", "final", "verbal"})
_DONE = frozenset({"participle", "ordered", "final"})
_VERBAL = frozenset({"final", "connective"})
_BESIDE = frozenset({"subject", "predicate", "concept", "entity", "when", "place"})
"""Slots beside that of what something is done to."""
_ADDRESSED = frozenset({"country", "person"})
"""Kinds of those whose own deeds a fact may tell in its object; a body that is joined does nothing itself."""
_GOING_ON = frozenset({"connective", "and"})


def tells_parties_alone(weighing: Weighing, world: World) -> bool:
    """Whether a part names no more than two parties and a verb that is only near the fact's own: it may be another."""
    if any(step.slot in _CONTRARY for step in weighing.conflicts):
        return False
    told = {step.item.start: step.slot for step in weighing.matches if step.slot != "predicate"}
    return weighing.cued and weighing.core < OWN and 0 < len(told) <= 2 and _ACTING.issuperset(told.values())


def tells_other_deeds(weighing: Weighing, world: World) -> bool:
    """Whether two verbs of a part are met only as relations that the wordings mention beside the fact's own."""
    own = world.implied(weighing.profile.predicate)
    beside = {
        step.item.start
        for step in weighing.matches
        if step.slot == "predicate" and step.detail not in own and step.detail in world.relations
    }
    return len(beside) >= 2


def tells_of_another_actor(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of somebody whom the fact only mentions, and not of those of whom it tells the contrary."""
    if opposed(weighing) != {"opposite"}:
        return False
    told = (*weighing.matches, *weighing.conflicts)
    doers = any(world.kind(ref) in DOERS for ref in weighing.profile.slots.get("subject", ()))
    marked = [step for step in told if step.item.case in NAMED and names_kind(step.item, DOERS, world)]
    others = bool(marked) and all(step.slot == Sort.ENTITY.value for step in marked)
    return doers and others and not any(step.slot == "subject" for step in told)


def tells_another_deed_coarsely(weighing: Weighing, world: World) -> bool:
    """Whether a part with a verb that cues nothing of a fact meets it in coarse words, and names another party."""
    coarse = all(step.slot == Sort.CONCEPT.value for step in weighing.matches)
    told = any(step.item.refs(Sort.RELATION) and not is_copula(step.item) for step in weighing.matches)
    return not weighing.cued and coarse and told and opposed(weighing) <= {"subject", "object"}


def does_what_another_does(weighing: Weighing, world: World) -> bool:
    """Whether the fact's subject does in a part what it only tells of its object ("A hailed that B is ready").

    A word that is only near the fact's own tells what the object does, or what happens to it.
    """
    slots = weighing.profile.slots
    objects = {name for ref in slots.get("object", ()) if world.kind(ref) in _ADDRESSED for name in called(ref, world)}
    relation = world.relation(weighing.profile.predicate)
    if weighing.core >= OWN or not relation.directed or relation.aspect not in DEEDS or not objects:
        return False
    if weighing.negated and not weighing.plain_negations:
        return False  # "refused" tells what the subject did itself
    actor = leading_agent([step.item for step in weighing.steps], world)
    return actor is not None and any(
        step.item is actor and step.slot == "subject" and objects.isdisjoint(actor.refs(Sort.ENTITY))
        for step in weighing.matches
    )


def acts_for_the_subject(weighing: Weighing, world: World) -> bool:
    """Whether one of those to whom a fact's subject stands takes its place ("the UN is a member of South Korea").

    So it does too where the subject is left out, and another of them is told ("the UN is a member of the OECD").
    """
    predicate = weighing.profile.predicate
    items = [step.item for step in weighing.steps]
    cue = next((item for item in items if cues(item, world.implied(predicate))), None)
    actor = next((item for item in items if may_be_subject(item) and (not item.case or item.case in NAMED)), None)
    if actor is None or cue is None or actor.start > cue.start or "passive" in cue.traits:
        return False
    body = names_kind(actor, OWNERS, world) and _fills(actor, "object", weighing)
    if not body or not world.relation(predicate).directed:
        return False
    return _is_of_subject(actor, cue, weighing, world) or _is_of_another(actor, weighing, world)


def _is_of_subject(actor: Item, cue: Item, weighing: Weighing, world: World) -> bool:
    """Whether a name is said to be to the fact's subject what that is to it by the record."""
    implied = world.implied(weighing.profile.predicate)
    straight = {m.flag for m in cue.meanings if m.sort is Sort.RELATION and m.ref in implied} == {""}
    between = (step.item for step in weighing.steps if actor.start < step.item.start < cue.end)
    # What is one word and stands right behind a name is a compound with it ("UN membership").
    linked = "copula" in cue.traits or " " in cue.surface or any(map(is_copula, between))
    behind = (step for step in _named(weighing) if step.item.start > cue.start)
    owned = any(step.slot == "subject" and step.item.case is Case.OF for step in behind)
    return owned and straight and linked


def _is_of_another(actor: Item, weighing: Weighing, world: World) -> bool:
    """Whether what lasts is told of a name and another of those to whom the subject stands, and not of that."""
    named = _named(weighing)
    left_out = all(step.slot != "subject" for step in named)
    if not left_out or world.aspect(weighing.profile.predicate) not in LASTING:
        return False
    others = (step.item for step in named if step.item.start > actor.start)
    return any("and" not in item.traits and not _is_joined(item, weighing) for item in others)


def _named(weighing: Weighing) -> list[Step]:
    """What a part names of a fact."""
    return [step for step in weighing.matches if step.item.refs(Sort.ENTITY)]


def _fills(item: Item, slot: str, weighing: Weighing) -> bool:
    return any(step.item is item and step.slot == slot for step in weighing.matches)


def _is_joined(item: Item, weighing: Weighing) -> bool:
    """Whether an "and" stands right before a name."""
    before = [step.item for step in weighing.steps if step.item.end <= item.start]
    return bool(before) and before[-1].is_operator("and")


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


def acts_on_itself(weighing: Weighing, world: World) -> bool:
    """Whether what a part names on both sides of a verb is by the fact who acts ("the forum grew out of the forum")."""
    relation = world.relation(weighing.profile.predicate)
    if not relation.directed or relation.identity or "object" not in weighing.profile.slots:
        return False
    ends = [step.item for step in weighing.matches if step.slot == "subject"]
    items = [step.item for step in weighing.steps if step.item.has_content]
    verbs = [verb for verb, then in pairwise(items) if _governs(verb) and then in ends]
    between = any(end.start < verb.start for verb in verbs for end in ends)
    return between and all(step.slot != "object" for step in weighing.matches)


def _governs(verb: Item) -> bool:
    return any(trait.startswith("governs:") for trait in verb.traits) and bool(verb.refs(Sort.RELATION))


def tells_one_of_each(weighing: Weighing, world: World) -> bool:
    """Whether of a fact that tells of several each his own a part names some: which is whose it does not tell."""
    slots = weighing.profile.slots
    size = len(slots.get("subject", ()))
    parallel = size > 1 and len(slots.get("role", ())) == size
    named = {ref for step in weighing.matches if step.slot == "subject" for ref in step.item.refs(Sort.ENTITY)}
    some = {ref for ref in slots.get("subject", ()) if ref in named}
    return parallel and weighing.core < OWN and 0 < len(some) < size


def names_another_object(weighing: Weighing, world: World) -> bool:
    """Whether a verb has for its object a noun that is only near what the fact tells, and not what it is done to."""
    slots = weighing.profile.slots
    if not world.relation(weighing.profile.predicate).directed or "object" not in slots:
        return False
    if weighing.negated or any(step.slot not in _BESIDE for step in weighing.matches):
        return False
    said = (step for step in weighing.steps if step.slot != "subject")
    told = [step for step in said if step.item.has_content or step.item.refs(Sort.OPERATOR)]
    return any(_is_done(verb, noun) for verb, noun in pairwise(told))


def _is_done(verb: Step, noun: Step) -> bool:
    """Whether a verb of the fact stands before a noun that it governs, or behind one that is marked so."""
    if verb.item.case is Case.OBJECT:
        verb, noun = noun, verb
    form = verb.item.traits & _DONE and not is_copula(verb.item) and not _governs(verb.item)
    doing = verb.slot == "predicate" and bool(form) and not verb.item.refs(Sort.OPERATOR)
    thing = noun.slot == "predicate" and not noun.item.traits & _TELLING
    governed = noun.item.case in (Case.NONE, Case.OBJECT) and "passive" not in verb.item.traits
    return doing and thing and governed


def tells_distinct_deed(weighing: Weighing, world: World) -> bool:
    """Whether a verb of a part is one of a relation that no other one stands for, and the fact tells another.

    Who has an office may lead what that is at the head of.
    """
    told = world.implied(weighing.profile.predicate) | weighing.profile.core
    if any(world.kind(ref) == "office" for ref in weighing.profile.held):
        return False
    verbs = [s.item for s in weighing.matches if s.slot in ("predicate", "concept") and s.item.traits & _TELLING]
    cued = [verb.refs(Sort.RELATION) for verb in verbs if not verb.refs(Sort.ENTITY)]
    return all(map(told.isdisjoint, cued)) and any(_is_distinct(refs, world) for refs in cued)


def _is_distinct(refs: Sequence[str], world: World) -> bool:
    """Whether most of what a word cues stands for itself alone."""
    return bool(refs) and 2 * sum(world.relation(ref).distinct for ref in refs) >= len(refs)


def does_where_nothing_is_done(weighing: Weighing, world: World) -> bool:
    """Whether a part tells that somebody does something to another, by a fact that only says what is so of one."""
    if weighing.core >= OWN or world.aspect(weighing.profile.predicate) in DEEDS:
        return False
    told = world.implied(weighing.profile.predicate)
    return any(
        "participle" in verb.item.traits and _is_aside(done) and not cues(verb.item, told)
        for verb, done in pairwise(weighing.matches)
    )


def _is_aside(done: Step) -> bool:
    """Whether a name is marked as what a verb is done to, and the fact has it elsewhere than as its object."""
    return done.item.case is Case.OBJECT and bool(done.item.refs(Sort.ENTITY)) and done.slot != "object"


def goes_on(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of a deed of former times as of one that goes on ("still", "now", "is sending")."""
    statement = weighing.profile.fact.statement
    own = statement.predicate
    begun = {world.aspect(ref) for ref in world.implied(own) - {own}}
    items = [step.item for step in weighing.steps]
    now = any(item.has_flag("now") for item in items)
    dated = statement.when is not None or (now and statement.ordinal is not None)
    if not dated or world.aspect(own) not in DEEDS or begun & LASTING:
        return False
    still = any(item.is_operator("still") for item in items) and "still" not in weighing.profile.operators
    return still or now or any(_is_in_progress(verb, after) for verb, after in pairwise(items))


def _is_in_progress(verb: Item, after: Item) -> bool:
    doing = not verb.traits.isdisjoint(_GOING_ON) and "passive" not in verb.traits
    return doing and after.has_flag("progressive") and "final" in after.traits and "past" not in after.traits
