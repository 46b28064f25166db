from pathlib import Path

import pytest

from scripts.explore.facts import Facts, read_facts
from scripts.explore.write import site_files

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts(ROOT / "datapackage.json")


@pytest.fixture(scope="session")
def site(facts: Facts) -> dict[str, bytes]:
    """The site of this repository: path → content."""
    files: dict[str, bytes] = {}
    for file in site_files(facts):
        assert file.path not in files, f"{file.path} is written twice"
        files[file.path] = file.content
    return files
