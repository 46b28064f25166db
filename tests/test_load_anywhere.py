"""Every example of docs/load.md is executed, against a release of this package, served over HTTP on loopback."""

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

from scripts.build import build
from scripts.descriptor import read_about
from scripts.release.contents import contents
from scripts.release.publish import write_parts
from scripts.sources import read_sources
from tests.conftest import ROOT
from tests.server import served

NAME = "election-facts-0.2.0"
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
    "A spreadsheet": "xlsx",
    "A spreadsheet 2": "Центральная избирательная комиссия",
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
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parts of a release, as somebody has downloaded them."""
    folder, about = tmp_path_factory.mktemp("downloads"), read_about(ROOT, [])
    write_parts(folder, contents(ROOT, about, read_sources(ROOT, []), build(ROOT)))
    return folder


@pytest.fixture(scope="module")
def address(beside: Path) -> Iterator[str]:
    with served(beside / NAME) as found:
        yield found


def program(example: Example, code: str) -> list[str]:
    """The command that executes an example; skips where its program or library is not at hand."""
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
        case "sh":
            if shutil.which(code.split(maxsplit=1)[0]) is None:
                pytest.skip(f"{code.split(maxsplit=1)[0]} is not installed")
            return ["sh", "-c", code]
    raise AssertionError(f"an example in {example.language}, which no test executes")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_example_runs_as_it_stands(example: Example, address: str, beside: Path) -> None:
    command = program(example, example.code.replace(ADDRESS, address))
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
        assert NAME in example.code or NAME.replace(".", "-") in example.code


def test_the_name_is_that_of_the_package_as_it_is_released() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert f"{descriptor['name']}-{descriptor['version']}" == NAME
