"""What is wrong with a fact pack, and how much of its sources it covers.

Each check is a small function from a store to problems; what a single record shows of itself is found by ``records``
when the pack is loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from koreacoop.folding import key
from koreacoop.frozen import dataclass
from koreacoop.model import Fact, Names, Origin, Problem, Relation, Statement
from koreacoop.pack import Store
from koreacoop.quantity import Comparison, compare
from koreacoop.records import QUALIFIERS
from koreacoop.search import sentences
from koreacoop.world import World

SLOTS = frozenset({"subject", "object", "when", "quantity", "ordinal", *QUALIFIERS})
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)

Check = Callable[[Store], Iterable[Problem]]


def problems(store: Store) -> list[Problem]:
    """All problems of a pack: those met when it was loaded, then those of its records together."""
    return [*store.problems, *(problem for check in CHECKS for problem in check(store))]


def _problem(store: Store, record: str, code: str, message: str) -> Problem:
    return Problem(Origin(store.origins.get(record, str(store.root)), record), code, message)


# ---------------------------------------------------------------------------------------------------------- references


@dataclass(frozen=True, slots=True)
class _Reference:
    """An id that a record names, and the slot in which it stands."""

    record: str
    slot: str
    ref: str


def check_references(store: Store) -> Iterator[Problem]:
    """Every id that a record names is that of a record of the right kind."""
    things = store.entities.keys() | store.concepts.keys()
    yield from _unknown(store, _slot_references(store), things, "entity or concept")
    yield from _unknown(store, _predicate_references(store), store.relations.keys(), "relation")
    yield from _unknown(store, _concept_references(store), store.concepts.keys(), "concept")


def _unknown(store: Store, references: Iterable[_Reference], known: Set[str], kind: str) -> Iterator[Problem]:
    for reference in references:
        if reference.ref not in known:
            message = f"{reference.slot}: no {kind} {reference.ref!r}"
            yield _problem(store, reference.record, "unknown-reference", message)


def _slot_references(store: Store) -> Iterator[_Reference]:
    for entity in store.entities.values():
        yield from _all(entity.id, entity.links)
    for fact in store.facts.values():
        said = fact.statement
        units = tuple(count.unit for count in said.counts)
        slots = {"subject": said.subject, "object": said.object, "unit": units, "excludes": fact.excludes}
        yield from _all(fact.id, slots | dict(said.qualifiers))


def _predicate_references(store: Store) -> Iterator[_Reference]:
    for fact in store.facts.values():
        yield _Reference(fact.id, "predicate", fact.statement.predicate)
    for relation in store.relations.values():
        yield from _all(relation.id, {"implies": relation.implies})


def _concept_references(store: Store) -> Iterator[_Reference]:
    for concept in store.concepts.values():
        yield from _all(concept.id, {"opposite": concept.opposite, "broader": concept.broader})


def _all(record: str, slots: Mapping[str, tuple[str, ...]]) -> Iterator[_Reference]:
    return (_Reference(record, slot, ref) for slot, refs in slots.items() for ref in refs)


def check_slots(store: Store) -> Iterator[Problem]:
    """What a relation declares to hold one value is a slot."""
    for relation in store.relations.values():
        for slot in sorted(relation.single - SLOTS):
            yield _problem(store, relation.id, "unknown-slot", f"single: no slot {slot!r}")


def check_kinds(store: Store) -> Iterator[Problem]:
    """No id is that of two kinds of records: a slot or ``show`` could not tell which is meant."""
    kinds: dict[str, Iterable[str]] = {"source": store.sources, "entity": store.entities, "relation": store.relations}
    kinds |= {"concept": store.concepts, "fact": store.facts}
    owners: dict[str, list[str]] = {}
    for kind, records in kinds.items():
        for record in records:
            owners.setdefault(record, []).append(kind)
    for record, found in owners.items():
        if len(found) > 1:
            yield _problem(store, record, "two-kinds", f"the id is that of a record of each kind: {', '.join(found)}")


# --------------------------------------------------------------------------------------------------- dates and values


def check_dates(store: Store) -> Iterator[Problem]:
    """Facts are dated within the range that the program is made for."""
    for fact in store.facts.values():
        for slot, when in (("when", fact.statement.when), ("as_of", fact.statement.as_of)):
            days = (when.first, when.last) if when is not None else ()
            if any(day is not None and not EARLIEST <= day <= LATEST for day in days):
                yield _problem(store, fact.id, "date-range", f"{slot}: not within {EARLIEST.year} to {LATEST.year}")


def check_single_values(store: Store) -> Iterator[Problem]:
    """A slot that holds one value holds no two: of one event, or at one time."""
    world = World(store.entities, store.relations, store.concepts, "")
    for relation in store.relations.values():
        stated = [
            fact for fact in store.facts.values() if fact.statement.predicate == relation.id and not fact.inferred
        ]
        for one, other in combinations(stated, 2):
            for slot in sorted(relation.single & SLOTS):
                if _one_case(one, other, slot, relation) and _two_values(one.statement, other.statement, slot, world):
                    message = f"{slot}: not the value of {one.id!r}, and only one can be"
                    yield _problem(store, other.id, "two-values", message)


def _one_case(one: Fact, other: Fact, slot: str, relation: Relation) -> bool:
    """Whether two facts speak of one thing: all alike but for ``slot``, and at one time."""
    first, second = one.statement, other.statement
    if first.affirmed != second.affirmed or one.planned != other.planned:
        return False
    if any(getattr(first, name) != getattr(second, name) for name in ("subject", "object") if name != slot):
        return False
    if slot == "subject" and not first.object:
        return False
    particulars = (first.qualifiers.keys() & second.qualifiers.keys()) - relation.single
    alike = all(first.qualifiers[name] == second.qualifiers[name] for name in particulars)
    return alike and (slot == "when" or _one_time(first, second))


def _one_time(one: Statement, other: Statement) -> bool:
    """Whether two statements are of the same time, as far as they are dated."""
    first, second = one.when or one.as_of, other.when or other.as_of
    return first.overlaps(second) if first and second else first is second


def _two_values(one: Statement, other: Statement, slot: str, world: World) -> bool:
    """Whether the statements fill ``slot`` with values that cannot both be."""
    if slot == "when":
        return one.when is not None and other.when is not None and one.when.disjoint(other.when)
    if slot == "quantity":
        return _two_counts(one, other)
    if slot == "ordinal":
        return one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal
    first, second = _refs(one, slot), _refs(other, slot)
    return bool(first and second) and not any(world.overlap(ref, value) for ref in first for value in second)


def _two_counts(one: Statement, other: Statement) -> bool:
    others = {count.unit: count.quantity for count in other.counts}
    shared = [(count.quantity, others[count.unit]) for count in one.counts if count.unit in others]
    return any(compare(claimed, recorded) is Comparison.FAILS for claimed, recorded in shared)


def _refs(said: Statement, slot: str) -> tuple[str, ...]:
    refs: tuple[str, ...] = getattr(said, slot) if slot in ("subject", "object") else said.qualifiers.get(slot, ())
    return refs


# --------------------------------------------------------------------------------------------------------------- words


def check_names(store: Store) -> Iterator[Problem]:
    """A name stands for one entity; a word that may stand for several is a metonym or an adjective of each."""
    owners: dict[tuple[str, str], str] = {}
    for entity in store.entities.values():
        for language, names in entity.names.items():
            for name in names:
                owner = owners.setdefault((language, key(name)), entity.id)
                if owner != entity.id:
                    yield _problem(store, entity.id, "shared-name", f"{name!r} ({language}) is a name of {owner!r} too")


def check_cues(store: Store) -> Iterator[Problem]:
    """No word both asserts a relation and denies it. A word may well be a cue of several relations."""
    for relation in store.relations.values():
        for language, denials in relation.denials.items():
            asserting = _forms(relation.cues, language) | _forms(relation.inverse, language)
            for word in denials:
                if asserting & set(key(word).split("/")):
                    yield _problem(store, relation.id, "cue-denies", f"{word!r} ({language}) is a cue and a denial")


def _forms(words: Names, language: str) -> set[str]:
    return {form for word in words.get(language, ()) for form in key(word).split("/")}


def check_repeats(store: Store) -> Iterator[Problem]:
    """A word is listed once in its list."""
    for record, table, words in _word_lists(store):
        for language, listed in words.items():
            for word, times in Counter(listed).items():
                if times > 1:
                    message = f"{table}: {word!r} ({language}) is listed {times} times"
                    yield _problem(store, record, "repeated-word", message)


def _word_lists(store: Store) -> Iterator[tuple[str, str, Names]]:
    rows: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...] = (
        (store.entities, ("names", "metonyms", "adjectives")),
        (store.relations, ("cues", "inverse", "denials")),
        (store.concepts, ("words",)),
        (store.facts, ("paraphrases",)),
    )
    for records, tables in rows:
        for record in records.values():
            for table in tables:
                yield record.id, table, getattr(record, table)


# --------------------------------------------------------------------------------------------------------------- files


def check_order(store: Store) -> Iterator[Problem]:
    """The records of a file stand in the order of their ids."""
    for records in (store.sources, store.entities, store.relations, store.concepts, store.facts):
        by_file: dict[str, list[str]] = {}
        for record in records:
            by_file.setdefault(store.origins[record], []).append(record)
        for ids in by_file.values():
            for one, other in pairwise(ids):
                if other < one:
                    yield _problem(store, other, "unsorted", f"stands after {one!r}")


def check_omissions(store: Store) -> Iterator[Problem]:
    """What is listed as not checkable stands in its source, once."""
    for omission in store.omissions:
        origin = Origin(str(Path(store.root) / "coverage"), omission.source)
        text = store.texts.get(omission.source)
        if text is None:
            yield Problem(origin, "unknown-source", f"no source {omission.source!r}")
        elif omission.quote not in text:
            yield Problem(origin, "quote-not-found", f"not in {omission.source}: {omission.quote}")
        elif text.find(omission.quote) != text.rfind(omission.quote):
            yield Problem(origin, "quote-twice", f"more than once in {omission.source}: {omission.quote}")


CHECKS: Sequence[Check] = (
    check_references,
    check_slots,
    check_kinds,
    check_dates,
    check_single_values,
    check_names,
    check_cues,
    check_repeats,
    check_order,
    check_omissions,
)


# ------------------------------------------------------------------------------------------------------------ coverage


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How many sentences of a source are cited by a fact, or listed as not checkable; ``open`` are the others."""

    source: str
    sentences: int
    cited: int
    omitted: int
    open: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of sentences that are accounted for; 1 for a source without any."""
        return 1 - len(self.open) / self.sentences if self.sentences else 1.0


def coverage(store: Store) -> list[SourceCoverage]:
    """What of each source is accounted for, sentence by sentence."""
    return [_covered(store, source) for source in store.sources]


def _covered(store: Store, source: str) -> SourceCoverage:
    text = store.texts[source]
    cited = [citation for fact in store.facts.values() for citation in fact.citations if citation.source == source]
    quoted = [(citation.start, citation.end) for citation in cited if citation.start >= 0]
    quotes = [omission.quote for omission in store.omissions if omission.source == source]
    listed = [(start, start + len(quote)) for quote in quotes if (start := text.find(quote)) >= 0]
    passages = list(sentences(text, source))
    rest = [passage for passage in passages if not _meets(passage.start, passage.end, quoted)]
    open_ = tuple(passage.text for passage in rest if not _meets(passage.start, passage.end, listed))
    return SourceCoverage(source, len(passages), len(passages) - len(rest), len(rest) - len(open_), open_)


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
