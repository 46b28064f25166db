from pathlib import Path

import pytest

from extraction.files import Limits, OpenedFile, UnreadableFileError, open_file
from extraction.sentences import sentences
from tests.extraction.files.papers import Words, column, pdf

LONG = [
    "The observers of the mission visited many of the",
    "polling stations that were open on that day and",
    "saw no voter who complained.",
]
"""The first two lines are full: the first word of the next would not fit."""


def opened(folder: Path, content: bytes, limits: Limits | None = None) -> OpenedFile:
    path = folder / "paper"
    path.write_bytes(content)
    return open_file(path, *([limits] if limits else []))


def blocks(folder: Path, *pages: list[Words]) -> list[str]:
    return opened(folder, pdf(pages)).text.split("\n\n")


def test_lines_become_paragraphs_at_distances_indents_and_sizes(tmp_path: Path) -> None:
    spaced = column(["The vote"], top=800, size=16) + column([*LONG, "", *LONG])
    joined = " ".join(LONG)
    assert blocks(tmp_path, spaced) == ["The vote", joined, joined]
    first, *rest = LONG
    indented = [Words(90, 760, first), *column(rest, top=748), Words(90, 724, first), *column(rest, top=712)]
    assert blocks(tmp_path, indented) == [joined, joined]


def test_lines_that_end_before_the_margin_stay_lines(tmp_path: Path) -> None:
    assert blocks(tmp_path, column(["To the head", "of the office", "", *LONG])) == [
        "To the head\nof the office",
        " ".join(LONG),
    ]


def test_list_items_are_blocks_with_the_lines_that_belong_to_them(tmp_path: Path) -> None:
    first, second, third = LONG
    items = [
        Words(72, 760, f"• {first}"),
        Words(84, 748, second),
        Words(72, 736, f"2. {third}"),
        Words(72, 724, f"a) {third}"),
    ]
    assert blocks(tmp_path, items) == [f"• {first} {second}", f"2. {third}", f"a) {third}"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("наблюда-", "телей", "наблюдателей"),
        ("Нур-", "Султан", "Нур-Султан"),
        ("в 2017-", "2018 годах", "в 2017-2018 годах"),
        ("СМС-", "сообщения", "СМС-сообщения"),
        ("по-", "новому", "по-новому"),
    ],
)
def test_hyphens_of_lines_go_and_those_of_words_stay(tmp_path: Path, before: str, after: str, word: str) -> None:
    # A word that the document writes elsewhere with its hyphen keeps it.
    lines = [f"Жители края и города сегодня голосуют {before}", f"{after} края.", "", "Он живёт по-новому."]
    assert blocks(tmp_path, column(lines))[0] == f"Жители края и города сегодня голосуют {word} края."


def test_running_heads_feet_and_page_numbers_are_taken_out(tmp_path: Path) -> None:
    pages = []
    for number, word in ((1, "first"), (2, "second"), (3, "third")):
        edge = [Words(400, 810, "PC.DEL/7/24"), Words(72, 40, f"Page {number} of 3"), Words(290, 28, f"- {number} -")]
        pages.append([*column([f"The {word} page. {LONG[0]}", *LONG[1:], f"That was the {word} page."]), *edge])
    read = opened(tmp_path, pdf(pages))
    head, *paragraphs = read.text.split("\n\n")
    assert (head, read.symbol) == ("PC.DEL/7/24", "PC.DEL/7/24")
    assert (
        " ".join(paragraphs).split()
        == " ".join(
            f"The {word} page. {' '.join(LONG)} That was the {word} page." for word in ("first", "second", "third")
        ).split()
    )


def test_a_page_number_goes_from_a_single_page_and_other_numbers_stay(tmp_path: Path) -> None:
    assert blocks(tmp_path, [*column(LONG), Words(290, 28, "1")]) == [" ".join(LONG)]
    assert blocks(tmp_path, [*column(LONG), Words(290, 28, "1,013")]) == [" ".join(LONG), "1,013"]


def test_a_paragraph_goes_on_over_a_page_and_its_notes_come_behind_it(tmp_path: Path) -> None:
    first, second, third = LONG
    note = column(["1 The note of the first page, in small letters."], top=60, size=7)
    marked = [Words(72, 760, first), Words(72, 748, second[:-4]), Words(72 + 5 * len(second[:-4]), 751, "1", 6)]
    pages = [[*marked, Words(72 + 5 * len(second[:-4]) + 6, 748, " and"), *note], [*column([third, "", *LONG])]]
    assert blocks(tmp_path, *pages) == [
        f"{first} {second[:-4]}¹ and {third}",
        "1 The note of the first page, in small letters.",
        " ".join(LONG),
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    columns = column(["The left column of the", "page goes on at the"], top=700) + column(
        ["top of the right one of", "the two."], x=300
    )
    assert blocks(tmp_path, columns) == ["The left column of the page goes on at the top of the right one of the two."]


def test_cells_of_a_row_are_parted(tmp_path: Path) -> None:
    rows = [Words(x, y, text) for y, row in ((760, "ab"), (748, "cd")) for x, text in zip((72, 300), row, strict=True)]
    assert blocks(tmp_path, rows) == ["a\tb\nc\td"]


def test_ligatures_and_invisible_characters_are_letters_or_nothing(tmp_path: Path) -> None:
    assert blocks(tmp_path, column(["The oﬃce was ﬁrst in all the coun\xadtry."])) == [
        "The office was first in all the country."
    ]


def test_information_is_believed_where_the_document_says_the_same(tmp_path: Path) -> None:
    page = column(["ON THE VOTE"], size=16, top=800) + column([*LONG, "", "Jane Rivers"])
    told = opened(tmp_path, pdf([page], about={"Title": "On the vote", "Author": "Jane Rivers"}))
    assert (told.title, told.author) == ("On the vote", "Jane Rivers")
    told = opened(tmp_path, pdf([page], about={"Title": "Microsoft Word - doc3.docx", "Author": "user"}))
    assert (told.title, told.author) == ("ON THE VOTE", "Jane Rivers")


@pytest.mark.parametrize(
    ("content", "found", "remedy"),
    [
        (pdf([column(LONG)], is_locked=True), "a PDF that a password locks", "without one"),
        (pdf([column(LONG)])[:900], "a damaged PDF", "fetch it anew"),
        (b"%PDF-1.7\n" + bytes(range(256)), "a damaged PDF", "fetch it anew"),
        (pdf([[], []], is_scanned=True), "a scanned PDF: 2 of 2 pages are images", "OCR"),
        (pdf([[Words(72, 20, "p. 1")], column(LONG), []], is_scanned=True), "a scanned PDF: 2 of 3 pages", "OCR"),
        (pdf([[]]), "a PDF without text", "OCR"),
        (pdf([column(LONG)], knows_letters=False), "fonts do not say which letters", "OCR"),
    ],
    ids=["locked", "cut off", "junk", "scanned", "mostly scanned", "empty", "letters unknown"],
)
def test_papers_without_text_are_refused_with_what_to_do(
    tmp_path: Path, content: bytes, found: str, remedy: str
) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, content)
    assert found in caught.value.found
    assert remedy in caught.value.remedy


def test_papers_over_a_limit_are_refused(tmp_path: Path) -> None:
    paper = pdf([column(LONG)] * 3)
    with pytest.raises(UnreadableFileError, match="a PDF of 3 pages"):
        opened(tmp_path, paper, Limits(pages=2))
    with pytest.raises(UnreadableFileError, match="more than 200 characters"):
        opened(tmp_path, paper, Limits(characters=200))


def test_a_scanned_paper_whose_text_was_recognized_is_read(tmp_path: Path) -> None:
    assert opened(tmp_path, pdf([column(LONG)], is_scanned=True)).text == " ".join(LONG)


def test_sentences_are_those_of_the_paper(tmp_path: Path) -> None:
    text = opened(tmp_path, pdf([column(["The vote"], top=800, size=16) + column([*LONG, *LONG, "", *LONG])])).text
    read = [text[one.span.start : one.span.end] for one in sentences(text, "en")]
    assert read == ["The vote", *[" ".join(LONG)] * 3]
