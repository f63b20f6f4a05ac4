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
from koreacoop.model import Case, Count, Item, Meaning, Sort, Step
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.world import World

# Operators that turn the part round, that weaken or bound it, and that only join words.
NEGATIONS = frozenset({"not", "but-not"})
LIMITING = frozenset(
    {
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
    }
)
RESTRICTING = frozenset({"only", "all"})
# What a wording may say too: then the claim may.
SHARED = frozenset({"plan", "hedge", "must", "condition", "except", "former"}) | RESTRICTING
_ACTORS = frozenset({"country", "territory", "organisation", "alliance", "person", "office", "bank", "agency"})
_OBLIQUE = frozenset({Case.TO, Case.OBJECT, Case.FROM})
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
    plain_negations: int = 0
    lexical_negations: int = 0
    antonym: bool = False
    """The predicate was met by a word for its opposite."""
    predicate: bool = False
    core: int = 0
    """2: a cue of the fact's own relation was met; 1: one that all its wordings have too, or none was needed; 0: neither."""
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

    def deny(self, plain: bool) -> None:
        """Note a negation; plain ones may stand twice and deny once (neither … nor)."""
        if plain:
            self.plain_negations = 1
        else:
            self.lexical_negations += 1

    @property
    def negated(self) -> bool:
        """Whether the part denies what it says."""
        return (self.plain_negations + self.lexical_negations) % 2 == 1

    @property
    def affirmed(self) -> bool:
        """Whether claim and fact have the same polarity."""
        return self.negated != self.profile.fact.statement.affirmed


def weigh(
    items: Sequence[Item], profile: Profile, world: World, context: Sequence[Item] = (), whole: bool = True
) -> Weighing:
    """Weigh the items of one part against one fact.

    ``context`` holds the items of the claim before the part, for what it leaves out; ``whole``: there are no others.
    """
    weighing = Weighing(profile)
    items = _without_exclusion((*_inherited(items, context), *items))
    for index, item in enumerate(items):
        if item.unread:
            step = Step(item, Outcome.OPEN, "unread", "not understood")
        elif item.value is not None:
            step = _weigh_value(item, index, items, weighing, world)
        else:
            step = _weigh_words(item, index, items, weighing, world)
        weighing.steps.append(step)
    _settle_predicate(weighing, context, whole)
    _settle_offices(weighing, items, world)
    _settle_subject(weighing, items, context, world)
    _settle_roles(weighing, items, world)
    return weighing


def _without_exclusion(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Not … except X" says X: the two cancel each other."""
    denied = next((item for item in items if item.is_operator("not")), None)
    excepting = next((item for item in items if item.is_operator("except")), None)
    if denied is None or excepting is None or denied.start > excepting.start:
        return items
    return tuple(item for item in items if item is not denied and item is not excepting)


def _inherited(items: Sequence[Item], context: Sequence[Item]) -> tuple[Item, ...]:
    """The subject of the clause before, where a clause has none of its own and is no relative one."""
    if not context or not items or items[0].is_operator("relative") or any(_may_be_subject(item) for item in items):
        return ()
    found = []
    for item in context:
        if _may_be_subject(item):
            found.append(item)
        elif item.refs(Sort.RELATION) and found:
            break
    return tuple(found)


def _may_be_subject(item: Item) -> bool:
    return (
        item.case in (Case.NONE, Case.SUBJECT, Case.TOPIC) and bool(item.refs(Sort.ENTITY)) and not _is_adjective(item)
    )


# --------------------------------------------------------------------------------------------------------------- words


def _weigh_words(item: Item, index: int, items: Sequence[Item], weighing: Weighing, world: World) -> Step:
    profile = weighing.profile
    verbal = any(m.sort is Sort.OPERATOR and (m.flag == "verb" or m.ref == "same-time") for m in item.meanings)
    cued = verbal and any(m.sort is Sort.RELATION and m.ref in profile.core for m in item.meanings)
    if item.is_operator("before", "after", "same-time", *NEGATIONS) and not cued:
        return _weigh_operator(item, index, items, weighing, world)
    explained = _explained(item, weighing, world)
    conflict = (
        None
        if explained is not None and explained.slot not in ("concept", "predicate")
        else _conflict(item, items, profile, world)
    )
    decided = _more_particular(explained, conflict) or _cue(item, profile)
    if decided is not None:
        return decided
    if any(meaning.sort is Sort.OPERATOR for meaning in item.meanings) and not item.refs(Sort.ENTITY):
        return _weigh_operator(item, index, items, weighing, world)
    if any(meaning.sort is Sort.LIGHT for meaning in item.meanings):
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
    for wanted in (Sort.ENTITY, Sort.CONCEPT):
        for meaning in item.meanings:
            if (
                meaning.sort is wanted
                and _in_fact(meaning.ref, profile, world)
                and not _is_placed_metonym(item, meaning, profile)
            ):
                cues = any(m.sort is Sort.RELATION and m.ref in profile.relations for m in item.meanings)
                slot = "predicate" if cues and wanted is Sort.CONCEPT else _slot_of(meaning, profile)
                return Step(item, Outcome.MATCH, slot, meaning.ref)
    return None


def _closeness(relation: str, profile: Profile, world: World) -> int:
    if relation in world.implied(profile.fact.statement.predicate):
        return 2
    return int(relation in profile.core)


def _is_placed_metonym(item: Item, meaning: Meaning, profile: Profile) -> bool:
    """Whether a capital's name tells where something was, and so does not stand for its country."""
    return meaning.flag == "metonym" and (item.case is Case.IN or meaning.ref in profile.slots.get("place", ()))


def _in_fact(ref: str, profile: Profile, world: World) -> bool:
    """Whether the fact mentions something, or all members of a group."""
    members = world.members(ref)
    return ref in profile.explained or (bool(members) and members <= profile.explained)


def _cue(item: Item, profile: Profile) -> Step | None:
    """The step of an item that cues a relation which the fact states, its own before others."""
    for known in (profile.core, profile.relations):
        for meaning in item.meanings:
            if meaning.sort is Sort.RELATION and meaning.flag != "denial" and meaning.ref in known:
                return Step(item, Outcome.MATCH, "predicate", meaning.ref)
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
            if against and not any(_refs(other) & against for other in items if other is not item):
                return Step(item, Outcome.CONFLICT, "opposite", f"{meaning.ref} ≠ {min(against)}")
    for meaning in item.meanings:
        if meaning.sort in (Sort.ENTITY, Sort.CONCEPT):
            slot = _occupied_slot(item, meaning.ref, items, profile, world)
            if slot is not None:
                return Step(item, Outcome.CONFLICT, slot, f"{meaning.ref} ≠ {', '.join(profile.slots[slot])}")
    return None


def _occupied_slot(item: Item, ref: str, items: Sequence[Item], profile: Profile, world: World) -> str | None:
    """The single-valued or closed slot in which the fact holds another value than ``ref``, one that the claim leaves out."""
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
        if any(world.overlap(ref, recorded) for recorded in profile.own):
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
    if names & NEGATIONS:
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
    near = items[max(0, index - 3) : index + 3]
    if any(isinstance(other.value, Number | Duration) for other in near):
        return Step(item, Outcome.IGNORED, "quantity", "bound")
    lists = [_members(refs, world) for slot, refs in profile.slots.items() if slot != "subject"]
    lists = [refs for refs in lists if len(refs) > 1]
    said = {meaning.ref for other in items for meaning in other.meanings}
    said |= {member for ref in said for member in world.members(ref)}
    for refs in lists:
        if said & set(refs):
            if set(refs) <= said and profile.fact.complete:
                return Step(item, Outcome.MATCH, "list", "complete")
            if item.is_operator("only") and not set(refs) <= said:
                return Step(item, Outcome.CONFLICT, "list", f"recorded: {', '.join(refs)}")
    if item.is_operator("all") and profile.fact.complete:
        return Step(item, Outcome.MATCH, "list", "complete")
    return Step(item, Outcome.OPEN, "list", "not recorded as complete")


def _members(refs: Sequence[str], world: World) -> tuple[str, ...]:
    """The refs of a slot with a group as its members."""
    return tuple(member for ref in refs for member in (sorted(world.members(ref)) or (ref,)))


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
    if time.relation is Relation.IN and any(known.within(claimed) for known in profile.identified):
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    if time.relation is Relation.SPAN and claimed in profile.identified:
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    return Step(item, Outcome.OPEN, "when", "no date recorded")


def _compare_times(
    item: Item, time: Time, claimed: Interval, recorded: Interval, profile: Profile, world: World
) -> Step:
    fact = profile.fact
    detail = (
        f"{fact.when_edtf} = {time.edtf}" if fact.when_edtf == time.edtf else f"{fact.when_edtf} against {time.edtf}"
    )
    assert time.interval is not None
    if "/" in fact.when_edtf:
        return _compare_span(item, time, time.interval, recorded, detail)
    if time.relation is Relation.SPAN:
        return Step(item, Outcome.OPEN, "when", "a period is claimed, one date recorded")
    # What begins "since" a date, or ends "until" it, does so at that date.
    at_a_point = time.relation in (Relation.SINCE, Relation.UNTIL)
    claimed = time.interval if at_a_point else claimed
    if recorded.within(claimed):
        return Step(item, Outcome.MATCH, "when", detail)
    if recorded.disjoint(claimed) and time.relation is not Relation.UNTIL:
        return Step(item, Outcome.CONFLICT, "when", f"{time.edtf} ≠ {fact.when_edtf}")
    return Step(item, Outcome.OPEN, "when", f"{time.edtf} is more precise than {fact.when_edtf}")


def _compare_span(item: Item, time: Time, named: Interval, recorded: Interval, detail: str) -> Step:
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
            claimed = Quantity(duration.low, duration.high, duration.low_open, duration.high_open, duration.approximate)
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
    return Step(
        item, Outcome.MATCH if same else Outcome.CONFLICT, "ordinal", f"{claimed} {'=' if same else '≠'} {recorded}"
    )


def _weigh_number(
    item: Item, number: Number, index: int, items: Sequence[Item], profile: Profile, world: World
) -> Step:
    low = number.quantity.low
    if low is not None and 0 < low < 1:
        return Step(item, Outcome.OPEN, "quantity", "a share is claimed")
    counts = [
        count for count in profile.fact.statement.counts if _counts_same(count, number, index, items, profile, world)
    ]
    if not counts:
        return Step(item, Outcome.OPEN, "quantity", "no such count recorded")
    if any(number.unit is not None and not _same_currency(number.unit, count.unit, world) for count in counts):
        return Step(item, Outcome.CONFLICT, "quantity", f"{number.unit} ≠ {counts[0].unit}")
    results = [(compare(number.quantity, count.quantity), count) for count in counts]
    gap = any(other.is_operator("more-than", "fewer-than") for other in items[max(0, index - 1) : index + 2])
    for wanted in (Comparison.HOLDS, Comparison.FAILS, Comparison.OPEN):
        for result, count in results:
            if result is wanted:
                # "Four more areas" is a difference: it is no other total.
                result = Comparison.OPEN if gap and result is Comparison.FAILS else result
                return _counted(item, result, "quantity", count)
    raise AssertionError("a comparison has one of three results")


def _counted(item: Item, result: Comparison, slot: str, count: Count) -> Step:
    outcome = {Comparison.HOLDS: Outcome.MATCH, Comparison.FAILS: Outcome.CONFLICT, Comparison.OPEN: Outcome.OPEN}[
        result
    ]
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
    """Whether a number of the claim counts what a recorded count counts: the nearest nouns tell, or a counter written on it."""
    money = is_money(count.unit, world)
    if number.unit is not None or money:
        return money and number.unit is not None
    wanted = world.classes(count.unit)
    own = _refs(items[index])
    if own & set(world.concepts) - {"counter"}:
        return bool(own & wanted)
    group = _group_after(items, index)
    alone = sum(isinstance(item.value, Number) for item in items) == 1
    before = [] if group else _nouns(items, index, -1)[: None if alone else 2]
    exact = {ref for noun in group or before[:1] for ref in _refs(noun)} & world.units
    if exact and not exact & wanted:
        return False
    if any(
        _refs(noun) & wanted or any(count.unit in world.classes(ref) for ref in noun.refs(Sort.CONCEPT))
        for noun in (*group, *before)
    ):
        return True
    if len(profile.fact.statement.counts) > 1:
        return False
    if not group:
        return not before
    if count.unit in _MONTHS or count.unit in _DAYS or group[0].refs(Sort.ENTITY):
        return False
    concepts = set(group[0].refs(Sort.CONCEPT))
    return bool(concepts & profile.explained) and not concepts & world.units


def is_money(unit: str, world: World) -> bool:
    """Whether a unit is a currency."""
    return "currency" in world.above(unit)


def _same_currency(name: str, unit: str, world: World) -> bool:
    """Whether the currency of a number ("Dollar", "EUR") is that of a recorded amount."""
    concept = world.concepts.get(unit)
    words = {word.casefold() for words in concept.words.values() for word in words} if concept else set()
    return name.casefold() in words | {unit.casefold()} or name.casefold().rsplit(" ", 1)[-1] in words


def _group_after(items: Sequence[Item], index: int) -> list[Item]:
    """The nouns that follow a number without a word between."""
    group = []
    for item in items[index + 1 :]:
        if item.value is not None or not any(m.sort in (Sort.CONCEPT, Sort.ENTITY) for m in item.meanings):
            break
        group.append(item)
    return group[:3]


def _refs(item: Item) -> set[str]:
    return {meaning.ref for meaning in item.meanings}


def _nouns(items: Sequence[Item], index: int, step: int) -> list[Item]:
    """The items with content on one side of ``index``, nearest first."""
    side = items[index + 1 :] if step > 0 else items[:index][::-1]
    return [
        item
        for item in side
        if item.value is None and any(m.sort in (Sort.CONCEPT, Sort.ENTITY) for m in item.meanings)
    ]


# ----------------------------------------------------------------------------------------------------- what is left out


def _settle_predicate(weighing: Weighing, context: Sequence[Item], whole: bool) -> None:
    """A part without a cue of its own takes the cue of the part before it, or stands as a bare noun phrase."""
    if weighing.predicate:
        return
    if weighing.cued:
        weighing.predicate = len(_filled(weighing)) >= 2
        return
    for item in context:
        if any(m.sort is Sort.RELATION and m.ref in weighing.profile.core for m in item.meanings):
            weighing.predicate, weighing.core = True, 1
            return
    weighing.predicate = whole and len(weighing.matches) + len(weighing.conflicts) >= 2
    weighing.core = int(weighing.predicate)


def _filled(weighing: Weighing) -> set[str]:
    """The slots of the fact that the part fills, rightly or wrongly."""
    return {
        step.slot
        for step in (*weighing.matches, *weighing.conflicts)
        if step.slot not in ("predicate", "concept", "operator")
    }


def _settle_subject(weighing: Weighing, items: Sequence[Item], context: Sequence[Item], world: World) -> None:
    """A fact about another subject than the topic needs that subject, or its object, to be named."""
    profile = weighing.profile
    subject = set(profile.slots.get("subject", ()))
    if world.topic in subject:
        weighing.assumed_topic = not any(world.topic in _refs(item) for item in items)
        return
    named = {ref for item in (*items, *context) for ref in _refs(item)}
    others = {ref for slot, refs in profile.slots.items() if slot in ("subject", "object", "event") for ref in refs}
    if named & {above for ref in others - {world.topic} for above in _called(ref, world)}:
        return
    told = sum(step.slot != "predicate" for step in weighing.matches)
    if told < 2 or world.topic in named - profile.own:
        weighing.predicate = False


def _called(ref: str, world: World) -> frozenset[str]:
    """What a claim may call a fact's party: itself, its class, its office, its series."""
    entity = world.entities.get(ref)
    links = entity.links if entity is not None else {}
    linked = (
        other for link in ("office", "holder", "instance_of", "members", "part_of") for other in links.get(link, ())
    )
    groups = {group for group in world.groups if ref in world.members(group)}
    return world.classes(ref) | frozenset(linked) | frozenset(groups)


def _settle_offices(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A person beside an office ("Chung, the defence minister") must hold it, as far as that is recorded."""
    if not any(world.kind(ref) == "office" for item in items for ref in item.refs(Sort.ENTITY)):
        return
    for index, item in enumerate(items):
        offices = [ref for ref in item.refs(Sort.ENTITY) if world.kind(ref) == "office"]
        before, after = items[max(0, index - 1) : index], items[index + 1 : index + 2]
        beside = [other for other in before if not _are_listed(other, item)]
        beside += [other for other in after if not _are_listed(item, other)]
        held = [
            set(world.entities[ref].links.get("office", ()))
            for other in beside
            for ref in other.refs(Sort.ENTITY)
            if world.kind(ref) == "person"
        ]
        copular = not any(step.slot == "predicate" for step in weighing.steps)
        if copular and not held:
            held = [
                set(world.entities[ref].links.get("office", ()))
                for other in items
                for ref in other.refs(Sort.ENTITY)
                if world.kind(ref) == "person"
            ]
        if offices and held and all(offices_of and not offices_of & set(offices) for offices_of in held):
            weighing.steps = [
                Step(step.item, Outcome.CONFLICT, "office", "another office is recorded") if step.item is item else step
                for step in weighing.steps
            ]


def _are_listed(first: Item, second: Item) -> bool:
    """Whether an "and" written on to one of two neighbours parts them."""
    suffixed = "and" in first.traits and first.case is Case.WITH
    return suffixed or ("and" in second.traits and second.case is not Case.WITH)


def _settle_roles(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """In a directed relation the parties may not be exchanged: the claim's acting party must not be the fact's other one."""
    profile = weighing.profile
    relation = world.relations.get(profile.fact.statement.predicate)
    if relation is None or not relation.directed or weighing.open:
        return
    acting = {above for ref in profile.slots.get("subject", ()) for above in world.above(ref)}
    others = {
        above for slot, refs in profile.slots.items() if slot != "subject" for ref in refs for above in world.above(ref)
    }
    mentions = [item for item in items if item.refs(Sort.ENTITY)]
    actor = _actor(items, mentions, profile)
    if actor is None:
        return
    if not any(world.kind(ref) in _ACTORS for ref in actor.refs(Sort.ENTITY)):
        return
    is_acting = bool(_refs(actor) & acting)
    is_other = bool(_refs(actor) & (others - acting))
    elsewhere = any(
        _refs(item) & acting and (item.case in _OBLIQUE or actor.case is Case.BY)
        for item in mentions
        if item is not actor
    )
    if is_other and not is_acting and elsewhere:
        weighing.steps = [
            Step(step.item, Outcome.CONFLICT, "roles", "the parties are exchanged") if step.item is actor else step
            for step in weighing.steps
        ]


def _actor(items: Sequence[Item], mentions: Sequence[Item], profile: Profile) -> Item | None:
    """The mention that acts: after "by", or the subject of an active clause; None where the grammar does not tell."""
    by = next((item for item in mentions if item.case is Case.BY), None)
    if by is not None:
        return by
    cue = next(
        (i for i in items if any(m.sort is Sort.RELATION and m.ref in profile.relations for m in i.meanings)), None
    )
    if cue is None or "passive" in cue.traits or _is_inverse(cue, profile):
        return None
    named = [item for item in mentions if item.case in (Case.SUBJECT, Case.TOPIC)]
    owners = {index for index, item in enumerate(items[1:]) if item.surface.startswith("'")}
    bare = [
        item
        for index, item in enumerate(items)
        if item in mentions and item.case is Case.NONE and not _is_adjective(item) and index not in owners
    ]
    return next(iter(named or bare), None)


def _is_inverse(cue: Item, profile: Profile) -> bool:
    flags = {m.flag for m in cue.meanings if m.sort is Sort.RELATION and m.ref == profile.fact.statement.predicate}
    return flags == {"inverse"}


def _is_adjective(item: Item) -> bool:
    return any(m.flag == "adjective" for m in item.meanings) and not any(
        m.sort is Sort.ENTITY and m.flag == "" for m in item.meanings
    )
