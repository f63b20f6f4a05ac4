"""The fact pack: the only module that opens data files.

A pack is a folder with ``sources.toml``, ``entities/``, ``relations/``, ``concepts/``, ``statements/`` and
``coverage/``; its sources' texts stand in ``seeds/`` beside it or in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from koreacoop import places, records
from koreacoop.errors import StoreError
from koreacoop.frozen import dataclass, replace
from koreacoop.model import Citation, Entity, Fact, Origin, Problem
from koreacoop.pack import Omission, Store
from koreacoop.quoting import Places

_LONG = 4_000_000
"""Bytes from which on a file of facts is read in pieces, of so many facts each."""
_PIECE = 500
_MOST_TEXTS = 8
"""Texts of sources that are kept."""


def default_pack() -> Path:
    """The pack that ships with the program."""
    return Path(places.default_pack())


def language_folder() -> Path:
    """Where the languages' data stand."""
    return Path(places.LANGUAGES)


def read_toml(path: Path) -> dict[str, Any]:
    """One TOML file; ``StoreError`` says which file and where it is malformed."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomli.TOMLDecodeError as error:
        raise StoreError(f"{path}: {error}") from error


def load(roots: list[Path]) -> Store:
    """Read the packs in ``roots`` into one store. Problems of the data are gathered, not raised."""
    store = frame(roots)
    facts: dict[str, Fact] = {}
    for fact, path in facts_of(store, roots):
        if fact.id in facts:
            _duplicate(store, "fact", fact.id, path)
        facts[fact.id] = fact
        store.origins[fact.id] = path
    store.facts = facts
    return store


def frame(roots: list[Path]) -> Store:
    """All of the packs in ``roots`` but their facts."""
    store = Store(roots[0])
    store.texts = texts = _Texts()
    for root in roots:
        if not (root / "sources.toml").is_file():
            raise StoreError(f"{root}: no fact pack here (sources.toml is missing)")
        _load_sources(store, root, texts)
        for kind in _KINDS:
            _load_kind(store, root, kind)
        _load_omissions(store, root)
    return store


def vocabulary(roots: list[Path], keep: Callable[[Entity], Entity]) -> Store:
    """The relations and concepts of the packs in ``roots``, and of each entity, as it is read, what ``keep`` gives."""
    store = Store(roots[0])
    for root in roots:
        for kind in _KINDS:
            _load_kind(store, root, replace(kind, keep=keep) if kind is _ENTITIES else kind)
    return store


def facts_of(store: Store, roots: list[Path]) -> Iterator[tuple[Fact, str]]:
    """The facts of ``roots`` with their files, one after the other, their quotations found in the store's texts."""
    for root in roots:
        for path in sorted((root / "statements").glob("*.*")):
            if path.suffix not in (".toml", ".jsonl"):
                continue
            for rows in _pieces(path, "fact", store) if path.suffix == ".toml" else _lines(path):
                for fact in records.read_all(rows, str(path), records.fact, store.problems):
                    origin = Origin(str(path), fact.id)
                    found = tuple(_find(store, origin, citation) for citation in fact.citations)
                    yield replace(fact, citations=found), str(path)


def _pieces(path: Path, name: str, store: Store) -> Iterator[list[records.Table]]:
    """The tables of a file, a long file in pieces so that it is never in memory as a whole."""
    if path.stat().st_size < _LONG:
        yield _tables(path, name, store)
        return
    read = 0
    for text in _cut(path, f"[[{name}]]"):
        try:
            data = tomli.loads(text)
        except tomli.TOMLDecodeError:
            # A line in a string of several lines may look like the head of a table: the file is read as a whole.
            yield _tables(path, name, store)[read:]
            return
        rows = _checked(data, path, name, store)
        read += len(rows)
        yield rows


def _cut(path: Path, head: str) -> Iterator[str]:
    """The text of a file of tables, cut before the heads of some."""
    lines: list[str] = []
    count = 0
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.startswith(head):
                count += 1
                if count % _PIECE == 0:
                    yield "".join(lines)
                    lines.clear()
            lines.append(line)
    yield "".join(lines)


def _lines(path: Path) -> Iterator[list[records.Table]]:
    """The facts of a file of JSON objects, one a line: the same keys as a table of TOML."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise StoreError(f"{path}:{number}: not JSON: {error}") from error
                if not isinstance(row, dict):
                    raise StoreError(f"{path}:{number}: an object is wanted")
                yield [row]


def _tables(path: Path, name: str, store: Store) -> list[Mapping[str, Any]]:
    return _checked(read_toml(path), path, name, store)


def _checked(data: dict[str, Any], path: Path, name: str, store: Store) -> list[Mapping[str, Any]]:
    for other in sorted(set(data) - {name}):
        store.problems.append(Problem(Origin(str(path), other), "unknown-key", f"unknown table {other!r}"))
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StoreError(f"{path}: [[{name}]] must be an array of tables")
    return rows


def _load_sources(store: Store, root: Path, texts: _Texts) -> None:
    path = root / "sources.toml"
    seeds = next((folder for folder in (root / "seeds", root.parent / "seeds") if folder.is_dir()), root / "seeds")
    for source in records.read_all(_tables(path, "source", store), str(path), records.source, store.problems):
        _table(store.sources)[source.id] = source
        store.origins[source.id] = str(path)
        texts.add(source.id, seeds / source.file)
        if hashlib.sha256(texts.read(source.id)).hexdigest() != source.sha256:
            origin = Origin(str(seeds / source.file), source.id)
            store.problems.append(Problem(origin, "digest", "the text is not the one whose sha256 is recorded"))
        try:
            texts[source.id]
        except UnicodeDecodeError as error:
            raise StoreError(f"{seeds / source.file}: not UTF-8 at byte {error.start}") from error


class _Texts(Mapping[str, str]):
    """The texts of sources, each read when it is asked for and kept for a while: together they may be very long."""

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}
        self._kept: dict[str, Places] = {}

    def add(self, source: str, path: Path) -> None:
        """Where the text of a source is read."""
        self._paths[source] = path
        self._kept.pop(source, None)

    def read(self, source: str) -> bytes:
        """The file of a source as it is."""
        try:
            return self._paths[source].read_bytes()
        except OSError as error:
            raise StoreError(f"{self._paths[source]}: {error.strerror or error}") from error

    def places(self, source: str) -> Places:
        """The text of a source, with what finds quotations in it."""
        found = self._kept.get(source)
        if found is None:
            if len(self._kept) >= _MOST_TEXTS:
                del self._kept[next(iter(self._kept))]
            found = self._kept[source] = Places(self.read(source).decode("utf-8"))
        return found

    def __getitem__(self, source: str) -> str:
        return self.places(source).text

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record: its folder, the name of its table, where the store keeps it, and what builds it."""

    folder: str
    table: str
    field: str
    build: records.Build[Any]
    keep: Callable[[Any], Any] | None = None
    """What is made of a record before it is kept; None: nothing."""


_ENTITIES = _Kind("entities", "entity", "entities", records.entity)
_KINDS = (
    _ENTITIES,
    _Kind("relations", "relation", "relations", records.relation),
    _Kind("concepts", "concept", "concepts", records.concept),
)


def _load_kind(store: Store, root: Path, kind: _Kind) -> None:
    target = _table(getattr(store, kind.field))
    for path in sorted((root / kind.folder).glob("*.toml")):
        for rows in _pieces(path, kind.table, store):
            for record in records.read_all(rows, str(path), kind.build, store.problems):
                if record.id in target:
                    _duplicate(store, kind.table, record.id, str(path))
                target[record.id] = kind.keep(record) if kind.keep else record
                store.origins[record.id] = str(path)


def _duplicate(store: Store, kind: str, name: str, path: str) -> None:
    message = f"{kind} {name!r} is in {store.origins[name]} too"
    store.problems.append(Problem(Origin(path, name), "duplicate-id", message))


def _table(records: Mapping[str, Any]) -> dict[str, Any]:
    """The records of a store that is being read: they are in a dictionary of its own."""
    assert isinstance(records, dict)
    return records


def _load_omissions(store: Store, root: Path) -> None:
    for path in sorted((root / "coverage").glob("*.toml")):
        for row in _tables(path, "not_checkable", store):
            reader = records.Reader(row, str(path))
            reader.known_keys({"source", "quote", "reason"})
            store.omissions.append(Omission(reader.text("source"), reader.text("quote"), reader.text("reason")))
            store.problems.extend(reader.problems)


def _find(store: Store, origin: Origin, citation: Citation) -> Citation:
    """The citation with its offsets; a quote that is not there, or is there twice, is a problem."""
    if citation.source not in store.sources:
        store.problems.append(Problem(origin, "unknown-source", f"no source {citation.source!r}"))
        return citation
    assert isinstance(store.texts, _Texts)
    found = store.texts.places(citation.source).find(citation.quote)
    if not found:
        store.problems.append(Problem(origin, "quote-not-found", f"not in {citation.source}: {citation.quote}"))
        return citation
    if len(found) > 1:
        store.problems.append(Problem(origin, "quote-twice", f"more than once in {citation.source}: {citation.quote}"))
    return replace(citation, start=found[0], end=found[0] + len(citation.quote))
