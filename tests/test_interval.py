"""Intervals of days, EDTF and differences."""

from __future__ import annotations

from datetime import date

import pytest

from koreacoop.interval import Interval, Precision, difference, parse_edtf


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1991-09-17", "1991-09-17", "1991-09-17", Precision.DAY),
        ("1991-09", "1991-09-01", "1991-09-30", Precision.MONTH),
        ("2020-02", "2020-02-01", "2020-02-29", Precision.MONTH),
        ("1991", "1991-01-01", "1991-12-31", Precision.YEAR),
        ("0247", "0247-01-01", "0247-12-31", Precision.YEAR),
        ("199X", "1990-01-01", "1999-12-31", Precision.DECADE),
        ("19XX", "1900-01-01", "1999-12-31", Precision.CENTURY),
        ("2011-36", "2011-10-01", "2011-12-31", Precision.QUARTER),
        ("2011-41", "2011-07-01", "2011-12-31", Precision.OTHER),
        ("2021/2025", "2021-01-01", "2025-12-31", Precision.OTHER),
        ("1991-09-17/1993", "1991-09-17", "1993-12-31", Precision.OTHER),
        ("../2010", None, "2010-12-31", Precision.OTHER),
        ("2012/..", "2012-01-01", None, Precision.OTHER),
    ],
)
def test_parse_edtf(text: str, first: str | None, last: str | None, precision: Precision) -> None:
    interval = parse_edtf(text)
    assert (interval.first and str(interval.first), interval.last and str(interval.last)) == (first, last)
    assert interval.precision is precision


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not an EDTF date"),
        ("91", "not an EDTF date"),
        ("1991-9", "not an EDTF date"),
        ("١٩٩١", "not an EDTF date"),
        ("XXXX-09-17", "not an EDTF date"),
        ("1991-13", "no such date"),
        ("1991-02-30", "no such date"),
        ("0000", "no such date"),
        ("1/2/3", "more than one slash"),
        ("../..", "at least one end"),
        ("2010/2009", "cannot end before it begins"),
    ],
)
def test_parse_edtf_refuses(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("a", "b", "within", "disjoint"),
    [
        ("1991-09-17", "1991", True, False),
        ("1991", "1991-09-17", False, False),
        ("1991", "199X", True, False),
        ("1990", "1991", False, True),
        ("1990/1991", "1991/1992", False, False),
        ("1990", "../1991", True, False),
        ("../1990", "../1991", True, False),
        ("../1991", "1990", False, False),
        ("../1990", "1991/..", False, True),
        ("1991/..", "1990/..", True, False),
        ("1991", "1991", True, False),
    ],
)
def test_relations(a: str, b: str, within: bool, disjoint: bool) -> None:
    first, second = parse_edtf(a), parse_edtf(b)
    assert first.within(second) is within
    assert first.disjoint(second) is second.disjoint(first) is disjoint
    assert first.overlaps(second) is not disjoint


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "expected"),
    [
        ("1991-09-17", "1996", "year", 5),
        ("1996", "1991-09-17", "year", -5),
        ("1991-09-17", "1996-09-16", "year", 4),
        ("1991-09-17", "1996-09-17", "year", 5),
        ("1991-09", "1991-12", "month", 3),
        ("1991-09-17", "1991-12", "month", 3),
        ("1991-09-17", "1991-12-16", "month", 2),
        ("1991-09-17", "1991-09-27", "day", 10),
        ("1991-09-17", "1991-10-01", "week", 2),
        ("1991", "1996", "month", None),
        ("1991-09", "1991-10", "day", None),
        ("1947", "1991", "decade", 4),
        ("199X", "1996", "year", None),
        ("199X", "2016", "decade", 2),
        ("2010-33", "2011-34", "year", 1),
        ("1947", "1996", "century", 0),
        ("18XX", "20XX", "century", 2),
        ("2021/2025", "2026", "year", None),
        ("../2010", "2012", "year", None),
        ("1991", "1991", "year", 0),
    ],
)
def test_difference(earlier: str, later: str, unit: str, expected: int | None) -> None:
    assert difference(parse_edtf(earlier), parse_edtf(later), unit) == expected


def test_difference_refuses_other_units() -> None:
    with pytest.raises(ValueError, match="fathom"):
        difference(parse_edtf("1991"), parse_edtf("1996"), "fathom")


def test_before_and_after() -> None:
    year = parse_edtf("1991")
    assert year.before() == Interval(None, date(1990, 12, 31))
    assert year.after() == Interval(date(1992, 1, 1), None)
    assert year.since().before() == year.before()
    assert year.since().after() is None
    assert year.until().before() is None


def test_an_interval_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Interval(date(1992, 1, 1), date(1991, 1, 1))
