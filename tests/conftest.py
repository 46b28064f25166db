"""A small package of real passages (tests/package), copied afresh for each test, and ways to plant faults in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from extraction.text import Document
from scripts.build import Built, build
from validation.package import Package
from validation.problems import InvalidDataError, Problem
from validation.readings import Found, read

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is no fault

HERE = Path(__file__).parent
ROOT = HERE.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sources, annotations and vocabulary of a small package that builds; nothing is built yet."""
    return shutil.copytree(HERE / "package", tmp_path / "package")


@pytest.fixture
def built_root(root: Path, built: Built) -> Path:
    """The same package, built."""
    return _with_outputs(root, built)


@pytest.fixture(scope="session")
def built() -> Built:
    """What a build of the small package gives; do not change it."""
    return build(HERE / "package")


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Path:
    """The small package as somebody downloads it: descriptor, tables, texts and what else a build writes."""
    root = tmp_path / "download"
    shutil.copytree(HERE / "package/data/sources", root / "data/sources")
    return _with_outputs(root, built)


def _with_outputs(root: Path, built: Built) -> Path:
    for path, content in built.outputs.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="session")
def texts(built: Built) -> dict[str, Document]:
    """The sources of the small package."""
    places = built.tables["sources"].set_index("source_id")["path"]
    return {source_id: Document.read(HERE / "package" / path) for source_id, path in places.items()}


@pytest.fixture(scope="session")
def found(built: Built, texts: dict[str, Document]) -> Found:
    """What the reader of text finds in them, read once."""
    languages = built.tables["sources"].set_index("source_id")["language"]
    return {source_id: read(document, languages[source_id]) for source_id, document in texts.items()}


@pytest.fixture
def package(built: Built, texts: dict[str, Document], found: Found) -> Package:
    """The small package in memory, with tables that a test may change."""
    tables = {name: frame.copy() for name, frame in built.tables.items()}
    return Package(tables, dict(texts), lambda table, record_id: (f"{table}.csv", None), dict(found))


@pytest.fixture
def edit(root: Path) -> Callable[[str, str, str], None]:
    """Replace text that stands once in a file of the package: `edit(path, old, new)`."""

    def replace(path: str, old: str, new: str) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def problems_of() -> Callable[[Path], tuple[Problem, ...]]:
    """Build a package that must fail, and give its problems."""

    def fail(root: Path) -> tuple[Problem, ...]:
        with pytest.raises(InvalidDataError) as caught:
            build(root)
        return caught.value.problems

    return fail
