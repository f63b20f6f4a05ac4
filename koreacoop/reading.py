"""A text becomes items: every word accounted for as a mention, a cue, a value, an operator, or reported as unread.

A misspelt word is repaired only if nothing else reads it and exactly one known word lies within a strict distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from koreacoop.bounding import BOUNDING, bounded, may_bound, unbound
from koreacoop.dates import Duration, Time
from koreacoop.folding import Folded, fold
from koreacoop.frozen import replace
from koreacoop.governing import corrected, denying, governed, intended, strengthened
from koreacoop.language import Language, detect
from koreacoop.lattice import Arc, best_path, edge_arcs, particle_arcs, value_arcs
from koreacoop.lexicon import Edge
from koreacoop.model import Item, Meaning, Reading, Sort, Value
from koreacoop.numbers import Number
from koreacoop.phrasing import asking, phrased
from koreacoop.rejoining import rejoined, with_order, with_ordinal, with_pairs

_FIRST_YEAR = 1000


def read(text: str, languages: Mapping[str, Language], repair: bool = True) -> Reading:
    """Read ``text`` in the language of its script; offsets of the items are code points of ``text`` as typed."""
    language = languages[detect(text, languages)]
    folded = fold(text)
    values = _values(text, language)
    arcs = [
        *value_arcs(folded, values, language),
        *edge_arcs(folded, language.lexicon.edges(folded.text)),
        *particle_arcs(folded, language),
    ]
    items = _tiled(folded, text, arcs, values, language)
    repairs = _repairs(items, language) if repair else {}
    if repairs:
        edges = [
            edge for start, end, word in repairs.values() for edge in _as_written(folded, start, end, word, language)
        ]
        items = _tiled(folded, text, arcs + edge_arcs(folded, edges), values, language)
    items = [
        with_order(with_ordinal(item, values), language)
        for item in with_pairs(rejoined(items, folded, language), language)
    ]
    return Reading(
        text=text,
        language=language.code,
        items=tuple(denying(items)),
        values=tuple(values),
        repaired=tuple((surface, word) for surface, (_, _, word) in repairs.items()),
        standard_first=language.standard_first,
    )


def _values(text: str, language: Language) -> list[Value]:
    """Numbers, dates and durations; a number inside a date or a duration is that date's."""
    numbers = language.numbers.read(text)
    times = [time for time in language.dates.read(text) if not _begins_number(time, numbers)]
    return sorted([*times, *numbers], key=lambda value: (value.start, -value.end))


def _begins_number(time: Time | Duration, numbers: list[Number]) -> bool:
    """Whether what could be a year of few figures is the beginning of a number ("each year 400 million")."""
    if not isinstance(time, Time) or time.interval is None or time.interval.first is None:
        return False
    early = time.interval.first.year < _FIRST_YEAR
    return early and any(time.start <= number.start < time.end < number.end for number in numbers)


def _tiled(folded: Folded, text: str, arcs: list[Arc], values: list[Value], language: Language) -> list[Item]:
    """The items of the cheapest way through a text; what would bound a number is read otherwise if none comes."""
    items = _items(folded, text, best_path(folded.text, arcs), values, language)
    idle = {(item.start, item.end) for item in items if may_bound(item) and BOUNDING.isdisjoint(item.traits)}
    if not idle:
        return items
    spans = {(folded.folded_index(start), folded.folded_index(end)) for start, end in idle}
    otherwise = [unbound(arc) if (arc.start, arc.end) in spans else arc for arc in arcs]
    kept = [arc for arc in otherwise if arc.meanings or arc.value is not None]
    return _items(folded, text, best_path(folded.text, kept), values, language)


def _items(folded: Folded, text: str, path: list[Arc], values: list[Value], language: Language) -> list[Item]:
    items, objects_follow = [], language.objects_follow
    for arc in path:
        start, end = folded.source_start(arc.start), folded.source_end(arc.end)
        surface = text[start:end]
        if not arc.meanings and arc.value is None and not any(char.isalnum() for char in surface):
            mark = folded.text[arc.start : arc.end]
            items.append(Item(start, end, surface, (Meaning(Sort.LIGHT, "mark", mark),)))
            continue
        items.append(Item(start, end, surface, arc.meanings, arc.value, arc.case, arc.traits))
    told = bounded(governed(intended(strengthened(items)), objects_follow), values)
    return asking(phrased(corrected(told, objects_follow), text, language.resolve), objects_follow)


def _repairs(items: list[Item], language: Language) -> dict[str, tuple[int, int, str]]:
    """Unread words that one known word is close to: surface -> (start, end, known word)."""
    found: dict[str, tuple[int, int, str]] = {}
    for item in items:
        if item.unread and any(char.isalpha() for char in item.surface):
            word = language.repaired(fold(item.surface).text)
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
