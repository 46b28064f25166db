import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.mentions import Name
from extraction.names.organizations import Entry, Organizations
from extraction.names.word_lists import lists
from extraction.reader import Reader
from extraction.tokens import Keys

LANGUAGES = ("en", "ru")


def reader(language, vocabulary=()):
    keys = Keys()
    return Reader([Organizations(language, keys, vocabulary)], keys)


READERS = {language: reader(language) for language in LANGUAGES}


def mentions(language, text):
    return [
        (mention.kind, text[mention.start : mention.end], mention.value) for mention in READERS[language].read(text)
    ]


def words(language, text, kind=None):
    return [written for found, written, _ in mentions(language, text) if kind in {None, found}]


@pytest.mark.parametrize(
    "name",
    [
        "Central Election Commission of the Republic of Kazakhstan",
        "Senate of the Parliament of the Republic of Kazakhstan",
        "Ministry of Foreign Affairs and European Integration",
        "Ministry of Trade, Industry and Energy",
        "Committee on Foreign Affairs, Defence and Security",
        "Independent Electoral and Boundaries Commission",
        "Office of the Prime Minister",
        "Prosecutor General's Office",
        "People’s Democratic Party",
        "All Progressives Congress",
        "Permanent Mission of the Kyrgyz Republic to the United Nations",
        "African Union Election Observation Mission",
        "OSCE Office for Democratic Institutions and Human Rights",
        "Federation Council of the Federal Assembly of the Russian Federation",
        "Transparency International Georgia",
        "OSCE/ODIHR",
        "ODIHR EOM",
    ],
)
def test_the_whole_chain_is_one_organization(name):
    text = f"On Monday the {name} said that the vote was free."
    assert mentions("en", text) == [("organization", name, name)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (
            "Центральной избирательной комиссии Республики Казахстан",
            "Центральная избирательная комиссия Республики Казахстан",
        ),
        ("Министерством иностранных дел Кыргызской Республики", "Министерство иностранных дел Кыргызской Республики"),
        ("Сената Парламента Республики Казахстан", "Сенат Парламента Республики Казахстан"),
        (
            "Совету Федерации Федерального Собрания Российской Федерации",
            "Совет Федерации Федерального Собрания Российской Федерации",
        ),
        ("Секретариата Совета МПА СНГ", "Секретариат Совета МПА СНГ"),
        ("Комитете по международным делам", "Комитет по международным делам"),
        ("Министерстве труда и социальной защиты населения", "Министерство труда и социальной защиты населения"),
        ("Демократической партией Казахстана «Ак жол»", "Демократическая партия Казахстана «Ак жол»"),
        ("Социал-демократической партией Кыргызстана", "Социал-демократическая партия Кыргызстана"),
        ("Партии справедливости и развития", "Партия справедливости и развития"),
        ("Народно-демократической партии Узбекистана", "Народно-демократическая партия Узбекистана"),
        ("Миссии наблюдателей от СНГ", "Миссия наблюдателей от СНГ"),
        ("Верховного суда Республики Беларусь", "Верховный суд Республики Беларусь"),
        ("Ассамблее народа Казахстана", "Ассамблея народа Казахстана"),
        (
            "Совете по правам человека при Президенте Российской Федерации",
            "Совет по правам человека при Президенте Российской Федерации",
        ),
        (
            "Организацией по безопасности и сотрудничеству в Европе",
            "Организация по безопасности и сотрудничеству в Европе",
        ),
        ("Содружества независимых государств", "Содружество независимых государств"),
        ("ЦИК Азербайджана", "ЦИК Азербайджана"),
        ("МИД РФ", "МИД РФ"),
        ("Мажилисе", "Мажилис"),
        ("Правительства", "Правительство"),
    ],
)
def test_any_case_is_found_and_the_value_is_nominative(written, value):
    assert mentions("ru", f"Об этом говорится в документах {written}, поступивших вчера.") == [
        ("organization", written, value)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mission and the commission met the parties and the government of the region."),
        ("en", "The Constitution, the Election Code and the Copenhagen Document apply."),
        ("en", "Political Party Registration"),
        ("en", "Polling Stations and Voter Registers"),
        ("en", "Women in Politics; trust in Biden; published in Portuguese; in Chapter 3; in Mr. Boko's view"),
        ("en", "EXECUTIVE SUMMARY\n\nThe vote was calm.\n\nFACTBOX: who ran"),
        ("en", "Kazakh and Russian observers spoke with Georgian voters."),
        ("en", "We met Michael Jordan and Chad Smith."),
        ("en", "Mr. TOKAYEV and K. PUTIN"),
        ("en", "THE ROLE OF MEDIA DURING THE VOTE COUNT"),
        ("en", "Results Management System (RMS); later the RMS failed."),
        ("en", "Chapter XIV, NGOs, a TV and three MPs"),
        ("ru", "Избирательные комиссии и политические партии работали в правительстве и парламенте."),
        ("ru", "Конституция и Закон «О выборах» приняты."),
        ("ru", "казахстанские и российские наблюдатели"),
        ("ru", "Того же мнения и Чадом, и тем, кто мал."),
        ("ru", "Главой миссии назначен он. Выступление делегации завершено."),
        ("ru", "политических партий (ПП), затем ПП"),
        ("ru", "Новая комиссия рассмотрела вопрос."),
        ("ru", "Раздел XIV, НПО и СМИ; Н. А. НАЗАРБАЕВ"),
    ],
)
def test_these_are_no_names(language, text):
    assert [found for found in mentions(language, text) if found[1] != "Чадом"] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Лидер партии «Нур Отан» ушёл.", ["Нур Отан"]),
        ("ru", "Газета «Коммерсантъ» и телеканал «Хабар»", ["Коммерсантъ", "Хабар"]),
        ("ru", "агентств «Ховар» и «Азия-Плюс»", ["Ховар", "Азия-Плюс"]),
        ("ru", "Партия «Ата-Журт» победила.", ["Ата-Журт"]),
        ("ru", "Телеканал КТРК сообщил", ["КТРК"]),
        ("ru", "Кейко Фухимори («Народная сила»)", ["Народная сила"]),
        ("en", "DILI, April 20 (Lusa) – Former", ["Lusa"]),
        ("en", "members of Chama Cha Mapinduzi (CCM)", ["Chama Cha Mapinduzi", "CCM"]),
        ("ru", "победила партия Nur Otan.", ["Nur Otan"]),
        ("ru", "кандидат от «Адолат»", ["Адолат"]),
        ("ru", "передает Liter.kz.", ["Liter.kz"]),
        ("en", "the party “Bilik” and the newspaper 'Azadliq'", ["Bilik", "Azadliq"]),
        ("en", "candidates of the Nur Otan party", ["Nur Otan"]),
        ("en", "voters of Socialists, Our Party and others", ["Our Party"]),
        ("en", "the Alliance of Patriots and Girchi stood", ["Alliance of Patriots", "Girchi"]),
        ("en", "the state channel NTV Moldova covered it", ["NTV Moldova"]),
        ("en", "networks, above all Facebook and Odnokla, grew", ["Facebook", "Odnokla"]),
        ("ru", "опередил «Мусават» (11%), «Альянс» отстал", ["Мусават", "Альянс"]),
        ("ru", "В списке есть Мирная Армения и другие.", ["Мирная Армения"]),
        ("ru", "Он был в Древней Греции и Южной Армении.", []),
    ],
)
def test_names_beside_a_generic_noun_stand_without_it(language, text, expected):
    assert words(language, text, "organization") == expected


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "in the Republic of Moldova", "MD"),
        ("en", "in the Czech Republic", "CZ"),
        ("en", "in Czechia", "CZ"),
        ("en", "in Turkey", "TR"),
        ("en", "in Türkiye", "TR"),
        ("en", "in the UK", "GB"),
        ("en", "in the U.S.", "US"),
        ("en", "in Guinea-Bissau", "GW"),
        ("en", "in Equatorial Guinea", "GQ"),
        ("en", "in Papua New Guinea", "PG"),
        ("en", "in the Democratic Republic of the Congo", "CD"),
        ("en", "in the Republic of the Congo", "CG"),
        ("en", "in Côte d’Ivoire", "CI"),
        ("en", "in Niger", "NE"),
        ("en", "in Nigeria", "NG"),
        ("ru", "в Республике Молдова", "MD"),
        ("ru", "из Молдавии", "MD"),
        ("ru", "Кыргызской Республикой", "KG"),
        ("ru", "из Киргизии", "KG"),
        ("ru", "в Кыргызстане", "KG"),
        ("ru", "в Белоруссии", "BY"),
        ("ru", "с Беларусью", "BY"),
        ("ru", "в Королевстве Швеция", "SE"),
        ("ru", "в ЮАР", "ZA"),
        ("ru", "в ОАЭ", "AE"),
        ("ru", "из КНР", "CN"),
        ("ru", "в Соединённых Штатах Америки", "US"),
        ("ru", "в Демократической Республике Конго", "CD"),
        ("ru", "в Египте", "EG"),
        ("ru", "в Экваториальной Гвинее", "GQ"),
        ("ru", "в Чаде", "TD"),
    ],
)
def test_states_have_their_codes(language, text, code):
    assert [(kind, value) for kind, _, value in mentions(language, text)] == [("country", code)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_lexicon_is_read_as_itself(language):
    states = lists(language, "countries")
    for code, forms in (*states["names"].items(), *states["also"].items()):
        for form in forms:
            if code not in states["dependent"] and form not in {"Америка", "America"}:
                assert mentions(language, f"x {form} x") == [("country", form, code)], form


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_body_of_the_lexicon_is_read_as_itself(language):
    for entity, forms in lists(language, "organizations")["known"].items():
        for form in forms:
            text = f"x {form} x"
            found = READERS[language].read(text)
            assert [(mention.kind, text[mention.start : mention.end]) for mention in found] == [("organization", form)]
            assert [mention.entity for mention in found if isinstance(mention, Name)] == [entity], form


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Karaganda Region and the city of Almaty", [("Karaganda Region",) * 2, ("Almaty",) * 2]),
        ("en", "in Astana, Akmola and Karaganda regions", [("Astana",) * 2, ("Akmola",) * 2, ("Karaganda",) * 2]),
        ("en", "the Samegrelo-Zemo Svaneti region", [("Samegrelo-Zemo Svaneti",) * 2]),
        ("en", "the right bank of the Nistra river", [("Nistra",) * 2]),
        ("en", "in the Autonomous Republic of Adjara", [("Autonomous Republic of Adjara",) * 2]),
        ("en", "gaps in Articles 38 and 43 and in Foya", [("Foya",) * 2]),
        ("en", "in Tuzla Canton and Lagos and Kano States", [("Tuzla Canton",) * 2, ("Lagos",) * 2, ("Kano",) * 2]),
        ("en", "voters in Foya, in Accra and Tema", [("Foya",) * 2, ("Accra",) * 2, ("Tema",) * 2]),
        ("en", "across Central Asia and West Africa", [("Central Asia",) * 2, ("West Africa",) * 2]),
        ("ru", "в Туркестанской области", [("Туркестанской области", "Туркестанская область")]),
        ("ru", "в Ленкоранском районе", [("Ленкоранском районе", "Ленкоранский район")]),
        (
            "ru",
            "в Акмолинской, Жамбылской и Карагандинской областях",
            [("Акмолинской", "Акмолинская"), ("Жамбылской", "Жамбылская"), ("Карагандинской", "Карагандинская")],
        ),
        (
            "ru",
            "Горно-Бадахшанскую автономную область",
            [("Горно-Бадахшанскую автономную область", "Горно-Бадахшанская автономная область")],
        ),
        (
            "ru",
            "в Ханты-Мансийском автономном округе",
            [("Ханты-Мансийском автономном округе", "Ханты-Мансийский автономный округ")],
        ),
        ("ru", "в городе Нур-Султане и г. Нукусе", [("Нур-Султане", "Нур-Султан"), ("Нукусе", "Нукус")]),
        ("ru", "КИШИНЁВ, вчера", [("КИШИНЁВ", "КИШИНЁВ")]),
        ("ru", "в Республике Каракалпакстан", [("Республике Каракалпакстан", "Республика Каракалпакстан")]),
    ],
)
def test_places(language, text, expected):
    assert [(written, value) for kind, written, value in mentions(language, text) if kind == "place"] == expected
    assert {kind for kind, _, _ in mentions(language, text)} == {"place"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Наблюдали пять организаций, в том числе «Независимого эксперта».", "Независимый эксперт"),
        ("Он опередил «Мирную силу» и «Мусават».", "Мирная сила"),
        ("Голосовали за лидеров Мирной Армении.", "Мирная Армения"),
    ],
)
def test_a_name_without_a_noun_before_it_is_put_into_the_nominative(text, value):
    assert next(found for kind, _, found in mentions("ru", text) if kind == "organization") == value


def entities(language, text, vocabulary=()):
    found = (READERS[language] if not vocabulary else reader(language, vocabulary)).read(text)
    return {text[mention.start : mention.end]: mention.entity for mention in found if isinstance(mention, Name)}


@pytest.mark.parametrize(
    ("language", "text", "short", "full"),
    [
        ("en", "The Electoral Commission of Ghana (ECG) met. The ECG voted.", "ECG", "Electoral Commission of Ghana"),
        ("en", "The Senate of the Parliament met. The Senate rose.", "Senate", "Senate of the Parliament"),
        (
            "ru",
            "Центральная избирательная комиссия Чехии (далее — ЦИК) и ЦИК",
            "ЦИК",
            "Центральная избирательная комиссия Чехии",
        ),
        (
            "ru",
            "ЦИК России и Центральная избирательная комиссия России",
            "ЦИК России",
            "Центральная избирательная комиссия России",
        ),
        ("ru", "БДИПЧ и Бюро по демократическим институтам и правам человека", "БДИПЧ", "odihr"),
        ("en", "the OSCE Parliamentary Assembly (OSCE PA)", "OSCE PA", "osce-pa"),
    ],
)
def test_mentions_of_one_bearer_have_one_entity(language, text, short, full):
    assert entities(language, text)[short] == full


def test_an_abbreviation_of_a_place_is_a_place():
    text = "in the Federal Capital Territory (FCT); later the FCT"
    assert {kind for kind, written, _ in mentions("en", text) if written == "FCT"} == {"place"}


def test_a_sentence_capital_counts_where_the_document_confirms_it():
    assert words("ru", "Комиссия приняла решение.") == []
    assert words("ru", "Комиссия приняла решение. Жалобы поступили в Комиссию.") == ["Комиссия", "Комиссию"]


VOCABULARY = (
    Entry("nur-otan", "organization", {"ru": ["Нур Отан", "Nur Otan"]}),
    Entry("ots-pa", "organization", {"ru": ["Парламентской ассамблеи тюркоязычных стран"]}),
    Entry("kazakhstan", "country", {"ru": ["Республики Казахстан"]}, "KZ"),
    Entry("tokayev", "person", {"ru": ["Токаев"]}),
    Entry("boards", "organization", {"ru": ["избирательных комиссий всех уровней"]}),
)


def test_a_vocabulary_names_the_bearer_of_every_form_and_case():
    text = "Нур Отаном; Парламентская ассамблея тюркоязычных стран, ТюркПА; Республику Казахстан, Казахстану; Токаев"
    assert entities("ru", text, VOCABULARY) == {
        "Нур Отаном": "nur-otan",
        "Парламентская ассамблея тюркоязычных стран": "ots-pa",
        "ТюркПА": "ots-pa",
        "Республику Казахстан": "kazakhstan",
        "Казахстану": "kazakhstan",
    }


def test_forms_in_lower_case_are_no_names():
    assert entities("ru", "избирательных комиссий всех уровней", VOCABULARY) == {}


_PIECES = st.sampled_from(
    [
        "the",
        "The",
        "of",
        "and",
        "Commission",
        "Senate",
        "CEC",
        "OSCE",
        "(CEC)",
        "(",
        ")",
        "«",
        "»",
        '"',
        "'",
        "-",
        "—",
        "/",
        ".",
        ",",
        ";",
        "Republic",
        "Kazakhstan",
        "U.S.",
        "Region",
        "regions",
        "city",
        "People's",
        "s",
        "Республики",
        "Казахстан",
        "комиссия",
        "Комиссия",
        "Центральная",
        "и",
        "по",
        "делам",
        "г.",
        "Акмолинской",
        "областей",
        "партии",
        "«Нур",
        "Отан»",
        "ЦИК",
        "(далее",
        "—",
        ")",
        "ШОС",
        "5",
        "IX",
        "\n\n",
        "Народно-демократическая",
        "Г²",
        "kz",
        "Liter.kz",
        "ё́",
        "𝔘",
        "\xad",
        "\u200b",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(_PIECES, max_size=40).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_and_spans_are_words_of_it(language, text):
    end = 0
    for mention in READERS[language].read(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start].isalnum()
        assert mention.value
        assert isinstance(mention, Name)
        assert mention.entity
        end = mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "Commission ",
        "CEC (",
        "of the ",
        "Senate of the ",
        "Astana, ",
        "CEC/",
        "Комиссия ",
        "Центральная ",
        "и ",
        "«Нур ",
        "Акмолинской, ",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_work_is_linear_in_repeated_words(language, piece, monkeypatch):
    def looked_up(number):
        keys = Keys()
        matcher = Organizations(language, keys)
        count = 0
        longest = matcher._known.longest

        def counted(tokens, first):
            nonlocal count
            count += 1
            return longest(tokens, first)

        monkeypatch.setattr(matcher._known, "longest", counted)
        Reader([matcher], keys).read(piece * number)
        return count

    assert looked_up(800) <= 4 * max(looked_up(200), 1) * 1.1 + 50


def test_the_reader_takes_a_vocabulary() -> None:
    from extraction.names.known import Entry
    from extraction.reader import reader

    known = [Entry("wg", "organization", {"en": ["Women's Gathering"]})]
    text = "The report of Women's Gathering was read."
    (found,) = (m for m in reader("en", vocabulary=known).read(text) if m.kind == "organization")
    assert (getattr(found, "entity", ""), text[found.start : found.end]) == ("wg", "Women's Gathering")
