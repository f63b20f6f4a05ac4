"""Many claims on several processes: results in the order of the claims, never more under way than the workers need."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

from koreacoop.frozen import dataclass
from koreacoop.rendering import Style

Record = dict[str, Any]
Judged = tuple[Iterable[str], str]
"""The lines of a result, and the label of its verdict."""

_PIECE = 25
"""Claims that are handed to a worker at one go."""
_AHEAD = 3
"""Pieces a worker that are under way: enough that none waits, few enough that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the packs, the format and its style."""

    roots: tuple[str, ...]
    form: str
    style: Style


def judged(records: Iterable[Record], workers: int, job: Job) -> Iterator[Judged]:
    """The results of ``records``, in their order. Left early, it stops its workers."""
    waiting: deque[AsyncResult[list[Judged]]] = deque()
    pieces = _pieces(iter(records))
    with multiprocessing.get_context("spawn").Pool(workers, _begin, (job,)) as pool:
        _fill(waiting, pieces, pool, workers * _AHEAD)
        while waiting:
            done = waiting.popleft().get()
            _fill(waiting, pieces, pool, workers * _AHEAD)
            yield from done


def _fill(waiting: deque[AsyncResult[list[Judged]]], pieces: Iterator[list[Record]], pool: Pool, most: int) -> None:
    for piece in islice(pieces, most - len(waiting)):
        waiting.append(pool.apply_async(_judge, (piece,)))


def _pieces(records: Iterator[Record]) -> Iterator[list[Record]]:
    while piece := list(islice(records, _PIECE)):
        yield piece


# ------------------------------------------------------------------------------------------------------- in a worker

_AT_WORK: list[Any] = []


def _begin(job: Job) -> None:
    """Open the packs once; an interruption is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from koreacoop.compiled import checker_of, open_pack
    from koreacoop.rendering.formats import renderer

    checker = checker_of(open_pack(job.roots), job.roots[0])
    _AT_WORK[:] = [checker, renderer(job.form, "check", checker.store, job.style)]


def _judge(piece: Sequence[Record]) -> list[Judged]:
    checker, show = _AT_WORK
    verdicts = [(checker.check(record["claim"]), record) for record in piece]
    return [(list(show.verdict(verdict, record)), verdict.label.value) for verdict, record in verdicts]
