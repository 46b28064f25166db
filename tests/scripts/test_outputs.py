"""All outputs of a build are put in place or none, whatever happens."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.build import write
from scripts.outputs import only_build, replace_outputs
from validation.checks import check
from validation.package import JOURNAL, read_package
from validation.problems import Problem

ROOT = Path(__file__).parents[2]
RUSSIA = "data/annotations/russia-osce-2019.yaml"
Edit = Callable[[str, str, str], None]

DYING_BUILDS = """
import json, os, shutil, signal, sys
from itertools import count
from pathlib import Path
from scripts import outputs
from scripts.build import build

root = Path(sys.argv[1])
new = build(root).outputs

def dying(name, calls, last, cut_short=None):
    def call(*args, **options):
        calls.append(name)
        if len(calls) == last:
            if cut_short:
                cut_short(*args)
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **options)
    owner, attribute = {"write": (outputs, "write_whole"), "rmtree": (shutil, "rmtree")}.get(name, (Path, name))
    original = getattr(owner, attribute)
    setattr(owner, attribute, call)

def write_half(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content[: len(content) // 2])

for last in count(1):
    copy = Path(shutil.copytree(root, root.with_name(f"killed-{last}")))
    child = os.fork()
    if child == 0:
        calls = []
        dying("write", calls, last, write_half)
        for name in ("replace", "unlink", "rmtree"):
            dying(name, calls, last)
        with outputs.only_build(copy):
            outputs.replace_outputs(copy, new)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status == 0:
        shutil.rmtree(copy)
        break
    assert os.WTERMSIG(status) == signal.SIGKILL
print(last - 1)
"""


def python(code: str, *arguments: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def state(root: Path) -> dict[str, bytes]:
    """What stands where a build writes."""
    paths = [root / "datapackage.json", root / "CODEBOOK.md", *(root / "data/tables").glob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def problems_in(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    package = read_package(root / "datapackage.json", problems)
    return problems + (check(package) if package else [])


@pytest.mark.thorough
def test_a_build_killed_at_any_moment_leaves_all_old_or_all_new_once_the_next_command_has_run(
    built_root: Path, edit: Edit, tmp_path: Path
) -> None:
    (built_root / "data/tables/stale.csv").write_text("a\n1\n", encoding="utf-8")
    old = state(built_root)
    edit(RUSSIA, "overall: Bare praise names no fault.", "overall: Praise names no fault.")
    done = python(DYING_BUILDS, built_root)
    out, err = done.communicate()
    assert done.returncode == 0, err
    write(built_root)
    new = state(built_root)
    seen = set()
    for number in range(1, int(out) + 1):
        killed = tmp_path / f"killed-{number}"
        stands = state(killed)
        seen.add("old" if stands == old else "new" if stands == new else "a mix")
        if (killed / JOURNAL).exists():
            assert [problem.found[:20] for problem in problems_in(killed)] == ["an interrupted build"]
        else:
            assert stands in (old, new)
        with only_build(killed):
            pass
        assert state(killed) in (old, new)
        assert state(killed) == new or stands == old
        assert [path.name for path in (killed / ".build").glob("*") if path.suffix != ".draft"] == []
    assert seen == {"old", "a mix", "new"}


def test_a_build_after_an_interrupted_one_writes_what_the_sources_say_now(built_root: Path, edit: Edit) -> None:
    with pytest.MonkeyPatch.context() as patch:
        interrupt(patch, after=3)
        edit(RUSSIA, "overall: Bare praise names no fault.", "overall: Praise names no fault.")
        with pytest.raises(OSError, match="No space left"):
            write(built_root)
    assert [problem.found[:20] for problem in problems_in(built_root)] == ["an interrupted build"]
    edit(RUSSIA, "overall: Praise names no fault.", "overall: Mere praise names no fault.")
    built, _ = write(built_root)
    assert all((built_root / path).read_bytes() == content for path, content in built.outputs.items())
    assert problems_in(built_root) == []


def interrupt(patch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let renaming fail after some files, as a disk may."""
    replace, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return replace(self, target)

    patch.setattr(Path, "replace", failing)


def test_a_failure_half_way_is_said_and_the_next_build_completes_it(built_root: Path, edit: Edit) -> None:
    edit(RUSSIA, "overall: Bare praise names no fault.", "overall: Praise names no fault.")
    with pytest.MonkeyPatch.context() as patch:
        interrupt(patch, after=2)
        result = CliRunner().invoke(app, ["build", "--root", str(built_root)])
    assert result.exit_code == 1
    assert "The next build completes what this one began." in result.stderr
    assert CliRunner().invoke(app, ["build", "--root", str(built_root)]).exit_code == 0
    assert problems_in(built_root) == []


def test_a_build_that_changes_nothing_touches_no_file(built_root: Path) -> None:
    def stamps() -> dict[Path, tuple[int, int]]:
        files = (path for path in built_root.rglob("*") if path.is_file() and path.name != ".build.lock")
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}

    before = stamps()
    _, changed = write(built_root)
    assert changed == []
    assert stamps() == before


def test_a_build_replaces_only_what_changed(built_root: Path, edit: Edit) -> None:
    edit(RUSSIA, "overall: Bare praise names no fault.", "overall: Praise names no fault.")
    _, changed = write(built_root)
    assert changed == ["data/tables/evidence.csv", "data/tables/evidence.parquet", "datapackage.json"]


def test_tables_that_are_no_longer_built_are_removed_and_nothing_else(built_root: Path) -> None:
    tables = built_root / "data/tables"
    for name in ("old.csv", "old.parquet", "notes.md"):
        (tables / name).write_text("a\n", encoding="utf-8")
    (tables / "folder.csv").mkdir()
    _, changed = write(built_root)
    assert changed == ["data/tables/old.csv", "data/tables/old.parquet"]
    left = {path.name for path in tables.iterdir()}
    assert {"notes.md", "folder.csv"} <= left
    assert not {"old.csv", "old.parquet"} & left


RIVAL = """
import sys
from pathlib import Path
from scripts.outputs import only_build, replace_outputs

root, word = Path(sys.argv[1]), sys.argv[2].encode()
paths = [*(f"data/tables/{number}.csv" for number in range(5)), "datapackage.json"]
for turn in range(20):
    outputs = {path: word * (turn + 1) for path in paths}
    with only_build(root):
        replace_outputs(root, outputs)
        assert {path: (root / path).read_bytes() for path in paths} == outputs
"""


@pytest.mark.thorough
def test_builds_at_the_same_time_come_one_after_the_other(tmp_path: Path) -> None:
    rivals = [python(RIVAL, tmp_path, word) for word in ("ab", "xy")]
    for rival in rivals:
        _, err = rival.communicate()
        assert rival.returncode == 0, err
    assert len(set(state(tmp_path).values())) == 1
    assert not (tmp_path / JOURNAL).exists()


PATHS = ("CODEBOOK.md", "data/tables/a.csv", "data/tables/b.csv", "datapackage.json")


def put(root: Path, content: bytes) -> list[str]:
    with only_build(root):
        return replace_outputs(root, dict.fromkeys(PATHS, content))


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [
        ("data/tables/a.csv", True),
        ("data/tables/b.csv", True),
        ("datapackage.json", True),
        ("CODEBOOK.md", True),
        ("data/tables", False),
        (".build", False),
        (".build.lock", True),
    ],
)
def test_where_something_cannot_be_written_nothing_is(path: str, is_folder: bool, tmp_path: Path) -> None:
    put(tmp_path, b"old")
    place = tmp_path / path
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    if is_folder:
        place.mkdir()
    else:
        place.write_text("in the way", encoding="utf-8")
    before = state(tmp_path)
    with pytest.raises(OSError, match=place.name):
        put(tmp_path, b"new")
    assert state(tmp_path) == before
    assert not (tmp_path / JOURNAL).exists()
    place.rmdir() if is_folder else place.unlink()
    assert sorted(put(tmp_path, b"new")) == sorted(PATHS)


def test_where_a_file_is_too_large_for_the_disk_nothing_is_written(tmp_path: Path) -> None:
    put(tmp_path, b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            put(tmp_path, b"new" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert state(tmp_path) == dict.fromkeys(PATHS, b"old")


def test_a_command_that_cannot_write_says_why_and_that_the_old_files_stand(built_root: Path) -> None:
    table = built_root / "data/tables/verdicts.csv"
    table.unlink()
    table.mkdir()
    result = CliRunner().invoke(app, ["build", "--root", str(built_root)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Cannot write: [Errno 21] a folder stands where a file belongs: '{table}'. The old files stand.\n"
    )


def test_outputs_go_into_a_folder_that_does_not_exist_yet(tmp_path: Path) -> None:
    with only_build(tmp_path):
        changed = replace_outputs(tmp_path, {"datapackage.json": b"{}", "data/tables/a.csv": b"a\n"})
    assert changed == ["data/tables/a.csv", "datapackage.json"], "the descriptor comes last"
    assert state(tmp_path) == {"datapackage.json": b"{}", "data/tables/a.csv": b"a\n"}


def test_a_journal_with_a_path_that_leads_out_of_the_package_is_refused(built_root: Path) -> None:
    outside = built_root.parent / "precious.txt"
    outside.write_text("keep", encoding="utf-8")
    journal = built_root / JOURNAL
    journal.parent.mkdir(exist_ok=True)
    journal.write_text(json.dumps({"replace": [], "remove": ["../precious.txt"]}), encoding="utf-8")
    with pytest.raises(PermissionError, match="leads out of the package"):
        write(built_root)
    assert outside.read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("link", [".build", ".build/new", ".build.lock", "data/tables", "data/tables/verdicts.csv"])
def test_links_that_somebody_has_put_in_a_package_lead_no_build_out_of_it(link: str, built_root: Path) -> None:
    """A package from a stranger with an interrupted build: what it names stands, or would be put, elsewhere."""
    outside = built_root.parent / "precious"
    (outside / "new/data/tables").mkdir(parents=True)
    for name in ("new/data/tables/verdicts.csv", "verdicts.csv", "journal.json", "file"):
        (outside / name).write_text('{"replace": ["data/tables/verdicts.csv"], "remove": []}', encoding="utf-8")
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    place = built_root / link
    (built_root / ".build/new").mkdir(parents=True, exist_ok=True)
    (built_root / JOURNAL).write_text('{"replace": ["data/tables/verdicts.csv"], "remove": []}', encoding="utf-8")
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    target = {".build/new": outside / "new", ".build.lock": outside / "file"}.get(link, outside)
    place.symlink_to(target / "verdicts.csv" if link.endswith(".csv") else target)
    result = CliRunner().invoke(app, ["build", "--root", str(built_root)])
    assert result.exit_code == 1
    assert "leads out of the package" in result.stderr
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"replace": 1}'])
def test_a_journal_that_is_none_is_named_and_nothing_is_touched(content: bytes, built_root: Path) -> None:
    journal = built_root / JOURNAL
    journal.parent.mkdir(exist_ok=True)
    journal.write_bytes(content)
    result = CliRunner().invoke(app, ["build", "--root", str(built_root)])
    assert result.exit_code == 1
    assert "no journal of a build" in result.stderr


def test_build_check_names_an_interrupted_build(built_root: Path) -> None:
    journal = built_root / JOURNAL
    journal.parent.mkdir(exist_ok=True)
    journal.write_text(json.dumps({"replace": [], "remove": []}), encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--check", "--root", str(built_root)])
    assert result.exit_code == 1
    assert "an interrupted build" in result.stderr
