"""What holds in one language holds in all: the same data, the same claims, the same answers."""

from __future__ import annotations

import tomllib

import pytest

from koreacoop.assembly import Checker
from koreacoop.language import detect
from koreacoop.model import LANGUAGES
from koreacoop.store import Store, language_folder

from .conftest import Run

FILES = ("dates", "grammar", "morphology", "numbers")

CLAIMS = {
    "supported": {
        "en": "joined OECD in 1996",
        "ar": "انضمت إلى منظمة التعاون الاقتصادي والتنمية في عام 1996",
        "ko": "1996년에 OECD에 가입했다",
    },
    "contradicted": {
        "en": "joined OECD in 1995",
        "ar": "انضمت إلى منظمة التعاون الاقتصادي والتنمية في عام 1995",
        "ko": "1995년에 OECD에 가입했다",
    },
    "unknown": {
        "en": "Japan joined OECD in 1996",
        "ar": "انضمت اليابان إلى منظمة التعاون الاقتصادي والتنمية في عام 1996",
        "ko": "일본은 1996년에 OECD에 가입했다",
    },
    "unknown ": {
        "en": "North Korea joined the OECD in 1996",
        "ar": "انضمت كوريا الشمالية إلى منظمة التعاون الاقتصادي والتنمية في عام 1996",
        "ko": "북한은 1996년에 OECD에 가입했다",
    },
}
EXITS = {"supported": 0, "contradicted": 1, "unknown": 3}
NATO = {"en": "NATO", "ar": "الناتو", "ko": "나토"}


def test_the_languages_are_those_of_the_folder() -> None:
    assert {path.name for path in language_folder().iterdir() if path.is_dir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_all_its_files(language: str) -> None:
    for name in FILES:
        assert tomllib.loads((language_folder() / language / f"{name}.toml").read_text("utf-8"))


def test_everything_is_named_and_worded_in_every_language(store: Store) -> None:
    for entity in store.entities.values():
        assert all(entity.names.get(language) for language in LANGUAGES), entity.id
    for relation in store.relations.values():
        assert all(relation.label.get(language) and relation.cues.get(language) for language in LANGUAGES), relation.id
    for concept in store.concepts.values():
        assert all(concept.words.get(language) for language in LANGUAGES), concept.id
    for fact in store.facts.values():
        assert all(fact.text.get(language) for language in LANGUAGES), fact.id


def test_a_wording_is_in_its_language(store: Store, checker: Checker) -> None:
    wrong = [
        (fact.id, language)
        for fact in store.facts.values()
        for language, text in fact.text.items()
        if detect(text, checker.languages) != language
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", CLAIMS)
def test_a_claim_is_judged_alike(run: Run, verdict: str, language: str) -> None:
    result = run("check", CLAIMS[verdict][language], "--json")
    (data,) = result.data["results"]
    assert (data["language"], data["verdict"]) == (language, verdict.strip())
    assert result.code == EXITS[verdict.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_leads_to_the_same_entity(run: Run, language: str) -> None:
    result = run("lookup", NATO[language], "--json")
    assert [entity["id"] for entity in result.data["results"][0]["entities"]] == ["NATO"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_output_is_in_logical_order_without_controls(run: Run, store: Store, language: str) -> None:
    controls = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    for form in ("line", "text", "json"):
        out = run("lookup", NATO[language], "--lang", language, "--quotes", "--format", form).out
        assert set(out) & controls <= {char for text in store.texts.values() for char in text}
