"""Whose document it is."""

import pytest

from tests.scripts.propose.of_passages import ground, proposed

_EN = "The presidential election in Georgia was held on 28 October 2018. "


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            f"Delegation of the Russian Federation\n\nSTATEMENT BY MR. IVAN PETROV\n\n{_EN}",
            "russia-delegation foreign_state",
        ),
        ("en", f"Statement by the delegation of Georgia\n\n{_EN}", "georgia-state host_state"),
        ("en", f"TBILISI (Reuters) - {_EN}", "reuters media"),
        ("en", f"GNDEM Expresses its Concern\n\n{_EN}We at GNDEM stand by our members.", "gndem observer_mission"),
        (
            "ru",
            "ЗАЯВЛЕНИЕ\nМиссии наблюдателей от СНГ\n\nВыборы Президента Узбекистана прошли 24 октября 2021 года.",
            "cis observer_mission",
        ),
        (
            "ru",
            "ПРЕСС-РЕЛИЗ\nЦентральной избирательной комиссии\n\nВыборы Президента Узбекистана прошли.",
            "cec-uz election_authority",
        ),
        ("ru", "МИНСК, 9 января 2025 г. /«Восток-Инфо»/. Выборы прошли спокойно.", "vostok-info media"),
        ("en", f'COALITION FOR FREE AND FAIR ELECTIONS "POD"\n\nStatement\n\n{_EN}', "pod observer_mission"),
        (
            "ru",
            "25 октября 2021 года, пресс-служба Сената\n\nВыборы Президента Узбекистана прошли.",
            "senate-uz legislature",
        ),
        (
            "en",
            f"INTERNATIONAL ELECTION OBSERVATION MISSION\nGeorgia, 2018\nSTATEMENT OF PRELIMINARY FINDINGS\n\n{_EN}",
            "international-election-observation-mission observer_mission",
        ),
        (
            "ru",
            "Брифинг официального представителя МИД России М.В.Захаровой\n\nВыборы Президента Узбекистана прошли.",
            "ministry-of-foreign-affairs-ru foreign_state",
        ),
        ("ru", "ТАШКЕНТ, 25 октября. /ТАСС/. Выборы прошли спокойно.", "tass media"),
        ("ru", "Выборы прошли спокойно, передает IPN.", "ipn media"),
    ],
)
def test_the_author_is_whom_the_words_show(language: str, text: str, expected: str) -> None:
    cells = ground(proposed(text, language), "document").cells
    assert f"{cells['asserter_id']} {cells['asserter_role']}" == expected
    assert cells["attribution"] == "own"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Voters are calm\n\n{_EN}Reuters reported delays, CNN reported none."),
        ("en", f"Voters are calm\n\n{_EN}A statement by ODIHR is awaited."),
        ("ru", "Юристы изучили отчет организации «Эхо».\n\nВыборы прошли спокойно."),
    ],
)
def test_who_is_only_cited_is_not_the_author(language: str, text: str) -> None:
    assert ground(proposed(text, language), "document").cells == {"attribution": "own"}


def test_a_first_line_that_ends_with_a_name_is_the_authors() -> None:
    text = f'COALITION "FAIR VOTE NETWORK"\n\nPreliminary statement on the elections in Georgia\n\n{_EN}'

    assert ground(proposed(text, "en"), "document").cells["asserter_id"] == "fair-vote-network"


def test_the_publisher_that_is_known_from_elsewhere_is_the_author() -> None:
    text = f"Voters are calm\n\n{_EN}The Shanghai Cooperation Organisation was there."
    shown = ground(proposed(text, knows=True, publisher="Shanghai Cooperation Organisation"), "document")
    assert shown.cells["asserter_id"] == "sco"
    assert text[shown.span.start : shown.span.end] == "Shanghai Cooperation Organisation"
    unsaid = ground(proposed(_EN, knows=True, publisher="sco"), "document")
    assert unsaid.cells["asserter_id"] == "sco"
    assert unsaid.inferred["asserter_id"] == "The document was published by sco."


def test_a_statement_by_a_person_has_a_speaker_and_a_type() -> None:
    text = (
        f"Delegation of the Russian Federation\n\nSTATEMENT BY MR. IVAN PETROV AT THE OSCE PERMANENT COUNCIL\n\n{_EN}"
    )
    voice = proposed(text).voice("document")
    assert voice is not None
    first, second = voice.grounds
    assert first.cells["statement_type"] == "council_statement"
    assert second.cells == {"speaker_id": "petrov-ivan"}
