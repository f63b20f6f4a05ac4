"""The compiled pack says what the assembled one says; one that is damaged, foreign or outdated is never believed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from koreacoop import building, compiled, encoding, index, places
from koreacoop import store as stores
from koreacoop.assembly import assemble
from koreacoop.candidates import Listed, _counted, _looked_up
from koreacoop.checking import Checker
from koreacoop.errors import StoreError
from koreacoop.frozen import replace
from koreacoop.lookup import Directory, facts_about
from koreacoop.pack import Store
from koreacoop.search import search
from koreacoop.timeline import timeline
from koreacoop.world import World

CASES = Path(__file__).parent / "cases" / "claims"
CLAIM = "Alpha joined Omega in 2001"


def sample() -> list[str]:
    """Every tenth claim of the cases."""
    rows = [line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["claim"] for line in islice(rows, 0, None, 10)]


@pytest.fixture(scope="module")
def opened() -> index.Index:
    return compiled.open_pack([places.default_pack()])


@pytest.fixture(scope="module")
def shelved(opened: index.Index) -> Checker:
    return compiled.checker_of(opened, places.default_pack())


# ------------------------------------------------------------------------------------------------------------ equality


def test_both_judge_alike(checker: Checker, shelved: Checker) -> None:
    for claim in [*sample(), "joined OECD in 1996", "South Korea joned the United Natoins in 1991"]:
        assert shelved.check(claim) == checker.check(claim)


def test_judging_goes_through_no_table(opened: index.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    checker = compiled.checker_of(opened, places.default_pack())
    gone_through: list[str] = []
    keys = index.Index.keys
    monkeypatch.setattr(index.Index, "keys", lambda *given: gone_through.append(given[1]) or keys(*given))
    for claim in sample()[::3]:
        checker.check(claim)
    assert gone_through == []


def test_both_hold_the_same_records(store: Store, shelved: Checker) -> None:
    for kind in ("sources", "texts", "entities", "relations", "concepts", "facts"):
        mine, theirs = getattr(shelved.store, kind), getattr(store, kind)
        assert list(mine) == list(theirs) and len(mine) == len(theirs)
        assert all(mine[ref] == record for ref, record in theirs.items())
    assert shelved.store.topic == store.topic


def test_both_know_the_same_world(store: Store, shelved: Checker) -> None:
    mine, theirs = shelved.court.world, store.world()
    assert mine.units == theirs.units
    for ref in [*store.entities, *store.concepts, *store.relations, "nothing such"]:
        for ask in (World.above, World.classes, World.opposites, World.kind, World.members, World.groups):
            assert getattr(mine, ask.__name__)(ref) == ask(theirs, ref), (ask, ref)


def test_both_find_the_same_facts_about_an_entity(store: Store, shelved: Checker) -> None:
    world = store.world()
    for ref in store.entities:
        assert facts_about(ref, shelved.store, world) == facts_about(ref, store, world)


def test_both_find_the_same_by_words(store: Store, shelved: Checker) -> None:
    for text in [
        "nato",
        "korea summit",
        "유엔",
        "의",
        "المتحدة",
        "ا",
        "u.n.",
        "a",
        "korea's",
        "oecd 1996",
        "xyzzy",
        "-",
    ]:
        mine, theirs = search([text], shelved.store), search([text], store)
        assert sorted(fact.id for fact in mine[0]) == sorted(fact.id for fact in theirs[0]), text
        assert mine[1] == theirs[1], text


def test_both_arrange_the_same_events(store: Store, shelved: Checker) -> None:
    world, catalogue = store.world(), shelved.store.catalogue
    assert catalogue is not None
    for names in ([["nato"]], [["nato", "oecd"]], [["oecd"], ["japan"]]):
        listed = catalogue.about_all(names)
        assert timeline(listed, names, world) == timeline(store.facts.values(), names, world)


@pytest.mark.parametrize("name", ["NATO", "NATTO", "Soeul", "Untied Nations", "Korea", "xyzzy", "유엔", "الناتوو"])
def test_both_find_the_same_names(store: Store, shelved: Checker, name: str) -> None:
    assert Directory(shelved.store).find(name) == Directory(store).find(name)


def test_profiles_survive(checker: Checker) -> None:
    for profile in checker.court.profiles.values():  # type: ignore[attr-defined]
        found = encoding.profile(json.loads(json.dumps(encoding.profile_row(profile))))
        shown = {"citations": (), "text": {}, "paraphrases": {}, "note": "", "inferred": ""}
        assert found == replace(profile, fact=replace(profile.fact, **shown))


def test_the_closest_are_the_same_counted_or_looked_up(checker: Checker) -> None:
    """The short way that long lists need gives what counting all of them gives."""
    for claim in sample():
        items = checker.read(claim).items
        groups = [
            Listed([checker.court.index.get(ref, ()) for ref in {m.ref for m in item.meanings}]) for item in items
        ]
        told = [group for group in groups if group.lists]
        assert _looked_up([group.lists for group in told], 40, 2) == _counted([group.keys for group in told], 40, 2)


# ----------------------------------------------------------------------------------------------------------- freshness


@pytest.fixture
def pack(sound: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small pack, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return sound


def answer(pack: Path) -> tuple[str, list[str]]:
    """The name of an entity of the pack, and what was said."""
    said: list[str] = []
    listener = compiled.Listener(said.append)
    store = compiled.store_of(compiled.open_pack([str(pack)], listener), str(pack))
    return store.entities["alpha"].names["en"][0], said


def cached(pack: Path) -> Path:
    return Path(compiled.cached_path([str(pack)]))


def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The targets of all builds from now on."""
    done: list[str] = []
    real = building.build_file
    monkeypatch.setattr(
        building, "build_file", lambda r, target, *rest: (done.append(target), real(r, target, *rest))[1]
    )
    return done


def rename(pack: Path, name: str) -> None:
    for path in (pack / "entities").glob("*.toml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace('"Alpha"', f'"{name}"'), encoding="utf-8")


def test_it_is_built_once(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = builds(monkeypatch)
    assert answer(pack) == answer(pack) == ("Alpha", [])
    assert done == [str(cached(pack))]


def test_it_is_built_again_when_a_file_changes(pack: Path) -> None:
    assert answer(pack)[0] == "Alpha"
    rename(pack, "Aleph")
    assert answer(pack)[0] == "Aleph"


def test_it_is_kept_when_only_times_change(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(pack)[0] == "Alpha"
    done = builds(monkeypatch)
    for path in pack.rglob("*.toml"):
        os.utime(path, (1, 1))
    assert answer(pack)[0] == "Alpha" and done == []


@pytest.mark.parametrize("size", [0, 50, 100, 4096, 20_000])
def test_a_torn_one_is_built_again(pack: Path, size: int) -> None:
    answer(pack)
    cached(pack).write_bytes(cached(pack).read_bytes()[:size])
    assert answer(pack) == ("Alpha", [])


@pytest.mark.parametrize("content", [b"not a database at all" * 500, b"SQLite format 3\0" + bytes(5000)])
def test_a_foreign_one_is_built_again(pack: Path, content: bytes) -> None:
    cached(pack).parent.mkdir(parents=True)
    cached(pack).write_bytes(content)
    assert answer(pack) == ("Alpha", [])


def test_one_of_another_format_is_built_again(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(index, "FORMAT", -1)
        answer(pack)
    done = builds(monkeypatch)
    assert answer(pack)[0] == "Alpha" and len(done) == 1


def test_damage_inside_is_met_and_mended(pack: Path) -> None:
    """Bytes of the records are changed, each run others: the answer is right, from the file or from a new one."""
    answer(pack)
    whole = cached(pack).read_bytes()
    for place in range(100, len(whole), len(whole) // 12):
        cached(pack).write_bytes(
            whole[:place] + bytes(b ^ 0x5A for b in whole[place : place + 20]) + whole[place + 20 :]
        )
        assert answer(pack)[0] == "Alpha"


def test_a_changed_row_is_not_believed(pack: Path) -> None:
    answer(pack)
    with sqlite3.connect(cached(pack)) as connection:
        connection.execute("UPDATE row SET body = replace(body, 'Alpha', 'Gamma') WHERE kind = 'entity'")
    connection.close()
    assert answer(pack)[0] == "Alpha"


def test_without_a_writable_cache_it_is_made_in_memory_and_said(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", encoding="utf-8")
    name, said = answer(pack)
    assert name == "Alpha" and len(said) == 1 and "no index can be kept" in said[0]


def test_a_full_disk_is_told(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "build_file", full)
    name, said = answer(pack)
    assert name == "Alpha" and "No space left" in said[0]


def test_two_builders_at_once(pack: Path) -> None:
    program = f"from koreacoop import compiled; compiled.build([{str(pack)!r}])"
    running = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert answer(pack)[0] == "Alpha"
    assert list(cached(pack).parent.glob("*.part")) == []


def test_a_pack_with_problems_is_refused_and_leaves_nothing(pack: Path) -> None:
    with (pack / "sources.toml").open("a", encoding="utf-8") as stream:
        stream.write("\nwrong = 1\n")
    with pytest.raises(StoreError, match="koreacoop validate lists them"):
        answer(pack)
    assert not cached(pack).exists() and list(cached(pack).parent.glob("*")) == []


# --------------------------------------------------------------------------------------------------------------- bulk


def test_facts_may_be_json_lines(pack: Path) -> None:
    as_toml = list(compiled.store_of(compiled.open_pack([str(pack)]), str(pack)).facts.values())
    for path in (pack / "statements").glob("*.toml"):
        rows = stores.read_toml(path)["fact"]
        path.with_suffix(".jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        path.unlink()
    as_lines = list(compiled.store_of(compiled.open_pack([str(pack)]), str(pack)).facts.values())
    assert as_lines == as_toml != []


@pytest.mark.parametrize("line", ["{", "[1]", '"x"'])
def test_a_line_that_is_no_object_is_told_with_its_place(pack: Path, line: str) -> None:
    (pack / "statements" / "bulk.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"bulk\.jsonl:2: "):
        answer(pack)


def test_long_files_are_read_in_pieces(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stores.load([pack])
    monkeypatch.setattr(stores, "_LONG", 1)
    monkeypatch.setattr(stores, "_PIECE", 1)
    assert stores.load([pack]).facts == whole.facts
    (path,) = (pack / "statements").glob("*.toml")
    text = path.read_text("utf-8")
    head, _, rest = text.partition("[[fact]]\n")
    path.write_text(f'{head}[[fact]]\nnote = """\n[[fact]]\n"""\n{rest}', encoding="utf-8")
    assert list(stores.load([pack]).facts) == list(whole.facts)


# --------------------------------------------------------------------------------------------------------------- wheel


def test_the_wheel_is_built_with_the_index(tmp_path: Path, opened: index.Index) -> None:
    """What the build hook makes holds the same rows as the index that is made at first use."""
    target = tmp_path / "index.sqlite"
    building.build_file([places.default_pack()], str(target), {"roots": [], "files": []})
    found = index.open_index(str(target))
    assert found is not None
    query = "SELECT kind, key, crc FROM row WHERE kind <> 'meta' ORDER BY kind, key"
    assert found[0].rows(query) == opened.rows(query)


def test_a_small_pack_is_judged_alike(sound: Path) -> None:
    shutil.copytree(sound, sound.parent / "other")
    assembled = assemble(stores.load([sound]))
    shelved = compiled.checker_of(compiled.open_pack([str(sound)]), str(sound))
    for fact in assembled.store.facts.values():
        for text in fact.text.values():
            assert shelved.check(text) == assembled.check(text)
