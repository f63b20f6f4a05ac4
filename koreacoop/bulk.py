"""A corpus, partition by partition: read, judged, written, whoever does it and in whatever order (no engine is known).

Claims are judged as ``check`` does, documents by sentence as ``scan`` does.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from koreacoop import __version__
from koreacoop.errors import InputError, KoreacoopError
from koreacoop.frozen import dataclass
from koreacoop.parallel import ordered
from koreacoop.partitions import Folder, Partition
from koreacoop.tables import batches, writer
from koreacoop.tabular import Batch, Data, Row, Shape, digest, dumped

if TYPE_CHECKING:
    from koreacoop.checking import Checker
    from koreacoop.findings import Finding, Sentence
    from koreacoop.pack import Store

_CITED = {"source": "text", "file": "text", "start": "int", "end": "int", "quote": "text"}
_REASON = {"code": "text", "text": "text"}
_PART = {"text": "text", "start": "int", "end": "int", "verdict": "text", "reason": _REASON, "facts": ["text"]}
CLAIM_COLUMNS: Data = {
    "language": "text",
    "verdict": "text",
    "reason": _REASON,
    "assumed": ["text"],
    "unread": ["text"],
    "parts": [_PART],
    "evidence": [{"fact": "text", "stance": "text", **_CITED}],
}
"""What is written beside a claim, as ``check --format jsonl`` gives it, with its types."""
_FINDING = {
    "code": "text",
    "start": "int",
    "end": "int",
    "words": "text",
    "message": "text",
    "recorded": "text",
    "facts": ["text"],
}
SENTENCE_COLUMNS: Data = {
    "row": "int",
    "sentence": "text",
    "judged": "text",
    "start": "int",
    "end": "int",
    "line": "int",
    "column": "int",
    "language": "text",
    "verdict": "text",
    "code": "text",
    "message": "text",
    "facts": ["text"],
    "findings": [_FINDING],
    "evidence": [{"fact": "text", **_CITED}],
}
"""What is written of each sentence of a document, beside the document's other columns."""
_SHOWN = 3
"""Rejected rows of a partition that are told of; all are in its file."""


@dataclass(frozen=True, slots=True)
class Job:
    """How partitions are judged, and where the results go; it can be sent to another process or machine."""

    roots: tuple[str, ...]
    pack: str
    """The digest of the pack and the program, which must be the same wherever it is done."""
    output: str
    column: str = "claim"
    documents: str = ""
    """The format of documents; "" if the column holds claims."""
    form: str = ""
    """The format of the results; the input's if left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a partition: its counts, or an error."""

    name: str
    path: str
    counts: Data
    error: str = ""
    kept: bool = False
    """Whether it had been finished before."""


def made_from(partition: Partition, job: Job) -> Data:
    """All that the results of a partition depend on, as its marker holds it; not where the input stands."""
    piece = partition.piece
    return {
        "bytes": [piece.start, piece.end],
        "digest": piece.digest,
        "schema": piece.schema,
        "row": piece.row,
        "options": [job.column, job.documents, form_of(partition, job)],
        "pack": job.pack,
        "version": __version__,
    }


def form_of(partition: Partition, job: Job) -> str:
    """The format of a partition's results."""
    return job.form or partition.piece.form


def pack_digest(roots: Sequence[str]) -> str:
    """The digest of the packs, opened, and of the program that reads them."""
    from koreacoop.compiled import open_pack

    return str(open_pack(roots).get("meta", "about")["digest"])


def kept(partition: Partition, job: Job) -> Outcome | None:
    """The outcome of a partition that was finished before, from the same input in the same way."""
    counts = Folder(Path(job.output)).counts(partition.name, made_from(partition, job))
    return None if counts is None else Outcome(partition.name, partition.piece.path, counts, kept=True)


def outcomes(job: Job, partitions: Sequence[Partition], workers: int) -> Iterator[Outcome]:
    """Do partitions by processes of this machine, in order."""
    return ordered(begin, job, partitions, min(workers, len(partitions)))


def begin(job: Job) -> Callable[[Partition], Outcome]:
    """What judges the partitions of a job. Nothing is raised for a partition: its outcome tells of an error."""
    return lambda partition: do(partition, job)


def do(partition: Partition, job: Job) -> Outcome:
    """Judge a partition, unless another one has done so in the meantime."""
    path = partition.piece.path
    try:
        folder = Folder(Path(job.output))
        with folder.lock(partition.name):
            return kept(partition, job) or Outcome(partition.name, path, _done(partition, job, folder))
    except (KoreacoopError, OSError) as error:
        return Outcome(partition.name, path, {}, str(error))
    except Exception as error:
        return Outcome(partition.name, path, {}, f"{type(error).__name__}: {error}")


def _done(partition: Partition, job: Job, folder: Folder) -> Data:
    """Read, judge and write a partition, and put it in its place; its counts."""
    judge, piece, form = _judge(job), partition.piece, form_of(partition, job)
    results, rejected = folder.drafts(partition.name, form)
    columns = SENTENCE_COLUMNS if job.documents else CLAIM_COLUMNS
    shape = Shape(tuple(columns), job.column, keeps_judged=not job.documents)
    counting = _Counting(piece.path)
    table = writer(results, form, shape, piece, columns)
    with rejected.open("w", encoding="utf-8") as aside:
        for batch in batches(piece, job.column):
            picked, made = _judged(batch, judge, counting)
            table.put(batch, picked, made)
            aside.writelines(dumped(row) + "\n" for row in counting.taken())
        table.close()
    if digest(piece.path, piece.start, piece.end) != piece.digest:
        raise InputError(f"{piece.path} was changed while it was read")
    folder.keep(partition, form, made_from(partition, job), counting.counts())
    return counting.counts()


Judge = Callable[[Row], list[Data]]


def _judged(batch: Batch, judge: Judge, counting: _Counting) -> tuple[list[int], list[Data]]:
    """For each new row the index of the one that it was made of; rows that cannot be judged are set apart."""
    picked: list[int] = []
    made: list[Data] = []
    for index, row in enumerate(batch.rows):
        if row.problem:
            counting.reject(row)
            continue
        try:
            new = judge(row)
        except Exception as error:
            # One text that the program stumbles over must not cost the rest of a corpus.
            problem = f"internal error: {type(error).__name__}: {error}"
            counting.reject(row._replace(problem=problem, given=row.text))
            continue
        counting.count(new)
        picked += [index] * len(new)
        made += new
    return picked, made


class _Counting:
    """Counts of a partition, and the rows that were set apart since they were last written."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._rows = self._rejected = 0
        self._verdicts: Counter[str] = Counter()
        self._examples: list[str] = []
        self._waiting: list[Data] = []

    def count(self, made: Sequence[Data]) -> None:
        """A row was judged."""
        self._rows += 1
        self._verdicts.update(row["verdict"] for row in made)

    def reject(self, row: Row) -> None:
        """A row is set apart."""
        self._rows += 1
        self._rejected += 1
        self._waiting.append({"file": self._path, "row": row.number, "reason": row.problem, "given": row.given})
        if len(self._examples) < _SHOWN:
            self._examples.append(f"{self._path}:{row.number}: {row.problem}")

    def taken(self) -> list[Data]:
        """The rows that wait to be written."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def counts(self) -> Data:
        """All counts, as the marker holds them."""
        return {
            "rows": self._rows,
            "rejected": self._rejected,
            "verdicts": dict(self._verdicts),
            "examples": self._examples,
        }


# -------------------------------------------------------------------------------------------------------------- judging


class _Ready(NamedTuple):
    job: Job
    judge: Judge


_READY = threading.local()
"""What this thread judges by: a pack is opened once, and its connection belongs to the thread."""


def _judge(job: Job) -> Judge:
    ready: _Ready | None = getattr(_READY, "ready", None)
    if ready is None or ready.job != job:
        ready = _READY.ready = _Ready(job, _made_ready(job))
    return ready.judge


def _made_ready(job: Job) -> Judge:
    from koreacoop.compiled import checker_of, open_pack

    index = open_pack(job.roots)
    if index.get("meta", "about")["digest"] != job.pack:
        raise InputError("another koreacoop, or another pack, is installed where this was to be judged")
    checker = checker_of(index, job.roots[0])
    return _by_sentence(checker, job.documents) if job.documents else _by_claim(checker)


def _by_claim(checker: Checker) -> Judge:
    from koreacoop.rendering.plain import verdict

    def judge(row: Row) -> list[Data]:
        data = verdict(checker.check(row.text), checker.store)
        return [{name: data[name] for name in CLAIM_COLUMNS}]

    return judge


def _by_sentence(checker: Checker, form: str) -> Judge:
    from koreacoop.scanning import Options, Scanner

    # Comments that suppress are for those who edit a document; of a corpus all is told.
    scanner = Scanner(checker, Options(ignores=False))

    def judge(row: Row) -> list[Data]:
        scan = scanner.scan("", row.text, form)
        found: dict[int, list[Finding]] = {id(sentence): [] for sentence in scan.sentences}
        for finding in scan.findings:
            found[id(finding.sentence)].append(finding)
        return [_sentence(row, one, found[id(one)], checker.store) for one in scan.sentences]

    return judge


def _sentence(row: Row, sentence: Sentence, findings: Sequence[Finding], store: Store) -> Data:
    """A sentence with its findings; the first of them gives the code and the message."""
    from koreacoop.reports.json import row as told

    rows = [told(finding, store) for finding in findings]
    region = sentence.region
    return {
        "row": row.number,
        "sentence": sentence.text,
        "judged": sentence.judged,
        "start": region.start,
        "end": region.end,
        "line": region.line,
        "column": region.column,
        "language": sentence.verdict.reading.language,
        "verdict": sentence.verdict.label.value,
        "code": rows[0]["code"],
        "message": rows[0]["message"],
        "facts": list(dict.fromkeys(fact for one in rows for fact in one["facts"])),
        "findings": [{name: one[name] for name in _FINDING} for one in rows],
        "evidence": _each_once(cited for one in rows for cited in one.get("evidence", ())),
    }


def _each_once(rows: Any) -> list[Data]:
    return list({tuple(row.values()): row for row in rows}.values())
