"""Consistency: counts with their bounds and parts, dates in order, codes that go together (docs/coding.md)."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from extraction.dates.edtf import DateError, parse
from validation.bounds import bounds
from validation.package import Package, filled
from validation.problems import Problem
from validation.tables import TABLES, Count, Figures, columns, key_of

Row = Mapping[str, Any]
"""A row with None for an empty cell."""

COUNT_TABLES = tuple(table for table, model in TABLES.items() if issubclass(model, Count | Figures))

_OBSERVATION_ASPECTS = frozenset({"methodology", "impartiality", "findings", "coverage", "role"})


def check_counts(package: Package) -> Iterator[Problem]:
    """Bounds follow from value and precision; parts fit their totals."""
    for table in COUNT_TABLES:
        key = key_of(table)
        rows = {row[key]: row for row in package.rows(table)}
        for record, row in rows.items():
            found = _wrong_bounds(row)
            if found:
                yield package.problem(
                    table,
                    record,
                    "value",
                    found,
                    "a value with the bounds of its precision; for between and several bounds alone",
                )
        yield from _check_parts(package, table, rows)


def _wrong_bounds(row: Row) -> str | None:
    value, low, high, precision = row["value"], row["lower_bound"], row["upper_bound"], row["precision"]
    stands = f"{precision} with value {value}, bounds {low} and {high}"
    if low is not None and high is not None and low > high:
        return stands
    match precision:
        case "between":
            is_right = value is None and low is not None and high is not None
        case "several":
            is_right = value is None and low is not None
        case "unspecified":
            is_right = value is None and low is None and high is None
        case _:
            is_right = value is not None and (low, high) == bounds(value, precision, row["unit"])
    return None if is_right else stands


def _check_parts(package: Package, table: str, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """A part has its total's unit and source and is no larger; exact shares sum to an exact total."""
    shares: dict[str, list[Row]] = defaultdict(list)
    for record, row in rows.items():
        if (row["part_of_id"] is None) != (row["part_type"] is None):
            found = f"part_of {row['part_of_id']}, part_type {row['part_type']}"
            yield package.problem(table, record, "part_type", found, "both or neither")
        if row["part_of_id"] is None:
            continue
        whole = rows[row["part_of_id"]]
        if _is_within_itself(record, rows):
            yield package.problem(table, record, "part_of_id", "a part of itself", "a total")
        elif (whole["unit"], whole["source_id"]) != (row["unit"], row["source_id"]):
            found = f"{row['unit']} in {row['source_id']}, of {whole['unit']} in {whole['source_id']}"
            yield package.problem(table, record, "part_of_id", found, "a total of the same unit and source")
        low, limit = row["lower_bound"], whole["upper_bound"]
        if low is not None and limit is not None and low > limit:
            found = f"at least {low} of at most {limit}"
            yield package.problem(table, record, "value", found, "a part no larger than its whole")
        if row["part_type"] == "share":
            shares[row["part_of_id"]].append(row)
    for record, parts in shares.items():
        whole = rows[record]
        if all(row["precision"] == "exact" for row in (whole, *parts)):
            total = sum(part["value"] for part in parts)
            if not math.isclose(total, whole["value"]):  # figures may have fractions
                yield package.problem(
                    table,
                    record,
                    "value",
                    f"{whole['value']}, but its shares sum to {total}",
                    "shares that sum to the whole",
                    "correct a number, or code the parts as subset",
                )


def _is_within_itself(record: str, rows: Mapping[str, Row]) -> bool:
    """Whether the way from a part to its total, and on to the total's own total, leads back to the part."""
    passed = {record}
    whole = rows[record]["part_of_id"]
    while whole is not None and whole not in passed:
        passed.add(whole)
        whole = rows[whole]["part_of_id"]
    return bool(whole == record)


def check_dates(package: Package) -> Iterator[Problem]:
    """Dates are days of the calendar and in order; days and years follow from them."""
    for table in TABLES:
        key, names = key_of(table), {target.name for target in columns(table)}
        for target in columns(table):
            if target.kind == "edtf":
                for record, cell in filled(package.tables[table], key, target.name):
                    try:
                        parse(cell)
                    except DateError as error:
                        yield package.problem(table, record, target.name, repr(cell), "a date as EDTF", str(error))
        if {"started_on", "ended_on"} <= names:
            for record, start, end in filled(package.tables[table], key, "started_on", "ended_on"):
                if start > end:
                    yield package.problem(table, record, "ended_on", "a day before started_on", "days in order")
    for row in package.rows("events"):
        yield from _check_event_days(package, row)
    for row in package.rows("elections"):
        if row["date"] is not None and row["date"].year != row["year"]:
            yield package.problem(
                "elections", row["election_id"], "year", str(row["year"]), f"{row['date'].year}, the year of its date"
            )


def _check_event_days(package: Package, row: Row) -> Iterator[Problem]:
    try:
        days = parse(row["date"]) if row["date"] else None
    except DateError:
        return  # reported above
    expected = (days.first, days.last) if days else (None, None)
    if (row["started_on"], row["ended_on"]) != expected:
        found = f"{row['started_on']} to {row['ended_on']}"
        yield package.problem(
            "events", row["event_id"], "started_on", found, f"{expected[0]} to {expected[1]}, from {row['date']}"
        )


def check_coding(package: Package) -> Iterator[Problem]:
    """The coding rules that logic can hold."""
    verdicts = {row["verdict_id"]: row for row in package.rows("verdicts")}
    for row in verdicts.values():
        for name, found, expected in (*_miscoded(row), *_misrepeated(row, verdicts)):
            yield package.problem(
                "verdicts", row["verdict_id"], name, found, expected, "see the coding rules in CODEBOOK.md"
            )
    for row in package.rows("candidates"):
        one, other = "person_id", "organization_id"
        if row["candidate_type"] == "party":
            one, other = other, one
        if row[one] is None or row[other] is not None:
            found = f"{row['candidate_type']} with {one} {row[one]} and {other} {row[other]}"
            yield package.problem("candidates", row["candidate_id"], one, found, f"{one} and no {other}")


def _miscoded(row: Row) -> Iterator[tuple[str, str, str]]:
    """Column, what is found, what is expected."""
    aspect, about = row["aspect"], row["about"]
    if (aspect in _OBSERVATION_ASPECTS) != (about == "observation"):
        yield "aspect", f"{aspect} about {about}", f"an aspect of {about}"
    if aspect != "overall" and row["overall"] is not None:
        yield "overall", f"{row['overall']} with the aspect {aspect}", "nothing: it goes with the aspect overall alone"
    if aspect == "overall" and row["overall"] is None and not row["is_recommendation"]:
        yield "overall", "nothing", "an overall verdict, since the aspect is overall"
    if row["stance"] is None and not row["is_recommendation"]:
        yield "stance", "nothing", "a stance, unless it is a recommendation"
    if (row["asserter_id"] is None) == (row["asserter_words"] is None):
        yield (
            "asserter_id",
            f"{row['asserter_id']} and the words {row['asserter_words']}",
            "either asserter or asserter_words",
        )
    if (row["asserter_words"] is None) != (row["asserter_scope"] is None):
        yield "asserter_scope", str(row["asserter_scope"]), "asserter_words and asserter_scope together"
    if about == "observation" and row["target_id"] is None and aspect != "role":
        yield "target_id", "nothing", "whose observation is judged; only its role may be judged at large"
    if about == "election" and row["election_id"] is None:
        yield "election_id", "nothing", "the election that is judged"


def _misrepeated(row: Row, verdicts: Mapping[str, Row]) -> Iterator[tuple[str, str, str]]:
    """A repeat names the first row in which the same asserter says it in the same document."""
    if row["repeats_id"] is None:
        return
    first = verdicts[row["repeats_id"]]
    if first is row or first["repeats_id"] is not None:
        yield "repeats_id", f"{row['repeats_id']}, a repeat itself", "the first row in which it was said"
    other = [name for name in ("source_id", "asserter_id", "asserter_words", "about") if first[name] != row[name]]
    if other:
        yield (
            "repeats_id",
            f"{row['repeats_id']}, with another {', '.join(other)}",
            "a row of the same asserter and source",
        )
