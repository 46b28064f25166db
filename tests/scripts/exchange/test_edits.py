"""What a person does in a tool comes out rightly in the annotation file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.annotations import read_annotation
from scripts.exchange.send import Form, send
from scripts.exchange.take import Taken
from scripts.format import format_annotations
from tests.scripts.exchange.conftest import RUSSIA, TOOLS, Tool, exported, imported, package
from validation.problems import InvalidDataError, Problem

MARK = "{rule: observers, confidence: 0.80}"
S = "data/annotations/s.yaml"
Edit = Callable[[str, str, str], None]
BRAT = pytest.mark.parametrize("form", ["brat"])  # what comes after the reading of a format is the same for each


def opened(root: Path, form: Form, source_id: str = "russia-osce-2019") -> Tool:
    return TOOLS[form](exported(root, form, source_id))


def content(root: Path, name: str = RUSSIA) -> Any:
    assert format_annotations(root, write=False) == []
    return yaml.load((root / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def numbers(taken: Taken) -> tuple[int, int, int, int]:
    found = taken.changes
    return len(found.added), len(found.changed), len(found.removed), len(found.moved)


def problems_of(root: Path, tool: Tool) -> list[Problem]:
    """Import what must fail, and see that the file stays."""
    before = {path: path.read_bytes() for path in (root / "data/annotations").iterdir()}
    with pytest.raises(InvalidDataError) as caught:
        imported(root, tool.path)
    assert {path: path.read_bytes() for path in (root / "data/annotations").iterdir()} == before
    return list(caught.value.problems)


def test_a_passage_that_is_resized_has_the_new_words(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.move("passage", "More than one thousand", "More than one thousand international observers")
    assert numbers(imported(root, tool.path)) == (0, 0, 0, 1)
    passage = content(root)["passages"][2]
    assert passage["quote"] == "More than one thousand international observers"
    assert passage["observer_counts"]["international"]["value"] == "1000"


@BRAT
def test_a_passage_that_is_moved_finds_its_order(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.move("passage", "On the early presidential", "Thank you for your attention")
    tool.delete("name", "On")
    imported(root, tool.path)
    passage = content(root)["passages"][-1]
    assert passage["quote"] == "Thank you for your attention"
    assert passage["elections"] == {"kz-2019-president": {"election_type": "presidential", "is_early": "true"}}


@BRAT
def test_white_space_that_was_marked_too_is_no_part_of_the_words(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.move("mention", "nine international", " nine international organizations, ")
    imported(root, tool.path)
    assert content(root)["mentions"][0]["quote"] == "nine international organizations,"


def test_fields_that_are_changed_are_so_in_the_file(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.change("passage", "More than one thousand", "value: 1000", "value: 1001")
    assert numbers(imported(root, tool.path)) == (0, 1, 0, 0)
    assert content(root)["passages"][2]["observer_counts"]["international"]["value"] == "1001"


def test_fields_may_be_typed_in_any_style(root: Path, form: Form) -> None:
    if form == "brat":
        pytest.skip("a note in brat is one line")
    tool = opened(root, form)
    tool.change("passage", "More than one", "{voice: [election, author],", '\n{"voice": ["election",\n "author"],\n')
    assert numbers(imported(root, tool.path)) == (0, 0, 0, 0)


def test_what_is_deleted_is_gone_and_terms_and_names_go_with_their_passage(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.delete("passage", "the election was transparent")
    tool.delete("dismissed", "Thank you")
    tool.delete("mention", "nine")
    taken = imported(root, tool.path)
    assert numbers(taken) == (0, 0, 7, 0)
    assert [mark.kind for mark in taken.orphans] == ["term"] * 4
    left = content(root)
    assert len(left["passages"]) == 5
    assert [item["quote"] for item in left["dismissed"]] == ["13 June 2019"]
    assert "mentions" not in left


def test_a_label_alone_is_an_entry_with_its_quote(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.add("passage", "took part in observing the election campaign and voting")
    tool.add("dismissed", "Thank you")
    tool.add("open", "No serious violations were identified that could affect the result.")
    tool.add("mention", "13 June 2019")
    tool.add("voice", "stated")
    tool.add("join", "2019\n\nOn the early")
    assert numbers(imported(root, tool.path)) == (6, 0, 0, 0)
    new = content(root)
    assert {"quote": "took part in observing the election campaign and voting"} in new["passages"]
    assert {"quote": "Thank you"} in new["dismissed"]
    assert {"quote": "13 June 2019"} in new["mentions"]
    assert new["open"] == [{"quote": "No serious violations were identified that could affect the result."}]
    assert new["voices"]["new-1"] == [{"quote": "stated"}]
    assert new["sentences"] == {"join": ["2019 On the early"]}


def test_labels_can_be_exchanged(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.relabel("dismissed", "Thank you", "open")
    imported(root, tool.path)
    assert content(root)["open"][0]["quote"] == "Thank you for your attention."


@BRAT
def test_a_term_can_be_moved_inside_its_passage_and_not_out_of_it(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.move("term", "transparent", "the election was transparent")
    imported(root, tool.path)
    (verdict,) = content(root)["passages"][4]["verdicts"].values()
    assert verdict["terms"][0] == {"formula": "the election was transparent", "concept": "transparent"}
    tool = opened(root, form)
    tool.move("term", "fair", "13 June 2019")
    (problem,) = problems_of(root, tool)
    assert problem.field.endswith(": span")
    assert "transparent, fair, open" in problem.expected


def test_a_term_that_is_added_belongs_to_the_verdict_around_it(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.add("term", "the election was transparent")
    (problem,) = problems_of(root, tool)
    assert problem.field.endswith("term_type")
    tool = opened(root, form)
    tool.add("term", "result")
    tool.code("term", "result", term_type="formula", concept="credible")
    assert numbers(imported(root, tool.path)) == (1, 0, 0, 0)
    (verdict,) = content(root)["passages"][5]["verdicts"].values()
    assert verdict["terms"][-1] == {"formula": "result", "concept": "credible"}


def test_an_accepted_proposal_is_a_fact_and_a_deleted_one_is_gone(root: Path, edit: Edit, form: Form) -> None:
    edit(RUSSIA, "- quote: On the early", f"- proposed: {MARK}\n  quote: On the early")
    edit(RUSSIA, "  - quote: 13 June 2019 On", f"  - proposed: {MARK}\n    quote: 13 June 2019 On")
    edit(RUSSIA, "- {quote: nine international", f"- {{proposed: {MARK}, quote: nine international")
    tool = opened(root, form)
    tool.accept("passage", "On the early")
    tool.change("voice", "13 June 2019 On", f"proposed: {MARK}, ", "")
    tool.delete("mention", "nine")
    assert numbers(imported(root, tool.path)) == (0, 2, 1, 0)
    assert "proposed" not in (root / RUSSIA).read_text(encoding="utf-8")


TWICE = """\
source: s
mentions:
- {quote: one, kind: count, reason: detail}
- {quote: two, occurrence: 1, reason: norm}
"""


@BRAT
def test_one_place_of_a_mention_less_leaves_the_others_by_number(tmp_path: Path, form: Form) -> None:
    root = package(tmp_path, "one A two, one B two, one C two", TWICE)
    tool = opened(root, form, "s")
    tool.move("mention", "two", "B")
    imported(root, tool.path)
    aside = {"kind": "count", "reason": "detail"}
    assert content(root, S)["mentions"] == [
        {"quote": "one", **aside},
        {"quote": "B", "occurrence": "1", "reason": "norm"},
    ]
    tool = opened(root, form, "s")
    tool.delete_at("mention", tool.text.index("one B"))
    assert numbers(imported(root, tool.path)) == (0, 0, 1, 0)
    assert [item["occurrence"] for item in content(root, S)["mentions"] if item["quote"] == "one"] == ["1", "3"]


LONG = """\
source: s
dismissed:
- {quote: a one, through: two b, reason: courtesy}
"""


@BRAT
def test_a_long_dismissal_keeps_the_end_that_was_not_moved(tmp_path: Path, form: Form) -> None:
    text = "x a one " + " ".join(f"w{number}" for number in range(30)) + " two b, c two b end"
    root = package(tmp_path, text, LONG)
    tool = opened(root, form, "s")
    tool.move("dismissed", "a one", text[text.index("a one") : text.index(" end")])
    imported(root, tool.path)
    (item,) = content(root, S)["dismissed"]
    assert item == {"quote": "a one", "through": "w25 w26 w27 w28 w29 two b, c two b", "reason": "courtesy"} or (
        item["quote"] == "a one" and text.endswith(f"{item['through']} end") and text.count(item["through"]) == 1
    )
    tool = opened(root, form, "s")
    tool.move("dismissed", "a one", text[text.index("w3 ") : text.index(" end")])
    imported(root, tool.path)
    (item,) = content(root, S)["dismissed"]
    assert item["quote"] == "w3 w4 w5 w6 w7 w8 w9 w10"


@BRAT
def test_the_file_is_one_that_the_program_reads(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.move("voice", "We congratulate", "We congratulate the people")
    imported(root, tool.path)
    problems: list[Problem] = []
    annotation = read_annotation(root / RUSSIA, RUSSIA, problems)
    assert not problems
    assert annotation is not None
    assert annotation.voices["author"][0].quote.words == "We congratulate the people"


@BRAT
def test_a_file_that_was_changed_since_is_replaced_only_by_force(root: Path, edit: Edit, form: Form) -> None:
    tool = opened(root, form)
    tool.change("passage", "More than one thousand", "value: 1000", "value: 1001")
    edit(RUSSIA, "reason: courtesy", "reason: heading")
    (problem,) = problems_of(root, tool)
    assert (problem.file, problem.found) == (RUSSIA, "a file that was changed since the export")
    assert "--force" in problem.remedy
    taken = imported(root, tool.path, force=True)
    assert numbers(taken) == (0, 2, 0, 0)
    assert "reason: courtesy" in (root / RUSSIA).read_text(encoding="utf-8")


@BRAT
def test_work_in_the_folder_is_not_overwritten_by_another_export(root: Path, form: Form) -> None:
    tool = opened(root, form)
    tool.add("open", "Thank you")
    before = tool.path.read_bytes()
    with pytest.raises(InvalidDataError) as caught:
        send(root, "russia-osce-2019", form, tool.path.parent, force=False)
    assert [problem.file for problem in caught.value.problems] == [str(tool.path)]
    assert tool.path.read_bytes() == before
    send(root, "russia-osce-2019", form, tool.path.parent, force=True)
    assert tool.path.read_bytes() != before


def test_what_the_tool_was_told_of_its_labels_is_kept(root: Path) -> None:
    exported(root, "brat")
    configuration = root / "exchange/annotation.conf"
    configuration.write_text("[entities]\nmine\n", encoding="utf-8")
    sent = send(root, "russia-osce-2019", "brat", root / "exchange", force=False)
    assert sent.kept == [configuration]
    assert configuration.read_text(encoding="utf-8") == "[entities]\nmine\n"


@BRAT
def test_work_goes_on_in_the_tool_after_an_import(root: Path, edit: Edit, form: Form) -> None:
    tool = opened(root, form)
    tool.add("open", "Thank you")
    assert imported(root, tool.path).is_written
    tool.add("open", "No serious violations")
    assert imported(root, tool.path).is_written
    assert [item["quote"] for item in content(root)["open"]] == ["No serious violations", "Thank you"]
    before = tool.path.read_bytes()
    send(root, "russia-osce-2019", form, tool.path.parent, force=False)  # all of it was imported
    assert tool.path.read_bytes() != before
    edit(RUSSIA, "reason: courtesy", "reason: heading")
    tool = TOOLS[form](tool.path)
    tool.delete("open", "Thank you")
    assert problems_of(root, tool)[0].found == "a file that was changed since the export"
