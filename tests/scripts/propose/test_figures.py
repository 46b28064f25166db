"""Figures: turnout, voters, votes, candidates and other numbers, each beside its words; rules are none."""

import pytest

from tests.scripts.propose.stated import quotes, records, rows


def figures(text: str, language: str = "en") -> list[str]:
    return rows(text, "figures", "topic unit value precision", language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Turnout was 59.4 per cent.", ["turnout percent 59.4 exact"]),
        (
            "en",
            "The turnout stood at just over 63 percent of the 18.7 million registered voters.",
            ["turnout percent 63 more_than", "voters people 18700000 exact"],
        ),
        ("en", "Some 2,300,000 voters cast their ballots.", ["turnout people 2300000 about"]),
        (
            "en",
            "Of the 22,120 voters on the register, 10,443 are abroad.",
            ["voters people 22120 exact", "voters people 10443 exact"],
        ),
        ("en", "The ballots were printed in three languages.", ["voter_information languages 3 exact"]),
        (
            "en",
            "Polls opened at 7 a.m. and closed at 8 p.m.",
            ["voting_day time_of_day 420 exact", "voting_day time_of_day 1200 exact"],
        ),
        ("en", "Twelve candidates were on the ballot.", ["candidates candidates 12 exact"]),
        ("en", "The President is elected for a five-year term.", ["term_of_office years 5 exact"]),
        ("en", "The nine-member Central Election Commission met weekly.", ["commission_formation people 9 exact"]),
        ("ru", "Явка составила 61,37 %.", ["turnout percent 61.37 exact"]),
        (
            "ru",
            "В голосовании приняли участие 9 274 110 избирателей, или 77,5 % от общего числа.",
            ["turnout people 9274110 exact", "turnout percent 77.5 exact"],
        ),
        ("ru", "В списки внесены 2 041 985 избирателей.", ["voters people 2041985 exact"]),
        ("ru", "В избирательных комиссиях работало около 90 тысяч человек.", ["election_staff people 90000 about"]),
        ("ru", "Всего в обучающих семинарах приняло участие 7808 человек.", ["training people 7808 exact"]),
        ("ru", "Участки открылись в 8.00.", ["voting_day time_of_day 480 exact"]),
        ("ru", "Комиссия разработала 14 подзаконных актов.", ["legislation legal_acts 14 exact"]),
        (
            "ru",
            "Кандидатом может быть гражданин не моложе 40 лет.",
            ["eligibility years 40 at_least"],
        ),
    ],
)
def test_a_number_is_told_by_the_words_beside_it(language: str, text: str, expected: list[str]) -> None:
    assert figures(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At least 25 per cent turnout is required for the election to be valid."),
        ("en", "A party must win 5 per cent of the votes to enter parliament."),
        ("en", "Surveys showed that 55 per cent of citizens would vote for Maia Sandu."),
        ("en", "With 99.4 percent of votes counted, the commission paused."),
        ("en", "The decision was adopted by five votes to four."),
        ("en", "The 76-year-old incumbent stood for president again."),
        ("en", "Paragraph 5 of Article 25 concerns voters on the register."),
        ("ru", "Для признания выборов состоявшимися необходима явка не менее 25 процентов."),
        ("ru", "Порог явки в 33 процента нужно преодолеть до вечера."),
        ("ru", "Ни один из кандидатов не набрал 50 процентов голосов."),
        ("ru", "Комиссия обработала 99 процентов протоколов."),
    ],
)
def test_rules_forecasts_and_other_shares_are_no_figures(language: str, text: str) -> None:
    assert figures(text, language) == []


def test_a_number_of_an_earlier_election_is_left_out() -> None:
    assert figures("Turnout was 59.4 per cent, compared with 62 per cent in 2014.") == ["turnout percent 59.4 exact"]
    text = "Явка составила 61,37 %, тогда как на прошлых выборах — 62,8 %."
    assert figures(text, "ru") == ["turnout percent 61.37 exact"]


def test_votes_belong_to_the_contestant_beside_them() -> None:
    text = "Партия «Аманат» набрала 53,90% голосов, партия «Ауыл» — 10,9%."
    found = records(text, "figures", "ru")
    assert [(one.cells["topic"], one.cells["value"]) for one in found] == [("votes", "53.9"), ("votes", "10.9")]
    assert found[0].cells["organization_id"] != found[1].cells["organization_id"]


def test_the_share_of_a_person_has_no_organization() -> None:
    text = "According to the Central Electoral Commission, Maia Sandu won 42.45 percent of the vote."
    [found] = records(text, "figures")
    assert (found.cells["topic"], found.cells["value"], found.cells.get("organization_id")) == ("votes", "42.45", None)
    assert quotes(text, "figures") == ["Maia Sandu won 42.45 percent of the vote"]


def test_the_share_of_a_proposal_has_no_owner() -> None:
    text = 'In the EU referendum the "Yes" vote took 50.4 percent and the "No" vote won 49.6 percent.'
    found = records(text, "figures")
    assert [one.cells["value"] for one in found] == ["50.4", "49.6"]
    assert not any("organization_id" in one.cells for one in found)


def test_places_of_a_list_go_on_with_the_figure_before() -> None:
    text = (
        "На странице комиссии предварительно зарегистрировались 5458 избирателей. "
        "Больше всего в Германии – 547 и Италии - 544."
    )
    found = records(text, "figures", "ru")
    assert [(one.cells["topic"], one.cells.get("place_id"), one.cells["value"]) for one in found] == [
        ("voters", None, "5458"),
        ("voters", "germany", "547"),
        ("voters", "italy", "544"),
    ]


def test_only_english_words_describe_a_figure() -> None:
    [english] = records("Turnout was 59.4 per cent.", "figures")
    [russian] = records("Явка составила 61,37 %.", "figures", "ru")
    assert english.cells["description_en"] == "Turnout was 59.4 per cent"
    assert "description_en" not in russian.cells


def test_a_threshold_is_a_norm_and_the_shares_behind_it_are_votes() -> None:
    text = "Порог в 7 % преодолели две партии: Партия мира получила 27,35 % голосов, Партия труда – 20,08 %."
    assert rows(text, "figures", "value topic", "ru") == ["27.35 votes", "20.08 votes"]


def test_a_number_of_voters_may_amount_to_a_share() -> None:
    text = "В голосовании приняли участие 1 629 318 человек, что составляет 59 процентов."
    assert rows(text, "figures", "value topic", "ru") == ["1629318 turnout", "59 turnout"]
    assert rows("Работало 300 человек, что составляет 59 процентов.", "figures", "value topic", "ru") == []


def test_a_share_of_women_among_candidates() -> None:
    assert rows("Some 40 per cent of the candidates were women.", "figures", "value topic") == ["40 candidates"]
    assert rows("Some 40 per cent of the journalists were women.", "figures", "value topic") == []


def test_people_who_stand_are_candidates() -> None:
    assert rows("На пост президента претендовали восемь человек.", "figures", "value topic", "ru") == ["8 candidates"]
    assert rows("На пост президента смотрели восемь человек.", "figures", "value topic", "ru") == []


def test_a_party_that_nominates_a_person_is_not_whose_votes_they_are() -> None:
    text = "Ivan Petrenko, nominated by the Democratic Party, won 50.2 per cent of the vote."
    assert rows(text, "figures", "value organization_id") == ["50.2 –"]
