"""Codes against the words of their passages: what contradicts a code, what a note excuses, what stays silent."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from extraction.lexicon import languages
from validation.codes import codes_of
from validation.cues import check_cues, cue_lists, pattern
from validation.package import Package
from validation.problems import Problem
from validation.tables import TABLES, column, columns, key_of


def said(
    table: str, name: str, code: Any, quote: str, *, language: str = "en", note: str | None = None, **cells: Any
) -> list[Problem]:
    """What the check says of a record with one coded cell, whose evidence is a quote."""
    key = key_of(table)
    record = {one.name: None for one in columns(table)} | {key: "one", name: code, **cells}
    if "source_id" in record:
        record["source_id"] = "source"
    written = {True: "true", False: "false"}.get(code, code) if isinstance(code, bool) else code
    evidence = {
        "source_id": "source",
        "table_name": table,
        "record_id": "one",
        "column_name": name,
        "value": written,
        "note": note,
        "quote": quote,
    }
    source = {"source_id": "source", "language": language, "document_type": None, "occasion": None}
    rows: dict[str, Sequence[Mapping[str, Any]]] = {table: [record], "evidence": [evidence], "sources": [source]}
    frames = {
        one: pd.DataFrame(rows.get(one, []), columns=None if one in rows else [key_of(one)], dtype=object)
        for one in TABLES
    }
    return list(check_cues(Package(frames, {}, lambda table, record: (f"{table}.csv", 3))))


@pytest.mark.parametrize(
    ("table", "name", "right", "wrong", "language", "quote"),
    [
        (
            "events",
            "event_type",
            "telegram",
            "press_conference",
            "en",
            "In his congratulatory telegram he wished luck.",
        ),
        ("events", "event_type", "debate", "telegram", "ru", "в телевизионных дебатах кандидатов"),
        ("verdicts", "aspect", "media", "complaints", "ru", "Доступ к СМИ был равным."),
        ("verdicts", "aspect", "counting", "campaign_finance", "en", "The tabulation went smoothly."),
        ("verdicts", "statement_type", "press_conference", "telegram", "en", "told a press conference in Bishkek"),
        ("verdicts", "is_recommendation", False, True, "en", "The ballots were printed in two languages."),
        ("observer_counts", "basis", "accredited", "planned", "ru", "аккредитовано 300 наблюдателей"),
        ("observer_counts", "observer_group", "citizen", "candidate_or_party", "en", "800 domestic observers"),
        ("polling_station_counts", "category", "abroad", "special", "en", "12 stations at embassies"),
        ("figures", "topic", "turnout", "airtime", "ru", "Явка составила 60%."),
        ("figures", "unit", "percent", "languages", "ru", "Явка составила 60%."),
        (
            "missions",
            "mission_type",
            "limited_election_observation_mission",
            "joint_mission",
            "en",
            "a limited mission",
        ),
        ("mission_people", "role", "special_coordinator", "member", "ru", "специальный координатор"),
        ("elections", "election_type", "local", "presidential", "ru", "выборы в маслихаты"),
        ("verdicts", "period", "election_day", "pre_election", "en", "On election day stations opened late."),
    ],
)
def test_a_code_of_which_the_words_do_not_speak_is_named(
    table: str, name: str, right: Any, wrong: Any, language: str, quote: str
) -> None:
    assert said(table, name, right, quote, language=language) == []
    (problem,) = said(table, name, wrong, quote, language=language)
    assert (problem.file, problem.line, problem.field) == (f"{table}.csv", 3, f"{table}.one.{name}")
    assert str(wrong).lower() in problem.found
    assert problem.expected
    assert f"notes: {{{name}: …}}" in problem.remedy
    assert said(table, name, wrong, quote, language=language, note="The sentence before says so.") == []


@pytest.mark.parametrize(
    ("table", "name", "right", "wrong", "cells"),
    [
        ("citations", "document_type", "treaty", "telegram", {"document_name_ru": "конвенция о правах"}),
        ("organizations", "organization_type", "election_authority", "party", {"name_en": "State Election Commission"}),
        ("places", "place_type", "region", "city", {"name_ru": "Жамбылская область"}),
    ],
)
def test_a_code_is_held_against_the_name_of_its_record(
    table: str, name: str, right: str, wrong: str, cells: dict[str, str]
) -> None:
    assert said(table, name, right, "no such words", **cells) == []
    (problem,) = said(table, name, wrong, "no such words", **cells)
    assert problem.field == f"{table}.one.{name}"


def test_a_concept_is_held_against_its_own_word_and_only_where_the_list_has_it() -> None:
    assert said("verdict_terms", "concept", "fair", "", term="справедливые", language="ru") == []
    assert said("verdict_terms", "concept", "secret", "", term="справедливые", language="ru") != []
    assert said("verdict_terms", "concept", "secret", "", term="непредставимые", language="ru") == []


def test_what_a_document_is_speaks_of_its_statements() -> None:
    (problem,) = said("verdicts", "statement_type", "council_statement", "We congratulate our friends.")
    assert "no word of any code" in problem.found


def test_codes_without_words_are_not_doubted() -> None:
    assert said("observer_counts", "observer_group", "all", "300 people") == []
    assert said("verdicts", "statement_type", "article", "he said") == []


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("vot*", "Voting was calm", True),
        ("vot*", "a devoted man", False),
        ("press conference*", "at press\n conferences", True),
        ("*летие", "30-летие", True),
        ("%", "about 60% of them", True),
        ("сми", "в СМИ", True),
        ("сми", "смирно", False),
    ],
)
def test_words_are_whole_unless_a_star_says_otherwise(word: str, text: str, *, is_found: bool) -> None:
    assert bool(pattern([word]).search(text)) is is_found


def test_lists_hold_codes_of_their_columns_and_words_of_every_language() -> None:
    for cues in cue_lists():
        target = column(cues.table, cues.column)
        assert set(cues.codes) <= set(codes_of(target.code_list) if target.code_list else ("true", "false")), (
            cues.column
        )
        for code, words in cues.codes.items():
            assert set(words) == set(languages()), f"{cues.column}: {code}"
            assert all(cues.written[code, language] for language in words), f"{cues.column}: {code}"
        for place in cues.words_in:
            assert place in ("quote", "record", "source") or column(cues.table, place)
