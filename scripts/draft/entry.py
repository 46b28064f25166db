"""The entry of sources.yaml for a drafted document, and its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.files import OpenedFile
from scripts.draft.nodes import confidence_of, node_of
from scripts.format import entry_lines
from scripts.propose.known import Known
from scripts.propose.proposals import Proposals
from scripts.propose.slugs import free, slug
from scripts.yaml_reader import Node
from validation.tables import columns

RULE = "document-itself"

_TYPES: Mapping[str, Mapping[str, str]] = {
    "media": {"document_type": "news_article", "coverage": "third_party"},
    "council_statement": {"document_type": "council_statement", "coverage": "third_party"},
}
"""Role or statement type of the document's own voice → what kind of source it is, where that follows."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Id and cells by full column name, in the order of the table."""

    source_id: str
    cells: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """Short names of required fields that the document does not give."""
        required = (column for column in columns("sources") if column.is_required and not column.is_key)
        return tuple(column.short for column in required if column.name not in {*self.cells, "path", "characters"})


def entry_of(
    opened: OpenedFile,
    file: Path,
    text_sha256: str,
    language: str,
    found: Proposals,
    known: Known,
    given: Mapping[str, str],
    source_id: str | None,
    taken: Mapping[str, Node],
) -> SourceEntry:
    """What could be read off the document, under what a person has `given` (full column names)."""
    cells: dict[str, str | None] = {
        "title": opened.title,
        "title_en": opened.title if language == "en" else None,
        "language": language,
        "publisher_id": _named("organizations", opened.publisher, found, known),
        "author_id": _named("persons", opened.author, found, known),
        "symbol": opened.symbol,
        "published_on": opened.published_on if re.fullmatch(r"\d{4}-\d\d-\d\d", opened.published_on or "") else None,
        "sha256": text_sha256,
        "original_name": file.name,
        "original_sha256": opened.sha256,
    }
    document = found.voice("document")
    for ground in document.grounds if document else ():
        for name in ("asserter_role", "statement_type"):
            cells |= _TYPES.get(ground.cells.get(name, ""), {})
        cells["publisher_id"] = cells["publisher_id"] or ground.cells.get("asserter_id")
    cells |= given
    ordered = {column.name: value for column in columns("sources") if (value := cells.get(column.name))}
    return SourceEntry(source_id or _free_id(ordered, file, taken), ordered)


def text_with(text: str, entry: SourceEntry) -> str:
    """sources.yaml with one more entry at its end."""
    content: dict[str, Any] = {"proposed": {"rule": RULE, "confidence": confidence_of(RULE)}}
    content |= {name.removesuffix("_id"): value for name, value in entry.cells.items()}
    return text.rstrip("\n") + "\n" + "\n".join(entry_lines(entry.source_id, node_of(content))) + "\n"


def text_with_hashes(text: str, node: Node, hashes: Mapping[str, str]) -> str:
    """sources.yaml with other hashes in the entry `node`, nothing else touched."""
    fields: Mapping[str, Node] = node.value if isinstance(node.value, dict) else {}
    lines = text.splitlines()
    added = []
    for name, value in hashes.items():
        if name in fields:
            lines[fields[name].line - 1] = f"  {name}: {value}"
        else:
            added.append(f"  {name}: {value}")
    place = fields["sha256"].line if "sha256" in fields else node.line
    lines[place:place] = added
    return "\n".join(lines) + "\n"


def _named(table: str, name: str | None, found: Proposals, known: Known) -> str | None:
    """The id of a record by one of its names; None where nothing bears it."""
    if not name:
        return None
    plain = name.casefold()
    for (of, record_id), entity in known.entities.items():
        if of == table and any(form.casefold() == plain for forms in entity.names.values() for form in forms):
            return record_id
    for proposed in found.entities:
        names = (*proposed.cells.values(), *(form.text for form in proposed.forms))
        if proposed.table == table and any(form.casefold() == plain for form in names):
            return proposed.record_id
    return None


def _free_id(cells: Mapping[str, str], file: Path, taken: Mapping[str, Node]) -> str:
    """Publisher and year, as other sources have it; else the file's name; with a number where it is taken."""
    year = cells.get("published_on", "")[:4]
    base = f"{cells['publisher_id']}-{year}" if year and "publisher_id" in cells else slug(file.stem) or "source"
    return free(base, taken)


def entries_of(node: Node | None) -> Mapping[str, Node]:
    """The entries of sources.yaml by id."""
    return node.value if node is not None and isinstance(node.value, dict) else {}
