"""Records made up for a test, and the real package without or with more of something."""

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.explore.facts import Facts
from validation.package import Package
from validation.storage import to_arrow, to_frame
from validation.tables import TABLES, columns, key_of

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

SOURCE = {
    "source_id": "paper",
    "title": "Paper",
    "title_en": "Paper",
    "document_type": "news_article",
    "coverage": "excerpt",
    "language": "ru",
    "publisher_id": "paper-press",
    "path": "data/sources/paper.txt",
    "sha256": "0" * 64,
    "characters": 1000,
}
ELECTION = {
    "election_id": "kz-2019-president",
    "country_code": "KZ",
    "election_type": "presidential",
    "body_en": "President",
    "date": "2019-06-09",
    "year": 2019,
    "candidate_coverage": "none",
}
VERDICT = {
    "election_id": "kz-2019-president",
    "about": "election",
    "aspect": "overall",
    "overall": "endorsed",
    "is_recommendation": False,
    "asserter_id": "paper-press",
    "attribution": "own",
    "reporter_id": "paper-press",
    "source_id": "paper",
    "quote": "честные",
    "quote_en": "fair",
}
COUNT = {
    "election_id": "kz-2019-president",
    "observer_group": "international",
    "unit": "observers",
    "precision": "exact",
    "asserter_id": "paper-press",
    "attribution": "own",
    "reporter_id": "paper-press",
    "source_id": "paper",
    "quote": "десять",
    "quote_en": "ten",
}
EVENT = {
    "election_id": "kz-2019-president",
    "event_type": "meeting",
    "description_en": "They meet",
    "attribution": "own",
    "source_id": "paper",
    "quote": "встреча",
    "quote_en": "meeting",
}
ABOUT = {
    "name": "example",
    "title": "An example",
    "version": "1.2.3",
    "created": "2026-01-01",
    "description": "For tests.",
}


def organization(organization_id: str, name: str) -> dict[str, Any]:
    return {"organization_id": organization_id, "name_en": name, "organization_type": "media"}


def given(**rows: Sequence[Mapping[str, Any]]) -> Facts:
    """A package of these rows, whose other cells are empty; one source and one publisher stand in it."""
    rows.setdefault("sources", [SOURCE])
    rows["organizations"] = [organization("paper-press", "The Paper"), *rows.get("organizations", [])]
    frames = {
        table: to_frame(to_arrow(table, [_filled(table, row) for row in rows.get(table, [])])) for table in TABLES
    }
    return Facts(Package(frames, {}, lambda table, _: (table, None)), ABOUT)


def _filled(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    from datetime import date

    filled = {column.name: row.get(column.name) for column in columns(table)}
    days = [column.name for column in columns(table) if column.kind == "day" and filled[column.name] is not None]
    filled |= {name: date.fromisoformat(filled[name]) for name in days}
    assert filled[key_of(table)], table
    return filled


EMPTY = given(sources=[])
