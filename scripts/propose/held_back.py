"""A built package as gold: each source with the facts that its tables hold, and what the package knows without it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extraction.text import Span
from scripts.propose.gold import Fact, FactDocument
from scripts.propose.known import Known, known_of
from scripts.propose.scoring import CORE
from validation.package import Package
from validation.tables import column, columns, has_column, is_claim

Row = Mapping[str, Any]
_NEEDED = (
    "names",
    "organizations",
    "persons",
    "places",
    "elections",
    "missions",
    "events",
    "evidence",
    "sources",
    *CORE,
)


def documents(package: Package) -> Iterator[tuple[FactDocument, Known]]:
    """Each source whose text the package holds, as a document with gold facts, and what is known without it."""
    tables = {table: package.rows(table) for table in dict.fromkeys(_NEEDED)}
    whole = known_of(tables)
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in tables["evidence"]:
        by_source[row["source_id"]].append(row)
    for source in tables["sources"]:
        source_id = str(source["source_id"])
        if source_id in package.texts:
            facts = tuple(_facts(by_source[source_id], tables, whole))
            document = FactDocument(source_id, package.texts[source_id].text, str(source["language"]), facts)
            yield document, _without(source_id, tables)


def _facts(evidence: Iterable[Row], tables: Mapping[str, list[Any]], known: Known) -> Iterator[Fact]:
    """The records that a source states, each with the cells that it supports."""
    records: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in evidence:
        if row["table_name"] in CORE:
            records[row["table_name"], row["record_id"]].append(row)
    organization_of = {row["mission_id"]: str(row["organization_id"]) for row in tables["missions"]}
    event_types = {row["event_id"]: str(row["event_type"]) for row in tables["events"]}
    for (table, record_id), rows in records.items():
        own = [row for row in rows if not row["is_context"]] or rows
        fields: dict[str, tuple[str, ...]] = {}
        for row in rows:
            short, value = column(table, row["column_name"]).short, str(row["value"])
            fields[short] = _values(table, row["column_name"], value, known, organization_of)
            if short == "date":
                fields.setdefault("year", (value[:4],))
            for name in ("document_name", "title"):
                if row["column_name"].startswith(f"{name}_"):
                    fields[name] = (*fields.get(name, ()), value)
        if table in ("organizations", "persons", "places"):
            fields = {name: values for name, values in fields.items() if name.endswith("_type")}
            fields["name"] = _names(table, record_id, known)
        if "event" in fields and has_column(table, "event_id"):
            fields["event_type"] = (event_types.get(fields["event"][0], ""),)
        if is_claim(table) and has_column(table, "lower_bound"):
            fields |= _bounds(table, record_id, tables)
        yield Fact(table, Span(own[0]["start_char"], own[0]["end_char"]), fields)


def _values(table: str, name: str, value: str, known: Known, organization_of: Mapping[str, str]) -> tuple[str, ...]:
    refers_to = column(table, name).refers_to
    if refers_to == "missions":
        return _names("organizations", organization_of.get(value, value), known)
    return _names(refers_to, value, known) if refers_to else (value,)


def _names(table: str, record_id: str, known: Known) -> tuple[str, ...]:
    entity = known.entities.get((table, record_id))
    return (record_id, *(name for names in entity.names.values() for name in names)) if entity else (record_id,)


def _bounds(table: str, record_id: str, tables: Mapping[str, list[Any]]) -> dict[str, tuple[str, ...]]:
    """The bounds that people write: those of ranges and of "several"."""
    key = columns(table)[0].name
    row = next(row for row in tables[table] if row[key] == record_id)
    if row["precision"] not in ("between", "several"):
        return {}
    return {name: (str(row[name]),) for name in ("lower_bound", "upper_bound") if row[name] is not None}


def _without(source_id: str, tables: Mapping[str, list[Any]]) -> Known:
    """What the package would know if it did not hold a source."""
    others = {(row["table_name"], row["record_id"]) for row in tables["evidence"] if row["source_id"] != source_id}

    def kept(table: str) -> list[Any]:
        key = columns(table)[0].name
        return [row for row in tables[table] if (table, row[key]) in others]

    left = {table: kept(table) for table in ("organizations", "persons", "places", "elections", "missions")}
    left["names"] = [row for row in tables["names"] if row["source_id"] != source_id]
    return known_of(left)
