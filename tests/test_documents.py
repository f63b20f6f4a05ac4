"""Documents: what is prose in each format, where each character of it stands, and where sentences end."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from koreacoop.documents import Block, Comment, Kind, Places
from koreacoop.documents.formats import format_of, is_document, reader
from koreacoop.model import LANGUAGES
from koreacoop.sentences import Marks, spans
from koreacoop.store import language_folder, read_toml

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text("utf-8"))["case"]

MARKDOWN = """\
---
title: not prose
---
# A *heading*

South Korea [joined](http://a.b/in "in 1996") the **OECD** in
1996 &amp; more \\* so. <!-- koreacoop:ignore[KC1] why --> Then `code` and ![a picture](u.png).

> quoted *text* here
> goes on

1. one
   goes on
2. two <https://x.y/z>

| a | b |
|---|---|
| cell **x** | other |

```
code
```

<!-- koreacoop:disable[KC1] -->
    indented code
"""

HTML = """\
<!doctype html><html><head><title>left out</title><style>p{}</style></head><body><h1>Heading</h1>
<p>South <em>Korea</em> joined the OECD&nbsp;&amp; more<script>var a = "left out";</script> in 1996.<br>Next &#233;
<!-- koreacoop:ignore[KC1] why -->
<p>Unclosed <code>x</code> here
<ul><li>one<li>two</ul><table><tr><th>head<td>cell</table>
<div hidden>left out</div><blockquote><p>said</p></blockquote><pre>left out</pre></body></html>
"""

PLAIN = """\
A heading

South Korea joined the United Nations in the year
1991 together with the other Korea, and went
on.  # koreacoop:ignore[KC1] why
# koreacoop:disable[KC2]

- one
* two
3) three

The end
"""


def blocks(form: str, text: str) -> list[tuple[Kind, str]]:
    pieces = [piece for piece in reader(form)(text) if isinstance(piece, Block)]
    return [(block.kind, " ".join(block.prose.text.split())) for block in pieces]


def comments(form: str, text: str) -> list[tuple[str, str]]:
    return [(piece.text, text[piece.start : piece.end]) for piece in reader(form)(text) if isinstance(piece, Comment)]


def test_markdown() -> None:
    assert blocks("markdown", MARKDOWN) == [
        (Kind.HEADING, "A heading"),
        (Kind.PARAGRAPH, "South Korea joined the OECD in 1996 & more * so. Then and ."),
        (Kind.QUOTE, "quoted text here goes on"),
        (Kind.ITEM, "one goes on"),
        (Kind.ITEM, "two"),
        *((Kind.CELL, text) for text in ("a", "b", "cell x", "other")),
    ]
    assert comments("markdown", MARKDOWN) == [
        ("koreacoop:ignore[KC1] why", "<!-- koreacoop:ignore[KC1] why -->"),
        ("koreacoop:disable[KC1]", "<!-- koreacoop:disable[KC1] -->"),
    ]


def test_html() -> None:
    assert blocks("html", HTML) == [
        (Kind.HEADING, "Heading"),
        (Kind.PARAGRAPH, "South Korea joined the OECD & more in 1996."),
        (Kind.PARAGRAPH, "Next é"),
        (Kind.PARAGRAPH, "Unclosed here"),
        (Kind.ITEM, "one"),
        (Kind.ITEM, "two"),
        (Kind.HEADING, "head"),
        (Kind.CELL, "cell"),
        (Kind.QUOTE, "said"),
    ]
    assert comments("html", HTML) == [("koreacoop:ignore[KC1] why", "<!-- koreacoop:ignore[KC1] why -->")]


def test_plain() -> None:
    assert blocks("text", PLAIN) == [
        (Kind.HEADING, "A heading"),
        (
            Kind.PARAGRAPH,
            "South Korea joined the United Nations in the year 1991 together with the other Korea, and went on.",
        ),
        (Kind.ITEM, "one"),
        (Kind.ITEM, "two"),
        (Kind.ITEM, "three"),
        (Kind.PARAGRAPH, "The end"),
    ]
    assert comments("text", PLAIN) == [
        ("koreacoop:ignore[KC1] why", " # koreacoop:ignore[KC1] why"),
        ("koreacoop:disable[KC2]", "# koreacoop:disable[KC2]"),
    ]


@pytest.mark.parametrize(("form", "text"), [("markdown", MARKDOWN), ("html", HTML), ("text", PLAIN)])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_word_knows_where_it_stands(form: str, text: str, newline: str) -> None:
    written = text.replace("\n", newline)
    unlike = {"&", "*", "é", "OECD"}
    seen = 0
    for piece in reader(form)(written):
        if not isinstance(piece, Block):
            continue
        prose, end = piece.prose, 0
        for word in prose.text.split():
            start = prose.text.index(word, end)
            end = start + len(word)
            source = written[prose.source(start) : prose.source_end(end)]
            assert source == word or unlike & set(word.split()), (word, source)
            seen += 1
    assert seen > 15


def test_what_is_no_prose_leaves_a_hole() -> None:
    block = next(piece for piece in reader("markdown")("It `x` is. It is.") if isinstance(piece, Block))
    assert block.prose.holds_hole(0, 8)
    assert not block.prose.holds_hole(8, len(block.prose.text))


def test_a_heading_of_plain_text_is_not_followed_by_nothing() -> None:
    assert blocks("text", "joined OECD in 1996") == [(Kind.PARAGRAPH, "joined OECD in 1996")]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    "text", ["", "\n", "<", "<!--", "[x](", "**", "&#x110000;&#0;", "\u202e\0\ufeff", "<p" * 99, "`" * 99]
)
def test_any_text_is_a_document(form: str, text: str) -> None:
    for piece in reader(form)(text):
        if isinstance(piece, Block):
            assert 0 <= piece.prose.source(0) <= piece.prose.source_end(len(piece.prose.text)) <= len(text)


def test_formats_by_name() -> None:
    assert [format_of(name) for name in ("a.MD", "b.html", "c", "d.rst")] == ["markdown", "html", "text", "text"]
    assert is_document("a.txt")
    assert not is_document("a.py")


def test_places_are_of_code_points() -> None:
    text = "한국\r\nالعام x"
    assert Places(text).place(text.index("x")) == (2, 7)
    assert Places(text).start_of(2) == 4


@pytest.fixture(scope="module")
def marks() -> Marks:
    return Marks.of({code: read_toml(language_folder() / code / "sentences.toml") for code in LANGUAGES})


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:30] for case in CASES])
def test_sentences(case: dict[str, list[str]], marks: Marks) -> None:
    text = str(case["text"])
    assert [text[span.start : span.end] for span in spans(text, marks)] == case["sentences"]


def test_a_long_text_is_split_in_its_time(marks: Marks) -> None:
    text = "No. " * 50_000 + "It ended. " * 50_000
    assert sum(1 for _ in spans(text, marks)) > 40_000
