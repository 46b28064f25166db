"""`election-facts init`: what it starts builds and validates at once, and it writes all or nothing."""

import errno
import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.build import CODEBOOK, CODING_RULES
from scripts.start import start as module
from scripts.start.origin import UNKNOWN, Origin, origin, recorded
from scripts.start.start import filled_in, start
from validation.codes import countries
from validation.package import read_package
from validation.problems import Problem

ROOT = Path(__file__).parents[2]
HERE = Origin("https://git.example.org/facts", "v9.9.9")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def listed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that was started and built with the commands that `init` names."""
    folder = tmp_path_factory.mktemp("init") / "my package"
    result = run("init", folder, "--name", "my-facts", "--title", 'Facts of "our" выборы: 1')
    assert (result.exit_code, result.stderr) == (0, "")
    for command in re.findall(r"  election-facts (.*)", result.stdout):
        place = re.sub(r"'(.*)'", r"\1", command.split(" ", 1)[1]).removeprefix("--root ")
        options = ["--root", place] if "--root" in command else [place]
        done = run(command.split()[0], *options)
        assert (done.exit_code, done.stderr) == (0, ""), command
    return folder


def test_it_builds_and_validates_at_once_as_init_says(started: Path) -> None:
    problems: list[Problem] = []
    package = read_package(started / "datapackage.json", problems)
    assert package is not None
    assert problems == []
    assert len(package.tables["sources"]) == 2
    assert {"en", "ru"} == set(package.tables["sources"]["language"])
    assert len(package.tables["verdicts"]) == 3
    assert (
        (started / CODEBOOK)
        .read_text(encoding="utf-8")
        .endswith((started / CODING_RULES).read_text(encoding="utf-8").split("\n## Records\n")[1])
    )


def test_its_workflow_would_pass(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(started)
    workflow = yaml.safe_load((started / ".github/workflows/validate.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["validate"]["steps"] if "run" in step]
    commands = [line.split()[1:] for line in runs if line.startswith("election-facts ")]
    assert [command[0] for command in commands] == ["format", "build", "validate"]
    for command in commands:
        done = run(*command)
        assert done.exit_code == 0, done.stderr


def test_name_and_title_stand_in_what_is_built(started: Path) -> None:
    descriptor = json.loads((started / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("my-facts", 'Facts of "our" выборы: 1')
    citation = yaml.safe_load((started / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == descriptor["title"]
    assert citation["version"] == descriptor["version"]
    assert citation["license"] == descriptor["licenses"][0]["name"]
    assert (started / "README.md").read_text(encoding="utf-8").startswith('# Facts of "our" выборы: 1\n')


def test_it_holds_what_people_expect(started: Path) -> None:
    assert {
        ".github/workflows/validate.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        "README.md",
        "data/annotations/example-en.yaml",
        "data/annotations/example-ru.yaml",
        "data/package.yaml",
        "data/sources/example-en.txt",
        "data/sources/example-ru.txt",
        "data/sources/sources.yaml",
        "data/vocabulary/organizations.yaml",
        "data/vocabulary/persons.yaml",
        "data/vocabulary/places.yaml",
        "docs/coding.md",
    } <= listed(started)
    assert not [path for path in listed(started) if "dot-" in path]


def test_nothing_is_claimed_of_a_real_election() -> None:
    content = filled_in("x", "X", HERE)
    assert "invented example" in content["data/sources/example-en.txt"].splitlines()[0]
    assert "вымышленный пример" in content["data/sources/example-ru.txt"].splitlines()[0]
    named = set(re.findall(r"country_code: (\w+)", "".join(content.values())))
    assert {countries()[code] for code in named} == {"Bouvet Island"}  # where nobody lives


def test_the_readme_says_the_next_three_steps_and_names_files_that_are_there(started: Path) -> None:
    readme = (started / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^(\d)\. \*\*", readme, re.MULTILINE) == ["1", "2", "3"]
    named = re.findall(r"`((?:data|docs|\.github|\.pre)[\w./-]*|[A-Z]+\.md)`", readme)
    assert len(named) > 8
    for path in named:
        assert "ID" in path or (started / path).exists(), path


def test_every_place_to_fill_in_is_filled_in() -> None:
    content = filled_in("my-facts", "My facts", HERE)
    assert not [path for path, text in content.items() if re.search(r"(?<!\$)\{\{", text)]
    assert "rev: v9.9.9" in content[".pre-commit-config.yaml"]
    assert "git+https://git.example.org/facts@v9.9.9" in content[".github/workflows/validate.yml"]


def test_the_hooks_that_it_asks_for_are_those_of_the_repository() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = yaml.safe_load(filled_in("x", "X", HERE)[".pre-commit-config.yaml"])["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}


def test_it_explains_itself_with_its_exit_codes() -> None:
    result = run("init", "--help")
    assert result.exit_code == 0
    assert "Exit code 0" in result.stdout


# What is refused


def test_the_name_and_title_are_made_of_the_folders_name(tmp_path: Path) -> None:
    assert run("init", tmp_path / "Our Facts").exit_code == 0
    about = yaml.safe_load((tmp_path / "Our Facts/data/package.yaml").read_text(encoding="utf-8"))
    assert (about["name"], about["title"]) == ("our-facts", "Our facts")


@pytest.mark.parametrize("name", ["", "Facts", "a b", "../a", "-a", "a-", "данные", "a\n"])
def test_a_name_that_is_none_is_wrong_usage(name: str, tmp_path: Path) -> None:
    result = run("init", tmp_path / "new", "--name", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--name" in result.stderr
    assert listed(tmp_path) == set()


@pytest.mark.parametrize("title", [" ", "a\nb", "a\x1b[31m"])
def test_a_title_that_is_no_line_of_text_is_wrong_usage(title: str, tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--title", title).exit_code == 2
    assert listed(tmp_path) == set()


def test_titles_that_yaml_would_read_otherwise_stay_what_they_are(tmp_path: Path) -> None:
    for number, title in enumerate(["NO", "{a: b}", "a: 'b' # c", "\\n {{name}}", "2031-10-05", "[]", "*a &b !c"]):
        content = filled_in("x", title, HERE)
        assert yaml.safe_load(content["data/package.yaml"])["title"] == title
        assert yaml.safe_load(content["CITATION.cff"])["title"] == title, number


def _with_file(folder: Path) -> None:
    folder.mkdir()
    (folder / ".hidden").write_text("keep", encoding="utf-8")


def _as_file(folder: Path) -> None:
    folder.write_text("keep", encoding="utf-8")


def _as_link(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to(folder.parent / "elsewhere")


@pytest.mark.parametrize("occupied", [_with_file, _as_file, _as_link])
def test_what_is_not_empty_is_refused_and_left_as_it_is(occupied: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    occupied(folder)
    before = listed(tmp_path)
    result = run("init", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Cannot start a package: ")
    assert "Nothing was written." in result.stderr
    assert listed(tmp_path) == before


def test_an_empty_folder_is_taken_and_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    number = folder.stat().st_ino
    monkeypatch.chdir(folder)
    assert run("init", ".").exit_code == 0
    assert folder.stat().st_ino == number
    assert "name: facts\n" in Path("data/package.yaml").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".facts")) == []


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("last", range(0, 17, 4))
def test_a_full_disk_leaves_nothing_behind(
    exists: bool, last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "facts"
    if exists:
        folder.mkdir()
    written, write_text = [], Path.write_text

    def failing(self: Path, *arguments: Any, **options: Any) -> int:
        written.append(self)
        if len(written) > last:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return write_text(self, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", failing)
    result = run("init", folder)
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert [path.name for path in tmp_path.rglob("*")] == (["facts"] if exists else [])


def test_a_move_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target == tmp_path / "LICENSE":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="LICENSE"):
        start(tmp_path, "x", "X", HERE)
    assert list(tmp_path.iterdir()) == []


def test_files_have_the_rights_that_the_umask_gives(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        start(tmp_path / "new", "x", "X", HERE)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "new/README.md").stat().st_mode) == 0o644


# Where CI gets the program from


def test_what_pip_recorded_of_a_repository_is_what_ci_installs() -> None:
    def direct(url: str, **control: str) -> str:
        return json.dumps({"url": url, "vcs_info": {"vcs": "git", **control}})

    tagged = direct("https://git.example.org/a/facts.git", requested_revision="v1.0.0", commit_id="0a1b2c")
    assert recorded(tagged, "1.0.0") == Origin("https://git.example.org/a/facts", "v1.0.0")
    at_commit = direct("https://git.example.org/a/facts", commit_id="0a1b2c")
    assert recorded(at_commit, "1.0.0") == Origin("https://git.example.org/a/facts", "0a1b2c")


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "{",
        "[]",
        "null",
        '{"url": "file:///home/somebody/facts", "dir_info": {"editable": true}}',
        '{"url": "https://example.org/a.whl", "archive_info": {}}',
        '{"url": "ssh://git@example.org/a", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}',
        '{"url": "https://user:word@example.org/a", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}',
        '{"url": "https://example.org/a\\nb", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}',
        '{"url": "https://example.org/a", "vcs_info": {"vcs": "git", "requested_revision": "x\\"; rm"}}',
        '{"url": "https://example.org/a", "vcs_info": []}',
        '{"url": 1, "vcs_info": {"commit_id": 1}}',
    ],
)
def test_what_names_no_public_repository_leaves_a_place_to_fill_in(content: str | None) -> None:
    assert recorded(content, "1.2.3") == Origin(UNKNOWN, "v1.2.3")


def test_the_origin_of_this_installation_can_be_filled_in() -> None:
    assert origin().repository.startswith("https://")
    assert module.filled_in("x", "X", origin())
