"""Where claims come from: arguments, lines, JSON Lines, or records parted by NUL."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from koreacoop.errors import InputError
from koreacoop.hints import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

Record = dict[str, Any]

_CHUNK = 65536


def from_arguments(texts: Iterable[str], field: str) -> Iterator[Record]:
    """One record an argument; empty ones are refused."""
    for text in texts:
        if not text.strip():
            raise InputError(f"an empty {field}")
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise InputError(f"a {field} that is not UTF-8")
        yield {field: text}


def from_input(name: str, form: str, field: str) -> Iterator[Record]:
    """Records of a file, or of standard input for ``-``, one at a time; other fields of JSON objects come along.

    A file that cannot be opened is told at once, before anything is made ready for its records.
    """
    return _records(_opened(name), "standard input" if name == "-" else name, form, field)


def _records(opened: AbstractContextManager[IO[bytes]], name: str, form: str, field: str) -> Iterator[Record]:
    with opened as stream:
        for number, raw in enumerate(_pieces(stream, name, form), 1):
            where = f"{name}, record {number}" if form == "nul" else f"{name}:{number}"
            text = _text(raw, where, number == 1)
            if text:
                yield _object(text, where, field) if form == "jsonl" else {field: text}


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        from contextlib import nullcontext

        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")  # noqa: PTH123
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _pieces(stream: IO[bytes], name: str, form: str) -> Iterator[bytes]:
    """The raw records of a stream, as soon as each is whole."""
    try:
        yield from _parted(stream) if form == "nul" else stream
    except OSError as error:
        raise _unreadable(name, error) from error


def _parted(stream: IO[bytes]) -> Iterator[bytes]:
    read = getattr(stream, "read1", stream.read)
    rest = b""
    while chunk := read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    yield rest


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    return InputError(f"{name}: {(error.strerror if isinstance(error, OSError) else None) or error}")


def _text(raw: bytes, where: str, first: bool) -> str:
    """Decoded, without white space around; a byte order mark may stand at the very beginning."""
    try:
        return raw.decode("utf-8-sig" if first else "utf-8").strip()
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 at byte {error.start}") from error


def _object(line: str, where: str, field: str) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON that can be read: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get(field), str):
        raise InputError(f"{where}: an object with a string {field!r} is wanted")
    if not record[field].strip():
        raise InputError(f"{where}: an empty {field}")
    return record
