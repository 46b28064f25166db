"""What holds for every text, whatever it says; what each matcher finds is tested beside it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extraction.reader
from extraction.language import guess_language
from extraction.lexicon import languages, lexicon
from extraction.mentions import Attribution, Kind, Mention, Quantity
from extraction.reader import Reader, reader
from extraction.text import fold
from extraction.tokens import STRETCH

TESTS = Path(__file__).parents[1]
PROSE = (*sorted((TESTS.parent / "data/sources").glob("*.txt")), *sorted((TESTS / "gold/texts").glob("*.txt")))
PACKAGE = str(Path(extraction.reader.__file__).parent)

NEUTRAL = "zz " * 50
"""A block in which nothing stands; so long that the lines of a document that holds it are not taken to be wrapped."""

ODDITIES = (
    *(
        " ",
        " ",
        " ",
        " ",
        "  ",
        ", ",
        ". ",
        ".",
        "; ",
        ": ",
        "-",
        "–",
        " – ",
        "—",
        "/",
        "%",
        " %",
        "'",
        "’",
        '"',
        "«",
        "»",
    ),
    *(
        "“",
        "”",
        "„",
        "(",
        ")",
        "[",
        "]",
        "№ ",
        "§",
        "&",
        "…",
        "!",
        "?",
        "*",
        "•",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
    ),
    *(
        "\u00a0",
        "\u202f",
        "\u2009",
        "\u00ad",
        "\u200b",
        "\u200f",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x85",
        "\u0301",
        "\u0308",
    ),
    *(
        "0",
        "1",
        "9",
        "12",
        "1,000",
        "1 000",
        "2.5",
        "07:00",
        "99.9",
        "2019",
        "31",
        "32",
        "1" * 30,
        "9" * 5000,
        "1st",
        "5-й",
    ),
    *(
        "²",
        "½",
        "Ⅳ",
        "٣",
        "१२",
        "𝟗",
        "４",
        "XIV",
        "A",
        "A.",
        "b",
        "И.",
        "Б. ",
        "к",
        "🗳",
        "é",
        "ё",
        "Ё",
        "İ",
        "ß",
        "ﬁ",
        "漢",
    ),
)


@cache
def warm(language: str) -> Reader:
    return reader(language)


def scalars(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for item in content:
            yield from scalars(item)
    elif isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from scalars(value)


@cache
def words() -> tuple[str, ...]:
    """Every word and phrase of every lexicon, and the words of prose."""
    found: dict[str, None] = {}
    for language in languages():
        for file in sorted(Path(PACKAGE, "lexicon", language).glob("*.yaml")):
            found |= dict.fromkeys(scalars(lexicon(language, file.stem)))
    for path in PROSE:
        found |= dict.fromkeys(path.read_text(encoding="utf-8").split())
    return tuple(found)


def recased(word: str, way: int) -> str:
    return (word, word, word.capitalize(), word.upper())[way]


WORDS = st.builds(recased, st.deferred(lambda: st.sampled_from(words())), st.integers(0, 3))
PIECES = st.one_of(WORDS, st.sampled_from(ODDITIES), st.builds("{} ".format, WORDS), st.text(max_size=5))
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))
LANGUAGES = st.deferred(lambda: st.sampled_from(languages()))
EXCERPTS = st.builds(
    lambda path, start, length: path.read_text(encoding="utf-8")[start : start + length],
    st.sampled_from(PROSE),
    st.integers(0, 30_000),
    st.integers(1, 1500),
)


def shifted(mention: Mention, places: list[int]) -> Mention:
    """The mention at other places, with white space folded where it holds words as written."""
    folded = {name: fold(value) for name, value in asdict(mention).items() if isinstance(value, str)}
    moved = replace(mention, **folded, start=places[mention.start], end=places[mention.end - 1] + 1)
    if isinstance(moved, Attribution) and moved.speaker is not None:
        moved.speaker = places[moved.speaker[0]], places[moved.speaker[1] - 1] + 1
    return moved


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS | EXCERPTS, LANGUAGES)
def test_mentions_of_any_text_are_sound_sorted_and_the_same_again(text: str, language: str) -> None:
    found = warm(language).read(text)
    for mention in found:
        assert mention.kind in get_args(Kind)
        assert 0 <= mention.start < mention.end <= len(text), mention
        words = text[mention.start : mention.end]
        assert words == words.strip(), mention
        assert isinstance(mention.value, str)
        if isinstance(mention, Quantity):
            assert mention.written, mention
        elif mention.kind != "candidate":
            assert mention.value, mention
        if isinstance(mention, Attribution) and mention.speaker is not None:
            assert 0 <= mention.speaker[0] < mention.speaker[1] <= len(text), mention
    assert found == sorted(found, key=lambda one: (one.start, -one.end, one.kind))
    assert found == warm(language).read(text)


@settings(max_examples=15, deadline=None)
@given(TEXTS | EXCERPTS, LANGUAGES)
def test_what_was_read_before_makes_no_difference(text: str, language: str) -> None:
    assert reader(language).read(text) == warm(language).read(text)


@pytest.mark.thorough
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS | EXCERPTS, LANGUAGES, st.sampled_from([1, 2, STRETCH // len(NEUTRAL) - 1, STRETCH // len(NEUTRAL)]))
def test_blocks_without_mentions_only_shift_those_that_follow(text: str, language: str, blocks: int) -> None:
    alone, prefix = f"{NEUTRAL}\n\n{text}", f"{NEUTRAL}\n\n" * blocks
    places = [place + len(prefix) for place in range(len(alone))]
    expected = [shifted(mention, places) for mention in warm(language).read(alone)]
    same = list(range(len(prefix) + len(alone)))
    assert [shifted(mention, same) for mention in warm(language).read(prefix + alone)] == expected


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given((TEXTS | EXCERPTS).map(lambda text: text.replace("\r", "")), LANGUAGES)
def test_line_ends_of_two_characters_read_like_those_of_one(text: str, language: str) -> None:
    places = [place + text.count("\n", 0, place) for place in range(len(text))]
    expected = [shifted(mention, places) for mention in warm(language).read(text)]
    long = text.replace("\n", "\r\n")
    found = [shifted(mention, list(range(len(long)))) for mention in warm(language).read(long)]
    assert found == expected


@pytest.mark.thorough
def test_what_is_found_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "import json, sys; from extraction.reader import reader\n"
        "texts = json.load(sys.stdin)\n"
        "for language in ('en', 'ru'):\n"
        "    read = reader(language).read\n"
        "    print(*(repr(read(text)) for text in texts), sep='\\n')"
    )
    texts = [path.read_text(encoding="utf-8") for path in PROSE] + [" ".join(words()[::-5])]
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=TESTS.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("unit", ["9", "a", "Aa ", "1. ", "\u0301", " "])
def test_a_block_without_an_end_is_read(unit: str, language: str) -> None:
    text = unit * (4 * STRETCH // len(unit))
    assert all(mention.end <= len(text) for mention in warm(language).read(text))


@pytest.mark.thorough
def test_ten_megabytes_in_one_line_are_read() -> None:
    line = fold(" ".join(path.read_text(encoding="utf-8") for path in PROSE)) + " "
    between = "слово " * (10_000_000 // len("слово ".encode()))
    read = warm("ru").read
    first, shift = read(line + between), len(line) + len(between)
    both = read(line + between + line)
    assert first
    assert both[: len(first)] == first
    assert {mention.end - shift for mention in both[len(first) :]} >= {mention.end for mention in first[1:]}
    assert max(mention.end for mention in both) <= shift + len(line)


def work(read: Reader, text: str) -> int:
    """The lines of the reader that run for a text: a count of its steps that no busy machine changes.

    A turn of a comprehension counts as a line.
    """
    lines = 0

    def enter(frame: FrameType, _event: str, _: object) -> Any:
        nonlocal lines
        lines += 1
        return step if frame.f_code.co_filename.startswith(PACKAGE) else None

    def step(_frame: FrameType, _event: str, _: object) -> Any:
        nonlocal lines
        lines += 1
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        read.read(text)
    finally:
        sys.settrace(before)
    return lines


def assert_linear(unit: str, language: str, few: int, many: int) -> None:
    read = warm(language)
    read.read(unit * few)  # what is learnt of a word once is no work of the others
    read.read(unit * many)
    at_few, at_many = work(read, unit * few) / few, work(read, unit * many) / many
    assert at_many <= 1.5 * at_few, (unit, at_few, at_many)


@pytest.mark.thorough
@pytest.mark.parametrize("unit", ["9 июня ", "двадцать ", "(", "A. ", "\n", "«", "no ", "Republic of ", "1 ", "и "])
def test_work_grows_with_the_length_of_a_long_text_that_repeats(unit: str) -> None:
    assert_linear(unit, guess_language(unit), 1000, 10_000)


@pytest.mark.thorough
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "unit",
    [
        *("9 June, ", "from 1 to ", "1,", "-1", "2.5!", "№ ", "100 ", "10 observers ", "- ", "г. ", "1. A\n", "А"),
        *("Mr. Tokayev ", "President ", "Central Election Commission ", "«Нур Отан», ", "область ", "Aa "),
        *("not ", "not transparent ", "with no ", "said ", "заявил, ", "A"),
    ],
)
def test_work_grows_with_the_length_of_a_text_that_repeats(unit: str, language: str) -> None:
    assert_linear(unit, language, 300, 3000)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3).map("".join).filter(lambda unit: 0 < len(unit) < 100), LANGUAGES)
def test_work_grows_with_the_length_whatever_repeats(unit: str, language: str) -> None:
    assert_linear(unit, language, 200, 1000)
