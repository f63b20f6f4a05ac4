"""A text made ready for matching numbers, and phrases that are looked up in it by where they begin or end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from koreacoop.frozen import dataclass
from koreacoop.hints import Any, Generic, TypeVar

T = TypeVar("T")

_ARABIC = str.maketrans("أإآٱىیةک٫٬٪", "ااااييهك.,%", "ـ")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-" * 8)
_SIGNS = str.maketrans("\u301c\u223c\uff5e\u2053\u2044\u2215\u2019\u2018", "~~~~//''")
_TABLE = _ARABIC | _DASHES | _SIGNS
_JAMO = frozenset(map(chr, range(0x1160, 0x1200)))
_HAMZA = frozenset("\u0653\u0654\u0655")
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
"""What is blank in ASCII beside the space."""
_SAME = {chr(code): chr(to) if to else "" for code, to in _TABLE.items()}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with one spelling for letters, digits and blanks; `starts` and `ends` lead back to the text as typed."""

    text: str
    cased: str
    """The same, place by place, with letters as typed."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The typed span of a span of the folded text that is not empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> FoldedText:
    """Fold digits, letters, dashes and blanks; drop marks and format characters; runs of blanks become one."""
    if text.isascii() and "  " not in text and not any(map(text.__contains__, _BLANKS)):
        return FoldedText(text.lower(), text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    cased: list[str] = []
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, typed in _clusters(text):
        cluster = typed if len(typed) == 1 else unicodedata.normalize("NFC", typed)
        plain = _fold_cluster(cluster)
        if not plain and ends and unicodedata.category(cluster) == "Mn":
            ends[-1] = end
        for char in plain:
            if char == " " and folded and folded[-1] == " ":
                ends[-1] = end
                continue
            cased.append(cluster if cluster.isalpha() and len(cluster) == 1 and cluster < "\u0900" else char)
            folded.append(char)
            starts.append(start)
            ends.append(end)
    whole = "".join(folded)
    lower = whole.lower()
    if len(lower) != len(whole):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in whole)
    return FoldedText(lower, "".join(cased), tuple(starts), tuple(ends))


def key(phrase: str) -> str:
    """A phrase of the data as it stands in a folded text."""
    if phrase.isascii():
        return phrase.lower()
    return phrase.translate(_TABLE).lower() if all(map(_is_plain, phrase)) else fold(phrase).text


def _is_plain(char: str) -> bool:
    """Whether folding a character takes no more than a look into the table."""
    return char <= "~" or "\uac00" <= char <= "\ud7a3" or "\u0621" <= char <= "\u064a"


def _clusters(text: str) -> Iterable[tuple[int, int, str]]:
    """Characters, each with the conjoining jamo or hamza that belong to it; other marks are clusters of their own."""
    index = 0
    while index < len(text):
        end = index + 1
        parts = _JAMO if "\u1100" <= text[index] <= "\u115f" else _HAMZA
        while end < len(text) and text[end] in parts:
            end += 1
        yield index, end, text[index:end]
        index = end


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    if len(cluster) > 1:
        return "".join(_SAME.get(char, char) for char in unicodedata.normalize("NFC", cluster))
    if cluster.isascii():
        return " " if cluster.isspace() else cluster
    return _SAME[cluster] if cluster in _SAME else _fold_other(cluster)


def _fold_other(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Mn", "Cf"):
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    if "\ufb50" <= char <= "\ufeff":
        return "".join(_SAME.get(part, part) for part in unicodedata.normalize("NFKC", char))
    if category in ("Ll", "Lu") and unicodedata.decomposition(char):
        return unicodedata.normalize("NFD", char)[0]
    return char


def expand(pattern: str) -> list[str]:
    """All phrases of a pattern with alternatives: "{no,not} less than" gives two, "{a ,}b" too."""
    if "{" not in pattern:
        return [pattern]
    pieces: list[list[str]] = []
    rest = pattern
    while rest:
        plain, brace, rest = rest.partition("{")
        pieces.append([plain])
        if brace:
            inside, _, rest = rest.partition("}")
            pieces.append(inside.split(","))
    return ["".join(choice) for choice in product(*pieces)]


@cache
def word_starts() -> re.Pattern[str]:
    """Where a number may begin in a folded text: digits, words, signs."""
    letter = r"[^\W\d_]"
    words = rf"(?<!{letter}){letter}|(?<=[a-z])(?![a-z]){letter}|(?<={letter})(?<![a-z])[a-z]"
    return re.compile(rf"(?<!\d)\d|{words}|[-.]|[\u00bc-\u00be\u2150-\u215e]")


Forms = Sequence[Any]
"""What phrases are made of, as plain data: meanings by folded phrase, and lengths by first and by last letter."""


def forms(meanings: Mapping[str, Any]) -> Forms:
    """The forms of phrases: folding them all is what takes long, so a compiled pack keeps the result."""
    folded = {key(phrase): meaning for phrase, meaning in meanings.items()}
    return [folded, _lengths(folded, 0), _lengths(folded, -1)]


class Phrases(Generic[T]):
    """Phrases with what they mean, found at a place of a folded text, the longest first."""

    def __init__(
        self,
        ready: Forms,
        make: Callable[[Any], T] | None = None,
        *,
        glued: bool = False,
        clitics: Iterable[str] = (),
    ) -> None:
        """`make` makes a meaning of plain data, when it is first met; None: it is plain data.

        `glued`: other letters may follow at once; `clitics`: letters that may stand before.
        """
        self._rows: Mapping[str, Any]
        self._first: Mapping[str, Sequence[int]]
        self._last: Mapping[str, Sequence[int]]
        self._rows, self._first, self._last = ready
        self._make = make
        self._made: dict[str, T] = {}
        self._glued = glued
        self._clitics = tuple(sorted((key(clitic) for clitic in clitics), key=len, reverse=True))

    def _meaning(self, phrase: str) -> T:
        if phrase not in self._made:
            row = self._rows[phrase]
            self._made[phrase] = row if self._make is None else self._make(row)
        return self._made[phrase]

    def first_letters(self) -> frozenset[str]:
        """The characters that a phrase may begin with."""
        return frozenset(self._first)

    def heads(self) -> Iterable[str]:
        """What the phrases begin with: their letters up to the first other character."""
        first = (phrase.partition(" ")[0] for phrase in self._rows)
        return (word if word.isalpha() else letters_from(word) for word in first)

    def starting(self, text: str, start: int) -> tuple[int, T] | None:
        """The longest phrase that begins at `start`: its end and meaning."""
        return next(iter(self.all_starting(text, start)), None)

    def all_starting(self, text: str, start: int) -> Iterable[tuple[int, T]]:
        """All phrases that begin at `start`, the longest first."""
        for length in self._first.get(text[start : start + 1], ()):
            end = start + length
            if end <= len(text) and text[start:end] in self._rows and (self._glued or ends_word(text, end)):
                yield end, self._meaning(text[start:end])

    def ending(self, text: str, end: int) -> tuple[int, T] | None:
        """The longest phrase that ends at `end`: its start, before a clitic if there is one, and meaning."""
        for length in self._last.get(text[end - 1 : end], ()) if end else ():
            start = end - length
            if start >= 0 and text[start:end] in self._rows:
                begin = self._word_start(text, start)
                if begin is not None:
                    return begin, self._meaning(text[start:end])
        return None

    def _word_start(self, text: str, start: int) -> int | None:
        if begins_word(text, start):
            return start
        for clitic in self._clitics:
            begin = start - len(clitic)
            if begin >= 0 and text[begin:start] == clitic and begins_word(text, begin):
                return begin
        return None


def _lengths(phrases: Iterable[str], place: int) -> dict[str, list[int]]:
    """The lengths of the phrases with a character at their first or last place, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        if phrase:
            found.setdefault(phrase[place], set()).add(len(phrase))
    return {char: sorted(lengths, reverse=True) for char, lengths in found.items()}


def begins_word(text: str, start: int) -> bool:
    """Whether no letter stands just before, or what stands here is no letter."""
    if start == 0 or start >= len(text):
        return True
    before, here = text[start - 1], text[start]
    if not here.isalnum():
        return before not in "<>=" or here not in "<>="
    return not before.isalpha() or script(before) != script(here)


def ends_word(text: str, end: int) -> bool:
    """Whether no letter follows, or what ends here is no letter."""
    return (
        end >= len(text)
        or not text[end].isalpha()
        or not text[end - 1].isalpha()
        or script(text[end]) != script(text[end - 1])
    )


def letters_from(text: str, start: int = 0) -> str:
    """The letters that follow each other from a place on."""
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def script(char: str) -> str:
    """A coarse name of a letter's script: words of two scripts may touch."""
    if char < "\u0250":
        return "latin"
    if "\u0600" <= char <= "\u08ff":
        return "arabic"
    return "hangul" if "\uac00" <= char <= "\ud7a3" else "other"
