"""Mentions, cues, concepts and operators of a claim against one fact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from koreacoop.dates import Duration, Time
from koreacoop.dockets import Mention, Said, docket_of
from koreacoop.grammar import FACTOR
from koreacoop.hosting import may_host
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.numbers import Number
from koreacoop.operators import LIMITING, NEGATIONS, RESTRICTING, SHARED
from koreacoop.phrasing import PLANNED
from koreacoop.profiles import Profile
from koreacoop.scales import DENIES, ORDINAL, OWN, Weighing, is_origin, refs_of
from koreacoop.views import COARSE, MENTIONED, View, closeness_of
from koreacoop.world import World, called

_PLAIN = frozenset({"plain", "either", "ended", "existence"})
"""Flags of negations that deny a verb or a noun."""


def weigh_words(mention: Mention, view: View, index: int, said: Said, weighing: Weighing, before: Step | None) -> Step:
    """The step of an item without a value: a mention, a cue, a concept or an operator. ``before``: the last step."""
    profile, item, sense = weighing.profile, mention.item, mention.sense
    if sense.planned and not profile.fact.planned and PLANNED.isdisjoint(profile.operators):
        return Step(item, Outcome.OPEN, "operator", "plan")
    if _orders_otherwise(mention, profile):
        outcome = Outcome.OPEN if _tells_how_often(mention, index, said, profile) else Outcome.CONFLICT
        return Step(item, outcome, "ordinal", f"{item.surface} ≠ {profile.fact.statement.ordinal}")
    if sense.orders and (not sense.verbal or sense.relations.isdisjoint(profile.core)):
        return _weigh_operator(item, index, said, weighing, before)
    if view.closeness >= 0:
        note_cue(view.closeness, weighing)
    decided = _mentioned(mention, view, said) or _cued(mention, view)
    if decided is not None:
        if view.denial and decided.outcome is Outcome.CONFLICT and decided.slot == "opposite":
            note_cue(closeness_of(view.denial, profile, said.world), weighing)  # the contrary of the fact's own verb
        return _deny(item, view.denial, weighing, said.world) if _denies(view, decided.slot) else decided
    if sense.turns:
        return _weigh_operator(item, index, said, weighing, before)
    return _unmentioned(mention, view, weighing, said.world)


def _unmentioned(mention: Mention, view: View, weighing: Weighing, world: World) -> Step:
    """The step of words that the fact does not mention and that do not turn the part: they deny, or are open."""
    if mention.sense.light:
        return mention.step(Outcome.IGNORED, "", "")
    if view.denial:
        return _deny(mention.item, view.denial, weighing, world)
    weighing.cued = weighing.cued or bool(mention.sense.relations)
    return mention.unrecorded[0]


def _orders_otherwise(mention: Mention, profile: Profile) -> bool:
    """Whether a word says another ordinal than the recorded one."""
    recorded, said = profile.fact.statement.ordinal, mention.sense.ordinals
    return bool(said) and recorded is not None and said != {f"{ORDINAL}{recorded}"}


def _tells_how_often(mention: Mention, index: int, said: Said, profile: Profile) -> bool:
    """Whether an ordinal tells that somebody did something for the first time, and not which one an event was.

    It tells which one if it stands right before what names the event ("the first ministerial").
    """
    events = [ref for ref in profile.fact.statement.subject if said.world.is_edition(ref)]
    names = {name for ref in events for name in called(ref, said.world)}
    behind = next((item for item in said.items[index + 1 :] if item.has_content), None)
    numbers = "nominal" not in mention.item.traits and behind is not None and not names.isdisjoint(behind.ids)
    return bool(events) and not numbers


def note_cue(closeness: int, weighing: Weighing) -> None:
    """Note that words cue a relation that the fact states, also where they come to be something else that it has."""
    weighing.cued = True
    weighing.core = max(weighing.core, closeness)
    weighing.predicate = weighing.core > 0


def _cued(mention: Mention, view: View) -> Step | None:
    """The step of a cue of what the fact states; "the first" is one only of what is recorded to be a first."""
    sense, profile = mention.sense, view.profile
    unordered = profile.fact.statement.ordinal is None and sense.relations.isdisjoint(profile.core)
    if sense.ordinals and unordered:
        return Step(mention.item, Outcome.OPEN, "ordinal", "no ordinal recorded")
    return Step(mention.item, Outcome.MATCH, "predicate", view.cue) if view.cue else None


def _denies(view: View, slot: str) -> bool:
    """Whether words that come near to something in the fact are the contrary of what it says."""
    return slot == COARSE and view.denial == view.profile.predicate


def _deny(item: Item, relation: str, weighing: Weighing, world: World) -> Step:
    """The step of a word for the opposite of what the fact says."""
    weighing.cued = weighing.predicate = True
    weighing.core = max(weighing.core, closeness_of(relation, weighing.profile, world))
    weighing.deny(plain=False)
    weighing.antonym = True
    return Step(item, Outcome.MATCH, "predicate", f"{DENIES}{relation}")


def _mentioned(mention: Mention, view: View, said: Said) -> Step | None:
    """The step of what the fact mentions, or of what stands against it.

    A named thing that conflicts goes before its class that matches; a class that matches before its opposite; what is
    only mentioned gives way to a place that is told.
    """
    item, met = mention.item, view.mentioned
    if met is None or met[0] in (COARSE, "predicate"):
        conflict = _conflict(item, view, said)
        if conflict is not None and (met is None or conflict.slot != "opposite"):
            return conflict
    elif met[0] == MENTIONED and item.case is Case.IN:
        placed = _conflict(item, view, said)
        if placed is not None and placed.slot == "place":
            return placed
        if _is_elsewhere(mention, view.profile, said.world):
            return Step(item, Outcome.OPEN, "place", "not recorded to be there")
    return None if met is None else Step(item, Outcome.MATCH, *met)


def _is_elsewhere(mention: Mention, profile: Profile, world: World) -> bool:
    """Whether a part says of an event that it was at a body, or in a place, that the fact only mentions."""
    if mention.sense.bodily:
        return docket_of(profile, world).happens
    named, places = mention.item.refs(Sort.ENTITY), profile.slots.get("place", ())
    apart = not any(world.overlap(ref, place) for ref in named for place in places)
    return bool(places) and apart and all(world.is_place(ref) for ref in named)


def _conflict(item: Item, view: View, said: Said) -> Step | None:
    """The step of an item that cannot stand beside the fact: an opposite, or another value in a single slot."""
    if view.excluded and _was_before(item, view, said):
        return Step(item, Outcome.IGNORED, "from", "what was before")
    if view.excluded:
        return Step(item, Outcome.CONFLICT, "excluded", f"the record excludes {view.excluded}")
    for ref, against in () if _is_of_standard(item, said.items) else view.against:
        if not any(refs_of(other) & against for other in said.items if other is not item):
            return Step(item, Outcome.CONFLICT, "opposite", f"{ref} ≠ {min(against)}")
    for ref, slot, refs, closed in view.rivals:
        if slot == "subject" and view.closeness == OWN and said.world.kind(ref) == "office":
            continue  # who presides over a meeting need hold no such office
        if slot == "host" and not may_host(item, ref, view.profile.predicate, said.items, said.world):
            continue
        if not (slot == "subject" and said.adds) and (closed or said.entities.isdisjoint(refs)):
            if slot == "place" and any(said.world.may_be_at(ref, body) for body in refs):
                return Step(item, Outcome.OPEN, slot, "not recorded so closely")
            return Step(item, Outcome.CONFLICT, slot, f"{ref} ≠ {', '.join(refs)}")
    return None


def _is_of_standard(item: Item, items: Sequence[Item]) -> bool:
    """Whether a word describes what something is compared with ("than the old programme")."""
    place = next(place for place, one in enumerate(items) if one is item)
    before = [one for one in items[:place] if not one.refs(Sort.LIGHT)][-1:]
    marked = "than" in item.traits or any("than" in one.traits for one in items[place + 1 : place + 2])
    return marked or any(one.is_operator("than") for one in before)


def _was_before(item: Item, view: View, said: Said) -> bool:
    """Whether a part tells of a change from something to what the fact has now."""
    own = view.profile.own
    return _is_within_origin(item, said.items) and any(
        not is_origin(goal) and not own.isdisjoint(goal.refs(Sort.CONCEPT)) for goal in said.items
    )


def _is_within_origin(item: Item, items: Sequence[Item]) -> bool:
    """Whether a word is marked as what something comes from, or belongs to a phrase that is ("عن عقده وجها لوجه")."""
    place = next(place for place, one in enumerate(items) if one is item)
    for one in reversed(items[: place + 1]):
        if is_origin(one):
            return one is item or not _is_denied(one, items)
        if one.case or one.refs(Sort.OPERATOR) or "and" in one.traits:
            break
    return False


def _is_denied(item: Item, items: Sequence[Item]) -> bool:
    """Whether a word that denies stands right before another ("instead of …")."""
    return any(then is item and one.is_operator("not", "but-not") for one, then in pairwise(items))


def _weigh_operator(item: Item, index: int, said: Said, weighing: Weighing, told: Step | None) -> Step:
    names = set(item.refs(Sort.OPERATOR))
    if "after" in names and told is not None and told.outcome is Outcome.MATCH and told.slot == "duration":
        return Step(item, Outcome.IGNORED, "duration", "after so long")
    merely = "not-only" in names & weighing.profile.operators and not weighing.profile.fact.statement.affirmed
    planned = "plan" in weighing.profile.operators and _is_planned(said.items)
    if planned and ("but-not" in names or ("after" in names and index == 0)):
        return Step(item, Outcome.IGNORED, "operator", "what was planned instead")
    if names & NEGATIONS or merely:
        if item.has_flag("sentence"):
            weighing.deny_all()
        else:
            weighing.deny(plain=any(m.flag in _PLAIN for m in item.meanings))
        return Step(item, Outcome.IGNORED, "polarity", "negation")
    together = "same-time" in names & weighing.profile.operators and index > 0
    shared = names & SHARED & weighing.profile.operators
    if (
        shared
        and item.is_operator("except")
        and _leaves_out_recorded(said.items[index + 1 :], weighing.profile, said.world)
    ):
        return Step(item, Outcome.OPEN, "operator", "except")
    if shared or together:
        return Step(item, Outcome.IGNORED, "operator", min(names))
    if names & LIMITING or any(name.startswith(FACTOR) for name in names):
        if "plan" in names and weighing.profile.fact.planned:
            return Step(item, Outcome.IGNORED, "operator", "planned")
        return Step(item, Outcome.OPEN, "operator", min(names))
    if names & RESTRICTING:
        return _weigh_restriction(item, index, said.items, weighing.profile, said.world)
    return Step(item, Outcome.IGNORED, "", "")


def _leaves_out_recorded(behind: Sequence[Item], profile: Profile, world: World) -> bool:
    """Whether those whom an "except" leaves out are some to whom it was done by the record."""
    named = takewhile(lambda item: item.refs(Sort.ENTITY) or not item.has_content, behind)
    refs = (ref for item in named for ref in item.refs(Sort.ENTITY))
    return any(member in profile.slots.get("object", ()) for member in _members(tuple(refs), world))


def _is_planned(items: Sequence[Item]) -> bool:
    """Whether a part tells of a plan in a word of its own ("the originally planned session")."""
    return any(item.is_operator("plan") for item in items)


def _weigh_restriction(item: Item, index: int, items: Sequence[Item], profile: Profile, world: World) -> Step:
    """ "Only" and "all": beside a number they bound it; elsewhere a list must be recorded as complete."""
    if any(other.is_operator("not-only") for other in items):
        return Step(item, Outcome.IGNORED, "list", "not only")
    if any(m.flag == "reinforcer" for m in item.meanings) and any(other.is_operator("not") for other in items):
        return Step(item, Outcome.IGNORED, "polarity", "not any")
    if item.is_operator("all") and _is_of_named(item, index, items, world):
        return Step(item, Outcome.IGNORED, "list", "each that is named")
    near = items[max(0, index - 3) : index + 3]
    if any(isinstance(other.value, Number | Duration) for other in near):
        return Step(item, Outcome.IGNORED, "quantity", "bound")
    apart = index == 0 or items[index - 1].end < item.start
    if apart and item.is_operator("only") and any(isinstance(other.value, Time) for other in _following(items, index)):
        return Step(item, Outcome.IGNORED, "when", "then and at no other time")
    alone = _alone(item, index, items, profile, world)
    lists = [
        _members(refs, world)
        for slot, refs in profile.slots.items()
        if (slot in alone if alone else slot != "subject" or item.is_operator("all"))
    ]
    lists = [refs for refs in lists if len(_apart(refs, world)) > 1]
    said = {meaning.ref for other in items for meaning in other.meanings}
    # Those of a group who are listed need not be all of it: "all partners" are more than those who are named.
    grouped = said if item.is_operator("only") else {m.ref for other in items[:index] for m in other.meanings}
    said |= {member for ref in grouped for member in world.members(ref)}
    for refs in lists:
        if said & set(refs):
            if set(refs) <= said and profile.fact.complete:
                return Step(item, Outcome.MATCH, "list", "complete")
            if item.is_operator("only") and not set(refs) <= said:
                return Step(item, Outcome.CONFLICT, "list", f"recorded: {', '.join(refs)}")
    return Step(item, Outcome.OPEN, "list", "not recorded as complete")


def _is_of_named(item: Item, index: int, items: Sequence[Item], world: World) -> bool:
    """Whether an "all" is of several who are named beside it, one by one ("each of A and B", "A, B and C all")."""
    each = item.has_flag("each")
    beside = items[index + 1 :] if each else items[:index][::-1]
    run = list(takewhile(lambda one: _is_noun(one) or not (one.has_content or one.unread), beside))
    joined = any(one.is_operator("and") or one.has_flag(",") for one in run)
    named = [one for one in run if one.refs(Sort.ENTITY) or (joined and one.means)]
    plainly = each and not any(one.refs(Sort.CONCEPT) for one in named)  # no "partners", whoever they are
    return len(named) > 1 or (plainly and len(_members([ref for one in named for ref in one.ids], world)) > 1)


def _is_noun(item: Item) -> bool:
    return (
        item.means and (bool(item.refs(Sort.ENTITY)) or not item.refs(Sort.RELATION)) and not item.refs(Sort.OPERATOR)
    )


def _alone(item: Item, index: int, items: Sequence[Item], profile: Profile, world: World) -> list[str]:
    """The slots of who or what an "only" right beside a name sets apart from others; none where it is not told."""
    before, after = items[max(0, index - 1) : index], items[index + 1 : index + 2]
    plainly = item.has_flag("alone")
    beside = (*before, *after) if plainly else _set_apart(item, before, items[index + 1 :])
    named = next((other.refs(Sort.ENTITY) for other in beside if other.refs(Sort.ENTITY)), ())
    slots = {slot: _members(refs, world) for slot, refs in profile.slots.items()}
    return [slot for slot, refs in slots.items() if set(refs) & set(named) and (plainly or len(refs) > 1)]


def _following(items: Sequence[Item], index: int) -> Sequence[Item]:
    """What stands next behind a word, but for what carries nothing and prepositions."""
    return next(([item] for item in items[index + 1 :] if item.has_content or not item.refs(Sort.OPERATOR)), [])


def _set_apart(item: Item, before: Sequence[Item], after: Sequence[Item]) -> Sequence[Item]:
    """What an "only" sets apart: a word that it is written on to, or what a part begins with, behind it."""
    if before:
        return [other for other in before if other.end == item.start]
    return [other for other in after if not other.refs(Sort.LIGHT)][:1]


def _apart(refs: Sequence[str], world: World) -> list[str]:
    """The members of a list without those that only name another one less closely (a series, beside its session)."""
    return [ref for ref in refs if not any(ref != other and ref in world.above(other) for other in refs)]


def _members(refs: Sequence[str], world: World) -> tuple[str, ...]:
    """The refs of a slot with a group as its members."""
    return tuple(member for ref in refs for member in (sorted(world.members(ref)) or (ref,)))
