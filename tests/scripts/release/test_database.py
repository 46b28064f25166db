import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

from election_facts import TableName, load
from scripts.build import Built
from scripts.release.database import VIEWS, write_database
from scripts.release.flat import flat_tables
from tests.conftest import ROOT
from validation.codes import countries
from validation.tables import TABLES, columns, key_of

ABOUT = {"name": "example", "title": "Example", "version": "1.2.3"}


@pytest.fixture(scope="module")
def path(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "example.sqlite"
    write_database(path, built.tables, ABOUT)
    return path


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield connection
    connection.close()


def expected(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    def cell(value: Any) -> Any:
        if pd.isna(value):
            return None
        if isinstance(value, bool):
            return int(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    return [tuple(map(cell, row)) for row in zip(*(frame[name].tolist() for name in frame), strict=True)]


def select(database: sqlite3.Connection, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = database.execute(f'SELECT * FROM "{name}"')
    return [column[0] for column in cursor.description], cursor.fetchall()


def found_by(database: sqlite3.Connection, words: str) -> set[tuple[str, str]]:
    return set(database.execute("SELECT table_name, record_id FROM search WHERE search MATCH ?", (words,)))


def test_it_is_whole(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_index_of_words_is_whole(path: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(shutil.copyfile(path, tmp_path / "a.sqlite"))
    connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    connection.close()


@pytest.mark.skipif(not (ROOT / "datapackage.json").exists(), reason="the package is not built here")
def test_the_package_itself_is_whole_and_its_views_give_its_flat_tables(tmp_path: Path) -> None:
    tables = {table: load(table, ROOT) for table in get_args(TableName)}
    write_database(tmp_path / "a.sqlite", tables, ABOUT)
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    test_it_is_whole(connection)
    for name, frame in flat_tables(tables).items():
        assert select(connection, VIEWS[name]) == (list(frame), expected(frame)), name
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_rows_in_order(table: str, database: sqlite3.Connection, built: Built) -> None:
    names, rows = select(database, table)
    assert names == [column.name for column in columns(table)]
    assert rows == expected(built.tables[table])


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_gives_the_rows_of_its_flat_table(name: str, database: sqlite3.Connection, built: Built) -> None:
    frame = flat_tables(built.tables)[name]
    assert select(database, VIEWS[name]) == (list(frame), expected(frame))


def test_views_agree_where_there_is_more_than_the_example_holds(built: Built, tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in built.tables.items()}
    verdicts = tables["verdicts"]
    own = verdicts["asserter_id"] == "cis"
    verdicts.loc[own, ["aspect", "overall"]] = ["overall", "criticised"]
    verdicts.loc[verdicts["verdict_id"] == "russia-osce-2019.lebedev-overall", "overall"] = "endorsed"
    verdicts.loc[~own, ["asserter_id", "asserter_words", "asserter_scope"]] = [None, "Все наблюдатели", "all"]
    tables["elections"]["body_en"] = None
    tables["sources"]["published_on"] = None
    write_database(tmp_path / "a.sqlite", tables, ABOUT)
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    for name, frame in flat_tables(tables).items():
        assert select(connection, VIEWS[name]) == (list(frame), expected(frame)), name
    connection.close()


def test_keys_required_cells_and_codes_are_held(built: Built, tmp_path: Path) -> None:
    write_database(tmp_path / "a.sqlite", built.tables, ABOUT)
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    connection.execute("PRAGMA foreign_keys = ON")
    for change in (
        "UPDATE verdicts SET stance = 'enthusiastic'",
        "UPDATE verdicts SET aspect = NULL",
        "UPDATE verdicts SET election_id = 'nowhere'",
        "UPDATE verdicts SET is_recommendation = 2",
        "UPDATE elections SET country_code = 'ZZ'",
        "UPDATE verdicts SET verdict_id = 'one'",
        "DELETE FROM elections",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change)
    connection.close()


def test_foreign_keys_are_those_of_the_models_and_indexed(database: sqlite3.Connection) -> None:
    for table in TABLES:
        known = {(c.name, c.refers_to, key_of(c.refers_to)) for c in columns(table) if c.refers_to}
        known |= {(c.name, "countries", "country_code") for c in columns(table) if c.is_country}
        found = {(row[3], row[2], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({table})")}
        assert found == known
        indexes = [row[1] for row in database.execute(f"PRAGMA index_list({table})")]
        indexed = {database.execute(f'PRAGMA index_info("{name}")').fetchone()[2] for name in indexes}
        assert {name for name, *_ in known} <= indexed


def test_evidence_of_a_record_is_found_by_an_index(database: sqlite3.Connection) -> None:
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM evidence WHERE table_name = 'a' AND record_id = 'b'")
    assert "evidence_by_record" in plan.fetchone()[3]


def test_countries_are_all_named(database: sqlite3.Connection) -> None:
    assert dict(database.execute("SELECT * FROM countries")) == countries()


# Search


def test_a_name_in_either_script_finds_its_bearer_and_the_quotes_that_name_it(database: sqlite3.Connection) -> None:
    for words in ("Lebedev", "lebedev", "LEBEDEV", "Lébedev"):
        assert ("persons", "lebedev-sergey") in found_by(database, words), words
    assert found_by(database, "Токаев") == found_by(database, "Tokayev") == {("persons", "tokayev-k-k")}
    assert ("events", "ipa-cis-2019.cec-meeting") in found_by(database, "Imashev")
    assert found_by(database, "Имашевым") == found_by(database, "Имашев") == found_by(database, "Imashev")
    assert ("verdicts", "russia-osce-2019.congratulation") in found_by(database, "Казахстан")


def test_quotes_are_found_in_both_languages(database: sqlite3.Connection) -> None:
    booths = ("verdicts", "ipa-cis-2019.booths")
    assert booths in found_by(database, "кабинах")
    assert booths in found_by(database, "booths")


def test_every_claim_and_name_can_be_found(database: sqlite3.Connection, built: Built) -> None:
    (count,) = database.execute("SELECT count(*) FROM search").fetchone()
    searched = [row[0] for row in database.execute("SELECT DISTINCT table_name FROM search")]
    assert count == sum(len(built.tables[table]) for table in searched)
    assert {"verdicts", "observer_counts", "events", "persons", "organizations", "places", "sources"} <= set(searched)


# About


def test_it_says_what_it_is_and_what_every_column_means(database: sqlite3.Connection) -> None:
    assert dict(database.execute("SELECT * FROM _about"))["version"] == "1.2.3"
    described = {(table, name): text for table, name, _, text in database.execute("SELECT * FROM _columns")}
    for table in TABLES:
        assert {name for known, name in described if known == table} == {column.name for column in columns(table)}
    for view in VIEWS.values():
        assert {name for known, name in described if known == view} == set(select(database, view)[0])
    (created,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'verdicts'").fetchone()
    assert "Claims, not findings of fact." in created


def test_the_same_tables_give_the_same_bytes(path: Path, built: Built, tmp_path: Path) -> None:
    write_database(tmp_path / "other name.sqlite", built.tables, ABOUT)
    assert (tmp_path / "other name.sqlite").read_bytes() == path.read_bytes()
