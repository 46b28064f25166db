"""Who speaks: reporting words, quotations, sentences that go on, people without a name, and the author."""

from itertools import pairwise

import pytest

from scripts.propose.interviews import Interview, interview_of
from scripts.propose.proposals import Proposals, effective
from scripts.propose.reading import Reading
from scripts.propose.voices import voice_at
from tests.scripts.propose.proposed import read

MISSION = {"asserter_id": "odihr", "asserter_role": "observer_mission"}


def speaker_of(reading: Reading, found: Proposals, words: str) -> dict[str, str]:
    """The cells that the voices at some words set."""
    names = voice_at(reading, found, reading.text.index(words))
    voices = [voice for voice in found.voices if voice.name in names and voice.name != "election"]
    return {name: value for voice in voices for ground in voice.grounds for name, value in ground.cells.items()}


@pytest.mark.parametrize(
    ("language", "text", "words", "asserter", "attribution"),
    [
        ("en", "The African Union said that the voting was calm.", "voting", "african-union", "reported"),
        (
            "en",
            "The voting was calm and well run, the African Union said on Monday.",
            "voting",
            "african-union",
            "reported",
        ),
        ("en", "According to the African Union, the voting was calm.", "voting", "african-union", "reported"),
        (
            "en",
            '"The voting was calm and the count was fair," the African Union said.',
            "voting",
            "african-union",
            "quoted",
        ),
        (
            "ru",
            "По мнению Африканского союза, голосование прошло спокойно.",
            "голосование",
            "african-union",
            "reported",
        ),
        ("ru", "«Голосование прошло спокойно и открыто для всех», — заявили в СНГ.", "Голосование", "cis", "quoted"),
    ],
)
def test_a_reporting_word_gives_its_clause_to_the_speaker_beside_it(
    language: str, text: str, words: str, asserter: str, attribution: str
) -> None:
    found = speaker_of(*read(text, language), words)

    assert (found["asserter_id"], found["attribution"]) == (asserter, attribution)


def test_who_is_named_after_a_verb_without_reporting_is_no_speaker() -> None:
    text = "The government declared John Smith the winner but has refused to publish the results."

    assert speaker_of(*read(text, "en"), "refused") == {"attribution": "own"}


def test_a_person_speaks_for_the_body_whose_office_stands_beside_the_name() -> None:
    text = "The head of the African Union mission, John Smith, said that voting had been calm."

    found = speaker_of(*read(text, "en"), "voting")

    assert (found["asserter_id"], found["speaker_id"]) == ("african-union", "smith-john")


def test_every_sentence_of_a_quotation_is_its_speakers() -> None:
    text = "«Мы получили поддержку. Голосование прошло спокойно», — сказал глава миссии СНГ Сергей Лебедев."

    found = speaker_of(*read(text, "ru"), "получили")

    assert (found["speaker_id"], found["attribution"]) == ("lebedev-sergey", "quoted")


def test_a_paragraph_goes_on_with_a_statement_and_says_why() -> None:
    text = "The African Union said that the campaign was free. Voting was calm.\n\nTurnout was high. Voting was slow."
    reading, found = read(text, "en")

    [_, voice] = [found.voice(name) for name in voice_at(reading, found, text.index("Voting"))][-1:] * 2
    assert voice is not None
    assert "follows the reporting clause" in voice.grounds[0].inferred["asserter_id"]
    assert speaker_of(reading, found, "Turnout") == {"attribution": "own"}


def test_in_a_mission_s_own_document_only_words_that_refer_back_go_on() -> None:
    text = "The African Union said that the campaign was free. It added that voting was calm. Counting was slow."
    reading, found = read(text, "en", MISSION)

    assert speaker_of(reading, found, "voting")["asserter_id"] == "african-union"
    assert speaker_of(reading, found, "Counting")["asserter_id"] == "odihr"


def test_people_without_a_name_are_quoted_with_their_number_and_role() -> None:
    text = "A number of international observers said that the count was slow."

    found = speaker_of(*read(text, "en"), "count")

    assert found["asserter_words"] == "A number of international observers"
    assert (found["asserter_scope"], found["asserter_role"]) == ("several", "unnamed_observers")


def test_the_author_of_a_document_speaks_of_itself_in_the_third_person() -> None:
    text = "Observers noted that the count was slow."

    assert speaker_of(*read(text, "en", MISSION), "count")["asserter_id"] == "odihr"


def test_officials_speak_for_their_state() -> None:
    text = "Russian officials said that the election in Moldova was not free."

    assert speaker_of(*read(text, "en"), "election")["asserter_id"] == "russia-state"


def test_a_news_agency_only_passes_on_what_others_say() -> None:
    text = "The African Union said that the voting was calm, the news agency Reuters reported."

    assert speaker_of(*read(text, "en"), "voting")["asserter_id"] == "african-union"


def test_a_verb_that_judges_makes_its_subject_the_asserter() -> None:
    text = "The African Union praised the calm voting in Zambia."
    _, found = read(text, "en")

    [record] = found.of("verdicts")
    assert effective(record, found)["asserter_id"] == "african-union"


def test_a_headline_may_name_the_speaker_before_a_colon() -> None:
    text = "ОБСЕ о выборах в Казахстане: голосование прошло спокойно\n\nВыборы прошли 10 января 2021 года."

    assert speaker_of(*read(text, "ru"), "голосование")["asserter_id"] == "osce"


def test_turns_stand_in_order_and_apart() -> None:
    text = (
        "«Выборы прошли честно, и всё было открыто», — сказал глава миссии СНГ Сергей Лебедев, добавив, что жалоб нет. "
        "По мнению ОБСЕ, подсчёт был медленным, а явка, сообщили в ЦИК, высокой."
    )
    _, found = read(text, "ru")

    spans = [turn.span for turn in found.turns]
    assert spans
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        # a relative clause or an apposition stands between the subject and its verb
        (
            "en",
            "The African Union, which watched an election in Zambia for the first time, said the vote was competitive.",
            "competitive",
            {"asserter_id": "african-union"},
        ),
        (
            "ru",
            "Глава миссии СНГ Иван Лебединцев, в свою очередь, заявил, что выборы были открытыми.",
            "открытыми",
            {"asserter_id": "cis", "speaker_id": "lebedintsev-ivan"},
        ),
        # initials are no end of a clause
        (
            "ru",
            "Глава миссии СНГ С.Н.Лебединцев заявил, что выборы были открытыми.",
            "открытыми",
            {"asserter_id": "cis", "speaker_id": "lebedintsev-s-n"},
        ),
        # common nouns and pronouns beside an office mean a body that was named
        (
            "en",
            "The Zambia Election Commission rejected it. Its deputy head, Mary Banda, said that the count was fair.",
            "fair",
            {"speaker_id": "banda-mary", "asserter_role": "election_authority"},
        ),
        # a body behind a name
        (
            "en",
            'John Banda of the Labour Party said the vote was "a huge farce".',
            "farce",
            {"asserter_id": "labour-party", "speaker_id": "banda-john"},
        ),
        # a surname that is an ordinary word, and a verb that closes a quotation
        (
            "en",
            "Turnout was high, chairman John Bold of the African Union told reporters. "
            '"The machines worked without any fault," Bold said, noting that they were new.',
            "machines",
            {"asserter_id": "african-union", "speaker_id": "bold-john", "attribution": "quoted"},
        ),
        # who asks
        ("en", "The African Union has called for a rerun of the election.", "rerun", {"asserter_id": "african-union"}),
        # the speaker goes on behind the verb
        (
            "en",
            "The voting was calm, the African Union said, but the count was slow.",
            "slow",
            {"asserter_id": "african-union"},
        ),
    ],
)
def test_speakers_beside_whom_the_verb_does_not_stand(
    language: str, text: str, words: str, expected: dict[str, str]
) -> None:
    found = speaker_of(*read(text, language), words)

    assert {name: found.get(name, "") for name in expected} == expected


def test_a_finding_that_an_author_notes_is_the_missions_and_goes_on() -> None:
    text = (
        "ODIHR deployed a mission.\n\n"
        "We note the mission's finding that candidate registration was inclusive. Election day was calm."
    )
    passage = read(text, "en", {"asserter_id": "norway-delegation", "asserter_role": "foreign_state"})

    assert speaker_of(*passage, "inclusive")["asserter_id"] == "odihr"
    assert speaker_of(*passage, "calm")["asserter_id"] == "odihr"


def test_a_finding_that_an_author_shares_does_not_go_on() -> None:
    text = (
        "ODIHR deployed a mission.\n\n"
        "We share the mission's concern that candidate registration was slow. The media coverage was unbalanced."
    )
    passage = read(text, "en", {"asserter_id": "norway-delegation", "asserter_role": "foreign_state"})

    assert speaker_of(*passage, "slow")["asserter_id"] == "odihr"
    assert speaker_of(*passage, "unbalanced")["asserter_id"] == "norway-delegation"


def test_the_head_of_a_mission_speaks_for_it_and_not_for_another_office() -> None:
    text = (
        "The head of the mission of observers from the CIS, Chairman of the CIS Executive Committee Sergei Lebedev, "
        "said that the election was open."
    )

    assert speaker_of(*read(text, "en"), "open")["asserter_id"] == "cis"


def test_words_that_are_no_people_do_not_speak() -> None:
    text = "In 9% of the stations observed voting began late."

    assert speaker_of(*read(text, "en"), "late") == {"attribution": "own"}


INTERVIEW = (
    "«Нарушений мы не видели»\n\n"
    "Глава миссии наблюдателей от СНГ Иван Петров ответил на вопросы газеты.\n\n"
    "– Выборы позади. Ваша главная оценка?\n\n"
    "– Выборы были прозрачными. Нарушений мы не видели.\n\n"
    "– Кампанию называют скучной. Согласны?\n\n"
    "– Условия были равными. БДИПЧ заявило, что подсчёт был медленным."
)


def test_answers_of_an_interview_are_the_persons_who_is_asked_and_questions_judge_nothing() -> None:
    reading, found = read(INTERVIEW, "ru")

    assert speaker_of(reading, found, "прозрачными")["asserter_id"] == "cis"
    assert speaker_of(reading, found, "медленным")["asserter_id"] == "odihr"
    assert not any("скучной" in reading.words(one.span) for one in found.of("verdicts"))


def test_a_headline_that_quotes_is_whose_words_it_repeats() -> None:
    assert speaker_of(*read(INTERVIEW, "ru"), "Нарушений")["speaker_id"] == "petrov-ivan"


def test_a_list_with_dashes_and_one_question_is_no_interview() -> None:
    text = "СНГ отметило:\n\n– выборы были открытыми;\n\n– кто победил?\n\n– подсчёт был честным."

    assert interview_of(text) == Interview()


def test_labelled_questions_make_an_interview() -> None:
    text = "Question: Was it fair?\n\nAnswer: It was fair."
    found = interview_of(text)

    assert found.asks(0)
    assert found.answers_at(text.index("It was"))
