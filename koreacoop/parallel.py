"""Work on many items by several processes: results in the order of the items, never more under way than is needed.

A worker is started afresh and makes what it needs once, from a job that can be sent to it: no open file is shared.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.pool import AsyncResult
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from koreacoop.errors import KoreacoopError

Job = TypeVar("Job")
Given = TypeVar("Given")
Made = TypeVar("Made")

_AHEAD = 3
"""Pieces a worker that are under way: enough that none waits, few enough that memory stays flat."""
_PATIENCE = 1
"""Seconds after which it is looked whether the workers are still alive."""


def ordered(
    begin: Callable[[Job], Callable[[Given], Made]], job: Job, items: Iterable[Given], workers: int, piece: int = 1
) -> Iterator[Made]:
    """What the function that ``begin(job)`` gives makes of each item, in order.

    With one worker it is done in this process. ``piece`` items are handed over at one go. Left early, it stops its
    workers. Raises ``KoreacoopError`` if a worker is killed: what it was at would be waited for without end.
    """
    if workers <= 1:
        yield from map(begin(job), items)
        return
    waiting: deque[AsyncResult[list[Made]]] = deque()
    pieces = _pieces(iter(items), piece)
    others = set(multiprocessing.active_children())
    with multiprocessing.get_context("spawn").Pool(workers, _begin, (begin, job)) as pool:
        team = set(multiprocessing.active_children()) - others
        while True:
            for some in islice(pieces, workers * _AHEAD - len(waiting)):
                waiting.append(pool.apply_async(_do, (some,)))
            if not waiting:
                return
            yield from _got(waiting.popleft(), team)


def _got(result: AsyncResult[list[Made]], team: Iterable[BaseProcess]) -> list[Made]:
    """What a worker made, as soon as it is there."""
    while not result.ready():
        result.wait(_PATIENCE)
        if not result.ready() and not all(worker.is_alive() for worker in team):
            raise KoreacoopError("a process that worked was killed (too little memory?)")
    return result.get()


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pieces(items: Iterator[Given], size: int) -> Iterator[list[Given]]:
    while some := list(islice(items, size)):
        yield some


# ------------------------------------------------------------------------------------------------------- in a worker

_AT_WORK: list[Callable[[Any], Any]] = []


def _begin(begin: Callable[[Any], Callable[[Any], Any]], job: Any) -> None:
    """Make ready once; an interruption is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _AT_WORK[:] = [begin(job)]


def _do(some: Sequence[Any]) -> list[Any]:
    return list(map(_AT_WORK[0], some))
