"""Annotations of GitHub Actions. GitHub shows ten a step of each kind; the log has all."""

from __future__ import annotations

from koreacoop.codes import Severity
from koreacoop.findings import Scan, Totals
from koreacoop.pack import Store
from koreacoop.reports import Lines, View, shown

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class Github:
    """Workflow commands."""

    def __init__(self, store: Store, view: View) -> None:
        self._view = view

    def begin(self) -> Lines:
        """Nothing."""
        return ()

    def file(self, scan: Scan) -> Lines:
        """A command a finding; columns are given only within one line, as GitHub wants it."""
        if scan.error:
            yield f"::error file={_value(scan.path)}::{_text(scan.error)}"
        for finding in shown(scan, self._view):
            place = finding.region
            fields = {"file": scan.path, "line": place.line, "endLine": place.end_line}
            if place.line == place.end_line:
                fields |= {"col": place.column, "endColumn": place.end_column}
            fields["title"] = f"{finding.code.id} {finding.code.name}"
            listed = ",".join(f"{name}={_value(str(value))}" for name, value in fields.items())
            facts = f" [{', '.join(finding.facts)}]" if finding.facts else ""
            yield f"::{_COMMANDS[finding.code.severity]} {listed}::{_text(finding.message + facts)}"

    def close(self, totals: Totals) -> Lines:
        """Nothing."""
        return ()


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
