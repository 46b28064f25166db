"""What is left over: sentences dismissed with a reason, mentions set aside, and what stays open."""

import pytest

from tests.scripts.propose.proposed import read


def reasons(text: str, language: str) -> list[tuple[str, str]]:
    reading, found = read(text, language)
    return [(reading.words(one.span), one.reason) for one in found.dismissals]


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "Thank you for your attention.", "courtesy"),
        ("en", "Mr. Chairperson,", "salutation"),
        ("en", "The Secretariat bears no responsibility for the content of this document.", "publisher_note"),
        ("en", "Read more at https://example.org/news", "publisher_note"),
        (
            "en",
            "Under the constitution, the president is elected by the people and has the right to resign.",
            "general_rule",
        ),
        ("en", "The candidates are as follows:", "announcement"),
        ("en", "Why is this so?", "rhetoric"),
        ("ru", "Господин Председатель,", "salutation"),
        ("ru", "Благодарю за внимание", "courtesy"),
        ("ru", "Читайте также", "publisher_note"),
        ("ru", "Стороны обсудили двусторонние отношения и экономическое сотрудничество.", "background"),
        ("ru", "Согласно закону, избиратель имеет право голоса.", "general_rule"),
    ],
)
def test_a_sentence_of_a_kind_that_states_nothing_is_dismissed(language: str, text: str, reason: str) -> None:
    assert reasons(text, language) == [(text, reason)]


def test_headings_and_short_lines_are_headings() -> None:
    text = "PC.DEL/663/19\n\nENGLISH\n\nThe campaign\n\nThe candidates met voters in the capital.\n"

    assert [reason for _, reason in reasons(text, "en")] == ["heading"] * 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The candidates met voters in the capital."),
        ("en", "Under the constitution, the president was sworn in on 12 June 2019."),
        ("en", "How many of the 9,970 polling stations were open?"),
        ("ru", "Наблюдатели встретились с кандидатами."),
    ],
)
def test_what_may_state_something_stays_open(language: str, text: str) -> None:
    reading, found = read(text, language)

    assert [reading.words(span) for span in found.open] == [text]
    assert found.dismissals == []


def test_a_sentence_is_stated_dismissed_or_open_and_never_two_of_them() -> None:
    text = "Voting was calm.\n\nThank you for your attention.\n\nThe candidates met voters.\n"
    reading, found = read(text, "en")

    stated = [record.span for record in found.records]
    dismissed = [one.span for one in found.dismissals]
    for sentence in reading.sentences:
        kinds = [any(span.overlaps(sentence.span) for span in spans) for spans in (stated, dismissed, found.open)]
        assert sum(kinds) == 1


@pytest.mark.parametrize(
    ("language", "text", "words", "reason"),
    [
        ("ru", "Голосование прошло спокойно и вызвало большой интерес.", "интерес", "topic"),
        ("en", "Voting at the 1232nd meeting was calm.", "1232nd", "part_of_name"),
        ("en", "12. Voting was calm.", "12", "document"),
    ],
)
def test_a_mention_that_no_record_takes_up_is_set_aside_where_the_words_show_why(
    language: str, text: str, words: str, reason: str
) -> None:
    reading, found = read(text, language)

    asides = {reading.words(one.span): one.reason for one in found.asides}
    assert asides[words] == reason


def test_an_evaluative_word_that_a_verdict_takes_up_is_not_set_aside() -> None:
    _, found = read("Voting was calm.", "en")

    assert found.asides == []
