"""A package read from its descriptor, as `validate` does with a copy elsewhere: descriptor, tables and texts alone."""

import hashlib
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.build import Built
from tests.copies import edit, edit_descriptor, problems_in, resource, seal
from validation.package import read_package
from validation.paths import inside
from validation.problems import Problem
from validation.storage import read_csv
from validation.tables import TABLES

PERSONS = "data/tables/persons.csv"
TEXT = "data/sources/russia-osce-2019.txt"


def problems_of_reading(root: Path) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    read_package(root / "datapackage.json", problems)
    return tuple(problems)


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str]]:
    return [(problem.file, problem.line, problem.field) for problem in problems]


def test_a_copy_elsewhere_is_valid(copy: Path) -> None:
    assert not (copy / "data/package.yaml").exists()
    assert problems_in(copy) == ()


def test_a_copy_elsewhere_holds_what_was_built(copy: Path, built: Built) -> None:
    problems: list[Problem] = []
    package = read_package(copy / "datapackage.json", problems)
    assert package is not None
    assert problems == []
    assert set(package.texts) == {"ipa-cis-2019", "russia-osce-2019"}
    for table in TABLES:
        assert package.tables[table].equals(built.tables[table])


# Files that are not those of the descriptor


@pytest.mark.parametrize(
    "path", [PERSONS, "data/tables/persons.parquet", TEXT], ids=lambda path: path.rsplit(".", 1)[1]
)
def test_a_changed_byte_is_a_hash_problem(path: str, copy: Path) -> None:
    content = bytearray((copy / path).read_bytes())
    middle = len(content) // 2
    content[middle] ^= 1
    (copy / path).write_bytes(content)
    found = [problem for problem in problems_in(copy) if problem.field == "hash"]
    assert [problem.file for problem in found] == [path]
    assert hashlib.sha256(content).hexdigest() in found[0].found
    assert f"{len(content)} bytes" in found[0].expected


@pytest.mark.parametrize("change", [{"bytes": 1}, {"hash": f"sha256:{'0' * 64}"}, {"bytes": None}, {"hash": None}])
def test_a_descriptor_with_another_size_or_hash_is_found(change: dict[str, object], copy: Path) -> None:
    edit_descriptor(copy, lambda descriptor: resource(descriptor, "persons").update(change))
    assert places(problems_of_reading(copy)) == [(PERSONS, None, "hash")]


def test_a_changed_text_is_found_also_where_the_descriptor_was_changed_with_it(copy: Path) -> None:
    edit(copy, TEXT, "transparent", "intransparent")
    seal(copy)
    assert (TEXT, None, "sources.russia-osce-2019.sha256") in places(problems_in(copy))


@pytest.mark.parametrize("path", [PERSONS, "data/tables/persons.parquet", TEXT])
def test_a_missing_file_is_named(path: str, copy: Path) -> None:
    (copy / path).unlink()
    assert (path, None, "file") in places(problems_in(copy))


def test_rows_of_the_parquet_file_that_differ_from_the_csv_file_are_found(copy: Path) -> None:
    path = copy / "data/tables/persons.parquet"
    rows = pq.read_table(path)
    pq.write_table(rows.slice(0, len(rows) - 1), path)
    seal(copy)
    (problem,) = problems_in(copy)
    assert (problem.file, problem.field) == ("data/tables/persons.parquet", "persons")
    assert "differ" in problem.found


def test_a_parquet_file_of_other_types_is_refused(copy: Path) -> None:
    path = copy / "data/tables/candidates.parquet"
    rows = pq.read_table(path)
    place = rows.schema.get_field_index("list_order")
    pq.write_table(rows.set_column(place, "list_order", rows["list_order"].cast(pa.float64())), path)
    seal(copy)
    (problem,) = problems_in(copy)
    assert problem.file == "data/tables/candidates.parquet"
    assert "list_order: double" in problem.found


@pytest.mark.parametrize("content", [b"", b"no Parquet", b"PAR1" + bytes(20) + b"PAR1"])
def test_what_is_no_parquet_is_named(content: bytes, copy: Path) -> None:
    (copy / "data/tables/persons.parquet").write_bytes(content)
    seal(copy)
    assert [problem.file for problem in problems_in(copy)] == ["data/tables/persons.parquet"]


def test_an_interrupted_build_is_named(copy: Path) -> None:
    (copy / ".build").mkdir()
    (copy / ".build/journal.json").write_text('{"replace": [], "remove": []}')
    (problem,) = problems_in(copy)
    assert "interrupted" in problem.found
    assert "election-facts build" in problem.remedy


# CSV files that are no tables of their models


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "field"),
    [
        (PERSONS, "person_id,", "person,", None, "persons"),
        (PERSONS, "name_en,name_ru", "name_ru,name_en", None, "persons"),
        (PERSONS, "person_id,", "\ufeffperson_id,", None, "persons"),
        (PERSONS, "name_ru\n", "name_ru,note\n", None, "persons"),
        (PERSONS, "A. S. Kosanov", '"A. S. Kosanov', 3, "persons"),
        (PERSONS, "tokayev-k-k,", "tokayev-k-k,,", 5, "persons"),
        ("data/tables/candidates.csv", ",6,", ",six,", 3, "candidates.list_order"),
        ("data/tables/candidates.csv", ",6,", ",6.0,", 3, "candidates.list_order"),
        ("data/tables/elections.csv", ",true,", ",TRUE,", 2, "elections.is_early"),
        ("data/tables/elections.csv", "2019-06-09", "9 June 2019", 2, "elections.date"),
        ("data/tables/sentences.csv", ",116,201,", ",116,end,", 5, "sentences.end_char"),
    ],
    ids=[
        "header_renamed",
        "header_reordered",
        "byte_order_mark",
        "extra_column",
        "unterminated_quote",
        "extra_cell",
        "word_for_number",
        "fraction_for_whole_number",
        "flag_in_capitals",
        "date_in_words",
        "below_a_cell_of_two_lines",
    ],
)
def test_a_file_that_is_no_table_is_named_with_line_and_column(
    path: str, old: str, new: str, line: int | None, field: str, copy: Path
) -> None:
    edit(copy, path, old, new)
    seal(copy)
    assert places(problems_in(copy)) == [(path, line, field)]


def test_bytes_that_are_not_utf_8_are_named_with_their_line(copy: Path) -> None:
    content = (copy / PERSONS).read_bytes().replace(b"A. S. Kosanov", "А. С. Косанов".encode("cp1251"))
    (copy / PERSONS).write_bytes(content)
    seal(copy)
    (problem,) = problems_in(copy)
    assert (problem.file, problem.line) == (PERSONS, 3)
    assert "UTF-8" in problem.found


def test_an_empty_file_is_named(copy: Path) -> None:
    (copy / PERSONS).write_bytes(b"")
    seal(copy)
    assert places(problems_in(copy)) == [(PERSONS, None, "persons")]


@pytest.mark.parametrize(
    ("table", "old", "new", "field"),
    [
        ("elections", ",presidential,", ",,", "elections.kz-2019-president.election_type"),
        ("sources", ",data/sources/russia-osce-2019.txt,", ",,", "sources.russia-osce-2019.path"),
        ("sources", "\nrussia-osce-2019,", "\n,", "sources.source_id"),
        ("persons", "\ntokayev-k-k,", "\n,", "persons.person_id"),
    ],
)
def test_an_empty_required_cell_is_named(table: str, old: str, new: str, field: str, copy: Path) -> None:
    edit(copy, f"data/tables/{table}.csv", old, new)
    seal(copy)
    found = {problem.field: problem for problem in problems_in(copy)}
    assert found[field].found == "nothing"
    assert found[field].file == f"data/tables/{table}.csv"


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "field"),
    [
        ("sentences", '"Он охарактеризовал', '"Она охарактеризовала', 6, "sentences.ipa-cis-2019:202-307.text"),
        ("persons", "Sergey Lebedev", "Sergei Lebedev", 4, "persons.lebedev-sergey.name_en"),
        ("candidates", ",nur-otan,", ",nobody,", 3, "candidates.kz-2019-president.tokayev-k-k.nominated_by_id"),
    ],
    ids=["below_a_cell_of_two_lines", "cell", "foreign_key"],
)
def test_a_problem_in_a_record_has_the_line_that_the_record_begins_in(
    table: str, old: str, new: str, line: int, field: str, copy: Path
) -> None:
    path = f"data/tables/{table}.csv"
    edit(copy, path, old, new)
    (copy / path.replace(".csv", ".parquet")).unlink()
    assert (path, line, field) in places(problems_in(copy))


def test_the_line_is_known_also_below_a_very_long_cell(copy: Path) -> None:
    path = copy / "data/tables/evidence.csv"
    first, second, *rest = path.read_text(encoding="utf-8").split("\n")
    second = second.replace("группы наблюдателей", "группы наблюдателей" * 20_000)
    path.write_text("\n".join([first, second, *rest]), encoding="utf-8")
    found = [problem for problem in problems_in(copy) if problem.field.endswith(".quote")]
    assert [problem.line for problem in found] == [2]


def test_an_empty_line_is_no_row(copy: Path) -> None:
    content = (copy / PERSONS).read_bytes()
    (copy / PERSONS).write_bytes(content + b"\n")
    seal(copy)
    assert problems_in(copy) == ()


# Paths that leave the package


@pytest.mark.parametrize(
    "path",
    ["../persons.csv", "data/../../persons.csv", "/etc/hostname", "C:\\persons.csv", "http://example.org/x.csv", ""],
)
def test_a_path_that_leaves_the_package_is_refused(path: str, copy: Path) -> None:
    shutil.copy(copy / PERSONS, copy.parent / "persons.csv")
    edit_descriptor(copy, lambda descriptor: resource(descriptor, "persons").update(path=path))
    (problem,) = problems_in(copy)
    assert (problem.file, problem.field, problem.found) == ("datapackage.json", "resources.persons.path", path)


def test_a_link_that_leaves_the_package_is_refused(copy: Path) -> None:
    outside = copy.parent / "persons.csv"
    (copy / PERSONS).rename(outside)
    (copy / PERSONS).symlink_to(outside)
    assert places(problems_in(copy)) == [("datapackage.json", None, "resources.persons.path")]


def test_a_link_inside_the_package_is_followed(copy: Path) -> None:
    (copy / PERSONS).rename(copy / "persons.csv")
    (copy / PERSONS).symlink_to(copy / "persons.csv")
    assert problems_in(copy) == ()


def test_the_path_of_a_text_may_not_leave_the_package_either(copy: Path) -> None:
    shutil.copy(copy / TEXT, copy.parent / "elsewhere.txt")
    edit(copy, "data/tables/sources.csv", TEXT, "../elsewhere.txt")
    seal(copy)
    found = {problem.field: problem for problem in problems_in(copy)}
    assert "leads out of the package" in found["source russia-osce-2019"].found


@pytest.mark.parametrize("path", ["", ".", "..", "a/../b", "/a", "a\\b", "c:a", "a\0b", "\ud800", "loop/a"])
def test_what_names_no_file_inside_is_refused(path: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert inside(tmp_path, path) is None


@pytest.mark.parametrize("path", ["a", "a/b", "данные/а.csv", "a..b", "./a"])
def test_what_names_a_file_inside_is_that_file(path: str, tmp_path: Path) -> None:
    assert inside(tmp_path, path) == tmp_path / path


# Descriptors that are none


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b'{\n"name": ', 2),
        (b"{'name': 1}", 1),
        (b"\xff\xfe{}", None),
        (b"[" * 100_000, None),
    ],
    ids=["empty", "cut", "single_quotes", "not_UTF-8", "too_deep"],
)
def test_what_is_not_json_is_named(content: bytes, line: int | None, copy: Path) -> None:
    (copy / "datapackage.json").write_bytes(content)
    assert places(problems_in(copy)) == [("datapackage.json", line, "JSON")]


@pytest.mark.parametrize("content", ["[]", "1", "null", "{}", '{"resources": {}}', '{"resources": null}'])
def test_json_that_describes_no_package_is_named(content: str, copy: Path) -> None:
    (copy / "datapackage.json").write_text(content)
    assert places(problems_in(copy)) == [("datapackage.json", None, "resources")]


def test_a_missing_descriptor_is_named(tmp_path: Path) -> None:
    assert places(problems_in(tmp_path)) == [("datapackage.json", None, "file")]


def test_empty_resources_lack_every_table(copy: Path) -> None:
    edit_descriptor(copy, lambda descriptor: descriptor.update(resources=[]))
    needed = [name for table in TABLES for name in (table, f"{table}-parquet")]
    assert {problem.found for problem in problems_in(copy)} == {f"no resource {name!r}" for name in needed}


def test_a_wrong_number_of_rows_in_the_descriptor_is_a_problem(copy: Path) -> None:
    edit_descriptor(copy, lambda descriptor: resource(descriptor, "verdicts").update(rows=5))
    (problem,) = problems_in(copy)
    assert (problem.field, problem.found, problem.expected) == ("resources.verdicts.rows", "5", "4")


@pytest.mark.parametrize("odd", [1, None, {}, {"name": "x"}, {"name": "x", "path": ["a", "b"]}, {"path": "x"}])
def test_a_resource_without_name_or_path_is_named_by_its_place(odd: object, copy: Path) -> None:
    edit_descriptor(copy, lambda descriptor: descriptor["resources"].insert(0, odd))
    assert places(problems_of_reading(copy)) == [("datapackage.json", None, "resources[0]")]


def test_a_name_given_twice_is_named(copy: Path) -> None:
    edit_descriptor(copy, lambda descriptor: descriptor["resources"].append(descriptor["resources"][0]))
    assert places(problems_of_reading(copy)) == [("datapackage.json", None, "resources.elections")]


def test_every_problem_says_what_to_do(copy: Path) -> None:
    edit(copy, PERSONS, "Sergey", "Sergei")
    (copy / TEXT).unlink()
    problems = problems_in(copy)
    assert len(problems) >= 4
    assert all(problem.file and problem.field and problem.found and problem.expected for problem in problems)
    assert all(problem.remedy for problem in problems)


def test_reading_keeps_the_rows_of_a_csv_file_as_they_are(copy: Path) -> None:
    rows = read_csv(copy / "data/tables/sentences.csv", "sentences")
    assert rows["text"][0].as_py().startswith("ЗАКЛЮЧЕНИЕ\nгруппы")
    assert rows["section"].null_count == 1


def test_a_renamed_column_is_named_alone(copy: Path) -> None:
    edit(copy, "data/tables/verdicts.csv", ",aspect,", ",aspekt,")
    found = [problem.found for problem in problems_in(copy) if problem.field == "verdicts"]
    assert found == ["no column aspect; the unknown column aspekt"]


def test_a_cell_of_several_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_text(f"person_id,name_en,name_ru\na,{'x' * (3 << 20)},\nb,y,\n", encoding="utf-8")
    assert read_csv(path, "persons")["person_id"].to_pylist() == ["a", "b"]
