"""The small package as one that may be released: a git checkout with everything that a release holds."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.build import write
from scripts.release.publish import Published, release
from tests.conftest import HERE

FREE = "russia-osce-2019"
"""The source whose text may be redistributed; of the other nothing is known."""

OTHER = "ipa-cis-2019"

CITATION = """cff-version: 1.2.0
type: dataset
title: Two short passages
message: Please cite it.
version: 1.2.3
date-released: 2026-01-31
authors:
- name: coder A
license:
- CC-BY-4.0
"""

GIT = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], env={**os.environ, **GIT}, capture_output=True, check=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "state")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def prepared(root: Path) -> Path:
    """The sources of the small package, with what a release needs beside, as a checkout."""
    shutil.copytree(HERE / "package", root)
    about = root / "data/package.yaml"
    replace(about, "version: 1.2.3", "version: 1.2.3\ncreated: 2026-01-31")
    replace(about, "roles: [annotator]", "roles: [annotator, creator]")
    replace(root / "data/sources/sources.yaml", f"{FREE}:\n", f"{FREE}:\n  rights: redistributable\n")
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 1.2.3\n\nFirst.\n", encoding="utf-8")
    (root / "README.md").write_text("# Two short passages\n", encoding="utf-8")
    (root / "LICENSE").write_text("CC BY 4.0\n", encoding="utf-8")
    git(root.parent, "init", "--quiet", str(root))
    return root


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built and committed package that may be released; copy it to change it."""
    root = prepared(tmp_path_factory.mktemp("checkout") / "package")
    write(root)
    commit(root)
    return root


@pytest.fixture
def fresh(checkout: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(checkout, tmp_path / "package", ignore=shutil.ignore_patterns("dist", ".build.lock"))


@pytest.fixture(scope="session")
def published(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """It, released; copy the parts to change them."""
    root = shutil.copytree(checkout, tmp_path_factory.mktemp("published") / "package")
    return release(root)
