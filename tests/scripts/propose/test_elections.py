"""The election of a document: country, kind, chamber and day, from the phrases that speak of it."""

import pytest

from tests.scripts.propose.of_passages import ground, proposed, rows

_COLUMNS = "country_code election_type chamber date"


@pytest.mark.parametrize(
    ("language", "text", "record_id", "expected"),
    [
        (
            "en",
            "Statement on the early presidential election in Kazakhstan of 9 June 2019.",
            "kz-2019-president",
            "KZ presidential – 2019-06-09",
        ),
        (
            "en",
            "On July 28, 2024, Venezuela held its presidential election, which was widely monitored.",
            "ve-2024-president",
            "VE presidential – 2024-07-28",
        ),
        (
            "en",
            "Serbians turned out to vote on April 2, 2017 to elect their next president.",
            "rs-2017-president",
            "RS presidential – 2017-04-02",
        ),
        (
            "en",
            "The elections to the Senate of the Parliament of Kazakhstan took place on 28 June 2017.",
            "kz-2017-senate",
            "KZ parliamentary upper 2017-06-28",
        ),
        ("en", "Georgian local elections were held on 2 October 2021.", "ge-2021-local", "GE local – 2021-10-02"),
        (
            "ru",
            "Итоги выборов Президента Республики Беларусь 9 августа 2020 года.",
            "by-2020-president",
            "BY presidential – 2020-08-09",
        ),
        (
            "ru",
            "Прошедшие 28 ноября 2021 года в Кыргызстане выборы депутатов Жогорку Кенеша.",
            "kg-2021-jogorku-kenesh",
            "KG parliamentary – 2021-11-28",
        ),
        (
            "ru",
            "Второй тур президентских выборов в Молдавии состоится 3 ноября 2024 года.",
            "md-2024-president-second-round",
            "MD presidential – 2024-11-03",
        ),
    ],
)
def test_an_election_is_read_from_its_phrase(language: str, text: str, record_id: str, expected: str) -> None:
    assert rows(text, "elections", _COLUMNS, language) == [expected]
    assert ground(proposed(text, language), "election").cells == {"election_id": record_id}


def test_elections_of_one_day_are_all_proposed_and_each_has_a_voice() -> None:
    text = "Выборы в Мажилис Парламента Казахстана и маслихаты прошли 10 января 2021 года."
    assert rows(text, "elections", _COLUMNS, "ru") == ["KZ parliamentary lower 2021-01-10", "KZ local – 2021-01-10"]
    found = proposed(text, "ru")
    assert ground(found, "election").cells == {"election_id": "kz-2021-majilis"}
    assert ground(found, "election-2").cells == {"election_id": "kz-2021-maslikhats"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The constitutional referendum in Moldova was held on 20 October 2024."),
        ("en", "The Central Election Commission of Georgia met on 5 May 2021."),
        ("ru", "Республиканский референдум прошел в Казахстане 5 июня 2022 года."),
    ],
)
def test_referendums_and_commissions_are_no_elections(language: str, text: str) -> None:
    assert rows(text, "elections", _COLUMNS, language) == []
    assert proposed(text, language).voice("election") is None


def test_an_earlier_election_in_passing_is_not_proposed() -> None:
    text = (
        "The presidential election in Georgia was held on 28 October 2018. "
        "It was calmer than the 2016 parliamentary elections."
    )
    assert rows(text, "elections", _COLUMNS) == ["GE presidential – 2018-10-28"]


def test_what_is_carried_over_is_inferred_with_its_reason() -> None:
    text = "The presidential election was calm. The Parliament of Georgia met on 30 October 2018."
    record = proposed(text).of("elections")[0]
    assert record.cells["country_code"] == "GE"
    assert "Georgia" in record.inferred["country_code"]
    assert "2018" in ground(proposed(text), "election").inferred["election_id"]


def test_the_day_of_the_vote_completes_a_phrase_without_one() -> None:
    text = "The presidential election in Georgia was calm. On election day, 28 October 2018, few were fined."
    first, second = proposed(text).of("elections")
    assert "date" not in first.cells
    assert (second.key, second.cells) == (first.key, {"date": "2018-10-28"})


def test_a_day_without_a_year_is_in_the_year_of_publication() -> None:
    text = "Президентские выборы в Молдове пройдут 20 октября."
    assert rows(text, "elections", "date", "ru") == ["–"]
    dated = proposed(text, "ru", published="2024-07-22").of("elections")[0]
    assert (dated.key, dated.cells["date"]) == ("md-2024-president", "2024-10-20")
    assert "publication" in dated.inferred["date"]


def test_a_known_election_keeps_its_id() -> None:
    text = "The presidential election in Kazakhstan was held on 9 June 2019."
    found = ground(proposed(text, knows=True), "election")
    assert found.cells == {"election_id": "kz-2019-head-of-state"}
    text = "The presidential election in Kazakhstan was held on 20 November 2022."
    found = ground(proposed(text, knows=True), "election")
    assert found.cells == {"election_id": "kz-2022-president"}


def test_who_votes_elects_all_that_stands_behind() -> None:
    text = "Zimbabweans voted on 31 July 2013 for a president and a parliament."
    expected = ["ZW presidential – 2013-07-31", "ZW parliamentary – 2013-07-31"]
    assert sorted(rows(text, "elections", _COLUMNS)) == sorted(expected)
    assert rows("The deputies voted on 31 July 2013 for the new law.", "elections", _COLUMNS) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wednesday's presidential election in Mongolia was calm.", "2013-06-26"),
        ("Yesterday's presidential election in Mongolia was calm.", "2013-06-26"),
        ("Next Wednesday's presidential election in Mongolia will be calm.", "–"),
    ],
)
def test_a_day_of_the_week_is_that_before_the_dateline(words: str, expected: str) -> None:
    text = f"ULAN BATOR, June 27, 2013 (Reuters) - {words}"
    assert rows(text, "elections", "date") == [expected]
