"""From statements to tables: merges what passages state into records, and derives what is derived."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from extraction.dates.edtf import parse
from extraction.text import fold
from scripts.annotations import closest
from scripts.grounding import ClaimQuote, Grounded, PlacedTerm, Statement
from scripts.ledger import Entry
from scripts.mentions import account_mentions
from scripts.naming import Mention
from scripts.sources import LIST, Source
from validation.bounds import bounds
from validation.problems import Problem
from validation.proof import Proofs, Referents
from validation.readings import Found, Reading, readings
from validation.schema import code_rows
from validation.tables import GENERATED, SORTED_BY, TABLES, column, columns, is_claim, key_of
from validation.values import Value, read_value

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def merge(statements: Iterable[Statement], problems: list[Problem]) -> dict[str, dict[str, dict[str, Statement]]]:
    """Table → record → column → the statement that counts.

    Passages that disagree without a preference are a problem; so are two that set the same field of a claim, since then
    an id may have been used for two claims.
    """
    cells: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        cells[statement.table, statement.record_id, statement.column].append(statement)
    merged: dict[str, dict[str, dict[str, Statement]]] = {table: {} for table in TABLES}
    for (table, record_id, name), passages in cells.items():
        merged[table].setdefault(record_id, {})[name] = _preferred(passages, problems)
    return merged


def _preferred(passages: Sequence[Statement], problems: list[Problem]) -> Statement:
    first = passages[0]
    own = [passage for passage in passages if not passage.is_context]
    preferred = [passage for passage in passages if passage.is_preferred]
    if len({passage.value for passage in preferred}) == 1:
        return preferred[0]
    if len({(passage.source_id, passage.span) for passage in own}) < len(own):
        again = own[-1]
        problems.append(
            Problem(
                again.file,
                again.line,
                f"{again.table}.{again.record_id}.{again.column}",
                f"{again.value!r}, set twice by one passage",
                "each field of a record once",
                "one of the two is another record: correct its id; or remove it",
            )
        )
    if is_claim(first.table) and len(own) > 1:
        again = own[1]
        problems.append(
            Problem(
                again.file,
                again.line,
                f"{again.table}.{again.record_id}.{again.column}",
                f"{again.value!r} here, though {own[0].file}:{own[0].line} sets it for this claim",
                "each field of a claim from one passage",
                "another id if it is another claim; else leave the field out here, or say which counts with `prefer`",
            )
        )
    elif len({passage.value for passage in passages}) > 1:
        other = next(passage for passage in passages if passage.value != first.value)
        problems.append(
            Problem(
                other.file,
                other.line,
                f"{other.table}.{other.record_id}.{other.column}",
                f"{other.value!r} here, {first.value!r} in {first.file}:{first.line}",
                "one value for a cell",
                "correct one, or add `prefer: {field: reason}` to the passage that counts; both stay in evidence",
            )
        )
    return first


def rows_of(
    merged: Mapping[str, Mapping[str, Mapping[str, Statement]]],
    grounded: Mapping[str, Grounded],
    sources: Mapping[str, Source],
    mentions: Sequence[Mention],
    ledger: Mapping[str, list[Entry]],
    statements: Sequence[Statement],
    places: Mapping[tuple[str, str], tuple[str, int]],
    found: Found,
    problems: list[Problem],
    retired: Iterable[Row] = (),
) -> Rows:
    """The rows of every table, in their order, each with every column.

    `places`: where people write each record. `found`: what the reader finds in each source; filled here.
    """
    texts = {source_id: source.document for source_id, source in sources.items()}
    languages = {source_id: source.language for source_id, source in sources.items()}
    claims = {key: claim for result in grounded.values() for key, claim in result.claims.items()}
    rows: Rows = {}
    for table in TABLES:
        if table not in GENERATED:
            rows[table] = list(_records(table, merged[table], claims, sources))
    _check_complete(rows, places, problems)
    rows["sources"] = [_source_row(source) for source in sources.values()]
    rows["codes"] = [_whole("codes", row) for row in code_rows()]
    rows["sentences"] = list(_sentences(ledger, sources))
    rows["names"] = list(_names(mentions))
    rows["retired_ids"] = list(retired)
    terms = [term for result in grounded.values() for term in result.terms]
    rows["verdict_terms"], term_statements = _terms(terms, sources)
    rows["evidence"] = list(_evidence([*statements, *term_statements], rows, sources))
    _place_values(rows, readings(texts, languages, rows["names"], found))
    left_open: list[Problem] = []
    rows["mentions"] = list(account_mentions(rows, found, grounded, sources, left_open))
    if not problems:  # what an earlier problem leaves open is not said again
        problems += left_open
    _check_references(rows, merged, places, problems)
    return {table: rows[table] for table in TABLES}


def _whole(table: str, row: Row) -> Row:
    return {column.name: row.get(column.name) for column in columns(table)}


def _records(
    table: str,
    records: Mapping[str, Mapping[str, Statement]],
    claims: Mapping[tuple[str, str], ClaimQuote],
    sources: Mapping[str, Source],
) -> Iterator[Row]:
    order = {source_id: index for index, source_id in enumerate(sources)}

    def place(record_id: str) -> tuple[int, int, int, str]:
        claim = claims[table, record_id]
        return order[claim.source_id], claim.span.start, claim.span.end, record_id

    def rank(record_id: str) -> tuple[Any, ...]:
        cells = [records[record_id].get(name) for name in SORTED_BY.get(table, ())]
        values = [read_value(column(table, cell.column), cell.value) if cell else None for cell in cells]
        return (*((value is None, value) for value in values), record_id)

    keys = sorted(records, key=place if is_claim(table) else rank)
    for record_id in keys:
        row: Row = {key_of(table): record_id}
        for name, statement in records[record_id].items():
            row[name] = read_value(column(table, name), statement.value)
        if is_claim(table):
            claim = claims[table, record_id]
            source = sources[claim.source_id]
            row |= {
                "reporter_id": source.publisher_id,
                "source_id": claim.source_id,
                "quote": source.document.slice(claim.span),
                "quote_en": claim.quote_en,
            }
        yield _whole(table, _derived(table, row))


def _derived(table: str, row: Row) -> Row:
    """Adds what follows from other cells: bounds, year, first and last day."""
    if "precision" in row and row.get("value") is not None:
        low, high = bounds(row["value"], row["precision"], row.get("unit", ""))
        row |= {"lower_bound": low, "upper_bound": high}
    if table == "elections" and row.get("date") is not None:
        row["year"] = row["date"].year
    if table == "events" and row.get("date"):
        days = parse(row["date"])
        row |= {"started_on": days.first, "ended_on": days.last}
    return row


def _source_row(source: Source) -> Row:
    cells = {name: read_value(column("sources", name), cell.text) for name, cell in source.cells.items()}
    return _whole("sources", {"source_id": source.source_id, "characters": len(source.document.text), **cells})


def _sentences(ledger: Mapping[str, list[Entry]], sources: Mapping[str, Source]) -> Iterator[Row]:
    for source_id, entries in ledger.items():
        for position, entry in enumerate(entries, 1):
            yield {
                "sentence_id": f"{source_id}:{entry.span.start}-{entry.span.end}",
                "source_id": source_id,
                "position": position,
                "section": entry.section or None,
                "start_char": entry.span.start,
                "end_char": entry.span.end,
                "text": sources[source_id].document.slice(entry.span),
                "status": "stated" if entry.reason is None else "dismissed",
                "reason": entry.reason,
            }


def _names(mentions: Iterable[Mention]) -> Iterator[Row]:
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        yield {
            "name_id": f"{mention.source_id}:{start}-{end}:{mention.table}/{mention.record_id}",
            "table_name": mention.table,
            "record_id": mention.record_id,
            "language": mention.language,
            "name": mention.form,
            "name_type": mention.name_type,
            "source_id": mention.source_id,
            "start_char": start,
            "end_char": end,
        }


_DEFAULT_USE = {"formula": "predicated", "benchmark": "norm"}


def _terms(terms: Iterable[PlacedTerm], sources: Mapping[str, Source]) -> tuple[list[Row], list[Statement]]:
    rows: list[Row] = []
    statements: list[Statement] = []
    for placed in terms:
        term = placed.term
        document = sources[placed.source_id].document
        cells = {
            "term_type": term.term_type,
            "concept": term.concept.text,
            "use": term.use.text if term.use else _DEFAULT_USE.get(term.term_type),
            "term": fold(document.slice(placed.span)),
        }
        key = f"{placed.verdict_id}.{placed.span.start}-{placed.span.end}"
        rows.append(
            {
                "verdict_term_id": key,
                "verdict_id": placed.verdict_id,
                **cells,
                "start_char": placed.span.start,
                "end_char": placed.span.end,
            }
        )
        statements += [
            Statement(
                table="verdict_terms",
                record_id=key,
                column=name,
                value=value,
                support="stated" if name == "term" else "coded",
                is_context=False,
                source_id=placed.source_id,
                span=placed.passage,
                quote_en=placed.quote_en,
                note=None,
                is_preferred=False,
                file="",
                line=term.line,
            )
            for name, value in cells.items()
            if value is not None
        ]
    return rows, statements


def _evidence(statements: Iterable[Statement], rows: Rows, sources: Mapping[str, Source]) -> Iterator[Row]:
    table_order = {table: index for index, table in enumerate(TABLES)}
    column_order = {(table, c.name): index for table in TABLES for index, c in enumerate(columns(table))}
    source_order = {source_id: index for index, source_id in enumerate(sources)}
    record_order = {
        (table, row[key_of(table)]): index for table, records in rows.items() for index, row in enumerate(records)
    }

    def place(statement: Statement) -> tuple[int, int, int, int, int, int]:
        return (
            table_order[statement.table],
            record_order[statement.table, statement.record_id],
            column_order[statement.table, statement.column],
            source_order[statement.source_id],
            statement.span.start,
            statement.span.end,
        )

    seen: set[str] = set()
    for statement in sorted(statements, key=place):
        span = statement.span
        key = (
            f"{statement.table}/{statement.record_id}/{statement.column}@{statement.source_id}:{span.start}-{span.end}"
        )
        if key in seen:
            continue
        seen.add(key)
        yield {
            "evidence_id": key,
            "table_name": statement.table,
            "record_id": statement.record_id,
            "column_name": statement.column,
            "value": statement.value,
            "support": statement.support,
            "is_context": statement.is_context,
            "source_id": statement.source_id,
            "start_char": span.start,
            "end_char": span.end,
            "value_start_char": None,
            "value_end_char": None,
            "quote": sources[statement.source_id].document.slice(span),
            "quote_en": statement.quote_en,
            "note": statement.note,
        }


def _place_values(rows: Rows, read: Mapping[str, Reading]) -> None:
    """Say of each stated value where in its quote it stands."""
    records = {(table, row[key_of(table)]): row for table in rows for row in rows[table] if table != "evidence"}
    proofs = Proofs(
        read, records, Referents.of(*(rows[table] for table in ("evidence", "places", "organizations", "names")))
    )
    for row in rows["evidence"]:
        place = proofs.of(row)
        row |= {"value_start_char": place and place.start, "value_end_char": place and place.end}


def _check_complete(rows: Rows, places: Mapping[tuple[str, str], tuple[str, int]], problems: list[Problem]) -> None:
    for table, records in rows.items():
        for row in records:
            key = row[key_of(table)]
            for needed in columns(table):
                if needed.is_required and row.get(needed.name) is None:
                    file, line = places.get((table, key), (f"data/vocabulary/{table}.yaml", None))
                    hint = "a date, or year as inferred, with the reasoning" if needed.name == "year" else "a value"
                    problems.append(
                        Problem(
                            file,
                            line,
                            f"{table}.{key}.{needed.short}",
                            "nothing",
                            hint,
                            "add it to the record, or name a voice that sets it" if needed.context else "add it",
                        )
                    )


def _check_references(
    rows: Rows,
    merged: Mapping[str, Mapping[str, Mapping[str, Statement]]],
    places: Mapping[tuple[str, str], tuple[str, int]],
    problems: list[Problem],
) -> None:
    known = {table: {row[key_of(table)] for row in records} for table, records in rows.items()}
    used: dict[str, set[str]] = defaultdict(set)
    for table, records in rows.items():
        references = [c for c in columns(table) if c.refers_to and c.support != "derived"]
        for row in records:
            for reference in references:
                value: Value | None = row.get(reference.name)
                if value is None or reference.refers_to is None:
                    continue
                used[reference.refers_to].add(str(value))
                if value in known[reference.refers_to]:
                    continue
                key = row[key_of(table)]
                statement = merged.get(table, {}).get(key, {}).get(reference.name)
                file, line = (statement.file, statement.line) if statement else places.get((table, key), (LIST, None))
                say: Callable[[str], str] = "did you mean {!r}?".format
                hint = closest(str(value), tuple(known[reference.refers_to]), say, f"add it to {reference.refers_to}")
                problems.append(
                    Problem(
                        file,
                        line,
                        f"{table}.{key}.{reference.short}",
                        repr(value),
                        f"an id of {reference.refers_to}",
                        hint,
                    )
                )
    for key in sorted(known["elections"] - used["elections"]):
        file, line = places["elections", key]
        problems.append(
            Problem(
                file,
                line,
                f"elections.{key}",
                "an election that nothing refers to",
                "a use",
                "use it, or remove the record",
            )
        )
