"""Packages from somebody who means harm: refused with a clear problem, in bounded time and memory."""

import hashlib
import io
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.build import Built
from tests.copies import Descriptor, edit_descriptor, problems_in, resource, seal
from validation import limits, parquet_pages, storage, strict_json
from validation.package import read_package
from validation.parquet_pages import UnsupportedPagesError, unpacked_bytes
from validation.problems import Problem
from validation.schema import arrow_schema
from validation.storage import UnreadableTableError, csv_rows, read_parquet_bytes

PERSONS = "data/tables/persons.csv"
PERSONS_PARQUET = "data/tables/persons.parquet"
MEGABYTE = 1 << 20


@contextmanager
def bounded(most: int = 200 * MEGABYTE) -> Iterator[None]:
    """Fail where what runs inside takes more memory, of Python or of Arrow."""
    pool = pa.default_memory_pool()
    pool.release_unused()
    before = pool.max_memory()
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most
    assert pool.max_memory() - before < most


def only(root: Path) -> Problem:
    (problem,) = problems_in(root)
    return problem


# Descriptors


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"rows": 4', '"rows": NaN', "NaN, which is no number"),
        ('"rows": 4', '"rows": -Infinity', "-Infinity, which is no number"),
        ('"rows": 4', '"rows": 1e999', "1e999, which is too large"),
        ('"rows": 4', '"rows": ' + "9" * 5000, "a number of 5000 digits"),
        ('"rows": 4', '"rows": 4, "rows": 4', "the key 'rows' twice"),
        ('"name": "persons"', '"name": "persons", "name": "places"', "the key 'name' twice"),
        ('"rows": 4', '"rows": ' + "[" * 50_000 + "]" * 50_000, "nested too deeply"),
        ('"rows": 4', '"rows": ' + '{"a":' * 50_000 + "1" + "}" * 50_000, "nested too deeply"),
    ],
    ids=["nan", "infinity", "huge_float", "huge_integer", "key_twice", "name_twice", "deep_lists", "deep_objects"],
)
def test_json_that_readers_understand_differently_is_refused(old: str, new: str, words: str, copy: Path) -> None:
    path = copy / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problem = only(copy)
    assert (problem.file, problem.field) == ("datapackage.json", "JSON")
    assert words in problem.found


def test_json_without_such_things_is_read_as_by_anybody(copy: Path) -> None:
    text = (copy / "datapackage.json").read_text(encoding="utf-8")
    assert strict_json.parse(text) == json.loads(text)
    assert strict_json.parse('[1, -2, 3.5e3, "NaN", null, true]') == [1, -2, 3500.0, "NaN", None, True]


def sparse(path: Path, size: int) -> None:
    """A file that says it is large and takes no space."""
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize("path", ["datapackage.json", PERSONS, PERSONS_PARQUET, "data/sources/russia-osce-2019.txt"])
def test_an_absurd_size_is_refused_unread(path: str, copy: Path) -> None:
    sparse(copy / path, 1 << 40)
    with bounded(20 * MEGABYTE):
        problems: list[Problem] = []
        read_package(copy / "datapackage.json", problems)
    found = [problem for problem in problems if problem.file == path and problem.field in ("file", "persons")]
    assert "1,099,511,627,776 bytes" in found[0].found


@pytest.mark.parametrize("path", ["datapackage.json", PERSONS, PERSONS_PARQUET, "SHA256SUMS"])
def test_a_pipe_is_not_waited_for(path: str, copy: Path) -> None:
    (copy / path).unlink(missing_ok=True)
    os.mkfifo(copy / path)
    assert any(problem.file == path and "no plain file" in problem.found for problem in problems_in(copy))


@pytest.mark.parametrize("path", [PERSONS, "datapackage.json", "SHA256SUMS"])
def test_a_folder_where_a_file_belongs_is_named(path: str, copy: Path) -> None:
    (copy / path).unlink(missing_ok=True)
    (copy / path).mkdir()
    assert any(problem.file == path and "a folder" in problem.found for problem in problems_in(copy))


def test_a_descriptor_that_stands_elsewhere_is_not_read(copy: Path) -> None:
    (copy / "datapackage.json").rename(copy.parent / "elsewhere.json")
    (copy / "datapackage.json").symlink_to(copy.parent / "elsewhere.json")
    problem = only(copy)
    assert (problem.file, problem.found) == ("datapackage.json", "a link that leads out of the package")


def test_the_same_file_named_often_is_hashed_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[Path] = []
    monkeypatch.setattr("validation.package.sha256", lambda path: hashed.append(path) or "0" * 64)
    more = [{"name": f"again-{number}", "path": PERSONS} for number in range(500)]
    edit_descriptor(copy, lambda descriptor: descriptor["resources"].extend(more))
    problems_in(copy)
    assert len(hashed) == len(set(hashed))


def test_more_resources_than_any_package_has_are_refused(copy: Path) -> None:
    more = [{"name": f"again-{number}", "path": PERSONS} for number in range(limits.MOST_RESOURCES)]
    edit_descriptor(copy, lambda descriptor: descriptor["resources"].extend(more))
    problem = problems_in(copy)[0]
    assert (problem.field, problem.expected) == ("resources", "at most 10,000")


def _schema_elsewhere(descriptor: Descriptor) -> None:
    resource(descriptor, "persons")["schema"] = "https://example.org/schema.json"


def _dialect_elsewhere(descriptor: Descriptor) -> None:
    resource(descriptor, "persons")["dialect"] = "file:///etc/passwd"


@pytest.mark.parametrize("change", [_schema_elsewhere, _dialect_elsewhere])
def test_what_stands_elsewhere_is_refused_and_not_fetched(
    change: Callable[[Descriptor], None], copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket", None)
    edit_descriptor(copy, change)
    name = "schema" if change is _schema_elsewhere else "dialect"
    found = {(problem.field, problem.expected) for problem in problems_in(copy)}
    assert (f"resources.persons.{name}", "an object in place, no reference") in found


def _without_a_constraint(schema: Descriptor) -> None:
    del schema["fields"][0]["constraints"]


def _without_foreign_keys(schema: Descriptor) -> None:
    del schema["foreignKeys"]


def _of_another_type(schema: Descriptor) -> None:
    schema["fields"][0]["type"] = "any"


@pytest.mark.parametrize("change", [_without_a_constraint, _without_foreign_keys, _of_another_type, Descriptor.clear])
def test_a_schema_that_generic_tools_would_believe_is_that_of_the_model(
    change: Callable[[Descriptor], None], copy: Path
) -> None:
    edit_descriptor(copy, lambda descriptor: change(resource(descriptor, "candidates")["schema"]))
    assert only(copy).field == "resources.candidates.schema"


# CSV


def test_a_million_columns_are_refused_briefly(copy: Path) -> None:
    (copy / PERSONS).write_text(",".join(f"c{number}" for number in range(1_000_000)) + "\n", encoding="utf-8")
    seal(copy)
    with bounded(100 * MEGABYTE):
        problem = only(copy)
    assert problem.file == PERSONS
    assert len(str(problem)) < 2000


def test_a_row_of_a_million_cells_is_refused_with_its_line(copy: Path) -> None:
    with (copy / PERSONS).open("a", encoding="utf-8") as file:
        file.write("x" + "," * 1_000_000 + "\n")
    seal(copy)
    problem = only(copy)
    assert (problem.file, problem.line) == (PERSONS, 6)
    assert "1000001 cells" in problem.found


@pytest.mark.parametrize(("cell", "words"), [("x", "a line of"), ("x\n", "field larger than field limit")])
def test_a_cell_of_a_gigabyte_is_refused_in_little_memory(
    cell: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LONGEST_CELL", 1000)
    monkeypatch.setattr(storage, "LONGEST_LINE", 2000)
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"' + cell * 3000 + '",2\n', encoding="utf-8")
    with pytest.raises(UnreadableTableError, match=words) as caught:
        list(csv_rows(path))
    assert caught.value.line == 2


def test_a_cell_that_is_too_long_is_a_problem_of_the_package(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "LONGEST_CELL", 1 * MEGABYTE)
    with (copy / PERSONS).open("a", encoding="utf-8") as file:
        file.write('x,"' + "y" * 3 * MEGABYTE + '",\n')
    edit_descriptor(copy, lambda descriptor: None)
    assert any(problem.file == PERSONS and problem.line == 6 for problem in problems_in(copy))


# Parquet


def persons(names: pa.Array) -> pa.Table:
    rows = len(names)
    keys = pa.array([f"p{number}" for number in range(rows)]) if rows < 1000 else names
    return pa.table([keys, names, pa.nulls(rows, pa.string())], schema=arrow_schema("persons"))


def as_bytes(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", **options)
    return out.getvalue()


def put(copy: Path, content: bytes) -> None:
    (copy / PERSONS_PARQUET).write_bytes(content)
    seal(copy)


def test_a_file_of_few_bytes_that_unpacks_to_very_many_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_bytes(persons(pa.array(["x" * 40 * MEGABYTE])), use_dictionary=False)
    assert len(content) < MEGABYTE
    monkeypatch.setattr(parquet_pages, "unpacked_bytes", unpacked_bytes)
    monkeypatch.setattr(storage, "unpacked_bytes", lambda content, rows: unpacked_bytes(content, rows, 10 * MEGABYTE))
    put(copy, content)
    with bounded(20 * MEGABYTE):
        problem = only(copy)
    assert problem.file == PERSONS_PARQUET
    assert "bytes when unpacked, and at most 10,485,760 are read" in problem.found


def test_a_footer_that_lies_about_the_size_protects_no_bomb() -> None:
    content = as_bytes(persons(pa.array(["x" * 40 * MEGABYTE])), use_dictionary=False, write_statistics=False)
    column = pq.ParquetFile(pa.BufferReader(content)).metadata.row_group(0).column(1)
    lie = content[:-8].rpartition(varint(column.total_uncompressed_size))
    assert lie[1]
    lying = lie[0] + varint(1 << 21) + lie[2] + content[-8:]
    assert pq.ParquetFile(pa.BufferReader(lying)).metadata.row_group(0).column(1).total_uncompressed_size == 1 << 21
    with bounded(20 * MEGABYTE), pytest.raises(UnsupportedPagesError, match=r"4\d,\d{3},\d{3} bytes when unpacked"):
        unpacked_bytes(lying, None, 10 * MEGABYTE)


def varint(number: int) -> bytes:
    """A number as Thrift's compact protocol writes it; those of 2 to 256 MiB take as many bytes."""
    number <<= 1
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def test_one_long_text_repeated_by_reference_is_refused_before_it_is_spread_out() -> None:
    text = pa.array(["x" * 100_000])
    names = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), text)
    content = as_bytes(pa.table({"name_en": names}), store_schema=False)
    assert len(content) < 10_000
    with bounded(50 * MEGABYTE), pytest.raises(pa.ArrowInvalid, match=r"10,000,000,000 bytes of text"):
        read_parquet_bytes(content)


def test_more_rows_than_the_csv_file_has_are_refused_unread(copy: Path) -> None:
    put(copy, as_bytes(persons(pa.repeat("x", 200_000))))
    with bounded(20 * MEGABYTE):
        problem = only(copy)
    assert problem.found == "200,000 rows where there are 4"


def test_rows_without_end_are_refused_also_where_their_number_is_not_known() -> None:
    content = as_bytes(pa.table({"a": pa.nulls(2_000_000, pa.int64())}))
    with pytest.raises(UnsupportedPagesError, match="2,000,000 rows, and at most 131,072 are read"):
        unpacked_bytes(content, None, MEGABYTE)


def test_columns_without_number_are_refused() -> None:
    content = as_bytes(pa.table({f"c{number}": pa.array([1]) for number in range(1001)}))
    with pytest.raises(UnsupportedPagesError, match="1,001 columns"):
        unpacked_bytes(content)


@pytest.mark.parametrize("table", ["evidence", "verdicts", "elections"])
def test_what_a_build_writes_is_read_whole(table: str, built: Built) -> None:
    content = built.outputs[f"data/tables/{table}.parquet"]
    rows = len(built.tables[table])
    assert len(read_parquet_bytes(content, rows)) == rows
    if rows > 1:
        with pytest.raises(pa.ArrowInvalid, match="rows where there are 1"):
            read_parquet_bytes(content, 1)


def test_what_the_pages_unpack_to_is_what_the_footer_of_an_honest_file_says(built: Built) -> None:
    content = built.outputs["data/tables/evidence.parquet"]
    metadata = pq.ParquetFile(pa.BufferReader(content)).metadata
    columns = [metadata.row_group(0).column(number) for number in range(metadata.num_columns)]
    said = sum(column.total_uncompressed_size for column in columns)
    headers = said - sum(parquet_pages._unpacked(content, column) for column in columns)
    assert 0 < headers < 100 * 2 * len(columns)  # the footer counts the pages' headers too


@pytest.mark.parametrize("seed", range(20))
def test_damaged_parquet_is_an_error_and_nothing_worse(seed: int, built: Built) -> None:
    content = bytearray(built.outputs["data/tables/verdicts.parquet"])
    place = int.from_bytes(hashlib.sha256(bytes([seed])).digest()[:4], "big") % len(content)
    content[place] ^= 0xFF
    try:
        with bounded(100 * MEGABYTE):
            read_parquet_bytes(bytes(content), 100)
    except pa.ArrowInvalid:
        pass
