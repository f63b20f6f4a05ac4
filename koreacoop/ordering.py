"""Which of two recorded dates comes first, and by how much (verdicts.md 9: at the coarser precision of the two)."""

from __future__ import annotations

from decimal import Decimal

from koreacoop.dates import Duration
from koreacoop.interval import Interval, Precision, difference
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.sides import Side
from koreacoop.values import scaled

Finding = tuple[bool, str]
"""Whether the comparison holds, and the sum that shows it."""


def in_order(earlier: Side, later: Side, span: Duration | None) -> Finding | None:
    """Whether one side's date lies before the other's, by ``span`` if that is claimed; None: the dates do not tell."""
    if earlier.when is None or later.when is None:
        return None
    if later.when.precedes(earlier.when):
        return False, f"{earlier.text} > {later.text}"
    if not earlier.when.precedes(later.when):
        same = earlier.when == later.when and earlier.when.precision is Precision.DAY
        if same:
            return False, f"{earlier.text} = {later.text}"
        return _within_one(earlier, later, span)
    if span is None:
        return True, f"{earlier.text} < {later.text}"
    if earlier.vague or later.vague:
        return None
    result = _distance(span, earlier.when, later.when)
    return None if result is None else (result[0], f"{later.text} − {earlier.text} = {result[1]}")


def _within_one(earlier: Side, later: Side, span: Duration | None) -> Finding | None:
    """Two dates of one year of which it is not known which is first: they are not years apart.

    Where both are of the same party, they may be of one event, told twice.
    """
    if span is None or earlier.when is None or later.when is None or earlier.vague or later.vague:
        return None
    if set(earlier.parties) & set(later.parties) - {earlier.text, later.text}:
        return None
    result = _distance(span, earlier.when, later.when)
    return None if result is None or result[0] else (False, f"{later.text} − {earlier.text} = {result[1]}")


def apart(one: Side, other: Side, span: Duration) -> Finding | None:
    """Whether a length of time lies between two dates, whichever is first."""
    if one.when is None or other.when is None:
        return None
    earlier, later = (one, other) if one.when.precedes(other.when) else (other, one)
    return in_order(earlier, later, span)


def at_once(one: Side, other: Side) -> Finding | None:
    """Whether two dates are the same; two days of one year are not known to be."""
    if one.when is None or other.when is None:
        return None
    if one.when.disjoint(other.when):
        return False, f"{one.text} ≠ {other.text}"
    if one.vague or other.vague:
        return None
    coarse = Precision.YEAR in (one.when.precision, other.when.precision)
    return (True, f"{one.text} = {other.text}") if coarse or one.when == other.when else None


def _distance(span: Duration, earlier: Interval, later: Interval) -> Finding | None:
    unit, factor = {"decade": ("year", 10), "century": ("year", 100)}.get(span.unit, (span.unit, 1))
    between = difference(earlier, later, unit)
    if between is None:
        return None
    claimed = scaled(Quantity(span.low, span.high, span.low_open, span.high_open, span.approximate), factor)
    result = compare(claimed, Quantity(Decimal(between), Decimal(between)))
    return None if result is Comparison.OPEN else (result is Comparison.HOLDS, f"{between} {unit}s")
