"""Dates, lengths of time, ordinals and counts of a claim against those of one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from koreacoop.dates import Duration, Relation, Time
from koreacoop.grammar import FACTOR
from koreacoop.interval import Interval
from koreacoop.model import Case, Count, Item, Outcome, Sort, Step
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.scales import is_copula, refs_of
from koreacoop.subsets import excepts, held_against, is_part, weigh_part
from koreacoop.world import LASTING, World

_VERBAL = frozenset({"participle", "third", "verbal", "passive", "final", "connective", "adnominal"})
_COUNTABLE = frozenset({"series", "event", "programme", "office"})
"""Kinds of named things of which there may be so many."""
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7}
_FAR = 3
"""How many times as much as it is nobody says that something is less than."""
_AT = (Relation.IN, Relation.BY, Relation.AS_OF)


def weigh_value(item: Item, index: int, items: Sequence[Item], profile: Profile, world: World) -> Step:
    """The step of an item with a value."""
    value = item.value
    if isinstance(value, Number) and value.kind is not Kind.ORDINAL:
        return _weigh_number(item, value, index, items, profile, world)
    if isinstance(value, Time) and _may_last(value, profile, world):
        return _weigh_lasting(item, value, items, profile, world)
    step = weigh_alone(item, profile, world)
    assert step is not None
    return step


def weigh_alone(item: Item, profile: Profile, world: World) -> Step | None:
    """The step of an item with a value, whatever is said beside it; None of a count, which hangs on what is counted.

    None too of a time at which what began by a recorded event may have lasted, if that is what is said.
    """
    value = item.value
    if isinstance(value, Time):
        return None if _may_last(value, profile, world) else _weigh_time(item, value, profile)
    if isinstance(value, Duration):
        return _weigh_duration(item, value, profile)
    assert isinstance(value, Number)
    return _weigh_ordinal(item, value, profile) if value.kind is Kind.ORDINAL else None


def _weigh_time(item: Item, time: Time, profile: Profile) -> Step:
    fact = profile.fact
    named, claimed = time.interval, time.covered()
    if time.edtf in profile.undated:
        return Step(item, Outcome.MATCH, "when", f"{time.edtf}, as recorded")
    if named is None or claimed is None:
        return Step(item, Outcome.OPEN, "when", "a date without its year")
    recorded = fact.statement.when
    if recorded is not None:
        return _compare_times(item, time, claimed, recorded, profile)
    as_of = fact.statement.as_of
    if as_of is not None and time.relation in (Relation.IN, Relation.AS_OF, Relation.UNTIL, Relation.BY):
        same = as_of.within(named)
        return Step(item, Outcome.MATCH if same else Outcome.OPEN, "as_of", f"as of {fact.as_of_edtf}")
    if time.relation is Relation.IN and _is_told_by(profile.identified, claimed):
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    if time.relation is Relation.SPAN and claimed in profile.spans:
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    if time.relation in (Relation.SPAN, Relation.UNTIL) and len(profile.spans) == 1:
        return _compare_with_span(item, time, next(iter(profile.spans)))
    return Step(item, Outcome.OPEN, "when", "no date recorded")


def _weigh_lasting(item: Item, time: Time, items: Sequence[Item], profile: Profile, world: World) -> Step:
    """A time after an event, at which the claim may tell no more than that what began then lasts."""
    begun = profile.predicate
    said = [other for other in items if other.means and not other.refs(Sort.ENTITY)]
    if len(said) == 1 and not any(other.has_flag("becoming") for other in items):
        relations = said[0].refs(Sort.RELATION)
        nominal = "copula" in said[0].traits or begun not in relations
        if nominal and not _lasting(profile, world).isdisjoint(relations):
            return Step(item, Outcome.MATCH, "when", f"since {profile.fact.when_edtf}")
    return _weigh_time(item, time, profile)


def _may_last(time: Time, profile: Profile, world: World) -> bool:
    """Whether a time lies after an event by which something began that lasts ("was a member in 2000")."""
    recorded, claimed = profile.fact.statement.when, time.covered()
    if recorded is None or claimed is None or time.relation not in _AT or not recorded.precedes(claimed):
        return False
    return bool(_lasting(profile, world))


def _lasting(profile: Profile, world: World) -> set[str]:
    """The states that follow from what a fact says."""
    implied = world.implied(profile.predicate)
    return {ref for ref in implied if world.aspect(ref) in LASTING} - {profile.predicate}


def _compare_with_span(item: Item, time: Time, span: Interval) -> Step:
    """A period, or its end, that is claimed of something whose period is known."""
    named = time.interval
    lasts = span.first is not None and span.last is not None and span.first.year != span.last.year
    if named is None or span.last is None or not lasts:
        return Step(item, Outcome.OPEN, "when", "no date recorded")
    ends = time.relation is Relation.UNTIL and Interval(span.last, span.last).within(named)
    if ends or (named.first, named.last) == (span.first, span.last):
        return Step(item, Outcome.MATCH, "event", "the date of what is spoken of")
    return Step(item, Outcome.CONFLICT, "when", f"{time.edtf} ≠ {span.first}/{span.last}")


def _is_told_by(known: Sequence[Interval], claimed: Interval) -> bool:
    """Whether a date is that of what a fact speaks of: of one thing, for of several it would not say of which."""
    return bool(known) and all(when.within(claimed) for when in known)


def _compare_times(item: Item, time: Time, claimed: Interval, recorded: Interval, profile: Profile) -> Step:
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
    if recorded.disjoint(claimed) and len(profile.spans) == 1:
        return _compare_with_span(item, time, next(iter(profile.spans)))
    if recorded.disjoint(claimed):
        return Step(item, Outcome.OPEN, "when", "no end recorded")
    return Step(item, Outcome.OPEN, "when", f"{time.edtf} is more precise than {fact.when_edtf}")


def _compare_span(item: Item, time: Time, named: Interval, recorded: Interval, detail: str) -> Step:
    """A recorded period: its ends decide "until" and "since", the whole of it a claimed period."""
    if time.relation in (Relation.UNTIL, Relation.BY):
        same = recorded.last is not None and Interval(recorded.last, recorded.last).within(named)
    elif time.relation is Relation.SINCE:
        same = recorded.first is not None and Interval(recorded.first, recorded.first).within(named)
    elif time.relation is Relation.SPAN:
        same = (named.first, named.last) == (recorded.first, recorded.last)
    elif time.relation is Relation.AFTER and named.last is not None and recorded.last is not None:
        same = named.last < recorded.last  # it goes on "beyond 2025"
    elif time.relation is Relation.BEFORE:
        return Step(item, Outcome.OPEN, "when", "no date recorded")
    else:
        same = named.within(recorded) or recorded.within(named)
    return Step(item, Outcome.MATCH if same else Outcome.CONFLICT, "when", detail)


def _weigh_duration(item: Item, duration: Duration, profile: Profile) -> Step:
    if duration.low == duration.high == 1 and duration.unit in profile.explained and not profile.fact.statement.when:
        return Step(item, Outcome.MATCH, "duration", f"a {duration.unit}")
    for count in profile.fact.statement.counts:
        scaled = _same_scale(duration, count)
        if scaled is not None:
            at_its_bound = duration.spread and scaled[1].is_point() and scaled[0].low == scaled[1].low
            result = Comparison.OPEN if at_its_bound else compare(scaled[0], scaled[1])
            return _counted(item, result, "duration", count)
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
    other = _is_no_count(number, index, items, profile)
    if other:
        return Step(item, Outcome.OPEN, "quantity", other)
    part = weigh_part(index, items, profile, world)
    if part is not None:
        return part
    counts, named = _counted_by(number, index, items, profile, world)
    counts = [count for count in counts if not _is_far_above(number.quantity, count.quantity)]
    if not counts:
        own, low = refs_of(item), number.quantity.low
        several = number.quantity.vague and low == 3 and (not own or bool(own & profile.explained))
        outcome = Outcome.IGNORED if several else Outcome.OPEN  # "several" of a list, but not several times
        return Step(item, outcome, "quantity", "no such count recorded")
    if any(number.unit is not None and not _same_currency(number.unit, count.unit, world) for count in counts):
        return Step(item, Outcome.CONFLICT, "quantity", f"{number.unit} ≠ {counts[0].unit}")
    counts = [count for count in counts if not _changes_otherwise(count, is_goal(items, index))]
    if not counts:
        return Step(item, Outcome.OPEN, "quantity", "no such change recorded")
    beside = items[max(0, index - 1) : index + 2]
    gap = any(other.is_operator("more-than", "fewer-than", "also") or _adds(other) for other in beside)
    gap = gap and not any(count.quantity.change for count in counts)
    # "Four more areas" is a difference: it is no other total.
    # What is counted is not named as it is recorded: so many soldiers are not so many countries.
    # "Three of the partners", those with one who is named, are no other total.
    one = _is_one_of(number, index, items, profile)
    apart = one or is_part(index, items) or _is_beside(items, counts[0], profile, world)
    comparable = named and not gap and not apart and not _is_sum(items, world)
    results = [(_compared(number.quantity, count, items, profile), count) for count in counts]
    for wanted in (Comparison.HOLDS, Comparison.FAILS, Comparison.OPEN):
        for result, count in results:
            if result is wanted and one and any(_identified(items)):
                return Step(item, Outcome.IGNORED, "quantity", "one of them")
            if result is wanted:
                fails = result is Comparison.FAILS
                return _counted(item, result if comparable or not fails else Comparison.OPEN, "quantity", count)
    raise AssertionError("a comparison has one of three results")


def _is_beside(items: Sequence[Item], count: Count, profile: Profile, world: World) -> bool:
    """Whether one of those counted is named beside the number: with him they are fewer than all."""
    counted = {ref for slot, refs in profile.slots.items() if slot != "subject" for ref in refs}
    counted = {ref for ref in counted if not world.classes(count.unit).isdisjoint(world.classes(ref))}
    return any(item.case is Case.WITH and not counted.isdisjoint(item.refs(Sort.ENTITY)) for item in items)


def _is_one_of(number: Number, index: int, items: Sequence[Item], profile: Profile) -> bool:
    """Whether a part begins with one of several that the fact lists: "one theme was X" is one of them, and no count."""
    if not number.quantity.is_point() or number.quantity.low != 1 or number.quantity.exact:
        return False
    units = {count.unit for count in profile.fact.statement.counts}
    if any(item.has_content and units.isdisjoint(item.ids) for item in items[:index]):
        return False
    lists = [set(refs) for slot, refs in profile.slots.items() if slot != "subject" and len(refs) > 1]
    named = {ref for item in items if units.isdisjoint(item.ids) for ref in item.ids}
    return any(len(refs & named) == 1 for refs in lists)


def _identified(items: Sequence[Item]) -> Iterator[Item]:
    """What something is said to be: what stands behind "be", or has it written on to it."""
    for place, item in enumerate(items):
        if item.means and "copula" in item.traits:
            yield item
        elif is_copula(item):
            behind = [other for other in items[place + 1 :] if other.has_content]
            yield from behind if behind and "participle" not in behind[0].traits else ()
            return


def _is_no_count(number: Number, index: int, items: Sequence[Item], profile: Profile) -> str:
    """What a number is instead of a count of things, or ""."""
    low = number.quantity.low
    if number.kind is Kind.PERCENT or (low is not None and 0 < low < 1):
        return "a share is claimed"
    if any(_is_factor(other) for other in items[index : index + 2]):
        return "so many times as many are claimed"
    grows = "more-than" in profile.operators or any(map(excepts, items))
    if not grows and any(map(_adds, items[max(0, index - 1) : index + 2])):
        return "so many more are claimed"
    return ""


def _compared(claimed: Quantity, count: Count, items: Sequence[Item], profile: Profile) -> Comparison:
    """A claimed number against a count, as far as it is one of the same things."""
    said = held_against(claimed, items, count.quantity, profile)
    return Comparison.OPEN if said is None else compare(said, count.quantity)


def _is_far_above(claimed: Quantity, recorded: Quantity) -> bool:
    """Whether a number is claimed to be below so much more than is recorded that another one must be meant."""
    if claimed.low is not None or claimed.high is None or recorded.high is None:
        return False
    return claimed.high > _FAR * recorded.high


def is_goal(items: Sequence[Item], index: int) -> bool:
    """Whether a number is marked as what something came to ("rose to 11")."""
    before, after = items[max(0, index - 1) : index], items[index + 1 : index + 2]
    led = any(item.is_operator("to") or "governs:to" in item.traits for item in before)
    counters = [item for item in after if item.start == items[index].end]  # written on to it
    return led or any(item.case is Case.TO for item in (items[index], *counters))


def _changes_otherwise(count: Count, goal: bool) -> bool:
    """Whether a recorded change tells the other number than is claimed: what was reached, or the difference."""
    return bool(count.quantity.change) and (count.quantity.change == "to") is not goal


def _is_factor(item: Item) -> bool:
    return any(ref.startswith(FACTOR) for ref in item.refs(Sort.OPERATOR))


def _adds(item: Item) -> bool:
    """Whether a word says of a number that it comes to what was there before ("four additional areas")."""
    return item.has_flag("further")


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
    if quantity.course and low is not None and high is not None:
        return f"{low:,f} → {high:,f}"
    if low is None:
        return f"{'<' if quantity.high_open else '≤'} {high:,f}"
    return f"{low:,f}–{high:,f}"


def _counted_by(
    number: Number, index: int, items: Sequence[Item], profile: Profile, world: World
) -> tuple[list[Count], bool]:
    """The fact's counts of what a number counts, and whether that is named: its currency, a counter, the nearest nouns.

    If nothing names what is recorded, the number may still be the fact's one count.
    """
    counts = _of_one_sort(number, profile.fact.statement.counts)
    if number.unit is not None:
        return [count for count in counts if is_money(count.unit, world)], True
    counts = tuple(count for count in counts if not is_money(count.unit, world))
    own = {ref for ref in refs_of(items[index]) if ref in world.concepts}
    if own:
        beside = items[index - 1].ids if index and not items[index - 1].case else ()
        told = [count for count in counts if count.unit in beside]  # "다른 나라 네 곳": so many others
        kind, counter = _kind_before(items, index, own, world), items[index]
        named = [c for c in counts if own & world.classes(c.unit) or _names_unit(counter, c, world)]
        return told or [count for count in named if _is_of_kind(count, kind, world)], True
    headed = None if _group_after(items, index, world) else _headed(items, index)
    told = [count for count in counts if headed is not None and _names_unit(headed, count, world)]
    if told or (headed is not None and not refs_of(headed).isdisjoint(world.units)):
        return told, True
    group = _group_after(items, index, world)
    series = [count for count in counts if group and group[0].refs(Sort.ENTITY) and _names_unit(group[0], count, world)]
    if series:
        return series, True
    before = [] if group else _nouns(items, index, -1)[: None if _is_alone(items) else 2]
    for noun in group or before[:1]:
        exact = {ref for ref in refs_of(noun) & world.units if ref in world.concepts}
        counted = [count for count in counts if exact & world.classes(count.unit)]
        if counted or (exact and group):
            return counted, True
    nearest = before or items[max(0, index - 1) : index]  # what stands right before, where other words follow
    for noun in (*group, *nearest):
        named = [count for count in counts if _names_unit(noun, count, world)]
        if named:
            return named, True
    only = [count for count in counts if len(counts) == 1 and _may_count(count, group, before, profile)]
    return only, not group


def _kind_before(items: Sequence[Item], index: int, counter: set[str], world: World) -> set[str]:
    """What kind of what a counter counts the noun before a number names ("Koreans, three persons")."""
    nouns = _nouns(items, index, -1)[:1]
    return {ref for noun in nouns for ref in noun.refs(Sort.CONCEPT) if counter & (world.classes(ref) - {ref})}


def _is_of_kind(count: Count, kind: set[str], world: World) -> bool:
    """Whether what is recorded to be so many may be of a kind: it is one, or the kind is one of it."""
    wider = {above for ref in kind for above in world.classes(ref)}
    return not kind or count.unit in wider or not kind.isdisjoint(world.classes(count.unit))


def _of_one_sort(number: Number, counts: Sequence[Count]) -> tuple[Count, ...]:
    """The counts to which a number may be held: a change to changes, or to ranges, and anything else to no change."""
    if number.quantity.course:
        return tuple(count for count in counts if not count.quantity.is_point() and not _is_bound(count.quantity))
    return tuple(count for count in counts if not count.quantity.course)


def _is_bound(quantity: Quantity) -> bool:
    """Whether a quantity is open to one side: it is neither a course nor a range."""
    return quantity.low is None or quantity.high is None


def _is_alone(items: Sequence[Item]) -> bool:
    return sum(isinstance(item.value, Number) for item in items) == 1


def _is_sum(items: Sequence[Item], world: World) -> bool:
    """Whether the one number of a claim may be of several things together ("embassies and consulates number 161")."""
    if not _is_alone(items):
        return False
    units = [(place, refs_of(item) & world.units) for place, item in enumerate(items) if refs_of(item) & world.units]
    return any(
        one[1].isdisjoint(other[1]) and _is_joined(items[one[0] : other[0] + 1]) for one, other in pairwise(units)
    )


def _is_joined(items: Sequence[Item]) -> bool:
    """Whether nothing but an "and" stands between two words."""
    inner = items[1:-1]
    joined = any(item.is_operator("and") for item in inner) or "and" in items[0].traits | items[-1].traits
    return joined and not any(item.has_content or item.unread for item in inner)


def _headed(items: Sequence[Item], index: int) -> Item | None:
    """What is counted by the words themselves ("the number of X in Y stood at …"), whatever stands nearer."""
    heads = [place for place in range(index) if items[place].has_flag("counting")]
    if not heads:
        return None
    head = items[heads[-1]]
    behind = head.case in (Case.TOPIC, Case.SUBJECT, Case.OBJECT)  # the language puts it behind what it counts
    return next(iter(_nouns(items, heads[-1], -1 if behind else 1)), None)


def _names_unit(noun: Item, count: Count, world: World) -> bool:
    events = (ref for ref in noun.refs(Sort.ENTITY) if world.kind(ref) in _COUNTABLE)
    wider = any(count.unit in world.classes(ref) for ref in (*noun.refs(Sort.CONCEPT), *events))
    return wider or bool(refs_of(noun) & world.classes(count.unit))


def _may_count(count: Count, group: list[Item], before: list[Item], profile: Profile) -> bool:
    """Whether a number whose noun is no recorded unit may be the fact's only count."""
    if not group:
        return not before
    if is_length(count) or group[0].refs(Sort.ENTITY):
        return False
    return bool(set(group[0].refs(Sort.CONCEPT)) & profile.explained)


def is_length(count: Count) -> bool:
    """Whether a count is a length of time."""
    return count.unit in _MONTHS or count.unit in _DAYS


def is_money(unit: str, world: World) -> bool:
    """Whether a unit is a currency."""
    return "currency" in world.above(unit)


def is_sum(ref: str, world: World) -> bool:
    """Whether a word tells that money is meant, without a number."""
    return "money" in world.above(ref)


def _same_currency(name: str, unit: str, world: World) -> bool:
    """Whether the currency of a number ("Dollar", "EUR") is that of a recorded amount."""
    concept = world.concepts.get(unit)
    words = {word.casefold() for words in concept.words.values() for word in words} if concept else set()
    return name.casefold() in words | {unit.casefold()} or name.casefold().rsplit(" ", 1)[-1] in words


def _group_after(items: Sequence[Item], index: int, world: World) -> list[Item]:
    """The nouns that follow a number without a word between."""
    group: list[Item] = []
    if _ends_itself(items[index]):
        return group
    behind = _behind(items, index)
    told = behind[_describing(behind, world) :]
    for item, following in zip(told, [*told[1:], None], strict=False):
        more = item.is_operator("more-than", "fewer-than") and bool(item.refs(Sort.CONCEPT))
        counted = not refs_of(item).isdisjoint(world.unit_classes)  # "191 states", and what a spokesman states
        if following is not None and _joins_kinds(item, group, following, world):
            continue
        if item.value is not None or (item.refs(Sort.OPERATOR) and not (more or counted or _adds(item))):
            break
        if _tells_deed(item):
            break  # "the three held in Canada" are no three hosts
        if _ends_count(items[index], item):
            break  # "in 5 places, 520 people": a counter that is marked stands for what it counts
        if (item.refs(Sort.LIGHT) and not (counted and item.case is Case.IN)) or _adds(item):
            continue
        verbal = item.refs(Sort.RELATION) and not refs_of(item) & world.unit_classes
        if verbal and following is not None and _describes_counted(item, following, world):
            continue
        if verbal or not any(m.sort in (Sort.CONCEPT, Sort.ENTITY) for m in item.meanings):
            break
        group.append(item)
    return group[:3]


def _tells_deed(item: Item) -> bool:
    """Whether a word is a participle that governs what follows it: a verb, whatever it names as a noun."""
    return "participle" in item.traits and any(trait.startswith("governs:") for trait in item.traits)


def _joins_kinds(item: Item, group: Sequence[Item], following: Item, world: World) -> bool:
    """Whether an "and" joins two words that say of what kind what is counted is ("cultural and promotion centres")."""
    described = bool(group) and all(refs_of(one).isdisjoint(world.units) for one in group)
    return item.is_operator("and") and described and not refs_of(following).isdisjoint(world.units)


def _describes_counted(item: Item, following: Item, world: World) -> bool:
    """Whether a bare noun stands right before what is counted ("the four key themes"), and tells no deed."""
    bare = not item.case and item.traits.isdisjoint(_VERBAL) and not item.refs(Sort.ENTITY)
    return bare and not refs_of(following).isdisjoint(world.units)


def _behind(items: Sequence[Item], index: int) -> Sequence[Item]:
    """What stands behind a number; of so many "of" something, or of somebody's, what that is."""
    later = items[index + 1 :]
    if is_part(index, items):
        later = later[1:]
        owned = next((place for place, item in enumerate(later) if item.is_operator("of")), len(later))
        if all(item.refs(Sort.ENTITY) or item.refs(Sort.LIGHT) for item in later[:owned]):
            later = later[owned + 1 :] or later
    return later


def _describing(items: Sequence[Item], world: World) -> int:
    """How many participles stand between a number and what it counts ("the four invited partners")."""
    led = len(items) > 1 and "participle" in items[0].traits and not items[0].refs(Sort.ENTITY)
    return int(led and not refs_of(items[1]).isdisjoint(world.unit_classes))


def _ends_itself(number: Item) -> bool:
    """Whether a particle is written on to a number that gives it a part of its own in the clause ("셋이")."""
    value = number.value
    marked = number.case not in (Case.NONE, Case.OF, Case.IN)
    return isinstance(value, Number) and marked and number.end > value.end


def _ends_count(number: Item, counter: Item) -> bool:
    """Whether a counter that says nothing itself is marked for its part in the clause: what follows is another one."""
    attached = number.value.attached if isinstance(number.value, Number) else None
    marked = counter.case not in (Case.NONE, Case.OF) or "copula" in counter.traits
    if counter.means or not attached or not marked:
        return False
    return counter.surface.startswith(attached)


def _nouns(items: Sequence[Item], index: int, step: int) -> list[Item]:
    """The items with content on one side of ``index``, nearest first."""
    side = range(index + 1, len(items)) if step > 0 else range(index - 1, -1, -1)
    return [
        items[place]
        for place in side
        if items[place].value is None
        and any(m.sort in (Sort.CONCEPT, Sort.ENTITY) for m in items[place].meanings)
        and not (step < 0 and _is_counted(items, place))
    ]


def _is_counted(items: Sequence[Item], place: int) -> bool:
    """Whether a noun is counted by the number before it, or before a counter written on to that ("31개 나라")."""
    before = items[:place][::-1]
    counter = bool(before) and not before[0].means and before[0].value is None and bool(before[0].refs(Sort.LIGHT))
    number = before[int(counter)] if len(before) > int(counter) else None
    if number is None or not isinstance(number.value, Number) or not number.value.attached:
        return False
    return number.end == (before[0] if counter else items[place]).start
