"""The pages for people who take part are true: links, commands, forms and limits."""

import re
import tomllib

import pandas as pd
import pytest
import yaml

from tests.conftest import ROOT
from validation import limits
from validation.columns import Column
from validation.tables import TABLES, columns

PAGES = (
    "CODE_OF_DATA_CONDUCT.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/add-a-source.md",
    "docs/charts.md",
    "docs/corpus.md",
    "docs/exchange.md",
    "docs/limits.md",
    "docs/load.md",
    "docs/review.md",
    "docs/validate-in-ci.md",
)
FORMS = sorted(path.name for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    folder = (ROOT / name).parent
    for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
        assert (folder / link).exists(), link


@pytest.mark.parametrize("name", PAGES)
def test_files_that_a_page_names_exist(name: str) -> None:
    for path in re.findall(r"`((?:tests|extraction|validation|scripts|docs|data)/[\w./-]+)`", page(name)):
        if not re.search(r"[A-Z]{2}|flat|cis-2022", path):  # ID, SOURCE; what only a release, or a story, has
            assert (ROOT / path).exists(), path


def test_the_guide_names_the_two_commands_of_the_readme_and_targets_that_exist() -> None:
    guide, makefile = page("CONTRIBUTING.md"), page("Makefile")
    (block,) = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    assert [line.split("#")[0].strip() for line in block.splitlines()] == ["make build", "make test"]
    for target in re.findall(r"`make (\w+)`", guide):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", FORMS)
def test_issue_forms_are_well_formed(name: str) -> None:
    form = yaml.safe_load(page(f".github/ISSUE_TEMPLATE/{name}"))
    assert {"name", "description", "labels", "body"} == set(form)
    fields = [part["id"] for part in form["body"]]
    assert len(fields) == len(set(fields)) >= 3
    for part in form["body"]:
        assert part["type"] in ("input", "textarea", "dropdown", "checkboxes", "markdown")
        assert part["attributes"]["label"]


def test_there_is_a_form_for_a_value_a_statement_and_a_bug_and_the_value_is_named_by_evidence() -> None:
    assert FORMS == ["bug.yml", "missing-statement.yml", "wrong-value.yml"]
    form = yaml.safe_load(page(".github/ISSUE_TEMPLATE/wrong-value.yml"))
    example = form["body"][0]["attributes"]["placeholder"]
    evidence = pd.read_parquet(ROOT / "data/tables/evidence.parquet", columns=["evidence_id"])
    assert example in set(evidence["evidence_id"])


def test_the_limits_of_the_security_page_are_those_of_the_code() -> None:
    text = " ".join(page("SECURITY.md").split())
    assert f"descriptors above {limits.LARGEST_DESCRIPTOR >> 20} MiB" in text
    assert f"tables and texts above {limits.LARGEST_FILE >> 30} GiB" in text
    assert f"more than {limits.MOST_RESOURCES:,} resources" in text
    assert f"lines above {limits.LONGEST_LINE >> 20} million" in text
    assert f"cells above {limits.LONGEST_CELL >> 20} million" in text


def test_no_column_holds_what_the_code_of_data_conduct_excludes() -> None:
    words = re.compile(
        r"ethnic|nationalit|religio|motive|sympath|party_affiliation|birth|address|health", re.IGNORECASE
    )
    named: list[Column] = [column for table in TABLES for column in columns(table)]
    assert [column.name for column in named if words.search(column.name)] == []


def test_the_workflow_uses_the_python_that_the_project_names() -> None:
    needed = tomllib.loads(page("pyproject.toml"))["project"]["requires-python"]
    assert needed == ">=3.11"
    for path in (".github/workflows/ci.yml", "action.yml"):
        assert 'python-version: "3.11"' in page(path)
