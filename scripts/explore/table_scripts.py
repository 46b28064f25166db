"""Tables as classic scripts: what a page opened from disk can read, which neither `fetch` nor modules can.

`data/TABLE.js` calls `electionFacts("table", ABOUT, COLUMN, COLUMN …)`. A column holds each different value once, as
its CSV file writes it, beside what the value is called and how else it is written; `at` says which value each row has:
little-endian numbers of `width` bytes in base64, 0 for an empty cell and n for the n-th value. Without `at` row n has
value n.

`data/evidence-TABLE.js` calls `electionFacts("evidence", BLOCK)`: the passages behind the cells of `RECORDS_A_BLOCK`
records, in the order of the table; those of later records stand in `data/evidence-TABLE-1.js` and so on.

All that comes from the package stands in strings and never as the name of a property, so that `__proto__` is a text
like others.
"""

import base64
import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scripts.explore.facts import Evidence, Facts, Row
from scripts.versions.catalogue import NAMES
from validation.codes import code_lists, countries
from validation.columns import Column
from validation.schema import table_metadata
from validation.tables import TABLES, columns, has_column, key_of
from validation.values import write_value

RECORDS_A_BLOCK = 500
"""Records whose evidence stands in one file, so that to open a cell of a long table does not load all of it."""

_WORDS_OF_SOURCES = ("quote", "text", "section", "words", "term", "name", "title", "provision", "asserter_words")
"""Columns whose text is in the language of the row's source; that of others stands in their names, or is English."""

_ESCAPED = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"})

Names = Mapping[tuple[str, str], Sequence[str]]


def table_script(facts: Facts, table: str, names: Names) -> bytes:
    """`data/TABLE.js`; `names` as `written_names` gives them."""
    rows = facts.rows(table)
    about = {
        "table": table,
        "title": table_metadata(table)["title"],
        "rows": len(rows),
        "has_evidence": has_evidence(table),
        "records_a_block": RECORDS_A_BLOCK,
        "languages": _coded(row_languages(facts, table)),
    }
    described = [about, *(_column(facts, names, table, column, rows) for column in columns(table))]
    return _call("table", described)


def has_evidence(table: str) -> bool:
    """Whether cells of a table owe evidence."""
    return any(column.owes_evidence for column in columns(table))


def cell(value: Any) -> str:
    """A cell as the table's CSV file writes it; "" where it is empty."""
    return "" if value is None else value if isinstance(value, str) else write_value(value)


def written_names(facts: Facts) -> Names:
    """Table and record → every form of its name: those that it bears, then those that sources write."""
    names: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # dictionaries, as sets that keep their order
    for table in TABLES:
        bearing = [name for name in NAMES if has_column(table, name)]
        if table == "names" or not bearing:
            continue
        for row in facts.rows(table):
            names[table, row[key_of(table)]] |= dict.fromkeys(row[name] for name in bearing if row[name] is not None)
    for row in facts.rows("names"):
        names[row["table_name"], row["record_id"]][row["name"]] = None
    return {record: tuple(forms) for record, forms in names.items()}


def language_of(column: Column) -> str:
    """The language of a column's text: `ru`, `en`, or `source` for that of the row's source."""
    if column.name.endswith("_ru"):
        return "ru"
    return "source" if column.name in _WORDS_OF_SOURCES and column.code_list is None else "en"


def row_languages(facts: Facts, table: str) -> list[str]:
    """For each row the language of its source, or of the name that it holds; "" where it has neither."""
    sources = {row["source_id"]: row["language"] for row in facts.rows("sources")}
    rows = facts.rows(table)
    if has_column(table, "language"):
        return [cell(row["language"]) for row in rows]
    if has_column(table, "source_id"):
        return [sources[row["source_id"]] for row in rows]
    if has_column(table, "verdict_id"):
        return [sources[facts.row("verdicts", row["verdict_id"])["source_id"]] for row in rows]
    return [""] * len(rows)


def _coded(cells: Iterable[str]) -> dict[str, Any]:
    """Each different value once, and which one each row has."""
    numbers: dict[str, int] = {}
    at = [numbers.setdefault(one, len(numbers) + 1) if one else 0 for one in cells]
    if len(numbers) == len(at):
        return {"values": list(numbers)}
    kind = "B" if len(numbers) < 1 << 8 else "H" if len(numbers) < 1 << 16 else "I"
    codes = array(kind, at)
    if sys.byteorder == "big":
        codes.byteswap()
    return {"values": list(numbers), "width": codes.itemsize, "at": base64.b64encode(codes.tobytes()).decode("ascii")}


def _column(facts: Facts, names: Names, table: str, column: Column, rows: Iterable[Row]) -> dict[str, Any]:
    coded = _coded(cell(row[column.name]) for row in rows)
    described = {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "kind": kind_of(table, column),
        "support": column.support,
        "language": language_of(column),
        **coded,
    }
    values = coded["values"]
    owner = table if column.is_key else column.refers_to
    if column.code_list is not None:
        codes = {code.code: code for code in code_lists()[column.code_list]}
        described["labels"] = [codes[value].label if value in codes else "" for value in values]
        described["definitions"] = [codes[value].description if value in codes else "" for value in values]
    elif column.is_country:
        described["labels"] = [countries().get(value, "") for value in values]
    elif owner is not None:
        if not column.is_key:
            described["labels"] = [facts.name(owner, value) for value in values]
        described["pages"] = [_page(facts, table, owner, value) for value in values]
        described["names"] = [" · ".join(names.get((owner, value), ())) for value in values]
    return described


def kind_of(table: str, column: Column) -> str:
    """How a column is sorted, filtered and shown.

    key, record (the id of a record of the table that `table_name` names), reference, code, boolean, integer, number,
    date or text.
    """
    if column.is_key:
        return "key"
    if column.name == "record_id" and has_column(table, "table_name"):
        return "record"
    if column.refers_to is not None:
        return "reference"
    if column.code_list is not None or column.is_country:
        return "code"
    return "date" if column.kind in ("day", "edtf") else column.kind


def _page(facts: Facts, table: str, owner: str, record_id: str) -> str:
    """Where a record is shown, from the site's root; "" for the page that holds the script's table itself."""
    address = facts.address(owner, record_id)
    return "" if address.startswith(f"tables/{table}.html#") else address


# Evidence


def evidence_scripts(facts: Facts, table: str) -> Iterator[tuple[str, bytes]]:
    """The path and content of each `data/evidence-TABLE.js`; none for a table whose cells owe no evidence."""
    if not has_evidence(table):
        return
    rows = facts.rows(table)
    for block, first in enumerate(range(0, max(len(rows), 1), RECORDS_A_BLOCK)):
        described = _evidence_block(facts, table, rows[first : first + RECORDS_A_BLOCK])
        path = f"data/evidence-{table}{f'-{block}' if block else ''}.js"
        yield path, _call("evidence", [{"table": table, "block": block, **described}])


def _evidence_block(facts: Facts, table: str, rows: Sequence[Row]) -> dict[str, Any]:
    sources: dict[str, int] = {}
    passages: dict[tuple[str, int, int, str], int] = {}  # the words of one place are rendered as each cell needs
    described: list[list[Any]] = []
    records = []
    numbers = {column.name: number for number, column in enumerate(columns(table))}
    for row in rows:
        supports = []
        for one in facts.evidence(table, row[key_of(table)]):
            if one.column not in numbers:
                continue
            source = sources.setdefault(one.source_id, len(sources))
            passage = (*one.place, one.quote_en)
            if passage not in passages:
                passages[passage] = len(passages)
                translation = one.quote_en if one.quote_en != one.quote else ""
                described.append([source, one.start, one.end, one.quote, translation])
            supports.append(_support(one, numbers[one.column], passages[passage], cell(row[one.column])))
        records.append(supports)
    return {"sources": [_source(facts, source) for source in sources], "passages": described, "records": records}


def _source(facts: Facts, source_id: str) -> list[str]:
    row = facts.row("sources", source_id)
    return [source_id, cell(row["title_en"]) or row["title"], row["language"], facts.address("sources", source_id)]


def _support(one: Evidence, column: int, passage: int, held: str) -> list[Any]:
    """Column, passage, kind of support, whether it is context, the value if it is not the cell's, note, and where.

    Where: the value's beginning and end in the quote, in UTF-16 code units as JavaScript counts; absent where it
    stands in no words, or where the quote is not the source's text sign by sign.
    """
    support: list[Any] = [
        column,
        passage,
        one.support,
        int(one.is_context),
        "" if one.value == held else one.value,
        one.note or "",
    ]
    if one.value_start is None or one.value_end is None or len(one.quote) != one.end - one.start:
        return support
    begin, end = one.value_start - one.start, one.value_end - one.start
    if 0 <= begin < end <= len(one.quote):
        support += [_units(one.quote[:begin]), _units(one.quote[:end])]
    return support


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _call(kind: str, described: Iterable[Mapping[str, Any]]) -> bytes:
    """A call of the one global function, an argument a line."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED) for one in described)
    return ",\n".join([f'electionFacts("{kind}"', *lines]).encode("utf-8") + b");\n"
