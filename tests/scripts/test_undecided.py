"""A proposal is no fact: the build refuses a source in which anything is proposed or open, and says how much."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.build import build
from scripts.codebook import annotation_schema
from scripts.format import format_annotations
from validation.problems import InvalidDataError, Problem

RUSSIA = "data/annotations/russia-osce-2019.yaml"
PERSONS = "data/vocabulary/persons.yaml"
SOURCES = "data/sources/sources.yaml"
MARK = "{rule: observers, confidence: 0.80}"
Edit = Callable[[str, str, str], None]
ProblemsOf = Callable[[Path], tuple[Problem, ...]]

VOCABULARY = f"""vocabulary:
- proposed: {MARK}
  quote: Sergey Lebedev
  persons:
    lebedev-s:
      name_en: Sergey Lebedev
      forms:
        en:
          full: [Sergey Lebedev]
"""


def add(root: Path, text: str, before: str = "voices:") -> None:
    path = root / RUSSIA
    content = path.read_text(encoding="utf-8")
    assert content.count(f"\n{before}\n") == 1
    path.write_text(content.replace(f"\n{before}\n", f"\n{text}{before}\n"), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- quote: On the early", f"- proposed: {MARK}\n  quote: On the early"),
        ("  - quote: 13 June 2019 On", f"  - proposed: {MARK}\n    quote: 13 June 2019 On"),
        ("- {quote: 13 June 2019, ", f"- {{proposed: {MARK}, quote: 13 June 2019, "),
        ("- {quote: nine international", f"- {{proposed: {MARK}, quote: nine international"),
    ],
    ids=["passage", "voice", "dismissal", "mention"],
)
def test_the_build_refuses_what_is_proposed(
    root: Path, edit: Edit, problems_of: ProblemsOf, old: str, new: str
) -> None:
    edit(RUSSIA, old, new)
    [problem] = problems_of(root)
    assert (problem.file, problem.field, problem.found) == (RUSSIA, "proposed", "1 proposal")
    assert "election-facts review russia-osce-2019" in problem.remedy
    assert problem.line is not None
    assert "proposed" in (root / RUSSIA).read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_the_build_says_how_many_proposals_and_open_sentences_remain(root: Path, problems_of: ProblemsOf) -> None:
    add(root, VOCABULARY)
    with (root / RUSSIA).open("a", encoding="utf-8") as file:
        file.write("open:\n- quote: 13 June 2019\n- quote: Thank you for your attention.\n")
    [problem] = problems_of(root)
    assert problem.found == "1 proposal and 2 open sentences"


def test_a_proposed_entry_of_the_sources_is_refused(root: Path, edit: Edit, problems_of: ProblemsOf) -> None:
    edit(SOURCES, "russia-osce-2019:\n", f"russia-osce-2019:\n  proposed: {MARK}\n")
    [problem] = problems_of(root)
    assert (problem.file, problem.found) == (SOURCES, "an entry that is only proposed")


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        ("{rule: Observers!, confidence: 0.80}", "vocabulary.proposed.rule"),
        ("{rule: observers, confidence: 2}", "vocabulary.proposed.confidence"),
        ("{rule: observers}", "vocabulary.proposed.confidence"),
    ],
)
def test_a_mark_has_a_rule_and_a_confidence(root: Path, problems_of: ProblemsOf, mark: str, field: str) -> None:
    add(root, VOCABULARY.replace(MARK, mark))
    assert field in [problem.field for problem in problems_of(root)]


def test_accepted_vocabulary_must_be_moved_and_format_moves_it(root: Path, edit: Edit, problems_of: ProblemsOf) -> None:
    edit(PERSONS, "lebedev-sergey:\n", "lebedev-x:\n")
    path = root / PERSONS
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    accepted = VOCABULARY.replace(f"- proposed: {MARK}\n  quote", "- quote").replace("lebedev-s:", "lebedev-sergey:")
    add(root, accepted)
    assert "run `election-facts format`" in problems_of(root)[0].remedy
    assert format_annotations(root, write=True) == [RUSSIA, PERSONS]
    assert "vocabulary:" not in (root / RUSSIA).read_text(encoding="utf-8")
    now = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert now == {
        **entries,
        "lebedev-sergey": {"name_en": "Sergey Lebedev", "forms": {"en": {"full": ["Sergey Lebedev"]}}},
    }
    assert list(now).index("lebedev-sergey") == list(now).index("lebedev-x") - 1, "in its place"


def test_accepted_forms_join_the_entry_and_other_entries_stay(root: Path) -> None:
    before = (root / PERSONS).read_text(encoding="utf-8")
    entry = "tokayev-k-k: {forms: {en: {surname: [Tokayev]}, ru: {initials: [К. К. Токаев, К. К. Токаева]}}}"
    add(root, f"vocabulary:\n- quote: Kazakhstan\n  persons: {{{entry}}}\n")
    format_annotations(root, write=True)
    after = (root / PERSONS).read_text(encoding="utf-8")
    assert after[: after.index("tokayev-k-k")] == before[: before.index("tokayev-k-k")]
    forms = yaml.load(after, Loader=yaml.BaseLoader)["tokayev-k-k"]["forms"]
    assert forms == {"ru": {"initials": ["К. К. Токаев", "К. К. Токаева"]}, "en": {"surname": ["Tokayev"]}}


def test_an_accepted_entry_that_contradicts_the_vocabulary_is_not_moved(root: Path) -> None:
    accepted = "vocabulary:\n- quote: Kazakhstan\n  persons: {tokayev-k-k: {name_en: Somebody Else}}\n"
    add(root, accepted)
    before = {name: (root / name).read_bytes() for name in (RUSSIA, PERSONS)}
    with pytest.raises(InvalidDataError) as caught:
        format_annotations(root, write=True)
    [problem] = caught.value.problems
    assert problem.field == "vocabulary.tokayev-k-k.name_en"
    assert {name: (root / name).read_bytes() for name in (RUSSIA, PERSONS)} == before


def test_the_layout_keeps_proposals(root: Path) -> None:
    add(root, VOCABULARY)
    with (root / RUSSIA).open("a", encoding="utf-8") as file:
        file.write("open:\n- {quote: 13 June 2019}\n")
    before = (root / RUSSIA).read_text(encoding="utf-8")
    assert format_annotations(root, write=True) == []
    assert (root / RUSSIA).read_text(encoding="utf-8") == before


def test_editors_accept_proposals(root: Path) -> None:
    add(root, VOCABULARY)
    content = yaml.load((root / RUSSIA).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    content["passages"][0]["proposed"] = {"rule": "a", "confidence": "0.5"}
    content["open"] = [{"quote": "x", "occurrence": "2"}]
    Draft202012Validator(json.loads(annotation_schema())).validate(content)


def test_what_is_decided_builds(root: Path) -> None:
    assert build(root).tables["verdicts"].shape[0] > 0
