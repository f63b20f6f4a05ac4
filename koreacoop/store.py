"""The fact pack: the only module that opens data files.

A pack is a folder with ``sources.toml``, ``entities/``, ``relations/``, ``concepts/``, ``statements/`` and
``coverage/``; its sources' texts stand in ``seeds/`` beside it or in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from koreacoop import records
from koreacoop.errors import StoreError
from koreacoop.frozen import dataclass, field, replace
from koreacoop.model import Citation, Concept, Entity, Fact, Origin, Problem, Relation, Source
from koreacoop.world import World

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Omission:
    """A passage of a source in which nothing can be checked, and why."""

    source: str
    quote: str
    reason: str


@dataclass(slots=True)
class Store:
    """All records of one or more packs, by id, in the order of their files."""

    root: Path
    sources: dict[str, Source] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    omissions: list[Omission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)

    def world(self) -> World:
        """What is known of the pack's entities, relations and concepts themselves."""
        units = frozenset(count.unit for fact in self.facts.values() for count in fact.statement.counts)
        return World(self.entities, self.relations, self.concepts, self.topic, units)

    @property
    def topic(self) -> str:
        """The entity that a claim without a subject is about: the subject of most facts."""
        counts: dict[str, int] = {}
        for fact in self.facts.values():
            for subject in fact.statement.subject:
                counts[subject] = counts.get(subject, 0) + 1
        return max(counts, key=lambda name: (counts[name], name), default="")


def default_pack() -> Path:
    """The pack that ships with the program: beside the package in a checkout, inside it in a wheel."""
    shipped = _PACKAGE / "pack" / "facts"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "facts"


def language_folder() -> Path:
    """Where the languages' data stand."""
    return _PACKAGE / "languages"


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
    store = Store(roots[0])
    for root in roots:
        if not (root / "sources.toml").is_file():
            raise StoreError(f"{root}: no fact pack here (sources.toml is missing)")
        _load_sources(store, root)
        for kind in _KINDS:
            _load_kind(store, root, kind)
        _load_omissions(store, root)
    _find_quotes(store)
    return store


def _tables(path: Path, name: str, store: Store) -> list[Mapping[str, Any]]:
    data = read_toml(path)
    for other in sorted(set(data) - {name}):
        store.problems.append(Problem(Origin(str(path), other), "unknown-key", f"unknown table {other!r}"))
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StoreError(f"{path}: [[{name}]] must be an array of tables")
    return rows


def _load_sources(store: Store, root: Path) -> None:
    path = root / "sources.toml"
    seeds = next((folder for folder in (root / "seeds", root.parent / "seeds") if folder.is_dir()), root / "seeds")
    for source in records.read_all(_tables(path, "source", store), str(path), records.source, store.problems):
        store.sources[source.id] = source
        store.origins[source.id] = str(path)
        try:
            data = (seeds / source.file).read_bytes()
        except OSError as error:
            raise StoreError(f"{seeds / source.file}: {error.strerror or error}") from error
        if hashlib.sha256(data).hexdigest() != source.sha256:
            origin = Origin(str(seeds / source.file), source.id)
            store.problems.append(Problem(origin, "digest", "the text is not the one whose sha256 is recorded"))
        try:
            store.texts[source.id] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise StoreError(f"{seeds / source.file}: not UTF-8 at byte {error.start}") from error


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record: its folder, the name of its table, where the store keeps it, and what builds it."""

    folder: str
    table: str
    field: str
    build: records.Build[Any]


_KINDS = (
    _Kind("entities", "entity", "entities", records.entity),
    _Kind("relations", "relation", "relations", records.relation),
    _Kind("concepts", "concept", "concepts", records.concept),
    _Kind("statements", "fact", "facts", records.fact),
)


def _load_kind(store: Store, root: Path, kind: _Kind) -> None:
    target: dict[str, Any] = getattr(store, kind.field)
    for path in sorted((root / kind.folder).glob("*.toml")):
        for record in records.read_all(_tables(path, kind.table, store), str(path), kind.build, store.problems):
            if record.id in target:
                message = f"{kind.table} {record.id!r} is in {store.origins[record.id]} too"
                store.problems.append(Problem(Origin(str(path), record.id), "duplicate-id", message))
            target[record.id] = record
            store.origins[record.id] = str(path)


def _load_omissions(store: Store, root: Path) -> None:
    for path in sorted((root / "coverage").glob("*.toml")):
        for row in _tables(path, "not_checkable", store):
            reader = records.Reader(row, str(path))
            reader.known_keys({"source", "quote", "reason"})
            store.omissions.append(Omission(reader.text("source"), reader.text("quote"), reader.text("reason")))
            store.problems.extend(reader.problems)


def _find_quotes(store: Store) -> None:
    for fact in list(store.facts.values()):
        found = tuple(_find(store, fact, citation) for citation in fact.citations)
        store.facts[fact.id] = replace(fact, citations=found)


def _find(store: Store, fact: Fact, citation: Citation) -> Citation:
    """The citation with its offsets; a quote that is not there, or is there twice, is a problem."""
    origin = Origin(store.origins[fact.id], fact.id)
    text = store.texts.get(citation.source)
    if text is None:
        store.problems.append(Problem(origin, "unknown-source", f"no source {citation.source!r}"))
        return citation
    start = text.find(citation.quote)
    if start < 0:
        store.problems.append(Problem(origin, "quote-not-found", f"not in {citation.source}: {citation.quote}"))
        return citation
    if text.find(citation.quote, start + 1) >= 0:
        store.problems.append(Problem(origin, "quote-twice", f"more than once in {citation.source}: {citation.quote}"))
    return replace(citation, start=start, end=start + len(citation.quote))
