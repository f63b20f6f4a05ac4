"""Claims that set two recorded values against each other: before and after, the same year, years later, more, fewer.

Each side of the comparison must be explained by a fact of its own that holds a date, or a count; the two values are
then compared (verdicts.md 9: dates at the coarser precision of the two).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from koreacoop.dates import Duration
from koreacoop.interval import Interval, Precision, difference
from koreacoop.model import Case, Item, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.scales import Weighing
from koreacoop.splitting import begins_clause, mark
from koreacoop.values import say, scaled
from koreacoop.weighing import weigh
from koreacoop.world import World

Items = tuple[Item, ...]
Candidates = Callable[[Items], Iterable[Profile]]
_ORDERS = ("before", "after", "same-time", "then")
_AMOUNTS = ("more-than", "fewer-than", "as-many-as")


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison that could be made: whether it holds, by which facts, and the sum that shows it."""

    holds: bool
    facts: tuple[Weighing, Weighing]
    detail: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's value and the fact that gives it."""

    weighing: Weighing
    when: Interval | None = None
    count: Quantity | None = None
    text: str = ""


def compared(items: Items, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    """The comparison that ``items`` make, if both sides are recorded.

    ``standard_first``: what is compared with precedes the word of comparison.
    """
    for index, item in enumerate(items):
        if item.is_operator(*_ORDERS) and item.value is None:
            found = _in_time(items, index, standard_first, candidates, world)
        elif item.is_operator(*_AMOUNTS) or _factor(item) is not None:
            found = _in_amount(items, index, candidates, world)
        else:
            continue
        if found is not None:
            return found
    return _apart(items, candidates, world)


# ---------------------------------------------------------------------------------------------------------------- time


def _in_time(items: Items, index: int, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    operator = items[index]
    span = _duration_beside(items, index)
    rest = tuple(item for item in items if item is not operator and item is not span)
    cut = sum(1 for item in items[:index] if item is not span)
    leads = any(meaning.flag == "verb" for meaning in operator.meanings)
    orders = (
        [(rest[cut:], rest[:cut])] if operator.is_operator("then") else _orders_of(rest, cut, standard_first, leads)
    )
    for first, second in orders:
        one, other = _dated(first, candidates, world), _dated(second, candidates, world)
        if one is None or other is None or one.weighing.profile.fact.id == other.weighing.profile.fact.id:
            continue
        found = _judge_time(operator, span, one, other)
        if found is not None:
            return Compared(found[0], (one.weighing, other.weighing), found[1])
    return None


def _orders_of(rest: Items, cut: int, standard_first: bool, leads: bool) -> Iterator[tuple[Items, Items]]:
    """Ways to divide into what is said and what it is compared with; ``leads``: a verb ("preceded") may come first."""
    left, right = rest[:cut], rest[cut:]
    if standard_first:
        yield right, left
        for place in range(1, len(left)):
            if left[place - 1].case in (Case.TOPIC, Case.SUBJECT):
                yield (*left[:place], *right), left[place:]
        return
    if any(item.has_content for item in left):
        yield left, right
    for place in range(1, len(right)):
        if leads and not left:
            yield right[:place], right[place:]
        elif begins_clause(right[place]) or mark(right[place - 1]) or not left:
            yield (*left, *right[place:]), right[:place]


def _duration_beside(items: Items, index: int) -> Item | None:
    near = (*items[max(0, index - 2) : index][::-1], *items[index + 1 : index + 2])
    return next((item for item in near if isinstance(item.value, Duration)), None)


def _dated(items: Items, candidates: Candidates, world: World) -> _Side | None:
    """The side's fact with a date; facts that date it differently leave it undecided."""
    found = [
        w
        for w in (weigh(items, profile, world) for profile in candidates(items))
        if _explains(w, items, world) and w.profile.fact.statement.when is not None
    ]
    if not found:
        return None
    named = {meaning.ref for item in items for meaning in item.meanings}
    about = [
        w
        for w in found
        if any(named & world.classes(ref) for ref in w.profile.fact.statement.subject if ref != world.topic)
    ]
    found = sorted(about or found, key=_specific)
    best = found[0]
    when = best.profile.fact.statement.when
    assert when is not None
    for other in found[1:]:
        known = other.profile.fact.statement.when
        if known is None or (len(other.matches), other.core) < (len(best.matches), best.core):
            continue
        if known.within(when):
            best, when = other, known
        elif not when.within(known):
            return None
    return _Side(best, when=when, text=best.profile.fact.when_edtf)


def _specific(weighing: Weighing) -> tuple[int, int, int, str]:
    return -len(weighing.matches), -weighing.core, len(weighing.profile.explained), weighing.profile.fact.id


def _explains(weighing: Weighing, items: Items, world: World) -> bool:
    """Whether a fact explains all of a side, and the side names what the fact is about."""
    if weighing.open or weighing.conflicts or not weighing.matches or weighing.negated:
        return False
    said = weighing.profile.fact.statement
    named = {ref for item in items for meaning in item.meanings for ref in (meaning.ref,)}
    main = {above for ref in (*said.subject, *said.object) if ref != world.topic for above in world.classes(ref)}
    return bool(named & main) and (weighing.predicate or not any(item.refs(Sort.RELATION) for item in items))


def _judge_time(operator: Item, span: Item | None, one: _Side, other: _Side) -> tuple[bool, str] | None:
    assert one.when is not None and other.when is not None
    if operator.is_operator("same-time"):
        return _same_time(one, other)
    earlier, later = (one, other) if operator.is_operator("before") else (other, one)
    if earlier.when is None or later.when is None:
        return None
    if span is not None and isinstance(span.value, Duration):
        return _judge_distance(span.value, earlier, later)
    if earlier.when.precedes(later.when):
        return True, f"{earlier.text} < {later.text}"
    if later.when.precedes(earlier.when):
        return False, f"{earlier.text} > {later.text}"
    return None


def _judge_distance(duration: Duration, earlier: _Side, later: _Side) -> tuple[bool, str] | None:
    assert earlier.when is not None and later.when is not None
    if later.when.precedes(earlier.when):
        return False, f"{earlier.text} > {later.text}"
    if not earlier.when.precedes(later.when):
        return None
    result = _distance(duration, earlier.when, later.when)
    if result is None:
        return None
    return result[0], f"{later.text} − {earlier.text} = {result[1]}"


def _distance(duration: Duration, earlier: Interval, later: Interval) -> tuple[bool, str] | None:
    scale = {"decade": ("year", 10), "century": ("year", 100)}.get(duration.unit, (duration.unit, 1))
    years = difference(earlier, later, scale[0])
    if years is None:
        return None
    claimed = scaled(
        Quantity(duration.low, duration.high, duration.low_open, duration.high_open, duration.approximate), scale[1]
    )
    result = compare(claimed, Quantity(Decimal(years), Decimal(years)))
    return None if result is Comparison.OPEN else (result is Comparison.HOLDS, f"{years} {scale[0]}s")


def _same_time(one: _Side, other: _Side) -> tuple[bool, str] | None:
    assert one.when is not None and other.when is not None
    if one.when.disjoint(other.when):
        return False, f"{one.text} ≠ {other.text}"
    coarse = Precision.YEAR in (one.when.precision, other.when.precision)
    return (True, f"{one.text} = {other.text}") if coarse or one.when == other.when else None


def _apart(items: Items, candidates: Candidates, world: World) -> Compared | None:
    """ "Five years lie between A and B", "A and B are five years apart"."""
    span = next((item for item in items if isinstance(item.value, Duration)), None)
    if span is None or not isinstance(span.value, Duration):
        return None
    rest = tuple(item for item in items if item is not span)
    for place in range(1, len(rest)):
        if not begins_clause(rest[place]) and "and" not in rest[place - 1].traits:
            continue
        one, other = _dated(rest[:place], candidates, world), _dated(rest[place:], candidates, world)
        if one is None or other is None or one.when is None or other.when is None:
            continue
        earlier, later = (one, other) if one.when.precedes(other.when) else (other, one)
        found = _judge_distance(span.value, earlier, later)
        if found is not None:
            return Compared(found[0], (one.weighing, other.weighing), found[1])
    return None


# -------------------------------------------------------------------------------------------------------------- amounts


def _factor(item: Item) -> Decimal | None:
    for ref in item.refs(Sort.OPERATOR):
        if ref.startswith("factor:"):
            return Decimal(ref.removeprefix("factor:"))
    return None


def _in_amount(items: Items, index: int, candidates: Candidates, world: World) -> Compared | None:
    operator = items[index]
    number = _difference_beside(items, index)
    for first, second in _sides(items, index, number):
        one, other = _counted(first, candidates, world), _counted(second, candidates, world)
        if one is None or other is None:
            continue
        other = _within(one, second, world) or other
        found = _judge_amount(operator, number, one, other)
        if found is not None:
            return Compared(found[0], (one.weighing, other.weighing), found[1])
    return None


def _difference_beside(items: Items, index: int) -> Item | None:
    """The number by which one side is larger: right before the marker, or last in the sentence."""
    numbers = [
        item
        for item in items
        if isinstance(item.value, Number) and item.value.kind is Kind.NUMBER and not item.refs(Sort.ENTITY)
    ]
    beside = [item for item in items[max(0, index - 2) : index + 2] if item in numbers]
    return next(iter(beside), numbers[-1] if numbers and numbers[-1] is items[-1] else None)


def _sides(items: Items, index: int, number: Item | None) -> Iterator[tuple[Items, Items]]:
    def kept(part: Sequence[Item]) -> Items:
        return tuple(
            item for item in part if item is not items[index] and item is not number and not item.is_operator("than")
        )

    than = next((place for place, item in enumerate(items) if item.is_operator("than")), None)
    marked = next((place for place, item in enumerate(items) if "than" in item.traits), None)
    if marked is not None:
        for start in range(marked, -1, -1):
            yield kept((*items[:start], *items[marked + 1 :])), kept(items[start : marked + 1])
    elif than is not None:
        yield kept(items[:than]), kept(items[than:])
    else:
        yield kept(items[:index]), kept(items[index:])


def _counted(items: Items, candidates: Candidates, world: World) -> _Side | None:
    """The side's fact with a count of what the side names first."""
    nouns = [ref for item in items for ref in item.refs(Sort.CONCEPT) + item.refs(Sort.ENTITY)]
    best: tuple[tuple[bool, int, int, int, str], _Side] | None = None
    for profile in candidates(items):
        weighing = weigh(items, profile, world)
        if weighing.conflicts or weighing.open or weighing.negated or len(weighing.matches) < 1:
            continue
        for count in profile.fact.statement.counts:
            named = [(ref != count.unit, place) for place, ref in enumerate(nouns) if ref in world.classes(count.unit)]
            if named:
                rank = (*min(named), -len(weighing.matches), len(profile.explained), profile.fact.id)
                side = _Side(weighing, count=count.quantity, text=f"{say(count.quantity)} {count.unit}")
                if best is None or rank < best[0]:
                    best = (rank, side)
    return None if best is None else best[1]


def _within(one: _Side, items: Items, world: World) -> _Side | None:
    """The other count of the same fact, if the second side names it ("centres than countries")."""
    counts = one.weighing.profile.fact.statement.counts
    nouns = [ref for item in items for ref in item.refs(Sort.CONCEPT)]
    for count in counts:
        if count.quantity != one.count and any(ref in world.classes(count.unit) for ref in nouns):
            return _Side(one.weighing, count=count.quantity, text=f"{say(count.quantity)} {count.unit}")
    return None


def _judge_amount(operator: Item, number: Item | None, one: _Side, other: _Side) -> tuple[bool, str] | None:
    if one.count is None or other.count is None:
        return None
    factor = _factor(operator)
    if factor is not None or operator.is_operator("as-many-as"):
        return _judge_factor(factor or Decimal(1), one, other)
    larger, smaller = (one, other) if operator.is_operator("more-than") else (other, one)
    if larger.count is None or smaller.count is None:
        return None
    if number is not None and isinstance(number.value, Number):
        return _judge_gap(number.value.quantity, larger, smaller)
    if _above(larger.count, smaller.count):
        return True, f"{larger.text} > {smaller.text}"
    if _above(smaller.count, larger.count) or larger.count == smaller.count:
        return False, f"{larger.text} ≤ {smaller.text}"
    return None


def _above(one: Quantity, other: Quantity) -> bool:
    """Whether every value of one quantity is above every value of the other."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and one.low_open)


def _judge_gap(claimed: Quantity, larger: _Side, smaller: _Side) -> tuple[bool, str] | None:
    if larger.count is None or smaller.count is None or not larger.count.is_point() or not smaller.count.is_point():
        return None
    assert larger.count.low is not None and smaller.count.low is not None
    gap = larger.count.low - smaller.count.low
    result = compare(claimed, Quantity(gap, gap))
    return (
        None
        if result is Comparison.OPEN
        else (result is Comparison.HOLDS, f"{larger.text} − {smaller.text} = {gap:,f}")
    )


def _judge_factor(factor: Decimal, one: _Side, other: _Side) -> tuple[bool, str] | None:
    if one.count is None or other.count is None or not one.count.is_point() or not other.count.is_point():
        return None
    assert one.count.low is not None and other.count.low is not None
    holds = one.count.low == factor * other.count.low
    return holds, f"{one.text} {'=' if holds else '≠'} {factor.normalize():f} × {other.text}"
