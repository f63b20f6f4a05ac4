"""The reader of each format of documents, by the names of files. A reader's module is imported when it is wanted."""

from __future__ import annotations

from pathlib import PurePath

from koreacoop.documents import Reader

TEXT, MARKDOWN, HTML = "text", "markdown", "html"

_SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}


def is_document(name: str) -> bool:
    """Whether a file found in a folder is one of prose, by its name."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def format_of(name: str) -> str:
    """The format of a file by its name; plain text unless the name says otherwise."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), TEXT)


def reader(form: str) -> Reader:
    """The reader of a format."""
    if form == MARKDOWN:
        from koreacoop.documents.markdown import read as read_markdown

        return read_markdown
    if form == HTML:
        from koreacoop.documents.html import read as read_html

        return read_html
    from koreacoop.documents.plain import read as read_plain

    return read_plain
