"""Claims that set two recorded values against each other: before and after, years apart, more, fewer, together.

A word of comparison divides the claim into two sides, each of which must be explained by a fact of its own that holds
a date, or a count; the two values are then compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from koreacoop import amounts, ordering
from koreacoop.court import Candidates
from koreacoop.covering import covered, fewer
from koreacoop.dates import Duration, Relation, Time
from koreacoop.frozen import dataclass
from koreacoop.grammar import FACTOR
from koreacoop.model import Case, Item, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.ordering import Finding
from koreacoop.quantity import Quantity
from koreacoop.scales import Weighing
from koreacoop.sides import Items, Side, Sides
from koreacoop.splitting import begins_clause, mark
from koreacoop.values import is_goal
from koreacoop.world import World

_ORDERS = ("before", "after", "same-time", "then")
_ORDERS_THAN = (*_ORDERS, "sooner")
"""Words of order beside what is compared with ("three years sooner than …"); "sooner" may else tell of speed."""
_AMOUNTS = ("more-than", "fewer-than", "as-many-as")
_COMPARING = frozenset({*_ORDERS_THAN, *_AMOUNTS})
_COUNTS = (Kind.NUMBER, Kind.RANGE)
_AT = (Relation.IN, Relation.BY, Relation.AS_OF)
_STARTING = frozenset({"since", "from"})


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison that could be made: whether it holds, by which facts, and the sum that shows it."""

    holds: bool
    facts: tuple[Weighing, ...]
    detail: str
    denial_heard: bool = False
    """Whether a denial in it is told by ``holds`` already."""


def compared(items: Items, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    """The comparison that ``items`` make, if both sides are recorded; a denial of the whole is the caller's.

    ``standard_first``: what is compared with precedes the word of comparison.
    """
    operators = frozenset().union(*(item.operators for item in items))
    sides = Sides(candidates, world)
    told = compare(covered(items, standard_first, sides), fewer) if "all" in operators else None
    if told is not None or ("not" in operators and _denies_a_noun(items)):
        return told
    denied = [place for place, item in enumerate(items) if item.is_operator("not")]
    marked = next((place for place, item in enumerate(items) if "than" in item.traits), -1)
    for index, item in enumerate(items) if any(map(compares, items)) else ():
        if any((place < index) == standard_first for place in denied):
            continue  # the denial is of what is compared with
        if index < marked:
            continue  # what is compared with stands before the word of comparison
        if item.is_operator(*(_ORDERS if marked < 0 else _ORDERS_THAN)) and item.value is None:
            found = _in_time(items, index, standard_first, sides)
        elif _factor(item) is not None or (item.is_operator(*_AMOUNTS) and not any(map(_factor, items))):
            found = _in_amount(items, index, sides)
        else:
            continue
        if found is not None:
            return found
    if denied:
        return None
    return _elapsed(items, sides) or _apart(items, sides) or _together(items, sides) or _lasted(items, sides)


def compares(item: Item) -> bool:
    """Whether a word may compare: by order, by number, or by how many times as many."""
    return any(ref in _COMPARING or ref.startswith(FACTOR) for ref in item.operators)


def _denies_a_noun(items: Items) -> bool:
    """Whether a denial is of a thing ("no country before Korea") and so not of the comparison."""
    return any(
        item.is_operator("not")
        and (
            item.means
            or (following.has_content and not following.refs(Sort.RELATION) and not following.refs(Sort.ENTITY))
        )
        for item, following in pairwise(items)
    )


def compare(pair: tuple[Side, Side] | None, judge: Callable[[Side, Side], Finding | None]) -> Compared | None:
    """What ``judge`` finds of two sides, with their facts; None if it finds nothing, or a side is missing."""
    if pair is None:
        return None
    found = judge(*pair)
    if found is None:
        return None
    return Compared(found[0], tuple(side.weighing for side in pair if side.weighing is not None), found[1])


def _without(items: Sequence[Item], *dropped: Item | None) -> Items:
    return tuple(item for item in items if not any(item is other for other in dropped))


# ---------------------------------------------------------------------------------------------------------------- time


def _in_time(items: Items, index: int, standard_first: bool, sides: Sides) -> Compared | None:
    operator = items[index]
    if any(_is_contrary_order(item, operator) for item in items):
        return None  # "first the one, five years later the other"
    if any(item.is_operator("contrast") and not item.refs(Sort.RELATION) for item in items[1:] if item is not operator):
        return None  # "A before B, but C"
    span = _span(items, index)
    again = [item for item in items if item is not operator and _same_order(item, operator)]
    again += [item for item in items if item.is_operator("not")]
    if standard_first and operator.is_operator("after"):
        again += [item for item in items[:index] if _comes_first(item)]
    if operator.is_operator("then"):
        again += [item for item, after in pairwise((*items, None)) if item and _leads_in(item, after)]
    again += [item for item, following in pairwise(items) if following is span and item.is_operator("by")]
    rest = _without(items, operator, span, *again)
    cut = len(_without(items[:index], span, *again))

    def judge(one: Side, other: Side) -> Finding | None:
        length = span.value if span is not None and isinstance(span.value, Duration) else _length(operator)
        if operator.is_operator("same-time"):
            return ordering.at_once(one, other)
        earlier, later = (one, other) if operator.is_operator("before", "sooner") else (other, one)
        found = ordering.in_order(earlier, later, length)
        # How near "shortly before" is, nobody records.
        return None if found is not None and found[0] and operator.has_flag("near") else found

    aged = operator.has_flag("age")
    for first, second in ways_to_divide(rest, cut, operator, standard_first):
        pair = sides.as_old(first, second) if aged else sides.both(first, second, sides.dated)
        found = compare(pair, judge)
        if found is not None:
            # A verb that tells of a relation too ("coincides with a celebration of …") compares not the dates alone.
            told = operator.is_operator("same-time") and operator.refs(Sort.RELATION)
            return None if told and not found.holds else found
    return None


def _length(operator: Item) -> Duration | None:
    """The length of time that a word of order says itself ("the year before")."""
    one = Decimal(1)
    return (
        Duration(operator.start, operator.end, one, one, False, False, False, "year")
        if operator.has_flag("year")
        else None
    )


def _leads_in(item: Item, following: Item | None) -> bool:
    """Whether "first" tells what came before what came "then": it numbers nothing that follows."""
    first = isinstance(item.value, Number) and item.value.kind is Kind.ORDINAL and item.value.quantity.low == 1
    deed = following is not None and bool(following.refs(Sort.RELATION)) and "participle" in following.traits
    return first and (following is None or deed or not (following.has_content or following.unread))


def _comes_first(item: Item) -> bool:
    """Whether an adverb says that what is compared with came first, as the word of order does ("먼저 … 다음에")."""
    return item.value is None and not item.case and item.is_operator("before") and not item.is_operator("after")


def _is_contrary_order(item: Item, operator: Item) -> bool:
    """Whether a word tells the other order than a word of order."""
    contrary = "after" if operator.is_operator("before", "sooner") else "before"
    both = item.is_operator("before") and item.is_operator("after")
    return item.value is None and not item.means and item.is_operator(contrary) and not both


def _same_order(item: Item, operator: Item) -> bool:
    """Whether an item repeats a word of order ("2년이 지난 뒤에"): it says nothing more."""
    return item.value is None and not item.means and any(item.is_operator(ref) for ref in operator.refs(Sort.OPERATOR))


def _span(items: Items, index: int) -> Item | None:
    """The length of time that goes with a word of order: the nearest one."""
    lengths = [place for place, item in enumerate(items) if isinstance(item.value, Duration)]
    nearest = min(lengths, key=lambda place: abs(place - index), default=None)
    return None if nearest is None else items[nearest]


def ways_to_divide(rest: Items, cut: int, operator: Item, standard_first: bool) -> Iterator[tuple[Items, Items]]:
    """Ways to divide into what is said and what it is compared with; ``cut``: where in ``rest`` the operator stood."""
    left, right = rest[:cut], rest[cut:]
    if operator.is_operator("then"):
        yield right, left
        return
    yield from _marked(rest)
    if standard_first:
        yield right, left
        yield from _topics_apart(left, right)
        return
    if any(item.has_content for item in left):
        yield left, right
    leads = operator.has_flag("verb") and not left  # "preceded" before both
    for place in range(1, len(right)):
        if leads:
            yield right[:place], right[place:]
        elif right[place].is_operator("relative"):
            continue
        elif begins_clause(right[place]) or mark(right[place - 1]) or not left:
            yield (*left, *right[place:]), right[:place]


def _topics_apart(left: Items, right: Items) -> Iterator[tuple[Items, Items]]:
    """Ways to divide before the word of order: behind what is spoken of, else behind a subject."""
    marks = {item.case for item in left[:-1]}
    case = Case.TOPIC if Case.TOPIC in marks else Case.SUBJECT
    for place in range(1, len(left)):
        if left[place - 1].case is case:
            yield (*left[:place], *right), left[place:]


def _marked(items: Items) -> Iterator[tuple[Items, Items]]:
    """Ways to divide where a particle marks what is compared with ("유엔보다"): it ends there."""
    marked = next((place for place, item in enumerate(items) if "than" in item.traits), None)
    if marked is not None:
        for start in range(marked, -1, -1):
            if not _within_a_clause(items, start):
                yield (*items[:start], *items[marked + 1 :]), items[start : marked + 1]


def _elapsed(items: Items, sides: Sides) -> Compared | None:
    """ "Twenty years had passed since A when B", "when B, twenty years had passed since A"."""
    span = next((item for item in items if isinstance(item.value, Duration)), None)
    if span is None or not isinstance(span.value, Duration):
        return None
    passed = [item for item in items if item.is_operator("apart")]
    if not passed:
        return None
    length = span.value
    for place, item in enumerate(items):
        if not item.is_operator("subordinate", "same-time") or item.means:
            continue
        told = _since_and_when(items, place, min(items.index(one) for one in (span, *passed)))
        since, then = (_without(part, span, *passed) for part in told)
        found = compare(sides.both(then, since, sides.dated), lambda one, other: ordering.in_order(other, one, length))
        if found is not None:
            return found
    return None


def _lasted(items: Items, sides: Sides) -> Compared | None:
    """ "By 2021 it had been a member for 30 years": what began at a recorded date had lasted so long at another.

    Or so long had passed since, whatever it was ("in 2021 it was 30 years since …").
    """
    lengths = [item for item in items if isinstance(item.value, Duration)]
    dates = [item for item in items if isinstance(item.value, Time)]
    if len(lengths) != 1 or len(dates) != 1 or any(item.is_operator(*_ORDERS) for item in items):
        return None
    length, then = lengths[0].value, dates[0].value
    passed = [item for item in items if item.is_operator("apart")]
    since = [item for before, item in pairwise(items) if item.has_flag("since") and before in lengths + passed]
    if passed and not since:
        return None
    began = sides.dated(_without(items, lengths[0], dates[0], *passed, *since))
    if began is None or not (since or sides.lasts(began)):
        return None
    if not isinstance(then, Time) or then.relation not in _AT:
        return None
    if not isinstance(length, Duration) or then.interval is None:
        return None
    end = Side(None, when=then.interval, text=then.edtf)
    return compare((began, end), lambda one, other: ordering.in_order(one, other, length))


def _since_and_when(items: Items, when: int, passed: int) -> tuple[Items, Items]:
    """What time has passed since and what was then, where "when" and the time that has passed stand."""
    if when < passed:
        return (*items[:when], *items[passed:]), items[when + 1 : passed]
    return items[:when], items[when + 1 :]


def _within_a_clause(items: Items, place: int) -> bool:
    """Whether a cut at ``place`` would part a noun from the clause before it that describes it."""
    before = items[place - 1] if place else None
    if before is None:
        return False
    parts = (Case.SUBJECT, Case.OBJECT, Case.IN, Case.TO, Case.WITH)
    return "adnominal" in before.traits or ("adnominal" in items[place].traits and before.case in parts)


def _apart(items: Items, sides: Sides) -> Compared | None:
    """ "Five years lie between A and B", "A and B are five years apart"."""
    span = next((item for item in items if isinstance(item.value, Duration)), None)
    if span is None or not isinstance(span.value, Duration):
        return None
    between = [item for item in items if item.is_operator("apart") or item.has_flag("between")]
    if not between and not _from_to(items):
        return None
    length = span.value
    rest = _without(items, span, *between)
    for first, second in (*_listed(rest), *_from_to(rest)):
        found = compare(sides.both(first, second, sides.dated), lambda one, other: ordering.apart(one, other, length))
        if found is not None:
            return found
    return None


def _from_to(items: Items) -> list[tuple[Items, Items]]:
    """The two ends that particles mark ("A부터 B까지"), or prepositions ("from A to B", "parts A from B")."""
    since = _first_place(items, lambda item: not item.traits.isdisjoint(_STARTING))
    until = _first_place(items, lambda item: "until" in item.traits)
    if since is not None and until is not None and since < until:
        return [(items[: since + 1], items[since + 1 : until + 1])]
    start = _first_place(items, lambda item: item.is_operator("from"))
    if start is None:
        return []
    named = tuple(item for item in items[:start] if item.refs(Sort.ENTITY))
    ends = [place for place in range(start + 2, len(items)) if items[place].is_operator("to")]
    # "From its accession to …": the preposition may have been taken for the noun's own.
    within = [place for place in range(start + 2, len(items)) if "governs:to" in items[place].traits]
    cuts = [*((end, end + 1) for end in ends), *((place + 1, place + 1) for place in within)]
    ways = [((*named, *items[start + 1 : end]), (*named, *items[begin:])) for end, begin in cuts]
    return [*ways, (items[:start], items[start + 1 :])]


def _first_place(items: Items, test: Callable[[Item], bool]) -> int | None:
    return next((place for place, item in enumerate(items) if test(item)), None)


def _listed(items: Items) -> Iterator[tuple[Items, Items]]:
    """Ways to divide at an "and"."""
    for place in range(1, len(items)):
        if begins_clause(items[place]) or "and" in items[place - 1].traits:
            yield items[:place], items[place:]


# -------------------------------------------------------------------------------------------------------------- amounts


def _factor(item: Item) -> Decimal | None:
    for ref in item.refs(Sort.OPERATOR):
        if ref.startswith(FACTOR):
            return Decimal(ref.removeprefix(FACTOR))
    return None


def _times(items: Items, index: int) -> tuple[Quantity | None, list[Item]]:
    """How many times as many a word of comparison says, and the words beside it that say so with it."""
    factor = _factor(items[index])
    if factor is None:
        numbered = any(isinstance(item.value, Number) for item in items[max(0, index - 2) : index])
        same = items[index].is_operator("as-many-as") and not numbered
        return (Quantity(Decimal(1), Decimal(1)) if same else None), []
    before = items[index - 1] if index else None
    more = [item for item in items[index + 1 :] if _factor(item) is not None or item.is_operator(*_AMOUNTS)]
    number = items[index] if isinstance(items[index].value, Number) else before
    if number is not None and isinstance(number.value, Number) and (number is items[index] or factor == 1):
        return number.value.quantity, [number, *more]
    if factor == 1:
        return None, []
    if before is not None and before.is_operator("more-than"):
        return Quantity(factor, None, low_open=True), [before, *more]
    if before is not None and before.is_operator("fewer-than"):
        return Quantity(None, factor, high_open=True), [before, *more]
    return Quantity(factor, factor), more


def _in_amount(items: Items, index: int, sides: Sides) -> Compared | None:
    operator = items[index]
    if any(isinstance(item.value, Number) and is_goal(items, place) for place, item in enumerate(items)):
        return None  # what something rose to is nothing that it is more than
    factor, said = _times(items, index)
    number = None if factor is not None else _gap(items, index)
    gap = number.value.quantity if number is not None and isinstance(number.value, Number) else None

    def judge(one: Side, other: Side) -> Finding | None:
        if factor is not None:
            return amounts.times(one, other, factor)
        if operator.is_operator("more-than"):
            return amounts.larger(one, other, gap)
        if operator.is_operator("fewer-than"):
            return amounts.larger(other, one, gap)
        return None

    def both(first: Items, second: Items) -> tuple[Side, Side] | None:
        one = sides.counted(first)
        other = sides.within(one, second) if one is not None else None
        return sides.both(first, second, sides.counted) if one is None or other is None else (one, other)

    for first, second in _standards(items, index, operator, number, *said):
        found = compare(both(first, second), judge)
        if found is not None:
            return found
    return None


def _gap(items: Items, index: int) -> Item | None:
    """The number by which one side is larger: right before the marker, or last in the sentence."""
    numbers = [
        item
        for item in items
        if isinstance(item.value, Number) and item.value.kind is Kind.NUMBER and not item.refs(Sort.ENTITY)
    ]
    beside = [item for item in items[max(0, index - 2) : index + 2] if item in numbers]
    return next(iter(beside), numbers[-1] if numbers and numbers[-1] is items[-1] else None)


def _standards(items: Items, index: int, *said: Item | None) -> Iterator[tuple[Items, Items]]:
    """Ways to divide into what is counted and what it is compared with; ``said``: the words of comparison."""

    def kept(part: Sequence[Item]) -> Items:
        return tuple(item for item in _without(part, *said) if not item.is_operator("than", "not"))

    than = next((place for place, item in enumerate(items) if item.is_operator("than")), None)
    by_particle = list(_marked(items))
    if by_particle:
        ways = by_particle
    elif than is not None:
        ways = [(items[:than], items[than:])]
    else:
        # What is counted is not parted from its number; "four fields more" alone are of what only follows.
        leads = index > 1 and isinstance(items[0].value, Number) and not any(map(_tells_beyond_count, items[1:index]))
        places = [place for place in range(index, len(items)) if not isinstance(items[place - 1].value, Number)]
        ways = [(items[:place], items[place:]) for place in places if not leads]
        led = (place for place in range(1, index) if items[place - 1].case in (Case.TOPIC, Case.SUBJECT))
        ways += [(items[:place], items[place:]) for place in led]
    for first, second in ways:
        yield kept(first), kept(second)


def _tells_beyond_count(item: Item) -> bool:
    """Whether a word says more than what is counted: of whom, or what is done."""
    return bool(item.refs(Sort.ENTITY)) or (bool(item.refs(Sort.RELATION)) and not item.refs(Sort.CONCEPT))


def _joins(before: Item, item: Item) -> bool:
    """Whether an "and" stands before a word, or is written on to it or to the one before."""
    return begins_clause(item) or before.is_operator("and") or "and" in before.traits


def _sums(item: Item) -> bool:
    """Whether a word says that a number is of several things at once, or nothing."""
    return item.is_operator("sum", "same-time", "all") or bool(item.refs(Sort.LIGHT))


def _adjoin(items: Items) -> bool:
    """Whether a member of a list has nothing behind it that says something."""
    return not any(item.has_content or item.unread for item in items[1:])


def _together(items: Items, sides: Sides) -> Compared | None:
    """ "A and B come to 51": one number for two things that are counted apart."""
    numbers = [item for item in items if isinstance(item.value, Number) and item.value.kind in _COUNTS]
    if len(numbers) != 1 or not isinstance(numbers[0].value, Number):
        return None
    rest = tuple(item for item in _without(items, numbers[0]) if not _sums(item) or sides.is_unit(item))
    counted = [place for place, item in enumerate(rest) if sides.is_unit(item)]
    linked = [place for place in counted[1:] if _joins(rest[place - 1], rest[place])]
    if any(rest[place].case is Case.IN for place in counted):
        return None  # "42 centres in 32 countries" are of one kind
    if len(counted) < 2 or not linked or not all(_adjoin(rest[one:other]) for one, other in pairwise(counted)):
        return None
    common = tuple(item for place, item in enumerate(rest) if place not in counted)
    found = [sides.counted((*common, rest[place])) for place in counted]
    addends = [side for side in found if side is not None]
    if len(addends) < len(counted) or len({side.text for side in addends}) < len(addends):
        return None
    told = amounts.total(addends, numbers[0].value.quantity)
    if told is None:
        return None
    return Compared(told[0], tuple(side.weighing for side in addends if side.weighing is not None), told[1])
