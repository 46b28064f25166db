"""What changed between two packages: rows, cells, columns, tables; from folders, zips and revisions of a checkout."""

import csv
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from tests.copies import edit_descriptor, resource
from tests.test_load import zipped
from validation.storage import csv_rows
from validation.tables import CORE, TABLES

BOOTHS = "ipa-cis-2019.booths"
Rows = list[list[str]]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, ["diff", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: object) -> dict[str, Any]:
    """What a script reads: table → what differs in it."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return {table["table"]: table for table in json.loads(result.stdout)["tables"]}


def rewrite(root: Path, table: str, change: Callable[[Rows], object]) -> None:
    """Change the rows of a table, header first."""
    path = root / f"data/tables/{table}.csv"
    rows = [row for _, row in csv_rows(path)]
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(root: Path, table: str, record: str, column: str, value: str) -> None:
    def change(rows: Rows) -> None:
        (row,) = (row for row in rows if row[0] == record)
        row[rows[0].index(column)] = value

    rewrite(root, table, change)


@pytest.fixture
def newer(copy: Path) -> Path:
    """A second copy, for changes."""
    return shutil.copytree(copy, copy.with_name("newer"))


def test_a_package_is_the_same_as_itself(copy: Path, newer: Path) -> None:
    result = run(copy, newer, "--exit-code")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"The same rows in {len(TABLES)} tables.\n")
    assert found(copy, newer) == {}


def test_a_changed_cell_is_named_with_what_it_held_and_holds(copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "stance", "mixed")
    put(newer, "verdicts", BOOTHS, "scope", "")
    verdicts = found(copy, newer)["verdicts"]
    assert (verdicts["n_added"], verdicts["n_removed"], verdicts["n_changed"]) == (0, 0, 1)
    (changed,) = verdicts["changed"]
    assert changed["record_id"] == BOOTHS
    assert {"column": "stance", "old": "positive", "new": "mixed"} in changed["cells"]
    assert "      stance: “positive” → “mixed”" in run(copy, newer).stdout


def test_added_removed_and_renamed_rows_are_named(copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "verdict_id", "ipa-cis-2019.polling-booths")
    verdicts = found(copy, newer)["verdicts"]
    assert verdicts["added"] == ["ipa-cis-2019.polling-booths"]
    assert verdicts["removed"] == [{"id": BOOTHS, "new_id": None, "reason": None}]
    assert (verdicts["old_rows"], verdicts["new_rows"], verdicts["is_reordered"]) == (4, 4, False)


def test_a_removed_row_is_told_with_what_stands_for_it(copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "verdict_id", "ipa-cis-2019.polling-booths")
    entry = [f"verdicts/{BOOTHS}@1.3.0", "verdicts", BOOTHS, "ipa-cis-2019.polling-booths", "Renamed.", "1.3.0"]
    rewrite(newer, "retired_ids", lambda rows: rows.append(entry))
    assert f"  - {BOOTHS}  (now ipa-cis-2019.polling-booths: Renamed.)\n" in run(copy, newer).stdout
    removed = found(copy, newer)["verdicts"]["removed"]
    assert removed == [{"id": BOOTHS, "new_id": "ipa-cis-2019.polling-booths", "reason": "Renamed."}]
    markdown = run(copy, newer, "--format", "markdown").stdout
    assert f"- Removed: `{BOOTHS}`; now `ipa-cis-2019.polling-booths`. Renamed." in markdown


def test_rows_in_another_order_are_no_other_rows(copy: Path, newer: Path) -> None:
    rewrite(newer, "persons", lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    persons = found(copy, newer)["persons"]
    assert (persons["n_added"], persons["n_removed"], persons["n_changed"]) == (0, 0, 0)
    assert persons["is_reordered"]
    assert "rows in another order" in run(copy, newer).stdout


def test_a_row_that_is_gone_from_the_middle_leaves_the_others_in_order(copy: Path, newer: Path) -> None:
    rewrite(newer, "persons", lambda rows: rows.pop(2))
    assert not found(copy, newer)["persons"]["is_reordered"]


def test_columns_and_tables_of_another_model_are_named_and_the_rest_compared(copy: Path, newer: Path) -> None:
    def older(rows: Rows) -> None:
        gone = rows[0].index("scope")
        for row in rows:
            del row[gone]
            row.append("colour" if row is rows[0] else "red")

    rewrite(copy, "verdicts", older)
    put(newer, "verdicts", BOOTHS, "stance", "mixed")
    edit_descriptor(copy, lambda content: content["resources"].remove(resource(content, "retired_ids")))
    edit_descriptor(newer, lambda content: content["resources"].remove(resource(content, "mission_places")))
    tables = found(copy, newer)
    assert (tables["verdicts"]["added_columns"], tables["verdicts"]["removed_columns"]) == (["scope"], ["colour"])
    assert [row["record_id"] for row in tables["verdicts"]["changed"]] == [BOOTHS]
    assert (tables["retired_ids"]["old_rows"], tables["mission_places"]["new_rows"]) == (None, None)
    text = run(copy, newer).stdout
    assert "  new columns: scope\n  columns that are gone: colour\n" in text
    assert "mission_places\n  the table is gone" in text


def test_generated_tables_are_counted_unless_asked_for(copy: Path, newer: Path) -> None:
    evidence = list(csv_rows(newer / "data/tables/evidence.csv"))[1][1][0]
    put(newer, "evidence", evidence, "note", "A remark.")
    for arguments, named in (([], []), (["--all"], [evidence]), (["--table", "evidence"], [evidence])):
        table = found(copy, newer, *arguments)["evidence"]
        assert (table["n_changed"], [row["record_id"] for row in table["changed"]]) == (1, named)
    assert "evidence*" in run(copy, newer).stdout


def test_a_label_of_a_code_that_changed_is_named(copy: Path, newer: Path) -> None:
    put(newer, "codes", "verdicts.stance.mixed", "label_en", "Both")
    assert "  ~ verdicts.stance.mixed\n      label_en: “Mixed” → “Both”" in run(copy, newer).stdout


def test_a_source_that_was_added_is_named(copy: Path, newer: Path) -> None:
    rewrite(copy, "sources", lambda rows: rows.pop())
    assert found(copy, newer)["sources"]["added"] == ["russia-osce-2019"]


def test_core_tables_come_first(copy: Path, newer: Path) -> None:
    for table in ("places", "verdicts", "persons", "elections"):
        rewrite(newer, table, lambda rows: rows.pop())
    assert list(found(copy, newer)) == ["elections", "verdicts", "persons", "places"]
    assert set(list(found(copy, newer))[:2]) < set(CORE)


def test_one_table_may_be_asked_for(copy: Path, newer: Path) -> None:
    for table in ("places", "verdicts"):
        rewrite(newer, table, lambda rows: rows.pop())
    assert list(found(copy, newer, "--table", "places")) == ["places"]
    result = run(copy, newer, "--table", "opinions")
    assert result.exit_code == 1
    assert "neither package has a table 'opinions'; there are elections, " in result.stderr


def test_the_changelog_gets_markdown_that_shows_values_as_they_are(copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "asserter_words", "a *b* | <c>")
    lines = run(copy, newer, "--format", "markdown").stdout.splitlines()
    assert lines[0] == "### Data, 1.2.3 → 1.2.3"
    assert "| `verdicts` | 4 | 4 |  |  | 1 |" in lines
    assert f"- Changed: `{BOOTHS}`: `asserter_words` (empty) → “a \\*b\\* \\| \\<c\\>”." in lines


def test_of_a_long_text_what_changed_is_shown(copy: Path, newer: Path) -> None:
    (quote,) = (row[-2] for _, row in csv_rows(copy / "data/tables/verdicts.csv") if row[0].endswith("overall"))
    words = f"{'long ' * 60}{quote}{' and so on' * 60}"
    put(copy, "verdicts", BOOTHS, "quote", words)
    put(newer, "verdicts", BOOTHS, "quote", words.replace(quote, f"{quote} indeed"))
    (line,) = (line for line in run(copy, newer).stdout.splitlines() if "quote:" in line)
    assert "indeed and so on" in line
    assert len(line) < 150


def test_the_exit_code_is_that_of_git_diff(copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "stance", "mixed")
    assert run(copy, newer).exit_code == 0
    assert run(copy, newer, "--exit-code").exit_code == 1
    assert run(copy).exit_code == 2


def test_another_version_of_the_same_rows_differs(copy: Path, newer: Path) -> None:
    edit_descriptor(newer, lambda content: content.update(version="1.3.0"))
    assert run(copy, newer, "--exit-code").exit_code == 1
    assert "(1.2.3) → " in run(copy, newer).stdout


def test_texts_are_not_needed(copy: Path, newer: Path) -> None:
    shutil.rmtree(newer / "data/sources")
    assert found(copy, newer) == {}


@pytest.mark.parametrize("top", ["", "election-facts-1.2.3/"])
def test_a_zip_is_read_as_a_folder_is(top: str, copy: Path, newer: Path) -> None:
    put(newer, "verdicts", BOOTHS, "stance", "mixed")
    archive = zipped(newer, newer.parent / "newer.zip", top=top)
    assert found(copy, archive) == found(copy, newer) == found(copy / "datapackage.json", newer) != {}


def test_a_revision_of_the_checkout_in_this_folder_is_read(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(copy)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "First"], ["tag", "v1"]):
        subprocess.run(["git", *command], check=True, cwd=copy)
    put(copy, "verdicts", BOOTHS, "stance", "mixed")
    assert found("v1", ".")["verdicts"]["n_changed"] == 1
    assert found("HEAD", "v1") == {}
    result = run("v2", ".")
    assert result.exit_code == 1
    assert "v2/datapackage.json cannot be read" in result.stderr


# What cannot be compared


def assert_refused(words: str, *arguments: object) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


def test_a_place_without_a_package_is_named(copy: Path, tmp_path: Path) -> None:
    assert_refused("datapackage.json cannot be read", copy, tmp_path / "nothing")
    assert_refused("datapackage.json cannot be read", tmp_path, copy)


def test_a_key_twice_is_named(copy: Path, newer: Path) -> None:
    rewrite(newer, "verdicts", lambda rows: rows.append(rows[-1]))
    assert_refused("verdicts has one key twice", copy, newer)


@pytest.mark.parametrize("content", [b"", b"a,a\n1,2\n", b"\xff\xfe", b"a,b\n1\n", b'a,b\n"1,2\n'])
def test_what_is_no_table_is_named(content: bytes, copy: Path, newer: Path) -> None:
    (newer / "data/tables/verdicts.csv").write_bytes(content)
    assert_refused("verdicts", copy, newer)


def test_a_path_that_leaves_the_package_is_refused(copy: Path, newer: Path) -> None:
    edit_descriptor(newer, lambda content: resource(content, "verdicts").update(path="../copy/verdicts.csv"))
    assert_refused("leads out of the package", copy, newer)
    assert_refused("leads out of the package", copy, zipped(newer, newer.parent / "a.zip"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_zip_is_refused(copy: Path, newer: Path) -> None:
    def archive(name: str, change: Callable[[zipfile.ZipFile], object]) -> Path:
        path = zipped(newer, newer.parent / name)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as opened:
            change(opened)
        return path

    twice = archive("twice.zip", lambda opened: opened.writestr("data/tables/verdicts.csv", "verdict_id\n"))
    assert_refused("holds data/tables/verdicts.csv 2 times", copy, twice)
    (newer / "data/tables/verdicts.csv").unlink()
    link = zipfile.ZipInfo("data/tables/verdicts.csv")
    link.external_attr = 0o120777 << 16
    linked = archive("link.zip", lambda opened: opened.writestr(link, "/etc/passwd"))
    assert_refused("no plain file", copy, linked)
    bomb = archive("bomb.zip", lambda opened: opened.writestr("data/tables/verdicts.csv", b"0" * (65 << 20)))
    assert_refused("no plain file", copy, bomb)
    packed = zipfile.ZipInfo("data/tables/verdicts.csv")
    packed.compress_type = zipfile.ZIP_LZMA
    assert_refused("no plain file", copy, archive("lzma.zip", lambda opened: opened.writestr(packed, "a\n")))
