"""What the templates of dates build: points, parts of them, stretches, and what governs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koreacoop.date_grammar import TIMES, Grammar, Match
from koreacoop.date_lexer import NUMERIC, SPACE, Row, Token
from koreacoop.date_points import Point, Stretch, stretch
from koreacoop.frozen import dataclass, replace
from koreacoop.hints import Any

_PLAIN_YEARS = range(1800, 2100)
_YEARS = range(1000, 3000)
_SHORT_FROM = 60
_THIS_CENTURY = 35
_MARKS = frozenset("-./:,'~")
_VAGUE = (3, 6)
"""Into how many parts a time is divided by words that do not say exactly where they end ("early", "the end of")."""
_SYMBOLS = frozenset("$€£₩¥#+%")


@dataclass(frozen=True, slots=True)
class Governed:
    """A date with the relation in which its words put it."""

    named: Point | Stretch
    relation: str


class Builder:
    """Builds what a row of tokens says of time, stage by stage."""

    def __init__(self, grammar: Grammar, data: Mapping[str, Any], row: Row) -> None:
        self._grammar = grammar
        self._order: str = data.get("order", "")
        self._relations: Mapping[str, str] = {grammar.kinds(name): to for name, to in data["relations"].items()}
        self._big: Sequence[str] = data.get("not_in_years", ())
        self._counts = row.counts

    def point(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """A day, month, year, decade or century."""
        if not _isolated(tokens, start, end) or not self._plausible(roles, tokens, start, end):
            return None
        made = self._date(roles)
        return _token(made, tokens, start, end) if made and made.is_possible() else None

    def _date(self, roles: Match) -> Point | None:
        value = {name: token.value for name, token in roles.items()}
        if "hijri" in roles:
            return Point("day", unresolved="")
        if roles.keys() & {"decadeunit", "decadeword"}:
            return _decade(value)
        if roles.keys() & {"compact", "na"}:
            return self._figures(value)
        if "quarter" in roles or "half" in roles:
            index, count = _fraction(roles, Point("year"))
            return Point("year", _year(roles), part=(index, count)) if 0 <= index < count else None
        if "centuryword" in roles or ("nth" in roles and "monthunit" not in roles):
            return _hundred_years(roles)
        return _calendar(roles, value)

    def _figures(self, value: Mapping[str, Any]) -> Point | None:
        """A day in figures whose order is not plain: 20110917, 9/17/2011, 17/9/2011."""
        if "compact" in value:
            figures = f"{value['compact']:08}"
            return Point("day", int(figures[:4]), int(figures[4:6]), int(figures[6:])) if figures[0] != "0" else None
        first, second, year = value["na"], value["nb"], value.get("year") or _century(value["short"])
        if first > 12 or (self._order == "dmy" and second <= 12):
            return Point("day", year, second, first)
        if second > 12 or self._order == "mdy" or first == second:
            return Point("day", year, first, second)
        return Point("day", unresolved=f"{year:04}-XX-XX")

    def _plausible(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a word or number that may mean something else stands where a date would."""
        before, after = _before(tokens, start), _after(tokens, end)
        names = roles.keys()
        lead = self._is(before, "lead")
        if "short" in names and len(roles["short"].text) != 2:
            return False
        if names == {"decadeword"}:
            return self._is(before, "decadelead")
        if names == {"month"}:
            return lead or not self._is(roles["month"], "homonym")
        if names == {"short"}:
            return self._short(roles["short"], tokens, start, end)
        if names == {"hundred", "rest"} or (names == {"year"} and roles["year"] is tokens[end - 1]):
            return self._year_alone(roles, tokens, start, end, lead)
        if {"month", "year"} <= names and roles["year"].kind == "W" and roles["year"].value not in _YEARS:
            return False  # "as of August, five hundred and twenty people"
        return not self._is(after, "lasting")

    def _is(self, token: Token | None, slot: str) -> bool:
        return token is not None and token.kind in self._grammar.kinds(slot)

    def _year_alone(self, roles: Match, tokens: Sequence[Token], start: int, end: int, lead: bool) -> bool:
        if end - start > 1:
            in_words = roles["year"].kind == "W"
            return not (in_words and self._is(_after(tokens, end), "counted")) or end - start > 3
        if roles["year"].kind == "W" and not lead and not self._idiom(roles["year"]):
            return False
        return self._bare(tokens, start, end, lead)

    def _idiom(self, token: Token) -> bool:
        """Whether a number in words is said as years are ("nineteen ninety-six")."""
        return bool(self._big) and not any(word in token.text.lower() for word in self._big)

    def _short(self, token: Token, tokens: Sequence[Token], start: int, end: int) -> bool:
        if tokens[start] is not token:
            return tokens[start].kind == "'" or token.value >= _SHORT_FROM
        return token.value >= _SHORT_FROM and self._is(_after(tokens, end), "dated")

    def _bare(self, tokens: Sequence[Token], start: int, end: int, lead: bool) -> bool:
        """Whether a number by itself is a year: nothing counted, no name or label of a thing with a number."""
        token, before, after = tokens[start], _before(tokens, start), _after(tokens, end)
        years = _YEARS if self._is(before, "surelead") or self._is(before, "widelead") else _PLAIN_YEARS
        if token.value not in years or (token.start in self._counts and not lead):
            return False
        if before and (before.kind in _SYMBOLS or self._is(before, "label")):
            return False
        following = [other for other in tokens[end : end + 4] if other.kind != SPACE][:2]
        if any(self._is(other, "measured") for other in following):
            return False
        counted = after is not None and (self._is(after, "counted") or after.kind in _SYMBOLS)
        return not counted or self._is(before, "surelead")

    def part(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """A quarter, a half or a third of a date, or "about" that date."""
        whole = roles["time"].value
        if not isinstance(whole, Point):
            return None
        about = replace(whole, approximate=True)
        if "approxword" in roles:
            return _token(about, tokens, start, end)
        index, count = _fraction(roles, whole)
        if whole.part or whole.unresolved is not None or whole.extent == "day" or not 0 <= index < count:
            return None
        if whole.year is None or (count == 4 and whole.extent != "year"):
            return _token(about, tokens, start, end) if count in _VAGUE else None
        return _token(replace(whole, part=(index, count), approximate=count in _VAGUE), tokens, start, end)

    def range(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """From one date to another."""
        if not _isolated(tokens, start, end):
            return None
        first, last = _end(roles["start"]), self._finish(roles)
        if first is None or last is None or not _fit(first, last, "monthafter" in roles):
            return None
        made = stretch(*(replace(point, extent="day") if point.extent == "bare" else point for point in (first, last)))
        return Token(TIMES["span"], made, tokens[start].start, tokens[end - 1].end) if made else None

    @staticmethod
    def _finish(roles: Match) -> Point | None:
        if "monthafter" in roles:
            return Point("month", month=roles["monthafter"].value)
        if "tail" not in roles:
            return _end(roles["finish"])
        first, tail = roles["start"].value, roles["tail"]
        if not isinstance(first, Point) or first.extent != "year" or len(tail.text) != 2 or first.year is None:
            return None
        year = first.year - first.year % 100 + tail.value
        return Point("year", year) if year > first.year else None

    def relation(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """A date with the word that governs it."""
        named = roles["time"].value
        if isinstance(named, Governed):
            return None
        inclusive = "since" if "orafter" in roles else "until" if "orbefore" in roles else None
        relation = inclusive or self._relations[roles["rel"].kind]
        if (isinstance(named, Stretch) or named.last_day) and relation not in ("before", "after"):
            return None
        return Token(roles["time"].kind, Governed(named, relation), tokens[start].start, tokens[end - 1].end)


def _calendar(roles: Match, value: Mapping[str, Any]) -> Point | None:
    """A year, with or without month and day."""
    year, day, last = _year(roles), value.get("day"), value.get("daytwo")
    month = value.get("month") or value.get("mnum") or value.get("nth")
    if value.get("twin", month) != month or (last and day and last <= day) or ("rest" in roles and year is None):
        return None
    return Point("day" if day else "month" if month else "year", year, month, day, last)


def _hundred_years(roles: Match) -> Point | None:
    if "centuryword" in roles:
        return Point("century", roles["centuryword"].value)
    nth = roles["nth"]
    counted = nth.kind == "w" and nth.value < 10  # two centuries, not the second
    return Point("century", (nth.value - 1) * 100) if nth.value in range(1, 30) and not counted else None


def _token(point: Point, tokens: Sequence[Token], start: int, end: int) -> Token:
    return Token(TIMES["span" if point.last_day else point.extent], point, tokens[start].start, tokens[end - 1].end)


def _end(token: Token) -> Point | None:
    """An end of a range: a point, or a number that may be a day of the other end's month."""
    if isinstance(token.value, Point):
        return None if token.value.unresolved is not None or token.value.last_day else token.value
    return Point("bare", day=token.value) if isinstance(token.value, int) and 1 <= token.value <= 31 else None


def _fit(first: Point, last: Point, homonym: bool) -> bool:
    """Whether the ends of a range go together: a bare number with a day, a word that is hardly a month with a month."""
    extents = {first.extent, last.extent}
    return (not homonym or first.extent in ("day", "month")) and ("bare" not in extents or "day" in extents)


def _whole(value: Any) -> int:
    return int(value)


def _year(roles: Match) -> int | None:
    if "hundred" in roles:
        hundred, rest = roles["hundred"].value, roles["rest"].value
        return hundred * 100 + rest if 10 <= hundred <= 20 and 10 <= rest < 100 else None
    if "short" in roles:
        return _century(roles["short"].value)
    return _whole(roles["year"].value) if "year" in roles else None


def _century(short: int) -> int:
    return short + (2000 if short <= _THIS_CENTURY else 1900)


def _decade(value: Mapping[str, Any]) -> Point | None:
    """By its first year ("1990s"), its last two figures ("90s"), its name, or as one of a century's."""
    if "decadeunit" in value:
        century, count = value.get("centuryword") or (value["nth"] - 1) * 100, _whole(value["daytwo"])
        return Point("decade", century + (90 if count < 0 else (count - 1) * 10)) if count <= 10 else None
    named = value["decadeword"]
    if "year" in value:
        return Point("decade", _whole(value["year"])) if value["year"] % 10 == 0 else None
    if "short" in value:
        short = value["short"]
        return Point("decade", (1900 if short >= 20 else 2000) + short) if short % 10 == 0 else None
    if named is None:
        return None
    if "hundred" in value or "centuryword" in value or "nth" in value:
        century = value.get("centuryword", value.get("hundred", value.get("nth", 1) - 1) * 100)
        return Point("decade", century + named % 100)
    return Point("decade", named if named >= 100 else 1900 + named)


def _fraction(roles: Match, whole: Point) -> tuple[int, int]:
    """Which part of how many; "the end of" a year is less than its last third."""
    if "part" in roles:
        named = roles["part"].value
        narrow = {3: (0, 6), 4: (5, 6)} if whole.extent == "year" else {3: (0, 3), 4: (2, 3)}
        return narrow.get(named) or (named, 3)
    if "halfpart" in roles:
        return roles["halfpart"].value - 1, 2
    count = 4 if "quarter" in roles else 2
    nth = _whole(roles["nth"].value)
    return (count - 1 if nth < 0 else nth - 1), count


def _before(tokens: Sequence[Token], start: int) -> Token | None:
    return next((token for token in reversed(tokens[max(0, start - 2) : start]) if token.kind != SPACE), None)


def _after(tokens: Sequence[Token], end: int) -> Token | None:
    return next((token for token in tokens[end : end + 2] if token.kind != SPACE), None)


def _isolated(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a date that begins or ends in figures is not a piece of a longer number or code."""
    if tokens[start].kind in NUMERIC and start:
        before = tokens[start - 1].kind
        if before == "u" or (start > 1 and before in _MARKS and tokens[start - 2].kind in NUMERIC):
            years = before in "-~/" and tokens[start].kind == tokens[start - 2].kind == "y"
            return years and _isolated(tokens, start - 2, start - 1)
    if tokens[end - 1].kind in NUMERIC and end < len(tokens):
        after = tokens[end].kind
        if after == "u":
            return False
        if end + 1 < len(tokens) and after in _MARKS and tokens[end + 1].kind in NUMERIC:
            years = tokens[end - 1].kind == tokens[end + 1].kind == "y" and after == "/"
            single = end - start == 1 or tokens[start].kind not in NUMERIC
            return years or after == "~" or (single and after == "-")
    return True
