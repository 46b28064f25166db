"""What was downloaded is validated as it is: a zip, alone or with its checksum file, and that file itself."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.versions import downloaded
from tests.conftest import HERE
from tests.test_load import zipped

TOP = "facts-1.2.3/"


@pytest.fixture
def archive(copy: Path, tmp_path: Path) -> Path:
    """The small package in a zip."""
    return zipped(copy, tmp_path / "facts-1.2.3.zip", top=TOP)


def sealed(archive: Path, *more: str) -> Path:
    """Write the checksum file beside a zip."""
    path = archive.with_suffix(".sha256")
    lines = [f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n", *more]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def validate(place: Path, *options: str) -> Result:
    result = CliRunner().invoke(app, ["validate", str(place), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def refused(place: Path, words: str) -> None:
    result = validate(place)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


def test_a_zip_is_validated_and_nothing_is_left(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(unpacked))
    for place in (archive, sealed(archive), archive):
        result = validate(place)
        assert result.exit_code == 0, result.stderr
        assert "every check passed" in result.stdout
    assert list(unpacked.iterdir()) == []


def test_problems_in_a_zip_are_told_as_those_in_a_folder(copy: Path, tmp_path: Path) -> None:
    path = copy / "data/tables/verdicts.csv"
    path.write_bytes(path.read_bytes().replace(b"positive", b"negative", 1))
    result = validate(zipped(copy, tmp_path / "facts.zip"), "--format", "json")
    assert result.exit_code == 1
    assert '"file": "data/tables/verdicts.csv"' in result.stdout


def test_a_zip_is_held_against_the_checksum_file_beside_it(archive: Path) -> None:
    sums = sealed(archive)
    with zipfile.ZipFile(archive, "a") as opened:
        opened.comment = b"changed"
    for place in (archive, sums):
        refused(place, f"{archive.name}: hash")
    sums.unlink()
    assert validate(archive).exit_code == 0


def test_a_checksum_file_stands_for_everything_that_it_lists(archive: Path) -> None:
    database = archive.with_name("facts-1-2-3.sqlite")
    database.write_bytes(b"a database")
    sums = sealed(archive, f"{hashlib.sha256(b'a database').hexdigest()}  {database.name}\n")
    assert validate(sums).exit_code == 0
    database.write_bytes(b"a databasf")
    refused(sums, f"{database.name}: hash")
    assert validate(archive).exit_code == 0  # only the zip was asked for
    database.unlink()
    refused(sums, "No such file")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{'0' * 64}  ../facts-1.2.3.zip\n", "a name with a folder in it"),
        (f"{'0' * 64}  /etc/hostname\n", "a name with a folder in it"),
        (f"{'0' * 64} *other\n", "lines that no release writes"),
        ("no hash\n", "no list of hashes"),
    ],
)
def test_lines_that_no_release_writes_are_refused(line: str, words: str, archive: Path) -> None:
    refused(sealed(archive, line), words)


def test_a_checksum_file_that_names_no_zip_or_another_is_refused(archive: Path) -> None:
    sums = archive.with_suffix(".sha256")
    sums.write_text("", encoding="utf-8")
    refused(sums, "a list that names the zip of a package")
    refused(archive, f"the hash of {archive.name}")
    sums.unlink()
    os.mkfifo(sums)
    refused(sums, "no plain file")


def link(opened: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo(f"{TOP}link")
    info.external_attr = 0o120777 << 16
    opened.writestr(info, "/etc/passwd")


def bomb(opened: zipfile.ZipFile) -> None:
    opened.writestr(f"{TOP}bomb", bytes(20 << 20), zipfile.ZIP_DEFLATED)


def outside(opened: zipfile.ZipFile) -> None:
    opened.writestr(f"{TOP}../../outside", "x")


def encrypted(opened: zipfile.ZipFile) -> None:
    opened.writestr(f"{TOP}secret", "x")
    opened.filelist[-1].flag_bits |= 1


@pytest.mark.parametrize(
    ("add", "words"),
    [
        (link, "a link or a device"),
        (bomb, "a zip bomb"),
        (outside, "leads out of the package"),
        (encrypted, "encrypted"),
    ],
)
def test_a_hostile_zip_is_refused(add: object, words: str, archive: Path) -> None:
    assert callable(add)
    with zipfile.ZipFile(archive, "a") as opened:
        add(opened)
    refused(archive, words)
    assert not any(path.name == "outside" for path in archive.parent.rglob("*"))


def test_what_is_too_large_or_no_zip_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloaded, "_UNPACKED", 1000)
    refused(archive, "more than the 1,000 allowed")
    with archive.open("r+b") as file:
        file.truncate(1 << 40)
    refused(archive, "1,099,511,627,776 bytes")
    archive.write_bytes((HERE / "package/data/package.yaml").read_bytes())
    refused(archive, "no zip")
