"""Words of dates: a folded text cut into tokens, each of a class that a language's ``dates.toml`` names.

A class is one character, so that a row of tokens is a string and a pattern of dates a small regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from koreacoop.folding import Folded, fold, key
from koreacoop.frozen import dataclass
from koreacoop.hints import Any, Protocol

_PIECES = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 28,500.5
    r"|(?<!\d[./-])\d{1,3}\.\d+(?!\d|\.\d)"  # 2.5, but no part of 17.9.1991
    r"|\d+|[a-z]+|[^\W\d_a-z]+|\s+|.",
    re.DOTALL,
)
_DASHES = str.maketrans("〜∼～–—−", "~~~---")
BASE = {
    "digits1": "d", "digits3": "c", "digits4": "y", "digits8": "x", "number": "n",
    "ordinal": "o", "spelled": "w", "spelledbig": "W", "vague": "v", "unknown": "u",
}  # fmt: skip
"""Classes every language has: numbers by their count of digits, numbers in words below and from 100, unknown words."""
NUMERIC = frozenset("dcyxn")
_BY_LENGTH = {1: "d", 2: "d", 3: "c", 4: "y", 8: "x"}
SPACE = " "


class Reads(Protocol):
    """What is needed of a reader of numbers (``koreacoop.numbers.NumberReader``)."""

    def read(self, text: str) -> Sequence[Any]:
        """All numbers of a text as typed, with kind, start, end and quantity."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the folded text: its class, and what it stands for."""

    kind: str
    value: Any
    start: int
    end: int
    text: str = ""


def classes_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The classes of a language by name: those that every language has, and one for each table of words."""
    classes = dict(BASE)
    for name in data["words"]:
        classes[name] = chr(0xE000 + len(classes))
    return classes


def words_of(data: Mapping[str, Any], classes: Mapping[str, str]) -> dict[str, list[Any]]:
    """The words of a language's dates as plain data: class and value by folded form. Folding them all takes long."""
    found: dict[str, list[Any]] = {}
    glue = data.get("glue", {})
    for name, words in data["words"].items():
        article = glue["article"] if name in glue.get("articled", ()) else ""
        for value, forms in words.items() if isinstance(words, dict) else [(None, words)]:
            number = int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value
            for form in [*forms, *(article + form for form in forms if article)]:
                found.setdefault(key(form), [classes[name], number])
    return found


class Vocabulary:
    """The words of a language's dates, by their folded form."""

    def __init__(self, data: Mapping[str, Any], classes: Mapping[str, str], words: Mapping[str, Sequence[Any]]) -> None:
        """`words`: what ``words_of`` gave."""
        self._words = words
        self._heads = {word.partition(" ")[0] for word in words}
        self._length = max((word.count(" ") + 1 for word in words), default=1)
        glue = data.get("glue", {})
        links = "|".join(map(re.escape, data.get("links", ())))
        self.link = re.compile(rf"\d|(?<!\w)(?:{links})(?!\w)" if links else r"\d")
        self._prefixes = {key(text): classes[name] for text, name in glue.get("prefixes", {}).items()}
        self._units = frozenset(classes[name] for name in glue.get("units", ()))
        self._tails = frozenset(classes[name] for name in glue.get("tails", ()))

    def is_mixed(self, kind: str, written: str) -> bool:
        """Whether a number may be an ordinal and the year to which it belongs ("the third of 2011")."""
        inside = self.link.search(written, 1)
        return inside is not None and ((kind == "ordinal" and written[0].isalpha()) or not inside[0].isdecimal())

    def longest(self, pieces: Sequence[Token], at: int) -> tuple[int, str, Any] | None:
        """The longest known run of words from a piece on: how many pieces, class, value."""
        if pieces[at].text not in self._heads:
            return None
        best = None
        words: list[str] = []
        for index in range(at, len(pieces)):
            text = pieces[index].text
            if text.isspace() or (text == "-" and words):
                continue
            words.append(text)
            if len(words) > self._length:
                break
            found = self._words.get(" ".join(words))
            if found:
                best = (index - at + 1, *found)
        return best

    def counts(self, pieces: Sequence[Token], at: int, number: Token) -> bool:
        """Whether a number ends inside a known word that is glued to figures: 1 + 사분기, not 1사 + 분기."""
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if after is None or not pieces[at].text.isdecimal() or not after.start < number.end < after.end:
            return False
        return self.is_unit(after)

    def cuts(self, pieces: Sequence[Token], at: int, number: Token) -> bool:
        """Whether a number ends inside a known word behind its first one: 약 + 반세기, not 약 반 + 세기."""
        last = next((piece for piece in pieces[at + 1 :] if piece.end >= number.end), None)
        return last is not None and last.start < number.end < last.end and last.text in self._words

    def is_unit(self, piece: Token) -> bool:
        """Whether what is glued to figures is, or begins with, a unit."""
        known = self._words.get(piece.text)
        if known:
            return known[0] in self._units
        parts = self.suffixed(piece, True)
        return parts is not None and parts[0].kind in self._units

    def prefixed(self, piece: Token, pieces: Sequence[Token], at: int) -> tuple[list[Token], int] | None:
        """A piece taken apart into prefixes and a known word: the tokens, and how many pieces they take."""
        for prefix, kind in self._prefixes.items():
            if not piece.text.startswith(prefix):
                continue
            cut = piece.start + len(prefix)
            front = [Token(kind, None, piece.start, cut, prefix)]
            if len(prefix) == len(piece.text):
                return front, 1
            inner = Token("u", None, cut, piece.end, piece.text[len(prefix) :])
            rest = [inner, *pieces[at + 1 : at + self._length * 2]]
            known = self.longest(rest, 0)
            if known:
                return [*front, Token(known[1], known[2], cut, rest[known[0] - 1].end, rest[0].text)], known[0]
            deeper = self.prefixed(rest[0], rest, 0)
            if deeper and len(deeper[0]) + deeper[1] > 1:
                return [*front, *deeper[0]], deeper[1]
        return None

    def without_prefix(self, token: Token, reader: Reads) -> list[Token]:
        """An unknown word as a prefix and a number, if it is one."""
        for prefix, kind in self._prefixes.items():
            rest = token.text[len(prefix) :]
            numbers = reader.read(rest) if token.text.startswith(prefix) and rest else ()
            for number in numbers:
                made = _number(number, token.start + len(prefix), token.end, rest)
                if made and (number.start, number.end) == (0, len(rest)):
                    return [Token(kind, None, token.start, made.start, prefix), made]
        return [token]

    def suffixed(self, piece: Token, after_number: bool) -> list[Token] | None:
        """A run of letters taken apart into a known word and what is glued to it."""
        text = piece.text
        for cut in range(len(text) - 1, 0, -1) if self._tails else ():
            known = self._words.get(text[:cut])
            if not known:
                continue
            rest = Token("u", None, piece.start + cut, piece.end, text[cut:])
            tail = self._tail(rest)
            if tail or (after_number and known[0] in self._units):
                return [Token(known[0], known[1], piece.start, piece.start + cut, text[:cut]), *(tail or [rest])]
        return None

    def _tail(self, rest: Token) -> list[Token] | None:
        known = self._words.get(rest.text)
        if known:
            return [Token(known[0], known[1], rest.start, rest.end, rest.text)] if known[0] in self._tails else None
        parted = self.suffixed(rest, False)
        return parted if parted and parted[0].kind in self._tails else None


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of a text; their offsets point into its folded form."""

    folded: Folded
    tokens: list[Token]
    counts: frozenset[int] = frozenset()
    """Where numbers begin that count something: money, percentages, numbers with a counter."""


def tokenise(text: str, vocabulary: Vocabulary, reader: Reads | None) -> Row:
    """Cut a text into tokens; numbers in words are those that the reader of numbers finds."""
    folded = fold(text)
    plain = folded.text.translate(_DASHES)
    pieces = [Token("u", None, found.start(), found.end(), found[0]) for found in _PIECES.finditer(plain)]
    numbers = reader.read(text) if reader else ()
    spelled = _spelled(text, folded, numbers, reader, vocabulary) if reader else {}
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        new, used = _next(pieces, at, vocabulary, spelled, tokens)
        tokens.extend(new)
        at += used
        # what a number in words or a prefix cut through
        while at < len(pieces) and tokens and pieces[at].start < tokens[-1].end:
            at += 1
    if reader:
        tokens = list(_counted(tokens, vocabulary, reader))
    counting = (n for n in numbers if n.kind in ("money", "percent") or (n.kind == "number" and n.attached))
    return Row(folded, tokens, frozenset(folded.folded_index(number.start) for number in counting))


def _counted(tokens: Sequence[Token], vocabulary: Vocabulary, reader: Reads) -> Iterator[Token]:
    """The tokens, where an unknown word before a unit of time may be a prefix and a number too short to be sure of."""
    for index, token in enumerate(tokens):
        after = tokens[index + 2] if token.kind == "u" and index + 2 < len(tokens) else None
        if after and tokens[index + 1].kind == SPACE and vocabulary.is_unit(after):
            yield from vocabulary.without_prefix(token, reader)
        else:
            yield token


def _next(
    pieces: Sequence[Token], at: int, vocabulary: Vocabulary, spelled: Mapping[int, Token], before: Sequence[Token]
) -> tuple[list[Token], int]:
    piece = pieces[at]
    if piece.text.isspace():
        return [Token(SPACE, None, piece.start, piece.end, SPACE)], 1
    known = vocabulary.longest(pieces, at)
    number = spelled.get(piece.start)
    if number and _after_number(piece, before) and vocabulary.is_unit(piece):
        number, spelled = None, {}
    shorter = not known or (number is not None and pieces[at + known[0] - 1].end < number.end)
    taken = number and shorter and not vocabulary.counts(pieces, at, number) and not vocabulary.cuts(pieces, at, number)
    if number and taken:
        return [number, *_remainder(piece, number, vocabulary)], 1
    if known:
        last = pieces[at + known[0] - 1]
        return [Token(known[1], known[2], piece.start, last.end, piece.text)], known[0]
    if piece.text[0].isdecimal():
        return [_digits(piece)], 1
    if not piece.text.isalpha():
        return [Token(piece.text, None, piece.start, piece.end, piece.text)], 1
    return _letters(pieces, at, vocabulary, spelled, before)


def _letters(
    pieces: Sequence[Token], at: int, vocabulary: Vocabulary, spelled: Mapping[int, Token], before: Sequence[Token]
) -> tuple[list[Token], int]:
    piece = pieces[at]
    inside = next((spelled[start] for start in range(piece.start + 1, piece.end) if start in spelled), None)
    parted = vocabulary.prefixed(piece, pieces, at)
    if inside and not (parted and parted[0][-1].start <= inside.start < parted[0][-1].end):
        front = Token("u", None, piece.start, inside.start, piece.text[: inside.start - piece.start])
        known = vocabulary.prefixed(front, [front], 0)
        return [*(known[0] if known else [front]), inside, *_remainder(piece, inside, vocabulary)], 1
    if parted:
        return parted
    return vocabulary.suffixed(piece, _after_number(piece, before)) or [piece], 1


def _after_number(piece: Token, before: Sequence[Token]) -> bool:
    return bool(before) and before[-1].end == piece.start and before[-1].kind in "dcyxnowWv"


def _remainder(piece: Token, number: Token, vocabulary: Vocabulary) -> Iterator[Token]:
    """The letters that are glued to a number in words."""
    if number.end >= piece.end:
        return
    rest = Token("u", None, number.end, piece.end, piece.text[number.end - piece.start :])
    known = vocabulary.longest([rest], 0)
    if known:
        yield Token(known[1], known[2], rest.start, rest.end, rest.text)
    else:
        yield from vocabulary.suffixed(rest, True) or [rest]


def _digits(piece: Token) -> Token:
    kind = _BY_LENGTH.get(len(piece.text), "n") if piece.text.isdecimal() else "n"
    value = Decimal(piece.text.replace(",", ""))
    return Token(kind, value if kind == "n" else int(value), piece.start, piece.end, piece.text)


def _spelled(
    text: str, folded: Folded, numbers: Sequence[Any], reader: Reads, vocabulary: Vocabulary
) -> dict[int, Token]:
    """The numbers that are not digits alone, by where they start in the folded text.

    "The third of 2011" may be a fraction or the third part of a year: then the text is read again without link and
    figures.
    """
    mixed = [number for number in numbers if vocabulary.is_mixed(number.kind, text[number.start : number.end])]
    if mixed:
        masked = vocabulary.link.sub(lambda link: "|" * len(link[0]), text)
        numbers = [*(number for number in numbers if number not in mixed), *reader.read(masked)]
    found: dict[int, Token] = {}
    for number in numbers:
        written = text[number.start : number.end]
        if written[-1].isdecimal() or (number.kind == "ordinal" and any(map(str.isdecimal, written))):
            continue
        start, end = folded.folded_index(number.start), folded.folded_index(number.end)
        token = _number(number, start, end, written)
        if token and (start not in found or found[start].end < end):
            found[start] = token
    return found


def _number(number: Any, start: int, end: int, written: str) -> Token | None:
    quantity, value = number.quantity, number.quantity.low
    told = quantity.approximate or quantity.exact
    if quantity.vague or (number.kind == "number" and told and quantity.is_point()):
        return Token("v", quantity, start, end, written)
    if number.kind not in ("number", "ordinal") or not quantity.is_point():
        return None
    kind = "o" if number.kind == "ordinal" else "w" if value < 100 else "W"
    return Token(kind, int(value) if value == int(value) else value, start, end, written)
