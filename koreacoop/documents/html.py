"""HTML: prose between tags, by the parser of Python's library, which knows where in the file each tag and text stands.

Scripts, styles, code, forms and what is hidden are left out. Elements of a line (<em>, <a>) stand within a sentence;
all others end one.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.parser import HTMLParser

from koreacoop.documents import Block, Comment, Kind, Piece, Places, Prose, Run, joined

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite data del dfn em font i ins mark q ruby s small span strong sub sup
    time tt u wbr nobr rb label
    """.split()  # noqa: SIM905
)
_LEFT_OUT = frozenset(
    """
    script style template noscript pre textarea select option button svg math iframe object canvas audio
    video head nav rp rt
    """.split()  # noqa: SIM905
)
_HOLES = frozenset(["code", "kbd", "samp", "var", "img"])
# What is not shown does not end the sentence in which it stands.
_WITHIN = _INLINE | _HOLES | frozenset(["script", "style", "template", "noscript"])
_VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()  # noqa: SIM905
)
# Elements whose end may be left out: the next of its kind ends one.
_ENDED_BY = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"}, "p": {"p"}}
_KINDS = {f"h{level}": Kind.HEADING for level in range(1, 7)} | {
    "title": Kind.HEADING,
    "figcaption": Kind.CELL,
    "caption": Kind.HEADING,
    "blockquote": Kind.QUOTE,
    "li": Kind.ITEM,
    "dd": Kind.ITEM,
    "dt": Kind.HEADING,
    "td": Kind.CELL,
    "th": Kind.HEADING,
}


def read(text: str) -> Iterator[Piece]:
    """The blocks and comments of an HTML text."""
    parser = _Parser(text)
    parser.feed(text)
    parser.close()
    parser.flush()
    yield from parser.pieces


class _Parser(HTMLParser):
    """Gathers runs of prose until an element begins or ends that stands not within a line."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[Piece] = []
        self._text = text
        self._places = Places(text)
        self._runs: list[Run] = []
        self._open: list[str] = []
        self._left_out: list[str] = []

    # ------------------------------------------------------------------------------------------------------- events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag not in _WITHIN:
            self.flush()
        if tag in _HOLES and not self._left_out:
            here = self._here()
            self._runs.append(Run(" ", here, here + len(self.get_starttag_text() or " "), hole=True))
        if tag in _VOID:
            return
        if self._open and self._open[-1] in _ENDED_BY.get(tag, ()):
            self._open.pop()
        names = dict(attrs)
        if self._left_out or tag in _LEFT_OUT | _HOLES or "hidden" in names or names.get("aria-hidden") == "true":
            self._left_out.append(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it whose ends were left out."""
        if tag not in _WITHIN:
            self.flush()
        for names in (self._left_out, self._open):
            if tag in names:
                while names.pop() != tag:
                    pass
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        here = self._here()
        self._add(Run(data, here, here + len(data)))

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._character(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._character(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        """A comment."""
        here = self._here()
        self.pieces.append(Comment(data.strip(), here, here + len(data) + len("<!---->")))

    # -------------------------------------------------------------------------------------------------------- pieces

    def _character(self, written: str) -> None:
        here = self._here()
        length = len(written) + self._text.startswith(";", here + len(written))
        self._add(Run(html.unescape(written + ";"), here, here + length))

    def _add(self, run: Run) -> None:
        if not self._left_out:
            self._runs.append(run)

    def flush(self) -> None:
        """End the block."""
        if any(run.text.strip() for run in self._runs):
            self.pieces.append(Block(Prose(joined(self._runs)), self._kind()))
        self._runs = []

    def _kind(self) -> Kind:
        kinds = [_KINDS[tag] for tag in self._open if tag in _KINDS]
        for kind in (Kind.HEADING, Kind.QUOTE):
            if kind in kinds:
                return kind
        return kinds[-1] if kinds else Kind.PARAGRAPH

    def _here(self) -> int:
        line, column = self.getpos()
        return self._places.start_of(line) + column
