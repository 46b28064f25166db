"""What stands in the three tables."""

import json
import os
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import extraction.mentions
from extraction.mentions import Attribution, Candidate, Cue, Mention, Name, Quantity
from extraction.text import Span
from scripts.corpus import rows
from scripts.corpus.columns import COLUMNS, joined, parquet_bytes, schema
from scripts.corpus.rows import fact_rows, mention_rows
from scripts.propose.proposals import Entity, Form, Ground, Proposals, Record, Term, Voice
from tests.scripts.corpus.conftest import TABLES, parts, run, table

CELLS = [column.name for column in COLUMNS["facts"]]
MENTION_CELLS = [column.name for column in COLUMNS["mentions"]]


def test_every_document_is_a_row_with_what_its_file_says_of_itself(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "copy.txt").write_bytes((corpus / "0001.txt").read_bytes())
    run(corpus, tmp_path / "out")
    found = {row["document_id"]: row for row in table(tmp_path / "out", "documents").to_pylist()}
    assert len(found) == 22
    row = found["corpus/north/east/0005.txt"]
    assert (row["folder"], row["path"], row["media_type"]) == ("corpus", "north/east/0005.txt", "text/plain")
    text = (corpus / "north/east/0005.txt").read_text(encoding="utf-8")
    assert row["characters"] == len(text)
    assert (row["size"], row["error"]) == (len(text.encode()), None)
    assert {row["language"] for row in found.values()} == {"en", "ru", None}
    empty = found["corpus/empty.txt"]
    assert (empty["mentions"], empty["sha256"]) == (0, None)
    assert all(empty[name] for name in ("error", "expected", "remedy"))
    assert found["corpus/copy.txt"]["sha256"] == found["corpus/0001.txt"]["sha256"]


def test_mentions_are_the_words_at_their_places(corpus: Path, tmp_path: Path) -> None:
    summary = run(corpus, tmp_path / "out")
    mentions = table(tmp_path / "out", "mentions").to_pylist()
    assert len(mentions) == summary.totals.mentions > 20
    for row in mentions:
        text = (corpus.parent / row["document_id"]).read_text(encoding="utf-8")
        assert text[row["start_char"] : row["end_char"]] == row["words"]
    assert {"count", "organization", "cue"} <= {row["kind"] for row in mentions}
    counted = [
        sum(one["document_id"] == row["document_id"] for one in mentions)
        for row in table(tmp_path / "out", "documents").to_pylist()
    ]
    assert counted == table(tmp_path / "out", "documents")["mentions"].to_pylist()


def test_each_field_of_a_mention_has_its_column() -> None:
    text = "1,000 of them"
    given = [
        Quantity("count", 0, 5, "1000", True, "between", "900", "1000", "observers", True),
        Name("person", 0, 5, "A", entity="a", title="Mr."),
        Cue("cue", 0, 5, "positive", term="free", aspect="overall", benchmark="law", is_negated=True),
        Attribution("attribution", 0, 5, "reported", speaker=(6, 8)),
        Candidate("candidate", 0, 5, "B", number="1", name="B", nominator="C"),
    ]
    spans = {"start": "start_char", "end": "end_char"}
    for mention in given:
        (row,) = mention_rows("d", text, [mention])
        cells = dict(zip(MENTION_CELLS, row, strict=True))
        assert cells["words"] == "1,000"
        for field in fields(mention):
            if field.name != "speaker":
                assert cells[spans.get(field.name, field.name)] == getattr(mention, field.name), field.name
    cells = dict(zip(MENTION_CELLS, mention_rows("d", text, [given[3]])[0], strict=True))
    assert (cells["speaker_start_char"], cells["speaker_end_char"]) == (6, 8)
    kinds = {one for one in vars(extraction.mentions).values() if isinstance(one, type) and issubclass(one, Mention)}
    assert kinds == {Mention, *map(type, given)}, "a kind of mention without columns"


def test_a_fact_is_a_row_for_each_cell_with_the_words_that_give_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "confidence_of", {"observers": "0.90", "election": "0.80", "bodies": "0.70"}.__getitem__)
    text = "On 9 June, the Mission counted 1,013 observers, and called it free."
    counted = Span(text.index("1,013"), text.index(", and"))
    proposals = Proposals(
        entities=[
            Entity(
                "organizations",
                "mission",
                False,
                {"name_en": "Mission", "abbreviation_en": ""},
                (Form("en", "full", "the Mission"),),
                Span(11, 22),
                "bodies",
            )
        ],
        voices=[
            Voice("election", (Ground(Span(0, 9), {"election_id": "kz-2019", "year": "2019"}),), "election"),
            Voice("document", (Ground(Span(11, 22), {"attribution": "own"}, {"attribution": "It speaks."}),), "bodies"),
        ],
        records=[
            Record(
                "observer_counts",
                "counted",
                {"value": "1013", "attribution": "reported"},
                counted,
                "observers",
                ("election", "document"),
            ),
            Record(
                "verdicts", "free", {}, counted, "observers", terms=(Term("formula", Span(62, 66), "free", "norm"),)
            ),
        ],
    )
    found = [dict(zip(CELLS, row, strict=True)) for row in fact_rows("a/b.txt", text, proposals)]
    assert [(row["fact_id"], row["column_name"], row["value"], row["confidence"]) for row in found] == [
        ("a/b.txt#organizations-1", "organization_id", "mission", 0.7),
        ("a/b.txt#organizations-1", "name_en", "Mission", 0.7),
        ("a/b.txt#names-1", "table_name", "organizations", 0.7),
        ("a/b.txt#names-1", "record_id", "mission", 0.7),
        ("a/b.txt#names-1", "language", "en", 0.7),
        ("a/b.txt#names-1", "name", "the Mission", 0.7),
        ("a/b.txt#names-1", "name_type", "full", 0.7),
        ("a/b.txt#observer_counts-1", "observer_count_id", "counted", 0.9),
        ("a/b.txt#observer_counts-1", "election_id", "kz-2019", 0.8),
        ("a/b.txt#observer_counts-1", "attribution", "reported", 0.9),
        ("a/b.txt#observer_counts-1", "value", "1013", 0.9),
        ("a/b.txt#verdicts-1", "verdict_id", "free", 0.9),
        ("a/b.txt#verdict_terms-1", "verdict_id", "free", 0.9),
        ("a/b.txt#verdict_terms-1", "term_type", "formula", 0.9),
        ("a/b.txt#verdict_terms-1", "concept", "free", 0.9),
        ("a/b.txt#verdict_terms-1", "use", "norm", 0.9),
    ]
    quotes = {row["column_name"]: row["quote"] for row in found if row["table_name"] == "observer_counts"}
    assert quotes["election_id"] == "On 9 June"
    assert quotes["value"] == "1,013 observers"
    proposals.records[0] = Record("observer_counts", "counted", {}, counted, "observers", ("document",))
    noted = [dict(zip(CELLS, row, strict=True)) for row in fact_rows("a/b.txt", text, proposals)]
    assert [row["note"] for row in noted if row["column_name"] == "attribution"] == ["It speaks."]


def test_files_describe_their_columns_and_hold_no_version_and_no_time(corpus: Path, tmp_path: Path) -> None:
    import pandas as pd

    run(corpus, tmp_path / "out")
    for name in TABLES:
        path = next((tmp_path / "out" / name).iterdir())
        found = pq.ParquetFile(path).schema_arrow
        assert found.equals(schema(name), check_metadata=True)
        assert all(field.metadata[b"description"] for field in found)
        assert json.loads(found.metadata[b"election_facts"])["table"] == name
        assert b"version" not in found.metadata[b"pandas"]
    frame = pd.read_parquet(tmp_path / "out/mentions")
    assert frame.dtypes[["start_char", "is_negated", "value"]].astype("str").to_list() == ["Int64", "boolean", "str"]


def test_parts_that_are_joined_have_the_bytes_of_one(corpus: Path, tmp_path: Path) -> None:
    mentions = [("d", "count", number, number + 1, str(number), None, False, *(None,) * 16) for number in range(50)]
    whole = parquet_bytes("mentions", mentions)
    assert joined([parquet_bytes("mentions", one) for one in ([], mentions[:20], mentions[20:], [])]) == whole
    assert joined([whole]) == whole
    assert joined([parquet_bytes("facts", [])]) == parquet_bytes("facts", [])
    assert parts(tmp_path / "none") == {}


def test_links_that_lead_round_in_circles_out_of_the_folder_or_nowhere_cost_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("Outside.", encoding="utf-8")
    (corpus / "circle").symlink_to(corpus)
    (corpus / "round").symlink_to("round")
    (corpus / "out.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(corpus / "pipe")
    summary = run(corpus, tmp_path / "out")
    rows = {row["document_id"]: row for row in table(tmp_path / "out", "documents").to_pylist()}
    refused = {name: row["error"] for name, row in rows.items() if row["error"]}
    assert list(refused) == ["corpus/out.txt", "corpus/pipe", "corpus/round"]
    assert "leaves the folder" in refused["corpus/out.txt"]
    assert (len(rows), summary.failed) == (23, 3)
    assert run(corpus, tmp_path / "out").read == 0
