"""Missions, their people, and the states, bodies and places that belong to them."""

import pytest

from tests.scripts.propose.of_passages import proposed, rows

_EN = "The presidential election in Georgia was held on 28 October 2018. "
_RU = "Выборы Президента Республики Беларусь прошли 9 августа 2020 года. "


def missions(text: str, language: str = "en") -> list[str]:
    return rows((_EN if language == "en" else _RU) + text, "missions", "organization_id mission_type", language)


def people(text: str, language: str = "en") -> list[str]:
    columns = "mission_id person_id role"
    return rows((_EN if language == "en" else _RU) + text, "mission_people", columns, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "OSCE observers spoke.", ["osce election_observation_mission"]),
        ("en", "The European Union's 34-member observer mission left.", ["eu election_observation_mission"]),
        (
            "en",
            "A limited election observation mission of ODIHR stayed.",
            ["odihr limited_election_observation_mission"],
        ),
        ("en", "ODIHR sent a needs assessment mission.", ["odihr assessment_mission"]),
        ("en", "The IPA CIS Observer Team came.", ["ipa-cis observer_team"]),
        ("en", "The delegation of the European Parliament left.", ["european-parliament parliamentary_delegation"]),
        (
            "en",
            "Missions from the SCO and the Organisation of Islamic Cooperation agreed.",
            ["sco election_observation_mission", "oic election_observation_mission"],
        ),
        ("ru", "Миссия наблюдателей от СНГ работала.", ["cis election_observation_mission"]),
        ("ru", "Здесь была группа наблюдателей от МПА СНГ.", ["ipa-cis observer_team"]),
        ("ru", "Так считает ограниченная миссия БДИПЧ ОБСЕ.", ["odihr limited_election_observation_mission"]),
        (
            "ru",
            "Наблюдатели МПА СНГ и ПА ОДКБ довольны.",
            ["ipa-cis election_observation_mission", "csto-pa election_observation_mission"],
        ),
    ],
)
def test_missions_are_those_of_the_bodies_that_sent_them(language: str, text: str, expected: list[str]) -> None:
    assert missions(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The OSCE Mission to Moldova published a report."),
        ("en", "The OSCE welcomed the result."),
        ("en", "Observers of the New Rights Party complained."),
        ("ru", "В ОБСЕ отметили миссию учителей."),
        ("ru", "Наблюдатели от партии «Рух» довольны."),
    ],
)
def test_what_is_no_mission_to_the_election(language: str, text: str) -> None:
    assert missions(text, language) == []


def test_a_joint_mission_is_that_of_a_joint_body() -> None:
    text = f"{_EN}The joint observation mission of ODIHR and the OSCE Parliamentary Assembly left."
    assert rows(text, "missions", "organization_id mission_type") == ["odihr-and-osce-pa joint_mission"]
    assert rows(text, "mission_organizations", "organization_id") == ["odihr", "osce-pa"]
    assert "odihr-and-osce-pa" in {one.record_id for one in proposed(text).entities}


def test_a_common_endeavour_has_the_bodies_that_are_listed() -> None:
    text = (
        f"INTERNATIONAL ELECTION OBSERVATION MISSION\n\n{_EN}This is the result of a common endeavour involving "
        "ODIHR, the OSCE Parliamentary Assembly and the European Parliament."
    )
    assert rows(text, "missions", "organization_id") == ["international-election-observation-mission"]
    assert rows(text, "mission_organizations", "organization_id") == ["odihr", "osce-pa", "european-parliament"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Head of the ODIHR mission Urszula Gacek spoke.", ["odihr-2018 gacek-urszula head"]),
        (
            "en",
            "So said Pascal Allizard, the special co-ordinator of the short-term observers of the OSCE.",
            ["osce-2018 allizard-pascal special_coordinator"],
        ),
        ("en", "The EU observer mission, led by Andreas Schieder, left.", ["eu-2018 schieder-andreas head"]),
        ("en", "Sergei Lebedev, who headed the CIS observer mission, left.", ["cis-2018 lebedev-sergei head"]),
        (
            "en",
            "The CIS observer team came. Ilyas Umakhanov was appointed Coordinator of the Team.",
            ["cis-2018 umakhanov-ilyas coordinator"],
        ),
        ("ru", "Глава миссии наблюдателей СНГ Сергей Лебедев уехал.", ["cis-2020 lebedev-sergey head"]),
        ("ru", "Миссия ШОС во главе с Владимиром Норовым уехала.", ["sco-2020 norov-vladimir head"]),
        (
            "ru",
            "Так заявил специальный координатор и руководитель миссии наблюдателей ОБСЕ Кристиан Вигенин.",
            ["osce-2020 vigenin-kristian head", "osce-2020 vigenin-kristian special_coordinator"],
        ),
    ],
)
def test_people_of_missions(language: str, text: str, expected: list[str]) -> None:
    assert sorted(people(text, language)) == sorted(expected)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "OSCE observers came. Head of the CEC Giorgi Kalandarishvili spoke."),
        ("en", "OSCE observers came. A working group headed by Ilia Darchiashvili met."),
        ("ru", "Это миссия наблюдателей от СНГ. Штаб Миссии работал под руководством Е. Г. Сларь."),
    ],
)
def test_who_heads_something_else_is_none_of_them(language: str, text: str) -> None:
    assert people(text, language) == []


def test_states_bodies_and_places_of_a_mission() -> None:
    text = (
        f"{_RU}В состав Миссии наблюдателей от СНГ вошли наблюдатели из Армении, Казахстана и России, а также "
        "представители Исполнительного комитета СНГ. В день голосования Миссия посетила участки в Минске и Бресте."
    )
    assert rows(text, "mission_countries", "country_code", "ru") == ["AM", "KZ", "RU"]
    assert rows(text, "mission_organizations", "organization_id", "ru") == ["cis-executive-committee"]
    assert rows(text, "mission_places", "place_id phase", "ru") == ["minsk election_day", "brest election_day"]


def test_states_of_ambassadors_are_none_of_a_mission() -> None:
    text = f"{_RU}Миссия наблюдателей от СНГ приняла послов из Франции, Индии и Грузии."
    assert rows(text, "mission_countries", "country_code", "ru") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We thank ODIHR, and the head of its mission, for the work.", ["odihr"]),
        ("en", "The OSCE, which observed an election there, left.", ["osce"]),
        ("en", "We thank ODIHR and the head of its office.", []),
        ("ru", "Самую большую миссию – 300 человек – направило БДИПЧ.", ["odihr"]),
        ("ru", "Приглашение на выборы направило БДИПЧ.", []),
    ],
)
def test_a_mission_without_the_name_beside_the_noun(language: str, text: str, expected: list[str]) -> None:
    assert [one.split()[0] for one in missions(text, language)] == expected


def test_a_delegation_within_a_mission_is_of_its_state_and_in_the_mission() -> None:
    text = (
        "Делегация Национального собрания Республики Беларусь в составе миссии наблюдателей от СНГ прибыла в Ташкент."
    )
    text = f"Выборы Президента Узбекистана прошли 24 октября 2021 года. {text}"
    assert rows(text, "mission_organizations", "mission_id organization_id", "ru") == ["cis-2021 national-assembly-by"]
    assert rows(text, "mission_countries", "mission_id country_code", "ru") == ["national-assembly-by-2021 BY"]


def test_places_of_work_have_a_phase_that_the_words_tell_or_a_reason() -> None:
    text = f"{_EN}The ODIHR mission opened in Tbilisi. Its head told a press conference in Batumi about it."
    [record] = proposed(text).of("mission_places")
    assert (record.cells["place_id"], record.cells["phase"]) == ("tbilisi", "long_term")
    assert record.inferred["phase"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sixteen Norwegian observers took part in the international election observation mission.", ["NO"]),
        ("Sixteen Norwegian observers came to see the country.", []),
    ],
)
def test_observers_named_by_their_state_are_of_the_mission_that_the_sentence_names(
    text: str, expected: list[str]
) -> None:
    assert rows(_EN + text, "mission_countries", "country_code") == expected
