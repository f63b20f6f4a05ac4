"""Articles in the three languages with errors planted in them: each is found in its place, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from koreacoop.assembly import Checker
from koreacoop.documents.formats import format_of
from koreacoop.model import Label
from koreacoop.scanning import Options, Scanner

ARTICLES = Path(__file__).parent / "articles"
PLANTED: list[dict[str, Any]] = tomli.loads((ARTICLES / "planted.toml").read_text("utf-8"))["error"]


@pytest.mark.parametrize("name", ["en.md", "ar.html", "ko.txt"])
def test_planted_errors_and_no_others_are_found_where_they_stand(name: str, checker: Checker) -> None:
    text = (ARTICLES / name).read_text("utf-8")
    scan = Scanner(checker, Options()).scan(name, text, format_of(name))
    found = [
        (finding.region.line, finding.region.column, finding.code.id, text[finding.region.start : finding.region.end])
        for finding in scan.findings
        if finding.label is Label.CONTRADICTED
    ]
    planted = [error for error in PLANTED if error["article"] == name]
    assert found == [(error["line"], error["column"], error["code"], error["words"]) for error in planted]
    assert any(finding.label is Label.SUPPORTED for finding in scan.findings)
