import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

import election_facts
from election_facts import PackageError, TableName, evidence_for, load
from scripts.build import Built
from tests.copies import Descriptor, edit_descriptor, resource
from validation.codes import code_lists, countries
from validation.tables import TABLES, columns

BOOTHS = "ipa-cis-2019.booths"
NAMED = ("organizations", "persons", "places", "missions", "sources", "events", "elections")


def zipped(root: Path, path: Path, *, top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            if file.is_file():
                archive.write(file, top + file.relative_to(root).as_posix())
    return path


PLACES: dict[str, Callable[[Path], Path | str]] = {
    "folder": lambda root: root,
    "folder_as_text": str,
    "descriptor": lambda root: root / "datapackage.json",
    "zip": lambda root: zipped(root, root.parent / "package.zip"),
    "zip_with_a_top_folder": lambda root: zipped(root, root.parent / "package.zip", top="election-facts-1.2.3/"),
    "zip_of_another_name": lambda root: zipped(root, root.parent / "download.bin"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_table_is_loaded_from_wherever_the_package_is(place: str, copy: Path, built: Built) -> None:
    frame = load("verdicts", PLACES[place](copy))
    pd.testing.assert_frame_equal(frame, built.tables["verdicts"])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_loaded_with_its_types(table: TableName, copy: Path, built: Built) -> None:
    pd.testing.assert_frame_equal(load(table, copy), built.tables[table])


def test_the_default_is_the_checkout_that_the_module_stands_in(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(election_facts, "__file__", str(copy / "election_facts.py"))
    monkeypatch.chdir(copy.parent)
    assert len(load("verdicts")) == 4


def test_without_a_checkout_the_default_is_the_working_folder(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(election_facts, "__file__", str(copy.parent / "site-packages/election_facts.py"))
    monkeypatch.chdir(copy)
    assert len(load("verdicts")) == 4
    monkeypatch.chdir(copy.parent)
    with pytest.raises(PackageError, match="make build"):
        load("verdicts")


def test_in_a_zip_the_outermost_descriptor_counts(copy: Path) -> None:
    shutil.copytree(copy, copy / "examples/older")
    edit_descriptor(copy / "examples/older", lambda descriptor: descriptor.update(resources=[]))
    assert len(load("verdicts", zipped(copy, copy.parent / "a.zip", top="top/"))) == 4


# Labels


def test_labels_name_what_ids_codes_and_countries_mean(copy: Path) -> None:
    verdicts = load("verdicts", copy, labels=True).set_index("verdict_id")
    row = verdicts.loc["russia-osce-2019.lebedev-overall"]
    assert row["asserter_name"] == "CIS"
    assert row["speaker_name"] == "Sergey Lebedev"
    assert row["reporter_name"] == "Russia"
    assert row["mission_name"] == "CIS observer mission"
    assert row["source_name"] == "On the early presidential election in Kazakhstan"
    assert row["election_name"] == "President of the Republic of Kazakhstan, Kazakhstan, 2019"
    assert row["stance_label"] == "Positive"
    assert pd.isna(row["statement_type_label"])
    elections = load("elections", copy, labels=True)
    assert elections["country_name"].to_list() == ["Kazakhstan"]
    participants = load("event_participants", copy, labels=True)
    assert participants["event_name"].to_list() == ["Observers meet the chairman of the CEC"]
    people = load("mission_people", copy, labels=True)
    assert people["role_label"].to_list() == ["Head"]


def test_an_election_without_a_body_is_named_by_its_type(copy: Path) -> None:
    path = copy / "data/tables/elections.parquet"
    load("elections", copy).assign(body_en=None).to_parquet(path)
    assert set(load("verdicts", copy, labels=True)["election_name"]) == {"presidential, Kazakhstan, 2019"}


@pytest.mark.parametrize("table", TABLES)
def test_labels_add_a_column_of_text_after_each_column_that_they_explain(
    table: TableName, copy: Path, built: Built
) -> None:
    expected = []
    for column in columns(table):
        expected.append(column.name)
        if column.refers_to in NAMED:
            expected.append(f"{column.name.removesuffix('_id')}_name")
        elif column.code_list:
            expected.append(f"{column.name}_label")
        elif column.is_country:
            expected.append("country_name")
    frame = load(table, copy, labels=True)
    assert list(frame) == expected
    assert len(set(expected)) == len(expected)
    plain = built.tables[table]
    pd.testing.assert_frame_equal(frame[list(plain)], plain)
    for added in set(expected) - set(plain):
        assert str(frame[added].dtype) == "str"


def test_a_label_is_empty_exactly_where_the_cell_is(copy: Path) -> None:
    for table in get_args(TableName):
        frame = load(table, copy, labels=True)
        for column in columns(table):
            for added in (f"{column.short}_name", f"{column.name}_label"):
                if added in frame:
                    assert frame[added].isna().equals(frame[column.name].isna()), (table, added)


def test_labels_are_those_of_the_code_lists_and_countries(copy: Path) -> None:
    verdicts = load("verdicts", copy, labels=True)
    labels = {code.code: code.label for code in code_lists()["aspect"]}
    assert verdicts["aspect_label"].to_list() == [labels[aspect] for aspect in verdicts["aspect"]]
    organizations = load("organizations", copy, labels=True).dropna(subset=["country_code"])
    assert organizations["country_name"].to_list() == [countries()[code] for code in organizations["country_code"]]


# Evidence


def test_evidence_is_found_for_a_record_in_the_order_of_its_columns(copy: Path) -> None:
    rows = evidence_for("verdicts", BOOTHS, path=copy)
    assert set(rows["table_name"]) == {"verdicts"}
    assert set(rows["record_id"]) == {BOOTHS}
    order = [column.name for column in columns("verdicts")]
    places = [order.index(name) for name in rows["column_name"]]
    assert places == sorted(places)
    assert list(rows.index) == list(range(len(rows)))


def test_evidence_is_found_for_one_cell_with_its_words(copy: Path) -> None:
    rows = evidence_for("verdicts", BOOTHS, "stance", copy)
    assert rows["value"].to_list() == ["positive"]
    assert rows["quote"].to_list() == ["Голосование осуществлялось в надлежащим образом оборудованных кабинах."]
    assert rows["quote_en"].to_list() == ["Voting took place in duly equipped booths."]


def test_every_passage_that_states_a_cell_is_found(copy: Path) -> None:
    rows = evidence_for("elections", "kz-2019-president", "is_early", copy)
    assert set(rows["source_id"]) == {"ipa-cis-2019", "russia-osce-2019"}


def test_an_empty_cell_has_no_evidence(copy: Path) -> None:
    assert evidence_for("verdicts", BOOTHS, "overall", copy).empty


@pytest.mark.parametrize(
    ("record", "column", "message"),
    [("nothing", None, "no record 'nothing'"), (BOOTHS, "stanze", "no column 'stanze'")],
)
def test_evidence_for_what_is_not_there_is_an_error(record: str, column: str | None, message: str, copy: Path) -> None:
    with pytest.raises(PackageError, match=message):
        evidence_for("verdicts", record, column, copy)


# Errors


def test_an_unknown_table_is_answered_with_those_that_there_are(copy: Path) -> None:
    with pytest.raises(PackageError, match=r"no table 'opinions'; there are elections, .*, codes$"):
        load("opinions", copy)  # type: ignore[arg-type]


def test_where_nothing_is_the_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no zip")
    for place in (tmp_path, tmp_path / "nothing", tmp_path / "a.txt", tmp_path / "datapackage.json"):
        with pytest.raises(PackageError, match=r"datapackage\.json cannot be read"):
            load("verdicts", place)


def test_a_zip_without_a_descriptor_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("README.md", "nothing")
    with pytest.raises(PackageError, match=r"a\.zip holds no datapackage\.json"):
        load("verdicts", tmp_path / "a.zip")


@pytest.mark.parametrize("is_zip", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("path", ["../verdicts.parquet", "data/../../verdicts.parquet", "/etc/hostname", "a\0b"])
def test_a_path_that_leaves_the_package_is_refused(path: str, is_zip: bool, copy: Path) -> None:
    shutil.copy(copy / "data/tables/verdicts.parquet", copy.parent / "verdicts.parquet")
    edit_descriptor(copy, lambda descriptor: resource(descriptor, "verdicts-parquet").update(path=path))
    place = zipped(copy, copy.parent / "a.zip") if is_zip else copy
    with pytest.raises(PackageError, match="leads out of the package"):
        load("verdicts", place)


def test_a_link_that_leaves_the_package_is_refused(copy: Path) -> None:
    path = copy / "data/tables/verdicts.parquet"
    path.rename(copy.parent / "verdicts.parquet")
    path.symlink_to(copy.parent / "verdicts.parquet")
    with pytest.raises(PackageError, match="leads out of the package"):
        load("verdicts", copy)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"\xff", b'{"resources": [{}]}', b'{"resources": [{"name": "x", "path": ["a"]}]}'],
)
def test_what_is_no_descriptor_is_named(content: bytes, copy: Path) -> None:
    (copy / "datapackage.json").write_bytes(content)
    with pytest.raises(PackageError, match="is not the descriptor of a package"):
        load("verdicts", copy)


def test_a_descriptor_without_the_table_is_named(copy: Path) -> None:
    def forget(descriptor: Descriptor) -> None:
        descriptor["resources"] = [found for found in descriptor["resources"] if found["name"] != "verdicts-parquet"]

    edit_descriptor(copy, forget)
    with pytest.raises(PackageError, match="names no Parquet file of 'verdicts'"):
        load("verdicts", copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "data/tables/verdicts.parquet").unlink()
    for place in (copy, zipped(copy, copy.parent / "a.zip")):
        with pytest.raises(PackageError, match=r"verdicts\.parquet cannot be read"):
            load("verdicts", place)


def test_a_file_that_is_no_parquet_is_named(copy: Path) -> None:
    (copy / "data/tables/verdicts.parquet").write_bytes(b"no Parquet")
    with pytest.raises(PackageError, match=r"verdicts\.parquet is no Parquet file"):
        load("verdicts", copy)


def test_a_damaged_zip_is_named(copy: Path) -> None:
    path = zipped(copy, copy.parent / "a.zip")
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("data/tables/verdicts.parquet").header_offset + 200
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(PackageError, match=r"verdicts\.parquet cannot be read"):
        load("verdicts", path)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(PackageError, match="cannot be read"):
        load("verdicts", path)
