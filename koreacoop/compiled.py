"""A pack as commands start from it: an index that is opened, not loaded, with the store and the checker over it.

The index of the shipped pack comes with the wheel; that of any other is built at first use, in the user's cache
directory. It is fresh as long as all files that it was made from have the sizes, times and inodes that it lists, or
else the same contents. It is written aside and renamed, so that a reader never sees half of one; one that is torn,
foreign or outdated is built again; where none can be kept, one is made in memory each time.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from koreacoop import encoding, places
from koreacoop.checking import Checker
from koreacoop.court import Court
from koreacoop.frozen import dataclass
from koreacoop.hints import Any, TypeVar
from koreacoop.index import FORMAT, Index, Postings, Rows, open_index
from koreacoop.language import Language, Languages, make
from koreacoop.model import Fact, Relation
from koreacoop.pack import Store
from koreacoop.profiles import Profile
from koreacoop.world import World

T = TypeVar("T")

_SUFFIXES = (".toml", ".jsonl", ".txt", ".py")
_KEPT = 8
_MOST_KIN = 20_000
_FEW = 200
"""Facts or sentences that are looked at one by one rather than sought in one more list."""
_MOST_PROFILES = 4000
_RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice without its time telling."""


def _unheard(*_: object) -> None:
    """Told, and nothing done."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what happens while an index is sought or built; nobody, unless something is given."""

    remark: Callable[[str], None] = _unheard
    """Something that changes no result."""
    progress: Callable[[str, int], None] = _unheard
    """What is being done, and how many are done."""
    done: Callable[[], None] = _unheard
    """It is done."""


_NOBODY = Listener()


# ---------------------------------------------------------------------------------------------------------------- views


def store_of(index: Index, root: str) -> Store:
    """The pack in an index; its records are fetched when they are asked for."""
    return Store(
        root,
        sources=Rows(index, "source", encoding.source),
        texts=Rows(index, "text", str, listed="source"),
        entities=Rows(index, "entity", encoding.entity),
        relations=Rows(index, "relation", encoding.relation),
        concepts=Rows(index, "concept", encoding.concept),
        facts=Rows(index, "fact", encoding.fact),
        catalogue=Shelf(index),
    )


class Shelf:
    """What a compiled pack answers without going through its records."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._world: World | None = None
        self._names: dict[str, list[str]] | None = None

    @property
    def topic(self) -> str:
        """The subject of most facts."""
        return str(self._index.get("meta", "topic"))

    def world(self, store: Store) -> World:
        """What is known of the pack's entities, relations and concepts themselves."""
        if self._world is None:
            units = frozenset(self._index.get("meta", "units"))
            predicates = Rows(self._index, "predicate", encoding.relation, listed="relation")
            kin = Rows(self._index, "kin", encoding.kin)
            self._world = KnownWorld(store, predicates, self.topic, units, kin)
            self._world.directions = Rows(self._index, "direction", int)
        return self._world

    def tiers(self) -> Sequence[Mapping[str, Sequence[str]]]:
        """Ids of entities by the compact form of their names, metonyms and adjectives."""
        return [Rows(self._index, f"name{number}", list) for number in range(3)]

    def near(self, name: str) -> Mapping[str, Sequence[str]]:
        """Ids by compact names and metonyms: all where they are few, else those that share rare runs of letters."""
        if self._names is None:
            self._names = dict(self._index.get("meta", "names") or ())
        if self._names:
            return self._names
        from koreacoop.similar import alike

        proper, metonyms, _ = self.tiers()
        return {found: proper.get(found) or metonyms[found] for found in alike(name, self._index)}

    def about(self, ref: str) -> list[Fact]:
        """The facts that speak of an entity, in the order of the pack."""
        return self.about_all([(ref,)])

    def about_all(self, groups: Sequence[Sequence[str]]) -> list[Fact]:
        """The facts that speak of some entity of every group, in the order of the pack."""
        return self._facts(_common(self._listed("about", group) for group in groups))

    def wording(self, beginnings: Sequence[str], parts: Sequence[str]) -> list[Fact]:
        """The facts that may hold all these words, in the order of the pack: none that does is missing."""
        return self._facts(self._places("word", beginnings, parts))

    def said(self, beginnings: Sequence[str], parts: Sequence[str]) -> Iterable[Sequence[Any]]:
        """The same for sentences of the sources, as rows of source, start and text."""
        rows: Rows[Sequence[Any]] = Rows(self._index, "passage", list)
        return _fetched(rows, list(map(str, sorted(self._places("passage", beginnings, parts)))))

    def _places(self, kind: str, beginnings: Sequence[str], parts: Sequence[str]) -> set[int]:
        """Where words stand that begin with, and hold, what is sought, the rarest looked up first.

        Once few are left, no more is looked up: whoever asks looks at the words of each himself.
        """
        words = [self._index.beginning(kind, text) for text in beginnings]
        words += [self._index.holding(kind, text) for text in parts]
        sizes = [self._index.weight(kind, some) for some in words]
        lists = (self._listed(kind, some) for _, some in sorted(zip(sizes, words, strict=True)))
        return _common(lists, _FEW)

    def _listed(self, kind: str, keys: Sequence[str]) -> set[int]:
        return set().union(*self._index.postings(kind, keys).values())

    def _facts(self, places: Iterable[int]) -> list[Fact]:
        keys = self._index.place("fact", sorted(places))
        return list(_fetched(Rows(self._index, "fact", encoding.fact), keys))


def _common(groups: Iterable[set[int]], few: int = 1) -> set[int]:
    """What all of some sets hold; with less than ``few`` left the rest is not looked at."""
    common: set[int] | None = None
    for group in groups:
        common = group if common is None else common & group
        if len(common) < few:
            break
    return common or set()


def _fetched(rows: Rows[T], keys: Sequence[str]) -> Iterator[T]:
    """The rows of some keys, in their order."""
    for start in range(0, len(keys), 500):
        rows.fetch(keys[start : start + 500])
        yield from (rows[key] for key in keys[start : start + 500])


class KnownWorld(World):
    """A world whose closures were computed when the pack was compiled."""

    def __init__(
        self,
        store: Store,
        predicates: Rows[Relation],
        topic: str,
        units: frozenset[str],
        kin: Rows[encoding.Kin],
    ) -> None:
        super().__init__(store.entities, predicates, store.concepts, topic, units)
        self._predicates = predicates
        self._rows = kin
        self._kin: dict[str, encoding.Kin] = {}

    def prepare(self, refs: Iterable[str], relations: Iterable[str] = ()) -> None:
        """Fetch at one go what will be asked of some ids, and of some relations."""
        self._rows.fetch(refs)
        self._predicates.fetch(relations)

    def _of(self, ref: str) -> encoding.Kin:
        known = self._kin.get(ref)
        if known is None:
            if len(self._kin) > _MOST_KIN:
                self._kin.clear()
            known = self._kin[ref] = self._rows.get(ref) or encoding.stranger(ref)
        return known

    def above(self, ref: str) -> frozenset[str]:
        """``ref`` and all that a claim may say in its place."""
        return self._of(ref).above

    def classes(self, ref: str) -> frozenset[str]:
        """``ref`` and what it is."""
        return self._of(ref).classes

    def opposites(self, concept: str) -> frozenset[str]:
        """Concepts that cannot hold where ``concept`` does."""
        return self._of(concept).opposites

    def kind(self, ref: str) -> str:
        """The kind of an entity; "" for anything else."""
        return self._of(ref).kind

    def members(self, ref: str) -> frozenset[str]:
        """The members of a group that is no more than them."""
        return self._of(ref).members

    def groups(self, ref: str) -> frozenset[str]:
        """The groups that are no more than their members, and have this one."""
        return self._of(ref).groups

    def called(self, ref: str) -> frozenset[str]:
        """What a claim may call a fact's party."""
        return self._of(ref).called


class Seats:
    """The profiles of a compiled pack by number, each fetched when it is asked for and kept for a while."""

    def __init__(self, index: Index, world: World) -> None:
        self._index = index
        self._world = world
        self._known: dict[int, Profile] = {}

    def all(self, keys: Sequence[int]) -> list[Profile]:
        """The profiles of some numbers, in their order."""
        known = self._known
        if len(known) > _MOST_PROFILES:
            known.clear()
        missing = [key for key in keys if key not in known]
        if missing:
            rows = self._index.many("profile", list(map(str, missing)))
            known.update((key, encoding.profile(rows[str(key)])) for key in missing)
            self._world.prepare(
                dict.fromkeys(ref for key in missing for ref in known[key].own),
                dict.fromkeys(known[key].fact.statement.predicate for key in missing),
            )
        return [known[key] for key in keys]


def checker_of(index: Index, root: str) -> Checker:
    """A checker over the pack in an index."""
    store = store_of(index, root)
    scripts: dict[str, str] = index.get("meta", "scripts")

    def language(code: str) -> Language:
        made = make(code, index.get("language", code), index.get("language", f"{code}.made"))
        made.lexicon.restore(lambda table, entry: Rows(index, f"{code}.{table}", entry))
        made.words = Rows(index, f"{code}.known", list)
        return made

    world = store.world()
    court = Court(world, Seats(index, world), Postings(index, "index"))
    return Checker(store, Languages(scripts, language), court)


# -------------------------------------------------------------------------------------------------------------- opening


def open_pack(roots: Sequence[str], listener: Listener = _NOBODY) -> Index:
    """The index of the packs in ``roots``: the shipped one, one from the cache, or one that is made now."""
    if list(roots) == [places.default_pack()]:
        shipped = open_index(places.SHIPPED_INDEX)
        if shipped is not None:
            index, _ = shipped
            return _mended(index, roots, listener)
    path = cached_path(roots)
    found = open_index(path)
    if found is not None and _is_fresh(found[1], path, roots):
        return _mended(found[0], roots, listener)
    return build(roots, listener)


def _mended(index: Index, roots: Sequence[str], listener: Listener) -> Index:
    """The index, with the way to build it again should it turn out to be damaged."""
    index.mend_by(lambda: build(roots, listener))
    return index


def cached_path(roots: Sequence[str]) -> str:
    """Where the index of some packs is kept; two packs that share the name by chance take it from each other."""
    names = "|".join(os.path.realpath(root) for root in roots)
    name = f"{zlib.crc32(names.encode()):08x}{len(names):04x}.sqlite"
    return os.path.join(places.cache_folder(), name)  # noqa: PTH118


def build(roots: Sequence[str], listener: Listener = _NOBODY, path: str | None = None) -> Index:
    """Compile the packs in ``roots`` and open the result: from ``path`` or the cache, or else in memory."""
    try:
        return _built(roots, path, listener)
    finally:
        listener.done()


def _built(roots: Sequence[str], path: str | None, listener: Listener) -> Index:
    from koreacoop.building import build_file, build_in_memory

    target = path or cached_path(roots)
    about = {"format": FORMAT, "roots": list(map(os.path.realpath, roots)), "files": listing(roots)}
    try:
        build_file(roots, target, about, listener.progress)
        found = open_index(target)
        if found is not None:
            if path is None:
                _forget_others(target)
            return found[0]
        listener.remark(f"the index cannot be read back from {target}; it is made anew each time, which takes longer")
    except (OSError, sqlite3.OperationalError) as error:
        listener.remark(f"no index can be kept ({error}); it is made anew each time, which takes longer")
    return Index(build_in_memory(roots, about, listener.progress))


def listing(roots: Sequence[str]) -> list[list[Any]]:
    """All files that an index depends on: path, size, time, inode."""
    folders = [*roots, *(os.path.join(root, "seeds") for root in roots)]  # noqa: PTH118
    folders += [os.path.join(os.path.dirname(os.path.realpath(root)), "seeds") for root in roots]  # noqa: PTH118, PTH120
    own = [places.LANGUAGES, places.PACKAGE]
    rows = {row[0]: row for folder in folders for row in _files(os.path.realpath(folder), deep=True)}
    rows |= {row[0]: row for folder in own for row in _files(folder, deep=folder == places.LANGUAGES)}
    return sorted(rows.values())


def _files(folder: str, deep: bool) -> Iterator[list[Any]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if deep:
                yield from _files(entry.path, deep)
        elif entry.name.endswith(_SUFFIXES):
            state = entry.stat()
            yield [entry.path, state.st_size, state.st_mtime_ns, state.st_ino]


def _is_fresh(about: Mapping[str, Any], path: str, roots: Sequence[str]) -> bool:
    """Whether the files are those that the index was made from."""
    if about.get("roots") != list(map(os.path.realpath, roots)):
        return False
    then, now = about.get("files", ()), listing(roots)
    if [row[:2] for row in then] != [row[:2] for row in now]:
        return False
    latest = max((row[2] for row in now), default=0)
    if then == now and latest + _RACY < about.get("built", 0):
        return True
    return _is_same(about, now, path)


def _is_same(about: Mapping[str, Any], now: Sequence[Sequence[Any]], path: str) -> bool:
    """Whether the contents are the same, where times are not or tell too little; if so, that is noted."""
    from koreacoop.building import digest, note

    if digest(row[0] for row in now) != about.get("digest"):
        return False
    note(path, {**about, "files": now, "built": time.time_ns()})
    return True


def _forget_others(path: str) -> None:
    """Keep the newest few indexes only."""
    folder = os.path.dirname(path)  # noqa: PTH120
    try:
        others = [entry for entry in os.scandir(folder) if entry.name.endswith((".sqlite", ".part"))]
        for old in sorted(others, key=lambda entry: entry.stat().st_mtime)[:-_KEPT]:
            os.unlink(old.path)  # noqa: PTH108
    except OSError:
        return
