"""Numbers: where they are, what they are worth, and what they count. The figures are examples and no facts."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.mentions import Quantity
from extraction.numbers.matcher import Numbers
from extraction.reader import Reader
from extraction.tokens import Keys


def reader_of(language: str) -> Reader:
    keys = Keys()
    return Reader([Numbers(language, keys)], keys)


def row(words: str) -> list[str]:
    """The words of a table's row."""
    return words.split(" ")


READERS = {"en": reader_of("en"), "ru": reader_of("ru")}


def found(language: str, text: str) -> list[Quantity]:
    mentions = READERS[language].read(text)
    assert all(isinstance(mention, Quantity) for mention in mentions)
    return [mention for mention in mentions if isinstance(mention, Quantity)]


def written(language: str, text: str) -> list[str]:
    """Each mention as `words=kind value`."""
    return [f"{text[one.start : one.end]}={one.kind} {one.written}".rstrip() for one in found(language, text)]


def counted(language: str, text: str) -> list[str]:
    """What each count counts, `*` after an open noun."""
    return [one.counted + "*" * one.is_open for one in found(language, text) if one.kind == "count"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "There were 1,013 observers.", ["1,013=count 1013"]),
        ("en", "There were 31 014 voters.", ["31 014=count 31014"]),
        ("en", "There were 31\u202f014 voters.", ["31\u202f014=count 31014"]),
        ("en", "There were 1’234’567 votes.", ["1’234’567=count 1234567"]),
        ("en", "There were 3.352.933 voters.", ["3.352.933=count 3352933"]),
        ("en", "There were 12,34,567 votes.", ["12,34,567=count 1234567"]),
        ("en", "There were 1.013 observers.", ["1.013=count 1013"]),
        ("en", "It was 1.013 times as high.", ["1.013=count 1.013"]),
        ("en", "It cost $1.5 million.", ["1.5 million=count 1500000"]),
        ("en", "It cost €2bn.", ["2bn=count 2000000000"]),
        ("en", "It took 2½ hours.", ["2½=count 2.5"]),
        ("en", "It took one and a half years.", ["one and a half=count 1.5"]),
        ("en", "Half a million people voted.", ["Half a million=count 500000"]),
        ("en", "Two-thirds of voters and a third of stations.", ["Two-thirds=count 2/3", "third=count 1/3"]),
        ("en", "Two dozen stations, about a dozen cases.", ["Two dozen=count 24", "dozen=count about 12"]),
        ("en", "Several hundred thousand people.", ["Several hundred thousand=count several 100000"]),
        ("en", "Hundreds of thousands of voters.", ["Hundreds of thousands=count several 100000"]),
        ("en", "A hundred and five thousand voters.", ["hundred and five thousand=count 105000"]),
        ("ru", "Было 9970 комиссий.", ["9970=count 9970"]),
        ("ru", "Явились 1,013 наблюдателей.", ["1,013=count 1013"]),
        ("ru", "Явились 1,013 млн избирателей.", ["1,013 млн=count 1013000"]),
        ("ru", "Явились 1.013 человек.", ["1.013=count 1013"]),
        ("ru", "Явка 51,203%, затем 51.2 %.", ["51,203%=percent 51.203", "51.2 %=percent 51.2"]),
        ("ru", "Явились 2 тыс. 494 человека.", ["2 тыс. 494=count 2494"]),
        ("ru", "Около 245 тыс. человек.", ["245 тыс.=count about 245000"]),
        ("ru", "За три млн 104 тыс. избирателей.", ["три млн=count 3000000", "104 тыс.=count 104000"]),
        ("ru", "Отдали голоса 3 млн 104 тыс. избирателей.", ["3 млн 104 тыс.=count 3104000"]),
        ("ru", "Полтора года и полутора тысяч дней.", ["Полтора=count 1.5", "полутора тысяч=count 1500"]),
        ("ru", "Пять с половиной миллионов избирателей.", ["Пять с половиной миллионов=count 5500000"]),
        ("ru", "Две трети мандатов, треть избирателей.", ["Две трети=count 2/3", "треть=count 1/3"]),
        ("ru", "Двое наблюдателей и пятерых кандидатов.", ["Двое=count 2", "пятерых=count 5"]),
        ("ru", "Десятки тысяч людей, сотни встреч.", ["Десятки тысяч=count several 10000", "сотни=count several 100"]),
        (
            "ru",
            "Несколько сот человек за несколько дней.",
            ["Несколько сот=count several 100", "несколько=count several"],
        ),
        ("ru", "На 20-тысячный митинг.", ["20-тысячный=count 20000"]),
        ("ru", "Двадцать с небольшим дней.", ["Двадцать=count more_than 20"]),
        ("ru", "Пришло 20 с лишним тысяч человек.", ["20 с лишним тысяч=count more_than 20000"]),
        ("en", "The one hundred members met.", ["one hundred=count 100"]),
        ("en", "It cost €2.5m and 12m voters came 3m apart.", ["2.5m=count 2500000", "12m=count 12000000"]),
        ("en", "There were 9,69,78,000 electors.", ["9,69,78,000=count 96978000"]),
        (
            "en",
            "Almost a third, about a quarter; a third man.",
            ["third=count almost 1/3", "quarter=count about 1/4", "third=ordinal 3"],
        ),
        ("en", "Scores of people; their scores.", ["Scores=count several 20"]),
        ("ru", "За него 3 млн 512 тыс. 084 голоса.", ["3 млн 512 тыс. 084=count 3512084"]),
        ("ru", "В сорокасемиместном зале.", ["сорокасемиместном=count 47"]),
        ("ru", "На сорокатысячный митинг.", ["сорокатысячный=count 40000"]),
        (
            "ru",
            "Человек сорок, лет 10, минут через двадцать.",
            ["сорок=count about 40", "10=count about 10", "двадцать=count about 20"],
        ),
        ("ru", "Из 40 человек двадцать ушли.", ["40=count 40", "двадцать=count 20"]),
        (
            "ru",
            "Тысяч пять, десятка два, с десяток.",
            ["Тысяч пять=count about 5000", "десятка два=count about 20", "десяток=count about 10"],
        ),
        ("ru", "На 1,5 п. п. и на 2 процентных пункта.", ["1,5 п. п.=percent 1.5", "2 процентных пункта=percent 2"]),
        ("en", "Two-and-a-half thousand boxes.", ["Two-and-a-half thousand=count 2500"]),
        ("en", "Some hundred and twenty posts.", ["hundred and twenty=count about 120"]),
        ("en", "Nearly two in three voters, 3 out of every 10 agents.", []),
        ("en", "Irregularities: two in three stations.", ["two=count 2", "three=count 3"]),
    ],
)
def test_numbers_in_digits_and_words(language: str, text: str, expected: list[str]) -> None:
    assert written(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "more than 20 cases", "more_than 20"),
        ("en", "no fewer than 20 cases", "at_least 20"),
        ("en", "no more than 20 cases", "at_most 20"),
        ("en", "fewer than 20 cases", "fewer_than 20"),
        ("en", "up to 20 cases", "at_most 20"),
        ("en", "some 20 cases", "about 20"),
        ("en", "nearly 20 cases", "almost 20"),
        ("en", "20 or more cases", "at_least 20"),
        ("en", "20 cases or more", "at_least 20"),
        ("en", "20+ cases", "at_least 20"),
        ("en", "~20 cases", "about 20"),
        ("en", "over a thousand cases", "more_than 1000"),
        ("en", "27,000 at most.", "at_most 27000"),
        ("en", "a shade more than 20 cases", "more_than 20"),
        ("en", "5 per cent or more", "at_least 5"),
        ("en", "spread over 20 cases", "20"),
        ("ru", "плюс-минус 20 жалоб", "about 20"),
        ("ru", "почти на 20 участках", "almost 20"),
        ("ru", "свыше чем в 20 странах", "more_than 20"),
        ("ru", "не дотянула и до 44 процентов", "fewer_than 44"),
        ("ru", "снизилась до 61 процента", "61"),
        ("ru", "20 жалоб максимум.", "at_most 20"),
        ("ru", "двадцати пяти миллионам с лишним граждан", "more_than 25000000"),
        ("ru", "не менее 20 жалоб", "at_least 20"),
        ("ru", "не более 20 жалоб", "at_most 20"),
        ("ru", "менее 20 жалоб", "fewer_than 20"),
        ("ru", "до 20 жалоб", "at_most 20"),
        ("ru", "почти 20 жалоб", "almost 20"),
        ("ru", "порядка 20 жалоб", "about 20"),
        ("ru", "более чем из двадцати стран", "more_than 20"),
        ("ru", "свыше тысячи жалоб", "more_than 1000"),
        ("ru", "20 жалоб и более", "at_least 20"),
    ],
)
def test_precision(language: str, text: str, expected: str) -> None:
    assert [one.written for one in found(language, text)] == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "from 20 to 30 cases", ["20 to 30=count between 20 30"]),
        ("en", "between 20 and 30 cases", ["20 and 30=count between 20 30"]),
        ("en", "20-30 cases", ["20-30=count between 20 30"]),
        ("en", "20 – 30 cases", ["20 – 30=count between 20 30"]),
        ("en", "2 to 3 million voters", ["2 to 3 million=count between 2000000 3000000"]),
        ("en", "two or three cases", ["two or three=count between 2 3"]),
        ("en", "20% to 30% of them", ["20% to 30%=percent between 20 30"]),
        (
            "en",
            "It fell 5 points to 61 per cent; by 5% to 61%.",
            ["5=count 5", "61 per cent=percent 61", "5%=percent 5", "61%=percent 61"],
        ),
        ("en", "between 60 and 65 per cent", ["60 and 65 per cent=percent between 60 65"]),
        ("en", "The number grew from 20 to 30 cases.", ["20=count 20", "30=count 30"]),
        ("ru", "от 7 до 11 человек", ["7 до 11=count between 7 11"]),
        ("ru", "две-три тысячи человек", ["две-три тысячи=count between 2000 3000"]),
        ("ru", "от двух до трёх млн избирателей", ["двух до трёх млн=count between 2000000 3000000"]),
        ("ru", "4–5 процентов избирателей", ["4–5 процентов=percent between 4 5"]),
        ("ru", "Число выросло с 20 до 30 человек.", ["20=count 20", "30=count 30"]),
    ],
)
def test_ranges_and_changes(language: str, text: str, expected: list[str]) -> None:
    assert written(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the 1232nd meeting", ["1232nd=ordinal 1232"]),
        ("en", "the 1,232nd meeting", ["1,232nd=ordinal 1232"]),
        ("en", "the twenty-first meeting", ["twenty-first=ordinal 21"]),
        ("en", "the second round", ["second=ordinal 2"]),
        ("en", "the country’s first election", ["first=ordinal 1"]),
        ("en", "It was first held then.", []),
        ("en", "First, the law. Second, the rules.", []),
        ("en", "the 21st century, the twenty-first century", []),
        ("ru", "30-ю годовщину и 1257-м заседании", ["30-ю=ordinal 30", "1257-м=ordinal 1257"]),
        ("ru", "на двадцать первом заседании", ["двадцать первом=ordinal 21"]),
        ("ru", "второй тур, VII созыва", ["второй=ordinal 2", "VII=ordinal 7"]),
        ("ru", "XXI века, двадцатого века, впервые, во-первых, в первую очередь", []),
        ("ru", "5-ти кандидатов и 3-х дней", ["5-ти=count 5", "3-х=count 3"]),
    ],
)
def test_ordinals(language: str, text: str, expected: list[str]) -> None:
    assert written(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "paragraphs 7.5 and 24 of it", ["7.5", "24"]),
        ("en", "under Articles 5, 7 and 9", ["5", "7", "9"]),
        ("en", "under Art. 5(2) of it", ["5(2)"]),
        ("en", "Law No. 123-V and Resolution 1325", ["123-V", "1325"]),
        ("en", "see PC.DEL/663/19 here", ["PC.DEL/663/19"]),
        ("en", "applications nos. 27996/06 and 34836/06", ["27996/06", "34836/06"]),
        ("en", "Chapter IV of it", ["IV"]),
        ("en", "at polling station 45 there", ["45"]),
        ("ru", "(статьи 3 и 41)", ["3", "41"]),
        ("ru", "пунктам 3, 4 и 5 ст. 12", ["3", "4", "5", "12"]),
        ("ru", "пункт 2 части 1 статьи 35", ["2", "1", "35"]),
        ("ru", "на участке № 45, в УИК №46", ["45", "46"]),
        ("ru", "в силу статей 34 и 36 закона", ["34", "36"]),
        ("ru", "Закон № 67-ФЗ", ["67-ФЗ"]),
        ("en", "see CDL-AD(2002)023rev2-cor here", ["CDL-AD(2002)023rev2-cor"]),
        ("en", "resolutions 1325 (2000) and 2242 (2015)", ["1325 (2000)", "2242 (2015)"]),
        ("en", "Section 64(4)-(5), ss. 3–5", ["64(4)-(5)", "3–5"]),
        ("ru", "резолюции 2576 (2021)", ["2576 (2021)"]),
        ("en", "regulation 43 of C.I. 127 was", ["43", "C.I. 127"]),
        ("en", "see points 4.2 and 4.3 of", ["4.2", "4.3"]),
        ("en", "At stations 14, 27 and 113 too", ["14", "27", "113"]),
        ("en", "resolution S/RES/2476 (2019)", ["S/RES/2476 (2019)"]),
        ("en", "Candidate No 3 (Mr. Ali)", ["3"]),
        ("ru", "в округах 3 и 5", ["3", "5"]),
    ],
)
def test_references(language: str, text: str, expected: list[str]) -> None:
    assert [one.value for one in found(language, text) if one.kind == "reference"] == expected
    assert [text[one.start : one.end] for one in found(language, text)] == expected


def test_a_number_before_its_noun_is_no_reference() -> None:
    assert written("ru", "На участке 45 наблюдателей.") == ["45=count 45"]
    assert written("ru", "по ст. 192 — 9 дел") == ["192=reference 192", "9=count 9"]
    assert written("ru", "решение 2-й инстанции") == ["2-й=ordinal 2"]
    assert written("en", "in the U.S. 30 observers") == ["30=count 30"]
    assert written("en", "At stations 12 observers met.") == ["12=count 12"]


def test_a_digit_far_from_the_numbers_of_its_sentence_belongs_to_a_name() -> None:
    text = "Of four national channels monitored here (Alsat-M, Sitel, Telma and the public MRT 1), two"
    assert written("en", text) == ["four=count 4", "two=count 2"]
    assert written("en", "Of 30 seats Smer won 12, PS 9, Hlas 8") == [
        "30=count 30", "12=count 12", "9=count 9", "8=count 8"
    ]  # fmt: skip


def test_list_numbers_begin_items() -> None:
    text = "1) выпуск материалов; 2) встречи (статьи 3 и 41);\n3. А. С. Косанов\n5 комиссий работали."
    assert written("ru", text) == [
        "1=list_number 1",
        "2=list_number 2",
        "3=reference 3",
        "41=reference 41",
        "3=list_number 3",
        "5=count 5",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "COVID-19, G20, A4, F-16, 5G, mid-70"),
        ("en", "https://www.example.org/a/413555 or a5@b.org"),
        ("en", "Call +7 (7172) 75-31-01 or tel. 75 31 01 now"),
        ("en", "One of the observers, no one, one another, each one"),
        ("en", "as noted in [12] before"),
        ("en", "One in ten voters, one in every five stations, 1 in 4 of them"),
        ("en", "A Boeing 737 took the first-past-the-post ballots; call 0800 723 203"),
        ("en", "Sitel, Telma and the public MRT 1"),
        ("ru", "Каждый пятый участок, самолёт Boeing 737, «Радио 4»"),
        ("ru", "COVID-19, А4, Су-27, тел. (7172) 75-31-01"),
        ("ru", "Один из них, ни один кандидат, одни и те же, права одних кандидатов"),
        ("ru", "его семью встретили, положение несколько улучшилось"),
        ("ru", "В Центризбиркоме 11 числа объявили"),
    ],
)
def test_digits_in_codes_and_words_of_another_sense_are_no_numbers(language: str, text: str) -> None:
    assert written(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "866 international short-term observers", ["observers"]),
        ("en", "30 polling station officials", ["official*"]),
        ("en", "the 57 OSCE participating States", ["countries"]),
        ("en", "a 12-member team on a two-day visit", ["member*", "days"]),
        ("en", "one candidate", ["candidates"]),
        ("en", "34 of the 238 polling stations", ["polling_stations", "polling_stations"]),
        ("en", "529 observers from 42 countries, of whom 380 came late", ["observers", "countries", "observers"]),
        ("en", "12 of 20 stations. Of these, 5 were late.", ["polling_stations", "polling_stations", ""]),
        ("en", "Observers: 48. The number of voters was 300.", ["observers", "voters"]),
        ("ru", "238 избирательных участков, включая 34 «закрытых» избирательных участка", ["polling_stations"] * 2),
        ("ru", "в 51 иностранном государстве", ["countries"]),
        ("ru", "9970 участковых избирательных комиссий", ["precinct_election_commissions"]),
        ("ru", "в 65 дипломатических представительствах", ["diplomatic_missions"]),
        ("ru", "двадцати трёх парламентариев", ["парламентарий*"]),
        ("ru", "взнос 4,25 млн тенге", ["тенге*"]),
        ("en", "2,345 (51.2%) of the voters; 48 (5%) observers", ["voters", "observers"]),
        ("en", "61 per cent; stations, of which eighty closed", ["polling_stations"]),
        ("en", "duplicates numbering 27 here", ["duplicate*"]),
        ("en", "Observers of the Union, thirty in all, came", ["observers"]),
        ("en", "aged 18 and over", ["years"]),
        ("en", "They rated all but nine “good”.", [""]),
        ("ru", "в четырёх из пяти проверенных нами участков", ["polling_stations"] * 2),
        (
            "ru",
            "2604 участка (42 — в 29 странах) и ещё девяносто один",
            ["polling_stations"] * 2 + ["countries"] + ["polling_stations"],
        ),
        ("ru", "в тридцати трёхмандатных округах", ["округ*", "мандат*"]),
        ("en", "50 wages, some EUR 4,500 or $40", ["wage*", "", ""]),
        ("ru", "двухдневный визит, 30-летие", ["days", "years"]),
        ("ru", "77 790 местных и 883 международных наблюдателя", ["observers", "observers"]),
        ("ru", "800 наблюдателей из 40 стран, из них 48 от БДИПЧ", ["observers", "countries", "observers"]),
        ("ru", "в Италии — 60 участков, во Франции — 26", ["polling_stations", "polling_stations"]),
        ("ru", "наблюдателей было 48; в 2016-м — 43", ["observers", "observers"]),
        ("en", "six long-term and 16 short-term observers", ["observers", "observers"]),
    ],
)
def test_what_is_counted(language: str, text: str, expected: list[str]) -> None:
    assert counted(language, text) == expected


def test_numbers_that_share_a_sign_count_per_cents() -> None:
    assert written("en", "51, 32 and 17 per cent") == ["51=count 51", "32=count 32", "17 per cent=percent 17"]
    assert counted("en", "51, 32 and 17 per cent") == ["percent", "percent"]
    assert written("ru", "5-процентный и пятипроцентный барьер") == [
        "5-процентный=percent 5",
        "пятипроцентный=percent 5",
    ]


# Numbers written out, by tables of their own

EN_ONES = row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english_below_thousand(number: int, hyphen: str, joiner: str) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below = EN_ONES[rest] if rest < 20 else EN_TENS[tens] + (hyphen + EN_ONES[ones] if ones else "")
    if not hundreds:
        return below
    return f"{EN_ONES[hundreds]} hundred" + (f" {joiner}{below}" if rest else "")


def english(number: int, hyphen: str, joiner: str) -> str:
    if not number:
        return "zero"
    parts = []
    for scale, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{english_below_thousand(count, hyphen, joiner)} {word}")
    if number:
        parts.append((joiner if parts and number < 100 else "") + english_below_thousand(number, hyphen, joiner))
    return " ".join(parts)


# Nominative, genitive, dative, accusative, instrumental, prepositional.
RU_SMALL = {
    2: "два двух двум два двумя двух",
    3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх",
    8: "восемь восьми восьми восемь восемью восьми",
    40: "сорок сорока сорока сорок сорока сорока",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
    800: "восемьсот восьмисот восьмистам восемьсот восемьюстами восьмистах",
}
RU_SOFT = {
    5: "пять", 6: "шесть", 7: "семь", 9: "девять", 10: "десять", 11: "одиннадцать", 12: "двенадцать", 13: "тринадцать",
    14: "четырнадцать", 15: "пятнадцать", 16: "шестнадцать", 17: "семнадцать", 18: "восемнадцать", 19: "девятнадцать",
    20: "двадцать", 30: "тридцать",
}  # fmt: skip
RU_ONE = {
    "m": "один одного одному один одним одном",
    "f": "одна одной одной одну одной одной",
    "n": "одно одного одному одно одним одном",
}
RU_SCALES = [
    (10**12, "m", "триллион"),
    (10**9, "m", "миллиард"),
    (10**6, "m", "миллион"),
    (10**3, "f", "тысяч"),
]
RU_NOUNS = ["наблюдателей", "наблюдателей", "наблюдателям", "наблюдателей", "наблюдателями", "наблюдателях"]


def russian_word(number: int, case: int, gender: str) -> str:
    if number == 1:
        return RU_ONE[gender].split()[case]
    if number == 2 and gender == "f" and case in (0, 3):
        return "две"
    if number in RU_SMALL:
        return RU_SMALL[number].split()[case]
    if number in RU_SOFT:
        stem = RU_SOFT[number][:-1]
        return stem + row("ь и и ь ью и")[case]
    if number < 100:  # 50 to 80: both halves change
        return russian_word(number // 10, case, "m") + row("десят десяти десяти десят десятью десяти")[case]
    return russian_word(number // 100, case, "m") + row("сот сот стам сот стами стах")[case]  # 500 and on


def russian_scale(count: int, case: int, gender: str, stem: str) -> str:
    last = 0 if 10 < count % 100 < 20 else count % 10
    if last == 1:
        endings = "а и е у ей е" if gender == "f" else " а у  ом е"
        return stem + endings.split(" ")[case]
    if case in (0, 3):
        few, many = ("и", "") if gender == "f" else ("а", "ов")
        return stem + (few if 2 <= last <= 4 else many)
    return stem + ("", row(" ам  ами ах") if gender == "f" else row("ов ам  ами ах"))[1][case - 1]


def russian(number: int, case: int, gender: str) -> str:
    if not number:
        return row("ноль нуля нулю ноль нулём нуле")[case]
    words: list[str] = []
    for scale, scale_gender, stem in [*RU_SCALES, (1, gender, "")]:
        count, number = divmod(number, scale)
        rest = count
        for part in (rest // 100 * 100, rest % 100 if rest % 100 < 20 else rest % 100 // 10 * 10):
            words += [russian_word(part, case, scale_gender)] if part else []
        if rest % 100 >= 20 and rest % 10:
            words.append(russian_word(rest % 10, case, scale_gender))
        if count and stem:
            words.append(russian_scale(count, case, scale_gender, stem))
    return " ".join(words)


def test_the_generator_of_russian_numbers() -> None:
    assert russian(2_021_758, 0, "m") == "два миллиона двадцать одна тысяча семьсот пятьдесят восемь"
    assert russian(11_006_341, 4, "f") == "одиннадцатью миллионами шестью тысячами тремястами сорока одной"
    assert russian(5_001_600, 1, "n") == "пяти миллионов одной тысячи шестисот"


LANGUAGES = st.sampled_from(["en", "ru"])
NUMBERS = st.one_of(
    st.integers(0, 130),
    st.integers(0, 10**6),
    st.integers(0, 10**12),
    st.builds(lambda digits, power: min(digits * 10**power, 10**12), st.integers(1, 999), st.integers(0, 11)),
)


@settings(max_examples=200, deadline=None)
@given(NUMBERS, st.sampled_from("- "), st.sampled_from(["", "and "]))
def test_every_number_in_english_words_reads_back(number: int, hyphen: str, joiner: str) -> None:
    words = english(number, hyphen, joiner)
    text = f"There were {words} observers here."
    assert written("en", text) == [f"{words}=count {number}"]


@settings(max_examples=400, deadline=None)
@given(NUMBERS, st.integers(0, 5), st.sampled_from("mfn"))
def test_every_number_in_russian_words_reads_back_in_every_case(number: int, case: int, gender: str) -> None:
    words = russian(number, case, gender)
    text = f"Речь о {words} {RU_NOUNS[case]} здесь."
    assert written("ru", text) == [f"{words}=count {number}"]


@settings(max_examples=200, deadline=None)
@given(
    NUMBERS, st.sampled_from(["", ",", ".", " ", "\u00a0", "\u202f", "\u2009", "'", "’"]), st.sampled_from(["en", "ru"])
)
def test_every_number_in_digits_reads_back_with_any_separator(number: int, separator: str, language: str) -> None:
    digits = f"{number:,}".replace(",", separator)
    text = {"en": f"There were {digits} observers here.", "ru": f"Речь о {digits} наблюдателей здесь."}[language]
    assert written(language, text) == [f"{digits}=count {number}"]


PIECES = st.sampled_from(
    row(
        "1 22 333 4444 1.5 0 007 ² ½ ٣ 五 Ⅷ 2nd 30-ю % №  , . - – — / ( ) : ; [ ] + ~ $ \n \n\n ' « » one two thirds "
        "hundred thousand million dozen half quarter and a of from to between or several few more than no less per "
        "first second century один двух сорока семью тысячи тыс. млн сто двадцать первый трети полтора несколько из "
        "до с и не менее более от процентов статьи ст. тел. участков двухдневный observers Article IV X cent "
        "наблюдателей stations https://a.b/1 a5@b"
    )
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\u00a0"])), max_size=40), st.sampled_from(["en", "ru"]))
def test_any_text_gives_spans_of_its_words_in_order(pieces: list[tuple[str, str]], language: str) -> None:
    text = "".join(piece + space for piece, space in pieces)
    mentions = found(language, text)
    assert all(0 <= one.start < one.end <= len(text) and text[one.start : one.end].strip() for one in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))


def test_digits_without_end_are_no_number() -> None:
    assert written("en", f"There were {'9' * 5000} observers.") == []


def calls(language: str, text: str) -> int:
    """Calls of functions that reading a text takes."""
    reader, count = reader_of(language), 0
    reader.read(text[:1000])

    def count_one(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_one)
    try:
        reader.read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("en", "1,"), ("en", "1 000 "), ("en", "1-"), ("en", "1/"), ("en", "5 of the "), ("en", "from 1 to "),
        ("en", "two hundred and "), ("en", "hundreds of "), ("en", "one "), ("en", "A/1"), ("en", "20 in "),
        ("ru", "5 больших "), ("ru", "несколько "), ("ru", "5 из "), ("ru", "ст. 5 и "), ("ru", "тысяч "),
    ],
)  # fmt: skip
def test_work_grows_with_the_length_of_a_text(language: str, piece: str) -> None:
    once, twice = calls(language, piece * 1000), calls(language, piece * 2000)
    assert twice < 2.3 * once
