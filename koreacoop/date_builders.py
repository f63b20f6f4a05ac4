"""What the templates of dates build: points, parts of them, stretches, and what governs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from koreacoop.date_grammar import TIMES, Grammar, Match
from koreacoop.date_lexer import NUMERIC, SPACE, Row, Token
from koreacoop.date_points import Point, Stretch, stretch

_PLAIN_YEARS = range(1800, 2100)
_YEARS = range(1000, 3000)
_SHORT_FROM = 30
_THIS_CENTURY = 35
_MARKS = frozenset("-./:,'~")
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
        if "decadeunit" in roles:
            century, count = value.get("centuryword") or (_whole(value["nth"]) - 1) * 100, _whole(value["daytwo"])
            return Point("decade", century + (90 if count < 0 else (count - 1) * 10)) if count <= 10 else None
        if "decadeword" in roles or "compact" in roles or "na" in roles:
            return _decade(value) if "decadeword" in roles else self._figures(value)
        if "centuryword" in roles:
            return Point("century", value["centuryword"])
        if "nth" in roles and not roles.keys() & {"monthunit", "quarter", "half"}:
            counted = roles["nth"].kind == "w" and value["nth"] < 10
            return Point("century", (value["nth"] - 1) * 100) if value["nth"] in range(1, 30) and not counted else None
        year = _year(roles)
        if "quarter" in roles or "half" in roles:
            index, count = _fraction(roles)
            return Point("year", year, part=(index, count)) if 0 <= index < count else None
        month = value.get("month") or value.get("mnum") or value.get("nth")
        extent = "day" if "day" in roles else "month" if month else "year"
        if "twin" in roles and value["twin"] != month:
            return None
        if extent == "day" and value.get("daytwo", 99) <= value["day"] or "rest" in roles and year is None:
            return None
        return Point(extent, year, month, value.get("day"), value.get("daytwo"))

    def _figures(self, value: Mapping[str, Any]) -> Point | None:
        if "compact" in value:
            figures = f"{value['compact']:08}"
            return Point("day", int(figures[:4]), int(figures[4:6]), int(figures[6:])) if value["compact"] >= 10**7 else None
        first, second, year = value["na"], value["nb"], value["year"]
        if self._order == "dmy" and second <= 12 or first > 12:
            return Point("day", year, second, first)
        if second > 12 or self._order == "mdy" or first == second:
            return Point("day", year, first, second)
        return Point("day", unresolved=f"{year:04}-XX-XX")

    def _plausible(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a word or number that may mean something else stands where a date would."""
        before, after = _before(tokens, start), _after(tokens, end)
        names = set(roles)
        lead = before is not None and before.kind in self._grammar.kinds("lead")
        if names == {"decadeword"}:
            return before is not None and before.kind in self._grammar.kinds("decadelead")
        if names == {"month"}:
            return lead or roles["month"].kind not in self._grammar.kinds("homonym")
        if names == {"short"}:
            return self._short(roles["short"], tokens, start, end)
        if names == {"year"} and roles["year"].kind == "W" and not lead and end - start == 1:
            return self._idiom(roles["year"]) and self._bare(tokens, start, end, lead)
        if names not in ({"year"}, {"hundred", "rest"}) or roles.get("year", tokens[end - 1]) is not tokens[end - 1]:
            return not (after and after.kind in self._grammar.kinds("lasting"))
        return end - start > 3 or self._bare(tokens, start, end, lead)

    def _idiom(self, token: Token) -> bool:
        """Whether a number in words is said as years are ("nineteen ninety-six")."""
        return bool(self._big) and not any(word in token.text.lower() for word in self._big)

    def _short(self, token: Token, tokens: Sequence[Token], start: int, end: int) -> bool:
        if len(token.text) != 2:
            return False
        if tokens[start] is not token:
            return tokens[start].kind == "'" or token.value >= _SHORT_FROM
        after = _after(tokens, end)
        return token.value >= _SHORT_FROM and after is not None and after.kind in self._grammar.kinds("dated")

    def _bare(self, tokens: Sequence[Token], start: int, end: int, lead: bool) -> bool:
        """Whether a number by itself is a year: nothing counted, no name or label of a thing with a number."""
        token, before, after = tokens[start], _before(tokens, start), _after(tokens, end)
        if end - start > 1:
            return not (after and after.kind in self._grammar.kinds("counted"))
        if token.value not in (_YEARS if lead else _PLAIN_YEARS):
            return False
        if before and (before.kind in _SYMBOLS or before.kind in self._grammar.kinds("label")):
            return False
        if token.start in self._counts and not lead:
            return False
        following = [other for other in tokens[end : end + 4] if other.kind != SPACE][:2]
        if any(other.kind in self._grammar.kinds("measured") for other in following):
            return False
        if after and (after.kind in self._grammar.kinds("counted") or after.kind in _SYMBOLS):
            return before is not None and before.kind in self._grammar.kinds("surelead")
        return True

    def part(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """A quarter, a half or a third of a date, or "about" that date."""
        whole = roles["time"].value
        if not isinstance(whole, Point) or whole.part or whole.unresolved is not None or whole.extent == "day":
            approximate = "approxword" in roles and isinstance(whole, Point)
            return _token(replace(whole, approximate=True), tokens, start, end) if approximate else None
        index, count = _fraction(roles)
        if count == 1:
            return _token(replace(whole, approximate=True), tokens, start, end)
        if not 0 <= index < count or count == 4 and whole.extent != "year":
            return None
        if whole.year is None:
            return _token(replace(whole, approximate=True), tokens, start, end) if count == 3 else None
        return _token(replace(whole, part=(index, count), approximate=count == 3), tokens, start, end)

    def range(self, roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
        """From one date to another."""
        if not _isolated(tokens, start, end):
            return None
        first, last = _end(roles["start"]), self._finish(roles)
        if first is None or last is None or first.extent == last.extent == "bare":
            return None
        if "bare" in (first.extent, last.extent) and "day" not in (first.extent, last.extent):
            return None
        made = stretch(*(replace(point, extent="day") if point.extent == "bare" else point for point in (first, last)))
        return Token(TIMES["span"], made, tokens[start].start, tokens[end - 1].end) if made else None

    @staticmethod
    def _finish(roles: Match) -> Point | None:
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
        if isinstance(named, Stretch) and relation not in ("before", "after"):
            return None
        return Token(roles["time"].kind, Governed(named, relation), tokens[start].start, tokens[end - 1].end)


def _token(point: Point, tokens: Sequence[Token], start: int, end: int) -> Token:
    return Token(TIMES["span" if point.last_day else point.extent], point, tokens[start].start, tokens[end - 1].end)


def _end(token: Token) -> Point | None:
    """An end of a range: a point, or a number that may be a day of the other end's month."""
    if isinstance(token.value, Point):
        return None if token.value.unresolved is not None or token.value.last_day else token.value
    return Point("bare", day=token.value) if isinstance(token.value, int) and 1 <= token.value <= 31 else None


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
    """Of its first year ("1990s"), its last two figures ("90s"), its name, or its name with a century."""
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


def _fraction(roles: Match) -> tuple[int, int]:
    if "part" in roles:
        return roles["part"].value, 3
    if "halfpart" in roles:
        return roles["halfpart"].value - 1, 2
    if "nth" not in roles:
        return 0, 1
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
        if before == "u" or start > 1 and before in _MARKS and tokens[start - 2].kind in NUMERIC:
            years = before in "-~/" and tokens[start].kind == tokens[start - 2].kind == "y"
            return years and _isolated(tokens, start - 2, start - 1)
    if tokens[end - 1].kind in NUMERIC and end < len(tokens):
        after = tokens[end].kind
        if after == "u":
            return False
        if end + 1 < len(tokens) and after in _MARKS and tokens[end + 1].kind in NUMERIC:
            years = tokens[end - 1].kind == tokens[end + 1].kind == "y" and after == "/"
            return end - start == 1 and after in "-~" or years or tokens[start].kind not in NUMERIC and after in "-~"
    return True


