"""Units of numbers: percent signs and words, currencies before and after, dollars and cents."""

from __future__ import annotations

from decimal import Decimal

from koreacoop.frozen import replace
from koreacoop.numbercores import Core
from koreacoop.numbertext import FoldedText, Phrases, begins_word, key
from koreacoop.numberwords import Table
from koreacoop.quantity import point

PERCENT = "percent"


class UnitReader:
    """Puts percent and currency on the numbers of one language."""

    def __init__(self, data: Table, particles: Phrases[bool] | None) -> None:
        self._particles = particles
        self._of = [key(of) for of in data.words("of")]
        percent = data.table("percent")
        self._percent = percent.phrases("after", glued=particles is not None)
        money = data.table("money")
        self._codes = frozenset(money.words("codes"))
        self._shy = frozenset(money.words("shy_codes"))
        self._after = _currencies(money, "names", "after", glued=particles is not None)
        self._before = _currencies(money, "symbols", "before")
        self._symbols = _currencies(money, "symbols", glued=True)
        self._minor = frozenset(money.words("minor"))
        self._links = [key(link) for link in money.words("minor_links")]
        self._scales = {
            letter: Decimal(value) for value in money.table("scales") for letter in money.table("scales").words(value)
        }

    def units(self, text: FoldedText, cores: list[Core]) -> list[Core]:
        """The numbers with their percent signs and currencies; amounts in dollars and cents are one."""
        found: list[Core] = []
        for core in cores:
            after = found[-1].end if found else 0
            if core.start < after:
                continue
            counted = self._unit(text, core, after)
            joined = self._joined(text, found[-1], counted) if found else None
            found[-1:] = [joined] if joined else [*found[-1:], counted]
        return found

    def _unit(self, text: FoldedText, core: Core, after: int) -> Core:
        if core.ordinal:
            return core
        at = core.end + (text.text[core.end : core.end + 1] in (" ", "-"))
        for begin in (core.end, at):
            found = self._percent.starting(text.text, begin)
            if found and self._ends(text.text, found[0]):
                return replace(core, end=found[0], tail=found[0], unit=PERCENT, attached=None)
        return self._money(text, core, at, after)

    def _joined(self, text: FoldedText, before: Core, core: Core) -> Core | None:
        """Two numbers as one amount: 3 dollars and 50 cents; 15 dollars 50; 75 USD million."""
        one, two = before.quantity.low, core.quantity.low
        if one is None or two is None or not (before.quantity.is_point() and core.quantity.is_point()):
            return None
        if self._adds(text, before, core):
            return replace(before, end=core.end, tail=core.tail, quantity=point(one + two / 100))
        if (
            before.unit in self._codes
            and core.unit is None
            and two == core.scale > 1
            and text.text[before.end : core.start] == " "
        ):
            return replace(before, end=core.end, tail=core.tail, quantity=point(one * two), scale=two)
        return None

    def _adds(self, text: FoldedText, before: Core, core: Core) -> bool:
        major = before.unit is not None and before.unit != PERCENT and before.unit not in self._minor
        value = core.quantity.low
        if (
            not major
            or value is None
            or not core.quantity.is_point()
            or text.text[before.end : core.start] not in self._links
        ):
            return False
        if core.unit in self._minor:
            return value < 100
        rest = text.text[core.end :].lstrip()
        return (
            core.unit is None
            and 10 <= value < 100
            and value == int(value)
            and (not rest or rest[0] in ".!?;)")
            and not before.prefixed
        )

    def _money(self, text: FoldedText, core: Core, at: int, taken: int) -> Core:
        before, start, scale = self._unit_before(text, core)
        if start < taken:
            before, start, scale = None, core.start, Decimal(1)
        times, end = self._small_suffix(text, core.end)
        for begin in dict.fromkeys(
            (core.end, at, end, end + text.text.startswith(" ", end), *self._past_of(text.text, core))
        ):
            after = self._unit_after(text, begin)
            if after is not None:
                stop, unit, code = after
                times = code * (times if begin >= end > core.end else 1)
                unit = before if before and unit == _bare(unit) else unit
                return replace(
                    _times(core, times),
                    start=start if before else core.start,
                    end=stop,
                    tail=stop,
                    unit=unit,
                    attached=None,
                )
        if before is None:
            return core
        return replace(
            _times(core, times * scale), start=start, end=end, tail=max(end, core.tail), unit=before, prefixed=True
        )

    def _past_of(self, text: str, core: Core) -> list[int]:
        """Where the unit of a vague number may begin: billions of dollars."""
        return [core.end + len(of) for of in self._of if core.quantity.vague and text.startswith(of, core.end)]

    def _small_suffix(self, text: FoldedText, end: int) -> tuple[Decimal, int]:
        """The m of $600m, which is a million only with a currency."""
        letter = text.text[end : end + 1]
        if letter in self._scales and not text.text[end + 1 : end + 2].isalnum():
            return self._scales[letter], end + 1
        return Decimal(1), end

    def _unit_after(self, text: FoldedText, begin: int) -> tuple[int, str, Decimal] | None:
        end = begin
        while end < len(text.text) and text.text[end].isascii() and text.text[end].isalpha():
            end += 1
        code = text.cased[begin:end]
        if code.upper() in self._codes and (code.isupper() or code.upper() not in self._shy):
            return end, code.upper(), Decimal(1)
        if code.isupper() and code[1:] in self._codes and code[0].lower() in self._scales:
            return end, code[1:], self._scales[code[0].lower()]
        found = self._after.starting(text.text, begin)
        if found and self._ends(text.text, found[0]):
            return *found, Decimal(1)
        symbol = self._symbols.starting(text.text, begin)
        if symbol and self._is_before(text.text, symbol[0]):
            return *symbol, Decimal(1)
        return None

    def _is_before(self, text: str, end: int) -> bool:
        """Whether a symbol between two numbers is the first one's: the second has its own, "10 $ 30 cent"."""
        begin = end + text.startswith(" ", end)
        stop = begin
        while stop < len(text) and text[begin].isdigit() and (text[stop].isdigit() or text[stop] in ".,"):
            stop += 1
        if stop == begin:
            return True
        stop += text.startswith(" ", stop)
        word = self._after.starting(text, stop)
        return self._symbols.starting(text, stop) is not None or (word is not None and word[1] in self._minor)

    def _unit_before(self, text: FoldedText, core: Core) -> tuple[str | None, int, Decimal]:
        for end in (core.start, core.start - 1):
            if end <= 0 or (end < core.start and text.text[end] != " "):
                continue
            found = self._before.ending(text.text, end)
            if found is not None:
                return found[1], found[0], Decimal(1)
            code = text.cased[max(0, end - 4) : end]
            for length in (4, 3):
                letters = code[-length:]
                plain = letters[-3:]
                if (
                    (
                        len(letters) == length
                        and letters.isascii()
                        and letters.isupper()
                        and plain in self._codes
                        and plain not in self._shy
                    )
                    and begins_word(text.text, end - length)
                    and (length == 3 or letters[0].lower() in self._scales)
                ):
                    scale = self._scales[letters[0].lower()] if length == 4 else Decimal(1)
                    return plain, end - length, scale
        return None, core.start, Decimal(1)

    def _ends(self, text: str, end: int) -> bool:
        """Whether a word of a glued language ends here but for particles."""
        if self._particles is None or end >= len(text) or not "\uac00" <= text[end] <= "\ud7a3" or text[end - 1] == "%":
            return True
        return self._particles.starting(text, end) is not None


def _currencies(money: Table, *names: str, glued: bool = False) -> Phrases[str]:
    """Currencies by what some tables call them."""
    tables = [money.table(name) for name in names]

    def units() -> dict[str, str]:
        return {phrase: unit for table in tables for unit in table for phrase in table.patterns(unit)}

    return Phrases(money.forms("+".join(names), units), glued=glued)


def _bare(unit: str) -> str | None:
    """A unit that names no country, so that a prefix may: US$ 5 dollars."""
    return unit if not unit.isupper() else None


def _times(core: Core, times: Decimal) -> Core:
    if times == 1 or core.quantity.low is None:
        return core
    return replace(core, quantity=point(core.quantity.low * times), scale=times)
