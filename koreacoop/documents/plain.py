"""Plain text: paragraphs parted by blank lines, wrapped or not, with list marks and comment lines taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koreacoop.documents import Block, Comment, Kind, Piece, Prose, Run, joined
from koreacoop.frozen import dataclass

_COMMENT = re.compile(r"\s*(?:#|//|%|\.\.|<!--)\s*(koreacoop:.*?)\s*(?:-->)?\s*$")
_TRAILING = re.compile(r"\s(?:#|//|%|<!--)\s*(koreacoop:[^\n]*?)\s*(?:-->)?\s*$")
_BULLET = re.compile(r"\s*(?:[-*+•‣◦·○●■□▪▶▷※]|\(?\d{1,2}[.)])\s+")
_END = re.compile(r"""[.!?…。！？؟۔:;؛]["'”’»)\]]*$""")
# A line so much shorter than the longest of its paragraph was not broken to fit.
_SHORT = 2 / 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    bullet: bool = False

    @property
    def body(self) -> str:
        return self.text.strip()

    @property
    def ends(self) -> bool:
        return bool(_END.search(self.body))


def read(text: str) -> Iterator[Piece]:
    """The blocks and comments of a plain text."""
    paragraph: list[_Line] = []
    waiting: list[list[_Line]] = []
    for written in _lines(text):
        comment, line = _comment(written)
        if comment is not None:
            yield comment
            if not line.body:
                continue
        if not line.body:
            waiting.append(paragraph)
            paragraph = []
            continue
        paragraph.append(line)
    waiting.append(paragraph)
    yield from _blocks([run for lines in waiting for run in _divided(lines)])


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for raw in text.split("\n"):
        found = _BULLET.match(raw)
        cut = found.end() if found and raw[found.end() :].strip() else 0
        yield _Line(raw[cut:], position + cut, cut > 0)
        position += len(raw) + 1


def _comment(line: _Line) -> tuple[Comment | None, _Line]:
    """The comment that a line is, or ends with, if any, and what is left of the line."""
    found = _COMMENT.match(line.text) or _TRAILING.search(line.text)
    if found is None:
        return None, line
    comment = Comment(found.group(1), line.start + found.start(), line.start + found.end())
    return comment, _Line(line.text[: found.start()], line.start, line.bullet)


def _divided(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """A paragraph in the stretches that were one line before they were wrapped."""
    longest = max((len(line.body) for line in lines), default=0)
    run: list[_Line] = []
    for line in lines:
        if run and (line.bullet or not (run[-1].ends or len(run[-1].body) > longest * _SHORT)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _blocks(runs: Sequence[Sequence[_Line]]) -> Iterator[Block]:
    for number, lines in enumerate(runs):
        prose = Prose(joined(_spaced(lines)))
        yield Block(prose, _kind(lines, last=number == len(runs) - 1))


def _spaced(lines: Sequence[_Line]) -> list[Run]:
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(" ", line.start - 1, line.start))
        runs.append(Run(line.text, line.start, line.start + len(line.text)))
    return runs


def _kind(lines: Sequence[_Line], last: bool) -> Kind:
    """A single line without an end mark, with text to follow, has the shape of a heading."""
    if lines[0].bullet:
        return Kind.ITEM
    return Kind.HEADING if len(lines) == 1 and not lines[0].ends and not last else Kind.PARAGRAPH
