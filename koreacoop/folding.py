"""Folding: one key for all spellings of a word, with the way back to the text as typed.

Letters that writers interchange become one (hamza forms, ya and alef maqsura, ta marbuta and ha), marks that carry no
meaning for look-up go (harakat, tatweel, bidi controls), digits become ASCII, case goes. Hangul is composed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from koreacoop.frozen import dataclass

_ARABIC = dict(zip("أإآٱىیئؤةک،؛؟٫٬٪", "اااايييوهك,;?.,%", strict=True)) | {"ء": "", "ـ": ""}
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u02bc`\u00b4", "'") | dict.fromkeys("\u201c\u201d\u201e«»「」『』", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-") | {"\u2014": " - "}
_DOTS = dict.fromkeys("\u30fb\u318d\u2027", "\u00b7")
_SPACES = dict.fromkeys("\u00a0\t\n\r", " ")
_MAP = _ARABIC | _QUOTES | _DASHES | _DOTS | _SPACES


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origin[i]`` is where its character i stands in the text as typed (code points)."""

    text: str
    origin: tuple[int, ...]
    length: int
    typed: str = ""

    def capitals(self, start: int, end: int) -> int:
        """How many capital letters were typed in a stretch of the folded text."""
        return sum(self.typed[index].isupper() for index in self.origin[start:end])

    def source_start(self, index: int) -> int:
        """The typed offset at which folded character ``index`` begins."""
        return self.origin[index] if index < len(self.origin) else self.length

    def source_end(self, index: int) -> int:
        """The typed offset at which the folded text before ``index`` ends (exclusive)."""
        if index <= 0:
            return 0
        return self.origin[index - 1] + 1

    def folded_index(self, offset: int) -> int:
        """The first folded character that stands at or after typed ``offset``."""
        return bisect_left(self.origin, offset)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Characters with the marks and conjoining jamo that follow them."""
    clusters: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        joins = unicodedata.combining(char) or "\u1160" <= char <= "\u11ff"
        if joins and clusters:
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + char)
        else:
            clusters.append((index, char))
    return clusters


def _fold_cluster(cluster: str) -> str:
    if cluster.isascii():
        return cluster.lower() if cluster not in _MAP else _MAP[cluster]
    out = []
    hangul = "\u1100" <= cluster[0] <= "\u11ff" or "\uac00" <= cluster[0] <= "\ud7a3"
    for char in unicodedata.normalize("NFKC" if hangul else "NFKD", cluster):
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn"):
            continue
        mapped = _MAP.get(char, char)
        digit = unicodedata.decimal(mapped, None) if len(mapped) == 1 else None
        out.append(str(digit) if digit is not None else mapped.casefold())
    return "".join(out)


class _Alone(dict[str, str]):
    """What single characters become, each worked out once; one that joins the character before it is a ``KeyError``."""

    def __missing__(self, char: str) -> str:
        if unicodedata.combining(char) or "\u1160" <= char <= "\u11ff":
            raise KeyError(char)
        folded = self[char] = _fold_cluster(char)
        return folded


_ALONE = _Alone()


def fold(text: str) -> Folded:
    """Fold ``text``; the result knows where each of its characters was typed."""
    if text.isascii() and not any(char in text for char in "`\t\n\r"):
        return Folded(text.lower(), tuple(range(len(text))), len(text), text)
    try:
        whole = "".join(map(_ALONE.__getitem__, text))
    except KeyError:
        return _fold_clusters(text)
    if len(whole) == len(text) and all(map(_ALONE.__getitem__, text)):
        return Folded(whole, tuple(range(len(text))), len(text), text)
    origin = tuple(index for index, char in enumerate(text) for _ in _ALONE[char])
    return Folded(whole, origin, len(text), text)


def _fold_clusters(text: str) -> Folded:
    """Fold a text in which marks or jamo join other characters."""
    pieces: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        folded = _fold_cluster(cluster)
        pieces.append(folded)
        origin.extend([start] * len(folded))
    return Folded("".join(pieces), tuple(origin), len(text), text)


def key(text: str) -> str:
    """The folded form alone, with runs of white space as one space."""
    if text.isascii() and "`" not in text:
        return " ".join(text.lower().split())
    return " ".join(fold(text).text.split())
