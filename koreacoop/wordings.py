"""Reads the wordings of facts: those that differ only in the names that stand in them are read once.

A name is a stretch of a text that is known as an entity and as nothing else, inside no longer known stretch and
crossed by none. It is put out of the text and a word that nothing knows in its place (``stand_in`` in the language's
``morphology.toml``), together with what the lexicon found there; the text that is left is read, and kept. What is
made of a wording so depends on it alone, not on what was read before. Numbers and dates do not look into names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from koreacoop.folding import Folded, fold
from koreacoop.frozen import dataclass, replace
from koreacoop.hints import Any
from koreacoop.language import Language, detect
from koreacoop.lexicon import Edge, Lexicon
from koreacoop.model import Case, Item, Meaning, Reading, Sort
from koreacoop.reading import read

_MOST = 2048
"""Texts without their names that are kept."""
_HOLE = "\0"
"""Begins what stands for the id of an entity in a text without its names."""
_TIED = re.compile(r"[^\W_]|[-·]")
Span = tuple[int, int]
_Hollow = tuple[Case, frozenset[str], bool, int, bool, tuple[tuple[str, str], ...]]
"""An edge without its place and its ids."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A text without its names, as read: its items, and which of them have ids to be filled in."""

    reading: Reading
    holes: tuple[int, ...]


class Wordings:
    """Reads wordings in any of some languages, as ``reading.read`` does without repair."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        self._frames: dict[Any, _Frame | None] = {}

    def read(self, text: str, placed: bool = True) -> Reading:
        """A wording as read; if not ``placed``, with the offsets and surfaces that it has without its names."""
        language = self._languages[detect(text, self._languages)]
        folded = fold(text)
        edges = language.lexicon.edges(folded.text)
        names = _names(folded.text, edges)
        if not names or not language.stand_in:
            return _read(text, language, edges)
        holes: dict[str, str] = {}
        bare = _Bare(folded, language, {span: self._stand_in(folded.text[span[0]], language) for span in names})
        found = tuple(tuple(_hollow(edge, holes) for edge in group) for group in names.values())
        place = (language.code, bare.text, found)
        if place not in self._frames:
            if len(self._frames) >= _MOST:
                del self._frames[next(iter(self._frames))]
            self._frames[place] = bare.read(edges, found)
        frame = self._frames[place]
        if frame is None:
            return _read(text, language, edges)
        filled = _filled(frame, {hole: ref for ref, hole in holes.items()})
        return bare.placed(filled) if placed else filled

    def _stand_in(self, letter: str, language: Language) -> str:
        """What stands for a name in a text: a word in the letters that the name is written in."""
        return self._languages[detect(letter, self._languages)].stand_in if letter.isascii() else language.stand_in


def _read(text: str, language: Language, edges: list[Edge]) -> Reading:
    """A text as read with what is known in it."""
    known = replace(language, lexicon=_Known(language.lexicon, edges))
    return read(text, {language.code: known}, repair=False)


# --------------------------------------------------------------------------------------------------------------- names


def _names(text: str, edges: Iterable[Edge]) -> dict[Span, list[Edge]]:
    """The names in a folded text, from left to right, with what is known of each."""
    groups: dict[Span, list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.start, edge.end), []).append(edge)
    named = sorted(span for span, group in groups.items() if _is_name(text, span, group))
    return {span: groups[span] for span in named if not _is_disturbed(text, span, groups)}


def _is_disturbed(text: str, span: Span, groups: Mapping[Span, Iterable[Edge]]) -> bool:
    near = [other for other in groups if other[0] < span[1] and other[1] > span[0] and other != span]
    return any(_disturbs(text, other, groups, span) for other in near)


def _is_name(text: str, span: Span, group: Iterable[Edge]) -> bool:
    start, end = span
    if end - start < 2:
        return False
    for edge in group:
        for meaning in edge.meanings:
            if meaning.sort is not Sort.ENTITY:
                return False
    ties = text[start - 1 : start] + text[end : end + 1]
    return not _TIED.search(ties) and text[start:end].replace(" ", "").isalpha()


def _disturbs(text: str, other: Span, groups: Mapping[Span, Iterable[Edge]], span: Span) -> bool:
    """Whether a stretch that shares letters with another reaches out of it, or is a function word at an end of it.

    What is written on to a name is its particle, whatever else it may be: the name with it is one stretch, and so is
    what is meant.
    """
    if other[0] < span[0] or other[1] > span[1]:
        return True
    ends = other[0] == span[0] or (other[1] == span[1] and not text[other[0] - 1].isalnum())
    return ends and any(m.sort in (Sort.OPERATOR, Sort.LIGHT) for edge in groups[other] for m in edge.meanings)


def _hollow(edge: Edge, holes: dict[str, str]) -> _Hollow:
    """What is known of a name, with holes for ids."""
    meanings = tuple((holes.setdefault(m.ref, f"{_HOLE}{len(holes)}"), m.flag) for m in edge.meanings)
    return edge.case, edge.traits, edge.exact, edge.base, edge.unended, meanings


def _filled(frame: _Frame, refs: Mapping[str, str]) -> Reading:
    """The reading of a text, made of that without its names."""
    items = list(frame.reading.items)
    for place in frame.holes:
        item = items[place]
        meanings = tuple(Meaning(meaning.sort, refs[meaning.ref], meaning.flag) for meaning in item.meanings)
        items[place] = Item(item.start, item.end, item.surface, meanings, None, item.case, item.traits)
    return _of(frame.reading, frame.reading.text, items)


def _of(reading: Reading, text: str, items: Iterable[Item]) -> Reading:
    """A reading like another, of a text with items of its own."""
    return Reading(text, reading.language, tuple(items), reading.values, reading.repaired, reading.standard_first)


# ------------------------------------------------------------------------------------------------------- without names


class _Bare:
    """A text with stand-ins for its names."""

    def __init__(self, folded: Folded, language: Language, words: Mapping[Span, str]) -> None:
        self._language = language
        self._words = words
        self._typed = folded.typed
        self._names: list[tuple[Span, Span]] = []
        """Where the stand-ins are, and the names."""
        pieces, size, done = [], 0, 0
        for (start, end), word in words.items():
            first, last = folded.source_start(start), folded.source_end(end)
            pieces += [folded.typed[done:first], word]
            size += first - done + len(word)
            self._names.append(((size - len(word), size), (first, last)))
            done = last
        self.text = "".join((*pieces, folded.typed[done:]))

    def read(self, edges: Iterable[Edge], found: Iterable[Iterable[_Hollow]]) -> _Frame | None:
        """The text as read, with ``edges`` outside its names and ``found`` of them; None if they are not left alone."""
        reading = _read(self.text, self._language, [*self._outside(edges), *self._of_names(found)])
        holes = [place for place, item in enumerate(reading.items) if any(ref[0] == _HOLE for ref in item.ids)]
        items = [reading.items[place] for place in holes]
        apart = all(item.value is None and all(ref[0] == _HOLE for ref in item.ids) for item in items)
        if not apart or [(item.start, item.end) for item in items] != [span for span, _ in self._names]:
            return None
        return _Frame(reading, tuple(holes))

    def placed(self, reading: Reading) -> Reading:
        """A reading of it with the offsets and surfaces of the text that it was made of."""
        return _of(reading, self._typed, map(self._item, reading.items))

    def _item(self, item: Item) -> Item:
        start, end = (self._origin(place) for place in (item.start, item.end))
        surface = self._typed[start:end]
        return Item(start, end, surface, item.meanings, item.value, item.case, item.traits)

    def _origin(self, place: int) -> int:
        ends = [(after, before) for (_, after), (_, before) in self._names if after <= place]
        return place + ends[-1][1] - ends[-1][0] if ends else place

    def _outside(self, edges: Iterable[Edge]) -> Iterable[Edge]:
        for edge in edges:
            if not any(edge.start < end and edge.end > start for start, end in self._words):
                shift = self._shift(edge.start)
                yield replace(edge, start=edge.start + shift, end=edge.end + shift)

    def _shift(self, place: int) -> int:
        """How far what stands at a place of the folded text is moved by the stand-ins before it."""
        return sum(len(word) - (end - start) for (start, end), word in self._words.items() if end <= place)

    def _of_names(self, found: Iterable[Iterable[_Hollow]]) -> Iterable[Edge]:
        for ((start, _), word), group in zip(self._words.items(), found, strict=True):
            first = start + self._shift(start)
            for case, traits, exact, base, unended, holes in group:
                meanings = tuple(Meaning(Sort.ENTITY, hole, flag) for hole, flag in holes)
                yield Edge(first, first + len(word), meanings, case, traits, exact, base, unended)


class _Known:
    """A lexicon that was already asked what is known in a text."""

    def __init__(self, lexicon: Lexicon, edges: list[Edge]) -> None:
        self._edges = edges
        self.head, self.tail, self.meanings = lexicon.head, lexicon.tail, lexicon.meanings
        self.conjunctions, self.splits = lexicon.conjunctions, lexicon.splits

    def edges(self, _: str) -> list[Edge]:
        """All known stretches of the text."""
        return self._edges
