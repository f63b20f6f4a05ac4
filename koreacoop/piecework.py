"""What is compiled of facts one by one, by one process or several: profiles, and the lists by which facts are found."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing import current_process
from pathlib import Path

from koreacoop import encoding
from koreacoop.assembly import fill_terms, introduce, load_languages, profile_of
from koreacoop.court import indexed
from koreacoop.frozen import dataclass, replace
from koreacoop.index import Encoded, encoded
from koreacoop.interval import Interval
from koreacoop.language import Language
from koreacoop.lookup import concerned
from koreacoop.model import Entity, Names
from koreacoop.pack import Store
from koreacoop.parallel import cores, ordered
from koreacoop.search import words_of
from koreacoop.store import vocabulary
from koreacoop.wordings import Wordings
from koreacoop.world import World

MANY = 5000
"""Facts from which on it pays to start processes."""
_MOST = 4
"""Processes at most: each holds all names."""
_NO_NAMES: Names = {}

Piece = tuple[int, list[tuple[int, bytes, bool]]]
"""The number of the first profile; facts as rows: the place in the pack, the body, whether an editor infers it."""


@dataclass(slots=True)
class Job:
    """What is known of all facts together, as it can be sent to a process."""

    roots: tuple[str, ...]
    topic: str
    units: frozenset[str]
    dates: dict[str, list[encoding.Row]]
    """When events took place (``assembly.dated``)."""


@dataclass(slots=True)
class Made:
    """What was made of a piece: rows, numbers listed under keys by kind, directions, words of other letters."""

    profiles: list[Encoded]
    lists: dict[str, dict[str, bytes]]
    ways: Counter[str]
    words: set[str]


def worked_through(items: Iterable[Piece], job: Job, facts: int) -> Iterator[Made]:
    """What is made of each piece, in order; of many facts by as many processes as can run at once."""
    alone = facts < MANY or current_process().daemon
    return ordered(begin, job, items, 1 if alone else min(cores(), _MOST))


def begin(job: Job) -> Callable[[Piece], Made]:
    """The function that makes of a piece what is compiled."""
    languages = load_languages()
    store = vocabulary([Path(root) for root in job.roots], lambda entity: _learned(entity, languages))
    fill_terms(store, languages)
    return _Maker(job, store, languages).make


def _learned(entity: Entity, languages: Mapping[str, Language]) -> Entity:
    """An entity without its names: the lexicons have them, and there may be very many."""
    introduce(entity, languages)
    return replace(entity, names=_NO_NAMES, metonyms=_NO_NAMES, adjectives=_NO_NAMES)


class _Maker:
    """Makes what is compiled of facts."""

    def __init__(self, job: Job, store: Store, languages: Mapping[str, Language]) -> None:
        self._world = World(store.entities, store.relations, store.concepts, job.topic, job.units)
        self._dates: dict[str, list[Interval]] = {
            ref: [encoding.interval(row) for row in rows] for ref, rows in job.dates.items()
        }
        self._wordings = Wordings(languages)

    def make(self, piece: Piece) -> Made:
        """What is compiled of a piece."""
        number, rows = piece
        made = Made([], {}, Counter(), set())
        lists: dict[str, dict[str, array[int]]] = {"about": {}, "word": {}, "index": {}}
        for place, body, inferred in rows:
            fact = encoding.fact(json.loads(body))
            _post(lists["about"], concerned(fact, self._world), place)
            words = words_of(fact)
            made.words.update(word for word in words if not word.isascii())
            _post(lists["word"], words, place)
            if not inferred:
                profile, ways = profile_of(fact, self._wordings, self._world, self._dates)
                made.ways.update(ways)
                _post(lists["index"], indexed(profile, self._world.topic), number)
                made.profiles.append(encoded("profile", str(number), encoding.profile_row(profile)))
                number += 1
        made.lists = {kind: {key: found.tobytes() for key, found in table.items()} for kind, table in lists.items()}
        return made


def _post(table: dict[str, array[int]], keys: Iterable[str], number: int) -> None:
    for key in keys:
        table.setdefault(key, array("I")).append(number)
