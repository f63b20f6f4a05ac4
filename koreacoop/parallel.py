"""Work on many items by several processes, the results in the order of the items and few of them at hand at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
_AHEAD = 4

_work: Callable[[Any], Any]


def ordered(work: Callable[[Given], Made], items: Iterable[Given], workers: int) -> Iterator[Made]:
    """``work`` done on each item, results in order; with one worker in this process, at most a few items ahead.

    ``work`` is inherited by forked processes, so it may hold what is costly to make; where processes cannot be forked
    it is done here.
    """
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    rest = iter(items)
    with multiprocessing.get_context("fork").Pool(workers, _prepare, (work,)) as pool:
        waiting = deque(pool.apply_async(_do, (item,)) for item in islice(rest, workers * _AHEAD))
        while waiting:
            made = waiting.popleft().get()
            waiting.extend(pool.apply_async(_do, (item,)) for item in islice(rest, 1))
            yield made


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603  # a forked process has one job
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(item: Any) -> Any:
    return _work(item)
