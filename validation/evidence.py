"""Traces: every quote stands in its source, every cell has its words, every sentence is accounted for."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, compress
from typing import Any, NamedTuple

import pandas as pd

from extraction.text import Document, fold
from validation.columns import Column
from validation.package import REDISTRIBUTABLE, Package, cells, filled
from validation.problems import Problem
from validation.structure import ENOUGH
from validation.tables import TABLES, columns, is_claim, key_of
from validation.values import write_value


def _own_evidence(package: Package, *names: str) -> Iterator[tuple[Any, ...]]:
    """Cells of the evidence whose words state its record, and not only its context."""
    evidence = package.tables["evidence"]
    return compress(cells(evidence, *names), (~evidence["is_context"].astype(bool)).tolist())


def check_sources(package: Package) -> Iterator[Problem]:
    """Each source's text has the hash and the length that its row gives."""
    rows = package.tables["sources"]
    for source_id, path, digest, length in cells(rows, "source_id", "path", "sha256", "characters"):
        text = package.texts.get(source_id)
        if text is not None and (text.sha256 != digest or len(text.text) != length):
            yield Problem(
                path,
                None,
                f"sources.{source_id}.{'characters' if text.sha256 == digest else 'sha256'}",
                f"{len(text.text)} characters, sha256 {text.sha256}",
                f"{length} characters, sha256 {digest}",
                "restore the source; it is never edited",
            )


_QUOTED = (
    ("evidence", "quote"),
    ("sentences", "text"),
    ("mentions", "words"),
    ("names", "name"),
    ("verdict_terms", "term"),
)
"""Tables and the columns in which they hold words of a source."""


def check_quotes(package: Package) -> Iterator[Problem]:
    """Every quote equals its source at its offsets; mentions, names and terms do with white space folded.

    Where the source's text is not at hand, a quote is as long as its offsets say.
    """
    verdicts = package.tables["verdicts"].set_index("verdict_id")["source_id"]
    for table, name in _QUOTED:
        rows = package.tables[table]
        if "source_id" not in rows:
            rows = rows.assign(source_id=rows["verdict_id"].map(verdicts))
        is_exact = table in ("evidence", "sentences")
        for record, source_id, start, end, words in cells(
            rows, key_of(table), "source_id", "start_char", "end_char", name
        ):
            text = package.texts.get(source_id)
            if table == "sentences" and pd.isna(words):
                continue  # check_sentence_texts says whether it may be empty
            if text is None:
                if is_exact and len(words) != end - start:
                    yield package.problem(table, record, name, repr(words), f"{end - start} characters, as its place")
                continue
            there = text.text[start:end]
            if (there if is_exact else fold(there)) != words:
                yield package.problem(table, record, name, repr(words), f"{there!r}, the words at {start}-{end}")


def check_sentence_texts(package: Package) -> Iterator[Problem]:
    """The sentences of a source all have their texts; all are empty only where it may not be redistributed."""
    rows = package.tables["sentences"]
    is_empty = rows["text"].isna()
    emptied = set(rows.loc[is_empty, "source_id"]).difference(rows.loc[~is_empty, "source_id"])
    sources = package.tables["sources"]
    free = set(sources.loc[sources["rights"] == REDISTRIBUTABLE, "source_id"])
    for record, source_id in cells(rows[is_empty], "sentence_id", "source_id"):
        if source_id in free or source_id not in emptied:
            yield package.problem("sentences", record, "text", "nothing", "the sentence as it stands")


def check_claims(package: Package) -> Iterator[Problem]:
    """The quote of a claim is that of a passage which states it, and its reporter the publisher of its source."""
    passages = set(_own_evidence(package, "table_name", "record_id", "source_id", "quote", "quote_en"))
    publishers = package.tables["sources"].set_index("source_id")["publisher_id"].to_dict()
    for table in filter(is_claim, TABLES):
        rows = package.tables[table]
        for record, source_id, quote, english, reporter in cells(
            rows, key_of(table), "source_id", "quote", "quote_en", "reporter_id"
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
    supported: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for table, record, name, value in cells(evidence, "table_name", "record_id", "column_name", "value"):
        supported[table, name].add((record, value))
    for table in TABLES:
        for target in columns(table):
            yield from _check_supported(package, table, target, supported.pop((table, target.name), set()))
    for (table, name), pairs in supported.items():
        for record in sorted({record for record, _ in pairs}):
            yield package.problem(table, record, name, "evidence for no column of the table", "a column of the table")


def _check_supported(
    package: Package, table: str, target: Column, supported: set[tuple[str, str]]
) -> Iterator[Problem]:
    """One column against the records and values that evidence supports in it."""
    is_year = table == "elections" and target.name == "year"
    owes = target.owes_evidence or is_year
    if not owes and not supported:
        return
    frame, key = package.tables[table], key_of(table)
    dated = {record for record, _ in filled(frame, key, "date")} if is_year else set()
    evident = {record for record, _ in supported}
    empty = set(evident)
    for record, cell in filled(frame, key, target.name):
        empty.discard(record)
        value = write_value(cell)
        if (record, value) in supported:
            continue
        if record in evident:
            yield package.problem(table, record, target.name, repr(value), "evidence with this value")
        elif owes and record not in dated:
            yield package.problem(table, record, target.name, repr(value), "a passage that states it")
    for record in sorted(empty):
        yield package.problem(table, record, target.name, "evidence for an empty cell", "a value, or no evidence")


def check_terms(package: Package) -> Iterator[Problem]:
    """Each term has its verdict's id, lies in the passage that its evidence cites, and formula terms have a use."""
    evidence = package.tables["evidence"]
    own = evidence[(evidence["table_name"] == "verdict_terms") & (evidence["column_name"] == "term")]
    passages = {record: (start, end) for record, start, end in cells(own, "record_id", "start_char", "end_char")}
    rows = package.tables["verdict_terms"]
    for record, verdict, kind, use, start, end in cells(
        rows, "verdict_term_id", "verdict_id", "term_type", "use", "start_char", "end_char"
    ):
        if record.rpartition(".")[0] != verdict:
            yield package.problem("verdict_terms", record, "verdict_id", repr(verdict), "the verdict that its id names")
        first, last = passages.get(record, (start, end))  # without evidence: check_evidence says so
        if not first <= start < end <= last:
            yield package.problem("verdict_terms", record, "start_char", f"{start}-{end}", "words inside its passage")
        if kind == "formula" and pd.isna(use):
            yield package.problem("verdict_terms", record, "use", "nothing", "predicated | norm | negated")


def check_ledger(package: Package) -> Iterator[Problem]:
    """Every word of every source lies in a sentence, and every sentence is stated, or dismissed with a reason."""
    spans_of: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for source_id, start, end in _own_evidence(package, "source_id", "start_char", "end_char"):
        spans_of[source_id].add((start, end))
    sentences: dict[str, list[_Sentence]] = defaultdict(list)
    for source_id, *row in cells(
        package.tables["sentences"],
        *("source_id", "position", "sentence_id", "start_char", "end_char", "status", "reason"),
    ):
        sentences[source_id].append(_Sentence(*row))
    lengths = dict(cells(package.tables["sources"], "source_id", "characters"))
    for source_id, length in lengths.items():
        rows = sorted(sentences[source_id], key=lambda row: row.position)
        text = package.texts.get(source_id)
        yield from _check_cover(package, source_id, text, length, rows)
        yield from _check_status(package, rows, sorted(spans_of[source_id]))


class _Sentence(NamedTuple):
    position: int
    record: str
    start: int
    end: int
    status: str
    reason: str | float


def _check_status(package: Package, rows: list[_Sentence], spans: list[tuple[int, int]]) -> Iterator[Problem]:
    """Sentences and spans are both in order, so one pass over each is enough."""
    furthest = list(accumulate((end for _, end in spans), max))
    before = 0
    for _, record, start, end, status, reason in rows:
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


def _check_cover(
    package: Package, source_id: str, text: Document | None, length: int, rows: list[_Sentence]
) -> Iterator[Problem]:
    words = "" if text is None else text.text
    covered = 0
    for number, (position, record, start, end, _, _) in enumerate(rows, 1):
        if start < covered or end <= start or position != number:
            yield package.problem(
                "sentences",
                record,
                "start_char",
                f"{start}-{end} in position {position}",
                "sentences in order, none overlapping",
            )
        elif words[covered:start].strip():
            lost = fold(words[covered:start])
            yield package.problem("sentences", record, "start_char", f"{lost!r} before it in no sentence", "every word")
        covered = max(covered, end)
    if text is None and covered > length:  # with the text, check_sources compares its length
        found = f"{covered}, after the end of the text"
        yield package.problem("sentences", rows[-1].record, "end_char", found, f"{length} characters or fewer")
    if words[covered:].strip():
        lost = fold(words[covered:])
        yield package.problem("sources", source_id, "sentences", f"{lost!r} in no sentence", "every word in a sentence")
