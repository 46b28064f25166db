"""SHA256SUMS of a released folder: what it lists, what it does not, and every byte of it."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.copies import problems_in
from tests.reliability.corruption import with_checksums
from validation.checksums import CHECKSUMS, checksum_problems
from validation.problems import Problem

TEXT = "data/sources/russia-osce-2019.txt"


@pytest.fixture
def released(copy: Path) -> Path:
    """A built package with files beside those that the descriptor names, and the hashes of all."""
    (copy / "LICENSE").write_text("terms\n", encoding="utf-8")
    (copy / "data/annotations").mkdir(exist_ok=True)
    shutil.copy(Path(__file__).parents[1] / "package/data/annotations/ipa-cis-2019.yaml", copy / "data/annotations")
    return with_checksums(copy)


def found(root: Path) -> list[tuple[str, int | None, str]]:
    return [(problem.file, problem.line, problem.field) for problem in checksum_problems(root)]


def test_a_released_package_is_valid_and_without_hashes_nothing_is_asked(released: Path, tmp_path: Path) -> None:
    assert problems_in(released) == ()
    assert list(checksum_problems(tmp_path)) == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_the_format_is_that_of_sha256sum(released: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", CHECKSUMS], cwd=released, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", ["LICENSE", "CODEBOOK.md", "datapackage.json", "data/annotations/ipa-cis-2019.yaml"])
def test_a_changed_file_is_named_also_where_the_descriptor_does_not_name_it(path: str, released: Path) -> None:
    content = (released / path).read_bytes()
    (released / path).write_bytes(content[:-2] + b" \n")
    assert found(released) == [(path, None, "hash")]
    assert (path, "hash") in [(problem.file, problem.field) for problem in problems_in(released)]


def test_a_file_that_lacks_is_named_with_the_line_that_lists_it(released: Path) -> None:
    (released / "LICENSE").unlink()
    (problem,) = checksum_problems(released)
    lines = (released / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.endswith("  LICENSE"))
    assert (problem.file, problem.expected) == ("LICENSE", f"the file that SHA256SUMS:{line} lists")


def test_files_that_are_not_listed_are_named(released: Path) -> None:
    (released / "data/tables/.more").write_text("more", encoding="utf-8")
    (released / "folder").symlink_to("data")
    (released / "gone").symlink_to("nowhere")
    assert sorted(found(released)) == [(name, None, "file") for name in ("data/tables/.more", "folder", "gone")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda text: text.upper(), "line"),
        (lambda text: text.replace("  LICENSE", " *LICENSE"), "line"),
        (lambda text: text.replace("  LICENSE", "  ../LICENSE"), "line"),
        (lambda text: text.replace("  LICENSE", "  /etc/hostname"), "line"),
        (lambda text: text.replace("\n", "\r\n"), "line"),
        (lambda text: text.rstrip("\n"), "line"),
        (lambda text: text + text.splitlines()[0] + "\n", "line"),
        (lambda text: text + "0" * 64 + "  SHA256SUMS\n", "line"),
        (lambda text: text + "\n", "line"),
        (lambda text: "", "line"),
        (lambda text: "# comment\n" + text, "line"),
    ],
)
def test_lines_that_no_release_writes_are_refused(change: object, field: str, released: Path) -> None:
    assert callable(change)
    path = released / CHECKSUMS
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    problems: list[Problem] = list(checksum_problems(released))
    assert field in {problem.field for problem in problems if problem.file == CHECKSUMS}


def test_hashes_that_stand_outside_are_not_read(released: Path) -> None:
    outside = released.parent / "elsewhere"
    (released / CHECKSUMS).rename(outside)
    (released / CHECKSUMS).symlink_to(outside)
    assert found(released) == [(CHECKSUMS, None, "file")]


def test_each_byte_of_the_list_matters(released: Path) -> None:
    path = released / CHECKSUMS
    content = path.read_bytes()
    drawn = random.Random(1)
    for place in drawn.sample(range(len(content)), 40):
        other = drawn.choice([byte for byte in range(256) if byte != content[place]])
        path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
        assert found(released), (place, other)
