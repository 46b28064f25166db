"""Documents that are cited: their names in the nominative, their types, issuers and provisions."""

import pytest

from extraction.lexicon import languages, lexicon
from scripts.draft.nodes import confidence_of
from tests.scripts.propose.stated import quotes, records, rows


def citations(text: str, language: str = "en") -> list[str]:
    return rows(text, "citations", f"document_type document_name_{language} provision", language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "This contravenes paragraph 7.5 of the 1990 OSCE Copenhagen Document.",
            "commitment 1990 OSCE Copenhagen Document paragraph 7.5",
        ),
        ("en", "Article 103 of the Constitution provides a deadline.", "constitution Constitution Article 103"),
        ("en", "The Law on Political Parties allows it.", "law Law on Political Parties –"),
        ("en", "The elections complied with national legislation.", "law national legislation –"),
        ("en", "The mission will publish a final report.", "report final report –"),
        ("en", "Earlier recommendations of ODIHR were addressed.", "recommendation recommendations of ODIHR –"),
        ("ru", "В соответствии со статьей 41 Конституции Украины", "constitution Конституция Украины статья 41"),
        ("ru", "согласно пункту 7.3 Копенгагенского документа", "commitment Копенгагенский документ пункт 7.3"),
        ("ru", "нарушена статья 192 Уголовного кодекса", "law Уголовный кодекс статья 192"),
        (
            "ru",
            "Это записано в законе «О выборах в Республике Казахстан».",
            "law закон «О выборах в Республике Казахстан» –",
        ),
        ("ru", "отмечено в совместном заявлении наблюдателей", "statement совместное заявление наблюдателей –"),
        ("ru", "Согласно сегодняшнему решению ЦИК, прием открыт.", "order сегодняшнее решение ЦИК –"),
        ("ru", "в рамках действующего законодательства страны", "law действующее законодательство страны –"),
        ("ru", "соблюдены высокие избирательные стандарты", "commitment высокие избирательные стандарты –"),
        ("ru", "страна выполнит их рекомендации", "recommendation рекомендации –"),
        ("ru", "соответствует международным обязательствам страны", "treaty международные обязательства страны –"),
    ],
)
def test_a_document_is_named_in_the_nominative(language: str, text: str, expected: str) -> None:
    assert citations(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There were reports of vote-buying."),
        ("en", "The police kept public order."),
        ("en", "This statement is made on behalf of all."),
        ("en", "The rule of law was respected, and the court decided."),
        ("ru", "Конституционный Суд рассмотрит жалобу."),
        ("ru", "Кандидаты приняли решение участвовать."),
        ("ru", "Организация Договора о коллективной безопасности прислала наблюдателей."),
    ],
)
def test_words_that_name_no_document_are_not_cited(language: str, text: str) -> None:
    assert citations(text, language) == []


def test_the_body_in_the_name_is_the_issuer() -> None:
    text = "Учтены отчёт организации PROMO-LEX и отчёт ОБСЕ."
    issuers = [one.cells.get("issuer_id") for one in records(text, "citations", "ru")]
    assert issuers == ["promo-lex", "osce"]


def test_a_possessor_is_the_issuer_and_no_part_of_the_name() -> None:
    text = "ODIHR's final report was published."
    [found] = records(text, "citations")
    assert (found.cells["document_name_en"], found.cells.get("issuer_id")) == ("final report", "odihr")


def test_a_document_is_cited_once_and_again_with_another_provision() -> None:
    text = (
        "Article 3 of the Constitution allows it. The Constitution is clear. Article 41 of the Constitution says more."
    )
    assert [row.rsplit(" ", 1)[1] for row in citations(text)] == ["3", "41"]
    assert quotes(text, "citations") == ["Article 3 of the Constitution", "Article 41 of the Constitution"]


@pytest.mark.parametrize("language", languages())
def test_every_rule_of_events_and_citations_is_listed(language: str) -> None:
    words = lexicon(language, "events")
    names = [f"dated-{code}" for code in words["dated"]] + [f"undated-{code}" for code in words["undated"]]
    names += [f"cited-{code}" for code in lexicon(language, "citations")["heads"]]
    assert all(0 < float(confidence_of(name.replace("_", "-"))) <= 1 for name in names)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "По данным ЦИК, явка составила 60 процентов.", ["data"]),
        ("ru", "По предварительным данным, явка высока.", ["data"]),
        ("ru", "Наши данные верны.", []),
        ("ru", "Был оглашён итоговый документ.", ["report"]),
        ("en", "Some documents were read.", []),
    ],
)
def test_data_and_outcome_documents(language: str, text: str, expected: list[str]) -> None:
    assert rows(text, "citations", "document_type", language) == expected
