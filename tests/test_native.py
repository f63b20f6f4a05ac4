"""Machine code of the modules that judge: what it is made of, and that it says what the Python says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import koreacoop
from koreacoop import _native

pytestmark = pytest.mark.once

ROOT = Path(koreacoop.__file__).parent.parent
CLAIMS = Path(__file__).parent / "cases" / "claims"

SOURCE = '''
from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from koreacoop.frozen import dataclass, field, set_memo
from koreacoop.hints import ClassVar


@dataclass(frozen=True, slots=True, memo=("size",))
class Pair:
    """Two values."""

    one: int
    other: str = "x"
    more: Mapping[str, int] = field(default_factory=dict)
    """What else there is."""
    size: ClassVar[int]

    def __post_init__(self) -> None:
        set_memo(self, "size", len(self.other))


class Once:
    """Something that is worked out once."""

    def __init__(self) -> None:
        self.asked = 0

    @cached_property
    def answer(self) -> int:
        """The answer."""
        self.asked += 1
        return 6 * 7


def is_among(one: int, first: int, rest: list[int]) -> bool:
    """Whether it is one of some."""
    return one in (first, *rest)
'''


def defined(source: str) -> dict[str, Any]:
    """What a module defines."""
    scope: dict[str, Any] = {"__name__": "made"}
    exec(source, scope)
    return scope


def test_what_is_written_out_does_the_same() -> None:
    text = _native.written_out(SOURCE)
    assert "@dataclass" not in text and "@cached_property" not in text
    assert "in tuple((first, *rest))" in text and defined(text)["is_among"](3, 1, [2, 3])
    for pair, once in ((scope["Pair"], scope["Once"]()) for scope in (defined(SOURCE), defined(text))):
        assert pair(1) == pair(one=1, other="x") != pair(2, "xyz")
        assert (pair(2, "xyz").size, pair(1).more, pair.__match_args__) == (3, {}, ("one", "other", "more"))
        assert pair(1).more is not pair(1).more
        assert repr(pair(1)) == "Pair(one=1, other='x', more={})"
        assert pair(1, "y").__reduce__() == (pair, (1, "y", {}))
        assert (once.answer, once.answer, once.asked) == (42, 42, 1)


def test_all_that_judges_is_made_so() -> None:
    made = {path.stem for path in _native.modules(ROOT)}
    assert {"reading", "lattice", "judging", "weighing", "deciding", "numbers", "dates", "json"} <= made
    assert made.isdisjoint({"cli", "commands", "store", "frozen", "__init__"})


@pytest.mark.parametrize(("asked", "able", "wanted"), [("0", True, False), ("1", False, True), ("", True, True)])
def test_it_is_made_where_it_can_be(monkeypatch: pytest.MonkeyPatch, asked: str, able: bool, wanted: bool) -> None:
    monkeypatch.setattr(_native, "_can_compile", lambda: able)
    assert _native.is_wanted(asked) is wanted


@pytest.mark.parametrize("error", [SystemExit(1), RuntimeError("command 'cc' failed")])
def test_what_cannot_be_made_stays_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception) -> None:
    def fail(root: Path, folder: Path) -> dict[Path, str]:
        raise error

    monkeypatch.setattr(_native, "_can_compile", lambda: True)
    monkeypatch.setattr(_native, "machine_code", fail)
    told: list[str] = []
    assert (
        _native.made_if_wanted("0", ROOT, tmp_path, told.append)
        == {}
        == _native.made_if_wanted("", ROOT, tmp_path, told.append)
    )
    assert told == [f"koreacoop could not be made machine code, and stays Python: {error}"]
    with pytest.raises(type(error)):
        _native.made_if_wanted("1", ROOT, tmp_path, told.append)


@pytest.mark.skipif(not _native.is_wanted(""), reason="no C compiler")
def test_machine_code_says_the_same(tmp_path: Path) -> None:
    """Every sixth claim, installed as a user would (without what it depends on, which is here)."""
    library = tmp_path / "library"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(library), str(ROOT)]
    subprocess.run(install, capture_output=True, check=True, env=os.environ | {"KOREACOOP_COMPILE": "1"})
    assert list((library / "koreacoop").glob("judging.*.so")) or list((library / "koreacoop").glob("judging.*.pyd"))
    rows = [line for path in sorted(CLAIMS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()][::6]
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(json.dumps({"claim": json.loads(row)["claim"]}) + "\n" for row in rows), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "koreacoop",
        "check",
        "--input",
        str(claims),
        "--input-format",
        "jsonl",
        "-f",
        "jsonl",
    ]
    answers = [
        subprocess.run(
            command, capture_output=True, check=False, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(path)}
        )
        for path in (ROOT, library)
    ]
    assert answers[0].stdout.count(b"\n") == len(rows)
    assert answers[0].stdout == answers[1].stdout
