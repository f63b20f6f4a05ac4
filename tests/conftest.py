"""What tests share: the shipped pack, a checker over it (made once: it takes seconds), the command line in process."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from koreacoop import __main__, assembly
from koreacoop import store as stores
from koreacoop.assembly import Checker
from koreacoop.store import Store
from koreacoop.world import World

PROBLEMS = Path(__file__).parent / "problems"


@dataclass(frozen=True)
class Result:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The standard output as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """The standard output as lines of fields."""
        return [line.split("\t") for line in self.out.splitlines()]


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def store() -> Store:
    return stores.load([stores.default_pack()])


@pytest.fixture(scope="session")
def checker(store: Store) -> Checker:
    return assembly.assemble(store)


@pytest.fixture(scope="session")
def world(store: Store) -> World:
    return World(store.entities, store.relations, store.concepts, store.topic)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A small pack without any problem, to spoil."""
    return shutil.copytree(PROBLEMS / "sound", tmp_path / "pack")


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the user's environment and cache is used, here or in a process that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KOREACOOP_")]:
            patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
            patch.delenv(name, raising=False)
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.getbasetemp() / "cache"))
        yield


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``koreacoop`` with arguments and bytes on standard input, over the shipped pack unless told otherwise."""
    monkeypatch.setattr(__main__.signal, "signal", lambda *_: None)

    def call(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["koreacoop", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            __main__.main()
        captured = capfd.readouterr()
        return Result(int(stopped.value.code or 0), captured.out, captured.err)

    return call
