"""Events: what a date beside words tells, what words tell without one, and who took part."""

import pytest

from tests.scripts.propose.stated import proposals, records, rows


def events(text: str, language: str = "en") -> list[str]:
    return rows(text, "events", "event_type date", language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Presidential elections were held on 9 June 2019.", ["voting 2019-06-09"]),
        ("en", "On July 28, 2024, Venezuela held its presidential election.", ["voting 2024-07-28"]),
        ("en", "The election of 9 June 2019 was calm.", ["voting 2019-06-09"]),
        ("en", "Campaigning ran from 10 to 26 June 2024 and was lively.", ["campaign 2024-06-10/2024-06-26"]),
        ("en", "ODIHR opened its mission on 20 March 2024.", ["mission_formation 2024-03-20"]),
        ("en", "The Election Code was amended in March 2021.", ["legislation 2021-03"]),
        ("en", "The final report is planned for early March 2025.", ["report 2025-03"]),
        ("ru", "Второй тур президентских выборов состоится 3 ноября 2024 года.", ["voting 2024-11-03"]),
        (
            "ru",
            "Агитационная кампания началась 11 мая 2019 года и завершилась 8 июня 2019 года.",
            ["campaign 2019-05-11/2019-06-08"],
        ),
        ("ru", "Окончательные результаты ЦИК утвердит 22 ноября 2019 года.", ["results 2019-11-22"]),
        ("ru", "Документы можно подать до 25 августа 2024 года в комиссию.", ["preparation 2024-08-25"]),
    ],
)
def test_a_date_belongs_to_the_words_that_tell_an_event(language: str, text: str, expected: list[str]) -> None:
    assert events(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The constitutional law of 21 July 1994 governs elections."),
        ("en", "The State Election Commission was founded on 3 November 2020."),
        ("en", "The elections were held three months after the earthquakes of 6 February 2023."),
        ("en", "The candidates met all legal deadlines."),
        ("en", "Demonstrations have been met with violent crackdowns."),
        ("ru", "Выборы проводились на основе конституционного закона от 21 июля 1994 года."),
        ("ru", "Рассмотрение дела в суде назначено на 2 июля 2026 года."),
    ],
)
def test_a_date_of_something_else_is_none_of_the_election(language: str, text: str) -> None:
    assert events(text, language) == []


def test_the_date_of_a_news_item_is_no_date_of_the_vote() -> None:
    text = "TBILISI, 27 October 2024 – The parliamentary elections in Georgia were competitive."
    assert events(text) == []


def test_the_day_of_a_call_is_not_that_of_the_vote() -> None:
    text = "9 апреля 2019 года он объявил о проведении 9 июня 2019 года внеочередных президентских выборов."
    assert events(text, "ru") == ["election_call 2019-04-09", "voting 2019-06-09"]


def test_a_day_without_a_year_gives_an_event_without_a_date() -> None:
    assert events("Голосование состоится 3 ноября.", "ru") == ["voting –"]


def test_an_election_is_told_once_for_a_day() -> None:
    text = "Elections were held on 9 June 2019. The elections of 9 June 2019 were calm."
    assert events(text) == ["voting 2019-06-09"]


def test_what_is_carried_over_is_inferred() -> None:
    text = "Elections were held on 9 June 2019. The mission opened its office on 5 May."
    voting, opening = records(text, "events")
    assert (voting.inferred, opening.cells["date"], list(opening.inferred)) == ({}, "2019-05-05", ["date"])


def test_a_meeting_has_both_sides_and_the_day_of_its_sentence() -> None:
    text = "On 27 June 2017 the ODIHR mission met with the Central Election Commission."
    [meeting] = records(text, "events")
    assert (meeting.cells["event_type"], meeting.cells["date"]) == ("meeting", "2017-06-27")
    roles = [(one.cells["event_id"], one.cells["role"]) for one in records(text, "event_participants")]
    assert roles == [(meeting.key, "participant")] * 2


def test_a_relative_clause_has_the_day_of_its_sentence() -> None:
    text = "On July 28, 2024, Venezuela held its presidential election, which was widely monitored by citizens."
    assert events(text) == ["voting 2024-07-28", "observation 2024-07-28"]


def test_the_vote_is_told_where_it_is_said_to_be_held() -> None:
    text = "The elections of 9 June 2019 were long awaited. Presidential elections were held on 9 June 2019."
    [vote] = records(text, "events")
    assert text[vote.span.start : vote.span.end].endswith("elections were held on 9 June 2019")


def test_a_telegram_has_a_sender_and_a_recipient() -> None:
    text = "В.В.Путин направил на имя К.-Ж.К.Токаева телеграмму по случаю его переизбрания."
    assert events(text, "ru") == ["telegram –"]
    assert rows(text, "event_participants", "role person_id", "ru") == [
        "sender putin-v-v",
        "recipient tokayev-k-zh-k",
    ]


def test_the_side_without_a_name_is_the_mission() -> None:
    text = (
        "Presidential elections in Georgia were held on 9 June 2019. The ODIHR election observation mission was small. "
        "The mission met with the Central Election Commission."
    )
    meeting = next(one for one in records(text, "events") if one.cells["event_type"] == "meeting")
    sides = [one for one in records(text, "event_participants") if one.cells["event_id"] == meeting.key]
    assert {one.cells["organization_id"] for one in sides} >= {"odihr"}
    assert [list(one.inferred) for one in sides if one.cells["organization_id"] == "odihr"] == [["organization_id"]]


def test_who_speaks_at_a_press_conference() -> None:
    text = "Председатель ЦИК Анжелика Караман сообщила это на брифинге."
    [event] = records(text, "events", "ru")
    assert event.cells["event_type"] == "press_conference"
    [participant] = records(text, "event_participants", "ru")
    assert (participant.cells["role"], participant.cells["person_id"]) == ("speaker", "karaman-anzhelika")


def test_who_is_declared_the_winner_is_the_subject() -> None:
    text = "The National Electoral Council declared Nicolás Maduro the winner."
    assert events(text) == ["results –"]
    assert rows(text, "event_participants", "role") == ["speaker", "subject"]


def test_russian_events_are_left_for_a_person_to_describe() -> None:
    found = proposals("Голосование состоялось 9 июня 2019 года.", "ru").of("events")
    assert [("description_en" in one.cells) for one in found] == [False]


def test_a_paragraph_goes_on_with_the_day_of_its_last_event() -> None:
    text = (
        "On 27 June 2017 the ODIHR mission met with the Central Election Commission. "
        "The observers also met with the Ministry of Justice.\n\nThe observers met with the Supreme Court."
    )
    found = records(text, "events")
    assert [one.cells.get("date") for one in found] == ["2017-06-27", "2017-06-27", None]
    assert [list(one.inferred) for one in found] == [[], ["date"], []]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "KYIV, 10 June 2019 – Chairman Ivan Petrenko held a press conference on Friday.",
            ["press_conference 2019-06-07"],
        ),
        (
            "ru",
            "МИНСК, 10 июня 2019 г. – Брифинг прошёл вчера в столице.",
            ["press_conference 2019-06-09"],
        ),
    ],
)
def test_a_relative_day_counts_from_the_day_of_the_document(language: str, text: str, expected: list[str]) -> None:
    assert events(text, language) == expected


def test_a_weekday_without_a_day_of_the_document_dates_nothing() -> None:
    assert events("Chairman Ivan Petrenko held a press conference on Friday.") == ["press_conference –"]


def test_a_document_without_missions_may_speak_of_a_delegation() -> None:
    assert events("The delegation took part in observing the elections.") == ["observation –"]


def participants(text: str, language: str = "en") -> list[str]:
    return rows(text, "event_participants", "role person_id organization_id", language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Statement by Ambassador Anna Keller on elections, Vienna, 1 November 2012\n\nWe thank you.",
            ["statement 2012-11-01"],
        ),
        ("en", "Rules for those who read a statement\n\nVienna, 1 November 2012\n\nThe hall was full.", []),
    ],
)
def test_a_title_tells_what_was_said(language: str, text: str, expected: list[str]) -> None:
    assert [one for one in events(text, language) if one.startswith("statement")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Ivan Petrenko was declared the winner on 5 June 2019.", ["subject"]),
        ("The commission declared Ivan Petrenko the winner on 5 June 2019.", ["subject"]),
    ],
)
def test_the_winner_may_stand_before_or_behind_the_verb(text: str, expected: list[str]) -> None:
    assert [row.split()[0] for row in participants(text) if "petrenko" in row] == expected


def test_documents_are_handed_in_to_a_body_that_takes_part() -> None:
    text = "Документы можно подать до 25 августа 2024 года в Центральную избирательную комиссию."
    assert [row.split()[0] for row in participants(text, "ru")] == ["participant"]


def test_an_early_vote_lasts_for_days_and_no_other_does() -> None:
    early = "Досрочное голосование пройдёт с 21 по 25 января 2025 года."
    assert events(early, "ru") == ["voting 2025-01-21/2025-01-25"]
    assert events("Голосование пройдёт с 21 по 25 января 2025 года.", "ru") == []


def test_an_observation_without_a_day_is_told_only_where_none_has_one() -> None:
    text = "ODIHR deployed observers. On 9 June 2019 the observers visited polling stations."
    assert [one for one in events(text) if one.startswith("observation")] == ["observation 2019-06-09"]


def test_since_opens_a_time() -> None:
    assert "observation 2016-05-04/.." in events("ODIHR observers have followed the process since 4 May 2016.")


def test_who_stands_alone_behind_a_verb_of_sending_receives() -> None:
    text = "Президент направил Ивану Петрову поздравительную телеграмму."
    assert [row.split()[0] for row in participants(text, "ru")] == ["recipient"]
    assert [row.split()[0] for row in participants("Иван Петров направил телеграмму.", "ru")] == ["sender"]


def test_a_day_that_stands_with_its_date_is_no_relative_one() -> None:
    text = "KYIV, 20 June 2019 – Chairman Ivan Petrenko held a press conference on Sunday, 9 June 2019."
    assert events(text) == ["press_conference 2019-06-09"]


def test_days_after_a_vote_date_the_document() -> None:
    text = "Five days after the vote of 31 July 2013 observers differ.\n\nIvan Petrenko held a briefing on Friday."
    assert "press_conference 2013-08-02" in events(text)
