import csv
import io
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.build import Built
from scripts.release.flat import (
    ASSESSMENTS,
    BETWEEN,
    OF_CLAIMS,
    OF_RECORDS,
    flat_columns,
    flat_csv,
    flat_resource,
    flat_tables,
    guarded,
    unguarded,
)
from validation.labels import with_labels
from validation.tables import CORE, columns
from validation.values import write_value

Flat = dict[str, pd.DataFrame]
NAMES = (*(f"{table}_flat" for table in CORE), ASSESSMENTS)


@pytest.fixture(scope="module")
def flat(built: Built) -> Flat:
    return flat_tables(built.tables)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_there_is_one_for_each_core_table_and_the_assessments(flat: Flat) -> None:
    assert tuple(flat) == NAMES


@pytest.mark.parametrize("table", CORE)
def test_each_name_stands_right_after_its_id_and_sources_are_joined_in(table: str, flat: Flat, built: Built) -> None:
    frame = flat[f"{table}_flat"]
    names = list(frame)
    labels = [column.name for column in with_labels(table)]
    added = [column.name for column in (OF_CLAIMS if "source_id" in names else OF_RECORDS)]
    assert [name for name in names if name not in added] == labels
    assert [name for name in names if name in added] == added
    if "source_id" in names:
        assert names.index("source_title") == names.index("source_name") + 1
    plain = built.tables[table]
    pd.testing.assert_frame_equal(frame[list(plain)], plain)


def test_a_claim_names_title_publisher_and_date_of_its_source(flat: Flat) -> None:
    row = flat["verdicts_flat"].set_index("verdict_id").loc["russia-osce-2019.lebedev-overall"]
    assert row["source_title"] == "On the early presidential election in Kazakhstan"
    assert row["source_publisher_name"] == row["reporter_name"] == "Russia"
    assert row["source_published_on"] == date(2019, 6, 13)


def test_a_record_names_every_source_that_states_it(flat: Flat) -> None:
    row = flat["elections_flat"].iloc[0]
    assert row["source_ids"] == f"ipa-cis-2019{BETWEEN}russia-osce-2019"
    assert len(row["source_names"].split(BETWEEN)) == 2
    assert row["source_dates"].split(BETWEEN)[1] == "2019-06-13"


# Assessments


def test_assessments_are_by_asserter_election_source_and_voice(flat: Flat) -> None:
    frame = flat[ASSESSMENTS]
    key = ["election_id", "source_id", "is_retold", "asserter_id", "asserter_words"]
    assert not frame.duplicated(key).any()
    found = frame.set_index("asserter_id")
    assert found.loc["cis", ["is_retold", "overall", "overall_label"]].to_list() == [True, "endorsed", "Endorsed"]
    ids = ("russia-osce-2019.lebedev-overall", "russia-osce-2019.lebedev-violations")
    assert found.loc["cis", "overall_verdict_ids"] == BETWEEN.join(ids)
    assert not found.loc["ipa-cis", "is_retold"]
    assert pd.isna(found.loc["ipa-cis", "overall"])


def test_assessments_count_the_verdicts_on_elections(flat: Flat) -> None:
    verdicts, frame = flat["verdicts_flat"], flat[ASSESSMENTS]
    counted = verdicts[(verdicts["about"] == "election") & verdicts["repeats_id"].isna()]
    assert frame["verdict_count"].sum() == len(counted)
    for stance in ("positive", "negative", "mixed"):
        assert frame[f"{stance}_count"].sum() == (counted["stance"] == stance).sum()
    assert frame["recommendation_count"].sum() == counted["is_recommendation"].sum()


def test_repetitions_and_verdicts_on_observation_are_not_counted(built: Built) -> None:
    verdicts = built.tables["verdicts"].copy()
    verdicts.loc[verdicts["verdict_id"] == "russia-osce-2019.congratulation", "about"] = "observation"
    verdicts.loc[verdicts["verdict_id"] == "ipa-cis-2019.booths", "repeats_id"] = "ipa-cis-2019.booths"
    frame = flat_tables({**built.tables, "verdicts": verdicts})[ASSESSMENTS]
    assert frame["asserter_id"].to_list() == ["cis"]


def test_several_overall_verdicts_stand_side_by_side(built: Built) -> None:
    verdicts = built.tables["verdicts"].copy()
    verdicts.loc[verdicts["verdict_id"] == "russia-osce-2019.lebedev-overall", "overall"] = "criticised"
    row = flat_tables({**built.tables, "verdicts": verdicts})[ASSESSMENTS].set_index("asserter_id").loc["cis"]
    assert row["overall"] == f"criticised{BETWEEN}endorsed"
    assert row["overall_label"] == f"Criticised{BETWEEN}Endorsed"


# Files


@pytest.mark.parametrize("name", NAMES)
def test_a_file_begins_with_a_byte_order_mark_and_gives_the_cells_back(name: str, flat: Flat) -> None:
    content = flat_csv(name, flat[name])
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    found = rows(content)
    assert len(found) == len(flat[name])
    for column in flat_columns(name):
        for cell, row in zip(flat[name][column.name], found, strict=True):
            assert unguarded(row[column.name]) == ("" if pd.isna(cell) else write_value(cell))


def test_cyrillic_survives(flat: Flat) -> None:
    quotes = {row["quote"] for row in rows(flat_csv("verdicts_flat", flat["verdicts_flat"]))}
    assert "Голосование осуществлялось в надлежащим образом оборудованных кабинах." in quotes


@pytest.mark.parametrize("words", ["=1+1", "+7 727", "-5", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "'quoted'", "'"])
def test_what_a_spreadsheet_might_take_for_a_formula_has_an_apostrophe_before_it(words: str, flat: Flat) -> None:
    frame = flat["verdicts_flat"].copy()
    frame.loc[0, "quote"] = words
    cell = rows(flat_csv("verdicts_flat", frame))[0]["quote"]
    assert cell == f"'{words}"
    assert unguarded(cell) == words


@pytest.mark.thorough
@given(st.text())
def test_the_guard_can_be_undone_and_leaves_no_formula(words: str) -> None:
    assert unguarded(guarded(words)) == words
    assert not re.match(r"[=+\-@\t\r\n]", guarded(words))


@given(st.from_regex(r"\w.*", fullmatch=True))
def test_other_words_stay_as_they_are(words: str) -> None:
    assert guarded(words) == words


# Resources


@pytest.mark.parametrize("name", NAMES)
def test_the_resource_describes_every_column(name: str, flat: Flat) -> None:
    found = flat_resource(name, flat[name], b"content")
    assert [field["name"] for field in found["schema"]["fields"]] == list(flat[name])
    assert all(field["title"] and field["description"] for field in found["schema"]["fields"])
    assert (found["bytes"], found["rows"]) == (7, len(flat[name]))
    assert found["path"] == f"data/flat/{name}.csv"


def test_the_columns_of_the_table_keep_their_descriptions() -> None:
    described = {column.name: column.description for column in flat_columns("verdicts_flat")}
    assert all(described[column.name] == column.description for column in columns("verdicts"))
