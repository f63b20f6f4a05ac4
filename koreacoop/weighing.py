"""The heart: how one part of a claim stands to one recorded fact.

Each item of the part is matched by the fact, conflicts with it in a slot that holds one value, is left open (the fact
does not say it), or carries nothing. No language and no file is known here.
"""

from __future__ import annotations

from koreacoop.becoming import settle_becoming
from koreacoop.belonging import settle_belonging, settle_persons
from koreacoop.bindings import settle_bindings
from koreacoop.bystanders import settle_bystanders
from koreacoop.described import settle_described
from koreacoop.directions import runs_straight, settle_direction
from koreacoop.dockets import Mention, Said, Told, docket_of
from koreacoop.doers import settle_doers, settle_voice
from koreacoop.ellipsis import settle_predicate, settle_subject
from koreacoop.ends import Ends
from koreacoop.members import settle_members
from koreacoop.misplaced import settle_misplaced
from koreacoop.model import Outcome, Step
from koreacoop.modifiers import settle_modifiers
from koreacoop.offices import settle_offices
from koreacoop.preparing import as_first
from koreacoop.profiles import Profile
from koreacoop.roles import settle_roles
from koreacoop.scales import OWN, Weighing
from koreacoop.subsets import settle_exception
from koreacoop.values import weigh_alone, weigh_value
from koreacoop.views import is_foreign, view_of
from koreacoop.words import note_cue, weigh_words
from koreacoop.world import World


def weigh(said: Said, profile: Profile, wholly: bool = True) -> Weighing:
    """Weigh a part against one fact; the predicate of one that leaves something open is settled by ``settle``.

    Not ``wholly``: of a fact whose predicate is not met the parties are left to ``finish``; they cannot mend it.
    """
    said = as_first(said, profile)
    weighing, world = Weighing(profile), said.world
    weighing.steps = _steps(said, weighing)
    settle_modifiers(weighing, said)
    settle_exception(weighing)
    settle_misplaced(weighing, said)
    settle_belonging(weighing, world)
    settle_persons(weighing, said)
    if said.has_office:
        settle_offices(weighing, said.items, world)
    if weighing.open and not docket_of(profile, world).lists:
        weighing.settled = False
        return weighing
    settle_predicate(weighing, said.context, said.whole, world)
    settle_subject(weighing, said)
    weighing.finished = False
    if wholly or weighing.predicate:
        finish(weighing, said)
    return weighing


def finish(weighing: Weighing, said: Said) -> None:
    """Settle who acts on whom, where ``weigh`` left it: that only takes a predicate away, and changes what matches."""
    if weighing.finished:
        return
    weighing.finished = True
    said = as_first(said, weighing.profile)
    settle_members(weighing, said)
    ends = Ends(weighing.profile, said.items, said.world)
    settle_voice(weighing, ends)
    if not weighing.open and not runs_straight(ends):
        settle_roles(weighing, ends)
    settle_direction(weighing, ends)
    settle_becoming(weighing, ends)
    settle_described(weighing, ends)
    settle_bystanders(weighing, ends)
    settle_bindings(weighing, ends)
    settle_doers(weighing, ends)


def settle(weighing: Weighing, said: Said) -> None:
    """Settle what ``weigh`` left: whether the predicate is met by a fact that leaves something open."""
    if not weighing.settled:
        weighing.settled = True
        said = as_first(said, weighing.profile)
        settle_predicate(weighing, said.context, said.whole, said.world)
        settle_subject(weighing, said)


def told_of(mention: Mention, profile: Profile, world: World) -> Told | None:
    """What a fact says of a mention; None if that hangs on what is said beside it.

    The parts of a claim share their mentions, and are held against the same facts: it is noted.
    """
    fact = profile.fact.id
    if fact not in mention.told:
        mention.told[fact] = _told(mention, profile, world)
    return mention.told[fact]


def plainly_open(mention: Mention, profile: Profile, world: World) -> Step | None:
    """The step of a mention that a fact leaves open whatever else is said, as far as that is told at a glance.

    It is noted, as in ``told_of``.
    """
    fact = profile.fact.id
    if fact not in mention.left_open:
        mention.left_open[fact] = _plainly_open(mention, profile, world)
    return mention.left_open[fact]


def _plainly_open(mention: Mention, profile: Profile, world: World) -> Step | None:
    if mention.item.value is None:
        return mention.unrecorded[0] if is_foreign(mention.sense, profile, world) else None
    told = told_of(mention, profile, world)
    return told[0] if told is not None and told[0].outcome is Outcome.OPEN else None


def _steps(said: Said, weighing: Weighing) -> list[Step]:
    steps: list[Step] = []
    for index, mention in enumerate(said.mentions):
        told = mention.always or told_of(mention, weighing.profile, said.world)
        if told is None:
            steps.append(_step(mention, index, said, weighing, steps[-1] if steps else None))
            continue
        step, closeness, cued = told
        steps.append(step)
        weighing.cued = weighing.cued or cued
        if closeness >= 0:
            note_cue(closeness, weighing)
    return steps


def _told(mention: Mention, profile: Profile, world: World) -> Told | None:
    item, sense = mention.item, mention.sense
    if item.value is not None:
        step = weigh_alone(item, profile, world)
        return None if step is None else (step, -1, False)
    if plainly_open(mention, profile, world) is not None:
        return mention.unrecorded
    view = view_of(sense, profile, world)
    if view.fixed is None:
        return None
    cued = view.closeness >= 0 or (bool(sense.relations) and view.fixed[0] is Outcome.OPEN)
    return mention.step(*view.fixed), view.closeness, cued


def _step(mention: Mention, index: int, said: Said, weighing: Weighing, before: Step | None) -> Step:
    """The step of a mention that hangs on what is said beside it. ``before``: the last step."""
    profile, world = weighing.profile, said.world
    if mention.item.value is not None:
        step = weigh_value(mention.item, index, said.items, profile, world)
        telling = step.outcome is Outcome.MATCH and bool(mention.sense.relations)
        if telling and view_of(mention.sense, profile, world).closeness == OWN:
            note_cue(OWN, weighing)  # "two co-chairs" in one word
        return step
    return weigh_words(mention, view_of(mention.sense, profile, world), index, said, weighing, before)
