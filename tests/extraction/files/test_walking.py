import os
import sys
from itertools import islice
from pathlib import Path

import pytest

from extraction.files import FoundFile, RefusedPath, walk


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def names(*folders: Path) -> list[str]:
    return [one.name for one in walk(folders) if isinstance(one, FoundFile)]


def refusals(*folders: Path) -> dict[str, str]:
    return {one.name: one.found for one in walk(folders) if isinstance(one, RefusedPath)}


def test_files_come_in_order_and_hidden_ones_do_not(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "b/10.txt", "a.txt", "Z.txt", "б.txt", ".git/x", "b/.hidden", "b/c/d.pdf")
    assert names(tmp_path) == ["Z.txt", "a.txt", "b/10.txt", "b/2.txt", "b/c/d.pdf", "б.txt"]
    assert [one.path for one in walk([tmp_path])][:2] == [tmp_path / "Z.txt", tmp_path / "a.txt"]
    assert refusals(tmp_path) == {}


def test_everything_comes_once(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt", "a/b/2.txt", "3.txt")
    a = tmp_path / "a"
    assert names(a, tmp_path, a / "b", a) == ["1.txt", "b/2.txt", "3.txt"]
    assert names(tmp_path / "3.txt", tmp_path, tmp_path / "3.txt") == ["3.txt", "a/1.txt", "a/b/2.txt"]
    assert names(tmp_path, a / "1.txt") == ["3.txt", "a/b/2.txt", "1.txt"]


def test_a_hidden_folder_is_read_where_it_is_given_itself(tmp_path: Path) -> None:
    make(tmp_path, ".hidden/a.txt")
    assert names(tmp_path) == []
    assert names(tmp_path / ".hidden") == ["a.txt"]


def test_links_lead_to_nothing_twice_and_to_nowhere_outside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(tmp_path, "root/a/1.txt", "root/.store/2.txt", "outside/3.txt")
    for name, target in {
        "loop": ".",
        "a/up": "..",
        "self": "self",
        "same.txt": "a/1.txt",
        "stored.txt": ".store/2.txt",
        "store": ".store",
        "gone": "nothing",
        "out.txt": "../outside/3.txt",
        "out": "../outside",
        "system": "/etc",
    }.items():
        (root / name).symlink_to(target)
    assert names(root) == ["a/1.txt", "stored.txt"]
    assert refusals(root) == {
        "gone": "a symbolic link to nothing",
        "out": "a symbolic link that leaves the folder",
        "out.txt": "a symbolic link that leaves the folder",
        "self": "a symbolic link to nothing",
        "store": "a symbolic link to a hidden folder",
        "system": "a symbolic link that leaves the folder",
    }


def test_a_folder_given_by_a_link_is_read(tmp_path: Path) -> None:
    make(tmp_path, "root/a.txt")
    (tmp_path / "link").symlink_to("root")
    (tmp_path / "root" / "again").symlink_to("../link")
    assert names(tmp_path / "link") == ["a.txt"]
    assert refusals(tmp_path / "link") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
def test_what_cannot_be_read_is_reported_and_the_walk_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/1.txt", "b/2.txt")
    os.mkfifo(tmp_path / "pipe")
    listed = Path.iterdir

    def forbid(folder: Path) -> object:
        if folder.name == "a":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", forbid)
    assert names(tmp_path) == ["b/2.txt"]
    assert refusals(tmp_path, tmp_path / "none") == {
        "a": "permission denied",
        "pipe": "what is no regular file, or cannot be looked at",
        "none": "no file or folder",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_no_text_can_be_stored(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text("a", encoding="utf-8")
    (found,) = walk([tmp_path])
    assert found.name == "a\\xff.txt"
    assert found.path.read_text(encoding="utf-8") == "a"


def test_folders_are_looked_at_as_they_are_asked_for(tmp_path: Path) -> None:
    make(tmp_path, *(f"{number}/a.txt" for number in range(5)))
    files = walk([tmp_path])
    assert len(list(islice(files, 2))) == 2
    make(tmp_path, "4/b.txt")
    assert [one.name for one in files] == ["2/a.txt", "3/a.txt", "4/a.txt", "4/b.txt"]
