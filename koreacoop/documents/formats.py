"""The reader of each format of documents, by the names of files. A reader's module is imported when it is wanted."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from koreacoop.documents import Reader


class DocumentFormat(StrEnum):
    """Formats of documents."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    ".txt": DocumentFormat.TEXT,
    ".text": DocumentFormat.TEXT,
    ".md": DocumentFormat.MARKDOWN,
    ".markdown": DocumentFormat.MARKDOWN,
    ".mdown": DocumentFormat.MARKDOWN,
    ".html": DocumentFormat.HTML,
    ".htm": DocumentFormat.HTML,
    ".xhtml": DocumentFormat.HTML,
}


def is_document(name: str) -> bool:
    """Whether a file found in a folder is one of prose, by its name."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def format_of(name: str) -> DocumentFormat:
    """The format of a file by its name; plain text unless the name says otherwise."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), DocumentFormat.TEXT)


def reader(form: DocumentFormat) -> Reader:
    """The reader of a format."""
    if form is DocumentFormat.MARKDOWN:
        from koreacoop.documents.markdown import read as read_markdown

        return read_markdown
    if form is DocumentFormat.HTML:
        from koreacoop.documents.html import read as read_html

        return read_html
    from koreacoop.documents.plain import read as read_plain

    return read_plain
