"""HTML as text: all text escaped, direction told by its letters, what would turn other text around made visible."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import NewType

from koreacoop.rendering.text import right_to_left

Safe = NewType("Safe", str)
"""Text that is HTML already."""

_KEPT = frozenset("\u200c\u200d\u200e\u200f\u00a0\u3000\u2028\t\n")  # joiners, marks of direction, wide spaces, breaks
_VOID = frozenset(["br", "input", "meta"])
_PIECES = re.compile(r"([“”\"«»‘’,;:()\[\]\n]+)")
NOTHING = Safe("")


def text(said: str) -> Safe:
    """Text as HTML; controls, also those that embed or override directions, as their code points (<U+202E>)."""
    return Safe("".join(map(_character, said)))


def _character(char: str) -> str:
    if char.isprintable() or char in _KEPT:
        return escape(char)
    return f'<span class="control">&lt;U+{ord(char):04X}&gt;</span>'


def joined(parts: Iterable[Safe], between: str = "") -> Safe:
    """Parts one after another."""
    return Safe(between.join(parts))


def element(name: str, *content: Safe, **attributes: str | None) -> Safe:
    """An element; ``class_`` and ``aria_label`` are written class and aria-label, an attribute of ``None`` is not."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Safe(f"<{name}{given}>")
    return Safe(f"<{name}{given}>{joined(content)}</{name}>")


def plain(value: str) -> str:
    """Text for an attribute, controls as their code points."""
    return "".join(char if char.isprintable() or char in _KEPT else f"<U+{ord(char):04X}>" for char in value)


def direction(said: str, otherwise: str = "ltr") -> str:
    """The direction in which most words of a text are written, as many of both: the first; without any another.

    By words, as a long address in a sentence does not turn it around.
    """
    sides = Counter(filter(None, map(_direction, said.split())))
    return next((side for side, _ in sides.most_common(1)), otherwise)


def _direction(word: str) -> str:
    sides = Counter(unicodedata.bidirectional(char) for char in word)
    right, left = sides["R"] + sides["AL"], sides["L"]
    return "" if not right and not left else "rtl" if right > left else "ltr"


def script(said: str) -> str:
    """The script of most letters of a text, by their Unicode names; "" without any."""
    scripts = Counter(unicodedata.name(char, " ").split(" ")[0] for char in said if char.isalpha())
    return next((name for name, _ in scripts.most_common(1)), "")


def isolated(said: str) -> Safe:
    """A message in which names of another direction stand, each kept to itself."""
    return joined(
        element("bdi", text(piece)) if right_to_left(piece) else text(piece) for piece in _PIECES.split(said) if piece
    )
