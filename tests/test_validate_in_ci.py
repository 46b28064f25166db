"""What other people's CI uses of this repository: the action, the hooks, the workflows, and the wheel they install."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.commands.common import Style
from tests.conftest import ROOT

DOC = (ROOT / "docs/validate-in-ci.md").read_text(encoding="utf-8")


def yaml_of(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def commands_in(text: str) -> Iterator[list[str]]:
    """The words of each command `election-facts …` in shell code, without what a variable or quote stands for."""
    for line in text.splitlines():
        found = re.match(r"""(?:- run: )?(?:[\w./"$-]*/)?election-facts"? (?!@)(.*)""", line.strip())
        if found:
            yield found[1].partition("#")[0].split()


def check_command(words: list[str]) -> None:
    """The command exists, with each option that the line gives it, and with that format."""
    name, *arguments = words
    done = CliRunner().invoke(app, [name, *(word for word in arguments if word != "--"), "--help"])
    assert done.exit_code == 0, done.stderr
    formats = [value for word, value in pairwise(arguments) if word == "--format"]
    assert set(formats) <= set(get_args(Style))


def shell_of_the_action() -> list[str]:
    return [step["run"] for step in yaml_of("action.yml")["runs"]["steps"] if "run" in step]


def test_a_command_that_does_not_exist_would_be_found() -> None:
    check_command(["build", "--check", "--format", "github"])
    for wrong in (["bild"], ["build", "--chek"], ["build", "--format", "gitlab"]):
        with pytest.raises(AssertionError):
            check_command(wrong)


@pytest.mark.parametrize("place", ["docs", "action", "hooks", "template"])
def test_the_commands_of_each_place_exist_with_their_options(place: str) -> None:
    blocks = "\n".join(re.findall(r"```(?:sh|yaml)\n(.*?)```", DOC, re.DOTALL))
    template = yaml_of("scripts/start/template/dot-github/workflows/validate.yml")
    found = {
        "docs": list(commands_in(blocks)),
        "action": list(commands_in("\n".join(shell_of_the_action()))),
        "hooks": list(commands_in("\n".join(hook["entry"] for hook in yaml_of(".pre-commit-hooks.yaml")))),
        "template": list(commands_in("\n".join(step.get("run", "") for step in template["jobs"]["validate"]["steps"]))),
    }[place]
    assert len(found) == {"docs": 5, "action": 1, "hooks": 2, "template": 3}[place], found
    for words in found:
        check_command(words)


def test_our_own_workflow_runs_the_two_commands_of_the_readme() -> None:
    steps = yaml_of(".github/workflows/ci.yml")["jobs"]["test"]["steps"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(make build .*?)```", readme, re.DOTALL)
    assert [step["run"] for step in steps if "run" in step] == [
        line.partition("#")[0].strip() for line in block.splitlines()
    ]


def test_the_action_takes_path_and_version_and_hands_them_over_by_the_environment() -> None:
    action = yaml_of("action.yml")
    assert set(action["inputs"]) == {"path", "version"}
    assert action["runs"]["using"] == "composite"
    environments = [value for step in action["runs"]["steps"] for value in step.get("env", {}).values()]
    for name in action["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in environments
        assert f"`{name}`" in DOC
    assert not any("${{" in shell for shell in shell_of_the_action())  # what a stranger writes is never code
    for step in action["runs"]["steps"]:
        assert ("shell" in step) == ("run" in step)


def test_the_actions_shell_is_well_formed_and_its_files_exist() -> None:
    for shell in shell_of_the_action():
        subprocess.run(["bash", "-n"], input=shell, text=True, check=True)
        for path in re.findall(r"\$program/([\w.-]+)", shell):
            assert (ROOT / path).is_file(), path


@pytest.mark.parametrize(
    "path", [".github/workflows/ci.yml", "scripts/start/template/dot-github/workflows/validate.yml"]
)
def test_workflows_may_only_read(path: str) -> None:
    workflow = yaml_of(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow[True] == ["push", "pull_request"]  # `on` is a boolean in YAML 1.1


def test_the_documents_examples_are_well_formed_and_agree_with_action_and_hooks() -> None:
    *workflows, configuration = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL))
    used = [step for workflow in workflows for step in workflow["jobs"]["validate"]["steps"]]
    (ours,) = (step for step in used if step.get("uses", "").startswith("OWNER/"))
    assert set(ours["with"]) <= set(yaml_of("action.yml")["inputs"])
    hooks = {hook["id"] for hook in yaml_of(".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in configuration["repos"][0]["hooks"]} == hooks
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert set(re.findall(r"v\d+\.\d+\.\d+", DOC)) == {f"v{version}"}


def test_the_hooks_look_at_what_their_commands_read() -> None:
    validate, layout = yaml_of(".pre-commit-hooks.yaml")
    for path in ("data/tables/verdicts.csv", "data/sources/a.txt", "datapackage.json"):
        assert re.search(validate["files"], path)
    assert not re.search(validate["files"], "README.md")
    assert re.search(layout["files"], "data/annotations/a.yaml")
    assert not re.search(layout["files"], "data/vocabulary/persons.yaml")


def pins(path: str) -> dict[tuple[str, str], list[str]]:
    """Name and marker → version and hashes, of a file of locked requirements."""
    entries = re.split(r"\n(?=\S)", (ROOT / path).read_text(encoding="utf-8").strip())
    found = {}
    for entry in entries:
        head, *hashes = entry.replace("\\\n", "\n").split("\n")
        name, _, rest = head.partition("==")
        version, _, marker = rest.partition(";")
        found[name, marker.strip()] = [version.strip(), *(line.strip() for line in hashes)]
    return found


def test_the_programs_own_lock_is_a_part_of_the_whole_lock() -> None:
    whole, own = pins("requirements.lock"), pins("requirements.run.lock")
    versions = {(name, pinned[0]) for (name, _), pinned in whole.items()}
    hashes = {line for pinned in whole.values() for line in pinned[1:]}
    for (name, _), (version, *lines) in own.items():
        assert (name, version) in versions
        assert lines
        assert set(lines) <= hashes
    assert len(own) < len(whole)
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[>=]", requirement)[0] for requirement in needed} <= {name for name, _ in own}


# What pip installs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip install` makes of a checkout: of the files that git knows, apart from what stands about."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)
    packages = ("extraction/", "validation/", "scripts/")
    for name in filter(None, done.stdout.decode().split("\0")):
        if (name.startswith(packages) or "/" not in name) and (ROOT / name).is_file():
            (folder / "checkout" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / "checkout" / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"]
    command = [*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "checkout"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_file_of_its_packages(wheel: Path) -> None:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "extraction", "validation", "scripts"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    needed = {name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name for name in needed if name.endswith((".yaml", ".txt", ".cff", ".md"))}
    assert held == {*needed, "election_facts.py"}


def test_installed_it_starts_builds_and_validates_in_another_folder(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)

    def program(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from scripts.__main__ import main; main()", *arguments],
            cwd=cwd,
            env={"PYTHONPATH": str(installed), "PATH": ""},  # before the checkout, which the environment links to
            capture_output=True,
            text=True,
            check=False,
        )

    done = program("init", "facts", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = program("build", "--format", "json", cwd=tmp_path / "facts")
    assert (done.returncode, json.loads(done.stdout)["count"]) == (0, 0), done.stderr
    path = tmp_path / "facts/data/tables/verdicts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("positive", "negative"), encoding="utf-8")
    done = program("validate", "facts", "--format", "github", cwd=tmp_path)
    assert done.returncode == 1
    assert "::error file=facts/data/tables/verdicts.csv,line=2::" in done.stderr
