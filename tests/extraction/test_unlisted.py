"""Bodies and places that no list holds and whose shape says nothing: `{a body}`, `<a place>` in sentences."""

import re

import pytest

from extraction.names.organizations import Organizations
from extraction.persons.matcher import Persons
from extraction.reader import Reader
from extraction.tokens import Keys
from tests.extraction.marked import calls

_MARK = re.compile(r"([{<])([^}>]+)[}>]")


def reader(language):
    keys = Keys()
    return Reader([Organizations(language, keys), Persons(language, keys)], keys)


READERS = {language: reader(language) for language in ("en", "ru")}


def found(language, text):
    """Words of bodies and places, with what they are."""
    kinds = {"organization": "{", "place": "<"}
    mentions = READERS[language].read(text)
    return [(kinds[one.kind], text[one.start : one.end]) for one in mentions if one.kind in kinds]


def check(language, written):
    expected = [(mark, words) for mark, words in _MARK.findall(written)]
    assert found(language, _MARK.sub(r"\2", written)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The newspapers {Zorba}, {Blirk} and {Polinka} reported on intimidation.",
        "The news agency {Ukrainka} reported a delay.",
        "The daily {The Zorba} and the weekly {Savalo} gave them little space.",
        "The ruling {Blue Mountain} lost votes.",
        "Of the four broadcasters monitored ({Alsa-M}, {Sitela}, {Telmar} and the public {ZRT 1}), three were fair.",
        "Five parties crossed the threshold: {Friend of the People} with 43.16 %, {Platform – For Hope} with 13.05 %, "
        "{Batkira} (8.18) and {Holosko} (5.82).",
        "Private stations such as {Digira} and {Antenka 3} held debates.",
        "{Alternativka}, a splinter of {LDK}, fell below 5 per cent.",
        "{Fair Trees}, an NGO that observes, deployed 60 observers.",
        "They read it on the {Vouliwatch} website and in the {Kaktuska} newspaper.",
        "Then 42 seats went to the SDP-led {Rivers of Justice}.".replace("SDP", "{SDP}"),
    ],
)
def test_a_noun_says_what_capitals_beside_it_name(sentence):
    check("en", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Candidates nominated by {PASTA}, {Benko Bokka} and {Taku Walla} toured the country.",
        "Members of the {Movement for Progress} complained.",
        "The leader of {Fidoz}, Viktor Orbán, spoke.",
        "Supporters of {CCC}, {Ak Zhola} and {Auylka} held 412 meetings.",
        "{Likuda} gained 32 seats, {Yesh Atida} 24 and {Shaza} 11.",
        "Only {Tautua Samoana}, {FAST} and {HRPP} fielded candidates.",
        "{CRTA}, {Silverbirk} and {Punchka} were accredited.",
    ],
)
def test_membership_seats_and_enumerations_show_bodies(sentence):
    check("en", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Supporters of Raila Odinga and William Ruto clashed.",
        "Agents of Odinga were allowed in; agents of Ruto were not.",
        "Members of Roma communities complained.",
        "Candidates: Anna Petrova, Boris Ivanov and Carl Schmidt.",
        "Three parties (two of them new) took part; the parties Saturday agreed on a date.",
        "The agency Director, Ms. Lopez, said that the party President Smith leads is new.",
        "The leader of the opposition, Mr. Tsvangirai, took 3 seats.",
        "Polling stations Number 12 and 14 opened late.",
        "The Electoral Act and the Code of Conduct were amended in May, June and July.",
        "Buddhist, Christian and Muslim leaders, Kazakhs and Uighurs joined.",
        "DeSantis and McDonald spoke of COVID, QR codes and the CEO.",
    ],
)
def test_persons_peoples_and_things_are_no_bodies(sentence):
    check("en", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "{Proma-LEKS} reported on {PP-DBA} and {ACTO-Wazalendo}, but EU-Georgia ties are others.".replace(
            "EU-", "{EU}-"
        ),
        "{UzLiDePa} and {bTVX} were there.",
        "{MISO Zimbabwe} and {Radio Okapira} observed.",
        "The {Republican Television} ({Rtv}) and {Rtv} news.",
    ],
)
def test_capitals_inside_a_word_or_behind_a_hyphen_are_an_abbreviation(sentence):
    check("en", sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The broadcaster {Ukrainka} was fined. {Ukrainka} appealed, and {Ukrainka}'s lawyer spoke."),
        ("en", "The {State Election Commission} ({SEC}) met. The {SEC} is new; so is the President of the {SEC}."),
        ("en", "The newspaper {Momentus} gained momentus readers. Momentus counts, they told {Momentus}."),
        ("ru", "Партия «{Грузинка}» победила. За «{Грузинку}» голосовали многие, а «{Грузинка}» рада."),
        ("ru", "Партия «{Право и порядок}» ({ПиП}) победила; у {ПиП} теперь 30 мандатов."),
    ],
)
def test_what_a_document_shows_once_is_found_wherever_it_stands(language, sentence):
    check(language, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Блок опередил «{Единое народное движение}», как и «{Мусафат}».",
        "«{Ликуда}» получил 32 мандата, «{Еш Атида}» — 24, {ШАЗ} — 11.",
        "Его «{Гражданская платформа}» выставила вместо неё.",
        "Кандидат «{Новых граждан}» и лидер «{Шанса}» выступили.",
        "В Черногории «{Европа завтра}» опередила всех.",
        "По полторы сотни от {УзЛиДеПа}, «{Милли тикла}», «{Адолата}» и {НДПУ}.",
    ],
)
def test_a_quoted_name_without_a_noun_is_a_body(sentence):
    check("ru", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "«Выборы прошли спокойно», — сказал Иванов и назвал явку «Рекордной».",
        "Документ «О выборах Президента» и программа «Цифровой Казахстан» обсуждались.",
        "Стадион «Астана Арена» и гостиница «Риксос» охранялись.",
        "Слоганы «Вместе», «За Родину» и «Сильный Казахстан» висели в метро.",
        "Он подчеркнул: «Закон надо менять». Принята «Стратегия-2050».",
        "Бюллетени формата A4, коды QR проверены; COVID-19 не мешал.",
    ],
)
def test_speech_and_names_of_things_are_no_bodies(sentence):
    check("ru", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Освещение на {Telewizja Wolska} ({TVW}) было предвзятым, тогда как {TVX24} и {Meydan TV} старались.",
        "Телеканалы {Jurnal TV} и {Moldova 1} провели дебаты, сообщил {Kaktus.media}.",
        "Агентство {MONTSAMER} сообщило о задержке.",
        "Миссия {БДИПЧ} и делегация {ПА ОБСЕ} прибыли.",
        "Миссия {ШОС} высоко оценила работу {ЦИК Азербайджана}.",
        "{Независимая областная комиссия} ({НОК}) объявила итоги; {НОК} отклонила жалобы.",
        "Состоялись выборы Президента. {ЦИК Республики Казахстан} подвела итоги.",
        "{Высший избирательный совет Турции} и {Фонд имени Батория} согласились.",
    ],
)
def test_other_letters_and_abbreviations_in_russian(sentence):
    check("ru", sentence)


def test_an_adjective_keeps_its_stem_in_the_nominative():
    mentions = READERS["ru"].read("Решение Высшего избирательного совета Турции обжаловано.")
    assert mentions[0].value == "Высший избирательный совет Турции"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "They voted in <Dakar>, <Zorbiès> and <Ziguinka>."),
        ("en", "They toured <Accra>, <Kumasi> and <Zorbale>."),
        ("en", "They met in <Accra>, and Kofi Annan spoke; observers from Ghana, Togo and Benin came."),
        ("ru", "Работали в <Кишинёве>, <Бельцах> и <Кагрулах>."),
        ("ru", "В <Минске>, Иван и Пётр тоже были."),
        ("en", "From <Zagreb> to <Dubrovnik-Neretva County> they drove."),
        ("ru", "За мэра столицы Рафала Тшасковского голосовали в <Варшаве>."),
    ],
)
def test_unknown_members_of_an_enumeration_of_places_are_places(language, sentence):
    check(language, sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Clashes broke out near <Zorbale> and across <Blirk District>, outside <Polinka>."),
        ("en", "The team travelled to <Zorbale>, <Blirk> and <Polinka>; others visited <Savalo>."),
        ("en", "The road from <Accra> to <Zorbale> was closed, as was the station at <Blirk>."),
        ("en", "Voters in <Zorbale> and <Blirk> queued on the outskirts of <Polinka>."),
        ("en", "The <Zorbale>-based monitors, no community-based group, drove from northern <Blirk>."),
        ("en", "Stations in <Accra>, <Zorb>, <Southern>, <Eastern> and <North-Western> provinces opened late."),
        ("en", "The regions of <Zorbale>, <Blirk> and <Polinka> and the <Central Region> reported."),
        ("en", "In <Upper Zorb> and <West Darfur> it was calm, in <Belize City> and in <Zorb-Oriental> not."),
        ("ru", "Наблюдатели были в <Тырбасполе> и <Сент-Луисе>, близ <Кагрульска> и в <Центральном районе> столицы."),
        ("ru", "В селе <Загрукник> и общине <Штрумпце> голосовали, из <Чадыр-Загры> жалоб нет."),
        ("ru", "Нарушения были в ряде областей, включая <Одесскую> и <Закарпатскую>."),
        ("ru", "Выше всего явка в <Нарынской>, ниже всего в <Чуйской области>."),
    ],
)
def test_words_of_place_show_places(language, sentence):
    check(language, sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "In <Zorba>, Smith and Jones spoke; in <Accra>, they did not."),
        ("en", "In <Accra>, Smith and Jones spoke."),
        ("en", "We met Manuel Flores; Manuel Flores spoke."),
        ("en", "Turnout fell, as {LEON}, the network, had said."),
        ("ru", "В Госкомзагре и Заргазбанке молчат."),
        ("ru", "Посетили Кордайскую и Шортандинскую площадки области."),
    ],
)
def test_other_capitals_behind_words_of_place_are_no_places(language, sentence):
    check(language, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The {Women for Zorb} and {Lawyers for Human Rights} complained; Women of Kenya did not.",
        "An analyst at {Zorba Blirk} disagreed with a researcher at {Savalo}.",
        "The pro-Western {Zorba and Solidarity Party} and the ruling {Blirk and Zorba Party} won.",
    ],
)
def test_purpose_employees_and_compound_adjectives_show_bodies(sentence):
    check("en", sentence)


@pytest.mark.parametrize(
    "unit",
    ["travelled to Zorba, ", "near Zorba and ", "visited Blirk, Zorba, ", "Одесскую, области, ", "в Кагруле и "],
)
def test_words_of_place_cost_as_much_as_they_are_long(unit):
    reader = READERS["en" if unit.isascii() else "ru"]

    def cost(times):
        return calls(lambda: reader.read(unit * times))

    cost(10)
    assert cost(400) < 4.8 * cost(100)


@pytest.mark.parametrize(
    "unit",
    ["the newspaper Zorba, ", "Zorba, ", "members of Zorba and ", "Nova and ", "Dakar, ", "Zorba 12 seats, "],
)
def test_enumerations_cost_as_much_as_they_are_long(unit):
    def cost(times):
        text = unit * times
        return calls(lambda: READERS["en"].read(text))

    cost(10)
    assert cost(400) < 4.8 * cost(100)


def test_distinct_names_cost_as_much_as_there_are():
    def cost(times):
        text = " ".join(f"The newspaper Zorba Q{chr(97 + number % 26)}{number:05} is new." for number in range(times))
        READERS["en"].read(text)  # its words are remembered then
        return calls(lambda: READERS["en"].read(text))

    cost(10)
    assert cost(1600) < 4.8 * cost(400)
