"""Scanning: verdicts in their context, findings at their places, what is passed over, and the command around it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from koreacoop import cli, parallel
from koreacoop.assembly import Checker
from koreacoop.codes import CODES, code_of, explain
from koreacoop.findings import Finding, Scan
from koreacoop.model import Label, Part, Reason, ReasonCode
from koreacoop.scanning import Options, Scanner
from koreacoop.store import default_pack

from .conftest import Run

FOLDER = Path(__file__).parent
CASES = tomllib.loads((FOLDER / "cases" / "scans.toml").read_text("utf-8"))["case"]
WRONG = "South Korea joined the OECD in 1995.\n"
RIGHT = "South Korea joined the OECD in 1996.\n"
SILENT = "Japan joined the OECD in 1996.\n"


@pytest.fixture(scope="module")
def scanner(checker: Checker) -> Scanner:
    return Scanner(checker, Options())


def told(finding: Finding) -> str:
    place = f"{finding.region.line}:{finding.region.column} {finding.code.id}"
    return f"{place} {finding.words}".strip()


def acted_on(scan: Scan) -> list[Finding]:
    return [one for one in scan.findings if one.counts and one.label in (None, Label.CONTRADICTED)]


# ------------------------------------------------------------------------------------------------------------ scanning


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_cases(case: dict[str, Any], scanner: Scanner) -> None:
    scan = scanner.scan("x", case["text"], case.get("format", "text"))
    assert "".join(sentence.verdict.label.value[0] for sentence in scan.sentences) == case["verdicts"]
    assert [told(finding) for finding in acted_on(scan)] == case.get("found", [])


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_regions_hold_the_words(case: dict[str, Any], scanner: Scanner) -> None:
    scan = scanner.scan("x", case["text"], case.get("format", "text"))
    lines = case["text"].split("\n")
    for finding in scan.findings:
        region = finding.region
        assert case["text"][region.start : region.end]
        assert lines[region.line - 1][region.column - 1 :].startswith(case["text"][region.start].strip("\n"))


def test_block_quotes_are_judged_on_request(checker: Checker) -> None:
    scan = Scanner(checker, Options(block_quotes=True)).scan("x", f"> {WRONG}", "markdown")
    assert [told(finding) for finding in acted_on(scan)] == ["1:34 KC101 1995"]


@pytest.mark.parametrize("text", ["| a |\n|---|\n| 1950 |\n", "#\n\n1950\n", "***\n\n-\n", "![](a.png)\n"])
def test_a_block_without_a_sentence_is_passed_over(text: str, scanner: Scanner) -> None:
    assert scanner.scan("a.md", text + "\nSouth Korea joined the OECD in 1996.\n", "markdown").sentences[-1].text


def test_suppressions_can_be_left_unheeded(checker: Checker) -> None:
    text = "South Korea joined the OECD in 1995 [sic]. <!-- koreacoop:ignore-file[KC1] -->"
    scan = Scanner(checker, Options(ignores=False)).scan("x", text, "markdown")
    assert [told(finding) for finding in acted_on(scan)] == ["1:32 KC101 1995"]


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("South Korea joined the OECD in 1995.", "1996"),
        ("한국은 1995년에 OECD에 가입했다.", "1996"),
        ("As of June 2020, South Korea had diplomatic relations with 180 countries.", "191 country"),
        ("KOICA was founded in 1990.", "1991"),
    ],
)
def test_what_is_recorded_is_told(text: str, recorded: str, scanner: Scanner) -> None:
    (finding,) = scanner.scan("x", text, "text").findings
    assert finding.label is Label.CONTRADICTED
    assert finding.recorded.startswith(recorded)
    assert finding.recorded in finding.message


def test_the_seeds_contradict_nothing(checker: Checker) -> None:
    scanner, store = Scanner(checker, Options()), checker.store
    labels: dict[Label, int] = dict.fromkeys(Label, 0)
    for source in store.sources:
        scan = scanner.scan(source, store.texts[source], "text")
        assert [told(finding) for finding in acted_on(scan)] == []
        for finding in scan.findings:
            assert finding.label is not None
            assert finding.message
            labels[finding.label] += 1
    assert labels[Label.SUPPORTED] >= 25


# --------------------------------------------------------------------------------------------------------------- codes


@pytest.mark.parametrize(
    "reason", [code for code in ReasonCode if code not in (ReasonCode.RECORDED, ReasonCode.CONFLICT)]
)
def test_each_unknown_has_a_code(reason: ReasonCode) -> None:
    part = Part("x", 0, 1, Label.UNKNOWN, Reason(reason, "x"))
    assert code_of(part).name == reason.value


def test_codes_are_explained(run: Run) -> None:
    assert list(CODES) == sorted(CODES)
    assert run("help", "kc101").out == explain(CODES["KC101"])
    assert all(code in run("help", "codes").out for code in CODES)
    assert run("help", "KC999").code == 2


# --------------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (RIGHT, [], 0),
        (SILENT, [], 0),
        (WRONG, [], 1),
        (SILENT, ["--fail-on", "unknown"], 3),
        (WRONG, ["--fail-on", "unknown"], 1),
        (WRONG, ["--fail-on", "never"], 0),
        (WRONG, ["--exit-zero"], 0),
        (WRONG, ["--ignore", "KC101"], 0),
        (WRONG, ["--format", "nothing"], 2),
        (WRONG, ["--format", "claimreview"], 2),
        (WRONG, ["--encoding", "nothing"], 2),
        (WRONG, ["--baseline", "missing.json"], 2),
        (WRONG, ["--config", "missing.toml"], 2),
        (WRONG, ["missing.txt"], 2),
    ],
)
def test_exit_codes(text: str, options: list[str], code: int, folder: Path, run: Run) -> None:
    write(folder, {"a.txt": text})
    assert run("scan", "a.txt", *options).code == code


def test_lines(folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG})
    done = run("scan", "a.txt")
    assert done.out.startswith("a.txt:1:32: error: KC101: “1995”, but recorded: 1996. ")
    assert done.out.endswith(" [kor-joined-oecd]\n")
    assert done.err == "koreacoop: 1 file, 1 sentence; 1 contradicted, 0 unknown, 0 supported\n"
    assert run("scan", "a.txt", "-q").out + run("scan", "a.txt", "-q").err == ""


def test_standard_input_is_like_a_file(folder: Path, run: Run) -> None:
    text = "South **Korea** joined the OECD in 1995."
    write(folder, {"a.md": text})
    given = run("scan", "-", "--stdin-filename", "a.md", stdin=text.encode())
    assert given.out == run("scan", "a.md").out != ""
    assert run("scan", stdin=WRONG.encode()).out.startswith("<stdin>:1:32: ")


def test_folders_are_walked(folder: Path, run: Run) -> None:
    names = ["a.md", "b/c.txt", "b/d.html", "b/e.py", ".hidden/f.md", "g/h.md", "i.md", "j/k.md", "j/l.md", ".m.md"]
    write(folder, dict.fromkeys(names, WRONG) | {".gitignore": "g/\n/i.md\nk.md\n", "j/.gitignore": "!k.md\nl.md\n"})

    def found(*options: str) -> list[str]:
        return [line.split(":")[0] for line in run("scan", ".", *options).out.splitlines()]

    assert found() == ["a.md", "b/c.txt", "b/d.html", "j/k.md"]
    assert found("--glob", "*.py") == ["b/e.py"]
    assert found("--glob", "*.md", "--glob", "!j/") == ["a.md"]
    assert found("--exclude", "b/") == ["a.md", "j/k.md"]
    assert found("--hidden") == [".hidden/f.md", ".m.md", "a.md", "b/c.txt", "b/d.html", "j/k.md"]
    assert found("--no-ignore-files") == ["a.md", "b/c.txt", "b/d.html", "g/h.md", "i.md", "j/k.md", "j/l.md"]
    assert run("scan", "i.md").code == 1
    assert run("scan", "b", "--glob", "*.none").code == 2


def test_an_unreadable_file_does_not_stop_the_rest(folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG, "c.txt": WRONG})
    (folder / "b.txt").write_bytes("South\nKoréa".encode("latin-1"))
    done = run("scan", ".")
    assert done.code == 2
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["a.txt", "c.txt"]
    assert "b.txt: not UTF-8 at line 2, column 4 (byte 0xe9 at 9); --encoding names another" in done.err
    assert run("scan", "b.txt", "--encoding", "latin-1").code == 0
    (folder / "d.txt").write_bytes("x".encode("utf-16"))
    assert "--encoding utf-16 reads it" in run("scan", "d.txt").err
    (folder / "e.txt").write_bytes(b"a\0b")
    assert "binary" in run("scan", "e.txt").err


def test_a_sentence_is_no_path(run: Run) -> None:
    done = run("scan", "joined OECD in 1996")
    assert done.code == 2
    assert "koreacoop check" in done.err


def test_a_path_is_no_claim(folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG})
    assert "koreacoop scan a.txt" in run("check", "a.txt").err


def test_several_processes_give_the_same(folder: Path, run: Run) -> None:
    write(folder, {f"{number:02}.txt": (WRONG, RIGHT, SILENT)[number % 3] * 2 for number in range(12)})
    alone = run("scan", ".", "--show", "all", "--format", "jsonl", "-j", "1")
    assert run("scan", ".", "--show", "all", "--format", "jsonl", "-j", "3").out == alone.out
    assert len(alone.out.splitlines()) == 24


def adder(more: int) -> Callable[[int], int]:
    return more.__add__


def test_work_is_done_in_order() -> None:
    for workers in (1, 3):
        assert list(parallel.ordered(adder, 5, range(100), workers, piece=7)) == list(range(5, 105))


# ------------------------------------------------------------------------------------------------- baselines, settings


def test_a_baseline_counts_by_claim(folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG})
    assert run("scan", "a.txt", "--write-baseline", "known.json").code == 1
    assert run("scan", "a.txt", "--baseline", "known.json").code == 0
    write(folder, {"a.txt": "\n\nA line before.\n\n" + WRONG})
    moved = run("scan", "a.txt", "--baseline", "known.json")
    assert (moved.code, moved.out) == (0, "")
    assert "1 in the baseline" in moved.err
    write(folder, {"a.txt": WRONG * 2})
    again = run("scan", "a.txt", "--baseline", "known.json")
    assert (again.code, again.out.count("KC101")) == (1, 1)
    write(folder, {"a.txt": RIGHT})
    assert "1 of the baseline not found again" in run("scan", "a.txt", "--baseline", "known.json").err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "x", "files": {}}',
        '{"schema": "koreacoop/baseline/v1", "files": {"a": [{"code": 1}]}}',
    ],
)
def test_a_broken_baseline_is_an_error(text: str, folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG, "known.json": text})
    done = run("scan", "a.txt", "--baseline", "known.json")
    assert done.code == 2
    assert "known.json" in done.err


def test_the_nearest_configuration_holds(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"pyproject.toml": '[tool.koreacoop]\nshow = "all"\n', "b/c/a.txt": WRONG + RIGHT})
    monkeypatch.chdir(folder / "b" / "c")
    assert len(run("scan", "a.txt").out.splitlines()) == 2
    write(folder, {"b/koreacoop.toml": 'fail-on = "never"\nexclude = ["c/*.md"]\n'})
    assert run("scan", "a.txt").code == 0
    assert run("scan", "a.txt", "--fail-on", "contradicted").code == 1
    assert run("scan", "a.txt", "--no-config").code == 1
    write(folder, {"b/c/d.md": WRONG})
    assert "d.md" not in run("scan", ".").out
    shown = run("config", "--json").data["settings"]
    assert shown["fail-on"]["value"] == "never"
    assert shown["fail-on"]["origin"].endswith("koreacoop.toml")
    assert shown["show"]["origin"] == "default"
    assert 'fail-on = "never"' in run("config").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fial-on = 1", "did you mean 'fail-on'"),
        ("other = 1", "known: facts"),
        ("fail-on = 1", "a string is wanted"),
        ('fail-on = "x"', "is not one of contradicted"),
        ("exclude = [1]", "a list of strings"),
        ("=", "koreacoop.toml"),
    ],
)
def test_a_wrong_configuration_is_an_error(text: str, said: str, folder: Path, run: Run) -> None:
    write(folder, {"a.txt": WRONG, "koreacoop.toml": text})
    done = run("scan", "a.txt")
    assert done.code == 2
    assert said in done.err


def test_paths_of_a_configuration_are_relative_to_it(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"b/a.txt": WRONG, "koreacoop.toml": 'baseline = "known.json"\n'})
    assert run("scan", "b/a.txt", "--no-config", "--write-baseline", "known.json").code == 1
    monkeypatch.chdir(folder / "b")
    assert run("scan", "a.txt").code == 0


# ------------------------------------------------------------------------------------------------------------- reports


@pytest.fixture
def mixed(folder: Path) -> Path:
    text = f"# Title\n\n{WRONG}\n{RIGHT}\n{SILENT}\nSouth Korea joined the OECD in 1990 [sic].\n"
    write(folder, {"a b.md": text, "c.md": RIGHT})
    return folder


def test_sarif(mixed: Path, run: Run) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="the extra test brings it")
    schema = json.loads((FOLDER / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    for show in ("contradicted", "unknown", "all"):
        log = run("scan", ".", "--format", "sarif", "--show", show).data
        jsonschema.Draft4Validator(schema).validate(log)
    results = log["runs"][0]["results"]
    assert [result["kind"] for result in results] == ["fail", "pass", "open", "fail", "pass"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 32, 36)
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"
    assert results[3]["suppressions"][0]["kind"] == "inSource"
    assert len({json.dumps(result["partialFingerprints"]) for result in results}) == len(results)


def test_fingerprints_survive_moved_lines(folder: Path, run: Run) -> None:
    write(folder, {"a.md": WRONG})
    before = run("scan", "a.md", "--format", "sarif").data["runs"][0]["results"][0]
    write(folder, {"a.md": "Words before.\n\n" + WRONG})
    after = run("scan", "a.md", "--format", "sarif").data["runs"][0]["results"][0]
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


def test_json(mixed: Path, run: Run) -> None:
    data = run("scan", ".", "--json").data
    assert data["schema"] == "koreacoop/scan/v1"
    assert data["files"] == 2
    assert data["counts"] == {
        "supported": 2, "contradicted": 2, "unknown": 1, "suppressed": 1, "baseline": 0, "failed": 0,
    }  # fmt: skip
    (finding,) = data["results"][0]["findings"]
    assert finding["recorded"] == "1996"
    assert finding["sentence"]["text"] == WRONG.strip()
    assert finding["evidence"][0]["fact"] == "kor-joined-oecd"
    assert data["results"][1] == {
        "path": "c.md", "sentences": {"supported": 1, "contradicted": 0, "unknown": 0}, "findings": [],
    }  # fmt: skip
    assert len(run("scan", ".", "--format", "jsonl", "--show", "all").out.splitlines()) == 4
    assert run("scan", "c.md", "--json").data["results"][0]["findings"] == []


def test_csv(mixed: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("scan", ".", "--format", "csv", "--show", "all").out)))
    assert [row["verdict"] for row in rows] == ["contradicted", "supported", "unknown", "supported"]
    assert rows[0]["words"] == "1995"


def test_github(mixed: Path, run: Run) -> None:
    out = run("scan", ".", "--format", "github").out
    assert out.startswith("::error file=a b.md,line=3,endLine=3,col=32,endColumn=36,title=KC101 other-date::")
    (mixed / "bad.txt").write_bytes(b"\xff\xfe")
    assert "::error file=bad.txt::not UTF-8" in run("scan", ".", "--format", "github").out


def test_markdown(mixed: Path, run: Run) -> None:
    out = run("scan", ".", "--format", "markdown").out
    assert "## a b.md" in out
    assert "**3:32** KC101 other-date" in out
    assert "| 2 | 2 | 1 | 2 | 1 | 0 | 0 |" in out


def test_text(mixed: Path, run: Run) -> None:
    out = run("scan", "a b.md", "--format", "text", "--show", "all").out
    assert "South Korea joined the OECD in ⟦1995⟧." in out
    assert "  recorded: 1996" in out
    assert "source 000, seeds/" in out


def test_claimreview(mixed: Path, run: Run) -> None:
    review = ("--review-url", "https://example.org/r", "--review-author", "Desk")
    rows = run("scan", ".", "--format", "claimreview", *review).data["@graph"]
    assert [row["reviewRating"]["ratingValue"] for row in rows] == [1, 5, 5]
    assert rows[0]["claimReviewed"] == WRONG.strip()
    assert rows[0]["author"]["name"] == "Desk"


def test_reports_go_to_a_file(mixed: Path, run: Run) -> None:
    done = run("scan", ".", "--format", "json", "--output", "report.json")
    assert done.out == ""
    assert json.loads((mixed / "report.json").read_text("utf-8"))["files"] == 2


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "csv", "line", "text", "markdown", "github", "html"])
def test_nothing_found_is_a_whole_report(form: str, folder: Path, run: Run) -> None:
    write(folder, {"a.txt": ""})
    done = run("scan", "a.txt", "--format", form)
    assert done.code == 0
    if form in ("json", "sarif"):
        assert done.data


def test_memory_does_not_grow_with_the_number_of_files(folder: Path) -> None:
    write(folder, {f"{number:04}.txt": RIGHT for number in range(400)})
    program = (
        "import resource, sys; from koreacoop.cli import app\n"
        "try: app(['scan', '.', '-q', '-j', '1', '--glob', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    few, many = (
        int(
            subprocess.run(
                [sys.executable, "-c", program, glob],
                check=True,
                capture_output=True,
                text=True,
                env=os.environ | {"PYTHONPATH": str(default_pack().parent)},
            ).stdout
        )
        for glob in ("000?.txt", "*.txt")
    )
    assert many < few * 1.1


def test_the_commands_have_help() -> None:
    assert cli.app.registered_commands


# ---------------------------------------------------------------------------------------------------- hook and action


def test_the_hook_runs_scan() -> None:
    hook = (FOLDER.parent / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: koreacoop scan\n" in hook
    assert "language: python\n" in hook


def test_the_action_runs_scan(folder: Path) -> None:
    action = (FOLDER.parent / ".github" / "actions" / "scan" / "action.yml").read_text("utf-8")
    script = textwrap.dedent(action.rpartition("run: |\n")[2])
    command = folder / "koreacoop" / "bin" / "koreacoop"
    write(folder, {"koreacoop/bin/koreacoop": f'#!/bin/sh\nexec {sys.executable} -m koreacoop "$@"\n', "a b.md": WRONG})
    command.chmod(0o755)
    given = {"PATHS": ".", "ARGUMENTS": "--show all --glob *.md", "FORM": "github", "OUTPUT": ""}
    environment = os.environ | {"RUNNER_TEMP": str(folder), "PYTHONPATH": str(default_pack().parent)} | given
    done = subprocess.run(["bash", "-e", "-c", script], check=False, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout.split(",")[0]) == (1, "::error file=a b.md")
