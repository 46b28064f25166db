"""Retired ids in a package: what they name is gone, and what stands for it is there."""

import dataclasses

import pandas as pd
import pytest

from tests.validation.faults import BOOTHS, ELECTION, OVERALL, Fault, Plant, Tables, Unchanged, assert_seen, fault
from validation.package import Package
from validation.retired import KEPT, check_retired
from validation.storage import to_arrow, to_frame
from validation.tables import TABLES, identity_of

GONE = "ipa-cis-2019.gone"


def retire(table: str, old: str, new: str | None = None) -> Plant:
    row = {"retired_id_id": f"{table}/{old}@2.0.0", "table_name": table, "old_id": old, "new_id": new}

    def plant(tables: Tables) -> None:
        added = to_frame(to_arrow("retired_ids", [{**row, "reason": "A mistake.", "version": "2.0.0"}]))
        tables["retired_ids"] = pd.concat([tables["retired_ids"], added], ignore_index=True)

    return plant


FAULTS = [
    fault(
        check_retired, "a table whose ids are not kept", "retired_ids.names/a@2.0.0.table_name", retire("names", "a")
    ),
    fault(check_retired, "no such table", "retired_ids.opinions/a@2.0.0.table_name", retire("opinions", "a")),
    fault(
        check_retired,
        "an id that is still there",
        f"retired_ids.verdicts/{BOOTHS}@2.0.0.old_id",
        retire("verdicts", BOOTHS),
    ),
    fault(
        check_retired,
        "an id that is still there, with another in its place",
        f"retired_ids.verdicts/{BOOTHS}@2.0.0.old_id",
        retire("verdicts", BOOTHS, OVERALL),
    ),
    fault(
        check_retired,
        "nothing where the entry leads",
        f"retired_ids.verdicts/{GONE}@2.0.0.new_id",
        retire("verdicts", GONE, "ipa-cis-2019.nowhere"),
    ),
    fault(
        check_retired,
        "an id of another table where the entry leads",
        f"retired_ids.verdicts/{GONE}@2.0.0.new_id",
        retire("verdicts", GONE, ELECTION),
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_of_retired_ids_are_seen(fault: Fault, package: Package, unchanged: Unchanged) -> None:
    assert_seen(fault, package, unchanged)


@pytest.mark.parametrize(
    "plant",
    [retire("verdicts", GONE), retire("verdicts", GONE, OVERALL), retire("verdicts", BOOTHS, BOOTHS)],
    ids=["gone", "replaced", "meaning corrected"],
)
def test_what_is_correct_is_no_problem(plant: Plant, package: Package) -> None:
    tables = dict(package.tables)
    plant(tables)
    assert list(check_retired(dataclasses.replace(package, tables=tables))) == []


def test_ids_are_kept_in_every_table_but_those_that_name_places_in_a_text() -> None:
    assert set(TABLES) - set(KEPT) == {"verdict_terms", "names", "sentences", "mentions", "evidence"}
    assert identity_of("elections") == ("country_code", "election_type", "chamber", "date", "year")
    assert {"source_id", "quote"} < set(identity_of("verdicts"))
