"""The report of each format by its name. Its module is imported when it is wanted."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from koreacoop.reports import Report, View
from koreacoop.store import Store


class ReportFormat(StrEnum):
    """Formats of ``scan``; auto: text on a terminal, line in a pipe."""

    AUTO = "auto"
    TEXT = "text"
    LINE = "line"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    CLAIMREVIEW = "claimreview"


def report(form: ReportFormat, store: Store, view: View) -> Report:
    """The report of a format (not ``auto``): the class of that name in the module of that name."""
    module = "json" if form is ReportFormat.JSONL else form.value
    name = "JsonLines" if form is ReportFormat.JSONL else form.value.capitalize()
    made: Report = getattr(import_module(f"koreacoop.reports.{module}"), name)(store, view)
    return made
