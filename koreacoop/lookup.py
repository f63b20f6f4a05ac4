"""A name as typed becomes an entity, or near names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from koreacoop.folding import key
from koreacoop.model import LANGUAGES, Entity, Fact
from koreacoop.store import Store
from koreacoop.world import World

_NEAR = 75.0
_MOST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to; without an exact match ``hint`` says which name was taken, if one is close enough."""

    query: str
    entities: tuple[Entity, ...] = ()
    hint: str = ""
    near: tuple[str, ...] = ()


def names_of(store: Store) -> dict[str, list[str]]:
    """Folded names, without spaces and hyphens, with the ids of what they name."""
    table: dict[str, list[str]] = {}
    for entity in store.entities.values():
        for names in (entity.names, entity.metonyms):
            for code in LANGUAGES:
                for name in names.get(code, ()):
                    ids = table.setdefault(compact(name), [])
                    if entity.id not in ids:
                        ids.append(entity.id)
        table.setdefault(compact(entity.id), [])
        if entity.id not in table[compact(entity.id)]:
            table[compact(entity.id)].append(entity.id)
    return table


def compact(name: str) -> str:
    """The look-up key of a name: folded, without an article, spaces, dots or hyphens."""
    folded = key(name)
    for article in ("the ", "ال"):
        folded = folded.removeprefix(article)
    return "".join(char for char in folded if char.isalnum())


def look_up(query: str, store: Store) -> Found:
    """The entities that ``query`` names; one misspelt letter or two are forgiven with a hint, else near names are told."""
    table = names_of(store)
    wanted = compact(query)
    ids = table.get(wanted)
    if ids:
        return Found(query, tuple(store.entities[ref] for ref in ids))
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    ranked = process.extract(wanted, list(table), scorer=fuzz.ratio, limit=20, score_cutoff=_NEAR)
    near = list(dict.fromkeys(store.entities[table[name][0]].names["en"][0] for name, _, _ in ranked))[:_MOST]
    close = [name for name, _, _ in ranked if OSA.distance(wanted, name) <= (1 if len(wanted) < 8 else 2)]
    if close and len(wanted) >= 4:
        taken = table[close[0]]
        hint = store.entities[taken[0]].names["en"][0]
        return Found(query, tuple(store.entities[ref] for ref in taken), hint, tuple(near))
    return Found(query, near=tuple(near))


def facts_about(entity: str, store: Store, world: World) -> list[Fact]:
    """The facts in whose slots the entity stands, or something that is part of it."""
    return [fact for fact in store.facts.values() if entity in _participants(fact, world)]


def _participants(fact: Fact, world: World) -> set[str]:
    refs = set(_slots(fact))
    wider = {above for ref in refs if world.kind(ref) in ("event", "office", "person", "city") for above in world.above(ref)}
    return refs | wider


def _slots(fact: Fact) -> Iterable[str]:
    said = fact.statement
    yield from said.subject
    yield from said.object
    for refs in said.qualifiers.values():
        yield from refs


def related(entity: str, facts: Iterable[Fact], store: Store) -> list[Entity]:
    """Other entities in those facts, the most frequent first."""
    counts: dict[str, int] = {}
    for fact in facts:
        for ref in set(_slots(fact)):
            if ref in store.entities and ref != entity:
                counts[ref] = counts.get(ref, 0) + 1
    return [store.entities[ref] for ref in sorted(counts, key=lambda ref: (-counts[ref], ref))]
