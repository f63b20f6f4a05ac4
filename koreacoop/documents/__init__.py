"""Documents: files of prose, told apart from what is no prose in them. One module a format, all of one shape.

A reader takes the text of a file and gives its ``Piece``s: blocks of prose and comments, in the order of the text. All
offsets are code points of the file's text, ends exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from koreacoop.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of prose and where it stands: letter by letter, or as a whole if the file spells it otherwise (&amp;).

    A hole stands for something inside a sentence that is no prose: code, a picture, a formula.
    """

    text: str
    start: int
    end: int
    hole: bool = False


class Prose:
    """The text of a block as one reads it, which knows where in the file each of its characters stands."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = [run for run in runs if run.text]
        self.text = "".join(run.text for run in self.runs)
        self._starts: list[int] = []
        position = 0
        for run in self.runs:
            self._starts.append(position)
            position += len(run.text)

    def source(self, index: int) -> int:
        """Where in the file the character ``index`` begins."""
        if not self.runs:
            return 0
        number = max(0, bisect_right(self._starts, index) - 1)
        run = self.runs[number]
        literal = len(run.text) == run.end - run.start
        return min(run.start + index - self._starts[number], run.end) if literal else run.start

    def source_end(self, index: int) -> int:
        """Where in the file the text before ``index`` ends (exclusive)."""
        if index <= 0 or not self.runs:
            return self.source(0)
        number = max(0, bisect_right(self._starts, index - 1) - 1)
        run = self.runs[number]
        literal = len(run.text) == run.end - run.start
        return run.start + index - self._starts[number] if literal else run.end

    def index(self, offset: int) -> int:
        """How many characters of the text stand in the file before ``offset``; undoes both of the above."""
        number = bisect_left(self.runs, offset, key=lambda run: run.start) - 1
        if number < 0:
            return 0
        run = self.runs[number]
        literal = len(run.text) == run.end - run.start
        within = min(offset - run.start, len(run.text)) if literal else len(run.text)
        return self._starts[number] + within

    def cut(self, start: int, end: int) -> Iterator[Run]:
        """The runs between two places of the text, the first and the last as far as they lie between them."""
        for place, run in zip(self._starts, self.runs, strict=True):
            text = run.text[max(0, start - place) : max(0, end - place)]
            if text:
                yield Run(text, run.start, run.end, run.hole)

    def holds_hole(self, start: int, end: int) -> bool:
        """Whether something that is no prose stands between two places of the text."""
        places = zip(self._starts, self.runs, strict=True)
        return any(run.hole and place < end and start < place + len(run.text) for place, run in places)


class Kind(StrEnum):
    """What a block is; headings are no claims."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """Prose that belongs together: sentences do not run from one block into another."""

    prose: Prose
    kind: Kind = Kind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the format, without its marks, and the place of the whole."""

    text: str
    start: int
    end: int


Piece = Block | Comment
Reader = Callable[[str], Iterator[Piece]]


class Places:
    """Lines and columns of offsets: both from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start_of(self, line: int) -> int:
        """The offset at which a line begins; the last line's for one beyond the end."""
        return self._starts[min(max(line, 1), len(self._starts)) - 1]


def joined(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with line breaks and tabs as spaces: inside a block they mean no more."""
    for run in runs:
        yield Run("".join(" " if char.isspace() else char for char in run.text), run.start, run.end, run.hole)
