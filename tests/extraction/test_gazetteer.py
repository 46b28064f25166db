from collections import Counter

import pytest

from extraction.names.gazetteer import Gazetteer, Inflection, Known
from extraction.names.word_lists import lists
from extraction.text import Span
from extraction.tokens import Keys, Tokens, stretches


def gazetteer(language, *forms):
    found = Gazetteer(Keys(), Inflection(lists(language, "organizations")))
    for form in forms:
        found.add(form, Known("organization", form))
    return found


def tokens_of(text):
    return next(stretches(text, [Span(0, len(text))]))


def names(known, text):
    tokens: Tokens = tokens_of(text)
    found, index = [], 0
    while index < len(tokens.words):
        name = known.longest(tokens, index) if known.begins(tokens.words[index]) else None
        if name is not None:
            found.append((text[tokens.starts[index] : tokens.end(name[0])], name[1].entity))
            index = name[0]
        index += 1
    return found


def test_the_longest_name_wins_and_the_leftmost_begins():
    known = gazetteer("en", "European Union", "European Union Agency", "Union Agency Board")
    assert names(known, "The European Union Agency Board met.") == [("European Union Agency", "European Union Agency")]


def test_a_longer_name_that_breaks_off_leaves_the_shorter_one():
    known = gazetteer("en", "Guinea", "Guinea Bissau Trust")
    assert names(known, "Guinea Bissau is next to Guinea.") == [("Guinea", "Guinea"), ("Guinea", "Guinea")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Содружество Независимых Государств", "в Содружестве Независимых Государств"),
        ("Содружество Независимых Государств", "Содружества независимых государств"),
        ("Межпарламентская Ассамблея", "Межпарламентской Ассамблеей"),
        ("Кыргызская Республика", "Кыргызскую Республику"),
        ("Армения", "в Армении"),
        ("Египет", "Египет"),
        ("Беларусь", "Беларусью"),
        ("Нидерланды", "Нидерландов"),
        ("Шанхай", "Шанхаем"),
        ("Государство", "Государством"),
        ("Республика Корея", "Республикой Корея"),
        ("Нижний Новгород", "Нижнем Новгороде"),
    ],
)
def test_every_case_is_the_name(name, text):
    assert [entity for _, entity in names(gazetteer("ru", name), text)] == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Грузия", "Груз и Грузы, грузия"),
        ("Мали", "Мало, Малый, Мал"),
        ("Того", "Тому, Тем, того"),
        ("Сербия", "Сербы и Серб"),
        ("Нигер", "Нигерия"),
        ("Чили", "Чиль"),
        ("Казахстан", "Казахстанский, Казахстанцы"),
        ("ЕС", "Ес, ес, Если"),
        ("WHO", "Who is who"),
    ],
)
def test_other_words_are_not(name, text):
    assert names(gazetteer("ru", name), text) == []


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "-", " — ", " – ", "\u00a0", "-\u00ad"])
def test_names_are_joined_by_space_or_dash(gap):
    known = gazetteer("ru", "государств — участников".capitalize(), "Нур-Султан")
    assert len(names(known, f"Нур{gap}Султана; Государств{gap}участников")) == 2


@pytest.mark.parametrize("gap", [", ", ". ", " (", " и ", "; ", ": "])
def test_marks_part_names(gap):
    assert names(gazetteer("ru", "Нур-Султан"), f"Нур{gap}Султана") == []


def test_no_name_crosses_the_end_of_a_block():
    text = "Нур\n\nСултан"
    tokens = next(stretches(text, [Span(0, 3), Span(5, len(text))]))
    assert gazetteer("ru", "Нур-Султан").longest(tokens, 0) is None


def test_what_was_added_first_stays_unless_it_is_replaced():
    known = gazetteer("ru", "Содружество Наций")
    known.add("Содружество Наций", Known("country", "AU"))
    assert names(known, "Содружества Наций") == [("Содружества Наций", "Содружество Наций")]
    there = known.replace("Содружеству Наций", Known("organization", "commonwealth"))
    assert there is not None
    assert there.entity == "Содружество Наций"
    assert names(known, "Содружества Наций") == [("Содружества Наций", "commonwealth")]


class _Counting(Keys):
    def __init__(self):
        super().__init__()
        self.asked = Counter()

    def __missing__(self, word):
        self.asked[word] += 1
        return super().__missing__(word)


def test_work_does_not_grow_with_the_number_of_names():
    def looked_up(number):
        known = gazetteer("en", *(f"Body Number{word}" for word in map(_letters, range(number))))
        tokens = tokens_of("Body Numbera and no Body else. " * 50)
        steps = 0
        for index in range(len(tokens.words)):
            known.longest(tokens, index)
            steps += 1
        return steps + len(known._read)

    assert looked_up(2000) == looked_up(2)


def _letters(number):
    return "".join(chr(97 + int(digit)) for digit in str(number))


def test_a_word_is_read_once():
    keys = _Counting()
    known = Gazetteer(keys, Inflection(lists("ru", "organizations")))
    known.add("Совет Европы", Known("organization", "coe"))
    tokens = tokens_of("Совета Европы " * 100)
    for index in range(len(tokens.words)):
        known.longest(tokens, index)
    assert keys.asked["Совета"] == 1
