"""The report of each format by its name. Its module is imported when it is wanted."""

from __future__ import annotations

from importlib import import_module

from koreacoop.pack import Store
from koreacoop.reports import Report, View


def report(form: str, store: Store, view: View) -> Report:
    """The report of a format (not ``auto``): the class of that name in the module of that name."""
    module, name = ("json", "JsonLines") if form == "jsonl" else (form, form.capitalize())
    made: Report = getattr(import_module(f"koreacoop.reports.{module}"), name)(store, view)
    return made
