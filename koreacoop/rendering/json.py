"""Machine formats: JSON Lines as results come, or one JSON object when all are there. Letters are not escaped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from koreacoop.hints import TYPE_CHECKING, Any
from koreacoop.model import Fact, Problem, Reading, Source, Verdict
from koreacoop.rendering import Lines, Style, plain

if TYPE_CHECKING:
    from koreacoop.lookup import Found
    from koreacoop.pack import Store
    from koreacoop.search import Passage
    from koreacoop.showing import Record
    from koreacoop.timeline import Event
    from koreacoop.validation import SourceCoverage


class JsonLines:
    """One object a result."""

    def __init__(self, store: Store, style: Style) -> None:
        self._store = store
        self._style = style

    def put(self, row: plain.Data) -> Lines:
        """What is printed of one result."""
        return [json.dumps(row, ensure_ascii=False)]

    def verdict(self, result: Verdict, given: Mapping[str, Any]) -> Lines:
        """A result of ``check``."""
        return self.put(plain.verdict(result, self._store, given, self._style.explain))

    def reading(self, result: Reading, given: Mapping[str, Any]) -> Lines:
        """A result of ``read``."""
        return self.put(dict(given) | plain.reading(result))

    def found(self, result: Found, facts: Mapping[str, Sequence[Fact]]) -> Lines:
        """A result of ``lookup``."""
        return self.put(plain.found(result, facts, self._store, self._style.language))

    def timeline(self, events: Sequence[Event]) -> Lines:
        """Events in order."""
        return [line for event in events for line in self.put(plain.event(event, self._store))]

    def record(self, record: Record) -> Lines:
        """A record of any kind."""
        return self.put(plain.record(record, self._store))

    def source(self, source: Source, citations: int) -> Lines:
        """A source in a list of sources."""
        return self.put(plain.source(source) | {"citations": citations})

    def fact(self, fact: Fact) -> Lines:
        """A fact in a list of facts."""
        return self.put({"kind": "fact"} | plain.fact(fact, self._store))

    def passage(self, passage: Passage) -> Lines:
        """A sentence of a source."""
        return self.put({"kind": "passage"} | plain.passage(passage, self._store))

    def validation(self, problems: Sequence[Problem], coverage: Sequence[SourceCoverage]) -> Lines:
        """What is wrong with a pack, and what it covers."""
        return self.put(plain.validation(problems, coverage, self._store))

    def close(self) -> Lines:
        """Nothing is left."""
        return ()


class Json(JsonLines):
    """One object that names its schema and holds all results."""

    def __init__(self, store: Store, command: str, style: Style) -> None:
        super().__init__(store, style)
        self._schema = f"koreacoop/{command}/v1"
        self._rows: list[plain.Data] = []

    def put(self, row: plain.Data) -> Lines:
        """Nothing yet."""
        self._rows.append(row)
        return ()

    def close(self) -> Lines:
        """The whole."""
        yield json.dumps({"schema": self._schema, "results": self._rows}, ensure_ascii=False, indent=2)
