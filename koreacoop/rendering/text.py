"""Results for people: headings, indented lines, a quotation on a line of its own (Arabic in logical order).

Colour comes from a ``Paint``: none in a pipe. Nothing is wrapped here; a terminal does that, by its own rules for
writing direction.
"""

from __future__ import annotations

from collections.abc import Iterable

from koreacoop.lookup import Found, related
from koreacoop.model import Evidence, Fact, Label, Part, Stance, Verdict
from koreacoop.search import Passage
from koreacoop.store import Store
from koreacoop.timeline import Event

_STYLES = {
    "supported": "\x1b[1;32m",
    "contradicted": "\x1b[1;31m",
    "unknown": "\x1b[1;33m",
    "strong": "\x1b[1m",
    "faint": "\x1b[2m",
}
_SIGNS = {Label.SUPPORTED: "✓", Label.CONTRADICTED: "✗", Label.UNKNOWN: "?"}


class Paint:
    """Adds colour, or leaves the text as it is."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        """``text`` in ``style``."""
        return f"{_STYLES[style]}{text}\x1b[0m" if self.colour else text


def verdict(result: Verdict, store: Store, language: str, paint: Paint, explain: bool = False) -> Iterable[str]:
    """A verdict: the label, the claim, why, what is recorded, and the quotation with its source."""
    head = f"{_SIGNS[result.label]} {result.label.value.upper()}"
    yield f"{paint(result.label.value, head)}  {result.reading.text}"
    if len(result.parts) > 1:
        for part in result.parts:
            yield f"  {paint(part.label.value, _SIGNS[part.label])} {part.text}: {part.reason.text}"
    else:
        yield f"  {result.reason.text}"
    for text in result.assumed:
        yield f"  assumed {text}"
    for written, known in result.reading.repaired:
        yield f"  read {written} as {known}"
    shown: set[str] = set()
    for part in result.parts:
        if part.label is result.label:
            for evidence in part.evidence:
                if evidence.fact not in shown:
                    shown.add(evidence.fact)
                    yield from _evidence(evidence, store, language, paint)
    if explain:
        yield from _derivation(result, paint)
    yield ""


def _evidence(evidence: Evidence, store: Store, language: str, paint: Paint) -> Iterable[str]:
    fact = store.facts[evidence.fact]
    lead = "nearest: " if evidence.stance is Stance.NEUTRAL else "recorded: "
    yield f"  {lead}{fact.text[language]} {paint('faint', f'[{fact.id}]')}"
    if evidence.stance is not Stance.NEUTRAL:
        yield from quotes(fact, store, paint)


def quotes(fact: Fact, store: Store, paint: Paint) -> Iterable[str]:
    """The quotations of a fact, each on a line of its own, then where it stands."""
    for cited in fact.citations:
        yield f"    “{cited.quote}”"
        file = store.sources[cited.source].file
        yield paint("faint", f"    source {cited.source}, seeds/{file}, {cited.start}–{cited.end}")


def _derivation(result: Verdict, paint: Paint) -> Iterable[str]:
    yield paint("strong", "  derivation")
    yield f"    language: {result.reading.language}"
    for part in result.parts:
        yield f"    part: {part.text}"
        yield f"      {part.label.value}: {part.reason.text}"
        for evidence in part.evidence[:1]:
            yield f"      against {evidence.fact}:"
            yield from _steps(part, evidence)


def _steps(part: Part, evidence: Evidence) -> Iterable[str]:
    for step in evidence.steps:
        if step.outcome == "ignored" and not step.detail:
            continue
        yield f"        {step.item.surface}: {step.outcome}" + (f" ({step.slot}: {step.detail})" if step.detail else "")


def found(
    result: Found, facts: list[Fact], store: Store, language: str, paint: Paint, with_quotes: bool
) -> Iterable[str]:
    """An entity: names, kind, the facts in which it stands by relation, related entities."""
    entity = result.entities[0]
    if result.hint:
        yield f"no entry {result.query!r}; showing {result.hint}"
    yield paint("strong", entity.names[language][0])
    for code in ("en", "ar", "ko"):
        yield f"  {code}  {entity.names[code][0]}"
        if len(entity.names[code]) > 1:
            yield paint("faint", f"      also: {', '.join(entity.names[code][1:6])}")
    yield f"  kind: {entity.kind}   id: {entity.id}"
    if len(result.entities) > 1:
        yield "  also named so: " + ", ".join(other.id for other in result.entities[1:])
    if not facts:
        yield "  nothing is recorded of it"
    by_relation: dict[str, list[Fact]] = {}
    for fact in facts:
        by_relation.setdefault(fact.statement.predicate, []).append(fact)
    for relation, group in sorted(by_relation.items(), key=lambda row: (-len(row[1]), row[0])):
        label = store.relations[relation].label.get(language, relation) if relation in store.relations else relation
        yield ""
        yield paint("strong", f"  {label}")
        for fact in group:
            yield from fact_lines(fact, store, language, paint, with_quotes)
    others = related(entity.id, facts, store)
    if others:
        yield ""
        yield "  related: " + ", ".join(other.names[language][0] for other in others[:12])
    yield ""


def fact_lines(fact: Fact, store: Store, language: str, paint: Paint, with_quotes: bool) -> Iterable[str]:
    """A fact: its wording, id, date, sources, and on request its quotations."""
    date = fact.when_edtf or (f"as of {fact.as_of_edtf}" if fact.as_of_edtf else "")
    sources = ", ".join(dict.fromkeys(cited.source for cited in fact.citations))
    tail = "; ".join(filter(None, [fact.id, date, f"source {sources}"]))
    yield f"    {fact.text[language]}"
    yield paint("faint", f"      [{tail}]")
    if with_quotes:
        yield from quotes(fact, store, paint)


def event(item: Event, language: str, paint: Paint) -> str:
    """One line of a timeline."""
    date = f"as of {item.edtf}" if item.as_of else item.edtf or "undated"
    return f"{paint('strong', date.ljust(14))} {item.fact.text[language]} {paint('faint', f'[{item.fact.id}]')}"


def passage(item: Passage, paint: Paint) -> Iterable[str]:
    """A source's sentence on a line of its own, then where it stands."""
    yield f"  {item.text}"
    yield paint("faint", f"    source {item.source}, {item.start}–{item.end}")
