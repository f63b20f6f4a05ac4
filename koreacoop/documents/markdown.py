"""Markdown (CommonMark with tables): prose with its markup taken off; code, front matter and link targets left out.

Blocks and inlines are told apart by markdown-it-py, which places blocks by line only; ``_Placed`` notes where each
inline token begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from koreacoop.documents import Block, Comment, Kind, Piece, Prose, Run, joined

_FRONT = re.compile(r"\A(?:---|\+\+\+)[ \t]*\r?\n.*?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_HOLES = ("code_inline", "image")
_BREAKS = ("softbreak", "hardbreak")
_CELLS = ("th_open", "td_open")


class _Placed(StateInline):
    """Inline parsing that notes in each token's ``meta`` where in the block's content it begins."""

    _from = 0

    @property
    def pending(self) -> str:
        return StateInline.pending.fget(self)  # type: ignore[attr-defined, no-any-return]

    @pending.setter
    def pending(self, value: str) -> None:
        if value and not self.__dict__.get("_pending"):
            self._from = self.pos
        StateInline.pending.fset(self, value)  # type: ignore[attr-defined]

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._from = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        start = self._from
        token = super().pushPending()
        token.meta["start"] = start
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        token.meta["start"] = self.pos
        return token


def read(text: str) -> Iterator[Piece]:
    """The blocks and comments of a Markdown text."""
    parser = MarkdownIt("commonmark").enable("table")
    text = text.replace("\0", "\ufffd")  # as the parser does, which would not be found again
    lines = _starts(text)
    kinds: list[Kind] = []
    for token in parser.parse(_without_front(text)):
        _follow(token, kinds)
        if token.type == "inline" and token.map:
            places = _placed(token, text, lines)
            yield from _inline(token.content, places, kinds[-1] if kinds else Kind.PARAGRAPH, parser)
        elif token.type == "html_block" and token.map:
            start, end = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
            yield from _comments(text[start:end], start)


def _without_front(text: str) -> str:
    """The text with its front matter blanked out, so that all places stay."""
    found = _FRONT.match(text)
    if found is None:
        return text
    return "".join(char if char == "\n" else " " for char in found.group()) + text[found.end() :]


def _starts(text: str) -> list[int]:
    return [0, *(index + 1 for index, char in enumerate(text) if char == "\n"), len(text)]


def _follow(token: Token, kinds: list[Kind]) -> None:
    """Keep the kinds of the blocks that are open; a block quote lends its kind to what stands in it."""
    opened = {"heading_open": Kind.HEADING, "blockquote_open": Kind.QUOTE, "list_item_open": Kind.ITEM}
    kind = opened.get(token.type) or (Kind.CELL if token.type in _CELLS else None)
    if kind is not None:
        kinds.append(Kind.QUOTE if Kind.QUOTE in kinds and kind is not Kind.HEADING else kind)
    elif token.type.removesuffix("_close") in ("heading", "blockquote", "list_item", "th", "td") and kinds:
        kinds.pop()


def _placed(token: Token, text: str, lines: Sequence[int]) -> list[int]:
    """Where in the file each character of a block's content stands: its lines are searched in the lines of the file."""
    assert token.map is not None
    places: list[int] = []
    row, cursor = token.map[0], 0
    for number, content in enumerate(token.content.split("\n")):
        if number:
            places.append(lines[row + 1] - 1)
            row, cursor = row + 1, 0
        found = -1
        while row < len(lines) - 1 and found < 0:
            end = max(lines[row + 1], lines[row])
            found = text.find(content, lines[row] + cursor, end)
            if found < 0:
                row, cursor = row + 1, 0
        start = max(found, lines[min(row, len(lines) - 1)])
        places.extend(range(start, start + len(content)))
    return places


def _inline(content: str, places: Sequence[int], kind: Kind, parser: MarkdownIt) -> Iterator[Piece]:
    tokens: list[Token] = []
    state = _Placed(content, parser, {}, tokens)
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        if rule.__name__ != "fragments_join":
            rule(state)
    runs: list[Run] = []
    for token, start, end in _spanned(tokens, len(content)):
        if token.type == "html_inline":
            yield from _comments(token.content, _at(places, start))
        run = _run(token, _at(places, start), _at(places, end - 1) + 1 if end > start else _at(places, start))
        if run is not None:
            runs.append(run)
    yield Block(Prose(joined(runs)), kind)


def _at(places: Sequence[int], index: int) -> int:
    if not places:
        return 0
    return places[index] if index < len(places) else places[-1] + 1


def _spanned(tokens: Sequence[Token], length: int) -> Iterator[tuple[Token, int, int]]:
    """The tokens with where they begin and where the next one does; the text of a bare address is left out."""
    bare = False
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type.startswith("link_"):
            bare = token.nesting > 0 and token.markup == "autolink"
        start = token.meta.get("start", 0)
        end = following.meta.get("start", length) if following is not None else length
        if not bare or token.type == "link_open":
            yield token, start, max(start, end)


def _run(token: Token, start: int, end: int) -> Run | None:
    """The prose of an inline token: none for marks, a hole for code, pictures and bare addresses."""
    if token.type == "text" and token.content:
        return Run(token.content, start, start + len(token.content))
    if token.type == "text_special":
        return Run(token.content, start, start + len(token.markup))
    if token.type in _BREAKS:
        return Run(" ", start, start + 1)
    if token.type in _HOLES or (token.type == "link_open" and token.markup == "autolink"):
        return Run(" ", start, max(end, start + 1), hole=True)
    return None


def _comments(html: str, start: int) -> Iterator[Comment]:
    for found in _COMMENT.finditer(html):
        yield Comment(found.group(1).strip(), start + found.start(), start + found.end())
