"""Tables of either format by its name: the module for Parquet is imported where it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from koreacoop import tabular
from koreacoop.errors import InputError
from koreacoop.tabular import Batch, Lines, Piece, Shape, Writer

FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet"}
"""The format of a file by the end of its name."""


def form_of(path: str, form: str = "") -> str:
    """The format of a file: ``form`` if it is given, else by its name."""
    return form or FORMS[Path(path).suffix]


def require(form: str) -> None:
    """Raises ``InputError`` if a format cannot be read or written here."""
    if form == "parquet":
        _parquet()


def pieces(path: str, form: str, size: int, column: str) -> Iterator[Piece]:
    """The pieces of a file. Raises ``InputError`` if it is no such file, ``OSError`` if it cannot be read."""
    if form == "parquet":
        return _parquet().cut(path, size, column)  # type: ignore[no-any-return]
    return tabular.cut(path, size)


def batches(piece: Piece, column: str) -> Iterator[Batch]:
    """The rows of a piece, in order."""
    if piece.form == "parquet":
        return _parquet().read(piece, column)  # type: ignore[no-any-return]
    return tabular.read(piece, column)


def writer(path: Path, form: str, shape: Shape, piece: Piece, types: Mapping[str, Any]) -> Writer:
    """What writes rows of ``piece`` to ``path``; ``types`` are those of the columns that are made."""
    if form == "parquet":
        return _parquet().Table(path, shape, piece, types)  # type: ignore[no-any-return]
    return Lines(path, shape)


def _parquet() -> Any:
    try:
        from koreacoop import parquet
    except ImportError as error:
        raise InputError("Parquet needs pyarrow: pip install 'koreacoop[dask]'") from error
    return parquet
