"""A small sample of what tests.reliability does with releases: killed at any step, and with any byte changed."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.release import publish
from scripts.release.publish import Published
from tests.copies import problems_in
from tests.reliability.corruption import (
    changed,
    corruptions,
    every_byte,
    in_a_lone_zip,
    in_checksum_file,
    other_byte,
    without_sums,
)
from tests.reliability.releases import fetch_of, files_in, killed_fetches, killed_releases, release_of
from tests.reliability.steps import Work
from tests.server import served


@pytest.fixture
def dist(published: Published, tmp_path: Path) -> Path:
    """The parts of a release, which a test may change."""
    return shutil.copytree(published.folder.parent, tmp_path / "dist")


# Killed


def test_a_process_is_killed_before_the_step_that_was_meant(tmp_path: Path) -> None:
    names = [tmp_path / name for name in "abc"]
    work = Work(lambda: [name.write_text("x") for name in names])
    work.measure()
    assert work.steps == 3
    for step in range(3):
        for name in names:
            name.unlink(missing_ok=True)
        assert work.kill_before(step)
        assert [name.exists() for name in names] == [number < step for number in range(3)]
    assert not work.kill_before(3)


@pytest.mark.thorough
def test_a_release_that_is_killed_is_no_release_and_the_next_one_replaces_it(
    published: Published, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_validate", lambda _: None)  # it reads alone, and takes most of the time
    work = release_of(fresh, published.release)
    work.measure()
    assert files_in(fresh / "dist") == files_in(published.folder.parent)
    shutil.rmtree(fresh / "dist")
    shutil.rmtree(fresh / "data/published")
    # Last come the checksum file and, nine steps before, the first part: its folder is put in place.
    late = [work.steps - number for number in range(1, 10)]
    found = killed_releases(published, fresh, [work.steps // 2, *late[::2]], work)
    assert found["killed"] == 6
    assert found["begun"] >= 3
    assert found["new"] >= 1


@pytest.mark.thorough
@pytest.mark.parametrize("is_zip", [False, True])
def test_a_fetch_that_is_killed_puts_nothing_in_place_and_goes_on(
    is_zip: bool, published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    target = tmp_path / "here/package"
    target.parent.mkdir()
    with served(published.folder.parent) as address:
        place = published.archive.name if is_zip else f"{published.folder.name}/"
        work = fetch_of(f"{address}/{place}", target)
        work.measure()
        assert files_in(target) == files_in(published.folder)
        shutil.rmtree(target)
        steps = [*range(0, work.steps, work.steps // 8), *range(work.steps - 6, work.steps)]
        found = killed_fetches(target, files_in(published.folder), steps, work)
    assert found["killed"] == len(steps)
    assert found["new"] >= 2
    assert found["begun"] >= 7


# Bytes


def test_bytes_all_over_every_file_are_seen_when_they_change(dist: Path, published: Published) -> None:
    every = dict.fromkeys((".sqlite", ".zip", ".json", ".csv", ".md"), 997)
    every |= dict.fromkeys((".parquet", ".yaml", ".txt", ".cff", "SHA256SUMS"), 97)
    found = list(every_byte(dist, published.folder.name, every=every, seed=1, workers=1))
    assert {one.file for one in found} == {Path(path).name for path in files_in(dist)}
    assert [one for one in found if one.missed] == []
    (own,) = (one for one in found if one.file == published.checksums.name)
    assert own.changed == published.checksums.stat().st_size


@pytest.mark.thorough
def test_validate_sees_it_on_the_disk(dist: Path, published: Published) -> None:
    root = dist / published.folder.name
    files = set(files_in(root))
    results = list(corruptions(root, len(files) + 20, seed=1))
    assert {name for name, _, _ in results} == files
    assert [result for result in results if not result[2]] == []


def test_validate_names_the_file_in_which_a_byte_was_changed(dist: Path, published: Published) -> None:
    root = dist / published.folder.name
    names = ("CODEBOOK.md", "datapackage.json", "data/sources/sources.yaml", "data/annotations/ipa-cis-2019.yaml")
    for name in names:
        (root / name).write_bytes((root / name).read_bytes().replace(b"o", b"0", 1))
    assert {problem.file for problem in problems_in(root)} == set(names)


@pytest.mark.parametrize("kind", ["archive", "database", "checksums"])
def test_a_byte_of_zip_database_or_checksums_is_seen_by_validate(kind: str, dist: Path, published: Published) -> None:
    place = dist / published.checksums.name
    validate = ["validate", str(place)]
    part = dist / getattr(published, kind).name
    if kind == "checksums":
        assert CliRunner().invoke(app, validate).exit_code == 0
    with changed(part, 50, seed=1):
        result = CliRunner().invoke(app, validate)
    assert result.exit_code == 1
    assert part.name in result.stderr


def test_a_changed_byte_is_another_byte_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(range(256)))
    assert {other_byte(0, "a", place, 1) for place in range(200)} == {1 << bit for bit in range(8)}
    with changed(path, 7, seed=1):
        assert sum(a != b for a, b in zip(path.read_bytes(), range(256), strict=True)) == 1
    assert path.read_bytes() == bytes(range(256))


@pytest.mark.thorough
def test_what_would_not_be_seen_is_told(dist: Path, published: Published) -> None:
    """The lists are what catches: without them, changes are missed, and the measure says so."""
    shares = without_sums(dist / published.folder.name, 12, seed=1)
    assert shares["described"][1:] == (12, 12)
    assert shares["others"][2] == 0
    flips, seen = in_a_lone_zip(dist / published.archive.name, 20, seed=1)
    assert seen > 0.9 * flips
    missed = in_checksum_file(dist / published.checksums.name, range(3), seed=1)
    assert (missed.changed, missed.missed) == (3, ())
