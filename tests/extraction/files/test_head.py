import pytest

from extraction.files.head import Head, read_head

BODY = (
    "The observers of the mission visited many of the polling stations open on that day. They saw no voter who "
    "complained of anything, and they were content with what they saw in the other places where they had been before."
)
RUSSIAN_BODY = (
    "Наблюдатели миссии посетили многие из участков, открытых в этот день для голосования. Они не увидели ни одного "
    "избирателя, который бы на что-то пожаловался, и остались довольны тем, что увидели в остальных местах края."
)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (
            f"{BODY}\n\nPC.DEL/663/19\n13 June 2019\n\nENGLISH\nOriginal: RUSSIAN\n\nDelegation of Canada\n\n"
            "**STATEMENT BY MR. ADAM HILL,\nHEAD OF THE DELEGATION**\n\n13 June 2019\n\nOn the vote in the region\n\n"
            f"Mr. Chairperson,\n{BODY}",
            Head("On the vote in the region", "2019-06-13", "Delegation of Canada", "ADAM HILL", "PC.DEL/663/19"),
        ),
        (
            f"United Nations\tA/RES/70/1\nGeneral Assembly\tDistr.: General\n21 October 2015\n\nSeventieth session\n\n"
            f"70/1. Transforming our world\n\n{BODY}",
            Head("70/1. Transforming our world", "2015-10-21", None, None, "A/RES/70/1"),
        ),
        (f"Opinion No.: CDL-AD(2019)017\n\n{BODY}", Head(symbol="CDL-AD(2019)017")),
        (
            f"The vote was calm\n3 October 2022, 10:45\nBy Jane Rivers\n\n{BODY}",
            Head("The vote was calm", "2022-10-03", author="Jane Rivers"),
        ),
        (
            f"The vote was calm\n\nPublished: 3 October 2022\n5 October 2022\n\n{BODY}",
            Head("The vote was calm", "2022-10-03"),
        ),
        (f"HILLTOWN, 5 July 2021 – {BODY}", Head(published_on="2021-07-05")),
        (f"The vote was calm.\n\n{BODY}", Head("The vote was calm.")),
        (f"{BODY}\n\n{BODY}", Head()),
        (f"The vote\n\n03/04/2019\n\n{BODY}", Head("The vote")),
        (f"The vote\n\n23/04/2019\n\n{BODY}", Head("The vote", "2019-04-23")),
        (f"The vote\n\n5 May\n\n{BODY}", Head("The vote")),
        (f"The vote\n\n5 May 2020\n\n6 May 2020\n\n{BODY}", Head("The vote")),
        (f"The vote\n\nBy Jane Rivers\n\nBy Tom Lake\n\n{BODY}", Head("The vote")),
        (f"Read it at /a/b/2 or in A/RES/70/1.\n\n{BODY}", Head("Read it at /a/b/2 or in A/RES/70/1.")),
        ("", Head()),
    ],
)
def test_the_head_of_an_english_document(text: str, head: Head) -> None:
    assert read_head(text, "en") == head


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (
            f"ЗАЯВЛЕНИЕ\nМиссии наблюдателей о выборах в крае\nг. Ташкент, 10 июля 2023 года\n\n{RUSSIAN_BODY}",
            Head("ЗАЯВЛЕНИЕ Миссии наблюдателей о выборах в крае", "2023-07-10"),
        ),
        (
            f"Заключение наблюдателей\nна выборах в крае\n9 июня 2019 года\n\n{RUSSIAN_BODY}",
            Head("Заключение наблюдателей на выборах в крае"),
        ),
        (
            f"Выборы прошли спокойно\n\n20.03.2023 18:45\n\nЕрбол Казистаев\n\n{RUSSIAN_BODY}",
            Head("Выборы прошли спокойно", "2023-03-20", author="Ербол Казистаев"),
        ),
        (
            f"Выборы прошли спокойно\n\nАвтор: Ербол Казистаев\nОпубликовано 20 марта 2023 г.\n\n{RUSSIAN_BODY}",
            Head("Выборы прошли спокойно", "2023-03-20", author="Ербол Казистаев"),
        ),
        (f"АНКАРА, 15.05.2023. {RUSSIAN_BODY}", Head(published_on="2023-05-15")),
        (
            f"Выступление Постоянного представителя А.К.Лукашевича\n\n{RUSSIAN_BODY}",
            Head("Выступление Постоянного представителя А.К.Лукашевича", author="А.К.Лукашевич"),
        ),
        (f"Заявление о докладе А.К.Лукашевича\n\n{RUSSIAN_BODY}", Head("Заявление о докладе А.К.Лукашевича")),
        (
            f"Министерство иностранных дел Республики Армения\nПресс-релиз № 14\nЕреван, 11 июня 2026 года\n\n"
            f"О встрече министра\n\n{RUSSIAN_BODY}",
            Head("О встрече министра", "2026-06-11", "Министерство иностранных дел Республики Армения"),
        ),
    ],
)
def test_the_head_of_a_russian_document(text: str, head: Head) -> None:
    assert read_head(text, "ru") == head


def test_a_text_in_another_language_has_a_title_and_a_number() -> None:
    assert read_head("SAYLAU TURALY\n\nA/RES/70/1\n\n5 May 2020\n\n…", None) == Head(
        "SAYLAU TURALY", symbol="A/RES/70/1"
    )
