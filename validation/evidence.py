"""Traces: every quote stands in its source, every cell has its words, every sentence is accounted for."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

import pandas as pd

from extraction.text import Document, fold
from validation.package import Package
from validation.problems import Problem
from validation.structure import ENOUGH
from validation.tables import TABLES, columns, is_claim, key_of
from validation.values import write_value


def check_sources(package: Package) -> Iterator[Problem]:
    """Each source's text has the hash and the length that its row gives."""
    rows = package.tables["sources"]
    for source_id, path, digest, length in zip(
        rows["source_id"], rows["path"], rows["sha256"], rows["characters"], strict=True
    ):
        text = package.texts.get(source_id)
        if text is not None and (text.sha256 != digest or len(text.text) != length):
            yield Problem(
                path,
                None,
                f"sources.{source_id}",
                f"{len(text.text)} characters, sha256 {text.sha256}",
                f"{length} characters, sha256 {digest}",
                "restore the source; it is never edited",
            )


def check_quotes(package: Package) -> Iterator[Problem]:
    """Every quote equals its source at its offsets; names and terms do with white space folded."""
    verdicts = package.tables["verdicts"].set_index("verdict_id")["source_id"]
    for table, name in (("evidence", "quote"), ("sentences", "text"), ("names", "name"), ("verdict_terms", "term")):
        rows = package.tables[table]
        sources = rows["source_id"] if "source_id" in rows else rows["verdict_id"].map(verdicts)
        is_exact = table in ("evidence", "sentences")
        for record, source_id, start, end, words in zip(
            rows[key_of(table)], sources, rows["start_char"], rows["end_char"], rows[name], strict=True
        ):
            text = package.texts.get(source_id)
            if text is None:
                continue
            there = text.text[start:end]
            if (there if is_exact else fold(there)) != words:
                yield package.problem(table, record, name, repr(words), f"{there!r}, the words at {start}-{end}")


def check_claims(package: Package) -> Iterator[Problem]:
    """The quote of a claim is that of a passage which states it, and its reporter the publisher of its source."""
    evidence = package.tables["evidence"]
    own = evidence[~evidence["is_context"].astype(bool)]
    passages = set(
        zip(own["table_name"], own["record_id"], own["source_id"], own["quote"], own["quote_en"], strict=True)
    )
    publishers = package.tables["sources"].set_index("source_id")["publisher_id"].to_dict()
    for table in filter(is_claim, TABLES):
        rows = package.tables[table]
        for record, source_id, quote, english, reporter in zip(
            rows[key_of(table)], rows["source_id"], rows["quote"], rows["quote_en"], rows["reporter_id"], strict=True
        ):
            if (table, record, source_id, quote, english) not in passages:
                yield package.problem(
                    table, record, "quote", repr(quote), "the quote of a passage that states the claim"
                )
            if publishers[source_id] != reporter:
                yield package.problem(table, record, "reporter_id", repr(reporter), f"{publishers[source_id]!r}")


def check_evidence(package: Package) -> Iterator[Problem]:
    """Every cell that owes evidence has it, with its own value; all evidence supports a cell; inferences say how."""
    evidence = package.tables["evidence"]
    unexplained = evidence.loc[(evidence["support"] == "inferred") & evidence["note"].isna(), "evidence_id"]
    for record in unexplained.head(ENOUGH):
        yield package.problem(
            "evidence",
            record,
            "note",
            "nothing",
            "the reasoning of the inference in full",
            "write it in the annotation",
        )
    by_table = dict(list(evidence.groupby("table_name", sort=False)))
    for table in TABLES:
        yield from _check_supported(package, table, by_table.get(table, evidence.head(0)))


def _check_supported(package: Package, table: str, rows: pd.DataFrame) -> Iterator[Problem]:
    frame, key = package.tables[table], key_of(table)
    supported = set(zip(rows["record_id"], rows["column_name"], rows["value"], strict=True))
    passages = set(zip(rows["record_id"], rows["column_name"], strict=True))
    dated = set(frame.loc[frame["date"].notna(), key]) if table == "elections" else set()
    filled: set[tuple[str, str]] = set()
    for target in columns(table):
        cells = frame[[key, target.name]].dropna()
        for record, cell in zip(cells[key], cells[target.name], strict=True):
            filled.add((record, target.name))
            has_some = (record, target.name) in passages
            owes = target.owes_evidence or (table == "elections" and target.name == "year" and record not in dated)
            if not has_some and not owes:
                continue
            value = write_value(cell)
            if (record, target.name, value) not in supported:
                expected = "evidence with this value" if has_some else "a passage that states it"
                yield package.problem(table, record, target.name, repr(value), expected)
    for record, name in sorted(passages - filled):
        yield package.problem(table, record, name, "evidence for an empty cell", "a value, or no evidence")


def check_terms(package: Package) -> Iterator[Problem]:
    """Each term lies inside a passage of its verdict, and formula terms say how they are used."""
    evidence = package.tables["evidence"]
    own = evidence[(evidence["table_name"] == "verdicts") & ~evidence["is_context"].astype(bool)]
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for verdict, start, end in zip(own["record_id"], own["start_char"], own["end_char"], strict=True):
        spans[verdict].add((start, end))
    rows = package.tables["verdict_terms"]
    for record, verdict, kind, use, start, end in zip(
        rows["verdict_term_id"],
        rows["verdict_id"],
        rows["term_type"],
        rows["use"],
        rows["start_char"],
        rows["end_char"],
        strict=True,
    ):
        if not any(first <= start and end <= last for first, last in spans[verdict]):
            yield package.problem(
                "verdict_terms", record, "start_char", f"{start}-{end}", "words inside the verdict's quote"
            )
        if kind == "formula" and pd.isna(use):
            yield package.problem("verdict_terms", record, "use", "nothing", "predicated | norm | negated")


def check_ledger(package: Package) -> Iterator[Problem]:
    """Every word of every source lies in a sentence, and every sentence is stated, or dismissed with a reason."""
    evidence = package.tables["evidence"]
    own = evidence[~evidence["is_context"].astype(bool)]
    spans_of: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for source_id, start, end in zip(own["source_id"], own["start_char"], own["end_char"], strict=True):
        spans_of[source_id].add((start, end))
    sentences = dict(list(package.tables["sentences"].groupby("source_id", sort=False)))
    empty = package.tables["sentences"].head(0)
    for source_id, text in package.texts.items():
        rows = sentences.get(source_id, empty).sort_values("position")
        yield from _check_cover(package, source_id, text, rows)
        yield from _check_status(package, rows, sorted(spans_of[source_id]))


def _check_status(package: Package, rows: pd.DataFrame, spans: list[tuple[int, int]]) -> Iterator[Problem]:
    """Sentences and spans are both in order, so one pass over each is enough."""
    furthest = list(accumulate((end for _, end in spans), max))
    before = 0
    for record, start, end, status, reason in zip(
        rows["sentence_id"], rows["start_char"], rows["end_char"], rows["status"], rows["reason"], strict=True
    ):
        while before < len(spans) and spans[before][0] < end:
            before += 1
        is_stated = before > 0 and furthest[before - 1] > start
        expected = "stated, or dismissed with a reason"
        if is_stated != (status == "stated"):
            found = f"{status}, yet {'a' if is_stated else 'no'} record's own passage overlaps it"
            yield package.problem("sentences", record, "status", found, expected)
        elif (status == "dismissed") == pd.isna(reason):
            found = f"{status} with{'out' if pd.isna(reason) else ''} a reason"
            yield package.problem("sentences", record, "reason", found, expected)


def _check_cover(package: Package, source_id: str, text: Document, rows: pd.DataFrame) -> Iterator[Problem]:
    covered = 0
    for number, (record, position, start, end) in enumerate(
        zip(rows["sentence_id"], rows["position"], rows["start_char"], rows["end_char"], strict=True), 1
    ):
        if start < covered or end <= start or position != number:
            yield package.problem(
                "sentences",
                record,
                "start_char",
                f"{start}-{end} in position {position}",
                "sentences in order, none overlapping",
            )
        elif text.text[covered:start].strip():
            lost = fold(text.text[covered:start])
            yield package.problem("sentences", record, "start_char", f"{lost!r} before it in no sentence", "every word")
        covered = max(covered, end)
    if text.text[covered:].strip():
        lost = fold(text.text[covered:])
        yield package.problem("sources", source_id, "sentences", f"{lost!r} in no sentence", "every word in a sentence")
