"""The command and its folder: all or nothing, nothing of others is touched, and what it says."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.explore import write
from scripts.explore.facts import Facts, read_facts
from scripts.explore.pages.kinds import File, Pages
from scripts.explore.write import MARK, write_site


@pytest.fixture
def small(copy: Path) -> Facts:
    return read_facts(copy / "datapackage.json")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_replaces_an_earlier_one_as_a_whole(small: Facts, tmp_path: Path) -> None:
    folder = tmp_path / "out/site"
    written = write_site(small, folder)
    before = files_of(folder)
    assert written.index == folder / "index.html"
    assert (written.files, written.size) == (len(before), sum(map(len, before.values())))
    assert written.pages == sum(path.endswith(".html") for path in before)
    (folder / "left.html").write_text("of an earlier version", encoding="utf-8")
    write_site(small, folder)
    assert files_of(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_no_site_is_never_replaced(small: Facts, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "site"
    if kind == "folder":
        folder.mkdir()
        (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    elif kind == "file":
        folder.write_text("years of work", encoding="utf-8")
    else:
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"no site of ours|no folder"):
        write_site(small, folder)
    if kind == "folder":
        assert files_of(folder) == {"thesis.txt": b"years of work"}


def test_where_writing_fails_the_earlier_site_still_stands(
    small: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARK).write_bytes(b"a site")
    (folder / "index.html").write_bytes(b"the earlier one")
    whole = write.site_files

    def half(facts: Facts, kinds: Sequence[Pages]) -> Iterator[File]:
        for number, file in enumerate(whole(facts, kinds)):
            if number == 5:
                raise OSError("disk full")
            yield file

    monkeypatch.setattr(write, "site_files", half)
    with pytest.raises(OSError, match="disk full"):
        write_site(small, folder)
    assert files_of(folder) == {MARK: b"a site", "index.html": b"the earlier one"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.thorough
def test_the_command_prints_the_front_page_and_says_what_must_not_be_published(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    done = CliRunner().invoke(app, ["explore", str(copy), "--output", str(folder)])
    assert done.exit_code == 0
    assert done.stdout == f"{folder / 'index.html'}\n"
    assert "may not be redistributed (ipa-cis-2019, russia-osce-2019)" in done.stderr
    done = CliRunner().invoke(app, ["explore", str(copy), "--output", str(folder), "--publish"])
    assert done.exit_code == 0
    assert "may not be redistributed" not in done.stderr


def test_the_command_refuses_a_package_that_is_none_and_a_folder_of_others(copy: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["explore", str(copy), "--output", str(copy)])
    assert done.exit_code == 1
    assert "Nothing was written" in done.stderr
    (copy / "data/tables/persons.csv").write_text("person_id\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["explore", str(copy), "--output", str(tmp_path / "site")])
    assert done.exit_code == 1
    assert "no site was written" in done.stderr
    assert not (tmp_path / "site").exists()
