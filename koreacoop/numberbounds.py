"""What bounds or blurs a number: more than, at least, about, exactly; between two numbers, from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from koreacoop.frozen import dataclass, replace
from koreacoop.numbercores import Core
from koreacoop.numbertext import FoldedText, Phrases, key
from koreacoop.numberwords import Table
from koreacoop.quantity import Quantity


class Bound(StrEnum):
    """How a number bounds a value."""

    MORE = "more"
    LEAST = "least"
    LESS = "less"
    MOST = "most"
    EQUAL = "equal"


_OPPOSITE = {
    Bound.MORE: Bound.MOST,
    Bound.MOST: Bound.MORE,
    Bound.LESS: Bound.LEAST,
    Bound.LEAST: Bound.LESS,
    Bound.EQUAL: Bound.EQUAL,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A range of numbers in a folded text."""

    start: int
    end: int
    quantity: Quantity
    unit: str | None = None
    attached: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """How a range is written: with a word before it or after it, and one between its ends."""

    opens: Phrases[bool] | None
    links: tuple[str, ...]
    closes: Phrases[bool] | None
    courses: tuple[str, ...]
    """Those of the links that may tell of a change from one number to the other."""


class BoundReader:
    """Reads bounds, ranges and approximations around the numbers of a text."""

    def __init__(self, data: Table, glued: bool) -> None:
        self._glued = glued
        self._clitics = () if glued else data.words("proclitics")
        bounds = data.table("bounds")
        self._before = self._meanings(bounds, "before")
        self._after = self._meanings(bounds, "after", after=True)
        self._far = self._meanings(bounds, "far_after", after=True)
        self._gap = 0 if glued else 3
        self._about = self._phrases(data.table("about"), "before")
        self._about_after = self._phrases(data.table("about"), "after", after=True)
        self._exact = self._phrases(data.table("exact"), "before")
        self._negations = self._phrases(bounds, "negations")
        self._fillers = self._phrases(bounds, "fillers")
        self._exactly = frozenset(bounds.patterns("exactly"))
        self._merges = tuple(map(key, bounds.words("merges")))
        ranges = data.tables("ranges")
        self._forms = [self._form(form) for form in ranges]
        openers = data.forms("openers", lambda: {word: True for form in ranges for word in form.patterns("opens")})
        self.openers: Phrases[bool] = Phrases(openers, clitics=self._clitics)
        self.links = tuple(link for form in ranges if form.words("opens") for link in map(key, form.words("links")))

    def _meanings(self, bounds: Table, name: str, after: bool = False) -> Phrases[Bound]:
        table = bounds.table(name)
        found = bounds.forms(name, lambda: {phrase: bound for bound in table for phrase in table.patterns(bound)})
        return Phrases(found, Bound, glued=self._glued and after, clitics=() if after else self._clitics)

    def _phrases(self, table: Table, name: str, after: bool = False) -> Phrases[bool]:
        return table.phrases(name, glued=self._glued and after, clitics=() if after else self._clitics)

    def _form(self, form: Table) -> _Form:
        return _Form(
            self._phrases(form, "opens") if form.words("opens") else None,
            tuple(map(key, form.words("links"))),
            self._phrases(form, "closes", after=True) if form.words("closes") else None,
            tuple(map(key, form.words("courses"))),
        )

    def blur(self, text: FoldedText, core: Core, after: int) -> Core:
        """The number with the words around it that say "about" or "only"; the number before ends at `after`."""
        before = _back(text.text, core.start)
        about, exact = self._about.ending(text.text, before), self._exact.ending(text.text, before)
        about = None if about is not None and 0 < after >= about[0] - 1 else about
        if about is not None and (exact is None or about[0] <= exact[0]):
            core = replace(core, start=about[0], quantity=replace(core.quantity, approximate=True))
        elif exact is not None:
            core = replace(core, start=exact[0], quantity=replace(core.quantity, exact=True))
        for begin in (core.end, core.tail, *self._past(text.text, core.tail)):
            for at in (begin, begin + 1) if text.text.startswith(" ", begin) else (begin,):
                found = self._about_after.starting(text.text, at)
                if found is not None:
                    near = found[0] if begin <= core.tail else 0
                    blurred = replace(core.quantity, approximate=True)
                    return replace(core, end=max(core.end, near), tail=max(core.tail, near), quantity=blurred)
        return core

    def bound(self, text: FoldedText, core: Core, starts: frozenset[int]) -> Span | None:
        """The range that a bound around the number makes of it; numbers begin at `starts`."""
        after = self._bound_after(text.text, core, starts)
        before = self._before.ending(text.text, self._before_fillers(text.text, core.start))
        if (before is None and after is None) or core.quantity.low is None or core.quantity.vague:
            return None
        start = before[0] if before else core.start
        end = after[0] if after else core.end
        meaning = _meaning(before[1] if before else None, after[1] if after else None)
        denied = self._negations.ending(text.text, _back(text.text, start)) if before else None
        if denied is not None:
            start, meaning = denied[0], _OPPOSITE[meaning]
        quantity = bounded(core.quantity, meaning)
        if before and text.text[before[0] : _back(text.text, core.start)] in self._exactly:
            quantity = replace(quantity, exact=True)
        between = text.cased[core.end : after[2]].strip() if after and after[2] else core.attached
        return Span(start, end, quantity, core.unit, between or None)

    def _before_fillers(self, text: str, start: int) -> int:
        """Back over "a" in "exceeds a $4 billion"."""
        start = _back(text, start)
        filler = self._fillers.ending(text, start)
        return _back(text, filler[0]) if filler else start

    def _bound_after(self, text: str, core: Core, starts: frozenset[int]) -> tuple[int, Bound, int] | None:
        """The end of the bound after a number, its meaning, and where it begins if other words stand before it."""
        for begin in dict.fromkeys((core.tail, core.end)):
            for at in (begin, begin + 1) if text.startswith(" ", begin) else (begin,):
                found = self._after.starting(text, at)
                if found is not None:
                    end = self._word_end(text, found[0])
                    return None if self._is_next(text, at, end, starts) else (end, found[1], 0)
        for at in self._past(text, core.tail):
            found = self._far.starting(text, at)
            if found is not None and not self._is_next(text, at, found[0], starts):
                return (*found, at)
        return None

    def _is_next(self, text: str, start: int, end: int, starts: frozenset[int]) -> bool:
        """Whether a bound after a number is the next number's: "5000 or *more than* 4500"."""
        if self._glued:
            return False
        begins = (start, *(start + len(key(c)) for c in self._clitics if text.startswith(key(c), start)))
        ends = [end, *(stop for begin in begins for stop, _ in self._before.all_starting(text, begin))]
        return any(stop + text.startswith(" ", stop) in starts for stop in ends)

    def _word_end(self, text: str, end: int) -> int:
        """The end of a word of a glued language: its endings belong to the bound."""
        while self._glued and end < len(text) and "\uac00" <= text[end] <= "\ud7a3":
            end += 1
        return end

    def _past(self, text: str, begin: int) -> Iterator[int]:
        """Where the words after a counted noun begin: "150 countries *or more*"."""
        at = begin
        for _ in range(self._gap):
            if not text.startswith(" ", at):
                return
            at += 1
            while at < len(text) and text[at].isalpha():
                at += 1
            if text.startswith(" ", at):
                yield at + 1

    def ranges(self, text: FoldedText, cores: list[Core]) -> tuple[list[Core], list[Span]]:
        """The numbers, of which the first of two may share the other's multiplier, and the ranges between them."""
        found, shared = [], list(cores)
        for index, (one, two) in enumerate(pairwise(cores)):
            span = self._range(text, one, two)
            if span is not None:
                found.append(span)
                if span.quantity.low != one.quantity.low:
                    shared[index] = replace(
                        one, quantity=replace(one.quantity, low=span.quantity.low, high=span.quantity.low)
                    )
        return shared, found

    def _range(self, text: FoldedText, one: Core, two: Core) -> Span | None:
        if one.attached and two.attached and not two.attached.startswith(one.attached):
            return None  # "13개국에서 1,100여 명": so many people in so many countries
        for form in self._forms:
            between = {text.text[a:b] for a in (one.end, one.tail) for b in (two.start, two.inner)}
            if between.isdisjoint(form.links):
                continue
            opened = (
                form.opens.ending(text.text, self._before_fillers(text.text, one.start))
                if form.opens
                else (one.start, True)
            )
            closed = self._closed(text.text, form, two)
            if opened is None or closed is None:
                continue
            quantity = _span(one, two, text.text)
            if quantity is not None:
                quantity = replace(quantity, course=not between.isdisjoint(form.courses))
                return Span(opened[0], closed, quantity, two.unit or one.unit, two.attached)
        return None

    def _closed(self, text: str, form: _Form, two: Core) -> int | None:
        if form.closes is None:
            return two.end
        for begin in (two.tail, two.end):
            for at in (begin, begin + 1) if text.startswith(" ", begin) else (begin,):
                found = form.closes.starting(text, at)
                if found is not None:
                    return found[0]
        return None

    def merge(self, text: FoldedText, spans: list[Span]) -> list[Span]:
        """Two bounds that follow each other and agree as one range: "more than 100 and less than 300"."""
        merged: list[Span] = []
        for span in spans:
            quantity = _both(merged[-1].quantity, span.quantity) if merged else None
            if quantity is not None and text.text[merged[-1].end : span.start] in self._merges:
                merged[-1] = Span(merged[-1].start, span.end, quantity, span.unit or merged[-1].unit, span.attached)
            else:
                merged.append(span)
        return merged


def bounded(quantity: Quantity, bound: Bound) -> Quantity:
    """A quantity that is bounded by another."""
    match bound:
        case Bound.MORE | Bound.LEAST:
            return replace(quantity, high=None, low_open=bound is Bound.MORE)
        case Bound.LESS | Bound.MOST:
            return replace(quantity, low=None, high=quantity.high or quantity.low, high_open=bound is Bound.LESS)
        case Bound.EQUAL:
            return replace(quantity, exact=True)


def _meaning(before: Bound | None, after: Bound | None) -> Bound:
    """ "Equal to 5000 or less" is at most 5000; otherwise what stands before counts."""
    if before is None or (before is Bound.EQUAL and after is not None):
        return after or Bound.EQUAL
    if before is Bound.MORE and after is Bound.EQUAL:
        return Bound.LEAST
    return Bound.MOST if before is Bound.LESS and after is Bound.EQUAL else before


def _span(one: Core, two: Core, text: str) -> Quantity | None:
    """From the first to the second number; a bare first one shares the multiplier of the second."""
    low, high = one.quantity.low, two.quantity.high
    if low is None or high is None or not (one.quantity.is_point() and two.quantity.is_point()):
        return None
    if one.scale == 1 and two.scale > 1 and low < high / two.scale and low < two.scale:
        low *= two.scale
    if low >= high or ("0" in (text[one.inner], text[two.inner]) and low >= 1) or _in_chain(text, one, two):
        return None
    blurred = one.quantity.approximate or two.quantity.approximate
    return Quantity(low, high, approximate=blurred)


def _in_chain(text: str, one: Core, two: Core) -> bool:
    """Whether more figures are tied to these two: 1-222-2222-2222."""
    before, after = text[max(0, one.start - 1) : one.start], text[two.end : two.end + 2]
    return (before in ("-", "/", "+") and before != "") or (after[:1] in ("-", "/") and after[1:].isdigit())


def _both(one: Quantity, two: Quantity) -> Quantity | None:
    """A lower and an upper bound as one quantity, if they agree."""
    if one.low is None or two.high is None:
        one, two = two, one
    if one.low is None or one.high is not None or two.high is None or two.low is not None or one.low >= two.high:
        return None
    return replace(one, high=two.high, high_open=two.high_open, approximate=one.approximate or two.approximate)


def _back(text: str, position: int) -> int:
    return position - (position > 0 and text[position - 1] == " ")
