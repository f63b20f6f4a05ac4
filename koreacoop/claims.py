"""Where claims come from: arguments, lines, JSON Lines, or records parted by NUL."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

from koreacoop.errors import InputError

FORMATS = ("lines", "jsonl", "nul")
Record = dict[str, Any]


def from_arguments(texts: Iterable[str], field: str) -> Iterator[Record]:
    """One record an argument; empty ones are refused."""
    for text in texts:
        if not text.strip():
            raise InputError(f"an empty {field}")
        yield {field: text}


def from_input(name: str, form: str, field: str) -> Iterator[Record]:
    """Records of a file, or of standard input for ``-``, one at a time; other fields of JSON objects come along.

    A file that cannot be opened is told at once, before anything is made ready for its records.
    """
    return _records(_opened(name), "standard input" if name == "-" else name, form, field)


def _records(opened: AbstractContextManager[IO[bytes]], name: str, form: str, field: str) -> Iterator[Record]:
    with opened as stream:
        if form == "nul":
            yield from _parted(stream, name, field)
            return
        for number, raw in enumerate(_lines(stream, name), 1):
            line = _text(raw, f"{name}:{number}", number == 1).rstrip("\r\n")
            if line.strip():
                yield _object(line, f"{name}:{number}", field) if form == "jsonl" else {field: line.strip()}


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _lines(stream: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from stream
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    return InputError(f"{name}: {(error.strerror if isinstance(error, OSError) else None) or error}")


def _text(raw: bytes, where: str, first: bool) -> str:
    """Decoded; a byte order mark may stand at the very beginning."""
    try:
        return raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 at byte {error.start}") from error


def _parted(stream: IO[bytes], name: str, field: str) -> Iterator[Record]:
    rest = b""
    number = 0
    while chunk := stream.read(65536):
        *whole, rest = (rest + chunk).split(b"\0")
        for raw in whole:
            number += 1
            if raw.strip():
                yield {field: _text(raw, f"{name}, record {number}").strip()}
    if rest.strip():
        yield {field: _text(rest, f"{name}, record {number + 1}").strip()}


def _object(line: str, where: str, field: str) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(record, dict) or not isinstance(record.get(field), str):
        raise InputError(f"{where}: an object with a string {field!r} is wanted")
    if not record[field].strip():
        raise InputError(f"{where}: an empty {field}")
    return record
