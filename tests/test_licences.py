"""docs/dependencies.md agrees with the lock files and with what is installed."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

import pytest

from tests.conftest import ROOT
from tests.licences import REPORT, WHY, locked, report

TEXT = (ROOT / REPORT).read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")][
    1:
]


def is_installed_as_locked() -> bool:
    try:
        return all(
            version(name) in versions for name, versions in locked("requirements.lock").items() if name != "colorama"
        )
    except PackageNotFoundError:
        return False


def test_it_lists_each_locked_library_with_its_version_and_no_other() -> None:
    every = locked("requirements.lock") | locked("requirements.cluster.lock")
    assert {row[0]: row[1].split(", ") for row in ROWS} == every


def test_it_is_what_make_licences_writes() -> None:
    if not is_installed_as_locked():
        pytest.skip("other versions are installed than those of the lock")
    assert report() == TEXT, "run make licences, and commit the difference"


def test_each_library_has_a_reason_and_a_licence() -> None:
    for name, _, licence, _, why in ROWS:
        assert licence or name == "colorama", name  # only on Windows
        assert len(why.removeprefix("needed by").strip()) > 3, name


def test_what_the_program_needs_may_be_used_by_anybody() -> None:
    program = [row for row in ROWS if row[3] == "program"]
    assert {row[0] for row in program} == set(locked("requirements.run.lock"))
    for name, _, licence, _, _ in program:
        assert not re.search(r"GPL|Proprietary|Commercial|Non-?Commercial", licence), f"{name}: {licence}"


def test_there_is_a_reason_for_each_library_that_we_ask_for_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["dask"],
    ]
    assert {re.match(r"[\w-]+", requirement)[0] for requirement in asked} == set(WHY)  # type: ignore[index]
