"""Every example of docs/load.md is executed, against a package that is served over HTTP on loopback."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.server import served

PACKAGE = ROOT  # the folder of a release, to test one: ROOT / "dist" / NAME
NAME = "election-facts-0.1.0"
ADDRESS = f"https://example.org/{NAME}"
DOC = (ROOT / "docs/load.md").read_text(encoding="utf-8")

EXPECTED = {
    "pandas": "is_recommendation    boolean",
    "pandas 2": "more_than",
    "polars": "aspect",
    "DuckDB": "endorsed",
    "DuckDB 2": "('positive', ",
    "frictionless": "Communist People's Party of Kazakhstan",
    "SQLite and Datasette": "endorsed",
    "Croissant": "verdict_id",
    "JavaScript": "Ж. А. Ахметбеков – Communist People's Party of Kazakhstan",
    "R": "positive",
    "A spreadsheet": "Центральная избирательная комиссия",
}
"""Section and number of the example in it → words that it must print."""


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    language: str
    code: str


def examples() -> Iterator[Example]:
    for section in DOC.split("\n## ")[1:]:
        title = section.partition("\n")[0]
        for number, (language, code) in enumerate(re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL), 1):
            yield Example(title if number == 1 else f"{title} {number}", language, code)


EXAMPLES = list(examples())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(PACKAGE) as found:
        yield found


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the package and what is released beside it stand under the names that the examples use."""
    folder = tmp_path_factory.mktemp("downloads")
    (folder / NAME).symlink_to(PACKAGE)
    database = PACKAGE.parent / f"{NAME}.sqlite"
    if database.exists():
        (folder / database.name).symlink_to(database)
    return folder


def program(example: Example, code: str, folder: Path) -> list[str]:
    """The command that executes an example; skips where its program, library or file is not at hand."""
    for path in re.findall(rf'"({NAME}[\w./-]*\.(?:sqlite|json))"', code):
        if not (folder / path).exists():
            pytest.skip(f"only a release has {path}")
    if "mlcroissant" in code and find_spec("mlcroissant") is None:
        pytest.skip("mlcroissant is not installed")
    match example.language:
        case "python":
            return [sys.executable, "-W", "error", "-c", code]
        case "js":
            node = shutil.which("node")
            if node is None or subprocess.call([node, "-e", 'require("datapackage")'], stderr=subprocess.DEVNULL):
                pytest.skip("node and its package datapackage are not installed (NODE_PATH says where it is)")
            return [node, "-e", code]
        case "r":
            rscript = shutil.which("Rscript")
            if rscript is None:
                pytest.skip("R is not installed")
            return [rscript, "--vanilla", "-e", code]
    raise AssertionError(f"an example in {example.language}, which no test executes")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_example_runs_as_it_stands(example: Example, address: str, beside: Path) -> None:
    command = program(example, example.code.replace(ADDRESS, address), beside)
    done = subprocess.run(
        command,
        cwd=beside,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert EXPECTED[example.name] in done.stdout


def test_every_example_says_what_it_must_print_and_names_one_place() -> None:
    assert [example.name for example in EXAMPLES] == list(EXPECTED)
    assert set(re.findall(r"https://example\.org/[\w.-]+", DOC)) == {ADDRESS}
    for example in EXAMPLES:
        assert NAME in example.code


def test_the_name_is_that_of_the_package_as_it_is_released() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert f"{descriptor['name']}-{descriptor['version']}" == NAME
