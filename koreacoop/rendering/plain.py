"""Results as plain data: what the machine formats print and what people's formats are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from koreacoop.dates import to_values as time_values
from koreacoop.frozen import dataclass
from koreacoop.hints import TYPE_CHECKING, Any
from koreacoop.model import (
    Citation,
    Concept,
    Entity,
    Evidence,
    Fact,
    Item,
    Meaning,
    Part,
    Problem,
    Reading,
    Relation,
    Sort,
    Source,
    Step,
    Verdict,
)
from koreacoop.numbers import Number
from koreacoop.numbers import to_value as number_value
from koreacoop.quantity import Quantity

if TYPE_CHECKING:
    from koreacoop.lookup import Found
    from koreacoop.pack import Store
    from koreacoop.search import Passage
    from koreacoop.showing import Record
    from koreacoop.timeline import Event
    from koreacoop.validation import SourceCoverage

Data = dict[str, Any]


# -------------------------------------------------------------------------------------------------- names and wordings


def first(words: Mapping[str, str], language: str) -> str:
    """What ``words`` hold for a language, or for any if they lack that one."""
    return words.get(language) or next(iter(words.values()), "")


def name(record: Entity, language: str) -> str:
    """The name of an entity in a language, or in any if it lacks that one."""
    return first({code: names[0] for code, names in record.names.items() if names}, language) or record.id


def label(relation: str, store: Store, language: str) -> str:
    """The label of a relation."""
    known = store.relations.get(relation)
    return first(known.label, language) if known else relation


def wording(recorded: Fact, language: str) -> str:
    """The wording of a fact."""
    return first(recorded.text, language) or recorded.id


def dated(recorded: Fact) -> str:
    """The date of a fact as recorded: an event's, or "as of" one; "" if nothing dates it."""
    return recorded.when_edtf or (f"as of {recorded.as_of_edtf}" if recorded.as_of_edtf else "")


def standing(recorded: Fact) -> str:
    """What keeps a fact from being plainly stated by a source: planned, inferred."""
    return ", ".join(word for word, holds in (("planned", recorded.planned), ("inferred", recorded.inferred)) if holds)


def kind(record: Record) -> str:
    """What kind of record this is: fact, entity, relation, concept or source."""
    return type(record).__name__.lower()


def file_of(source: str, store: Store) -> str:
    """The path of a source's text inside its pack."""
    return f"seeds/{store.sources[source].file}" if source in store.sources else ""


def union(facts: Mapping[str, Sequence[Fact]]) -> list[Fact]:
    """The facts about several entities, each once."""
    return list({fact.id: fact for group in facts.values() for fact in group}.values())


def sizes(store: Store) -> str:
    """How much a pack holds."""
    return ", ".join(f"{size} {kind}" for kind, size in _sizes(store).items())


def _sizes(store: Store) -> dict[str, int]:
    kinds = ("facts", "entities", "relations", "concepts")
    return {kind: len(getattr(store, kind)) for kind in kinds}


# ------------------------------------------------------------------------------------------------------------ verdicts


def verdict(result: Verdict, store: Store, given: Mapping[str, Any] | None = None, explain: bool = False) -> Data:
    """One result of ``check``: the input object's own fields first, then the verdict and its derivation."""
    data: Data = dict(given or {})
    data["claim"] = result.reading.text
    data["language"] = result.reading.language
    data["verdict"] = result.label.value
    data["reason"] = {"code": result.reason.code.value, "text": result.reason.text}
    data["assumed"] = list(result.assumed)
    data["unread"] = list(result.unread)
    data["parts"] = [_part(part, explain) for part in result.parts]
    data["evidence"] = [row for part in result.parts if part.label is result.label for row in _evidence(part, store)]
    if explain:
        data["reading"] = reading(result.reading)
    return data


def _part(part: Part, explain: bool) -> Data:
    data: Data = {
        "text": part.text,
        "start": part.start,
        "end": part.end,
        "verdict": part.label.value,
        "reason": {"code": part.reason.code.value, "text": part.reason.text},
        "facts": [evidence.fact for evidence in part.evidence],
    }
    if explain:
        data["derivation"] = [_derivation(evidence) for evidence in part.evidence]
    return data


def _derivation(evidence: Evidence) -> Data:
    return {
        "fact": evidence.fact,
        "stance": evidence.stance.value,
        "steps": [_step(step) for step in evidence.steps if step.outcome != "ignored" or step.detail],
    }


def _step(step: Step) -> Data:
    return {"words": step.item.surface, "outcome": step.outcome, "slot": step.slot, "detail": step.detail}


def _evidence(part: Part, store: Store) -> Iterable[Data]:
    for evidence in part.evidence:
        for cited in store.facts[evidence.fact].citations:
            yield {"fact": evidence.fact, "stance": evidence.stance.value, **citation(cited, store)}


def citation(cited: Citation, store: Store) -> Data:
    """A citation with its file and offsets (code points of the source's text)."""
    return {
        "source": cited.source,
        "file": file_of(cited.source, store),
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
    }


# ------------------------------------------------------------------------------------------------------------ readings


@dataclass(frozen=True, slots=True)
class Row:
    """What one stretch of a text was read as."""

    sort: str
    words: str
    meaning: str = ""
    start: int = 0
    end: int = 0


def read_rows(result: Reading) -> Iterator[Row]:
    """What each stretch of a text was read as, by sort, in the order of the text."""
    data = reading(result)
    sorts = {"mention": "entities", "cue": "relations", "concept": "concepts", "operator": "operators"}
    for sort, refs in sorts.items():
        for row in data[f"{sort}s"]:
            role = f" ({row['role']})" if row.get("role") else ""
            yield Row(sort, row["text"], ", ".join(row[refs]) + role, row["start"], row["end"])
    for row in data["values"]:
        words = result.text[row["start"] : row["end"]]
        yield Row(row["kind"], words, str(row["value"]), row["start"], row["end"])
    for row in data["repaired"]:
        yield Row("repaired", row["written"], row["read"])
    for item in result.items:
        if item.unread:
            yield Row("unread", item.surface, "", item.start, item.end)


def polarity(result: Reading) -> str:
    """Whether a text denies what it says: an odd number of negations."""
    return "negative" if sum(item.is_operator("not") for item in result.items) % 2 else "affirmative"


def reading(result: Reading) -> Data:
    """One result of ``read``: what each word was taken for, verdict aside."""
    words = [item for item in result.items if item.value is None]
    return {
        "text": result.text,
        "language": result.language,
        "values": values(result),
        "mentions": [_mention(item) for item in words if item.refs(Sort.ENTITY)],
        "cues": [_cue(item) for item in words if item.refs(Sort.RELATION)],
        "concepts": _spans(words, "concepts", Sort.CONCEPT),
        "operators": _spans(words, "operators", Sort.OPERATOR),
        "polarity": polarity(result),
        "repaired": [{"written": written, "read": known} for written, known in result.repaired],
        "unread": [item.surface for item in result.items if item.unread],
    }


def values(result: Reading) -> list[Data]:
    """Times, durations and quantities with their spans, in one shape."""
    rows: list[Data] = []
    for value in result.values:
        if isinstance(value, Number):
            rows.append(number_value(value))
        else:
            rows.extend(time_values([value]))
    return rows


def _spans(items: Sequence[Item], field: str, sort: Sort) -> list[Data]:
    return [_span(item) | {field: list(item.refs(sort))} for item in items if item.refs(sort)]


def _span(item: Item) -> Data:
    return {"text": item.surface, "start": item.start, "end": item.end}


def _mention(item: Item) -> Data:
    data = _span(item) | {"entities": list(dict.fromkeys(item.refs(Sort.ENTITY)))}
    if item.case:
        data["role"] = item.case.value
    return data


def _cue(item: Item) -> Data:
    cues = [m for m in item.meanings if m.sort is Sort.RELATION]
    return _span(item) | {"relations": [_named(meaning) for meaning in cues]}


def _named(meaning: Meaning) -> str:
    return f"{meaning.ref} ({meaning.flag})" if meaning.flag else meaning.ref


# ------------------------------------------------------------------------------------------------------------- records


def record(item: Record, store: Store) -> Data:
    """A record of any kind, which kind it is first."""
    data: Data = {"kind": kind(item)}
    if isinstance(item, Fact):
        return data | fact(item, store)
    if isinstance(item, Entity):
        return data | {"class": item.kind} | {key: value for key, value in entity(item).items() if key != "kind"}
    if isinstance(item, Relation):
        return data | relation(item)
    if isinstance(item, Concept):
        return data | concept(item)
    from koreacoop.showing import passages

    marked = passages(item.id, store)
    rows = [{"start": p.start, "end": p.end, "text": p.text, "facts": list(p.facts)} for p in marked]
    return data | source(item) | {"passages": rows}


def fact(recorded: Fact, store: Store) -> Data:
    """A fact with its wording by language, its statement and its citations with offsets."""
    said = recorded.statement
    statement: Data = {"subject": list(said.subject), "predicate": said.predicate, "object": list(said.object)}
    if recorded.when_edtf:
        statement["when"] = recorded.when_edtf
    if recorded.as_of_edtf:
        statement["as_of"] = recorded.as_of_edtf
    if said.counts:
        statement["quantities"] = [_count(count.quantity, count.unit) for count in said.counts]
    if said.ordinal is not None:
        statement["ordinal"] = said.ordinal
    statement.update({name: list(refs) for name, refs in said.qualifiers.items()})
    statement["polarity"] = "affirmative" if said.affirmed else "negative"
    flags = {"complete": recorded.complete, "planned": recorded.planned, "inferred": recorded.inferred}
    statement.update((flag, value) for flag, value in flags.items() if value)
    return {
        "id": recorded.id,
        "statement": statement,
        "text": dict(recorded.text),
        "citations": [citation(cited, store) for cited in recorded.citations],
    }


def _count(quantity: Quantity, unit: str) -> Data:
    data: Data = {"unit": unit}
    first, last = ("from", "to") if quantity.course else ("min", "max")
    for name, bound, is_open in ((first, quantity.low, quantity.low_open), (last, quantity.high, quantity.high_open)):
        if bound is not None:
            data[name] = int(bound) if bound == int(bound) else str(bound)
            if is_open:
                data[f"{name}_open"] = True
    if quantity.approximate:
        data["about"] = True
    return data


def entity(item: Entity) -> Data:
    """An entity with its names and links."""
    data: Data = {"id": item.id, "kind": item.kind, "names": _listed(item.names)}
    data.update((link, list(refs)) for link, refs in item.links.items() if refs)
    return data


def relation(item: Relation) -> Data:
    """A relation with its cues."""
    return {
        "id": item.id,
        "label": dict(item.label),
        "aspect": item.aspect,
        "single": sorted(item.single),
        "directed": item.directed,
        "implies": list(item.implies),
        "cues": _listed(item.cues),
        "inverse": _listed(item.inverse),
        "denials": _listed(item.denials),
    }


def concept(item: Concept) -> Data:
    """A concept with its words."""
    return {
        "id": item.id,
        "gloss": item.gloss,
        "opposite": list(item.opposite),
        "broader": list(item.broader),
        "words": _listed(item.words),
    }


def source(item: Source) -> Data:
    """A source, without its text."""
    return {
        "id": item.id,
        "file": f"seeds/{item.file}",
        "sha256": item.sha256,
        "language": item.language,
        "title": dict(item.title),
        "publisher": item.publisher,
        "dated_by": item.dated_by,
    }


def passage(item: Passage, store: Store) -> Data:
    """A sentence of a source with its offsets."""
    where = {"source": item.source, "file": file_of(item.source, store), "start": item.start, "end": item.end}
    return where | {"text": item.text}


def _listed(words: Mapping[str, Sequence[str]]) -> Data:
    return {code: list(texts) for code, texts in words.items()}


# ------------------------------------------------------------------------------------------------------------- results


def found(result: Found, facts: Mapping[str, Sequence[Fact]], store: Store, language: str) -> Data:
    """A result of ``lookup``: entities, or near names."""
    return {
        "query": result.query,
        "exact": result.exact,
        "entities": [entity(item) for item in result.entities],
        "also": [item.id for item in result.also],
        "near": [{"id": item.id, "name": name(item, language)} for item in result.near],
        "facts": [fact(item, store) for item in union(facts)],
    }


def event(item: Event, store: Store) -> Data:
    """A dated fact."""
    return {"date": item.edtf or None, "as_of": item.as_of} | fact(item.fact, store)


def _coverage(row: SourceCoverage) -> Data:
    counts = {"sentences": row.sentences, "cited": row.cited, "not_checkable": row.omitted}
    return {"source": row.source} | counts | {"open": list(row.open)}


def validation(problems: Sequence[Problem], coverage: Sequence[SourceCoverage], store: Store) -> Data:
    """What is wrong with a pack, and what it covers."""
    return {
        "problems": [
            {"path": p.origin.path, "record": p.origin.record, "code": p.code, "message": p.message} for p in problems
        ],
        "coverage": [_coverage(row) for row in coverage],
        **_sizes(store),
    }
