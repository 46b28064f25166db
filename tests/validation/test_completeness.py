"""Which mentions the evidence and the names of a source account for, and what stays open."""

from typing import Any

import pytest

from extraction.mentions import Mention, Quantity
from extraction.text import Document, Span
from validation.completeness import NOTHING, coverage, value_of
from validation.readings import ACCOUNTED, NameRow, Reading, read


def evidence(cell: str, passage: tuple[int, int], proof: tuple[int, int] | None = None, **said: Any) -> dict[str, Any]:
    table, name = cell.split(".")
    return {
        "source_id": "one",
        "table_name": table,
        "record_id": "one",
        "column_name": name,
        "start_char": passage[0],
        "end_char": passage[1],
        "value_start_char": proof and proof[0],
        "value_end_char": proof and proof[1],
        "is_context": False,
        **said,
    }


def is_stated(
    kind: str,
    place: tuple[int, int],
    *rows: dict[str, Any],
    names: tuple[tuple[int, int], ...] = (),
    terms: tuple[tuple[int, int], ...] = (),
) -> bool:
    written = [{"source_id": "one", "start_char": start, "end_char": end} for start, end in names]
    found = [{"verdict_term_id": f"one.{start}-{end}", "start_char": start, "end_char": end} for start, end in terms]
    return coverage(rows, written, found).get("one", NOTHING).states(Mention(kind, *place, ""))


NUMBERS = ("count", "percent", "ordinal", "time", "reference", "list_number")
NAMES = ("person", "organization", "country", "place")


def test_every_kind_that_is_accounted_for_is_of_one_group() -> None:
    assert {*NUMBERS, *NAMES, "date", "cue"} == ACCOUNTED
    assert len(NUMBERS) + len(NAMES) + 2 == len(ACCOUNTED)


@pytest.mark.parametrize("kind", sorted(ACCOUNTED))
def test_of_a_source_that_states_nothing_everything_is_open(kind: str) -> None:
    assert not is_stated(kind, (3, 5))


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_is_stated_where_it_proves_a_cell(kind: str) -> None:
    row = evidence("figures.value", (0, 20), (3, 5))
    assert is_stated(kind, (3, 5), row)
    assert not is_stated(kind, (6, 8), row), "another number of the same passage"


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_is_stated_where_a_judged_number_cites_its_words(kind: str) -> None:
    row = evidence("figures.value", (2, 8))
    assert is_stated(kind, (3, 5), row)
    assert not is_stated(kind, (7, 9), row), "it reaches out of the passage"
    assert not is_stated(kind, (3, 5), {**row, "is_context": True})
    assert not is_stated(kind, (3, 5), evidence("figures.unit", (2, 8))), "a code is no number"


def test_a_date_is_stated_by_its_proof_or_in_the_words_of_a_date_that_is_inferred() -> None:
    assert is_stated("date", (3, 5), evidence("elections.date", (0, 20), (3, 5)))
    assert is_stated("date", (3, 5), evidence("events.date", (0, 20), (2, 12))), "one end of an interval"
    assert not is_stated("date", (6, 8), evidence("elections.date", (0, 20), (3, 5)))
    assert is_stated("date", (3, 5), evidence("events.date", (0, 20)))
    assert not is_stated("date", (3, 5), evidence("figures.value", (0, 20)))
    assert not is_stated("count", (3, 5), evidence("events.date", (0, 20)))


def test_a_date_that_proves_which_election_is_meant_is_stated_and_nothing_beside_it() -> None:
    row = evidence("verdicts.election_id", (0, 20), (3, 8), is_context=True)
    assert is_stated("date", (3, 8), row)
    assert not is_stated("count", (3, 5), row), "the words of an election hold many mentions"


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_stated_where_it_is_written_in_the_vocabulary_or_proves(kind: str) -> None:
    assert is_stated(kind, (3, 9), names=((3, 9),))
    assert is_stated(kind, (3, 9), names=((5, 7),)), "a form inside it"
    assert is_stated(kind, (3, 9), names=((0, 20),)), "a longer name around it"
    assert not is_stated(kind, (3, 9), names=((9, 12),))
    assert is_stated(kind, (3, 9), evidence("mission_countries.country_code", (0, 20), (3, 9)))
    assert is_stated(kind, (3, 9), evidence("citations.document_name_en", (0, 30), (1, 20))), "a name inside a title"
    assert not is_stated(kind, (3, 9), evidence("mission_countries.country_code", (0, 20)))


def test_a_number_inside_a_name_is_not_stated_by_it() -> None:
    assert not is_stated("ordinal", (3, 5), names=((0, 20),))


def test_an_evaluative_word_is_stated_by_a_term_that_it_belongs_to_and_by_nothing_else() -> None:
    verdict = evidence("verdicts.stance", (0, 20))
    term = evidence("verdict_terms.term", (0, 20), (3, 9), record_id="one.3-9")
    assert is_stated("cue", (3, 9), verdict, term, terms=((3, 9),))
    assert is_stated("cue", (7, 12), verdict, term, terms=((3, 9),)), "a longer one"
    assert not is_stated("cue", (10, 15), verdict, term, terms=((3, 9),)), "another word of the quote"
    assert not is_stated("cue", (3, 9), verdict), "a verdict without terms"


def test_what_one_source_states_covers_no_other() -> None:
    covered = coverage([evidence("figures.value", (0, 20), (3, 5), source_id="two")], [], [])
    assert list(covered) == ["two"]


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        (Quantity("count", 0, 1, "1013"), "1013"),
        (Quantity("count", 0, 1, "1000", precision="more_than"), "more_than 1000"),
        (Quantity("count", 0, 1, "", precision="between", low="20", high="30"), "between 20 30"),
        (Quantity("count", 0, 1, "", precision="several"), "several"),
        (Mention("date", 0, 1, "2019-06-09"), "2019-06-09"),
        (Mention("organization", 0, 1, ""), None),
    ],
)
def test_the_value_of_a_mention_is_written_in_one_way(mention: Mention, value: str | None) -> None:
    assert value_of(mention) == value


# Readings


def test_a_reading_finds_what_lies_in_a_passage_and_what_overlaps_it() -> None:
    mentions = [Mention("count", start, start + 4, "") for start in (0, 5, 10)]
    names = [NameRow(2, 6, "persons", "one"), NameRow(8, 9, "persons", "two")]
    reading = Reading("one", Document.of(b"a" * 20), "en", mentions, names)
    assert [mention.start for mention in reading.within(0, 9)] == [0, 5]
    assert [mention.start for mention in reading.within(1, 13)] == [5]
    assert [mention.start for mention in reading.overlapping(3, 6)] == [0, 5]
    assert [mention.start for mention in reading.overlapping(4, 5)] == []
    assert [name.record_id for name in reading.names_within(2, 8)] == ["one"]
    assert list(reading.within(5, 5)) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_read_is_in_order_once_of_a_kind_at_a_place_and_of_the_kinds_of_the_ledger(language: str) -> None:
    text = "On 9 June 2019 the OSCE said 84 stations were good. 9 июня 2019 года ОБСЕ сообщила, что 84 участка хороши."
    mentions = read(Document.of(text.encode()), language)
    places = [(mention.start, mention.end, mention.kind) for mention in mentions]
    assert len(set(places)) == len(places) > 1
    assert [Span(start, end).start for start, end, _ in places] == sorted(start for start, _, _ in places)
    assert {kind for _, _, kind in places} <= ACCOUNTED
