"""Lists of candidates: which lists are such, and where each item's name and nominator lie."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.mentions import Candidate
from extraction.persons.candidates import CandidateLists
from extraction.reader import Matcher, Reader, reader
from extraction.tokens import Keys

READ = ("numbers", "organizations", "persons", "candidates")


@cache
def warm(language: str) -> Reader:
    return reader(language, READ)


def candidates(language: str, text: str) -> list[Candidate]:
    return [one for one in warm(language).read(text) if isinstance(one, Candidate)]


def values(language: str, text: str) -> list[str]:
    return [one.value for one in candidates(language, text)]


RUSSIAN = """Центральная избирательная комиссия зарегистрировала семь кандидатов на пост Президента:
1. Ж. А. Ахметбеков — Коммунистическая Народная партия Казахстана (КНПК);
2. Д. М. Еспаева — Демократическая партия Казахстана «Ак жол» («Светлый путь»);
3. А. С. Косанов — движение «Ұлт тағдыры» («Судьба нации»).
Агитационный период
"""

ENGLISH = """Four candidates were on the ballot for president:
1) William Samoei Ruto – United Democratic Alliance
2) Raila Amolo Odinga – Azimio la Umoja One Kenya Coalition
3) George Luchiri Wajackoyah – Roots Party of Kenya

Polling stations opened at 6 a.m.
"""


def test_a_numbered_list_in_russian() -> None:
    found = candidates("ru", RUSSIAN)
    assert [(one.number, one.name) for one in found] == [
        ("1", "Ж. А. Ахметбеков"),
        ("2", "Д. М. Еспаева"),
        ("3", "А. С. Косанов"),
    ]
    assert found[2].nominator == "Ұлт тағдыры"
    assert RUSSIAN[found[0].start : found[0].end] == (
        "Ж. А. Ахметбеков — Коммунистическая Народная партия Казахстана (КНПК)"
    )
    assert RUSSIAN[found[2].start : found[2].end].endswith("(«Судьба нации»)")


def test_a_numbered_list_in_english() -> None:
    found = candidates("en", ENGLISH)
    assert [one.name for one in found] == ["William Samoei Ruto", "Raila Amolo Odinga", "George Luchiri Wajackoyah"]
    assert found[1].nominator == "Azimio la Umoja One Kenya Coalition"
    assert ENGLISH[found[1].start : found[1].end] == "Raila Amolo Odinga – Azimio la Umoja One Kenya Coalition"


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "ru",
            "За пост главы государства боролись:\n1) С.Эрдэнэ, выдвинут Демократической партией;\n"
            "2) У.Хурэлсух, выдвинут Монгольской народной партией.",
            ["С.Эрдэнэ", "У.Хурэлсух"],
        ),
        (
            "ru",
            "Кандидаты, внесённые в бюллетень:\n— Майя Санду (партия «Действие и солидарность»);\n"
            "— Александр Стояногло (Партия социалистов).",
            ["Майя Санду", "Александр Стояногло"],
        ),
        (
            "en",
            "The following candidates were registered:\n- Andrzej Duda, nominated by Law and Justice;\n"
            "- Rafał Trzaskowski, nominated by Civic Platform.",
            ["Andrzej Duda", "Rafał Trzaskowski"],
        ),
        (
            "en",
            "The registered candidates were Ilham Aliyev (New Azerbaijan Party), Isa Gambar (Musavat) and Sardar "
            "Jalaloglu (Democratic Party).",
            ["Ilham Aliyev", "Isa Gambar", "Sardar Jalaloglu"],
        ),
        (
            "en",
            "Candidates on the ballot:\n1. Maia Sandu\n2. Alexandr Stoianoglo\n",
            ["Maia Sandu", "Alexandr Stoianoglo"],
        ),
    ],
)
def test_other_lists(language: str, text: str, names: list[str]) -> None:
    assert [one.name for one in candidates(language, text)] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The delegation met:\n1. Maia Sandu – President\n2. Igor Grosu – Speaker\n"),
        ("en", "Of the candidates, one came:\n1. Maia Sandu – Party of Action and Solidarity\nThe hall was full.\n"),
        ("en", "Candidates complained of:\n1. Late opening – see above\n2. Long queues – see below\n"),
        ("ru", "На встрече присутствовали:\n1. А. С. Косанов — посол;\n2. Б. М. Имашев — председатель.\n"),
        ("en", "Maia Sandu (pictured) and Igor Dodon (right) were candidates."),
    ],
)
def test_no_list_of_candidates(language: str, text: str) -> None:
    assert candidates(language, text) == []


def test_a_list_ends_where_its_numbers_do() -> None:
    text = ENGLISH.replace("3)", "9)")
    assert [one.number for one in candidates("en", text)] == ["1", "2"]


def test_the_mentions_inside_an_item_stay() -> None:
    kinds = {one.kind for one in reader("en", READ).read(ENGLISH)}
    assert {"candidate", "person", "list_number", "organization"} <= kinds


PARTS = st.lists(
    st.sampled_from(
        [
            "candidates",
            ":",
            "\n",
            "\n\n",
            "1.",
            "2)",
            "3.",
            "99999999999999999999.",
            "²)",
            " ",
            "Maia Sandu",
            " – ",
            " (",
            ")",
            ";",
            "Party",
            "— ",
            "- ",
            "А. С. Косанов",
            "кандидаты",
            "nominated by ",
            "Civic Platform",
            " and ",
        ]
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=200)
@given(parts=PARTS, language=st.sampled_from(["en", "ru"]))
def test_any_text_is_read(parts: list[str], language: str) -> None:
    text = "".join(parts)
    for one in candidates(language, text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.value == "; ".join((one.number, one.name, one.nominator))
        assert one.name


def test_it_is_a_matcher() -> None:
    keys = Keys()
    matcher: Matcher = CandidateLists("en", keys)
    assert Reader([matcher], keys).read(ENGLISH) == []


def test_words_of_nomination_make_a_list_of_a_sentence() -> None:
    text = (
        "The commission registered three candidates: Sadyr Japarov, nominated by the Green Party; "
        "Adakhan Madumarov, put forward by Labour Party (LP); and Clara Weber, self-nominated."
    )
    assert values("en", text) == [
        "; Sadyr Japarov; Green Party",
        "; Adakhan Madumarov; Labour Party",
        "; Clara Weber; ",
    ]
    assert (
        values("en", "Sadyr Japarov, nominated by the Green Party, met Adakhan Madumarov, nominated by the SPD.") == []
    )


def test_nobody_nominated_those_who_stand_alone() -> None:
    text = (
        "Претендовали четыре кандидата: Александр Загрук (самовыдвижение), Олег Гайдук (ЛДПБ), "
        "Анна Паць (самовыдвижение)."
    )
    assert values("ru", text) == ["; Александр Загрук; ", "; Олег Гайдук; ЛДПБ", "; Анна Паць; "]
    assert values("en", "Candidates:\n- Maria Zorba – Green Party\n- Elena Blirk – Independent\n") == [
        "; Maria Zorba; Green Party",
        "; Elena Blirk; ",
    ]


def test_an_item_begins_behind_its_title_and_ends_with_the_nominator() -> None:
    text = "Candidates:\n(1) Ms. Maria Zorba, Green Party, 54\n(2) Dr. Elena Blirk (Labour Party), teacher\n"
    assert [text[one.start : one.end] for one in candidates("en", text)] == [
        "Maria Zorba, Green Party",
        "Elena Blirk (Labour Party)",
    ]


def test_names_of_a_bulleted_list_need_not_be_known() -> None:
    text = "Candidates:\n• Zorbi Blirk: Green Party\n• Maria Savalo: Labour Party\n• Qendrim Zorb: Blue Party\n"
    assert [one.name for one in candidates("en", text)] == ["Zorbi Blirk", "Maria Savalo", "Qendrim Zorb"]
