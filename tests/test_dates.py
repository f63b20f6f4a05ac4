"""Dates and durations, in three languages; the cases are in cases/dates.toml."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import koreacoop
from koreacoop.date_lexer import Vocabulary, classes_of, tokenise
from koreacoop.dates import DateReader, Duration, Relation, Time, to_values
from koreacoop.numbers import NumberReader

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
LANGUAGES = Path(koreacoop.__file__).parent / "languages"


@cache
def reader(language: str) -> DateReader:
    """The reader of a language, with its reader of numbers."""
    dates, numbers = tables(language)
    return DateReader(dates, NumberReader(numbers))


@cache
def tables(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The tables of dates and of numbers."""
    paths = (LANGUAGES / language / f"{name}.toml" for name in ("dates", "numbers"))
    dates, numbers = (tomllib.loads(path.read_text("utf-8")) for path in paths)
    return dates, numbers


def shown(found: Time | Duration) -> str:
    """What was read, in the notation of the cases."""
    about = "~" if found.approximate else ""
    if isinstance(found, Time):
        return f"{about}{found.relation} {found.edtf}"
    low, high = (None if bound is None else f"{bound.normalize():f}" for bound in (found.low, found.high))
    if high is None:
        return f"{about}>{'' if found.low_open else '='}{low} {found.unit}"
    if low is None:
        return f"{about}<{'' if found.high_open else '='}{high} {found.unit}"
    return f"{about}{low if low == high else f'{low}..{high}'} {found.unit}"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, expected) for language, cases in CASES.items() for text, *expected in cases],
)
def test_reads(language: str, text: str, expected: list[str]) -> None:
    assert [shown(found) for found in reader(language).read(text)] == expected


@pytest.mark.parametrize("language", CASES)
def test_a_reader_that_was_kept_reads_the_same(language: str) -> None:
    """What is made of the tables is plain data: from JSON it makes the same reader."""
    dates, numbers = tables(language)
    made, counted = (json.loads(json.dumps(one.dump())) for one in (reader(language), NumberReader(numbers)))
    kept = DateReader(dates, NumberReader(numbers, counted), made)
    for text, *_ in CASES[language]:
        assert kept.read(text) == reader(language).read(text)


@pytest.mark.parametrize("language", CASES)
def test_what_a_template_needs_stands_wherever_it_matches(language: str) -> None:
    dates, numbers = tables(language)
    classes, made = classes_of(dates), reader(language).dump()
    vocabulary, counting = Vocabulary(dates, classes, made["words"]), NumberReader(numbers)
    # Rows as they are before anything is built of them.
    matched = 0
    for text, *_ in CASES[language]:
        row = "".join(token.kind for token in tokenise(text, vocabulary, counting).tokens)
        for pattern, needs in chain.from_iterable(made["patterns"].values()):
            if re.search(pattern, row):
                matched += 1
                assert not any(set(need).isdisjoint(row) for need in needs), (text, pattern)
    assert matched > len(CASES[language]) / 4


def test_offsets_are_those_of_the_text_as_typed() -> None:
    text = "انضمت في ١٧ سِبْتَمْبَر ١٩٩١ إلى"
    (time,) = reader("ar").read(text)
    assert text[time.start : time.end] == "١٧ سِبْتَمْبَر ١٩٩١"


def test_offsets_leave_particles_out() -> None:
    text = "한국은 1991년 9월 17일에 가입했다"
    (time,) = reader("ko").read(text)
    assert text[time.start : time.end] == "1991년 9월 17일"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("before 2010", "None 2009-12-31"),
        ("after 2010", "2011-01-01 None"),
        ("since 2010", "2010-01-01 None"),
        ("until 2010", "None 2010-12-31"),
        ("by 2010", "None 2010-12-31"),
        ("in 2010", "2010-01-01 2010-12-31"),
        ("from 2010 to May 2012", "2010-01-01 2012-05-31"),
    ],
)
def test_covered(text: str, covered: str) -> None:
    (time,) = reader("en").read(text)
    assert isinstance(time, Time)
    days = time.covered()
    assert days is not None
    assert f"{days.first} {days.last}" == covered


def test_a_date_without_a_year_has_no_interval() -> None:
    (time,) = reader("en").read("on 17 September")
    assert isinstance(time, Time)
    assert time.interval is None
    assert time.covered() is None
    assert to_values([time]) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("17 September 1991", "date", "1991-09-17"),
        ("September 1991", "period", "1991-09"),
        ("before 2010", "period", {"from": None, "to": "2010", "to_open": True}),
        ("after 2010", "period", {"from": "2010", "from_open": True, "to": None}),
        ("from 2014 to 2018", "period", {"from": "2014", "to": "2018"}),
        ("the 1990s", "period", {"from": "1990-01-01", "to": "1999-12-31"}),
        ("Q4 2011", "period", {"from": "2011-10-01", "to": "2011-12-31"}),
        ("since the 1990s", "period", {"from": "1990-01-01", "to": None}),
    ],
)
def test_values(text: str, kind: str, value: object) -> None:
    found = reader("en").read(text)
    assert to_values(found) == [{"kind": kind, "start": found[0].start, "end": found[0].end, "value": value}]


def test_durations_are_no_values() -> None:
    assert to_values(reader("en").read("five years")) == []


def test_works_without_a_reader_of_numbers() -> None:
    data = tomllib.loads((LANGUAGES / "en" / "dates.toml").read_text("utf-8"))
    (time,) = DateReader(data).read("17 September 1991")
    assert isinstance(time, Time)
    assert (time.edtf, time.relation) == ("1991-09-17", Relation.IN)


@pytest.mark.parametrize("language", sorted(CASES))
def test_no_word_has_two_classes(language: str) -> None:
    """A later class would silently lose the word."""
    data = tomllib.loads((LANGUAGES / language / "dates.toml").read_text("utf-8"))
    for name, classes in data["words"].items():
        forms = [form for forms in classes.values() for form in forms] if isinstance(classes, dict) else classes
        assert len(set(forms)) == len(forms), name


ODD = ["", " ", "0000-00-00", "9" * 50, "99/99/9999", "'", "－", "²⁰¹²", "２０２１", "\u200f", "년", "ال", "1/2/3/4"]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("language", sorted(CASES))
def test_never_fails(language: str, text: str) -> None:
    for found in reader(language).read(text):
        assert 0 <= found.start < found.end <= len(text)
