from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.build import build
from scripts.format import WIDTH, format_annotations
from validation.problems import InvalidDataError, Problem
from validation.tables import TABLES

RUSSIA = "data/annotations/russia-osce-2019.yaml"
IPA = "data/annotations/ipa-cis-2019.yaml"
Edit = Callable[[str, str, str], None]


def in_package(folder: Path, text: str) -> Path:
    """A folder with one annotation file."""
    path = folder / "data/annotations/a.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def formatted(folder: Path, text: str) -> str:
    path = in_package(folder, text)
    format_annotations(folder, write=True)
    return path.read_text(encoding="utf-8")


def problems_of_format(folder: Path, text: str) -> tuple[Problem, ...]:
    """Format a text that cannot be formatted, see that the file stays, and give the problems."""
    path = in_package(folder, text)
    with pytest.raises(InvalidDataError) as caught:
        format_annotations(folder, write=True)
    assert path.read_text(encoding="utf-8") == text
    return caught.value.problems


def dumped_otherwise(path: Path) -> None:
    """Write a YAML file in quite another layout: block style, every text quoted, narrow, fields in reverse."""

    def reversed_fields(content: Any, *, has_ids: bool = False) -> Any:
        if isinstance(content, list):
            return [reversed_fields(item) for item in content]
        if not isinstance(content, dict):
            return content
        names = list(content) if has_ids else reversed(content)
        return {name: reversed_fields(content[name], has_ids=name in ("voices", *TABLES)) for name in names}

    content = reversed_fields(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    text = yaml.safe_dump(content, default_style='"', sort_keys=False, allow_unicode=True, width=40)
    path.write_text(text, encoding="utf-8")


def test_the_layout_is_the_same_however_a_file_was_written(root: Path) -> None:
    before = {name: (root / name).read_bytes() for name in (RUSSIA, IPA)}
    for name, content in before.items():
        dumped_otherwise(root / name)
        assert (root / name).read_bytes() != content
    assert format_annotations(root, write=True) == [IPA, RUSSIA]
    assert {name: (root / name).read_bytes() for name in before} == before


def test_a_formatted_file_stays_as_it_is(root: Path) -> None:
    stamps = {name: (root / name).stat().st_mtime_ns for name in (RUSSIA, IPA)}
    assert format_annotations(root, write=True) == []
    assert {name: (root / name).stat().st_mtime_ns for name in stamps} == stamps


def test_a_build_gives_the_same_bytes_before_and_after(root: Path) -> None:
    for name in (RUSSIA, IPA):
        dumped_otherwise(root / name)
    before = build(root).outputs
    format_annotations(root, write=True)
    assert build(root).outputs == before


def test_check_writes_nothing_and_names_the_files(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "{quote: 13 June 2019, reason: heading}", "{reason: heading, quote: '13 June 2019'}")
    before = (root / RUSSIA).read_bytes()
    assert format_annotations(root, write=False) == [RUSSIA]
    assert (root / RUSSIA).read_bytes() == before


def test_passages_and_dismissals_come_in_the_order_of_the_document(root: Path) -> None:
    before = (root / RUSSIA).read_text(encoding="utf-8")
    content = yaml.load(before, Loader=yaml.BaseLoader)
    content["mentions"].append({"quote": "the early presidential election", "reason": "topic"})
    for field in ("passages", "dismissed", "mentions"):
        content[field].reverse()
    (root / RUSSIA).write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    format_annotations(root, write=True)
    first = "- {quote: the early presidential election, reason: topic}\n"
    assert (root / RUSSIA).read_text(encoding="utf-8") == before.replace("mentions:\n", f"mentions:\n{first}")


def test_set_asides_have_one_layout_and_keep_their_comments(root: Path) -> None:
    before = (root / RUSSIA).read_text(encoding="utf-8")
    added = (
        "# why\n"
        "- {reason: norm, kind: [cue, count], quote: 'Sergey Lebedev,', occurrence: 1}\n"
        "- reason: other_subject\n  quote: We congratulate the people of our ally Kazakhstan on the successful "
        "holding of the early presidential election.\n"
    )
    (root / RUSSIA).write_text(before + added, encoding="utf-8")
    format_annotations(root, write=True)
    after = (root / RUSSIA).read_text(encoding="utf-8")
    assert after.partition("mentions:\n")[2] == (
        "- quote: We congratulate the people of our ally Kazakhstan on the successful holding of the early "
        "presidential election.\n"
        "  reason: other_subject\n"
        "- {quote: nine international organizations, kind: count, reason: detail}\n"
        "# why\n"
        "- {quote: 'Sergey Lebedev,', occurrence: 1, kind: [cue, count], reason: norm}\n"
    )
    assert format_annotations(root, write=True) == []


def test_the_occurrence_of_a_quote_decides_its_place(root: Path, edit: Edit) -> None:
    entry = (
        "- {{quote: the early presidential election, occurrence: {}, names: [{{place: kazakhstan, form: early}}]}}\n"
    )
    edit(RUSSIA, "passages:\n", f"passages:\n{entry.format(2)}{entry.format(1)}")
    format_annotations(root, write=True)
    text = (root / RUSSIA).read_text(encoding="utf-8")
    second = text.index("occurrence: 2")
    assert (
        text.index("occurrence: 1") < text.index("quote: We congratulate the people of our ally Kazakhstan on") < second
    )


def test_a_passage_whose_quote_is_not_found_stays_after_its_neighbour(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "quote: No serious violations", "quote: Some serious violations")
    before = (root / RUSSIA).read_bytes()
    format_annotations(root, write=True)
    assert (root / RUSSIA).read_bytes() == before


def test_comments_stay_above_what_they_stood_above_when_passages_move(root: Path, edit: Edit) -> None:
    content = (root / RUSSIA).read_text(encoding="utf-8")
    head, passages = content.split("passages:\n")
    passages, dismissed = passages.split("dismissed:\n")
    first, *others = passages.split("\n- ")
    moved = "\n- ".join([f"# second\n- {others[0]}\n# first\n{first}", *others[1:]])
    text = f"# file\n{head}passages:\n{moved}# why dismissed\ndismissed:\n# heading\n{dismissed}"
    text = text.replace("  election:\n", "  # voice\n  election:\n")
    (root / RUSSIA).write_text(text, encoding="utf-8")
    format_annotations(root, write=True)
    after = (root / RUSSIA).read_text(encoding="utf-8")
    lines = after.splitlines()
    assert "\n".join(line for line in lines if not line.lstrip().startswith("#")) + "\n" == content
    below = {line.strip(): lines[number + 1].strip() for number, line in enumerate(lines) if line.lstrip()[0] == "#"}
    assert below == {
        "# file": "source: russia-osce-2019",
        "# voice": "election:",
        "# first": "- quote: On the early presidential election in Kazakhstan",
        "# second": "- voice: [election, author]",
        "# why dismissed": "dismissed:",
        "# heading": "- {quote: 13 June 2019, reason: heading}",
    }
    assert format_annotations(root, write=True) == []


@pytest.mark.parametrize(
    ("text", "line", "comment"),
    [
        ("source: a # id\npassages:\n- quote: b\n", 1, "# id"),
        ("source: a\npassages:\n- quote: b # words\n- quote: c\n", 3, "# words"),
        ("source: a\npassages:\n- quote: >- # words\n    b\n- quote: c\n", 3, "# words"),
        ("source: a\npassages:\n- quote: b\n  # english\n  en: c\n", 4, "# english"),
        ("source: a\npassages:\n- quote: >-\n    b\n  # english\n  en: c\n", 5, "# english"),
        ("source: a\npassages:\n- quote: b\n  verdicts:\n    c:\n      # coded\n      aspect: d\n", 6, "# coded"),
        ("source: a\npassages:\n- quote: b\n  verdicts:\n    c: {aspect: d, # coded\n      stance: e}\n", 5, "# coded"),
        ("source: a\npassages:\n- quote: b\n# end\n", 4, "# end"),
        ("source: a\r\npassages:\r\n- quote: b # words\r\n", 3, "# words"),
        ("--- # start\nsource: a\n", 1, "# start"),
    ],
)
def test_a_comment_in_any_other_place_is_an_error_that_loses_nothing(
    text: str, line: int, comment: str, tmp_path: Path
) -> None:
    path = in_package(tmp_path, text)
    before = path.read_bytes()
    with pytest.raises(InvalidDataError) as caught:
        format_annotations(tmp_path, write=True)
    assert path.read_bytes() == before
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.found) == ("data/annotations/a.yaml", line, comment)
    assert "`notes`" in problem.remedy


def test_a_number_sign_inside_text_is_no_comment(tmp_path: Path) -> None:
    text = "source: a\npassages:\n- quote: >-\n    one\n    # two\n  en: 'three # four'\n"
    assert formatted(tmp_path, text) == "source: a\npassages:\n- quote: 'one # two'\n  en: 'three # four'\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("passages: []\nsource: a\n", "source: a\npassages: []\n"),
        ("voices: {}\nsource: a\n", "source: a\nvoices: {}\n"),
        ("\ufeffsource: a\n", "source: a\n"),
        ("---\nsource: 'a'\n...\n", "source: a\n"),
        ("{source: a, dismissed: [{reason: b, quote: c}]}\n", "source: a\ndismissed:\n- {quote: c, reason: b}\n"),
        ("source: a\nspare: {b: c}\n", "source: a\nspare: {b: c}\n"),
        ('source: "a\\ab\\0"\n', 'source: "a\\u0007b\\u0000"\n'),
    ],
    ids=["empty list", "empty mapping", "byte order mark", "markers", "flow", "unknown field", "control characters"],
)
def test_small_files_have_one_layout(text: str, expected: str, tmp_path: Path) -> None:
    assert formatted(tmp_path, text) == expected
    assert formatted(tmp_path, expected) == expected


def test_long_texts_are_wrapped_and_short_ones_are_not(tmp_path: Path) -> None:
    text = formatted(tmp_path, f"source: a\npassages:\n- quote: {'words ' * 60}\n  en: >-\n    some\n    words\n")
    assert text.count("\n") == 8
    assert max(map(len, text.splitlines())) in range(WIDTH - 5, WIDTH + 1)
    assert text.endswith("\n  en: some words\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "an empty file"), ("source: [a\n", "did not find"), ("- a\n", "a list"), ("words\n", "text")],
)
def test_what_is_no_annotation_file_is_an_error(text: str, found: str, tmp_path: Path) -> None:
    (problem,) = problems_of_format(tmp_path, text)
    assert problem.file == "data/annotations/a.yaml"
    assert found in problem.found


def test_one_file_that_cannot_be_formatted_keeps_all_from_being_written(root: Path, edit: Edit) -> None:
    dumped_otherwise(root / RUSSIA)
    edit(IPA, "dismissed:\n", "dismissed: # no place\n")
    before = {name: (root / name).read_bytes() for name in (RUSSIA, IPA)}
    with pytest.raises(InvalidDataError):
        format_annotations(root, write=True)
    assert {name: (root / name).read_bytes() for name in before} == before


TEXTS = (
    st.text(st.sampled_from("ab1 :#-,[]{}&*!|>'\"%@`?\\~=.\n\t«Ж😀\u00a0\u0301\ufeff\x07"), max_size=30)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.integers(min_value=1, max_value=60).map(lambda number: "words and: " * number)
    | st.sampled_from(["no", "null", "007", "---", "...", "- a", "? a", "a:", "a #b", "<<", ""])
)
RECORDS = st.dictionaries(
    st.sampled_from(["about", "aspect", "stance", "like", "spare"]) | TEXTS,
    TEXTS | st.lists(TEXTS, max_size=2),
    max_size=4,
)
FILES = st.fixed_dictionaries(
    {
        "source": TEXTS,
        "voices": st.dictionaries(
            TEXTS, st.lists(st.fixed_dictionaries({"quote": TEXTS, "sets": RECORDS}), max_size=2)
        ),
        "passages": st.lists(
            st.fixed_dictionaries(
                {"quote": TEXTS},
                optional={
                    "voice": st.lists(TEXTS, max_size=2),
                    "verdicts": st.dictionaries(TEXTS, RECORDS, max_size=2),
                    "candidates": st.lists(RECORDS, max_size=2),
                },
            ),
            max_size=3,
        ),
        "dismissed": st.lists(st.fixed_dictionaries({"reason": TEXTS, "quote": TEXTS}), max_size=2),
        "mentions": st.lists(
            st.fixed_dictionaries(
                {"reason": TEXTS, "quote": TEXTS}, optional={"kind": TEXTS | st.lists(TEXTS, max_size=2)}
            ),
            max_size=2,
        ),
    }
)


def folded(content: object) -> object:
    """What a file says, with the white space of its texts folded; keys are read as they are."""
    if isinstance(content, dict):
        return {key: folded(value) for key, value in content.items()}
    if isinstance(content, list):
        return [folded(item) for item in content]
    return " ".join(str(content).split())


@settings(deadline=None, max_examples=100)
@given(content=FILES)
def test_any_file_keeps_its_content_and_is_formatted_once(
    content: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "format"
    written = yaml.safe_dump(content, default_style='"', sort_keys=False)
    once = formatted(folder, written)
    assert folded(yaml.load(once, Loader=yaml.CBaseLoader)) == folded(content)
    assert formatted(folder, once) == once


def test_windows_line_ends_are_not_the_layout_and_are_mended(root: Path) -> None:
    (path,) = (root / "data/annotations").glob("russia*.yaml")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\n", b"\r\n"))
    assert format_annotations(root, write=True) == [path.relative_to(root).as_posix()]
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*.draft"))
