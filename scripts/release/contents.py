"""What a release holds: every file of its folder, made from a package that was built and found right."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from scripts.build import Built
from scripts.descriptor import descriptor
from scripts.outputs import DESCRIPTOR, TABLES_FOLDER
from scripts.release.croissant import croissant
from scripts.release.database import VIEWS
from scripts.release.flat import flat_columns, flat_csv, flat_resource, flat_tables
from scripts.sources import LIST, Source
from scripts.versions.opened import FLAT_FOLDER
from scripts.versions.published import FILE as PUBLISHED
from scripts.versions.published import published_bytes
from validation.labels import NAMED_BY
from validation.package import REDISTRIBUTABLE, rows_of
from validation.storage import csv_bytes, parquet_bytes, to_arrow, to_frame
from validation.tables import TABLES, columns, description_of

SUMS = "SHA256SUMS"

COPIED = ("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", LIST)
"""Files that people write and every release holds."""

_COPIED_IF_THERE = (
    "data/*.yaml",
    "data/annotations/*.md",
    "data/annotations/*.yaml",
    "data/vocabulary/*.yaml",
    "docs/*.md",
)


@dataclass(frozen=True)
class Release:
    """A release in memory: its tables and the files of its folder by path, all but the database."""

    about: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, bytes]
    left_out: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of its folder and files."""
        return f"{self.about['name']}-{self.about['version']}"

    @property
    def database(self) -> str:
        """Name of its SQLite file, without dots of its own."""
        return f"{_stem(self.about)}.sqlite"


def contents(root: Path, about: Mapping[str, Any], sources: Mapping[str, Source], built: Built) -> Release:
    """The release of a package as built. Texts that may not be redistributed are left out, `left_out` names them."""
    free = {source_id: source for source_id, source in sources.items() if _is_free(source)}
    left_out = tuple(source_id for source_id in sources if source_id not in free)
    tables = {**built.tables, "sentences": _without_texts(built.tables["sentences"], left_out)}
    files = {path: (root / path).read_bytes() for path in _people_write(root)}
    files |= built.outputs
    arrow = to_arrow("sentences", rows_of(tables["sentences"]))
    files[f"{TABLES_FOLDER}/sentences.csv"] = csv_bytes(arrow)
    files[f"{TABLES_FOLDER}/sentences.parquet"] = parquet_bytes("sentences", arrow, about["version"])
    texts = {source.path: source.document.text.encode("utf-8") for source in free.values()}
    files |= texts
    resources = []
    for name, frame in flat_tables(tables).items():
        content = flat_csv(name, frame)
        files[f"{FLAT_FOLDER}/{name}.csv"] = content
        resources.append(flat_resource(name, frame, content))
    files[DESCRIPTOR] = descriptor(about, tables, sources, files, texts, resources)
    described = json.loads(files[DESCRIPTOR])["resources"]
    files[PUBLISHED] = published_bytes(tables, about["version"])
    files["croissant.json"] = croissant(about, described, tables["sources"])
    files["datasette.json"] = _datasette(about)
    files[SUMS] = sums({path: sha256(content).hexdigest() for path, content in files.items()})
    return Release(about, tables, dict(sorted(files.items())), left_out)


def sums(digests: Mapping[str, str]) -> bytes:
    """A checksum file as `sha256sum --check` reads it."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("utf-8")


def _is_free(source: Source) -> bool:
    return "rights" in source.cells and source.cells["rights"].text == REDISTRIBUTABLE


def _without_texts(sentences: pd.DataFrame, left_out: tuple[str, ...]) -> pd.DataFrame:
    rows = (
        {**row, "text": None} if row["source_id"] in left_out else row for row in rows_of(sentences)
    )  # fmt: skip
    return to_frame(to_arrow("sentences", rows))


def _people_write(root: Path) -> list[str]:
    paths = {path for pattern in _COPIED_IF_THERE for path in root.glob(pattern) if path.is_file()}
    return sorted({*COPIED, *(path.relative_to(root).as_posix() for path in paths)})


def _stem(about: Mapping[str, Any]) -> str:
    """What Datasette calls the database; its links along keys lead nowhere where that has dots."""
    return f"{about['name']}-{about['version']}".replace(".", "-")


def _datasette(about: Mapping[str, Any]) -> bytes:
    """Titles and descriptions for Datasette, which serves the database."""
    tables: dict[str, Any] = {
        table: {
            "description": description_of(table),
            **({"label_column": NAMED_BY[table]} if table in NAMED_BY else {}),
            "columns": {column.name: f"{column.title}. {column.description}" for column in columns(table)},
        }
        for table in TABLES
    }
    for name, view in VIEWS.items():
        tables[view] = {"columns": {column.name: column.description for column in flat_columns(name)}}
    tables["search"] = {"description": "Quotes and names in both scripts, for full-text search."}
    content = {
        "title": about["title"],
        "description": about["description"],
        "license": about["licenses"][0].get("title", about["licenses"][0]["name"]),
        "license_url": about["licenses"][0].get("path"),
        "databases": {_stem(about): {"tables": tables}},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
