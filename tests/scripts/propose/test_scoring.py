"""Proposed facts are scored against gold: what counts as found, as right, and as wholly right."""

from pathlib import Path

import pytest

from extraction.text import Document
from scripts.propose import Known
from scripts.propose.gold import FactDocument, read_facts
from scripts.propose.known import KnownEntity
from scripts.propose.proposals import Entity, Form, Ground, Proposals, Record, Voice
from scripts.propose.scoring import FactResult, FactScore, compare
from validation.problems import InvalidDataError

TEXT = "The CIS mission said that 48 observers from 20 states came. The CIS praised the calm voting."

GOLD = """language: en
facts:
- table: observer_counts
  quote: 48 observers
  observer_group: mission
  mission: Commonwealth of Independent States | CIS
  unit: observers
  value: 48
  precision: exact
- {table: organizations, quote: CIS, name: CIS, organization_type: intergovernmental_organization, occurrence: 2}
- {table: verdicts, quote: praised the calm voting, about: election, aspect: voting, stance: positive, asserter: CIS}
"""
CIS = KnownEntity("organizations", "cis", {"en": ("Commonwealth of Independent States", "CIS")}, "association")
COUNT = {"observer_group": "mission", "unit": "observers", "value": "48", "precision": "exact"}


def gold(folder: Path, text: str = GOLD) -> FactDocument:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    [document] = read_facts([folder])
    return document


def scored(
    folder: Path, *records: Record, entities: tuple[Entity, ...] = (), voices: tuple[Voice, ...] = ()
) -> FactResult:
    result = FactResult()
    found = Proposals(records=list(records), entities=list(entities), voices=list(voices))
    compare(gold(folder), found, Known({("organizations", "cis"): CIS}), result)
    return result


def record(table: str, quote: str, voices: tuple[str, ...] = (), **cells: str) -> Record:
    [span] = Document.of(TEXT.encode()).find(quote)
    return Record(table, "" if table == "mission_people" else "a", cells, span, "a-rule", voices)


def mission() -> Record:
    return record("missions", "The CIS mission", organization_id="cis")


def test_a_proposal_with_the_same_core_is_right_and_refers_to_a_name_by_any_of_its_forms(tmp_path: Path) -> None:
    count = record("observer_counts", "48 observers from 20 states", mission_id="a", **COUNT)
    score = scored(tmp_path, count, mission()).tables["observer_counts"]
    assert (score.gold, score.proposed, score.found, score.core, score.whole) == (1, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("cells", "core", "whole"),
    [({"value": "49"}, 0, 0), ({"basis": "accredited"}, 1, 0), ({"country_code": "KZ"}, 0, 0), ({"unit": ""}, 0, 0)],
)
def test_one_wrong_or_added_field_costs_the_core_or_the_whole(
    tmp_path: Path, cells: dict[str, str], core: int, whole: int
) -> None:
    wrong = record("observer_counts", "48 observers", **{**COUNT, "mission_id": "a", **cells})
    result = scored(tmp_path, wrong, mission())
    score = result.tables["observer_counts"]
    assert (score.found, score.core, score.whole) == (1, core, whole)
    assert next(iter(cells)) in next(
        one.wrong for one in result.differences if one.rule == "a-rule" and one.table == "observer_counts"
    )


def test_a_proposal_elsewhere_is_false_and_the_fact_missed(tmp_path: Path) -> None:
    result = scored(tmp_path, record("observer_counts", "20 states", **COUNT))
    assert [one.kind for one in result.differences if one.table == "observer_counts"] == ["missed", "false"]
    assert result.rules["a-rule"].proposed == 1


def test_voices_set_what_a_record_leaves_out(tmp_path: Path) -> None:
    verdict = {"about": "election", "aspect": "voting", "stance": "positive"}
    [span] = Document.of(TEXT.encode()).find("The CIS praised")
    voice = Voice("cis", (Ground(span, {"asserter_id": "cis", "attribution": "reported"}),), "a-rule")
    alone = scored(tmp_path, record("verdicts", "praised the calm voting", **verdict)).tables["verdicts"]
    heard = scored(tmp_path, record("verdicts", "praised the calm voting", ("cis",), **verdict), voices=(voice,))
    assert (alone.core, heard.tables["verdicts"].core) == (0, 1)


def test_entities_are_scored_by_name(tmp_path: Path) -> None:
    [span] = Document.of(TEXT.encode()).find("The CIS praised")
    entity = Entity("organizations", "cis", True, {}, (Form("en", "abbreviation", "CIS"),), span, "a-rule")
    score = scored(tmp_path, entities=(entity,)).tables["organizations"]
    assert (score.found, score.core, score.whole) == (1, 1, 0), "the type differs"


def test_each_fact_takes_one_proposal(tmp_path: Path) -> None:
    twice = [record("observer_counts", "48 observers", mission_id="a", **COUNT) for _ in range(2)]
    score = scored(tmp_path, *twice, mission()).tables["observer_counts"]
    assert (score.found, score.proposed) == (1, 2)


def test_scores_add_up() -> None:
    total = FactScore(1, 2, 1, 1, 0, 5, 6, 4)
    total.add(FactScore(1, 0, 0, 0, 0, 2, 0, 0))
    assert (total.gold, total.proposed, total.gold_fields) == (2, 2, 7)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("language: en", "language: xx", "file"),
        ("table: organizations", "table: organisations", "table"),
        ("unit: observers", "unit: people", "observer_counts.unit"),
        ("quote: 48 observers", "quote: 49 observers", "observer_counts.quote"),
        ("occurrence: 2", "occurrence: 3", "organizations.quote"),
        ("value: 48", "values: 48", "observer_counts.values"),
    ],
)
def test_faulty_gold_is_refused_with_its_line(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert GOLD.count(old) == 1
    with pytest.raises(InvalidDataError) as caught:
        gold(tmp_path, GOLD.replace(old, new))
    [problem] = caught.value.problems
    assert problem.field == field
    assert problem.line is not None


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError):
        read_facts([tmp_path])
