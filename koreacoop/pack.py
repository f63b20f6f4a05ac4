"""A fact pack as all commands use it: records by id, in the order of their files, however they are kept.

``store`` reads one from its data files into dictionaries; ``compiled`` opens one whose mappings fetch what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from koreacoop.frozen import dataclass, field
from koreacoop.hints import TYPE_CHECKING, Any, Protocol
from koreacoop.model import Concept, Entity, Fact, Problem, Relation, Source
from koreacoop.world import World

if TYPE_CHECKING:
    import os


@dataclass(frozen=True, slots=True)
class Omission:
    """A passage of a source in which nothing can be checked, and why."""

    source: str
    quote: str
    reason: str


class Catalogue(Protocol):
    """What a compiled pack answers without going through its records."""

    @property
    def topic(self) -> str:
        """The subject of most facts."""

    def world(self, store: Store) -> World:
        """What is known of the pack's entities, relations and concepts themselves."""

    def tiers(self) -> Sequence[Mapping[str, Sequence[str]]]:
        """Ids of entities by the compact form of their names, metonyms and adjectives."""

    def near(self, name: str) -> Mapping[str, Sequence[str]]:
        """Ids by compact names and metonyms that look like one; of few, all."""

    def about(self, ref: str) -> list[Fact]:
        """The facts that speak of an entity, in the order of the pack."""

    def about_all(self, groups: Sequence[Sequence[str]]) -> list[Fact]:
        """The facts that speak of some entity of every group, in the order of the pack."""

    def wording(self, beginnings: Sequence[str], parts: Sequence[str]) -> list[Fact]:
        """The facts that may hold all these words, in the order of the pack: none that does is missing."""

    def said(self, beginnings: Sequence[str], parts: Sequence[str]) -> Iterable[Sequence[Any]]:
        """The same for sentences of the sources, as rows of source, start and text."""


@dataclass(slots=True)
class Store:
    """All records of one or more packs, by id, in the order of their files."""

    root: os.PathLike[str] | str
    sources: Mapping[str, Source] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    omissions: list[Omission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    catalogue: Catalogue | None = None

    def world(self) -> World:
        """What is known of the pack's entities, relations and concepts themselves."""
        if self.catalogue is not None:
            return self.catalogue.world(self)
        units = frozenset(count.unit for fact in self.facts.values() for count in fact.statement.counts)
        return World(self.entities, self.relations, self.concepts, self.topic, units)

    @property
    def topic(self) -> str:
        """The entity that a claim without a subject is about: the subject of most facts."""
        if self.catalogue is not None:
            return self.catalogue.topic
        counts: dict[str, int] = {}
        for fact in self.facts.values():
            for subject in fact.statement.subject:
                counts[subject] = counts.get(subject, 0) + 1
        return most(counts)


def most(counts: Mapping[str, int]) -> str:
    """The name that is counted most often, the last one of several; "" for none."""
    return max(counts, key=lambda name: (counts[name], name), default="")
