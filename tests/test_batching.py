"""Many claims: several workers print what one prints, in order; an interruption keeps what is done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run

PACK = Path(__file__).parent / "problems" / "sound"
CLAIMS = [f"Alpha joined the Union in {year}" for year in range(1960, 2020)]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps({"id": n, "claim": text}) + "\n" for n, text in enumerate(CLAIMS)), "utf-8")
    return path


@pytest.mark.parametrize("form", ["line", "jsonl", "json", "text"])
def test_workers_print_what_one_prints(run: Run, many: Path, form: str) -> None:
    words = ["check", "--facts", PACK, "--input", many, "--input-format", "jsonl", "--format", form, "--explain"]
    alone = run(*words)
    assert alone.code == 1 and alone.out
    assert run(*words, "--workers", 2) == alone


def test_a_long_file_is_judged_on_all_cores_and_nothing_else(
    run: Run, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from koreacoop import batching, parallel

    started: list[int] = []
    judged = batching.judged
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(batching, "judged", lambda given, n, job: started.append(n) or judged(given, n, job))
    long = tmp_path / "long.jsonl"
    long.write_text(many.read_text("utf-8") * 30, "utf-8")
    words = ["check", "--facts", PACK, "--input-format", "jsonl", "--format", "line", "-q", "--input"]
    run(*words, many)
    assert not started
    run(*words, long, "--workers", 1)
    assert not started
    assert run(*words, long).code == 1
    assert started == [2]


def test_a_summary_on_request(run: Run, many: Path) -> None:
    words = ["check", "--facts", PACK, "--input", many, "--input-format", "jsonl", "-q", "--summary"]
    assert run(*words).err == "koreacoop: 1 supported, 59 contradicted, 0 unknown\n"
    assert run(*words, "--workers", 2).err == run(*words).err


def test_a_bad_record_ends_it_after_what_is_done(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims"
    path.write_bytes("".join(f"{text}\n" for text in CLAIMS).encode() + b"\xff\n")
    result = run("check", "--facts", PACK, "--input", path, "--workers", 2)
    assert result.code == 2 and "61: not UTF-8" in result.err


def test_memory_stays_flat(run: Run, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more pieces are read ahead than the workers need."""
    from koreacoop import batching

    read = 0

    def records() -> object:
        nonlocal read
        for text in CLAIMS * 10:
            read += 1
            yield {"claim": text}

    job = batching.Job((str(PACK),), "line", batching.Style("en"))
    results = batching.judged(records(), 1, job)  # type: ignore[arg-type]
    next(results)
    assert read <= 25 * 4
    results.close()  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interruption_keeps_what_is_done(workers: str) -> None:
    # Where the tests run in the background, a process inherits that interruptions are ignored.
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "from koreacoop.__main__ import main; main()"
    command = [sys.executable, "-c", program, "check", "--facts", str(PACK), "--input", "-", "--workers", workers]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write("".join(f"{text}\n" for text in CLAIMS * 5).encode())
        process.stdin.flush()
        first = process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        rest, error = process.communicate(timeout=60)
    assert process.returncode == 130 and error == b""
    lines = (first + rest).decode().splitlines()
    assert lines and all(len(line.split("\t")) == 4 for line in lines)
