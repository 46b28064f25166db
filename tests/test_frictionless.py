"""The descriptor is a Data Package that generic tools take; what they let pass, our own checks find."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.conftest import HERE, ROOT
from tests.copies import Descriptor, edit, edit_descriptor, problems_in, resource, seal
from validation.codes import code_lists
from validation.tables import TABLES, UNIQUE_TOGETHER, columns

needs_a_build = pytest.mark.skipif(not (ROOT / "datapackage.json").exists(), reason="the package is not built here")


def errors_of(root: Path) -> list[str]:
    """The types of error that `frictionless validate` reports."""
    report = Package(str(root / "datapackage.json")).validate()
    return [kind for [kind] in report.flatten(["type"])]


def descriptor_of(root: Path) -> Descriptor:
    descriptor: Descriptor = json.loads((root / "datapackage.json").read_bytes())
    return descriptor


@pytest.fixture(params=["example", pytest.param("package", marks=needs_a_build)])
def descriptor(request: pytest.FixtureRequest, copy: Path) -> Descriptor:
    """The descriptor of the small package, and of the real one."""
    return descriptor_of(copy if request.param == "example" else ROOT)


# What frictionless finds


def test_frictionless_validates_the_small_package(copy: Path) -> None:
    assert errors_of(copy) == []


@needs_a_build
def test_frictionless_validates_the_package() -> None:
    assert errors_of(ROOT) == []


def test_frictionless_finds_a_changed_byte_in_files_of_every_kind(copy: Path) -> None:
    for path in ("data/tables/persons.csv", "data/tables/persons.parquet", "data/sources/russia-osce-2019.txt"):
        content = bytearray((copy / path).read_bytes())
        content[-2] ^= 1
        (copy / path).write_bytes(content)
    assert errors_of(copy).count("hash-count") == 3


def test_the_descriptor_says_enough_for_frictionless_to_find_what_it_checks(copy: Path) -> None:
    for table, old, new in (
        ("candidates", ",nur-otan,", ",nobody,"),
        ("verdicts", ",positive,", ",enthusiastic,"),
        ("missions", ",observer_team,", ",,"),
        ("elections", ",KZ,", ",Kazakhstan,"),
        ("elections", ",true,", ",TRUE,"),
        ("persons", "\ntokayev-k-k,", "\nkosanov-a-s,"),
    ):
        edit(copy, f"data/tables/{table}.csv", old, new)
    seal(copy)
    report = Package(str(copy / "datapackage.json")).validate()
    found = {tuple(error) for error in report.flatten(["type", "fieldName"])}
    assert found >= {
        ("foreign-key", None),
        ("constraint-error", "stance"),
        ("constraint-error", "mission_type"),
        ("constraint-error", "country_code"),
        ("type-error", "is_early"),
        ("primary-key", None),
    }


# What frictionless lets pass


def without_enum(descriptor: Descriptor) -> None:
    (field,) = (f for f in resource(descriptor, "verdicts")["schema"]["fields"] if f["name"] == "stance")
    del field["constraints"]["enum"]


def with_composite_key(descriptor: Descriptor) -> None:
    schema = resource(descriptor, "mission_people")["schema"]
    schema["primaryKey"] = ["mission_person_id", "person_id"]
    for field in schema["fields"]:
        del field["constraints"]["required"]


HEAD = "cis-2019.lebedev-sergey.head,cis-2019,lebedev-sergey,head\n"


def test_what_frictionless_lets_pass_is_found_by_our_checks(copy: Path) -> None:
    twin = HEAD.replace("cis-2019.lebedev-sergey.head", "twin")
    nobody = HEAD.replace("cis-2019.lebedev-sergey.head", "nobody").replace(",lebedev-sergey,", ",,")
    edit(copy, "data/tables/mission_people.csv", HEAD, HEAD + twin + nobody)
    edit_descriptor(copy, with_composite_key)
    edit(copy, "data/tables/verdicts.csv", ",positive,", ",enthusiastic,")
    edit_descriptor(copy, without_enum)
    seal(copy)
    assert errors_of(copy) == []
    assert {problem.field for problem in problems_in(copy)} >= {
        "mission_people.twin.mission_id, person_id, role",
        "mission_people.nobody.person_id",
        "verdicts.ipa-cis-2019.booths.stance",
    }


# The descriptor


def test_the_descriptor_is_of_version_2(descriptor: Descriptor) -> None:
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for table in TABLES:
        schema = resource(descriptor, table)["schema"]
        assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"


def test_the_descriptor_says_what_the_package_is_and_who_made_it(descriptor: Descriptor) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", descriptor["version"])
    assert descriptor["name"] == descriptor["name"].lower()
    assert descriptor["title"]
    assert descriptor["description"]
    assert all(licence.get("name") or licence.get("path") for licence in descriptor["licenses"])
    assert descriptor["licenses"]
    assert all(person["title"] and person["roles"] for person in descriptor["contributors"])
    assert descriptor["contributors"]


def test_the_descriptor_names_every_source(descriptor: Descriptor) -> None:
    texts = {r["path"] for r in descriptor["resources"] if r["name"].startswith("source-")}
    assert len(texts) == len(descriptor["sources"]) > 0
    assert all(source["title"] and source["path"] for source in descriptor["sources"])


def test_every_table_is_there_as_csv_and_as_parquet_in_their_order(descriptor: Descriptor) -> None:
    names = [resource["name"] for resource in descriptor["resources"]]
    assert names[: 2 * len(TABLES)] == [*TABLES, *(f"{table}-parquet" for table in TABLES)]
    assert len(names) == len(set(names))


def test_csv_resources_are_tables_with_a_schema(descriptor: Descriptor) -> None:
    for table in TABLES:
        found = resource(descriptor, table)
        assert (found["type"], found["format"], found["encoding"]) == ("table", "csv", "utf-8")
        assert found["path"] == f"data/tables/{table}.csv"
        assert found["title"]
        assert found["description"]
        schema = found["schema"]
        assert schema["missingValues"] == [""]
        assert len(schema["primaryKey"]) == 1
        assert "fieldsMatch" not in schema
        assert ("uniqueKeys" in schema) == (table in UNIQUE_TOGETHER)
        assert ("foreignKeys" in schema) == any(column.refers_to for column in columns(table))


def test_parquet_resources_have_no_type_so_that_their_hash_is_checked(descriptor: Descriptor) -> None:
    for table in TABLES:
        found = resource(descriptor, f"{table}-parquet")
        assert "type" not in found
        assert found["format"] == "apache-parquet"
        assert found["path"] == f"data/tables/{table}.parquet"
        assert found["description"]


def test_every_category_has_a_label_and_stands_in_the_enum_too(descriptor: Descriptor) -> None:
    fields = [field for table in TABLES for field in resource(descriptor, table)["schema"]["fields"]]
    coded = [field for field in fields if "categories" in field]
    assert len(coded) == sum(1 for table in TABLES for column in columns(table) if column.code_list)
    lists = [[(code.code, code.label) for code in codes] for codes in code_lists().values()]
    for field in coded:
        assert [(category["value"], category["label"]) for category in field["categories"]] in lists
        assert field["constraints"]["enum"] == [category["value"] for category in field["categories"]]


@pytest.mark.parametrize("root", [None, pytest.param(ROOT, marks=needs_a_build)], ids=["example", "package"])
def test_hash_and_size_of_every_resource_are_those_of_its_file(root: Path | None, copy: Path) -> None:
    folder = root or copy
    for found in descriptor_of(folder)["resources"]:
        content = (folder / found["path"]).read_bytes()
        assert found["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", found["path"]
        assert found["bytes"] == len(content)


def test_the_texts_of_the_copy_are_those_of_the_sources(copy: Path) -> None:
    texts: dict[str, Any] = {
        found["path"]: found for found in descriptor_of(copy)["resources"] if found["name"].startswith("source-")
    }
    assert set(texts) == {
        path.relative_to(HERE / "package").as_posix() for path in (HERE / "package/data/sources").glob("*.txt")
    }
