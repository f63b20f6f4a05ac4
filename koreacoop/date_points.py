"""Points and stretches of time as they are written, with the parts that a text leaves open, and their EDTF."""

from __future__ import annotations

from koreacoop.frozen import dataclass, replace
from koreacoop.interval import Interval, days_in, parse_edtf

_YEARS = {"century": 100, "decade": 10}
_LEAP = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, year, decade or century; what the text leaves open is None."""

    extent: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    """The last of a run of days ("7-8 December")."""
    part: tuple[int, int] | None = None
    """Which part of how many: (3, 4) is the last quarter."""
    approximate: bool = False
    unresolved: str | None = None
    """The EDTF of a date that names no interval: of another calendar (empty), or of an order that is not clear."""

    @property
    def edtf(self) -> str:
        """The date in EDTF, X for what is open."""
        if self.unresolved is not None:
            return self.unresolved
        if self.part is not None and self.year is not None:
            return self._slice(*self.part)
        if self.extent in _YEARS:
            return f"{self.year or 0:04}"[: 2 if self.extent == "century" else 3].ljust(4, "X")
        whole = self._with_day(self.day)
        return f"{whole}/{self._with_day(self.last_day)}" if self.last_day else whole

    def _with_day(self, day: int | None) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = f"-{self.month:02}" if self.month else "-XX" if day else ""
        return year + month + (f"-{day:02}" if day else "")

    def _slice(self, index: int, count: int) -> str:
        year = self.year or 0
        if self.extent == "year" and count in (2, 4):
            return f"{year:04}-{(40 if count == 2 else 33) + index}"
        inside = _YEARS.get(self.extent) or (12 if self.extent == "year" else days_in(year, self.month or 1))
        first, last = index * inside // count, -(-(index + 1) * inside // count) - 1
        if self.extent in _YEARS:
            return f"{year + first:04}/{year + last:04}"
        if self.extent == "year":
            return f"{year:04}-{first + 1:02}/{year:04}-{last + 1:02}"
        return f"{self._with_day(first + 1)}/{self._with_day(last + 1)}"

    def is_possible(self) -> bool:
        """Whether there is such a date; without a year, in some year."""
        if self.unresolved is not None:
            return True
        if self.day and not self.month:
            return self.year is None and 1 <= self.day <= 31
        try:
            parse_edtf((self if self.year is not None else replace(self, year=_LEAP)).edtf)
        except ValueError:
            return False
        return self.year is None or self.year > 0

    def within(self, outer: Point) -> Point:
        """This point with what it leaves open taken from another."""
        month = self.month or (outer.month if self.day and self.year is None else None)
        return replace(self, month=month, year=outer.year if self.year is None else self.year)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, both included."""

    first: Point
    last: Point

    @property
    def edtf(self) -> str:
        """The stretch in EDTF."""
        return f"{self.first.edtf.split('/')[0]}/{self.last.edtf.split('/')[-1]}"

    @property
    def approximate(self) -> bool:
        """Whether an end of it is only about so."""
        return self.first.approximate or self.last.approximate


def stretch(first: Point, last: Point) -> Stretch | None:
    """The stretch between two points, each completed from the other; None if that makes no sense."""
    begin, end = first.within(last), last.within(first)
    if first.year is None and begin.year is not None and _follows(begin, end):
        begin = replace(begin, year=begin.year - 1)
    if any((point.day and not point.month) or not point.is_possible() for point in (begin, end)):
        return None
    made = Stretch(begin, end)
    return None if interval_of(made.edtf) is None and begin.year is not None else made


def _follows(first: Point, last: Point) -> bool:
    return (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31)


def interval_of(edtf: str) -> Interval | None:
    """The days of an EDTF date; None if it leaves a part open or there are none."""
    try:
        return parse_edtf(edtf)
    except ValueError:
        return None
