"""A table: a row a finding."""

from __future__ import annotations

import csv
from io import StringIO

from koreacoop.findings import Scan, Totals
from koreacoop.pack import Store
from koreacoop.reports import Lines, View, shown

COLUMNS = (
    *("path", "line", "column", "end_line", "end_column", "severity", "code", "name", "verdict"),
    *("words", "recorded", "message", "facts", "sentence", "language"),
)


class Csv:
    """Comma-separated values with a header."""

    def __init__(self, store: Store, view: View) -> None:
        self._view = view

    def begin(self) -> Lines:
        """The header."""
        yield _joined(COLUMNS)

    def file(self, scan: Scan) -> Lines:
        """A row a finding."""
        for finding in shown(scan, self._view):
            place, sentence = finding.region, finding.sentence
            yield _joined(
                (
                    scan.path,
                    *(str(number) for number in (place.line, place.column, place.end_line, place.end_column)),
                    finding.code.severity.value,
                    finding.code.id,
                    finding.code.name,
                    finding.label.value if finding.label else "",
                    finding.words,
                    finding.recorded,
                    finding.message,
                    " ".join(finding.facts),
                    sentence.text if sentence else "",
                    sentence.verdict.reading.language if sentence else "",
                )
            )

    def close(self, totals: Totals) -> Lines:
        """Nothing."""
        return ()


def _joined(fields: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(fields)
    return line.getvalue()
