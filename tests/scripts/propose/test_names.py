"""Whom names mean: ids by the id rules, types by the words of names, what a package knows already."""

import pytest

from extraction.mentions import Name
from scripts.propose.personal import Personal
from scripts.propose.romanized import english_place, romanized
from tests.scripts.propose.of_passages import entities, entity, proposed, proposer


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("К. К. Токаев", "tokayev-k-k"),
        ("К.-Ж.К.Токаев", "tokayev-k-zh-k"),
        ("Роман Юрьевич Василенко", "vasilenko-roman"),
        ("Василенко Роман Юрьевич", "vasilenko-roman"),
        ("Jarosław Marcin Domański", "domanski-jaroslaw-marcin"),
        ("Ursula von der Leyen", "von-der-leyen-ursula"),
        ("Xi Jinping", "xi-jinping"),
        ("Akosua Darko", "darko-akosua"),
        ("Ирина Дашкевич", "dashkevich-irina"),
        ("Ирина Петровна Дашкевич", "dashkevich-irina"),
    ],
)
def test_a_person_is_filed_by_surname_then_given_name_or_initials(written: str, expected: str) -> None:
    assert Personal.of(written).record_id == expected


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Еспаева", "Yespayeva"),
        ("Кобицкий", "Kobitsky"),
        ("Юрьевич", "Yuryevich"),
        ("Щукин", "Shchukin"),
        ("Ұлт тағдыры", "Ult tagdyry"),
        ("ПСРМ", "PSRM"),
        ("Nur Otan", "Nur Otan"),
    ],
)
def test_cyrillic_is_romanized_and_latin_stays(russian: str, english: str) -> None:
    assert romanized(russian) == english


def test_places_bear_their_english_names_and_regions_their_class() -> None:
    assert [english_place(name) for name in ("Москва", "Самаркандская область", "Акмолинская", "Душанбе")] == [
        "Moscow",
        "Samarkand Region",
        "Akmola Region",
        "Dushanbe",
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The OSCE and ODIHR agreed.", ["osce intergovernmental_organization", "odihr organ"]),
        (
            "en",
            "The Central Election Commission of Georgia (CEC) met. Voters of Georgia waited.",
            ["cec-ge election_authority"],
        ),
        ("en", "The Global Network of Domestic Election Monitors (GNDEM) met.", ["gndem association"]),
        ("en", "Supporters of the Nur Otan party met in Georgia.", ["nur-otan party"]),
        ("en", "The Moldovan police acted.", ["police-md government"]),
        ("ru", "Как сообщает агентство «Ховар», ЦИК Узбекистана", ["khovar media", "cec-uz election_authority"]),
        ("ru", "В партии «Ата-Журт» и фонде «Эхо» довольны.", ["ata-zhurt party", "ekho association"]),
        ("ru", "Это знают власти Молдовы.", ["authorities-md government"]),
        ("ru", "«Ишеним» — 13,6%, сообщили в ЦИК.", ["ishenim party", "cec election_authority"]),
    ],
)
def test_bodies_have_ids_by_rule_and_types_by_their_words(language: str, text: str, expected: list[str]) -> None:
    assert entities(text, "organizations", language) == expected


def test_what_stands_for_no_body_alone_is_none() -> None:
    assert entities("Later the Office and the Team met.", "organizations") == []


def test_a_word_of_a_name_means_the_body_named_before() -> None:
    text = "The Parliamentary Assembly of the Council of Europe met in Riga. Later the Assembly voted."
    assert entities(text, "organizations") == ["pace parliamentary_assembly"]
    assert "Assembly" in {form.text for form in entity(text, "pace").forms}


def test_a_mission_is_no_organization_and_its_sender_is() -> None:
    text = "The OSCE/ODIHR Election Observation Mission was praised in Georgia."
    assert entities(text, "organizations") == ["odihr organ"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "They visited Georgia, Tbilisi and the Kakheti region.",
            ["georgia country", "tbilisi city", "kakheti-region region"],
        ),
        (
            "ru",
            "Они были в Минске, Брестской и Витебской областях.",
            ["minsk city", "brest-region region", "vitebsk-region region"],
        ),
    ],
)
def test_places_and_their_types(language: str, text: str, expected: list[str]) -> None:
    assert entities(text, "places", language) == expected


def test_a_state_is_named_as_the_document_writes_it_in_the_nominative() -> None:
    assert (
        entity("Об этом узнали граждане Республики Молдова.", "moldova", "ru").cells["name_ru"] == "Республика Молдова"
    )


def test_a_known_person_is_recognized_in_another_script_and_by_initials() -> None:
    found = entity("Президент К. К. Токаев выступил.", "tokayev-kassym-jomart", "ru", knows=True)
    assert found.is_known
    assert not found.cells
    assert [(form.name_type, form.text) for form in found.forms] == [("initials", "К. К. Токаев")]


def test_a_surname_that_two_known_persons_bear_means_neither() -> None:
    assert entities("Выступил господин Иванов.", "persons", "ru", knows=True) == ["ivanov"]
    assert entities("Выступил В. Г. Иванов.", "persons", "ru", knows=True) == ["ivanov-v-g"]


def test_a_known_commission_is_not_that_of_another_state() -> None:
    assert entities("The CEC met. Kazakhstan votes on 9 June 2019.", "organizations", knows=True) == ["cec-kz"]
    found = entities("The CEC met before the presidential election in Georgia.", "organizations", knows=True)
    assert found == ["cec-ge election_authority"]


def test_forms_that_the_vocabulary_has_are_not_proposed_again() -> None:
    text = "The Shanghai Cooperation Organisation (SCO) met in the Republic of Kazakhstan."
    assert [form.text for form in entity(text, "sco", knows=True).forms] == ["SCO"]
    assert not entity(text, "kazakhstan", knows=True).forms


def test_no_entity_is_proposed_twice() -> None:
    text = "Tokayev won. The CEC and the Central Election Commission of Kazakhstan thanked Kassym-Jomart Tokayev."
    found = proposed(text).entities
    assert len({(one.table, one.record_id) for one in found}) == len(found)


def test_rules_ask_the_reading_and_hear_the_ids_that_are_proposed() -> None:
    text = "The SCO observer mission and Berik Imashev visited Astana in Kazakhstan."
    reading = proposer("en").read(text)
    ids = {(one.table, one.record_id) for one in proposed(text).entities}
    assert {reading.entity(name) for name in reading.mentions if isinstance(name, Name)} == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The authorities failed to ensure a fair vote.", True),
        ("The observers visited 77 district election commissions, and they worked well.", False),
        ("The authorities open at nine.", False),
    ],
)
def test_bodies_in_small_letters_count_where_a_sentence_judges(text: str, expected: bool) -> None:
    document = f"The presidential election in Georgia was held on 28 October 2018. {text}"
    found = {one.record_id for one in proposed(document).entities if one.rule == "body-in-small-letters"}
    assert (found != set()) is expected


def test_a_state_that_acts_is_an_organization() -> None:
    assert "norway-state" in {one.record_id for one in proposed("Norway urges the commission to act.").entities}
    assert "norway-state" not in {one.record_id for one in proposed("Norway has many lakes.").entities}


def test_a_head_of_state_without_a_name_is_an_organization() -> None:
    sent = proposed("Президент Российской Федерации направил телеграмму.", "ru").entities
    assert "president-ru" in {one.record_id for one in sent}
    named = proposed("Президент Российской Федерации Иван Петров направил телеграмму.", "ru").entities
    assert "president-ru" not in {one.record_id for one in named}
