"""Partitions done by ``dask.distributed``, on a cluster of this machine or an existing one.

The only module that imports it; it comes with the extra ``koreacoop[dask]``.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from distributed import Client, LocalCluster, as_completed

from koreacoop.bulk import Job, Outcome, do
from koreacoop.errors import InputError
from koreacoop.partitions import Partition

_AHEAD = 3
"""Partitions a thread of the cluster that are handed over before the first is done: the client's memory stays flat."""
_RETRIES = 2
"""Times that a partition is done again after an exception of the cluster; one whose worker dies is done again by the
scheduler, as often as its ``allowed-failures`` says (3)."""
_TIMEOUT = 30


def outcomes(job: Job, partitions: Sequence[Partition], workers: int, scheduler: str) -> Iterator[Outcome]:
    """Do partitions on a cluster, and tell of each as it is done; ``scheduler`` "": a cluster of this machine.

    Raises ``InputError`` if the scheduler cannot be reached.
    """
    with ExitStack() as stack:
        client = stack.enter_context(_client(stack, min(workers, len(partitions)), scheduler))
        waiting: dict[Any, Partition] = {}
        rest = iter(partitions)
        done = as_completed(raise_errors=False)
        while True:
            for one in islice(rest, max(0, _capacity(client) - len(waiting))):
                future = _sent(client, one, job)
                waiting[future] = one
                done.add(future)
            if not waiting:
                return
            future = next(done)
            yield _outcome(future, waiting.pop(future))


def _client(stack: ExitStack, workers: int, scheduler: str) -> Any:
    if not scheduler:
        with _deaf():
            scheduler = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,  # a killed worker is the cluster's to replace
                )
            )
    try:
        return Client(scheduler, timeout=_TIMEOUT)
    except (OSError, ValueError) as error:
        raise InputError(f"no scheduler at {scheduler}: {error}") from error


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile take no notice of an interruption: it is for this one, which stops them."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _capacity(client: Any) -> int:
    """How many partitions may be under way, by the workers that there are now."""
    threads: int = sum(client.nthreads().values())
    return _AHEAD * max(1, threads)


def _sent(client: Any, partition: Partition, job: Job) -> Any:
    return client.submit(do, partition, job, pure=False, retries=_RETRIES)


def _outcome(future: Any, partition: Partition) -> Outcome:
    """What became of a partition; where the cluster failed, that is the error.

    A worker may die with a result that was reported and not fetched yet: then it is made again, and waited for.
    """
    try:
        result: Outcome = future.result()
    except Exception as error:
        return Outcome(partition.name, partition.piece.path, {}, f"{type(error).__name__}: {error}")
    return result
