import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.yaml_reader import Node, parse_yaml, read_yaml
from validation.problems import Problem


def plain(node: Node) -> object:
    """A node as lists, dictionaries and strings."""
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return [plain(item) for item in node.value] if isinstance(node.value, list) else node.value


def problem_of(content: bytes | str, folder: Path) -> Problem:
    """The one problem of a file that cannot be read."""
    path = folder / "file.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    problems: list[Problem] = []
    assert read_yaml(path, "data/file.yaml", problems) is None
    (problem,) = problems
    assert problem.file == "data/file.yaml"
    assert problem.remedy
    return problem


@pytest.mark.parametrize(
    "text", ["NO", "yes", "12:30:00", "007", "1_000", "0x1F", "1e3", "null", "~", "2019-06-09", "=", ".inf", "<<"]
)
def test_every_scalar_stays_the_text_that_is_written(text: str) -> None:
    assert plain(parse_yaml(f"country: {text}\nlist: [{text}]\n{text}: key")) == {
        "country": text,
        "list": [text],
        text: "key",
    }


def test_nothing_is_an_empty_text() -> None:
    assert plain(parse_yaml("a:\nb: ''\nc: []")) == {"a": "", "b": "", "c": []}


def test_a_folded_text_is_one_line() -> None:
    assert plain(parse_yaml("quote: >-\n  one\n  two: [three] # four\nen: x")) == {
        "quote": "one two: [three] # four",
        "en": "x",
    }


def test_nodes_know_their_lines_or_those_of_their_keys() -> None:
    node = parse_yaml("# comment\na:\n- b\n-\n  c: >-\n    d\n    e\n")
    assert isinstance(node.value, dict)
    items = node.value["a"]
    assert isinstance(items.value, list)
    assert (node.line, items.line, [item.line for item in items.value]) == (2, 2, [3, 5])


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert plain(parse_yaml("\ufeffa: b\r\nc:\r\n- d\r\n")) == {"a": "b", "c": ["d"]}


MANY_LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("a: b\nc: 'd\n\n", 4, "end of stream while scanning a quoted scalar that begins in line 2"),
        ("a: b\n  c: d\n", 2, "mapping values are not allowed"),
        ("a:\n- b\n c: d\n", 3, "mapping values are not allowed"),
        ("a: [b, c\nd: e\n", 2, "did not find"),
        ("a: b\n\tc: d\n", 2, "a tab character"),
        ("a: @b\n", 1, "cannot start any token"),
        ('a: "\\q"\n', 1, "unknown escape"),
        ("a: é\nc: \x07\n", 2, "the character U+0007"),
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' again"),
        ("a: {b: 1, b: 2}\n", 1, "the key 'b' again"),
        ("? [a]\n: b\n", 1, "a list as a key"),
        ("a: &x b\n", 1, "anchor or alias (x)"),
        ("a: b\nc: *x\n", 2, "anchor or alias (x)"),
        pytest.param(MANY_LAUGHS, 1, "anchor or alias (a)", id="a billion laughs"),
        ("a: b\nc: !!python/object/apply:os.system [echo]\n", 2, "the tag tag:yaml.org,2002:python/object/apply"),
        ("a: !!int 3\n", 1, "the tag tag:yaml.org,2002:int"),
        ("a: !local b\n", 1, "the tag !local"),
        ("a: ! b\n", 1, "the tag !"),
        ("a: b\n---\nc: d\n", 2, "a second document"),
        ("---\n---\n", 2, "a second document"),
        ("a: " + "[" * 13 + "]" * 13, 1, "more than 12 levels"),
        pytest.param("a: " + "[" * 100_000, 1, "more than 12 levels", id="many lists"),
        pytest.param("- " * 5_000 + "a", 1, "more than 12 levels", id="many lists in block style"),
        pytest.param("{" * 100_000, 1, "levels", id="many mappings"),
        ("", 1, "an empty file"),
        ("# only a comment\n", 1, "an empty file"),
        ("---\n...\n", 1, "an empty file"),
        ("{}", 1, "an empty file"),
        (b"a: b\nc: \xcf\xf0\n", 2, "not UTF-8 at byte 8"),
        ("a: b".encode("utf-16"), 1, "not UTF-8 at byte 0"),
    ],
)
def test_what_is_not_allowed_is_a_problem_with_its_line(
    content: bytes | str, line: int, found: str, tmp_path: Path
) -> None:
    problem = problem_of(content, tmp_path)
    assert (problem.line, problem.field) == (line, "YAML")
    assert found in problem.found


def test_text_that_looks_like_a_tag_or_alias_may_be_quoted() -> None:
    assert plain(parse_yaml("a: '!!int 3'\nb: \"*x\"\nc: '&y'")) == {"a": "!!int 3", "b": "*x", "c": "&y"}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_yaml(tmp_path / "none.yaml", "none.yaml", problems) is None
    assert (problems[0].file, problems[0].line, problems[0].found) == ("none.yaml", None, "No such file or directory")


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_yaml(tmp_path, "folder.yaml", problems) is None
    assert problems[0].found == "Is a directory"


def test_a_file_too_large_for_memory_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, 1 << 40)
    problems: list[Problem] = []
    assert read_yaml(path, "large.yaml", problems) is None
    assert "at most" in problems[0].expected


@settings(deadline=None, max_examples=150)
@given(content=st.text(st.sampled_from("ab: -[]{},#&*!|>'\"%@`?\n\t\\~")) | st.binary() | st.text())
def test_any_bytes_are_read_or_are_one_problem(content: bytes | str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    problems: list[Problem] = []
    node = read_yaml(path, "any.yaml", problems)
    assert len(problems) == (node is None)
