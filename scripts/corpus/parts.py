"""Parts: what was found in some documents, as a file of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from extraction.files import OpenedFile
from scripts.corpus.columns import COLUMNS, Row, Table, joined, parquet_bytes
from scripts.corpus.listing import Item

TABLES: tuple[Table, ...] = tuple(COLUMNS)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read."""

    document_id: str
    found: str
    expected: str
    remedy: str


@dataclass(frozen=True)
class Part:
    """What was found in some documents: a Parquet file of each table, and how much is in them."""

    files: Mapping[Table, bytes]
    documents: int
    mentions: int
    facts: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one document: rows of `mentions` and `facts`, or why there are none."""

    item: Item
    opened: OpenedFile | None = None
    language: str | None = None
    mentions: Sequence[Row] = ()
    facts: Sequence[Row] = ()
    failure: Failure | None = None


def unread(item: Item, found: str, expected: str, remedy: str) -> Part:
    """The part of a document at which the process that read it ended."""
    return part_of([Read(item, failure=Failure(item.document_id, found, expected, remedy))])


def merged(parts: Sequence[Part]) -> Part:
    """One part of several that were read apart, as if they had been read together."""
    return Part(
        {table: joined(part.files[table] for part in parts) for table in TABLES},
        sum(part.documents for part in parts),
        sum(part.mentions for part in parts),
        sum(part.facts for part in parts),
        tuple(failure for part in parts for failure in part.failures),
    )


def part_of(found: Sequence[Read]) -> Part:
    """The part of some documents."""
    rows: dict[Table, list[Row]] = {
        "documents": [_document_row(one) for one in found],
        "mentions": [row for one in found for row in one.mentions],
        "facts": [row for one in found for row in one.facts],
    }
    return Part(
        {table: parquet_bytes(table, rows[table]) for table in TABLES},
        len(found),
        len(rows["mentions"]),
        sum(map(_number_of_facts, found)),
        tuple(one.failure for one in found if one.failure is not None),
    )


def _document_row(one: Read) -> Row:
    item, opened = one.item, one.opened
    if opened is None:
        read: Row = (None,) * 11
    else:
        file = (opened.media_type, opened.encoding, opened.sha256, opened.size, len(opened.text))
        said = (opened.title, opened.published_on, opened.publisher, opened.author, opened.symbol)
        read = (*file, one.language or opened.language, *said)
    failure = (None,) * 3 if one.failure is None else astuple(one.failure)[1:]
    return (item.document_id, item.folder, item.name, *read, len(one.mentions), _number_of_facts(one), *failure)


def _number_of_facts(one: Read) -> int:
    return len({fact_id for _, fact_id, *_ in one.facts})
