"""Dates and times: what is read as one, where it begins and ends, its value, and what other dates tell of it."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extraction.dates.edtf import parse
from extraction.dates.matcher import Dates
from extraction.lexicon import languages, lexicon
from extraction.mentions import Mention, Quantity
from extraction.reader import Reader
from extraction.tokens import Keys
from tests.extraction.marked import calls


@cache
def reader(language: str) -> Reader:
    keys = Keys()
    return Reader([Dates(language, keys)], keys)


def found(language: str, text: str) -> list[tuple[str, str]]:
    """Words and value of every mention; those of times are preceded by T, of inferred dates by `?`."""
    return [
        (text[mention.start : mention.end], {"time": "T"}.get(mention.kind, "?" * mention.is_inferred) + said(mention))
        for mention in reader(language).read(text)
    ]


def said(mention: Mention) -> str:
    return mention.written if isinstance(mention, Quantity) else mention.value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("held on 9 June 2019.", "9 June 2019", "2019-06-09"),
        ("held on June 9, 2019, in", "June 9, 2019", "2019-06-09"),
        ("held on the 9th of June, 2019", "9th of June, 2019", "2019-06-09"),
        ("on the twenty-first of June 2019", "twenty-first of June 2019", "2019-06-21"),
        ("JUNE 9, 2019", "JUNE 9, 2019", "2019-06-09"),
        ("on Sept. 30, 2019", "Sept. 30, 2019", "2019-09-30"),
        ("9-Jun-19", "9-Jun-19", "2019-06-09"),
        ("on 09/06/2019", "09/06/2019", "2019-06-09"),
        ("on 6/19/2019", "6/19/2019", "2019-06-19"),
        ("on 03/04/2019", "03/04/2019", "2019-04-03"),
        ("of 2019-06-09", "2019-06-09", "2019-06-09"),
        ("on June, 27 members met", "June, 27", "XXXX-06-27"),
        ("May 9 is", "May 9", "XXXX-05-09"),
        ("in May 15 observers came", "May", "XXXX-05"),
        ("in June 2019", "June 2019", "2019-06"),
        ("the March election", "March", "XXXX-03"),
        ("in the year 2019 and", "year 2019", "2019"),
        ("in early December 2020", "early December 2020", "2020-12"),
        ("in mid-2019", "mid-2019", "2019"),
        ("a turnout of 69 (2016: 74)", "2016", "2016"),
        ("on Friday, the 11th, after", "11th", "XXXX-XX-11"),
        ("by the end of the 1990s", "end of the 1990s", "199X"),
        ("from 27-29 June 2017 the", "27-29 June 2017", "2017-06-27/2017-06-29"),
        ("on June 27-29, 2017", "June 27-29, 2017", "2017-06-27/2017-06-29"),
        ("from 13 to 17 May 2019", "13 to 17 May 2019", "2019-05-13/2019-05-17"),
        ("30 April – 3 May 2023", "30 April – 3 May 2023", "2023-04-30/2023-05-03"),
        ("30 December – 2 January 2020", "30 December – 2 January 2020", "2019-12-30/2020-01-02"),
        ("from 7 June to Friday, 11 June 2021", "7 June to Friday, 11 June 2021", "2021-06-07/2021-06-11"),
        ("between 5 and 9 June 2019", "5 and 9 June 2019", "2019-06-05/2019-06-09"),
        ("on 7 and 8 June 2019", "7 and 8 June 2019", "2019-06-07/2019-06-08"),
        ("in April and May 2019", "April and May 2019", "2019-04/2019-05"),
        ("the 2019–2023 term", "2019–2023", "2019/2023"),
        ("in 2018/19", "2018/19", "2018/2019"),
        ("from 10 April 2019 on.", "10 April 2019", "2019-04-10/.."),
        ("starting from 10 April 2019", "10 April 2019", "2019-04-10/.."),
        ("from 2019 onwards", "2019", "2019/.."),
        ("since 10 April 2019", "10 April 2019", "2019-04-10/.."),
        ("ELECTION, 14-16 DECEMBER 2019", "14-16 DECEMBER 2019", "2019-12-14/2019-12-16"),
        ("in the year two thousand and eleven", "year two thousand and eleven", "2011"),
        ("in June two thousand and twenty-one", "June two thousand and twenty-one", "2021-06"),
        ("in nineteen ninety-one, when", "nineteen ninety-one", "1991"),
        ("back in the 90s.", "90s", "199X"),
        ("up from 2019's low", "2019", "2019"),
        ("the 2015/2016 season", "2015/2016", "2015/2016"),
    ],
)
def test_english_dates(text: str, words: str, value: str) -> None:
    assert found("en", text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("выборы 9 июня 2019 года.", "9 июня 2019 года", "2019-06-09"),
        ("выборы 9 июня 2019 г. в Астане", "9 июня 2019 г.", "2019-06-09"),
        ("«09» июня 2019 года", "«09» июня 2019 года", "2019-06-09"),
        ("девятое июня 2019 года", "девятое июня 2019 года", "2019-06-09"),
        ("к двадцать первому мая", "двадцать первому мая", "XXXX-05-21"),
        ("до 9-го июня", "9-го июня", "XXXX-06-09"),
        ("от 9.6.19 № 5", "9.6.19", "2019-06-09"),
        ("от 09.06.2019г. № 5", "09.06.2019г.", "2019-06-09"),
        ("янв. 2019 г.", "янв. 2019 г.", "2019-01"),
        ("в июне месяце 2019 года", "июне месяце 2019 года", "2019-06"),
        ("в мае состоятся", "мае", "XXXX-05"),
        ("к 2019-му", "2019-му", "2019"),
        ("(2017 год)", "2017 год", "2017"),
        ("выборы-2019", "2019", "2019"),
        ("в начале декабря 2020 года", "начале декабря 2020 года", "2020-12"),
        ("в первом полугодии 2019 года", "первом полугодии 2019 года", "2019"),
        ("в 1990-х годах", "1990-х годах", "199X"),
        ("в начале 90-х годов", "начале 90-х годов", "199X"),
        ("с 13 по 17 мая 2019 года", "13 по 17 мая 2019 года", "2019-05-13/2019-05-17"),
        ("7–8 июня", "7–8 июня", "XXXX-06-07/XXXX-06-08"),
        ("9, 10 и 11 июня", "9, 10 и 11 июня", "XXXX-06-09/XXXX-06-11"),
        ("в ночь с 8 на 9 июня", "8 на 9 июня", "XXXX-06-08/XXXX-06-09"),
        ("с 01.06 по 09.06.2019", "01.06 по 09.06.2019", "2019-06-01/2019-06-09"),
        ("в апреле — июне 2019 года", "апреле — июне 2019 года", "2019-04/2019-06"),
        ("в 2017–2018 годах", "2017–2018 годах", "2017/2018"),
        ("с 2015 г. по 2019 г. включительно", "2015 г. по 2019 г.", "2015/2019"),
        ("в 2018 — начале 2019 года", "2018 — начале 2019 года", "2018/2019"),
        ("в декабре — январе 2020 года", "декабре — январе 2020 года", "2019-12/2020-01"),
        ("с 9 по 11 число", "9 по 11 число", "XXXX-XX-09/XXXX-XX-11"),
        ("начиная с 10 апреля 2019 года", "10 апреля 2019 года", "2019-04-10/.."),
        ("с 1991 года по настоящее время", "1991 года", "1991/.."),
        ("с 1991 года", "1991 года", "1991"),
        ("Ашхабад, 27.III.2023", "27.III.2023", "2023-03-27"),
        ("от 3.XI.21", "3.XI.21", "2021-11-03"),
        ("5/VI-2020 г.", "5/VI-2020 г.", "2020-06-05"),
        ("протокол 12.8.21 г.", "12.8.21 г.", "2021-08-12"),
        ("в октябре две тысячи двадцать первого года", "октябре две тысячи двадцать первого года", "2021-10"),
        ("в тысяча девятьсот девяносто седьмом году", "тысяча девятьсот девяносто седьмом году", "1997"),
        ("в двухтысячном году", "двухтысячном году", "2000"),
        ("в 90-х,", "90-х", "199X"),
        ("в 2015-м обращений", "2015-м", "2015"),
        ("во вторник, 12-го, после", "12-го", "XXXX-XX-12"),
    ],
)
def test_russian_dates(text: str, words: str, value: str) -> None:
    assert found("ru", text) == [(words, value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2019 voters and 1950 observers"),
        ("en", "in 2000 polling stations"),
        ("en", "some 2000 people; more than 1900"),
        ("en", "PC.DEL/663/2019, No. 2019/5, article 2019, $2019, 2019%, 1,2019"),
        ("en", "You may 5 times march on Theresa May and 5 marched."),
        ("en", "31 June 2019; 29 February 2019; 31.04.2019"),
        ("en", "5 to 10 observers, 12 and 14 parties, the first round, 3-5 days"),
        ("en", "1.2.10 Scope"),
        ("en", "Resolutions 1549 (2007) and 1838 (2011)"),
        ("en", "(CDL-AD(2002)023rev), resolutions 1325 (2000) and 2242 (2015), Resolution No. 1897 (2012)"),
        ("en", "two thousand voters; nineteen twenty-member teams; 7-9 parties; five to ten; 1900 voters"),
        ("ru", "резолюция 2576 (2021); две тысячи двадцать человек; в 30-м округе; в 50-х округах"),
        ("ru", "через семь часов; не позднее 24 часов до дня выборов; семь часов шли"),
        ("en", "7.50 per cent; a rise to 7.50; paragraph 7.15; 8 hours; 10:1"),
        ("ru", "2000 человек, в 2019 избирательных участках"),
        ("ru", "31 июня; № 2019; PC.DEL/174/20; 10 и 12 участков"),
        ("ru", "Мая Санду; первого тура; второй половине голосов"),
        ("ru", "24 часа; за 24 часа; 7.50 процента; в 7.50 раза; через 2 часа 30 минут"),
    ],
)
def test_what_is_no_date_or_time(language: str, text: str) -> None:
    assert found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in 2011, 2015 and 2019.", [("2011", "2011"), ("2015", "2015"), ("2019", "2019")]),
        ("en", "the 2000 election, a 1990 OSCE document", [("2000", "2000"), ("1990", "1990")]),
        ("en", "the Constitution (1995); Vienna, 2019.", [("1995", "1995"), ("2019", "2019")]),
        ("en", "In 2019 Kazakhstan held 2019 meetings", [("2019", "2019")]),
        ("en", "7 and 9 June 2019", [("7", "?2019-06-07"), ("9 June 2019", "2019-06-09")]),
        ("en", "on 5 or 6 June 2019", [("5", "?2019-06-05"), ("6 June 2019", "2019-06-06")]),
        ("en", "June 5 and 9, 2019", [("June 5", "?2019-06-05"), ("9, 2019", "?2019-06-09")]),
        ("en", "on 9 June 2019 and 10 June 2019", [("9 June 2019", "2019-06-09"), ("10 June 2019", "2019-06-10")]),
        (
            "ru",
            "1 и 2 мая, 5 июня 2019 г.",
            [("1 и 2 мая", "?2019-05-01/2019-05-02"), ("5 июня 2019 г.", "2019-06-05")],
        ),
        ("ru", "на 9 июня – 7 кандидатов", [("9 июня", "XXXX-06-09")]),
        ("ru", "статья 5 и 9 июня", [("9 июня", "XXXX-06-09")]),
        ("ru", "в 2015 и 2019 годах", [("2015", "2015"), ("2019 годах", "2019")]),
    ],
)
def test_lists_of_dates(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In 2017. On 29 June it met.", ["2017", "?2017-06-29"]),
        ("en", "On 29 June it met. In May 2017 and", ["?2017-06-29", "2017-05"]),
        (
            "en",
            "On 3 May. On 5 May 2018. On 3 June. On 1 July 2019",
            ["?2018-05-03", "2018-05-05", "?2018-06-03", "2019-07-01"],
        ),
        ("en", "From 2017 to 2019. In May it", ["2017/2019", "?2019-05"]),
        ("en", "In March 2019. On the 11th, votes", ["2019-03", "?2019-03-11"]),
        ("en", "In the 1990s. On 9 June", ["199X", "XXXX-06-09"]),
        ("en", "In 2019. 30 December to 2 January", ["2019", "?2019-12-30/2020-01-02"]),
        ("en", "In 2019. On 29 February", ["2019", "XXXX-02-29"]),
        ("en", "In 2020. In October of the same year", ["2020", "?2020-10"]),
        ("ru", "10 января 2021 года. А 11 числа", ["2021-01-10", "?2021-01-11"]),
        ("ru", "2022 год. В октябре текущего года", ["2022", "?2022-10"]),
        ("ru", "2022 год. В октябре прошлого года", ["2022", "?2021-10"]),
        ("ru", "9 июня с. г. и 2019 год", ["XXXX-06-09", "2019"]),
        ("ru", "11 числа и 9 июня", ["?XXXX-06-11", "XXXX-06-09"]),
        ("ru", "начиная с 10 апреля и в мае 2019 года", ["?2019-04-10/..", "2019-05"]),
    ],
)
def test_what_is_left_out_comes_from_the_nearest_date_before_or_else_after(
    language: str, text: str, expected: list[str]
) -> None:
    assert [value for _, value in found(language, text)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "opened at 7.00 a.m. and closed at 8 p.m.", [("7.00 a.m.", "T07:00"), ("8 p.m.", "T20:00")]),
        ("en", "from 07:00–19:00", [("07:00", "T07:00"), ("19:00", "T19:00")]),
        ("en", "between 7.00 and 20.00 hours", [("7.00", "T07:00"), ("20.00 hours", "T20:00")]),
        (
            "en",
            "at 12 a.m., 12 p.m., 8pm, 7.30pm",
            [
                (w, f"T{v}")
                for w, v in (("12 a.m.", "00:00"), ("12 p.m.", "12:00"), ("8pm", "20:00"), ("7.30pm", "19:30"))
            ],
        ),
        (
            "en",
            "at 0800 hours or 5 o'clock, 08h30",
            [("0800 hours", "T08:00"), ("5 o'clock", "T05:00"), ("08h30", "T08:30")],
        ),
        ("en", "at 10.30 on 9 June 2019", [("10.30", "T10:30"), ("9 June 2019", "2019-06-09")]),
        ("ru", "не позднее 7.00 по местному времени", [("7.00", "Tat_most 07:00")]),
        (
            "ru",
            "в 00 часов 00 минут 8 июня 2019 года",
            [("00 часов 00 минут", "T00:00"), ("8 июня 2019 года", "2019-06-08")],
        ),
        ("ru", "с 7 до 20 часов", [("7", "T07:00"), ("20 часов", "T20:00")]),
        ("ru", "с 7.00 до 20.00", [("7.00", "T07:00"), ("20.00", "T20:00")]),
        ("ru", "в 8 утра и в 3 часа дня", [("8 утра", "T08:00"), ("3 часа дня", "T15:00")]),
        ("ru", "к 17 часам 00 минутам", [("17 часам 00 минутам", "T17:00")]),
        ("en", "by 0900 GMT, at 0700 and", [("0900", "T09:00"), ("0700", "T07:00")]),
        ("en", "0700-1900 hours", [("0700", "T07:00"), ("1900 hours", "T19:00")]),
        ("en", "from noon to midnight", [("noon", "T12:00"), ("midnight", "T00:00")]),
        (
            "en",
            "7-9 p.m., from 8 to 5 p.m.",
            [
                (w, f"T{v}")
                for w, v in zip(("7", "9 p.m.", "8", "5 p.m."), ("19:00", "21:00", "08:00", "17:00"), strict=True)
            ],
        ),
        ("en", "at seven in the evening", [("seven in the evening", "T19:00")]),
        ("en", "half past seven, a quarter to six", [("half past seven", "T07:30"), ("quarter to six", "T05:45")]),
        ("en", "no later than 5 p.m., by 8 p.m.", [("5 p.m.", "Tat_most 17:00"), ("8 p.m.", "T20:00")]),
        ("en", "around noon", [("noon", "Tabout 12:00")]),
        ("ru", "не позднее 7.00, не ранее 18 часов", [("7.00", "Tat_most 07:00"), ("18 часов", "Tat_least 18:00")]),
        ("ru", "в семь часов утра, к семи вечера", [("семь часов утра", "T07:00"), ("семи вечера", "T19:00")]),
        ("ru", "с восьми до двадцати двух часов", [("восьми", "T08:00"), ("двадцати двух часов", "T22:00")]),
        ("ru", "занял от 2 до 5 часов", []),
        ("ru", "в полдень и до полуночи", [("полдень", "T12:00"), ("полуночи", "T00:00")]),
        ("ru", "по состоянию на 20 ч. явка", [("20 ч.", "T20:00")]),
    ],
)
def test_times(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(language, text) == expected


_ENGLISH: list[Callable[[date, str], str]] = [
    lambda day, month: f"{day.day} {month} {day.year}",
    lambda day, month: f"{month} {day.day}, {day.year}",
    lambda day, month: f"{month} {day.day} {day.year}",
    lambda day, month: f"{day.day}th of {month}, {day.year}",
    lambda day, month: f"{day.day:02}/{day.month:02}/{day.year}",
]
_RUSSIAN: list[Callable[[date, str], str]] = [
    lambda day, month: f"{day.day} {month} {day.year} года",
    lambda day, month: f"{day.day} {month} {day.year} г.",
    lambda day, month: f"{day.day}-го {month} {day.year} года",
]
_BOTH: list[Callable[[date, str], str]] = [
    lambda day, month: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day, month: f"{day.day}.{day.month}.{day.year}",
    lambda day, month: day.isoformat(),
]
_DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))
_WRITTEN = st.one_of(
    st.tuples(st.just("en"), st.sampled_from(_ENGLISH + _BOTH)),
    st.tuples(st.just("ru"), st.sampled_from(_RUSSIAN + _BOTH)),
)


def _months(language: str, month: int) -> list[str]:
    forms = lexicon(language, "dates")["months"][str(month)]
    return [str(form) for form in forms]


@settings(deadline=None, max_examples=150)
@given(day=_DAYS, written=_WRITTEN, data=st.data())
def test_any_day_in_any_pattern_is_read_as_itself(
    day: date, written: tuple[str, Callable[[date, str], str]], data: st.DataObject
) -> None:
    language, pattern = written
    words = pattern(day, data.draw(st.sampled_from(_months(language, day.month))))
    for before, after in (("", ""), ("x ", ", x"), ("(", ")"), ("x\n\n", "\n\nx")):
        assert found(language, f"{before}{words}{after}") == [(words, day.isoformat())]


@settings(deadline=None, max_examples=150)
@given(
    first=_DAYS,
    days=st.integers(1, 500),
    language=st.sampled_from(["en", "ru"]),
    link=st.integers(0, 2),
    data=st.data(),
)
@example(first=date(2019, 12, 31), days=1, language="ru", link=1, data=None)
def test_any_two_days_are_a_range(first: date, days: int, language: str, link: int, data: st.DataObject | None) -> None:
    last = first + timedelta(days=days)
    if last.year > 2100:
        return
    one, two = (_months(language, day.month)[0 if language == "en" else 1] for day in (first, last))
    begin, end = f"{first.day} {one} {first.year}", f"{last.day} {two} {last.year}"
    if first.year == last.year:
        begin = f"{first.day} {one}"
        if first.month == last.month:
            begin = f"{first.day}"
    joined = {"en": (" to ", "–", " – "), "ru": (" по ", "–", " — ")}[language][link]
    before = {"en": "from ", "ru": "с "}[language]
    words = begin + joined + end
    assert found(language, f"{before}{words}, x") == [(words, f"{first}/{last}")]
    if first.year == last.year:
        unknown = words.rsplit(" ", 1)[0]
        assert found(language, before + unknown)[0] == (unknown, f"XXXX{str(first)[4:]}/XXXX{str(last)[4:]}")


_NAMED = {
    word
    for language in ("en", "ru")
    for part in ("months", "short_months", "days")
    for forms in lexicon(language, "dates")[part].values()
    for word in forms
}
_WORDS = """9 31 09 19 2019 1990s 1990 -е г. года 7.00 a.m. p m с по до to and и the of from on between
    early mid числа часов hours beginning начале начиная , . - – / : ' « » ( ) % № ٣١ ²"""
_PIECES = sorted({*_NAMED, *_WORDS.split(), "\n", "\n\n", "first half of", "9" * 5000, "\u0301"})


@settings(deadline=None, max_examples=150)
@given(
    language=st.sampled_from(languages()),
    text=st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=24).flatmap(
        lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
    ),
)
def test_any_text_is_read_and_every_mention_lies_in_it(language: str, text: str) -> None:
    mentions = reader(language).read(text)
    for mention in mentions:
        assert type(mention) is (Quantity if mention.kind == "time" else Mention)
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        if mention.kind == "date":
            parse(mention.value)
    assert all(before.end <= after.start for before, after in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    "unit",
    [
        "9 ",
        "9, ",
        "9–",
        "9 and ",
        "2019 ",
        "2019, ",
        "June ",
        "May–",
        "early ",
        "first half of ",
        "7.",
        "7:00–",
        "1.2.",
        "from 7 to ",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    read = reader("en").read
    read(unit)
    once, twice = (calls(partial(read, unit * times)) for times in (500, 1000))
    assert twice <= 2.2 * once + 50


def test_lexicons_of_all_languages_have_the_same_parts() -> None:
    parts = {language: sorted(lexicon(language, "dates")) for language in languages()}
    assert len(set(map(tuple, parts.values()))) == 1
