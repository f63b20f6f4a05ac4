"""Tables of texts, a row a claim or document: cut into pieces, read a batch at a time, written with more columns.

JSON Lines here; Parquet has the same shape in ``parquet``; ``tables`` is for either. What cannot be used as a row is
told of, not raised.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from koreacoop.frozen import dataclass

Data = dict[str, Any]

ROWS = 256
"""Rows of a batch at most: documents are long, and the evidence of a claim is longer than the claim."""
_BATCH_BYTES = 1 << 22
_LONGEST = 1 << 26
"""Bytes that a line may have: what is longer is no JSON Lines, and is not read into memory."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file that is judged as one: bytes of whole lines, or the bytes of some row groups."""

    path: str
    form: str
    start: int
    end: int
    row: int
    """The number of its first row in the file, from 1; in JSON Lines that of the line."""
    digest: str
    """Of its bytes."""
    groups: tuple[int, int] = (0, 0)
    schema: str = ""
    """Of Parquet: the columns and their types, which stand elsewhere in the file."""


class Row(NamedTuple):
    """A row as read: its text, or what is wrong with it and what stands there."""

    number: int
    text: str
    problem: str = ""
    given: Any = None


class Batch(Protocol):
    """Some rows with their other columns."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, in order."""

    def columns(self, index: int) -> Data:
        """All columns of a row that can be used."""


class Shape(NamedTuple):
    """The columns that are written: those that are made, and those of the input, perhaps without the one judged."""

    made: tuple[str, ...]
    judged: str
    keeps_judged: bool = True

    def keeps(self, column: str) -> bool:
        """Whether a column of the input comes back."""
        return self.keeps_judged or column != self.judged

    def name(self, column: str) -> str:
        """What a column of the input is called beside those that are made: none takes the place of another."""
        return f"given_{column}" if column in self.made else column


class Writer(Protocol):
    """Writes rows to a file."""

    def put(self, batch: Batch, picked: Sequence[int], made: Sequence[Data]) -> None:
        """Write, for each index in ``picked``, that row's columns and those made of it."""

    def close(self) -> None:
        """Finish the file."""


def problem_of(value: Any, column: str) -> str:
    """What is wrong with the value of the column that is to be judged; "" if nothing is."""
    if value is None:
        return f"{column!r} is null"
    if not isinstance(value, str):
        return f"{column!r} is not a string"
    return "" if value.strip() else f"{column!r} is empty"


def digest(path: str, start: int, end: int) -> str:
    """A digest of the bytes of a file between two places."""
    whole = _hash()
    with Path(path).open("rb") as stream:
        stream.seek(start)
        while start < end and (chunk := stream.read(min(_CHUNK, end - start))):
            whole.update(chunk)
            start += len(chunk)
    return str(whole.hexdigest())


def _hash() -> Any:
    return hashlib.blake2b(digest_size=16)


# -------------------------------------------------------------------------------------------------------------- cutting


def cut(path: str, size: int) -> Iterator[Piece]:
    """The pieces of a file of JSON Lines, of about ``size`` bytes each; an empty file has one."""
    start, row = 0, 1
    with Path(path).open("rb") as stream:
        while True:
            whole, length, lines = _hash(), 0, 0
            for chunk in _lines_of(stream, size):
                whole.update(chunk)
                length += len(chunk)
                lines += chunk.count(b"\n")
            if length or not start:
                yield Piece(path, "jsonl", start, start + length, row, whole.hexdigest())
            if not length:
                return
            start, row = start + length, row + lines


def _lines_of(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The next ``size`` bytes and what is left of the line, chunk by chunk."""
    chunk = b""
    while size > 0 and (read := stream.read(min(_CHUNK, size))):
        chunk = read
        size -= len(chunk)
        yield chunk
    while chunk and not chunk.endswith(b"\n"):
        chunk = stream.readline(_CHUNK)
        yield chunk


# -------------------------------------------------------------------------------------------------------------- reading


class Objects:
    """Rows of JSON Lines."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._objects: list[Data] = []
        self.bytes = 0

    def add(self, number: int, raw: bytes, column: str) -> None:
        """Take in a line."""
        found, problem = _object(raw)
        problem = problem or (problem_of(found[column], column) if column in found else f"no column {column!r}")
        given = raw.decode(errors="backslashreplace").rstrip("\r\n") if problem else None
        self.rows.append(Row(number, "" if problem else found[column], problem, given))
        self._objects.append(found)
        self.bytes += len(raw)

    def refuse(self, number: int, problem: str) -> None:
        """Take in a line that is not even kept."""
        self.rows.append(Row(number, "", problem))
        self._objects.append({})

    def columns(self, index: int) -> Data:
        """All columns of a row."""
        return self._objects[index]

    @property
    def full(self) -> bool:
        """Whether it holds enough to be judged."""
        return len(self.rows) >= ROWS or self.bytes >= _BATCH_BYTES


def read(piece: Piece, column: str) -> Iterator[Objects]:
    """The rows of a piece of JSON Lines; blank lines are passed over."""
    batch = Objects()
    for number, raw in _numbered(piece):
        if raw is None:
            batch.refuse(number, f"a line of more than {_LONGEST} bytes")
        elif raw.strip():
            batch.add(number, raw, column)
        if batch.full:
            yield batch
            batch = Objects()
    if batch.rows:
        yield batch


def _numbered(piece: Piece) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a piece with their numbers; ``None`` for one that is too long to be read."""
    with Path(piece.path).open("rb") as stream:
        stream.seek(piece.start)
        number = piece.row
        while stream.tell() < piece.end and (raw := stream.readline(_LONGEST)):
            too_long = len(raw) == _LONGEST and not raw.endswith(b"\n")
            while len(raw) == _LONGEST and not raw.endswith(b"\n"):
                raw = stream.readline(_LONGEST)
            yield number, None if too_long else raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            number += 1


def _object(raw: bytes) -> tuple[Data, str]:
    """The object that a line holds, or what is wrong."""
    try:
        found = json.loads(raw.decode())
        if b"\\ud" in raw.lower():
            json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        return {}, f"not JSON: {error.msg} at column {error.colno}"
    except UnicodeDecodeError as error:
        return {}, f"not UTF-8 at byte {error.start}"
    except UnicodeEncodeError:
        return {}, "not Unicode: half a surrogate pair"
    except (ValueError, RecursionError) as error:
        return {}, f"not JSON that can be read: {error}"
    return (found, "") if isinstance(found, dict) else ({}, "not a JSON object")


# -------------------------------------------------------------------------------------------------------------- writing


class Lines:
    """Writes JSON Lines, from rows of any format."""

    def __init__(self, path: Path, shape: Shape) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="\n")
        self._shape = shape

    def put(self, batch: Batch, picked: Sequence[int], made: Sequence[Data]) -> None:
        """Write rows with what was made of them."""
        for index, new in zip(picked, made, strict=True):
            given = batch.columns(index).items()
            kept = {self._shape.name(name): value for name, value in given if self._shape.keeps(name)}
            self._stream.write(dumped(kept | new) + "\n")

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


def dumped(data: Data) -> str:
    """An object as one line; letters are not escaped, what JSON has no form for is written as text."""
    return json.dumps(data, ensure_ascii=False, default=_as_text)


def _as_text(value: Any) -> str:
    """Dates as ISO 8601 has them, bytes as base64, anything else as it is printed."""
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
