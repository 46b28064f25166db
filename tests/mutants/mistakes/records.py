"""Records with the wrong id, in the wrong table, or with the number of another."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from scripts.annotations import Annotation, Cell, Passage, Record
from tests.mutants.mistakes.kinds import kind
from tests.mutants.project import Mutant
from tests.mutants.sites import (
    Site,
    Sites,
    label,
    misfits,
    shuffled,
    swapped,
    with_record,
)
from validation.codes import codes_of
from validation.columns import Column
from validation.tables import COMPOSED_KEYS, column, columns, is_claim

_COUNTS = ("observer_counts", "polling_station_counts", "figures")


@kind("words", 0.99, "Two passages set the same cells of a claim.")
def id_used_twice(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A claim has the id of another, as after copying."""
    claims = [item for item in sites.records if is_claim(item[2].table) and item[2].cells]
    for annotation, passage, record in shuffled(rng, claims):
        others = {other.key for a, _, other in claims if a is annotation and other.table == record.table}
        if others - {record.key}:
            key = rng.choice(sorted(others - {record.key}))
            new, change = replace(record, key=key), f"{record.table}: the id {record.key} → {key}"
            yield with_record(annotation, passage, record, new, change)


def _in_other_tables(sites: Sites, rng: Random, *, is_alike: bool) -> Iterator[Mutant]:
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].table in _COUNTS]):
        table = rng.choice([other for other in _COUNTS if other != record.table])
        unit = record.cells.get("unit")
        if unit and _fits(column(table, "unit"), unit) == is_alike:
            yield _moved(annotation, passage, record, table, rng)


@kind("words", 0.95, "Its unit is none of that table's, and another unit is not what the words count.")
def record_in_wrong_table(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A count stands in another table of counts, with every field that table knows, and its required codes filled."""
    return _in_other_tables(sites, rng, is_alike=False)


@kind("judgement", 0.0, "Both tables count such things; what about them is counted is a judgement.")
def record_in_similar_table(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The same, where both tables know the unit: countries, organizations."""
    return _in_other_tables(sites, rng, is_alike=True)


@kind("words", 0.99, "Fields that the other table does not have are refused.")
def record_under_wrong_heading(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A record stands under the name of another table, just as it is."""
    tables = sorted({record.table for _, _, record in sites.records})
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].cells]):
        alike = [table for table in tables if (table in COMPOSED_KEYS) == (record.table in COMPOSED_KEYS)]
        table = rng.choice([other for other in alike if other != record.table])
        new, change = replace(record, table=table), f"{label(record)} under {table}"
        mutant = with_record(annotation, passage, record, new, change)
        unknown = misfits(new)
        yield replace(mutant, refused=f"{table} has no {', '.join(unknown)}") if unknown else mutant


def _moved(annotation: Annotation, passage: Passage, record: Record, table: str, rng: Random) -> Mutant:
    known = {target.name: target for target in columns(table)}
    cells = {name: cell for name, cell in record.cells.items() if name in known}
    cells = {name: cell for name, cell in cells.items() if _fits(known[name], cell)}
    for target in known.values():
        if target.is_required and target.is_annotated and not target.context and target.name not in cells:
            code = rng.choice(codes_of(target.code_list)) if target.code_list else "people and things counted"
            cells[target.name] = Cell(code, record.line)
    change = f"{label(record)} in {table} as {', '.join(cell.text for cell in cells.values())}"
    new = replace(record, table=table, cells=cells)
    return with_record(annotation, passage, record, new, change)


def _fits(target: Column, cell: Cell) -> bool:
    return not target.code_list or cell.text in codes_of(target.code_list)


@kind("words", 0.99, "Each number is proved by the words of its own item.")
def list_order_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Two candidates have each other's number."""
    numbered = sites.stated(lambda site: site.column.name == "list_order")
    for one in shuffled(rng, numbered):
        others = [
            other for other in numbered if _election(other) == _election(one) and other.cell.text != one.cell.text
        ]
        others = [other for other in others if other.annotation is one.annotation]
        if others:
            yield swapped(one, rng.choice(others))


def _election(site: Site) -> str:
    cell = site.record.cells.get("election_id") if site.record else None
    return cell.text if cell else ""
