"""Words that say a fact outright."""

import pytest

from extraction.facts import find_fact
from extraction.text import Span


@pytest.mark.parametrize(
    ("text", "language", "fact", "words"),
    [
        ("the early presidential election", "en", "early", "early"),
        ("nearly all", "en", "early", None),
        ("на внеочередных выборах", "ru", "early", "внеочередных"),
        ("Её назначили", "ru", "female", "Её"),
        ("по случаю его переизбрания", "ru", "won", "переизбрания"),
        ("the new\n President of Moldova", "en", "won", "new\n President"),
        ("herd immunity", "en", "female", None),
    ],
)
def test_find_fact(text: str, language: str, fact: str, words: str | None) -> None:
    found = find_fact(text, language, fact, Span(0, len(text)))
    assert (text[found.start : found.end] if found else None) == words


def test_only_the_passage_is_looked_at() -> None:
    assert find_fact("She won. He lost.", "en", "female", Span(9, 17)) is None
