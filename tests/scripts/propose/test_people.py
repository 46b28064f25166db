"""Offices beside names, and who stands in the election."""

import pytest

from tests.scripts.propose.of_passages import proposed, rows

_EN = "The presidential election in Georgia was held on 28 October 2018. "
_RU = "Выборы Президента Республики Узбекистан прошли 24 октября 2021 года. "


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Speaker of the Senate of Georgia Nino Ivari spoke.", "ivari-nino Speaker senate-ge"),
        ("en", "INEC Chairman Mahmood Yakubu said so.", "yakubu-mahmood Chairman inec"),
        ("en", "The President of Russia Vladimir Putin wrote.", "putin-vladimir President russia-state"),
        (
            "en",
            "said Peter Stano, a spokesperson for the European Commission.",
            "stano-peter spokesperson european-commission",
        ),
        (
            "ru",
            "со слов официального представителя МИД РФ Марии Захаровой",
            "zakharova-maria Официальный представитель ministry-of-foreign-affairs-ru",
        ),
        ("ru", "встретились с Председателем ЦИК Узбекистана Б. М. Имашевым", "imashev-b-m Председатель cec-uz"),
        ("ru", "министром иностранных дел Рашидом Мередовым", "meredov-rashid министр иностранных дел –"),
    ],
)
def test_an_office_is_in_the_nominative_with_the_body_that_it_is_held_in(
    language: str, text: str, expected: str
) -> None:
    columns = f"person_id title_{language} organization_id"
    assert [row.lower() for row in rows(text, "positions", columns, language)] == [expected.lower()]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Pascal Allizard spoke."),
        ("en", "Opposition candidate Kwabena Asante-Boateng spoke."),
        ("en", "The candidate for President of Georgia Nino Ivari spoke."),
        ("ru", "С кандидатом на пост Президента Республики Узбекистан Д. М. Еспаевой"),
        ("ru", "Выступил политолог Иван Петров."),
    ],
)
def test_courtesies_and_what_somebody_stands_for_are_no_offices(language: str, text: str) -> None:
    assert rows(text, "positions", "title_en", language) == []


def test_two_offices_of_one_person_are_two() -> None:
    text = "The head of the CIS observer mission and Chairman of the CIS Executive Committee, Sergey Lebedev, spoke."
    titles = rows(text, "positions", "title_en organization_id")
    assert titles == ["Chairman cis-executive-committee", "head of the CIS observer mission cis"]


def test_the_english_of_a_russian_title_comes_from_the_lexicon() -> None:
    text = "Председатель ЦИК Узбекистана Зайниддин Низамходжаев выступил."
    assert rows(text, "positions", "title_en", "ru") == ["Chairman"]


def candidates(text: str, language: str = "en") -> list[str]:
    columns = "person_id organization_id nominated_by_id is_winner gender"
    return rows((_EN if language == "en" else _RU) + text, "candidates", columns, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Nino Ivari won the election.", ["ivari-nino – – true –"]),
        ("en", "They declared Nino Ivari of the Green Party the winner.", ["ivari-nino – – true –"]),
        ("en", "Nino Ivari's convincing victory surprised them.", ["ivari-nino – – true –"]),
        ("en", "Ms. Nino Ivari got 29.1 per cent.", ["ivari-nino – – – female"]),
        ("en", "Nino Ivari, nominated by the Green Party, spoke.", ["ivari-nino – green-party – –"]),
        ("en", "Nino Ivari is running again. She is popular.", ["ivari-nino – – – female"]),
        ("en", "Nino Ivari has narrowly won re-election.", ["ivari-nino – – true –"]),
        ("en", "Nino Ivari, the first to try, finished third.", ["ivari-nino – – – –"]),
        (
            "en",
            "Nino Ivari won the election with 61 per cent to 34 for Tamar Beridze.",
            ["ivari-nino – – true –", "beridze-tamar – – – –"],
        ),
        (
            "en",
            "Nino Ivari won the election, defeating Tamar Beridze.",
            ["ivari-nino – – true –", "beridze-tamar – – – –"],
        ),
        (
            "en",
            "There are two candidates: Nino Ivari (Green Party) and Tamar Beridze.",
            ["ivari-nino – green-party – –", "beridze-tamar – – – –"],
        ),
        (
            "ru",
            "Зарегистрированы кандидаты: действующий президент Иван Сидоров и Анна Канопка.",
            ["sidorov-ivan – – – –", "kanopka-anna – – – –"],
        ),
        ("ru", "На выборах победил Шавкат Мирзиёев.", ["mirziyoyev-shavkat – – true –"]),
        ("ru", "За А. Г. Петрова проголосовали 80,2% избирателей.", ["petrov-a-g – – – –"]),
        ("ru", "Кандидат от партии «Адолат» Бахром Абдухалимов выступил.", ["abdukhalimov-bakhrom – – – –"]),
    ],
)
def test_who_stands_and_who_won(language: str, text: str, expected: list[str]) -> None:
    assert candidates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nino Ivari said that 29.1 per cent had voted."),
        ("en", "Nino Ivari congratulated the people on the election."),
        ("en", "The candidates thanked Nino Ivari and Tamar Beridze."),
        ("en", "Nino Ivari spoke against Tamar Beridze."),
        ("ru", "Шавкат Мирзиёев сообщил, что явка составила 80%."),
    ],
)
def test_who_only_speaks_of_the_vote_does_not_stand(language: str, text: str) -> None:
    assert candidates(text, language) == []


def test_a_list_gives_order_and_nominators() -> None:
    text = "Кандидатами зарегистрированы:\n1. А. С. Косанов — партия «Адолат»;\n2. С. Тугел — партия «Рух»."
    found = [record.cells for record in proposed(_RU + text, "ru").of("candidates")]
    assert [(one["person_id"], one["list_order"], one["nominated_by_id"]) for one in found] == [
        ("kosanov-a-s", "1", "adolat"),
        ("tugel-s", "2", "rukh"),
    ]


def test_parties_stand_in_elections_of_parliaments() -> None:
    text = "Выборы в Сенат Казахстана прошли 10 января 2021 года. Победу одержала партия «Рух», у партии «Адолат» 9%."
    columns = "candidate_type organization_id is_winner"
    assert rows(text, "candidates", columns, "ru") == ["party rukh true", "party adolat –"]


def test_parties_with_their_abbreviation_or_in_quotation_marks_alone_have_results() -> None:
    text = (
        "Выборы в парламент Кыргызстана прошли 4 октября 2015 года. Социал-демократическая партия (СДП) получила "
        "27,35 % голосов, «Кыргызстан» – 12,93 %, «Бир Бол» – 8,52 %."
    )
    assert rows(text, "candidates", "organization_id", "ru") == ["sdp", "kyrgyzstan", "bir-bol"]


def test_a_win_behind_a_party_in_apposition_is_the_persons() -> None:
    text = (
        "Georgians voted on 28 October 2018 for a president and a parliament. "
        "President Nino Ivari of the Green Party, declared the winner on Sunday, spoke."
    )
    assert rows(text, "candidates", "person_id organization_id is_winner") == ["ivari-nino – true"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eoin Hartigan is the Head of the ODIHR mission.", ["Head of the ODIHR mission"]),
        ("I thank the head of the CIS mission, Ms. Audrey Glen, for it.", ["head of the CIS mission"]),
        (
            "Benedict Lwaka, the Tanzanian foreign minister and head of the AU mission, spoke.",
            ["foreign minister", "head of the AU mission"],
        ),
        ("Benedict Lwaka is a friend of the Minister.", []),
    ],
)
def test_an_office_may_stand_farther_from_the_name(text: str, expected: list[str]) -> None:
    assert rows(text, "positions", "title_en") == expected
