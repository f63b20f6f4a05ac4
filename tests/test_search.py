"""Full text over facts and source sentences."""

from __future__ import annotations

import pytest

from koreacoop.search import search, sentences
from koreacoop.store import Store


def test_sentences_stand_where_they_say(store: Store) -> None:
    for source, text in store.texts.items():
        for passage in sentences(text, source):
            assert text[passage.start : passage.end] == passage.text == passage.text.strip()


def test_sentences_hold_every_letter(store: Store) -> None:
    for source, text in store.texts.items():
        held = {place for passage in sentences(text, source) for place in range(passage.start, passage.end)}
        assert [char for place, char in enumerate(text) if char.isalnum() and place not in held] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It grew 2.5 times. Then not.", ["It grew 2.5 times.", "Then not."]),
        ("Title\n\nBody.", ["Title", "Body."]),
        ("هل انضمت؟ نعم.", ["هل انضمت؟", "نعم."]),
        ('He said "yes." Then left.', ['He said "yes."', "Then left."]),
        ("...\n***\n", []),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [passage.text for passage in sentences(text, "a")] == parts


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["OECD"], "kor-joined-oecd"),
        (["oecd", "1996"], "kor-joined-oecd"),
        (["joined OECD"], "kor-joined-oecd"),
        (["join"], "kor-joined-oecd"),
        (["التعاون الاقتصادي", "1996"], "kor-joined-oecd"),
        (["انضمّت", "١٩٩٦"], "kor-joined-oecd"),
        (["تنميه"], "kor-joined-oecd"),  # inside التنمية, ta marbuta as ha
        (["가입", "1996년"], "kor-joined-oecd"),
        (["협력개발"], "kor-joined-oecd"),  # inside a compound
    ],
)
def test_words_are_found_in_any_language(store: Store, words: list[str], fact: str) -> None:
    facts, _ = search(words, store)
    assert fact in [found.id for found in facts]


def test_all_words_must_occur(store: Store) -> None:
    facts, passages = search(["OECD", "1947"], store)
    assert "kor-joined-oecd" not in [fact.id for fact in facts]
    assert all("OECD" in passage.text and "1947" in passage.text for passage in passages)


def test_sources_are_searched_too(store: Store) -> None:
    _, passages = search(["أوميكرون"], store)
    assert [passage.source for passage in passages] == ["002"]


@pytest.mark.parametrize("words", [["zzzz"], ["ECD"], ["…"], [""]])
def test_nothing_is_found(store: Store, words: list[str]) -> None:
    assert search(words, store) == ([], [])
