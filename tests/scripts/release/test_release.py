"""A release as others get it: whole, valid without the texts it leaves out, and the same wherever it is made."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package
from typer.testing import CliRunner

from election_facts import load
from scripts.__main__ import app
from scripts.release import publish
from scripts.release.publish import Published, release
from tests.conftest import ROOT
from tests.copies import problems_in
from tests.scripts.release.conftest import FREE, OTHER, commit, replace
from validation.package import read_package
from validation.problems import InvalidDataError

PATH = f"data/sources/{OTHER}.txt"
NAME = "election-facts-example-1.2.3"
DATABASE = "election-facts-example-1-2-3.sqlite"


@pytest.fixture
def folder(published: Published, tmp_path: Path) -> Path:
    """The folder of the release, which a test may change."""
    return shutil.copytree(published.folder, tmp_path / NAME)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What it holds


def test_dist_holds_folder_zip_database_and_checksums_and_nothing_else(published: Published) -> None:
    names = sorted(path.name for path in published.folder.parent.iterdir())
    assert names == [DATABASE, NAME, f"{NAME}.sha256", f"{NAME}.zip"]


def test_the_folder_holds_everything_that_is_promised(published: Published) -> None:
    files = files_in(published.folder)
    for path in (
        *("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "CODEBOOK.md", "SHA256SUMS"),
        *("datapackage.json", "croissant.json", "datasette.json", "data/package.yaml", "data/sources/sources.yaml"),
        *("data/tables/verdicts.csv", "data/tables/verdicts.parquet", "data/flat/verdicts_flat.csv"),
        *("data/flat/assessments_flat.csv", f"data/annotations/{OTHER}.yaml", "data/vocabulary/persons.yaml"),
        f"data/sources/{FREE}.txt",
    ):
        assert path in files
    assert PATH not in files


def test_the_zip_is_the_folder(published: Published) -> None:
    with zipfile.ZipFile(published.archive) as archive:
        held = {name.removeprefix(f"{NAME}/"): archive.read(name) for name in archive.namelist()}
    assert held == files_in(published.folder)


def test_checksums_hold_as_sha256sum_writes_them(published: Published) -> None:
    expected = [f"{digest(path.read_bytes())}  {path.name}" for path in (published.database, published.archive)]
    assert published.checksums.read_text(encoding="utf-8").splitlines() == expected
    files = files_in(published.folder)
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{digest(content)}  {path}" for path, content in sorted(files.items())]


def test_a_web_server_may_read_it(published: Published) -> None:
    for path in (published.archive, published.database, published.checksums, *published.folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_the_loader_reads_folder_and_zip(published: Published) -> None:
    for place in (published.folder, published.archive):
        assert len(load("verdicts", place, labels=True)) == 4


def test_the_descriptor_names_every_table_flat_file_and_text(published: Published) -> None:
    descriptor = json.loads((published.folder / "datapackage.json").read_bytes())
    assert descriptor["created"] == "2026-01-31T00:00:00Z"
    paths = {resource["path"] for resource in descriptor["resources"]}
    files = files_in(published.folder)
    described = {path for path in files if path.startswith(("data/tables/", "data/flat/")) or path.endswith(".txt")}
    assert paths == described
    held = {source["title"]: source.get("path") for source in descriptor["sources"]}
    assert sorted(map(str, held.values())) == sorted(["None", f"data/sources/{FREE}.txt"])


# Rights


def test_of_a_source_that_is_not_free_quotes_and_hash_alone_are_released(published: Published) -> None:
    sentences = load("sentences", published.folder)
    assert sentences[sentences["source_id"] == OTHER]["text"].isna().all()
    assert sentences[sentences["source_id"] == FREE]["text"].notna().all()
    source = load("sources", published.folder).set_index("source_id").loc[OTHER]
    assert source["path"] == PATH
    assert len(source["sha256"]) == 64
    evidence = load("evidence", published.folder)
    assert evidence["quote"].notna().all()
    connection = sqlite3.connect(published.database)
    query = "SELECT count(*), count(text) FROM sentences WHERE source_id = ?"
    assert connection.execute(query, (OTHER,)).fetchone() == (11, 0)
    connection.close()


def test_it_is_valid_here_and_for_frictionless(folder: Path) -> None:
    assert problems_in(folder) == ()
    package = read_package(folder / "datapackage.json", [])
    assert package is not None
    assert package.without_text == (OTHER,)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []


def test_validate_says_what_was_checked_without_text(folder: Path) -> None:
    result = CliRunner().invoke(app, ["validate", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert f"{OTHER}: to check it too, put its text at {PATH}" in result.stdout
    assert f"{FREE}: to check" not in result.stdout


def test_with_the_text_put_back_it_is_valid_and_with_another_it_is_not(folder: Path, checkout: Path) -> None:
    text = (checkout / PATH).read_bytes()
    (folder / PATH).write_bytes(text)
    assert problems_in(folder) == ()
    package = read_package(folder / "datapackage.json", [])
    assert package is not None
    assert package.without_text == ()
    (folder / PATH).write_bytes(text.replace("кабинах".encode(), "палатах".encode()))
    assert f"sources.{OTHER}.sha256" in {problem.field for problem in problems_in(folder)}


# All or nothing


@pytest.fixture
def quick(fresh: Path, published: Published, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose release is at hand, so that it only has to be written."""
    monkeypatch.setattr(publish, "prepare", lambda *_: published.release)
    return fresh


def test_it_writes_the_ids_that_later_builds_are_held_against(published: Published) -> None:
    ids = (published.folder.parent.parent / "data/published/ids.csv").read_bytes()
    assert ids == published.release.files["data/published/ids.csv"]
    assert b"verdicts," in ids
    assert b",1.2.3," in ids


def test_a_version_released_elsewhere_is_made_again_only_with_the_same_ids(fresh: Path, published: Published) -> None:
    ids = fresh / "data/published/ids.csv"
    ids.parent.mkdir()
    content = published.release.files["data/published/ids.csv"]
    ids.write_bytes(content)
    assert publish.prepare(fresh).files == published.release.files
    rows = content.splitlines(keepends=True)
    ids.write_bytes(b"".join(row for row in rows if not row.startswith(b"verdicts,")))
    with pytest.raises(InvalidDataError) as caught:
        publish.prepare(fresh)
    assert [problem.found for problem in caught.value.problems] == ["version 1.2.3, released with other ids"]


def test_a_released_version_is_refused(published: Published) -> None:
    with pytest.raises(InvalidDataError) as caught:
        release(published.folder.parent.parent)
    assert [problem.field for problem in caught.value.problems] == ["version"]


def test_what_an_interrupted_release_left_is_replaced(quick: Path) -> None:
    (quick / f"dist/.{NAME}.new/{NAME}").mkdir(parents=True)
    (quick / f"dist/{NAME}").mkdir()
    (quick / f"dist/{NAME}/stale.txt").write_text("old", encoding="utf-8")
    (quick / f"dist/{NAME}.zip").write_bytes(b"half")
    places = release(quick)
    assert "stale.txt" not in files_in(places.folder)
    assert zipfile.ZipFile(places.archive).testzip() is None
    assert len(list((quick / "dist").iterdir())) == 4


@pytest.mark.parametrize("part", [".sqlite", ".sha256"])
@pytest.mark.parametrize("before", [None, b"ids of an earlier release"])
def test_where_a_part_cannot_be_put_in_place_none_is(
    part: str, before: bytes | None, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, ids = Path.rename, quick / "data/published/ids.csv"
    if before is not None:
        ids.parent.mkdir()
        ids.write_bytes(before)

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == part:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="No space"):
        release(quick)
    assert list((quick / "dist").iterdir()) == []
    assert (ids.read_bytes() if ids.exists() else None) == before


def test_what_a_release_of_another_version_left_beside_it_is_removed(quick: Path) -> None:
    (quick / "dist/.election-facts-example-1.0.0.new/half").mkdir(parents=True)
    release(quick)
    assert len(list((quick / "dist").iterdir())) == 4


def test_datasette_can_link_along_keys_since_the_name_of_the_database_has_no_dots(published: Published) -> None:
    assert published.database.name == DATABASE
    described = json.loads((published.folder / "datasette.json").read_bytes())["databases"]
    assert list(described) == [published.database.stem]


def test_a_release_that_does_not_validate_is_not_put_in_place(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = publish._write_folder

    def damage(folder: Path, files: dict[str, bytes], day: object) -> None:
        write(folder, files, day)  # type: ignore[arg-type]
        (folder / "data/tables/verdicts.csv").write_bytes(b"verdict_id\n")

    monkeypatch.setattr(publish, "_write_folder", damage)
    with pytest.raises(InvalidDataError):
        release(quick)
    assert list((quick / "dist").iterdir()) == []


# The command


def test_the_command_says_what_it_would_do_does_it_and_says_how_to_go_on(fresh: Path) -> None:
    arguments = ["release", "--root", str(fresh)]
    checked = CliRunner().invoke(app, [*arguments, "--check"])
    assert checked.exit_code == 0, checked.stderr
    assert checked.stdout.startswith(f"Would release {NAME}.\n")
    assert f"without the texts of {OTHER}:" in checked.stdout
    assert not (fresh / "dist").exists()
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Released {NAME}.\n")
    assert "git tag v1.2.3" in done.stdout


def test_the_command_explains_itself_and_speaks_json(fresh: Path) -> None:
    helped = CliRunner().invoke(app, ["release", "--help"])
    assert "Exit code 0" in helped.stdout
    replace(fresh / "CHANGELOG.md", "First.", "")
    commit(fresh)
    result = CliRunner().invoke(app, ["release", "--root", str(fresh), "--check", "--format", "json"])
    assert (result.exit_code, result.stderr) == (1, "")
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["file"], problem["field"]) == ("CHANGELOG.md", "1.2.3")


def test_where_nothing_can_be_written_it_says_so(quick: Path) -> None:
    (quick / "dist").write_text("a file", encoding="utf-8")
    result = CliRunner().invoke(app, ["release", "--root", str(quick)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Cannot release: ")


# The same bytes


SURROUNDINGS = {
    "a narrow umask in Kiritimati": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "UMASK": "077"},
    "no locale": {
        "PYTHONHASHSEED": "2",
        "TZ": "America/Los_Angeles",
        "UMASK": "002",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
}
RELEASE = """
import os, sys
os.umask(int(os.environ.get("UMASK", "022"), 8))
from pathlib import Path
from scripts.release.publish import release
release(Path(sys.argv[1]))
"""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.thorough) for name in SURROUNDINGS],
)
def test_the_same_inputs_give_the_same_bytes(name: str, published: Published, checkout: Path, tmp_path: Path) -> None:
    other = tmp_path / "другая папка"
    for number, path in enumerate(sorted((path for path in checkout.rglob("*") if path.is_file()), reverse=True)):
        place = other / path.relative_to(checkout)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (number * 1000, number * 1000))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **SURROUNDINGS[name]}
    command = [sys.executable, "-c", RELEASE, str(other)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected, found = files_in(published.folder.parent), files_in(other / "dist")
    assert {path: digest(content) for path, content in found.items()} == {
        path: digest(content) for path, content in expected.items()
    }
    for path in (other / "dist").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_flat_files_of_a_release_are_read_with_their_types(published: Published) -> None:
    flat = pd.read_csv(
        published.folder / "data/flat/verdicts_flat.csv", keep_default_na=False, na_values=[""], dtype_backend="pyarrow"
    )
    assert flat.columns[0] == "verdict_id"
    assert flat["is_recommendation"].dtype == "bool[pyarrow]"


# What the other commands make of it


def test_two_releases_are_compared_by_their_tables_and_not_by_flat_views_of_them(
    published: Published, folder: Path
) -> None:
    path = folder / "data/tables/verdicts.csv"
    path.write_bytes(path.read_bytes().replace(b"positive", b"negative", 1))
    for old in (published.folder, published.archive):
        result = CliRunner().invoke(app, ["diff", str(old), str(folder)])
        assert result.exit_code == 0, result.stderr
        assert "stance: “positive” → “negative”" in result.stdout
        assert "_flat" not in result.stdout


def test_an_id_in_a_release_is_found_in_its_table_alone(published: Published) -> None:
    election = load("elections", published.folder)["election_id"][0]
    result = CliRunner().invoke(app, ["show", election, "--json", "--package", str(published.folder)])
    assert result.exit_code == 0, result.stderr
    assert [record["table"] for record in json.loads(result.stdout)["records"]] == ["elections"]
