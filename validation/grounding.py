"""Grounding and completeness: stated values follow from their words, and nothing that words hold was passed over."""

from collections.abc import Iterator, Mapping
from typing import Any

from extraction.mentions import Mention
from extraction.spans import Overlaps
from extraction.text import Span, fold
from validation.completeness import NOTHING, Coverage, coverage, value_of
from validation.package import Package
from validation.problems import Problem
from validation.proof import Proofs, Referents
from validation.readings import Reading
from validation.tables import TABLES, has_column, key_of

Row = Mapping[str, Any]

_MENDING = (
    "correct the value or quote the words that state it; a judgement is `coded`, a conclusion `inferred`, with why"
)


def check_values(package: Package) -> Iterator[Problem]:
    """The value of each stated cell stands in its words, at the place that its evidence gives."""
    evidence = package.rows("evidence")
    records = {
        (table, row[key_of(table)]): row
        for table in TABLES
        if table not in ("evidence", "sentences", "mentions", "names", "codes")
        for row in package.rows(table)
    }
    others = (package.rows(table) for table in ("places", "organizations", "names"))
    proofs = Proofs(package.readings, records, Referents.of(evidence, *others))
    for row in evidence:
        if row["source_id"] not in package.readings or not has_column(row["table_name"], row["column_name"]):
            continue
        place = proofs.of(row)
        given = (row["value_start_char"], row["value_end_char"])
        if place is None and row["support"] == "stated":
            yield _unproved(package, row)
        elif given != ((place.start, place.end) if place else (None, None)):
            expected = f"{place.start}-{place.end}, where the value stands" if place else "nothing: it is not stated"
            yield package.problem(
                "evidence", row["evidence_id"], "value_start_char", f"{given[0]}-{given[1]}", expected
            )


def _unproved(package: Package, row: Row) -> Problem:
    reading = package.readings[row["source_id"]]
    there = [
        f"{mention.kind} {value_of(mention)}"
        for mention in reading.within(row["start_char"], row["end_char"])
        if mention.kind != "cue"
    ]
    names = [f"{name.record_id}" for name in reading.names_within(row["start_char"], row["end_char"])]
    found = f"{row['value']!r}, stated from “{_short(row['quote'])}”"
    expected = "words that state it; read there: " + (", ".join([*there, *names][:12]) or "nothing")
    return package.problem(row["table_name"], row["record_id"], row["column_name"], found, expected, _MENDING)


def _short(quote: str) -> str:
    words = fold(quote)
    return words if len(words) <= 160 else f"{words[:100]} … {words[-50:]}"


def check_mentions(package: Package) -> Iterator[Problem]:
    """`mentions` holds what the reader finds in each source, each stated or dismissed with a reason."""
    covered = coverage(*(package.rows(table) for table in ("evidence", "names", "verdict_terms")))
    rows: dict[str, dict[tuple[int, int, str], Row]] = {source_id: {} for source_id in package.readings}
    for entry in package.rows("mentions"):
        rows.setdefault(entry["source_id"], {})[entry["start_char"], entry["end_char"], entry["kind"]] = entry
    dismissed: dict[str, list[Span]] = {source_id: [] for source_id in package.readings}
    for sentence in package.rows("sentences"):
        if sentence["status"] == "dismissed" and sentence["source_id"] in dismissed:
            dismissed[sentence["source_id"]].append(Span(sentence["start_char"], sentence["end_char"]))
    for source_id, reading in package.readings.items():
        ledger = rows[source_id]
        states, silent = covered.get(source_id, NOTHING), Overlaps(dismissed[source_id])
        for mention in reading.mentions:
            found = ledger.pop((mention.start, mention.end, mention.kind), None)
            if found is None:
                yield _missing(package, source_id, reading, mention)
            else:
                yield from _check_mention(package, found, mention, states, silent)
        for left in ledger.values():
            words = repr(left["words"])
            yield package.problem("mentions", left["mention_id"], "words", words, "what the reader finds")


def _missing(package: Package, source_id: str, reading: Reading, mention: Mention) -> Problem:
    words = reading.document.text[mention.start : mention.end]
    found = f"no row for the {mention.kind} {words!r} at {mention.start}-{mention.end}"
    return package.problem("mentions", source_id, "words", found, "every mention that the reader finds")


def _check_mention(
    package: Package, row: Row, mention: Mention, states: Coverage, silent: Overlaps
) -> Iterator[Problem]:
    def problem(name: str, found: str, expected: str) -> Problem:
        return package.problem("mentions", row["mention_id"], name, found, expected)

    if (row["value"], row["is_inferred"]) != (value_of(mention), mention.is_inferred):
        yield problem("value", repr(row["value"]), repr(value_of(mention)))
    is_stated = states.states(mention)
    in_silence = silent.first(Span(mention.start, mention.end)) is not None
    if is_stated != (row["status"] == "stated"):
        found = f"{row['status']}, yet {'something is' if is_stated else 'nothing is'} stated with these words"
        yield problem("status", found, "stated, or dismissed with a reason")
    elif is_stated != (row["reason"] is None):
        yield problem("reason", f"{row['status']}, reason {row['reason']}", "a reason where it is dismissed")
    elif not is_stated and (row["reason"] == "dismissed_sentence") != in_silence:
        where = "a dismissed" if in_silence else "no dismissed"
        yield problem("reason", f"{row['reason']}, in {where} sentence", "the reason that holds")
