"""A name as typed becomes an entity, or near names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from koreacoop.folding import key
from koreacoop.frozen import dataclass
from koreacoop.model import Entity, Fact, Names
from koreacoop.pack import Store
from koreacoop.world import World

_NEAR = 75.0
_MOST = 5
_SHORTEST_REPAIR = 4
_ARTICLES = ("the ", "ال")

Table = Mapping[str, Sequence[str]]
"""Ids by the compact form of a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to: entities (``exact``, or forgiving a misspelling), others so called, or near ones."""

    query: str
    entities: tuple[Entity, ...] = ()
    exact: bool = True
    also: tuple[Entity, ...] = ()
    near: tuple[Entity, ...] = ()


class Directory:
    """A pack's names. A proper name goes before a metonym (a capital for its country), that before an adjective."""

    def __init__(self, store: Store) -> None:
        self._entities = store.entities
        self._catalogue = store.catalogue
        self._tiers = store.catalogue.tiers() if store.catalogue else name_tables(store.entities.values())

    def find(self, query: str) -> Found:
        """The entities that ``query`` names; one misspelt letter or two are forgiven, else near names are told."""
        wanted = compact(query)
        hits = [ids for tier in self._tiers if (ids := tier.get(wanted))]
        if hits:
            also = dict.fromkeys(ref for ids in hits[1:] for ref in ids if ref not in hits[0])
            return Found(query, self._records(hits[0]), also=self._records(also))
        return self._nearest(query, wanted)

    def _nearest(self, query: str, wanted: str) -> Found:
        from rapidfuzz import fuzz, process

        table = self._alike(wanted)
        ranked = [
            name for name, _, _ in process.extract(wanted, list(table), scorer=fuzz.ratio, limit=20, score_cutoff=_NEAR)
        ]
        near = self._records(list(dict.fromkeys(table[name][0] for name in ranked))[:_MOST])
        meant = _misspelt(wanted, {name: table[name] for name in ranked})
        return Found(query, self._records(meant), exact=False, near=near)

    def _alike(self, wanted: str) -> Table:
        """The names and metonyms among which near ones are sought: all, or of very many those that look alike."""
        if self._catalogue:
            return self._catalogue.near(wanted)
        proper, metonyms = self._tiers[:2]
        return {name: ids for tier in (metonyms, proper) for name, ids in tier.items()}

    def _records(self, ids: Iterable[str]) -> tuple[Entity, ...]:
        return tuple(self._entities[ref] for ref in ids)


def compact(name: str) -> str:
    """The look-up key of a name: folded, without an article, spaces, dots or hyphens."""
    folded = key(name)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return "".join(char for char in folded if char.isalnum())


def _flat(names: Names) -> list[str]:
    return [name for words in names.values() for name in words]


def name_tables(entities: Collection[Entity]) -> tuple[dict[str, list[str]], ...]:
    """Ids by compact name: proper names, metonyms, adjectives."""
    proper = _table((entity.id, [entity.id, *_flat(entity.names)]) for entity in entities)
    metonyms = _table((entity.id, _flat(entity.metonyms)) for entity in entities)
    adjectives = _table((entity.id, _flat(entity.adjectives)) for entity in entities)
    return proper, metonyms, adjectives


def _table(rows: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for ref, names in rows:
        for name in names:
            ids = table.setdefault(compact(name), [])
            if ref not in ids:
                ids.append(ref)
    return table


def _misspelt(wanted: str, candidates: Table) -> list[str]:
    """What ``wanted`` misspells: the ids at the least distance within the limit, if all names there have the same."""
    from rapidfuzz.distance import OSA

    if len(wanted) < _SHORTEST_REPAIR:
        return []
    limit = 1 if len(wanted) < 8 else 2
    distances = {name: OSA.distance(wanted, name) for name in candidates}
    least = min(distances.values(), default=limit + 1)
    meant = {tuple(candidates[name]) for name, distance in distances.items() if distance == least}
    return list(meant.pop()) if least <= limit and len(meant) == 1 else []


def facts_about(entity: str, store: Store, world: World) -> list[Fact]:
    """The facts in whose slots the entity stands, or something that belongs to it."""
    if store.catalogue is not None:
        return store.catalogue.about(entity)
    return [fact for fact in store.facts.values() if entity in concerned(fact, world)]


def concerned(fact: Fact, world: World) -> frozenset[str]:
    """All that a fact speaks of: its slots, and what they belong to (an office its body, a city its country).

    A country's facts are not those of its continent: nothing is reached through a country.
    """
    return frozenset(above for ref in _slots(fact) for above in _wholes(ref, world))


def _wholes(ref: str, world: World) -> set[str]:
    wholes = set(world.above(ref))
    for country in [whole for whole in wholes if world.kind(whole) == "country"]:
        wholes -= world.above(country) - {country}
    return wholes


def _slots(fact: Fact) -> Iterable[str]:
    said = fact.statement
    yield from said.subject
    yield from said.object
    for refs in said.qualifiers.values():
        yield from refs


def related(entity: str, facts: Iterable[Fact], store: Store) -> list[Entity]:
    """Other entities in those facts, the most frequent first."""
    counts = Counter(ref for fact in facts for ref in set(_slots(fact)) if ref in store.entities and ref != entity)
    return [store.entities[ref] for ref in sorted(counts, key=lambda ref: (-counts[ref], ref))]
