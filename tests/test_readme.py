"""The README's own snippets run as they stand, and its numbers and commands are true."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from validation.tables import TABLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
SHELL = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("snippet", PYTHON, ids=range(len(PYTHON)))
def test_each_python_snippet_runs_in_a_checkout(snippet: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", snippet], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_first_snippet_shows_verdicts_with_their_quotes() -> None:
    done = subprocess.run([sys.executable, "-c", PYTHON[0]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "quote_en" in done.stdout
    assert "endorsed" in done.stdout


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [command.split()[1] for command in SHELL if command.startswith("make ")]
    assert targets[:2] == ["build", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("command", [command for command in SHELL if "election-facts" in command])
def test_each_command_of_the_readme_runs(command: str, built_root: Path) -> None:
    (built_root / "statement.html").write_text("<html><body><p>Voting was calm.</p></body></html>", encoding="utf-8")
    arguments = command.replace("PATH/", "").replace(" tests/gold/", f" {ROOT}/tests/gold/").split()[1:]
    done = subprocess.run(
        [sys.executable, "-m", "scripts", *arguments],
        cwd=built_root,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_it_counts_the_tables_right_and_names_the_version() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert f"all {len(TABLES)} tables" in README
    assert f"Version {descriptor['version']}." in README


def test_every_link_to_a_file_leads_to_one() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
