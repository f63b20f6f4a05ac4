"""The heart: how one part of a claim stands to one recorded fact.

Each item of the part is matched by the fact, conflicts with it in a slot that holds one value, is left open (the fact
does not say it), or carries nothing. No language and no file is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from koreacoop.dates import Duration, Relation, Time
from koreacoop.interval import Interval
from koreacoop.model import Count, Item, Meaning, Sort, Step
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.world import World

# Operators that turn the part round, that weaken or bound it, and that only join words.
NEGATIONS = frozenset({"not"})
LIMITING = frozenset({"plan", "hedge", "must", "condition", "deny", "except", "former", "before", "after", "more-than", "fewer-than", "as-many-as", "or"})
RESTRICTING = frozenset({"only", "all"})
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7}


class Outcome(StrEnum):
    """What a fact says of one item."""

    MATCH = "match"
    CONFLICT = "conflict"
    OPEN = "open"
    IGNORED = "ignored"


@dataclass(slots=True)
class Weighing:
    """A part against a fact: an outcome for each item, and what they come to."""

    profile: Profile
    steps: list[Step] = field(default_factory=list)
    negations: int = 0
    predicate: bool = False
    cued: bool = False
    assumed_topic: bool = False

    def of(self, outcome: Outcome) -> list[Step]:
        """The steps with the given outcome."""
        return [step for step in self.steps if step.outcome == outcome]

    @property
    def open(self) -> list[Step]:
        """What the fact does not say."""
        return self.of(Outcome.OPEN)

    @property
    def conflicts(self) -> list[Step]:
        """What cannot be so if the fact is right."""
        return self.of(Outcome.CONFLICT)

    @property
    def matches(self) -> list[Step]:
        """What the fact says too."""
        return self.of(Outcome.MATCH)

    @property
    def affirmed(self) -> bool:
        """Whether claim and fact have the same polarity."""
        return (self.negations % 2 == 0) == self.profile.fact.statement.affirmed


def weigh(items: Sequence[Item], profile: Profile, world: World, context: Sequence[Item] = ()) -> Weighing:
    """Weigh the items of one part against one fact. ``context``: items of the claim before it, for what is left out."""
    weighing = Weighing(profile)
    for index, item in enumerate(items):
        if item.unread:
            step = Step(item, Outcome.OPEN, "unread", "not understood")
        elif item.value is not None:
            step = _weigh_value(item, index, items, weighing, world)
        else:
            step = _weigh_words(item, index, items, weighing, world)
        weighing.steps.append(step)
    _settle_predicate(weighing, context)
    _settle_subject(weighing, items, context, world)
    _settle_roles(weighing, items, world)
    return weighing


# --------------------------------------------------------------------------------------------------------------- words


def _weigh_words(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    profile = weighing.profile
    explained = _explained(item, weighing)
    if explained is not None:
        return explained
    if any(meaning.sort is Sort.OPERATOR for meaning in item.meanings) and not item.refs(Sort.ENTITY):
        return _weigh_operator(item, index, items, weighing, world)
    conflict = _conflict(item, items, profile, world)
    if conflict is not None:
        return conflict
    if any(meaning.sort is Sort.LIGHT for meaning in item.meanings):
        return Step(item, Outcome.IGNORED, "", "")
    denial = next((m for m in item.meanings if m.sort is Sort.RELATION and m.ref in profile.core), None)
    if denial is not None:
        weighing.cued = weighing.predicate = True
        weighing.negations += 1
        return Step(item, Outcome.MATCH, "predicate", f"denies {denial.ref}")
    if item.refs(Sort.RELATION):
        weighing.cued = True
    return Step(item, Outcome.OPEN, "detail", "not recorded")


def _explained(item: Item, weighing: Weighing) -> Step | None:
    """The step of an item that the fact mentions."""
    profile = weighing.profile
    for meaning in item.meanings:
        if meaning.sort is Sort.RELATION and meaning.flag != "denial" and meaning.ref in profile.relations:
            weighing.cued = weighing.predicate = True
            return Step(item, Outcome.MATCH, "predicate", meaning.ref)
    for meaning in item.meanings:
        if meaning.sort in (Sort.ENTITY, Sort.CONCEPT) and meaning.ref in profile.explained:
            return Step(item, Outcome.MATCH, _slot_of(meaning, profile), meaning.ref)
    return None


def _slot_of(meaning: Meaning, profile: Profile) -> str:
    return next((name for name, refs in profile.slots.items() if meaning.ref in refs), meaning.sort.value)


def _conflict(item: Item, items: Sequence[Item], profile: Profile, world: World) -> Step | None:
    """The step of an item that cannot stand beside the fact: an opposite, or another value in a single slot."""
    for meaning in item.meanings:
        if meaning.sort is Sort.CONCEPT:
            against = (world.opposites(meaning.ref) & profile.explained) or (
                {meaning.ref} & frozenset(profile.fact.excludes)
            )
            if against:
                return Step(item, Outcome.CONFLICT, "opposite", f"{meaning.ref} ≠ {min(against)}")
    for meaning in item.meanings:
        if meaning.sort in (Sort.ENTITY, Sort.CONCEPT):
            slot = _occupied_slot(meaning.ref, items, profile, world)
            if slot is not None:
                return Step(item, Outcome.CONFLICT, slot, f"{meaning.ref} ≠ {', '.join(profile.slots[slot])}")
    return None


def _occupied_slot(ref: str, items: Sequence[Item], profile: Profile, world: World) -> str | None:
    """The single-valued or closed slot in which the fact holds another value than ``ref``, one that the claim leaves out."""
    relation = world.relations.get(profile.fact.statement.predicate)
    single = relation.single if relation is not None else frozenset()
    for slot, refs in profile.slots.items():
        closed = profile.fact.complete and slot not in ("subject", "place")
        if slot not in single and not closed:
            continue
        if not any(world.comparable(ref, recorded) for recorded in refs):
            continue
        if any(world.overlap(ref, recorded) for recorded in refs):
            continue
        said = {m.ref for item in items for m in item.meanings if m.sort is Sort.ENTITY}
        if closed or not said & set(refs):
            return slot
    return None


def _weigh_operator(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    names = set(item.refs(Sort.OPERATOR))
    if names & NEGATIONS:
        weighing.negations += 1
        return Step(item, Outcome.IGNORED, "polarity", "negation")
    if names & weighing.profile.operators:
        return Step(item, Outcome.MATCH, "operator", min(names))
    if names & LIMITING or any(name.startswith("factor:") for name in names):
        if "plan" in names and weighing.profile.fact.planned:
            return Step(item, Outcome.MATCH, "operator", "planned")
        return Step(item, Outcome.OPEN, "operator", min(names))
    if names & RESTRICTING:
        return _weigh_restriction(item, index, items, weighing.profile)
    return Step(item, Outcome.IGNORED, "", "")


def _weigh_restriction(item: Item, index: int, items: Sequence[Item], profile: Profile) -> Step:
    """"Only" and "all": beside a number they bound it; elsewhere a list must be recorded as complete."""
    near = items[max(0, index - 1) : index + 3]
    if any(isinstance(other.value, Number | Duration) for other in near):
        return Step(item, Outcome.IGNORED, "quantity", "bound")
    lists = [refs for slot, refs in profile.slots.items() if slot != "subject" and len(refs) > 1]
    said = {meaning.ref for other in items for meaning in other.meanings}
    for refs in lists:
        if said & set(refs):
            if set(refs) <= said and profile.fact.complete:
                return Step(item, Outcome.MATCH, "list", "complete")
            if item.is_operator("only") and not set(refs) <= said:
                return Step(item, Outcome.CONFLICT, "list", f"recorded: {', '.join(refs)}")
    if item.is_operator("all") and profile.fact.complete:
        return Step(item, Outcome.MATCH, "list", "complete")
    return Step(item, Outcome.OPEN, "list", "not recorded as complete")


# -------------------------------------------------------------------------------------------------------------- values


def _weigh_value(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    value = item.value
    if isinstance(value, Time):
        return _weigh_time(item, value, weighing.profile, world)
    if isinstance(value, Duration):
        return _weigh_duration(item, value, weighing.profile)
    assert isinstance(value, Number)
    if value.kind is Kind.ORDINAL:
        return _weigh_ordinal(item, value, weighing.profile)
    return _weigh_number(item, value, index, items, weighing.profile, world)


def _weigh_time(item: Item, time: Time, profile: Profile, world: World) -> Step:
    fact = profile.fact
    named, claimed = time.interval, time.covered()
    if named is None or claimed is None:
        return Step(item, Outcome.OPEN, "when", "a date without its year")
    recorded = fact.statement.when
    if recorded is not None:
        return _compare_times(item, time, claimed, recorded, profile, world)
    as_of = fact.statement.as_of
    if as_of is not None and time.relation in (Relation.IN, Relation.AS_OF, Relation.UNTIL, Relation.BY):
        same = as_of.within(named)
        return Step(item, Outcome.MATCH if same else Outcome.OPEN, "as_of", f"as of {fact.as_of_edtf}")
    if any(known.within(claimed) for known in profile.identified):
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    return Step(item, Outcome.OPEN, "when", "no date recorded")


def _compare_times(
    item: Item, time: Time, claimed: Interval, recorded: Interval, profile: Profile, world: World
) -> Step:
    fact = profile.fact
    relation = world.relations.get(fact.statement.predicate)
    lasting = relation is not None and relation.aspect == "state" and recorded.first != recorded.last
    spans = "/" in fact.when_edtf
    detail = f"{time.edtf} / {fact.when_edtf}"
    if spans and time.interval is not None:
        return _compare_span(item, time, time.interval, recorded, detail, lasting)
    if recorded.within(claimed):
        return Step(item, Outcome.MATCH, "when", detail)
    if recorded.disjoint(claimed):
        return Step(item, Outcome.CONFLICT, "when", f"{time.edtf} ≠ {fact.when_edtf}")
    return Step(item, Outcome.OPEN, "when", f"{time.edtf} is more precise than {fact.when_edtf}")


def _compare_span(item: Item, time: Time, named: Interval, recorded: Interval, detail: str, lasting: bool) -> Step:
    """A recorded period: its ends decide "until" and "since", the whole of it a claimed period."""
    if time.relation in (Relation.UNTIL, Relation.BY):
        same = recorded.last is not None and Interval(recorded.last, recorded.last).within(named)
    elif time.relation is Relation.SINCE:
        same = recorded.first is not None and Interval(recorded.first, recorded.first).within(named)
    elif time.relation is Relation.SPAN:
        same = (named.first, named.last) == (recorded.first, recorded.last)
    else:
        same = named.within(recorded) or recorded.within(named)
    return Step(item, Outcome.MATCH if same else Outcome.CONFLICT, "when", detail)


def _weigh_duration(item: Item, duration: Duration, profile: Profile) -> Step:
    for count in profile.fact.statement.counts:
        scaled = _same_scale(duration, count)
        if scaled is not None:
            return _counted(item, compare(scaled[0], scaled[1]), "duration", count)
    return Step(item, Outcome.OPEN, "duration", "no such length of time recorded")


def _same_scale(duration: Duration, count: Count) -> tuple[Quantity, Quantity] | None:
    """Claimed and recorded length of time in one unit, or None if the count is no length of time."""
    for scale in (_MONTHS, _DAYS):
        if duration.unit in scale and count.unit in scale:
            claimed = Quantity(
                duration.low, duration.high, duration.low_open, duration.high_open, duration.approximate
            )
            return scaled(claimed, scale[duration.unit]), scaled(count.quantity, scale[count.unit])
    return None


def scaled(quantity: Quantity, factor: int) -> Quantity:
    """A quantity in a unit ``factor`` times as small."""
    by = Decimal(factor)
    return Quantity(
        None if quantity.low is None else quantity.low * by,
        None if quantity.high is None else quantity.high * by,
        quantity.low_open,
        quantity.high_open,
        quantity.approximate,
        quantity.exact,
        quantity.vague,
        None if quantity.step is None else quantity.step * by,
    )


def _weigh_ordinal(item: Item, number: Number, profile: Profile) -> Step:
    recorded = profile.fact.statement.ordinal
    claimed = number.quantity.low
    if recorded is None:
        return Step(item, Outcome.OPEN, "ordinal", "no ordinal recorded")
    same = claimed == recorded
    return Step(item, Outcome.MATCH if same else Outcome.CONFLICT, "ordinal", f"{claimed} {'=' if same else '≠'} {recorded}")


def _weigh_number(
    item: Item, number: Number, index: int, items: Sequence[Item], profile: Profile, world: World
) -> Step:
    counts = [count for count in profile.fact.statement.counts if _counts_same(count, number, index, items, profile, world)]
    if not counts:
        return Step(item, Outcome.OPEN, "quantity", "no such count recorded")
    results = [(compare(number.quantity, count.quantity), count) for count in counts]
    for wanted in (Comparison.HOLDS, Comparison.FAILS, Comparison.OPEN):
        for result, count in results:
            if result is wanted:
                return _counted(item, result, "quantity", count)
    raise AssertionError("a comparison has one of three results")


def _counted(item: Item, result: Comparison, slot: str, count: Count) -> Step:
    outcome = {Comparison.HOLDS: Outcome.MATCH, Comparison.FAILS: Outcome.CONFLICT, Comparison.OPEN: Outcome.OPEN}[result]
    return Step(item, outcome, slot, f"recorded: {say(count.quantity)} {count.unit}")


def say(quantity: Quantity) -> str:
    """A quantity in signs: 115, > 150, 400000000–500000000."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return f"{low:,f}"
    if high is None:
        return f"{'>' if quantity.low_open else '≥'} {low:,f}"
    if low is None:
        return f"{'<' if quantity.high_open else '≤'} {high:,f}"
    return f"{low:,f}–{high:,f}"


def _counts_same(
    count: Count, number: Number, index: int, items: Sequence[Item], profile: Profile, world: World
) -> bool:
    """Whether a number of the claim counts what a recorded count counts."""
    if number.kind is Kind.MONEY:
        return is_money(count.unit, world)
    if is_money(count.unit, world):
        return False
    after, before = _nouns(items, index, 1), _nouns(items, index, -1)
    wanted = world.above(count.unit)
    near = [nouns for nouns in (after[:2], before[:1]) if nouns]
    if any(_refs(noun) & wanted for nouns in near for noun in nouns):
        return True
    others = [other for other in profile.fact.statement.counts if other is not count]
    if any(_refs(noun) & world.above(other.unit) for other in others for nouns in near for noun in nouns):
        return False
    return not others and all(_refs(noun) & (profile.explained | profile.relations) for noun in after[:1])


def is_money(unit: str, world: World) -> bool:
    """Whether a unit is a currency."""
    return "currency" in world.above(unit)


def _refs(item: Item) -> set[str]:
    return {meaning.ref for meaning in item.meanings}


def _nouns(items: Sequence[Item], index: int, step: int) -> list[Item]:
    """The items with content on one side of ``index``, nearest first."""
    side = items[index + 1 :] if step > 0 else items[:index][::-1]
    return [item for item in side if item.value is None and any(m.sort in (Sort.CONCEPT, Sort.ENTITY) for m in item.meanings)]


# ----------------------------------------------------------------------------------------------------- what is left out


def _settle_predicate(weighing: Weighing, context: Sequence[Item]) -> None:
    """A part without a cue of its own takes the cue of the part before it, or stands as a bare noun phrase."""
    if weighing.predicate or weighing.cued:
        return
    for item in context:
        if any(m.sort is Sort.RELATION and m.ref in weighing.profile.relations for m in item.meanings):
            weighing.predicate = True
            return
    weighing.predicate = len(weighing.matches) + len(weighing.conflicts) >= 2


def _settle_subject(weighing: Weighing, items: Sequence[Item], context: Sequence[Item], world: World) -> None:
    """A fact about another subject than the topic needs that subject, or its object, to be named."""
    profile = weighing.profile
    subject = set(profile.slots.get("subject", ()))
    if world.topic in subject:
        weighing.assumed_topic = not any(world.topic in _refs(item) for item in items)
        return
    named = {ref for item in (*items, *context) for ref in _refs(item)}
    wanted = {above for refs in profile.slots.values() for ref in refs for above in world.above(ref)}
    if not named & wanted and not any(step.slot != "predicate" for step in weighing.matches):
        weighing.predicate = False


def _settle_roles(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """In a directed relation the parties may not be exchanged."""
