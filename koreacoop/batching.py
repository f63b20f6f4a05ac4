"""Many claims on several processes: results in the order of the claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from koreacoop.frozen import dataclass
from koreacoop.parallel import ordered
from koreacoop.rendering import Style

Record = dict[str, Any]
Judged = tuple[Iterable[str], str]
"""The lines of a result, and the label of its verdict."""

_PIECE = 25
"""Claims that are handed to a worker at one go."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the packs, the format and its style."""

    roots: tuple[str, ...]
    form: str
    style: Style


def judged(records: Iterable[Record], workers: int, job: Job) -> Iterator[Judged]:
    """The results of ``records``, in their order. Left early, it stops its workers."""
    return ordered(_begin, job, records, workers, _PIECE)


def _begin(job: Job) -> Callable[[Record], Judged]:
    from koreacoop.compiled import checker_of, open_pack
    from koreacoop.rendering.formats import renderer

    checker = checker_of(open_pack(job.roots), job.roots[0])
    show = renderer(job.form, "check", checker.store, job.style)

    def judge(record: Record) -> Judged:
        verdict = checker.check(record["claim"])
        return list(show.verdict(verdict, record)), verdict.label.value

    return judge
