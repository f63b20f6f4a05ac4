"""Puts a pack and the languages together: lexicons with the pack's words, facts read into profiles, the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from koreacoop import profiles
from koreacoop.checking import Checker
from koreacoop.court import Bench, Court, index_of
from koreacoop.directions import learned
from koreacoop.grammar import operators
from koreacoop.interval import Interval
from koreacoop.language import Language, make
from koreacoop.model import LANGUAGES, Entity, Fact, Meaning, Sort
from koreacoop.pack import Store
from koreacoop.store import language_folder, read_toml
from koreacoop.wordings import Wordings
from koreacoop.world import World


def load_languages(folder: Path | None = None) -> dict[str, Language]:
    """The languages of a folder, without a pack's words."""
    return {code: make(code, language_tables(code, folder)) for code in LANGUAGES}


def language_tables(code: str, folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """The data files of a language."""
    root = folder or language_folder()
    names = ("morphology", "grammar", "numbers", "dates")
    return {name: read_toml(root / code / f"{name}.toml") for name in names}


def assemble(store: Store, with_profiles: bool = True) -> Checker:
    """A checker over ``store``; without profiles it reads, but judges nothing."""
    languages = load_languages()
    fill(store, languages)
    world = store.world()
    found, world.directions = profiles_of(store, languages, world) if with_profiles else ({}, {})
    return Checker(store, languages, Court(world, Bench(found), index_of(found.values(), world.topic)))


def fill(store: Store, languages: dict[str, Language]) -> None:
    """Put the words of the pack and the closed classes into the lexicons."""
    for entity in store.entities.values():
        introduce(entity, languages)
    fill_terms(store, languages)


def introduce(entity: Entity, languages: Mapping[str, Language]) -> None:
    """Put the names of an entity into the lexicons. Names in Latin letters hold in all languages."""
    for flag, table in (("", entity.names), ("metonym", entity.metonyms), ("adjective", entity.adjectives)):
        meaning = Meaning(Sort.ENTITY, entity.id, flag)
        for code, language in languages.items() if table else ():
            others = (name for other in LANGUAGES if other != code for name in table.get(other, ()))
            for name in (*table.get(code, ()), *(name for name in others if name.isascii())):
                language.lexicon.add(name, meaning)


def fill_terms(store: Store, languages: Mapping[str, Language]) -> None:
    """Put the words of the pack's relations and concepts, and the closed classes, into the lexicons."""
    for code, language in languages.items():
        for entry, meaning in terms(store, code):
            language.lexicon.add(entry, meaning)
        for entry, meaning in operators(language.grammar):
            language.lexicon.add(entry, meaning)


def profiles_of(
    store: Store, languages: dict[str, Language], world: World
) -> tuple[dict[str, profiles.Profile], Counter[str]]:
    """Each fact's profile, and how often wordings run each way; what editors infer is left out: it decides nothing."""
    dates = dated(store.facts.values(), store)
    wordings = Wordings(languages)
    found: dict[str, profiles.Profile] = {}
    ways: Counter[str] = Counter()
    for fact in store.facts.values():
        if not fact.inferred:
            found[fact.id], shown = profile_of(fact, wordings, world, dates)
            ways.update(shown)
    return found, ways


def terms(store: Store, code: str) -> Iterator[tuple[str, Meaning]]:
    """Every word of the pack's relations and concepts in one language with what it stands for."""
    for relation in store.relations.values():
        for flag, table in (("", relation.cues), ("inverse", relation.inverse), ("denial", relation.denials)):
            for cue in table.get(code, ()):
                yield cue, Meaning(Sort.RELATION, relation.id, flag)
    for concept in store.concepts.values():
        for word in concept.words.get(code, ()):
            yield word, Meaning(Sort.CONCEPT, concept.id)


def dated(facts: Iterable[Fact], store: Store) -> dict[str, list[Interval]]:
    """When each entity took place, ran or was made, as far as facts about it say."""
    table: dict[str, list[Interval]] = {}
    for fact in facts:
        when = fact.statement.when
        if when is not None and not fact.inferred:
            for ref in (*fact.statement.subject, *fact.statement.object):
                if ref in store.entities and store.entities[ref].kind in ("event", "programme", "plan", "initiative"):
                    table.setdefault(ref, []).append(when)
    return table


def profile_of(
    fact: Fact, wordings: Wordings, world: World, dates: Mapping[str, list[Interval]]
) -> tuple[profiles.Profile, list[str]]:
    """A fact's profile, its wordings read in all languages, and which ways they run; ``dates`` as ``dated`` gives."""
    directed = world.relation(fact.statement.predicate).directed
    readings = {
        code: [
            wordings.read(text, placed=directed)
            for text in (fact.text.get(code, ""), *fact.paraphrases.get(code, ()))
            if text
        ]
        for code in LANGUAGES
    }
    profile = profiles.build(fact, readings, world, dates)
    return profile, list(learned(profile, readings, world)) if directed else []
