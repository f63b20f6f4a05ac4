"""Plain lines for pipes: one record a line, fields parted by tabs, nothing wrapped, nothing added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from koreacoop.hints import TYPE_CHECKING, Any
from koreacoop.model import LANGUAGES, Concept, Entity, Fact, Problem, Reading, Relation, Source, Stance, Verdict
from koreacoop.rendering import Lines, Style, plain
from koreacoop.showing import citing

if TYPE_CHECKING:
    from koreacoop.lookup import Found
    from koreacoop.pack import Store
    from koreacoop.search import Passage
    from koreacoop.showing import Record
    from koreacoop.timeline import Event
    from koreacoop.validation import SourceCoverage

_KEPT = frozenset("\u200c\u200d\u200e\u200f\u00a0\u3000")  # joiners, marks of direction, wide spaces


def printable(text: str) -> str:
    """Text without control characters that a terminal would obey."""
    return "".join(char if char.isprintable() or char in _KEPT else repr(char)[1:-1] for char in text)


def _line(*fields: object) -> str:
    return "\t".join(printable(" ".join(str(field).split())) for field in fields)


class Line:
    """One record a line."""

    def __init__(self, store: Store, style: Style) -> None:
        self._store = store
        self._language = style.language

    def verdict(self, result: Verdict, given: Mapping[str, Any]) -> Lines:
        """Verdict, claim, reason, ids of the deciding facts."""
        deciding = [evidence for part in result.parts if part.label is result.label for evidence in part.evidence]
        facts = dict.fromkeys(evidence.fact for evidence in deciding if evidence.stance is not Stance.NEUTRAL)
        yield _line(result.label.value, result.reading.text, result.reason.text, ",".join(facts))

    def reading(self, result: Reading, given: Mapping[str, Any]) -> Lines:
        """The language and the text, then what each stretch was read as: sort, words, meaning, offsets."""
        yield _line("text", result.text, result.language)
        for row in plain.read_rows(result):
            where = f"{row.start}-{row.end}" if row.end else ""
            yield _line(row.sort, row.words, row.meaning, where)

    def found(self, result: Found, facts: Mapping[str, Sequence[Fact]]) -> Lines:
        """An entity's line (id, kind, names), then a line a fact."""
        for entity in result.entities:
            yield from self.record(entity)
        for fact in plain.union(facts):
            yield from self.fact(fact)

    def timeline(self, events: Sequence[Event]) -> Lines:
        """Date, fact id, wording."""
        for event in events:
            fact = event.fact
            yield _line(plain.dated(fact) or "undated", fact.id, plain.wording(fact, self._language))

    def record(self, record: Record) -> Lines:
        """Kind, id, and what names the record in each language."""
        if isinstance(record, Source):
            yield from self.source(record, citing(record.id, self._store))
        elif isinstance(record, Fact):
            yield from self.fact(record)
        else:
            yield _line(record.id, record.kind if isinstance(record, Entity) else plain.kind(record), *_names(record))

    def source(self, source: Source, citations: int) -> Lines:
        """Id, file, title, what dates it, number of citations."""
        title = plain.first(source.title, self._language) or source.file
        yield _line(source.id, f"seeds/{source.file}", title, source.dated_by or "undated", citations)

    def fact(self, fact: Fact) -> Lines:
        """Id, date, wording."""
        yield _line(fact.id, plain.dated(fact), plain.wording(fact, self._language))

    def passage(self, passage: Passage) -> Lines:
        """Where a source's sentence stands, and the sentence."""
        yield _line(f"{passage.source}:{passage.start}-{passage.end}", "", passage.text)

    def validation(self, problems: Sequence[Problem], coverage: Sequence[SourceCoverage]) -> Lines:
        """``path: record: code: message`` for each problem, then the coverage of each source and its open sentences."""
        for problem in problems:
            yield f"{problem.origin.path}: {problem.origin.record}: {problem.code}: {problem.message}"
        for row in coverage:
            counts = f"{row.sentences} sentences, {row.cited} cited, {row.omitted} not checkable"
            yield f"{row.source}: {counts}, {row.share:.0%} covered"
            for sentence in row.open:
                yield f"{row.source}: open: {sentence}"
        yield f"{plain.sizes(self._store)}; {len(problems)} problems"

    def close(self) -> Lines:
        """Nothing is left."""
        return ()


def _names(record: Entity | Relation | Concept) -> Iterable[str]:
    if isinstance(record, Relation):
        return (record.label.get(code, "") for code in LANGUAGES)
    names = record.names if isinstance(record, Entity) else record.words
    return (names[code][0] if names.get(code) else "" for code in LANGUAGES)
