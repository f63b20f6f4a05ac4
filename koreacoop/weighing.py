"""The heart: how one part of a claim stands to one recorded fact.

Each item of the part is matched by the fact, conflicts with it in a slot that holds one value, is left open (the fact
does not say it), or carries nothing. No language and no file is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.actors import settle_actor
from koreacoop.appositions import in_one_case, in_one_sense, told_at_the_end
from koreacoop.bindings import settle_bindings
from koreacoop.dates import Relation, Time
from koreacoop.directions import runs_straight, settle_direction
from koreacoop.dockets import Mention, Said, Told, docket_of, is_each
from koreacoop.doers import settle_doers
from koreacoop.frozen import replace
from koreacoop.misplaced import settle_misplaced
from koreacoop.model import Item, Meaning, Outcome, Sort, Step
from koreacoop.offices import settle_offices
from koreacoop.parties import settle_members, settle_predicate, settle_subject
from koreacoop.profiles import Profile
from koreacoop.roles import settle_roles
from koreacoop.scales import Weighing, is_origin, may_be_subject
from koreacoop.subsets import settle_exception
from koreacoop.values import weigh_alone, weigh_value
from koreacoop.views import is_foreign, view_of
from koreacoop.voices import settle_voice
from koreacoop.words import note_cue, weigh_words
from koreacoop.world import World, called


def prepare(items: Sequence[Item], world: World, context: Sequence[Item] = (), whole: bool = True) -> Said:
    """A part of a claim, ready to be weighed.

    ``context`` holds the items of the claim before the part, for what it leaves out; ``whole``: there are no others.
    """
    said = in_one_case((*_inherited(items, context), *told_at_the_end(items)), world)
    said = in_one_sense(said, world)
    return Said.of(_since_then(_without_exclusion(_without_others(said))), world, context, whole)


def weigh(said: Said, profile: Profile, wholly: bool = True) -> Weighing:
    """Weigh a part against one fact; the predicate of one that leaves something open is settled by ``settle``.

    Not ``wholly``: of a fact whose predicate is not met the parties are left to ``finish``; they cannot mend it.
    """
    said = _as_first(said, profile)
    weighing, world = Weighing(profile), said.world
    weighing.steps = _steps(said, weighing)
    _settle_order(weighing)
    if said.shares:
        _settle_shares(weighing)
    _settle_restriction(weighing)
    _settle_standard(weighing, world)
    _settle_superlatives(weighing, world)
    _settle_origin(weighing)
    _settle_turned_change(weighing, world)
    settle_exception(weighing)
    settle_misplaced(weighing, said)
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
    said = _as_first(said, weighing.profile)
    settle_members(weighing, said)
    settle_voice(weighing, said.items, said.world)
    if not weighing.open and not runs_straight(weighing, said.items, said.world):
        settle_roles(weighing, said.items, said.world)
    settle_direction(weighing, said.items, said.world)
    settle_actor(weighing, said.items, said.world)
    settle_bindings(weighing, said.items, said.world)
    settle_doers(weighing, said.items, said.world)


def settle(weighing: Weighing, said: Said) -> None:
    """Settle what ``weigh`` left: whether the predicate is met by a fact that leaves something open."""
    if not weighing.settled:
        weighing.settled = True
        said = _as_first(said, weighing.profile)
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
        return weigh_value(mention.item, index, said.items, profile, world)
    return weigh_words(mention, view_of(mention.sense, profile, world), index, said, weighing, before)


def _settle_order(weighing: Weighing) -> None:
    """A word of order that the fact has too stands, if a number or a length tells that it is meant so."""
    if not any(step.slot == "operator" for step in weighing.open):
        return
    told = {step.slot for step in (*weighing.matches, *weighing.conflicts)}
    if told & {"quantity", "duration"}:
        weighing.steps = [
            replace(step, outcome=Outcome.IGNORED)
            if step.outcome is Outcome.OPEN
            and step.slot == "operator"
            and step.detail in ("before", "after")
            and step.detail in weighing.profile.operators
            else step
            for step in weighing.steps
        ]


def _settle_shares(weighing: Weighing) -> None:
    """ "46 in each country" is another count than 46; in "each of the four" the number only tells of how many."""
    each = next((place for place, step in enumerate(weighing.steps) if is_each(step.item)), None)
    if each is None:
        return
    counted = (step.item for step in weighing.steps[each + 1 :] if not step.item.refs(Sort.LIGHT))
    beside = next(counted, None) if weighing.steps[each].item.has_flag("each") else None
    weighing.steps = [
        replace(step, outcome=Outcome.OPEN, detail="so many of each are claimed")
        if step.slot == "quantity" and step.item.value is not None and step.item is not beside
        else step
        for step in weighing.steps
    ]


def _settle_restriction(weighing: Weighing) -> None:
    """ "Only on an irregular basis" says more than "on an irregular basis": what contradicts this contradicts that."""
    if weighing.open and weighing.conflicts and not weighing.negated:
        weighing.steps = [
            replace(step, outcome=Outcome.IGNORED)
            if step.outcome is Outcome.OPEN and (step.slot == "list" or step.detail == "despite")
            else step
            for step in weighing.steps
        ]


def _settle_standard(weighing: Weighing, world: World) -> None:
    """What is larger than that which is recorded to be the largest stands against the record."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    if relation is None or relation.aspect != "attribute":
        return
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED]
    names = {name for ref in weighing.profile.slots.get("subject", ()) for name in called(ref, world)}
    for compares, behind in pairwise(told):
        if not compares.item.is_operator("more-than", "fewer-than") or compares.outcome is not Outcome.MATCH:
            continue
        standard = next((step for step in told if "than" in step.item.traits), behind)
        if names.isdisjoint(standard.item.refs(Sort.ENTITY)) or standard.outcome is not Outcome.MATCH:
            continue
        against = replace(standard, outcome=Outcome.CONFLICT, slot="roles", detail="recorded to be before all others")
        weighing.steps = [against if step is standard else step for step in weighing.steps]
        return


def _settle_superlatives(weighing: Weighing, world: World) -> None:
    """That somebody is the most of his kind is not said by a fact in which something is only great, or more."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    if relation is None or "ordinal" in relation.single or weighing.profile.fact.statement.ordinal is not None:
        return
    most = [
        one
        for one, noun in pairwise(weighing.steps)
        if one.slot == Sort.CONCEPT.value and one.item.traits >= {"superlative"} and noun.item.means
    ]
    weighing.steps = [
        replace(step, outcome=Outcome.OPEN, detail="recorded of nobody that he is the most") if step in most else step
        for step in weighing.steps
    ]


def _settle_origin(weighing: Weighing) -> None:
    """Of a change: what was before it "no longer" is so, or once was; that it "still" is so is against the record."""
    if not {"from", "to"} <= weighing.profile.slots.keys():
        return
    ended = next((step.item for step in weighing.steps if step.item.has_flag("ended")), None)
    reached = next((step.item for step in weighing.matches if step.slot == "to"), None)
    origin = next((step for step in weighing.matches if step.slot == "from"), None)
    turned = any(
        step.item.is_operator("contrast") and step.item.end <= reached.start for step in weighing.steps if reached
    )
    if ended is not None and (turned or (origin is not None and reached is None)):
        weighing.plain_negations = 0
        weighing.tell(ended, Outcome.MATCH, "predicate", "no longer")
    elif origin is not None and reached is None:
        for step in weighing.steps:
            if step.item.is_operator("former"):
                weighing.tell(step.item, Outcome.MATCH, "predicate", "formerly")
            elif step.item.is_operator("still"):
                weighing.tell(origin.item, Outcome.CONFLICT, "opposite", "it has changed since")


def _settle_turned_change(weighing: Weighing, world: World) -> None:
    """What something changed to by the record is not matched where by the claim it changed from that."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    if relation is None or not {"from", "to"} <= set(relation.single):
        return
    reached = any(step.slot == "excluded" and not is_origin(step.item) for step in weighing.conflicts)
    if reached:
        weighing.steps = [
            replace(step, outcome=Outcome.IGNORED, slot="from", detail="what was before")
            if step.outcome is Outcome.MATCH and step.slot in relation.single and is_origin(step.item)
            else step
            for step in weighing.steps
        ]


def _without_exclusion(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Not … except X" says only X; "not … except in 1996", "… after Y" that it was then."""
    denied = next((item for item in items if item.is_operator("not") or _denies_with_exception(item)), None)
    only = next((item for item in items if item.has_flag("denied")), None)
    if denied is not None and only is not None and only.start < denied.start:
        return tuple(item for item in items if item is not denied)  # "no more than so many": only so many
    excepting = next(
        (item for item, then in pairwise((*items, None)) if item and _excepts(item, then) and item is not denied), None
    )
    if denied is None or excepting is None or denied.start > excepting.start:
        return items
    following = [item for item in items if item.start > excepting.start][:3]
    dated = any(isinstance(item.value, Time) or item.is_operator("before", "after") for item in following)
    if dated or not any(item.has_content for item in following):
        return tuple(item for item in items if item is not denied and item is not excepting)
    restricting = replace(excepting, meanings=(Meaning(Sort.OPERATOR, "only"),))
    return tuple(restricting if item is excepting else item for item in items if item is not denied)


def _without_others(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "A alone …, without B" says no more than "A alone"."""
    alone = next((place for place, item in enumerate(items) if item.has_flag("alone")), len(items))
    for place, (item, other) in enumerate(pairwise(items)):
        denied = item.is_operator("not", "but-not") and not item.has_flag("plain") and bool(other.refs(Sort.ENTITY))
        if place > alone and denied:
            return (*items[:place], *items[place + 2 :])
    return items


def _excepts(item: Item, following: Item | None) -> bool:
    """Whether a word excepts what follows: it always does, or does before a name or a number."""
    named = following is not None and (following.value is not None or bool(following.refs(Sort.ENTITY)))
    return item.is_operator("except") or (item.has_flag("excluding") and named)


def _denies_with_exception(item: Item) -> bool:
    """Whether a word that denies only beside an exception stands first ("ما … إلا")."""
    return item.has_flag("excepting")


def _as_first(said: Said, profile: Profile) -> Said:
    """ "No other … before X" says that X was the first."""
    if not said.denies or profile.fact.statement.ordinal != 1:
        return said
    items = said.items
    order = next((place for place, item in enumerate(items) if item.is_operator("before")), None)
    subject = set(profile.slots.get("subject", ()))
    beside = () if order is None else items[max(0, order - 1) : order + 2]
    if not any(subject & set(item.refs(Sort.ENTITY)) for item in beside):
        return said
    kept = tuple(
        item for item in items if not item.is_operator("before") and not (item.is_operator("not") and not item.means)
    )
    return Said.of(kept, said.world, said.context, said.whole)


def _since_then(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Did not join until 1991" says that it joined in 1991."""
    denied = next((item for item in items if item.is_operator("not")), None)
    if denied is None:
        return items
    end = next((i for i in items if isinstance(i.value, Time) and i.value.relation is Relation.UNTIL), None)
    if end is None or denied.start > end.start or not isinstance(end.value, Time):
        return items
    begun = replace(end, value=replace(end.value, relation=Relation.IN))
    return tuple(begun if item is end else item for item in items if item is not denied)


def _inherited(items: Sequence[Item], context: Sequence[Item]) -> tuple[Item, ...]:
    """The subject of the clause before, where a clause has none of its own and is no relative one."""
    if not context or not items or items[0].is_operator("relative") or any(may_be_subject(item) for item in items):
        return ()
    found = []
    for item in context:
        if may_be_subject(item):
            found.append(item)
        elif item.refs(Sort.RELATION) and found:
            break
    return tuple(found)
