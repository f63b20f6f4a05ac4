"""Compiles a pack into an index: all that commands look up, by key, facts in pieces so that memory stays small."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from koreacoop import encoding
from koreacoop.assembly import dated, fill, language_tables, profile_of
from koreacoop.errors import StoreError
from koreacoop.index import Writer
from koreacoop.interval import Interval
from koreacoop.judging import indexed
from koreacoop.language import Language, buckets, made_of, make
from koreacoop.lookup import concerned, name_tables
from koreacoop.model import LANGUAGES, Fact
from koreacoop.naming import FEW_NAMES, grams
from koreacoop.pack import Store, most
from koreacoop.search import words_of
from koreacoop.store import facts_of, frame
from koreacoop.wordings import Wordings
from koreacoop.world import World

Progress = Callable[[str, int], None]
"""Told now and then what is being done, and how many facts are done."""

_STEP = 1000


def quiet(_: str, __: int) -> None:
    """No progress is told."""


class Compiler:
    """One compilation of some packs into one index."""

    def __init__(self, roots: list[Path], connection: sqlite3.Connection, progress: Progress = quiet) -> None:
        self._roots = roots
        self._connection = connection
        self._progress = progress
        self._writer = Writer(connection)
        self._tables = {code: language_tables(code) for code in LANGUAGES}
        self._store: Store = frame(roots)
        self._subjects: dict[str, int] = {}
        self._units: set[str] = set()
        self._dates: dict[str, list[Interval]] = {}
        self._ways: Counter[str] = Counter()
        self._words: set[str] = set()
        """Those of other letters than ASCII: they are sought inside words too."""
        self._count = 0
        self._sizes: dict[str, int] = {}

    def run(self, about: dict[str, Any]) -> None:
        """Compile; a pack with problems is refused with the first of them. ``about``: what the index is to say."""
        self._write_facts()
        refuse_problems(self._store)
        languages = {code: make(code, tables) for code, tables in self._tables.items()}
        fill(self._store, languages)
        topic = most(self._subjects)
        store = self._store
        world = World(store.entities, store.relations, store.concepts, topic, frozenset(self._units))
        self._write_profiles(languages, world)
        self._write_records(world)
        self._write_names()
        for code, language in languages.items():
            self._write_language(code, language)
        scripts = {language.script: code for code, language in languages.items()}
        facts = {"topic": topic, "units": sorted(self._units), "scripts": scripts, "sizes": self._sizes}
        self._writer.put("meta", facts.items())
        self._writer.close(about)

    # ----------------------------------------------------------------------------------------------------------- facts

    def _write_facts(self) -> None:
        """The facts as they are recorded, and what is counted over all of them."""
        for piece in pieces(facts_of(self._store, self._roots), _STEP):
            try:
                self._writer.put("fact", ((fact.id, encoding.fact_row(fact)) for fact, _ in piece))
            except sqlite3.IntegrityError as error:
                raise StoreError(f"{piece[0][1]}: an id is used twice (koreacoop validate says which)") from error
            self._writer.lists("fact", ((self._count + n, fact.id) for n, (fact, _) in enumerate(piece)))
            for fact, _ in piece:
                self._note(fact)
            self._count += len(piece)
            self._progress("facts", self._count)

    def _note(self, fact: Fact) -> None:
        for subject in fact.statement.subject:
            self._subjects[subject] = self._subjects.get(subject, 0) + 1
        self._units.update(count.unit for count in fact.statement.counts)
        for ref, times in dated([fact], self._store).items():
            self._dates.setdefault(ref, []).extend(times)

    def _write_profiles(self, languages: dict[str, Language], world: World) -> None:
        """What reading finds in the wordings, numbered in the order of ids, and the lists by which facts are found."""
        number, wordings = 0, Wordings(languages)
        for piece in pieces(self._by_id(), _STEP):
            profiles = []
            for place, fact in piece:
                self._writer.post("about", concerned(fact, world), place)
                words = words_of(fact)
                self._words.update(word for word in words if not word.isascii())
                self._writer.post("word", words, place)
                if not fact.inferred:
                    profile, ways = profile_of(fact, wordings, world, self._dates)
                    self._ways.update(ways)
                    self._writer.post("index", indexed(profile, world.topic), number)
                    profiles.append((str(number), encoding.profile_row(profile)))
                    number += 1
            self._writer.put("profile", profiles)
            self._progress("profiles", number)
        self._writer.put("direction", self._ways.items())
        self._writer.lists("word", enumerate(sorted(self._words)))

    def _by_id(self) -> Iterator[tuple[int, Fact]]:
        """The facts with their places in the pack, in the order of their ids."""
        self._connection.execute("CREATE TEMP TABLE place AS SELECT key, place FROM record WHERE kind = 'fact'")
        self._connection.execute("CREATE INDEX temp.by_key ON place (key, place)")
        query = "SELECT place, body FROM temp.place JOIN row USING (key) WHERE kind = 'fact' ORDER BY key"
        for place, body in self._connection.execute(query):
            yield place, encoding.fact(json.loads(body))

    # --------------------------------------------------------------------------------------------------------- records

    def _write_records(self, world: World) -> None:
        store, put = self._store, self._writer.put
        put("entity", ((ref, encoding.entity_row(item)) for ref, item in store.entities.items()))
        put("relation", ((ref, encoding.relation_row(item)) for ref, item in store.relations.items()))
        put("concept", ((ref, encoding.concept_row(item)) for ref, item in store.concepts.items()))
        put("source", ((ref, encoding.source_row(item)) for ref, item in store.sources.items()))
        put("text", store.texts.items())
        put("kin", ((ref, encoding.kin_row(ref, world)) for ref in {**store.entities, **store.concepts}))
        kinds = {
            "entity": store.entities,
            "relation": store.relations,
            "concept": store.concepts,
            "source": store.sources,
        }
        for kind, records in kinds.items():
            self._writer.lists(kind, enumerate(records))
        self._sizes |= {kind: len(records) for kind, records in kinds.items()} | {"fact": self._count}

    def _write_names(self) -> None:
        """Names by their compact form; of very many, also the lists by which those are found that look alike."""
        tiers = name_tables(self._store.entities.values())
        for number, tier in enumerate(tiers):
            self._writer.put(f"name{number}", tier.items())
            self._writer.lists(f"name{number}", enumerate(tier))
        sought = list(dict.fromkeys(chain(tiers[1], tiers[0])))
        if len(sought) <= FEW_NAMES:
            self._writer.put("meta", [("names", [[name, tiers[0].get(name) or tiers[1][name]] for name in sought])])
        else:
            self._writer.lists("sought", enumerate(sought))
            for place, name in enumerate(sought):
                self._writer.post("grams", grams(name), place)
        self._sizes |= {f"name{number}": len(tier) for number, tier in enumerate(tiers)} | {"sought": len(sought)}

    def _write_language(self, code: str, language: Language) -> None:
        tables = {name: table for name, table in self._tables[code].items() if name != "grammar"}
        self._writer.put("language", [(code, tables), (f"{code}.made", made_of(language))])
        for table, key, body in language.lexicon.dump():
            self._writer.put(f"{code}.{table}", [(key, body)])
        words = buckets(set(language.lexicon.vocabulary()))
        self._writer.put(f"{code}.known", words.items())


def pieces(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    """Rows in lists of a size."""
    piece = []
    for row in rows:
        piece.append(row)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def refuse_problems(store: Store) -> None:
    """A pack with problems is refused, for a verdict is worth no more than its facts."""
    if store.problems:
        first = store.problems[0]
        where = f"{first.origin.path}: {first.origin.record}: {first.message}"
        raise StoreError(f"{where} (problems: {len(store.problems)}; koreacoop validate lists them)")
