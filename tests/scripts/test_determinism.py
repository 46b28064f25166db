"""The same sources give the same bytes, wherever and whenever they are built."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.build import Built

ROOT = Path(__file__).parents[2]
HASHES = """
import hashlib, os, sys
from pathlib import Path
from scripts.build import build
for path, content in build(Path(sys.argv[1])).outputs.items():
    print(path, hashlib.sha256(content).hexdigest())
"""
SURROUNDINGS = {
    "another hash seed and time zone": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "a Turkish locale": {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"},
}


def hashes(root: str | Path, folder: Path, surroundings: dict[str, str]) -> str:
    environment = {"PYTHONHASHSEED": "0", **os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run(
        [sys.executable, "-c", HASHES, str(root)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def expected(built: Built) -> str:
    return "".join(f"{path} {hashlib.sha256(content).hexdigest()}\n" for path, content in built.outputs.items())


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "a Turkish locale" else pytest.mark.thorough, id=name)
        for name in SURROUNDINGS
    ],
)
def test_a_build_does_not_depend_on_its_surroundings(name: str, expected: str, root: Path, tmp_path: Path) -> None:
    assert hashes(root, tmp_path, SURROUNDINGS[name]) == expected


@pytest.mark.thorough
def test_a_build_does_not_depend_on_the_folder_it_runs_in_or_the_order_of_its_files(expected: str, root: Path) -> None:
    other = root.with_name("другая папка")
    for path in sorted((path for path in root.rglob("*") if path.is_file()), reverse=True):
        copy = other / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    assert hashes(".", other, {}) == expected
