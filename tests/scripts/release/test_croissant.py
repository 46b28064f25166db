import json
from importlib.util import find_spec
from typing import Any

import pytest

from scripts.release.croissant import SPECIFICATION
from scripts.release.publish import Published
from validation.package import rows_of
from validation.tables import TABLES, columns, key_of

needs_mlcroissant = pytest.mark.skipif(find_spec("mlcroissant") is None, reason="the extra `interop` is not installed")

theirs = pytest.mark.filterwarnings("default::DeprecationWarning")
"""Warnings between the libraries that it uses are not ours."""


@pytest.fixture(scope="module")
def content(published: Published) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((published.folder / "croissant.json").read_bytes())
    return found


def test_it_says_what_the_descriptor_says(content: dict[str, Any], published: Published) -> None:
    descriptor = json.loads((published.folder / "datapackage.json").read_bytes())
    assert content["conformsTo"] == SPECIFICATION
    for name in ("name", "version", "description"):
        assert content[name] == descriptor[name]
    assert f"{content['datePublished']}T00:00:00Z" == descriptor["created"]
    assert content["creator"] == [{"@type": "sc:Organization", "name": "coder A"}]
    files = {file["@id"]: (file["sha256"], file["contentSize"]) for file in content["distribution"]}
    assert files == {
        resource["path"]: (resource["hash"].removeprefix("sha256:"), f"{resource['bytes']} B")
        for resource in descriptor["resources"]
    }


def test_every_column_of_every_table_is_a_field(content: dict[str, Any]) -> None:
    files = {file["@id"] for file in content["distribution"]}
    assert [found["@id"] for found in content["recordSet"]] == list(TABLES)
    ids = [field["@id"] for found in content["recordSet"] for field in found["field"]]
    assert len(ids) == len(set(ids))
    for found in content["recordSet"]:
        table = found["@id"]
        assert found["key"]["@id"] == f"{table}/{key_of(table)}"
        for field, column in zip(found["field"], columns(table), strict=True):
            assert field["@id"] == f"{table}/{column.name}"
            assert field["source"]["fileObject"]["@id"] in files
            assert field["source"]["extract"]["column"] == column.name
            target = f"{column.refers_to}/{key_of(column.refers_to)}" if column.refers_to else None
            assert field.get("dct:references", {}).get("@id") == target
            assert target is None or target in ids


def test_provenance_leads_from_rows_to_evidence_to_sources(content: dict[str, Any], published: Published) -> None:
    sources = [row["source_id"] for row in rows_of(published.release.tables["sources"])]
    assert [work["@id"] for work in content["isBasedOn"]] == [f"source/{source}" for source in sources]
    assert content["prov:wasDerivedFrom"] == [{"@id": f"source/{source}"} for source in sources]
    sets = {found["@id"]: found for found in content["recordSet"]}
    assert sets["verdicts"]["prov:wasDerivedFrom"] == {"@id": "evidence"}
    assert sets["evidence"]["dataType"] == "prov:Derivation"
    said = {field["@id"]: field.get("equivalentProperty") for found in sets.values() for field in found["field"]}
    assert said["evidence/source_id"] == said["verdicts/source_id"] == "prov:hadPrimarySource"
    assert said["verdicts/asserter_id"] == "prov:wasAttributedTo"
    assert said["evidence/quote"] == "prov:value"
    assert said["sources/source_id"] is None


@needs_mlcroissant
@theirs
def test_mlcroissant_takes_it_without_a_warning(published: Published, caplog: pytest.LogCaptureFixture) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(str(published.folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


@needs_mlcroissant
@theirs
@pytest.mark.parametrize("table", ["elections", "verdicts", "organizations", "evidence"])
def test_mlcroissant_loads_every_row(table: str, published: Published) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(str(published.folder / "croissant.json"))
    keys = [record[f"{table}/{key_of(table)}"].decode() for record in dataset.records(table)]
    assert keys == published.release.tables[table][key_of(table)].to_list()
