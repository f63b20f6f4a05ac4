"""Numerals: how number words and digits of a language combine to one value.

One system serves them all: terms are added while each fits into the room that the one before leaves (20 + 6, not
6 + 20), and a multiplier takes the smaller terms before it (2 + 200 thousand). What a language adds to that is a
flag in its data.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from koreacoop.frozen import dataclass, replace
from koreacoop.quantity import Quantity, point

ONE = Decimal(1)
SCALE = Decimal(1000)


class Role(Enum):
    """What a number word does to the words before it."""

    ADD = auto()
    TIMES = auto()
    PART = auto()
    """A denominator: third, quarter, أرباع."""
    DIGITS = auto()
    """A value in digits."""
    A = auto()
    """An indefinite article: one, if a multiplier or a part follows."""
    SEVERAL = auto()
    """An indefinite few: the least that it can mean; a multiplier may follow."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One number word, or one value in digits."""

    role: Role
    value: Decimal
    ordinal: bool = False
    plural: bool = False
    definite: bool = False
    native: bool = False
    bound: bool = False
    """A form that stands only before another number word: Korean 수(십)."""
    final: bool = False
    """A form to which nothing is added: ألفا (2000) before a noun."""
    before_definite: bool = False
    """A part that is spelt as a number is and known by the definite noun after it."""
    counted: bool = False
    """A part that needs a number or an article before it: (three) quarters."""
    single: bool = False
    """A part of which there is only one: (one) third; without a number it is an ordinal."""
    high: Decimal | None = None
    """The upper end of a word for two neighbouring numbers: 두세."""

    def room(self) -> Decimal:
        """What may be added after it is less than this."""
        if self.role is Role.DIGITS or self.value < (10 if self.native else 20):
            return ONE
        return Decimal(10) ** self.value.adjusted()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a language's numerals allow beyond the common system."""

    units_before_tens: bool = False
    """One and twenty: 21; three ten: 13."""
    linked_sums: bool = False
    """Sums need the "and" between their terms."""
    links_hundreds: bool = False
    """The "and" stands after hundreds and more: a hundred and two, but not twenty and two."""
    pairs: bool = False
    """Nineteen ninety-six."""
    digit_strings: bool = False
    """One nine nine six."""
    implied_one: bool = False
    """A multiplier after a larger one needs no number: ten-thousand thousand is 11 000."""


@dataclass(frozen=True, slots=True)
class Term:
    """A summand and the room that it leaves."""

    value: Decimal
    room: Decimal
    part: bool = False
    digits: bool = False
    pending: bool = False
    """Not a summand, but what the part that must follow is taken of: three and *one* fourth."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as read so far; `grow` gives the next one, or None where a word does not belong to it."""

    rules: Rules
    terms: tuple[Term, ...] = ()
    linked: int = 0
    """How many terms stand before the last "and"."""
    last: Atom | None = None
    scale: Decimal = ONE
    """The last multiplier."""
    ordinal: bool = False
    definite: bool = False
    vague: bool = False
    native: bool = False
    high: Decimal | None = None
    atoms: int = 0
    figures: bool = False
    """Whether it begins with digits."""
    string: str = ""
    """The digits of a number said digit by digit."""

    def value(self) -> Decimal:
        """The sum; a part that ends a number of thousands or millions is a part of those ("a million and a half")."""
        if self.string:
            return Decimal(self.string)
        total = sum((term.value for term in self.terms), Decimal(0))
        if len(self.terms) > 1 and self.terms[-1].part and self.terms[-2].room >= SCALE:
            total += self.terms[-1].value * (self.terms[-2].room - 1)
        return total

    def quantity(self) -> Quantity:
        """The value, or the least that a vague numeral means, or the two of a pair."""
        value = self.value()
        if self.high is not None:
            return Quantity(value, self.high, approximate=True)
        return Quantity(value, None, vague=True) if self.vague else point(value)

    def complete(self) -> bool:
        """Whether a numeral may end here."""
        if self.last is None or self.last.role is Role.A or self.last.bound:
            return False
        return not self.terms[-1].pending and (not self.string or len(self.string) >= 3)

    def is_literal(self) -> bool:
        """Whether this is digits and nothing else."""
        return self.atoms == 1 and self.last is not None and self.last.role is Role.DIGITS

    def grow(self, atom: Atom, linked: bool = False) -> Numeral | None:
        """This numeral with one more word, `linked` to it by "and" or not."""
        if self.ordinal and not (linked and self.rules.units_before_tens) and not self._makes_teen(atom):
            return None
        if self.string and not is_digit(atom):
            return None
        grown = self._combine(atom, linked)
        if grown is None:
            return None
        return replace(
            grown,
            last=atom,
            atoms=self.atoms + 1,
            linked=len(self.terms) if linked else self.linked,
            figures=self.figures or (not self.terms and atom.role is Role.DIGITS),
            ordinal=self.ordinal or atom.ordinal,
            definite=self.definite or (atom.definite and not self.terms),
            native=self.native or atom.native,
        )

    def _combine(self, atom: Atom, linked: bool) -> Numeral | None:
        match atom.role:
            case Role.TIMES:
                return self._multiply(atom, linked)
            case Role.PART:
                return self._divide(atom, linked)
            case Role.A:
                return self if self.last is None or linked or self.last.role is Role.PART else None
            case Role.SEVERAL:
                return None if self.terms else self._with(Term(atom.value, ONE), vague=True)
            case Role.ADD | Role.DIGITS:
                return self._add(atom, linked)

    def _with(self, *terms: Term, vague: bool | None = None, keep: int | None = None) -> Numeral:
        kept = self.terms if keep is None else self.terms[:keep]
        return replace(self, terms=kept + terms, vague=self.vague if vague is None else vague)

    def _add(self, atom: Atom, linked: bool) -> Numeral | None:
        term = Term(atom.value, atom.room(), digits=atom.role is Role.DIGITS)
        if self.last is not None and self.last.role is Role.A:
            return None
        if not self.terms:
            return replace(self._with(term), high=atom.high)
        if self.vague or self.high is not None or atom.high is not None:
            return None
        before = self.terms[-1]
        if before.pending:
            return None
        if (self._makes_teen(atom) and not linked) or self._turned(atom, linked):
            return self._with(Term(before.value + atom.value, ONE), keep=-1)
        if self.rules.linked_sums and not linked:
            return None
        alone = linked and self.rules.links_hundreds and before.room < 100
        if 0 < atom.value < before.room and not before.part and not alone and self._may_follow(atom, before):
            return self._with(term)
        if linked and not before.part and not atom.ordinal and 0 < atom.value < 100:
            return self._with(replace(term, pending=True))
        return self._pair(atom, linked)

    def _may_follow(self, atom: Atom, before: Term) -> bool:
        """Digits follow only a multiplied number in digits ("4 thousand 21", not "twenty 5")."""
        return atom.role is not Role.DIGITS or (before.room >= 100 and self.figures)

    def _makes_teen(self, atom: Atom) -> bool:
        """Three + ten, where the language says 13 so."""
        fits = bool(self.terms) and not self.terms[-1].digits and 1 <= self.terms[-1].value <= 9
        return self.rules.units_before_tens and fits and atom.value == 10 and atom.role is Role.ADD

    def _turned(self, atom: Atom, linked: bool) -> bool:
        """One and twenty."""
        unit = self.terms[-1]
        fits = not unit.digits and 1 <= unit.value <= 9 and 20 <= atom.value <= 90 and atom.role is Role.ADD
        return self.rules.units_before_tens and linked and fits and not unit.part

    def _pair(self, atom: Atom, linked: bool) -> Numeral | None:
        """Years in two halves, and numbers said digit by digit."""
        if linked or atom.role is not Role.ADD:
            return None
        if self.rules.digit_strings and is_digit(atom) and self.last is not None and is_digit(self.last):
            return replace(
                self, string=(self.string or str(self.last.value)) + str(atom.value), terms=(Term(ONE, ONE),)
            )
        century = self.value()
        if not self.rules.pairs or not 10 <= century <= 20 or not 10 <= atom.value <= 99 or len(self.terms) > 1:
            return None
        return self._with(Term(century * 100 + atom.value, atom.room()), keep=0)

    def _multiply(self, atom: Atom, linked: bool) -> Numeral | None:
        article = self.last is not None and self.last.role is Role.A
        if (self.terms and self.terms[-1].pending) or (atom.ordinal and article and not self.terms):
            return None
        taken = self._smaller(atom.value, linked)
        keep = len(self.terms) - len(taken)
        times = sum((term.value for term in taken), Decimal(0)) if taken else ONE
        vague = self.vague or (atom.plural and not self.terms)
        product = times * atom.value * (2 if vague and not self.vague else 1)
        if not times or (keep and (product >= self.terms[keep - 1].room or self.terms[keep - 1].part)):
            return None
        if self.terms and not taken and not (linked or self._implies_one()):
            return None
        term = Term(product, atom.value if atom.value != 12 else ONE)
        grown = self._with(term, vague=vague, keep=keep)
        high = None if self.high is None else self.high * atom.value
        scale = ONE if keep else atom.value * (self.scale if len(taken) == 1 else ONE)
        return replace(grown, scale=scale, high=high)

    def _smaller(self, value: Decimal, linked: bool) -> tuple[Term, ...]:
        """The last terms, so far as they are less than a multiplier: what it multiplies."""
        article = self.last is not None and self.last.role is Role.A
        least = len(self.terms) if linked else self.linked if article else 0
        keep = len(self.terms)
        while keep > least and self.terms[keep - 1].value < value:
            keep -= 1
        return self.terms[keep:]

    def _implies_one(self) -> bool:
        """Korean 이만 천 (20 000 + 1000), or "five thousand and *a* hundred"."""
        return self.rules.implied_one or (self.last is not None and self.last.role is Role.A)

    def _divide(self, atom: Atom, linked: bool) -> Numeral | None:
        """A part: of the terms since the last "and", or one of it."""
        article = self.last is not None and self.last.role is Role.A
        over = () if linked or article else self.terms[self.linked :]
        if any(term.part for term in over) or self.vague:
            return None
        times = sum((term.value for term in over), Decimal(0)) if over else ONE
        if (atom.counted and not over and not article) or (atom.single and times != 1):
            return None
        keep = len(self.terms) - len(over)
        return self._with(Term(times * atom.value, ONE, part=True), keep=keep)


def is_digit(atom: Atom) -> bool:
    """Whether a word is one that digits are read out by."""
    return atom.role is Role.ADD and 0 <= atom.value <= 9 and not atom.native and atom.high is None
