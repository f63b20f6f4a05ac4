"""A document from its text to findings: blocks, sentences, verdicts in their context, what is recorded instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from koreacoop.checking import Checker
from koreacoop.codes import CODES, MIXED, UNCLEAR, Code, code_of
from koreacoop.context import Anaphora, Discourse, Resolved
from koreacoop.documents import Block, Comment, Kind, Places
from koreacoop.documents.formats import reader
from koreacoop.findings import Finding, Region, Scan, Sentence
from koreacoop.frozen import dataclass, replace
from koreacoop.model import LANGUAGES, Evidence, Fact, Label, Outcome, Part, Reason, ReasonCode, Verdict
from koreacoop.pack import Store
from koreacoop.sentences import Marks, Span, spans
from koreacoop.store import language_folder, read_toml
from koreacoop.suppressing import region_of, suppress
from koreacoop.values import say

_MIXED = "a piece of the sentence is no prose"
# Lists and tables name things side by side: one item says nothing of whom the next speaks.
_APART = (Kind.ITEM, Kind.CELL, Kind.QUOTE)


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are scanned: the language of messages ("" for that of the sentence), and what counts."""

    language: str = ""
    block_quotes: bool = False
    ignores: bool = True
    """Whether comments and [sic] suppress."""


class Scanner:
    """Judges documents by one pack."""

    def __init__(self, checker: Checker, options: Options) -> None:
        tables = {code: read_toml(language_folder() / code / "sentences.toml") for code in LANGUAGES}
        self._checker = checker
        self._options = options
        self._marks = Marks.of(tables)
        self._anaphora = {code: Anaphora.of(table["anaphora"]) for code, table in tables.items()}
        self._sic = re.compile("|".join(map(re.escape, self._marks.sic)), re.IGNORECASE)

    @property
    def store(self) -> Store:
        """The records that documents are judged by."""
        return self._checker.store

    def scan(self, path: str, text: str, form: str) -> Scan:
        """All sentences of a document with their verdicts, and the findings in the order of the text."""
        pieces = list(reader(form)(text))
        blocks = tuple(piece for piece in pieces if isinstance(piece, Block))
        judged = list(self._sentences(blocks, text))
        findings = [finding for _, found in judged for finding in found]
        if self._options.ignores:
            comments = [piece for piece in pieces if isinstance(piece, Comment)]
            findings = suppress(findings, comments, text, self._checker.store.facts.__contains__)
        return Scan(path, text, tuple(sentence for sentence, _ in judged), tuple(findings), blocks=blocks)

    # --------------------------------------------------------------------------------------------------- sentences

    def _sentences(self, blocks: Sequence[Block], text: str) -> Iterator[tuple[Sentence, list[Finding]]]:
        """Each sentence with its findings; headings only say what is spoken of."""
        store = self._checker.store
        discourse = Discourse(self._checker.court.world, store.facts, self._anaphora)
        places = Places(text)
        for block in blocks:
            if block.kind is Kind.QUOTE and not self._options.block_quotes:
                continue
            for span, sic in self._spans(block.prose.text):
                words = self._sic.sub(lambda found: " " * len(found.group()), block.prose.text[span.start : span.end])
                resolved = discourse.judge(words, self._check)
                if block.kind not in _APART:
                    discourse.hear(resolved)
                if block.kind is Kind.HEADING:
                    continue
                yield self._judged(words, resolved, block, span, places, sic and self._options.ignores)

    def _check(self, text: str) -> Verdict:
        return self._checker.check(text)

    def _spans(self, text: str) -> Iterator[tuple[Span, bool]]:
        """The sentences of a block, and whether [sic] stands in or right after each."""
        found = [span for span in spans(text, self._marks) if self._sic.sub("", text[span.start : span.end]).strip()]
        for span, after in zip_longest(found, found[1:]):
            end = after.start if after else len(text)
            behind = self._sic.match(text[span.end : end].strip()) or (after and self._sic.match(text, after.start))
            inside = self._sic.search(text, span.start, span.end) and not self._leads(text, span)
            yield span, bool(inside or behind)

    def _leads(self, text: str, span: Span) -> bool:
        """Whether the only [sic] of a sentence stands at its beginning: it belongs to the one before."""
        return (
            self._sic.match(text, span.start) is not None and len(self._sic.findall(text[span.start : span.end])) == 1
        )

    def _judged(
        self, words: str, resolved: Resolved, block: Block, span: Span, places: Places, sic: bool
    ) -> tuple[Sentence, list[Finding]]:
        prose = block.prose
        mixed = prose.holds_hole(span.start, span.end)
        verdict = _mixed(resolved.verdict) if mixed else resolved.verdict
        region = region_of(prose.source(span.start), prose.source_end(span.end), places)
        sentence = Sentence(
            " ".join(words.split()), " ".join(resolved.judged.split()), region, block.kind, verdict, sic
        )

        def place(start: int, end: int) -> Region:
            """Where in the file a stretch of what was judged stands; the whole sentence if words were put in."""
            if resolved.judged != words:
                return region
            return region_of(prose.source(span.start + start), prose.source_end(span.start + end), places)

        special = CODES[MIXED] if mixed else CODES[UNCLEAR] if resolved.unclear else None
        return sentence, list(self._findings(sentence, place, special))

    # ---------------------------------------------------------------------------------------------------- findings

    def _findings(
        self, sentence: Sentence, place: Callable[[int, int], Region], special: Code | None
    ) -> Iterator[Finding]:
        """A finding for each contradicted part; one for the sentence if none is."""
        verdict = sentence.verdict
        deciding = [part for part in verdict.parts if part.label is verdict.label]
        if not deciding:
            part = Part(sentence.judged, 0, len(sentence.judged), verdict.label, verdict.reason)
            yield Finding(special or code_of(part), sentence.region, verdict.reason.text, "", sentence, part)
            return
        for part in deciding if verdict.label is Label.CONTRADICTED else deciding[:1]:
            yield self._finding(sentence, part, place, special)

    def _finding(
        self, sentence: Sentence, part: Part, place: Callable[[int, int], Region], special: Code | None
    ) -> Finding:
        code = special or code_of(part)
        facts = tuple(dict.fromkeys(evidence.fact for evidence in part.evidence))
        if part.label is not Label.CONTRADICTED:
            return Finding(code, sentence.region, part.reason.text, "", sentence, part, facts)
        start, end = _conflict(part)
        language = self._options.language or sentence.verdict.reading.language
        words = sentence.verdict.reading.text[start:end]
        recorded = recorded_value(part, self._checker.store, language)
        message = _message(part, words, recorded, self._checker.store, language)
        return Finding(code, place(start, end), message, words, sentence, part, facts, recorded)


def _mixed(verdict: Verdict) -> Verdict:
    reason = Reason(ReasonCode.NOT_UNDERSTOOD, _MIXED)
    return replace(verdict, label=Label.UNKNOWN, reason=reason, parts=(), assumed=())


def _conflict(part: Part) -> tuple[int, int]:
    """The words of a contradicted part that are not as recorded; the whole part if it is not single words."""
    items = [step.item for step in _steps(part) if step.outcome is Outcome.CONFLICT]
    if not items or part.reason.aspect in ("roles", "order", "polarity"):
        return part.start, part.end
    return min(item.start for item in items), max(item.end for item in items)


def _steps(part: Part) -> Any:
    return part.evidence[0].steps if part.evidence else ()


# ------------------------------------------------------------------------------------------------- what is recorded


def recorded_value(part: Part, store: Store, language: str) -> str:
    """What is recorded where a contradicted part has another value; "" if it is no value but the whole statement."""
    if not part.evidence:
        return ""
    fact = store.facts[part.evidence[0].fact]
    aspect = part.reason.aspect
    if aspect in ("when", "as_of", "event"):
        return fact.when_edtf or fact.as_of_edtf
    if aspect == "ordinal":
        return str(fact.statement.ordinal or "")
    if aspect == "quantity":
        return _count(part.evidence[0], fact, store, language)
    return _names(_slots(fact).get(aspect, ()), store, language)


def _slots(fact: Fact) -> Mapping[str, tuple[str, ...]]:
    said = fact.statement
    return {"subject": said.subject, "object": said.object, "list": said.object, **said.qualifiers}


def _count(evidence: Evidence, fact: Fact, store: Store, language: str) -> str:
    """The recorded count that the claimed one was held against."""
    details = {step.detail for step in evidence.steps if step.outcome is Outcome.CONFLICT}
    for count in fact.statement.counts:
        if any(detail.endswith(f"{say(count.quantity)} {count.unit}") for detail in details):
            return f"{say(count.quantity)} {_names((count.unit,), store, language)}"
    return ""


def _names(refs: tuple[str, ...], store: Store, language: str) -> str:
    return ", ".join(_name(ref, store, language) for ref in refs)


def _name(ref: str, store: Store, language: str) -> str:
    if ref in store.entities:
        words = store.entities[ref].names
    elif ref in store.concepts:
        words = store.concepts[ref].words
    else:
        return ref
    return next(iter(words.get(language) or next(filter(None, words.values()), ())), ref)


def _message(part: Part, words: str, recorded: str, store: Store, language: str) -> str:
    """One line: what is wrong, and what is recorded."""
    fact = store.facts[part.evidence[0].fact] if part.evidence else None
    wording = (fact.text.get(language) or next(iter(fact.text.values()), "")) if fact else ""
    if recorded:
        return f"“{words}”, but recorded: {recorded}. {wording}".strip()
    if part.reason.aspect == "order":
        return f"{part.reason.text}. {wording}".strip()
    return f"{CODES[code_of(part).id].summary} Recorded: {wording}"
