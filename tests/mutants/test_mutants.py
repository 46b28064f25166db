"""The checks are checked: a seeded sample of mistakes of every kind, tried out on the project's own data."""

from collections import Counter
from itertools import islice
from random import Random

import pytest

from scripts import build as builder
from tests.mutants.harness import ROOT
from tests.mutants.mistakes import KINDS
from tests.mutants.mistakes.judgements import uncovered
from tests.mutants.project import Mutant
from tests.mutants.report import PASSES, falls_short, mistakes, run, sites
from validation.problems import InvalidDataError

COUNT = 4
"""Few, so that the tests stay fast; `python -m tests.mutants` makes a hundred of each kind."""
SEED = 1

CAN_BE_CAUGHT = [name for name, kind in KINDS.items() if kind.floor]


@pytest.mark.parametrize("name", CAN_BE_CAUGHT)
def test_mistakes_of_a_kind_are_caught(name: str) -> None:
    result = run(name, COUNT, SEED)
    survivors = "\n".join(f"{one.file}:{one.line}: {one.change}" for one in result.survivors)
    assert not result.broken, survivors
    assert not result.is_under_floor, f"{result.caught} of {result.made} caught; not these:\n{survivors}"


@pytest.mark.parametrize("name", ["digit_changed", "quote_moved", "organization_beside", "code_basis", "form_deleted"])
def test_the_whole_build_stops_at_what_the_harness_says_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places = sites()
    assert not places.harness.baseline, "without a mistake, too, the build stops: election-facts build says where"
    for one in islice(mistakes(KINDS[name], places, Random(f"{SEED} {name}")), 1):
        assert places.harness.try_out(one).is_caught == _stops(one, monkeypatch), one.change


def _stops(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> bool:
    project = mutant.of(sites().project)
    monkeypatch.setattr(builder, "_read_annotations", lambda *_: project.annotations)
    monkeypatch.setattr(builder, "read_vocabulary", lambda *_: project.vocabulary)
    monkeypatch.setattr(builder, "read_sources", lambda *_: project.sources)
    try:
        builder.build(ROOT)
    except InvalidDataError:
        return True
    return False


def test_few_places_give_a_small_sample_and_not_a_lopsided_one() -> None:
    made = Counter((one.file, one.line) for one in mistakes(KINDS["source_detail_changed"], sites(), Random(SEED)))
    assert len(made) > 1
    assert max(made.values()) <= PASSES


def test_numbers_that_two_cells_take_from_the_same_words_are_of_a_kind_of_their_own() -> None:
    alone, shared = (
        {(one.file, one.line, one.change) for one in KINDS[name].make(sites(), Random(SEED))}
        for name in ("number_or_date_deleted", "shared_number_or_date_deleted")
    )
    assert alone
    assert shared
    assert alone.isdisjoint(shared)


def test_every_coded_column_has_a_kind_that_flips_it() -> None:
    assert uncovered() == set()


@pytest.mark.parametrize(
    ("caught", "made", "floor", "expected"),
    [(12, 12, 0.99, False), (11, 12, 0.99, False), (10, 12, 0.99, True), (0, 0, 0.99, False), (40, 100, 0.5, False)],
)
def test_a_rate_falls_short_where_chance_does_not_explain_it(
    caught: int, made: int, floor: float, *, expected: bool
) -> None:
    assert falls_short(caught, made, floor) is expected
