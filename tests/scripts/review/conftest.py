import os
import shutil
from pathlib import Path

import pytest

from tests.scripts.review.given import make_package


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_package(tmp_path_factory.mktemp("review") / "package")


@pytest.fixture
def drafted(started: Path, tmp_path: Path) -> Path:
    """A package with two drafts, of which nothing is decided."""
    return shutil.copytree(started, tmp_path / "package")


@pytest.fixture(autouse=True)
def _no_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
