"""The renderer of each format by its name."""

from __future__ import annotations

from koreacoop.hints import TYPE_CHECKING
from koreacoop.rendering import Renderer, Style

if TYPE_CHECKING:
    from koreacoop.pack import Store


def renderer(form: str, command: str, store: Store, style: Style) -> Renderer:
    """The renderer of a format: terminal, text, line, json or jsonl. Its module is imported when it is wanted."""
    if form in ("json", "jsonl"):
        from koreacoop.rendering.json import Json, JsonLines

        return JsonLines(store, style) if form == "jsonl" else Json(store, command, style)
    if form == "line":
        from koreacoop.rendering.line import Line

        return Line(store, style)
    if form == "terminal":
        from koreacoop.rendering.terminal import Terminal

        return Terminal(store, style)
    from koreacoop.rendering.text import Text

    return Text(store, style)
