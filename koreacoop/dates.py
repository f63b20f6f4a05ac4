"""Dates and durations in a text of one language: what they name, and the word that governs them.

All words and templates are data (``languages/*/dates.toml``). The text is cut into tokens (``date_lexer``); stage by
stage, templates (``date_grammar``) replace tokens by points, parts of points, ranges and governed dates
(``date_builders``); what is left may be durations. Words and templates are made ready when a pack is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from koreacoop.date_builders import Builder, Governed
from koreacoop.date_grammar import TIMES, Grammar, Match, Slots
from koreacoop.date_lexer import Reads, Token, Vocabulary, classes_of, tokenise, words_of
from koreacoop.date_points import Point, Stretch, interval_of
from koreacoop.frozen import dataclass
from koreacoop.hints import Any
from koreacoop.interval import Interval, Precision, parse_edtf

_DURATION = "\uf010"


class Relation(StrEnum):
    """The word that governs a date: in 2010, before 2010, since 2010 … from 2010 to 2012."""

    IN = "in"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    AS_OF = "as-of"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Time:
    """A date or period in a text; offsets are code points of the text as typed."""

    start: int
    end: int
    interval: Interval | None
    """What the named date itself covers (of "before 2010": 2010). None if that cannot be said: no year is given, the
    order of day and month is not clear, or the calendar is another."""
    relation: Relation
    edtf: str
    """The named date; X stands for what is open ("XXXX-09-17"); empty for another calendar."""
    approximate: bool = False
    """Only about so: early, mid, late, around."""

    def covered(self) -> Interval | None:
        """The days that date and relation leave: for "before 2010" all before 2010-01-01; None if unknown."""
        if self.interval is None or self.relation in (Relation.IN, Relation.AS_OF, Relation.SPAN):
            return self.interval
        if self.relation is Relation.BEFORE:
            return self.interval.before()
        if self.relation is Relation.AFTER:
            return self.interval.after()
        return self.interval.since() if self.relation is Relation.SINCE else self.interval.until()


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in a text: a value (low == high) or bounds, and the unit."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    approximate: bool
    unit: str
    """day, week, month, quarter, year, decade or century."""
    spread: bool = False
    """The bound may also tell in the course of what something was ("over two days")."""


class DateReader:
    """Reads the dates and durations of one language."""

    def __init__(
        self, data: Mapping[str, Any], number_reader: Reads | None = None, made: Mapping[str, Any] | None = None
    ) -> None:
        """`made`: what `dump` gave."""
        self._data = data
        self._numbers = number_reader
        self._made = made
        self._vocabulary: Vocabulary | None = None
        self._grammar: Grammar | None = None

    def dump(self) -> dict[str, Any]:
        """What is made of the data before the first text is read, as plain data: a compiled pack keeps it."""
        from koreacoop.date_templates import patterns

        classes = classes_of(self._data)
        return {"words": words_of(self._data, classes), "patterns": patterns(self._data, Slots(self._data, classes))}

    def _load(self) -> tuple[Vocabulary, Grammar]:
        if self._vocabulary is None or self._grammar is None:
            made = self._made or self.dump()
            classes = classes_of(self._data)
            self._vocabulary = Vocabulary(self._data, classes, made["words"])
            self._grammar = Grammar(Slots(self._data, classes), made["patterns"])
        return self._vocabulary, self._grammar

    def read(self, text: str) -> list[Time | Duration]:
        """All dates and durations of a text, in order of their start; they do not overlap."""
        vocabulary, grammar = self._load()
        row = tokenise(text, vocabulary, self._numbers)
        if not grammar.mentions(row.tokens):
            return []
        builder = Builder(grammar, self._data, row)
        tokens = row.tokens
        for stage, build in (
            ("points", builder.point),
            ("parts", builder.part),
            ("ranges", builder.range),
            ("relations", builder.relation),
            ("durations", _duration),
        ):
            tokens = grammar.rewrite(stage, tokens, build)
        found: list[Time | Duration] = []
        for token in tokens:
            start, end = row.folded.source_start(token.start), row.folded.source_end(token.end)
            if isinstance(token.value, Duration):
                found.append(_placed(token.value, start, end))
            elif token.kind in TIMES.values():
                found.append(_time(token.value, start, end))
        return found


def _time(value: Governed | Point | Stretch, start: int, end: int) -> Time:
    named, relation = (value.named, value.relation) if isinstance(value, Governed) else (value, "in")
    if relation == "in" and (isinstance(named, Stretch) or named.last_day):
        relation = "span"
    return Time(start, end, interval_of(named.edtf), Relation(relation), named.edtf, named.approximate)


def _placed(made: Duration, start: int, end: int) -> Duration:
    return Duration(
        start, end, made.low, made.high, made.low_open, made.high_open, made.approximate, made.unit, made.spread
    )


def _duration(roles: Match, tokens: Sequence[Token], start: int, end: int) -> Token | None:
    first, before = tokens[start], tokens[start - 1] if start else None
    if before and before.end == first.start and before.kind in "u$-.":
        return None
    share = roles["fraction"].value.high if "fraction" in roles else None
    if share is not None and share >= 1:
        return None  # "about five a year"
    low, high, unit, about = _amount(roles)
    bound = next((roles[name].value for name in ("bound", "boundafter") if name in roles), "")
    if bound and bound != "~":
        low, high = (low, None) if bound[0] == ">" else (None, high)
    made = Duration(0, 0, low, high, bound in (">", ">?"), bound == "<", about or bound == "~", unit, bound == ">?")
    return Token(_DURATION, made, first.start, tokens[end - 1].end)


def _amount(roles: Match) -> tuple[Decimal | None, Decimal | None, str, bool]:
    """Least and most units, the unit, and whether that is only about so."""
    more = Decimal("0.5") if "more" in roles else Decimal(0)
    if "fixed" in roles:
        number, unit = roles["fixed"].value.split()
        return Decimal(number) + more, Decimal(number) + more, unit, False
    unit = roles["unit"].value
    number = roles.get("amount") or roles.get("fraction")
    if number is None:
        value = (Decimal("0.5") if "half" in roles else Decimal(1)) + more
        return value, value, unit, False
    amount = number.value
    if number.kind == "v":
        return amount.low, amount.high, unit, amount.approximate
    value = Decimal(amount) + more
    return value, Decimal(roles["amounttwo"].value) if "amounttwo" in roles else value, unit, False


def to_values(found: Iterable[Time | Duration]) -> list[dict[str, Any]]:
    """The dates and periods among what was read, as objects with kind, start, end and value.

    Durations, and dates that name no interval, are left out.
    """
    values = []
    for time in found:
        if isinstance(time, Time) and time.interval is not None:
            value = _value(time, time.interval)
            kind = "date" if time.interval.precision is Precision.DAY and isinstance(value, str) else "period"
            values.append({"kind": kind, "start": time.start, "end": time.end, "value": value})
    return values


def _value(time: Time, interval: Interval) -> str | dict[str, Any]:
    if time.relation is Relation.SPAN:
        start, finish = time.edtf.split("/")
        return {"from": _named(start)[0], "to": _named(finish)[1]}
    first, last = _named(time.edtf)
    match time.relation:
        case Relation.BEFORE:
            return {"from": None, "to": first, "to_open": True}
        case Relation.AFTER:
            return {"from": last, "from_open": True, "to": None}
        case Relation.SINCE:
            return {"from": first, "to": None}
        case Relation.UNTIL | Relation.BY:
            return {"from": None, "to": last}
    return first if first == last else {"from": first, "to": last}


def _named(edtf: str) -> tuple[str, str]:
    """A date as its first and last part: days, months and years as such, all else by the days it runs from and to."""
    interval = parse_edtf(edtf)
    if interval.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return edtf, edtf
    return str(interval.first), str(interval.last)
