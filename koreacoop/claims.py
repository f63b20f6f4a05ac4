"""Where claims come from: arguments, lines, JSON Lines, or records parted by NUL."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
    """Records of a file, or of standard input for ``-``, one at a time; other fields of JSON objects come along."""
    with _opened(name) as stream:
        if form == "nul":
            yield from _parted(stream, name, field)
            return
        for number, raw in enumerate(stream, 1):
            line = _text(raw, f"{name}:{number}").rstrip("\r\n")
            if not line.strip():
                continue
            yield _object(line, f"{name}:{number}", field) if form == "jsonl" else {field: line}


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    with stream:
        yield stream


def _text(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig" if where.endswith(":1") else "utf-8")
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
