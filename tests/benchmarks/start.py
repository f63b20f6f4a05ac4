"""How long a command takes as a whole process, to an empty Typer program of the same environment."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import in_turn, table

EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None:\n    pass\n"
COMMANDS = {
    'check "joined OECD in 1996"': ["check", "joined OECD in 1996"],
    "the same, --format json": ["check", "joined OECD in 1996", "--format", "json"],
    "check, a claim in Arabic": ["check", "انضمت كوريا إلى منظمة التعاون الاقتصادي والتنمية عام 1996"],
    "check, a claim in Korean": ["check", "한국은 1996년에 경제협력개발기구에 가입했다"],
    "lookup NATO": ["lookup", "NATO"],
    "timeline": ["timeline"],
    "--version": ["--version"],
}
# What a shell asks at TAB: the words so far, and which of them is to be completed.
COMPLETIONS = {
    "completion, koreacoop che": ("koreacoop che", 1),
    "completion, koreacoop check --": ("koreacoop check --", 2),
}


def run(rounds: int) -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty_app.py").write_text(EMPTY, encoding="utf-8")
        empty = f"import sys; sys.path.insert(0, {folder!r}); from empty_app import app; sys.argv = ['x']; app()"
        own = "import sys; from koreacoop.__main__ import start; start()"
        programs = {"an empty Typer program": [sys.executable, "-c", empty]}
        programs |= {name: [sys.executable, "-c", own, *rest] for name, rest in COMMANDS.items()}
        for name, (words, place) in COMPLETIONS.items():
            asked = {"_KOREACOOP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(place)}
            programs[name] = [sys.executable, "-c", f"import os; os.environ.update({asked}); {own}"]
        found = in_turn(programs, rounds)
    base = found["an empty Typer program"]
    return table(
        ["program", "time", "MiB"], [[name, runs.ratio(base), round(runs.memory)] for name, runs in found.items()]
    )
