import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app

ROOT = Path(__file__).parents[2]
RUSSIA = "data/annotations/russia-osce-2019.yaml"
COMMANDS = ("build", "validate", "format")
Edit = Callable[[str, str, str], None]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def faulty(built_root: Path) -> Path:
    """A built package whose tables were changed by hand, and whose annotations do not build."""
    table = built_root / "data/tables/verdicts.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("endorsed", "endorsd"), encoding="utf-8")
    annotation = built_root / RUSSIA
    annotation.write_text(annotation.read_text(encoding="utf-8").replace("stance:", "stanse:"), encoding="utf-8")
    return built_root


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_each_command_explains_itself_with_its_exit_codes(command: str, option: str) -> None:
    result = run(command, option)
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert "Exit code 0" in result.stdout


def test_the_program_names_its_commands() -> None:
    for arguments, code in ((["--help"], 0), ([], 2)):
        result = run(*arguments)
        assert result.exit_code == code
        assert all(command in result.output for command in COMMANDS)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout in (f"election-facts {project['version']}\n", "election-facts not installed\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["rebuild"],
        ["build", "--chek"],
        ["build", "--root", "no/such/folder"],
        ["build", "--format", "xml"],
        ["validate", "a", "b"],
        ["format", "--root", __file__],
    ],
)
def test_wrong_usage_is_exit_code_2_on_standard_error(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_success_is_exit_code_0_with_nothing_on_standard_error(command: str, built_root: Path) -> None:
    result = run(command, *([] if command == "validate" else ["--root"]), built_root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize("command", ["build", "validate"])
def test_problems_are_exit_code_1_on_standard_error(command: str, built_root: Path) -> None:
    root = faulty(built_root)
    result = run(command, *([] if command == "validate" else ["--root"]), root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "  to mend   " in result.stderr
    last = {"build": "nothing was written.", "validate": "the package is not valid."}
    assert result.stderr.endswith(f"; {last[command]}\n")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("is_faulty", [True, False])
def test_json_is_one_document_on_standard_output(command: str, is_faulty: bool, built_root: Path) -> None:
    if is_faulty:
        (faulty(built_root) / "data/annotations/b.yaml").write_text("a: [b", encoding="utf-8")
    result = run(command, "--format", "json", *([] if command == "validate" else ["--root"]), built_root)
    assert (result.exit_code, result.stderr) == (int(is_faulty), "")
    found = json.loads(result.stdout)
    assert list(found) == ["count", "problems"]
    assert found["count"] == len(found["problems"])
    assert (found["count"] > 0) == is_faulty
    for problem in found["problems"]:
        assert list(problem) == ["file", "line", "field", "found", "expected", "remedy"]


def test_json_of_the_formatter_is_a_document_too_where_files_change(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "{quote: 13 June 2019, reason: heading}", "{reason: heading, quote: 13 June 2019}")
    result = run("format", "--root", root, "--format", "json")
    assert json.loads(result.stdout) == {"count": 0, "problems": []}
    assert result.stderr == f"formatted: {RUSSIA}\n"


def test_github_lines_name_file_and_line_and_escape_what_would_break_them(
    root: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)  # GitHub looks for files from the checkout's root
    edit(RUSSIA, "value: 1000", "value: 100%")
    edit(RUSSIA, "quote: No serious violations", "quote: Some serious, violations")
    lines = run("build", "--root", root.name, "--format", "github").stderr.splitlines()
    text = (root / RUSSIA).read_text(encoding="utf-8")
    expected = [text.count("\n", 0, text.index(words)) + 1 for words in ("100%", "Some serious,")]
    assert [line.partition("::error ")[2].partition("::")[0] for line in lines] == [
        f"file=package/{RUSSIA},line={number}" for number in expected
    ]
    assert "found 100%25; expected a whole number in digits. To mend: " in lines[0]
    assert "nearest, data/sources/russia-osce-2019.txt:5: " in lines[1]


def test_more_problems_than_fifty_are_counted(root: Path) -> None:
    path = root / RUSSIA
    voices = "".join(f"- {{quote: x{number}, reason: heading}}\n" for number in range(60))
    path.write_text(path.read_text(encoding="utf-8") + voices, encoding="utf-8")
    result = run("build", "--root", root)
    assert result.stderr.count(f"{RUSSIA}:") == 50
    assert "… and 10 more" in result.stderr
    assert result.stderr.endswith("\n60 problems; nothing was written.\n")
    lines = run("build", "--root", root, "--format", "github").stderr.splitlines()
    assert (len(lines), lines[-1]) == (51, "::error::10 more problems are not shown")
    found = json.loads(run("build", "--root", root, "--format", "json").stdout)
    assert (found["count"], len(found["problems"])) == (60, 50)


@pytest.mark.thorough
def test_a_copy_elsewhere_is_validated_by_its_folder_its_descriptor_or_where_one_stands(
    built_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy of it"
    for path in ("data/tables", "data/sources", "datapackage.json"):
        place = copy / path
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (built_root / path).is_dir() else shutil.copyfile)(built_root / path, place)
    monkeypatch.chdir(copy)
    for arguments in ([copy], [copy / "datapackage.json"], [], ["datapackage.json"]):
        result = run("validate", *arguments)
        assert result.exit_code == 0, result.stderr
    assert "Valid: 26 tables" in result.stdout
    (copy / "data/sources/russia-osce-2019.txt").write_text("Changed.", encoding="utf-8")
    result = run("validate")
    assert result.exit_code == 1
    assert "data/sources/russia-osce-2019.txt: hash" in result.stderr


def test_validate_prints_for_people_what_became_of_everything_found(built_root: Path) -> None:
    lines = run("validate", built_root).stdout.splitlines()
    assert lines[-1].startswith("Valid: 26 tables, ")
    head, *rows = [line.split() for line in lines[: lines.index("")]]
    assert head == ["source", "what", "found", "stated", "dismissed", "open"]
    assert [row[0] for row in rows[::5]] == ["ipa-cis-2019", "russia-osce-2019"]
    groups = [row[1] if number % 5 == 0 else row[0] for number, row in enumerate(rows)]
    assert groups == ["sentences", "numbers", "dates", "names", "verdict"] * 2
    figures = [list(map(int, row[-4:])) for row in rows]
    assert all(found == stated + dismissed and left == 0 for found, stated, dismissed, left in figures)
    assert figures[0] == [11, 10, 1, 0]
    assert figures[1] == [9, 6, 3, 0]
    assert figures[7] == [1, 0, 1, 0]
    assert len({len(line) for line in lines[: lines.index("")]}) == 1, "columns stand under one another"


def test_scripts_are_given_no_ledger(built_root: Path) -> None:
    output = run("validate", built_root, "--format", "json").stdout
    assert json.loads(output) == {"count": 0, "problems": []}


def test_a_package_that_is_not_valid_has_no_ledger(built_root: Path) -> None:
    result = run("validate", faulty(built_root))
    assert "dismissed" not in result.stdout + result.stderr


@pytest.mark.parametrize("place", [".", "none", "none/datapackage.json", "data/package.yaml"])
def test_a_place_without_a_package_is_a_problem_and_no_traceback(
    place: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    result = run("validate", place)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("1 problem; the package is not valid.\n")


def test_build_says_what_it_built_and_where_to_look(root: Path) -> None:
    first, again = run("build", "--root", root).stdout, run("build", "--root", root).stdout
    assert first.startswith("election-facts-example 1.2.3: 26 tables, ")
    assert "verdicts 4" in first
    assert "55 changed" in first
    assert "unchanged" in again
    assert "Next: data/tables/verdicts.csv" in again


def test_check_of_a_fresh_build_succeeds(built_root: Path) -> None:
    result = run("build", "--check", "--root", built_root)
    assert (result.exit_code, result.stderr) == (0, "")


def test_check_prints_the_rows_that_differ_and_the_command_that_mends_and_writes_nothing(
    built_root: Path, edit: Edit
) -> None:
    coded = "coded: {value: Another count., precision: Another count.}"
    edit(RUSSIA, "value: 1000, precision: more_than}", f"value: 2000, precision: more_than, {coded}}}")
    edit(
        RUSSIA,
        "{quote: nine international organizations, kind: count, reason: detail}",
        "{quote: fair, kind: cue, reason: topic}",
    )
    edit(RUSSIA, "      - {formula: fair, concept: fair}\n", "")
    edit("data/annotations/ipa-cis-2019.yaml", "    booths:", "    polling-booths:")
    (built_root / "data/tables/old.csv").write_text("a\n", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in built_root.rglob("*")}
    result = run("build", "--check", "--root", built_root)
    assert {path: path.stat().st_mtime_ns for path in built_root.rglob("*")} == before
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    count = "~ observer_counts russia-osce-2019.international"
    for line in (
        "differs: data/tables/verdicts.csv",
        "differs: datapackage.json",
        "not from a build: data/tables/old.csv",
        f"{count} value: '1000' on disk, '2000' built",
        f"{count} lower_bound: '1001' on disk, '2001' built",
        "- verdicts ipa-cis-2019.booths",
        "+ verdicts ipa-cis-2019.polling-booths",
    ):
        assert line in lines
    assert any(line.startswith("- verdict_terms russia-osce-2019.lebedev-overall.") for line in lines)
    assert not any("tables/elections" in line or " elections " in line for line in lines)
    assert "election-facts build" in lines[-1]


def test_check_of_a_package_that_was_never_built_names_the_files(root: Path) -> None:
    result = run("build", "--check", "--root", root)
    assert result.exit_code == 1
    assert "differs: data/tables/codes.parquet" in result.stderr
    assert "verdicts: cannot be read" in result.stderr
    assert not (root / "datapackage.json").exists()


def test_check_of_a_table_in_another_order_says_so(built_root: Path) -> None:
    table = built_root / "data/tables/places.csv"
    other = built_root / "data/tables/codes.csv"
    head, *rows = other.read_text(encoding="utf-8").splitlines(keepends=True)
    other.write_text("".join([head, *reversed(rows)]), encoding="utf-8")
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    result = run("build", "--check", "--root", built_root)
    assert result.stderr.splitlines()[:-1] == [
        "differs: data/tables/places.csv",
        "differs: data/tables/codes.csv",
        "codes: the same rows in another order",
    ]


def test_check_shows_at_most_forty_rows(built_root: Path) -> None:
    (built_root / "data/tables/codes.csv").write_text("a\n", encoding="utf-8")
    table = built_root / "data/tables/sentences.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("stated", "dismissed"), encoding="utf-8")
    evidence = built_root / "data/tables/evidence.csv"
    evidence.write_text(evidence.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    lines = run("build", "--check", "--root", built_root).stderr.splitlines()
    assert len([line for line in lines if line.startswith(("~", "+", "codes:"))]) == 40
    assert lines[-2].startswith("… and ")


def test_format_mends_what_format_check_names(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "{quote: 13 June 2019, reason: heading}", "{reason: heading, quote: 13 June 2019}")
    checked = run("format", "--check", "--root", root)
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert checked.stderr == f"not formatted: {RUSSIA}\nTo mend: election-facts format\n"
    mended = run("format", "--root", root)
    assert (mended.exit_code, mended.stdout) == (0, f"formatted: {RUSSIA}\n")
    assert run("format", "--check", "--root", root).exit_code == 0


def test_format_of_a_file_that_is_malformed_is_exit_code_1(root: Path) -> None:
    (root / RUSSIA).write_text("a: [b\n", encoding="utf-8")
    result = run("format", "--root", root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{RUSSIA}:" in result.stderr


def test_the_program_runs_as_a_module_in_the_folder_of_the_package(root: Path) -> None:
    code = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('scripts', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT, "build"], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert (root / "data/tables/verdicts.parquet").exists()


def test_the_root_may_come_from_the_environment(built_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELECTION_FACTS_ROOT", str(built_root))
    assert run("build", "--check").exit_code == 0


@pytest.mark.parametrize("style", ["json", "github"])
def test_build_check_gives_scripts_the_files_that_differ(
    style: str, built_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built_root)
    (built_root / "data/tables/places.csv").write_text("other", encoding="utf-8")
    result = run("build", "--check", "--root", built_root, "--format", style)
    assert result.exit_code == 1
    if style == "json":
        assert [problem["file"] for problem in json.loads(result.stdout)["problems"]] == ["data/tables/places.csv"]
    else:
        assert result.stderr.startswith("::error file=data/tables/places.csv::")
