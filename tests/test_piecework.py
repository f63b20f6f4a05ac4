"""A pack that several processes compile is the same as one that one process compiles; a killed one leaves nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest

from koreacoop import building, compiled, piecework
from koreacoop.errors import KoreacoopError
from tests.benchmarks.packs import claim, make

FACTS = 700


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "pack", FACTS)


def build(pack: Path, target: Path) -> Path:
    building.build_file([str(pack)], str(target), {"roots": [], "files": []})
    return target


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    """All rows but what the index says of itself: when it was made."""
    with sqlite3.connect(path) as connection:
        tables = [
            "SELECT * FROM row WHERE key <> 'about' ORDER BY kind, key",
            "SELECT * FROM record ORDER BY kind, place",
            "SELECT * FROM posting ORDER BY kind, key, chunk",
        ]
        found = [connection.execute(query).fetchall() for query in tables]
    connection.close()
    return found


def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piecework, "MANY", 1)
    monkeypatch.setattr(piecework, "cores", lambda: 2)


def test_two_processes_make_what_one_makes(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = rows(build(pack, tmp_path / "alone.sqlite"))
    by_two(monkeypatch)
    together = rows(build(pack, tmp_path / "together.sqlite"))
    assert together == alone
    assert [len(table) > FACTS for table in alone] == [True, True, True]


def test_a_killed_process_ends_the_build_and_leaves_nothing(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_two(monkeypatch)
    monkeypatch.setattr(piecework, "begin", killed)
    target = tmp_path / "cache" / "index.sqlite"
    with pytest.raises(KoreacoopError, match="killed"):
        build(pack, target)
    assert list(target.parent.iterdir()) == []


def killed(_: piecework.Job) -> None:
    """A process that is killed while it makes ready."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_it_is_believed(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    by_two(monkeypatch)
    checker = compiled.checker_of(compiled.open_pack([str(pack)]), str(pack))
    for number in range(0, FACTS, 100):
        assert checker.check(claim(number, 40)).label.value == "supported"
        assert checker.check(claim(number, 40, wrong=True)).label.value != "supported"
