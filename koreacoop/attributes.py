"""What a claim says of a thing in passing ("the fund that Korea hosts supports …"): recorded by another fact.

A fact that leaves words open is not given up if these words, with the thing beside them that the fact speaks of, are
what another fact says of this thing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from koreacoop.agents import is_deed
from koreacoop.court import Candidates, Court
from koreacoop.dockets import Mention, Said, docket_of
from koreacoop.doers import settle_doers, settle_voice
from koreacoop.ends import Ends
from koreacoop.frozen import replace
from koreacoop.hearing import Hearing
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.preparing import prepare
from koreacoop.profiles import Profile
from koreacoop.roles import settle_roles
from koreacoop.scales import OWN, Weighing, is_adjective
from koreacoop.weighing import weigh
from koreacoop.world import World

_MOST = 5
"""Words that may be said in passing: more of them are a claim of their own."""

_MENTIONED = frozenset({"predicate", "operator", Sort.ENTITY.value})
"""What a fact has of words that it has in no slot."""
_ENDS = ("subject", "object", "theme", "topic")
"""Slots of who acts, and of what it is about."""
_PARTIES = frozenset({Case.SUBJECT, Case.TOPIC, Case.OBJECT, Case.TO, Case.FROM, Case.FOR})


def settle_attributes(weighing: Weighing, candidates: Candidates, world: World) -> None:
    """Take what the fact leaves open as said in passing, if other facts say it of things that this fact names."""
    if any(step.item.is_operator("contrast") for step in weighing.steps):
        return  # what is set against each other is no aside
    if world.relation(weighing.profile.predicate).identity and any(is_adjective(step.item) for step in weighing.open):
        return  # "an Asian organisation": that is what it is said to be
    found: dict[int, Weighing] = {}
    for start, end in _runs(weighing.steps):
        told = _told(weighing, start, end, candidates, world)
        if told is None:
            return
        found.update(dict.fromkeys(range(start, end), told))
    weighing.aside = list({other.profile.fact.id: other for other in found.values()}.values())
    weighing.steps = [
        replace(step, outcome=Outcome.IGNORED, slot="attribute", detail=found[index].profile.fact.id)
        if index in found and step.outcome is Outcome.OPEN
        else step
        for index, step in enumerate(weighing.steps)
    ]
    ends = Ends(weighing.profile, [step.item for step in weighing.steps], world)
    settle_voice(weighing, ends)
    settle_roles(weighing, ends)
    settle_doers(weighing, ends)


def telling(hearing: Hearing, court: Court) -> Iterator[Weighing]:
    """The facts whose open words may be what other facts say of things that they name."""
    if not hearing.understood:
        return
    for profile, opened in hearing.left_open():
        if len(opened) > _MOST or any(step.slot != "detail" for _, step in opened):
            continue
        if _may_be_told([mention for mention, _ in opened], profile, hearing.said, court):
            weighing = hearing.weigh(profile)
            if _may_settle(weighing):
                yield weighing


def _may_be_told(left: Sequence[Mention], profile: Profile, said: Said, court: Court) -> bool:
    """Whether some fact has each of the words that one fact leaves open beside a thing that this one names alone."""
    alone = docket_of(profile, court.world).alone
    bearers = [mention.sense for mention in said.mentions if not mention.sense.named.isdisjoint(alone)]
    return bool(bearers) and all(any(court.share(mention.sense, one) for one in bearers) for mention in left)


def _may_settle(weighing: Weighing) -> bool:
    """Whether what a fact leaves open is little enough to be said in passing."""
    opened = weighing.open
    return 0 < len(opened) <= _MOST and all(step.slot == "detail" for step in opened)


def _runs(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Where words stand that are open, with what carries nothing between them."""
    start = end = -1
    for index, step in enumerate(steps):
        if step.outcome is Outcome.OPEN:
            start = index if start < 0 else start
            end = index + 1
        elif step.outcome is not Outcome.IGNORED and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _told(weighing: Weighing, start: int, end: int, candidates: Candidates, world: World) -> Weighing | None:
    """The fact that says a run of words of the thing before or after it."""
    run = tuple(step.item for step in weighing.steps[start:end])
    acts = any(item.refs(Sort.RELATION) for item in run)
    # Only some languages have a form that is the verb of a clause and nothing else; elsewhere nothing tells.
    governed = bool(run[0].refs(Sort.ENTITY)) and _follows_verb(run[0], weighing.steps[:start])
    if start and run[0].case and f"governs:{run[0].case.value}" in weighing.steps[start - 1].item.traits:
        return None  # "responsible for …"
    if not acts and (governed or any(item.case in _PARTIES and item.refs(Sort.ENTITY) for item in run)):
        return None  # who acts, and on whom or for what, is not said in passing
    if (
        _is_head(weighing.steps, start, end)
        or _is_matter(weighing.steps, start, end)
        or _takes_a_place(run, weighing, world)
    ):
        return None
    for bearer, before in _bearers(weighing.steps, start, end, acts):
        things = _named_alone(bearer, weighing.profile, world)
        if not things:
            continue
        items = (bearer, *run) if before else (*run, bearer)
        found = [one for one in candidates(items) if not things.isdisjoint(_alone(one))]
        said = prepare(items, world)
        for profile in found:
            other = weigh(said, profile)
            if _says(other, run, world) and weighing.profile.own.isdisjoint(profile.fact.excludes):
                return other
    return None


def _follows_verb(name: Item, before: Sequence[Step]) -> bool:
    """Whether a name stands behind a verb so that it acts, or is acted on."""
    verbs = [step.item for step in before[-1:]] if name.case else [step.item for step in before[-2:]]
    third = any("third" in verb.traits for verb in verbs[-1:])
    return third or (not name.case and any("ordered" in verb.traits and is_deed(verb) for verb in verbs))


def _is_head(steps: Sequence[Step], start: int, end: int) -> bool:
    """Whether a run names whom something else only describes ("NATO's secretary-general"): of him the part speaks."""
    named = any(step.item.refs(Sort.ENTITY) for step in steps[start:end])
    behind = any(step.item.is_operator("of") for step in steps[max(0, start - 1) : start])
    return named and (behind or any(step.item.is_operator("of") for step in steps[end : end + 1]))


def _is_matter(steps: Sequence[Step], start: int, end: int) -> bool:
    """Whether a run names what something is about ("support for the plan"): that is no aside."""
    named = any(step.item.refs(Sort.ENTITY) for step in steps[start:end])
    marks = (step for step in steps[end:] if "mark" not in step.item.refs(Sort.LIGHT))
    beside = (*steps[max(0, start - 1) : start], *itertools.islice(marks, 1))
    return named and any(step.item.is_operator("about") for step in beside)


def _takes_a_place(run: Sequence[Item], weighing: Weighing, world: World) -> bool:
    """Whether a run names what could stand where the fact has something that the part leaves out: it replaces that."""
    filled = {step.slot for step in weighing.matches}
    left_out = [ref for slot in _ENDS if slot not in filled for ref in weighing.profile.slots.get(slot, ())]
    named = [ref for item in run if not is_adjective(item) for ref in item.refs(Sort.ENTITY)]
    return any(world.comparable(ref, other) for ref in named for other in left_out)


def _bearers(steps: Sequence[Step], start: int, end: int, acts: bool) -> Iterator[tuple[Item, bool]]:
    """The nearest words on either side that the fact has, with whether they stand before.

    ``acts``: a deed is told, which is none of what the fact only mentions.
    """
    apart = _MENTIONED if acts else _MENTIONED - {Sort.ENTITY.value}
    for side, before in ((steps[:start][::-1], True), (steps[end:], False)):
        near = next((step for step in side if step.outcome is not Outcome.IGNORED), None)
        joined = before and "and" in steps[start].item.traits
        joined = joined or (not before and near is not None and "and" in near.item.traits)
        if near is not None and near.outcome is Outcome.MATCH and near.slot not in apart and not joined:
            yield near.item, before


def _named_alone(bearer: Item, profile: Profile, world: World) -> set[str]:
    """The things, the topic aside, that a word names and that a fact has alone in a slot."""
    named = set(bearer.refs(Sort.ENTITY) + bearer.refs(Sort.CONCEPT))
    return {ref for ref in _alone(profile) if ref != world.topic and not named.isdisjoint(world.classes(ref))}


def _alone(profile: Profile) -> Iterator[str]:
    """What a fact has alone in a slot."""
    return (refs[0] for refs in profile.slots.values() if len(refs) == 1)


def _says(weighing: Weighing, run: Sequence[Item], world: World) -> bool:
    """Whether a fact says all of a run: by its own verb, or by what stands in its slots."""
    statement = weighing.profile.fact.statement
    if (
        weighing.open
        or weighing.conflicts
        or weighing.negated
        or not statement.affirmed
        or weighing.profile.fact.planned
    ):
        return False
    slots = {above for refs in weighing.profile.slots.values() for ref in refs for above in world.above(ref)}
    acts = weighing.predicate and weighing.core == OWN and any(item.refs(Sort.RELATION) for item in run)
    return acts or all({meaning.ref for meaning in item.meanings} & slots for item in run if item.means)
