"""Compiles a pack into an index: all that commands look up, by key, facts in pieces so that memory stays small."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from koreacoop import encoding
from koreacoop.assembly import dated, fill, language_tables
from koreacoop.errors import StoreError
from koreacoop.index import Writer
from koreacoop.interval import Interval
from koreacoop.language import Language, buckets, made_of, make
from koreacoop.lookup import name_tables
from koreacoop.model import LANGUAGES, Fact
from koreacoop.naming import FEW_NAMES, grams
from koreacoop.pack import Store, most
from koreacoop.piecework import Job, Piece, worked_through
from koreacoop.search import passage_row, sentences, words_in
from koreacoop.store import facts_of, frame
from koreacoop.world import World

Progress = Callable[[str, int], None]
"""Told now and then what is being done, and how many facts are done."""

_STEP = 1000
_PIECE = 100
"""Facts that are handed to a process at one go."""


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
        self._inferred: set[str] = set()
        """Facts that decide nothing."""
        self._count = 0
        self._sizes: dict[str, int] = {}

    def run(self, about: dict[str, Any]) -> None:
        """Compile; a pack with problems is refused with the first of them. ``about``: what the index is to say."""
        self._write_facts()
        refuse_problems(self._store)
        topic = most(self._subjects)
        self._writer.put("text", self._store.texts.items())
        self._write_passages()
        scripts = self._write_vocabulary(topic)
        # Nothing more is asked of them, and there may be very many: those that read the facts hold them by themselves.
        self._store.texts, self._store.entities = {}, {}
        self._write_profiles(topic)
        facts = {"topic": topic, "units": sorted(self._units), "scripts": scripts, "sizes": self._sizes}
        self._writer.put("meta", facts.items())
        self._writer.close(about)

    def _write_vocabulary(self, topic: str) -> dict[str, str]:
        """The records but facts, the names and the languages; the codes of the languages by their scripts."""
        store = self._store
        languages = {code: make(code, tables) for code, tables in self._tables.items()}
        fill(store, languages)
        self._write_records(World(store.entities, store.relations, store.concepts, topic, frozenset(self._units)))
        self._write_names()
        for code, language in languages.items():
            self._write_language(code, language)
        return {language.script: code for code, language in languages.items()}

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
        if fact.inferred:
            self._inferred.add(fact.id)
        for ref, times in dated([fact], self._store).items():
            self._dates.setdefault(ref, []).extend(times)

    def _write_profiles(self, topic: str) -> None:
        """What reading finds in the wordings, numbered in the order of ids, and the lists by which facts are found."""
        dates = {ref: list(map(encoding.interval_row, times)) for ref, times in self._dates.items()}
        job = Job(tuple(map(str, self._roots)), topic, frozenset(self._units), dates)
        done = 0
        for made in worked_through(self._by_id(), job, self._count):
            self._writer.put_encoded(made.profiles)
            for kind, lists in made.lists.items():
                self._writer.post_all(kind, lists)
            self._ways.update(made.ways)
            self._words |= made.words
            done += len(made.profiles)
            self._progress("profiles", done)
        self._writer.put("direction", self._ways.items())
        self._writer.lists("word", enumerate(sorted(self._words)))

    def _by_id(self) -> Iterator[Piece]:
        """The facts with their places in the pack, in the order of their ids; profiles are numbered in that order."""
        self._connection.execute("CREATE TEMP TABLE place AS SELECT key, place FROM record WHERE kind = 'fact'")
        self._connection.execute("CREATE INDEX temp.by_key ON place (key, place)")
        query = "SELECT place, body, key FROM temp.place JOIN row USING (key) WHERE kind = 'fact' ORDER BY key"
        number = 0
        for rows in pieces(iter(self._connection.execute(query)), _PIECE):
            piece = [(place, body, key in self._inferred) for place, body, key in rows]
            yield number, piece
            number += sum(not inferred for _, _, inferred in piece)

    # --------------------------------------------------------------------------------------------------------- records

    def _write_records(self, world: World) -> None:
        store, put = self._store, self._writer.put
        put("entity", ((ref, encoding.entity_row(item)) for ref, item in store.entities.items()))
        put("relation", ((ref, encoding.relation_row(item)) for ref, item in store.relations.items()))
        put("predicate", ((ref, encoding.predicate_row(item)) for ref, item in store.relations.items()))
        put("concept", ((ref, encoding.concept_row(item)) for ref, item in store.concepts.items()))
        put("source", ((ref, encoding.source_row(item)) for ref, item in store.sources.items()))
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

    def _write_passages(self) -> None:
        """The sentences of the sources, numbered in their order, and the lists of their words."""
        known: set[str] = set()
        said = (passage for source, text in self._store.texts.items() for passage in sentences(text, source))
        for piece in pieces(enumerate(said), _STEP):
            for number, passage in piece:
                words = words_in(passage.text)
                known.update(word for word in words if not word.isascii())
                self._writer.post("passage", words, number)
            self._writer.put("passage", ((str(number), passage_row(passage)) for number, passage in piece))
        self._writer.lists("passage", enumerate(sorted(known)))

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
