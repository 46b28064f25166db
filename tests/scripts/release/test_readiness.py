"""What is not released, and what the refusal says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.descriptor import read_about
from scripts.release.publish import prepare
from scripts.release.readiness import citation_problems, obstacles
from tests.conftest import ROOT
from tests.scripts.release.conftest import commit, git, replace
from validation.problems import InvalidDataError, Problem


def found(root: Path) -> list[tuple[str, str]]:
    return [(problem.file, problem.field) for problem in obstacles(root, read_about(root, []))]


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace(root / path, old, new)


REFUSED = {
    "no changelog entry": (change("CHANGELOG.md", "## 1.2.3", "## 1.2.2"), ("CHANGELOG.md", "1.2.3")),
    "an empty entry": (change("CHANGELOG.md", "First.", ""), ("CHANGELOG.md", "1.2.3")),
    "an entry that only begins alike": (change("CHANGELOG.md", "## 1.2.3", "## 1.2.34"), ("CHANGELOG.md", "1.2.3")),
    "unreleased changes": (change("CHANGELOG.md", "## 1.2.3", "- New\n\n## 1.2.3"), ("CHANGELOG.md", "Unreleased")),
    "another version cited": (change("CITATION.cff", "1.2.3", "1.2.2"), ("CITATION.cff", "version")),
    "another title cited": (change("CITATION.cff", "Two", "Three"), ("CITATION.cff", "title")),
    "another day cited": (change("CITATION.cff", "2026-01-31", "2026-01-30"), ("CITATION.cff", "date-released")),
    "another author cited": (change("CITATION.cff", "coder A", "coder B"), ("CITATION.cff", "authors")),
    "another licence cited": (change("CITATION.cff", "CC-BY-4.0", "MIT"), ("CITATION.cff", "license")),
    "no day": (change("data/package.yaml", "created: 2026-01-31\n", ""), ("data/package.yaml", "created")),
    "another version of the project": (
        lambda root: (root / "pyproject.toml").write_text('[project]\nversion = "1.2.2"\n', encoding="utf-8"),
        ("pyproject.toml", "project.version"),
    ),
    "no file's name": (change("data/package.yaml", "name: election", "name: ../e"), ("data/package.yaml", "name")),
    "no licence": (lambda root: (root / "LICENSE").unlink(), ("LICENSE", "file")),
    "no citation": (lambda root: (root / "CITATION.cff").unlink(), ("CITATION.cff", "file")),
}  # fmt: skip


def test_a_package_that_is_ready_has_no_obstacle(fresh: Path) -> None:
    assert found(fresh) == []


@pytest.mark.parametrize("name", REFUSED)
def test_each_obstacle_is_named_where_it_stands(name: str, fresh: Path) -> None:
    plant, expected = REFUSED[name]
    plant(fresh)
    commit(fresh)
    assert expected in found(fresh)


def test_a_version_that_is_released_is_not_released_again(fresh: Path) -> None:
    (fresh / "dist").mkdir()
    (fresh / "dist/election-facts-example-1.2.3.sha256").write_text("", encoding="utf-8")
    (problem,) = obstacles(fresh, read_about(fresh, []))
    assert (problem.file, problem.field) == ("data/package.yaml", "version")
    assert "give the next version in data/package.yaml" in problem.remedy


@pytest.mark.parametrize("kind", ["changed", "new", "staged", "deleted"])
def test_work_that_is_not_committed_is_named(kind: str, fresh: Path) -> None:
    path = {"new": "новый.txt"}.get(kind, "README.md")
    if kind == "deleted":
        (fresh / path).unlink()
    else:
        (fresh / path).write_text("more\n", encoding="utf-8")
    if kind == "staged":
        git(fresh, "add", "--all")
    assert (path, "git") in found(fresh)


def test_what_a_release_writes_does_not_make_the_tree_dirty(fresh: Path) -> None:
    (fresh / "dist").mkdir()
    (fresh / "dist/other.zip").write_bytes(b"")
    (fresh / ".build.lock").write_bytes(b"")
    assert found(fresh) == []


def test_outside_a_checkout_nothing_is_released(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(fresh.parent))
    (fresh / ".git").rename(fresh.parent / "elsewhere")
    (problem,) = obstacles(fresh, read_about(fresh, []))
    assert problem.remedy == "release from a git checkout of the package"


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDataError) as caught:
        prepare(root)
    return caught.value.problems


def test_what_does_not_build_is_not_released(fresh: Path) -> None:
    replace(fresh / "data/annotations/russia-osce-2019.yaml", "stance: positive", "stance: enthusiastic")
    commit(fresh)
    assert any(problem.file == "data/annotations/russia-osce-2019.yaml" for problem in problems_of(fresh))


def test_what_is_not_as_a_build_writes_it_is_not_released(fresh: Path) -> None:
    replace(fresh / "data/tables/persons.csv", "Lebedev", "Lebedeff")
    commit(fresh)
    assert [problem.file for problem in problems_of(fresh)] == ["data/tables/persons.csv"]


def test_every_obstacle_is_told_at_once(fresh: Path) -> None:
    replace(fresh / "CHANGELOG.md", "First.", "")
    replace(fresh / "CITATION.cff", "1.2.3", "1.2.2")
    replace(fresh / "data/tables/persons.csv", "Lebedev", "Lebedeff")
    files = {problem.file for problem in problems_of(fresh)}
    assert files == {"CHANGELOG.md", "CITATION.cff", "data/tables/persons.csv"}


def test_the_citation_of_this_repository_says_what_its_descriptor_says() -> None:
    problems: list[Problem] = []
    about = read_about(ROOT, problems)
    assert problems == []
    assert citation_problems(ROOT, about) == []
