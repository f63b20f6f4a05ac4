"""One TOML table becomes one record, or problems: unknown keys, missing keys and wrong types are all reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from koreacoop.interval import Interval, parse_edtf
from koreacoop.model import (
    LANGUAGES,
    Citation,
    Concept,
    Count,
    Entity,
    Fact,
    Names,
    Origin,
    Problem,
    Relation,
    Source,
    Statement,
)
from koreacoop.quantity import Quantity

Table = Mapping[str, Any]
T = TypeVar("T")

SINGLE_BY_DEFAULT = ("when", "place", "quantity", "ordinal")
ASPECTS = ("event", "state", "count", "attribute")
LINKS = (
    "is_a",
    "part_of",
    "located_in",
    "instance_of",
    "capital_of",
    "of",
    "office",
    "holder",
    "members",
    "heads",
)
# Slots beside subject and object; their values are ids of entities or concepts.
QUALIFIERS = (
    "about",
    "area",
    "cause",
    "chair",
    "event",
    "from",
    "among",
    "host",
    "mode",
    "place",
    "purpose",
    "recipient",
    "role",
    "source_of",
    "theme",
    "through",
    "to",
    "topic",
    "with",
)
_FACT_KEYS = {
    "id",
    "subject",
    "predicate",
    "object",
    "when",
    "as_of",
    "quantities",
    "ordinal",
    "complete",
    "polarity",
    "excludes",
    "planned",
    "inferred",
    "note",
    "text",
    "paraphrases",
    "citation",
    *QUALIFIERS,
}
_QUANTITY_KEYS = {"value", "from", "to", "by", "min", "max", "min_open", "max_open", "about", "unit"}


class Reader:
    """Reads one record and gathers what is wrong with it."""

    def __init__(self, table: Table, path: str) -> None:
        self.table = table
        self.origin = Origin(path, str(table.get("id", "?")))
        self.problems: list[Problem] = []

    def problem(self, code: str, message: str) -> None:
        """Note something wrong."""
        self.problems.append(Problem(self.origin, code, message))

    def known_keys(self, keys: set[str], table: Table | None = None) -> None:
        """Report keys that no record of this kind has."""
        for name in sorted(set(self.table if table is None else table) - keys):
            self.problem("unknown-key", f"unknown key {name!r}")

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default it must be there."""
        value = self.table.get(name, default)
        if isinstance(value, str) and (value or default is not None):
            return value
        self.problem("bad-value", f"{name} must be a non-empty string")
        return ""

    def texts(self, name: str, table: Table | None = None) -> tuple[str, ...]:
        """A string or a list of strings, as a tuple."""
        value = (self.table if table is None else table).get(name, ())
        value = (value,) if isinstance(value, str) else value
        if isinstance(value, list | tuple) and all(isinstance(member, str) for member in value):
            return tuple(value)
        self.problem("bad-value", f"{name} must be a string or a list of strings")
        return ()

    def tables(self, name: str) -> list[Table]:
        """An array of tables; none if it is left out."""
        rows = self.table.get(name, [])
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        self.problem("bad-value", f"{name} must be an array of tables")
        return []

    def number(self, name: str, table: Table) -> Decimal | None:
        """A number of a table, exact; None if it is left out."""
        value = table.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return None if value is None else Decimal(str(value))
        self.problem("bad-value", f"{name} must be a number")
        return None

    def flag(self, name: str) -> bool:
        """A boolean, false unless given."""
        value = self.table.get(name, False)
        if not isinstance(value, bool):
            self.problem("bad-value", f"{name} must be true or false")
        return value is True

    def by_language(self, name: str) -> Names:
        """A table of word lists by language."""
        table = self.table.get(name, {})
        if not isinstance(table, dict):
            self.problem("bad-value", f"{name} must be a table by language")
            return {}
        for language in sorted(set(table) - set(LANGUAGES)):
            self.problem("unknown-key", f"{name}: unknown language {language!r}")
        return {language: self.texts(language, table) for language in LANGUAGES if language in table}

    def wording(self, name: str, required: bool = True) -> dict[str, str]:
        """One string a language."""
        words = self.by_language(name)
        for language in LANGUAGES:
            if required and not words.get(language):
                self.problem("missing-language", f"{name}: no {language}")
        return {language: texts[0] for language, texts in words.items() if texts}

    def interval(self, name: str) -> Interval | None:
        """An EDTF string as an interval."""
        value = self.table.get(name)
        if value is None:
            return None
        try:
            return parse_edtf(str(value))
        except ValueError as error:
            self.problem("bad-date", f"{name}: {error}")
            return None


def source(reader: Reader) -> Source:
    """A ``[[source]]`` table."""
    reader.known_keys({"id", "file", "sha256", "language", "title", "publisher", "dated_by"})
    return Source(
        id=reader.text("id"),
        file=reader.text("file"),
        sha256=reader.text("sha256"),
        language=reader.text("language"),
        title=reader.wording("title"),
        publisher=reader.text("publisher", ""),
        dated_by=reader.text("dated_by", ""),
    )


def entity(reader: Reader) -> Entity:
    """An ``[[entity]]`` table."""
    reader.known_keys({"id", "kind", "names", "metonyms", "adjectives", "complete", "note", *LINKS})
    names = reader.by_language("names")
    for language in LANGUAGES:
        if not names.get(language):
            reader.problem("missing-language", f"names: no {language}")
    return Entity(
        id=reader.text("id"),
        kind=reader.text("kind"),
        names=names,
        metonyms=reader.by_language("metonyms"),
        adjectives=reader.by_language("adjectives"),
        links={link: reader.texts(link) for link in LINKS if link in reader.table},
        complete=reader.flag("complete"),
    )


def relation(reader: Reader) -> Relation:
    """A ``[[relation]]`` table."""
    flags = {"directed", "identity", "distinct"}
    keys = {"id", "label", "aspect", "single", "implies", "cues", "inverse", "denials", "note"} | flags
    reader.known_keys(keys)
    aspect = reader.text("aspect", "event")
    if aspect not in ASPECTS:
        reader.problem("bad-value", f"aspect {aspect!r} is none of {', '.join(ASPECTS)}")
    cues = reader.by_language("cues")
    for language in LANGUAGES:
        if not cues.get(language):
            reader.problem("missing-language", f"cues: no {language}")
    single = reader.texts("single") if "single" in reader.table else SINGLE_BY_DEFAULT
    return Relation(
        id=reader.text("id"),
        label=reader.wording("label"),
        aspect=aspect,
        single=frozenset(single),
        directed=reader.flag("directed"),
        identity=reader.flag("identity"),
        distinct=reader.flag("distinct"),
        implies=reader.texts("implies"),
        cues=cues,
        inverse=reader.by_language("inverse"),
        denials=reader.by_language("denials"),
    )


def concept(reader: Reader) -> Concept:
    """A ``[[concept]]`` table."""
    reader.known_keys({"id", "gloss", "opposite", "broader", "note", *LANGUAGES})
    words = {language: reader.texts(language) for language in LANGUAGES if language in reader.table}
    for language in LANGUAGES:
        if not words.get(language):
            reader.problem("missing-language", f"no {language}")
    return Concept(reader.text("id"), reader.text("gloss"), words, reader.texts("opposite"), reader.texts("broader"))


def fact(reader: Reader) -> Fact:
    """A ``[[fact]]`` table; offsets of citations are not known yet."""
    reader.known_keys(_FACT_KEYS)
    citations = tuple(_citation(reader, row) for row in reader.tables("citation"))
    if not citations:
        reader.problem("no-citation", "a fact needs a citation")
    if "inferred" in reader.table and not reader.text("inferred"):
        reader.problem("bad-value", "inferred must give its grounds")
    return Fact(
        id=reader.text("id"),
        statement=_statement(reader),
        citations=citations,
        text=reader.wording("text"),
        paraphrases=reader.by_language("paraphrases"),
        when_edtf=reader.text("when", ""),
        as_of_edtf=reader.text("as_of", ""),
        complete=reader.flag("complete"),
        planned=reader.flag("planned"),
        inferred=reader.text("inferred", ""),
        excludes=reader.texts("excludes"),
        note=reader.text("note", ""),
    )


def _statement(reader: Reader) -> Statement:
    polarity = reader.text("polarity", "affirmative")
    if polarity not in ("affirmative", "negative"):
        reader.problem("bad-value", f"polarity {polarity!r} is neither affirmative nor negative")
    if not reader.table.get("subject") and not reader.table.get("object"):
        reader.problem("bad-value", "a fact needs a subject or an object")
    ordinal = reader.table.get("ordinal")
    if ordinal is not None and not isinstance(ordinal, int):
        reader.problem("bad-value", "ordinal must be a whole number")
        ordinal = None
    return Statement(
        subject=reader.texts("subject"),
        predicate=reader.text("predicate"),
        object=reader.texts("object"),
        when=reader.interval("when"),
        as_of=reader.interval("as_of"),
        counts=tuple(_count(reader, row) for row in reader.tables("quantities")),
        ordinal=ordinal,
        qualifiers={name: reader.texts(name) for name in QUALIFIERS if name in reader.table},
        affirmed=polarity == "affirmative",
    )


def _count(reader: Reader, row: Table) -> Count:
    reader.known_keys(_QUANTITY_KEYS, row)
    unit = row.get("unit", "")
    if not isinstance(unit, str) or not unit:
        reader.problem("bad-value", "a quantity needs a unit")
    course = "from" in row and "to" in row
    alone = next((key for key in ("value", "by", *(() if course else ("to",))) if key in row), "")
    first, last = ("from", "to") if course else (alone, alone) if alone else ("min", "max")
    low, high = reader.number(first, row), reader.number(last, row)
    if low is not None and high is not None and low > high:
        reader.problem("bad-value", f"a quantity cannot be at least {low} and at most {high}")
    quantity = Quantity(
        low=low,
        high=high,
        low_open=bool(row.get("min_open", False)),
        high_open=bool(row.get("max_open", False)),
        approximate=bool(row.get("about", False)),
        course=course,
        change="" if alone == "value" else alone,
    )
    return Count(quantity, str(unit))


def _citation(reader: Reader, row: Table) -> Citation:
    reader.known_keys({"source", "quote"}, row)
    origin, quote = row.get("source"), row.get("quote")
    if not isinstance(origin, str) or not isinstance(quote, str) or not quote:
        reader.problem("bad-value", "a citation needs a source and a quote")
        return Citation("", "")
    return Citation(origin, quote)


Build = Callable[[Reader], T]


def read_all(rows: list[Table], path: str, build: Build[T], problems: list[Problem]) -> list[T]:
    """Build one record a table; what is wrong with them is added to ``problems``."""
    records = []
    for row in rows:
        reader = Reader(row, path)
        records.append(build(reader))
        problems.extend(reader.problems)
    return records
