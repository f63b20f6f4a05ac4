"""Work on many items by several processes: results in the order of the items, never more under way than is needed.

A worker is started afresh and makes what it needs once, from a job that can be sent to it: no open file is shared.
Each has a pipe of its own and no lock in common with others, so that one that is killed holds up nobody and is noticed.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from koreacoop.errors import KoreacoopError

Job = TypeVar("Job")
Given = TypeVar("Given")
Made = TypeVar("Made")

SELDOM = 50_000, 20, 50
"""How seldom cycles are looked for (``gc``): records hold none."""
_AHEAD = 3
"""Pieces a worker that are under way: enough that none waits, few enough that memory stays flat."""


def ordered(
    begin: Callable[[Job], Callable[[Given], Made]], job: Job, items: Iterable[Given], workers: int, piece: int = 1
) -> Iterator[Made]:
    """What the function that ``begin(job)`` gives makes of each item, in order.

    With one worker it is done in this process. ``piece`` items are handed over at one go. Left early, it stops its
    workers. Raises what a worker raised, or ``KoreacoopError`` if one was killed.
    """
    if workers <= 1:
        yield from map(begin(job), items)
        return
    team = [_Worker(begin, job) for _ in range(workers)]
    try:
        yield from _in_order(team, _pieces(iter(items), piece))
    finally:
        for worker in team:
            worker.stop()


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pieces(items: Iterator[Given], size: int) -> Iterator[list[Given]]:
    while some := list(islice(items, size)):
        yield some


def _in_order(team: Sequence[_Worker], pieces: Iterator[list[Any]]) -> Iterator[Any]:
    """The results of pieces; each worker has one at a time, and those that come early wait for their turn."""
    idle, made = list(team), dict[int, list[Any]]()
    sent = given = 0
    while True:
        for some in islice(pieces, min(len(idle), len(team) * _AHEAD - (sent - given))):
            idle.pop().take(sent, some)
            sent += 1
        if given == sent:
            return
        while given in made:
            yield from made.pop(given)
            given += 1
        busy = {worker.line: worker for worker in team if worker not in idle}
        for line in wait(list(busy)) if busy else ():
            worker = busy[line]  # type: ignore[index]
            made[worker.number] = worker.result()
            idle.append(worker)


class _Worker:
    """A process that works, and the pipe to it."""

    def __init__(self, begin: Callable[[Any], Callable[[Any], Any]], job: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self.number = 0
        """The number of the piece that it is at."""
        self._process = context.Process(target=_serve, args=(theirs, begin, job), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, number: int, some: list[Any]) -> None:
        """Give it a piece; one that is dead is noticed by its missing result."""
        self.number = number
        try:
            self.line.send(some)
        except OSError:
            return

    def result(self) -> list[Any]:
        """What it made of its piece."""
        try:
            made, error = self.line.recv()
        except (EOFError, OSError) as gone:
            raise KoreacoopError("a process that worked was killed (too little memory?)") from gone
        if error is not None:
            raise error
        found: list[Any] = made
        return found

    def stop(self) -> None:
        """End it, whatever it is at."""
        self.line.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


# ------------------------------------------------------------------------------------------------------- in a worker


def _serve(line: Connection, begin: Callable[[Any], Callable[[Any], Any]], job: Any) -> None:
    """Make ready once, then work piece by piece, as long as the main process is there.

    An interruption is the main process's to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    work: Callable[[Any], Any] | None = None
    try:
        while True:
            some = line.recv()
            try:
                if work is None:
                    work = begin(job)
                    gc.freeze()  # what was made ready stays: it is not gone through again
                answer: tuple[Any, Exception | None] = list(map(work, some)), None
            except Exception as error:
                answer = None, error
            line.send(answer)
    except (EOFError, OSError):
        return
