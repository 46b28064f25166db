"""Words, gaps and their places: nothing is lost, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction import tokens
from extraction.sentences import blocks
from extraction.text import Span
from extraction.tokens import BREAK, Keys, stretches

TEXTS = st.text(
    st.sampled_from("аяё Я9 \u00a0\n\r\t.,—-«»’\u0301\u200f🙂zK\x00") | st.characters(blacklist_categories=("Cs",)),
    max_size=300,
)


def read(text: str) -> list[tokens.Tokens]:
    return list(stretches(text, blocks(text)))


@given(TEXTS)
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    for part in read(text):
        assert len(part.words) == len(part.gaps) == len(part.starts) == len(part.taken)
        for index, word in enumerate(part.words):
            assert text[part.starts[index] : part.end(index)] == word


@given(TEXTS)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    found = "".join(word for part in read(text) for word in part.words)
    assert "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, found))


def test_a_long_block_is_cut_between_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "STRETCH", 60)
    text = "One two three four five. " * 20
    parts = [text[part.starts[0] : part.end(len(part.words) - 1)] for part in stretches(text, [Span(0, len(text))])]
    assert len(parts) > 5
    assert all(part.strip().startswith("One") for part in parts if part)


def test_blocks_end_in_a_break() -> None:
    (part,) = read("Заключение группы\n\nПо мнению наблюдателей, всё прошло спокойно.\nИтог")
    assert [index for index, gap in enumerate(part.gaps) if BREAK in gap] == [1, 7, 8]


@pytest.mark.parametrize(
    ("gap", "plain"),
    [("\u00a0", " "), (" \n ", " "), (" — ", " – "), (",\u00a0„", ", «"), ("’", "'"), ("\u200f \u00ad", " ")],
)
def test_gaps_are_plain(gap: str, plain: str) -> None:
    (part,) = stretches(f"a{gap}b", [Span(0, len(gap) + 2)])
    assert part.gaps[0] == plain


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Ещё", "еще"),
        ("Тока\u0301ева", "токаева"),
        ("Kазахстан", "казахстан"),  # a Latin K
        ("Yй", "уй"),
        ("Election", "election"),
        ("и\u0306", "й"),
        ("１２", "12"),
    ],
)
def test_keys_are_what_lexicons_list(word: str, key: str) -> None:
    assert Keys()[word] == key


def test_what_is_remembered_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "REMEMBERED", 100)
    keys = Keys()
    for number in range(1000):
        keys[f"слово{number}"]
    assert len(keys) <= 100
