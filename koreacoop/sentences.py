"""Where sentences end, in any of the languages, with exact offsets.

A mark ends a sentence unless it belongs to a number, an abbreviation or an initial, or what follows goes on in a small
letter. Words are those of ``Marks``, which come from the languages' data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from koreacoop.frozen import dataclass

_ENDS = ".!?…。！？؟۔"
_CLOSERS = "\"'”’»)]」』》】〉"
_JOINING = frozenset(",;،؛")
_NEAR = 40
"""How many characters around a mark are looked at."""
_STOP = re.compile(rf"[{_ENDS}]+[{re.escape(_CLOSERS)}]*")
# 1991. 9. 17. is one date.
_DATE = re.compile(r"\d{4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?(?!\d)")
_WORD = re.compile(r"[^\s(\[{\"'“‘«]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the languages say of marks: abbreviations after which a sentence goes on, and words that begin sentences."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    sic: tuple[str, ...]

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]]) -> Marks:
        """From the ``sentences`` tables of all languages."""
        return cls(
            abbreviations=frozenset(word.casefold() for table in tables.values() for word in table["abbreviations"]),
            starters=frozenset(word for table in tables.values() for word in table["starters"]),
            sic=tuple(word for table in tables.values() for word in table["sic"]),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence's place in its block, white space around it left out."""

    start: int
    end: int


def spans(text: str, marks: Marks) -> Iterator[Span]:
    """The places of the sentences of ``text``; what has no letter is none."""
    begin = 0
    for end in (*_ends(text, marks), len(text)):
        body = text[begin:end]
        if any(char.isalpha() for char in body):
            lead = len(body) - len(body.lstrip())
            yield Span(begin + lead, begin + len(body.rstrip()))
        begin = end


def _ends(text: str, marks: Marks) -> Iterator[int]:
    dates = [found.span() for found in _DATE.finditer(text)]
    for found in _STOP.finditer(text):
        in_date = any(start <= found.start() < end for start, end in dates)
        if not in_date and _ends_here(text, found, marks):
            yield found.end()


def _ends_here(text: str, found: re.Match[str], marks: Marks) -> bool:
    after = text[found.end() : found.end() + 1]
    if not after:
        return True
    if found.group()[0] != ".":
        return not _goes_on(text, found)
    if not after.isspace():
        return _ends_unspaced(text, found, after)
    return not _goes_on(text, found) and not _abbreviated(text, found, marks)


def _ends_unspaced(text: str, found: re.Match[str], after: str) -> bool:
    """A full stop without a space after it ends a sentence of a script without capitals; 2.5 and a.b go on."""
    before = text[found.start() - 1 : found.start()]
    quoted = len(found.group()) > 1 and found.group()[-1] in _CLOSERS
    return after.isalnum() and before.isalpha() and not before.isascii() and not quoted


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether what follows continues the sentence: a small letter, or a letter right after a closed quotation."""
    rest = text[found.end() : found.end() + _NEAR]
    following = rest.lstrip()[:1]
    glued = rest[:1].isalpha() and found.group()[-1] in _CLOSERS
    return glued or following.islower() or following in _JOINING


def _abbreviated(text: str, found: re.Match[str], marks: Marks) -> bool:
    """Whether the dot belongs to the word before it."""
    if len(found.group()) > 1:
        return False
    before = _WORD.search(text[max(0, found.start() - _NEAR) : found.start()])
    word = before.group() if before else ""
    following = text[found.end() : found.end() + _NEAR].split(maxsplit=1)
    next_word = following[0] if following else ""
    if word.casefold() in marks.abbreviations:
        return True
    if _INITIALS.fullmatch(word) and len(word) == 1:
        return True
    return bool(_DOTTED.fullmatch(word)) and next_word not in marks.starters
