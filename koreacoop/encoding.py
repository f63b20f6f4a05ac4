"""Records as rows of plain data, and back: what a compiled pack keeps of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from koreacoop.hints import Any
from koreacoop.interval import Interval, Precision, parse_edtf
from koreacoop.model import Citation, Concept, Count, Entity, Fact, Names, Relation, Source, Statement
from koreacoop.profiles import Profile, own_refs, slots_of
from koreacoop.quantity import Quantity
from koreacoop.world import World

Row = list[Any]


def _lists(words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in words.items()}


def _names(row: Mapping[str, Sequence[str]]) -> Names:
    return {name: tuple(texts) for name, texts in row.items()}


def entity_row(item: Entity) -> Row:
    """An entity as plain data."""
    names = (item.names, item.metonyms, item.adjectives, item.links)
    return [item.id, item.kind, *map(_lists, names), item.complete]


def entity(row: Row) -> Entity:
    """What ``entity_row`` gave, as an entity again."""
    ref, kind, names, metonyms, adjectives, links, complete = row
    return Entity(ref, kind, _names(names), _names(metonyms), _names(adjectives), _names(links), complete)


def relation_row(item: Relation) -> Row:
    """A relation as plain data."""
    words = map(_lists, (item.cues, item.inverse, item.denials))
    return [item.id, dict(item.label), *_meant_by(item), *words]


def predicate_row(item: Relation) -> Row:
    """What judging asks of a relation, as plain data: its words are many, and were read already."""
    return [item.id, {}, *_meant_by(item), {}, {}, {}]


def _meant_by(item: Relation) -> Row:
    flags = item.directed, item.identity, item.distinct
    return [item.aspect, sorted(item.single), *flags, list(item.implies)]


def relation(row: Row) -> Relation:
    """What ``relation_row`` or ``predicate_row`` gave, as a relation again."""
    ref, label, aspect, single, directed, identity, distinct, implies, *words = row
    cues, inverse, denials = map(_names, words)
    return Relation(
        ref, label, aspect, frozenset(single), directed, identity, distinct, tuple(implies), cues, inverse, denials
    )


def concept_row(item: Concept) -> Row:
    """A concept as plain data."""
    return [item.id, item.gloss, _lists(item.words), list(item.opposite), list(item.broader)]


def concept(row: Row) -> Concept:
    """What ``concept_row`` gave, as a concept again."""
    ref, gloss, words, opposite, broader = row
    return Concept(ref, gloss, _names(words), tuple(opposite), tuple(broader))


def source_row(item: Source) -> Row:
    """A source as plain data."""
    return [item.id, item.file, item.sha256, item.language, dict(item.title), item.publisher, item.dated_by]


def source(row: Row) -> Source:
    """What ``source_row`` gave, as a source again."""
    return Source(*row)


def fact_row(item: Fact) -> Row:
    """A fact as plain data."""
    said = item.statement
    counts = [[_quantity_row(count.quantity), count.unit] for count in said.counts]
    return [
        item.id,
        [list(said.subject), said.predicate, list(said.object), counts, said.ordinal],
        _lists(said.qualifiers),
        said.affirmed,
        [[cited.source, cited.quote, cited.start, cited.end] for cited in item.citations],
        dict(item.text),
        _lists(item.paraphrases),
        [item.when_edtf, item.as_of_edtf],
        [item.complete, item.planned, item.inferred, list(item.excludes), item.note],
    ]


def fact(row: Row) -> Fact:
    """What ``fact_row`` gave, as a fact again."""
    ref, (subject, predicate, object_, counts, ordinal), qualifiers, affirmed, cited, text, others, dates, rest = row
    when, as_of = dates
    complete, planned, inferred, excludes, note = rest
    statement = Statement(
        tuple(subject),
        predicate,
        tuple(object_),
        parse_edtf(when) if when else None,
        parse_edtf(as_of) if as_of else None,
        tuple(Count(_quantity(quantity), unit) for quantity, unit in counts),
        ordinal,
        _names(qualifiers),
        affirmed,
    )
    citations = tuple(Citation(*row) for row in cited)
    return Fact(
        ref,
        statement,
        citations,
        text,
        _names(others),
        when,
        as_of,
        complete,
        planned,
        inferred,
        tuple(excludes),
        note,
    )


def _quantity_row(item: Quantity) -> Row:
    low, high, step = (None if value is None else str(value) for value in (item.low, item.high, item.step))
    bounds = [item.low_open, item.high_open, item.approximate, item.exact, item.vague]
    return [low, high, *bounds, step, item.course, item.change]


def _quantity(row: Row) -> Quantity:
    low, high, low_open, high_open, approximate, exact, vague, step, course, change = row
    return Quantity(
        _decimal(low), _decimal(high), low_open, high_open, approximate, exact, vague, _decimal(step), course, change
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def interval_row(item: Interval) -> Row:
    """An interval as plain data."""
    return [None if end is None else end.isoformat() for end in (item.first, item.last)] + [item.precision.value]


def interval(row: Row) -> Interval:
    """What ``interval_row`` gave, as an interval again."""
    first, last, precision = row
    return Interval(_date(first), _date(last), Precision(precision))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def kin_row(ref: str, world: World) -> Row:
    """What a world says of an id, as plain data: its kind, then the sets that hold what it is near to."""
    near = (world.classes(ref), world.above(ref), world.members(ref), world.groups(ref), world.opposites(ref))
    return [world.kind(ref), *map(sorted, near), sorted(world.called(ref) - world.classes(ref))]


class Kin:
    """What a world says of an id."""

    __slots__ = ("above", "called", "classes", "groups", "kind", "members", "opposites")

    def __init__(self, kind: str, *near: frozenset[str]) -> None:
        self.kind = kind
        self.classes, self.above, self.members, self.groups, self.opposites, besides = near
        self.called = self.classes | besides


def kin(row: Row) -> Kin:
    """What ``kin_row`` gave, as sets again."""
    kind, *near = row
    return Kin(kind, *map(frozenset, near))


def stranger(ref: str) -> Kin:
    """What is said of a relation, or of an id that nothing records."""
    none: frozenset[str] = frozenset()
    return Kin("", frozenset({ref}), frozenset({ref}), none, none, none, none)


def _judged_row(item: Fact) -> Row:
    """What judging asks of a fact, as plain data: forty facts are looked at for each claim, and few are shown."""
    said = item.statement
    counts = [[_quantity_row(count.quantity), count.unit] for count in said.counts]
    times = [None if when is None else interval_row(when) for when in (said.when, said.as_of)]
    return [
        item.id,
        [list(said.subject), said.predicate, list(said.object), counts, said.ordinal],
        _lists(said.qualifiers),
        said.affirmed,
        [*times, item.when_edtf, item.as_of_edtf],
        [item.complete, item.planned, list(item.excludes)],
    ]


def _judged(row: Row) -> Fact:
    """What ``_judged_row`` gave, as a fact without its wordings and citations."""
    ref, (subject, predicate, object_, counts, ordinal), qualifiers, affirmed, dates, rest = row
    when, as_of, when_edtf, as_of_edtf = dates
    complete, planned, excludes = rest
    statement = Statement(
        tuple(subject),
        predicate,
        tuple(object_),
        when and interval(when),
        as_of and interval(as_of),
        tuple(Count(_quantity(quantity), unit) for quantity, unit in counts),
        ordinal,
        _names(qualifiers),
        affirmed,
    )
    return Fact(ref, statement, (), {}, {}, when_edtf, as_of_edtf, complete, planned, "", tuple(excludes))


def profile_row(item: Profile) -> Row:
    """What reading found of a fact and what judging asks of it, as plain data."""
    found = (item.explained, item.relations, item.core, item.operators, item.undated, item.heads)
    identified = [interval_row(when) for when in item.identified]
    spans = sorted((interval_row(when) for when in item.spans), key=str)
    return [_judged_row(item.fact), *map(sorted, found), identified, spans]


def profile(row: Row) -> Profile:
    """What ``profile_row`` gave, as a profile again; its fact has no wordings and citations."""
    fields, *found, identified, spans = row
    recorded = _judged(fields)
    explained, relations, core, operators, undated, heads = map(frozenset, found)
    return Profile(
        recorded,
        slots_of(recorded),
        explained,
        own_refs(recorded),
        relations,
        core,
        operators,
        tuple(map(interval, identified)),
        frozenset(map(interval, spans)),
        undated,
        heads,
    )
