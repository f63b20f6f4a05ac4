"""What a start loads: a fresh interpreter tells, for each command, and a table says what must not be there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from koreacoop import cli, door
from tests.conftest import Run

# Too slow to import for a plain answer, or not needed for one.
NEVER = {
    *("rich", "rapidfuzz", "tomli", "tomllib", "asyncio", "multiprocessing", "concurrent", "importlib.metadata"),
    *("dataclasses", "inspect", "pathlib", "hashlib", "tempfile", "subprocess", "logging", "argparse", "calendar"),
    *("typer", "click", "pydantic", "numpy"),
    *("koreacoop.store", "koreacoop.records", "koreacoop.validation", "koreacoop.assembly", "koreacoop.indexing"),
    *("koreacoop.cli", "koreacoop.options", "koreacoop.building", "koreacoop.rendering.text"),
    *("koreacoop.bulk_command", "koreacoop.bulk", "koreacoop.tabular", "distributed", "pyarrow"),
}
ENGINE = {"koreacoop.judging", "koreacoop.reading", "koreacoop.weighing"}
COMMANDS = {
    "check joined|OECD|in|1996": (["check", "joined OECD in 1996"], NEVER | {"koreacoop.syllables"}),
    "check --format json": (["check", "joined OECD in 1996", "--format", "json"], NEVER | {"koreacoop.syllables"}),
    "check ko": (["check", "한국은 1996년에 경제협력개발기구에 가입했다"], NEVER),
    "lookup": (["lookup", "NATO"], NEVER),
    "lookup --json": (["lookup", "NATO", "--json"], NEVER),
    "timeline": (["timeline"], NEVER),
    "search": (["search", "NATO"], NEVER),
    "--version": (["--version"], NEVER | ENGINE | {"json", "sqlite3", "koreacoop.model"}),
}
PROGRAM = """
import sys
from koreacoop.__main__ import main
sys.argv[1:] = {arguments!r}
try:
    main()
finally:
    print("\\n".join(sys.modules), file=sys.stderr)
"""


def modules(arguments: list[str]) -> set[str]:
    """All modules that a command has loaded when it is done, with the packages in which they are."""
    program = PROGRAM.format(arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    names = done.stderr.split()
    return {
        ".".join(parts[:size]) for parts in (name.split(".") for name in names) for size in range(1, len(parts) + 1)
    }


def bare() -> set[str]:
    """What an interpreter loads by itself in this environment (its ``.pth`` files among it)."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_loads_only_what_it_needs(name: str) -> None:
    arguments, forbidden = COMMANDS[name]
    modules(arguments)  # the index is built by the first run
    assert (modules(arguments) - bare()) & forbidden == set()


def test_completion_loads_no_engine() -> None:
    variables = {"_KOREACOOP_COMPLETE": "complete_bash", "COMP_WORDS": "koreacoop che", "COMP_CWORD": "1"}
    loaded = modules_of_completion(variables)
    heavy = {"rich", "rapidfuzz", "tomli", "distributed"}
    heavy |= {f"koreacoop.{name}" for name in ("model", "index", "compiled", "bulk")}
    assert loaded & (ENGINE | heavy) == set()


@pytest.mark.parametrize(
    "typed", ["koreacoop ", "koreacoop s", "koreacoop check --", "koreacoop scan --f", "koreacoop x -"]
)
def test_completion_offers_what_all_commands_together_would(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
    offered = completed(cli.app, monkeypatch)
    assert offered or typed == "koreacoop x -"
    assert completed(cli.program([]), monkeypatch) == offered


def completed(app: typer.Typer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("_KOREACOOP_COMPLETE", "complete_bash")
    return CliRunner().invoke(app, [], prog_name="koreacoop").stdout


@pytest.mark.parametrize(
    "words", [["--help"], ["check", "--help"], ["help"], ["index", "-h"], ["nonsense"], ["chekc"]], ids=" ".join
)
def test_commands_that_are_not_called_are_listed_all_the_same(words: list[str]) -> None:
    lean, full = (CliRunner().invoke(app, words) for app in (cli.program(words), cli.app))
    assert (lean.exit_code, lean.output) == (full.exit_code, full.output)


def modules_of_completion(variables: dict[str, str]) -> set[str]:
    program = PROGRAM.format(arguments=[])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "check" in done.stdout
    return set(done.stderr.split())


# ------------------------------------------------------------------------------------------------------- the short way

SHORT = [
    ["--version"],
    ["-V"],
    ["check", "joined OECD in 1996"],
    ["check", "joined OECD in 1995", "joined OECD in 1996"],
    ["check", "--json", "joined OECD in 1996"],
    ["check", "joined OECD in 1996", "-f", "jsonl", "-x"],
    ["check", "joined OECD in 1995", "--exit-zero", "--format", "text"],
    ["check", "-q", "joined OECD in 1995"],
    ["check", "joined OECD in 1995", "--color", "always", "--format", "text"],
    ["check", "  "],
    ["check", "README.md"],
    ["check", "x", "--input", "README.md"],
    ["check", "--input", "nothing such"],
    ["lookup", "NATO"],
    ["lookup", "NATO", "NATTO", "--quotes", "-f", "text"],
    ["lookup", "xyzzy"],
    ["lookup", "NATO", "--json"],
    ["timeline"],
    ["timeline", "NATO", "--since", "2010", "--until", "2020"],
    ["timeline", "xyzzy"],
    ["timeline", "--facts", "tests/problems/sound"],
    ["check", "Alpha joined the Union in 1990", "--facts", "tests/problems/sound", "--facts", "nothing such"],
    ["timeline", "--undated", "--format", "jsonl"],
    ["timeline", "--since", "nonsense"],
    ["search", "NATO"],
    ["search", "OECD", "1996", "--quotes", "-f", "jsonl"],
    ["search", "xyzzy"],
]
LONG = [
    [],
    ["--help"],
    ["check", "--help"],
    ["check", "x", "--lang", "ko"],
    ["check", "x", "--format", "nonsense"],
    ["check", "x", "--format"],
    ["check", "x", "--", "-y"],
    ["check", "x", "--format=json"],
    ["lookup"],
    ["lookup", " "],
    ["lookup", "-x"],
    ["show", "NATO"],
    ["nonsense"],
]


@pytest.mark.parametrize("arguments", SHORT, ids=" ".join)
def test_the_short_way_says_what_the_long_way_says(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    taken: list[int | None] = []
    real = door.enter

    def enter(words: list[str]) -> int | None:
        taken.append(real(words))
        return taken[-1]

    monkeypatch.setattr(door, "enter", enter)
    short = run(*arguments)
    # An error of use leaves by an exception, after the short way was taken.
    assert taken != [None]
    monkeypatch.setattr(door, "enter", lambda words: None)
    assert run(*arguments) == short


@pytest.mark.parametrize("arguments", LONG, ids=" ".join)
def test_anything_else_is_left_to_typer(arguments: list[str]) -> None:
    assert door.enter(arguments) is None


@pytest.mark.parametrize("name", door.VARIABLES)
def test_a_variable_leads_to_typer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    assert door.enter(["check", "joined OECD in 1996"]) is None


def test_every_variable_of_an_option_is_known() -> None:
    text = (Path(door.__file__).parent / "options.py").read_text("utf-8")
    named = {
        word.strip('"') for word in text.replace(",", " ").replace("=", " ").split() if word.startswith('"KOREACOOP')
    }
    assert named <= set(door.VARIABLES)
