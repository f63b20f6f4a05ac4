"""The number words of one language, from its data, and the numerals that they make in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from unicodedata import normalize

from koreacoop.frozen import replace
from koreacoop.hints import Any, cast
from koreacoop.numbertext import Forms, Phrases, begins_word, expand, forms, key
from koreacoop.numerals import Atom, Numeral, Role, Rules, is_digit

_KINDS: dict[str, dict[str, Any]] = {
    "part_of_definite": {"role": Role.PART, "before_definite": True},
    "cardinal_bound": {"role": Role.ADD, "bound": True},
    "cardinal_final": {"role": Role.ADD, "final": True},
    "cardinal": {"role": Role.ADD},
    "latin": {"role": Role.TIMES},
    "native": {"role": Role.ADD, "native": True},
    "times": {"role": Role.TIMES},
    "times_plural": {"role": Role.TIMES, "plural": True},
    "ordinal_bound": {"role": Role.ADD, "ordinal": True, "bound": True},
    "ordinal": {"role": Role.ADD, "ordinal": True},
    "ordinal_times": {"role": Role.TIMES, "ordinal": True},
    "ordinal_native": {"role": Role.ADD, "ordinal": True, "native": True},
    "part": {"role": Role.PART},
    "part_counted": {"role": Role.PART, "counted": True},
    "several": {"role": Role.SEVERAL},
    "several_bound": {"role": Role.SEVERAL, "bound": True},
    "indefinite": {"role": Role.A},
}
"""The tables of number words and what their words are; the first that fits a place is taken."""

_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


def decimal(number: str) -> Decimal:
    """A number, or a fraction as "2/3", to the context's precision."""
    above, _, below = number.partition("/")
    return Decimal(above) / Decimal(below) if below else Decimal(above)


class Table:
    """Typed access to one table of the data, and to what is made of it."""

    def __init__(self, data: Mapping[str, object], made: dict[str, Any] | None = None, path: str = "") -> None:
        """`made`: what was made of the data already, by the path to it; what is made now is added."""
        self._data = data
        self._made = {} if made is None else made
        self._path = path

    def table(self, name: str) -> Table:
        """A table inside this one; empty if it is not there."""
        return Table(cast("Mapping[str, object]", self._data.get(name, {})), self._made, f"{self._path}{name}.")

    def forms(self, name: str, make: Callable[[], Mapping[str, Any]]) -> Forms:
        """The forms of phrases that are made of this table: ready from a compiled pack, or made now."""
        path = self._path + name
        if path not in self._made:
            self._made[path] = forms(make())
        return cast("Forms", self._made[path])

    def phrases(self, name: str, *, glued: bool = False, clitics: Iterable[str] = ()) -> Phrases[bool]:
        """The phrases of a list of patterns."""
        return Phrases(self.forms(name, lambda: dict.fromkeys(self.patterns(name), True)), glued=glued, clitics=clitics)

    def patterns(self, name: str) -> list[str]:
        """All phrases of a list of patterns."""
        return [phrase for pattern in self.words(name) for phrase in expand(pattern)]

    def words(self, name: str) -> list[str]:
        """A list of phrases, or of words written as one string; "_" stands for a blank."""
        value = self._data.get(name, ())
        words = value.split() if isinstance(value, str) else cast("Sequence[str]", value)
        return [word.replace("_", " ") if isinstance(value, str) else word for word in words]

    def flag(self, name: str) -> bool:
        """Whether something is switched on."""
        return bool(self._data.get(name, False))

    def text(self, name: str, default: str = "") -> str:
        """One string."""
        return str(self._data.get(name, default))

    def __iter__(self) -> Iterator[str]:
        """The names of what is in it."""
        return iter(self._data)

    def tables(self, name: str) -> list[Table]:
        """A list of tables."""
        items = cast("Sequence[Mapping[str, object]]", self._data.get(name, []))
        return [Table(item, self._made, f"{self._path}{name}.{number}.") for number, item in enumerate(items)]


class NumberWords:
    """Finds the numerals that begin at a place of a folded text."""

    def __init__(self, data: Table) -> None:
        self._data = data
        rules = data.table("rules")
        self.glued = rules.flag("glued")
        self.rules = Rules(**{name: rules.flag(name) for name in Rules.__match_args__})
        self.proclitics = tuple(sorted(map(key, data.words("proclitics")), key=len, reverse=True))
        self._articles = [key(article) for article in data.words("articles")]
        self._phrases = Phrases(data.forms("numerals", lambda: dict(self._entries())), _atoms, glued=self.glued)
        self._joins = [(key(join), False) for join in data.words("joins")] + [
            (key(link), True) for link in data.words("links")
        ]
        self._joins.sort(key=lambda join: len(join[0]), reverse=True)
        self._commas = [key(comma) for comma in data.words("commas")]
        self._blank_native = data.words("blank_native_before")
        self._of = [key(of) for of in data.words("of")]
        self._literal = re.compile(_literal_pattern(data.table("digits")))
        suffixes = data.table("suffixes")
        pairs = [(suffix, Decimal(value)) for value in suffixes for suffix in suffixes.words(value)]
        self._suffixes = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)

    def first_letters(self) -> frozenset[str]:
        """The characters that a number word may begin with, or what is written on to it."""
        return self._phrases.first_letters() | {clitic[0] for clitic in self.proclitics}

    def heads(self) -> Iterable[str]:
        """What the number words begin with."""
        return self._phrases.heads()

    def numerals(self, text: str, cased: str, start: int) -> list[tuple[int, Numeral]]:
        """All numerals that begin at `start`, the longest last: their ends and themselves."""
        found: list[tuple[int, Numeral]] = []
        numeral, end, before_link = Numeral(self.rules), start, 0
        while True:
            step = self._next(text, cased, end, numeral)
            if step is None:
                break
            end, numeral, linked = step
            before_link = len(found) if linked else before_link
            if numeral.complete():
                found.append((end, numeral))
        if before_link and self._multiplier_follows(text, end):
            return found[:before_link]
        return found

    def article_before(self, text: str, start: int) -> bool:
        """Whether an article is written on to the digits at `start`."""
        return any(text.endswith(a, 0, start) and begins_word(text, start - len(a)) for a in self._articles)

    def _next(self, text: str, cased: str, end: int, numeral: Numeral) -> tuple[int, Numeral, bool] | None:
        for position, linked in self._places(text, cased, end, numeral):
            for stop, atoms in self._atoms(text, cased, position):
                for atom in atoms:
                    grown = (
                        numeral.grow(atom, linked) if self._fits(text, cased, stop, position, atom, numeral) else None
                    )
                    if grown is not None and (grown.complete() or self._goes_on(text, cased, stop, grown)):
                        return stop, grown, linked
        return None

    def _goes_on(self, text: str, cased: str, end: int, numeral: Numeral) -> bool:
        """Whether a numeral that cannot end here has a next word."""
        return self._next(text, cased, end, numeral) is not None

    def _places(self, text: str, cased: str, end: int, numeral: Numeral) -> Iterator[tuple[int, bool]]:
        """Where the next word may begin, and whether "and" stands before it."""
        if numeral.last is None:
            yield end, False
            return
        if numeral.vague:
            yield from ((end + len(of), False) for of in self._of if text.startswith(of, end))
        for join, linked in self._joins:
            if text.startswith(join, end):
                yield end + len(join), linked
        for comma in self._commas:
            if text.startswith(comma, end) and self._group_follows(text, cased, end + len(comma), numeral):
                yield end + len(comma), False

    def _group_follows(self, text: str, cased: str, start: int, numeral: Numeral) -> bool:
        """Whether after "one million," a smaller number in words with a multiplier of its own follows."""
        room = numeral.terms[-1].room
        if room < 1000 or text[start : start + 1].isdigit():
            return False
        found = self.numerals(text, cased, start)
        return bool(found) and 100 <= found[-1][1].value() < room

    def _atoms(self, text: str, cased: str, start: int) -> Iterator[tuple[int, tuple[Atom, ...]]]:
        literal = self._digits(text, cased, start)
        if literal is not None:
            yield literal
        else:
            yield from self._phrases.all_starting(text, start)

    def _fits(self, text: str, cased: str, end: int, start: int, atom: Atom, numeral: Numeral) -> bool:
        """Whether words that depend on what follows or goes before them have it."""
        if atom.before_definite:
            numbers = self._phrases.starting(text, end + 1)
            return numbers is None and any(cased.startswith(" " + article, end) for article in self._articles)
        if atom.final:
            return not numeral.terms and not any(text.startswith(join, end) for join, linked in self._joins if linked)
        if atom.role is Role.PART:
            return self._is_part(text, end, atom, numeral)
        spaced = self.glued and start > 0 and text[start - 1] == " " and bool(numeral.terms)
        if spaced and atom.native and numeral.last is not None and not numeral.last.native and not atom.value >= 10:
            return any(text.startswith(ordinal, end) for ordinal in self._blank_native)
        if spaced and is_digit(atom):
            after = self._phrases.starting(text, end)
            return after is not None and after[1][0].role is Role.TIMES
        return True

    def _is_part(self, text: str, end: int, atom: Atom, numeral: Numeral) -> bool:
        """ "A third" is a part before "of" or after a whole number; الربع only after a number."""
        if atom.single and not numeral.terms and atom.value > decimal("1/100"):
            return any(text.startswith(of, end) for of in self._of)
        return not atom.definite or bool(numeral.terms)

    def _multiplier_follows(self, text: str, end: int) -> bool:
        """Whether the numeral stopped before a multiplier, so that its last "and" is not its own."""
        found = self._phrases.starting(text, end + 1) if text.startswith(" ", end) else None
        return found is not None and found[1][0].role is Role.TIMES

    def _digits(self, text: str, cased: str, start: int) -> tuple[int, tuple[Atom, ...]] | None:
        match = self._literal.match(text, start)
        if match is None:
            return None
        value, end = _value(match), match.end()
        for space in ("", " "):
            for suffix, times in self._suffixes:
                stop = end + len(space) + len(suffix)
                if cased.startswith(space + suffix, end) and not (
                    text[stop : stop + 1].isalnum() and text[stop] < "\u0250"
                ):
                    return stop, (Atom(Role.DIGITS, value * times),)
        return end, (Atom(Role.DIGITS, value),)

    def _entries(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """All forms with their atoms as plain data; a form that several tables hold has several."""
        forms: dict[str, list[Atom]] = {}
        for form, atom in self._plain_entries():
            forms.setdefault(key(form), []).append(atom)
        for form, atoms in list(forms.items()):
            yield form, list(map(_atom_row, atoms))
            if not self._articles:
                continue
            marked = [_atom_row(replace(atom, definite=True)) for atom in atoms if not atom.before_definite]
            yield from ((article + form, marked) for article in self._articles)

    def _plain_entries(self) -> Iterator[tuple[str, Atom]]:
        for name, fields in _KINDS.items():
            table = self._data.table(name)
            for number in table:
                value = decimal(number)
                forms = (form for pattern in table.words(number) for form in expand(pattern))
                yield from ((form, Atom(value=value, **fields)) for form in forms)
        pairs = self._data.table("two_neighbours")
        for number in pairs:
            low, high = number.split("-")
            for form in pairs.words(number):
                yield form, Atom(Role.ADD, Decimal(low), native=True, high=Decimal(high))
        yield from self._ordinal_parts()

    def _ordinal_parts(self) -> Iterator[tuple[str, Atom]]:
        """Parts that have the ordinal's name: one third, two thirds, three twenty-firsts."""
        plural = self._data.text("part_plural")
        if not plural:
            return
        units: list[tuple[str, Decimal]] = []
        for name in ("ordinal", "ordinal_times"):
            table = self._data.table(name)
            units += [(form, Decimal(number)) for number in table for form in table.words(number)]
        for form, value in units:
            if value > 2:
                yield form, Atom(Role.PART, 1 / value, counted=True, single=True)
                yield form + plural, Atom(Role.PART, 1 / value, counted=True)
        cardinals = self._data.table("cardinal")
        for ten in (number for number in cardinals if len(number) == 2 and number[1] == "0" and number > "10"):
            for form, value in units:
                if value < 10:
                    for space in " -":
                        yield (
                            cardinals.words(ten)[0] + space + form + plural,
                            Atom(Role.PART, 1 / (Decimal(ten) + value), counted=True),
                        )


def _atom_row(atom: Atom) -> dict[str, Any]:
    """An atom as plain data: its role and value, and what else it has."""
    row: dict[str, Any] = {name: True for name in Atom.__match_args__ if getattr(atom, name) is True}
    row |= {"role": atom.role.name, "value": str(atom.value)}
    return row if atom.high is None else row | {"high": str(atom.high)}


def _atoms(rows: Sequence[Mapping[str, Any]]) -> tuple[Atom, ...]:
    """What `_atom_row` gave, as atoms again."""
    return tuple(_atom(**row) for row in rows)


def _atom(role: str, value: str, high: str | None = None, **flags: bool) -> Atom:
    return Atom(Role[role], Decimal(value), **flags, high=None if high is None else Decimal(high))


def _value(match: re.Match[str]) -> Decimal:
    part, units, above, below = match["part"] or match["bare"], match["units"], match["above"], match["below"]
    value = Decimal(re.sub(r"\D", "", match["whole"] or units or "0"))
    if part:
        value += Decimal("0." + part)
    if match["power"]:
        value = value.scaleb(int(match["power"]))
    if above:
        value += decimal(f"{above}/{below}")
    vulgar = match["vulgar"] or match["lone"]
    if vulgar:
        value += decimal(normalize("NFKC", vulgar).replace("\u2044", "/"))
    return value


def _literal_pattern(digits: Table) -> str:
    """A fraction, or a number grouped or not with decimals or a power of ten, or one character that is a fraction."""
    groups = "".join(map(re.escape, digits.text("group", ",")))
    mark = "[" + re.escape(digits.text("decimal", ".")) + "]"
    whole = rf"\d{{1,3}}(?:[{groups}]\d{{3}})+(?!\d)|\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+"
    return (
        rf"(?:(?P<units>\d{{1,3}}) )?(?P<above>\d{{1,3}}) ?/ ?(?P<below>[1-9]\d{{0,2}})(?! ?/|\d|{mark}\d)"
        rf"|(?:(?P<whole>{whole})(?:{mark}(?P<part>\d+)(?!{mark}\d))?|{mark}(?P<bare>\d+))"
        rf"(?:e(?P<power>[+-]?\d+)(?![a-z]))?(?: ?(?P<vulgar>[{_VULGAR}]))?"
        rf"|(?P<lone>[{_VULGAR}])"
    )
