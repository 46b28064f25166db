from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.lexicon import languages, lexicon
from extraction.mentions import Cue
from extraction.reader import Reader
from extraction.sentences import blocks
from extraction.tokens import Keys, stretches
from extraction.verdicts.cues import Cues
from tests.extraction.marked import calls, marked
from validation.codes import code_lists

KEYS = Keys()
READERS = {language: Reader([Cues(language, KEYS)], KEYS) for language in ("en", "ru")}


def cues(text: str, language: str) -> list[Cue]:
    return [mention for mention in READERS[language].read(text) if isinstance(mention, Cue)]


def check(language: str, written: str) -> None:
    """`[+word]` and `[-word]` are the cues of a sentence, and there are no others."""
    text, expected = marked(written)
    found = [(cue.start, cue.end, "+" if cue.value == "positive" else "-") for cue in cues(text, language)]
    assert [(text[start:end], sign) for start, end, sign in found] == [(text[s:e], sign) for s, e, sign in expected]
    assert found == expected


ENGLISH = {
    "predicates": [
        "The election was [+transparent], [+fair], [+open] and [+competitive].",
        "Voting was [+peaceful] and [+well organized] and took place in an [+open] atmosphere.",
        "The election [+complied with] the principles governing democratic elections.",
        "The legislation was [+in line with] international standards for democratic elections.",
        "The commission administered the process [+efficiently] and [+met] all legal deadlines.",
        "Observers [+positively] assessed the voting, and the count was assessed [-negatively] in two districts.",
        "The vote was [-marred] by [-fraud] and [-violence].",
        "[-Contrary to] the Copenhagen Document, citizens of other groups cannot stand for office.",
        "The vote was conducted [+tactfully] and the staff were [-uncourteous].",
        "The count was [+accurate] but [-slow].",
        "Polling day was [+calmer] than before, and the tabulation ran [+like clockwork].",
        "The mission praised the [+orderliness] of the queues and [+commended] the people.",
        "The campaign [-fell short of] the standards.",
        "Turnout was just above half, and the staff were [-poorly trained].",
        "We are [-concerned] about the vote, and voters came under [-pressure].",
    ],
    "negation": [
        "No serious [+violations] were identified that could affect the result.",
        "No [+violations], [+irregularities] or [+fraud] were found and the count was [+transparent].",
        "Serious [+violations] were not observed.",
        "The protocols contained [-discrepancies], and the commission did not find time for the voters.",
        "The commission could not ensure [-effective] oversight.",
        "[-Violations] were not addressed by the police.",
        "The process was neither [-free] nor [-fair].",
        "Voting proceeded without [+incidents] and in a [+calm] atmosphere.",
        "Reporting on campaign funds lacked [-transparency].",
        "There was a [-lack] of trained staff at the stations.",
        "The premises were not [-accessible] to voters with disabilities.",
        "The observers' findings are not without [-politicization].",
        "The vote was not only [+free] but also [+fair].",
        "[+Swift] action by the commission prevented [+violations].",
        "The premises were not [-accessible], but the staff were [+helpful].",
        "Allegations of [+fraud] were unfounded.",
        "Nothing suggests that there was [+fraud].",
        "Minor [-shortcomings] were seen.",
        "State television [-failed] to inform voters and failed to offer [-balanced] coverage.",
        "The coverage was anything but [-balanced].",
        "Their appeals were dismissed without [-explanation].",
        "The secrecy of the vote was not [-ensured].",
        "No candidate reported being [+threatened] or [+harassed].",
        "Candidates refrained from personal [+insults].",
    ],
    "governed": [
        "New rules [-undermined] the credibility of the election.",
        "The secrecy of the vote was [-compromised].",
        "The amendments improved [+transparency].",
        "The amendments [+improved] the procedures.",
        "The commission [-failed] to meet the deadlines.",
        "The vote was genuinely [+competitive].",
        "The rules made redress unduly [-slow].",
    ],
    "no judgement": [
        "Every citizen has the right to free and fair elections.",
        "The mission acts by the international standards for democratic elections.",
        "The authorities should ensure that the next election is transparent.",
        "The mission called for a transparent and inclusive process.",
        "Steps were taken to ensure transparent voting.",
        "If the election is fair, the mission will say so.",
        "The report will say whether the election was fair.",
        "The count will be transparent.",
        "Complaints were filed with the courts.",
        "Violations of the law are punishable by a fine.",
        "The commission reviewed complaints about violations.",
        "Free legal advice was given free of charge at a book fair.",
        "The limited election observation mission opened its office.",
        "An independent candidate won in late 1995.",
        "Trade between the two countries is developing successfully.",
        "Domestic observers gave an explanation and had access to the hall.",
        "Tamper-evident bags were used.",
    ],
    "turned by single words": [
        "Media coverage was far less [-balanced] than in 2016.",
        "Few [+problems] were reported with the new devices.",
        "The turnout of 91 per cent is hardly [-credible].",
        "In Bihar, polling was largely free of [+violence], a senior official said.",
        "None of the 14 observers encountered any [+intimidation].",
        "The team saw nothing [+untoward] in the 41 stations it visited.",
        "The State Election Committee was not [-forthcoming] with precinct-level data.",
        "There were no reports of [+coercion] or [+bribery].",
        "The process was neither [-inclusive] nor [-transparent], and the outcome cannot be regarded as [-credible].",
    ],
    "beside other words": [
        "The authorities made [+commendable] efforts to register prisoners.",
        "We commend the people of Liberia for their [+patience] and [+determination].",
        "Counting was [+swift] and [+orderly] and took place in full view of party agents.",
        "The legal framework offers a [+sound] basis for democratic elections if implemented in good faith.",
        "The [-late] changes to the law [-ran counter to] the Code of Good Practice and created legal [-uncertainty].",
    ],
    "neither so nor asked": [
        "The chairperson hoped that the run-off would be calm and transparent.",
        "Under section 8 a candidate who bribes voters is liable to a fine.",
        "Workshops on preventing electoral violence were held in four provinces.",
        "The code obliges broadcasters to be impartial.",
        "A handbook for free and fair elections was presented in Suva.",
        "Had the register been accurate, the queues would have been shorter.",
        "The delegation wishes the people of Ghana a peaceful and credible election.",
        "The observers' mandate covers the transparency of campaign funding and the fairness of media coverage.",
        "Allegations of vote-buying are being looked into by the prosecutor.",
        "Observers must be neutral and objective at all times.",
        "The mission will assess whether the tabulation is accurate.",
    ],
}
RUSSIAN = {
    "predicates": [
        "Выборы были [+открытыми], [+конкурентными] и [+соответствовали] законодательству страны.",
        "Комиссии действовали [+слаженно] и [+профессионально].",
        "Голосование прошло [+в соответствии с] законодательством.",
        "Миссия признала выборы [+транспарентными] и [+легитимными].",
        "Наблюдатели [+высоко] оценили организацию голосования.",
        "Методика остаётся [-непрозрачной], а состав миссий — [-несбалансированным].",
        "Наблюдатели указали на случаи [-подкупа] избирателей.",
        "Итоги в трёх округах признаны [-недействительными].",
        "СМИ освещали кампанию [-односторонне].",
        "Новые кабины [+удобны], порядок [+понятен], а контроль [-малоэффективен].",
        "Власти очень [+хорошо] помогали наблюдателям, а комиссии [+помогали] избирателям.",
        "Наблюдатели отметили [+высокий уровень] координации и высокую степень [+готовности] комиссий.",
        "Голосование прошло в полном [+соответствии с] требованиями закона, [+бесконфликтно].",
    ],
    "negation": [
        "[+Нарушений] порядка открытия не выявлено.",
        "[+Нарушений], [+злоупотреблений] и [+подкупа] избирателей не зафиксировано.",
        "Наблюдатели не зафиксировали [+нарушений], которые могли бы повлиять на итоги.",
        "[+Нарушения], которые могли бы повлиять на итоги, миссией выявлены не были.",
        "Миссия не отметила на выборах, которые состоялись 30 ноября, серьёзных [+нарушений].",
        "Выявлены [-нарушения], которые не были устранены.",
        "Ни на одном из участков не выявлены факты [+вмешательства] в работу комиссий.",
        "[+Жалоб] и [+замечаний] от избирателей не поступало.",
        "[+Давления] на избирателей никто не оказывал.",
        "[+Нарушения] в ходе кампании отсутствовали.",
        "Отдельные [-недочёты] на волеизъявление граждан не [+повлияли].",
        "Списки избирателей велись не всегда [-аккуратно], а требования [-соблюдались] не в полной мере.",
        "Среда не была в достаточной мере [-конкурентной].",
        "Выборы не были ни [-свободными], ни [-справедливыми].",
        "Избиратели смогли [+свободно] и без [+помех] выразить свою волю.",
        "Выборы были не только [+честными], но и [+открытыми].",
        "Нельзя не признать [+удачной] передачу протоколов.",
        "Кампанию трудно назвать [-насыщенной].",
        "Регистрация отменена из-за [-нарушений] закона.",
        "Комиссии удалось исключить [+нарушения].",
        "В стране не [+выявлено] ни одного обращения в суд.",
        "Наблюдателей не [-пускали] на участки, двоих [-выдворили] из страны.",
        "Кампания была [-вялой] и не вызвала [-интереса] у избирателей.",
        "Легитимность выборов не вызывает [+сомнений].",
    ],
    "governed": [
        "Новые правила [-подорвали] доверие избирателей.",
        "Изменения способствовали повышению [+транспарентности] выборов.",
    ],
    "no judgement": [
        "Граждане имеют право на свободные и честные выборы.",
        "Закон принят с учётом принципов свободных и демократических выборов.",
        "Комиссия должна обеспечить прозрачность подсчёта голосов.",
        "Тур должен пройти честно и без нарушений.",
        "Вновь призываем выработать к годовщине создания Бюро, единые, понятные и объективные правила наблюдения.",
        "Наблюдатели осмотрели прозрачные урны.",
        "Если выборы будут прозрачными, миссия это отметит.",
        "Рассмотрение жалоб на нарушения закона проходило в суде.",
        "Участки открылись в 8 часов, открытие наблюдали журналисты.",
        "Кандидаты подтвердили свободное владение государственным языком.",
        "В соответствии с законодательством голосование проходило также за рубежом.",
        "Россия и Казахстан успешно развивают торговлю.",
        "Независимые государства Содружества направили наблюдателей.",
        "Конституция и правовая база: стороны наладили конструктивное межгосударственное взаимодействие.",
        "При отсутствии предложений от партий комиссию назначает вышестоящая комиссия.",
    ],
    "turned by single words": [
        "Нельзя сказать, что кампания была [-яркой].",
        "Состав комиссий был менее [-сбалансированным], чем четыре года назад.",
        "Наблюдателям не [-хватало] доступа к серверной.",
        "Кампания проходила [-вяло], реальной [-конкуренции] не было.",
        "Власти не сумели обеспечить [-равный] доступ к эфиру.",
        "Списки оказались [-неточными], и сотни граждан не [-смогли] проголосовать.",
        "Выборы были [-далеки от] идеала.",
        "Ни одного серьёзного [+сбоя] за день не произошло.",
        "Подсчёт местами шёл без должной [-прозрачности].",
        "Выборы не [-соответствовали] стандартам ОБСЕ.",
        "Отсутствует [-ясность] с порядком голосования за рубежом.",
        "Голосование проходило при полном [+соблюдении] тайны, доступ наблюдателей ничем не [+ограничивался].",
    ],
    "beside other words": [
        "Применение электронных урн [+упростило] подсчёт и повысило [+доверие] к итогам.",
        "Наблюдатели ШОС не выявили [+нарушений] и признали выборы [+состоявшимися], [+прозрачными] и [+достоверными].",
        "Кандидаты вели агитацию [+свободно], хотя двум партиям [-отказали] в аренде залов.",
        "Миссия пришла к выводу, что выборы [+отражают] волю народа.",
    ],
    "neither so nor asked": [
        "Хочется надеяться, что второй тур пройдёт спокойно.",
        "Если бы списки были точными, очередей бы не возникло.",
        "Кандидаты подписали хартию честных выборов.",
        "Открытое голосование в зале не проводилось.",
        "Закон запрещает давление на избирателей.",
        "Наблюдатель обязан быть нейтральным и объективным.",
        "Оппозиция требует прозрачного пересчёта.",
        "Прокуратура проверяет сообщения о фальсификациях.",
        "Цель миссии — содействовать прозрачности и открытости выборов.",
    ],
}


@pytest.mark.parametrize("written", [one for group in ENGLISH.values() for one in group])
def test_english(written: str) -> None:
    check("en", written)


@pytest.mark.parametrize("written", [one for group in RUSSIAN.values() for one in group])
def test_russian(written: str) -> None:
    check("ru", written)


@pytest.mark.parametrize(
    ("language", "text", "aspect"),
    [
        ("en", "The count was transparent.", "counting"),
        ("en", "The election commission worked efficiently.", "election_administration"),
        ("en", "Media coverage was biased.", "media"),
        ("en", "The election was fair.", "overall"),
        ("ru", "Подсчёт голосов проводился прозрачно.", "counting"),
        ("ru", "Освещение в СМИ проходило объективно.", "media"),
        ("ru", "Выборы были честными.", "overall"),
    ],
)
def test_aspect_is_that_of_the_nearest_words(language: str, text: str, aspect: str) -> None:
    assert cues(text, language)[0].aspect == aspect


@pytest.mark.parametrize(
    ("language", "text", "benchmark"),
    [
        ("en", "The law was in line with international standards.", "international standards"),
        ("en", "The vote complied with the OSCE commitments.", "OSCE commitments"),
        ("en", "The vote was free.", ""),
        ("ru", "Выборы соответствовали международным стандартам.", "международным стандартам"),
        ("ru", "Голосование прошло в соответствии с законодательством.", "законодательством"),
    ],
)
def test_benchmark_is_the_norm_as_written(language: str, text: str, benchmark: str) -> None:
    assert cues(text, language)[0].benchmark == benchmark


def test_term_is_the_base_form_and_negation_is_told() -> None:
    english, russian = cues("No violations were seen.", "en")[0], cues("Нарушений не выявлено.", "ru")[0]
    assert (english.term, english.is_negated, english.value) == ("violation", True, "positive")
    assert (russian.term, russian.is_negated, russian.value) == ("нарушение", True, "positive")


def test_a_word_that_a_name_has_taken_is_no_cue() -> None:
    text = "The Transparent Elections Foundation called the vote transparent."
    (tokens,) = stretches(text, blocks(text))
    tokens.take(1, 3)
    (cue,) = Cues("en", KEYS).find(tokens, range(len(tokens.words)))
    assert text[cue.start : cue.end] == "transparent"


@pytest.mark.parametrize("language", languages())
def test_aspects_are_codes(language: str) -> None:
    assert set(lexicon(language, "aspects")) <= {code.code for code in code_lists()["aspect"]}


ENGLISH_WORDS = ["no", "not", "without", "violations", "free", "fair", "and", "was", "which", "if", "to"]
RUSSIAN_WORDS = ["не", "нарушений", "выявлено", "прозрачно", "и", "которые", "было", "чтобы", "ё", "\u0301"]
MARKS = [",", ".", "«", "»", "–", "(", ")", "\n\n", "Ελλάδα", "9"]
WORDS = st.sampled_from([*ENGLISH_WORDS, *RUSSIAN_WORDS, *MARKS])


@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "ru"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = cues(text, language)
    assert all(0 <= cue.start < cue.end <= len(text) and text[cue.start : cue.end].strip() for cue in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("language", "token"),
    [("en", "free, "), ("en", "no violations and "), ("en", "which was not fair, "), ("ru", "не нарушений, которые ")],
)
def test_work_grows_with_length_alone(language: str, token: str) -> None:
    few, many = (calls(lambda text=token * times: cues(text, language)) for times in (500, 2000))
    assert many < 5 * few
