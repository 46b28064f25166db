"""The examples of docs/corpus.md run as they stand, on the documents of this repository."""

import re
import shutil
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest

from scripts.commands.extract import extract
from scripts.corpus.pool import Processes
from tests.conftest import ROOT
from tests.scripts.corpus.conftest import run

PAGE = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
EXPECTED = ("несколько тысяч", "more_than", "statements/empty.txt")
"""Words that each prints."""


@pytest.mark.thorough
def test_the_examples_print_what_they_should(tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    for path in (ROOT / "data/sources").glob("*.txt"):
        shutil.copyfile(path, folder / path.name)
    (folder / "empty.txt").write_bytes(b"")
    run(folder, tmp_path / "corpus")
    for code, words in zip(CODE, EXPECTED, strict=True):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert words in done.stdout
        if "duckdb" in code:
            (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
            assert done.stdout.strip() == shown.strip()


def test_the_page_gives_the_defaults_of_the_program() -> None:
    assert signature(extract).parameters["time_limit"].default == 120
    assert "120 seconds a megabyte" in PAGE
    assert signature(Processes).parameters["growth"].default == 256_000_000
    assert "grown by 256 MB" in PAGE
