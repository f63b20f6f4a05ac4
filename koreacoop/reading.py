"""A text becomes items: every word accounted for as a mention, a cue, a value, an operator, or reported as unread.

All known stretches of the text form a lattice; the cheapest way through it is the reading (fewest unread words first,
then fewest stretches, so that the longest known names win). A misspelt word is repaired only if nothing else reads it
and exactly one known word lies within a strict distance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from koreacoop.folding import Folded, fold
from koreacoop.language import Language, detect
from koreacoop.lexicon import Edge
from koreacoop.model import Case, Item, Meaning, Reading, Sort, Value
from koreacoop.numbers import Kind, Number

_UNREAD = 8.0
_PER_LETTER = 0.3
_PIECE = 0.4  # a one-letter word, or one that begins inside another, is a worse reading than a whole word
_COMPOUND = 0.15


@dataclass(frozen=True, slots=True)
class _Arc:
    """An edge of the lattice with its cost; offsets are of the folded text."""

    start: int
    end: int
    cost: float
    meanings: tuple[Meaning, ...] = ()
    value: Value | None = None
    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()


def read(text: str, languages: dict[str, Language], repair: bool = True) -> Reading:
    """Read ``text`` in the language of its script; offsets of the items are code points of ``text`` as typed."""
    language = languages[detect(text, languages)]
    folded = fold(text)
    values = _values(text, language)
    arcs = [*_value_arcs(folded, values, language), *_edge_arcs(folded, language.lexicon.edges(folded.text))]
    items = _items(folded, text, _best_path(folded.text, arcs))
    repairs = _repairs(items, language) if repair else {}
    if repairs:
        edges = [edge for start, end, word in repairs.values() for edge in _as_written(folded, start, end, word, language)]
        items = _items(folded, text, _best_path(folded.text, arcs + _edge_arcs(folded, edges)))
    return Reading(
        text=text,
        language=language.code,
        items=tuple(items),
        values=tuple(values),
        repaired=tuple((surface, word) for surface, (_, _, word) in repairs.items()),
    )


# -------------------------------------------------------------------------------------------------------------- values


def _values(text: str, language: Language) -> list[Value]:
    """Numbers, dates and durations; a number inside a date or a duration is that date's."""
    times = language.dates.read(text)
    numbers = language.numbers.read(text)
    return sorted([*times, *numbers], key=lambda value: (value.start, -value.end))


def _value_arcs(folded: Folded, values: list[Value], language: Language) -> Iterable[_Arc]:
    times = [value for value in values if not isinstance(value, Number)]
    for value in values:
        if isinstance(value, Number) and any(t.start <= value.start and value.end <= t.end for t in times):
            continue
        start, end = folded.folded_index(value.start), folded.folded_index(value.end)
        start, case, traits = language.lexicon.head(folded.text, start)
        cost = 0.8 if not isinstance(value, Number) or value.kind is not Kind.NUMBER else 0.9
        yield _Arc(start, end, cost, value=value, case=case, traits=traits)
        tail = language.lexicon.tail(folded.text, end)
        if tail is not None:
            yield _Arc(start, tail[0], cost, value=value, case=tail[1], traits=traits | tail[2])


# ------------------------------------------------------------------------------------------------------------- lattice


def _edge_arcs(folded: Folded, edges: Iterable[Edge]) -> list[_Arc]:
    """Edges as arcs; what several edges say of one stretch is one arc with all its meanings."""
    merged: dict[tuple[int, int, Case, frozenset[str]], list[Meaning]] = {}
    for edge in edges:
        meanings = merged.setdefault((edge.start, edge.end, edge.case, edge.traits), [])
        meanings.extend(meaning for meaning in edge.meanings if meaning not in meanings)
    arcs = []
    for (start, end, case, traits), meanings in merged.items():
        cost = 1.0 + 0.02 * len(traits)
        if all(meaning.sort in (Sort.LIGHT, Sort.OPERATOR) for meaning in meanings):
            cost += 0.05
        if end - start == 1 and not folded.text[start].isascii():
            cost += _PIECE
        if start and folded.text[start - 1].isalnum():
            cost += _COMPOUND
        arcs.append(_Arc(start, end, cost, tuple(meanings), None, case, traits))
    return arcs


def _best_path(text: str, arcs: list[_Arc]) -> list[_Arc]:
    """The cheapest tiling of ``text`` by arcs, marks and unread words (dynamic programming from left to right)."""
    by_start: dict[int, list[_Arc]] = {}
    for arc in arcs:
        by_start.setdefault(arc.start, []).append(arc)
    size = len(text)
    best: list[tuple[float, _Arc | None, int]] = [(float("inf"), None, 0)] * (size + 1)
    best[0] = (0.0, None, 0)
    for position in range(size):
        cost = best[position][0]
        if cost == float("inf"):
            continue
        for arc in by_start.get(position, ()):
            if cost + arc.cost < best[arc.end][0]:
                best[arc.end] = (cost + arc.cost, arc, position)
        for end, price, arc in _fillers(text, position, by_start):
            if cost + price < best[end][0]:
                best[end] = (cost + price, arc, position)
    path: list[_Arc] = []
    position = size
    while position > 0:
        _, step, previous = best[position]
        if step is not None:
            path.append(step)
        position = previous
    return path[::-1]


def _fillers(text: str, start: int, by_start: dict[int, list[_Arc]]) -> Iterable[tuple[int, float, _Arc | None]]:
    """Ways over ``start`` that read nothing: a space, a mark, an unread word or an unread beginning of one."""
    char = text[start]
    if char.isspace():
        yield start + 1, 0.0, None
        return
    if not char.isalnum():
        yield start + 1, 0.01, _Arc(start, start + 1, 0.01)
        return
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "'"):
        end += 1
        if end in by_start and end < len(text) and text[end].isalnum() and not char.isascii():
            price = _UNREAD + _PER_LETTER * (end - start)
            yield end, price, _Arc(start, end, price)
    price = _UNREAD + _PER_LETTER * (end - start)
    yield end, price, _Arc(start, end, price)


def _items(folded: Folded, text: str, path: list[_Arc]) -> list[Item]:
    items = []
    for arc in path:
        start, end = folded.source_start(arc.start), folded.source_end(arc.end)
        surface = text[start:end]
        if not arc.meanings and arc.value is None and not any(char.isalnum() for char in surface):
            mark = folded.text[arc.start : arc.end]
            items.append(Item(start, end, surface, (Meaning(Sort.LIGHT, "mark", mark),)))
            continue
        items.append(Item(start, end, surface, arc.meanings, arc.value, arc.case, arc.traits))
    return items


# ------------------------------------------------------------------------------------------------------------- repairs


def _repairs(items: list[Item], language: Language) -> dict[str, tuple[int, int, str]]:
    """Unread words that one known word is close to: surface -> (start, end, known word)."""
    found: dict[str, tuple[int, int, str]] = {}
    for item in items:
        if item.unread and any(char.isalpha() for char in item.surface):
            word = language.nearest(fold(item.surface).text)
            if word is not None:
                found[item.surface] = (item.start, item.end, word)
    return found


def _as_written(folded: Folded, start: int, end: int, word: str, language: Language) -> Iterable[Edge]:
    """The edges that the text would have with ``word`` in place of the stretch, laid over the text as it is."""
    first, last = folded.folded_index(start), folded.folded_index(end)
    changed = folded.text[:first] + word + folded.text[last:]
    shift = len(word) - (last - first)

    def back(position: int) -> int:
        return position if position <= first else max(position - shift, last)

    for edge in language.lexicon.edges(changed):
        if edge.start < first + len(word) and edge.end > first:
            yield replace(edge, start=back(edge.start), end=back(edge.end))
