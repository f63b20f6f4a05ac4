"""Quantities: a value, or bounds of one, and how a claimed quantity stands to a recorded one."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from koreacoop.frozen import dataclass

TOLERANCE = Decimal("0.05")
"""How far an approximate number may lie from the value it stands for (verdicts.md 4)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value (`low == high`) or the bounds of one; None: no bound on that side."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    """The bound itself is outside: "more than"."""
    high_open: bool = False
    """The bound itself is outside: "less than"."""
    approximate: bool = False
    """About, around, nearly, some, N-odd."""
    exact: bool = False
    """Exactly, precisely, only, just."""
    vague: bool = False
    """Several, dozens, hundreds: `low` is the least that the word can mean."""
    step: Decimal | None = None
    """One unit of the last stated digit that is not zero: 10 for 120, 10000 for 1.25 million."""
    course: bool = False
    """A change from one value to the other ("from 7 to 11"), or what may be one."""
    change: str = ""
    """Of a recorded change of which one number is told: "to" if it is what was reached, "by" if the difference."""

    def is_point(self) -> bool:
        """Whether this is one value and not a range."""
        return self.low is not None and self.low == self.high


class Comparison(StrEnum):
    """What a recorded quantity says of a claimed one."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"


def point(value: Decimal) -> Quantity:
    """The quantity of one stated value."""
    value = value.to_integral_value() if value == value.to_integral_value() else value
    return Quantity(value, value, step=step_of(value))


def step_of(value: Decimal) -> Decimal | None:
    """One unit of the value's last digit that is not zero; None for zero and for endless fractions."""
    if not value or not value.is_finite():
        return None
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent > -12 else None


def compare(claimed: Quantity, recorded: Quantity) -> Comparison:
    """Judge a claimed quantity by a recorded one (verdicts.md 3 and 4).

    An approximate claim is judged by nearness where a value or a closed range is recorded, and as its bare number where
    the record has one bound only ("around N" is judged as N). Everything else is a question of sets: the claim holds
    if the record leaves no other value, fails if it leaves none of the claimed ones, and is open otherwise. A change
    from one value to another is no range of values.
    """
    if recorded.course or (claimed.course and recorded.is_point()):
        return _one_course(claimed, recorded)
    if claimed.is_point():
        if claimed.approximate and recorded.low is not None and recorded.high is not None:
            return _near(claimed, recorded)
        return _one_value(claimed, recorded)
    return _sets(_widened(claimed) if claimed.approximate else claimed, recorded)


def tolerance(number: Quantity, value: Decimal) -> Decimal:
    """How far `value` may lie from an approximate number (verdicts.md 4).

    5 % of the number, or half a unit of its last stated digit that is not zero if that is no more than 5 % of the
    value too.
    """
    stated = number.low if number.low is not None else Decimal(0)
    half = (number.step or Decimal(0)) / 2
    share = abs(stated) * TOLERANCE
    return max(share, half) if half <= abs(value) * TOLERANCE else share


def _one_course(claimed: Quantity, recorded: Quantity) -> Comparison:
    """A change from one value to another against a record of one: both ends must be the same."""
    if not (claimed.course and recorded.course):
        return Comparison.OPEN
    same = (claimed.low, claimed.high) == (recorded.low, recorded.high)
    return Comparison.HOLDS if same else Comparison.FAILS


def _near(claimed: Quantity, recorded: Quantity) -> Comparison:
    """An approximate number against a recorded value or a range with two ends (verdicts.md 3 and 4).

    "Around 450" holds for a recorded 400 to 500. A number outside such a range, but not further from it than it may be
    from a value, is open.
    """
    assert claimed.low is not None and recorded.low is not None and recorded.high is not None
    nearest = min(max(claimed.low, recorded.low), recorded.high)
    if abs(nearest - claimed.low) > tolerance(claimed, nearest):
        return Comparison.FAILS
    return Comparison.HOLDS if recorded.is_point() or nearest == claimed.low else Comparison.OPEN


def _one_value(claimed: Quantity, recorded: Quantity) -> Comparison:
    """A bare number, or "exactly N", against a record (verdicts.md 3 and 4).

    Recorded "more than 150" leaves a bare 150 open, as rounded; "exactly 150" it does not.
    A recorded "about 500" is stated by a bare 500, not by "exactly 500".
    """
    assert claimed.low is not None
    if recorded.is_point() and claimed.low == recorded.low:
        return Comparison.OPEN if recorded.approximate and claimed.exact else Comparison.HOLDS
    edges = {recorded.low, recorded.high}
    if claimed.low in edges and not claimed.exact and not recorded.is_point():
        return Comparison.OPEN
    return _sets(claimed, recorded)


def _sets(claimed: Quantity, recorded: Quantity) -> Comparison:
    """The relation of the two as sets of values (verdicts.md 3): within, disjoint, or neither.

    The ends of a recorded "about 400 to 500" are taken at their word where that makes a claim hold, and with the
    tolerance of verdicts.md 4 before they make one fail. A recorded "about 500" has that tolerance both ways.
    """
    loose = _widened(recorded) if recorded.approximate else recorded
    if _within(loose if recorded.is_point() else recorded, claimed):
        return Comparison.HOLDS
    return Comparison.FAILS if _disjoint(loose, claimed) else Comparison.OPEN


def _widened(quantity: Quantity) -> Quantity:
    """The quantity with both bounds moved outward by the tolerance of verdicts.md 4."""
    low, high = quantity.low, quantity.high
    return Quantity(
        None if low is None else low - abs(low) * TOLERANCE,
        None if high is None else high + abs(high) * TOLERANCE,
        quantity.low_open,
        quantity.high_open,
    )


def _within(inner: Quantity, outer: Quantity) -> bool:
    """Whether each value that `inner` allows is one that `outer` allows."""
    return _from(outer.low, outer.low_open, inner.low, inner.low_open) and _from(
        _negated(outer.high), outer.high_open, _negated(inner.high), inner.high_open
    )


def _from(bound: Decimal | None, bound_open: bool, low: Decimal | None, low_open: bool) -> bool:
    """Whether a set that begins at `low` lies wholly on the inner side of a lower bound."""
    if bound is None:
        return True
    return low is not None and (low > bound or (low == bound and (low_open or not bound_open)))


def _negated(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _disjoint(a: Quantity, b: Quantity) -> bool:
    """Whether no value is allowed by both."""
    return _ends_before(a, b) or _ends_before(b, a)


def _ends_before(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))
