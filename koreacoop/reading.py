"""A text becomes items: every word accounted for as a mention, a cue, a value, an operator, or reported as unread.

All known stretches of the text form a lattice; the cheapest way through it is the reading (fewest unread words first,
then fewest stretches, so that the longest known names win). A misspelt word is repaired only if nothing else reads it
and exactly one known word lies within a strict distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from koreacoop.dates import Time
from koreacoop.folding import Folded, fold
from koreacoop.frozen import dataclass, replace
from koreacoop.grammar import OPEN_CLASSES
from koreacoop.language import Language, detect
from koreacoop.lexicon import Edge
from koreacoop.model import Case, Item, Meaning, Reading, Sort, Value
from koreacoop.numbers import Kind, Number
from koreacoop.phrasing import phrased
from koreacoop.quantity import Quantity

_UNREAD = 8.0
_PER_LETTER = 0.3
_PIECE = 0.4  # a one-letter word, or one that begins inside another, is a worse reading than a whole word
_COMPOUND = 0.15
_NAME = 0.1  # "the" and "first session" are meant, not "the first" and "session"
_LED = 0.06  # "the" and "first year" are a better reading than "the first" and "year"
_EVEN = 1e-9  # of two ways that cost the same the one whose last stretch begins first is taken, however they add up
_PER_WORD = 0.03  # of two readings in as many stretches the one with the longer function word is meant
BOUNDS = frozenset({"at-least", "at-most", "above", "below"})
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
    items = _items(folded, text, _best_path(folded.text, arcs), language)
    repairs = _repairs(items, language) if repair else {}
    if repairs:
        edges = [
            edge for start, end, word in repairs.values() for edge in _as_written(folded, start, end, word, language)
        ]
        items = _items(folded, text, _best_path(folded.text, arcs + _edge_arcs(folded, edges)), language)
    items = [_with_order(_with_ordinal(item, values), language) for item in items]
    return Reading(
        text=text,
        language=language.code,
        items=tuple(items),
        values=tuple(values),
        repaired=tuple((surface, word) for surface, (_, _, word) in repairs.items()),
        standard_first=language.standard_first,
    )


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
    if not order or item.case or item.value is not None or item.refs(Sort.ENTITY) or not item.refs(Sort.RELATION):
        return item
    word = item.surface.rpartition(" ")[2]
    if not item.traits.isdisjoint(_ARTICLE):
        return item
    resumes = word.endswith(tuple(order["resuming"])) and word not in order["unresuming"]
    return replace(item, traits=item.traits | ({"ordered", "resuming"} if resumes else {"ordered"}))


# -------------------------------------------------------------------------------------------------------------- values


def _values(text: str, language: Language) -> list[Value]:
    """Numbers, dates and durations; a number inside a date or a duration is that date's."""
    times = language.dates.read(text)
    numbers = language.numbers.read(text)
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
    arcs = [_arc(folded, start, end, group) for (start, end), group in by_span.items()]
    arcs = [
        replace(arc, cost=arc.cost + _LED) if arc.start in led and (arc.start, arc.end) not in auxiliaries else arc
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
        group = _as_it_is([edge for edge in group if edge.base == longest or not _is_closed(edge.meanings)])
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
    """A name met as it is stands for nothing that only taking affixes off would find in it (كندا, no call of "ندا")."""
    least = 2 if any(edge.base == 2 and _is_named(edge) for edge in group) else 1
    plain = [edge for edge in group if edge.base >= least and not edge.case and edge.traits <= _ARTICLE]
    return plain if any(map(_is_named, plain)) else group


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


def _items(folded: Folded, text: str, path: list[_Arc], language: Language) -> list[Item]:
    items, objects_follow = [], language.objects_follow
    for arc in path:
        start, end = folded.source_start(arc.start), folded.source_end(arc.end)
        surface = text[start:end]
        if not arc.meanings and arc.value is None and not any(char.isalnum() for char in surface):
            mark = folded.text[arc.start : arc.end]
            items.append(Item(start, end, surface, (Meaning(Sort.LIGHT, "mark", mark),)))
            continue
        items.append(Item(start, end, surface, arc.meanings, arc.value, arc.case, arc.traits))
    read = _corrected(_bounded(_governed(_intended(_strengthened(items)), objects_follow)), objects_follow)
    return phrased(read, text, language.resolve)


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


def _bounded(items: list[Item]) -> list[Item]:
    """A bound that stands apart from its number ("لا يقل عدد الدول عن مئة") is carried on to it."""
    bound, out = "", []
    for item in items:
        bound = next((ref for ref in item.refs(Sort.OPERATOR) if ref in BOUNDS), bound)
        value = item.value
        if (
            bound
            and isinstance(value, Number)
            and value.kind in (Kind.NUMBER, Kind.MONEY)
            and value.quantity.is_point()
        ):
            out.append(replace(item, value=replace(value, quantity=_with_bound(value.quantity, bound))))
            bound = ""
        else:
            out.append(item)
    return out


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
        governed.append(replace(item, case=takes) if takes else item)
        if governor:
            case = Case(governor)
        elif item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY):
            case = Case.OBJECT if objects_follow and "participle" in item.traits else Case.NONE
        elif takes or isinstance(item.value, Time) or _closes(items, index):
            case = Case.NONE
    return governed


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
