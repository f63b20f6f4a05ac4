"""An index as a file of its own: written aside, renamed when it is whole."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from koreacoop.index import Writer
from koreacoop.indexing import Compiler, Progress, quiet


def build_file(roots: Sequence[str], target: str, about: Mapping[str, Any], progress: Progress = quiet) -> None:
    """Compile the packs in ``roots`` into ``target``; of two that build at once, the later one is kept."""
    folder = Path(target).parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder, suffix=".part")
    os.close(handle)
    try:
        connection = sqlite3.connect(aside)
        try:
            _fill(roots, connection, about, progress)
        finally:
            connection.close()
        with Path(aside).open("rb") as stream:
            os.fsync(stream.fileno())
        Path(aside).replace(target)
    finally:
        Path(aside).unlink(missing_ok=True)


def build_in_memory(roots: Sequence[str], about: Mapping[str, Any], progress: Progress) -> sqlite3.Connection:
    """Compile the packs in ``roots`` into a database of this process."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(roots, connection, about, progress)
    return connection


def _fill(roots: Sequence[str], connection: sqlite3.Connection, about: Mapping[str, Any], progress: Progress) -> None:
    started = time.time_ns()
    told = digest(row[0] for row in about["files"])
    compiler = Compiler([Path(root) for root in roots], connection, progress)
    compiler.run({**about, "built": started, "digest": told})


def digest(paths: Iterable[str]) -> str:
    """One digest of the contents of files."""
    whole = hashlib.sha256()
    for path in paths:
        with Path(path).open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def note(path: str, about: Mapping[str, Any]) -> None:
    """Write anew what an index says of itself, if that is possible: beside it, then renamed."""
    import shutil

    try:
        aside = f"{path}.{os.getpid()}.part"
        shutil.copyfile(path, aside)
        connection = sqlite3.connect(aside)
        connection.execute("DELETE FROM row WHERE kind = 'meta' AND key = 'about'")
        Writer(connection, new=False).put("meta", [("about", about)])
        connection.commit()
        connection.close()
        Path(aside).replace(path)
    except (OSError, sqlite3.Error):
        return
