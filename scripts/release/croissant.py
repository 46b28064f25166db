"""croissant.json: a release described for machine-learning tools in Croissant 1.1, with its provenance in PROV."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from extraction.text import fold
from validation.columns import Column
from validation.package import rows_of
from validation.tables import TABLES, columns, description_of, key_of

SPECIFICATION = "http://mlcommons.org/croissant/1.1"

_SPDX = "https://spdx.org/licenses"
_TYPES = {"integer": "cr:Int64", "number": "cr:Float64", "boolean": "sc:Boolean", "day": "sc:Date"}
_FORMATS = {"apache-parquet": "application/x-parquet", "csv": "text/csv", "txt": "text/plain"}
"""The media types that Croissant's own tools know."""

_PROV = {
    ("evidence", "record_id"): "prov:entity",
    ("evidence", "source_id"): "prov:hadPrimarySource",
    ("evidence", "quote"): "prov:value",
    ("", "source_id"): "prov:hadPrimarySource",
    ("", "asserter_id"): "prov:wasAttributedTo",
    ("", "quote"): "prov:value",
}
"""Table (any: "") and column → what its cells say in PROV."""

_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "annotation": "cr:annotation",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "excludes": "cr:excludes",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "readLines": "cr:readLines",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "sdVersion": "cr:sdVersion",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
    "unArchive": "cr:unArchive",
    "value": "cr:value",
}


def croissant(about: Mapping[str, Any], resources: Iterable[Mapping[str, Any]], sources: pd.DataFrame) -> bytes:
    """The description of a release.

    Args:
        about: what the package says about itself, with `created`, its day.
        resources: of the release's datapackage.json.
        sources: the table.
    """
    rows = list(rows_of(sources))
    content: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": about["name"],
        "alternateName": about["title"],
        "conformsTo": SPECIFICATION,
        "description": about["description"],
        "version": about["version"],
        "datePublished": about["created"],
        "license": [license_.get("path") or f"{_SPDX}/{license_['name']}" for license_ in about["licenses"]],
        "keywords": about.get("keywords", []),
        "inLanguage": sorted({row["language"] for row in rows}),
        "creator": _contributors(about),
        "publisher": _contributors(about)[:1],
        "citeAs": _citation(about),
        "isLiveDataset": False,
        "prov:wasDerivedFrom": [{"@id": _source_id(row)} for row in rows],
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:label": "People annotate what passages state; a build finds each quote in its source and checks it.",
        },
        "isBasedOn": [_source(row) for row in rows],
        "distribution": [_file(resource) for resource in resources],
        "recordSet": [_record_set(table) for table in TABLES],
    }
    if "homepage" in about:
        content["url"] = about["homepage"]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _contributors(about: Mapping[str, Any]) -> list[dict[str, str]]:
    creators = [person for person in about["contributors"] if "creator" in person.get("roles", ())]
    return [{"@type": "sc:Organization", "name": person["title"]} for person in creators or about["contributors"]]


def _citation(about: Mapping[str, Any]) -> str:
    authors = " and ".join(f"{{{person['name']}}}" for person in _contributors(about))
    year = about["created"][:4]
    return (
        f"@misc{{{about['name']}-{about['version']}, title = {{{about['title']}}}, author = {{{authors}}}, "
        f"year = {{{year}}}, version = {{{about['version']}}}}}"
    )


def _source_id(row: Mapping[str, Any]) -> str:
    return f"source/{row['source_id']}"


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    """A source document as a creative work and an entity of PROV."""
    work = {
        "@type": ["sc:CreativeWork", "prov:Entity"],
        "@id": _source_id(row),
        "name": {row["language"]: fold(row["title"])},
        "inLanguage": row["language"],
        "sha256": row["sha256"],
    }
    if row["url"]:
        work["url"] = row["url"]
    if row["published_on"]:
        work["datePublished"] = row["published_on"].isoformat()
    return work


def _file(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["name"],
        "description": resource["description"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": _FORMATS[resource["format"]],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(table: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": description_of(table),
        "key": {"@id": f"{table}/{key_of(table)}"},
    }
    if table == "evidence":
        found["dataType"] = "prov:Derivation"
    elif any(column.owes_evidence for column in columns(table)):
        found["prov:wasDerivedFrom"] = {"@id": "evidence"}
    found["field"] = [_field(table, column) for column in columns(table)]
    return found


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": f"{column.title}. {column.description}",
        "dataType": _TYPES.get(column.kind, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"data/tables/{table}.parquet"},
            "extract": {"column": column.name},
        },
    }
    if column.refers_to:
        # Not cr:references: mlcroissant 1.1 joins by it, which multiplies rows and fails where a table names itself.
        field["dct:references"] = {"@id": f"{column.refers_to}/{key_of(column.refers_to)}"}
    said = _PROV.get((table, column.name)) or _PROV.get(("", column.name))
    if said and (table == "evidence" or not column.is_key):
        field["equivalentProperty"] = said
    return field
