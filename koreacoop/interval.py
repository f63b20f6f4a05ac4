"""Intervals of days with the precision they were stated in, and the EDTF strings that denote them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from koreacoop.frozen import dataclass


class Precision(StrEnum):
    """How closely a date is stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    OTHER = "other"


_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of days; None stands for no bound on that side."""

    first: date | None
    last: date | None
    precision: Precision = Precision.OTHER

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"an interval cannot end before it begins: {self.first}/{self.last}")

    def within(self, other: Interval) -> bool:
        """Whether every day of this interval is a day of the other."""
        begins = other.first is None or (self.first is not None and self.first >= other.first)
        ends = other.last is None or (self.last is not None and self.last <= other.last)
        return begins and ends

    def disjoint(self, other: Interval) -> bool:
        """Whether the two have no day in common."""
        return self.precedes(other) or other.precedes(self)

    def overlaps(self, other: Interval) -> bool:
        """Whether the two have a day in common."""
        return not self.disjoint(other)

    def precedes(self, other: Interval) -> bool:
        """Whether this interval ends before the other begins."""
        return self.last is not None and other.first is not None and self.last < other.first

    def to(self, other: Interval) -> Interval:
        """From the first day of this interval to the last day of the other."""
        return Interval(self.first, other.last)

    def until(self) -> Interval:
        """All days up to the last of this interval."""
        return Interval(None, self.last)

    def since(self) -> Interval:
        """All days from the first of this interval on."""
        return Interval(self.first, None)

    def before(self) -> Interval | None:
        """All days before this interval; None if there are none."""
        if self.first is None or self.first == date.min:
            return None
        return Interval(None, self.first - timedelta(days=1))

    def after(self) -> Interval | None:
        """All days after this interval; None if there are none."""
        if self.last is None or self.last == date.max:
            return None
        return Interval(self.last + timedelta(days=1), None)


def day_interval(year: int, month: int, day: int) -> Interval:
    """One day; ValueError if there is no such day."""
    only = date(year, month, day)
    return Interval(only, only, Precision.DAY)


def month_interval(year: int, month: int, count: int = 1) -> Interval:
    """That many whole months of one year, from the given one on: a month, a quarter, a half-year or a year."""
    last = month + count - 1
    precision = {months: name for name, months in _MONTHS.items()}.get(count, Precision.OTHER)
    return Interval(date(year, month, 1), date(year, last, days_in(year, last)), precision)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def year_interval(year: int, count: int = 1) -> Interval:
    """That many whole years from the given one on: a year, a decade, a century."""
    precision = {months: name for name, months in _MONTHS.items()}.get(12 * count, Precision.OTHER)
    return Interval(date(max(year, 1), 1, 1), date(year + count - 1, 12, 31), precision)


def parse_edtf(text: str) -> Interval:
    """The days that an EDTF date names: 1991, 1991-09, 1991-09-17, 199X, 19XX, A/B, ../B, A/..

    Quarters are 2011-33 to 2011-36, half-years 2011-40 and 2011-41, as in EDTF level 2.
    """
    if "/" not in text:
        return _single(text, text)
    ends = text.split("/")
    if len(ends) != 2:
        raise ValueError(f"not an EDTF interval (more than one slash): {text!r}")
    if ends == ["..", ".."]:
        raise ValueError(f"an EDTF interval needs at least one end: {text!r}")
    first, last = (None if end == ".." else _single(end, text) for end in ends)
    return Interval(first.first if first else None, last.last if last else None)


def _single(text: str, whole: str) -> Interval:
    year, *parts = text.split("-")
    begun = year.rstrip("X")
    figures = [begun, *parts]
    whole_year = len(begun) == 4
    sizes = len(year) == 4 and len(begun) >= 2 and all(len(part) == 2 for part in parts)
    if not sizes or len(parts) > (2 if whole_year else 0) or not all(p.isascii() and p.isdigit() for p in figures):
        raise ValueError(f"not an EDTF date (YYYY, YYYY-MM, YYYY-MM-DD, YYYX, YYXX or A/B of these): {whole!r}")
    try:
        return _named(int(begun), 10 ** (4 - len(begun)), *map(int, parts))
    except ValueError as error:
        raise ValueError(f"no such date: {whole!r} ({error})") from error


def _named(year: int, count: int, month: int | None = None, day: int | None = None) -> Interval:
    """A day, a part of a year, or ``count`` years (a decade, a century) by the figures that they have in common."""
    if month is None:
        return year_interval(year * count, count)
    return _part(year, month) if day is None else day_interval(year, month, day)


def _part(year: int, number: int) -> Interval:
    if 1 <= number <= 12:
        return month_interval(year, number)
    if 33 <= number <= 36:
        return month_interval(year, 3 * (number - 33) + 1, 3)
    if number in (40, 41):
        return month_interval(year, 6 * (number - 40) + 1, 6)
    raise ValueError("the month must be 01 to 12, a quarter 33 to 36, a half-year 40 or 41")


def difference(earlier: Interval, later: Interval, unit: str) -> int | None:
    """Whole units (day, week, month, quarter, year, decade, century) between two dates, negative if turned round.

    It is taken at the coarser precision of the two: 17 September 1991 and 1996 are five years apart. None if a
    date has no single precision (a span, an open end) or the unit is finer than that precision.
    """
    if unit not in _DAYS and unit not in _MONTHS:
        raise ValueError(f"not a unit of time: {unit!r}")
    if earlier.first is None or later.first is None or Precision.OTHER in (earlier.precision, later.precision):
        return None
    if later.first < earlier.first:
        reverse = difference(later, earlier, unit)
        return None if reverse is None else -reverse
    coarser = max(earlier.precision, later.precision, key=lambda precision: _MONTHS.get(precision, 0))
    if unit in _DAYS:
        return (later.first - earlier.first).days // _DAYS[unit] if coarser is Precision.DAY else None
    size = _MONTHS[Precision(unit)]
    if coarser is Precision.DAY:
        return _months(earlier.first, later.first) // size
    step = _MONTHS[coarser]
    return None if size < step else (_index(later.first) // step - _index(earlier.first) // step) * step // size


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months(earlier: date, later: date) -> int:
    return _index(later) - _index(earlier) - (later.day < earlier.day)
