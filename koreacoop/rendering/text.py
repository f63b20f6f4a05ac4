"""Results for people: headings, indented lines, a quotation on a line of its own.

Colour comes from a ``Paint``: none in a pipe. Nothing is wrapped here; a terminal does that, by its own rules for
writing direction. Text that is written from right to left is given in logical order, on lines of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from koreacoop.hints import TYPE_CHECKING, Any
from koreacoop.lookup import related
from koreacoop.model import (
    LANGUAGES,
    Concept,
    Entity,
    Evidence,
    Fact,
    Label,
    Part,
    Problem,
    Reading,
    Relation,
    Source,
    Stance,
    Verdict,
)
from koreacoop.rendering import Lines, Style, plain
from koreacoop.showing import passages

if TYPE_CHECKING:
    from koreacoop.lookup import Found
    from koreacoop.pack import Store
    from koreacoop.search import Passage
    from koreacoop.showing import Record
    from koreacoop.timeline import Event
    from koreacoop.validation import SourceCoverage

_STYLES = {
    "supported": "\x1b[1;32m",
    "contradicted": "\x1b[1;31m",
    "unknown": "\x1b[1;33m",
    "strong": "\x1b[1m",
    "faint": "\x1b[2m",
}
_SIGNS = {Label.SUPPORTED: "✓", Label.CONTRADICTED: "✗", Label.UNKNOWN: "?"}
_DATE_WIDTH = 14
_MOST_NAMES = 6
_MOST_RELATED = 12


class Paint:
    """Adds colour, or leaves the text as it is."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        """``text`` in ``style``."""
        return f"{_STYLES[style]}{text}\x1b[0m" if self.colour else text


def right_to_left(text: str) -> bool:
    """Whether any letter of ``text`` is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def beside(lead: str, text: str, tail: str = "", indent: str = "    ") -> Lines:
    """``lead``, ``text`` and ``tail`` on one line, or on lines of their own where the text runs from right to left."""
    if not right_to_left(text):
        yield " ".join(filter(None, (lead, text, tail)))
        return
    if lead.strip():
        yield lead
    yield f"{indent}{text}"
    if tail:
        yield f"{indent}{tail}"


class Text:
    """People's format."""

    def __init__(self, store: Store, style: Style) -> None:
        self._store = store
        self._style = style
        self._language = style.language
        self._paint = Paint(style.colour)

    # ------------------------------------------------------------------------------------------------------- verdicts

    def verdict(self, result: Verdict, given: Mapping[str, Any]) -> Lines:
        """A verdict: the label, the claim, why, what is recorded, and the quotation with its source."""
        head = f"{_SIGNS[result.label]} {result.label.value.upper()} "
        yield from beside(self._paint(result.label.value, head), result.reading.text)
        if len(result.parts) > 1:
            for part in result.parts:
                sign = self._paint(part.label.value, _SIGNS[part.label])
                yield from beside(f"  {sign}", f"{part.text}:", part.reason.text)
        else:
            yield f"  {result.reason.text}"
        yield from (f"  assumed {text}" for text in result.assumed)
        yield from (f"  read {written} as {known}" for written, known in result.reading.repaired)
        yield from self._deciding(result)
        if self._style.explain:
            yield from self._derivation(result)
        yield ""

    def _deciding(self, result: Verdict) -> Lines:
        evidence = [evidence for part in result.parts if part.label is result.label for evidence in part.evidence]
        for first in {item.fact: item for item in reversed(evidence)}.values():
            yield from self._evidence(first)

    def _evidence(self, evidence: Evidence) -> Lines:
        fact = self._store.facts[evidence.fact]
        neutral = evidence.stance is Stance.NEUTRAL
        lead = "  nearest:" if neutral else "  recorded:"
        yield from beside(lead, plain.wording(fact, self._language), self._paint("faint", f"[{fact.id}]"))
        if not neutral:
            yield from self._quotes(fact)

    def _quotes(self, fact: Fact) -> Lines:
        """The quotations of a fact, each on a line of its own, then where it stands."""
        for cited in fact.citations:
            yield f"    “{cited.quote}”"
            file = plain.file_of(cited.source, self._store)
            yield self._paint("faint", f"    source {cited.source}, {file}, {cited.start}–{cited.end}")

    def _derivation(self, result: Verdict) -> Lines:
        yield self._paint("strong", "  derivation")
        yield f"    language: {result.reading.language}"
        for part in result.parts:
            yield from beside("    part:", part.text, indent="      ")
            yield f"      {part.label.value}: {part.reason.text}"
            for evidence in part.evidence[:1]:
                yield f"      against {evidence.fact}:"
                yield from self._steps(part, evidence)

    @staticmethod
    def _steps(part: Part, evidence: Evidence) -> Lines:
        for step in evidence.steps:
            if step.outcome != "ignored" or step.detail:
                why = f" ({step.slot}: {step.detail})" if step.detail else ""
                yield f"        {step.item.surface}: {step.outcome}{why}"

    def reading(self, result: Reading, given: Mapping[str, Any]) -> Lines:
        """The text, its language and polarity, then what each stretch was read as."""
        yield self._paint("strong", result.text)
        yield f"  language: {result.language}   polarity: {plain.polarity(result)}"
        for row in plain.read_rows(result):
            yield f"  {row.sort}: {row.words}" + (f" = {row.meaning}" if row.meaning else "")
        yield ""

    # ------------------------------------------------------------------------------------------------------- reference

    def found(self, result: Found, facts: Mapping[str, Sequence[Fact]]) -> Lines:
        """Each entity: names, kind, the facts in which it stands by relation, related entities."""
        for entity in result.entities:
            yield from self._heading(entity)
            if result.also:
                yield f"  also named so: {self._names_of(result.also)}"
            yield from self._grouped(facts[entity.id])
            others = related(entity.id, facts[entity.id], self._store)[:_MOST_RELATED]
            if others:
                yield ""
                yield from beside("  related:", self._names_of(others))
            yield ""

    def _heading(self, entity: Entity) -> Lines:
        yield self._paint("strong", plain.name(entity, self._language))
        for code in LANGUAGES:
            names = entity.names.get(code, ())
            if names:
                yield f"  {code}  {names[0]}"
            if len(names) > 1:
                yield self._paint("faint", f"      {'; '.join(names[1:_MOST_NAMES])}")
        yield f"  {entity.kind}   {self._paint('faint', f'[{entity.id}]')}"
        for link, refs in entity.links.items():
            yield from beside(f"  {link.replace('_', ' ')}:", self._names_of_refs(refs))

    def _names_of(self, entities: Iterable[Entity]) -> str:
        return "; ".join(plain.name(entity, self._language) for entity in entities)

    def _names_of_refs(self, refs: Iterable[str]) -> str:
        known = self._store.entities
        return "; ".join(plain.name(known[ref], self._language) if ref in known else ref for ref in refs)

    def _grouped(self, facts: Sequence[Fact]) -> Lines:
        """Facts under their relations, the relation with the most facts first."""
        if not facts:
            yield "  nothing is recorded of it"
        for label, group in self.by_relation(facts):
            yield ""
            yield self._paint("strong", f"  {label}")
            for fact in group:
                yield from self.fact(fact)

    def by_relation(self, facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
        """Facts by the label of their relation."""
        groups: dict[str, list[Fact]] = {}
        for fact in facts:
            groups.setdefault(fact.statement.predicate, []).append(fact)
        ranked = sorted(groups.items(), key=lambda row: (-len(row[1]), row[0]))
        return [(plain.label(predicate, self._store, self._language), group) for predicate, group in ranked]

    def timeline(self, events: Sequence[Event]) -> Lines:
        """A line an event: date, wording, id."""
        for event in events:
            date = (plain.dated(event.fact) or "undated").ljust(_DATE_WIDTH)
            tail = self._paint("faint", f"[{event.fact.id}]")
            yield from beside(self._paint("strong", date), plain.wording(event.fact, self._language), tail)

    # --------------------------------------------------------------------------------------------------------- records

    def fact(self, fact: Fact) -> Lines:
        """A fact in a list: its wording, id, date, sources, and on request its quotations."""
        sources = ", ".join(dict.fromkeys(cited.source for cited in fact.citations))
        tail = "; ".join(filter(None, (fact.id, plain.dated(fact), plain.standing(fact), f"source {sources}")))
        yield f"    {plain.wording(fact, self._language)}"
        yield self._paint("faint", f"      [{tail}]")
        if self._style.quotes:
            yield from self._quotes(fact)

    def record(self, record: Record) -> Lines:
        """A record of any kind: what stands in it, field by field."""
        yield f"{self._paint('strong', record.id)}   {plain.kind(record)}"
        if isinstance(record, Fact):
            yield from self._fact_record(record)
        elif isinstance(record, Entity):
            yield from self._fields(plain.entity(record))
        elif isinstance(record, Relation):
            yield from self._fields(plain.relation(record))
        elif isinstance(record, Concept):
            yield from self._fields(plain.concept(record))
        else:
            yield from self._source_record(record)
        yield ""

    def _fact_record(self, fact: Fact) -> Lines:
        data = plain.fact(fact, self._store)
        yield from self._fields(data["statement"] | {"text": data["text"], "note": fact.note})
        yield from self._quotes(fact)

    def _source_record(self, source: Source) -> Lines:
        """What is known of a source, then its text, each cited passage between ⟦ and ⟧ and followed by its facts."""
        yield from self._fields(plain.source(source))
        yield ""
        for passage in passages(source.id, self._store):
            if passage.facts:
                yield f"⟦{passage.text}⟧"
                yield self._paint("faint", f"    [{', '.join(passage.facts)}]")
            elif passage.text.strip():
                yield passage.text.strip()

    def _fields(self, data: Mapping[str, Any]) -> Lines:
        """``name: value`` lines; a value by language has a line a language."""
        for name, value in data.items():
            if name == "id" or value in ("", [], None):
                continue
            if isinstance(value, dict):
                yield f"  {name}:"
                yield from (f"    {code}  {_shown(words)}" for code, words in value.items())
            else:
                yield from beside(f"  {name}:", _shown(value))

    def source(self, source: Source, citations: int) -> Lines:
        """A source in a list: title, then id, file, what dates it, citations."""
        yield self._paint("strong", plain.first(source.title, self._language) or source.file)
        dating = source.dated_by or "undated"
        yield f"  source {source.id}, seeds/{source.file}, {citations} citations"
        yield self._paint("faint", f"  {dating}")

    def passage(self, passage: Passage) -> Lines:
        """A source's sentence on a line of its own, then where it stands."""
        yield f"    {passage.text}"
        file = plain.file_of(passage.source, self._store)
        yield self._paint("faint", f"      source {passage.source}, {file}, {passage.start}–{passage.end}")

    # ------------------------------------------------------------------------------------------------------ validation

    def validation(self, problems: Sequence[Problem], coverage: Sequence[SourceCoverage]) -> Lines:
        """Problems by file, then the coverage of each source with its open sentences on lines of their own."""
        by_file: dict[str, list[Problem]] = {}
        for problem in problems:
            by_file.setdefault(problem.origin.path, []).append(problem)
        for path, group in by_file.items():
            yield self._paint("strong", path)
            for problem in group:
                yield f"  {problem.origin.record}: {problem.message} {self._paint('faint', f'[{problem.code}]')}"
        for row in coverage:
            label = "supported" if not row.open else "contradicted"
            share = self._paint(label, f"{row.share:.0%}")
            counts = f"{row.sentences} sentences ({row.cited} cited, {row.omitted} not checkable)"
            yield f"source {row.source}: {share} of {counts}"
            for sentence in row.open:
                yield "  open:"
                yield f"    {sentence}"
        yield f"{plain.sizes(self._store)}; {len(problems)} problems"

    def close(self) -> Lines:
        """Nothing is left."""
        return ()


def _shown(value: Any) -> str:
    return "; ".join(map(_shown, value)) if isinstance(value, list) else str(value)
