"""The three tables of a corpus: what each column holds, and Parquet files whose bytes follow from their rows alone."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

Table = Literal["documents", "mentions", "facts"]
Kind = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table; a cell is null where there is nothing to say."""

    name: str
    description: str
    kind: Kind = "text"
    is_required: bool = False


def _key(name: str, description: str) -> Column:
    return Column(name, description, is_required=True)


_DOCUMENT = _key("document_id", "The document: the folder's name and the path in it, with forward slashes.")
_SPAN = (
    Column("start_char", "Where the words begin, in code points of the document's text.", "integer"),
    Column("end_char", "Where they end; half-open, so that `text[start_char:end_char]` is the words.", "integer"),
)

COLUMNS: dict[Table, tuple[Column, ...]] = {
    "documents": (
        _DOCUMENT,
        _key("folder", "The name of the folder that was given, or of the file that was."),
        _key("path", "Path in that folder, with forward slashes."),
        Column("media_type", "What the file is, by its content."),
        Column("encoding", "Python's name of the encoding that was decoded; none for a PDF."),
        Column("sha256", "SHA-256 of the file's bytes: the same for copies of one document."),
        Column("size", "Bytes of the file.", "integer"),
        Column("characters", "Code points of its text.", "integer"),
        Column("language", "ISO 639-1: the language that it was read in."),
        Column("title", "The document's name for itself."),
        Column("published_on", "When it was published, as EDTF, if the document says so."),
        Column("publisher", "Who published it, in the document's words."),
        Column("author", "Who wrote it, in the document's words."),
        Column("symbol", "Document number, such as PC.DEL/663/19."),
        Column("mentions", "Rows of `mentions`.", "integer", is_required=True),
        Column("facts", "Facts that are proposed: different values of `fact_id`.", "integer", is_required=True),
        Column("error", "Why it has no mentions and facts: what was found. Empty for a document that was read."),
        Column("expected", "What was expected instead."),
        Column("remedy", "What a person can do."),
    ),
    "mentions": (
        _DOCUMENT,
        _key("kind", "What the words are: count, percent, date, person, organization, cue …"),
        *_SPAN,
        _key("words", "The words, as they stand."),
        Column("value", "What they say, normalized: a number, a date as EDTF, a name in the nominative, a code."),
        Column("is_inferred", "Whether part of the value stands elsewhere in the document.", "boolean"),
        Column("precision", "Of a number: exact, about, more_than, at_least, between …"),
        Column("low", "Of a range: its lower end."),
        Column("high", "Of a range: its upper end."),
        Column("counted", "What a number counts: the code of a unit, or the noun's base form where is_open."),
        Column("is_open", "Whether `counted` is a noun that is no known unit.", "boolean"),
        Column("entity", "The bearer of a name: an id of the vocabulary, else the fullest form in the document."),
        Column("title", "Words of office beside a person's name."),
        Column("term", "Of an evaluative word: its base form."),
        Column("aspect", "Of an evaluative word: the aspect of an election that its sentence speaks of."),
        Column("benchmark", "Of an evaluative word: the norm that it is measured by, as written."),
        Column("is_negated", "Whether an evaluative word is negated; `value` is its stance after that.", "boolean"),
        Column("speaker_start_char", "Of a reporting word: where the words for who speaks begin.", "integer"),
        Column("speaker_end_char", "Of a reporting word: where they end.", "integer"),
        Column("number", "Of an item in a list of candidates: its number."),
        Column("name", "Of an item in a list of candidates: the candidate's name."),
        Column("nominator", "Of an item in a list of candidates: who nominated the candidate."),
    ),
    "facts": (
        _DOCUMENT,
        _key("fact_id", "The proposed record; its cells are the rows with the same fact_id."),
        _key("table_name", "The table of the package that it would stand in; CODEBOOK.md describes them."),
        _key("column_name", "The column."),
        _key("value", "The cell, as tables write it."),
        *_SPAN,
        _key("quote", "The words that give grounds for the value."),
        _key("rule", "The rule that proposes it."),
        Column(
            "confidence", "The part of the rule's proposals that were right on documents with known facts.", "number"
        ),
        Column("note", "The reasoning, where the words only imply the value."),
    ),
}
_ABOUT: dict[Table, str] = {
    "documents": "The documents of the corpus, those too that could not be read.",
    "mentions": "Numbers, dates, names, evaluative words, reporting words and candidates that the documents mention.",
    "facts": "Cells of records that are proposed for the words of the documents. A proposal is no fact.",
}

_ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
_PANDAS = {
    "text": ("unicode", "str"),
    "integer": ("int64", "Int64"),
    "number": ("float64", "Float64"),
    "boolean": ("bool", "boolean"),
}
"""What pandas looks for to restore nullable types."""

Row = Sequence[Any]
"""The cells of a row in the order of its table's columns."""


@cache
def schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table: its columns with their descriptions, without any library's version."""
    columns = COLUMNS[table]
    fields = [
        pa.field(
            column.name,
            _ARROW[column.kind],
            nullable=not column.is_required,
            metadata={"description": column.description},
        )
        for column in columns
    ]
    described = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": _PANDAS[column.kind][0],
            "numpy_type": _PANDAS[column.kind][1],
            "metadata": None,
        }
        for column in columns
    ]
    metadata = {
        "pandas": json.dumps({"index_columns": [], "column_indexes": [], "columns": described}),
        "election_facts": json.dumps({"table": table, "description": _ABOUT[table]}),
    }
    return pa.schema(fields, metadata=metadata)


def parquet_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """The Parquet file of some rows of a table."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS[table])
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema(table), strict=True)]
    return _written(pa.Table.from_arrays(arrays, schema=schema(table)))


def joined(files: Iterable[bytes]) -> bytes:
    """One Parquet file with the rows of several of one table, as if it had been written at once."""
    tables = [pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False) for content in files]
    return _written(pa.concat_tables(tables).combine_chunks())


def _written(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", version="2.6", use_dictionary=True, store_schema=True)
    return out.getvalue()
