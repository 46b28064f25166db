"""Every rule that proposes is listed with its confidence, and none is listed that does not."""

import re
from collections.abc import Iterator

import pytest

from extraction.text import Document
from scripts.draft.nodes import RULES, annotation_node, confidence_of
from scripts.propose import Proposals, Proposer
from scripts.propose.gold import FactDocument, read_facts
from scripts.propose.scoring import FactScore
from scripts.yaml_reader import read_yaml
from tests.gold.confidences import gold_folders, rewritten

TEXT = RULES.read_text(encoding="utf-8")
LISTED = re.findall(r"^([a-z0-9-]+): \[", TEXT, re.MULTILINE)


def rules_of(found: Proposals) -> Iterator[str]:
    for item in (*found.entities, *found.voices, *found.records, *found.dismissals, *found.asides):
        yield item.rule


@pytest.fixture(scope="module")
def drafted() -> list[tuple[FactDocument, Proposals]]:
    documents = read_facts(gold_folders()[:1])
    proposers = {language: Proposer(language) for language in ("en", "ru")}
    return [
        (document, proposers[document.language].propose(proposers[document.language].read(document.text)))
        for document in documents
    ]


def test_what_proposes_is_listed(drafted: list[tuple[FactDocument, Proposals]]) -> None:
    used = {rule for _, found in drafted for rule in rules_of(found)}
    assert len(used) > 50
    assert used <= set(LISTED)


def test_each_is_listed_once_with_a_confidence_and_what_it_reads(drafted: object) -> None:
    problems: list[object] = []
    node = read_yaml(RULES, "rules.yaml", problems)  # type: ignore[arg-type]
    assert problems == []
    assert node is not None
    assert isinstance(node.value, dict)
    assert list(node.value) == LISTED
    for rule, item in node.value.items():
        confidence, says = (str(part.value) for part in item.value)  # type: ignore[union-attr]
        assert 0 <= float(confidence) <= 1, rule
        assert len(says) > 4, rule


def test_a_rule_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(KeyError):
        confidence_of("no-such-rule")


def test_proposals_of_whole_documents_become_annotations(drafted: list[tuple[FactDocument, Proposals]]) -> None:
    for document, found in drafted:
        node = annotation_node("a", Document.of(document.text.encode()), found)
        assert isinstance(node.value, dict)
        assert "passages" in node.value


def test_confidences_are_the_part_that_was_right() -> None:
    text = "# Heads\nmany: [0.50, Many]\nfew: [0.90, Few]\n"
    scores = {"many": FactScore(proposed=20, core=15), "few": FactScore(proposed=2, core=2)}
    assert rewritten(text, scores) == "# Heads\nmany: [0.75, Many]\nfew: [0.50, Few]\n"
