"""Text on a terminal: as ``text``, with tables drawn by Rich, which is imported here and nowhere else.

A table is drawn only of what is written from left to right: a terminal reorders right-to-left text line by line, and
would take a table's columns along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text as Cell

from koreacoop.model import Fact
from koreacoop.rendering import Lines, plain
from koreacoop.rendering.text import Text, right_to_left

if TYPE_CHECKING:
    from koreacoop.timeline import Event


class Terminal(Text):
    """People's format with tables."""

    def timeline(self, events: Sequence[Event]) -> Lines:
        """A table of dates and what is recorded for them."""
        facts = [event.fact for event in events]
        if self._needs_lines(facts):
            return super().timeline(events)
        table = _table("date", "recorded")
        for fact in facts:
            table.add_row(Cell(plain.dated(fact) or "undated", "bold"), self._cell(fact))
        return self._drawn(table)

    def _grouped(self, facts: Sequence[Fact]) -> Lines:
        """A table of facts, a section a relation."""
        if not facts or self._style.quotes or self._needs_lines(facts):
            return super()._grouped(facts)
        table = _table("relation", "date", "recorded")
        for label, group in self.by_relation(facts):
            for number, fact in enumerate(group):
                table.add_row(Cell("" if number else label, "bold"), plain.dated(fact), self._cell(fact))
            table.add_section()
        return ["", *self._drawn(table)]

    def _needs_lines(self, facts: Sequence[Fact]) -> bool:
        return not facts or any(right_to_left(plain.wording(fact, self._language)) for fact in facts)

    def _cell(self, fact: Fact) -> Cell:
        tail = "; ".join(filter(None, (fact.id, plain.standing(fact))))
        return Cell.assemble(plain.wording(fact, self._language), "\n", (tail, "dim"))

    def _drawn(self, table: Table) -> Lines:
        """The table as lines; the data's brackets are not Rich's markup."""
        console = Console(
            color_system="auto" if self._style.colour else None, markup=False, highlight=False, emoji=False
        )
        with console.capture() as captured:
            console.print(table)
        return captured.get().splitlines()


class _Bar:
    """Progress on standard error, gone when it is done."""

    def __init__(self, total: int, what: str) -> None:
        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(what, total=total)
        self._bar.start()

    def advance(self) -> None:
        """One more is done."""
        self._bar.advance(self._task)

    def stop(self) -> None:
        """All are done."""
        self._bar.stop()


def progress(total: int, what: str = "files") -> _Bar:
    """A bar on the terminal for work on ``total`` files, or what else there is."""
    return _Bar(total, what)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", show_header=True)
    for column in columns:
        table.add_column(column, no_wrap=column == "date", overflow="fold")
    return table
