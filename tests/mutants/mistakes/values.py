"""Mistakes in numbers, dates, precision, yes and no, and text: what the words give and the cell no longer does."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from extraction.dates.edtf import DateError, parse
from extraction.mentions import Quantity
from tests.mutants.mistakes.kinds import kind
from tests.mutants.mistakes.referents import names_it
from tests.mutants.project import Mutant
from tests.mutants.sites import Site, Sites, shuffled, swapped
from validation.codes import codes_of
from validation.proof import FACTS, number_of
from validation.tables import VOCABULARY

_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_BOUNDS = ("lower_bound", "upper_bound")
_WITHOUT_VALUE = frozenset({"between", "several", "unspecified"})

Change = Callable[[str, Random], str | None]
"""Another text for a cell; None where there is none."""


def _is_number(site: Site) -> bool:
    return site.column.kind in ("integer", "number")


def _is_date(site: Site) -> bool:
    return site.column.kind in ("edtf", "day")


def _each(sites: list[Site], rng: Random, change: Change) -> Iterator[Mutant]:
    for site in shuffled(rng, sites):
        text = change(site.cell.text, rng)
        if text is not None and text != site.cell.text:
            yield site.mutant(text)


def _other_digit(text: str, rng: Random) -> str | None:
    place = rng.choice([match.start() for match in _DIGIT.finditer(text)])
    least = 1 if place == 0 and len(text) > 1 else 0
    digit = rng.choice([digit for digit in range(least, 10) if str(digit) != text[place]])
    return f"{text[:place]}{digit}{text[place + 1 :]}"


def _swapped(text: str, rng: Random) -> str | None:
    pairs = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    pairs = [i for i in pairs if i > 0 or text[1] != "0"]
    if not pairs:
        return None
    i = rng.choice(pairs)
    return f"{text[:i]}{text[i + 1]}{text[i]}{text[i + 2 :]}"


def _dropped(text: str, rng: Random) -> str | None:
    places = [match.start() for match in _DIGIT.finditer(text)]
    places = [i for i in places if i > 0 or text[1:2] not in ("", "0", ".")]
    if len(text) < 2 or not places:
        return None
    i = rng.choice(places)
    return text[:i] + text[i + 1 :] if text[:i] + text[i + 1 :] not in ("", ".") else None


_NUMBERS = "The reader finds no such number in the passage, and the true one is left that no cell states."


@kind("words", 0.99, _NUMBERS)
def digit_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_number), rng, _other_digit)


@kind("words", 0.99, _NUMBERS)
def digits_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_number), rng, _swapped)


@kind("words", 0.99, _NUMBERS)
def digit_dropped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_number), rng, _dropped)


@kind("words", 0.0, "A range is proved by both its ends; the bounds of *several* follow from the coding rules.")
def bound_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each([site for site in sites.cells if site.column.name in _BOUNDS], rng, _other_digit)


@kind(
    "words", 0.95, "Of two numbers in a passage the one that counts another unit proves nothing; the true one is left."
)
def number_of_another_unit(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for site in shuffled(rng, sites.stated(lambda site: _is_number(site) and site.column.name == "value")):
        value = Decimal(site.cell.text)
        there = [
            mention
            for mention in site.reading.within(site.place.start, site.place.end)
            if isinstance(mention, Quantity) and mention.kind in ("count", "percent", "ordinal")
        ]
        own = {(mention.kind, mention.counted) for mention in there if number_of(mention) == value}
        others = [mention for mention in there if (mention.kind, mention.counted) not in own]
        others = [mention for mention in others if number_of(mention) not in (value, None)]
        if others:
            yield site.mutant(rng.choice(others).value)


def _swaps(sites: Sites, rng: Random, *, is_alike: bool) -> Iterator[Mutant]:
    numbers = sites.stated(lambda site: _is_number(site) and site.column.name == "value")
    pairs = [
        (one, other)
        for index, one in enumerate(numbers)
        for other in numbers[index + 1 : index + 8]
        if one.owner is other.owner and one.cell.text != other.cell.text and (_unit(one) == _unit(other)) == is_alike
    ]
    for one, other in shuffled(rng, pairs):
        yield swapped(one, other)


def _unit(site: Site) -> str:
    cell = site.record.cells.get("unit") if site.record else None
    return cell.text if cell else ""


@kind("words", 0.95, "Each number stands in the passage, but beside a word for another unit.")
def values_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Two numbers of one passage are written in each other's cells."""
    return _swaps(sites, rng, is_alike=False)


@kind("sentence", 0.0, "Each number stands in the passage; only grammar says which of two counts what.")
def values_of_one_unit_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _swaps(sites, rng, is_alike=True)


def _shifted(part: int) -> Change:
    """A date whose year (1), month (2) or day (3) is the one before or after."""

    def change(text: str, rng: Random) -> str | None:
        dates = [match for match in _DATE.finditer(text) if match.group(part)]
        if not dates:
            return None
        match = rng.choice(dates)
        step = rng.choice((-1, 1))
        year, month, day = (int(group) if group else 0 for group in match.groups())
        if part == 3:
            new = (date(year, month, day) + timedelta(step)).isoformat()
        elif part == 2:
            months = year * 12 + month - 1 + step
            new = f"{months // 12:04}-{months % 12 + 1:02}{match.group()[7:]}"
        else:
            new = f"{year + step:04}{match.group()[4:]}"
        return _valid(f"{text[: match.start()]}{new}{text[match.end() :]}")

    return change


def _valid(text: str) -> str | None:
    """A date that exists: one that does not is refused as soon as it is read."""
    try:
        parse(text)
    except DateError:
        return None
    return text


_DATES = "The reader finds no such date in the passage, and the true one is left that no cell states."


@kind("words", 0.99, _DATES)
def date_day(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_date), rng, _shifted(3))


@kind("words", 0.99, _DATES)
def date_month(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_date), rng, _shifted(2))


@kind("words", 0.99, _DATES)
def date_year(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _each(sites.stated(_is_date), rng, _shifted(1))


@kind("words", 0.99, _DATES)
def date_day_and_month_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    def change(text: str, rng: Random) -> str | None:
        return _valid(re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\1-\3-\2", text))

    return _each(sites.stated(_is_date), rng, change)


@kind("words", 0.95, _DATES)
def date_less_exact(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The day or month of a date is left out; an interval is cut to its first day."""

    def change(text: str, rng: Random) -> str | None:
        return text.partition("/")[0] if "/" in text else text[:-3] if len(text) == 10 else None

    return _each(sites.stated(lambda site: site.column.kind == "edtf"), rng, change)


@kind("sentence", 0.5, "It is proved, too; the true date is left, unless another cell states it.")
def date_of_another(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another date of the same passage."""
    for site in shuffled(rng, sites.stated(_is_date)):
        there = site.reading.within(site.place.start, site.place.end)
        days = [mention.value for mention in there if mention.kind == "date" and not mention.is_inferred]
        others = [day for day in days if day != site.cell.text and (site.column.kind == "edtf" or len(day) == 10)]
        if others:
            yield site.mutant(rng.choice(others))


@kind("words", 0.99, "The words beside a number say how exact it is.")
def precision_wrong(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for site in shuffled(rng, sites.stated(lambda site: site.column.name == "precision")):
        with_value = [code for code in codes_of("precision") if code not in _WITHOUT_VALUE]
        # Of those that take a value or none as the right one does: bounds give the others away.
        alike = [code for code in _WITHOUT_VALUE if site.cell.text in _WITHOUT_VALUE] or with_value
        yield site.mutant(rng.choice(sorted(set(alike) - {site.cell.text})))


@kind("words", 0.99, "The passage holds no word that says so (lexicon, facts.yaml).")
def flag_flipped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Yes for no, she for he."""
    opposite = {"true": "false", "false": "true", "female": "male", "male": "female"}
    flags = sites.stated(lambda site: site.record and (site.record.table, site.column.name) in FACTS)
    return _each(flags, rng, lambda text, _: opposite[text])


def _is_text(site: Site) -> bool:
    column = site.column
    return column.kind == "text" and not (column.refers_to or column.code_list or column.is_country)


@kind("words", 0.95, "The words do not stand in the passage.")
def text_misspelt(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A letter of a title or name is left out, or swapped with the next."""

    def change(text: str, rng: Random) -> str | None:
        words = list(_LETTERS.finditer(text))
        if not words:
            return None
        word = rng.choice(words)
        i = rng.randrange(word.start() + 1, word.end() - 1)
        swapped = f"{text[:i]}{text[i + 1]}{text[i]}{text[i + 2 :]}"
        return rng.choice((text[:i] + text[i + 1 :], swapped))

    return _each(sites.stated(_is_text), rng, change)


@kind("words", 0.99, "The words do not stand in the passage.")
def text_digit_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A digit of an article, a paragraph, or a number in a name."""
    return _each(sites.stated(lambda site: _is_text(site) and _DIGIT.search(site.cell.text)), rng, _other_digit)


@kind("judgement", 0.0, "The value follows by a reasoning that a person gives; no machine reads the reasoning.")
def inferred_number_or_date(sites: Sites, rng: Random) -> Iterator[Mutant]:
    inferred = [site for site in sites.cells if site.support == "inferred"]
    for site in shuffled(rng, inferred):
        text = None
        if _is_number(site):
            text = _other_digit(site.cell.text, rng)
        elif _is_date(site):
            text = _shifted(rng.choice((1, 3)))(site.cell.text, rng)
        if text is not None and text != site.cell.text:
            yield site.mutant(text)


@kind("words", 0.8, "What is said to be stated must stand in the words.")
def reason_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The word `inferred`, with its reasoning, is lost.

    Where the passage holds the name or number, and only what it says of it is concluded, it is a judgement.
    """
    inferred = [site for site in sites.cells if site.support == "inferred" and site.column.support == "stated"]
    for site in shuffled(rng, inferred):
        there = list(site.reading.within(site.place.start, site.place.end))
        if _is_date(site):
            is_there = any(mention.value == site.cell.text and not mention.is_inferred for mention in there)
        elif _is_number(site):
            is_there = any(isinstance(mention, Quantity) for mention in there)
        elif site.column.refers_to in VOCABULARY:
            is_there = names_it(site, site.value, sites)
        else:
            continue
        if not is_there:
            yield site.without_reason()
