"""How results are shown: one module a format, all of one shape (``Renderer``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from koreacoop.frozen import dataclass
from koreacoop.hints import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from koreacoop.lookup import Found
    from koreacoop.model import Fact, Problem, Reading, Source, Verdict
    from koreacoop.search import Passage
    from koreacoop.showing import Record
    from koreacoop.timeline import Event
    from koreacoop.validation import SourceCoverage

Lines = Iterable[str]


@dataclass(frozen=True, slots=True)
class Style:
    """What a reader asked for: the language of names and wordings, colour, quotations, derivations."""

    language: str
    colour: bool = False
    quotes: bool = False
    explain: bool = False


class Renderer(Protocol):
    """Turns results into lines of one format."""

    def verdict(self, result: Verdict, given: Mapping[str, Any]) -> Lines:
        """A result of ``check``; ``given`` is the input object."""

    def reading(self, result: Reading, given: Mapping[str, Any]) -> Lines:
        """A result of ``read``."""

    def found(self, result: Found, facts: Mapping[str, Sequence[Fact]]) -> Lines:
        """A result of ``lookup``, with the facts about each entity."""

    def timeline(self, events: Sequence[Event]) -> Lines:
        """Events in order."""

    def record(self, record: Record) -> Lines:
        """A record of any kind."""

    def source(self, source: Source, citations: int) -> Lines:
        """A source in a list of sources."""

    def fact(self, fact: Fact) -> Lines:
        """A fact in a list of facts."""

    def passage(self, passage: Passage) -> Lines:
        """A sentence of a source."""

    def validation(self, problems: Sequence[Problem], coverage: Sequence[SourceCoverage]) -> Lines:
        """What is wrong with a pack, and what it covers."""

    def close(self) -> Lines:
        """What is left to print when all results are there."""
