"""The ids of a release are kept by the next one, or entered in data/retired.yaml."""

import csv
import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from scripts.build import Built, build
from scripts.versions.published import FILE, check_published, published_bytes, read_published
from scripts.versions.retired import RetiredId, read_retired
from validation.problems import Problem
from validation.retired import FILE as RETIRED
from validation.retired import KEPT
from validation.tables import key_of

Edit = Callable[[str, str, str], None]
Fail = Callable[[Path], tuple[Problem, ...]]

IPA = "data/annotations/ipa-cis-2019.yaml"
BOOTHS, RENAMED = "ipa-cis-2019.booths", "ipa-cis-2019.polling-booths"
RENAMING = "    booths:", "    polling-booths:"
ELECTION = "kz-2019-president"


@pytest.fixture
def released(root: Path, built: Built) -> Path:
    """The small package after a release of its version, 1.2.3."""
    (root / FILE).parent.mkdir()
    (root / FILE).write_bytes(published_bytes(built.tables, built.version))
    return root


def retire(root: Path, *entries: str) -> None:
    lines = [f"- {{{entry}}}" for entry in entries]
    (root / RETIRED).write_text("\n".join(["retired:", *lines, ""]), encoding="utf-8")


def test_a_release_holds_each_kept_id_with_the_cells_that_fix_it(built: Built) -> None:
    rows = list(csv.reader(io.StringIO(published_bytes(built.tables, "1.2.3").decode())))
    assert rows[0] == ["table_name", "record_id", "version", "identity"]
    assert [tuple(row[:3]) for row in rows[1:]] == [
        (table, record, "1.2.3") for table in KEPT for record in built.tables[table][key_of(table)]
    ]
    cells = {(row[0], row[1]): json.loads(row[3]) for row in rows[1:]}
    assert cells["elections", ELECTION] == {
        "country_code": "KZ",
        "election_type": "presidential",
        "chamber": None,
        "date": "2019-06-09",
        "year": "2019",
    }
    assert cells["verdicts", BOOTHS]["quote"].startswith("Голосование осуществлялось")


def test_the_same_tables_give_the_same_bytes(built: Built) -> None:
    copies = {name: frame.copy() for name, frame in reversed(built.tables.items())}
    assert published_bytes(copies, "1.2.3") == published_bytes(built.tables, "1.2.3")


def test_nothing_is_held_against_a_release_that_was_never_made(root: Path, edit: Edit) -> None:
    edit(IPA, *RENAMING)
    assert len(build(root).tables["retired_ids"]) == 0


def test_what_was_released_builds_again(released: Path) -> None:
    assert len(build(released).tables["retired_ids"]) == 0


# Planted faults


def test_a_published_id_that_is_gone_is_an_error_that_says_what_to_enter(
    released: Path, edit: Edit, problems_of: Fail
) -> None:
    edit(IPA, *RENAMING)
    (problem,) = problems_of(released)
    assert (problem.file, problem.field) == (RETIRED, f"verdicts.{BOOTHS}")
    assert "version 1.2.3 that is gone" in problem.found
    assert f"{{table: verdicts, old: {BOOTHS}, new: " in problem.remedy


@pytest.mark.parametrize("new", [f"new: {RENAMED}, ", ""], ids=["replaced", "gone"])
def test_an_entry_makes_it_right_and_is_a_row_of_the_table(new: str, released: Path, edit: Edit) -> None:
    edit(IPA, *RENAMING)
    retire(released, f"table: verdicts, old: {BOOTHS}, {new}reason: Renamed., version: 1.3.0")
    (row,) = build(released).tables["retired_ids"].astype(object).to_dict("records")
    assert row["retired_id_id"] == f"verdicts/{BOOTHS}@1.3.0"
    assert (row["table_name"], row["old_id"], row["reason"]) == ("verdicts", BOOTHS, "Renamed.")
    assert row["new_id"] == RENAMED if new else pd.isna(row["new_id"])


def test_an_entry_of_an_earlier_version_does_not_speak_of_this_one(
    released: Path, edit: Edit, problems_of: Fail
) -> None:
    edit(IPA, *RENAMING)
    retire(released, f"table: verdicts, old: {BOOTHS}, reason: Renamed., version: 1.2.3")
    (problem,) = problems_of(released)
    assert (problem.file, problem.line) == (RETIRED, 2)
    assert "its entry says version 1.2.3" in problem.found


def meaning_changed(root: Path) -> None:
    file = root / "data/vocabulary/persons.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("name_en: K. K. Tokayev") == 1
    file.write_text(text.replace("name_en: K. K. Tokayev", "name_en: K. Tokayev"), encoding="utf-8")


def test_a_published_id_that_means_something_else_is_an_error_where_it_is_written(
    released: Path, problems_of: Fail
) -> None:
    meaning_changed(released)
    (problem,) = problems_of(released)
    text = (released / "data/vocabulary/persons.yaml").read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index("tokayev-k-k:")) + 1
    assert (problem.file, problem.line) == ("data/vocabulary/persons.yaml", line)
    assert problem.found == "name_en 'K. Tokayev'"
    assert problem.expected == "what the id meant in version 1.2.3: name_en 'K. K. Tokayev'"
    assert "new: tokayev-k-k" in problem.remedy


def test_an_entry_that_leads_to_the_same_id_says_that_its_meaning_was_put_right(released: Path) -> None:
    meaning_changed(released)
    retire(released, "table: persons, old: tokayev-k-k, new: tokayev-k-k, reason: One initial., version: 1.3.0")
    assert list(build(released).tables["retired_ids"]["new_id"]) == ["tokayev-k-k"]


def test_an_entry_for_an_id_that_still_exists_is_an_error_in_its_line(released: Path, problems_of: Fail) -> None:
    retire(released, f"table: verdicts, old: {BOOTHS}, reason: Renamed., version: 1.3.0")
    fields = {(problem.file, problem.line, problem.field) for problem in problems_of(released)}
    assert (RETIRED, 2, f"retired_ids.verdicts/{BOOTHS}@1.3.0.old_id") in fields


def test_an_entry_that_leads_nowhere_is_an_error(released: Path, edit: Edit, problems_of: Fail) -> None:
    edit(IPA, *RENAMING)
    retire(released, f"table: verdicts, old: {BOOTHS}, new: ipa-cis-2019.boots, reason: Renamed., version: 1.3.0")
    (problem,) = problems_of(released)
    assert (problem.file, problem.line) == (RETIRED, 2)
    assert problem.found == "'ipa-cis-2019.boots'"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("table: verdicts, old: never-there, reason: A., version: 1.3.0", "version 1.2.3 did not hold"),
        (f"table: verdicts, old: {BOOTHS}, new: {BOOTHS}, reason: A., version: 1.3.0", "means what it meant"),
    ],
)
def test_an_entry_for_nothing_is_an_error(entry: str, words: str, released: Path, problems_of: Fail) -> None:
    retire(released, entry)
    (problem,) = problems_of(released)
    assert (problem.file, problem.line) == (RETIRED, 2)
    assert words in problem.found


def test_an_entry_of_an_earlier_release_stays(released: Path, built: Built, problems_of: Fail) -> None:
    old = RetiredId("verdicts", "ipa-cis-2019.long-gone", None, "A.", "1.0.0", 2)
    frame = pd.DataFrame([old.row]).astype(built.tables["retired_ids"].dtypes)
    (released / FILE).write_bytes(published_bytes({**built.tables, "retired_ids": frame}, "1.2.3"))
    retire(released, "table: verdicts, old: ipa-cis-2019.long-gone, reason: A., version: 1.0.0")
    build(released)
    (released / RETIRED).unlink()
    (problem,) = problems_of(released)
    assert problem.field == "retired_ids.verdicts/ipa-cis-2019.long-gone@1.0.0"


def test_a_column_that_only_one_version_holds_changes_no_meaning(built: Built, released: Path) -> None:
    problems: list[Problem] = []
    published = read_published(released, problems)
    assert published is not None
    older = {
        record: {"name_en": cells["name_en"], "born": "1953"}
        for record, cells in published.identities["persons"].items()
    }
    before = dataclasses.replace(published, identities={"persons": older})
    assert list(check_published(before, built.tables, (), lambda table, record: ("", None))) == []


def test_a_table_that_is_gone_takes_no_ids_with_it_silently(built: Built, released: Path) -> None:
    published = read_published(released, [])
    assert published is not None
    before = dataclasses.replace(published, identities={"opinions": {"first": {"quote": "a"}}})
    (problem,) = check_published(before, built.tables, (), lambda table, record: ("", None))
    assert problem.field == "opinions.first"


# The files


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n", "the header a,b"),
        ("table_name,record_id,version,identity\n", "the versions (none)"),
        ("table_name,record_id,version,identity\npersons,a,1.0.0,{\n", "Expecting"),
        ("table_name,record_id,version,identity\npersons,a\n", "not enough values"),
        ('table_name,record_id,version,identity\npersons,a,1.0.0,"[]"\n', "without its cells"),
        ("table_name,record_id,version,identity\npersons,a,1.0.0,{}\npersons,a,1.0.0,{}\n", "twice"),
        ("table_name,record_id,version,identity\npersons,a,1.0.0,{}\npersons,b,1.1.0,{}\n", "1.0.0, 1.1.0"),
    ],
)
def test_a_damaged_list_of_a_release_is_named(content: str, words: str, released: Path) -> None:
    (released / FILE).write_text(content, encoding="utf-8")
    problems: list[Problem] = []
    assert read_published(released, problems) is None
    (problem,) = problems
    assert problem.file == FILE
    assert words in problem.found
    assert "restore" in problem.remedy


ENTRY = "table: verdicts, old: a, reason: A., version: 1.3.0"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("- a\n", 1, "a list"),
        ("retired: a\n", 1, "text"),
        ("retired: []\nother: []\n", 1, "retired, other"),
        ("retired:\n- a\n", 2, "text"),
        ("retired:\n- {table: verdicts, old: a}\n", 2, "no reason, version"),
        (f"retired:\n- {{{ENTRY}, by: me}}\n", 2, "the field 'by'"),
        (f"retired:\n- {{{ENTRY}}}\n- {{{ENTRY}}}\n", 3, "a second entry for 'a' in version 1.3.0"),
        (f"retired:\n- {{{ENTRY.replace('verdicts', 'verdict')}}}\n", 2, "verdict"),
        (f"retired:\n- {{{ENTRY.replace('verdicts', 'names')}}}\n", 2, "names"),
        (f"retired:\n- {{{ENTRY.replace('1.3.0', '1.3')}}}\n", 2, "1.3"),
        (f"retired:\n- {{{ENTRY.replace('old: a', 'old: Ä b')}}}\n", 2, "Ä b"),
    ],
)
def test_a_faulty_entry_is_named_with_its_line(content: str, line: int, words: str, root: Path) -> None:
    (root / RETIRED).write_text(content, encoding="utf-8")
    problems: list[Problem] = []
    read_retired(root, problems)
    (problem,) = problems
    assert (problem.file, problem.line) == (RETIRED, line)
    assert words in problem.found
    assert problem.expected
    assert problem.remedy


@pytest.mark.parametrize("content", ["retired: []\n", "retired:\n"])
def test_no_entries_are_no_problem(content: str, root: Path) -> None:
    (root / RETIRED).write_text(content, encoding="utf-8")
    problems: list[Problem] = []
    assert read_retired(root, problems) == ()
    assert problems == []
