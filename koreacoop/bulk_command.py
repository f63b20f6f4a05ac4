"""``koreacoop bulk``: options, partitions, an engine, the report of counts, the exit code.

Rooms are imported where they are used.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from koreacoop.commands import VERBOSE, roots, say, store
from koreacoop.errors import InputError
from koreacoop.options import DocumentFormat, FactsOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from koreacoop.bulk import Job, Outcome
    from koreacoop.partitions import Partition

_FAILED = 2
_EXAMPLES = 5
"""Rejected rows that are told of on standard error."""
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_VERDICTS = ("supported", "contradicted", "unknown")


class TableFormat(StrEnum):
    """Formats of tables."""

    JSONL = "jsonl"
    PARQUET = "parquet"


class Engine(StrEnum):
    """Who does the work: dask.distributed, or processes of this command."""

    DASK = "dask"
    LOCAL = "local"


class Shard(NamedTuple):
    """One of several shares of the work, from 0."""

    number: int
    of: int


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d+)([KMG]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    size = int(found[1]) * _UNITS[found[2].upper()] if found else 0
    if size < 1:
        raise typer.BadParameter(f"{text!r} is no number of bytes, such as 500K or 4M.")
    return size


def _shard(text: str) -> Shard:
    found = re.fullmatch(r"(\d+)/(\d+)", text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise typer.BadParameter(f"{text!r} is no share, such as 1/4 or 4/4.")
    return Shard(int(found[1]) - 1, int(found[2]))


def bulk(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="JSON Lines and Parquet files, and folders of them.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the results go, and what is finished is kept.")
    ],
    column: Annotated[str, typer.Option("--column", metavar="NAME", help="The column that is judged.")] = "claim",
    documents: Annotated[
        bool, typer.Option("--documents", help="The column holds documents, judged by sentence as scan does.")
    ] = False,
    document_format: Annotated[
        DocumentFormat, typer.Option("--document-format", help="What the documents are.")
    ] = DocumentFormat.TEXT,
    input_format: Annotated[
        TableFormat | None, typer.Option("--input-format", help="What the files are; by their names if left out.")
    ] = None,
    output_format: Annotated[
        TableFormat | None, typer.Option("--output-format", help="What is written; as the input if left out.")
    ] = None,
    partition_size: Annotated[
        int,
        typer.Option("--partition-size", metavar="BYTES", parser=_size, help="Input that is done at one go, about."),
    ] = "4M",  # type: ignore[assignment]  # parsed as any other
    engine: Annotated[
        Engine | None, typer.Option("--engine", help="Who does it: dask if it is installed, else local processes.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="A dask scheduler; else a cluster of this machine.")
    ] = "",
    shard: Annotated[
        Shard | None,
        typer.Option("--shard", metavar="I/N", parser=_shard, help="Only this share of the partitions, without dask."),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", "-j", min=0, metavar="N", help="Processes here; 0: as many as there are cores.")
    ] = 0,
    facts: FactsOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Judge a corpus: tables with a column of claims or documents in, the same with verdicts and evidence out.

    What is finished is kept, and passed over when it is started again.
    """
    from koreacoop.bulk import Job, pack_digest

    used = _engine(engine, scheduler, shard)
    packs = roots([str(folder) for folder in facts] if facts else None)
    store(packs)  # compiled once, before others want it
    job = Job(
        tuple(map(_absolute, packs)),
        pack_digest(list(map(_absolute, packs))),
        str(output.resolve()),
        column,
        document_format.value if documents else "",
        output_format.value if output_format else "",
    )
    run = _Run(job, quiet)
    planned = run.planned(inputs, input_format.value if input_format else "", partition_size)
    mine = [one for number, one in enumerate(planned) if shard is None or number % shard.of == shard.number]
    run.follow(_outcomes(used, job, run.unfinished(mine), workers, scheduler), len(mine))
    run.report(as_json)
    raise typer.Exit(run.status())


# --------------------------------------------------------------------------------------------------------------- engine


def _engine(engine: Engine | None, scheduler: str, shard: Shard | None) -> Engine:
    """Who does the work. Raises ``InputError`` for options that do not go together, or an extra that is missing."""
    from importlib.util import find_spec

    if scheduler and (shard or engine is Engine.LOCAL):
        raise InputError("--scheduler is for dask, --shard and --engine local are for doing without it")
    if shard and engine is Engine.DASK:
        raise InputError("--shard is for doing without dask")
    if shard or engine is Engine.LOCAL:
        return Engine.LOCAL
    if find_spec("distributed") is not None:
        return Engine.DASK
    if scheduler or engine is Engine.DASK:
        raise InputError("dask is not installed: pip install 'koreacoop[dask]'")
    if VERBOSE[0]:
        say("dask is not installed (pip install 'koreacoop[dask]'); done by local processes")
    return Engine.LOCAL


def _outcomes(
    engine: Engine, job: Job, partitions: Sequence[Partition], workers: int, scheduler: str
) -> Iterator[Outcome]:
    from koreacoop.parallel import cores

    if not partitions:
        return iter(())
    if engine is Engine.DASK:
        from koreacoop import bulk_dask

        return bulk_dask.outcomes(job, partitions, workers or cores(), scheduler)
    from koreacoop import bulk

    return bulk.outcomes(job, partitions, workers or cores())


def _absolute(name: str) -> str:
    return str(Path(name).resolve())


# ---------------------------------------------------------------------------------------------------------------- a run


class _Run:
    """A run over some partitions: what is finished already, what becomes of the rest, all counted."""

    def __init__(self, job: Job, quiet: bool) -> None:
        from koreacoop.partitions import Folder

        self._job = job
        self._quiet = quiet
        self._folder = Folder(Path(job.output))
        self._states: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._verdicts: Counter[str] = Counter()
        self._examples: list[str] = []
        self._errors: list[dict[str, str]] = []

    def planned(self, names: Sequence[str], form: str, size: int) -> list[Partition]:
        """All partitions, of all shares; a file that cannot be read is told of, and fails."""
        from koreacoop.partitions import inputs
        from koreacoop.tables import form_of, require

        files = inputs(names, self._folder.path, form)
        for one in sorted({self._job.form, *(form_of(path, form) for path in files.values())}):
            require(one)
        self._folder.prepare()
        found: list[Partition] = []
        for stem, path in files.items():
            found += self._of_file(stem, path, form, size)
        self._forget_left_over(files.values(), [one.name for one in found])
        return found

    def _of_file(self, stem: str, path: str, form: str, size: int) -> list[Partition]:
        from koreacoop.bulk import Outcome
        from koreacoop.partitions import plan

        try:
            return list(plan(stem, path, form, size, self._job.column))
        except (InputError, OSError) as error:
            self._count(Outcome(stem, path, {}, str(error)))
            return []

    def _forget_left_over(self, files: Iterable[str], planned: Sequence[str]) -> None:
        """Take away results that the input, cut as it is now, no longer has: they would be there twice."""
        failed = {error["input"] for error in self._errors}
        old = self._folder.left_over(set(files) - failed, planned)
        for name in old:
            self._folder.forget(name)
        if old:
            self._say(f"{len(old)} former partitions are taken away: the input is cut otherwise now ({old[0]} …)")

    def unfinished(self, partitions: Sequence[Partition]) -> list[Partition]:
        """Those that are still to be done; finished ones are counted."""
        from koreacoop.bulk import kept

        rest: list[Partition] = []
        again = 0
        for one in partitions:
            found = kept(one, self._job)
            if found is not None:
                self._count(found)
            else:
                again += self._folder.marker(one.name) is not None
                rest.append(one)
        if again:
            self._say(f"{again} finished partitions are done again: their input, the options or the pack changed")
        return rest

    def follow(self, outcomes: Iterator[Outcome], total: int) -> None:
        """Count the outcomes as they come; where somebody looks on, show how far it is."""
        bar: Any = None
        if sys.stderr.isatty() and not self._quiet:
            from koreacoop.rendering.terminal import progress

            bar = progress(total, "partitions")
        try:
            for _ in range(self._states["skipped"] if bar else 0):
                bar.advance()
            for outcome in outcomes:
                self._count(outcome)
                if bar:
                    bar.advance()
        finally:
            if bar:
                bar.stop()

    def _count(self, outcome: Outcome) -> None:
        if outcome.error:
            self._states["failed"] += 1
            self._errors.append({"partition": outcome.name, "input": outcome.path, "error": outcome.error})
            say(f"{outcome.name}: {outcome.error}")
            return
        self._states["skipped" if outcome.kept else "done"] += 1
        counts = outcome.counts
        self._counts.update(rows=counts["rows"], rejected=counts["rejected"])
        self._verdicts.update(counts["verdicts"])
        self._examples += counts["examples"][: max(0, _EXAMPLES - len(self._examples))]

    # ------------------------------------------------------------------------------------------------------ the report

    def report(self, as_json: bool) -> None:
        """The counts of the whole, on standard error, or as JSON on standard output."""
        if as_json:
            import json

            print(json.dumps(self._data(), ensure_ascii=False, indent=2))
        if self._quiet:
            return
        for example in self._examples:
            say(f"rejected: {example}")
        if self._counts["rejected"]:
            say(f"{self._counts['rejected']} rows rejected; all are in {self._folder.rejected}")
        states = ", ".join(f"{self._states[state]} {state}" for state in ("done", "skipped", "failed"))
        verdicts = ", ".join(f"{self._verdicts[verdict]} {verdict}" for verdict in _VERDICTS)
        rows = (
            f"{self._counts['rows']} documents; sentences:" if self._job.documents else f"{self._counts['rows']} rows:"
        )
        say(f"{self._states.total()} partitions: {states}; {rows} {verdicts}")

    def _data(self) -> dict[str, Any]:
        states = {state: self._states[state] for state in ("done", "skipped", "failed")}
        return {
            "schema": "koreacoop/bulk/v1",
            "output": str(self._folder.path),
            "partitions": states,
            "rows": self._counts["rows"],
            "rejected": self._counts["rejected"],
            "verdicts": {verdict: self._verdicts[verdict] for verdict in _VERDICTS},
            "errors": self._errors,
        }

    def status(self) -> int:
        """2 if a partition could not be done, or no row at all could be judged; else 0, whatever the verdicts are."""
        none = 0 < self._counts["rows"] == self._counts["rejected"]
        return _FAILED if self._errors or none else 0

    def _say(self, message: str) -> None:
        if not self._quiet:
            say(message)
