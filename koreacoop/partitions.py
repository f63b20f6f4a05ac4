"""Partitions on disk: what of a corpus is judged as one, and the folder of results, in which finished ones are kept.

A partition is whole or not there: its files are written aside and renamed, its marker last. The marker says what it was
made from and how; a second start passes over what is marked, as long as that is the same. Who works on a partition
holds its lock, so that two at once do not write the same files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from koreacoop.errors import InputError
from koreacoop.frozen import dataclass
from koreacoop.tables import FORMS, form_of, pieces
from koreacoop.tabular import Data, Piece

_DONE, _REJECTED = "_done", "_rejected"
"""Folders beside the results; readers of partitioned data pass over names that begin like this."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A piece of a file with the name of its results; the name depends on nothing else that is judged."""

    name: str
    piece: Piece


# ------------------------------------------------------------------------------------------------------------- planning


def inputs(names: Sequence[str], output: Path, form: str) -> dict[str, str]:
    """The files meant by names of files and folders, by what their partitions are called.

    Raises ``InputError`` if one is not there, or two would be called the same.
    """
    found: dict[str, str] = {}
    for name in names:
        for stem, path in _below(Path(name), output.resolve(), form):
            if found.setdefault(stem, path) != path:
                raise InputError(f"{found[stem]} and {path} would have the same results; give each an --output")
    if not found:
        raise InputError(f"no JSON Lines or Parquet in {', '.join(names)}")
    return found


def _below(path: Path, output: Path, form: str) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inner = file.relative_to(path)
            hidden = any(part.startswith((".", "_")) for part in inner.parts)
            if file.suffix in FORMS and file.is_file() and not hidden and output not in file.resolve().parents:
                yield "-".join(inner.with_suffix("").parts), str(file.resolve())
    elif not path.exists():
        raise InputError(f"{path}: no such file or folder")
    elif not form and path.suffix not in FORMS:
        raise InputError(f"{path}: neither {', '.join(FORMS)} by its name; --input-format tells what it is")
    else:
        yield path.stem, str(path.resolve())


def plan(stem: str, path: str, form: str, size: int, column: str) -> Iterator[Partition]:
    """The partitions of a file. Raises ``InputError`` or ``OSError`` if it cannot be read."""
    for number, piece in enumerate(pieces(path, form_of(path, form), size, column)):
        yield Partition(f"{stem}-{number:05}", piece)


# -------------------------------------------------------------------------------------------------------------- keeping


class Folder:
    """A folder of results."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rejected = path / _REJECTED
        self._done = path / _DONE

    def prepare(self) -> None:
        """Make the folder and those in it."""
        for folder in (self.path, self.rejected, self._done):
            folder.mkdir(parents=True, exist_ok=True)

    def marker(self, name: str) -> Data | None:
        """What is noted of a finished partition, if its results are still there; None if it is not finished."""
        try:
            found: Data = json.loads((self._done / f"{name}.json").read_text("utf-8"))
            whole = (self.path / found["file"]).stat().st_size == found["size"]
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return found if whole else None

    def counts(self, name: str, made_from: Data) -> Any:
        """The counts of a partition that is finished and was made from that; None for any other."""
        found = self.marker(name)
        return found["counts"] if found is not None and found.get("from") == made_from else None

    def drafts(self, name: str, form: str) -> tuple[Path, Path]:
        """Where results and rejected rows are written aside; other readers pass over hidden files."""
        return self.path / f".{name}.{form}.part", self.rejected / f".{name}.part"

    def keep(self, partition: Partition, form: str, made_from: Data, counts: Data) -> None:
        """Put what was written aside in its place, and mark it as finished."""
        name = partition.name
        results, rejected = self.drafts(name, form)
        self.forget(name, besides=f"{name}.{form}")
        size = results.stat().st_size
        if counts["rejected"]:
            _place(rejected, self.rejected / f"{name}.jsonl")
        rejected.unlink(missing_ok=True)
        _place(results, self.path / f"{name}.{form}")
        draft = self._done / f".{name}.part"
        noted: Data = {"file": f"{name}.{form}", "size": size, "input": partition.piece.path}
        noted |= {"from": made_from, "counts": counts}
        draft.write_text(json.dumps(noted, ensure_ascii=False), encoding="utf-8")
        _place(draft, self._done / f"{name}.json")

    def forget(self, name: str, besides: str = "") -> None:
        """Take away what is there of a partition, its marker first; the file ``besides`` stays until it is replaced."""
        marker = self._done / f"{name}.json"
        old = self.marker(name)
        marker.unlink(missing_ok=True)
        (self.rejected / f"{name}.jsonl").unlink(missing_ok=True)
        if old is not None and old["file"] != besides:
            (self.path / old["file"]).unlink(missing_ok=True)

    def left_over(self, files: Iterable[str], planned: Iterable[str]) -> list[str]:
        """Finished partitions of some files that are no longer among those that are planned."""
        sources, names = set(files), set(planned)
        found = sorted(path.stem for path in self._done.glob("[!.]*.json") if path.stem not in names)
        return [name for name in found if (old := self.marker(name)) and old["input"] in sources]

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Nobody else works on this partition; the system lets go of a lock when its process dies.

        Where the file system knows no locks, two at once do the same work and the later one is kept.
        """
        path = self._done / f".{name}.lock"
        handle = _locked(path)
        try:
            yield
        finally:
            if handle is not None:
                path.unlink(missing_ok=True)
                os.close(handle)


def _locked(path: Path) -> int | None:
    """A handle on a lock file that is ours; it may have been taken away while we waited for it."""
    try:
        import fcntl
    except ImportError:
        return None
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            os.close(handle)
            return None
        if path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
            return handle
        os.close(handle)


def _place(draft: Path, path: Path) -> None:
    """Rename a file that is surely written."""
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
    draft.replace(path)
