"""Numerals among syllables that are written without blanks: what must follow them for them to be numerals at all."""

from __future__ import annotations

from koreacoop.frozen import dataclass
from koreacoop.numbertext import Phrases
from koreacoop.numberwords import Table


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a numeral."""

    end: int
    """The end of the numeral, with a syllable that makes it approximate."""
    begin: int
    """Where the words after it and its counter begin."""
    counter: str | None
    odd: bool


class GluedRules:
    """Where numerals stand without blanks among other syllables: what must follow them to be numerals at all."""

    def __init__(self, data: Table) -> None:
        follow = data.table("follow")
        self._counted = frozenset(follow.words("counted"))
        self._glued_only = frozenset(follow.words("glued_only"))
        only = follow.table("only_before")
        self._only_before = {form: tuple(only.words(form)) for form in only}
        self._weak = frozenset(follow.words("weak"))
        self._free = frozenset(follow.words("free"))
        self._after_digits = follow.phrases("odd", glued=True)
        # True: a counter that makes a number of any syllable.
        self._counters: Phrases[bool] = Phrases(follow.forms("counters", lambda: _counters(data)), glued=True)
        self.particles = follow.phrases("particles", glued=True)
        self._dates = frozenset(follow.words("dates"))
        self._links, self._parts = data.table("ratio").words("whole_links"), data.table("ratio").words("parts_of")
        self._day = follow.text("day")
        self._ending, self._multipliers = follow.text("copula_or_two"), follow.text("copula_after")
        self._copula = follow.words("copula")

    def tail(self, text: str, start: int, end: int, number: bool) -> Tail | None:
        """Where what follows begins, and the counter; None if this is no numeral here, `number`: if there is one."""
        has_digits = text[end - 1].isdigit()
        odd = self._odd(text, end)
        at = odd[0] if odd else end
        counter, sure = self._counter(text, at, has_digits)
        if counter is not None and self._is_date(text, start, counter[1]):
            return None
        if number:
            fits = counter is not None or self._particles_only(text, end, 1)
        else:
            fits = self._allowed(text, start, end, counter is not None, sure, odd is not None)
        if not has_digits and not fits:
            return None
        if not has_digits and self._is_copula(text, start, end, counter is not None):
            return None
        begin, name = counter or (at, None)
        return Tail(at, begin, name, odd is not None)

    def _allowed(self, text: str, start: int, end: int, counted: bool, sure: bool, odd: bool) -> bool:
        form, glued = text[start:end].replace(" ", ""), _is_hangul(text, end)
        if not text[:start].strip() and not text[end:].strip(" .!?"):
            return True
        if any(text.startswith(rest, end) for rest in self._only_before.get(form, ())):
            return True
        if form in self._weak:
            return sure or self._in_numbers(text, end)
        if counted or odd:
            return True
        if form in self._free:
            return not glued and text.startswith(" ", end) and _is_hangul(text, end + 1)
        if form in self._counted:
            return False
        return not glued or self._particles_only(text, end, len(form))

    def _counter(self, text: str, at: int, has_digits: bool) -> tuple[tuple[int, str] | None, bool]:
        """The counter at `at` or after a blank, and whether it makes a number of any syllable."""
        for begin in (at, at + 1) if text.startswith(" ", at) else (at,):
            for end, sure in self._counters.all_starting(text, begin):
                if begin > at and text[begin:end] in self._glued_only:
                    continue
                tied = has_digits and begin == at and end - begin > 1
                if tied or self._particles_only(text, end, 1):
                    return (end, text[begin:end]), sure
        return None, False

    def _odd(self, text: str, end: int) -> tuple[int, bool] | None:
        """The syllable that says "and some more", if a blank or a counter follows it."""
        odd = self._after_digits.starting(text, end)
        counted = odd is not None and (
            not _is_hangul(text, odd[0]) or self._counters.starting(text, odd[0]) is not None
        )
        return odd if counted else None

    def _is_date(self, text: str, start: int, counter: str) -> bool:
        return counter in self._dates or (counter == self._day and text[:start].rstrip().endswith(tuple(self._dates)))

    def _particles_only(self, text: str, at: int, length: int) -> bool:
        """Whether the rest of the word is particles and endings; after a long numeral one is enough."""
        for _ in range(3):
            if not _is_hangul(text, at):
                return True
            particle = self.particles.starting(text, at)
            if particle is None:
                return False
            if length >= 3:
                return True
            at = particle[0]
        return not _is_hangul(text, at)

    def _in_numbers(self, text: str, end: int) -> bool:
        """Whether a lone syllable is a number by what is around it: a fraction after it, digits in the next word."""
        if any(
            text.startswith(link, end) and part in text[end : end + 12] for link in self._links for part in self._parts
        ):
            return True
        particle = self.particles.starting(text, end)
        return particle is not None and text[particle[0] : particle[0] + 2].strip().isdigit()

    def _is_copula(self, text: str, start: int, end: int, counted: bool) -> bool:
        """A last 이 after a multiplier that is the copula or a particle, not two: 백이다, 천이 넘는."""
        form = text[start:end]
        if counted or len(form) < 2 or form[-1] != self._ending or form[-2] not in self._multipliers:
            return False
        return any(text.startswith(ending, end) for ending in self._copula)


def _counters(data: Table) -> dict[str, bool]:
    """Counters and whether they are sure: currencies are, if they are more than a syllable."""
    follow, money = data.table("follow"), data.table("money")
    sure = follow.patterns("sure")
    for table in (money.table("after"), money.table("names")):
        sure += [name for unit in table for name in table.patterns(unit) if len(name) > 1]
    return {**dict.fromkeys(follow.patterns("counters"), False), **dict.fromkeys(sure, True)}


def _is_hangul(text: str, at: int) -> bool:
    return at < len(text) and "\uac00" <= text[at] <= "\ud7a3"
