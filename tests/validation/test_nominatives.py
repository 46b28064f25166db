"""Names and titles in the case of their sentence."""

import pytest

from extraction.mentions import Mention
from extraction.morphology import morphology
from extraction.text import Document
from tests.validation.faults import Fault, Unchanged, assert_seen, fault, planted, state
from validation.nominatives import check_nominatives, check_person_names, misplaced
from validation.package import Package

FAULTS = [
    *(
        fault(
            check_nominatives,
            f"{column} in the {case}",
            f"{table}.{record}.{column}",
            state(table, record, **{column: name}),
        )
        for case, table, record, column, name in (
            ("instrumental", "positions", "ipa-cis-2019.imashev", "title_ru", "Председателем"),
            ("genitive", "organizations", "cec-kz", "name_ru", "Центральной избирательной комиссии"),
        )
    ),
    fault(
        check_person_names,
        "surname in the instrumental",
        "persons.imashev-b-m.name_ru",
        state("persons", "imashev-b-m", name_ru="Б. М. Имашевым"),
    ),
    fault(
        check_person_names,
        "surname in the genitive",
        "persons.imashev-b-m.name_ru",
        state("persons", "imashev-b-m", name_ru="Б. М. Имашева"),
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_the_place(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


def test_the_word_is_named(package: Package) -> None:
    oblique = state("organizations", "cec-kz", name_ru="Центральной избирательной комиссии")
    (problem,) = check_nominatives(planted(package, oblique))
    assert problem.found == "'Центральной избирательной комиссии', in which 'Центральной' is no nominative"
    assert problem.expected == "the base form of the name"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Председателем Сената", "Председателем"),
        ("Заместителю председателя", "Заместителю"),
        ("Первого заместителя", "Первого"),
        ("Первый заместителя", "заместителя"),
        ("Парламентской ассамблеи ОБСЕ", "Парламентской"),
        ("Новых политических партий", "Новых"),
        ("Народно-демократической партии", "Народно-демократической"),
        ("Нур-Султане", "Нур-Султане"),
        ("премьер-министра", "премьер-министра"),
        ("ранее озвученными оценками", "озвученными"),
        ("Шортандинскую комиссию", "Шортандинскую"),
        ("маслихатами", "маслихатами"),
        ("Народно-демократическая партия", None),
        ("Ростов-на-Дону", None),
        ("премьер-министр", None),
        ("ранее озвученные оценки", None),
        ("более чем половина", None),
        ("жогорку кенеш", None),
        ("маслихаты", None),
        ("Республики Казахстан", None),
        ("Председатель Центральной избирательной комиссии", None),
        ("Парламентская ассамблея", None),
        ("Выборы", None),
        ("Центральная избирательная комиссия Республики Казахстан", None),
        ("движение «Ұлт тағдыры»", None),
        ("«Нур Отана»", None),
        ("ОБСЕ", None),
        ("ЦИК", None),
        ("и. о. председателя", None),
        ("", None),
    ],
)
def test_the_words_up_to_the_head_must_be_able_to_stand_in_the_nominative(name: str, word: str | None) -> None:
    assert misplaced(name, morphology("ru")) == word


def test_english_names_have_no_case() -> None:
    assert misplaced("President of the Senate's Committee", morphology("en")) is None


def renamed(package: Package, name: str, value: str) -> list[str]:
    """What the check of persons' names says of a person named `Б. М. Имашевым` in the source."""
    package.tables["persons"].loc[package.tables["persons"]["person_id"] == "imashev-b-m", name] = value
    return [problem.found for problem in check_person_names(package)]


@pytest.mark.parametrize("name", ["Б. М. Имашев", "Имашев", "Берик Мажитович Имашев", "имашев"])
def test_a_surname_is_right_with_any_given_names(name: str, package: Package) -> None:
    assert renamed(package, "name_ru", name) == []


@pytest.mark.parametrize("name", ["Имашевым", "Имашева", "Имашеву", "Токаев"])
def test_a_surname_that_the_reader_does_not_read_is_named(name: str, package: Package) -> None:
    assert renamed(package, "name_ru", name) == [f"{name!r}, in which {name.casefold()!r} is no nominative"]


def test_a_name_that_no_source_of_its_language_writes_is_not_judged(package: Package) -> None:
    assert renamed(package, "name_en", "Of Imashev") == []


def test_a_person_that_the_reader_does_not_find_is_not_judged(package: Package) -> None:
    found = {
        source_id: tuple(one for one in mentions if one.kind != "person")
        for source_id, mentions in package.found.items()
    }
    assert found != package.found
    package.found.update(found)
    assert renamed(package, "name_ru", "Имашевым") == []


def test_every_mention_of_a_person_is_heard(package: Package) -> None:
    text = Document.of("С Имашевым и с Имашевой.".encode())
    mentions = (Mention("person", 2, 10, "Имашев"), Mention("person", 15, 23, "Имашева"))
    names = package.tables["names"]
    of_person = names["record_id"] == "imashev-b-m"
    names.loc[of_person, ["start_char", "end_char"]] = [15, 23]
    one = Package(
        package.tables,
        {**package.texts, "ipa-cis-2019": text},
        package.locate,
        {**package.found, "ipa-cis-2019": mentions},
    )
    assert renamed(one, "name_ru", "Имашева") == []
    assert len(renamed(one, "name_ru", "Имашев")) == 1
