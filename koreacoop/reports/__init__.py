"""How scans are shown: one module a format, all of one shape (``Report``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from koreacoop.findings import Finding, Scan, Totals
from koreacoop.frozen import dataclass
from koreacoop.model import Fact, Label
from koreacoop.pack import Store

Lines = Iterable[str]


@dataclass(frozen=True, slots=True)
class View:
    """What a reader asked for: which verdicts are shown, colour, the language of wordings ("" for the sentence's)."""

    labels: frozenset[Label]
    colour: bool = False
    language: str = ""
    url: str = ""
    """Where the review is published (``claimreview``)."""
    author: str = ""
    """Who publishes it."""


class Report(Protocol):
    """Turns the scans of a run, as they come, into lines of one format."""

    def begin(self) -> Lines:
        """What is printed before all files."""

    def file(self, scan: Scan) -> Lines:
        """A file."""

    def close(self, totals: Totals) -> Lines:
        """What is printed when all files are there."""


def shown(scan: Scan, view: View) -> Iterator[Finding]:
    """The findings to be printed: of the verdicts asked for, neither suppressed nor in the baseline."""
    for finding in scan.findings:
        if finding.counts and (finding.label is None or finding.label in view.labels):
            yield finding


def wording(fact: Fact, language: str) -> str:
    """The wording of a fact in a language, or in any if it lacks that one."""
    return fact.text.get(language) or next(iter(fact.text.values()), fact.id)


def facts_of(finding: Finding, store: Store) -> Mapping[str, Fact]:
    """The facts that a finding names, the nearest ones of an unknown too."""
    return {ref: store.facts[ref] for ref in finding.facts if ref in store.facts}


def language_of(finding: Finding, view: View) -> str:
    """The language in which a finding's facts are worded."""
    if view.language or finding.sentence is None:
        return view.language
    return finding.sentence.verdict.reading.language


def numbers(totals: Totals) -> str:
    """A run's counts in one line."""
    found = totals.sentences
    parts = [
        f"{_count(totals.files, 'file')}, {_count(found.total(), 'sentence')}",
        ", ".join(f"{found[label]} {label.value}" for label in (Label.CONTRADICTED, Label.UNKNOWN, Label.SUPPORTED)),
    ]
    if totals.suppressed or totals.known:
        parts.append(f"{totals.suppressed} suppressed, {totals.known} in the baseline")
    if totals.failed:
        parts.append(f"{_count(totals.failed, 'file')} could not be read")
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
