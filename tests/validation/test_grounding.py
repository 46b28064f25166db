"""Faults in stated values and in the ledger of mentions, each seen by its check; and proofs, branch by branch."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from extraction.mentions import Mention, Quantity
from extraction.text import Document, Span
from tests.validation.faults import (
    ELECTION,
    KOSANOV,
    OF_ORGANIZATIONS,
    OF_STATES,
    THOUSAND,
    VISITED,
    Fault,
    Plant,
    Unchanged,
    assert_seen,
    fault,
    planted,
    put,
    remove,
    repeat,
    state,
    subset,
)
from validation.checks import check
from validation.grounding import check_mentions, check_values
from validation.package import Package
from validation.proof import Passage, Proofs, Referents, prove
from validation.readings import NameRow, Reading
from validation.structure import check_schemas
from validation.tables import column

POSITION = "ipa-cis-2019.imashev"
COUNTRY = "elections/kz-2019-president/country_code@ipa-cis-2019:11-114"
COUNT = f"polling_station_counts/{VISITED}/value@ipa-cis-2019:618-693"
DATED = "ipa-cis-2019:42-114"
CITES_THE_DATE = tuple(
    f"evidence.{record}/election_id@{DATED}.value_start_char"
    for record in (
        *(f"candidates/{ELECTION}.{person}" for person in ("kosanov-a-s", "tokayev-k-k")),
        *(f"observer_counts/ipa-cis-2019.{name}" for name in ("accredited", "accredited-io", "accredited-states")),
        f"polling_station_counts/{VISITED}",
        "verdicts/ipa-cis-2019.booths",
        "missions/ipa-cis-2019",
        "events/ipa-cis-2019.cec-meeting",
    )
)
"""Cells that name the election by its date."""


def visited(value: int) -> tuple[Plant, ...]:
    return (
        state("polling_station_counts", VISITED, value=value),
        put("polling_station_counts", VISITED, lower_bound=value, upper_bound=value),
    )


def both(record: str) -> tuple[str, str]:
    """A number that its words do not give: neither it nor its precision is found."""
    table = "polling_station_counts" if record == VISITED else "observer_counts"
    return f"{table}.{record}.value", f"{table}.{record}.precision"


def mention(place: str, **cells: Any) -> Plant:
    return put("mentions", place, **cells)


NUMBER, NINE, ORDINAL = "ipa-cis-2019:421-425:count", "ipa-cis-2019:463-469:count", "ipa-cis-2019:290-296:ordinal"
HEADING = "russia-osce-2019:0-12:date"

FAULTS = [
    # Stated values
    fault(check_values, "wrong digit", both(VISITED), *visited(85)),
    fault(check_values, "swapped digits", both(VISITED), *visited(48)),
    fault(check_values, "lost digit", both(VISITED), *visited(8)),
    fault(
        check_values,
        "number of another unit in the same words",
        both(OF_ORGANIZATIONS),
        *subset(OF_ORGANIZATIONS, 9),
        *subset(OF_STATES, 147),
    ),
    fault(
        check_values,
        "wrong precision",
        f"observer_counts.{THOUSAND}.precision",
        state("observer_counts", THOUSAND, precision="at_least"),
        put("observer_counts", THOUSAND, lower_bound=1000),
    ),
    fault(
        check_values,
        "neighbouring day",
        (f"elections.{ELECTION}.date", *CITES_THE_DATE),
        state("elections", ELECTION, date=date(2019, 6, 10)),
    ),
    fault(
        check_values,
        "flipped flag in both sources",
        (f"elections.{ELECTION}.is_early",) * 2,
        state("elections", ELECTION, is_early=False),
    ),
    fault(
        check_values,
        "country that is not there",
        f"elections.{ELECTION}.country_code",
        state("elections", ELECTION, country_code="KG"),
        put("evidence", COUNTRY, support="stated"),
    ),
    fault(
        check_values,
        "other person",
        f"positions.{POSITION}.person_id",
        state("positions", POSITION, person_id="tokayev-k-k"),
    ),
    fault(
        check_values,
        "other organization",
        f"positions.{POSITION}.organization_id",
        state("positions", POSITION, organization_id="nur-otan"),
    ),
    fault(
        check_values,
        "mission of another organization",
        f"polling_station_counts.{VISITED}.mission_id",
        state("polling_station_counts", VISITED, mission_id="cis-2019"),
    ),
    fault(
        check_values,
        "other title",
        f"positions.{POSITION}.title_ru",
        state("positions", POSITION, title_ru="Секретарь"),
    ),
    fault(
        check_values,
        "other place in the list",
        f"candidates.{KOSANOV}.list_order",
        state("candidates", KOSANOV, list_order=4),
    ),
    # Where the value stands
    *(
        fault(check_values, name, f"evidence.{record}.value_start_char", put("evidence", record, **cells))
        for name, record, cells in (
            ("narrow span begins too early", COUNT, {"value_start_char": 667}),
            ("narrow span ends too late", COUNT, {"value_end_char": 672}),
            ("narrow span of another number", COUNT, {"value_start_char": 421, "value_end_char": 425}),
            ("no narrow span", COUNT, {"value_start_char": None, "value_end_char": None}),
            ("narrow span of a judgement", COUNTRY, {"value_start_char": 77, "value_end_char": 97}),
        )
    ),
    fault(
        check_values,
        "judgement declared stated",
        f"evidence.{COUNTRY}.value_start_char",
        put("evidence", COUNTRY, support="stated"),
    ),
    # The ledger
    fault(check_mentions, "no row for a number", "mentions.ipa-cis-2019.words", remove("mentions", NUMBER)),
    fault(check_mentions, "other value", f"mentions.{NUMBER}.value", mention(NUMBER, value="1014")),
    fault(check_mentions, "no value", f"mentions.{NUMBER}.value", mention(NUMBER, value=None)),
    fault(check_mentions, "value said to be inferred", f"mentions.{NUMBER}.value", mention(NUMBER, is_inferred=True)),
    fault(
        check_mentions,
        "row for words that mention nothing",
        "mentions.ipa-cis-2019:426-433:count.words",
        repeat(
            "mentions",
            NUMBER,
            mention_id="ipa-cis-2019:426-433:count",
            words="человек",
            value=None,
            start_char=426,
            end_char=433,
        ),
    ),
    fault(
        check_mentions,
        "row of another kind for the same words",
        "mentions.ipa-cis-2019:421-425:reference.words",
        repeat("mentions", NUMBER, mention_id="ipa-cis-2019:421-425:reference", kind="reference"),
    ),
    fault(
        check_mentions,
        "row moved by one",
        ("mentions.ipa-cis-2019.words", f"mentions.{NUMBER}.words"),
        mention(NUMBER, start_char=422, words="013"),
    ),
    fault(
        check_mentions,
        "stated number said to be dismissed",
        f"mentions.{NUMBER}.status",
        mention(NUMBER, status="dismissed", reason="detail"),
    ),
    fault(
        check_mentions,
        "number that nothing states said to be stated",
        f"mentions.{NINE}.status",
        mention(NINE, status="stated", reason=None),
    ),
    fault(check_mentions, "dismissed without a reason", f"mentions.{NINE}.reason", mention(NINE, reason=None)),
    fault(check_mentions, "stated with a reason", f"mentions.{NUMBER}.reason", mention(NUMBER, reason="detail")),
    fault(
        check_mentions,
        "said to stand in a dismissed sentence",
        f"mentions.{ORDINAL}.reason",
        mention(ORDINAL, reason="dismissed_sentence"),
    ),
    fault(
        check_mentions,
        "another reason in a dismissed sentence",
        f"mentions.{HEADING}.reason",
        mention(HEADING, reason="document"),
    ),
    fault(check_schemas, "unknown kind of mention", f"mentions.{NINE}.kind", mention(NINE, kind="number")),
    fault(check_schemas, "unknown reason of a mention", f"mentions.{NINE}.reason", mention(NINE, reason="boring")),
    fault(check_schemas, "unknown status of a mention", f"mentions.{NINE}.status", mention(NINE, status="open")),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_the_place(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


def test_a_value_that_the_words_do_not_give_is_told_with_what_they_give(package: Package) -> None:
    problem = next(check_values(planted(package, *visited(48))))
    assert problem.found == (
        "'48', stated from “Наблюдатели от МПА СНГ в общей сложности посетили 84 избирательных участка.”"
    )
    assert problem.expected == "words that state it; read there: organization МПА СНГ, count 84, ipa-cis"
    assert "`coded`" in problem.remedy
    assert "`inferred`" in problem.remedy


def test_a_long_passage_is_shortened(package: Package) -> None:
    problem = next(check_values(planted(package, state("observer_counts", THOUSAND, value=2000))))
    assert " … " in problem.found
    assert len(problem.found) < 200


def test_the_words_of_a_mention_are_those_of_the_source(package: Package) -> None:
    broken = planted(package, mention(NUMBER, words="1014"))
    assert [problem.field for problem in check(broken)] == [f"mentions.{NUMBER}.words"]


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        (COUNT, "many"),
        (COUNT, "8" * 5000),
        (COUNT, "NaN"),
        ("elections/kz-2019-president/is_early@ipa-cis-2019:11-114", "yes"),
        ("elections/kz-2019-president/date@ipa-cis-2019:11-114", "June"),
        ("elections/kz-2019-president/date@ipa-cis-2019:11-114", "/"),
        (f"candidates/{KOSANOV}/person_id@ipa-cis-2019:758-799", "nobody"),
        (f"positions/{POSITION}/title_ru@ipa-cis-2019:116-220", "!?"),
    ],
)
def test_evidence_of_any_value_is_a_problem_and_no_exception(evidence: str, value: str, package: Package) -> None:
    problems = check(planted(package, put("evidence", evidence, value=value)))
    assert evidence.partition("@")[0].replace("/", ".") in {problem.field for problem in problems}


def test_a_source_that_is_not_at_hand_is_passed_over(package: Package) -> None:
    texts = {source_id: text for source_id, text in package.texts.items() if source_id != "ipa-cis-2019"}
    partial = Package(package.tables, texts, package.locate)
    assert list(check_values(partial)) == []
    assert list(check_mentions(partial)) == []


# Proofs


WORDS = "abcdefghijklmnopqrstuvwxyz"
"""A text in which the mentions of a test stand at the letters."""


def reading(
    *mentions: Mention, names: Sequence[NameRow] = (), text: str = WORDS, language: str = "en", source: str = "one"
) -> Reading:
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    return Reading(source, Document.of(text.encode()), language, ordered, sorted(names))


def proof(
    cell: str, value: str, read: Reading, record: dict[str, Any] | None = None, referents: Referents | None = None
) -> Span | None:
    """Prove a cell from the whole text of a reading."""
    table, name = cell.split(".")
    passage = Passage(read, 0, len(read.document.text))
    return prove(table, column(table, name), value, record or {}, passage, referents or Referents())


def count(start: int, value: str, **said: Any) -> Quantity:
    return Quantity(said.pop("kind", "count"), start, start + 2, value, **said)


def day(start: int, value: str, *, is_inferred: bool = False) -> Mention:
    return Mention("date", start, start + 2, value, is_inferred)


@pytest.mark.parametrize(
    ("value", "mention", "record"),
    [
        ("84", count(3, "84"), {}),
        ("84", count(3, "84", counted="polling_stations"), {"unit": "polling_stations"}),
        ("84", count(3, "84", counted="rooms", is_open=True), {"unit": "polling_stations"}),
        ("84", count(3, "84", counted="people"), {"unit": "observers"}),
        ("84", count(3, "84.0"), {}),
        ("1000", count(3, "1000", precision="more_than"), {"precision": "exact"}),
        ("20", count(3, "", precision="between", low="20", high="30"), {}),
        ("30", count(3, "", precision="between", low="20", high="30"), {}),
        ("7.5", count(3, "7.5", kind="percent"), {"unit": "percent"}),
        ("420", count(3, "07:00", kind="time"), {"unit": "time_of_day"}),
        ("0", count(3, "00:00", kind="time"), {"unit": "time_of_day"}),
        ("3", count(3, "3", kind="ordinal"), {}),
        ("3", count(3, "3", kind="list_number"), {}),
    ],
)
def test_a_number_is_proved_by_one_of_its_value(value: str, mention: Quantity, record: dict[str, Any]) -> None:
    assert proof("figures.value", value, reading(mention), record) == Span(3, 5)


@pytest.mark.parametrize(
    ("value", "mention", "record"),
    [
        ("84", count(3, "48"), {}),
        ("84", count(3, "84", counted="observers"), {"unit": "polling_stations"}),
        ("84", count(3, "84", counted="people"), {"unit": "polling_stations"}),
        ("84", count(3, "84", kind="percent"), {"unit": "observers"}),
        ("84", count(3, "84", kind="reference"), {}),
        ("25", count(3, "", precision="between", low="20", high="30"), {}),
        ("7", count(3, "07:00", kind="time"), {"unit": "time_of_day"}),
        ("420", count(3, "07", kind="time"), {"unit": "time_of_day"}),
        ("2", count(3, "2/3"), {}),
        ("0", count(3, "", precision="several"), {}),
        ("2019", day(3, "2019"), {}),
    ],
)
def test_a_number_is_not_proved_by_another(value: str, mention: Mention, record: dict[str, Any]) -> None:
    assert proof("figures.value", value, reading(mention), record) is None


def test_of_equal_numbers_the_one_of_the_record_s_precision_proves() -> None:
    read = reading(count(3, "84"), count(6, "84", precision="about"), count(9, "84"))
    assert proof("figures.value", "84", read, {"precision": "about"}) == Span(6, 8)
    assert proof("figures.value", "84", read, {"precision": "almost"}) == Span(3, 5)


def test_only_what_lies_whole_in_the_passage_proves() -> None:
    read = reading(count(3, "84"))
    target = column("figures", "value")
    assert prove("figures", target, "84", {}, Passage(read, 3, 5), Referents()) == Span(3, 5)
    assert prove("figures", target, "84", {}, Passage(read, 4, 9), Referents()) is None
    assert prove("figures", target, "84", {}, Passage(read, 0, 4), Referents()) is None


BETWEEN = {"precision": "between", "value": None, "lower_bound": 20, "upper_bound": 30}


def several(low: int | None, high: int | None) -> dict[str, Any]:
    return {"precision": "several", "value": None, "lower_bound": low, "upper_bound": high}


@pytest.mark.parametrize(
    ("mention", "record", "is_proved"),
    [
        (count(3, "84"), {"precision": "exact", "value": 84}, True),
        (count(3, "84", precision="about"), {"precision": "about", "value": 84}, True),
        (count(3, "84"), {"precision": "about", "value": 84}, False),
        (count(3, "84", precision="at_least"), {"precision": "more_than", "value": 84}, False),
        (count(3, "48", precision="about"), {"precision": "about", "value": 84}, False),
        (count(3, "84"), {"precision": "exact", "value": None}, False),
        (count(3, "", precision="between", low="20", high="30"), BETWEEN, True),
        (count(3, "", precision="between", low="20", high="40"), BETWEEN, False),
        (count(3, "", precision="between", low="20", high="30"), {**BETWEEN, "upper_bound": None}, False),
        (count(3, "", precision="several"), several(3, 9), True),
        (count(3, "", precision="several"), several(3, None), False),
        (count(3, "", precision="several"), several(None, 9), False),
        (count(3, "", precision="several"), several(2, 9), False),
        (count(3, "", precision="several"), several(3, 10), False),
        (count(3, "100", precision="several"), several(300, 999), True),
        (count(3, "100", precision="several"), several(300, 900), False),
        (count(3, "100", precision="several"), several(3, 9), False),
        (count(3, "1000", precision="several"), several(3000, 9999), True),
        (count(3, "1000", precision="several"), several(300, 999), False),
        (count(3, "1000"), several(3000, 9999), False),
        (count(3, "5"), several(3, 9), False),
        (count(3, "84", precision="about", counted="observers"), {"precision": "about", "value": 84}, True),
        (
            count(3, "84", precision="about", counted="observers"),
            {"precision": "about", "value": 84, "unit": "countries"},
            False,
        ),
    ],
)
def test_a_precision_is_proved_by_a_number_of_it(mention: Quantity, record: dict[str, Any], is_proved: bool) -> None:
    found = proof("observer_counts.precision", record["precision"], reading(mention), record)
    assert found == (Span(3, 5) if is_proved else None)


@pytest.mark.parametrize(
    ("cell", "value", "mentions", "expected"),
    [
        ("elections.date", "2019-06-09", [day(3, "2019-06-09")], Span(3, 5)),
        ("elections.date", "2019-06-09", [day(3, "2019-06-10"), day(6, "2019-06-09")], Span(6, 8)),
        ("elections.date", "2019-06-09", [day(3, "2019-06-10")], None),
        ("elections.date", "2019-06-09", [day(3, "2019-06-09", is_inferred=True)], None),
        ("elections.date", "2019-06-09", [day(3, "2019-06")], None),
        ("missions.started_on", "2019-06-07", [day(3, "2019-06-07/2019-06-10")], Span(3, 5)),
        ("missions.ended_on", "2019-06-10", [day(3, "2019-06-07/2019-06-10")], Span(3, 5)),
        ("missions.ended_on", "2019-06-08", [day(3, "2019-06-07/2019-06-10")], None),
        ("missions.started_on", "2019-04-10", [day(3, "2019-04-10/..")], Span(3, 5)),
        ("missions.started_on", "2019-06-01", [day(3, "2019-06")], None),
        ("missions.started_on", "2019-06-01", [day(3, "no date")], None),
        ("events.date", "2019-06", [day(3, "2019-06")], Span(3, 5)),
        ("events.date", "2018~", [day(3, "2018~")], Span(3, 5)),
        ("events.date", "2018", [day(3, "2018~")], None),
        ("events.date", "2019-06-07/2019-06-10", [day(3, "2019-06-07/2019-06-10")], Span(3, 5)),
        ("events.date", "2019-06-07/2019-06-10", [day(3, "2019-06-07"), day(9, "2019-06-10")], Span(3, 11)),
        ("events.date", "2019-06-07/2019-06-10", [day(3, "2019-06-10"), day(9, "2019-06-07")], Span(3, 11)),
        ("events.date", "2019-06-07/2019-06-10", [day(3, "2019-06-07")], None),
        ("events.date", "2019-06-07/2019-06-10", [day(3, "2019-06-07"), day(9, "2019-06-10", is_inferred=True)], None),
        ("events.date", "2019-06-07/..", [day(3, "2019-06-07")], None),
        ("events.date", "2019-06-07", [day(3, "2019-06-07/2019-06-10")], None),
    ],
)
def test_a_date_is_proved_by_the_same_date_whole(
    cell: str, value: str, mentions: list[Mention], expected: Span | None
) -> None:
    assert proof(cell, value, reading(*mentions)) == expected


def person(start: int, end: int, record: str = "kosanov") -> NameRow:
    return NameRow(start, end, "persons", record)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([person(3, 5)], Span(3, 5)),
        ([person(3, 5), person(6, 12)], Span(6, 12)),
        ([person(3, 5), person(9, 11)], Span(3, 5)),
        ([person(3, 5, "tokayev")], None),
        ([NameRow(3, 5, "organizations", "kosanov")], None),
    ],
    ids=["its name", "the longest", "the first of equals", "another person", "another table"],
)
def test_a_person_is_proved_by_a_written_name(names: list[NameRow], expected: Span | None) -> None:
    assert proof("candidates.person_id", "kosanov", reading(names=names)) == expected


def test_a_form_inside_a_longer_name_proves_too_the_longest_first() -> None:
    read = reading(text="The CIS Assembly met.", names=[NameRow(4, 16, "organizations", "ipa-cis")])
    referents = Referents()
    referents.forms["organizations", "cis"] = ["CIS", "C"]
    assert proof("missions.organization_id", "cis", read, referents=referents) == Span(4, 7)
    assert proof("missions.organization_id", "osce", read, referents=referents) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Observers of the CIS, and others.", "CIS"),
        ("CIS", "CIS"),
        ("(CIS)", "CIS"),
        ("the CIS's mission", "CIS"),
        ("the CIS-led mission", "CIS"),
        ("the CISCO report", None),
        ("the ECIS report", None),
        ("the CIS2 report", None),
    ],
)
def test_a_form_is_no_part_of_a_longer_word(text: str, words: str | None) -> None:
    referents = Referents()
    referents.forms["organizations", "cis"] = ["CIS"]
    found = proof("missions.organization_id", "cis", reading(text=text), referents=referents)
    assert (found and text[found.start : found.end]) == words


def test_a_whole_form_is_found_after_one_that_is_cut_out_of_a_word() -> None:
    referents = Referents()
    referents.forms["organizations", "cis"] = ["CIS"]
    read = reading(text="The CISCO report on the CIS")
    assert proof("missions.organization_id", "cis", read, referents=referents) == Span(24, 27)


def test_a_state_is_proved_by_its_country_and_an_organization_of_the_country_is_not() -> None:
    read = reading(Mention("country", 3, 5, "RU"))
    referents = Referents(states={"russia-state": "RU"})
    assert proof("verdicts.asserter_id", "russia-state", read, referents=referents) == Span(3, 5)
    assert proof("verdicts.asserter_id", "cec-ru", read, referents=referents) is None
    assert proof("verdicts.asserter_id", "russia-state", reading(Mention("country", 3, 5, "KZ")), {}, referents) is None


def test_a_country_is_proved_by_its_name_as_read_or_as_the_vocabulary_writes_it() -> None:
    referents = Referents(countries={"kazakhstan": "KZ"})
    names = [NameRow(3, 5, "places", "kazakhstan"), NameRow(6, 8, "places", "astana")]
    cell = "mission_countries.country_code"
    assert proof(cell, "KZ", reading(Mention("country", 9, 11, "KZ")), referents=referents) == Span(9, 11)
    assert proof(cell, "KZ", reading(names=names), referents=referents) == Span(3, 5)
    assert proof(cell, "RU", reading(Mention("country", 9, 11, "KZ"), names=names), referents=referents) is None
    assert proof(cell, "KZ", reading(Mention("place", 9, 11, "KZ")), referents=referents) is None


def test_a_place_is_proved_by_its_own_name_alone() -> None:
    read = reading(names=[NameRow(3, 5, "places", "almaty"), NameRow(6, 8, "places", "astana")])
    assert proof("mission_places.place_id", "astana", read) == Span(6, 8)
    assert proof("mission_places.place_id", "aktau", read) is None


def test_an_election_is_proved_by_its_date_or_by_words_that_state_it() -> None:
    referents = Referents(dates={"kz-2019": {"2019-06-09"}}, own={("elections", "kz-2019", "one"): [(10, 20)]})
    cell = "verdicts.election_id"
    assert proof(cell, "kz-2019", reading(day(3, "2019-06-09")), referents=referents) == Span(3, 5)
    assert proof(cell, "kz-2019", reading(day(3, "2019-06-08")), referents=referents) == Span(10, 20)
    assert proof(cell, "kz-2019", reading(source="two"), referents=referents) is None
    assert proof(cell, "kz-2016", reading(day(3, "2019-06-09")), referents=referents) is None


BODIES = {
    "kz-2004-majilis": {"Majilis", "Мажилис Парламента"},
    "kz-2004-maslikhats": {"maslikhats", "Маслихаты"},
}


@pytest.mark.parametrize(
    ("text", "language", "election", "is_proved"),
    [
        ("to the Majilis", "en", "kz-2004-majilis", True),
        ("to the Majilis", "en", "kz-2004-maslikhats", False),
        ("to both the Majilis and the maslikhats", "en", "kz-2004-maslikhats", True),
        ("that day", "en", "kz-2004-majilis", False),
        ("депутатов Мажилиса Парламента", "ru", "kz-2004-majilis", True),
        ("депутатов Мажилиса", "ru", "kz-2004-majilis", False),
    ],
)
def test_of_elections_of_one_day_one_is_proved_by_words_of_its_body_too(
    text: str, language: str, election: str, *, is_proved: bool
) -> None:
    dates = {**{one: {"2004-09-19"} for one in BODIES}, "kz-2005-president": {"2005-12-04"}}
    read = reading(day(3, "2004-09-19"), text=text, language=language)
    found = proof("verdicts.election_id", election, read, referents=Referents(dates=dates, bodies=BODIES))
    assert found == (Span(3, 5) if is_proved else None)


def test_of_elections_of_one_day_that_which_the_words_state_is_proved_without_its_body() -> None:
    own = {("elections", "kz-2004-majilis", "one"): [(10, 20)]}
    referents = Referents(dates={one: {"2004-09-19"} for one in BODIES}, bodies=BODIES, own=own)
    read = reading(day(3, "2004-09-19"))
    assert proof("verdicts.election_id", "kz-2004-majilis", read, referents=referents) == Span(10, 20)
    assert proof("verdicts.election_id", "kz-2004-maslikhats", read, referents=referents) is None


def test_an_election_alone_on_its_day_needs_no_words_of_its_body() -> None:
    referents = Referents(dates={"kz-2019": {"2019-06-09", "2019"}, "kz-2016": {"2016-03-20"}}, bodies={})
    read = reading(day(3, "2019-06-09"))
    assert proof("verdicts.election_id", "kz-2019", read, referents=referents) == Span(3, 5)


def test_words_that_state_an_election_are_cut_to_the_passage() -> None:
    referents = Referents()
    referents.own["events", "one.meeting", "one"].append((10, 20))
    target = column("event_participants", "event_id")

    def found(start: int, end: int) -> Span | None:
        passage = Passage(reading(), start, end)
        return prove("event_participants", target, "one.meeting", {}, passage, referents)

    assert found(0, 26) == Span(10, 20)
    assert found(12, 15) == Span(12, 15)
    assert found(5, 12) == Span(10, 12)
    assert found(0, 10) is None
    assert found(20, 26) is None


def test_a_mission_is_proved_by_its_organization() -> None:
    read = reading(names=[NameRow(3, 5, "organizations", "osce-pa"), NameRow(6, 8, "organizations", "odihr")])
    referents = Referents(organizations={"eom-2019": {"odihr", "osce"}})
    assert proof("verdicts.mission_id", "eom-2019", read, referents=referents) == Span(6, 8)
    assert proof("verdicts.mission_id", "cis-2019", read, referents=referents) is None


@pytest.mark.parametrize(
    ("cell", "value", "text", "language", "words"),
    [
        ("elections.is_early", "true", "The early election was called.", "en", "early"),
        ("elections.is_early", "true", "На внеочередных выборах", "ru", "внеочередных"),
        ("elections.is_early", "false", "На внеочередных выборах", "ru", None),
        ("elections.is_early", "false", "На очередных выборах", "ru", "очередных"),
        ("elections.is_early", "true", "На очередных выборах", "ru", None),
        ("elections.is_direct", "true", "Прямые выборы", "ru", "Прямые"),
        ("elections.is_direct", "false", "an indirect election", "en", "indirect"),
        ("elections.is_direct", "true", "an indirect election", "en", None),
        ("candidates.is_winner", "true", "Mr Tokayev won.", "en", "won"),
        ("candidates.is_winner", "false", "Mr Tokayev won.", "en", None),
        ("candidates.gender", "female", "She said so.", "en", "She"),
        ("candidates.gender", "male", "She said so.", "en", None),
        ("candidates.gender", "female", "Её назвали в числе других.", "ru", "Её"),
    ],
)
def test_a_yes_or_no_is_proved_by_a_word_that_says_it(
    cell: str, value: str, text: str, language: str, words: str | None
) -> None:
    found = proof(cell, value, reading(text=text, language=language))
    assert (found and text[found.start : found.end]) == words


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Он был Председателем комиссии.", "Председателем", "Председателем"),
        ("Он был Председателем комиссии.", "Председатель", "Председателем"),
        ("с Председателем\nСената Парламента", "Председатель Сената Парламента", "Председателем\nСената Парламента"),
        ("встретился с заместителями Председателя", "заместитель председателя", "заместителями Председателя"),
        ("Он был Председателем комиссии.", "Секретарь", None),
        ("Председатель. Затем комиссия.", "Председатель комиссии", None),
        ("председатель", "председатель председатель", None),
        ("председатель", "«»", None),
        ("Он был бурмулятором.", "бурмулятором", "бурмулятором"),
        ("Он был Бурмулятором.", "бурмулятором", "Бурмулятором"),
        ("Он стал бурмулятором.", "бурмулятору", None),
        ("Он был бурмулятор.", "бурмулятором", None),
        ("с Председателем бурмулятора", "Председатель бурмулятора", "Председателем бурмулятора"),
        ("с Председателем бурмулятора", "Председатель бурмулятору", None),
    ],
)
def test_text_is_proved_by_the_same_words_in_any_case_form(text: str, value: str, words: str | None) -> None:
    found = proof("positions.title_ru", value, reading(text=text, language="ru"))
    assert (found and text[found.start : found.end]) == words


def test_text_is_proved_by_the_same_english_words_and_by_no_others() -> None:
    read = reading(text="The Law on\u00a0Elections, and laws.")
    assert proof("citations.document_name_en", "Law on Elections", read) == Span(4, 20)
    assert proof("citations.document_name_en", "Law on Election", read) == Span(4, 19)
    assert proof("citations.document_name_en", "Law of Elections", read) is None


def test_text_is_proved_by_a_name_whose_nominative_it_is() -> None:
    read = reading(Mention("organization", 3, 9, "Народная партия"), text="Для НПшников и других.", language="ru")
    assert proof("organizations.name_ru", "народная партия", read) == Span(3, 9)


@pytest.mark.parametrize("support", ["coded", "inferred"])
def test_what_is_not_stated_is_not_looked_for(support: str) -> None:
    row = {
        "table_name": "figures",
        "record_id": "one.votes",
        "column_name": "value",
        "value": "84",
        "source_id": "one",
        "start_char": 0,
        "end_char": 26,
    }
    proofs = Proofs({"one": reading(count(3, "84"))}, {}, Referents())
    assert proofs.of({**row, "support": "stated"}) == Span(3, 5)
    assert proofs.of({**row, "support": support}) is None
    assert proofs.of({**row, "support": "stated", "source_id": "two"}) is None


def test_referents_are_gathered_from_what_passages_state() -> None:
    def row(table: str, record: str, name: str, value: str, *, is_context: bool = False) -> dict[str, Any]:
        place = {"source_id": "one", "start_char": 3, "end_char": 5, "is_context": is_context}
        return {"table_name": table, "record_id": record, "column_name": name, "value": value, **place}

    found = Referents.of(
        [
            row("missions", "eom", "organization_id", "odihr"),
            row("missions", "eom", "election_id", "kz-2019", is_context=True),
            row("mission_organizations", "eom.osce", "organization_id", "osce"),
            row("elections", "kz-2019", "date", "2019-06-09"),
            row("elections", "kz-2019", "body_ru", "Президент"),
            row("elections", "kz-2019", "body_en", "President"),
            row("verdicts", "one.fair", "asserter_id", "odihr"),
        ],
        [
            {"place_id": "kazakhstan", "country_code": "KZ", "place_type": "country"},
            {"place_id": "astana", "country_code": "KZ", "place_type": "city"},
        ],
        [
            {"organization_id": "russia-state", "organization_type": "state", "country_code": "RU"},
            {"organization_id": "cec-ru", "organization_type": "election_authority", "country_code": "RU"},
        ],
        [{"table_name": "persons", "record_id": "kosanov", "name": "Косанов"}],
    )
    assert found.organizations == {"eom": {"odihr"}}
    assert found.bodies == {"kz-2019": {"Президент", "President"}}
    assert found.dates == {"kz-2019": {"2019-06-09"}}
    assert found.own == {("missions", "eom", "one"): [(3, 5)], ("elections", "kz-2019", "one"): [(3, 5)] * 3}
    assert (found.countries, found.states) == ({"kazakhstan": "KZ"}, {"russia-state": "RU"})
    assert found.forms == {("persons", "kosanov"): ["Косанов"]}


def test_every_column_of_a_flag_has_a_fact_for_each_value_in_every_language() -> None:
    from extraction.lexicon import languages, lexicon
    from validation.codes import codes_of
    from validation.proof import FACTS

    for (table, name), facts in FACTS.items():
        target = column(table, name)
        assert target.support == "stated"
        assert set(facts) <= ({"true", "false"} if target.kind == "boolean" else set(codes_of(str(target.code_list))))
        for language in languages():
            assert set(facts.values()) <= set(lexicon(language, "facts"))
