"""Which of two recorded counts is larger, by how much, how many times, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from koreacoop.ordering import Finding
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.sides import Side

_HUNDREDTH = Decimal("0.01")


def larger(one: Side, other: Side, gap: Quantity | None) -> Finding | None:
    """Whether one count is above the other, by ``gap`` if that is claimed; None: the bounds do not tell."""
    if one.count is None or other.count is None:
        return None
    if gap is not None:
        return _by(gap, one, other)
    if _above(one.count, other.count):
        return True, f"{one.text} > {other.text}"
    if _above(other.count, one.count) or (one.count == other.count and one.count.is_point()):
        return False, f"{one.text} ≤ {other.text}"
    return None


def times(one: Side, other: Side, factor: Quantity) -> Finding | None:
    """Whether one count is ``factor`` times the other."""
    count, base = _point(one), _point(other)
    if count is None or not base:
        return None
    ratio = count / base
    result = compare(factor, Quantity(ratio, ratio))
    detail = f"{one.text} = {ratio.quantize(_HUNDREDTH).normalize():f} × {other.text}"
    return None if result is Comparison.OPEN else (result is Comparison.HOLDS, detail)


def total(addends: Sequence[Side], claimed: Quantity) -> Finding | None:
    """Whether some counts come to ``claimed`` together."""
    values = [_point(side) for side in addends]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return _found(claimed, sum(known, Decimal(0)), " + ".join(side.text for side in addends) + f" = {sum(known):,f}")


def _by(claimed: Quantity, one: Side, other: Side) -> Finding | None:
    first, second = _point(one), _point(other)
    if first is None or second is None:
        return None
    return _found(claimed, first - second, f"{one.text} − {other.text} = {first - second:,f}")


def _found(claimed: Quantity, value: Decimal, detail: str) -> Finding | None:
    result = compare(claimed, Quantity(value, value))
    return None if result is Comparison.OPEN else (result is Comparison.HOLDS, detail)


def _point(side: Side) -> Decimal | None:
    return side.count.low if side.count is not None and side.count.is_point() else None


def _above(one: Quantity, other: Quantity) -> bool:
    """Whether every value of one quantity is above every value of the other."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and one.low_open)
