"""The checks of a package, each on its own: give a package, get problems. `check` runs them all."""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd
import pandera.pandas as pan

from extraction.dates import DateError, parse
from extraction.text import Document, fold
from validation.bounds import bounds
from validation.codes import code_lists
from validation.package import Package
from validation.problems import Problem
from validation.schema import code_rows
from validation.tables import TABLES, UNIQUE_TOGETHER, column, columns, is_claim, key_of
from validation.values import write_value

Check = Callable[[Package], Iterator[Problem]]

ENOUGH = 200
"""Rows for which one check reports one kind of problem; more would help nobody."""

_REBUILD = "correct the annotation and build again"


def check(package: Package) -> list[Problem]:
    """Every problem of a package. Schemas and keys come first; the rest needs tables that hold to them."""
    problems = [problem for part in (check_schemas, check_keys, check_references) for problem in part(package)]
    if problems:
        return problems
    return [problem for part in CHECKS for problem in part(package)]


def check_schemas(package: Package) -> Iterator[Problem]:
    """Types, required cells, patterns, closed code lists: what the pandera models say."""
    for table, model in TABLES.items():
        frame = package.tables[table]
        try:
            model.validate(frame, lazy=True)
        except pan.errors.SchemaErrors as errors:
            cases = errors.failure_cases.head(ENOUGH)
            for name, kind, value, index in zip(
                cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
            ):
                yield _schema_problem(package, table, str(name), str(kind), value, index)


def _schema_problem(package: Package, table: str, name: str, kind: str, value: object, index: object) -> Problem:
    frame, key = package.tables[table], key_of(table)
    row = int(index) if isinstance(index, int | float) and not pd.isna(index) else None
    record = str(frame[key].iloc[row]) if row is not None and key in frame else ""
    file, line = package.locate(table, record)
    known = {column.name: column for column in columns(table)}
    expected, remedy = kind, "use a table that the build wrote"
    if name in known:
        target = known[name]
        if kind.startswith("isin") and target.code_list:
            expected = " | ".join(code.code for code in code_lists()[target.code_list])
        elif kind.startswith("isin") and target.is_country:
            expected = "an ISO 3166-1 alpha-2 code"
        elif kind == "not_nullable":
            expected = "a value: the column is required"
        remedy = f"{target.title}: {target.description} Example: {target.example}"
    missing = value is None or (isinstance(value, float) and pd.isna(value))
    return Problem(file, line, f"{table}.{record}.{name}", "nothing" if missing else repr(value), expected, remedy)


def check_keys(package: Package) -> Iterator[Problem]:
    """Primary keys and other unique keys."""
    for table in TABLES:
        frame, key = package.tables[table], key_of(table)
        for names in ((key,), *UNIQUE_TOGETHER.get(table, ())):
            rows = frame
            if len(names) > 1:
                # A number, or a rest of the key that is wholly empty, does not make two rows the same.
                rest = [name for name in names[1:] if column(table, name).kind != "integer"]
                numbers = [name for name in names[1:] if column(table, name).kind == "integer"]
                present = frame[numbers].notna().all(axis=1) if numbers else True
                rows = frame[(frame[rest].notna().any(axis=1) if rest else True) & present]  # type: ignore[operator]
            twice = rows[rows.duplicated(list(names), keep="first")]
            for record in twice[key].head(ENOUGH):
                file, line = package.locate(table, record)
                yield Problem(
                    file,
                    line,
                    f"{table}.{record}",
                    f"a second row with the same {', '.join(names)}",
                    "unique rows",
                    "remove one, or give it another key",
                )


def check_references(package: Package) -> Iterator[Problem]:
    """Foreign keys, and the pairs of columns that name a row of any table."""
    keys = {table: pd.Index(package.tables[table][key_of(table)]) for table in TABLES}
    for table in TABLES:
        frame = package.tables[table]
        for reference in columns(table):
            if reference.refers_to is None:
                continue
            cells = frame[reference.name]
            lost = frame[cells.notna() & ~cells.isin(keys[reference.refers_to])]
            for record, value in zip(lost[key_of(table)].head(ENOUGH), lost[reference.name], strict=False):
                file, line = package.locate(table, record)
                yield Problem(
                    file,
                    line,
                    f"{table}.{record}.{reference.name}",
                    repr(value),
                    f"an id of {reference.refers_to}",
                    f"correct it, or add it to {reference.refers_to}",
                )
    for table in ("names", "evidence"):
        frame = package.tables[table]
        for named, rows in frame.groupby("table_name", observed=True, sort=False):
            lost = rows if str(named) not in TABLES else rows[~rows["record_id"].isin(keys[str(named)])]
            for record, value in zip(lost[key_of(table)].head(ENOUGH), lost["record_id"], strict=False):
                file, line = package.locate(table, record)
                yield Problem(
                    file,
                    line,
                    f"{table}.{record}.record_id",
                    repr(value),
                    f"a row of {named}",
                    "remove it, or build again",
                )


def check_sources(package: Package) -> Iterator[Problem]:
    """Each source's text has the hash and the length that its row gives."""
    frame = package.tables["sources"]
    for source_id, path, digest, length in zip(
        frame["source_id"], frame["path"], frame["sha256"], frame["characters"], strict=True
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
    for table, name in (("evidence", "quote"), ("sentences", "text"), ("names", "name"), ("verdict_terms", "term")):
        frame = package.tables[table]
        sources = frame["source_id"] if "source_id" in frame else _sources_of_terms(package)
        exact = table in ("evidence", "sentences")
        for record, source_id, start, end, words in zip(
            frame[key_of(table)], sources, frame["start_char"], frame["end_char"], frame[name], strict=True
        ):
            text = package.texts.get(source_id)
            if text is None:
                continue
            there = text.text[start:end]
            if (there if exact else fold(there)) != words:
                file, line = package.locate(table, record)
                yield Problem(
                    file,
                    line,
                    f"{table}.{record}.{name}",
                    repr(words),
                    f"{there!r}, the words at {start}-{end}",
                    _REBUILD,
                )
    for table in TABLES:
        if is_claim(table):
            yield from _check_claim_quotes(package, table)


def _sources_of_terms(package: Package) -> pd.Series:
    verdicts = package.tables["verdicts"].set_index("verdict_id")["source_id"]
    sources: pd.Series = package.tables["verdict_terms"]["verdict_id"].map(verdicts)
    return sources


def _check_claim_quotes(package: Package, table: str) -> Iterator[Problem]:
    """A claim's quote is one of its own passages; a term of a verdict lies inside its quote."""
    evidence = package.tables["evidence"]
    own = evidence[(evidence["table_name"] == table) & ~evidence["is_context"].astype(bool)]
    passages = set(zip(own["record_id"], own["source_id"], own["quote"], own["quote_en"], strict=True))
    frame = package.tables[table]
    publishers = package.tables["sources"].set_index("source_id")["publisher_id"]
    for record, source_id, quote, english, reporter in zip(
        frame[key_of(table)], frame["source_id"], frame["quote"], frame["quote_en"], frame["reporter_id"], strict=True
    ):
        file, line = package.locate(table, record)
        if (record, source_id, quote, english) not in passages:
            yield Problem(
                file,
                line,
                f"{table}.{record}.quote",
                repr(quote),
                "the quote of a passage that states the claim",
                _REBUILD,
            )
        if publishers[source_id] != reporter:
            yield Problem(
                file,
                line,
                f"{table}.{record}.reporter_id",
                repr(reporter),
                f"{publishers[source_id]}, the publisher",
                _REBUILD,
            )


def check_evidence(package: Package) -> Iterator[Problem]:
    """Every cell that owes evidence has it, with its own value; every evidence row supports a cell; inferences say how."""
    evidence = package.tables["evidence"]
    unexplained = evidence[(evidence["support"] == "inferred") & evidence["note"].isna()]
    for record in unexplained["evidence_id"].head(ENOUGH):
        file, line = package.locate("evidence", record)
        yield Problem(
            file,
            line,
            f"evidence.{record}.note",
            "nothing",
            "the reasoning of the inference in full",
            "write it in the annotation",
        )
    for table, rows in evidence.groupby("table_name", observed=True, sort=False):
        yield from _check_supported(package, str(table), rows)
    for table in TABLES:
        if table not in set(evidence["table_name"]):
            yield from _check_supported(package, table, evidence.head(0))


def _check_supported(package: Package, table: str, rows: pd.DataFrame) -> Iterator[Problem]:
    frame, key = package.tables[table], key_of(table)
    supported = set(zip(rows["record_id"], rows["column_name"], rows["value"], strict=True))
    passages = set(zip(rows["record_id"], rows["column_name"], strict=True))
    filled: set[tuple[str, str]] = set()
    for target in columns(table):
        cells = frame[[key, target.name]].dropna()
        owed = target.owes_evidence or (table == "elections" and target.name == "year")
        dated = set(frame.loc[frame["date"].notna(), key]) if target.name == "year" else set()
        for record, cell in zip(cells[key], cells[target.name], strict=True):
            value = write_value(cell)
            filled.add((record, target.name))
            has_some = (record, target.name) in passages
            if (not has_some and (not owed or record in dated)) or (record, target.name, value) in supported:
                continue
            file, line = package.locate(table, record)
            expected = "evidence with this value" if has_some else "a passage that states it"
            yield Problem(file, line, f"{table}.{record}.{target.name}", repr(value), expected, _REBUILD)
    for record, name in sorted(passages - filled):
        file, line = package.locate(table, record)
        yield Problem(
            file, line, f"{table}.{record}.{name}", "evidence for an empty cell", "a value, or no evidence", _REBUILD
        )


def check_ledger(package: Package) -> Iterator[Problem]:
    """Every character of every source lies in a sentence, and every sentence is stated or dismissed with a reason."""
    sentences, evidence = package.tables["sentences"], package.tables["evidence"]
    own = evidence[~evidence["is_context"].astype(bool)]
    for source_id, text in package.texts.items():
        rows = sentences[sentences["source_id"] == source_id]
        yield from _check_cover(package, source_id, text, rows)
        spans = own.loc[own["source_id"] == source_id, ["start_char", "end_char"]].drop_duplicates()
        spans = spans.sort_values("start_char", ignore_index=True)
        furthest = spans["end_char"].cummax()
        for record, start, end, status, reason in zip(
            rows["sentence_id"], rows["start_char"], rows["end_char"], rows["status"], rows["reason"], strict=True
        ):
            before = int(spans["start_char"].searchsorted(end))
            stated = before > 0 and bool(furthest.iloc[before - 1] > start)
            found = None
            if stated != (status == "stated"):
                found = f"{status}, yet {'a' if stated else 'no'} record's own passage overlaps it"
            elif (status == "dismissed") == pd.isna(reason):
                found = f"{status} with{'out' if pd.isna(reason) else ''} a reason"
            if found:
                file, line = package.locate("sentences", record)
                yield Problem(
                    file, line, f"sentences.{record}.status", found, "stated, or dismissed with a reason", _REBUILD
                )


def _check_cover(package: Package, source_id: str, text: Document, rows: pd.DataFrame) -> Iterator[Problem]:
    position = 0
    ordered = rows.sort_values("position")
    for number, (record, start, end) in enumerate(
        zip(ordered["sentence_id"], ordered["start_char"], ordered["end_char"], strict=True), 1
    ):
        file, line = package.locate("sentences", record)
        if start < position or end <= start or ordered["position"].iloc[number - 1] != number:
            yield Problem(
                file, line, f"sentences.{record}", f"{start}-{end}", "sentences in order, none overlapping", _REBUILD
            )
        elif text.text[position:start].strip():
            lost = fold(text.text[position:start])
            yield Problem(
                file, line, f"sentences.{record}", f"{lost!r} in no sentence before it", "every word", _REBUILD
            )
        position = max(position, end)
    if text.text[position:].strip():
        yield Problem(
            f"sentences of {source_id}",
            None,
            "sentences",
            f"{fold(text.text[position:])!r} in no sentence",
            "every word",
            _REBUILD,
        )


def check_counts(package: Package) -> Iterator[Problem]:
    """Bounds follow from value and precision; parts fit their totals."""
    for table in ("observer_counts", "polling_station_counts", "figures"):
        frame, key = package.tables[table], key_of(table)
        for row in frame.to_dict("records"):
            found = _bounds_problem(row)
            if found:
                file, line = package.locate(table, row[key])
                yield Problem(
                    file,
                    line,
                    f"{table}.{row[key]}.value",
                    found,
                    "a value with bounds by its precision; for between and several only bounds",
                    _REBUILD,
                )
        yield from _check_parts(package, table)


def _number(cell: object) -> float | None:
    return None if pd.isna(cell) else float(cell)  # type: ignore[call-overload, arg-type, no-any-return]


def _bounds_problem(row: dict[str, object]) -> str | None:
    value, low, high = (_number(row[name]) for name in ("value", "lower_bound", "upper_bound"))
    precision = str(row["precision"])
    if precision in ("between", "several"):
        if value is not None or low is None or (precision == "between" and high is None):
            return f"{precision} with value {value}, bounds {low} and {high}"
    elif precision == "unspecified":
        if value is not None:
            return f"unspecified with the value {value}"
    elif value is None:
        return f"{precision} without a value"
    elif (low, high) != bounds(value, precision):
        return f"{precision} {value} with bounds {low} and {high}"
    if low is not None and high is not None and low > high:
        return f"bounds {low} and {high}"
    return None


def _check_parts(package: Package, table: str) -> Iterator[Problem]:
    """A part is a part of a count of the same unit and source, no larger than it; shares sum to it where all are exact."""
    frame, key = package.tables[table], key_of(table)
    rows = {row[key]: row for row in frame.to_dict("records")}
    parts: dict[str, list[str]] = {}
    for record, row in rows.items():
        file, line = package.locate(table, record)
        where = f"{table}.{record}.part_of_id"
        if pd.isna(row["part_of_id"]) != pd.isna(row["part_type"]):
            yield Problem(file, line, where, "part_of without part_type, or the reverse", "both or neither", _REBUILD)
        if pd.isna(row["part_of_id"]):
            continue
        whole = rows[row["part_of_id"]]
        if row["part_of_id"] == record or whole["part_of_id"] == record:
            yield Problem(file, line, where, "a part of itself", "a total", _REBUILD)
        elif whole["unit"] != row["unit"] or whole["source_id"] != row["source_id"]:
            yield Problem(file, line, where, f"{row['unit']} of {whole['unit']}", "the same unit and source", _REBUILD)
        low, limit = _number(row["lower_bound"]), _number(whole["upper_bound"])
        if low is not None and limit is not None and low > limit:
            yield Problem(
                file, line, where, f"at least {low:g} of at most {limit:g}", "a part no larger than its whole", _REBUILD
            )
        if row["part_type"] == "share":
            parts.setdefault(str(row["part_of_id"]), []).append(record)
    for whole_id, shares in parts.items():
        rows_of_shares = [rows[record] for record in shares]
        exact = all(row["precision"] == "exact" for row in (*rows_of_shares, rows[whole_id]))
        total = sum(_number(row["value"]) or 0 for row in rows_of_shares)
        if exact and total != _number(rows[whole_id]["value"]):
            file, line = package.locate(table, whole_id)
            yield Problem(
                file,
                line,
                f"{table}.{whole_id}.value",
                f"{rows[whole_id]['value']}; its shares sum to {total:g}",
                "shares that sum to the whole",
                "correct a number, or code the parts as subset",
            )


def check_dates(package: Package) -> Iterator[Problem]:
    """Dates are days of the calendar, in order, and first and last day follow from them."""
    for table in TABLES:
        frame, key = package.tables[table], key_of(table)
        for target in columns(table):
            if target.kind != "edtf":
                continue
            for record, cell in frame[[key, target.name]].dropna().itertuples(index=False):
                try:
                    parse(cell)
                except DateError as error:
                    file, line = package.locate(table, record)
                    yield Problem(file, line, f"{table}.{record}.{target.name}", cell, "a date as EDTF", str(error))
        if {"started_on", "ended_on"} <= set(frame):
            late = frame[(frame["started_on"] > frame["ended_on"]).fillna(value=False).astype(bool)]
            for record in late[key]:
                file, line = package.locate(table, record)
                yield Problem(file, line, f"{table}.{record}.ended_on", "before started_on", "dates in order", _REBUILD)
    events = package.tables["events"]
    for record, edtf, first, last in events[["event_id", "date", "started_on", "ended_on"]].itertuples(index=False):
        try:
            days = (None, None) if pd.isna(edtf) else (parse(edtf).first, parse(edtf).last)
        except DateError:
            continue
        if days != (None if pd.isna(first) else first, None if pd.isna(last) else last):
            file, line = package.locate("events", record)
            yield Problem(
                file,
                line,
                f"events.{record}.started_on",
                f"{first} to {last}",
                f"{days[0]} to {days[1]}, from {edtf}",
                _REBUILD,
            )
    elections = package.tables["elections"]
    for record, day, year in elections[["election_id", "date", "year"]].itertuples(index=False):
        if not pd.isna(day) and day.year != year:
            file, line = package.locate("elections", record)
            yield Problem(file, line, f"elections.{record}.year", str(year), str(day.year), _REBUILD)


_OBSERVATION_ASPECTS = frozenset({"methodology", "impartiality", "findings", "coverage", "role"})


def check_coding(package: Package) -> Iterator[Problem]:
    """The coding rules that logic can hold: which codes go together (docs/coding.md)."""
    for row in package.tables["verdicts"].to_dict("records"):
        for name, found, expected in _coding_problems({k: None if pd.isna(v) else v for k, v in row.items()}):
            file, line = package.locate("verdicts", row["verdict_id"])
            yield Problem(file, line, f"verdicts.{row['verdict_id']}.{name}", found, expected, "see docs/coding.md")
    rows = package.tables["candidates"].to_dict("records")
    for row in rows:
        one = "person_id" if row["candidate_type"] == "person" else "organization_id"
        other = "organization_id" if one == "person_id" else "person_id"
        if pd.isna(row[one]) or not pd.isna(row[other]):
            file, line = package.locate("candidates", row["candidate_id"])
            yield Problem(
                file,
                line,
                f"candidates.{row['candidate_id']}.{one}",
                f"{row['candidate_type']} without {one}, or with {other}",
                f"{one} and no {other}",
                _REBUILD,
            )
    for table in ("evidence", "sentences"):
        frame = package.tables[table]
        wrong = frame[~(frame["start_char"] < frame["end_char"])]
        for record in wrong[key_of(table)]:
            file, line = package.locate(table, record)
            yield Problem(file, line, f"{table}.{record}.end_char", "no words", "a span of words", _REBUILD)


def _coding_problems(row: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    aspect, about = str(row["aspect"]), row["about"]
    if (aspect in _OBSERVATION_ASPECTS) != (about == "observation"):
        yield "aspect", f"{aspect} about {about}", "an aspect of that list"
    if row["overall"] is not None and aspect != "overall":
        yield "overall", f"{row['overall']} with the aspect {aspect}", "overall verdicts for the aspect overall alone"
    if aspect == "overall" and row["overall"] is None and not row["is_recommendation"]:
        yield "overall", "nothing", "an overall verdict for the aspect overall"
    if row["stance"] is None and not row["is_recommendation"]:
        yield "stance", "nothing", "a stance, unless it is a recommendation"
    if row["asserter_id"] is None and row["asserter_words"] is None:
        yield "asserter_id", "nothing", "asserter, or asserter_words where no one organization fits"
    if row["asserter_id"] is not None and row["asserter_words"] is not None:
        yield "asserter_words", str(row["asserter_words"]), "nothing, since asserter is given"
    if (row["asserter_words"] is None) != (row["asserter_scope"] is None):
        yield "asserter_scope", str(row["asserter_scope"]), "asserter_words and asserter_scope together"
    if about == "observation" and row["target_id"] is None:
        yield "target_id", "nothing", "whose observation is judged"
    if about == "election" and row["election_id"] is None:
        yield "election_id", "nothing", "the election judged"
    if row["repeats_id"] == row["verdict_id"]:
        yield "repeats_id", "itself", "the first row in which it was said"


def check_terms(package: Package) -> Iterator[Problem]:
    """Each term lies inside a passage of its verdict; formula and benchmark terms say how they are used."""
    evidence = package.tables["evidence"]
    of_verdicts = evidence[evidence["table_name"] == "verdicts"]
    spans: dict[str, list[tuple[int, int]]] = {}
    own = of_verdicts[~of_verdicts["is_context"].astype(bool)]
    for record, start, end in own[["record_id", "start_char", "end_char"]].drop_duplicates().itertuples(index=False):
        spans.setdefault(record, []).append((start, end))
    terms = package.tables["verdict_terms"]
    for record, verdict, kind, use, start, end in terms[
        ["verdict_term_id", "verdict_id", "term_type", "use", "start_char", "end_char"]
    ].itertuples(index=False):
        file, line = package.locate("verdict_terms", record)
        if not any(first <= start and end <= last for first, last in spans.get(verdict, ())):
            yield Problem(
                file, line, f"verdict_terms.{record}", f"{start}-{end}", "words inside the verdict's quote", _REBUILD
            )
        if kind == "formula" and pd.isna(use):
            yield Problem(file, line, f"verdict_terms.{record}.use", "nothing", "predicated | norm | negated", _REBUILD)


def check_codes(package: Package) -> Iterator[Problem]:
    """The table of codes is the one that the models give."""
    expected = {row["code_id"]: row for row in code_rows()}
    found = {row["code_id"]: row for row in package.tables["codes"].to_dict("records")}
    for code_id in sorted(expected.keys() ^ found.keys()):
        file, line = package.locate("codes", code_id)
        state = "a code that no model knows" if code_id in found else "a code that is missing"
        yield Problem(file, line, f"codes.{code_id}", state, "the codes of the models", "build the package again")
    for code_id in sorted(expected.keys() & found.keys()):
        if {name: found[code_id][name] for name in expected[code_id]} != expected[code_id]:
            file, line = package.locate("codes", code_id)
            yield Problem(
                file, line, f"codes.{code_id}", str(found[code_id]), str(expected[code_id]), "build the package again"
            )


CHECKS: Sequence[Check] = (
    check_sources,
    check_quotes,
    check_evidence,
    check_ledger,
    check_counts,
    check_dates,
    check_coding,
    check_terms,
    check_codes,
)
"""Checks that need schemas and keys to hold."""
