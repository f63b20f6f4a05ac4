"""The README's commands do what it says: the console blocks are run, their output compared."""

import re
import shlex
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def examples() -> list[tuple[str, str]]:
    rows = []
    for block in BLOCKS:
        for piece in block.split("$ ")[1:]:
            command, _, output = piece.partition("\n")
            rows.append((command, output))
    return rows


SHOWN = [(command, output) for command, output in examples() if command.startswith("koreacoop ")]


def test_there_are_examples():
    assert len(SHOWN) >= 5


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_output_is_the_one_shown(command, output):
    done = subprocess.run(
        [sys.executable, "-m", "koreacoop", *shlex.split(command)[1:]],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == output.strip()
    summary = r"koreacoop: \d+ files?, .*\n" if command.startswith("koreacoop scan") else ""
    assert re.fullmatch(summary, done.stderr)


def test_the_set_up_command_runs_the_main_job(tmp_path):
    command = next(command for command, _ in examples() if command.startswith("pip install . "))
    venv.create(tmp_path / "venv", with_pip=True)
    script = f". {tmp_path}/venv/bin/activate && cd {ROOT} && {command}"
    done = subprocess.run(["bash", "-c", script], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("supported\tjoined OECD in 1996")


def test_the_gate_runs_the_readme_test_command():
    commands = [command for command, _ in examples() if "pytest" in command]
    assert commands == ["pip install '.[test]' && python -m pytest -q -n auto"]
    assert "readme_command" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
