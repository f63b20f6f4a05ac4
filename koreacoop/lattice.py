"""All known stretches of a text as a lattice, and the cheapest way through it.

Fewest unread words first, then fewest stretches, so that the longest known names win.
"""

from __future__ import annotations

from collections.abc import Iterable

from koreacoop.folding import Folded
from koreacoop.frozen import dataclass, replace
from koreacoop.grammar import FACTOR, OPEN_CLASSES
from koreacoop.language import Language
from koreacoop.lexicon import Edge
from koreacoop.model import Case, Meaning, Sort, Value
from koreacoop.numbers import Kind, Number

_UNREAD = 8.0
_PER_LETTER = 0.3
_PIECE = 0.4  # a one-letter word, or one that begins inside another, is a worse reading than a whole word
_COMPOUND = 0.15
_NAME = 0.1  # "the" and "first session" are meant, not "the first" and "session"
_LED = 0.06  # "the" and "first year" are a better reading than "the first" and "year"
_EVEN = 1e-9  # of two ways that cost the same the one whose last stretch begins first is taken, however they add up
_PER_WORD = 0.03  # of two readings in as many stretches the one with the longer function word is meant
_RELATING = frozenset({"relating"})
_PAST = frozenset({"participle"})
_PASSIVE = frozenset({"passive", "verbal"})
_VOICE = _PASSIVE | {"undergone"}
_BECOMING = frozenset({"passive", "becoming"})
"""What an auxiliary behind an infinitive says, also where the two are listed as one verb."""
_WHOLE = 2
"""``Edge.base`` of a word met as it is."""
_NOMINAL = frozenset({"nominal"})
_JOINED = frozenset({"and"})
_UNCHANGING = frozenset({"definite", "and"})
_PREPOSITIONS = frozenset(case.value for case in Case if case)


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge of the lattice with its cost; offsets are of the folded text."""

    start: int
    end: int
    cost: float
    meanings: tuple[Meaning, ...] = ()
    value: Value | None = None
    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()


def _functional(group: Iterable[Edge]) -> list[Edge]:
    """What of a stretch is a closed-class word met as it is; a name is none for having one behind a clitic."""
    named = any(edge.base == _WHOLE and any(m.sort is Sort.ENTITY for m in edge.meanings) for edge in group)
    found = (edge for edge in group if edge.exact and _is_function(edge.meanings))
    return [edge for edge in found if not (named and (edge.case or edge.traits))]


def value_arcs(folded: Folded, values: list[Value], language: Language) -> Iterable[Arc]:
    """Numbers, dates and durations as arcs, alone and with a particle behind them; numbers within dates are these."""
    times = [value for value in values if not isinstance(value, Number)]
    for value in values:
        if isinstance(value, Number) and any(t.start < value.end and value.start < t.end for t in times):
            continue
        start, end = folded.folded_index(value.start), folded.folded_index(value.end)
        start, case, traits = language.lexicon.head(folded.text, start)
        traits |= _joined_on(value, folded.text[start:end], language)
        attached = value.attached if isinstance(value, Number) else None
        said = language.lexicon.meanings(attached) if attached else ()
        units = () if all(meaning.sort is Sort.RELATION for meaning in said) else said  # a counter tells no deed
        cost = 0.8 if not isinstance(value, Number) or value.kind is not Kind.NUMBER else 0.9
        yield Arc(start, end, cost, units, value, case, traits)
        tail = language.lexicon.tail(folded.text, end)
        if tail is not None:
            yield Arc(start, tail[0], cost, units, value, tail[1], traits | tail[2])


def _joined_on(value: Value, text: str, language: Language) -> frozenset[str]:
    """What a conjunction says that is written on to a number word and was taken for a part of it ("وخمسة")."""
    if not isinstance(value, Number):
        return frozenset()
    for form, traits in language.lexicon.conjunctions():
        rest = text.removeprefix(form)
        numbers = language.numbers.read(rest) if rest != text else ()
        if (
            len(numbers) == 1
            and numbers[0].quantity == value.quantity
            and (numbers[0].start, numbers[0].end) == (0, len(rest))
        ):
            return traits
    return frozenset()


def edge_arcs(folded: Folded, edges: Iterable[Edge]) -> list[Arc]:
    """Edges as arcs: what several edges say of one stretch is one arc; a closed-class word met as it is rules alone."""
    by_span: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        by_span.setdefault((edge.start, edge.end), []).append(edge)
    functions = {span for span, group in by_span.items() if _functional(group)}
    # An expression with a denial in it says nothing of what it says without ("doing no harm").
    denials = {span for span in functions if any(m.ref == "not" for edge in by_span[span] for m in edge.meanings)}
    serving = functions - denials
    for (start, end), group in list(by_span.items()):
        said = any(not _is_closed(edge.meanings) for edge in group)
        if any(m.ref == "except" for edge in group for m in edge.meanings):
            continue  # "apart from" is not "apart"
        told = _relations(group)
        for middle in [m for s, m in by_span if s == start and m < end and _apart(folded.text, m, end, serving)]:
            shorter = by_span[start, middle]
            kept = (e for e in shorter if not _is_function(e.meanings) and not (said and _is_closed(e.meanings)))
            group.extend(_without_relations(edge, told) for edge in kept)
    auxiliaries = {span for span in functions if any(m.sort is Sort.LIGHT for e in by_span[span] for m in e.meanings)}
    for start, end in [span for span in by_span if " " in folded.text[span[0] : span[1]]]:
        told = _relations(by_span[start, end])
        for middle in [m for m, e in by_span if e == end and m > start and (start, m - 1) in auxiliaries]:
            kept = (edge for edge in by_span[middle, end] if not _is_function(edge.meanings))
            by_span[start, end].extend(_without_relations(edge, told) for edge in kept)
    governing = {span: ref for span in functions for ref in _case_of(by_span[span])}
    led = {start for start, end in auxiliaries}
    placed = {start for start, end in governing}
    arcs = [_arc(folded, start, end, group) for (start, end), group in by_span.items()]
    arcs = [
        replace(arc, cost=arc.cost + _LED) if arc.start in led and (arc.start, arc.end) not in auxiliaries else arc
        for arc in arcs
    ]
    arcs = [
        replace(arc, traits=arc.traits | _NOMINAL) if arc.start in placed and _goes_on(folded, arc) else arc
        for arc in arcs
    ]
    ends = {end: (start, ref) for (start, end), ref in sorted(governing.items())}
    return [
        replace(arc, traits=arc.traits | {f"governs:{ends[arc.end][1]}"})
        if arc.end in ends
        and arc.start < ends[arc.end][0] - 1
        and folded.text[ends[arc.end][0] - 1] == " "
        and not _is_closed(arc.meanings)
        else arc
        for arc in arcs
    ]


def _goes_on(folded: Folded, arc: Arc) -> bool:
    """Whether a stretch of several words is more than a function word."""
    return " " in folded.text[arc.start : arc.end] and not _is_closed(arc.meanings)


def _relations(group: list[Edge]) -> set[str]:
    return {m.ref for edge in group for m in edge.meanings if m.sort is Sort.RELATION}


def _without_relations(edge: Edge, told: set[str]) -> Edge:
    """An edge without relations that a longer expression tells: "superseded by" is not "superseded" straight on."""
    kept = tuple(m for m in edge.meanings if m.sort is not Sort.RELATION or m.ref not in told)
    return edge if len(kept) == len(edge.meanings) else replace(edge, meanings=kept)


def _case_of(group: list[Edge]) -> list[str]:
    """The case that a function word gives, if it is a preposition."""
    refs = (m.ref for edge in group if edge.exact for m in edge.meanings if m.sort is Sort.OPERATOR)
    return [ref for ref in refs if ref in _PREPOSITIONS]


def _apart(text: str, position: int, end: int, functions: set[tuple[int, int]]) -> bool:
    """Whether only a function word stands between a shorter stretch and ``end`` ("joined" in "joined in")."""
    following = position
    while following < end and text[following].isspace():
        following += 1
    return following > position and (following, end) in functions


def _arc(folded: Folded, start: int, end: int, group: list[Edge]) -> Arc:
    if len(group) > 1:
        group = _as_named(_without_homographs(folded, start, end, group))
        longest = max(edge.base for edge in group)
        group = [edge for edge in group if edge.base == longest or not _is_closed(edge.meanings)]
        group = _as_listed(_as_it_is(_without_relating(group)))
    plainest = min(group, key=lambda edge: (len(edge.traits) + (edge.case is not Case.NONE), sorted(edge.traits)))
    meanings = tuple(dict.fromkeys(meaning for edge in group for meaning in edge.meanings))
    cost = 1.0 + 0.02 * len(plainest.traits)
    if _is_closed(meanings):
        cost += 0.05 - _PER_WORD * folded.text.count(" ", start, end)
    if end - start == 1 and not folded.text[start].isascii():
        cost += _PIECE
    if start and folded.text[start - 1].isalnum():
        cost += _COMPOUND
    if " " in folded.text[start:end] and any(map(_is_named, group)):
        cost -= _NAME
    past = _PAST if any(edge.traits >= _PAST and _acts(edge) for edge in group) else frozenset()
    undergone = _BECOMING if any(edge.traits >= _BECOMING and _acts(edge) for edge in group) else frozenset()
    return Arc(start, end, cost, meanings, None, plainest.case, plainest.traits | past | undergone | _voice(group))


def _voice(group: list[Edge]) -> frozenset[str]:
    """The voice of a verb made of a noun of the lists, also where the whole verb is listed ("초청되다")."""
    turned = any(meaning.flag == "inverse" for edge in group for meaning in edge.meanings)
    made = [edge.traits & _VOICE for edge in group if edge.traits >= _PASSIVE]
    return made[0] if made and not turned else frozenset()


def _without_homographs(folded: Folded, start: int, end: int, group: list[Edge]) -> list[Edge]:
    """A function word met as it is stands for nothing else, unless capitals make an acronym of it (WHO).

    One that is met with a conjunction written on to it may be another word (فقد: and already, or lost).
    """
    functional = _functional(group)
    if not functional or " " in folded.text[start:end]:
        return group
    if all(edge.traits >= _JOINED for edge in functional) and any(map(_denies, group)):
        return group
    acronym = [edge for edge in group if any(meaning.sort is Sort.ENTITY for meaning in edge.meanings)]
    if acronym and folded.capitals(start, end) > 1:
        return acronym
    return functional


def _as_named(group: list[Edge]) -> list[Edge]:
    """A name met as it is stands for nothing that only taking affixes off would find in it (كندا, no call of "ندا").

    One that has its own end stands for nothing shorter either (للآسيان, not آسيا, nor آسى).
    """
    if any(edge.unended and _is_named(edge) for edge in group):
        group = [edge for edge in group if edge.unended]
    least = 2 if any(edge.base == 2 and _is_named(edge) for edge in group) else 1
    plain = [edge for edge in group if edge.base >= least and not edge.case and edge.traits <= _UNCHANGING]
    return plain if any(map(_is_named, plain)) else group


def _without_relating(group: list[Edge]) -> list[Edge]:
    """A word met as it is stands for nothing that only the noun would be that it may be an adjective of."""
    if not any(edge.base == _WHOLE and not _is_closed(edge.meanings) for edge in group):
        return group
    return [edge for edge in group if _RELATING.isdisjoint(edge.traits)]


def _as_it_is(group: list[Edge]) -> list[Edge]:
    """A word of a relation met as it is does not tell it from its other side by what taking affixes off would find."""
    denied = {m.ref for e in group if e.exact for m in e.meanings if m.sort is Sort.RELATION and m.flag == "denial"}
    if denied:
        group = [edge if edge.exact else _without_relations(edge, denied) for edge in group]
    straight = {m.ref for e in group if e.base == _WHOLE for m in e.meanings if m.sort is Sort.RELATION and not m.flag}
    if not straight or all(edge.base for edge in group):
        return group
    return [
        edge
        if edge.base
        else replace(edge, meanings=tuple(m for m in edge.meanings if m.flag != "inverse" or m.ref not in straight))
        for edge in group
    ]


def _as_listed(group: list[Edge]) -> list[Edge]:
    """A verb that is listed for the other side of a relation is no passive of the noun in it as well ("지원받다")."""
    longest = max(edge.base for edge in group)
    turned = {m.ref for e in group if e.base == longest for m in e.meanings if m.flag == "inverse"}
    if not turned:
        return group
    return [_without_relations(edge, turned) if edge.traits >= _PASSIVE else edge for edge in group]


def _denies(edge: Edge) -> bool:
    """Whether a word met as it is may deny a relation."""
    return edge.base == _WHOLE and not edge.traits and any(meaning.flag == "denial" for meaning in edge.meanings)


def _acts(edge: Edge) -> bool:
    return any(meaning.sort is Sort.RELATION for meaning in edge.meanings)


def _is_named(edge: Edge) -> bool:
    return any(meaning.sort is Sort.ENTITY for meaning in edge.meanings)


def _is_function(meanings: tuple[Meaning, ...]) -> bool:
    return any(
        m.sort in (Sort.LIGHT, Sort.OPERATOR) and m.ref not in OPEN_CLASSES and not m.ref.startswith(FACTOR)
        for m in meanings
    )


def _is_closed(meanings: tuple[Meaning, ...]) -> bool:
    return all(meaning.sort in (Sort.LIGHT, Sort.OPERATOR) for meaning in meanings)


def particle_arcs(folded: Folded, language: Language) -> Iterable[Arc]:
    """Particles after a closing mark ("…'을"): they belong to what is quoted."""
    text = folded.text
    for position in range(1, len(text)):
        if text[position].isalnum() and not text[position - 1].isalnum() and not text[position - 1].isspace():
            tail = language.lexicon.tail(text, position)
            if tail is not None:
                yield Arc(position, tail[0], 1.1, (Meaning(Sort.LIGHT, "particle"),), None, tail[1], tail[2])


def best_path(text: str, arcs: list[Arc]) -> list[Arc]:
    """The cheapest tiling of ``text`` by arcs, marks and unread words (dynamic programming from left to right)."""
    by_start: dict[int, list[Arc]] = {}
    for arc in arcs:
        by_start.setdefault(arc.start, []).append(arc)
    size = len(text)
    best: list[tuple[float, Arc | None, int]] = [(float("inf"), None, 0)] * (size + 1)
    best[0] = (0.0, None, 0)
    for position in range(size):
        cost = best[position][0]
        if cost == float("inf"):
            continue
        for arc in by_start.get(position, ()):
            if cost + arc.cost < best[arc.end][0] - _EVEN:
                best[arc.end] = (cost + arc.cost, arc, position)
        for end, price in _fillers(text, position, by_start):
            if cost + price < best[end][0] - _EVEN:
                best[end] = (cost + price, Arc(position, end, price) if price else None, position)
    path: list[Arc] = []
    position = size
    while position > 0:
        _, step, previous = best[position]
        if step is not None:
            path.append(step)
        position = previous
    return path[::-1]


def _fillers(text: str, start: int, by_start: dict[int, list[Arc]]) -> Iterable[tuple[int, float]]:
    """Ways over ``start`` that read nothing: a space, a mark, an unread word or an unread beginning of one.

    Each with where it ends and what it costs; only a space is free.
    """
    char = text[start]
    if char.isspace():
        yield start + 1, 0.0
        return
    if not char.isalnum():
        yield start + 1, 0.01
        return
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "'"):
        end += 1
        if end in by_start and end < len(text) and text[end].isalnum() and not char.isascii():
            yield end, _UNREAD + _PER_LETTER * (end - start)
    yield end, _UNREAD + _PER_LETTER * (end - start)
