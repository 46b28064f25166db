"""The main job: sources and annotations → tables, descriptor and codebook, checked before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from extraction.text import Document, UnreadableTextError
from scripts.annotations import Annotation, read_annotation
from scripts.charts.files import kept
from scripts.codebook import annotation_schema, codebook
from scripts.descriptor import descriptor, read_about
from scripts.explore.facts import Facts
from scripts.grounding import Grounded, ground
from scripts.ledger import account
from scripts.naming import find_names, vocabulary_statements
from scripts.outputs import DESCRIPTOR, TABLES_FOLDER, only_build, replace_outputs
from scripts.records import Rows, merge, rows_of
from scripts.sources import FOLDER, LIST, Source, read_sources
from scripts.versions.published import check_published, read_published
from scripts.versions.retired import RetiredId, read_retired
from scripts.vocabulary import Entry, read_vocabulary
from validation.checks import check
from validation.package import Locate, Package
from validation.problems import InvalidDataError, Problem
from validation.readings import Found
from validation.retired import FILE as RETIRED
from validation.storage import csv_bytes, parquet_bytes, to_arrow, to_frame

ANNOTATIONS = "data/annotations"
VOCABULARY = "data/vocabulary"
CODEBOOK = "CODEBOOK.md"
CODING_RULES = "docs/coding.md"
SCHEMA = "data/annotations/annotation.schema.json"

Places = Mapping[tuple[str, str], tuple[str, int]]
"""Table and record id → the file and line where people write the record."""

Track = Callable[[Iterable[Annotation]], Iterable[Annotation]]
"""Passes annotations on, and may show how far it has come."""


@dataclass(frozen=True)
class Built:
    """A package that passed every check, and the files it consists of (path → bytes)."""

    tables: Mapping[str, pd.DataFrame]
    name: str
    version: str
    outputs: Mapping[str, bytes]


def build(root: Path, track: Track = iter) -> Built:
    """Build and check the package in memory; nothing is written.

    Raises:
        InvalidDataError: with every problem found in this stage of the build.
    """
    problems: list[Problem] = []
    about = read_about(root, problems)
    rules = _read_rules(root, problems)
    sources = read_sources(root, problems)
    vocabulary = read_vocabulary(root / VOCABULARY, VOCABULARY, problems)
    annotations = _read_annotations(root, sources, problems)
    grounded: dict[str, Grounded] = {}
    for annotation in track([annotation for annotation in annotations.values() if not annotation.undecided]):
        grounded[annotation.source_id] = ground(annotation, sources[annotation.source_id], problems)
    retired = read_retired(root, problems)
    published = read_published(root, problems)
    _stop_at(problems)
    places = {key: place for result in grounded.values() for key, place in result.records.items()}
    places |= {("sources", source_id): (LIST, source.line) for source_id, source in sources.items()}
    places |= {key: (entry.file, entry.line) for key, entry in vocabulary.items()}
    places |= {("retired_ids", entry.key): (RETIRED, entry.line) for entry in retired}
    found: Found = {}
    rows = _rows(sources, vocabulary, annotations, grounded, retired, places, found, problems)
    _stop_at(problems)
    arrow = {table: to_arrow(table, records) for table, records in rows.items()}
    tables = {table: to_frame(content) for table, content in arrow.items()}
    texts = {source_id: source.document for source_id, source in sources.items()}
    locate = _locator(rows, places)
    package = Package(tables, texts, locate, found)
    problems += check(package)
    if published is not None:
        problems += check_published(published, tables, retired, locate)
    _stop_at(problems)
    charts = kept(root, about.get("charts", ()), Facts(package, about), about, problems)
    _stop_at(problems)
    outputs = _outputs(about, rules, sources, arrow, tables) | charts
    return Built(tables, about["name"], about["version"], outputs)


def write(root: Path, track: Track = iter) -> tuple[Built, list[str]]:
    """Build the package and put its files in place, all or none; the second value names the files that changed.

    Raises:
        InvalidDataError: the data does not build; nothing is written.
        OSError: the files cannot be written; the old ones stand.
    """
    with only_build(root):
        built = build(root, track)
        return built, replace_outputs(root, built.outputs)


def _undecided(annotation: Annotation) -> Problem:
    """Why a source whose annotation still holds proposals or open sentences is refused."""
    return Problem(
        annotation.file,
        annotation.undecided.line,
        "proposed",
        str(annotation.undecided),
        "none: a person has accepted, changed or rejected each",
        f"run `election-facts review {annotation.source_id}`, or edit the file: remove `proposed` to accept",
    )


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        raise InvalidDataError(problems)


def _read_rules(root: Path, problems: list[Problem]) -> str:
    """The coding rules, which the codebook includes."""
    try:
        return Document.read(root / CODING_RULES).text
    except (OSError, UnreadableTextError) as error:
        found = getattr(error, "strerror", None) or str(error)
        problems.append(Problem(CODING_RULES, None, "file", found, "the coding rules, in UTF-8", "restore the file"))
        return ""


def _read_annotations(root: Path, sources: Mapping[str, Source], problems: list[Problem]) -> dict[str, Annotation]:
    found: dict[str, Annotation] = {}
    misnamed: set[str] = set()
    for path in sorted((root / ANNOTATIONS).glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        annotation = read_annotation(path, name, problems)
        if annotation is None:
            continue
        if annotation.undecided:
            problems.append(_undecided(annotation))
        if annotation.source_id not in sources:
            if not any(problem.file.startswith(f"{FOLDER}/") for problem in problems):
                expected = f"one of {', '.join(sources)}"
                problems.append(Problem(name, 1, "source", repr(annotation.source_id), expected, f"add it to {LIST}"))
        elif annotation.source_id in found:
            other = found[annotation.source_id].file
            problems.append(
                Problem(name, 1, "source", f"a second file for it beside {other}", "one file", "merge them")
            )
        elif path.stem != annotation.source_id:
            misnamed.add(annotation.source_id)
            problems.append(
                Problem(name, 1, "source", annotation.source_id, f"the file's name, {path.stem}", "rename the file")
            )
        else:
            found[annotation.source_id] = annotation
    for source_id in sources.keys() - found.keys() - misnamed:
        file = f"{ANNOTATIONS}/{source_id}.yaml"
        if not any(problem.file == file for problem in problems):
            problems.append(Problem(file, None, "file", "nothing", f"the annotation of {source_id}", "write it"))
    return {source_id: found[source_id] for source_id in sources if source_id in found}


def _rows(
    sources: Mapping[str, Source],
    vocabulary: Mapping[tuple[str, str], Entry],
    annotations: Mapping[str, Annotation],
    grounded: Mapping[str, Grounded],
    retired: Sequence[RetiredId],
    places: Places,
    found: Found,
    problems: list[Problem],
) -> Rows:
    pins = {source_id: result.pins for source_id, result in grounded.items()}
    mentions = find_names(vocabulary, sources, pins, problems)
    statements = [statement for result in grounded.values() for statement in result.statements]
    statements += vocabulary_statements(vocabulary, mentions, problems)
    merged = merge(statements, problems)
    ledger = {
        source_id: account(source, grounded[source_id], annotations[source_id].file, problems)
        for source_id, source in sources.items()
    }
    retired_rows = [entry.row for entry in retired]
    return rows_of(merged, grounded, sources, mentions, ledger, statements, places, found, problems, retired_rows)


def _locator(rows: Rows, places: Places) -> Locate:
    """Table and record → the file and line where people write it; generated rows lead to their owner."""
    owners = {row["evidence_id"]: (row["table_name"], row["record_id"]) for row in rows["evidence"]}
    owners |= {row["verdict_term_id"]: ("verdicts", row["verdict_id"]) for row in rows["verdict_terms"]}

    def locate(table: str, record_id: str) -> tuple[str, int | None]:
        if table in ("evidence", "verdict_terms") and record_id in owners:
            return locate(*owners[record_id])
        return places.get((table, record_id), (f"{TABLES_FOLDER}/{table}.csv", None))

    return locate


def _outputs(
    about: Mapping[str, Any],
    rules: str,
    sources: Mapping[str, Source],
    arrow: Mapping[str, pa.Table],
    tables: Mapping[str, pd.DataFrame],
) -> dict[str, bytes]:
    outputs: dict[str, bytes] = {}
    for table, content in arrow.items():
        outputs[f"{TABLES_FOLDER}/{table}.csv"] = csv_bytes(content)
        outputs[f"{TABLES_FOLDER}/{table}.parquet"] = parquet_bytes(table, content, about["version"])
    texts = {source.path: source.document.text.encode("utf-8") for source in sources.values()}
    outputs[CODEBOOK] = codebook(rules, about["version"])
    outputs[SCHEMA] = annotation_schema()
    outputs[DESCRIPTOR] = descriptor(about, tables, sources, outputs, texts)
    return outputs
