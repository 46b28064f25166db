"""The site of this repository, made once for all tests of one process."""

from functools import cache

from scripts.explore.facts import Facts, read_facts
from scripts.explore.write import site_files
from tests.conftest import ROOT


@cache
def repository_facts() -> Facts:
    """The package of this repository as the pages see it."""
    return read_facts(ROOT / "datapackage.json")


@cache
def repository_site() -> dict[str, bytes]:
    """Path → content."""
    files: dict[str, bytes] = {}
    for file in site_files(repository_facts()):
        assert file.path not in files, f"{file.path} is written twice"
        files[file.path] = file.content
    return files
