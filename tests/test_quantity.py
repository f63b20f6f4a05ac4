"""How a claimed quantity stands to a recorded one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from koreacoop.frozen import replace
from koreacoop.quantity import Comparison, Quantity, compare, point, step_of, tolerance


def value(number: str | int, **marks: bool) -> Quantity:
    """One value, with marks as approximate or exact."""
    return replace(point(Decimal(number)), **marks)


def more(number: int, **marks: bool) -> Quantity:
    """More than a number."""
    return Quantity(Decimal(number), None, low_open=True, **marks)


def least(number: int, **marks: bool) -> Quantity:
    """At least a number."""
    return Quantity(Decimal(number), None, **marks)


def less(number: int, **marks: bool) -> Quantity:
    """Less than a number."""
    return Quantity(None, Decimal(number), high_open=True, **marks)


def most(number: int, **marks: bool) -> Quantity:
    """At most a number."""
    return Quantity(None, Decimal(number), **marks)


def span(low: int, high: int, **marks: bool) -> Quantity:
    """From one number to another."""
    return Quantity(Decimal(low), Decimal(high), **marks)


OVER_150 = more(150)
ABOUT_400_TO_500 = span(400, 500, approximate=True)

CASES = [
    # verdicts.md 3: recorded "more than 150"
    (more(100), OVER_150, "holds"),
    (more(150), OVER_150, "holds"),
    (least(150), OVER_150, "holds"),
    (less(150), OVER_150, "fails"),
    (most(150), OVER_150, "fails"),
    (value(140), OVER_150, "fails"),
    (value(150), OVER_150, "open"),
    (value(160), OVER_150, "open"),
    (more(170), OVER_150, "open"),
    (value(150, exact=True), OVER_150, "fails"),
    (value(150, approximate=True), OVER_150, "open"),
    (value(160, approximate=True), OVER_150, "open"),
    (value(140, approximate=True), OVER_150, "fails"),
    (least(24, vague=True), OVER_150, "holds"),
    (span(100, 200), OVER_150, "open"),
    (span(100, 150), OVER_150, "fails"),
    # verdicts.md 3: recorded "about 400 to 500"
    (span(400, 500), ABOUT_400_TO_500, "holds"),
    (span(400, 500, approximate=True), ABOUT_400_TO_500, "holds"),
    (value(450, approximate=True), ABOUT_400_TO_500, "holds"),
    (value(400, approximate=True), ABOUT_400_TO_500, "holds"),
    (value(390, approximate=True), ABOUT_400_TO_500, "open"),
    (value(700, approximate=True), ABOUT_400_TO_500, "fails"),
    (value(450), ABOUT_400_TO_500, "open"),
    (value(450, exact=True), ABOUT_400_TO_500, "open"),
    (value(700), ABOUT_400_TO_500, "fails"),
    (less(600), ABOUT_400_TO_500, "holds"),
    (more(300), ABOUT_400_TO_500, "holds"),
    (least(400), ABOUT_400_TO_500, "holds"),
    (more(450), ABOUT_400_TO_500, "open"),
    (most(300), ABOUT_400_TO_500, "fails"),
    (span(40, 50), ABOUT_400_TO_500, "fails"),
    (span(350, 450), ABOUT_400_TO_500, "open"),
    # a recorded value
    (value(191), value(191), "holds"),
    (value(190), value(191), "fails"),
    (value(191, exact=True), value(191), "holds"),
    (more(190), value(191), "holds"),
    (more(191), value(191), "fails"),
    (least(191), value(191), "holds"),
    (less(191), value(191), "fails"),
    (less(200), value(191), "holds"),
    (most(191), value(191), "holds"),
    (span(180, 200), value(191), "holds"),
    (span(192, 200), value(191), "fails"),
    # verdicts.md 4: approximate claims, 5 % of N
    (value(120, approximate=True), value(115), "holds"),
    (value(110, approximate=True), value(115), "holds"),
    (value(100, approximate=True), value(115), "fails"),
    (value(120, approximate=True), value(114), "holds"),
    (value(120, approximate=True), value(113), "fails"),
    (value(10, approximate=True), value(11), "fails"),
    (value(9, approximate=True), value(6), "fails"),
    (value(500, approximate=True), value(519), "holds"),
    (value(500, approximate=True), value(541), "fails"),
    (value(500, exact=True), value(519), "fails"),
    # verdicts.md 4: several, dozens, hundreds, thousands
    (least(3, vague=True), value(4), "holds"),
    (least(3, vague=True), value(2), "fails"),
    (least(24, vague=True), value(42), "holds"),
    (least(24, vague=True), value(11), "fails"),
    (least(200, vague=True), value(191), "fails"),
    (least(200, vague=True), value(200), "holds"),
    (least(2000, vague=True), value(541), "fails"),
    # a recorded "about 500"
    (value(500), value(500, approximate=True), "holds"),
    (value(500, exact=True), value(500, approximate=True), "open"),
    (value(490), value(500, approximate=True), "open"),
    (value(700), value(500, approximate=True), "fails"),
    (more(400), value(500, approximate=True), "holds"),
    (least(500), value(500, approximate=True), "open"),
    (more(600), value(500, approximate=True), "fails"),
    # a recorded upper bound
    (less(600), less(500), "holds"),
    (value(600), less(500), "fails"),
    (value(400), less(500), "open"),
    (more(500), most(500), "fails"),
    (least(500), most(500), "open"),
]


@pytest.mark.parametrize(("claimed", "recorded", "expected"), CASES)
def test_compare(claimed: Quantity, recorded: Quantity, expected: str) -> None:
    assert compare(claimed, recorded) is Comparison(expected)


@pytest.mark.parametrize(
    ("number", "step"),
    [("120", "10"), ("1250000", "10000"), ("500", "100"), ("4.8", "0.1"), ("4.800", "0.1"), ("115", "1"), ("0", None)],
)
def test_step(number: str, step: str | None) -> None:
    assert step_of(Decimal(number)) == (None if step is None else Decimal(step))


def test_endless_fractions_have_no_step() -> None:
    assert step_of(Decimal(1) / 3) is None


def test_tolerance_is_five_percent_where_half_a_unit_is_more() -> None:
    assert tolerance(value(10), Decimal(12)) == Decimal("0.5")
    assert tolerance(value(500), Decimal(520)) == 25


def test_is_point() -> None:
    assert value(5).is_point()
    assert not least(5).is_point()
    assert not span(4, 5).is_point()
    assert not Quantity(None, None).is_point()
