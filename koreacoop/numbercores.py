"""The numbers of a text by themselves: numerals with sign, fraction, ordinal mark and counter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from koreacoop.frozen import dataclass, replace
from koreacoop.numberglue import GluedRules
from koreacoop.numbertext import FoldedText, Phrases, begins_word, key, letters_from, script, word_starts
from koreacoop.numberwords import NumberWords, Table
from koreacoop.numerals import Numeral
from koreacoop.quantity import Quantity, point

_MOST_WORDS = 20_000
"""Words of which it is kept whether a number may begin with them."""
_MANY = 100
"""One of so many is a part of them ("one in a million"); of fewer it is one of them."""


@dataclass(frozen=True, slots=True)
class Core:
    """One number in a folded text."""

    start: int
    end: int
    inner: int
    """Where the numeral begins after what is written on to it."""
    quantity: Quantity
    tail: int
    """Where the words that may follow a counted number begin."""
    scale: Decimal = Decimal(1)
    """The multiplier that a number before it in a range may share: 400 to 500 *million*."""
    literal: bool = False
    ordinal: bool = False
    definite: bool = False
    unit: str | None = None
    minor: bool = False
    attached: str | None = None
    prefixed: bool = False
    """The unit stands before the number."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A numeral where it stands, with what its language asks of the place."""

    start: int
    end: int
    numeral: Numeral
    tail: int
    attached: str | None = None
    odd: bool = False
    """150-odd, where that is a syllable on the number."""


class CoreReader:
    """Finds the numbers of one language's texts."""

    def __init__(self, data: Table) -> None:
        self.words = NumberWords(data)
        sign = data.table("sign")
        self.glued = self._glued = self.words.glued
        self._clitics = self.words.proclitics
        self._negatives = self._phrases(sign, "negative", clitics=True)
        self._symbols = sign.words("symbols")
        ratio = data.table("ratio")
        self._points = self._phrases(sign, "point")
        self._over = self._phrases(ratio, "over")
        self._out_of = self._phrases(ratio, "out_of")
        self._one_among = frozenset(map(key, ratio.words("one_among")))
        self._parts_of = self._phrases(ratio, "parts_of")
        self._one_of = self._phrases(ratio, "one_part_of", clitics=True)
        self._whole_links = [key(link) for link in ratio.words("whole_links")]
        stops = data.forms("not_numbers", lambda: dict.fromkeys(data.words("not_numbers"), True))
        self._stop: Phrases[bool] = Phrases(stops, glued=self._glued)
        self._codes = frozenset(data.table("money").words("codes"))
        self._contexts = [self._context(context) for context in data.tables("not_in_context")]
        self._hangul = GluedRules(data) if self._glued else None
        self.particles = self._hangul.particles if self._hangul else None
        self._letters = self.words.first_letters() | self._negatives.first_letters() | self._one_of.first_letters()
        self._words_that_start: dict[str, bool] = {}
        ordinal = data.table("ordinal_marks")
        self._ordinal_counters = frozenset(ordinal.words("after")) if self._glued else frozenset()
        self._ordinal_after = self._phrases(ordinal, "after")
        self._ordinal_before = self._phrases(ordinal, "before")

    @cached_property
    def _heads(self) -> frozenset[str]:
        """What numbers in words, and the words for a sign or a part before them, begin with."""
        return frozenset((*self.words.heads(), *self._negatives.heads(), *self._one_of.heads()))

    def _phrases(self, table: Table, name: str, clitics: bool = False) -> Phrases[bool]:
        before = self._clitics if clitics and not self._glued else ()
        return table.phrases(name, glued=self._glued, clitics=before)

    def _context(self, data: Table) -> tuple[frozenset[str], Phrases[bool], Phrases[bool], bool]:
        """Words that are no numbers after or before some others, or at the end."""
        words = frozenset(map(key, data.words("words")))
        return words, self._phrases(data, "before"), self._phrases(data, "after"), data.flag("at_end")

    def cores(self, text: FoldedText, first_of: Phrases[bool] | None = None, links: tuple[str, ...] = ()) -> list[Core]:
        """All numbers from left to right; after a phrase of `first_of` the first of two ends before a link."""
        cores: list[Core] = []
        position, skipped = 0, _addresses(text.text)
        while (position := self._next_start(text.text, position)) < len(text.text):
            stop = next((end for start, end in skipped if start <= position < end), None)
            core = None if stop else self._core_at(text, position)
            if core is None:
                position = stop or position + 1
                continue
            if first_of is not None and first_of.ending(text.text, _skip_back(text.text, core.start)):
                core = self._first_of_two(text, core, links) or core
            part = core.scale == 0 or "/" in text.text[core.start : core.end]
            if cores and part and text.text[cores[-1].end : core.start] in self._whole_links:
                core = _with_whole(cores.pop(), core)
            cores.append(core)
            position = max(core.tail, position + 1)
        return cores

    def _next_start(self, text: str, position: int) -> int:
        """The first place from `position` on where a number may begin."""
        for match in word_starts().finditer(text, position):
            if not match[0].isalpha() or (match[0] in self._letters and self._may_start(text, match.start())):
                return match.start()
        return len(text)

    def _may_start(self, text: str, position: int) -> bool:
        """Whether the letters at a place may be a number word, or are written on to one; told once for each word."""
        if self._glued:
            return True
        word = letters_from(text, position)
        known = self._words_that_start.get(word)
        if known is None:
            if len(self._words_that_start) > _MOST_WORDS:
                self._words_that_start.clear()
            known = self._words_that_start[word] = self._is_head(word)
        return known

    def _is_head(self, word: str) -> bool:
        if len(set(map(script, word))) > 1 or word in self._clitics:
            return True  # a word ends where another script begins, and figures may follow a clitic
        rests = (word.removeprefix(clitic) for clitic in self._clitics)
        return word in self._heads or any(rest in self._heads for rest in rests)

    def _first_of_two(self, text: FoldedText, core: Core, links: tuple[str, ...]) -> Core | None:
        """The shortest numeral from here after which a link and a larger number follow."""
        for found in self._found(text, core.start, core.inner):
            for link in links:
                if text.text.startswith(link, found.end):
                    other = self._core_at(text, found.end + len(link))
                    one, two = found.numeral.quantity(), other.quantity.low if other else None
                    one = (
                        _negative(one)
                        if text.text[core.start] != text.text[core.inner] and (core.quantity.high or 0) < 0
                        else one
                    )
                    if two is not None and one.low is not None and found.end < core.end and one.low < two:
                        return replace(core, end=found.end, tail=found.tail, quantity=one)
        return None

    def _core_at(self, text: FoldedText, position: int) -> Core | None:
        start = position
        sign, position = self._sign(text.text, position)
        part = self._one_of.starting(text.text, position) if begins_word(text.text, position) else None
        if part is not None:
            found = self._numeral(text, part[0] + 1)
            return _core(start, found, _ratio(Decimal(1), found.numeral.value())) if found else None
        found = self._numeral(text, position, sure=position > start)
        if found is None:
            return None
        begin = start if sign < 0 else found.start if self._glued else position
        core = _core(begin, found, found.numeral.quantity())
        core = self._fraction(text, core) or self._pointed(text, core) or self._ordinal(text, core)
        return _signed(core) if sign < 0 else core

    def _sign(self, text: str, position: int) -> tuple[int, int]:
        """-1 and where the number begins, if a sign begins here; else 1."""
        word = self._negatives.starting(text, position) if begins_word(text, position) else None
        if word is not None:
            return -1, word[0] + text.startswith(" ", word[0])
        if text.startswith("-", position) and _may_be_sign(text, position):
            return -1, position + 1 + text.startswith(" ", position + 1)
        return 1, position

    def _numeral(self, text: FoldedText, position: int, sure: bool = False) -> _Found | None:
        """The numeral at `position`, which may begin after a particle that is written on to it."""
        if position >= len(text.text) or not (sure or self._may_begin(text.text, position)):
            return None
        for start in self._starts(text.text, position):
            found = self._found(text, position, start, sure)
            if found:
                return found[-1]
        return None

    def _starts(self, text: str, position: int) -> Iterator[int]:
        yield position
        if text[position].isalpha():
            yield from (position + len(clitic) for clitic in self._clitics if text.startswith(clitic, position))

    def _found(self, text: FoldedText, word: int, start: int, sure: bool = False) -> list[_Found]:
        """The numerals that begin at `start`, in a word that begins at `word`, so far as the place allows them.

        `sure`: a number must stand here, after a sign or in a fraction.
        """
        stop = self._stop.starting(text.text, word)
        found = []
        for end, numeral in self.words.numerals(text.text, text.cased, start):
            if (stop is not None and stop[0] >= end) or self._is_pronoun(text.text, start, end):
                continue
            if self._hangul is None:
                found.append(_Found(start, end, numeral, end))
            else:
                tail = self._hangul.tail(text.text, start, end, sure)
                if tail is not None:
                    found.append(_Found(start, tail.end, numeral, tail.begin, tail.counter, tail.odd))
        return found

    def _may_begin(self, text: str, position: int) -> bool:
        here, before = text[position], text[position - 1] if position else " "
        if here.isdigit() or here == ".":
            return not (before.isdigit() or (before == "." and here.isdigit()) or self._in_code(text, position))
        return begins_word(text, position) and not (here.isalpha() and script(here) == "latin" and before.isdigit())

    def _in_code(self, text: str, position: int) -> bool:
        """Whether Latin letters stand before these digits, at once or with a hyphen: G20, COVID-19; not so USD20."""
        end = position - (text[position - 1 : position] in ("-", "+") and position > 1)
        start = end
        while start and text[start - 1].isalpha() and script(text[start - 1]) == "latin":
            start -= 1
        return start < end and (end < position or text[start:end][-3:].upper() not in self._codes or end - start > 4)

    def _is_pronoun(self, text: str, start: int, end: int) -> bool:
        for words, before, after, at_end in self._contexts:
            if text[start:end] in words:
                ends = at_end and bool(text[:start].strip()) and not text[end:].strip(" .!?\"'")
                found = before.ending(text, _skip_back(text, start)) or after.starting(
                    text, end + text.startswith(" ", end)
                )
                if ends or found is not None:
                    return True
        return False

    def _fraction(self, text: FoldedText, core: Core) -> Core | None:
        """One over three, two out of five hundred, 삼분의 이."""
        for phrases, inverted in ((self._over, False), (self._out_of, False), (self._parts_of, True)):
            at = core.end + text.text.startswith(" ", core.end)
            link = phrases.starting(text.text, at)
            if link is None:
                continue
            sign, begin = self._sign(text.text, link[0] + text.text.startswith(" ", link[0]))
            found = self._numeral(text, begin, sure=inverted)
            if found is None or not found.numeral.value() or self._mere_figures(core, found, phrases):
                continue
            one, two = core.quantity.low or Decimal(0), found.numeral.value()
            if phrases is self._out_of and two < _MANY and text.text[core.start : core.end] in self._one_among:
                continue
            quantity = _ratio(two, one) if inverted and one else _ratio(one, two)
            whole = replace(
                core, end=found.end, tail=found.tail, quantity=quantity, attached=found.attached, scale=Decimal(0)
            )
            return _signed(whole) if sign < 0 else whole
        return None

    def _mere_figures(self, core: Core, found: _Found, phrases: Phrases[bool]) -> bool:
        """Numbers in digits that are no fraction: "12 out of 10", "in 2021 over 150", "2012 على سبعة"."""
        if phrases is self._parts_of or not core.literal:
            return False
        return core.quantity.low != 1 if phrases is self._over else found.numeral.is_literal()

    def _pointed(self, text: FoldedText, core: Core) -> Core | None:
        """Nine point nought four."""
        at = core.end + text.text.startswith(" ", core.end)
        mark = self._points.starting(text.text, at)
        if mark is None or core.quantity.low is None or core.literal:
            return None
        part = None if self._glued else self._core_at(text, mark[0] + 1)
        if part is not None and part.quantity.low is not None and 0 < part.quantity.low < 1:
            return replace(
                part, start=core.start, inner=core.inner, quantity=point(core.quantity.low + part.quantity.low)
            )
        digits, end = "", mark[0]
        while True:
            begin = end + (text.text.startswith(" ", end) and not (self._glued and not digits))
            found = (
                self._numeral(text, begin) if not self._glued or digits or not text.text.startswith(" ", end) else None
            )
            value = found.numeral.value() if found else None
            if found is None or value is None or not (value < 10 or (value < 100 and not digits)):
                break
            digits, end = digits + f"{value:f}", found.end
            if "." in digits or value >= 10:
                break
        return _decimals(core, digits, end)

    def _ordinal(self, text: FoldedText, core: Core) -> Core:
        """A number with an ordinal mark on it: 26th, 26번째, 제26."""
        if core.attached in self._ordinal_counters:
            start = self._ordinal_before.ending(text.text, core.start)
            return replace(core, start=start[0] if start else core.start, end=core.tail, ordinal=True)
        after = None if self._glued else self._ordinal_after.starting(text.text, core.end)
        before = self._ordinal_before.ending(text.text, core.start)
        if after is not None:
            return replace(core, end=after[0], tail=max(after[0], core.tail), ordinal=True)
        if before is not None:
            return replace(core, start=before[0], ordinal=True)
        if core.literal and self.words.article_before(text.text, core.start):
            return replace(core, definite=True)
        return core


def _core(start: int, found: _Found, quantity: Quantity) -> Core:
    numeral = found.numeral
    quantity = replace(quantity, approximate=True) if found.odd else quantity
    return Core(
        start,
        found.end,
        found.start,
        quantity,
        found.tail,
        numeral.scale,
        numeral.is_literal(),
        numeral.ordinal,
        numeral.definite,
        attached=found.attached,
    )


def _ratio(above: Decimal, below: Decimal) -> Quantity:
    return point(above / below)


def _signed(core: Core) -> Core:
    return replace(core, quantity=_negative(core.quantity))


def _negative(quantity: Quantity) -> Quantity:
    low, high = quantity.low, quantity.high
    return replace(quantity, low=None if high is None else -high, high=None if low is None else -low)


def _with_whole(whole: Core, part: Core) -> Core:
    """이십삼과 오분의 삼: 23 3/5."""
    total = (whole.quantity.low or Decimal(0)) + (part.quantity.low or Decimal(0))
    return replace(part, start=whole.start, inner=whole.inner, quantity=point(total))


def _decimals(core: Core, digits: str, end: int) -> Core | None:
    if not digits or core.quantity.low is None:
        return None
    fraction = Decimal(digits) if "." in digits else Decimal("0." + digits)
    return replace(core, end=end, tail=end, quantity=point(core.quantity.low + fraction))


def _may_be_sign(text: str, position: int) -> bool:
    """A dash is a sign at the beginning, after a bracket or comparison, or with a blank before it and none after."""
    before = text[:position].rstrip()
    if not before or before[-1] in "(<>=[≤≥":
        return True
    return text[position - 1] == " " and not text.startswith(" ", position + 1) and not before[-1].isdigit()


def _addresses(text: str) -> list[tuple[int, int]]:
    """The spans of web and mail addresses."""
    spans, position = [], 0
    for word in text.split(" "):
        if "://" in word or word.startswith("www.") or "@" in word[1:]:
            spans.append((position, position + len(word)))
        position += len(word) + 1
    return spans


def _skip_back(text: str, position: int) -> int:
    return position - (position > 0 and text[position - 1] == " ")
