"""The commands about versions explain themselves, and their page shows what they print."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from tests.conftest import ROOT
from tests.copies import edit_descriptor
from tests.scripts.versions.test_diff import put, rewrite

PAGE = (ROOT / "docs/versions.md").read_text(encoding="utf-8")
SHOWN = {
    command.split()[1]: (command, output)
    for command, output in re.findall(r"```console\n\$ (election-facts .*)\n((?:.*\n)*?)```", PAGE)
}
COMMANDS = ("diff", "show", "fetch")


def run(command: str) -> Result:
    result = CliRunner().invoke(app, command.split()[1:])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_each_command_explains_itself_with_its_exit_codes(command: str, option: str) -> None:
    output = run(f"election-facts {command} {option}").stdout
    assert "Usage" in output
    assert "Exit code 0" in output


def test_the_program_names_its_commands() -> None:
    assert all(command in run("election-facts --help").stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_is_exit_code_2_on_standard_error(command: str) -> None:
    for arguments in ([command], [command, "--no-such-option", "a", "b"]):
        result = CliRunner().invoke(app, arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Usage" in result.stderr


def test_the_page_shows_every_command() -> None:
    assert set(SHOWN) == set(COMMANDS)


def test_show_prints_what_its_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command, output = SHOWN["show"]
    printed = run(command).stdout
    parts = [part.strip("\n") for part in re.split(r"^ *…$", output, flags=re.MULTILINE) if part.strip()]
    places = [printed.index(part) for part in parts]
    assert places == sorted(places)
    assert len(parts) == 3


def test_diff_prints_what_its_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old", "new"):
        shutil.copytree(ROOT / "data/tables", tmp_path / name / "data/tables")
        shutil.copy(ROOT / "datapackage.json", tmp_path / name)
        version = "0.1.0" if name == "old" else "0.2.0"
        edit_descriptor(tmp_path / name, lambda content, version=version: content.update(version=version))
    old, new = "ipa-cis-2017.iimdd-legislation", "ipa-cis-2017.iimdd-law"
    put(tmp_path / "new", "verdicts", "ipa-cis-2017.umakhanov-rotation", "period", "whole")
    put(tmp_path / "new", "verdicts", old, "verdict_id", new)
    entry = [f"verdicts/{old}@0.2.0", "verdicts", old, new, "A shorter name.", "0.2.0"]
    rewrite(tmp_path / "new", "retired_ids", lambda rows: rows.append(entry))
    monkeypatch.chdir(tmp_path)
    command, output = SHOWN["diff"]
    assert run(command).stdout == output


def test_every_link_of_the_page_leads_to_a_file() -> None:
    assert all((ROOT / "docs" / link).exists() for link in re.findall(r"\]\(([^)#:]+)\)", PAGE))
