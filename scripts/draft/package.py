"""What the package holds already, as far as a draft needs it: the vocabulary, elections, missions, published ids."""

import csv
from collections.abc import Mapping
from pathlib import Path

from scripts.outputs import TABLES_FOLDER
from scripts.propose.known import Known, KnownEntity
from scripts.versions.published import read_published
from scripts.vocabulary import Entry, read_vocabulary
from validation.problems import Problem

VOCABULARY = "data/vocabulary"


def known_in(root: Path, problems: list[Problem]) -> Known:
    """Names as people write them now; elections and missions as the last build wrote them."""
    entries = read_vocabulary(root / VOCABULARY, VOCABULARY, problems)
    entities = {key: _entity(entry) for key, entry in entries.items()}
    return Known(entities, _rows(root, "elections"), _rows(root, "missions"))


def is_published(root: Path, source_id: str) -> bool:
    """Whether a release holds the source."""
    published = read_published(root, [])
    return published is not None and source_id in published.identities.get("sources", {})


def _entity(entry: Entry) -> KnownEntity:
    cells = {name: cell.text for name, cell in entry.cells.items()}
    names: dict[str, list[str]] = {}
    for name, value in cells.items():
        if name.startswith(("name_", "abbreviation_")):
            names.setdefault(name.rsplit("_", 1)[1], []).append(value)
    for form in entry.forms:
        names.setdefault(form.language, []).append(form.text)
    kind = next((value for name, value in cells.items() if name.endswith("_type")), "")
    unique = {language: tuple(dict.fromkeys(forms)) for language, forms in names.items()}
    code, parent = cells.get("country_code", ""), cells.get("parent_id", "")
    return KnownEntity(entry.table, entry.record_id, unique, kind, code, parent)


def _rows(root: Path, table: str) -> tuple[Mapping[str, str], ...]:
    try:
        with (root / TABLES_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return tuple(csv.DictReader(file))
    except OSError:
        return ()  # nothing was built yet
