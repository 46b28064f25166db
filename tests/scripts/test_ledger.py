from extraction.sentences import Sentence, sentences
from extraction.text import Span
from scripts.grounding import Grounded
from scripts.ledger import corrected
from validation.problems import Problem

TEXT = "One is here. Two is there. Three is gone. Four is left."


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def parts_after(grounded: Grounded, problems: list[Problem] | None = None) -> list[str]:
    found: list[Problem] = [] if problems is None else problems
    parts = corrected(TEXT, sentences(TEXT, "en"), grounded, "a.yaml", found)
    return [TEXT[part.span.start : part.span.end] for part in parts]


def test_a_join_makes_one_sentence_of_those_it_spans() -> None:
    assert parts_after(Grounded(join=[(span_of("here. Two"), 1)])) == [
        "One is here. Two is there.",
        "Three is gone.",
        "Four is left.",
    ]


def test_two_joins_may_meet_in_one_sentence() -> None:
    joins = [(span_of("here. Two"), 1), (span_of("there. Three"), 2)]
    assert parts_after(Grounded(join=joins)) == ["One is here. Two is there. Three is gone.", "Four is left."]


def test_a_split_leaves_no_white_space_at_the_head_of_the_next_sentence() -> None:
    assert parts_after(Grounded(split=[(span_of("Two is"), 1)]))[1:3] == ["Two is", "there."]


def test_a_split_and_a_join_work_together() -> None:
    grounded = Grounded(split=[(span_of("Two is"), 1)], join=[(span_of("here. Two"), 2)])
    assert parts_after(grounded)[:2] == ["One is here. Two is", "there."]


def test_a_line_declared_plain_is_no_heading() -> None:
    heading = Sentence(Span(0, 12), is_heading=True)
    problems: list[Problem] = []
    (part,) = corrected(TEXT, [heading], Grounded(plain=[(Span(0, 3), 1)]), "a.yaml", problems)
    assert not part.is_heading
    assert problems == []


def test_a_correction_that_changes_nothing_is_a_problem_with_its_line() -> None:
    problems: list[Problem] = []
    grounded = Grounded(join=[(span_of("Two is"), 3)], split=[(span_of("is there."), 4)], plain=[(span_of("Three"), 5)])
    assert len(parts_after(grounded, problems)) == 4
    assert [(problem.field, problem.line) for problem in problems] == [
        ("sentences.join", 3),
        ("sentences.split", 4),
        ("sentences.plain", 5),
    ]
