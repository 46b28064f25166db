import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.names.written import NameFinder
from extraction.text import Document, fold


def found(forms: list[str], text: str) -> list[tuple[str, str]]:
    """Each form that is found, and the words it is found in."""
    document = Document.of(text.encode("utf-8"))
    return [(mention.form, document.slice(mention.span)) for mention in NameFinder(forms).find(document)]


def forms_in(forms: list[str], text: str) -> list[str]:
    return [form for form, _ in found(forms, text)]


def test_the_longest_of_several_names_at_a_place_is_taken() -> None:
    forms = ["CIS", "CIS Interparliamentary Assembly", "CIS Interparliamentary"]
    assert forms_in(forms, "the CIS and the CIS Interparliamentary Assembly") == [forms[0], forms[1]]


def test_the_leftmost_name_is_taken_though_a_longer_one_overlaps_it() -> None:
    assert forms_in(["a b", "b c d"], "a b c d") == ["a b"]


def test_a_name_that_begins_before_its_first_word_is_leftmost() -> None:
    assert forms_in(["«Нур", "Нур Отан"], "партия «Нур Отан»") == ["«Нур"]


def test_a_name_does_not_begin_inside_another() -> None:
    assert forms_in(["партия «", "«Нур»"], "партия «Нур» и «Нур»") == ["партия «", "«Нур»"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("CIS", "CISCO"),
        ("CIS", "the SCIS"),
        ("OSCE PA", "OSCE PACE"),
        ("ЦИК", "ЦИКа"),
        ("СССР", "СССР2"),
        ("Тока", "Тока\u0301ев"),
        ("Nur", "Nur_Otan"),
    ],
)
def test_a_name_is_not_found_inside_a_word(form: str, text: str) -> None:
    assert found([form], text) == []


@pytest.mark.parametrize(
    "text", ["CIS.", "(CIS)", "«CIS»", "non-CIS-member", "CIS\u2019s", "\ufeffCIS", "CIS", "one\nCIS\ntwo"]
)
def test_a_name_is_found_between_marks(text: str) -> None:
    assert forms_in(["CIS"], text) == ["CIS"]


def test_case_is_as_written() -> None:
    assert found(["Свет"], "свет СВЕТ") == []


@pytest.mark.parametrize("between", ["\u00a0", "\u202f", "\r\n", "  \t"])
def test_white_space_inside_a_name_is_folded_and_cited_as_it_stands(between: str) -> None:
    assert found(["Б. М. Имашев"], f"с Б.{between}М.{between}Имашев.") == [
        ("Б. М. Имашев", f"Б.{between}М.{between}Имашев")
    ]


def test_white_space_inside_a_form_is_folded() -> None:
    assert forms_in(["Nur\n  Otan"], "Nur Otan") == ["Nur Otan"]


def test_a_name_may_begin_and_end_with_a_mark() -> None:
    assert forms_in(["«Ак жол»", "Э. А."], "«Ак жол»: Э. А.") == ["«Ак жол»", "Э. А."]


def test_forms_without_a_word_and_no_forms_find_nothing() -> None:
    assert found(["«»", "", " "], "«» word") == []
    assert found([], "word") == []


WORDS = st.sampled_from(["a", "b", "aa", "ab", "я", "Я", "1", "a-b", "a.", "«a", "b»", "a\u0301"])
FORMS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=8)
TEXTS = st.lists(WORDS | st.sampled_from(["-", ",", ", "]), min_size=1, max_size=12)
SPACES = st.sampled_from([" ", "", "\n", "\u00a0"])


@settings(deadline=None, max_examples=300)
@given(forms=FORMS, parts=TEXTS, data=st.data())
def test_names_are_those_of_a_plain_alternation_of_whole_words(
    forms: list[str], parts: list[str], data: st.DataObject
) -> None:
    text = "".join(part + data.draw(SPACES) for part in parts)
    letter = r"[\w\u0300-\u036f]"

    def pattern(form: str) -> str:
        before = rf"(?<!{letter})" if re.match(letter, form) else ""
        after = rf"(?!{letter})" if re.match(letter, form[-1]) else ""
        return before + re.escape(form) + after

    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    plain = re.compile("|".join(map(pattern, longest_first)) or r"(?!)")
    expected = [(match.group(), match.group()) for match in plain.finditer(fold(text))]
    assert [(form, fold(words)) for form, words in found(forms, text)] == expected
