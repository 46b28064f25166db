"""Damaged and hostile files are refused with a problem that says where, and the annotation file stays as it is."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.exchange.send import Form
from tests.scripts.exchange.conftest import RUSSIA, exported, imported
from validation.problems import InvalidDataError, Problem

SOURCE = "russia-osce-2019"


def refused(root: Path, path: Path) -> tuple[Problem, ...]:
    before = (root / RUSSIA).read_bytes()
    with pytest.raises(InvalidDataError) as caught:
        imported(root, path)
    assert (root / RUSSIA).read_bytes() == before
    return caught.value.problems


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def replaced(path: Path, old: str, new: str) -> Path:
    """The file with a pattern replaced once."""
    text, count = re.subn(old, lambda _: new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, old
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (r"T3\tvoice", "T3\tvoyage", "voyage"),
        (r"T3\tvoice \d+ \d+[^\t]*\t", "T3\tvoice 0 99999\tno such ", "stands nowhere"),
        (r"T3\tvoice \d+ (\d+)[^\t]*\t[^\n]*", "T3\tvoice 0 99999\t", "0 to 99999"),
        (r"T3\tvoice \d+ \d+[^\t]*\t[^\n]*", "T3\tvoice 5 5\t", "5 to 5"),
        (r"T3\tvoice \d+ \d+", "T3\tvoice -1 5", "T3"),
        (r"T3\tvoice \d+", "T3\tvoice one", "T3"),
        (r"T3\t", "T2\t", "T2"),
        (r"T3\t", "T3 ", "T3"),
        (r"#1\tAnnotatorNotes T1", "#1\tAnnotatorNotes T999", "T999"),
        (r"#1\tAnnotatorNotes", "#1\tNormalization", "#1"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{{", "mapping"),
        (r"#2\tAnnotatorNotes T2\t\{[^\n]*", "#2\tAnnotatorNotes T2\tgood", "text"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{a: &x [*x, *x], ", "anchor"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{a: !!python/object:os.system x, ", "tag"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{a: \0, ", "U+0000"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t" + "[" * 5000, "levels"),
        (r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{quote: x, ", "quote"),
        (r"A1\t", "R1\tstates Arg1:T1 Arg2:T2\nA1\t", "R1"),
        (r"A1\t\w+", "A1\tstance", "stance"),
        (r"A1\t\w+ (T\d+) \w+", "A1\tdismissal_reason T2 heading", "dismissal_reason"),
        (r"\Z", "garbage\n", "garbage"),
        (r"\Z", "\0\n", "\0"),
    ],
)
def test_a_damaged_ann_file_is_refused_with_its_line(root: Path, old: str, new: str, found: str) -> None:
    path = replaced(exported(root, "brat"), old, new)
    problems = refused(root, path)
    assert any(found in f"{problem.field} {problem.found}" for problem in problems), problems
    assert any(problem.line for problem in problems if problem.file == str(path))


def test_the_text_must_be_that_of_the_source(root: Path, form: Form) -> None:
    path = exported(root, form)
    text = path if form == "cas" else path.with_suffix(".txt")
    replaced(text, "We congratulate", "We congratulated")
    assert any(problem.field == "text" for problem in refused(root, path))
    exported(root, form)
    text.write_bytes(
        text.read_bytes().replace(b"\\n" if form == "cas" else b"\n", b"\\r\\n" if form == "cas" else b"\r\n")
    )
    (problem,) = refused(root, path)
    assert (problem.field, problem.found) == ("text", "a text with other line ends or white space")


def test_the_text_is_needed_where_the_format_leaves_it_to_a_file(root: Path) -> None:
    path = exported(root, "brat")
    path.with_suffix(".txt").unlink()
    assert refused(root, path)[0].file == str(path.with_suffix(".txt"))


def test_without_the_mark_of_the_whole_file_nothing_is_imported(root: Path) -> None:
    path = replaced(exported(root, "brat"), r"T1\tdocument[^\n]*\n#1[^\n]*\n", "")
    assert refused(root, path)[0].field == "document"
    path = replaced(exported(root, "brat"), r"source: russia-osce-2019", "source: ../../etc/passwd")
    assert refused(root, path)[0].found == "../../etc/passwd"
    path = replaced(exported(root, "brat"), r"marks: \d+", "marks: many")
    assert refused(root, path)[0].field == "document"


@pytest.mark.parametrize("form", ["cas", "webannotation"])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ""),
        (b"{", "property name"),
        (b"[" * 100_000, ""),
        (b'{"a": 1' + b"0" * 5000 + b"}", ""),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"%FEATURE_STRUCTURES": 3}', "no members"),
        (b'{"%FEATURE_STRUCTURES": [], "%VIEWS": {"_InitialView": {"%MEMBERS": []}}}', "no text"),
        (b'{"items": {"a": 1}}', "something else"),
        (b'[1, "a", null]', "no mapping"),
        (b'[{"type": "Annotation", "body": "\\ud800"}]', "surrogate"),
        (
            b'[{"type": "Annotation", "body": [{"type": "TextualBody", "purpose": "tagging", "value": "x"}]}]',
            "0 of them",
        ),
        (b"null", "something else"),
        (b'"text"', "something else"),
    ],
)
def test_json_that_is_no_export_is_refused(root: Path, form: Form, content: bytes, found: str) -> None:
    path = exported(root, form)
    path.write_bytes(content)
    problems = refused(root, path)
    assert any(found in problem.found for problem in problems), problems


def edited(path: Path, change: Callable[[Any], object]) -> Path:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda one: one.update({"%TYPE": "electionfacts.Verdict"}), "Verdict"),
        (lambda one: one.update(begin=-5), "no begin and end"),
        (lambda one: one.update(begin="five"), "no begin and end"),
        (lambda one: one.update(end=True), "no begin and end"),
        (lambda one: one.update(end=10**6), "0 to"),
        (lambda one: one.update(begin=9, end=3), "9 to 3"),
        (lambda one: one.update(fields={"a": 1}), "dict"),
        (lambda one: one.update(fields="- a"), "a list"),
    ],
)
def test_a_damaged_cas_is_refused(root: Path, change: Callable[[Any], object], found: str) -> None:
    def damage(content: Any) -> None:
        (one,) = (s for s in content["%FEATURE_STRUCTURES"] if s.get("number") == 2)
        one.update(begin=0)
        change(one)

    problems = refused(root, edited(exported(root, "cas"), damage))
    assert any(found in problem.found for problem in problems), problems


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda one: one.update(body=[]), "no label"),
        (lambda one: one["body"][0].update(value="verdict"), "verdict"),
        (lambda one: one["body"].append({"type": "TextualBody", "value": "why?"}), "why?"),
        (lambda one: one.update(target="russia-osce-2019.txt"), "no position"),
        (lambda one: one["target"].update(selector=[{"type": "SvgSelector"}, 5]), "no position"),
        (lambda one: one["target"]["selector"][1].update(exact="words of another text"), "stands nowhere"),
        (lambda one: one["target"].update(selector={"type": "TextPositionSelector", "start": -3, "end": 4}), "-3 to 4"),
    ],
)
def test_a_damaged_web_annotation_is_refused(root: Path, change: Callable[[Any], object], found: str) -> None:
    path = edited(exported(root, "webannotation"), lambda content: change(content["first"]["items"][1]))
    problems = refused(root, path)
    assert any(found in problem.found for problem in problems), problems


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmi:version="2.0">&b;&c;</xmi:XMI>
"""


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (BOMB, "a document type"),
        ("<a><b></a>", "mismatched tag"),
        ("", "no element found"),
        ("<a/>", "no text"),
        ("\0", "line 1"),
    ],
)
def test_xml_with_entities_or_without_form_is_refused(root: Path, content: str, found: str) -> None:
    path = root / "a.xmi"
    path.write_text(content, encoding="utf-8")
    (problem,) = refused(root, path)
    assert found in problem.found


def test_archives_that_are_none_or_hold_several_are_refused(root: Path) -> None:
    path = root / "a.zip"
    path.write_bytes(b"PK\3\4 no archive")
    assert refused(root, path)[0].field == "archive"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xmi", "")
        archive.writestr("b.xmi", "")
    assert refused(root, path)[0].found == "2 files .xmi or .json"


def test_what_is_no_file_with_annotations_is_refused(root: Path) -> None:
    exported(root, "brat")
    exported(root, "cas")
    assert refused(root, root / "exchange/nothing.ann")[0].found == "nothing"
    assert refused(root, root / f"exchange/{SOURCE}.txt")[0].found == ".txt"
    assert refused(root, root / "exchange")[0].found == f"{SOURCE}.ann, {SOURCE}.json"
    assert refused(root, root / "data")[0].found.startswith("no file")


def test_comments_that_a_tool_turned_into_more_are_still_comments(root: Path) -> None:
    path = replaced(
        exported(root, "brat"), r"#2\tAnnotatorNotes T2\t\{", "#2\tAnnotatorNotes T2\t{'#': ['x', \"a\\nsource: b\"], "
    )
    imported(root, path)
    lines = (root / RUSSIA).read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if "#" in line] == ["# x", "# a", "# source: b"]


# The commands


def test_the_commands_say_what_they_did(root: Path) -> None:
    result = run("export", SOURCE, "--to", "brat", "--root", root, "--output", root / "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == str(root / f"out/{SOURCE}.ann")
    assert result.stderr == f"21 annotations of {SOURCE}.\n"
    path = root / f"out/{SOURCE}.ann"
    result = run("import", path, "--root", root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 added, 0 changed, 0 removed, 0 moved, 20 as before.\n"
    replaced(path, "reason T[0-9]+ courtesy", "reason T20 rhetoric")
    before = (root / RUSSIA).read_bytes()
    result = run("import", path, "--root", root, "--check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (root / RUSSIA).read_bytes() == before
    result = run("import", path, "--root", root)
    assert (result.exit_code, result.stdout) == (0, f"{RUSSIA}\n")
    assert "changed  dismissed  line 7: “Thank you for your attention.”" in result.stderr
    assert "0 added, 1 changed, 0 removed, 0 moved, 19 as before." in result.stderr


@pytest.mark.parametrize("command", ["export", "import"])
def test_each_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Exit code 0" in result.stdout


def test_problems_and_wrong_usage_have_their_exit_codes(root: Path) -> None:
    result = run("export", "nobody-2019", "--to", "cas", "--root", root, "--output", root / "out")
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert not (root / "out").exists()
    assert run("export", SOURCE, "--to", "word", "--root", root).exit_code == 2
    result = run("import", root / "no.ann", "--root", root, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["count"] == 1
    (root / "out").mkdir()
    (root / f"out/{SOURCE}.ann").mkdir()
    result = run("export", SOURCE, "--to", "brat", "--root", root, "--output", root / "out", "--force")
    assert result.exit_code == 1
    assert "Cannot write" in result.stderr
    assert sorted(path.name for path in (root / "out").iterdir()) == [f"{SOURCE}.ann"]
