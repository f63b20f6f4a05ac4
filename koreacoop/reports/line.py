"""One finding a line, as compilers and linters print them: ``path:line:col: severity: CODE: message [fact-id]``."""

from __future__ import annotations

from koreacoop.findings import Finding, Scan, Totals
from koreacoop.pack import Store
from koreacoop.rendering.line import printable
from koreacoop.reports import Lines, View, shown


class Line:
    """Plain lines for pipes and editors."""

    def __init__(self, store: Store, view: View) -> None:
        self._view = view

    def begin(self) -> Lines:
        """Nothing."""
        return ()

    def file(self, scan: Scan) -> Lines:
        """A line a finding."""
        for finding in shown(scan, self._view):
            yield line(scan.path, finding)

    def close(self, totals: Totals) -> Lines:
        """Nothing."""
        return ()


def line(path: str, finding: Finding) -> str:
    """The line of a finding."""
    place = f"{path}:{finding.region.line}:{finding.region.column}"
    facts = f" [{', '.join(finding.facts)}]" if finding.facts else ""
    said = f"{place}: {finding.code.severity.value}: {finding.code.id}: {finding.message}{facts}"
    return printable(" ".join(said.split()))
