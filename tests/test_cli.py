"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from koreacoop import __version__
from koreacoop.cli import app
from koreacoop.model import LANGUAGES
from koreacoop.rendering.csv import COLUMNS
from koreacoop.store import Store
from koreacoop.topics import TOPICS

from .conftest import PROBLEMS, Run

SUPPORTED, CONTRADICTED, UNKNOWN = "joined OECD in 1996", "joined OECD in 1995", "Japan joined OECD in 1996"
COMMANDS = ("check", "read", "lookup", "timeline", "show", "sources", "search", "validate", "export", "help")


# --------------------------------------------------------------------------------------------------------------- check


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ([SUPPORTED], 0),
        ([CONTRADICTED], 1),
        ([UNKNOWN], 3),
        (["North Korea joined the OECD in 1996"], 3),
        ([SUPPORTED, UNKNOWN], 3),
        ([UNKNOWN, CONTRADICTED, SUPPORTED], 1),
    ],
)
def test_the_exit_code_tells_the_verdict(run: Run, claims: list[str], code: int) -> None:
    result = run("check", *claims)
    assert result.code == code
    assert [row[1] for row in result.rows] == claims
    assert result.err == ""


def test_exit_zero(run: Run) -> None:
    assert run("check", "--exit-zero", CONTRADICTED).code == 0


def test_quiet_prints_nothing(run: Run) -> None:
    for form in ("text", "line", "json", "jsonl"):
        result = run("check", "-q", "--format", form, CONTRADICTED)
        assert (result.code, result.out, result.err) == (1, "", "")


def test_a_line_holds_verdict_claim_reason_and_facts(run: Run) -> None:
    ((verdict, claim, reason, facts),) = run("check", CONTRADICTED).rows
    assert (verdict, claim, facts) == ("contradicted", CONTRADICTED, "kor-joined-oecd")
    assert "1996" in reason


def test_json_is_one_object_with_its_schema(run: Run) -> None:
    data = run("check", "--json", SUPPORTED, CONTRADICTED).data
    assert data["schema"] == "koreacoop/check/v1"
    assert [result["verdict"] for result in data["results"]] == ["supported", "contradicted"]


def test_a_result_quotes_its_source(run: Run, store: Store) -> None:
    (result,) = run("check", "--json", SUPPORTED).data["results"]
    assert result["language"] == LANGUAGES[0]
    assert result["unread"] == [] and result["assumed"]
    (part,) = result["parts"]
    assert SUPPORTED[part["start"] : part["end"]] == part["text"] == SUPPORTED
    (evidence,) = [row for row in result["evidence"] if row["fact"] == "kor-joined-oecd"]
    text = store.texts[evidence["source"]]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert evidence["file"] == f"seeds/{store.sources[evidence['source']].file}"
    assert evidence["stance"] == "supports"


def test_an_input_object_comes_back(run: Run) -> None:
    lines = [{"id": 7, "claim": SUPPORTED, "tag": "é"}, {"id": "b", "claim": CONTRADICTED}]
    stdin = "\n".join(json.dumps(line) for line in lines).encode()
    result = run("check", "--input", "-", "--input-format", "jsonl", "--format", "jsonl", stdin=stdin)
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [(row["id"], row["claim"], row["verdict"]) for row in rows] == [
        (7, SUPPORTED, "supported"),
        ("b", CONTRADICTED, "contradicted"),
    ]
    assert rows[0]["tag"] == "é" and "é" in result.out


def test_claims_on_standard_input_need_no_option(run: Run) -> None:
    result = run("check", stdin=f"{SUPPORTED}\r\n\r\n{CONTRADICTED}\n".encode())
    assert [row[:2] for row in result.rows] == [["supported", SUPPORTED], ["contradicted", CONTRADICTED]]


def test_a_byte_order_mark_is_no_letter(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims.txt"
    path.write_bytes(b"\xef\xbb\xbf" + SUPPORTED.encode())
    assert run("check", "-i", path).rows[0][:2] == ["supported", SUPPORTED]


def test_claims_parted_by_nul_may_hold_line_breaks(run: Run) -> None:
    stdin = f"joined OECD\nin 1996\0\0{CONTRADICTED}\0".encode()
    result = run("check", "--input-format", "nul", "--format", "jsonl", stdin=stdin)
    claims = [json.loads(line)["claim"] for line in result.out.splitlines()]
    assert claims == ["joined OECD\nin 1996", CONTRADICTED]


def test_explain_shows_the_derivation(run: Run) -> None:
    out = run("check", "--explain", "--format", "text", CONTRADICTED).out
    assert "derivation" in out and "1995 ≠ 1996" in out and "conflict" in out
    (result,) = run("check", "--explain", "--json", CONTRADICTED).data["results"]
    assert result["parts"][0]["derivation"][0]["steps"] and result["reading"]["values"]


def test_text_in_a_pipe_has_no_escapes(run: Run) -> None:
    assert "\x1b" not in run("check", "--format", "text", SUPPORTED).out
    assert "\x1b" in run("check", "--format", "text", "--color", "always", SUPPORTED).out


def test_right_to_left_text_stands_on_lines_of_its_own(run: Run) -> None:
    claim = "انضمت كوريا الجنوبية إلى منظمة التعاون الاقتصادي والتنمية في عام 1996"
    lines = run("check", "--format", "text", "--lang", "ar", claim).out.splitlines()
    assert f"    {claim}" in lines
    assert "✓ SUPPORTED " in lines


def test_a_claim_that_is_not_utf8_is_refused(run: Run) -> None:
    result = run("check", "--json", "\udcff odd byte")
    assert result.code == 2 and not result.out
    assert "UTF-8" in result.err


# ----------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["check", ""], b"", "an empty claim"),
        (["check", SUPPORTED, "  "], b"", "an empty claim"),
        (["check"], b"", "no claim in standard input"),
        (["check"], b"\n \n", "no claim in standard input"),
        (["check", "--json"], b"", "no claim in standard input"),
        (["check", "--input-format", "nul"], b"\0\0", "no claim in standard input"),
        (["read", ""], b"", "an empty text"),
        (["check", "-i", "/nowhere/claims"], b"", "/nowhere/claims: No such file or directory"),
        (["check", "-i", "/"], b"", "/: Is a directory"),
        (["check", "-i", "a\0b"], b"", "embedded null byte"),
        (["check", SUPPORTED, "-i", "-"], b"", "not both"),
        (["check"], b"\xff", "standard input:1: not UTF-8 at byte 0"),
        (["check", "--input-format", "jsonl"], b"claim", "standard input:1: not JSON: Expecting value at column 1"),
        (["check", "--input-format", "jsonl"], b"[]", "standard input:1: an object with a string 'claim' is wanted"),
        (["check", "--input-format", "jsonl"], b'{"claim": 5}', "an object with a string 'claim' is wanted"),
        (["check", "--input-format", "jsonl"], b'{"claim": " "}', "standard input:1: an empty claim"),
        (["check", "--input-format", "jsonl"], b"[" * 100_000, "standard input:1: not JSON"),
        (["check", "--facts", "/nowhere", SUPPORTED], b"", "/nowhere: no fact pack here"),
        (["show", "kor-joined-oced"], b"", "no record 'kor-joined-oced'; near: kor-joined-oecd"),
        (["timeline", "--since", "soon"], b"", "--since: not an EDTF date"),
        (["timeline", "--until", "1996-13"], b"", "--until: no such date"),
        (["timeline", "--since", "2020", "--until", "2010"], b"", "--until 2010 lies before --since 2020"),
        (["help", "nothing"], b"", "no help on 'nothing'; topics: exit-codes"),
    ],
)
def test_bad_input_is_one_clear_line(run: Run, arguments: list[str], stdin: bytes, message: str) -> None:
    result = run(*arguments, stdin=stdin)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("koreacoop: ") and message in result.err
    assert result.err.count("\n") == 1


def test_bad_input_after_good_is_told_with_its_line(run: Run) -> None:
    result = run("check", stdin=SUPPORTED.encode() + b"\n\xe3\x81\n")
    assert result.code == 2
    assert result.rows[0][0] == "supported"
    assert "standard input:2: not UTF-8" in result.err


def test_json_is_never_half_written(run: Run) -> None:
    result = run("check", "--json", stdin=SUPPORTED.encode() + b"\n\xff\n")
    assert (result.code, result.out) == (2, "")


def test_a_file_is_no_claim(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims.txt"
    path.write_text(SUPPORTED, encoding="utf-8")
    result = run("check", path)
    assert result.code == 2 and f"or --input {path}" in result.err


def test_a_claim_as_long_as_no_path_is_a_claim(run: Run) -> None:
    assert run("check", "qqqqq " * 1000).code == 3


def test_an_unreadable_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims.txt"
    path.write_text(SUPPORTED, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "Permission denied" in run("check", "-i", path).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lookpu", "NATO"], "Did you mean 'lookup'"),
        (["check", "--explian", SUPPORTED], "--explain"),
        (["check", "--format", "yaml", SUPPORTED], "yaml"),
        (["lookup"], "Missing argument"),
        (["lookup", ""], "NAME"),
        (["lookup", "NATO", "--lang", "fr"], "'fr' is not one of en, ar, ko"),
        (["search"], "Missing argument"),
    ],
)
def test_usage_errors(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_no_arguments_is_help_and_an_error() -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_a_crash_is_no_verdict(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("koreacoop.timeline.timeline", crash)
    result = run("timeline")
    assert result.code == 2
    assert result.err.startswith("koreacoop: internal error: RuntimeError: the sky fell")


def test_a_pack_with_problems_is_refused(run: Run, sound: Path) -> None:
    (sound / "seeds" / "a.txt").write_text("Alpha joined the Union in 1990. \nMenu\n", encoding="utf-8")
    result = run("sources", "--facts", sound)
    assert result.code == 2
    assert "problems: 1" in result.err and "sha256" in result.err


# ----------------------------------------------------------------------------------------------------------- reference


def test_lookup_prints_the_entity_then_its_facts(run: Run) -> None:
    result = run("lookup", "OECD")
    assert result.code == 0
    assert result.rows[0][:2] == ["OECD", "organisation"] and len(result.rows[0]) == 2 + len(LANGUAGES)
    assert "kor-joined-oecd\t1996\t" in result.out


def test_lookup_of_several_names(run: Run) -> None:
    result = run("lookup", "OECD", "Atlantis-on-Sea", "الناتو", "--json")
    assert result.code == 1
    assert [[entity["id"] for entity in row["entities"]] for row in result.data["results"]] == [["OECD"], [], ["NATO"]]
    assert "no entry 'Atlantis-on-Sea'" in result.err


def test_lookup_finds_nothing(run: Run) -> None:
    result = run("lookup", "OECDX1")
    assert (result.code, result.out) == (1, "")
    assert "no entry 'OECDX1'; near: " in result.err
    (found,) = run("lookup", "qqqqq", "--json").data["results"]
    assert found == {"query": "qqqqq", "exact": False, "entities": [], "also": [], "near": [], "facts": []}


def test_lookup_forgives_a_slip_and_says_so(run: Run) -> None:
    result = run("lookup", "NATOO")
    assert result.code == 0 and result.rows[0][0] == "NATO"
    assert "no entry 'NATOO'; showing NATO" in result.err


def test_quotes_on_request(run: Run) -> None:
    assert "“" not in run("lookup", "OECD", "--format", "text").out
    assert "“وكذلك منظمة التعاون" in run("lookup", "OECD", "--format", "text", "--quotes").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_in_the_language_asked_for(run: Run, store: Store, language: str) -> None:
    wording = store.facts["kor-joined-oecd"].text[language]
    for arguments in (["lookup", "OECD"], ["timeline", "OECD"], ["search", "OECD", "1996"]):
        for form in ("line", "text"):
            assert wording in run(*arguments, "--lang", language, "--format", form).out


def test_the_language_of_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setenv("KOREACOOP_LANG", LANGUAGES[-1])
    assert store.facts["kor-joined-oecd"].text[LANGUAGES[-1]] in run("timeline", "OECD").out


def test_timeline(run: Run) -> None:
    result = run("timeline", "--since", "1947", "--until", "1996")
    assert result.code == 0
    dates = [row[0] for row in result.rows]
    assert dates[0] == "1947" and dates.index("1991-09-17") < dates.index("1991") < dates.index("1996")


def test_timeline_of_undated_facts(run: Run) -> None:
    dated, both = run("timeline", "GCF"), run("timeline", "GCF", "--undated")
    assert (dated.code, dated.out) == (1, "")
    assert both.code == 0 and {row[0] for row in both.rows} == {"undated"}


def test_timeline_of_an_unknown_name(run: Run) -> None:
    result = run("timeline", "qqqqq")
    assert (result.code, result.out) == (1, "") and "no entry 'qqqqq'" in result.err


def test_timeline_json(run: Run) -> None:
    data = run("timeline", "OECD", "--json").data
    assert data["schema"] == "koreacoop/timeline/v1"
    assert [(row["date"], row["as_of"], row["id"]) for row in data["results"]] == [("1996", False, "kor-joined-oecd")]
    assert run("timeline", "GCF", "--json").data["results"] == []


def test_search(run: Run) -> None:
    result = run("search", "أوميكرون")
    assert result.code == 0
    kinds = {row["kind"] for row in run("search", "أوميكرون", "--json").data["results"]}
    assert kinds == {"fact", "passage"}
    assert run("search", "qqqqq").code == 1
    assert run("search", "qqqqq", "--json").data["results"] == []


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("kor-joined-oecd", "fact", "object: OECD"),
        ("OECD", "entity", "kind: organisation"),
        ("joined", "relation", "aspect: event"),
        ("member", "concept", "gloss: "),
        ("000", "source", "⟦"),
    ],
)
def test_show(run: Run, name: str, kind: str, shown: str) -> None:
    text = run("show", name, "--format", "text").out
    assert text.startswith(f"{name}   {kind}\n") and shown in text
    (data,) = run("show", name, "--json").data["results"]
    assert (data["kind"], data["id"]) == (kind, name)
    assert run("show", name).rows


def test_a_source_is_shown_whole_with_its_citations(run: Run, store: Store) -> None:
    for source, text in store.texts.items():
        (data,) = run("show", source, "--json").data["results"]
        assert "".join(passage["text"] for passage in data["passages"]) == text
        for passage in data["passages"]:
            assert text[passage["start"] : passage["end"]] == passage["text"]
        cited = {fact for passage in data["passages"] for fact in passage["facts"]}
        citing = [f.id for f in store.facts.values() if any(c.source == source for c in f.citations)]
        assert cited == set(citing)


def test_sources(run: Run, store: Store) -> None:
    assert [row[0] for row in run("sources").rows] == list(store.sources)
    assert [row["sha256"] for row in run("sources", "--json").data["results"]] == [
        source.sha256 for source in store.sources.values()
    ]


def test_read(run: Run) -> None:
    (data,) = run("read", "--json", "South Korea did not join the zzzz in 1995").data["results"]
    assert data["polarity"] == "negative" and data["unread"] == ["zzzz"]
    assert data["values"][0]["value"] == "1995"
    assert data["mentions"][0]["entities"] == ["KOR"]
    rows = run("read", "South Korea did not join the zzzz in 1995").rows
    assert ["unread", "zzzz", "", "29-33"] in rows


# ------------------------------------------------------------------------------------------------ validate and export


def test_validate_a_sound_pack(run: Run) -> None:
    result = run("validate", PROBLEMS / "sound")
    assert result.code == 0
    assert "100% covered" in result.out and "0 problems" in result.out


def test_validate_a_spoiled_pack(run: Run, sound: Path) -> None:
    (sound / "coverage" / "a.toml").unlink()
    path = sound / "entities" / "a.toml"
    path.write_text(path.read_text("utf-8").replace("country", "country'", 1) + 'colour = "blue"\n', encoding="utf-8")
    result = run("validate", "--facts", sound)
    assert result.code == 1
    assert f"{path}: union: unknown-key: unknown key 'colour'" in result.out.splitlines()
    assert "a: open: Menu" in result.out.splitlines()
    (data,) = run("validate", sound, "--json").data["results"]
    assert data["coverage"] == [{"source": "a", "sentences": 2, "cited": 1, "not_checkable": 0, "open": ["Menu"]}]
    assert [problem["code"] for problem in data["problems"]] == ["unknown-key"]


def test_export_lines(run: Run, store: Store) -> None:
    rows = [json.loads(line) for line in run("export").out.splitlines()]
    assert [row["id"] for row in rows] == list(store.facts)
    assert {"id", "statement", "text", "citations"} <= rows[0].keys()
    assert run("export", "--format", "json").data["results"] == rows


def test_export_csv_has_a_row_a_citation(run: Run, store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "-f", "csv").out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(len(fact.citations) for fact in store.facts.values())
    for row in rows:
        assert store.texts[row["source"]][int(row["start"]) : int(row["end"])] == row["quote"]
        assert {row[f"text_{code}"] for code in LANGUAGES} == set(store.facts[row["id"]].text.values())


# ---------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("topic", TOPICS)
def test_help_on_a_topic(run: Run, topic: str) -> None:
    result = run("help", topic)
    assert (result.code, result.out) == (0, TOPICS[topic])
    assert max(map(len, result.out.splitlines())) <= 120


def test_help_lists_commands_and_topics(run: Run) -> None:
    out = run("help").out
    assert all(command in out for command in COMMANDS)
    assert all(topic in out for topic in TOPICS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_version(run: Run) -> None:
    assert run("--version").out == f"koreacoop {__version__}\n"


# ---------------------------------------------------------------------------------------------- in a process of its own


def process(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "koreacoop", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, env=os.environ | env)


def test_a_check_from_end_to_end() -> None:
    result = process("check", "--format", "jsonl", CONTRADICTED)
    assert result.returncode == 1
    assert json.loads(result.stdout)["verdict"] == "contradicted"


@pytest.mark.skipif(os.name == "nt", reason="no shell")
def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m koreacoop export --format csv; echo $? >&2"
    result = subprocess.run(["sh", "-c", f"({command}) | head -n 1"], capture_output=True, check=False, timeout=120)
    assert result.stdout.startswith(b"id,subject")
    assert result.stderr.split()[-1] == b"141"
    assert b"Traceback" not in result.stderr and b"Broken pipe" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "koreacoop", "sources", "--facts", str(PROBLEMS / "sound")]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert result.returncode == 2
    assert result.stderr == b"koreacoop: No space left on device\n"


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_letters_come_out_whatever_the_locale(env: dict[str, str], store: Store) -> None:
    result = process("timeline", "OECD", "--lang", LANGUAGES[1], **env)
    assert store.facts["kor-joined-oecd"].text[LANGUAGES[1]] in result.stdout.decode("utf-8")


def test_starting_imports_nothing_heavy() -> None:
    code = (
        "import sys; from koreacoop.cli import app\n"
        "heavy = {'rich', 'rapidfuzz', 'tomli', 'koreacoop.store', 'koreacoop.model'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert result.stderr == b""


def on_terminal(*arguments: str, **env: str) -> str:
    """What a command prints on a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "koreacoop", *arguments]
    env = os.environ | {"TERM": "xterm"} | env
    child = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=env)
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 65536):
            output += chunk
    except OSError:  # the child has gone
        pass
    os.close(ours)
    child.wait()
    return output.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_gets_a_table() -> None:
    out = on_terminal("timeline", "OECD", COLUMNS="60")
    assert "recorded" in out and "\x1b[1m1996" in out
    plain = on_terminal("timeline", "OECD", "--color", "never", COLUMNS="60")
    assert "\x1b" not in plain
    table = [line for line in plain.splitlines() if not line.startswith("koreacoop: ")]
    assert max(map(len, table)) <= 60


def test_no_color_is_heeded() -> None:
    assert "\x1b" not in on_terminal("lookup", "OECD", NO_COLOR="1")


def test_right_to_left_text_is_in_no_table(store: Store) -> None:
    out = on_terminal("timeline", "OECD", "--lang", LANGUAGES[1])
    assert f"    {store.facts['kor-joined-oecd'].text[LANGUAGES[1]]}" in out.splitlines()


def test_a_terminal_is_not_waited_for() -> None:
    assert "no claim given" in on_terminal("check")
