"""Machine formats: JSON Lines as files come, or one JSON object that is written as they come."""

from __future__ import annotations

import json

from koreacoop.findings import Finding, Region, Scan, Totals
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.rendering.plain import Data, citation
from koreacoop.reports import Lines, View, facts_of, shown

SCHEMA = "koreacoop/scan/v1"


class JsonLines:
    """One object a finding, and one for a file that could not be read."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view

    def begin(self) -> Lines:
        """Nothing."""
        return ()

    def file(self, scan: Scan) -> Lines:
        """The findings of a file."""
        if scan.error:
            yield _dumped({"path": scan.path, "error": scan.error})
        for finding in shown(scan, self._view):
            yield _dumped({"path": scan.path} | row(finding, self._store))

    def close(self, totals: Totals) -> Lines:
        """Nothing."""
        return ()


class Json:
    """One object that names its schema, with an object a file; files without findings too."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self._first = True

    def begin(self) -> Lines:
        """The opening."""
        yield f'{{"schema": {_dumped(SCHEMA)}, "results": ['

    def file(self, scan: Scan) -> Lines:
        """An object with the findings of a file."""
        data: Data = {"path": scan.path}
        if scan.error:
            data["error"] = scan.error
        data["sentences"] = {
            label.value: sum(sentence.verdict.label is label for sentence in scan.sentences) for label in Label
        }
        data["findings"] = [row(finding, self._store) for finding in shown(scan, self._view)]
        yield ("" if self._first else ",") + _dumped(data)
        self._first = False

    def close(self, totals: Totals) -> Lines:
        """The end, with the counts of the run."""
        counts = {label.value: totals.sentences[label] for label in Label}
        counts |= {"suppressed": totals.suppressed, "baseline": totals.known, "failed": totals.failed}
        yield f'], "files": {totals.files}, "counts": {_dumped(counts)}}}'


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def row(finding: Finding, store: Store) -> Data:
    """A finding as plain data: where, what, which sentence, and the evidence with its quotations."""
    data: Data = {
        "code": finding.code.id,
        "name": finding.code.name,
        "severity": finding.code.severity.value,
        "verdict": finding.label.value if finding.label else None,
        **region(finding.region),
        "words": finding.words,
        "message": finding.message,
        "recorded": finding.recorded or None,
        "facts": list(finding.facts),
    }
    sentence = finding.sentence
    if sentence is not None:
        data["sentence"] = {"text": sentence.text, **region(sentence.region)}
        if sentence.judged != sentence.text:
            data["judged"] = sentence.judged
        verdict = sentence.verdict
        data["language"] = verdict.reading.language
        data["reason"] = {"code": verdict.reason.code.value, "text": verdict.reason.text}
        data["assumed"] = list(verdict.assumed)
    if finding.label in (Label.CONTRADICTED, Label.SUPPORTED):
        data["evidence"] = [
            {"fact": ref} | citation(cited, store)
            for ref, fact in facts_of(finding, store).items()
            for cited in fact.citations
        ]
    return data


def region(place: Region) -> Data:
    """A region: offsets, lines and columns, in code points, ends exclusive."""
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "start": place.start,
        "end": place.end,
    }
