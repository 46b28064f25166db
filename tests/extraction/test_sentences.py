import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.sentences import Sentence, abbreviations, blocks, sections, sentences
from extraction.text import fold


def parts(text: str, language: str) -> list[str]:
    """The sentences of a text, white space folded."""
    return [fold(text[part.span.start : part.span.end]) for part in sentences(text, language)]


def headings(text: str, language: str) -> list[str]:
    return [fold(text[part.span.start : part.span.end]) for part in sentences(text, language) if part.is_heading]


WRAPPED = (
    " О демократических реформах и досрочных президентских \n\nвыборах в Казахстане \n\n \n\n"
    "Господин Председатель,  \n\n"
    "Приветствуем уважаемого заместителя министра иностранных дел Республики \n\n"
    "Казахстан Романа Юрьевича Василенко. Признательны за подробную информацию \n\n"
    "результатах досрочных президентских выборов и ведущихся в стране демократических \n\n"
    "преобразованиях. \n\n"
    "Российско-казахстанские союзнические отношения строятся на прочной \n\n"
    "основе равноправного и обоюдовыгодного сотрудничества. В октябре текущего года \n\n"
    "мы отметили 30-ю годовщину установления дипломатических отношений. За этот \n\n"
    "относительно непродолжительный, с исторической точки зрения, период создана \n\n"
    "солидная межгосударственная договорно-правовая база двустороннего многогранного \n\n"
    "взаимодействия.\n\n \n\n"
    "Уважаемый Роман Юрьевич, \n\n"
    "Позвольте поздравить с прекрасной организацией состоявшегося \n\n"
    "волеизъявления. Президент Российской Федерации В.В.Путин направил на имя \n\n"
    "Президента К.-Ж.К.Токаева телеграмму по случаю его переизбрания. Он указал на \n"
    " убедительный уровень доверия, открывающий новые возможности для реализации \n\n"
    "продвигаемого Президентом Республики Казахстан курса государственного развития. \n\n"
)


def test_lines_wrapped_inside_sentences_with_blank_lines_between_are_joined() -> None:
    assert parts(WRAPPED, "ru") == [
        "О демократических реформах и досрочных президентских выборах в Казахстане",
        "Господин Председатель,",
        "Приветствуем уважаемого заместителя министра иностранных дел Республики Казахстан Романа Юрьевича Василенко.",
        "Признательны за подробную информацию результатах досрочных президентских выборов и ведущихся в стране "
        "демократических преобразованиях.",
        "Российско-казахстанские союзнические отношения строятся на прочной основе равноправного и обоюдовыгодного "
        "сотрудничества.",
        "В октябре текущего года мы отметили 30-ю годовщину установления дипломатических отношений.",
        "За этот относительно непродолжительный, с исторической точки зрения, период создана солидная "
        "межгосударственная договорно-правовая база двустороннего многогранного взаимодействия.",
        "Уважаемый Роман Юрьевич,",
        "Позвольте поздравить с прекрасной организацией состоявшегося волеизъявления.",
        "Президент Российской Федерации В.В.Путин направил на имя Президента К.-Ж.К.Токаева телеграмму по случаю его "
        "переизбрания.",
        "Он указал на убедительный уровень доверия, открывающий новые возможности для реализации продвигаемого "
        "Президентом Республики Казахстан курса государственного развития.",
    ]


def test_a_gap_wider_than_usual_ends_a_paragraph_of_wrapped_lines() -> None:
    line = "Приветствуем уважаемого заместителя министра иностранных дел Республики"
    text = f"{line}\n\n{line}\n\n\n\n{line}\n\n{line}\n\n{line}\n"
    assert parts(text, "ru") == [f"{line} {line}", f"{line} {line} {line}"]


def test_the_heading_of_wrapped_lines_is_a_heading() -> None:
    assert headings(WRAPPED, "ru") == ["О демократических реформах и досрочных президентских выборах в Казахстане"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "В ЦИК наблюдатели встретились с ее Председателем Б. М. Имашевым. Он охарактеризовал данные выборы.",
            "ru",
            [
                "В ЦИК наблюдатели встретились с ее Председателем Б. М. Имашевым.",
                "Он охарактеризовал данные выборы.",
            ],
        ),
        (
            "Телеграмму получил Президент К.-Ж. К. Токаев. Это случилось.",
            "ru",
            ["Телеграмму получил Президент К.-Ж. К. Токаев.", "Это случилось."],
        ),
        (
            "По пункту 7.5 документа СБСЕ 1990 г., а Астане указывают еще и на несоответствие пункту 24? Или почему?",
            "ru",
            [
                "По пункту 7.5 документа СБСЕ 1990 г., а Астане указывают еще и на несоответствие пункту 24?",
                "Или почему?",
            ],
        ),
        ("Их свыше 9 тыс. Они открыты.", "ru", ["Их свыше 9 тыс. Они открыты."]),
        (
            "We believe that Mr. Tokayev's popularity relies on trust. The will of the people is done.",
            "en",
            ["We believe that Mr. Tokayev's popularity relies on trust.", "The will of the people is done."],
        ),
        ("It is so, e.g. Article 5 says it. It is.", "en", ["It is so, e.g. Article 5 says it.", "It is."]),
        ("Что это?! Непонятно… Совсем.", "ru", ["Что это?!", "Непонятно…", "Совсем."]),
        ("He said: “It was fair.” Then he left.", "en", ["He said: “It was fair.”", "Then he left."]),
        ("Он сказал (при всех.) «Честно». И ушёл.", "ru", ["Он сказал (при всех.)", "«Честно».", "И ушёл."]),
        ("«Отлично!» – заявил он. Все согласны.", "ru", ["«Отлично!» – заявил он.", "Все согласны."]),
        ("передает Liter.kz. Далее.", "ru", ["передает Liter.kz.", "Далее."]),
        ("It was 3.5 percent. Fine.", "en", ["It was 3.5 percent.", "Fine."]),
    ],
    ids=[
        "initials",
        "compound initials",
        "abbreviation before a comma",
        "abbreviation before a capital",
        "title",
        "abbreviation with inner stops",
        "question and ellipsis",
        "closing quote",
        "closing bracket",
        "speech that goes on in lower case",
        "domain",
        "decimal point",
    ],
)
def test_sentences_end_at_stops_that_end_sentences(text: str, language: str, expected: list[str]) -> None:
    assert parts(text, language) == expected


def test_abbreviations_are_those_of_the_language() -> None:
    assert parts("Мы видели Mr. Tokayev там.", "ru") == ["Мы видели Mr.", "Tokayev там."]
    assert "mr" in abbreviations("en")
    assert "г" in abbreviations("ru")


LISTED = (
    "Выборы\n"
    "На выборах Центральная избирательная комиссия зарегистрировала семь кандидатов:\n"
    "1. Ж. А. Ахметбеков — Коммунистическая Народная партия Казахстана (КНПК);\n"
    "2. Д. М. Еспаева — Демократическая партия Казахстана «Ак жол» («Светлый путь»);\n"
    "— по подготовке материалов,\n"
    "а) кто-то ещё.\n"
    "Б) и другие\n"
    "Голосование прошло в день выборов, как и было предписано законом Республики Казахстан и принято в ней издавна.\n"
)


def test_each_list_item_is_a_sentence_with_its_number() -> None:
    assert parts(LISTED, "ru")[1:-1] == [
        "На выборах Центральная избирательная комиссия зарегистрировала семь кандидатов:",
        "1. Ж. А. Ахметбеков — Коммунистическая Народная партия Казахстана (КНПК);",
        "2. Д. М. Еспаева — Демократическая партия Казахстана «Ак жол» («Светлый путь»);",
        "— по подготовке материалов,",
        "а) кто-то ещё.",
        "Б) и другие",
    ]


def test_list_items_and_lines_that_end_like_sentences_are_no_headings() -> None:
    assert headings(LISTED, "ru") == ["Выборы"]


HEADED = (
    "ЗАКЛЮЧЕНИЕ\n"
    "группы наблюдателей от Межпарламентской Ассамблеи\n"
    "государств — участников Содружества Независимых Государств \n"
    "на внеочередных выборах Президента Республики Казахстан\n\n"
    "19 марта 2019 года первый Президент Республики Казахстан Н. А. Назарбаев, занимавший свой пост с момента "
    "обретения страной независимости, сложил полномочия.\n\n\n"
    "Законодательство Республики Казахстан, \n"
    "регулирующее проведение выборов Президента\n"
    "Законодательной основой проведения выборов Президента Республики Казахстан являются Конституция Республики "
    "Казахстан (статьи 3 и 41) и законы.\n"
    "Граждане голосовали.\n"
)
TITLE = (
    "ЗАКЛЮЧЕНИЕ группы наблюдателей от Межпарламентской Ассамблеи государств — участников Содружества Независимых "
    "Государств на внеочередных выборах Президента Республики Казахстан"
)
LAW = "Законодательство Республики Казахстан, регулирующее проведение выборов Президента"


def test_a_heading_over_several_lines_is_one() -> None:
    assert headings(HEADED, "ru") == [TITLE, LAW]


def test_a_line_that_ends_with_a_comma_goes_on_in_the_next() -> None:
    text = (
        "PC.DEL/663/19\n13 June 2019\n\n**STATEMENT BY MR. DMITRY BALAKIN,\n"
        "DEPUTY PERMANENT REPRESENTATIVE OF THE RUSSIAN FEDERATION,\n"
        "AT THE 1232nd MEETING OF THE OSCE PERMANENT COUNCIL**\n\nMr. Chairperson,\n\n"
        "We congratulate the people of our ally Kazakhstan on the holding of the early presidential election "
        "and wish them well.\n"
    )
    assert parts(text, "en")[2:4] == [
        "**STATEMENT BY MR. DMITRY BALAKIN, DEPUTY PERMANENT REPRESENTATIVE OF THE RUSSIAN FEDERATION, "
        "AT THE 1232nd MEETING OF THE OSCE PERMANENT COUNCIL**",
        "Mr. Chairperson,",
    ]


def test_each_sentence_stands_under_the_last_heading_before_it() -> None:
    found = sentences("Вводное слово.\n\n" + HEADED, "ru")
    assert sections("Вводное слово.\n\n" + HEADED, found) == ["", TITLE, TITLE, LAW, LAW, LAW]


def test_the_last_line_is_no_heading() -> None:
    assert headings("Мы голосовали.\n\nБлагодарю за внимание\n", "ru") == []


def test_a_text_without_words_has_no_sentences() -> None:
    assert sentences(" \n\u00a0\r\n", "en") == []
    assert blocks("") == []


def test_windows_line_ends_change_no_sentence() -> None:
    for text in (WRAPPED, LISTED, HEADED):
        assert parts(text.replace("\n", "\r\n"), "ru") == parts(text, "ru")


PIECES = st.sampled_from(
    [
        *" .!?…:;,\n\n\n\r\t\u00a0\u2028\x85\ufeff\0«»“”()[]*—-1aAбБ",
        "\r\n",
        ". ",
        "Mr. ",
        "А. ",
        "1. ",
        "word ",
        "Слово ",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(st.characters(exclude_categories=["Cs"]))


def assert_covered(text: str, found: list[Sentence]) -> None:
    end = 0
    for part in found:
        assert not text[end : part.span.start].strip()
        assert end <= part.span.start < part.span.end
        words = text[part.span.start : part.span.end]
        assert words == words.strip()
        end = part.span.end
    assert not text[end:].strip()


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, language=st.sampled_from(["en", "ru"]))
def test_sentences_hold_every_character_that_is_no_white_space_once_and_in_order(text: str, language: str) -> None:
    assert_covered(text, sentences(text, language))


@settings(deadline=None, max_examples=100)
@given(lines=st.lists(st.sampled_from(WRAPPED.split("\n")), min_size=5, max_size=40))
def test_wrapped_lines_in_any_order_are_covered_too(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert_covered(text, sentences(text, "ru"))


@settings(deadline=None, max_examples=100)
@given(text=TEXTS)
def test_each_sentence_has_a_section_that_is_a_heading_before_it_or_none(text: str) -> None:
    found = sentences(text, "en")
    seen = {""}
    for part, section in zip(found, sections(text, found), strict=True):
        if part.is_heading:
            seen.add(fold(text[part.span.start : part.span.end]))
        assert section in seen


@pytest.mark.parametrize(
    "piece", [" ", ".", "a.", "a. ", "a.) ", "9 июня ", "9 июня. ", "- ", "\n", "\n \n", "А. ", ". - "]
)
def test_long_runs_of_one_thing_are_covered_at_once(piece: str) -> None:
    text = f"a {piece * 100_000} b"
    assert_covered(text, sentences(text, "ru"))


def test_list_items_of_a_wrapped_text_stand_apart() -> None:
    line = "the election commission of the country has registered the following"
    text = "\n".join(
        [
            line,
            line,
            line + " candidates:",
            "1) Maia Sandu of the Party of Action and Solidarity, as nominated by",
            "2) Renato Usatii of Our Party, as nominated by its congress held in the",
            line,
            line,
        ]
    )
    assert [text[span.start : span.start + 2] for span in blocks(text)] == ["th", "1)", "2)"]
