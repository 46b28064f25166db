"""The ledger of mentions: which set-aside holds which mention, and what is said where nothing holds it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extraction.mentions import Mention
from extraction.text import Document, Span
from scripts.annotations import Quote, SetAside
from scripts.build import Built, build
from scripts.mentions import _Asides
from scripts.sources import Source
from validation.problems import InvalidDataError

Edit = Callable[[str, str, str], None]

RUSSIA = "data/annotations/russia-osce-2019.yaml"
ASIDE = "- {quote: nine international organizations, kind: count, reason: detail}\n"
NINE = "russia-osce-2019:228-232:count"


def row(built: Built, key: str = NINE) -> dict[str, Any]:
    cells: dict[str, Any] = built.tables["mentions"].set_index("mention_id").loc[key].to_dict()
    return cells


def aside(words: str, reason: str, *kinds: str, line: int = 1) -> SetAside:
    return SetAside(Quote(words, None, line), kinds, reason, line)


def reasons(mentions: list[Mention], asides: list[tuple[list[Span], SetAside]]) -> tuple[list[str | None], set[int]]:
    """The reason of each mention, and which set-asides set something aside."""
    held = _Asides(asides)
    return [held.reason(mention, Span(mention.start, mention.end)) for mention in mentions], held.used


def test_every_row_says_what_is_found_and_what_became_of_it(built: Built) -> None:
    assert row(built) == {
        "source_id": "russia-osce-2019",
        "kind": "count",
        "words": "nine",
        "value": "9",
        "is_inferred": False,
        "start_char": 228,
        "end_char": 232,
        "status": "dismissed",
        "reason": "detail",
    }
    heading = row(built, "russia-osce-2019:0-12:date")
    assert (heading["status"], heading["reason"]) == ("dismissed", "dismissed_sentence")
    thousand = row(built, "russia-osce-2019:186-198:count")
    assert (thousand["value"], thousand["status"]) == ("more_than 1000", "stated")
    rows = built.tables["mentions"]
    assert list(rows["source_id"].drop_duplicates()) == list(built.tables["sources"]["source_id"])
    for _, of_source in rows.groupby("source_id"):
        assert of_source["start_char"].is_monotonic_increasing


def test_the_shortest_set_aside_that_holds_a_mention_gives_the_reason() -> None:
    mentions = [Mention("count", 10, 12, "1"), Mention("count", 20, 22, "2")]
    found, used = reasons(
        mentions, [([Span(0, 40)], aside("all", "detail")), ([Span(8, 14)], aside("one", "misread", "count"))]
    )
    assert found == ["misread", "detail"]
    assert used == {0, 1}


def test_a_set_aside_holds_wherever_its_words_stand_and_only_its_kinds() -> None:
    mentions = [Mention("count", 10, 12, "1"), Mention("cue", 20, 22, "positive"), Mention("count", 30, 32, "2")]
    places = [Span(8, 14), Span(18, 24), Span(28, 34)]
    assert reasons(mentions, [(places, aside("x", "norm"))])[0] == ["norm"] * 3
    assert reasons(mentions, [(places, aside("x", "norm", "cue"))])[0] == [None, "norm", None]
    assert reasons(mentions, [(places, aside("x", "norm", "cue", "count"))])[0] == ["norm"] * 3
    assert reasons(mentions, [(places[1:], aside("x", "norm"))])[0] == [None, "norm", "norm"]


@pytest.mark.parametrize(("start", "end"), [(11, 40), (0, 11), (12, 20), (0, 10)])
def test_a_set_aside_that_does_not_hold_the_whole_mention_does_not_hold_it(start: int, end: int) -> None:
    assert reasons([Mention("count", 10, 12, "1")], [([Span(start, end)], aside("x", "norm"))]) == ([None], set())


def test_a_long_set_aside_holds_after_shorter_ones_have_ended() -> None:
    mentions = [Mention("count", start, start + 1, "") for start in range(0, 100, 10)]
    asides = [
        ([Span(0, 95)], aside("long", "norm")),
        *(([Span(n, n + 2)], aside("s", "detail")) for n in range(5, 50, 10)),
    ]
    assert reasons(mentions, asides)[0] == ["norm"] * len(mentions)


def test_of_many_open_mentions_the_first_forty_are_named_and_the_rest_counted() -> None:
    text = Document.of(b"12 " * 50)
    source = Source("one", text, "en", "osce", "data/sources/one.txt", {}, 1)
    held = _Asides([])
    held.open = [Mention("count", 3 * number, 3 * number + 2, "12") for number in range(50)]
    problems = list(held.problems(source))
    assert len(problems) == 41
    assert (problems[0].file, problems[0].line, problems[0].field) == ("data/sources/one.txt", 1, "count")
    assert problems[-1].found == "10 more that nothing states"


@pytest.mark.parametrize(
    "written",
    [
        "- {quote: nine, reason: detail}\n",
        "- {quote: nine, occurrence: 1, reason: detail}\n",
        "- {quote: nine, kind: [cue, count], reason: detail}\n",
        "- {quote: one thousand international observers from nine international, kind: count, reason: detail}\n",
    ],
    ids=["all kinds", "one place", "several kinds", "words that also state"],
)
def test_a_set_aside_may_be_written_in_several_ways(written: str, root: Path, edit: Edit) -> None:
    edit(RUSSIA, ASIDE, written)
    assert row(build(root))["reason"] == "detail"


def test_a_set_aside_whose_places_all_mention_nothing_is_said_once(root: Path, edit: Edit) -> None:
    words = "the early presidential election"
    edit(RUSSIA, ASIDE, f"{ASIDE}- {{quote: {words}, reason: topic}}\n")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    (problem,) = caught.value.problems
    assert problem.found == f"{words!r}, which sets nothing aside"


def test_what_is_stated_twice_over_needs_no_set_aside(root: Path, edit: Edit) -> None:
    edit(RUSSIA, ASIDE, "")
    edit(RUSSIA, "mentions:\n", "")
    edit(
        RUSSIA,
        "- voice: election\n  quote: The head",
        "- voice: [election, author]\n  quote: nine international organizations\n  observer_counts:\n"
        "    organizations: {observer_group: international, unit: organizations, basis: took_part, value: 9, "
        "precision: exact, notes: {basis: The sentence says it.}}\n- voice: election\n  quote: The head",
    )
    assert row(build(root))["status"] == "stated"
