"""A report to read or to post: a table of counts, then each finding with its sentence and evidence."""

from __future__ import annotations

from koreacoop.findings import Finding, Scan, Totals
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.reports import Lines, View, facts_of, language_of, shown, wording

_SIGNS = {Label.CONTRADICTED: "❌", Label.UNKNOWN: "❔", Label.SUPPORTED: "✅", None: "⚠️"}
_MARKS = str.maketrans({char: "\\" + char for char in "\\`*_[]<>#|~"})


class Markdown:
    """GitHub's Markdown."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view

    def begin(self) -> Lines:
        """The heading."""
        yield "# Checked against recorded facts"

    def file(self, scan: Scan) -> Lines:
        """A section a file that has anything to tell."""
        findings = list(shown(scan, self._view))
        if not findings and not scan.error:
            return
        yield from ("", f"## {_plain(scan.path)}", "")
        if scan.error:
            yield f"- ⚠️ {_plain(scan.error)}"
        for finding in findings:
            yield from self._finding(finding)

    def close(self, totals: Totals) -> Lines:
        """The counts."""
        yield from ("", "| files | contradicted | unknown | supported | suppressed | in the baseline | unreadable |")
        yield "|---|---|---|---|---|---|---|"
        found = totals.sentences
        counts = [found[label] for label in (Label.CONTRADICTED, Label.UNKNOWN, Label.SUPPORTED)]
        yield f"| {' | '.join(map(str, (totals.files, *counts, totals.suppressed, totals.known, totals.failed)))} |"

    def _finding(self, finding: Finding) -> Lines:
        place = f"{finding.region.line}:{finding.region.column}"
        yield f"- {_SIGNS[finding.label]} **{place}** {finding.code.id} {finding.code.name}: {_plain(finding.message)}"
        if finding.sentence is not None:
            yield f"  > {_plain(finding.sentence.text)}"
        if finding.label not in (Label.CONTRADICTED, Label.SUPPORTED):
            return
        for ref, fact in facts_of(finding, self._store).items():
            yield from ("", f"  {_plain(wording(fact, language_of(finding, self._view)))} `{ref}`")
            for cited in fact.citations:
                yield f"  > {_plain(cited.quote)} (source {cited.source}, {cited.start}–{cited.end})"


def _plain(text: str) -> str:
    """The text with Markdown's marks escaped, on one line."""
    return " ".join(text.translate(_MARKS).split())
