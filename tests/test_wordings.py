"""Wordings are read as any text is, though those that differ only in their names are read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koreacoop import assembly, reading
from koreacoop.checking import Checker
from koreacoop.folding import fold
from koreacoop.model import Reading
from koreacoop.pack import Store
from koreacoop.store import load
from koreacoop.wordings import Wordings
from tests.benchmarks.packs import make

pytestmark = pytest.mark.once


def wordings(store: Store) -> Iterator[str]:
    for fact in store.facts.values():
        for code, text in fact.text.items():
            yield from (text, *fact.paraphrases.get(code, ()))


def essence(read: Reading) -> list[tuple[object, ...]]:
    return [(i.start, i.end, i.surface, i.meanings, said(i.value), i.case, i.traits) for i in read.items]


def said(value: object) -> tuple[object, ...]:
    """What a value says, without where it stands: in a text without names that is elsewhere."""
    return (type(value), *(getattr(value, name, None) for name in ("edtf", "quantity", "low", "high", "unit")))


def test_wordings_are_read_as_texts_are(store: Store, checker: Checker) -> None:
    languages, reader = checker.languages, Wordings(checker.languages)
    for text in [*wordings(store)][::4]:
        assert essence(reader.read(text)) == essence(reading.read(text, languages, repair=False)), text


def test_texts_that_differ_in_names_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, languages = load([make(tmp_path / "made", 480)]), assembly.load_languages()
    assembly.fill(store, languages)
    texts = [*wordings(store)]
    expected = [essence(reading.read(text, languages, repair=False)) for text in texts]
    reads: list[str] = []
    monkeypatch.setattr(
        "koreacoop.wordings.read", lambda text, *_, **__: reads.append(text) or reading.read(text, *_, **__)
    )
    reader = Wordings(languages)
    assert [essence(reader.read(text)) for text in texts] == expected
    assert len(reads) < len(texts) / 3


@pytest.mark.parametrize(
    "text",
    [
        "South Korea and the United Nations met in 1991.",
        "The alliance invited South Korea.",
        "South Korea's OECD-led talks, 1996 OECD and OECD 1996.",
        "한국은 유엔의 회원국이고 나토정상회의에 참가했다.",
        "한국은 1996년에 나토에 가입했고 유엔에 맞서 나토에도 불구하고 갔다.",
        "وانضمت كوريا الجنوبية إلى الأمم المتحدة وحلف الناتو عام 1991.",
        "한국은 OECD와 NATO에서",
        "كوريَا الجنوبيّة OECD",
        "",
    ],
)
def test_names_in_any_place(text: str, checker: Checker) -> None:
    languages = checker.languages
    assert essence(Wordings(languages).read(text)) == essence(reading.read(text, languages, repair=False))


def test_nobody_knows_the_stand_ins(checker: Checker) -> None:
    for language in checker.languages.values():
        word = language.stand_in
        assert fold(word).text == word and len(word) > 1
        for text in (word, f"{word} 1996 {word}"):
            assert [edge for edge in language.lexicon.edges(text) if text[edge.start : edge.end] == word] == []
            assert [time.edtf for time in language.dates.read(text)] == ["1996"] * ("1996" in text)
            assert len(language.numbers.read(text)) == ("1996" in text)
