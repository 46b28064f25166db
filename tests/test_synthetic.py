"""What the benchmark measures builds and validates."""

from pathlib import Path

from extraction.text import Document
from scripts.build import build
from tests.conftest import HERE
from tests.synthetic import many_rows, many_sources
from validation.checks import check
from validation.package import Package
from validation.storage import read_csv, to_frame
from validation.tables import TABLES


def test_a_package_of_many_sources_builds_and_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = (build(many_sources(HERE / "package", tmp_path / name, 5)) for name in ("one", "other"))
    assert len(one.tables["sources"]) == 5
    assert one.outputs == other.outputs


def test_a_package_of_many_rows_holds_to_every_check(built_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "rows"
    many_rows(built_root, root, 500)
    tables = {table: to_frame(read_csv(root / f"data/tables/{table}.csv", table)) for table in TABLES}
    sources = tables["sources"]
    texts = {
        source: Document.read(root / path) for source, path in zip(sources["source_id"], sources["path"], strict=True)
    }
    assert len(tables["evidence"]) >= 500
    assert check(Package(tables, texts, lambda table, record_id: (table, None))) == []
