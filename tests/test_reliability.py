"""A small sample of the builds of tests.reliability; and full or read-only disks, on which the old package stands."""

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.build import Built, build
from tests.conftest import ROOT
from tests.copies import problems_in
from tests.reliability.builds import builds_at_once, change, kills, state, with_outputs


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What a build of the small package gives after an annotation was changed."""
    root = shutil.copytree(Path(__file__).parent / "package", tmp_path_factory.mktemp("changed") / "package")
    change(root)
    return build(root)


@pytest.mark.thorough
def test_builds_killed_at_random_moments_leave_the_old_package_or_the_new_one(
    tmp_path: Path, built: Built, changed: Built
) -> None:
    found = kills(tmp_path, built, changed, commands=1, writings=10, seed=1)
    assert (found["command"], found["writing"]) == (1, 10)
    assert found["old"] + found["new"] + found["completed"] == 11


@pytest.mark.thorough
def test_two_builds_at_once_leave_one_valid_package(tmp_path: Path, changed: Built) -> None:
    assert builds_at_once(tmp_path, changed, rounds=1) == 2


# Disks


def run(*arguments: str | Path, largest: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command, with a limit on the size of files where that is wanted."""

    def limited() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [sys.executable, "-m", "scripts", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


def mounted(folder: Path, options: str) -> bool:
    """Mount a small disk, where that is permitted."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def read_only(tmp_path: Path, built: Built) -> Iterator[Path]:
    """A built package, with a changed annotation, in which nobody may write."""
    disk = tmp_path / "disk"
    is_root = os.geteuid() == 0  # to whom no folder is read-only, unless its disk is
    if is_root and not mounted(disk, "size=8m"):
        pytest.skip("nothing is read-only to root, and no disk can be mounted here")
    root = with_outputs(shutil.copytree(Path(__file__).parent / "package", disk / "package"), built)
    change(root)
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    if is_root:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    else:
        for folder in folders:
            folder.chmod(0o555)
    yield root
    if is_root:
        subprocess.run(["umount", str(disk)], check=True)
    else:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.thorough
def test_in_a_folder_that_is_read_only_build_says_so_and_validate_works(read_only: Path, built: Built) -> None:
    done = run("build", "--root", read_only)
    assert done.returncode == 1
    assert re.match(r"Cannot write: \[Errno \d+\] (Permission denied|Read-only file system): ", done.stderr)
    assert done.stderr.endswith("The old files stand.\n")
    assert state(read_only, built) == built.outputs
    done = run("validate", read_only)
    assert done.returncode == 0, done.stderr


@pytest.mark.thorough
def test_on_a_full_disk_build_says_so_and_the_old_package_stands(tmp_path: Path, built: Built) -> None:
    root = with_outputs(shutil.copytree(Path(__file__).parent / "package", tmp_path / "package"), built)
    change(root)
    done = run("build", "--root", root, largest=10_000)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert done.stderr.endswith("The old files stand.\n")
    assert state(root, built) == built.outputs
    assert problems_in(root) == ()
    assert [path.name for path in (root / ".build").glob("*")] == []


@pytest.mark.thorough
def test_on_a_disk_that_is_really_full_too(tmp_path: Path, built: Built) -> None:
    disk = tmp_path / "disk"
    if not mounted(disk, "size=4m"):
        pytest.skip("no disk can be mounted here")
    try:
        root = with_outputs(shutil.copytree(Path(__file__).parent / "package", disk / "package"), built)
        change(root)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 8192))
        done = run("build", "--root", root)
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert done.stderr.endswith("The old files stand.\n")
        assert state(root, built) == built.outputs
        done = run("init", disk / "new")
        assert (done.returncode, done.stdout) == (1, "")
        assert sorted(path.name for path in disk.iterdir()) == ["filler", "package"]
        (disk / "filler").unlink()
        assert run("build", "--root", root).returncode == 0
        assert problems_in(root) == ()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
