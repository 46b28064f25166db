"""A package as the pages need it: records, what they are called, the words behind each cell, and where each is shown.

Indices are built once, when first asked for; what a page costs grows with what it shows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extraction.text import Document
from scripts.versions.catalogue import SUMMED_UP_BY
from validation.codes import countries, labels_of
from validation.columns import Column
from validation.labels import NAMED_BY, names_of
from validation.package import REDISTRIBUTABLE, Package, read_package, rows_of
from validation.problems import InvalidDataError, Problem, in_order
from validation.strict_json import parse
from validation.structure import check_keys, check_references, check_schemas
from validation.tables import TABLES, columns, key_of
from validation.values import UnfitValueError, read_value

Row = Mapping[str, Any]
"""A record: column → typed value, None for an empty cell."""

OWN_PAGES = {
    "elections": "elections",
    "missions": "missions",
    "organizations": "organizations",
    "persons": "persons",
    "sources": "sources",
}
"""Table → the folder that holds one page for each of its records; records of other tables open in their table."""

_ABOUT = ("name", "title", "description", "version", "created")

_PLAIN_NUMBERS = ("year", "start_char", "end_char", "value_start_char", "value_end_char")
"""Numbers that nobody writes in groups of three."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports one cell. Offsets count code points of the source; `value_*`: where the value stands."""

    table: str
    record_id: str
    column: str
    value: str
    support: str
    is_context: bool
    source_id: str
    start: int
    end: int
    value_start: int | None
    value_end: int | None
    quote: str
    quote_en: str
    note: str | None

    @property
    def place(self) -> tuple[str, int, int]:
        """The passage: its source, first code point and the one after its last."""
        return self.source_id, self.start, self.end


def read_facts(descriptor: Path, *, is_published: bool = False) -> "Facts":
    """The package that a datapackage.json describes; see `Facts`.

    Raises:
        InvalidDataError: it is not such a package: files that its hashes do not name, cells that its tables cannot
            hold, ids that name nothing.
    """
    problems: list[Problem] = []
    package = read_package(descriptor, problems)
    if package is not None:
        problems += [*check_schemas(package), *check_keys(package), *check_references(package)]
    if problems or package is None:
        raise InvalidDataError(in_order(problems))
    return Facts(package, parse(descriptor.read_text(encoding="utf-8")), is_published=is_published)


class Facts:
    """One package.

    Args:
        package: as read and found right.
        about: its descriptor; name, title, description, version and created are texts in `about`, "" where it has none.
        is_published: hold back what may not be redistributed: the texts of sources whose rights do not allow it.
    """

    def __init__(self, package: Package, about: Mapping[str, Any], *, is_published: bool = False) -> None:
        self.about = {**about, **{name: _text(about, name) for name in _ABOUT}}
        self.is_published = is_published
        self._package = package
        self._rows: dict[str, list[Row]] = {}
        self._ids: dict[str, dict[str, Row]] = {}
        self._references: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._names: dict[str, dict[str, str]] = {}

    # Records

    def rows(self, table: str) -> list[Row]:
        """The records of a table in its order; do not change them."""
        if table not in self._rows:
            rows: list[Row] = list(rows_of(self._package.tables[table]))
            if table == "sentences":
                rows = [row if row["source_id"] in self.texts else {**row, "text": None} for row in rows]
            self._rows[table] = rows
        return self._rows[table]

    def row(self, table: str, record_id: str) -> Row:
        """One record.

        Raises:
            KeyError: there is none of this id.
        """
        return self._by_id(table)[record_id]

    def has(self, table: str, record_id: str) -> bool:
        """Whether there is a record of this id."""
        return record_id in self._by_id(table)

    def referring(self, table: str, column: str, record_id: str) -> list[Row]:
        """The records of `table` whose foreign key `column` is this id, in the table's order."""
        return self._by_reference(table, column).get(record_id, [])

    def names_written(self, table: str, record_id: str) -> list[Row]:
        """The rows of `names` for a record: the forms of its name that sources write."""
        return self._written.get((table, record_id), [])

    @cached_property
    def _written(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows("names"):
            found[row["table_name"], row["record_id"]].append(row)
        return found

    def _by_id(self, table: str) -> dict[str, Row]:
        if table not in self._ids:
            self._ids[table] = {row[key_of(table)]: row for row in self.rows(table)}
        return self._ids[table]

    def _by_reference(self, table: str, column: str) -> dict[str, list[Row]]:
        if (table, column) not in self._references:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                if row[column] is not None:
                    found[row[column]].append(row)
            self._references[table, column] = dict(found)
        return self._references[table, column]

    # Texts

    @cached_property
    def texts(self) -> Mapping[str, Document]:
        """Source id → its text, of the sources whose texts the site shows."""
        if not self.is_published:
            return self._package.texts
        texts = self._package.texts
        return {source_id: document for source_id, document in texts.items() if source_id in self._redistributable}

    @cached_property
    def unpublishable(self) -> tuple[str, ...]:
        """The sources whose texts the site shows though nobody says that they may be redistributed."""
        return tuple(source_id for source_id in self.texts if source_id not in self._redistributable)

    @cached_property
    def _redistributable(self) -> frozenset[str]:
        return frozenset(row["source_id"] for row in self.rows("sources") if row["rights"] == REDISTRIBUTABLE)

    def text_to_reckon_with(self, source_id: str) -> str | None:
        """The text of a source if it is at hand, to find places in; only what `texts` holds may be shown."""
        document = self._package.texts.get(source_id)
        return None if document is None else document.text

    # Words behind cells

    def evidence(self, table: str, record_id: str) -> list[Evidence]:
        """The words behind all cells of a record, in the order of its columns."""
        return self._evidence.get((table, record_id), [])

    def evidence_of(self, table: str, record_id: str, column: str) -> list[Evidence]:
        """The words behind one cell."""
        return [one for one in self.evidence(table, record_id) if one.column == column]

    def evidence_in(self, source_id: str) -> list[Evidence]:
        """The words of one source behind all cells."""
        return self._evidence_by_source.get(source_id, [])

    @cached_property
    def _evidence_by_source(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for one in self.all_evidence:
            found[one.source_id].append(one)
        return found

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], list[Evidence]]:
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for one in self.all_evidence:
            found[one.table, one.record_id].append(one)
        return found

    @cached_property
    def all_evidence(self) -> list[Evidence]:
        """Every row of the table of evidence, in its order."""
        return [
            Evidence(
                row["table_name"],
                row["record_id"],
                row["column_name"],
                row["value"],
                row["support"],
                row["is_context"],
                row["source_id"],
                row["start_char"],
                row["end_char"],
                row["value_start_char"],
                row["value_end_char"],
                row["quote"],
                row["quote_en"],
                row["note"],
            )
            for row in self.rows("evidence")
        ]

    # What things are called

    def name(self, table: str, record_id: str) -> str:
        """A record in a few English words: its name, else what it claims, else what it joins."""
        if table == "elections" or table in NAMED_BY:
            named = self._names_of(table).get(record_id)
            if isinstance(named, str):
                return named
        row = self.row(table, record_id)
        words = next((row[name] for name in SUMMED_UP_BY if row.get(name)), None)
        if words is not None:
            return str(words)
        joined = (
            self.name(column.refers_to, row[column.name])
            for column in columns(table)
            if column.refers_to not in (None, table) and row[column.name] is not None
        )
        return ", ".join(joined) or record_id

    def shown(self, column: Column, value: Any) -> str:
        """A cell for people: what an id, code or country is called, a number in groups of three, yes or no."""
        if column.refers_to is not None:
            return self.name(column.refers_to, value)
        if column.code_list is not None:
            return labels_of(column.code_list).get(value, str(value))
        if column.is_country:
            return countries().get(value, str(value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if column.kind in ("integer", "number") and column.name not in _PLAIN_NUMBERS:
            return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
        return str(value)

    def shown_written(self, column: Column, text: str) -> str:
        """A cell for people, from its written form; text that does not fit the column as it stands."""
        if column.refers_to is not None and not self.has(column.refers_to, text):
            return text
        try:
            return self.shown(column, read_value(column, text))
        except UnfitValueError:
            return text

    def _names_of(self, table: str) -> dict[str, str]:
        if table not in self._names:
            self._names[table] = names_of(table, self._package.tables.__getitem__)
        return self._names[table]

    # Where things are shown

    def address(self, table: str, record_id: str) -> str:
        """Where a record is shown, from the site's root, fit for a link."""
        if table in OWN_PAGES:
            return f"{OWN_PAGES[table]}/{file_name(record_id)}.html"
        return f"tables/{table}.html#row={quote(record_id, safe='')}"

    def passage(self, source_id: str, start: int, end: int) -> str:
        """Where the words of a source are shown, from the site's root, fit for a link."""
        return f"{self.address('sources', source_id)}#{start}-{end}"

    def comparison(self, election_id: str) -> str:
        """Where the verdicts on an election are compared, from the site's root, fit for a link."""
        return f"comparisons/{file_name(election_id)}.html"

    def judged_in(self, source_id: str) -> list[str]:
        """The elections on which a source holds verdicts, in the order in which it does."""
        rows = self.referring("verdicts", "source_id", source_id)
        return list(dict.fromkeys(row["election_id"] for row in rows if row["election_id"] is not None))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables, in the order of the model."""
        return tuple(TABLES)


def _text(about: Mapping[str, Any], name: str) -> str:
    value = about.get(name)
    return value if isinstance(value, str) else ""


def file_name(record_id: str) -> str:
    """A file name of its own for each id, on every file system: ids are lower-case, with signs that names may lack."""
    name = "".join(sign if sign.isalnum() or sign in "-._" else f"~{ord(sign):02x}" for sign in record_id)
    return f"~{name}" if name == "index" or name.startswith(".") else name
