"""Base forms and cases, by dictionaries or by endings in data."""

import pytest

from extraction.lexicon import UnknownLanguageError, languages, lexicon
from extraction.morphology import morphology


@pytest.mark.parametrize(
    ("language", "word", "lemma"),
    [
        ("ru", "наблюдателей", "наблюдатель"),
        ("ru", "Комиссиям", "комиссия"),
        ("en", "Countries", "country"),
        ("en", "observers", "observer"),
        ("en", "people", "person"),
        ("en", "census", "census"),
        ("en", "glass", "glass"),
    ],
)
def test_lemma(language: str, word: str, lemma: str) -> None:
    assert morphology(language).lemma(word) == lemma


def test_forms_are_made_of_the_reading_that_fits() -> None:
    russian = morphology("ru")
    assert russian.inflected("Центральной", frozenset({"nomn", "femn"})) == "центральная"
    assert russian.inflected("стали", frozenset({"nomn"}), frozenset({"NOUN"})) == "сталь"
    assert russian.inflected("стали", frozenset({"nomn"}), frozenset({"LATN"})) is None


def test_an_empty_word_has_no_reading() -> None:
    assert [morphology(language).parses("") for language in languages()] == [()] * len(languages())


def test_a_language_without_lexicon_is_named() -> None:
    with pytest.raises(UnknownLanguageError, match="'xx'; there is en, ru"):
        lexicon("xx", "sentences")


def test_every_language_has_the_same_files() -> None:
    from importlib.resources import files

    folder = files("extraction").joinpath("lexicon")
    assert len({tuple(sorted(file.name for file in folder.joinpath(name).iterdir())) for name in languages()}) == 1
