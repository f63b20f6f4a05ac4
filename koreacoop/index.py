"""A compiled pack as a file: tables of rows by key, opened read-only, never loaded.

The format is SQLite: damaged files raise errors instead of crashing, and a look-up costs the same in a file of a
kilobyte or a gigabyte. Every row carries a check sum of its key and its body; one that does not fit is a damaged file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from koreacoop.hints import Any, Generic, TypeVar

T = TypeVar("T")

FORMAT = 58
"""Raised whenever what is compiled, or how, changes: an index of another format is built again."""
_MOST_ROWS = 4096
_MOST_POSTINGS = 4_000_000
_MOST_WAITING = 4_000_000
"""Bytes of lists that wait to be written."""
_SCHEMA = """
CREATE TABLE row (kind TEXT, key TEXT, body BLOB, crc INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE record (kind TEXT, place INTEGER, key TEXT, PRIMARY KEY (kind, place)) WITHOUT ROWID;
CREATE TABLE posting (kind TEXT, key TEXT, chunk INTEGER, body BLOB, crc INTEGER, PRIMARY KEY (kind, key, chunk))
  WITHOUT ROWID;
"""


class DamagedError(Exception):
    """An index that cannot be trusted."""


class Index:
    """An open index. What is found to be damaged is built again by ``rebuild``, and the look-up is done again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rebuild: Callable[[], Index] | None = None

    def mend_by(self, rebuild: Callable[[], Index]) -> None:
        """How to build it again."""
        self._rebuild = rebuild

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._again(error)
            return self._connection.execute(query, values).fetchall()

    def _again(self, error: Exception) -> None:
        if self._rebuild is None:
            raise DamagedError(str(error)) from error
        rebuild, self._rebuild = self._rebuild, None
        self._connection = rebuild()._connection

    def get(self, kind: str, key: str) -> Any:
        """The body of a row; None if there is none."""
        return self.many(kind, (key,)).get(key)

    def many(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        """The bodies of those keys that there are."""
        try:
            return dict(self._many(kind, keys))
        except DamagedError as error:
            self._again(error)
            return dict(self._many(kind, keys))

    def _many(self, kind: str, keys: Sequence[str]) -> Iterator[tuple[str, Any]]:
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, body, crc FROM row WHERE kind = ? AND key IN ({marks})"
            for key, body, crc in self.rows(query, (kind, *some)):
                yield key, _decoded(kind, key, body, crc)

    def postings(self, kind: str, keys: Sequence[str]) -> dict[str, array[int]]:
        """The numbers that are listed under each of some keys, in order."""
        try:
            return self._postings(kind, keys)
        except DamagedError as error:
            self._again(error)
            return self._postings(kind, keys)

    def _postings(self, kind: str, keys: Sequence[str]) -> dict[str, array[int]]:
        lists = {key: array("I") for key in keys}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, body, crc FROM posting WHERE kind = ? AND key IN ({marks}) ORDER BY key, chunk"
            for key, body, crc in self.rows(query, (kind, *some)):
                _checked(kind, key, body, crc)
                lists[key].frombytes(body)
        return lists

    def keys(self, kind: str) -> Iterator[str]:
        """The keys of the records of a kind, in the order of the pack."""
        start, size = 0, 1000
        while True:
            query = "SELECT key FROM record WHERE kind = ? AND place >= ? ORDER BY place LIMIT ?"
            found = self.rows(query, (kind, start, size))
            yield from (key for (key,) in found)
            if len(found) < size:
                return
            start += size

    def place(self, kind: str, places: Sequence[int]) -> list[str]:
        """The keys of the records at some places, in the order of the places."""
        found: dict[int, str] = {}
        for start in range(0, len(places), 500):
            some = places[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT place, key FROM record WHERE kind = ? AND place IN ({marks})"
            found.update(self.rows(query, (kind, *some)))
        return [found[place] for place in places]

    def beginning(self, kind: str, text: str) -> list[str]:
        """The keys of lists that begin with a text."""
        query = "SELECT DISTINCT key FROM posting WHERE kind = ? AND key >= ? AND key < ?"
        return [key for (key,) in self.rows(query, (kind, text, text + chr(0x10FFFF)))]

    def holding(self, kind: str, text: str) -> list[str]:
        """The keys of records that hold a text; all of them are gone through."""
        query = "SELECT key FROM record WHERE kind = ? AND instr(key, ?)"
        return [key for (key,) in self.rows(query, (kind, text))]

    def weight(self, kind: str, keys: Sequence[str]) -> int:
        """How many numbers are listed under some keys, those that stand under several counted again."""
        total = 0
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            query = f"SELECT sum(length(body)) FROM posting WHERE kind = ? AND key IN ({','.join('?' * len(some))})"
            ((size,),) = self.rows(query, (kind, *some))
            total += size or 0
        return total // array("I").itemsize

    def size(self, kind: str) -> int:
        """How many records of a kind there are."""
        return int(self.get("meta", "sizes").get(kind, 0))

    def size_in_bytes(self) -> int:
        """How long the file is; 0 in memory."""
        (_, _, path), *_ = self.rows("PRAGMA database_list")
        return os.path.getsize(path) if path else 0  # noqa: PTH202


class Rows(Mapping[str, T], Generic[T]):
    """Rows of one kind, each fetched when it is asked for and kept for a while."""

    def __init__(
        self,
        index: Index,
        kind: str,
        make: Callable[[Any], T],
        listed: str = "",
    ) -> None:
        """``make`` makes a record of a row.

        ``listed``: the kind under which the keys are listed in the order of the pack, if it is another.
        """
        self._index = index
        self._kind = kind
        self._make = make
        self._listed = listed or kind
        self._known: dict[str, T | None] = {}

    def fetch(self, keys: Iterable[str]) -> None:
        """Fetch rows at one go, those that there are and that are not known yet."""
        if len(self._known) > _MOST_ROWS:
            self._known.clear()
        known = self._known
        missing = [key for key in keys if key not in known]
        if missing:
            found = self._index.many(self._kind, missing)
            for key in missing:
                known[key] = self._make(found[key]) if key in found else None

    def holds(self, key: str) -> bool:
        """Whether a row was fetched already."""
        return key in self._known

    def get(self, key: str, default: Any = None) -> Any:
        """What is kept under a key."""
        if key not in self._known:
            self.fetch((key,))
        found = self._known[key]
        return default if found is None else found

    def __getitem__(self, key: str) -> T:
        found: T | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        keys: list[str] = []
        for key in self._index.keys(self._listed):
            keys.append(key)
            if len(keys) == 200:
                self.fetch(keys)
                yield from keys
                keys = []
        self.fetch(keys)
        yield from keys

    def __len__(self) -> int:
        return self._index.size(self._listed)


class Postings(Mapping[str, Sequence[int]]):
    """Lists of numbers by key, each fetched when it is asked for; the long ones are not all kept."""

    def __init__(self, index: Index, kind: str) -> None:
        self._index = index
        self._kind = kind
        self._known: dict[str, array[int]] = {}
        self._size = 0

    def fetch(self, keys: Iterable[str]) -> None:
        """Fetch lists at one go, those that are not known yet."""
        if self._size > _MOST_POSTINGS:
            self._known.clear()
            self._size = 0
        missing = [key for key in dict.fromkeys(keys) if key not in self._known]
        for key, found in self._index.postings(self._kind, missing).items():
            self._known[key] = found
            self._size += len(found) + 20

    def get(self, key: str, default: Any = ()) -> Any:
        """The numbers under a key, in order."""
        if key not in self._known:
            self.fetch((key,))
        return self._known[key] or default

    def __getitem__(self, key: str) -> Sequence[int]:
        found: Sequence[int] = self.get(key)
        if not found:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bool(self.get(key))

    def __iter__(self) -> Iterator[str]:
        yield from (
            key for (key,) in self._index.rows("SELECT DISTINCT key FROM posting WHERE kind = ?", (self._kind,))
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _checked(kind: str, key: str, body: object, crc: object) -> None:
    """What was changed from outside may hold anything."""
    if not isinstance(body, bytes) or zlib.crc32(body, zlib.crc32(f"{kind}/{key}".encode())) != crc:
        raise DamagedError(f"the row {kind}/{key} is not what was written")


def _decoded(kind: str, key: str, body: Any, crc: object) -> Any:
    _checked(kind, key, body, crc)
    try:
        return json.loads(body.decode())
    except ValueError as error:
        raise DamagedError(f"the row {kind}/{key} is not what was written") from error


# ------------------------------------------------------------------------------------------------------------- opening


def open_index(path: str) -> tuple[Index, dict[str, Any]] | None:
    """The index in a file and what it says of itself; None if it is not there, not whole or of another format."""
    try:
        if not _is_whole(path):
            return None
        name = f"file:{_quoted(path)}?mode=ro&immutable=1"
        connection = sqlite3.connect(name, uri=True, check_same_thread=False)
        connection.execute("PRAGMA trusted_schema = OFF")
        index = Index(connection)
        about = index.get("meta", "about")
    except (OSError, sqlite3.Error, DamagedError):
        return None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        return None
    return index, about


def _is_whole(path: str) -> bool:
    """Whether a file is as long as its header says: one that was cut off is not."""
    with open(path, "rb") as stream:  # noqa: PTH123
        head = stream.read(100)
        size = os.fstat(stream.fileno()).st_size
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return head[:15] == b"SQLite format 3" and size > 0 and size == (65536 if page == 1 else page) * pages


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


# ------------------------------------------------------------------------------------------------------------- writing


class Writer:
    """Fills an index."""

    def __init__(self, connection: sqlite3.Connection, new: bool = True) -> None:
        self.connection = connection
        if new:
            connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            connection.execute("PRAGMA cache_size = -8000")
            connection.executescript(_SCHEMA)
        self._postings: dict[tuple[str, str], bytearray] = {}
        self._waiting = 0
        self._chunk = 0

    def put(self, kind: str, rows: Iterable[tuple[str, Any]]) -> None:
        """Write rows of a kind: keys and bodies."""
        self.put_encoded(encoded(kind, *row) for row in rows)

    def put_encoded(self, rows: Iterable[Encoded]) -> None:
        """Write rows that are made ready."""
        self.connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?)", rows)

    def lists(self, kind: str, places: Iterable[tuple[int, str]]) -> None:
        """Write where records of a kind stand in the pack."""
        rows = ((kind, place, key) for place, key in places)
        self.connection.executemany("INSERT INTO record VALUES (?, ?, ?)", rows)

    def post(self, kind: str, keys: Iterable[str], number: int) -> None:
        """List a number under keys."""
        self.post_all(kind, dict.fromkeys(keys, array("I", (number,)).tobytes()))

    def post_all(self, kind: str, lists: Mapping[str, bytes]) -> None:
        """List numbers under keys; what is waiting is written when there is much of it."""
        for key, numbers in lists.items():
            self._postings.setdefault((kind, key), bytearray()).extend(numbers)
            self._waiting += len(numbers)
        if self._waiting > _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write the lists that are waiting."""
        waiting = sorted(self._postings.items())
        rows = ((kind, key, self._chunk, bytes(numbers)) for (kind, key), numbers in waiting)
        checked = ((*row, _crc(row[0], row[1], row[3])) for row in rows)
        self.connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?)", checked)
        self._postings.clear()
        self._waiting = 0
        self._chunk += 1

    def close(self, about: Mapping[str, Any]) -> None:
        """Write what is left; what the index says of itself comes last."""
        self.flush()
        self.put("meta", [("about", {**about, "format": FORMAT})])
        self.connection.commit()


def _crc(kind: str, key: str, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(f"{kind}/{key}".encode()))


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Encoded = tuple[str, str, bytes, int]
"""A row as it is written."""


def encoded(kind: str, key: str, body: Any) -> Encoded:
    """A row of a kind: its key, and its body with the check sum of both."""
    data = _JSON.encode(body).encode()
    return kind, key, data, _crc(kind, key, data)
