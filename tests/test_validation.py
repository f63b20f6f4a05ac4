"""The shipped pack is sound and covers its sources; what the checks let pass. What they find: ``test_store``."""

from __future__ import annotations

from pathlib import Path

import pytest

from koreacoop.store import Store, load
from koreacoop.validation import SourceCoverage, coverage, problems


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_the_shipped_pack_has_no_problem(store: Store) -> None:
    told = [f"{p.origin.path}: {p.origin.record}: {p.code}: {p.message}" for p in problems(store)]
    assert told == []


def test_every_sentence_of_every_source_is_accounted_for(store: Store) -> None:
    rows = coverage(store)
    assert [row.source for row in rows] == list(store.sources)
    assert {row.source: row.open for row in rows if row.open} == {}
    assert all(row.share == 1 and row.cited + row.omitted == row.sentences > 0 for row in rows)


# ------------------------------------------------------------------------------------------------------------ coverage


def test_what_no_fact_cites_is_open(sound: Path) -> None:
    (sound / "coverage" / "a.toml").unlink()
    (row,) = coverage(load([sound]))
    assert row == SourceCoverage("a", sentences=2, cited=1, omitted=0, open=("Menu",))
    assert row.share == 0.5


def test_what_is_listed_is_counted_apart(sound: Path) -> None:
    (row,) = coverage(load([sound]))
    assert (row.cited, row.omitted, row.open, row.share) == (1, 1, (), 1)


def test_an_empty_source_is_covered() -> None:
    assert SourceCoverage("a", 0, 0, 0, ()).share == 1


@pytest.mark.parametrize(
    ("source", "quote", "code"),
    [("b", "Menu", "unknown-source"), ("a", "Contents", "quote-not-found"), ("a", "n", "quote-twice")],
)
def test_what_is_listed_as_not_checkable_is_a_quote_too(sound: Path, source: str, quote: str, code: str) -> None:
    row = f'\n[[not_checkable]]\nsource = "{source}"\nquote = "{quote}"\nreason = "furniture"\n'
    append(sound / "coverage" / "a.toml", row)
    assert [problem.code for problem in problems(load([sound]))] == [code]


# --------------------------------------------------------------------------------------------------- what is no problem

FACT = """
[[fact]]
id = "{id}"
subject = "{subject}"
predicate = "joined"
object = "union"
{more}
text.en = "It joined."
text.ar = "انضمت."
text.ko = "가입했다."
[[fact.citation]]
source = "a"
quote = "Alpha joined"
"""


def with_fact(pack: Path, more: str, subject: str = "alpha") -> list[str]:
    append(pack / "statements" / "a.toml", FACT.format(id="b", more=more, subject=subject))
    return [problem.message for problem in problems(load([pack]))]


@pytest.mark.parametrize(
    "more",
    [
        'when = "1990-05"',  # more precise, within the recorded year
        'when = "199X"',  # less precise
        'when = "1991"\npolarity = "negative"',
        'when = "1991"\nplanned = true',
        'when = "1991"\ninferred = "a guess"',
        "",
    ],
)
def test_values_that_may_stand_beside_another(sound: Path, more: str) -> None:
    assert with_fact(sound, more) == []


def test_another_subject_has_a_date_of_its_own(sound: Path) -> None:
    assert with_fact(sound, 'when = "1991"', subject="union") == []


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("2020", "2020", True),
        ("2020", "2020-06", True),
        ("2020", "2021", False),
        ("2020", None, False),
        (None, None, True),
    ],
)
def test_counts_clash_at_one_time(sound: Path, first: str | None, second: str | None, clash: bool) -> None:
    relation = sound / "relations" / "a.toml"
    relation.write_text(relation.read_text("utf-8").replace('["when"]', '["quantity"]'), encoding="utf-8")
    facts = sound / "statements" / "a.toml"
    facts.write_text("", encoding="utf-8")
    for name, count, as_of in (("b", 3, first), ("c", 4, second)):
        dated = f'as_of = "{as_of}"\n' if as_of else ""
        more = f"{dated}quantities = [{{ value = {count}, unit = 'union' }}]"
        append(facts, FACT.format(id=name, more=more, subject="alpha"))
    assert [problem.code for problem in problems(load([sound]))] == (["two-values"] if clash else [])


def test_a_place_within_a_place_is_no_other_place(sound: Path) -> None:
    relation = sound / "relations" / "a.toml"
    relation.write_text(relation.read_text("utf-8").replace('["when"]', '["place"]'), encoding="utf-8")
    append(sound / "entities" / "a.toml", ENTITY.format(id="zeta", name="Zeta") + 'located_in = "alpha"\n')
    facts = sound / "statements" / "a.toml"
    facts.write_text("", encoding="utf-8")
    for name, place in (("b", "alpha"), ("c", "zeta")):
        append(facts, FACT.format(id=name, more=f'place = "{place}"', subject="alpha"))
    assert problems(load([sound])) == []
    append(facts, FACT.format(id="d", more='place = "union"', subject="alpha"))
    assert [problem.origin.record for problem in problems(load([sound]))] == ["d", "d"]


ENTITY = """
[[entity]]
id = "{id}"
kind = "city"
names.en = ["{name}"]
names.ar = ["{name}"]
names.ko = ["{name}"]
"""


@pytest.mark.parametrize("table", ["metonyms", "adjectives"])
def test_a_metonym_and_an_adjective_may_be_shared(sound: Path, table: str) -> None:
    append(sound / "entities" / "a.toml", ENTITY.format(id="zeta", name="Zeta") + f'{table}.en = ["Alpha"]\n')
    assert problems(load([sound])) == []


def test_a_word_may_be_a_cue_of_two_relations(sound: Path) -> None:
    path = sound / "relations" / "a.toml"
    append(path, "\n" + path.read_text("utf-8").replace('"joined"', '"signed_up"', 1))
    assert problems(load([sound])) == []
