"""Faults in what must agree though no rule of logic says so, each seen by its check; and what is no fault."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from tests.validation.faults import ELECTION, MEETING, Fault, Unchanged, assert_seen, fault, planted, put, small, state
from validation.agreement import check_country_names, check_event_dates, check_source_details, check_written_names
from validation.grounding import check_values
from validation.package import Package
from validation.problems import Problem
from validation.tables import VOCABULARY, key_of
from validation.translations import (
    check_renderings,
    check_translated_names,
    check_translated_sense,
    check_translations,
)

DATE = f"elections/{ELECTION}/date@ipa-cis-2019:11-114"
TITLE_RU = "positions/ipa-cis-2019.imashev/title_ru@ipa-cis-2019:116-220"
DAY_OF_CONTEXT = f"events/{MEETING}/election_id@ipa-cis-2019:42-114"

FAULTS = [
    *(
        fault(check_translations, name, f"elections.{ELECTION}.quote_en", put("evidence", DATE, quote_en=english))
        for name, english in (
            (
                "other day",
                "of the group of observers from the IPA CIS at the early election in Kazakhstan on 8 June 2019",
            ),
            (
                "other month",
                "of the group of observers from the IPA CIS at the early election in Kazakhstan on 9 July 2019",
            ),
            ("date left out", "of the group of observers from the IPA CIS at the early election in Kazakhstan"),
            ("number too many", "of 12 observers from the IPA CIS at the early election in Kazakhstan on 9 June 2019"),
        )
    ),
    fault(
        check_translations,
        "number where the quote has none",
        "positions.ipa-cis-2019.imashev.quote_en",
        put(
            "evidence",
            TITLE_RU,
            quote_en="At the CEC of the Republic of Kazakhstan 12 observers met its Chairman B. M. Imashev",
        ),
    ),
    fault(
        check_translated_names,
        "translation without the country",
        f"elections.{ELECTION}.quote_en",
        put(
            "evidence", DATE, quote_en="of the group of observers from the IPA CIS at the early election on 9 June 2019"
        ),
    ),
    fault(
        check_translated_sense,
        "translation that denies",
        f"elections.{ELECTION}.quote_en",
        put(
            "evidence",
            DATE,
            quote_en="not of the observers from the IPA CIS at the early election in Kazakhstan on 9 June 2019",
        ),
    ),
    fault(
        check_renderings,
        "number that the words do not give",
        f"elections.{ELECTION}.body_en",
        state("elections", ELECTION, body_en="President of 12 republics"),
    ),
    fault(
        check_event_dates,
        "event without the date that its words give",
        f"events.{MEETING}.date",
        put("evidence", DAY_OF_CONTEXT, is_context=False),
    ),
    *(
        fault(check_source_details, name, f"sources.{source}.{column}", put("sources", source, **{column: value}))
        for name, source, column, value in (
            ("word of a title changed", "ipa-cis-2019", "title", "ЗАКЛЮЧЕНИЕ миссии наблюдателей от МПА СНГ"),
            ("letter of a title lost", "russia-osce-2019", "title", "On the early presidental election in Kazakhstan"),
            ("symbol of another document", "russia-osce-2019", "symbol", "PC.DEL/663/19"),
            ("neighbouring day of a document", "russia-osce-2019", "published_on", date(2019, 6, 14)),
        )
    ),
    fault(
        check_written_names,
        "other name in the language of a form",
        "organizations.cec-kz.name_ru",
        state("organizations", "cec-kz", name_ru="Верховный суд"),
        also=(check_values,),
    ),
    fault(
        check_written_names,
        "other name of a place",
        "places.kazakhstan.name_en",
        state("places", "kazakhstan", name_en="Mongolia"),
        also=(check_country_names, check_values),
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_the_place(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


# Translations


def rendered(
    quote: str, english: str, *, language: str = "ru", table: str = "verdicts", text: str | None = None
) -> list[Problem]:
    """What the check says of the English of a quote, whose source holds nothing else."""
    row = {"source_id": "one", "start_char": 0, "end_char": len(quote), "quote": quote, "quote_en": english}
    evidence = [{**row, "table_name": table, "record_id": "one.fair"}]
    texts = {"one": quote if text is None else text} if text != "" else {}
    return list(check_translations(small(texts, {"one": language}, evidence=evidence)))


@pytest.mark.parametrize(
    ("quote", "english"),
    [
        ("Посетили 84 участка.", "They visited 84 stations."),
        ("более тысячи наблюдателей", "more than 1,000 observers"),
        ("девять международных организаций", "9 international organizations"),
        ("несколько тысяч наблюдателей", "several thousand observers"),
        ("84,5%", "84.5 per cent"),
        ("две трети избирателей", "two-thirds of voters"),
        ("в 7 часов 30 минут", "at 7.30 a.m."),
        ("статья 12 закона", "Article 12 of the law"),
        ("6 и 7 июня 2019 года", "from 6 to 7 June 2019"),
        ("с 6 по 7 июня 2019 года", "6 June 2019 and 7 June 2019"),
        ("в третий раз", "again"),
        ("первый тур", "the 1st round"),
        ("11 числа состоялась встреча", "the meeting was held on the 11th"),
        ("11 числа состоялась встреча", "the meeting was held that day"),
        ("11 числа и 9 июня 2019 года", "on the 11th and on 9 June 2019"),
        ("9 июня", "on 9 June"),
        ("9 июня 2019 года\nи 9 июня 2019 года", "on 9 June 2019"),
        ("Выборы прошли открыто.", "The election was held openly."),
    ],
)
def test_a_translation_may_say_the_same_in_its_own_way(quote: str, english: str) -> None:
    assert rendered(quote, english) == []


@pytest.mark.parametrize(
    ("quote", "english", "found", "expected"),
    [
        ("84 участка", "48 stations", "48 in “48 stations”", "84, as in the quote"),
        ("84 участка", "the stations", "nothing in “the stations”", "84, as in the quote"),
        ("84,5% и 9 участков", "84.5 per cent and 8 stations", "8 in", "9, as in the quote"),
        ("участки", "84 stations", "84 in “84 stations”", "no such number, as in the quote"),
        ("более тысячи наблюдателей", "more than 100 observers", "100 in", "1000, as in the quote"),
        ("в 7 часов 30 минут", "at 7.30 p.m.", "19:30 in", "07:30, as in the quote"),
        ("статья 12 закона", "Article 21 of the law", "21 in", "12, as in the quote"),
        ("9 июня 2019 года", "9 June 2018", "2018-06-09 in", "2019-06-09, as in the quote"),
        ("в июне 2019 года", "in 2019", "2019 in", "2019-06, as in the quote"),
        ("с 6 по 7 июня 2019 года", "from 6 to 8 June 2019", "2019-06-08 in", "2019-06-07, as in the quote"),
    ],
)
def test_a_translation_with_another_number_or_date_is_named(
    quote: str, english: str, found: str, expected: str
) -> None:
    (problem,) = rendered(quote, english)
    assert (problem.field, problem.expected) == ("verdicts.one.fair.quote_en", expected)
    assert problem.found.startswith(found)
    assert problem.remedy == "correct `en`"


def test_only_translations_of_sources_at_hand_are_compared() -> None:
    wrong = ("84 участка", "48 stations")
    assert len(rendered(*wrong)) == 1
    assert rendered(*wrong, text="") == []
    assert rendered("84 stations", "48 stations", language="en") == []
    assert rendered(*wrong, table="persons") == []


def test_cells_of_one_passage_are_reported_once(package: Package) -> None:
    rows = package.tables["evidence"]
    of_passage = rows["quote"].str.startswith("Наблюдатели от МПА СНГ в общей сложности")
    assert of_passage.sum() > 1
    rows.loc[of_passage, "quote_en"] = "Observers from the IPA CIS visited 48 polling stations in all."
    (problem,) = check_translations(package)
    assert problem.field == "polling_station_counts.ipa-cis-2019.visited.quote_en"


# Dates of events


def dated(text: str, *passages: tuple[int, int], day: str | None = None, **cells: Any) -> list[Problem]:
    """What the check says of an event that passages of a text state."""
    row = {"table_name": "events", "record_id": "one.meeting", "source_id": "one", "is_context": False, **cells}
    evidence = [{**row, "start_char": start, "end_char": end} for start, end in passages or [(0, len(text))]]
    events = [{"event_id": "one.meeting", "date": day}]
    return list(check_event_dates(small({"one": text}, {"one": "ru"}, evidence=evidence, events=events)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Встреча прошла 8 июня 2019 года.", "2019-06-08"),
        ("Встречи прошли 7 и 8 июня 2019 года.", "2019-06-07/2019-06-08"),
        ("Встреча прошла в июне 2019 года.", "2019-06"),
        ("Встреча прошла 11 числа; совещание 8 июня 2019 года.", "2019-06-08"),
    ],
)
def test_an_event_without_the_date_that_its_passage_gives_is_named(text: str, value: str) -> None:
    (problem,) = dated(text)
    assert (problem.field, problem.found) == ("events.one.meeting.date", "nothing")
    assert problem.expected == f"{value}, which its passage gives"
    assert dated(text, day=value) == []


@pytest.mark.parametrize(
    ("text", "passages", "cells"),
    [
        ("Встреча прошла в ЦИК.", (), {}),
        ("С 8 июня 2019 года. Встреча прошла 11 числа.", ((20, 44),), {}),
        ("Встреча прошла. Выборы 9 июня 2019 года.", ((0, 15),), {}),
        ("Встреча прошла 9 июня 2019 года.", ((0, 20),), {}),
        ("Встреча прошла 9 июня 2019 года.", (), {"is_context": True}),
        ("Встреча прошла 9 июня 2019 года.", (), {"table_name": "missions"}),
        ("Встреча прошла 9 июня 2019 года.", (), {"record_id": "one.other"}),
        ("Встреча прошла 9 июня 2019 года.", (), {"source_id": "two"}),
    ],
    ids=[
        "no date",
        "day of a month that stands elsewhere",
        "date in another sentence",
        "date cut by the passage",
        "date of the context",
        "record of another table",
        "another event",
        "source without text at hand",
    ],
)
def test_an_event_needs_no_date_that_its_own_passages_do_not_give(
    text: str, passages: Sequence[tuple[int, int]], cells: dict[str, Any]
) -> None:
    assert dated(text, *passages, **cells) == []


def test_an_event_is_reported_once_for_a_passage() -> None:
    text = "Встреча прошла 7 июня 2019 года, совещание 8 июня 2019 года."
    assert len(dated(text)) == 1
    assert len(dated(text, (0, len(text)), (0, len(text)))) == 1
    assert len(dated(text, (0, 31), (33, len(text)))) == 2


# Details of sources


TEXT = """PC.DEL/663/19
14 June 2019

Statement by the Delegation,
on the “early” election

The polls were on 9 June 2019. At the 1232nd
MEETING of the Council.
"""


def detailed(text: str | None = TEXT, **details: Any) -> list[str]:
    """The fields of a source that the check names."""
    none = {"title": "Statement", "symbol": None, "published_on": None, "occasion": None}
    row = {"source_id": "one", "language": "en", **none, **details}
    found = check_source_details(small({} if text is None else {"one": text}, {}, sources=[row]))
    return [problem.field.removeprefix("sources.one.") for problem in found]


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"title": "Statement by the Delegation, on the early election"},
        {"title": "STATEMENT BY THE DELEGATION ON THE «EARLY» ELECTION"},
        {"symbol": "PC.DEL/663/19"},
        {"symbol": "PC DEL 663 19"},
        {"published_on": date(2019, 6, 14)},
        {"published_on": date(2019, 6, 9)},
        {"occasion": "1232nd meeting of the Permanent Council"},
        {"occasion": "the 1232nd  Meeting"},
        {"occasion": "12th session of the Assembly"},
        {"occasion": "meeting of the Council"},
    ],
    ids=str,
)
def test_details_of_a_source_stand_in_its_text_however_it_is_set(details: dict[str, Any]) -> None:
    assert detailed(**details) == []


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        ({"title": "Statement by the Mission"}, ["title"]),
        ({"title": "Delegation by the Statement"}, ["title"]),
        ({"symbol": "PC.DEL/636/19"}, ["symbol"]),
        ({"published_on": date(2019, 6, 13)}, ["published_on"]),
        ({"published_on": date(2018, 6, 14)}, ["published_on"]),
        ({"occasion": "1223nd meeting of the Council"}, ["occasion"]),
        (
            {"title": "Report", "symbol": "PC.JOUR/1232", "published_on": date(2019, 6, 1)},
            ["title", "symbol", "published_on"],
        ),
    ],
    ids=str,
)
def test_details_that_do_not_stand_in_the_text_are_named(details: dict[str, Any], fields: list[str]) -> None:
    assert detailed(**details) == fields
    assert detailed(None, **details) == []


def test_a_day_is_not_looked_for_where_a_text_gives_no_date() -> None:
    assert detailed("Statement", published_on=date(2019, 6, 13)) == []


# Names


Names = Mapping[str, Sequence[str]]


def named(
    written: Names, table: str = "organizations", record: str = "one", full: Sequence[str] = (), **names: str
) -> list[str]:
    """The fields of a record that the check names, by the forms written in each language; those that are `full`."""
    rows = [
        {
            "table_name": table,
            "record_id": record,
            "language": language,
            "name": form,
            "name_type": "full" if form in full else "short",
        }
        for language, forms in written.items()
        for form in forms
    ]
    empty = {one: [{key_of(one): "other", "name_en": None, "name_ru": None}] for one in VOCABULARY}
    own = {key_of(table): "one", "name_en": names.get("en"), "name_ru": names.get("ru")}
    found = check_written_names(small({}, {}, names=rows, **{**empty, table: [own]}))
    return [problem.field for problem in found]


ODIHR = "Office for Democratic Institutions and Human Rights"


@pytest.mark.parametrize(
    ("table", "written", "names"),
    [
        ("organizations", {"en": ["OSCE"]}, {"en": "Organization for Security and Co-operation in Europe"}),
        ("organizations", {"en": ["Organization for Security and Co-operation in Europe"]}, {"en": "OSCE"}),
        ("organizations", {"en": ["ODIHR"]}, {"en": ODIHR}),
        ("organizations", {"en": ["OSCE PA"]}, {"en": "PA of the OSCE"}),
        ("organizations", {"en": ["the Office"]}, {"en": f"the {ODIHR}"}),
        ("places", {"en": ["Kyrgyz Republic"]}, {"en": "Kyrgyzstan"}),
        ("places", {"en": ["Kyrgyzstan"]}, {"en": "Kyrgyz Republic"}),
        ("places", {"ru": ["Кыргызской Республики"]}, {"ru": "Кыргызстан"}),
        ("places", {"en": ["Germany"]}, {"en": "Federal Republic of Germany"}),
        ("organizations", {"ru": ["Центральной избирательной комиссии"]}, {"ru": "Центральная избирательная комиссия"}),
        ("organizations", {"ru": ["ЦИК Казахстана"]}, {"ru": "Центральная избирательная комиссия Казахстана"}),
        ("persons", {"ru": ["Токаевым"]}, {"ru": "Касым-Жомарт Токаев"}),
        ("persons", {"ru": ["Б. М. Имашевым"]}, {"ru": "Б. М. Имашев"}),
        ("organizations", {"en": ["Ak Zhol", "the OSCE"]}, {"en": "OSCE"}),
        ("organizations", {"en": ["EU"]}, {"en": "Union of Europe"}),
        ("organizations", {"ru": ["ОБСЕ"]}, {"en": "Ak Zhol"}),
        ("organizations", {}, {"en": "Ak Zhol", "ru": "Ак жол"}),
        ("organizations", {"en": ["OSCE"]}, {}),
    ],
    ids=str,
)
def test_a_name_may_share_only_words_letters_or_a_stem_with_a_form(
    table: str, written: Names, names: dict[str, str]
) -> None:
    assert named(written, table, **names) == []


@pytest.mark.parametrize(
    ("table", "written", "names", "field"),
    [
        ("organizations", {"en": ["Nur Otan"]}, {"en": "Ak Zhol"}, "name_en"),
        ("organizations", {"en": ["OSCE"]}, {"en": ODIHR}, "name_en"),
        ("organizations", {"en": ["OSCE"]}, {"en": "OCSE"}, "name_en"),
        ("organizations", {"en": ["OSCE"], "ru": ["ОБСЕ"]}, {"en": "OSCE", "ru": "СНГ"}, "name_ru"),
        ("organizations", {"en": ["Nur Otan", "the Light"]}, {"en": "Ak Zhol"}, "name_en"),
        ("persons", {"ru": ["Косановым"]}, {"ru": "А. С. Касанов"}, "name_ru"),
        ("persons", {"en": ["Kosanov"]}, {"en": "Tokayev"}, "name_en"),
        ("places", {"en": ["Kazakhstan"]}, {"en": "Kazahkstan"}, "name_en"),
    ],
    ids=str,
)
def test_a_name_like_no_form_of_its_language_is_named(
    table: str, written: Names, names: dict[str, str], field: str
) -> None:
    assert named(written, table, **names) == [f"{table}.one.{field}"]
    assert named(written, table, record="other", **names) == []


def test_where_full_forms_are_written_a_name_is_like_one_of_them() -> None:
    written = {"en": ["Central Commission", "Commission"]}
    assert named(written, full=["Central Commission"], en="Central Commission of Kazakhstan") == []
    assert named(written, full=["Central Commission"], en="Regional Commission") == ["organizations.one.name_en"]
    assert named(written, en="Regional Commission") == []


def test_the_forms_that_are_written_are_told(package: Package) -> None:
    (problem,) = check_written_names(planted(package, put("organizations", "cis", name_en="Ak Zhol")))
    assert (problem.found, problem.expected) == ("'Ak Zhol'", "a name that shares its words with 'CIS'")


def test_a_package_without_texts_has_no_problem_of_agreement(package: Package) -> None:
    wrong = planted(package, put("evidence", DATE, quote_en="2018"), put("sources", "ipa-cis-2019", title="Report"))
    bare = Package(wrong.tables, {}, wrong.locate)
    for one in (check_translations, check_event_dates, check_source_details):
        assert list(one(bare)) == []
