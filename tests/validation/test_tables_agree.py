"""One definition a table: whatever is generated from the models says the same, and keeps the contract."""

import io
import json
import re
import sqlite3
from importlib.resources import files
from typing import Any, get_args

import duckdb
import jsonschema
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pycountry
import pytest
import yaml

import election_facts
from scripts.annotations import RECORD_TABLES
from scripts.build import Built
from scripts.yaml_reader import parse_yaml
from tests.conftest import HERE
from validation.codes import code_lists, countries
from validation.columns import Column
from validation.readings import ACCOUNTED
from validation.tables import (
    COMPOSED_KEYS,
    CORE,
    GENERATED,
    TABLES,
    UNIQUE_TOGETHER,
    VOCABULARY,
    columns,
    description_of,
    identity_of,
    is_claim,
    key_of,
)

COUNT = "value lower_bound upper_bound precision as_of part_of_id part_type"
CLAIM = "asserter_id speaker_id attribution reporter_id source_id quote quote_en"
NAMES = "name_en name_ru abbreviation_en abbreviation_ru"

CONTRACT = {
    "elections": "election_id country_code election_type chamber body_en body_ru is_early is_direct date year "
    "candidate_coverage",
    "candidates": "candidate_id election_id candidate_type person_id organization_id nominated_by_id list_order "
    "is_winner gender",
    "observer_counts": "observer_count_id election_id observer_group mission_id country_code unit basis "
    f"{COUNT} {CLAIM}",
    "polling_station_counts": f"polling_station_count_id election_id place_id category unit mission_id {COUNT} {CLAIM}",
    "verdicts": "verdict_id election_id about target_id mission_id asserter_role asserter_words asserter_scope aspect "
    "stance overall result_effect is_recommendation scope period statement_type event_id stated_on repeats_id "
    f"{CLAIM}",
    "missions": "mission_id election_id organization_id parent_id mission_type name_en name_ru started_on ended_on",
    "mission_people": "mission_person_id mission_id person_id role",
    "mission_countries": "mission_country_id mission_id country_code",
    "mission_organizations": "mission_organization_id mission_id organization_id",
    "mission_places": "mission_place_id mission_id place_id phase",
    "verdict_terms": "verdict_term_id verdict_id term_type concept use term start_char end_char",
    "events": f"event_id election_id event_type date started_on ended_on place_id description_en {CLAIM}",
    "event_participants": "event_participant_id event_id person_id organization_id role",
    "figures": f"figure_id election_id topic unit place_id organization_id {COUNT} {CLAIM}",
    "citations": f"citation_id election_id document_name_en document_name_ru document_type issuer_id provision {CLAIM}",
    "persons": "person_id name_en name_ru",
    "positions": f"position_id person_id organization_id title_en title_ru {CLAIM}",
    "organizations": f"organization_id {NAMES} organization_type parent_id country_code",
    "places": f"place_id {NAMES} place_type parent_id country_code",
    "names": "name_id table_name record_id language name name_type source_id",
    "sources": "source_id title title_en document_type coverage language original_language publisher_id author_id "
    "symbol published_on occasion url rights path sha256 characters",
    "sentences": "sentence_id source_id position section start_char end_char text status reason",
    "mentions": "mention_id source_id kind words value is_inferred start_char end_char status reason",
    "evidence": "evidence_id table_name record_id column_name value support source_id start_char end_char "
    "value_start_char value_end_char quote quote_en note",
    "retired_ids": "retired_id_id table_name old_id new_id reason version",
    "codes": "code_id table_name column_name code label_en description",
}
"""The tables and columns that users rely on; more may be added, none of these renamed or removed."""

CONTRACT_CODES = {
    "elections.election_type": "presidential parliamentary local",
    "elections.chamber": "lower upper",
    "elections.candidate_coverage": "all some none",
    "candidates.candidate_type": "person party",
    "observer_counts.observer_group": "all international international_organizations foreign_states citizen "
    "candidate_or_party mission",
    "observer_counts.unit": "observers organizations countries",
    "observer_counts.basis": "planned appointed accredited deployed took_part",
    "observer_counts.precision": "exact about almost more_than at_least fewer_than at_most between several unspecified",
    "observer_counts.part_type": "share subset",
    "observer_counts.attribution": "own quoted reported",
    "polling_station_counts.category": "all special abroad",
    "polling_station_counts.unit": "polling_stations precinct_election_commissions territorial_election_commissions "
    "diplomatic_missions countries",
    "verdicts.about": "election observation",
    "verdicts.asserter_role": "observer_mission foreign_state host_state election_authority contestant legislature "
    "media international_community unnamed_observers",
    "verdicts.asserter_scope": "one several majority all unnamed",
    "verdicts.aspect": "overall legal_framework election_administration candidate_registration voter_registration "
    "voter_information campaign campaign_finance media accessibility observer_access citizen_observers voting counting "
    "complaints results political_environment methodology impartiality findings coverage role",
    "verdicts.stance": "positive mixed negative",
    "verdicts.overall": "endorsed endorsed_minor_faults mixed criticised rejected",
    "verdicts.result_effect": "did_not_affect may_have_affected affected",
    "verdicts.scope": "visited_stations regions country abroad",
    "verdicts.period": "pre_election election_day post_election whole",
    "verdicts.statement_type": "conclusion preliminary_statement joint_statement council_statement press_conference "
    "meeting telegram article",
    "verdict_terms.term_type": "formula benchmark qualifier",
    "verdict_terms.use": "predicated norm negated",
    "missions.mission_type": "election_observation_mission limited_election_observation_mission assessment_mission "
    "joint_mission parliamentary_delegation observer_team",
    "mission_people.role": "head special_coordinator coordinator",
    "mission_places.phase": "long_term short_term election_day",
    "sources.coverage": "full_assessment excerpt third_party",
    "sentences.status": "stated dismissed",
    "mentions.kind": "count percent ordinal date time reference list_number person organization country place cue",
    "mentions.status": "stated dismissed",
    "mentions.reason": "dismissed_sentence repeated norm topic detail document other_subject part_of_name "
    "no_single_bearer misread",
    "evidence.support": "stated coded inferred",
}
"""Codes that users rely on."""

ROLES = {
    "asserter_id": "organizations",
    "target_id": "organizations",
    "reporter_id": "organizations",
    "nominated_by_id": "organizations",
    "publisher_id": "organizations",
    "issuer_id": "organizations",
    "speaker_id": "persons",
    "author_id": "persons",
    "repeats_id": "verdicts",
}
"""Foreign keys that bear the name of a role."""

OWES_NOTHING = {
    "part_of_id", "repeats_id", "source_id", "quote", "quote_en", "lower_bound", "upper_bound", "reporter_id",
}  # fmt: skip
"""Columns that owe no evidence in any table; beside them keys, and the columns below."""

OWES_NOTHING_IN = {
    "elections": {"year"},
    "events": {"started_on", "ended_on"},
    "verdict_terms": {"verdict_id", "start_char", "end_char"},
}
WITHOUT_EVIDENCE = {"sources", "sentences", "mentions", "names", "codes", "evidence", "retired_ids"}

KINDS = {
    "text": ("string", pa.string(), "str", "string[pyarrow]"),
    "edtf": ("string", pa.string(), "str", "string[pyarrow]"),
    "integer": ("integer", pa.int64(), "Int64", "Int64"),
    "number": ("number", pa.float64(), "Float64", "Float64"),
    "boolean": ("boolean", pa.bool_(), "boolean", "boolean"),
    "day": ("date", pa.date32(), "date32[day][pyarrow]", "date32[day][pyarrow]"),
}
"""Kind of column → type in Table Schema, Arrow, the pandas metadata and pandera."""

SQL_RESERVED = """
abs all allocate alter and any are array as asensitive asymmetric at atomic authorization avg begin between bigint
binary blob boolean both by call called cardinality cascaded case cast ceil ceiling char character check clob close
coalesce collate collect column commit condition connect constraint contains convert copy corr corresponding count
create cross cube current cursor cycle date day deallocate dec decimal declare default define delete deref describe
deterministic disconnect distinct double drop dynamic each element else empty end equals escape every except exec
execute exists exp external extract false fetch filter float floor for foreign free from full function fusion get
global grant group grouping groups having hold hour identity in indicator initial inner inout insensitive insert int
integer intersect intersection interval into is join lag language large lateral lead leading left like ln local log
lower match matches max member merge method min minute mod modifies module month multiset national natural nchar
nclob new no none normalize not null nullif numeric of offset old omit on one only open or order out outer over
overlaps overlay parameter partition pattern per percent period portion position power precedes precision prepare
primary procedure range rank reads real recursive ref references referencing release result return returns revoke
right rollback rollup row rows running savepoint scope scroll search second seek select sensitive set show similar
skip smallint some specific sql sqlexception sqlstate sqlwarning sqrt start static submultiset subset substring
succeeds sum symmetric system table tablesample then time timestamp to trailing translate translation treat trigger
trim true truncate uescape union unique unknown unnest update upper user using value values varbinary varchar
varying versioning when whenever where window with within without year
"""
"""ISO/IEC 9075-2:2016, without names that hold an underscore."""

RESERVED_IN_CONTRACT = {"date", "language", "period", "position", "precision", "scope", "value", "year"}


def every_column() -> list[tuple[str, Column]]:
    return [(table, column) for table in TABLES for column in columns(table)]


@pytest.fixture(scope="module")
def resources(built: Built) -> dict[str, dict[str, Any]]:
    descriptor = json.loads(built.outputs["datapackage.json"])
    return {resource["name"]: resource for resource in descriptor["resources"]}


@pytest.fixture(scope="module")
def codebook(built: Built) -> dict[str, str]:
    """Heading of the third level → what stands under it."""
    parts = re.split(r"^### (.+)\n", built.outputs["CODEBOOK.md"].decode("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def annotation_schema(built: Built) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(built.outputs["data/annotations/annotation.schema.json"])
    return schema


def cells_of(markdown: str) -> list[list[str]]:
    """The rows of the tables in a text, without their headers."""
    lines = [line for line in markdown.splitlines() if line.startswith("| `")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


# The contract


def test_every_table_of_the_contract_is_there_and_no_other() -> None:
    assert set(TABLES) == set(CONTRACT)


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_of_the_contract_is_there(table: str) -> None:
    names = [column.name for column in columns(table)]
    assert set(CONTRACT[table].split()) <= set(names)
    assert names[0] == CONTRACT[table].split()[0]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("place", CONTRACT_CODES)
def test_every_code_of_the_contract_is_there(place: str) -> None:
    table, name = place.split(".")
    (column,) = (column for column in columns(table) if column.name == name)
    assert column.code_list
    assert {code.code for code in code_lists()[column.code_list]} >= set(CONTRACT_CODES[place].split())


def test_the_core_tables_come_first() -> None:
    assert tuple(TABLES)[:5] == CORE == tuple(CONTRACT)[:5]


def test_the_loader_names_every_table() -> None:
    assert get_args(election_facts.TableName) == tuple(TABLES)


# Names


def test_no_column_is_an_attribute_of_a_DataFrame() -> None:  # noqa: N802
    assert [column.name for _, column in every_column() if hasattr(pd.DataFrame, column.name)] == []


def test_no_column_is_a_reserved_word_of_SQL_apart_from_the_contract() -> None:  # noqa: N802
    of_contract = {name for names in CONTRACT.values() for name in names.split()}
    assert of_contract >= RESERVED_IN_CONTRACT
    assert set(SQL_RESERVED.split()) & {*TABLES, *(column.name for _, column in every_column())} == RESERVED_IN_CONTRACT


@pytest.mark.parametrize("connect", [duckdb.connect, sqlite3.connect], ids=["duckdb", "sqlite"])
def test_tables_and_columns_need_no_quoting_in_SQL(connect: Any) -> None:  # noqa: N802
    connection = connect(":memory:")
    for table in TABLES:
        names = [column.name for column in columns(table)]
        connection.execute(f"CREATE TABLE {table} ({', '.join(f'{name} VARCHAR' for name in names)})")
        assert connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall() == []
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_keys_and_flags_are_named_by_one_rule(table: str) -> None:
    key, *others = columns(table)
    assert key.is_key
    assert key.name.endswith("_id")
    assert not any(column.is_key for column in others)
    for column in others:
        assert (column.kind == "boolean") == column.name.startswith("is_")
        assert column.is_country == (column.name == "country_code")
        if column.refers_to is None:
            assert not column.name.endswith("_id") or column.name in ("record_id", "old_id", "new_id")
        elif column.name in ("parent_id", "part_of_id"):
            assert column.refers_to == table
        else:
            assert column.refers_to == ROLES.get(column.name, column.refers_to)
            assert column.name in ROLES or column.name == key_of(column.refers_to)


@pytest.mark.parametrize("table", TABLES)
def test_cells_of_facts_owe_evidence_except_those_of_the_design(table: str) -> None:
    owes = {column.name for column in columns(table) if column.owes_evidence}
    exempt = OWES_NOTHING | OWES_NOTHING_IN.get(table, set()) | {key_of(table)}
    assert owes == (set() if table in WITHOUT_EVIDENCE else {column.name for column in columns(table)} - exempt)


# Generated from the models


@pytest.mark.parametrize("table", TABLES)
def test_the_models_and_the_columns_agree(table: str) -> None:
    model = TABLES[table].to_schema()
    assert set(model.columns) == {column.name for column in columns(table)}
    for column in columns(table):
        field = model.columns[column.name]
        assert str(field.dtype) == KINDS[column.kind][3]
        assert field.nullable == (not column.is_required)
        allowed = [check.statistics["allowed_values"] for check in field.checks if check.name == "isin"]
        if column.code_list:
            assert allowed == [tuple(code.code for code in code_lists()[column.code_list])]
        elif column.is_country:
            assert allowed == [tuple(countries())]


@pytest.mark.parametrize("table", TABLES)
def test_the_table_schema_agrees(table: str, resources: dict[str, dict[str, Any]]) -> None:
    schema = resources[table]["schema"]
    assert resources[table]["description"] == description_of(table)
    assert [field["name"] for field in schema["fields"]] == [column.name for column in columns(table)]
    for field, column in zip(schema["fields"], columns(table), strict=True):
        constraints = field.get("constraints", {})
        assert field["type"] == KINDS[column.kind][0]
        assert (field["title"], field["description"]) == (column.title, column.description)
        assert (field["example"], field["support"]) == (column.example, column.support)
        assert constraints.get("required", False) == column.is_required
        assert constraints.get("unique", False) == column.is_key
        codes = code_lists()[column.code_list] if column.code_list else ()
        assert constraints.get("enum", []) == [code.code for code in codes]
        assert field.get("categories", []) == [{"value": code.code, "label": code.label} for code in codes]
        if "pattern" in constraints:
            assert re.search(constraints["pattern"], column.example)
    assert schema["primaryKey"] == [columns(table)[0].name]
    assert schema["missingValues"] == [""]
    assert schema.get("uniqueKeys", []) == [list(names) for names in UNIQUE_TOGETHER.get(table, ())]
    assert schema.get("foreignKeys", []) == [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to == table else column.refers_to,
                "fields": [columns(column.refers_to)[0].name],
            },
        }
        for column in columns(table)
        if column.refers_to
    ]


@pytest.mark.parametrize("table", TABLES)
def test_the_files_agree(table: str, built: Built) -> None:
    names = [column.name for column in columns(table)]
    assert built.outputs[f"data/tables/{table}.csv"].split(b"\n")[0].decode() == ",".join(names)
    schema = pq.read_schema(io.BytesIO(built.outputs[f"data/tables/{table}.parquet"]))
    assert schema.names == names
    for field, column in zip(schema, columns(table), strict=True):
        assert field.type == KINDS[column.kind][1]
        assert field.nullable == (not column.is_required)
        assert field.metadata == {b"title": column.title.encode(), b"description": column.description.encode()}
    described = json.loads(schema.metadata[b"pandas"])["columns"]
    assert [(field["name"], field["numpy_type"]) for field in described] == [
        (column.name, KINDS[column.kind][2]) for column in columns(table)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_agrees(table: str, codebook: dict[str, str]) -> None:
    text = codebook[table]
    rows = cells_of(text)
    assert description_of(table) in text
    assert [row[0] for row in rows] == [f"`{column.name}`" for column in columns(table)]
    for (_, kind, holds, example, _), column in zip(rows, columns(table), strict=True):
        assert (holds, example) == (column.description, f"`{column.example}`")
        assert kind.endswith(", required") == column.is_required
        if column.refers_to:
            assert f"(#{column.refers_to})" in kind
        if column.code_list:
            assert f"(#code-list-{column.code_list})" in kind
    for names in UNIQUE_TOGETHER.get(table, ()):
        assert ", ".join(f"`{name}`" for name in names) in text
    kept = ", ".join(f"`{name}`" for name in identity_of(table))
    assert (f"A published id keeps its {kept}, or" in text) == bool(kept)


@pytest.mark.parametrize("name", code_lists())
def test_the_codebook_holds_every_code_list(name: str, codebook: dict[str, str]) -> None:
    assert cells_of(codebook[f"Code list: {name}"]) == [
        [f"`{code.code}`", code.label, code.description] for code in code_lists()[name]
    ]


def test_the_codebook_names_every_table_that_there_is(codebook: dict[str, str]) -> None:
    tables = [name for name in codebook if not name.startswith("Code list: ")]
    assert tables[: len(TABLES)] == list(TABLES)


def test_the_table_of_codes_agrees(built: Built) -> None:
    rows = built.tables["codes"]
    assert list(rows.itertuples(index=False, name=None)) == [
        (f"{table}.{column.name}.{code.code}", table, column.name, code.code, code.label, code.description)
        for table, column in every_column()
        if column.code_list
        for code in code_lists()[column.code_list]
    ]


# Annotation files


def test_annotations_may_state_every_table_that_is_not_generated(annotation_schema: dict[str, Any]) -> None:
    passage = annotation_schema["properties"]["passages"]["items"]["properties"]
    tables = [table for table in TABLES if table not in GENERATED]
    assert [name for name in passage if name in TABLES and name != "names"] == tables


@pytest.mark.parametrize("table", RECORD_TABLES)
def test_the_schema_of_annotations_agrees(table: str, annotation_schema: dict[str, Any]) -> None:
    of_table = annotation_schema["properties"]["passages"]["items"]["properties"][table]
    assert of_table["description"] == description_of(table)
    record = of_table["items"] if table in COMPOSED_KEYS else of_table["additionalProperties"]
    assert record["additionalProperties"] is False
    written = {
        column.name.removesuffix("_id"): column
        for column in columns(table)
        if column.owes_evidence or column.name in ("part_of_id", "repeats_id", "lower_bound", "upper_bound", "year")
    }
    said = {name: field for name, field in record["properties"].items() if "title" in field or "anyOf" in field}
    assert list(said) == list(written)
    for name, column in written.items():
        field = said[name]["anyOf"][0] if "anyOf" in said[name] else said[name]
        assert (field["title"], field["description"]) == (column.title, column.description)
        codes = [code.code for code in code_lists()[column.code_list]] if column.code_list else None
        assert field.get("enum") == codes


def test_the_schema_of_annotations_is_one_and_takes_what_builds(annotation_schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(annotation_schema)
    validator = jsonschema.Draft202012Validator(annotation_schema)
    for path in (HERE / "package/data/annotations").glob("*.yaml"):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert [error.message for error in validator.iter_errors(content)] == []
        content["passages"][0]["opinions"] = {}
        assert [error.message for error in validator.iter_errors(content)] != []


@pytest.mark.parametrize(
    ("aside", "fits"),
    [
        ({"quote": "a", "reason": "norm"}, True),
        ({"quote": "a", "kind": "cue", "reason": "norm", "occurrence": "2"}, True),
        ({"quote": "a", "kind": ["cue", "count"], "reason": "norm"}, True),
        ({"quote": "a", "kind": "number", "reason": "norm"}, False),
        ({"quote": "a", "kind": ["cue", "number"], "reason": "norm"}, False),
        ({"quote": "a", "reason": "boring"}, False),
        ({"quote": "a"}, False),
        ({"reason": "norm"}, False),
        ({"quote": "a", "reason": "norm", "through": "b"}, False),
    ],
)
def test_the_schema_of_annotations_knows_set_asides(
    aside: dict[str, Any], fits: bool, annotation_schema: dict[str, Any]
) -> None:
    content = {"source": "a", "mentions": [aside]}
    assert jsonschema.Draft202012Validator(annotation_schema).is_valid(content) == fits


def test_set_asides_may_name_what_the_ledger_accounts_for(annotation_schema: dict[str, Any]) -> None:
    aside = annotation_schema["properties"]["mentions"]["items"]["properties"]
    assert set(aside["kind"]["anyOf"][0]["enum"]) == ACCOUNTED
    assert aside["reason"]["enum"] == [code.code for code in code_lists()["mention_reason"]]


def test_voices_may_set_what_the_models_say(annotation_schema: dict[str, Any]) -> None:
    ground = annotation_schema["properties"]["voices"]["additionalProperties"]["items"]["properties"]
    assert set(ground["sets"]["properties"]) == {
        column.name.removesuffix("_id") for _, column in every_column() if column.context
    }


# Keys


@pytest.mark.parametrize("table", UNIQUE_TOGETHER)
def test_columns_that_are_unique_together_are_columns(table: str) -> None:
    known = {column.name for column in columns(table)}
    assert all(set(names) <= known and len(names) > 1 for names in UNIQUE_TOGETHER[table])


@pytest.mark.parametrize("table", COMPOSED_KEYS)
def test_composed_keys_are_unique_together(table: str) -> None:
    assert COMPOSED_KEYS[table] in UNIQUE_TOGETHER[table]


def test_claims_are_the_tables_with_an_asserter() -> None:
    assert {table for table in TABLES if is_claim(table)} == {
        table for table, names in CONTRACT.items() if "asserter_id" in names.split()
    }


def test_the_vocabulary_tables_are_those_that_names_speak_of() -> None:
    check = next(check for check in TABLES["names"].to_schema().columns["table_name"].checks if check.name == "isin")
    assert set(check.statistics["allowed_values"]) == set(VOCABULARY)


# Codes


def test_every_code_list_is_used_and_every_list_that_is_used_is_there() -> None:
    assert {column.code_list for _, column in every_column() if column.code_list} == set(code_lists())


@pytest.mark.parametrize("name", code_lists())
def test_every_code_has_a_label_and_a_definition(name: str) -> None:
    codes = code_lists()[name]
    assert len({code.label for code in codes}) == len(codes) > 1
    for code in codes:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code.code)
        assert code.label == code.label.strip() != ""
        assert re.fullmatch(r"\S.*\.", code.description)


@pytest.mark.parametrize("name", ["codes.yaml", "countries.yaml"])
def test_no_code_is_listed_twice(name: str) -> None:
    parse_yaml(files("validation").joinpath(name).read_text(encoding="utf-8"))


def test_the_countries_are_those_of_ISO_3166() -> None:  # noqa: N802
    assert set(countries()) == {country.alpha_2 for country in pycountry.countries}
    assert all(name.strip() for name in countries().values())
