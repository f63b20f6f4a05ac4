"""A record by its id, and a source's text with its cited passages marked."""

from __future__ import annotations

from collections.abc import Mapping

from koreacoop.errors import InputError
from koreacoop.frozen import dataclass
from koreacoop.model import Concept, Entity, Fact, Relation, Source
from koreacoop.pack import Store

_NEAR = 60.0
_MOST = 5

Record = Fact | Entity | Relation | Concept | Source


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of a source, as long as its quotations overlap, and the facts that cite it; none: it is not cited."""

    start: int
    end: int
    text: str
    facts: tuple[str, ...] = ()


def find(name: str, store: Store) -> Record:
    """The record whose id is ``name``; if there is none, ``InputError`` tells near ids."""
    for records in _kinds(store):
        if name in records:
            return records[name]
    near = near_ids(name, store)
    raise InputError(f"no record {name!r}" + (f"; near: {', '.join(near)}" if near else ""))


def near_ids(name: str, store: Store) -> list[str]:
    """Ids that look like ``name``, the most alike first."""
    from rapidfuzz import fuzz, process

    ids = sorted({ref for records in _kinds(store) for ref in records})
    ranked = process.extract(name, ids, scorer=fuzz.WRatio, processor=str.casefold, limit=_MOST, score_cutoff=_NEAR)
    return [ref for ref, _, _ in ranked]


def _kinds(store: Store) -> tuple[Mapping[str, Record], ...]:
    return store.facts, store.entities, store.relations, store.concepts, store.sources


def passages(source: str, store: Store) -> list[Cited]:
    """The whole text of a source, in order: stretches that are cited, with the citing facts, and those that are not."""
    text = store.texts[source]
    parts: list[Cited] = []
    position = 0
    for start, end, facts in _cited_spans(source, store):
        if position < start:
            parts.append(Cited(position, start, text[position:start]))
        parts.append(Cited(start, end, text[start:end], facts))
        position = end
    if position < len(text):
        parts.append(Cited(position, len(text), text[position:]))
    return parts


def _cited_spans(source: str, store: Store) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where quotations stand, overlapping ones as one, with the ids of their facts."""
    found = sorted(
        (cited.start, cited.end, fact.id)
        for fact in store.facts.values()
        for cited in fact.citations
        if cited.source == source and cited.start >= 0
    )
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, fact in found:
        if spans and start < spans[-1][1]:
            first, last, facts = spans[-1]
            spans[-1] = (first, max(last, end), tuple(dict.fromkeys((*facts, fact))))
        else:
            spans.append((start, end, (fact,)))
    return spans


def citing(source: str, store: Store) -> int:
    """How many citations a source has."""
    return sum(cited.source == source for fact in store.facts.values() for cited in fact.citations)
