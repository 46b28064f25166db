"""Tables in memory and in files: Arrow, pandas, CSV and Parquet of one table, always with the types of its model."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from validation.limits import LONGEST_CELL, LONGEST_LINE, size_of
from validation.parquet_pages import unpacked_bytes
from validation.schema import arrow_schema, pandas_type, table_metadata
from validation.tables import columns
from validation.values import write_value

# Nothing here uses pyarrow's pool of threads: they may outlive a short program and abort it.
_PANDAS_TYPES = {
    pa.string(): pd.StringDtype("pyarrow", na_value=float("nan")),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.date32(): pd.ArrowDtype(pa.date32()),
}


class UnreadableTableError(ValueError):
    """A file that is no table of its model; the message says why, `line` and `column` where, if that is known."""

    def __init__(self, found: str, line: int | None = None, column: str | None = None) -> None:
        super().__init__(found)
        self.line = line
        self.column = column


def to_arrow(table: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the model's schema; empty cells are nulls."""
    columns_of_cells: dict[str, list[Any]] = {column.name: [] for column in columns(table)}
    for row in rows:
        for name, cells in columns_of_cells.items():
            cells.append(row[name])
    # Nullability is checked by the models, which name the row; Arrow would only refuse.
    return pa.Table.from_pydict(columns_of_cells, schema=arrow_schema(table))


def pandas_dtypes(table: str) -> dict[str, Any]:
    """The dtypes that the columns of a table have in pandas, as `to_frame` gives them."""
    return {field.name: _PANDAS_TYPES[field.type] for field in arrow_schema(table)}


def to_frame(arrow: pa.Table) -> pd.DataFrame:
    """An Arrow table in pandas, with nullable types: str, Int64, Float64, boolean, date32."""
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=_PANDAS_TYPES.get, ignore_metadata=True, use_threads=False)
    return frame


@dataclass(frozen=True, slots=True)
class _LineFeeds:
    """Ends rows with a line feed alone, while the csv module, told CR LF, puts quotes around cells with either."""

    text: io.TextIOWrapper

    def write(self, row: str) -> int:
        return self.text.write(f"{row[:-2]}\n")


def csv_bytes(arrow: pa.Table) -> bytes:
    """The CSV file: UTF-8, comma, line feed, header, quotes where needed, booleans as true and false, nulls empty."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(_LineFeeds(text), lineterminator="\r\n")
    writer.writerow(arrow.column_names)
    cells = [
        column.to_pylist()
        if pa.types.is_string(column.type)
        else ["" if value is None else write_value(value) for value in column.to_pylist()]
        for column in arrow.columns
    ]
    writer.writerows(zip(*cells, strict=True))
    text.flush()
    return out.getvalue()


def parquet_bytes(table: str, arrow: pa.Table, version: str) -> bytes:
    """The Parquet file, with descriptions, the package's version, and what pandas needs to restore its types."""
    metadata = {
        "pandas": json.dumps(_pandas_metadata(table)),
        "election_facts": json.dumps({"table": table, "version": version, **table_metadata(table)}),
    }
    out = io.BytesIO()
    pq.write_table(
        arrow.replace_schema_metadata(metadata),
        out,
        compression="zstd",
        compression_level=9,
        version="2.6",
        use_dictionary=True,
        write_statistics=True,
        store_schema=True,
    )
    return out.getvalue()


def read_csv(path: Path, table: str) -> pa.Table:
    """Read the CSV file of a table with its model's types.

    Raises:
        OSError: the file cannot be read.
        UnreadableTableError: no CSV, other columns, or a cell that does not fit its column's type.
    """
    schema = arrow_schema(table)
    size = size_of(path)
    with path.open("rb") as file:
        header = file.readline(1 << 16).decode("utf-8", errors="replace").rstrip("\r\n").split(",")
    if header != schema.names:
        raise UnreadableTableError(_other_columns(header, schema.names))
    try:
        arrow = pa_csv.read_csv(
            pa.BufferReader(path.read_bytes()),  # Arrow opens no path that the locale cannot write
            read_options=pa_csv.ReadOptions(use_threads=False, block_size=LONGEST_LINE),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                true_values=["true"],
                false_values=["false"],
            ),
        )
    except pa.ArrowInvalid as error:
        raise _misfit(path, schema) or UnreadableTableError(str(error)) from error
    if size > LONGEST_CELL and any(_longest(column) > LONGEST_CELL for column in arrow.columns):
        raise _misfit(path, schema) or UnreadableTableError(f"a cell of more than {LONGEST_CELL:,} characters")
    return pa.Table.from_arrays(arrow.columns, schema=schema)


def _longest(column: pa.ChunkedArray) -> int:
    """The code points of the longest text in a column; zero for other columns."""
    return (pc.max(pc.utf8_length(column)).as_py() or 0) if pa.types.is_string(column.type) else 0


def _other_columns(found: list[str], expected: list[str]) -> str:
    """What sets one header apart from another."""
    missing = [name for name in expected if name not in found]
    unknown = [name for name in found if name not in expected]
    if not missing and not unknown:
        return f"the columns in another order or twice: {', '.join(found)}"
    parts = [f"no column {', '.join(missing)}"] if missing else []
    return "; ".join([*parts, *([f"the unknown column {', '.join(unknown)}"] if unknown else [])])


def csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, header first, each with the line that it begins in.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
        UnreadableTableError: a line or cell that is too long.
    """
    csv.field_size_limit(LONGEST_CELL)  # the csv module stops at 131,072 unless told
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(_lines(file))
        line = 1
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            raise UnreadableTableError(str(error), line) from error


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    for number in count(1):
        line = file.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise UnreadableTableError(f"a line of {LONGEST_LINE:,} characters or more", number)
        if not line:
            return
        yield line


def _misfit(path: Path, schema: pa.Schema) -> UnreadableTableError | None:
    """The first row or cell that Arrow cannot read: it does not say where."""
    try:
        for line, row in csv_rows(path):
            if row and len(row) != len(schema):
                return UnreadableTableError(f"{len(row)} cells where there are {len(schema)} columns", line)
            for cell, field in zip(row, schema, strict=False):
                if line > 1 and cell and not _fits(cell, field.type):
                    return UnreadableTableError(f"{cell!r}, which is no {field.type}", line, field.name)
    except UnreadableTableError as error:
        return error
    except UnicodeDecodeError:
        content = path.read_bytes()
        for line, part in enumerate(content.split(b"\n"), 1):
            if part.decode("utf-8", errors="ignore").encode("utf-8") != part:
                return UnreadableTableError("bytes that are not UTF-8", line)
    return None


def _fits(cell: str, kind: pa.DataType) -> bool:
    if pa.types.is_boolean(kind):
        return cell in ("true", "false")
    try:
        pa.scalar(cell).cast(kind)
    except pa.ArrowInvalid:
        return False
    return True


def read_parquet_bytes(content: bytes, rows: int | None = None) -> pa.Table:
    """The table in a Parquet file's bytes, with at most `rows` rows.

    A few bytes of Parquet may stand for terabytes. So nothing is unpacked before file and pages say how much it gives,
    and texts are spread out to rows only when it is known how long they are together.

    Raises:
        pa.ArrowInvalid: no Parquet, or more than `rows` or LARGEST_FILE.
    """
    try:
        most = unpacked_bytes(content, rows)
        file = pq.ParquetFile(pa.BufferReader(content))
        texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
        packed = pq.ParquetFile(pa.BufferReader(content), read_dictionary=texts).read(use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:  # a damaged file may fail in any part of Arrow
        raise pa.ArrowInvalid(str(error)) from error
    spread = sum(_spread(column) for column in packed.columns)
    if spread > most:
        raise pa.ArrowInvalid(f"{spread:,} bytes of text when unpacked, and at most {most:,} are read")
    return packed.cast(file.schema_arrow)


def _spread(column: pa.ChunkedArray) -> int:
    """The bytes of a column of texts when each row holds its own; zero for other columns."""
    if not pa.types.is_dictionary(column.type):
        return 0
    parts = (pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() for chunk in column.chunks)
    return sum(part or 0 for part in parts)


def read_parquet(path: Path, table: str, rows: int | None = None) -> pa.Table:
    """Read the Parquet file of a table, of at most `rows` rows.

    Raises:
        OSError: the file cannot be read.
        UnreadableTableError: no Parquet, other columns or types, or more than is read.
    """
    size_of(path)
    try:
        arrow = read_parquet_bytes(path.read_bytes(), rows)
    except pa.ArrowInvalid as error:
        raise UnreadableTableError(str(error)) from error
    if not arrow.schema.equals(arrow_schema(table)):
        raise UnreadableTableError(f"other columns or types: {', '.join(map(str, arrow.schema))}")
    return arrow


def _pandas_metadata(table: str) -> dict[str, Any]:
    """What pandas looks for to restore nullable types; without versions of libraries, which would change the bytes."""
    kinds = {
        "text": "unicode",
        "edtf": "unicode",
        "integer": "int64",
        "number": "float64",
        "boolean": "bool",
        "day": "date",
    }
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": column.name,
                "field_name": column.name,
                "pandas_type": kinds[column.kind],
                "numpy_type": pandas_type(column),
                "metadata": None,
            }
            for column in columns(table)
        ],
    }
