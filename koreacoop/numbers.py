"""Numbers in running text: values, ranges, ordinals, percentages and money, with what bounds or blurs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from koreacoop.frozen import dataclass
from koreacoop.hints import Any
from koreacoop.numberbounds import BoundReader, Span
from koreacoop.numbercores import Core, CoreReader
from koreacoop.numbertext import FoldedText, fold
from koreacoop.numberunits import PERCENT, UnitReader
from koreacoop.numberwords import Table
from koreacoop.quantity import Quantity

_KEPT = 8
"""Texts whose numbers are kept."""


class Kind(StrEnum):
    """What a number in a text is."""

    NUMBER = "number"
    RANGE = "range"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, `start` to `end` in code points, with the words that bound or blur it."""

    kind: Kind
    start: int
    end: int
    quantity: Quantity
    unit: str | None = None
    """Money: ISO code or name of the currency; a range of percentages: "percent"."""
    attached: str | None = None
    """A Korean counter (명, 개국), or what stands between a number and its bound ("150 *countries* or more")."""


class NumberReader:
    """Reads the numbers of one language; `data` is its numbers.toml. The data is looked into at the first text."""

    def __init__(self, data: Mapping[str, object], made: dict[str, Any] | None = None) -> None:
        """`made`: what `dump` gave."""
        self._made: dict[str, Any] = {} if made is None else made
        self._data = Table(data, self._made)
        self._read: dict[str, list[Number]] = {}

    def dump(self) -> dict[str, Any]:
        """What is made of the data before the first text is read, as plain data: a compiled pack keeps it."""
        _ = self._cores, self._bounds, self._units
        return self._made

    @cached_property
    def _cores(self) -> CoreReader:
        return CoreReader(self._data)

    @cached_property
    def _bounds(self) -> BoundReader:
        return BoundReader(self._data, self._cores.glued)

    @cached_property
    def _units(self) -> UnitReader:
        return UnitReader(self._data, self._cores.particles)

    def read(self, text: str) -> list[Number]:
        """All numbers of `text` by where they begin; a bounded number also holds the number that it bounds."""
        # Dates and numbers of a text are read one after the other, and both ask for its numbers.
        if text not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[text] = self._found(text)
        return self._read[text]

    def _found(self, text: str) -> list[Number]:
        folded = fold(text)
        cores = self._cores.cores(folded, self._bounds.openers, self._bounds.links)
        cores = self._units.units(folded, cores)
        ends = [0, *(core.end for core in cores)]
        cores = [self._bounds.blur(folded, core, end) for core, end in zip(cores, ends, strict=False)]
        cores, spans = self._bounds.ranges(folded, cores)
        starts = frozenset(place for core in cores for place in (core.start, core.inner))
        bounds = [span for core in cores if (span := self._bounds.bound(folded, core, starts)) is not None]
        spans += self._bounds.merge(folded, bounds)
        numbers = [number for core in cores for number in _numbers(folded, core)]
        numbers += [_number(folded, Kind.RANGE, span) for span in spans]
        return sorted(numbers, key=lambda number: (number.start, -number.end))


def _numbers(text: FoldedText, core: Core) -> Iterator[Number]:
    """What one number may be: a definite Arabic 20 is the number and the ordinal."""
    if (core.quantity.low is not None and core.quantity.high is None) or not core.quantity.is_point():
        yield _number(text, Kind.RANGE, core)
    elif core.unit is not None:
        yield _number(text, Kind.PERCENT if core.unit == PERCENT else Kind.MONEY, core)
    elif core.ordinal:
        yield _number(text, Kind.ORDINAL, core)
    else:
        yield _number(text, Kind.NUMBER, core)
        if core.definite and (core.literal or (core.quantity.low or 0) >= 20):
            yield _number(text, Kind.ORDINAL, core)


def _number(text: FoldedText, kind: Kind, core: Core | Span) -> Number:
    start, end = text.source(core.start, core.end)
    unit = None if kind is Kind.PERCENT else core.unit
    return Number(kind, start, end, core.quantity, unit, core.attached)


def to_value(number: Number) -> dict[str, object]:
    """The number as `{"kind", "start", "end", "value"}`, decimals as strings."""
    quantity = number.quantity
    match number.kind:
        case Kind.RANGE:
            value: dict[str, object] = {
                "low": _plain(quantity.low),
                "high": _plain(quantity.high),
                "low_open": quantity.low_open,
                "high_open": quantity.high_open,
            }
        case Kind.MONEY:
            value = {"value": _plain(quantity.low), "unit": number.unit}
        case Kind.ORDINAL | Kind.PERCENT:
            value = {number.kind.value: _plain(quantity.low)}
        case Kind.NUMBER:
            value = {"value": _plain(quantity.low)}
    return {"kind": number.kind.value, "start": number.start, "end": number.end, "value": value}


def _plain(value: Decimal | None) -> int | str | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
