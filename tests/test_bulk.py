"""Corpora: the rows of any format come back in order with their verdicts, once each, whatever is killed meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from koreacoop import bulk, tabular
from koreacoop.partitions import Folder

from .conftest import Run

PACK = Path(__file__).parent / "problems" / "sound"
CLAIMS = [f"Alpha joined the Union in {year}" for year in range(1960, 2020)]
RIGHT = CLAIMS.index("Alpha joined the Union in 1990")
MISSING = "the extra koreacoop[dask] is not installed"
needs_dask = pytest.mark.skipif(util.find_spec("distributed") is None, reason=MISSING)
needs_parquet = pytest.mark.skipif(util.find_spec("pyarrow") is None, reason=MISSING)
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found by /proc")


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def read(folder: Path) -> list[dict[str, Any]]:
    """All rows of a folder of results, in order."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").split("\n"))
    return [json.loads(line) for line in lines if line]


def words(source: Path, output: Path, *more: object) -> list[object]:
    return ["bulk", source, "--output", output, "--facts", PACK, *more]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus.jsonl", [{"id": n, "claim": text} for n, text in enumerate(CLAIMS)])


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


LOCAL = ("--engine", "local", "--workers", 1, "--partition-size", 1000)


# ---------------------------------------------------------------------------------------------------------- JSON Lines


def test_rows_come_back_in_order_as_check_gives_them(run: Run, corpus: Path, output: Path) -> None:
    result = run(*words(corpus, output, *LOCAL))
    assert result.code == 0 and result.out == ""
    assert sorted(path.name for path in output.glob("*.jsonl")) == [f"corpus-{n:05}.jsonl" for n in range(4)]
    checked = run("check", "--facts", PACK, "--input", corpus, "--input-format", "jsonl", "--format", "jsonl")
    assert read(output) == [json.loads(line) for line in checked.out.splitlines()]
    assert result.err == (
        "koreacoop: 4 partitions: 4 done, 0 skipped, 0 failed; 60 rows: 1 supported, 59 contradicted, 0 unknown\n"
    )


@pytest.mark.parametrize("size", [1, 59, 60, 61, 1000, "1M"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
def test_pieces_are_whole_lines_and_leave_nothing_out(tmp_path: Path, size: int | str, end: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(("\r\n".join(f'{{"claim": "{text}"}}' for text in CLAIMS) + end).encode())
    pieces = list(tabular.cut(str(path), 1 << 20 if size == "1M" else int(size)))
    rows = [row for piece in pieces for batch in tabular.read(piece, "claim") for row in batch.rows]
    assert [row.text for row in rows] == CLAIMS
    assert [row.number for row in rows] == list(range(1, 61))
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]


def test_an_empty_file_has_an_empty_partition(run: Run, tmp_path: Path, output: Path) -> None:
    assert run(*words(written(tmp_path / "none.jsonl", []), output, *LOCAL)).code == 0
    assert (output / "none-00000.jsonl").read_text() == ""


def test_other_columns_come_back_beside_ours(run: Run, tmp_path: Path, output: Path) -> None:
    row = {"verdict": "gold", "text": CLAIMS[0], "tags": ["ㄱ", {"b": None}], "claim": 7}
    run(*words(written(tmp_path / "x.jsonl", [row]), output, "--column", "text", *LOCAL))
    (found,) = read(output)
    assert found["given_verdict"] == "gold" and found["verdict"] == "contradicted"
    assert {name: found[name] for name in ("text", "tags", "claim")} == {
        name: row[name] for name in ("text", "tags", "claim")
    }


def test_malformed_rows_are_kept_apart_and_the_run_goes_on(run: Run, tmp_path: Path, output: Path) -> None:
    good = json.dumps({"claim": CLAIMS[0]}).encode()
    bad = [b'{"claim"', b"[]", b"{}", b'{"claim": 5}', b'{"claim": null}', b'{"claim": " "}', b"\xff"]
    bad += [b'{"claim": "\\ud800"}', b'{"claim": ' + b"[" * 100_000]
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\n\n" + b"\n".join(bad) + b"\n" + good)
    result = run(*words(path, output, *LOCAL, "--json"))
    assert result.code == 0
    assert (result.data["rows"], result.data["rejected"], len(read(output))) == (11, 9, 2)
    rejected = read(output / "_rejected")
    assert [row["row"] for row in rejected] == list(range(3, 12))
    assert {row["file"] for row in rejected} == {str(path)}
    assert rejected[0]["given"] == '{"claim"' and "not JSON" in rejected[0]["reason"]
    assert f"rejected: {path}:3: not JSON" in result.err


def test_a_line_without_an_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "_LONGEST", 64)
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"x" * 1000 + b'\n{"claim": "a"}\n' + b"y" * 64 + b"\n")
    rows = [row for piece in tabular.cut(str(path), 10) for batch in tabular.read(piece, "claim") for row in batch.rows]
    assert [(row.number, row.text, bool(row.problem)) for row in rows] == [
        (1, "", True),
        (2, "a", False),
        (3, "", True),
    ]


def test_a_text_that_the_program_stumbles_over_costs_no_other(
    run: Run, corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from koreacoop.checking import Checker

    check = Checker.check

    def stumble(self: Checker, text: str) -> Any:
        if text == CLAIMS[3]:
            raise ZeroDivisionError("oh")
        return check(self, text)

    monkeypatch.setattr(Checker, "check", stumble)
    assert run(*words(corpus, output, *LOCAL)).code == 0
    assert len(read(output)) == 59
    assert [row["reason"] for row in read(output / "_rejected")] == ["internal error: ZeroDivisionError: oh"]


def test_if_no_row_can_be_judged_that_is_an_error(run: Run, corpus: Path, output: Path) -> None:
    assert run(*words(corpus, output, *LOCAL, "--column", "claims")).code == 2


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run: Run, corpus: Path, output: Path) -> None:
    broken = corpus.parent / "broken.jsonl"
    broken.mkdir()
    (broken / "inner.jsonl").symlink_to("inner.jsonl")
    run(*words(corpus, output, broken, *LOCAL))
    assert len(read(output)) == 60


# ----------------------------------------------------------------------------------------------------------- documents


def test_documents_are_judged_by_sentence(run: Run, tmp_path: Path, output: Path) -> None:
    text = "# Alpha\n\nAlpha joined the Union in 1991. Alpha joined the *Union* in 1990.\n"
    path = written(tmp_path / "x.jsonl", [{"id": "a", "text": text}, {"id": "b", "text": "# Nothing"}])
    result = run(*words(path, output, *LOCAL, "--documents", "--column", "text", "--document-format", "markdown"))
    assert result.err.endswith("2 documents; sentences: 1 supported, 1 contradicted, 0 unknown\n")
    wrong, right = read(output)
    assert list(wrong) == ["id", *bulk.SENTENCE_COLUMNS]
    assert (wrong["id"], wrong["row"], wrong["verdict"], wrong["code"]) == ("a", 1, "contradicted", "KC101")
    assert text[wrong["findings"][0]["start"] : wrong["findings"][0]["end"]] == "1991"
    assert text[right["start"] : right["end"]] == "Alpha joined the *Union* in 1990."
    assert (right["verdict"], right["code"], right["line"]) == ("supported", "KC301", 3)
    assert right["evidence"][0].keys() == {"fact", "source", "file", "start", "end", "quote"}


# ------------------------------------------------------------------------------------------------------------- Parquet


@needs_parquet
def test_parquet_keeps_its_types(run: Run, tmp_path: Path, output: Path) -> None:
    import pyarrow as pa
    from pyarrow import dataset, parquet

    table = pa.table(
        {
            "id": pa.array(range(60), pa.int8()),
            "claim": pa.array([None, " ", *CLAIMS[2:]]).dictionary_encode(),
            "at": pa.array(range(60), pa.timestamp("ns", "UTC")),
            "verdict": pa.array([b"\xff"] * 60),
        }
    )
    parquet.write_table(table, tmp_path / "x.parquet", row_group_size=16)
    assert run(*words(tmp_path / "x.parquet", output, *LOCAL, "--partition-size", 1)).code == 0
    assert [path.name for path in sorted(output.glob("*.parquet"))] == [f"x-{n:05}.parquet" for n in range(4)]
    found = dataset.dataset(output, format="parquet").to_table()
    assert found.column("id").type == pa.int8() and found.column("id").to_pylist() == list(range(2, 60))
    assert found.column("at").type == pa.timestamp("ns", "UTC")
    assert found.column("given_verdict").to_pylist() == [b"\xff"] * 58
    assert found.column("verdict").to_pylist().count("supported") == 1
    assert found.column("evidence")[0].as_py()[0]["stance"] == "contradicts"
    assert [row["row"] for row in read(output / "_rejected")] == [1, 2]
    lines = tmp_path / "lines"
    run(*words(tmp_path / "x.parquet", lines, *LOCAL, "--output-format", "jsonl"))
    assert [row["evidence"] for row in read(lines)] == found.column("evidence").to_pylist()


@needs_parquet
def test_what_is_not_utf8_in_parquet_is_set_apart(run: Run, tmp_path: Path, output: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    raw = pa.array([b"\xff", CLAIMS[0].encode(), None])
    broken = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    parquet.write_table(pa.table({"claim": broken}), tmp_path / "x.parquet")
    assert run(*words(tmp_path / "x.parquet", output, *LOCAL, "--output-format", "jsonl")).code == 0
    assert [row["row"] for row in read(output / "_rejected")] == [1, 3]


@needs_parquet
def test_json_lines_become_parquet(run: Run, tmp_path: Path, output: Path) -> None:
    from pyarrow import dataset

    rows: list[Any] = [
        {"claim": text, "n": n, "x": n / 2 if n % 2 else n, "mixed": [n] if n % 2 else "a", "big": 2**80}
        for n, text in enumerate(CLAIMS)
    ]
    rows[5]["n"] = None
    run(*words(written(tmp_path / "x.jsonl", rows), output, *LOCAL, "--output-format", "parquet"))
    found = dataset.dataset(output, format="parquet").to_table().to_pylist()
    assert [row["n"] for row in found] == [row["n"] for row in rows]
    assert [row["x"] for row in found] == [row["x"] for row in rows]
    assert (found[0]["mixed"], found[1]["mixed"], found[0]["big"]) == ("a", "[1]", str(2**80))


@needs_parquet
def test_parquet_of_documents(run: Run, tmp_path: Path, output: Path) -> None:
    from pyarrow import dataset

    path = written(
        tmp_path / "x.jsonl", [{"id": n, "text": f"{text}. {CLAIMS[RIGHT]}."} for n, text in enumerate(CLAIMS)]
    )
    run(*words(path, output, *LOCAL, "--documents", "--column", "text", "--output-format", "parquet"))
    found = dataset.dataset(output, format="parquet").to_table()
    assert found.schema.names == ["id", *bulk.SENTENCE_COLUMNS]
    assert found.column("row").to_pylist() == [n for n in range(1, 61) for _ in "ab"]


@needs_parquet
@pytest.mark.parametrize("column", ["claim", "n"])
def test_parquet_without_the_column_is_told_of_once(run: Run, tmp_path: Path, output: Path, column: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"n": range(60)}), tmp_path / "x.parquet")
    (tmp_path / "y.parquet").write_bytes(b"nonsense")
    result = run(*words(tmp_path / "x.parquet", output, tmp_path / "y.parquet", *LOCAL, "--column", column))
    assert result.code == 2 and "2 failed" in result.err


def test_without_the_library_parquet_is_refused(
    run: Run, corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "koreacoop.parquet", raising=False)
    monkeypatch.delattr("koreacoop.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run(*words(corpus, output, *LOCAL, "--output-format", "parquet"))
    assert result.code == 2 and "koreacoop[dask]" in result.err


# ------------------------------------------------------------------------------------------------------ starting again


def states(run: Run, *arguments: object) -> dict[str, int]:
    result = run(*arguments, "--json")
    assert result.code == 0, result.err
    found: dict[str, int] = result.data["partitions"]
    return found


def test_what_is_finished_is_passed_over(run: Run, corpus: Path, output: Path) -> None:
    first = run(*words(corpus, output, *LOCAL, "--json"))
    before = {path.name: path.stat().st_mtime_ns for path in output.glob("*.jsonl")}
    second = run(*words(corpus, output, *LOCAL, "--json"))
    assert second.data["partitions"] == {"done": 0, "skipped": 4, "failed": 0}
    assert {path.name: path.stat().st_mtime_ns for path in output.glob("*.jsonl")} == before
    # The counts are those of the whole, whenever they were made.
    assert {**second.data, "partitions": 0} == {**first.data, "partitions": 0}


def test_results_that_are_gone_or_torn_are_made_again(run: Run, corpus: Path, output: Path) -> None:
    run(*words(corpus, output, *LOCAL))
    whole = read(output)
    (output / "corpus-00001.jsonl").unlink()
    (output / "corpus-00002.jsonl").write_text("torn")
    (output / "_done" / "corpus-00003.json").write_text('{"torn')
    assert states(run, *words(corpus, output, *LOCAL)) == {"done": 3, "skipped": 1, "failed": 0}
    assert read(output) == whole


def test_changed_input_is_done_again(run: Run, corpus: Path, output: Path) -> None:
    run(*words(corpus, output, *LOCAL))
    lines = corpus.read_text("utf-8").splitlines(keepends=True)
    corpus.write_text("".join([*lines[:-1], lines[-1].replace("2019", "1990")]), "utf-8")
    result = run(*words(corpus, output, *LOCAL, "--json"))
    assert result.data["partitions"] == {"done": 1, "skipped": 3, "failed": 0}
    assert "1 finished partitions are done again" in result.err
    assert result.data["verdicts"]["supported"] == 2


def test_what_the_input_no_longer_has_is_taken_away(run: Run, corpus: Path, output: Path) -> None:
    run(*words(corpus, output, *LOCAL))
    lines = corpus.read_text("utf-8").splitlines(keepends=True)
    corpus.write_text("".join(lines[:30]), "utf-8")
    assert "former partitions are taken away" in run(*words(corpus, output, *LOCAL)).err
    assert [row["id"] for row in read(output)] == list(range(30))


def test_another_input_leaves_the_results_alone(run: Run, corpus: Path, output: Path) -> None:
    run(*words(corpus, output, *LOCAL))
    run(*words(written(corpus.parent / "more.jsonl", [{"claim": CLAIMS[0]}]), output, *LOCAL))
    assert len(read(output)) == 61


@pytest.mark.parametrize("options", [["--documents"], ["--facts", "another"], ["--column", "other"]])
def test_other_options_are_other_results(
    run: Run, tmp_path: Path, output: Path, sound: Path, options: list[str]
) -> None:
    path = written(tmp_path / "x.jsonl", [{"claim": CLAIMS[0], "other": CLAIMS[RIGHT]}])
    (sound / "another.txt").write_text("x")
    command = ["bulk", path, "--output", output, *LOCAL]
    run(*command, "--facts", PACK)
    facts = sound if "another" in options else PACK
    options = [] if "another" in options else options
    assert states(run, *command, "--facts", facts, *options)["done"] == 1


@needs_parquet
def test_another_format_takes_the_place_of_the_first(run: Run, corpus: Path, output: Path) -> None:
    run(*words(corpus, output, *LOCAL))
    run(*words(corpus, output, *LOCAL, "--output-format", "parquet"))
    assert [path.suffix for path in output.iterdir() if path.is_file()] == [".parquet"] * 4


def test_what_is_being_done_is_waited_for(output: Path) -> None:
    pytest.importorskip("fcntl", reason="locks are those of POSIX")
    folder = Folder(output)
    folder.prepare()
    program = "import sys\nfrom pathlib import Path\nfrom koreacoop.partitions import Folder\n"
    program += "with Folder(Path(sys.argv[1])).lock('x'): print('mine')"
    command = [sys.executable, "-c", program, str(output)]
    with folder.lock("x"):
        other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            other.communicate(timeout=1)
    assert other.communicate(timeout=30)[0] == "mine\n"
    assert list((output / "_done").iterdir()) == []


def test_shards_share_the_work(run: Run, corpus: Path, output: Path) -> None:
    size = ("--partition-size", 500)
    done = [
        states(run, *words(corpus, output, *size, "--workers", 1, "--shard", f"{share}/3"))["done"]
        for share in (1, 2, 3)
    ]
    assert sum(done) == len(list(output.glob("*.jsonl"))) and max(done) - min(done) <= 1
    assert [row["id"] for row in read(output)] == list(range(60))


def test_workers_of_this_machine(run: Run, corpus: Path, output: Path) -> None:
    assert states(run, *words(corpus, output, "--engine", "local", "--workers", 2, "--partition-size", 500))["done"]
    assert [row["id"] for row in read(output)] == list(range(60))


# --------------------------------------------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--shard", "5/4"], "no share"),
        (["--shard", "0/4"], "no share"),
        (["--partition-size", "big"], "no number of bytes"),
        (["--scheduler", "tcp://localhost:1", "--shard", "1/2"], "--scheduler is for dask"),
        (["--engine", "dask", "--shard", "1/2"], "--shard is for doing without dask"),
        (["nothing such.jsonl"], "no such file or folder"),
        (["README.md"], "by its name"),
    ],
)
def test_mistaken_use(run: Run, corpus: Path, output: Path, options: list[str], told: str) -> None:
    result = run(*words(corpus, output, *options))
    assert result.code == 2 and told in result.err


def test_without_dask_local_processes_do_it(
    run: Run, corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    result = run("-v", *words(corpus, output, "--workers", 1))
    assert result.code == 0 and "done by local processes" in result.err
    assert "koreacoop[dask]" in run(*words(corpus, output, "--engine", "dask")).err


def test_folders_are_walked_and_results_are_no_input(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    for name in ("a/x.jsonl", "x.jsonl", "_x.jsonl", "x.txt"):
        written(folder / name, [{"claim": CLAIMS[0]}])
    for done in (2, 0):
        assert states(run, *words(folder, folder / "out", *LOCAL))["done"] == done
    assert sorted(path.name for path in (folder / "out").glob("*.jsonl")) == ["a-x-00000.jsonl", "x-00000.jsonl"]
    result = run(*words(folder / "x.jsonl", folder / "out", folder / "a" / "x.jsonl", *LOCAL))
    assert result.code == 2 and "would have the same results" in result.err


# -------------------------------------------------------------------------------------------------- killed, really

MANY = 3000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    rows = [{"id": n, "claim": CLAIMS[n % len(CLAIMS)]} for n in range(MANY)]
    return written(tmp_path / "large.jsonl", rows)


@contextmanager
def started(source: Path, output: Path, *more: object) -> Iterator[subprocess.Popen[str]]:
    """A run that has finished some partitions, and not yet all."""
    command = [sys.executable, "-m", "koreacoop", *map(str, words(source, output, "--partition-size", "2K", *more))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        limit = time.monotonic() + 120
        while not list((output / "_done").glob("[!.]*.json")):
            assert process.poll() is None and time.monotonic() < limit, process.communicate()
            time.sleep(0.02)
        yield process


def workers_of(pid: int) -> list[int]:
    """The processes that work for one."""
    found = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def assert_whole(output: Path) -> None:
    """Nothing is lost, nothing is there twice, nothing is left over."""
    assert [row["id"] for row in read(output)] == list(range(MANY))
    assert [path for path in output.rglob(".*") if not path.name.endswith(".lock")] == []


@needs_dask
@needs_proc
def test_a_worker_of_the_cluster_is_killed(large: Path, output: Path) -> None:
    with started(large, output, "--workers", 2, "--json") as process:
        team = workers_of(process.pid)
        assert len(team) == 2
        os.kill(team[0], signal.SIGKILL)
        out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    counts = json.loads(out)
    assert counts["rows"] == sum(counts["verdicts"].values()) == MANY
    assert counts["verdicts"]["supported"] == MANY // len(CLAIMS)
    assert_whole(output)


@needs_proc
def test_a_worker_of_this_machine_is_killed(run: Run, large: Path, output: Path) -> None:
    with started(large, output, "--workers", 2, "--engine", "local") as process:
        os.kill(workers_of(process.pid)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2 and "was killed" in err
    assert states(run, *words(large, output, "--partition-size", "2K", "--engine", "local"))["skipped"]
    assert_whole(output)


@pytest.mark.parametrize("engine", [pytest.param("dask", marks=needs_dask), "local"])
def test_the_command_is_killed(run: Run, large: Path, output: Path, engine: str) -> None:
    with started(large, output, "--workers", 2, "--engine", engine) as process:
        process.kill()
        process.communicate(timeout=60)
    assert states(run, *words(large, output, "--partition-size", "2K", "--engine", "local"))["skipped"]
    assert_whole(output)


CLUSTER = """
from distributed import LocalCluster
with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    input()
"""


@needs_dask
def test_an_existing_cluster(corpus: Path, output: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as cluster:
        assert cluster.stdout
        address = cluster.stdout.readline().strip()
        command = words(corpus, output, "--partition-size", 500, "--scheduler", address)
        done = subprocess.run(
            [sys.executable, "-m", "koreacoop", *map(str, command)], capture_output=True, text=True, check=False
        )
        cluster.communicate("\n", timeout=60)
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in read(output)] == list(range(60))


LOST = """
import os, signal, time
from distributed import Client, LocalCluster
from koreacoop.bulk import Outcome
from koreacoop.bulk_dask import _outcome
from koreacoop.partitions import Partition
from koreacoop.tabular import Piece

if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        with Client(cluster.scheduler_address) as client:
            future = client.submit(Outcome, "one", "path", {"rows": 7}, pure=False)
            (worker,) = client.run(os.getpid).values()
            while future.status != "finished":
                time.sleep(0.001)
            os.kill(worker, signal.SIGKILL)
            while future.status == "finished":
                time.sleep(0.001)
            print(future.status, _outcome(future, Partition("one", Piece("path", "jsonl", 0, 1, 1, ""))), flush=True)
"""


@needs_dask
def test_a_result_that_dies_with_its_worker_is_made_again(tmp_path: Path) -> None:
    program = tmp_path / "lost.py"
    program.write_text(LOST)
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("lost ") and "'rows': 7" in done.stdout and "error=''" in done.stdout
