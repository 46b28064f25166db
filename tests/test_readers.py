"""pandas, polars and DuckDB read the same rows and types from Parquet and from CSV, and text comes through verbatim."""

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.text import Document
from scripts.build import Built, build
from tests.conftest import HERE
from validation.readings import read
from validation.storage import csv_bytes, read_csv, to_arrow
from validation.tables import TABLES, columns, description_of

VERBATIM = {
    "equals": '=HYPERLINK("http://example.org","x"), <script>alert(\'x\')</script> & 0.000001 percent.',
    "plus": "+1+1 is what 30 000 000 people say.",
    "minus": "-2 is what they say & mean: <b>two</b>.",
    "at": "@SUM(A1:A9) is what they say.",
    "mark": "'=1 is what “they” say; null, NA, \\N.",
}
"""Text that a spreadsheet could take for a formula, or a browser for markup."""

PANDAS = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "date32[day][pyarrow]",
}
POLARS = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
"""Type in Table Schema → type of the library."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small package with text and figures that readers may stumble over."""
    root = shutil.copytree(HERE / "package", tmp_path_factory.mktemp("odd") / "package")
    source = root / "data/sources/russia-osce-2019.txt"
    before = source.read_bytes()
    source.write_bytes(before + "".join(f"\n{text}\n" for text in VERBATIM.values()).encode())
    listed = root / "data/sources/sources.yaml"
    digests = [hashlib.sha256(content).hexdigest() for content in (before, source.read_bytes())]
    listed.write_text(listed.read_text(encoding="utf-8").replace(*digests), encoding="utf-8")
    path = root / "data/annotations/russia-osce-2019.yaml"
    annotation = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    values = {"equals": "0.000001", "plus": "30000000", "minus": "2", "at": "1", "mark": "1"}
    for name, text in VERBATIM.items():
        record = {"topic": "votes", "unit": "percent", "value": values[name], "precision": "about"}
        record["coded"] = dict.fromkeys(("value", "precision"), "The words say no such thing.")
        record["notes"] = dict.fromkeys(("topic", "unit"), "The words say no such thing.")
        figures = {name: {**record, "description_en": text}}
        annotation["passages"].append({"voice": ["election", "author"], "quote": text, "figures": figures})
    document = Document.read(source)
    annotation["mentions"] += [
        {"quote": document.text[mention.start : mention.end], "kind": mention.kind, "reason": "misread"}
        for mention in read(document, "en")
        if mention.start > len(before) and mention.kind in ("organization", "person", "place", "cue")
    ]
    path.write_text(yaml.safe_dump(annotation, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return build(root)


@pytest.fixture(scope="module")
def folder(odd: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("tables")
    for path, content in odd.outputs.items():
        (root / Path(path).name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def types(odd: Built) -> dict[str, dict[str, str]]:
    """Table → column → type, as the descriptor says."""
    resources = json.loads(odd.outputs["datapackage.json"])["resources"]
    return {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in resources
        if "schema" in resource
    }


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_the_types_of_the_package_from_parquet(
    table: str, folder: Path, odd: Built, types: dict[str, dict[str, str]]
) -> None:
    frame = pd.read_parquet(folder / f"{table}.parquet")
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        name: PANDAS[kind] for name, kind in types[table].items()
    }
    pd.testing.assert_frame_equal(frame, odd.tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_the_same_from_csv(table: str, folder: Path, odd: Built, types: dict[str, dict[str, str]]) -> None:
    frame = pd.read_csv(
        folder / f"{table}.csv",
        dtype={name: PANDAS[kind] for name, kind in types[table].items()},
        keep_default_na=False,
        na_values=[""],
    )
    pd.testing.assert_frame_equal(frame, odd.tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_the_same_from_parquet_and_csv(
    table: str, folder: Path, odd: Built, types: dict[str, dict[str, str]]
) -> None:
    schema = {name: POLARS[kind] for name, kind in types[table].items()}
    from_parquet = pl.read_parquet(folder / f"{table}.parquet")
    assert dict(from_parquet.schema) == schema
    assert from_parquet.equals(pl.read_csv(folder / f"{table}.csv", schema=schema))
    assert from_parquet.height == len(odd.tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_the_same_from_parquet_and_csv(
    table: str, folder: Path, odd: Built, types: dict[str, dict[str, str]]
) -> None:
    schema = {name: DUCKDB[kind] for name, kind in types[table].items()}
    with duckdb.connect() as connection:
        from_parquet = connection.read_parquet(str(folder / f"{table}.parquet"))
        from_csv = connection.read_csv(str(folder / f"{table}.csv"), columns=schema, header=True)
        assert dict(zip(from_parquet.columns, map(str, from_parquet.types), strict=True)) == schema
        rows = from_parquet.fetchall()
        assert from_csv.fetchall() == rows
    assert len(rows) == len(odd.tables[table])


def test_numbers_dates_and_flags_are_what_the_words_say(folder: Path) -> None:
    figures = pd.read_parquet(folder / "figures.parquet").set_index("figure_id")
    assert figures.at["russia-osce-2019.equals", "value"] == 0.000001
    assert figures.at["russia-osce-2019.plus", "value"] == 30_000_000
    elections = pd.read_parquet(folder / "elections.parquet").iloc[0]
    assert (elections["date"].year, elections["date"].month, elections["date"].day) == (2019, 6, 9)
    assert elections["is_early"]
    assert pd.isna(elections["is_direct"])
    counts = pl.read_parquet(folder / "observer_counts.parquet")
    assert counts["upper_bound"].to_list() == [1013, 866, 147, None]


# Files


@pytest.mark.parametrize("table", TABLES)
def test_parquet_says_what_it_holds_and_of_which_version(table: str, odd: Built) -> None:
    schema = pq.read_schema(io.BytesIO(odd.outputs[f"data/tables/{table}.parquet"]))
    about = json.loads(schema.metadata[b"election_facts"])
    assert about["table"] == table
    assert about["version"] == "1.2.3"
    assert about["description"] == description_of(table) != ""
    for column in columns(table):
        assert schema.field(column.name).metadata[b"description"].decode() == column.description


@pytest.mark.parametrize("table", TABLES)
def test_the_metadata_of_parquet_names_no_version_of_a_library(table: str, odd: Built) -> None:
    schema = pq.read_schema(io.BytesIO(odd.outputs[f"data/tables/{table}.parquet"]))
    assert set(schema.metadata) == {b"pandas", b"election_facts"}
    said = b"".join(schema.metadata.values())
    for word in ("pandas_version", "creator", pd.__version__, pa.__version__):
        assert word.encode() not in said


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_utf_8_with_line_feeds(table: str, odd: Built) -> None:
    content = odd.outputs[f"data/tables/{table}.csv"]
    assert content.decode("utf-8")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith("\ufeff".encode())
    assert content.startswith(f"{columns(table)[0].name},".encode())


def test_letters_of_every_alphabet_are_intact(folder: Path) -> None:
    for text in ("движение «Ұлт тағдыры»", "Б. М. Имашев", "Президент Республики Казахстан"):
        assert sum(text in path.read_text(encoding="utf-8") for path in folder.glob("*.csv")) >= 2
    names = pd.read_parquet(folder / "organizations.parquet")["name_ru"]
    assert "движение «Ұлт тағдыры»" in set(names)


# Verbatim text


@pytest.mark.parametrize("name", VERBATIM)
@pytest.mark.parametrize("column", ["quote", "description_en"])
def test_text_that_could_act_as_formula_or_markup_is_kept_verbatim(name: str, column: str, folder: Path) -> None:
    record = f"russia-osce-2019.{name}"
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["figure_id"] == record)
    assert row[column] == VERBATIM[name]
    frame = pd.read_parquet(folder / "figures.parquet").set_index("figure_id")
    assert frame.at[record, column] == VERBATIM[name]


@pytest.mark.parametrize("name", VERBATIM)
def test_the_sentence_of_such_text_is_kept_too(name: str, odd: Built) -> None:
    sentences = odd.tables["sentences"]
    assert VERBATIM[name] in " ".join(sentences["text"])
    assert VERBATIM[name][0] in {text[0] for text in sentences["text"]}


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('",\r\n;=\t\0'), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_cell_holds_csv_gives_it_back(tmp_path: Path, text: str) -> None:
    rows: list[dict[str, Any]] = [
        {"person_id": "one", "name_en": text, "name_ru": None},
        {"person_id": "two", "name_en": "Two", "name_ru": text},
    ]
    table = to_arrow("persons", rows)
    path = tmp_path / "persons.csv"
    path.write_bytes(csv_bytes(table))
    assert read_csv(path, "persons").equals(table)


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "\r", '"', "a\nb"])
def test_line_breaks_of_every_kind_stay_inside_their_cell_for_every_reader(text: str, tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_bytes(csv_bytes(to_arrow("persons", [{"person_id": "one", "name_en": text, "name_ru": None}])))
    names = ["person_id", "name_en", "name_ru"]
    assert pd.read_csv(path, dtype="str")["name_en"].to_list() == [text]
    assert pl.read_csv(path, schema=dict.fromkeys(names, pl.String))["name_en"].to_list() == [text]
    with duckdb.connect() as connection:
        rows = connection.read_csv(str(path), columns=dict.fromkeys(names, "VARCHAR"), header=True).fetchall()
    assert rows == [("one", text, None)]
