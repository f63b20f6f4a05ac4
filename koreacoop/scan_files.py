"""Files scanned one after the other or by several processes, in order: what a worker does with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from koreacoop.documents.formats import format_of
from koreacoop.errors import InputError
from koreacoop.findings import Scan
from koreacoop.frozen import dataclass, replace
from koreacoop.loading import load
from koreacoop.parallel import cores, ordered
from koreacoop.scanning import Options, Scanner
from koreacoop.walking import STDIN

MANY = 8
"""From so many files on, several processes are worth their start."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the packs, how documents are read and judged, codes that are not told of."""

    roots: tuple[str, ...]
    options: Options
    encoding: str
    form: str = ""
    """The format of all files; by their names if it is left out."""
    ignored: tuple[str, ...] = ()


class _File(NamedTuple):
    name: str
    shown: str


def scans(names: Sequence[str], stdin_name: str, job: Job, workers: int) -> Iterator[Scan]:
    """The scan of each file, in order; ``workers`` 0: as many as it pays."""
    files = [_File(name, (stdin_name or "<stdin>") if name == STDIN else name) for name in names]
    alone = STDIN in names  # which only this process can read
    many = workers or (cores() if len(names) >= MANY else 1)
    return ordered(_begin, job, files, 1 if alone else min(many, len(names)))


def _begin(job: Job) -> Callable[[_File], Scan]:
    from koreacoop.compiled import checker_of, open_pack

    scanner = Scanner(checker_of(open_pack(job.roots), job.roots[0]), job.options)

    def scan(file: _File) -> Scan:
        try:
            text = load(file.name, job.encoding)
        except InputError as error:
            return Scan(file.shown, error=str(error))
        found = scanner.scan(file.shown, text, job.form or format_of(file.shown))
        if not job.ignored:
            return found
        return replace(found, findings=tuple(one for one in found.findings if not one.code.id.startswith(job.ignored)))

    return scan
