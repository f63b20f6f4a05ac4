"""One page to read: the article with its sentences marked, the evidence beside each, counts and a filter on top.

Nothing is loaded from elsewhere. Notes show by style sheet alone; the script only keeps what the filter left out from
the Tab key, and lets Enter and Escape go into a note and out of it. The files of the page stand beside this module.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Template

from koreacoop.codes import Severity
from koreacoop.findings import Finding, Scan, Totals
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.rendering.markup import NOTHING, Safe, element, isolated, joined, text
from koreacoop.reports import Lines, View
from koreacoop.reports.article import SIGNS, Article

_ORDER = (Label.CONTRADICTED, Label.UNKNOWN, Label.SUPPORTED)
_NUMBER = {"scope": "col", "class_": "number"}
_FIRST = 10
"""How many contradicted sentences of a file are listed above it."""

Row = tuple[Safe, list[Safe], str]
"""A file in the table: its name, its counts, what is aside."""


class Html:
    """A page; whatever ``--show`` says, all sentences are marked: it is the article."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self._articles: list[Safe] = []
        self._rows: list[Row] = []
        self._failed: list[Scan] = []
        self._most = 0

    def begin(self) -> Lines:
        """Nothing: what stands on top is known at the end."""
        return ()

    def file(self, scan: Scan) -> Lines:
        """Keep a file's article."""
        if scan.error:
            self._failed.append(scan)
            return ()
        number = len(self._articles) + 1
        article = Article(scan, f"f{number}", self._store, self._view)
        body = article.body()
        self._most = max(self._most, article.most)
        self._rows.append(_row(scan, f"f{number}"))
        self._articles.append(_section(scan, f"f{number}", body))
        return ()

    def close(self, totals: Totals) -> Lines:
        """The page."""
        script = _data("report.js")
        yield (
            Template(_data("report.html"))
            .substitute(
                title="Checked against recorded facts",
                digest=_digest(script),
                style=_data("report.css") + _rules(self._most),
                summary=joined([self._summary(totals), self._unread()], "\n"),
                main=joined(self._articles, "\n"),
                script=script,
            )
            .rstrip("\n")
        )

    # ------------------------------------------------------------------------------------------------------ summary

    def _summary(self, totals: Totals) -> Safe:
        """Sentences by verdict, a row a file; the table of contents."""
        rows = list(self._rows)
        if len(rows) > 1:
            counts = [text(f"{totals.sentences[label]:,}") for label in _ORDER]
            rows.append((text("all"), counts, _named(totals.suppressed, totals.known, totals.warnings)))
        wide = any(aside for _, _, aside in rows)
        heads = [
            element("th", *_sign(label), element("span", text(f" {label.value}"), class_="optional"), **_NUMBER)
            for label in _ORDER
        ]
        last = [element("th", text("aside"), scope="col")] if wide else []
        head = element("tr", element("th", text("file"), scope="col"), *heads, *last)
        table = element(
            "table",
            element("caption", text("Sentences by verdict")),
            element("thead", head),
            element("tbody", *(_cells(row, wide) for row in rows)),
        )
        return element("nav", table, class_="wide", aria_label="Files and counts")

    def _unread(self) -> Safe:
        if not self._failed:
            return NOTHING
        items = [
            element("li", element("bdi", text(scan.path)), text(": "), isolated(scan.error)) for scan in self._failed
        ]
        return element("section", element("h2", text("Files that could not be read")), element("ul", *items))


# ---------------------------------------------------------------------------------------------------------- one file


def _row(scan: Scan, ref: str) -> Row:
    """A file's line in the table: its name, its counts, each with a link to the first of them, and what is aside."""
    found = Counter(sentence.verdict.label for sentence in scan.sentences)
    counts = [_linked(f"{found[label]:,}", scan, ref, label) for label in _ORDER]
    return element("a", element("bdi", text(scan.path)), href=f"#{ref}"), counts, _aside(scan)


def _cells(row: Row, wide: bool) -> Safe:
    name, counts, aside = row
    cells = [element("td", count, class_="number") for count in counts]
    last = [element("td", text(aside))] if wide else []
    return element("tr", element("th", name, scope="row"), *cells, *last)


def _linked(count: str, scan: Scan, ref: str, label: Label) -> Safe:
    """A count, as a link to the first sentence of its verdict."""
    for number, sentence in enumerate(scan.sentences, 1):
        if sentence.verdict.label is label:
            return element("a", text(count), href=f"#{ref}s{number}", title=f"to the first {label.value} sentence")
    return text(count)


def _aside(scan: Scan) -> str:
    suppressed = sum(finding.suppressed is not None for finding in scan.findings)
    known = sum(finding.known for finding in scan.findings)
    warnings = sum(finding.code.severity is Severity.WARNING for finding in scan.findings)
    return _named(suppressed, known, warnings)


def _named(suppressed: int, known: int, warnings: int) -> str:
    """Counts of what stands aside, those that are none left out."""
    named = ((suppressed, "suppressed"), (known, "in the baseline"), (warnings, f"warning{'s' * (warnings != 1)}"))
    return ", ".join(f"{count} {name}" for count, name in named if count)


def _section(scan: Scan, ref: str, body: Safe) -> Safe:
    heading = element("h2", element("bdi", text(scan.path)), id=ref, tabindex="-1")
    return element("article", heading, *_contradicted(scan, ref), *_warnings(scan), body, aria_labelledby=ref)


def _contradicted(scan: Scan, ref: str) -> Iterator[Safe]:
    """Links to the first contradicted sentences of a file."""
    numbers = {sentence.region.start: number for number, sentence in enumerate(scan.sentences, 1)}
    found = [finding for finding in scan.findings if finding.label is Label.CONTRADICTED and finding.sentence]
    if not found:
        yield element("p", text("No sentence is contradicted."), class_="faint")
        return
    items = [_contents(finding, f"#{ref}s{_number(finding, numbers)}") for finding in found[:_FIRST]]
    if len(found) > _FIRST:
        items.append(element("li", text(f"and {len(found) - _FIRST} more"), class_="faint"))
    yield element("nav", element("ol", *items, class_="found"), aria_label="Contradicted sentences of this file")


def _number(finding: Finding, numbers: dict[int, int]) -> int:
    assert finding.sentence is not None
    return numbers[finding.sentence.region.start]


def _contents(finding: Finding, href: str) -> Safe:
    place = text(f"line {finding.region.line}: {finding.code.name}")
    said = [text(" “"), element("bdi", text(finding.words)), text("”")] if finding.recorded else []
    recorded = [text(", recorded: "), element("bdi", text(finding.recorded))] if finding.recorded else []
    return element("li", element("a", place, href=href), *said, *recorded, *_standing(finding))


def _standing(finding: Finding) -> Iterator[Safe]:
    if finding.suppressed is not None:
        yield text(" (suppressed)")
    elif finding.known:
        yield text(" (in the baseline)")


def _warnings(scan: Scan) -> Iterator[Safe]:
    """What is wrong with the comments that suppress."""
    items = [
        element("li", text(f"line {finding.region.line}: {finding.code.id} "), isolated(finding.message))
        for finding in scan.findings
        if finding.label is None
    ]
    if items:
        yield element("section", element("h3", text("Warnings")), element("ul", *items), class_="warnings")


# ------------------------------------------------------------------------------------------------------------- page


def _sign(label: Label) -> Iterator[Safe]:
    yield element("span", text(SIGNS[label]), class_="sign", aria_hidden="true")


def _data(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def _digest(script: str) -> str:
    """What the policy of the page lets run: this script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(f"\n{script}".encode()).digest()).decode()


def _rules(most: int) -> str:
    """Which note shows: that of the sentence under the pointer, else that of the sentence with the focus.

    All weigh the same, so that the later rule holds.
    """
    if not most:
        return ""
    return f"""
@media screen {{
{_showing(most, "focus")} {{ display: block; }}
:where(main:has(.claim:hover)) .note {{ display: none; }}
{_showing(most, "hover")} {{ display: block; z-index: 4; }}
}}
"""


def _showing(most: int, state: str) -> str:
    return ",\n".join(f":where(.block:has(.c{place}:{state})) .n{place}" for place in range(1, most + 1))
