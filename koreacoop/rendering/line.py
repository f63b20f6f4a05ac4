"""Plain lines for pipes: one record a line, fields parted by tabs, nothing wrapped, nothing added."""

from __future__ import annotations

from collections.abc import Iterable

from koreacoop.lookup import Found
from koreacoop.model import Fact, Verdict
from koreacoop.search import Passage
from koreacoop.store import Store
from koreacoop.timeline import Event


def _line(*fields: str) -> str:
    return "\t".join(" ".join(field.split()) for field in fields)


def verdict(result: Verdict, store: Store) -> Iterable[str]:
    """Verdict, claim, reason, ids of the deciding facts."""
    facts = dict.fromkeys(e.fact for part in result.parts if part.label is result.label for e in part.evidence if e.stance != "neutral")
    yield _line(result.label.value, result.reading.text, result.reason.text, ",".join(facts))


def found(result: Found, facts: list[Fact], store: Store, language: str) -> Iterable[str]:
    """An entity's line (id, kind, names), then a line a fact."""
    for entity in result.entities:
        names = [entity.names[code][0] for code in ("en", "ar", "ko") if entity.names.get(code)]
        yield _line(entity.id, entity.kind, *names)
    for fact in facts:
        yield _line(fact.id, fact.when_edtf or fact.as_of_edtf, fact.text[language])


def event(item: Event, language: str) -> str:
    """Date, fact id, wording."""
    date = f"as of {item.edtf}" if item.as_of else item.edtf
    return _line(date or "undated", item.fact.id, item.fact.text[language])


def fact(item: Fact, language: str) -> str:
    """Fact id, date, wording."""
    return _line(item.id, item.when_edtf or item.as_of_edtf, item.text[language])


def passage(item: Passage) -> str:
    """Where a source's sentence stands, and the sentence."""
    return _line(f"{item.source}:{item.start}-{item.end}", "", item.text)
