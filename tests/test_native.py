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

ROOT = Path(koreacoop.__file__).parent.parent
CLAIMS = Path(__file__).parent / "cases" / "claims"
# An interpreter in whose environment a wheel is installed that was built with KOREACOOP_COMPILE=1.
COMPILED = os.environ.get("KOREACOOP_COMPILED", "")

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


def test_it_can_be_translated(tmp_path: Path) -> None:
    pytest.importorskip("mypyc.build")
    pytest.importorskip("setuptools")
    program = "import sys; from pathlib import Path; from koreacoop._native import translated; translated({}, {})"
    code = program.format(f"Path({str(ROOT)!r})", f"Path({str(tmp_path)!r})")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    assert (tmp_path / "build" / "__native_koreacoop.h").exists()


@pytest.mark.skipif(not COMPILED, reason="KOREACOOP_COMPILED names no interpreter with a compiled koreacoop")
def test_machine_code_says_the_same(tmp_path: Path) -> None:
    where = "import koreacoop.judging; print(koreacoop.judging.__file__)"
    told = subprocess.run([COMPILED, "-c", where], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    assert not told.stdout.strip().endswith(".py")
    claims = tmp_path / "claims.jsonl"
    rows = [
        json.loads(line) for path in sorted(CLAIMS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    claims.write_text("".join(json.dumps({"claim": row["claim"]}) + "\n" for row in rows), encoding="utf-8")
    command = ["-m", "koreacoop", "check", "--input", str(claims), "--input-format", "jsonl", "-f", "jsonl"]
    answers = [
        subprocess.run([python, *command], capture_output=True, check=False, cwd=folder).stdout
        for python, folder in ((sys.executable, ROOT), (COMPILED, tmp_path))
    ]
    assert answers[0].count(b"\n") == len(rows)
    assert answers[0] == answers[1]
