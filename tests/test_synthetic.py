"""What the benchmark measures builds and validates."""

from pathlib import Path

from scripts.build import build
from tests.conftest import HERE
from tests.synthetic import many_sources


def test_a_package_of_many_sources_builds_and_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = (build(many_sources(HERE / "package", tmp_path / name, 5)) for name in ("one", "other"))
    assert len(one.tables["sources"]) == 5
    assert one.outputs == other.outputs
