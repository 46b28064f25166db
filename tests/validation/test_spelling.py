"""Names of the vocabulary: misspelt ones, those of another record, and countries under a name that is not theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.validation.faults import Fault, Unchanged, assert_seen, fault, small, state
from validation.agreement import check_country_names, check_whose_names, check_written_names
from validation.cues import check_cues
from validation.grounding import check_values
from validation.nominatives import check_nominatives, check_person_names
from validation.package import Package
from validation.spelling import check_spelling
from validation.tables import VOCABULARY, columns, key_of

FAULTS = [
    *(
        fault(check_spelling, label, f"{table}.{record}.{name}", state(table, record, **{name: value}), also=also)
        for label, table, record, name, value, also in (
            (
                "letter lost in a name beside its form",
                *("organizations", "cec-kz", "name_ru", "Центральная избирательня комиссия"),
                (check_values,),
            ),
            ("lost initial", "persons", "imashev-b-m", "name_ru", "Б. . Имашев", ()),
        )
    ),
    fault(
        check_country_names,
        "letter lost in the name of a country",
        "places.kazakhstan.name_en",
        state("places", "kazakhstan", name_en="Kazkhstan"),
        also=(check_spelling, check_values, check_written_names),
    ),
    fault(
        check_whose_names,
        "name of another body, in the genitive",
        "organizations.nur-otan.name_ru",
        state("organizations", "nur-otan", name_ru="Центральной избирательной комиссии"),
        also=(check_cues, check_nominatives, check_values, check_written_names),
    ),
    fault(
        check_person_names,
        "patronymic in the genitive",
        "persons.imashev-b-m.name_ru",
        state("persons", "imashev-b-m", name_ru="Б. Юрьевича Имашев"),
        also=(check_written_names,),
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_the_place(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


Names = Mapping[str, str]


def vocabulary(
    names: Mapping[str, Names], forms: Mapping[str, Sequence[str]], text: str, language: str, table: str
) -> Package:
    """A package with some records of one table, their written forms, and one source."""
    rows = {one: [{column.name: None for column in columns(one)}] for one in VOCABULARY}
    rows[table] = [rows[table][0] | {key_of(table): record} | dict(given) for record, given in names.items()]
    written: list[dict[str, Any]] = [
        {"table_name": table, "record_id": record, "language": language, "name": form, "source_id": "one"}
        | {"start_char": 0, "end_char": 1, "name_type": "full"}
        for record, of_record in forms.items()
        for form in of_record
    ]
    return small({"one": text}, {"one": language}, **({"names": written} if written else {}), **rows)


def misspelt(
    name: str, *forms: str, text: str = "-", language: str = "ru", table: str = "organizations", **others: str
) -> list[str]:
    """What the check expects instead of a name of a record with some forms, beside others by their names."""
    names = {"a": {f"name_{language}": name}} | {record: {f"name_{language}": one} for record, one in others.items()}
    package = vocabulary(names, {"a": forms}, text, language, table)
    return [problem.expected for problem in check_spelling(package) if f"{table}.a." in problem.field]


@pytest.mark.parametrize(
    ("name", "form", "word"),
    [
        ("Центральня комиссия", "Центральной комиссии", "центральная"),
        ("Совет МПА НГ", "Совета МПА СНГ", "снг"),
        ("Совет МПА ССНГ", "Совета МПА СНГ", "снг"),
        ("Совте МПА", "Совет МПА", "совет"),
        ("Самет МПА", "Самат МПА", "самат"),
    ],
    ids=["lost", "lost in an abbreviation", "added", "swapped", "changed"],
)
def test_a_word_one_letter_away_from_a_form_of_its_record_is_named(name: str, form: str, word: str) -> None:
    assert misspelt(name, form) == [f"{word!r}, as written"]
    assert misspelt(name) == [], "no form, and no source that writes it"
    assert misspelt(name, form, text=name) == [], "a source writes it so"


def test_a_long_word_is_held_against_all_that_is_written() -> None:
    assert misspelt("Commitee of the Union", text="The Committee met.", language="en") == ["'committee', as written"]
    assert misspelt("Commitee", language="en", b="Committee of Ministers") == ["'committee', as written"]
    assert misspelt("Commitee", language="en", b="Commitee of Ministers", text="Committee") == [], "two names agree"
    assert misspelt("House of Lords", text="These words.", language="en") == [], "a short word has many neighbours"
    assert misspelt("Argentine Republic", text="In Argentina.", language="en") == [], "an adjective"
    assert misspelt("Tokayeva", text="Tokayev came.", language="en", table="persons") == [], "another person"


@pytest.mark.parametrize(
    ("name", "form", "language"),
    [
        ("Центральная избирательная комиссия", "Центральной избирательной комиссией", "ru"),
        ("Акиматы", "акимата", "ru"),
        ("Election Commission", "Election Commissions", "en"),
        ("Организация по безопасности", "ОБСЕ", "ru"),
        ("Б. М. Имашев", "Б. Имашева", "ru"),
    ],
)
def test_another_form_of_a_word_is_no_misspelling(name: str, form: str, language: str) -> None:
    assert misspelt(name, form, language=language) == []


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [("Б. М. Имашев", True), ("Б.М.Имашев", True), ("Б. . Имашев", False), (". М. Имашев", False), ("Имашев", True)],
)
def test_each_full_stop_in_the_name_of_a_person_ends_an_initial(name: str, *, is_whole: bool) -> None:
    assert (misspelt(name, table="persons") == []) == is_whole
    assert misspelt(name) == [], "a body may be named otherwise"


def lent(names: Mapping[str, Names], **forms: Sequence[str]) -> list[str]:
    """The fields of names and forms that two records have, where one of them has it otherwise, too."""
    package = vocabulary(names, forms, "-", "ru", "organizations")
    return sorted(problem.field.removeprefix("organizations.") for problem in check_whose_names(package))


STAFF = {"name_ru": "Предвыборный штаб"}
PRESS = {"name_ru": "Средства массовой информации"}


def test_a_form_of_another_record_in_whatever_case_is_named() -> None:
    assert lent({"staff": STAFF, "press": PRESS}, staff=["предвыборном штабе"], press=["СМИ"]) == []
    assert lent({"staff": STAFF, "press": PRESS}, press=["предвыборном штабе"]) == ["press.forms", "staff.name_ru"]
    found = lent({"staff": STAFF, "press": PRESS}, staff=["предвыборном штабе"], press=["предвыборным штабом"])
    assert found == ["press.forms"], "one of the two has it otherwise as well"
    swapped = {"staff": PRESS, "press": STAFF}
    found = lent(swapped, staff=["предвыборном штабе"], press=["средствами массовой информации"])
    assert found == ["press.forms", "press.name_ru", "staff.forms", "staff.name_ru"]


def test_names_of_one_word_of_another_number_or_written_alike_may_be_shared() -> None:
    assert lent({"one": {"name_ru": "Комиссия"}, "other": PRESS}, other=["комиссии"]) == []
    many = {"name_ru": "Участковые комиссии"}
    assert lent({"many": many, "press": PRESS}, press=["участковая комиссия"]) == []
    assert lent({"staff": STAFF, "press": PRESS}, press=["предвыборный штаб"]) == [], "a passage gives it to each"


def countries(name: str | None, code: str | None, language: str = "en", kind: str = "country") -> list[str]:
    """The fields of a place that the check names."""
    given = {f"name_{language}": name, "country_code": code, "place_type": kind}
    package = vocabulary({"a": given}, {}, "-", language, "places")
    return [problem.field for problem in check_country_names(package)]


@pytest.mark.parametrize(
    ("name", "code", "language"),
    [
        ("Georgia", "GE", "en"),
        ("Republic of Kazakhstan", "KZ", "en"),
        ("Республика Беларусь", "BY", "ru"),
        ("Bouvet Island", "BV", "en"),
        ("остров Буве", "BV", "ru"),
        ("Somewhere", None, "en"),
        (None, "GE", "en"),
    ],
)
def test_a_country_bears_a_name_that_the_reader_knows(name: str | None, code: str | None, language: str) -> None:
    assert countries(name, code, language) == []


def test_a_country_under_another_name_or_code_is_named() -> None:
    assert countries("Gerogia", "GE") == ["places.a.name_en"]
    assert countries("Georgia", "GM") == ["places.a.name_en"]
    assert countries("Georgia", "US", kind="region") == [], "a region may bear any name"
