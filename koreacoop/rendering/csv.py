"""The pack as a table: a row a citation, so that each quotation stands beside what it shows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from koreacoop.model import LANGUAGES

_JOIN = "; "
COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "when",
    "as_of",
    *(f"text_{code}" for code in LANGUAGES),
    "source",
    "file",
    "start",
    "end",
    "quote",
)


def write(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write facts (as ``plain.fact`` gives them) with a header."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerows(_cited(row))


def _cited(fact: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each citation of a fact."""
    said = fact["statement"]
    common = {
        "id": fact["id"],
        "subject": _JOIN.join(said["subject"]),
        "predicate": said["predicate"],
        "object": _JOIN.join(said["object"]),
        "when": said.get("when", ""),
        "as_of": said.get("as_of", ""),
    }
    common |= {f"text_{code}": fact["text"].get(code, "") for code in LANGUAGES}
    for citation in fact["citations"]:
        yield common | citation
