"""A text becomes items: every word accounted for as a mention, a cue, a value, an operator, or reported as unread.

All known stretches of the text form a lattice; the cheapest way through it is the reading (fewest unread words first,
then fewest stretches, so that the longest known names win). A misspelt word is repaired only if nothing else reads it
and exactly one known word lies within a strict distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from koreacoop.dates import Duration, Time
from koreacoop.folding import Folded, fold
from koreacoop.frozen import dataclass, replace
from koreacoop.grammar import OPEN_CLASSES
from koreacoop.language import Language, detect
from koreacoop.lexicon import Edge, Split
from koreacoop.model import Case, Item, Meaning, Reading, Sort, Value
from koreacoop.numbers import Kind, Number
from koreacoop.phrasing import phrased
from koreacoop.quantity import Quantity, point

_UNREAD = 8.0
_PER_LETTER = 0.3
_PIECE = 0.4  # a one-letter word, or one that begins inside another, is a worse reading than a whole word
_COMPOUND = 0.15
_NAME = 0.1  # "the" and "first session" are meant, not "the first" and "session"
_LED = 0.06  # "the" and "first year" are a better reading than "the first" and "year"
_EVEN = 1e-9  # of two ways that cost the same the one whose last stretch begins first is taken, however they add up
_PER_WORD = 0.03  # of two readings in as many stretches the one with the longer function word is meant
BOUNDS = frozenset({"at-least", "at-most", "above", "below"})
_COMPARING = {"above": "more-than", "below": "fewer-than"}
_BOUNDING = frozenset({"bounding"})
_RELATING = frozenset({"relating"})
_CLOSED = frozenset({"closed"})
_NOMINAL = frozenset({"nominal"})
_OWNER = frozenset({"owner"})
"""Of a name right behind a noun that a preposition leads ("on the sidelines of"): it tells whose that is."""
_SUPERLATIVE = frozenset({"superlative"})
"""Of a comparative without a word for "than", if a noun follows it in a language whose order of words tells that."""
_TWO = Decimal(2)
_FIRST_YEAR = 1000
_ENDS = frozenset({Case.FROM, Case.TO})
_PAST = frozenset({"participle"})
_WHOLE = 2
"""``Edge.base`` of a word met as it is."""
_ARTICLE = frozenset({"definite"})
_INTENT, _PLAN = frozenset({"intent"}), frozenset({"plan"})
_PREPOSITIONS = frozenset(case.value for case in Case if case)


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


def read(text: str, languages: Mapping[str, Language], repair: bool = True) -> Reading:
    """Read ``text`` in the language of its script; offsets of the items are code points of ``text`` as typed."""
    language = languages[detect(text, languages)]
    folded = fold(text)
    values = _values(text, language)
    arcs = [
        *_value_arcs(folded, values, language),
        *_edge_arcs(folded, language.lexicon.edges(folded.text)),
        *_particle_arcs(folded, language),
    ]
    items = _tiled(folded, text, arcs, values, language)
    repairs = _repairs(items, language) if repair else {}
    if repairs:
        edges = [
            edge for start, end, word in repairs.values() for edge in _as_written(folded, start, end, word, language)
        ]
        items = _tiled(folded, text, arcs + _edge_arcs(folded, edges), values, language)
    items = [
        _with_order(_with_ordinal(item, values), language)
        for item in _with_pairs(_rejoined(items, folded, language), language)
    ]
    return Reading(
        text=text,
        language=language.code,
        items=tuple(items),
        values=tuple(values),
        repaired=tuple((surface, word) for surface, (_, _, word) in repairs.items()),
        standard_first=language.standard_first,
    )


def _tiled(folded: Folded, text: str, arcs: list[_Arc], values: list[Value], language: Language) -> list[Item]:
    """The items of the cheapest way through a text; what would bound a number is read otherwise if none comes."""
    items = _items(folded, text, _best_path(folded.text, arcs), values, language)
    idle = {(item.start, item.end) for item in items if _may_bound(item) and _BOUNDING.isdisjoint(item.traits)}
    if not idle:
        return items
    spans = {(folded.folded_index(start), folded.folded_index(end)) for start, end in idle}
    otherwise = [_unbound(arc) if (arc.start, arc.end) in spans else arc for arc in arcs]
    kept = [arc for arc in otherwise if arc.meanings or arc.value is not None]
    return _items(folded, text, _best_path(folded.text, kept), values, language)


def _may_bound(item: Item) -> bool:
    return item.is_operator(*BOUNDS)


def _unbound(arc: _Arc) -> _Arc:
    """A stretch without what it would say of a number; a denial of several words is read word by word."""
    told = [Meaning(Sort.OPERATOR, _COMPARING.get(m.ref, "")) if _is_bound(m) else m for m in arc.meanings]
    return replace(arc, meanings=tuple(meaning for meaning in told if meaning.ref))


def _is_bound(meaning: Meaning) -> bool:
    return meaning.sort is Sort.OPERATOR and meaning.ref in BOUNDS


def _rejoined(items: list[Item], folded: Folded, language: Language) -> list[Item]:
    """The items; a verb whose subject parts it from the rest of its expression means what this means."""
    for split in _longest(language.lexicon.splits(folded.text)):
        (start, end), (first, last) = (
            (folded.source_start(a), folded.source_end(b)) for a, b in (split.first, split.rest)
        )
        verb = next((place for place, item in enumerate(items) if (item.start, item.end) == (start, end)), None)
        rest = [item for item in items if first <= item.start and item.end <= last]
        between = [item for item in items if end <= item.start and item.end <= first]
        met = bool(rest) and (rest[0].start, rest[-1].end) == (first, last)
        if verb is None or not met or not _names_somebody(between):
            continue
        if not any(item.has_content for item in rest):
            items[verb] = _with_preposition(items[verb], split.meanings)
            continue
        said = Item(first, last, folded.typed[first:last], (Meaning(Sort.LIGHT, "light"),))
        items = [
            _with_rest(item, split.meanings) if place == verb else said if item is rest[0] else item
            for place, item in enumerate(items)
            if item not in rest[1:]
        ]
    return items


def _longest(splits: list[Split]) -> list[Split]:
    """One expression for each verb: the longest, with what shorter ones that begin as it does mean."""
    by_verb: dict[tuple[int, int], list[Split]] = {}
    for split in splits:
        by_verb.setdefault(split.first, []).append(split)
    found = []
    for group in by_verb.values():
        longest = max(group, key=lambda split: (split.rest[1] - split.rest[0], -split.rest[0]))
        alike = [split for split in group if split.rest[0] == longest.rest[0]]
        meanings = dict.fromkeys(meaning for split in alike for meaning in split.meanings)
        found.append(replace(longest, meanings=tuple(meanings)))
    return found


def _with_rest(verb: Item, meanings: tuple[Meaning, ...]) -> Item:
    """A verb with what it means by its expression: it denies nothing that this tells."""
    kept = tuple(meaning for meaning in verb.meanings if meaning.flag != "denial")
    return replace(verb, meanings=tuple(dict.fromkeys((*meanings, *kept))))


def _with_preposition(verb: Item, meanings: tuple[Meaning, ...]) -> Item:
    """A verb with a preposition behind its subject that turns it: what it denies without that it tells with it."""
    told = any(meaning.sort is Sort.RELATION and not meaning.flag for meaning in meanings)
    denies = any(meaning.flag == "denial" for meaning in verb.meanings)
    return _with_rest(verb, meanings) if told and denies else verb


def _names_somebody(items: list[Item]) -> bool:
    """Whether some words are no more than a name, or a noun with an article and what goes with it."""
    nouns = all(item.means and item.value is None and not item.case and not _governor(item) for item in items)
    plain = [item for item in items if _ARTICLE.isdisjoint(item.traits)]
    acts = any(item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY) for item in plain)
    return (
        bool(items)
        and nouns
        and not acts
        and any(item.refs(Sort.ENTITY) or "definite" in item.traits for item in items)
    )


def _with_pairs(items: list[Item], language: Language) -> list[Item]:
    """The items; a noun in its form for two counts two, and a "two" right behind it says nothing more."""
    told: list[Item] = []
    for item in items:
        if item.value is None and item.means and language.is_pair(fold(item.surface).text.partition(" ")[0]):
            told.append(replace(item, value=Number(Kind.NUMBER, item.start, item.end, point(_TWO))))
        elif told and _is_two(item.value) and _is_two(told[-1].value) and told[-1].end + 1 == item.start:
            told.append(replace(item, value=None, meanings=(Meaning(Sort.LIGHT, "light"),)))
        else:
            told.append(item)
    return told


def _is_two(value: Value | None) -> bool:
    """Whether a value is two of something."""
    if isinstance(value, Number):
        return value.kind is Kind.NUMBER and value.quantity.low == value.quantity.high == _TWO
    return isinstance(value, Duration) and value.low == value.high == _TWO


def _with_ordinal(item: Item, values: list[Value]) -> Item:
    """A word that is read as a word ("the first"), with the ordinal that it says too as a trait."""
    if item.value is not None or not item.means:
        return item
    said = [
        value.quantity.low
        for value in values
        if isinstance(value, Number)
        and value.kind is Kind.ORDINAL
        and value.start >= item.start
        and value.end <= item.end
    ]
    named = item.refs(Sort.ENTITY)
    return replace(item, traits=item.traits | {f"ordinal:{said[0]}"}) if said and not named else item


def _with_order(item: Item, language: Language) -> Item:
    """A word of a relation, with traits for what the order of names around it tells, if the language has that."""
    order = language.word_order
    if order and item.means and not item.refs(Sort.ENTITY) and _last_word(item).startswith(tuple(order["closing"])):
        item = replace(item, traits=item.traits | _CLOSED)
    if not order or item.case or item.value is not None or item.refs(Sort.ENTITY) or not item.refs(Sort.RELATION):
        return item
    word = _last_word(item)
    if item.is_operator("more-than", "fewer-than") and not any(map(str.isspace, item.surface)):
        item = replace(item, traits=item.traits | _SUPERLATIVE)
    if not item.traits.isdisjoint(_ARTICLE | _NOMINAL):
        return item
    resumes = word.endswith(tuple(order["resuming"])) and word not in order["unresuming"]
    return replace(item, traits=item.traits | ({"ordered", "resuming"} if resumes else {"ordered"}))


def _last_word(item: Item) -> str:
    return item.surface.rpartition(" ")[2]


# -------------------------------------------------------------------------------------------------------------- values


def _values(text: str, language: Language) -> list[Value]:
    """Numbers, dates and durations; a number inside a date or a duration is that date's."""
    numbers = language.numbers.read(text)
    times = [time for time in language.dates.read(text) if not _begins_number(time, numbers)]
    return sorted([*times, *numbers], key=lambda value: (value.start, -value.end))


def _value_arcs(folded: Folded, values: list[Value], language: Language) -> Iterable[_Arc]:
    times = [value for value in values if not isinstance(value, Number)]
    for value in values:
        if isinstance(value, Number) and any(t.start < value.end and value.start < t.end for t in times):
            continue
        start, end = folded.folded_index(value.start), folded.folded_index(value.end)
        start, case, traits = language.lexicon.head(folded.text, start)
        traits |= _joined_on(value, folded.text[start:end], language)
        attached = value.attached if isinstance(value, Number) else None
        units = language.lexicon.meanings(attached) if attached else ()
        cost = 0.8 if not isinstance(value, Number) or value.kind is not Kind.NUMBER else 0.9
        yield _Arc(start, end, cost, units, value, case, traits)
        tail = language.lexicon.tail(folded.text, end)
        if tail is not None:
            yield _Arc(start, tail[0], cost, units, value, tail[1], traits | tail[2])


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


def _begins_number(time: Time | Duration, numbers: list[Number]) -> bool:
    """Whether what could be a year of few figures is the beginning of a number ("each year 400 million")."""
    if not isinstance(time, Time) or time.interval is None or time.interval.first is None:
        return False
    early = time.interval.first.year < _FIRST_YEAR
    return early and any(time.start <= number.start < time.end < number.end for number in numbers)


# ------------------------------------------------------------------------------------------------------------- lattice


def _edge_arcs(folded: Folded, edges: Iterable[Edge]) -> list[_Arc]:
    """Edges as arcs: what several edges say of one stretch is one arc; a closed-class word met as it is rules alone."""
    by_span: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        by_span.setdefault((edge.start, edge.end), []).append(edge)
    functions = {
        span for span, group in by_span.items() if any(edge.exact and _is_function(edge.meanings) for edge in group)
    }
    for (start, end), group in list(by_span.items()):
        said = any(not _is_closed(edge.meanings) for edge in group)
        if any(m.ref == "except" for edge in group for m in edge.meanings):
            continue  # "apart from" is not "apart"
        told = _relations(group)
        for middle in [m for s, m in by_span if s == start and m < end and _apart(folded.text, m, end, functions)]:
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


def _goes_on(folded: Folded, arc: _Arc) -> bool:
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


def _arc(folded: Folded, start: int, end: int, group: list[Edge]) -> _Arc:
    if len(group) > 1:
        group = _as_named(_without_homographs(folded, start, end, group))
        longest = max(edge.base for edge in group)
        group = [edge for edge in group if edge.base == longest or not _is_closed(edge.meanings)]
        group = _as_it_is(_without_relating(group))
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
    return _Arc(start, end, cost, meanings, None, plainest.case, plainest.traits | past)


def _without_homographs(folded: Folded, start: int, end: int, group: list[Edge]) -> list[Edge]:
    """A function word met as it is stands for nothing else, unless capitals make an acronym of it (WHO)."""
    functional = [edge for edge in group if edge.exact and _is_function(edge.meanings)]
    if not functional or " " in folded.text[start:end]:
        return group
    acronym = [edge for edge in group if any(meaning.sort is Sort.ENTITY for meaning in edge.meanings)]
    if acronym and folded.capitals(start, end) > 1:
        return acronym
    return functional


def _as_named(group: list[Edge]) -> list[Edge]:
    """A name met as it is stands for nothing that only taking affixes off would find in it (كندا, no call of "ندا").

    One that has its own end stands for no shorter name either (للآسيان, not آسيا).
    """
    if any(edge.unended and _is_named(edge) for edge in group):
        group = [edge for edge in group if edge.unended or not _is_named(edge)]
    least = 2 if any(edge.base == 2 and _is_named(edge) for edge in group) else 1
    plain = [edge for edge in group if edge.base >= least and not edge.case and edge.traits <= _ARTICLE]
    return plain if any(map(_is_named, plain)) else group


def _without_relating(group: list[Edge]) -> list[Edge]:
    """A word met as it is stands for nothing that only the noun would be that it may be an adjective of."""
    if not any(edge.base == _WHOLE and not _is_closed(edge.meanings) for edge in group):
        return group
    return [edge for edge in group if _RELATING.isdisjoint(edge.traits)]


def _as_it_is(group: list[Edge]) -> list[Edge]:
    """A word of a relation met as it is does not tell it from its other side by what taking affixes off would find."""
    straight = {m.ref for e in group if e.base == _WHOLE for m in e.meanings if m.sort is Sort.RELATION and not m.flag}
    if not straight or all(edge.base for edge in group):
        return group
    return [
        edge
        if edge.base
        else replace(edge, meanings=tuple(m for m in edge.meanings if m.flag != "inverse" or m.ref not in straight))
        for edge in group
    ]


def _acts(edge: Edge) -> bool:
    return any(meaning.sort is Sort.RELATION for meaning in edge.meanings)


def _is_named(edge: Edge) -> bool:
    return any(meaning.sort is Sort.ENTITY for meaning in edge.meanings)


def _is_function(meanings: tuple[Meaning, ...]) -> bool:
    return any(m.sort in (Sort.LIGHT, Sort.OPERATOR) and m.ref not in OPEN_CLASSES for m in meanings)


def _is_closed(meanings: tuple[Meaning, ...]) -> bool:
    return all(meaning.sort in (Sort.LIGHT, Sort.OPERATOR) for meaning in meanings)


def _particle_arcs(folded: Folded, language: Language) -> Iterable[_Arc]:
    """Particles after a closing mark ("…'을"): they belong to what is quoted."""
    text = folded.text
    for position in range(1, len(text)):
        if text[position].isalnum() and not text[position - 1].isalnum() and not text[position - 1].isspace():
            tail = language.lexicon.tail(text, position)
            if tail is not None:
                yield _Arc(position, tail[0], 1.1, (Meaning(Sort.LIGHT, "particle"),), None, tail[1], tail[2])


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
            if cost + arc.cost < best[arc.end][0] - _EVEN:
                best[arc.end] = (cost + arc.cost, arc, position)
        for end, price in _fillers(text, position, by_start):
            if cost + price < best[end][0] - _EVEN:
                best[end] = (cost + price, _Arc(position, end, price) if price else None, position)
    path: list[_Arc] = []
    position = size
    while position > 0:
        _, step, previous = best[position]
        if step is not None:
            path.append(step)
        position = previous
    return path[::-1]


def _fillers(text: str, start: int, by_start: dict[int, list[_Arc]]) -> Iterable[tuple[int, float]]:
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


def _items(folded: Folded, text: str, path: list[_Arc], values: list[Value], language: Language) -> list[Item]:
    items, objects_follow = [], language.objects_follow
    for arc in path:
        start, end = folded.source_start(arc.start), folded.source_end(arc.end)
        surface = text[start:end]
        if not arc.meanings and arc.value is None and not any(char.isalnum() for char in surface):
            mark = folded.text[arc.start : arc.end]
            items.append(Item(start, end, surface, (Meaning(Sort.LIGHT, "mark", mark),)))
            continue
        items.append(Item(start, end, surface, arc.meanings, arc.value, arc.case, arc.traits))
    governed = _governed(_intended(_strengthened(items)), objects_follow)
    return phrased(_corrected(_bounded(governed, values), objects_follow), text, language.resolve)


def _strengthened(items: list[Item]) -> list[Item]:
    """What may strengthen a denial, with nothing behind it that it could stand before ("has not yet"), says nothing."""
    denied, told = False, []
    for item, following in zip(items, [*items[1:], None], strict=False):
        idle = following is None or not (following.has_content or following.unread)
        strengthens = denied and idle and item.is_operator("after") and item.has_flag("reinforcer")
        told.append(replace(item, meanings=(Meaning(Sort.LIGHT, "light"),)) if strengthens else item)
        denied = denied or item.is_operator("not")
    return told


def _intended(items: list[Item]) -> list[Item]:
    """What is meant to be done, right before "do": it is planned, and no purpose of something else."""
    return [
        replace(item, traits=(item.traits - _INTENT) | _PLAN)
        if item.traits & _INTENT
        and following is not None
        and following.traits
        and "function" in following.refs(Sort.LIGHT)
        else item
        for item, following in zip(items, [*items[1:], None], strict=False)
    ]


def _bounded(items: list[Item], values: list[Value]) -> list[Item]:
    """A bound that stands apart from its number ("لا يقل عدد الدول عن مئة") is carried on to it."""
    waiting, out = -1, []
    for place, item in enumerate(items):
        waiting = place if _may_bound(item) else waiting
        number = _plain_number(item, values) if waiting >= 0 else None
        if number is None or not _governs(items[waiting], items[place - 1]):
            out.append(item)
            continue
        bound = next(meaning for meaning in items[waiting].meanings if _is_bound(meaning))
        out[waiting] = replace(out[waiting], meanings=(bound,), traits=out[waiting].traits | _BOUNDING)
        out.append(replace(item, value=replace(number, quantity=_with_bound(number.quantity, bound.ref))))
        waiting = -1
    return out


def _governs(bound: Item, before: Item) -> bool:
    """Whether a word bounds a number with ``before`` in front of it: some do only with a preposition there."""
    if bound.has_flag("reaching"):
        return before.is_operator("to")
    return not bound.has_flag("linked") or before.has_flag("link")


def _plain_number(item: Item, values: list[Value]) -> Number | None:
    """The number that may be bounded; one that an article makes an ordinal too ("العشرين") is the number."""
    found = item.value
    if not isinstance(found, Number):
        return None
    if found.kind is Kind.ORDINAL:
        said = [value for value in values if isinstance(value, Number) and value.kind is Kind.NUMBER]
        found = next((value for value in said if (value.start, value.end) == (found.start, found.end)), found)
    return found if found.kind in (Kind.NUMBER, Kind.MONEY) and found.quantity.is_point() else None


def _with_bound(quantity: Quantity, bound: str) -> Quantity:
    low, high = (quantity.low, None) if bound in ("at-least", "above") else (None, quantity.high)
    return Quantity(low, high, low_open=bound == "above", high_open=bound == "below")


def _corrected(items: list[Item], after_auxiliary: bool) -> list[Item]:
    """ "In Seoul, not Busan": a negation between two mentions denies the second one only.

    ``after_auxiliary``: a clause is denied after its auxiliary ("did not"), so that "not" after anything else corrects.
    """
    changed = []
    for index, item in enumerate(items):
        if not item.is_operator("not"):
            changed.append(item)
            continue
        previous = next((other for other in items[:index][::-1] if not other.refs(Sort.LIGHT)), None)
        following = next((other for other in items[index + 1 :] if other.has_content), None)
        flags = {m.flag for m in item.meanings if m.sort is Sort.OPERATOR and m.ref == "not"}
        paired = any(m.flag == "plain" for other in items[index + 1 :] for m in other.meanings)  # "neither A nor B"
        either = "either" in flags and not paired and "plain" not in flags and "and" not in item.traits
        neighbour = next((other for other in items[:index][::-1] if not _is_mark(other)), item)
        beside = index > 0 and after_auxiliary and neighbour.has_content
        corrects = following is not None and (_names(following) or beside)
        if either and previous is not None and previous.has_content and corrects:
            changed.append(replace(item, meanings=(Meaning(Sort.OPERATOR, "but-not"),)))
        else:
            changed.append(item)
    return changed


def _is_mark(item: Item) -> bool:
    return any(meaning.ref == "mark" for meaning in item.meanings)


def _names(item: Item) -> bool:
    return (
        item.value is not None
        or bool(item.refs(Sort.ENTITY))
        or (bool(item.refs(Sort.CONCEPT)) and not item.refs(Sort.RELATION))
    )


def _governor(item: Item) -> str:
    """The case that a preposition gives, alone or as the last word of a longer expression."""
    alone = (ref for ref in item.refs(Sort.OPERATOR) if ref in _PREPOSITIONS)
    within = (trait.removeprefix("governs:") for trait in sorted(item.traits) if trait.startswith("governs:"))
    return next(iter((*alone, *within)), "")


def _governed(items: list[Item], objects_follow: bool) -> list[Item]:
    """Mentions after a preposition take its case, up to the next word that is none; after a verb, the object's."""
    case = Case.NONE
    governed = []
    for index, item in enumerate(items):
        governor = _governor(item)
        named = item.refs(Sort.ENTITY) or (case in _ENDS and item.refs(Sort.CONCEPT))
        placed = case is not Case.IN or not _owns(items, index)  # "on Seoul's behalf"
        takes = case if not governor and named and not item.case and placed else Case.NONE
        owned = _OWNER if named and not item.case and _is_led(items, index) else frozenset()
        governed.append(replace(item, case=takes or item.case, traits=item.traits | owned) if takes or owned else item)
        if governor:
            case = Case(governor)
        elif item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY):
            case = Case.OBJECT if objects_follow and "participle" in item.traits else Case.NONE
        elif takes or isinstance(item.value, Time) or _closes(items, index):
            case = Case.NONE
    return governed


def _is_led(items: list[Item], index: int) -> bool:
    """Whether a mention stands right behind a noun that a preposition leads."""
    return index > 0 and not _NOMINAL.isdisjoint(items[index - 1].traits)


def _owns(items: list[Item], index: int) -> bool:
    """Whether a mention is a possessor, told by a suffix that is a word of its own."""
    return index + 1 < len(items) and items[index + 1].start == items[index].end and items[index + 1].is_operator("of")


def _closes(items: list[Item], index: int) -> bool:
    """Whether what a preposition governs ends with a word."""
    item = items[index]
    return bool(item.refs(Sort.OPERATOR) or item.refs(Sort.ENTITY)) or _ends_phrase(items, index)


def _ends_phrase(items: list[Item], index: int) -> bool:
    """Whether a noun fills a preposition ("on the globe"): no name follows it that it could describe."""
    described = index + 1 < len(items) and bool(items[index + 1].refs(Sort.ENTITY))
    return items[index].means and not described


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
