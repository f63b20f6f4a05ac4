"""Whether a fact that leaves nothing of a part open says enough of it, or stands against enough of it, to decide it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.numbers import Number
from koreacoop.phrasing import RESOLVED, UNDERGONE
from koreacoop.scales import OWN, Weighing, is_adjective, refs_of, widens
from koreacoop.splitting import begins_clause
from koreacoop.world import MADE, OCCASIONS, World, called, headed

_COUNTED = frozenset({"quantity", "duration"})
_MUCH = 2
"""How much must be said of a thing that no name tells of, for two other counts to be against it."""
_VERBAL = frozenset({"final", "connective"})
_DEEDS = frozenset({"event", "state"})
_LASTING = frozenset({"state", "attribute"})
_GOING_ON = frozenset({"connective", "and"})
_POINTING = frozenset({"when", "place", "quantity", "duration", "host", "mode", "theme"})
_CONTRARY = frozenset({"opposite", "excluded", "quantity"})
"""What can be against a fact only where the part speaks of what it tells."""
_OF_OFFICE = frozenset({"person", "office"})
"""Kinds of what a fact tells that tells who holds which office."""
_ACTING = frozenset({"subject", "object", "with", "entity", "event", "recipient"})


def decides(weighing: Weighing, world: World) -> bool:
    """Whether a fact says enough of a part to decide it: nothing open, the predicate met, something named."""
    if weighing.open or not weighing.predicate:
        return False
    if weighing.antonym and weighing.conflicts and not _is_not_yet(weighing, world):
        return False
    particular = {step.item.surface: step for step in weighing.matches if step.detail != world.topic}.values()
    told = [step for step in particular if step.slot != "predicate"]
    named = any(step.slot not in ("concept", "operator") for step in told)
    if widens(weighing) or _tells_origin_alone(weighing) or _tells_parties_alone(weighing):
        return False
    if not _meets_a_party(weighing, world) or _holds_another_thing(weighing, world):
        return False
    if _says_both(weighing, world) or _speaks_of_another(weighing) or _leaves_out_office(weighing, world):
        return False
    if not weighing.profile.fact.statement.affirmed and not _meets_object(weighing, told):
        return False
    if _leaves_out_what_was_made(weighing, world) or _orders_another_deed(weighing, world):
        return False
    if weighing.conflicts:
        return _opposition_decides(weighing, told, named, world)
    spoken_of = any(step.detail == world.topic for step in weighing.matches)
    enough = (len(particular) >= 2 and (named or len(told) >= 2)) or (named and spoken_of)
    return enough and not _tells_something_else(weighing, world)


def _is_not_yet(weighing: Weighing, world: World) -> bool:
    """Whether a lasting state is denied at another date ("no member as of 1990"); what undoes it is another event."""
    denied = (meaning.ref for step in weighing.matches for meaning in step.item.meanings if meaning.flag == "denial")
    lasting = any(world.relations[ref].aspect in ("state", "attribute") for ref in denied if ref in world.relations)
    return lasting and {step.slot for step in weighing.conflicts} == {"when"}


def _leaves_out_what_was_made(weighing: Weighing, world: World) -> bool:
    """Whether a part tells a date, and not of what: "NATO was founded in 2012" is not of what NATO founded then."""
    made = weighing.profile.slots.get("object", ())
    slots = {step.slot for step in weighing.matches}
    dated = "when" in slots and slots <= {"when", "subject", "predicate"}
    return dated and bool(made) and all(world.kind(ref) in MADE for ref in made) and not _touches(weighing, world)


def _tells_something_else(weighing: Weighing, world: World) -> bool:
    """Whether what a part affirms is another deed, or of another thing, than the fact tells of."""
    if _tells_other_deeds(weighing, world) or _leaves_out_giving_up(weighing) or _counts_others(weighing, world):
        return True
    if _closes_with_another_deed(weighing, world) or _goes_on(weighing, world):
        return True
    return _heads_something_else(weighing, world)


def _counts_others(weighing: Weighing, world: World) -> bool:
    """Whether a part says how many of a kind somebody has ("NATO's states number four") with another verb.

    Those to whom something was done are not all that there are.
    """
    counting = any(step.item.has_flag("counting") for step in weighing.steps)
    holding = any(step.slot == "subject" and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    if not (counting and holding) or weighing.core == OWN:
        return False
    counted = {name for count in weighing.profile.fact.statement.counts for name in world.classes(count.unit)}
    return any(counted & world.classes(ref) for ref in weighing.profile.slots.get("object", ()))


def _closes_with_another_deed(weighing: Weighing, world: World) -> bool:
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
    told = world.implied(profile.fact.statement.predicate) | heads
    return told.isdisjoint(verb.ids)


def _goes_on(weighing: Weighing, world: World) -> bool:
    """Whether a part tells of a deed of former times as of one that goes on ("still", "is sending")."""
    statement = weighing.profile.fact.statement
    own, implied = world.relations.get(statement.predicate), world.implied(statement.predicate)
    begun = {world.relations[ref].aspect for ref in implied - {statement.predicate} if ref in world.relations}
    if statement.when is None or own is None or own.aspect not in _DEEDS or begun & _LASTING:
        return False
    items = [step.item for step in weighing.steps]
    still = any(item.is_operator("still") for item in items) and "still" not in weighing.profile.operators
    return still or any(_is_in_progress(verb, after) for verb, after in pairwise(items))


def _is_in_progress(verb: Item, after: Item) -> bool:
    doing = not verb.traits.isdisjoint(_GOING_ON) and "passive" not in verb.traits
    return doing and after.has_flag("progressive") and "final" in after.traits and "past" not in after.traits


def _heads_something_else(weighing: Weighing, world: World) -> bool:
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
    others = {ref for ref in item.refs(Sort.RELATION) if ref in world.relations} - core
    return any(world.relations[ref].aspect in ("state", "attribute") for ref in others)


def _orders_another_deed(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal is said of another deed than the recorded: the first to join is not the first to send."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    ordered = any(step.slot == "ordinal" for step in (*weighing.matches, *weighing.conflicts))
    deed = relation is not None and relation.aspect == "event"
    return ordered and deed and weighing.cued and weighing.core < OWN


def _tells_other_deeds(weighing: Weighing, world: World) -> bool:
    """Whether two verbs of a part are met only as relations that the wordings mention beside the fact's own."""
    own = world.implied(weighing.profile.fact.statement.predicate)
    beside = {
        step.item.start
        for step in weighing.matches
        if step.slot == "predicate" and step.detail not in own and step.detail in world.relations
    }
    return len(beside) >= _MUCH


def _opposition_decides(weighing: Weighing, told: Sequence[Step], named: bool, world: World) -> bool:
    """Whether what stands against a fact is enough to decide a part by it."""
    slots = {step.slot for step in weighing.conflicts}
    parties = [step for step in weighing.conflicts if step.item.refs(Sort.ENTITY)]
    another = slots == {"role"} and not any(step.slot == "subject" for step in weighing.matches)
    wider = slots == {"subject"} and _speaks_of_the_whole(weighing, world)
    if another or wider or _tells_wider_office(weighing, parties, world):
        return False  # somebody else may be something else
    each = len(parties) > 1 and _denies_each(weighing, parties)
    apart = not each and (len(parties) > 1 or _denies_what_is_so(weighing))
    if weighing.negated and (apart or _is_denied_behind(weighing) or _is_put_instead(weighing)):
        return False  # one of the two is denied, the other said
    if weighing.lexical_negations and not weighing.antonym:
        return False  # "failed to join in 1975" tells of an attempt
    if slots & {"opposite", "excluded"} and (_tells_of_another_plan(weighing) or _tells_of_an_end(weighing)):
        return False
    if slots & {"opposite", "excluded"} and weighing.negated and not _denied_plainly(weighing):
        return False
    alike = len(slots) == 1 and not slots & {"when", "quantity", "duration", "ordinal"}
    valued = slots <= {"when", "quantity", "duration", "ordinal"}
    enough = named or len(told) >= 2 or slots == {"office"} or (bool(told) and (valued or weighing.core == OWN))
    if slots == {"when"} and (not _touches(weighing, world) or "when" in {step.slot for step in weighing.matches}):
        return False  # one date is the recorded one, so the other is of something else
    if _counts_twice(weighing) or (slots <= _COUNTED and not _points_at_event(weighing, world)):
        return False
    if "ordinal" in slots and (_tells_another_edition(weighing, world) or _orders_within_region(weighing, world)):
        return False
    counted = slots == {"quantity"} and (len(told) > _MUCH or (named and weighing.core == OWN))
    return enough and (alike or counted or len(weighing.conflicts) == 1)


def _tells_of_another_plan(weighing: Weighing) -> bool:
    """Whether a part tells of a plan, and the fact of what came instead, or of what somebody else has planned."""
    plans = [step for step in weighing.steps if _plans(step.item)]
    if not plans or any(step.slot == "predicate" and _cues_own(step, weighing) for step in plans):
        return False
    excluded = any(step.slot == "excluded" for step in weighing.conflicts)
    named = weighing.assumed_topic or any(step.slot == "subject" for step in weighing.matches)
    return not weighing.profile.fact.planned or (excluded and not named)


def _tells_of_an_end(weighing: Weighing) -> bool:
    """Whether a part says that something is "no longer" so: by the record it never was."""
    return any(step.item.has_flag("ended") for step in weighing.steps)


def _plans(item: Item) -> bool:
    """Whether a word tells of a plan, also of one that was given up."""
    return item.is_operator("plan") or item.has_flag("given-up")


def _cues_own(step: Step, weighing: Weighing) -> bool:
    return weighing.profile.fact.statement.predicate in step.item.refs(Sort.RELATION)


def _leaves_out_giving_up(weighing: Weighing) -> bool:
    """Whether a part tells of a plan that was given up, and the fact of what was done or decided."""
    given_up = [step for step in weighing.steps if step.item.has_flag("given-up") and step.item.refs(Sort.RELATION)]
    fact = weighing.profile.fact
    return not fact.planned and bool(given_up) and not any(_cues_own(step, weighing) for step in given_up)


def _tells_wider_office(weighing: Weighing, parties: Sequence[Step], world: World) -> bool:
    """Whether others are told to be in an office that is only the kind of the recorded one: several may be."""
    held = {ref for refs in weighing.profile.slots.values() for ref in refs if world.kind(ref) == "office"}
    persons = any(world.kind(ref) == "person" for step in parties for ref in step.item.refs(Sort.ENTITY))
    told = {name for office in held for name in (office, *headed(office, world))}
    said = {ref for step in (*weighing.matches, *weighing.conflicts) for ref in step.item.ids}
    return bool(held) and persons and said.isdisjoint(told)


def _denies_each(weighing: Weighing, parties: Sequence[Step]) -> bool:
    """Whether each of some parties is denied, with a word of its own ("neither Japan nor China")."""
    denials = [step.item.start for step in weighing.steps if step.slot == "polarity"]
    each = len(denials) == len(parties) and all(
        denial < party.item.start for denial, party in zip(denials, parties, strict=True)
    )
    return each and not any(step.slot == parties[0].slot for step in weighing.matches)


def _denies_what_is_so(weighing: Weighing) -> bool:
    """Whether a part denies two things, of which the fact says one ("neither online nor in person")."""
    denials = [place for place, step in enumerate(weighing.steps) if step.slot == "polarity"]
    denied = weighing.steps[denials[0] :] if len(denials) > 1 else ()
    return any(step.outcome is Outcome.MATCH and step.slot not in ("predicate", "subject") for step in denied)


def _counts_twice(weighing: Weighing) -> bool:
    """Whether two numbers stand against one count ("four were added to the seven"): one is of something else."""
    against = [step.detail for step in weighing.conflicts if step.slot == "quantity"]
    return len(set(against)) < len(against)


def _speaks_of_the_whole(weighing: Weighing, world: World) -> bool:
    """Whether a part speaks of what a fact's object is only part of: who chairs a session need not chair it all."""
    objects = weighing.profile.slots.get("object", ())
    if any(step.slot == "object" for step in weighing.matches):
        return False
    wholes = {whole for ref in objects for whole in world.wholes(ref)}
    return any(step.detail in wholes for step in weighing.matches)


def _tells_another_edition(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal beside an event ("the 25th dialogue") tells of another one, as nothing points at the recorded.

    Its date, its place, all of those who had it in hand would, or the event itself ("the dialogue was the 25th").
    """
    slots = weighing.profile.slots
    events = {ref for refs in slots.values() for ref in refs if world.is_edition(ref)}
    names = {name for ref in events for name in called(ref, world)}
    spoken_of = [step for step in weighing.steps if names & refs_of(step.item)]
    beside = [step for step in spoken_of if _is_numbered(step, weighing.steps, spoken_of)]
    if not beside or len(spoken_of) > len(beside):
        return False
    said = {ref for step in weighing.matches for ref in refs_of(step.item)}
    listed = any(len(refs) > 1 and said.issuperset(refs) for refs in slots.values() if not events & set(refs))
    return not listed and not {step.slot for step in weighing.matches} & _POINTING


def _orders_within_region(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal counts within a part of the world ("the first in Asia"), and the fact's does not."""
    named = (ref for step in weighing.matches for ref in step.item.ids)
    return "among" not in weighing.profile.slots and any(world.kind(ref) == "region" for ref in named)


def _is_numbered(noun: Step, steps: Sequence[Step], nouns: Sequence[Step]) -> bool:
    """Whether an ordinal tells which one a noun means: it stands before it, or right behind it and before no other."""
    place = next(place for place, step in enumerate(steps) if step is noun)
    marked = noun.item.case in (Case.TOPIC, Case.SUBJECT) or any(step in nouns for step in steps[place + 2 : place + 3])
    behind = "" if marked else "".join(step.slot for step in steps[place + 1 : place + 2])
    before = [step.slot for step in steps[:place] if step.outcome is not Outcome.IGNORED][-1:]
    return behind == "ordinal" or "ordinal" in before


def _tells_parties_alone(weighing: Weighing) -> bool:
    """Whether a part names two parties and a verb that is only near the fact's own: it may be another verb."""
    if any(step.slot in _CONTRARY for step in weighing.conflicts):
        return False
    told = {step.item.start: step.slot for step in weighing.matches if step.slot != "predicate"}
    return weighing.cued and weighing.core < OWN and len(told) == 2 and _ACTING.issuperset(told.values())


def _meets_a_party(weighing: Weighing, world: World) -> bool:
    """Whether a part tells more than a verb and who is beside: who acts by the fact, what is acted on, a detail."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    ends = [ref for slot in ("subject", "object") for ref in weighing.profile.slots.get(slot, ())]
    if relation is None or not relation.directed or world.topic in ends or "object" not in weighing.profile.slots:
        return True
    names = {name for ref in ends for name in world.above(ref) | world.groups(ref)}
    beside = ("predicate", "concept", "entity", "operator", "with")
    told = (*weighing.matches, *weighing.conflicts)
    return any(step.slot not in beside or refs_of(step.item) & names for step in told)


def _holds_another_thing(weighing: Weighing, world: World) -> bool:
    """Whether another holder is named of what a part does not name: it may be of another thing of the kind."""
    slots = weighing.profile.slots
    elsewhere = {"object", "event", "place", "when", "ordinal", "role", "theme"}
    if {step.slot for step in weighing.conflicts} != {"subject"} or "object" not in slots:
        return False
    said = {ref for step in weighing.matches for ref in (step.detail, *world.members(step.detail))}
    if all(world.kind(ref) == "office" for ref in slots["object"]):
        elsewhere.remove("object")  # "an official", "a minister" is no office yet
    return not said & set(slots["object"]) and not any(step.slot in elsewhere for step in weighing.matches)


def _speaks_of_another(weighing: Weighing) -> bool:
    """Whether a part speaks of another thing of a kind than the record does ("another Asian country hosted it")."""
    if any(isinstance(step.item.value, Number) for step in weighing.steps):
        return False  # "the three other partners" are so many of those recorded
    for one, beside in (*pairwise(weighing.steps), *pairwise(reversed(weighing.steps))):
        further = one.item.has_flag("further")
        if further and beside.slot not in ("", "concept", "predicate") and not beside.item.refs(Sort.ENTITY):
            return True
    return False


def _leaves_out_office(weighing: Weighing, world: World) -> bool:
    """Whether of who holds which office neither it is told, nor what it is at the head of.

    A deputy minister does not lead the ministry, nor the country.
    """
    held = {ref for refs in weighing.profile.slots.values() for ref in refs}
    offices = {ref for ref in held if world.kind(ref) == "office"}
    if not offices or any(world.kind(ref) not in _OF_OFFICE for ref in held):
        return False
    said = {ref for step in (*weighing.matches, *weighing.conflicts) for ref in step.item.ids}
    told = {name for office in offices for name in world.classes(office) | headed(office, world)}
    return said.isdisjoint(told) and not any(world.kind(ref) == "office" for ref in said)


def _tells_origin_alone(weighing: Weighing) -> bool:
    """Whether a part says of a change only what was before it: that is no more."""
    filled = {step.slot for step in weighing.matches}
    return "from" in filled and "to" in weighing.profile.slots and "to" not in filled and "predicate" not in filled


def _says_both(weighing: Weighing, world: World) -> bool:
    """Whether what a part contradicts it says too ("though officials are slow, experts are fast")."""
    if weighing.negated or (weighing.affirmed and not weighing.conflicts):
        return False
    said = {step.detail for step in weighing.matches}
    contrary = [*weighing.matches, *(step for step in weighing.conflicts if step.slot in ("opposite", "excluded"))]
    return any(said & world.opposites(meaning.ref) for step in contrary for meaning in step.item.meanings)


def _is_denied_behind(weighing: Weighing) -> bool:
    """Whether a clause that begins with a denial follows what conflicts: it denies something else."""
    denied = [step.item.start for step in weighing.steps if step.slot == "polarity" and begins_clause(step.item)]
    return bool(denied) and any(step.item.start < denied[0] for step in weighing.conflicts)


def _is_put_instead(weighing: Weighing) -> bool:
    """Whether what conflicts is what a part says instead of what it denies ("not global but regional")."""
    turn = next((step.item.start for step in weighing.steps if step.item.is_operator("contrast")), None)
    return turn is not None and any(step.item.start > turn for step in weighing.conflicts)


def _denied_plainly(weighing: Weighing) -> bool:
    """Whether a negation stands beside a contrary verb: "deplored that no …" denies something else."""
    verbs = [step for step in weighing.conflicts if step.slot == "opposite" and step.item.refs(Sort.RELATION)]
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED or step.slot == "polarity"]
    before = any(one.slot == "polarity" and other in verbs for one, other in pairwise(told))
    behind = any(one in verbs and other.slot == "polarity" for one, other in pairwise(weighing.steps))
    return not verbs or before or behind


def _touches(weighing: Weighing, world: World) -> bool:
    """Whether a part names something that stands in the fact's slots, the topic aside, if anything does."""
    slots = weighing.profile.slots
    named = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    said = named.union(*map(world.members, named))
    # "NATO was founded in 1949" is not of what NATO founded, unless that stands before ("…, which both founded").
    whole = said.issuperset(slots.get("subject", ())) and any(s.item.is_operator("relative") for s in weighing.steps)
    partly = {"subject"} if "object" in slots and not whole else set()
    refs = {ref for refs in slots.values() for ref in refs} - {world.topic}
    told = {ref for slot in slots.keys() - partly for ref in slots[slot]} - {world.topic}
    # What is between two parties is not told by one of them.
    return not refs or any(said & (called(ref, world) - world.wholes(ref)) for ref in told)


def _points_at_event(weighing: Weighing, world: World) -> bool:
    """Whether a part points at the event that a fact counts something of, by its name, class or a party.

    What it is a part of does not do: so many speakers at a conference are not those of its first session.
    """
    refs = {ref for refs in weighing.profile.slots.values() for ref in refs}
    events = {ref for ref in refs if world.kind(ref) in OCCASIONS}
    wholes = {whole for ref in events for whole in world.wholes(ref)} - events
    wider = {name for whole in wholes for name in called(whole, world)}
    names = {name for ref in events for name in called(ref, world)} - wider
    said = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    parties = {step.detail for step in weighing.matches if step.item.refs(Sort.ENTITY)} - wider - {world.topic}
    return not events or bool(said & names or parties)


def _meets_object(weighing: Weighing, told: Sequence[Step]) -> bool:
    """Whether a part says what a recorded denial denies: with a detail left out it would deny more."""
    objects = weighing.profile.slots.get("object", ())
    if objects:
        return any(step.slot == "object" or step.detail in objects for step in weighing.matches)
    return len([step for step in told if step.slot == "concept"]) >= 2
