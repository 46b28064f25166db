"""Translations and renderings against their originals: names, negation, length; what differs and what may differ."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd
import pytest

from extraction.text import Document
from validation.package import Package
from validation.problems import Problem
from validation.tables import VOCABULARY, columns
from validation.translations import (
    check_renderings,
    check_translated_names,
    check_translated_sense,
    check_translations,
)

Check = Callable[[Package], Iterator[Problem]]

ZARINA = {"person_id": "saidova-z", "name_en": "Z. Saidova", "name_ru": "З. Саидова"}
ASSEMBLY = {"organization_id": "assembly", "name_en": "People's Assembly", "name_ru": "Народное собрание"}


def package(quote: str, english: str, named: Sequence[tuple[str, str, str, str]] = (), **cells: Any) -> Package:
    """A source that is one Russian quote, with its English and the names that are written in it."""
    evidence = {
        "source_id": "one",
        "start_char": 0,
        "end_char": len(quote),
        "quote": quote,
        "quote_en": english,
        "table_name": "events",
        "record_id": "one.event",
        "column_name": "event_type",
        "value": "meeting",
        "support": "coded",
        "note": None,
        "is_context": False,
        **cells,
    }
    names = [
        {
            "source_id": "one",
            "start_char": quote.index(words),
            "end_char": quote.index(words) + len(words),
            "table_name": table,
            "record_id": record,
            "language": "ru",
            "name": words,
            "name_type": kind,
        }
        for words, table, record, kind in named
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "evidence": [evidence],
        "names": names,
        "sources": [{"source_id": "one", "language": "ru"}],
        "persons": [ZARINA],
        "organizations": [ASSEMBLY],
    }
    tables = ("evidence", "names", "sources", *VOCABULARY)
    frames = {
        table: pd.DataFrame(
            [{one.name: row.get(one.name) for one in columns(table)} for row in rows.get(table, [])],
            columns=[one.name for one in columns(table)],
            dtype=object,
        )
        for table in tables
    }
    return Package(frames, {"one": Document.of(quote.encode())}, lambda table, record: (f"{table}.yaml", 7))


LONG = "Наблюдатели присутствовали при открытии участков, голосовании и подсчете голосов во всех областях страны."


@pytest.mark.parametrize(
    ("quote", "english"),
    [
        ("Нарушений не выявлено.", "Violations were found."),
        ("без помощи других", "with the help of others"),
        ("Нарушения выявлены.", "No violations were found."),
        ("Голосование прошло хорошо.", "The voting did not go well."),
        (LONG, "The observers were present."),
        (LONG, f"{'The observers were present at everything that there was to be seen. ' * 4}"),
    ],
)
def test_a_translation_that_denies_otherwise_or_leaves_much_out_is_named(quote: str, english: str) -> None:
    (problem,) = check_translated_sense(package(quote, english))
    assert (problem.file, problem.line, problem.field) == ("events.yaml", 7, "events.one.event.quote_en")
    assert problem.found
    assert problem.expected
    assert problem.remedy


@pytest.mark.parametrize(
    ("quote", "english"),
    [
        ("Нарушений не выявлено.", "No violations were found."),
        ("не менее пяти лет", "at least five years"),
        ("прошел бесконфликтно", "went without conflict"),
        ("Они отсутствуют.", "There are none."),
        ("не только наблюдатели", "the observers and others"),
        ("незначительные недостатки", "minor shortcomings"),
        (LONG, "The observers were present at the opening of stations, the voting and the count in all regions."),
    ],
)
def test_a_translation_may_deny_in_its_own_way(quote: str, english: str) -> None:
    assert list(check_translated_sense(package(quote, english))) == []


@pytest.mark.parametrize(
    ("quote", "english", "named", "found"),
    [
        ("Саидова голосовала", "She voted", (("Саидова", "persons", "saidova-z", "surname"),), "saidova-z"),
        (
            "Народное собрание решило",
            "The council decided",
            (("Народное собрание", "organizations", "assembly", "full"),),
            "assembly",
        ),
        ("Она голосовала", "Saidova voted", (), "saidova-z"),
        ("наблюдатели из Армении", "observers from Georgia", (), "AM"),
    ],
)
def test_a_translation_with_other_names_is_told(
    quote: str, english: str, named: Sequence[tuple[str, str, str, str]], found: str
) -> None:
    (problem,) = check_translated_names(package(quote, english, named))
    assert found in problem.found
    assert problem.field == "events.one.event.quote_en"


@pytest.mark.parametrize(
    ("quote", "english", "named"),
    [
        ("Саидова голосовала", "Z. Saidova voted", (("Саидова", "persons", "saidova-z", "surname"),)),
        ("Народное собрание", "the PA of the country", (("Народное собрание", "organizations", "assembly", "full"),)),
        ("Собрание решило", "The deputies decided", (("Собрание", "organizations", "assembly", "short"),)),
        ("наблюдатели из Армении", "Armenian observers", ()),
    ],
)
def test_a_translation_may_name_in_its_own_way(
    quote: str, english: str, named: Sequence[tuple[str, str, str, str]]
) -> None:
    assert list(check_translated_names(package(quote, english, named))) == []


@pytest.mark.parametrize(
    ("english", "found"),
    [("Meeting of 13 observers", "13"), ("Meeting of Z. Saidova and the commission", "saidova-z")],
)
def test_a_description_gives_nothing_that_its_passage_does_not_give(english: str, found: str) -> None:
    described = {"column_name": "description_en", "value": english}
    (problem,) = check_renderings(package("12 наблюдателей встретились с комиссией", "", **described))
    assert (problem.field, problem.found) == ("events.one.event.description_en", found)
    assert list(check_renderings(package("12 наблюдателей", "", **described, note="Counted from the list."))) == []


def test_a_description_may_say_less_than_its_passage() -> None:
    named = (("Саидовой", "persons", "saidova-z", "surname"),)
    described = {"column_name": "description_en", "value": "Meeting of Saidova with 12 observers"}
    assert list(check_renderings(package("12 из 40 наблюдателей встретились с Саидовой", "", named, **described))) == []


@pytest.mark.parametrize(
    ("quote", "english", "found"),
    [
        ("30-ю годовщину", "the 30th anniversary", None),
        ("30-ю годовщину", "the 60th anniversary", "60"),
        ("11 числа", "On the 11th", None),
        ("11 числа", "On the 61st", "61"),
    ],
)
def test_numbers_that_belong_to_no_figure_are_compared(quote: str, english: str, found: str | None) -> None:
    problems = [problem.found for problem in check_translations(package(quote, english))]
    assert [found in problem for problem in problems] == ([] if found is None else [True])
