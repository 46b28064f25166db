"""datapackage.json: a Data Package v2 descriptor of every table in both formats and of the source texts."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from extraction.text import fold
from scripts.outputs import TABLES_FOLDER
from scripts.sources import Source
from scripts.yaml_reader import Node, read_yaml
from validation.problems import Problem
from validation.schema import table_metadata, table_schema
from validation.tables import TABLES

ABOUT = "data/package.yaml"
_REQUIRED = ("name", "title", "version", "description", "licenses", "contributors")
_KINDS: dict[str, type] = {
    **dict.fromkeys(("name", "title", "version", "description", "homepage"), str),
    **dict.fromkeys(("keywords", "licenses", "contributors"), list),
}
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?\Z", re.ASCII)
_ORDER = ("name", "title", "version", "description", "keywords", "homepage", "licenses", "contributors")


def read_about(root: Path, problems: list[Problem]) -> dict[str, Any]:
    """What the package says about itself."""
    node = read_yaml(root / ABOUT, ABOUT, problems)
    if node is None:
        return {}
    about = _plain(node)
    if not isinstance(about, dict):
        problems.append(Problem(ABOUT, node.line, "file", node.kind, "a mapping", "restore the file"))
        return {}
    problems += [
        Problem(ABOUT, node.line, name, "nothing", "a value", "add it") for name in _REQUIRED if not about.get(name)
    ]
    problems += [
        Problem(ABOUT, value.line, name, "an unknown field", " | ".join(_ORDER), "correct or remove it")
        for name, value in (node.value.items() if isinstance(node.value, dict) else ())
        if name not in _ORDER
    ]
    return about


def descriptor(
    about: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    sources: Mapping[str, Source],
    outputs: Mapping[str, bytes],
    texts: Mapping[str, bytes],
) -> bytes:
    """The descriptor's bytes. `outputs`: the files of the tables by path; `texts`: the source texts by path."""
    resources = [
        *(_csv_resource(table, len(tables[table]), outputs) for table in TABLES),
        *(_parquet_resource(table, outputs) for table in TABLES),
        *(_text_resource(source, texts[source.path]) for source in sources.values()),
    ]
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **{name: about[name] for name in _ORDER if name in about},
        "sources": [
            {
                "title": fold(source.cells["title"].text),
                **({"version": source.cells["published_on"].text} if "published_on" in source.cells else {}),
                "path": source.cells["url"].text if "url" in source.cells else source.path,
            }
            for source in sources.values()
        ],
        "resources": resources,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv_resource(table: str, rows: int, outputs: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"{TABLES_FOLDER}/{table}.csv"
    return {
        "name": table,
        "type": "table",
        **table_metadata(table),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_integrity(outputs[path]),
        "rows": rows,
        "schema": {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", **table_schema(table)},
    }


def _parquet_resource(table: str, outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """Without `type: table`: generic tools would read it as a table and then not check its hash."""
    path = f"{TABLES_FOLDER}/{table}.parquet"
    return {
        "name": f"{table}-parquet",
        "title": f"{table_metadata(table)['title']} (Parquet)",
        "description": f"The table `{table}` with its types, as Parquet.",
        "path": path,
        "format": "apache-parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_integrity(outputs[path]),
    }


def _text_resource(source: Source, content: bytes) -> dict[str, Any]:
    return {
        "name": f"source-{source.source_id}",
        "title": fold(source.cells["title"].text),
        "description": "The source text that every offset counts in, byte for byte.",
        "path": source.path,
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
        **_integrity(content),
    }


def _integrity(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: _plain(value) for name, value in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(value) for value in node.value]
    return node.value
