"""SARIF 2.1.0, for code scanning and editors: contradicted is ``fail``, unknown ``open``, supported ``pass``.

Written as files come. Suppressed findings go in with their suppressions, as consumers expect, and those of a baseline
as unchanged. Fingerprints are of code and sentence, so that they survive moved lines.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from koreacoop import __version__
from koreacoop.codes import CODES
from koreacoop.findings import Finding, Region, Scan, Totals
from koreacoop.folding import key
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.reports import Lines, View

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {Label.CONTRADICTED: "fail", Label.UNKNOWN: "open", Label.SUPPORTED: "pass", None: "fail"}
_ORDER = tuple(CODES)


class Sarif:
    """One run with all results."""

    def __init__(self, store: Store, view: View) -> None:
        self._view = view
        self._first = True
        self._failed: list[Scan] = []

    def begin(self) -> Lines:
        """The log up to its results."""
        driver = {
            "name": "koreacoop",
            "version": __version__,
            "rules": [_rule(code) for code in _ORDER],
        }
        run = {"columnKind": "unicodeCodePoints", "tool": {"driver": driver}}
        head = _dumped({"$schema": _SCHEMA, "version": "2.1.0"})
        yield f'{head[:-1]}, "runs": [{_dumped(run)[:-1]}, "results": ['

    def file(self, scan: Scan) -> Lines:
        """A result a finding, suppressed ones too."""
        if scan.error:
            self._failed.append(Scan(scan.path, error=scan.error))
        seen: Counter[str] = Counter()
        for finding in scan.findings:
            if finding.label is None or finding.label in self._view.labels:
                yield ("" if self._first else ",") + _dumped(_result(scan.path, finding, seen))
                self._first = False

    def close(self, totals: Totals) -> Lines:
        """The end, with the files that could not be read."""
        notes = [
            {"level": "error", "message": {"text": f"{scan.path}: {scan.error}"}, "locations": [_location(scan.path)]}
            for scan in self._failed
        ]
        invocation = {"executionSuccessful": not self._failed, "toolExecutionNotifications": notes}
        yield f'], "invocations": [{_dumped(invocation)}]}}]}}'


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _rule(ref: str) -> dict[str, Any]:
    code = CODES[ref]
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": code.summary},
        "help": {"text": code.help},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(path: str, finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    kind = _KINDS[finding.label]
    facts = f" [{', '.join(finding.facts)}]" if finding.facts else ""
    result: dict[str, Any] = {
        "ruleId": finding.code.id,
        "ruleIndex": _ORDER.index(finding.code.id),
        "kind": kind,
        "level": finding.code.severity.value if kind == "fail" else "none",
        "message": {"text": finding.message + facts},
        "locations": [_location(path, finding.region, finding)],
        "partialFingerprints": {"koreacoopSentence/v1": _fingerprint(path, finding, seen)},
        "properties": {"facts": list(finding.facts), "recorded": finding.recorded},
    }
    if finding.suppressed is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.suppressed or "no reason given"}]
    if finding.known:
        result["baselineState"] = "unchanged"
        result["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return result


def _location(path: str, place: Region | None = None, finding: Finding | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(path).as_posix(), safe="/")}}
    if place is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
    if finding is not None and finding.sentence is not None:
        physical["contextRegion"] = {
            "startLine": finding.sentence.region.line,
            "endLine": finding.sentence.region.end_line,
            "snippet": {"text": finding.sentence.text},
        }
    return {"physicalLocation": physical}


def _fingerprint(path: str, finding: Finding, seen: Counter[str]) -> str:
    """A digest of code, file and sentence, with a number for a sentence that stands there again."""
    said = key(finding.sentence.text) if finding.sentence else finding.message
    base = "\n".join((finding.code.id, path, said, finding.words))
    seen[base] += 1
    return hashlib.sha256(f"{base}\n{seen[base]}".encode()).hexdigest()[:32]
