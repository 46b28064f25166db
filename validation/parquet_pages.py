"""How much the pages of a Parquet file unpack to, read from their own headers before anything is unpacked.

The file's footer gives sizes as well, but a reader unpacks what each page's header says, so a footer that lies would
not protect anybody. A page header is a struct in Thrift's compact protocol (parquet-format: parquet.thrift).
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from validation.limits import LARGEST_FILE

_MOST_COLUMNS = 1_000
_DEEPEST = 8
_UNCOMPRESSED, _COMPRESSED = 2, 3
"""Fields of PageHeader: sizes of the page without its header, in bytes."""


class _Type(IntEnum):
    """Types of the compact protocol; numbers shorter and longer are written alike. A page header has no maps."""

    TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET = range(1, 11)
    STRUCT = 12


class UnsupportedPagesError(ValueError):
    """Pages that are none, or that unpack to more than is read."""


def unpacked_bytes(content: bytes, rows: int | None = None, most: int = LARGEST_FILE) -> int:
    """Refuse a file of more than `rows` rows or that unpacks to more than `most` bytes; returns `most`.

    Raises:
        UnsupportedPagesError: it does, or its pages are not where its footer says.
        pa.ArrowInvalid, OSError: no Parquet.
    """
    metadata = pq.ParquetFile(pa.BufferReader(content)).metadata
    if metadata.num_columns > _MOST_COLUMNS:
        raise UnsupportedPagesError(f"{metadata.num_columns:,} columns, and at most {_MOST_COLUMNS:,} are read")
    if rows is not None and metadata.num_rows > rows:
        raise UnsupportedPagesError(f"{metadata.num_rows:,} rows where there are {rows:,}")
    width = 8 * max(1, metadata.num_columns)
    if metadata.num_rows * width > most:
        raise UnsupportedPagesError(f"{metadata.num_rows:,} rows, and at most {most // width:,} are read")
    if metadata.num_row_groups > metadata.num_rows + 1:
        raise UnsupportedPagesError(f"{metadata.num_row_groups:,} groups of {metadata.num_rows:,} rows")
    total = 0
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            total += _unpacked(content, metadata.row_group(group).column(column))
            if total > most:
                raise UnsupportedPagesError(f"{total:,} bytes when unpacked, and at most {most:,} are read")
    return most


def _unpacked(content: bytes, chunk: Any) -> int:
    """The bytes that the pages of one column chunk unpack to."""
    if not chunk.num_values:  # then no page is read
        return 0
    position = chunk.data_page_offset
    if chunk.has_dictionary_page and 0 < chunk.dictionary_page_offset < position:
        position = chunk.dictionary_page_offset
    end = position + chunk.total_compressed_size
    if not 0 < position <= end <= len(content):
        raise UnsupportedPagesError("a column that stands outside the file")
    total = 0
    while position < end:
        header = _Header(content, position)
        sizes = header.read()
        packed, unpacked = sizes.get(_COMPRESSED, -1), sizes.get(_UNCOMPRESSED, -1)
        if packed < 0 or unpacked < 0:
            raise UnsupportedPagesError("a page without its sizes")
        total += unpacked
        position = header.position + packed
    return total


@dataclass(slots=True)
class _Header:
    """Reads one struct of Thrift's compact protocol from `position` on; afterwards `position` is behind it."""

    content: bytes
    position: int

    def read(self) -> dict[int, int]:
        """The whole numbers among the struct's own fields, by field id; the rest is passed over."""
        try:
            return self._struct(0)
        except IndexError as error:
            raise UnsupportedPagesError("a page header that is cut short") from error

    def _struct(self, depth: int) -> dict[int, int]:
        found: dict[int, int] = {}
        field = 0
        while (byte := self._byte()) != 0:
            step, kind = byte >> 4, byte & 15
            field = field + step if step else self._zigzag()
            value = self._value(kind, depth)
            if value is not None:
                found[field] = value
        return found

    def _value(self, kind: int, depth: int, *, in_list: bool = False) -> int | None:
        if depth > _DEEPEST:
            raise UnsupportedPagesError("a page header that is nested too deeply")
        match kind:
            case _Type.TRUE | _Type.FALSE:
                self._pass(int(in_list))  # alone, the type is the value
            case _Type.BYTE:
                self._pass(1)
            case _Type.I16 | _Type.I32 | _Type.I64:
                return self._zigzag()
            case _Type.DOUBLE:
                self._pass(8)
            case _Type.BINARY:
                self._pass(self._varint())
            case _Type.LIST | _Type.SET:
                byte = self._byte()
                length = byte >> 4 if byte >> 4 != 15 else self._varint()
                self._check(length)
                for _ in range(length):
                    self._value(byte & 15, depth + 1, in_list=True)
            case _Type.STRUCT:
                self._struct(depth + 1)
            case _:
                raise UnsupportedPagesError("no page header where a page should begin")
        return None

    def _byte(self) -> int:
        byte = self.content[self.position]
        self.position += 1
        return byte

    def _pass(self, length: int) -> None:
        self._check(length)
        self.position += length

    def _check(self, length: int) -> None:
        if length > len(self.content) - self.position:
            raise UnsupportedPagesError("a page header that is cut short")

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
            if shift > 63:
                raise UnsupportedPagesError("a number in a page header without end")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
