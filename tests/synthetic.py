"""Packages of any size, made from a small one; the same arguments give the same bytes."""

import hashlib
import random
import re
import shutil
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import yaml

from validation.package import cells
from validation.schema import arrow_schema
from validation.storage import csv_bytes, read_csv, to_frame
from validation.tables import TABLES, columns

SOURCES = "data/sources"
TABLES_FOLDER = "data/tables"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NUMBER = re.compile(r"(?<![\w.-])(?!(?:19|20)\d\d(?!\d))\d{3,}(?![\w.-])")
"""A number of three digits or more that is no year."""

_BLOCK = 100
"""Copies that are made at a time, so that memory does not grow with their number."""


def many_sources(package: Path, root: Path, number: int, *, seed: int = 0) -> Path:
    """Write a package of `number` sources to `root` and return it: copies of those of `package`, each with its own id.

    Records and vocabulary are shared, as real documents share them; claims are each source's own. The larger numbers
    of a copy are those of its original times a factor that `seed` decides, so that parts still sum to their totals.
    """
    rng = random.Random(seed)
    data, copied = package / "data", root / "data"
    for folder in ("sources", "annotations"):
        (copied / folder).mkdir(parents=True)
    shutil.copytree(data / "vocabulary", copied / "vocabulary")
    shutil.copytree(package / "docs", root / "docs")
    shutil.copyfile(data / "package.yaml", copied / "package.yaml")
    originals = yaml.load((data / "sources/sources.yaml").read_bytes(), Loader=_LOADER)
    listed = {}
    for index, original in enumerate(islice(cycle(originals), number)):
        source_id = f"{original}-{index:06}"
        text = (data / f"sources/{original}.txt").read_text(encoding="utf-8")
        annotation = (data / f"annotations/{original}.yaml").read_text(encoding="utf-8")
        factor, stated = rng.randint(1, 9), set(_NUMBER.findall(text))
        text, annotation = (_times(factor, stated, content) for content in (text, annotation))
        annotation = annotation.replace(f"source: {original}\n", f"source: {source_id}\n", 1)
        (copied / f"sources/{source_id}.txt").write_bytes(text.encode("utf-8"))
        (copied / f"annotations/{source_id}.yaml").write_text(annotation, encoding="utf-8")
        listed[source_id] = {**originals[original], "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest()}
    (copied / "sources/sources.yaml").write_text(
        yaml.safe_dump(listed, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return root


def _times(factor: int, numbers: set[str], text: str) -> str:
    def multiplied(match: re.Match[str]) -> str:
        return str(int(match.group()) * factor) if match.group() in numbers else match.group()

    return _NUMBER.sub(multiplied, text)


def many_rows(package: Path, root: Path, rows: int) -> None:
    """Write a built package's tables and texts to `root`, the tables copied until `evidence` has `rows` or more.

    A copy's number begins the ids of its records and in all that refers to them; the copies of a source share its
    text. So what holds in the package holds in each copy.
    """
    shutil.copytree(package / SOURCES, root / SOURCES)
    (root / TABLES_FOLDER).mkdir(parents=True)
    tables = {table: to_frame(read_csv(package / TABLES_FOLDER / f"{table}.csv", table)) for table in TABLES}
    copies = -(-rows // len(tables["evidence"]))
    for table, frame in tables.items():
        schema, total = arrow_schema(table), 1 if table == "codes" else copies
        with (root / TABLES_FOLDER / f"{table}.csv").open("wb") as file:
            for first in range(0, total, _BLOCK):
                numbers = range(first, min(first + _BLOCK, total))
                block = frame if table == "codes" else _copied(table, frame, numbers)
                content = csv_bytes(pa.Table.from_pandas(block, schema, preserve_index=False))
                file.write(content if first == 0 else content[content.index(b"\n") + 1 :])


def _copied(table: str, frame: pd.DataFrame, numbers: range) -> pd.DataFrame:
    block = pd.concat([frame] * len(numbers), ignore_index=True)
    beginning = pd.Series([f"{number}-" for number in numbers for _ in range(len(frame))], dtype="str")
    for column in columns(table):
        if column.is_key or column.refers_to or column.name == "record_id":
            block[column.name] = beginning + block[column.name]
    if table == "evidence":
        references = {(owner, column.name) for owner in TABLES for column in columns(owner) if column.refers_to}
        refers = pd.Series([cell in references for cell in cells(block, "table_name", "column_name")])
        block["value"] = beginning.where(refers, "") + block["value"]
    return block
