"""Whatever the rules of counts, figures, events and citations propose fits its columns, with unique ids."""

from collections import Counter
from pathlib import Path

import pytest

from extraction.language import guess_language
from scripts.draft.nodes import confidence_of
from scripts.propose.proposals import Record
from tests.scripts.propose.stated import proposals
from validation.tables import column, columns
from validation.values import read_value

TEXTS = sorted((Path(__file__).parents[2] / "gold" / "texts").glob("*.txt"))
TABLES = ("observer_counts", "polling_station_counts", "figures", "events", "event_participants", "citations")
LATER = {"election_id", "attribution", "source_id", "quote", "quote_en", "description_en", "document_name_en"}
"""Columns that voices, the build or a person fill."""


def read(path: Path) -> tuple[str, list[Record]]:
    text = path.read_text(encoding="utf-8")
    found = proposals(text, guess_language(text))
    return text, [record for record in found.records if record.table in TABLES]


def check(path: Path) -> None:
    text, found = read(path)
    for record in found:
        assert 0 <= record.span.start < record.span.end <= len(text)
        assert record.cells.keys() | LATER >= {
            one.name for one in columns(record.table) if one.is_required and not one.is_key
        }
        for name, value in record.cells.items():
            assert value
            read_value(column(record.table, name), value)
        assert (record.cells.get("observer_group") == "mission") == ("mission_id" in record.cells) or (
            record.table != "observer_counts"
        )
        assert 0 < float(confidence_of(record.rule)) <= 1
    ids = Counter((record.table, record.key) for record in found if record.key)
    assert not [key for key, number in ids.items() if number > 1]


@pytest.mark.parametrize("path", TEXTS[::12], ids=lambda path: path.stem)
def test_cells_fit_their_columns(path: Path) -> None:
    check(path)


@pytest.mark.thorough
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_cells_of_every_text_fit_their_columns(path: Path) -> None:
    check(path)


def test_a_sentence_without_end_is_left_alone() -> None:
    text = "visited 84 polling stations and 1,013 observers on 9 June 2019 " * 200
    assert not [record for record in proposals(text, "en").records if record.table in TABLES]
