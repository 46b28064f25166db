"""`election-facts draft`: text, sources entry and proposals of a document are put in place together, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.build import build
from scripts.format import format_annotations
from scripts.sources import LIST
from validation.problems import InvalidDataError

TEXT = """Statement of the CIS observer mission

8 June 2019

More than 300 observers of the Commonwealth of Independent States were accredited for the early presidential election
in Kazakhstan on 9 June 2019. The head of the mission, Sergey Lebedev, stated that the campaign was calm and open.

Thank you for your attention.
"""
DRAFT = "data/annotations/cis-statement.yaml"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "statement.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(root: Path, file: Path, *options: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["draft", str(file), "--root", str(root), *options])
    assert result.exit_code == code, result.output
    return result


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def loaded(root: Path, name: str) -> dict[str, object]:
    content = yaml.load((root / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(content, dict)
    return content


def test_a_document_becomes_a_source_with_proposals_in_the_one_layout(root: Path, file: Path) -> None:
    before = contents(root)
    result = run(root, file, "--id", "cis-statement", "--set", "publisher=cis")
    after = contents(root)
    assert set(after) - set(before) == {DRAFT, "data/sources/cis-statement.txt"}
    assert {name for name in before if before[name] != after[name]} == {LIST}
    assert after["data/sources/cis-statement.txt"].decode() == TEXT
    entry = loaded(root, LIST)["cis-statement"]
    assert entry == {
        "title": "Statement of the CIS observer mission",
        "title_en": "Statement of the CIS observer mission",
        "language": "en",
        "publisher": "cis",
        "published_on": "2019-06-08",
        "original_name": "statement.txt",
        **{key: entry[key] for key in ("proposed", "sha256", "original_sha256")},  # type: ignore[index]
    }
    [count] = [
        (item, count)
        for item in loaded(root, DRAFT)["passages"]  # type: ignore[attr-defined]
        for count in item.get("observer_counts", {}).values()
    ]
    assert count[1]["value"] == "300"
    assert set(count[0]["proposed"]) == {"rule", "confidence"}
    assert format_annotations(root, write=False) == []
    assert "election-facts review cis-statement" in result.output


def test_the_build_refuses_the_draft_and_builds_when_all_is_rejected(root: Path, file: Path) -> None:
    run(root, file, "--id", "cis-statement")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    files = {problem.file for problem in caught.value.problems}
    assert files == {DRAFT, LIST}
    (root / DRAFT).unlink()
    (root / "data/sources/cis-statement.txt").unlink()
    listed = (root / LIST).read_text(encoding="utf-8")
    (root / LIST).write_text(listed[: listed.index("cis-statement:")], encoding="utf-8")
    assert build(root).tables["sources"].shape[0] == 2


def test_the_same_document_again_changes_nothing(root: Path, file: Path) -> None:
    run(root, file, "--id", "cis-statement")
    before = contents(root)
    run(root, file)
    run(root, file, "--again")
    assert contents(root) == before


def test_a_changed_document_keeps_what_a_person_accepted(root: Path, file: Path, edit: Edit) -> None:
    run(root, file, "--id", "cis-statement")
    passages = loaded(root, DRAFT)["passages"]
    mark = next(item["proposed"] for item in passages if "observer_counts" in item)  # type: ignore[attr-defined]
    text = (root / DRAFT).read_text(encoding="utf-8")
    place = text.index("observer_counts:")
    start = text.rindex("- proposed:", 0, place)
    end = text.index("\n", start)
    (root / DRAFT).write_text(text[:start] + "- " + text[end:].lstrip(), encoding="utf-8")
    file.write_text(TEXT.replace("calm and open", "calm and competitive"), encoding="utf-8")
    result = run(root, file, "--id", "cis-statement", "--json")
    made = json.loads(result.stdout)
    assert (made["is_new"], made["moved"]) == (False, [])
    now = next(item for item in loaded(root, DRAFT)["passages"] if "observer_counts" in item)  # type: ignore[attr-defined]
    assert "proposed" not in now, mark
    assert "competitive" in (root / "data/sources/cis-statement.txt").read_text(encoding="utf-8")
    assert "competitive" in (root / DRAFT).read_text(encoding="utf-8")
    entry = loaded(root, LIST)["cis-statement"]
    assert isinstance(entry, dict)
    assert entry["sha256"] == entry["original_sha256"]


def test_a_published_source_is_not_changed(root: Path, file: Path) -> None:
    run(root, file, "--id", "cis-statement")
    published = root / "data/published/ids.csv"
    published.parent.mkdir()
    published.write_text("table_name,record_id,version,identity\nsources,cis-statement,0.1.0,{}\n", encoding="utf-8")
    file.write_text(TEXT + "More.\n", encoding="utf-8")
    before = contents(root)
    result = run(root, file, "--id", "cis-statement", code=1)
    assert "an id of its own with --id" in result.output
    assert contents(root) == before


def test_a_dry_run_writes_nothing(root: Path, file: Path) -> None:
    before = contents(root)
    assert "would write" in run(root, file, "--dry-run").output
    assert contents(root) == before


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"), (b"\xff\xfe\x00", "")]
)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    root: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "bad"
    file.write_bytes(content)
    before = contents(root)
    assert words in run(root, file, code=1).output
    assert contents(root) == before


def test_a_damaged_package_is_refused_and_nothing_written(root: Path, file: Path, edit: Edit) -> None:
    edit("data/vocabulary/persons.yaml", "lebedev-sergey:", "lebedev-sergey: [")
    before = contents(root)
    assert "persons.yaml" in run(root, file, code=1).output
    assert contents(root) == before


def test_a_file_in_the_way_is_not_overwritten(root: Path, file: Path) -> None:
    (root / DRAFT).write_text("mine", encoding="utf-8")
    assert "another id" in run(root, file, "--id", "cis-statement", code=1).output
    assert (root / DRAFT).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "options", [("--language", "xx"), ("--id", "A B"), ("--set", "publisher"), ("--set", "colour=red")]
)
def test_wrong_usage_is_exit_code_2(root: Path, file: Path, options: tuple[str, ...]) -> None:
    run(root, file, *options, code=2)
