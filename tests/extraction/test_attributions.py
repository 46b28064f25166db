import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.mentions import Attribution, Mention, Name
from extraction.reader import Reader
from extraction.tokens import Keys
from extraction.verdicts.attributions import Attributions
from extraction.verdicts.cues import Cues
from tests.extraction.marked import calls, marked

KEYS = Keys()
READERS = {lang: Reader([Cues(lang, KEYS), Attributions(lang, KEYS)], KEYS) for lang in ("en", "ru")}
SIGNS = {"reported": "=", "quoted": '"'}


def attributions(text: str, language: str) -> list[Attribution]:
    return [mention for mention in READERS[language].read(text) if isinstance(mention, Attribution)]


ENGLISH = [
    "The European Union mission [=stated] on Aug. 11 that the vote had been peaceful.",
    "Results were due within seven days, [=said] Wafula Chebukati, chairman of the commission.",
    "International observers [=said] in a joint statement that turnout was low.",
    "The vote was calm, international observers [=said] in a joint statement.",
    '"Voters could choose among 18 lists," ["said] Mr. Pascal Allizard.',
    '“Materials arrived late!” the Transition Monitoring Group ["said] in a statement.',
    "The polls open at 7, the chairman [=said], [=adding] that results were due on Monday.",
    "[=According to] the CEC, 3,352,933 voters were on the register.",
    "Parties could campaign, observers [=concluded], but they also [=pointed out] that debates had been cancelled.",
    "The stations opened late, as Reuters [=reported] on 3 October.",
    "Turnout reached 61 per cent, the commission [=announced] on Monday.",
    "The observers were [=informed] that the lists had been checked.",
    "The mission [=noted] the transparency of the count.",
    'The head of the delegation ["called] the vote “a step back for the country”.',
    # no reports
    "The elections were held according to the Election Code.",
    "The president announced early elections.",
    "We note that the vote was calm.",
    "The statement was published after the noted scholar arrived.",
    "It should be noted that turnout was low.",
    "The commission added 200 stations.",
    "The vote took place in a climate described as calm.",
    "Observers came from several Member States that joined.",
]
RUSSIAN = [
    "Глава миссии С. Н. Лебедев [=заявил], что выборы были открытыми.",
    "Второй тур состоится 3 ноября, [=сообщила] журналистам глава комиссии.",
    "Всего, [=по данным] комиссии, было аккредитовано свыше 800 наблюдателей.",
    "Тур, [=подчеркнула] глава комиссии, должен пройти честно.",
    'Наблюдатели ["назвали] организацию «эффективной и профессиональной», хотя и [=указали] на случаи подкупа.',
    '«Члены комиссий грамотно применяли закон», — ["отметил] Худоёрзода.',
    '«Избиратели смогли проголосовать», — ["говорится] в заявлении наблюдателей.',
    "Как [=сообщает] агентство «Кабар», участки открылись.",
    "[=По его словам], нарушений не было.",
    "Наблюдатели были [=проинформированы] о том, что списки проверены.",
    "[=Согласно данным] комиссии, явка составила 40 процентов.",
    # no reports
    "Согласно закону голосование проходит в воскресенье.",
    "Президент объявил о проведении выборов.",
    "Мы отметили 30-ю годовщину.",
    "Отмечаем высокую явку.",
    "По данному вопросу решения нет.",
]


@pytest.mark.parametrize(
    ("language", "written"), [*(("en", one) for one in ENGLISH), *(("ru", one) for one in RUSSIAN)]
)
def test_words_that_report(language: str, written: str) -> None:
    text, expected = marked(written)
    found = [(one.start, one.end, SIGNS[one.value]) for one in attributions(text, language)]
    assert [(text[start:end], sign) for start, end, sign in found] == [(text[s:e], sign) for s, e, sign in expected]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "written", "speaker"),
    [
        ("en", "The {CEC} said on Monday that Mr. {Smith} won.", "CEC"),
        ("en", "Turnout was low, said {CEC} chairman {John Smith}.", "John Smith"),
        ("en", "According to the {CEC}, {John Smith} won.", "CEC"),
        ("en", "{John Smith} told {Reuters} that he had won.", "John Smith"),
        ("en", "Observers said that the {CEC} worked.", ""),
        (
            "en",
            "{Jane Smith}, who chairs the {Election Commission}, has informed us that voting was repeated.",
            "Jane Smith",
        ),
        ("en", "The mission of the {African Union} ({AU}) has described the vote as calm.", "African Union"),
        ("en", "{LEON}, the {Liberia Network}, judged the register accurate.", "LEON"),
        ("en", "{Jane Smith}, the president of the {SEC}, told a briefing that all was well.", "Jane Smith"),
        ("en", "The {SEC}'s president, Ms. {Jane Smith}, said that all was well.", "Jane Smith"),
        (
            "en",
            "For example, the head of the {CIS} mission and chair of the {Committee}, {John Smith}, stated that "
            "the vote was fair.",
            "John Smith",
        ),
        ("en", "The count was slow, said the {SEC}'s president, {Jane Smith}, on Monday.", "Jane Smith"),
        ("en", "The {EU} observers concluded that the vote was calm.", "EU observers"),
        (
            "en",
            "Observers of the {African Union}, thirty in all, reported no violence.",
            "Observers of the African Union",
        ),
        ("en", "Mr. {Smith} won, observers said.", ""),
        ("en", "Mr. {Smith} won, said the chairman.", ""),
        ("en", "{Smith} was told by the {Supreme Court} that he could stand.", "Supreme Court"),
        ("en", "{OPORA} and {Reuters} reported delays.", "OPORA and Reuters"),
        ("en", "{Russia} stated that the vote was fair.", "Russia"),
        ("ru", "Тур состоится в мае, сообщила глава {ЦИК} {Анна Караман}.", "Анна Караман"),
        ("ru", "Глава {ЦИК} {Анна Караман} сообщила, что {ПА ОБСЕ} уехала.", "Анна Караман"),
        ("ru", "Как пояснил глава {ВИС} {Ахмет Йенер}, за {Реджепа Эрдогана} подано 49 процентов.", "Ахмет Йенер"),
        ("ru", "{Высший совет} ({ВИС}) подтвердил, что тур состоится.", "Высший совет"),
        (
            "ru",
            "{Анна Фон}, возглавлявшая наблюдателей {Евросоюза}, ещё тогда говорила, что выборы мирные.",
            "Анна Фон",
        ),
        ("ru", "По мнению наблюдателей {Лиги}, выборы были мирными.", "наблюдателей Лиги"),
        (
            "ru",
            "Эксперты объединения «{Согласие}», напротив, заявили, что тайна нарушена.",
            "Эксперты объединения «Согласие»",
        ),
        ("ru", "{Эфе} и «{Газета}» пишут о задержках.", "Эфе и «Газета»"),
        ("ru", "«Это конец», – заявил лидер «{Моста}» {Анна Караман} вечером.", "Анна Караман"),
        ("ru", "Наблюдатели от {Лиги} и {Союза} заявили, что тур прошёл.", "Наблюдатели от Лиги и Союза"),
        ("ru", "Наблюдатели {Лиги} не нашли ошибок и отметили, что тур прошёл.", "Наблюдатели Лиги"),
        ("en", "{Smith} visited the stations but later noted that few were open.", "Smith"),
    ],
)
def test_speaker_is_the_name_where_the_subject_stands(language: str, written: str, speaker: str) -> None:
    found = speakers(language, written)
    assert found == [speaker]


@pytest.mark.parametrize(
    ("language", "written", "names"),
    [
        ("en", "{Jane Smith} said that turnout was low, adding that the {SEC} was calm.", ["Jane Smith"] * 2),
        ("en", "{Jane Smith} said that turnout was low. She stated that the count was slow.", ["Jane Smith"] * 2),
        (
            "en",
            "{EU} observers concluded that all was well, but they also pointed out shortcomings.",
            ["EU observers"] * 2,
        ),
        ("ru", "{Анна Фон} заявила, что выборы мирные, но посетовала на нарушения.", ["Анна Фон"] * 2),
        ("ru", "Тур прошёл мирно, заявила {Анна Фон}, уточнив, что {ЦИК} работал слаженно.", ["Анна Фон"] * 2),
    ],
)
def test_a_subject_left_out_is_that_of_the_report_before(language: str, written: str, names: list[str]) -> None:
    assert speakers(language, written) == names


def speakers(language: str, written: str) -> list[str]:
    """The words of every speaker, where `{}` mark the names: of persons those with given names, or a title before."""
    text = ""
    mentions: list[Mention] = []
    for number, part in enumerate(re.split(r"[{}]", written)):
        if number % 2:
            is_person = part in PERSONS
            mentions.append(Name("person" if is_person else "organization", len(text), len(text) + len(part), part))
        text += part
    readers = Reader([Cues(language, KEYS), _Unfinished(language)], KEYS)
    mentions = sorted([*readers.read(text), *mentions], key=lambda mention: mention.start)
    found = Attributions(language, KEYS).finish(text, mentions)
    return [text[slice(*one.speaker)] if one.speaker else "" for one in found if isinstance(one, Attribution)]


PERSONS = frozenset(
    {"Smith", "John Smith", "Jane Smith", "Анна Караман", "Ахмет Йенер", "Реджепа Эрдогана", "Анна Фон"}
)


class _Unfinished(Attributions):
    """Leaves what it found as it is, to be finished with names."""

    def __init__(self, language: str) -> None:
        super().__init__(language, KEYS)

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions


WORDS = st.sampled_from(
    [
        "said",
        "that",
        "according",
        "to",
        "«",
        "»",
        '"',
        ",",
        ".",
        "Mr",
        "J",
        "заявил",
        "что",
        "по",
        "мнению",
        "–",
        "\n\n",
        "as",
        "9",
        ":",
    ]
)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "ru"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = attributions(text, language)
    assert all(0 <= one.start < one.end <= len(text) and text[one.start : one.end].strip() for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(("language", "token"), [("en", "he said, "), ("en", "« said "), ("ru", "как заявил, ")])
def test_work_grows_with_length_alone(language: str, token: str) -> None:
    few, many = (calls(lambda text=token * times: attributions(text, language)) for times in (500, 2000))
    assert many < 5 * few


@pytest.mark.parametrize(
    ("language", "written", "names"),
    [
        ("en", "The chair is {John Smith}. Turnout was high, he said.", ["John Smith"]),
        ("en", "The {CEC} met {John Smith}. In his words, turnout was high.", ["John Smith"]),
        ("ru", "Комиссию возглавляет {Анна Караман}. По её словам, явка была высокой.", ["Анна Караман"]),
        ("ru", "Явка высока. Потом дождь. Ушла {Анна Фон}. Было тихо. Было поздно. По её словам, всё.", [""]),
    ],
)
def test_a_pronoun_means_the_person_named_shortly_before(language: str, written: str, names: list[str]) -> None:
    assert speakers(language, written) == names
