"""datapackage.json: a Data Package v2 descriptor of every table in both formats and of the source texts."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from extraction.text import fold
from scripts.charts.files import CHARTS
from scripts.outputs import TABLES_FOLDER
from scripts.sources import Source
from scripts.yaml_reader import Node, read_yaml
from validation.problems import Problem
from validation.schema import table_metadata, table_schema
from validation.tables import TABLES

ABOUT = "data/package.yaml"
_REQUIRED = ("name", "title", "version", "description", "licenses", "contributors")
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?\Z", re.ASCII)
_ORDER = ("name", "title", "version", "created", "description", "keywords", "homepage", "licenses", "contributors")


def read_about(root: Path, problems: list[Problem]) -> dict[str, Any]:
    """What the package says about itself."""
    node = read_yaml(root / ABOUT, ABOUT, problems)
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        problems.append(Problem(ABOUT, node.line, "file", node.kind, "a mapping", "restore the file"))
        return {}
    about = {name: _plain(value) for name, value in node.value.items()}
    problems += [
        Problem(ABOUT, node.line, name, "nothing", "a value", "add it") for name in _REQUIRED if not about.get(name)
    ]
    for name, value in node.value.items():
        expected = _expected(name, about[name])
        if expected:
            found = str(about[name]) if name in (*_ORDER, "charts") else "an unknown field"
            problems.append(Problem(ABOUT, value.line, name, found, expected, "correct or remove it"))
    return about


def _expected(name: str, value: Any) -> str | None:
    """What a field of the package's own description should hold, if it holds something else."""
    match name:
        case "version":
            fits, expected = isinstance(value, str) and bool(_VERSION.match(value)), "a version such as 1.2.3"
        case "created":
            fits, expected = isinstance(value, str) and _is_day(value), "the day of its release, such as 2026-01-31"
        case "name" | "title" | "description" | "homepage":
            fits, expected = isinstance(value, str), "text"
        case "keywords":
            fits, expected = isinstance(value, list) and all(isinstance(word, str) for word in value), "a list of words"
        case "charts":
            fits = isinstance(value, list) and all(value.count(name) == 1 and name in [*CHARTS] for name in value)
            expected = f"a list of some of {', '.join(CHARTS)}, each once"
        case "licenses" | "contributors":
            needed = "name" if name == "licenses" else "title"
            entries = value if isinstance(value, list) else [value]
            fits = isinstance(value, list) and all(isinstance(entry, dict) and entry.get(needed) for entry in entries)
            expected = f"a list of mappings, each with {needed}"
        case _:
            fits, expected = False, " | ".join((*_ORDER, "charts"))
    return None if fits or value in ("", []) else expected


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def descriptor(
    about: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    sources: Mapping[str, Source],
    outputs: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    more: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """The descriptor's bytes.

    Args:
        about: what the package says about itself.
        tables: every table.
        sources: every source.
        outputs: the files of the tables by path.
        texts: the source texts that the package holds, by path.
        more: further resources.
    """
    resources = [
        *(_csv_resource(table, len(tables[table]), outputs) for table in TABLES),
        *(_parquet_resource(table, outputs) for table in TABLES),
        *(_text_resource(source, texts[source.path]) for source in sources.values() if source.path in texts),
        *more,
    ]
    told = {name: about[name] for name in _ORDER if name in about}
    if "created" in told:
        told["created"] += "T00:00:00Z"  # the specification wants a time; the day is what is known
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **told,
        "sources": [
            {
                "title": fold(source.cells["title"].text),
                **({"version": source.cells["published_on"].text} if "published_on" in source.cells else {}),
                **_place(source, texts),
            }
            for source in sources.values()
        ],
        "resources": resources,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _place(source: Source, texts: Mapping[str, bytes]) -> dict[str, str]:
    """Where a source was published, else where its text stands in the package, if it does."""
    if "url" in source.cells:
        return {"path": source.cells["url"].text}
    return {"path": source.path} if source.path in texts else {}


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
        **integrity(outputs[path]),
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
        **integrity(outputs[path]),
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
        **integrity(content),
    }


def integrity(content: bytes) -> dict[str, Any]:
    """Size and hash of a file, as a resource gives them."""
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: _plain(value) for name, value in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(value) for value in node.value]
    return node.value
