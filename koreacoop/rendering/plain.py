"""Results as plain data: what the machine formats print and what people's formats are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from koreacoop.dates import to_values as time_values
from koreacoop.model import Citation, Entity, Evidence, Fact, Item, Meaning, Part, Reading, Sort, Step, Verdict
from koreacoop.numbers import Number
from koreacoop.numbers import to_value as number_value
from koreacoop.store import Store

Data = dict[str, Any]


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
    file = store.sources[cited.source].file if cited.source in store.sources else ""
    return {
        "source": cited.source,
        "file": f"seeds/{file}",
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
    }


def reading(result: Reading) -> Data:
    """One result of ``read``: what each word was taken for, verdict aside."""
    words = [item for item in result.items if item.value is None]
    return {
        "text": result.text,
        "language": result.language,
        "values": values(result),
        "mentions": [_mention(item) for item in words if item.refs(Sort.ENTITY)],
        "cues": [_cue(item) for item in words if item.refs(Sort.RELATION)],
        "concepts": [_span(item) | {"concepts": list(item.refs(Sort.CONCEPT))} for item in words if item.refs(Sort.CONCEPT)],
        "operators": [_span(item) | {"operators": list(item.refs(Sort.OPERATOR))} for item in words if item.refs(Sort.OPERATOR)],
        "polarity": "negative" if sum(item.is_operator("not") for item in words) % 2 else "affirmative",
        "repaired": [{"written": written, "read": read} for written, read in result.repaired],
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
    if recorded.complete:
        statement["complete"] = True
    return {
        "id": recorded.id,
        "statement": statement,
        "text": dict(recorded.text),
        "citations": [citation(cited, store) for cited in recorded.citations],
    }


def _count(quantity: Any, unit: str) -> Data:
    data: Data = {"unit": unit}
    for name, bound, is_open in (("min", quantity.low, quantity.low_open), ("max", quantity.high, quantity.high_open)):
        if bound is not None:
            data[name] = int(bound) if bound == int(bound) else str(bound)
            if is_open:
                data[f"{name}_open"] = True
    if quantity.approximate:
        data["about"] = True
    return data


def entity(record: Entity) -> Data:
    """An entity with its names and links."""
    data: Data = {
        "id": record.id,
        "kind": record.kind,
        "names": {code: list(names) for code, names in record.names.items()},
    }
    data.update({link: list(refs) for link, refs in record.links.items() if refs})
    return data
