"""Whether a package may be released: its version is new and everywhere the same, and the work is committed."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.descriptor import ABOUT
from scripts.release.contents import COPIED
from scripts.versions.published import FILE as PUBLISHED
from scripts.yaml_reader import Node, read_yaml
from validation.problems import Problem

DIST = "dist"
CHANGELOG = "CHANGELOG.md"
CITATION = "CITATION.cff"
PROJECT = "pyproject.toml"

_OF_ANOTHER_CHECKOUT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What git sets for its hooks, in which a release may run."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\Z", re.ASCII)
_HEADING = re.compile(r"^## +\[?([^\s\]]+)\]?.*$", re.MULTILINE)
NEXT = f"give the next version in {ABOUT}, {PROJECT} and {CITATION}, and its entry in {CHANGELOG}"


def obstacles(root: Path, about: Mapping[str, Any]) -> list[Problem]:
    """Every reason not to release the package at `root`, beside what is wrong in its data."""
    missing = [path for path in COPIED if not (root / path).is_file()]
    problems = [Problem(path, None, "file", "nothing", "a file that a release holds", "write it") for path in missing]
    if not _NAME.match(about["name"]):
        expected = "lower-case letters, digits and . _ -: files are named after it"
        problems.append(Problem(ABOUT, None, "name", about["name"], expected, "give the package such a name"))
    if "created" not in about:
        expected = "the day of the release, such as 2026-01-31"
        problems.append(Problem(ABOUT, None, "created", "nothing", expected, "add it"))
    problems += _published(root, about)
    problems += _uncommitted(root)
    if CHANGELOG not in missing:
        problems += _changelog(root, str(about["version"]))
    if CITATION not in missing:
        problems += citation_problems(root, about)
    problems += _project(root, str(about["version"]))
    return problems


def _published(root: Path, about: Mapping[str, Any]) -> Iterator[Problem]:
    sums = f"{DIST}/{about['name']}-{about['version']}.sha256"
    if (root / sums).exists():
        found = f"{about['version']}, which {sums} says is released"
        yield Problem(ABOUT, None, "version", found, "a version that is not released", NEXT)


def _uncommitted(root: Path) -> Iterator[Problem]:
    """What git says is not committed; what a release itself writes does not count."""
    command = ["git", "-C", str(root), "-c", "core.quotepath=false", "status", "--porcelain", "--", "."]
    own = [f":(exclude){path}" for path in (DIST, ".build.lock", ".build", PUBLISHED)]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_CHECKOUT}
    environment["LC_ALL"] = "C"
    try:
        done = subprocess.run([*command, *own], capture_output=True, env=environment, check=False)
    except OSError as error:
        yield Problem(".git", None, "git", str(error), "git, to see that all is committed", "install git")
        return
    if done.returncode != 0:
        found = done.stderr.decode("utf-8", errors="replace").strip()
        yield Problem(".git", None, "git", found, "a checkout", "release from a git checkout of the package")
        return
    for line in done.stdout.decode("utf-8", errors="replace").splitlines():
        state, path = line[:2].strip(), line[3:].strip('"')
        found = "a file that git does not know" if state == "??" else f"a change that is not committed ({state})"
        yield Problem(path, None, "git", found, "a clean tree", "commit it, or undo it")


def _changelog(root: Path, version: str) -> Iterator[Problem]:
    parts = _HEADING.split((root / CHANGELOG).read_text(encoding="utf-8"))
    entries = dict(zip(parts[1::2], parts[2::2], strict=True))
    if not entries.get(version, "").strip():
        found = "an empty entry" if version in entries else f"entries for {', '.join(entries) or 'nothing'}"
        yield Problem(CHANGELOG, None, version, found, f"an entry `## {version}`", "say there what is new")
    if entries.get("Unreleased", "").strip():
        remedy = f"move what {version} brings under `## {version}`"
        yield Problem(CHANGELOG, None, "Unreleased", "changes", "nothing: they belong to a version", remedy)


def citation_problems(root: Path, about: Mapping[str, Any]) -> list[Problem]:
    """Where CITATION.cff does not say what the package says about itself."""
    problems: list[Problem] = []
    node = read_yaml(root / CITATION, CITATION, problems)
    if node is None or not isinstance(node.value, dict):
        return problems or [Problem(CITATION, None, "file", "no mapping", "a citation file", "restore it")]
    cited = {name: _plain(value) for name, value in node.value.items()}
    creators = [person["title"] for person in about["contributors"] if "creator" in person.get("roles", ())]
    expected = {
        "type": "dataset",
        "title": about["title"],
        "version": about["version"],
        "date-released": about.get("created"),
        "license": [license_["name"] for license_ in about["licenses"]],
        "keywords": about.get("keywords"),
        "authors": [{"name": name} for name in creators],
        "url": about.get("homepage"),
    }
    for name, value in expected.items():
        if cited.get(name) != value:
            line = node.value[name].line if name in node.value else None
            found, said = str(cited.get(name, "nothing")), "nothing" if value is None else f"{value}, as {ABOUT} says"
            problems.append(Problem(CITATION, line, name, found, said, f"bring it in line with {ABOUT}"))
    return problems


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: _plain(value) for name, value in node.value.items()}
    return [_plain(value) for value in node.value] if isinstance(node.value, list) else node.value


def _project(root: Path, version: str) -> Iterator[Problem]:
    path = root / PROJECT
    if not path.is_file():
        return  # a package that only uses election-facts
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    if "version" in project and project["version"] != version:
        expected = f"{version}, as {ABOUT} says"
        yield Problem(
            PROJECT, None, "project.version", str(project["version"]), expected, f"bring it in line with {ABOUT}"
        )
