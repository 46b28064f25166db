"""Arithmetic between tables: what is listed against what is counted."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from extraction.facts import find_fact
from extraction.text import Span
from validation.package import Package
from validation.problems import Problem
from validation.tables import key_of

_LISTS = {
    ("mission_countries", "country_code"): frozenset({"countries"}),
    ("mission_organizations", "organization_id"): frozenset({"organizations"}),
    ("mission_places", "place_id"): frozenset({"regions"}),
    ("candidates", "person_id"): frozenset({"candidates"}),
}
"""Tables whose rows list one by one what others count, the cell that names each, and the units that count them."""

_COUNTS = ("observer_counts", "polling_station_counts", "figures")

_Passage = tuple[str, int, int]


def check_lists(package: Package) -> Iterator[Problem]:
    """A passage that counts and lists gives as many as it counts, and no more where it only gives examples."""
    counted: dict[_Passage, list[tuple[str, str, str]]] = defaultdict(list)
    listed: dict[tuple[_Passage, str], set[str]] = defaultdict(set)
    for row in package.rows("evidence"):
        passage = (row["source_id"], row["start_char"], row["end_char"])
        table, name = row["table_name"], row["column_name"]
        if table in _COUNTS and name == "value":
            counted[passage].append((table, row["record_id"], row["value"]))
        elif (table, name) in _LISTS and not row["is_context"]:
            listed[passage, table].add(row["value"])
    rows = {table: {row[key_of(table)]: row for row in package.rows(table)} for table in _COUNTS}
    units = {table: units for (table, _), units in _LISTS.items()}
    for (passage, lists), names in listed.items():
        for table, record, value in counted.get(passage, ()):
            row = rows[table].get(record, {})
            if len(names) < 2 or row.get("precision") != "exact" or row.get("unit") not in units[lists]:
                continue
            if len(names) > float(value) or (len(names) < float(value) and not _gives_examples(package, passage)):
                found = f"{value} {row['unit']}, but its passage lists {len(names)} in {lists}"
                yield package.problem(table, record, "value", found, "as many as are listed", _MENDING)


_MENDING = "correct the number, or list what is missing"


def _gives_examples(package: Package, passage: _Passage) -> bool:
    source_id, start, end = passage
    reading = package.readings.get(source_id)
    text, span = (reading.document.text, Span(start, end)) if reading else ("", Span(0, 0))
    return reading is None or find_fact(text, reading.language, "including", span) is not None


def check_candidates(package: Package) -> Iterator[Problem]:
    """Where all candidates are named, they are as many as the largest number counted, and numbered without a gap."""
    orders: dict[str, list[int | None]] = defaultdict(list)
    for row in package.rows("candidates"):
        orders[row["election_id"]].append(row["list_order"])
    largest: dict[str, tuple[float, str]] = {}
    for row in package.rows("figures"):
        is_exact = row["precision"] == "exact" and row["value"] is not None
        if row["unit"] == "candidates" and is_exact and row["election_id"]:
            found = (row["value"], row["figure_id"])
            largest[row["election_id"]] = max(largest.get(row["election_id"], found), found)
    for row in package.rows("elections"):
        election = row["election_id"]
        numbers = orders[election]
        if row["candidate_coverage"] != "all":
            continue
        if election in largest and largest[election][0] != len(numbers):
            value, figure = largest[election]
            found_text = f"{len(numbers)} candidates, but {figure} counts {value:g}"
            yield package.problem("elections", election, "candidate_coverage", found_text, "all, or some", _MENDING)
        ordered = sorted(number for number in numbers if number is not None)
        if any(after != before + 1 for before, after in pairwise(ordered)):
            found_text = ", ".join(map(str, ordered))
            yield package.problem("candidates", election, "list_order", found_text, "numbers without a gap", _MENDING)
