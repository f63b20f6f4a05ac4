"""Parquet: row groups as pieces, batches with their Arrow columns, rows written with the types they had.

The only module that imports pyarrow, which comes with the extra ``koreacoop[dask]``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from koreacoop.errors import InputError
from koreacoop.tabular import ROWS, Batch, Data, Piece, Row, Shape, digest, dumped, problem_of
from koreacoop.tabular import read as read_lines

_GROUP_BYTES = 1 << 25
"""Bytes that are gathered before they are written as a row group."""
_LARGEST = 1 << 63


# -------------------------------------------------------------------------------------------------------------- cutting


def cut(path: str, size: int, column: str) -> Iterator[Piece]:
    """The pieces of a file: row groups that follow each other, of about ``size`` bytes of data; always one at least.

    Raises ``InputError`` if it is no Parquet, or has no column of strings of that name.
    """
    with _opened(path) as file:
        _require(path, file.schema_arrow, column)
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        schema = hashlib.blake2b(str(file.schema_arrow).encode(), digest_size=16).hexdigest()
    row = 1
    for first, last in _runs([group.total_byte_size for group in groups], size):
        start, end = _extent(groups[first:last])
        yield Piece(path, "parquet", start, end, row, digest(path, start, end), (first, last), schema)
        row += sum(group.num_rows for group in groups[first:last])


def _opened(path: str) -> Any:
    try:
        return parquet.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise InputError(f"{path}: not Parquet that can be read: {error}") from error


def _require(path: str, schema: Any, column: str) -> None:
    if column not in schema.names:
        raise InputError(f"{path}: no column {column!r}; there are {', '.join(schema.names)}")
    kind = schema.field(column).type
    if not _is_text(kind.value_type if pa.types.is_dictionary(kind) else kind):
        raise InputError(f"{path}: the column {column!r} holds no strings but {kind}")


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _runs(sizes: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of neighbours that have about ``size`` together."""
    first, sum_ = 0, 0
    for number, one in enumerate(sizes):
        sum_ += one
        if sum_ >= size:
            yield first, number + 1
            first, sum_ = number + 1, 0
    if first < len(sizes) or not sizes:
        yield first, len(sizes)


def _extent(groups: Sequence[Any]) -> tuple[int, int]:
    """Where the data of row groups stand in the file."""
    columns = [group.column(number) for group in groups for number in range(group.num_columns)]
    starts = [min(filter(None, (one.dictionary_page_offset, one.data_page_offset))) for one in columns]
    ends = [start + one.total_compressed_size for start, one in zip(starts, columns, strict=True)]
    return min(starts, default=0), max(ends, default=0)


# -------------------------------------------------------------------------------------------------------------- reading


class Arrows:
    """Rows of Parquet, as Arrow has them."""

    def __init__(self, table: Any, rows: list[Row]) -> None:
        self.table = table
        self.rows = rows

    def columns(self, index: int) -> Data:
        """All columns of a row."""
        (found,) = _plain(self.table.slice(index, 1))
        return found


def read(piece: Piece, column: str) -> Iterator[Batch]:
    """The rows of a piece."""
    number = piece.row
    with _opened(piece.path) as file:
        for table in file.iter_batches(ROWS, row_groups=list(range(*piece.groups))):
            broken, texts = _broken(table), table.column(column)
            rows = [_row(table, index, number + index, texts, broken, column) for index in range(table.num_rows)]
            yield Arrows(table, rows)
            number += table.num_rows


def _broken(table: Any) -> frozenset[int]:
    """The rows with strings that are not UTF-8: Parquet does not prevent them."""
    if _is_valid(table):
        return frozenset()
    return frozenset(index for index in range(table.num_rows) if not _is_valid(table.slice(index, 1)))


def _is_valid(table: Any) -> bool:
    try:
        table.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _row(table: Any, index: int, number: int, texts: Any, broken: frozenset[int], column: str) -> Row:
    if index in broken:
        return Row(number, "", "not UTF-8")
    text = texts[index].as_py()
    problem = problem_of(text, column)
    return Row(number, "", problem, _plain(table.slice(index, 1))[0]) if problem else Row(number, text)


def _plain(table: Any) -> list[Data]:
    """Rows as Python has them; times too fine for it are cut to microseconds."""
    for number, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            coarse = pa.timestamp("us", field.type.tz)
            table = table.set_column(number, field.name, table.column(number).cast(coarse, safe=False))
    rows: list[Data] = table.to_pylist()
    return rows


# -------------------------------------------------------------------------------------------------------------- writing


class Table:
    """Writes Parquet: columns of Parquet with the types they had, those of JSON Lines with types that hold them all."""

    def __init__(self, path: Path, shape: Shape, piece: Piece, made: Mapping[str, Any]) -> None:
        self._shape = shape
        self._made = pa.schema([(name, _type(kind)) for name, kind in made.items()])
        self._kept = self._types_of(piece)
        fields = [pa.field(shape.name(name), kind) for name, kind in self._kept.items()]
        self._schema = pa.schema([*fields, *self._made])
        self._writer = parquet.ParquetWriter(path, self._schema)
        self._waiting: list[Any] = []

    def put(self, batch: Batch, picked: Sequence[int], made: Sequence[Data]) -> None:
        """Write rows with what was made of them."""
        if not picked:
            return
        kept = self._taken(batch, picked)
        new = pa.RecordBatch.from_pylist(list(made), schema=self._made)
        self._waiting.append(pa.RecordBatch.from_arrays([*kept, *new.columns], schema=self._schema))
        if sum(table.nbytes for table in self._waiting) >= _GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting))
            self._waiting = []

    def _types_of(self, piece: Piece) -> dict[str, Any]:
        if piece.form == "parquet":
            with _opened(piece.path) as file:
                types = {field.name: field.type for field in file.schema_arrow}
        else:
            types = _types_in(piece, self._shape.judged)
        return {name: kind for name, kind in types.items() if self._shape.keeps(name)}

    def _taken(self, batch: Batch, picked: Sequence[int]) -> list[Any]:
        """The columns of the picked rows."""
        if isinstance(batch, Arrows):
            table = batch.table.take(pa.array(picked, pa.int64()))
            return [table.column(name) for name in self._kept]
        rows = [batch.columns(index) for index in picked]
        return [pa.array([_fitted(row.get(name), kind) for row in rows], kind) for name, kind in self._kept.items()]


def _type(kind: Any) -> Any:
    """An Arrow type: a name of one, [a list of it] or {a struct of them}."""
    if isinstance(kind, list):
        return pa.list_(_type(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(name, _type(inner)) for name, inner in kind.items()])
    return {"text": pa.string(), "int": pa.int64()}[kind]


def _types_in(piece: Piece, column: str) -> dict[str, Any]:
    """The types of the columns of JSON Lines, from all rows of a piece; what is mixed or nested becomes JSON text."""
    kinds: dict[str, set[str]] = {}
    for batch in read_lines(piece, column):
        usable = (index for index, row in enumerate(batch.rows) if not row.problem)
        for name, value in (pair for index in usable for pair in batch.columns(index).items()):
            kinds.setdefault(name, set()).add(_kind(value))
    return {name: _common(found - {"null"}) for name, found in kinds.items()}


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, int) and not isinstance(value, bool) and not -_LARGEST <= value < _LARGEST:
        return "big"
    return type(value).__name__


def _common(kinds: set[str]) -> Any:
    if kinds == {"bool"}:
        return pa.bool_()
    if kinds == {"int"}:
        return pa.int64()
    return pa.float64() if kinds and kinds <= {"int", "float"} else pa.string()


def _fitted(value: Any, kind: Any) -> Any:
    """A value for a column of a type: as JSON text where it is a column of text, and no text."""
    if value is None or isinstance(value, str) or not pa.types.is_string(kind):
        return value
    return dumped(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
