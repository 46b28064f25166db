import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text import Document, Folded, Span, UnreadableTextError, fold

TEXTS = st.text(st.sampled_from(" \u00a0\u202f\r\n\tab.«Й\u0306ё😀\ufeff\0")) | st.text(
    st.characters(exclude_categories=["Cs"])
)
WITH_WORDS = TEXTS.filter(lambda text: text.strip().strip("\ufeff"))


def document(text: str) -> Document:
    return Document.of(text.encode("utf-8"))


def words_at(text: str, quote: str) -> list[str]:
    source = document(text)
    return [source.slice(span) for span in source.find(quote)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("две\u00a0тысячи", "две тысячи"),
        ("over\u202fa\u2009thousand", "over a thousand"),
        ("one\r\ntwo\rthree\n\nfour", "one two three four"),
        ("\t one \n", "one"),
        ("a\u200bb", "a\u200bb"),
        ("\ufeffone", "\ufeffone"),
        (" \u00a0\n", ""),
    ],
)
def test_white_space_is_folded_and_nothing_else(text: str, folded: str) -> None:
    assert fold(text) == Folded.of(text).text == folded


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Б.\u00a0М. Имашев", "Б. М. Имашев", "Б.\u00a0М. Имашев"),
        ("Б. М. Имашев", "Б.\u00a0М.\nИмашев", "Б. М. Имашев"),
        ("one\r\n  two three", "one two", "one\r\n  two"),
        ("a\0b \0c", "b \0c", "b \0c"),
        ("👍 84 участка 👍🏽", "84 участка", "84 участка"),
        ("Тока\u0301ев и", "Тока\u0301ев", "Тока\u0301ев"),
        ("\ufeffThe election", "The election", "The election"),
    ],
    ids=["no-break space in the text", "in the quote", "CRLF", "NUL", "emoji", "combining mark", "byte order mark"],
)
def test_a_quote_is_found_as_the_text_writes_it(text: str, quote: str, found: str) -> None:
    assert words_at(text, quote) == [found]


def test_offsets_count_code_points_and_not_bytes_or_utf_16_units() -> None:
    assert document("👍 да нет").find("нет") == [Span(5, 8)]


def test_the_text_is_the_bytes_with_byte_order_mark_and_line_ends() -> None:
    content = "\ufeffодин\r\nдва\rтри\n".encode()
    source = Document.of(content)
    assert source.text.encode("utf-8") == content
    assert source.text.startswith("\ufeff")
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_is_read_without_translating_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb\n")
    assert Document.read(tmp_path / "a.txt").text == "a\r\nb\n"


def test_words_that_differ_in_more_than_white_space_are_not_found() -> None:
    source = document("Observers visited 84 polling stations.")
    assert source.find("observers visited") == []
    assert source.find("Observersvisited") == []
    assert source.find("84  polling-stations") == []
    assert source.find(" \n") == []


def test_a_quote_that_stands_twice_is_found_twice_in_order() -> None:
    assert document("the vote; the vote").find("the vote") == [Span(0, 8), Span(10, 18)]


def test_overlapping_places_count_each() -> None:
    assert document("ля ля ля").find("ля ля") == [Span(0, 5), Span(3, 8)]


def test_a_quote_may_begin_and_end_inside_words() -> None:
    assert document("внеочередных выборах").find("очередных выбор") == [Span(3, 18)]


def test_a_search_within_a_span_finds_only_what_lies_wholly_in_it() -> None:
    source = document("fair and fair and fair")
    assert source.find("fair", within=Span(1, 20)) == [Span(9, 13)]


@settings(deadline=None, max_examples=150)
@given(text=WITH_WORDS, data=st.data())
def test_every_slice_between_words_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    start, last = sorted((data.draw(st.sampled_from(solid)), data.draw(st.sampled_from(solid))))
    source = document(text)
    found = source.find(text[start : last + 1])
    assert Span(start, last + 1) in found
    assert {fold(source.slice(span)) for span in found} == {fold(text[start : last + 1])}


@settings(deadline=None, max_examples=150)
@given(
    text=st.text(st.sampled_from("ab \n\u00a0"), max_size=14).filter(str.strip),
    quote=st.text(st.sampled_from("ab \n"), max_size=4),
)
def test_find_agrees_with_a_comparison_of_every_slice(text: str, quote: str) -> None:
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    expected = [
        Span(start, last + 1)
        for start in solid
        for last in solid
        if start <= last and fold(text[start : last + 1]) == fold(quote)
    ]
    assert document(text).find(quote) == expected


def test_the_nearest_place_is_where_a_wrong_quote_almost_stands() -> None:
    source = document("We congratulate them.\n\nNo serious violations\nwere identified. Thank you.")
    near = source.nearest("No serious violation was identified")
    assert near is not None
    assert fold(source.slice(near)) == "No serious violations were identified."
    assert source.line_of(near.start) == 3


def test_nothing_is_near_words_of_another_script() -> None:
    assert document("No serious violations were identified.").nearest("жёлуди") is None


@settings(deadline=None, max_examples=100)
@given(text=WITH_WORDS, quote=TEXTS)
def test_the_nearest_place_is_of_whole_words(text: str, quote: str) -> None:
    source = document(text)
    near = source.nearest(quote)
    if near is not None:
        around = f" {text} "[near.start : near.end + 2]
        assert around[0].isspace()
        assert around[-1].isspace()
        assert around.strip() == source.slice(near) != ""


def test_lines_are_counted_from_one() -> None:
    source = document("a\r\nb\n\nc")
    assert [source.line_of(source.find(word)[0].start) for word in "abc"] == [1, 2, 4]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [((0, 2), (1, 3), True), ((0, 2), (2, 3), False), ((0, 9), (3, 4), True), ((5, 6), (0, 5), False)],
)
def test_spans_overlap_where_they_share_a_code_point(
    one: tuple[int, int], other: tuple[int, int], overlap: bool
) -> None:
    assert Span(*one).overlaps(Span(*other)) is overlap
    assert Span(*other).overlaps(Span(*one)) is overlap


def test_bytes_that_are_not_utf_8_are_refused_with_byte_and_line() -> None:
    with pytest.raises(UnreadableTextError, match=r"byte 0xcf at byte 4, line 2"):
        Document.of(b"one\n" + "Привет".encode("cp1251"))


@pytest.mark.parametrize("content", [b"", b" \r\n\t", "\u00a0\u2003".encode(), b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_text_without_words_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTextError, match="empty"):
        Document.of(content)


@settings(max_examples=300, deadline=None)
@given(WITH_WORDS, st.text("ab Й", min_size=1, max_size=3), st.integers(0, 40), st.integers(0, 40))
def test_a_search_within_a_span_gives_what_a_search_of_everything_gives_there(
    text: str, quote: str, one: int, other: int
) -> None:
    source, within = document(text), Span(min(one, other), max(one, other))
    inside = [span for span in source.find(quote) if within.start <= span.start and span.end <= within.end]
    assert source.find(quote, within=within) == inside
