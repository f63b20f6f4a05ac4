"""Numbers in three languages; the cases are in cases/numbers.toml."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

import pytest

import koreacoop
from koreacoop.numbers import Kind, Number, NumberReader, to_value

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))["case"]
LANGUAGES = Path(koreacoop.__file__).parent / "languages"


@cache
def reader(language: str) -> NumberReader:
    """The reader of a language."""
    return NumberReader(tomllib.loads((LANGUAGES / language / "numbers.toml").read_text("utf-8")))


def shown(number: Number, text: str) -> str:
    """What was read, in the notation of the cases."""
    quantity = number.quantity
    value = f"{quantity.low}"
    if number.kind is Kind.RANGE:
        low = "" if quantity.low is None else quantity.low
        high = "" if quantity.high is None else quantity.high
        value = f"{'(' if quantity.low_open else '['}{low}..{high}{')' if quantity.high_open else ']'}"
    marks = [
        mark for mark, is_set in (("~", quantity.approximate), ("!", quantity.exact), ("?", quantity.vague)) if is_set
    ]
    attached = f"+{number.attached}" if number.attached else None
    span = f'"{text[number.start : number.end]}"'
    return " ".join(filter(None, (number.kind.value, span, value, *marks, number.unit, attached)))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['language']}: {case['text'][:40]}" for case in CASES])
def test_reads(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [shown(number, text) for number in reader(str(case["language"])).read(text)] == case["reads"]


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_a_reader_that_was_kept_reads_the_same(language: str) -> None:
    """What is made of the table is plain data: from JSON it makes the same reader."""
    data = tomllib.loads((LANGUAGES / language / "numbers.toml").read_text("utf-8"))
    kept = NumberReader(data, json.loads(json.dumps(NumberReader(data).dump())))
    for case in CASES:
        if case["language"] == language:
            assert kept.read(case["text"]) == reader(language).read(case["text"])


@pytest.mark.parametrize("case", CASES, ids=[f"{case['language']}: {case['text'][:40]}" for case in CASES])
def test_marks_do_not_change_values(case: dict[str, object]) -> None:
    """Decomposed letters and format characters move spans, and change nothing else."""
    language, text = str(case["language"]), str(case["text"])
    typed = "\u200f" + unicodedata.normalize("NFD", text)
    plain = [(n.kind, n.quantity, n.unit) for n in reader(language).read(text)]
    assert [(n.kind, n.quantity, n.unit) for n in reader(language).read(typed)] == plain


@pytest.mark.parametrize("digits", ["2021", "٢٠٢١", "۲۰۲۱", "２０２１"])
@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_digits_of_all_scripts(language: str, digits: str) -> None:
    (number,) = reader(language).read(digits)
    assert (number.quantity.low, number.start, number.end) == (2021, 0, 4)


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
@pytest.mark.parametrize(
    "text", ["", " ", "-", ".", "½", "%", "$", "((((", "\u200f", "و", "이", "a", "1/0", "e", "1e", "\u0660" * 50]
)
def test_no_text_is_too_odd(language: str, text: str) -> None:
    for number in reader(language).read(text):
        assert 0 <= number.start < number.end <= len(text)


def test_values_for_machines() -> None:
    found = [to_value(number) for number in reader("en").read("between 1.5 and 2 million dollars, the 3rd, 5%")]
    assert found == [
        {
            "kind": "range",
            "start": 0,
            "end": 33,
            "value": {"low": 1500000, "high": 2000000, "low_open": False, "high_open": False},
        },
        {"kind": "number", "start": 8, "end": 11, "value": {"value": 1500000}},
        {"kind": "money", "start": 16, "end": 33, "value": {"value": 2000000, "unit": "Dollar"}},
        {"kind": "ordinal", "start": 39, "end": 42, "value": {"ordinal": 3}},
        {"kind": "percent", "start": 44, "end": 46, "value": {"percent": 5}},
    ]
