"""The text of a document: read whole, in a known encoding, or a clear error that says where it fails."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from koreacoop.errors import InputError
from koreacoop.walking import STDIN

_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def load(name: str, encoding: str) -> str:
    """The text of a file, or of standard input for "-".

    Raises ``InputError`` if it cannot be read, is binary, or is not in the encoding, with line and column.
    """
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError((error.strerror if isinstance(error, OSError) else None) or str(error)) from error
    return decode(data, encoding)


def decode(data: bytes, encoding: str) -> str:
    """The text of some bytes, without a byte order mark."""
    named = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
    mark = next((name for start, name in _MARKS.items() if data.startswith(start)), None)
    if named == "utf-8-sig" and mark:
        raise InputError(f"not UTF-8 but {mark.upper()}, by its first bytes; --encoding {mark} reads it")
    try:
        text = data.decode(named)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(named, errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = data[error.start]
        where = f"line {line}, column {column} (byte {byte:#04x} at {error.start})"
        raise InputError(f"not {encoding.upper()} at {where}; --encoding names another encoding") from error
    except LookupError as error:
        raise InputError(f"no encoding {encoding!r} is known") from error
    if "\0" in text:
        raise InputError("it is binary: it holds NUL characters")
    return text
