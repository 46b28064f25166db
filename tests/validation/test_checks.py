"""A planted fault for every check: the expected checks fire, no other, and name the record and the column."""

import dataclasses
import inspect
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pandas as pd
import pytest

import validation
from extraction.text import fold
from tests.validation import (
    test_agreement,
    test_arithmetic,
    test_grounding,
    test_nominatives,
    test_retired,
    test_spelling,
)
from tests.validation.faults import (
    ACCREDITED,
    BODY,
    BOOTHS,
    ELECTION,
    FAIR,
    INFERRED,
    KOSANOV,
    MEETING,
    OF_ORGANIZATIONS,
    OF_STATES,
    OVERALL,
    THOUSAND,
    TYPE,
    VIOLATIONS,
    VISITED,
    Fault,
    Unchanged,
    assert_seen,
    between,
    count,
    extra_column,
    fault,
    lost_column,
    lost_sentences,
    only_context,
    percent,
    planted,
    put,
    remove,
    repeat,
    retype,
    state,
    subset,
)
from validation.checks import CONTENT, STRUCTURE, Check, check
from validation.consistency import check_coding, check_counts, check_dates
from validation.cues import check_cues
from validation.evidence import (
    check_claims,
    check_evidence,
    check_ledger,
    check_quotes,
    check_sentence_texts,
    check_sources,
    check_terms,
)
from validation.grounding import check_mentions, check_values
from validation.package import Package
from validation.pairs import check_pairs
from validation.problems import Problem
from validation.stances import check_stances
from validation.storage import to_arrow, to_frame
from validation.structure import ENOUGH, check_codes, check_keys, check_references, check_schemas
from validation.tables import TABLES, UNIQUE_TOGETHER, columns, key_of
from validation.values import read_value

FAULTS = [
    # Structure
    fault(
        check_schemas,
        "null in a required column",
        f"elections.{ELECTION}.election_type",
        put("elections", ELECTION, election_type=None),
    ),
    fault(
        check_schemas,
        "unknown code",
        f"verdicts.{BOOTHS}.stance",
        put("verdicts", BOOTHS, stance="enthusiastic"),
    ),
    fault(
        check_schemas,
        "country ZZ",
        f"elections.{ELECTION}.country_code",
        put("elections", ELECTION, country_code="ZZ"),
    ),
    fault(
        check_schemas,
        "negative number",
        f"observer_counts.{THOUSAND}.value",
        put("observer_counts", THOUSAND, value=-1),
    ),
    fault(
        check_schemas,
        "empty text that is not missing",
        f"elections.{ELECTION}.body_en",
        put("elections", ELECTION, body_en=""),
    ),
    fault(check_schemas, "date in words", f"events.{MEETING}.date", put("events", MEETING, date="in June")),
    fault(
        check_schemas,
        "key with capital letters",
        "persons.Imashev.person_id",
        repeat("persons", "imashev-b-m", person_id="Imashev"),
    ),
    fault(check_schemas, "wrong dtype", "elections.year", retype("elections", "year", "float64")),
    fault(check_schemas, "day as text", f"elections.{ELECTION}.date", retype("elections", "date", "str")),
    fault(check_schemas, "extra column", "elections.surplus", extra_column("elections", "surplus")),
    fault(check_schemas, "lost column", "elections.year", lost_column("elections", "year")),
    fault(
        check_keys,
        "key twice",
        "persons.imashev-b-m.person_id",
        repeat("persons", "imashev-b-m", name_en="Another"),
    ),
    fault(
        check_keys,
        "unique together twice",
        "mission_people.second.mission_id, person_id, role",
        repeat("mission_people", "cis-2019.lebedev-sergey.head", mission_person_id="second"),
    ),
    fault(
        check_keys,
        "list order twice",
        "candidates.kz-2019-president.tokayev-k-k.election_id, list_order",
        put("candidates", "kz-2019-president.tokayev-k-k", list_order=3),
    ),
    fault(
        check_references,
        "foreign key lost",
        f"candidates.{KOSANOV}.nominated_by_id",
        put("candidates", KOSANOV, nominated_by_id="nobody"),
    ),
    fault(
        check_references,
        "evidence for a record that is not there",
        f"evidence.{TYPE}.record_id",
        put("evidence", TYPE, record_id="nobody"),
    ),
    fault(
        check_references,
        "evidence for a table that is not there",
        f"evidence.{TYPE}.record_id",
        put("evidence", TYPE, table_name="opinions"),
    ),
    fault(
        check_references,
        "name of a record that is not there",
        "names.russia-osce-2019:276-280:organizations/osce.record_id",
        put("names", "russia-osce-2019:276-280:organizations/osce", record_id="nobody"),
    ),
    # Traces
    fault(
        check_sources,
        "other bytes",
        "sources.ipa-cis-2019.sha256",
        put("sources", "ipa-cis-2019", sha256="0" * 64),
    ),
    fault(
        check_sources, "other length", "sources.ipa-cis-2019.characters", put("sources", "ipa-cis-2019", characters=1)
    ),
    fault(
        check_quotes,
        "quote moved by one",
        f"evidence.{TYPE}.quote",
        put("evidence", TYPE, start_char=15, end_char=63),
        also=(check_values,),
    ),
    fault(
        check_quotes,
        "quote with other white space",
        f"evidence.{BODY}.quote",
        lambda tables: put("evidence", BODY, quote=fold(tables["evidence"].set_index("evidence_id").at[BODY, "quote"]))(
            tables
        ),
    ),
    fault(
        check_quotes,
        "sentence changed",
        "sentences.russia-osce-2019:532-561.text",
        put("sentences", "russia-osce-2019:532-561", text="Thank you for your patience."),
    ),
    fault(
        check_sentence_texts,
        "one sentence without its text",
        "sentences.russia-osce-2019:532-561.text",
        put("sentences", "russia-osce-2019:532-561", text=None),
    ),
    fault(
        check_quotes,
        "name changed",
        "names.russia-osce-2019:276-280:organizations/osce.name",
        put("names", "russia-osce-2019:276-280:organizations/osce", name="OSCE!"),
    ),
    fault(
        check_quotes,
        "name moved by one",
        "names.russia-osce-2019:276-280:organizations/osce.name",
        put("names", "russia-osce-2019:276-280:organizations/osce", start_char=277, end_char=281),
    ),
    fault(
        check_quotes,
        "term changed",
        f"verdict_terms.{FAIR}.term",
        state("verdict_terms", FAIR, term="unfair"),
        also=(check_values,),
    ),
    fault(
        check_claims,
        "quote that no passage has",
        f"polling_station_counts.{VISITED}.quote",
        put("polling_station_counts", VISITED, quote="84"),
    ),
    fault(
        check_claims,
        "rendering that no passage has",
        f"polling_station_counts.{VISITED}.quote",
        put("polling_station_counts", VISITED, quote_en="84 stations"),
    ),
    fault(
        check_claims,
        "other reporter than the publisher",
        f"polling_station_counts.{VISITED}.reporter_id",
        put("polling_station_counts", VISITED, reporter_id="osce"),
    ),
    fault(
        check_claims,
        "no reporter",
        f"polling_station_counts.{VISITED}.reporter_id",
        put("polling_station_counts", VISITED, reporter_id=None),
    ),
    fault(
        check_claims,
        "other source",
        (f"polling_station_counts.{VISITED}.quote", f"polling_station_counts.{VISITED}.reporter_id"),
        put("polling_station_counts", VISITED, source_id="russia-osce-2019"),
        also=(check_pairs,),
    ),
    fault(
        check_evidence,
        "inference that is not explained",
        f"evidence.{INFERRED}.note",
        put("evidence", INFERRED, note=None),
    ),
    fault(check_evidence, "cell without evidence", f"elections.{ELECTION}.body_en", remove("evidence", BODY)),
    fault(
        check_evidence,
        "evidence with another value",
        f"elections.{ELECTION}.body_en",
        put("evidence", BODY, value="Senate"),
    ),
    fault(
        check_evidence,
        "evidence in another written form",
        f"elections.{ELECTION}.date",
        put("evidence", "elections/kz-2019-president/date@ipa-cis-2019:11-114", value="9 June 2019"),
        also=(check_values,),
    ),
    fault(
        check_evidence,
        "evidence for an empty cell",
        f"elections.{ELECTION}.body_en",
        put("elections", ELECTION, body_en=None),
    ),
    fault(
        check_evidence,
        "evidence for a column that is not there",
        f"elections.{ELECTION}.colour",
        put("evidence", TYPE, column_name="colour"),
    ),
    fault(
        check_evidence,
        "year without a date and without evidence",
        f"elections.{ELECTION}.year",
        state("elections", ELECTION, date=None),
        also=(check_values,),
    ),
    fault(
        check_evidence,
        "part with evidence of another whole",
        f"observer_counts.{OF_STATES}.part_of_id",
        put("observer_counts", OF_STATES, part_of_id=OF_ORGANIZATIONS, part_type="subset"),
        state("observer_counts", OF_ORGANIZATIONS, part_type="subset"),
        state("observer_counts", OF_STATES, part_type="subset"),
    ),
    fault(
        check_terms,
        "term in another verdict's quote",
        f"verdict_terms.{FAIR}.verdict_id",
        put("verdict_terms", FAIR, verdict_id=VIOLATIONS),
    ),
    fault(
        check_terms,
        "term that begins before the quote",
        f"verdict_terms.{FAIR}.start_char",
        state("verdict_terms", FAIR, term="that the election"),
        put("verdict_terms", FAIR, start_char=400, end_char=417),
        also=(check_mentions, check_values),
    ),
    fault(
        check_terms,
        "term that ends after the quote",
        f"verdict_terms.{FAIR}.start_char",
        state("verdict_terms", FAIR, term="competitive. No"),
        put("verdict_terms", FAIR, start_char=450, end_char=465),
        also=(check_mentions, check_values, check_cues),
    ),
    fault(check_terms, "formula without use", f"verdict_terms.{FAIR}.use", state("verdict_terms", FAIR, use=None)),
    fault(
        check_ledger,
        "word before a sentence",
        "sentences.russia-osce-2019:532-561.start_char",
        put("sentences", "russia-osce-2019:532-561", start_char=538, text="you for your attention."),
    ),
    fault(
        check_ledger,
        "word after the last sentence",
        "sources.russia-osce-2019.sentences",
        put("sentences", "russia-osce-2019:532-561", end_char=551, text="Thank you for your "),
    ),
    fault(
        check_ledger,
        "no sentences",
        "sources.russia-osce-2019.sentences",
        lost_sentences("russia-osce-2019"),
        also=(check_mentions,),
    ),
    fault(
        check_ledger,
        "sentences that overlap",
        "sentences.russia-osce-2019:463-530.start_char",
        put(
            "sentences",
            "russia-osce-2019:463-530",
            start_char=450,
            text="competitive. No serious violations were identified that could affect the result.",
        ),
    ),
    fault(
        check_ledger,
        "position left out",
        "sentences.russia-osce-2019:532-561.start_char",
        put("sentences", "russia-osce-2019:532-561", position=8),
    ),
    fault(
        check_ledger,
        "stated sentence said to be dismissed",
        "sentences.russia-osce-2019:463-530.status",
        put("sentences", "russia-osce-2019:463-530", status="dismissed", reason="rhetoric"),
    ),
    fault(
        check_ledger,
        "dismissed sentence said to be stated",
        "sentences.russia-osce-2019:532-561.status",
        put("sentences", "russia-osce-2019:532-561", status="stated", reason=None),
    ),
    fault(
        check_ledger,
        "sentence stated by context alone",
        "sentences.ipa-cis-2019:758-817.status",
        only_context(KOSANOV),
    ),
    fault(
        check_ledger,
        "dismissed without a reason",
        "sentences.russia-osce-2019:532-561.reason",
        put("sentences", "russia-osce-2019:532-561", reason=None),
    ),
    fault(
        check_ledger,
        "stated with a reason",
        "sentences.russia-osce-2019:463-530.reason",
        put("sentences", "russia-osce-2019:463-530", reason="rhetoric"),
    ),
    # Counts
    *(
        fault(
            check_counts,
            name,
            f"observer_counts.{THOUSAND}.value",
            *plants,
            also=() if name.startswith("more than") else (check_values,),
        )
        for name, plants in {
            "between with the greater number first": between(2000, 1000),
            "between with a value": between(1000, 2000, value=1500),
            "between without a lower bound": between(None, 2000),
            "between without an upper bound": between(1000, None),
            "several with a value": count("several", 3, 3, 9),
            "several without a lower bound": count("several", None, None, 9),
            "unspecified with a value": count("unspecified", 3, None, None),
            "unspecified with a lower bound": count("unspecified", None, 3, None),
            "unspecified with an upper bound": count("unspecified", None, None, 3),
            "exact without a value": count("exact", None, None, None),
            "exact with other bounds": count("exact", 1000, 999, 1001),
            "more than with the value as bound": count("more_than", 1000, 1000, None),
            "about with bounds": count("about", 1000, 900, 1100),
            "at most with a lower bound": count("at_most", 1000, 0, 1000),
        }.items()
    ),
    fault(
        check_counts,
        "bounds of polling stations",
        f"polling_station_counts.{VISITED}.value",
        put("polling_station_counts", VISITED, upper_bound=85),
    ),
    fault(
        check_counts,
        "shares that do not make up the whole",
        f"observer_counts.{ACCREDITED}.value",
        state("observer_counts", OF_STATES, value=146),
        put("observer_counts", OF_STATES, lower_bound=146, upper_bound=146),
        also=(check_values,),
    ),
    fault(
        check_counts,
        "shares with fractions that do not make up the whole",
        "figures.ipa-cis-2019.whole.value",
        *percent(0.3, 0.1, 0.1),
    ),
    fault(
        check_counts,
        "subset larger than its whole",
        f"observer_counts.{OF_ORGANIZATIONS}.value",
        *subset(OF_ORGANIZATIONS, 1014),
        *subset(OF_STATES, 147),
        also=(check_values,),
    ),
    fault(
        check_counts,
        "part of another unit",
        f"observer_counts.{OF_STATES}.part_of_id",
        state("observer_counts", OF_STATES, unit="countries"),
        also=(check_values,),
    ),
    fault(
        check_counts,
        "part of a whole in another source",
        f"observer_counts.{THOUSAND}.part_of_id",
        state("observer_counts", THOUSAND, part_of_id=ACCREDITED, part_type="subset"),
    ),
    fault(
        check_counts,
        "part of itself",
        f"observer_counts.{THOUSAND}.part_of_id",
        state("observer_counts", THOUSAND, part_of_id=THOUSAND, part_type="subset"),
    ),
    fault(
        check_counts,
        "parts of one another",
        (f"observer_counts.{OF_ORGANIZATIONS}.part_of_id", f"observer_counts.{OF_STATES}.part_of_id"),
        *subset(OF_ORGANIZATIONS, 147),
        *subset(OF_STATES, 147),
        state("observer_counts", OF_ORGANIZATIONS, part_of_id=OF_STATES),
        state("observer_counts", OF_STATES, part_of_id=OF_ORGANIZATIONS),
        also=(check_values,),
    ),
    fault(
        check_counts,
        "parts in a ring of three",
        tuple(f"observer_counts.{record}.part_of_id" for record in (ACCREDITED, OF_ORGANIZATIONS, OF_STATES)),
        *subset(ACCREDITED, 147),
        *subset(OF_ORGANIZATIONS, 147),
        *subset(OF_STATES, 147),
        state("observer_counts", ACCREDITED, part_of_id=OF_STATES),
        state("observer_counts", OF_STATES, part_of_id=OF_ORGANIZATIONS),
        also=(check_values,),
    ),
    fault(
        check_counts,
        "part type without a whole",
        f"observer_counts.{THOUSAND}.part_type",
        state("observer_counts", THOUSAND, part_type="subset"),
    ),
    fault(
        check_counts,
        "whole without a part type",
        f"observer_counts.{OF_STATES}.part_type",
        state("observer_counts", OF_ORGANIZATIONS, part_of_id=None, part_type=None),
        state("observer_counts", OF_STATES, part_type=None),
    ),
    # Dates
    fault(
        check_dates,
        "no day of the calendar",
        f"observer_counts.{THOUSAND}.as_of",
        state("observer_counts", THOUSAND, as_of="2019-02-30"),
    ),
    fault(
        check_dates,
        "interval that ends before it begins",
        f"verdicts.{BOOTHS}.stated_on",
        state("verdicts", BOOTHS, stated_on="2019-06-09/2019-06-08"),
    ),
    fault(check_dates, "event in no month", f"events.{MEETING}.date", state("events", MEETING, date="2019-13")),
    fault(
        check_dates,
        "event with days but no date",
        f"events.{MEETING}.started_on",
        put("events", MEETING, started_on=date(2019, 6, 8), ended_on=date(2019, 6, 8)),
    ),
    fault(
        check_dates,
        "event with a date but no days",
        f"events.{MEETING}.started_on",
        state("events", MEETING, date="2019-06-08"),
    ),
    fault(
        check_dates,
        "event with a last day that does not follow",
        f"events.{MEETING}.started_on",
        state("events", MEETING, date="2019-06"),
        put("events", MEETING, started_on=date(2019, 6, 1), ended_on=date(2019, 6, 29)),
    ),
    fault(
        check_dates,
        "mission that ends before it begins",
        "missions.cis-2019.ended_on",
        state("missions", "cis-2019", started_on=date(2019, 6, 9), ended_on=date(2019, 6, 8)),
        also=(check_values,),
    ),
    fault(check_dates, "year of another date", f"elections.{ELECTION}.year", put("elections", ELECTION, year=2018)),
    # Coding
    *(
        fault(
            check_coding,
            name,
            f"verdicts.{BOOTHS}.{column}",
            state("verdicts", BOOTHS, **cells),
            # An aspect of observation has no period, and the words speak of none; nor do they say that all did it.
            also=(check_cues, check_pairs)
            if cells.get("aspect") in ("methodology", "findings")
            else (check_cues,)
            if cells == {"asserter_scope": "all"}
            else (),
        )
        for name, column, cells in (
            ("aspect of observation about an election", "aspect", {"aspect": "methodology"}),
            ("aspect of elections about observation", "aspect", {"about": "observation", "target_id": "osce"}),
            ("overall beside another aspect", "overall", {"overall": "endorsed"}),
            ("aspect overall without overall", "overall", {"aspect": "overall"}),
            ("no stance", "stance", {"stance": None}),
            ("asserter and words", "asserter_id", {"asserter_words": "наблюдатели", "asserter_scope": "several"}),
            ("neither asserter nor words", "asserter_id", {"asserter_id": None}),
            ("words without scope", "asserter_scope", {"asserter_id": None, "asserter_words": "наблюдатели"}),
            ("scope without words", "asserter_scope", {"asserter_scope": "all"}),
            ("observation of nobody", "target_id", {"about": "observation", "aspect": "findings"}),
            ("no election", "election_id", {"election_id": None}),
            ("repeats itself", "repeats_id", {"repeats_id": BOOTHS}),
            ("repeats another asserter in another source", "repeats_id", {"repeats_id": OVERALL}),
        )
    ),
    fault(
        check_coding,
        "person who is nobody",
        f"candidates.{KOSANOV}.person_id",
        state("candidates", KOSANOV, person_id=None),
    ),
    fault(
        check_coding,
        "person who is a party too",
        f"candidates.{KOSANOV}.person_id",
        state("candidates", KOSANOV, organization_id="nur-otan"),
    ),
    fault(
        check_coding,
        "party that is a person",
        f"candidates.{KOSANOV}.organization_id",
        state("candidates", KOSANOV, candidate_type="party"),
    ),
    fault(
        check_stances,
        "negative with words that praise",
        f"verdicts.{OVERALL}.stance",
        state("verdicts", OVERALL, stance="negative"),
        also=(check_pairs,),
    ),
    fault(
        check_pairs,
        "vote judged before the vote",
        f"verdicts.{BOOTHS}.aspect, period",
        state("verdicts", BOOTHS, period="pre_election"),
        also=(check_cues,),
    ),
    fault(
        check_cues,
        "debate without a word of one",
        f"events.{MEETING}.event_type",
        state("events", MEETING, event_type="debate"),
    ),
    # Codes
    *(
        fault(check_codes, f"other {column}", "codes.verdicts.stance.mixed.code", plant)
        for column, plant in {
            "label": put("codes", "verdicts.stance.mixed", label_en="Unclear"),
            "definition": put("codes", "verdicts.stance.mixed", description="Unclear."),
            "code": put("codes", "verdicts.stance.mixed", code="unclear"),
        }.items()
    ),
    fault(check_codes, "code left out", "codes.verdicts.stance.mixed.code", remove("codes", "verdicts.stance.mixed")),
    fault(
        check_codes,
        "code that the models lack",
        "codes.verdicts.stance.unclear.code",
        repeat("codes", "verdicts.stance.mixed", code_id="verdicts.stance.unclear", code="unclear"),
    ),
]

CORRECT = {
    "between two numbers": between(1000, 2000),
    "between equal numbers": between(1000, 1000),
    "several with both bounds": count("several", None, 3, 9),
    "several with a lower bound": count("several", None, 3, None),
    "unspecified": count("unspecified", None, None, None),
    "about": count("about", 1000, None, None),
    "almost": count("almost", 1000, None, 999),
    "fewer than": count("fewer_than", 1000, None, 999),
    "at least": count("at_least", 1000, 1000, None),
    "at most": count("at_most", 1000, None, 1000),
    "shares one of which is not exact": (
        state("observer_counts", OF_STATES, value=140, precision="about"),
        put("observer_counts", OF_STATES, lower_bound=None, upper_bound=None),
    ),
    "shares with fractions": percent(0.3, 0.1, 0.2),
    "subsets that do not make up the whole": (*subset(OF_ORGANIZATIONS, 10), *subset(OF_STATES, 20)),
    "event of a month": (
        state("events", MEETING, date="2019-06"),
        put("events", MEETING, started_on=date(2019, 6, 1), ended_on=date(2019, 6, 30)),
    ),
    "event with an open end": (
        state("events", MEETING, date="2019-06-08/.."),
        put("events", MEETING, started_on=date(2019, 6, 8)),
    ),
    "mission of one day": (state("missions", "cis-2019", started_on=date(2019, 6, 9), ended_on=date(2019, 6, 9)),),
    "year inferred where no date is stated": (state("elections", ELECTION, date=None, year=2019),),
    "two passages with different values": (put("evidence", TYPE, value="parliamentary"),),
    "passage that begins where a dismissed sentence ends": (
        put(
            "evidence",
            TYPE,
            start_char=12,
            quote="\n\nOn the early presidential election in Kazakhstan",
        ),
    ),
    "passage that ends where a dismissed sentence begins": (
        put(
            "evidence",
            TYPE,
            start_char=463,
            end_char=532,
            quote="No serious violations were identified that could affect the result.\n\n",
        ),
    ),
    "recommendation that names no lack": (
        state("verdicts", OVERALL, stance=None, overall=None, is_recommendation=True),
    ),
    "role of observation at large": (
        state("verdicts", BOOTHS, about="observation", aspect="role", election_id=None, period=None),
    ),
    "asserters whom words name": (
        state("verdicts", BOOTHS, asserter_id=None, asserter_words="наблюдатели", asserter_scope="several"),
    ),
    "verdict that repeats another": (state("verdicts", VIOLATIONS, repeats_id=OVERALL),),
    "party on a list": (
        state("candidates", KOSANOV, candidate_type="party", person_id=None, organization_id="ult-tagdyry"),
    ),
    "candidates without a list order": (
        state("candidates", KOSANOV, list_order=None),
        state("candidates", "kz-2019-president.tokayev-k-k", list_order=None),
    ),
}
"""What the checks might take for a fault and must not."""

UNSAID: dict[str, Check] = {
    **dict.fromkeys(
        (
            *("between two numbers", "between equal numbers", "several with both bounds", "several with a lower bound"),
            *("unspecified", "about", "almost", "fewer than", "at least", "at most"),
            *("shares one of which is not exact", "subsets that do not make up the whole", "mission of one day"),
            *("year inferred where no date is stated", "passage that begins where a dismissed sentence ends"),
        ),
        check_values,
    ),
    "candidates without a list order": check_mentions,
    "recommendation that names no lack": check_cues,
    "role of observation at large": check_cues,
}
"""Of these, what the words of the package do not say: one check, and no other, asks the words."""


def test_the_unchanged_package_has_no_problems(package: Package) -> None:
    assert check(package) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_record_and_column(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


@pytest.mark.parametrize("name", CORRECT)
def test_what_is_correct_raises_no_problem(name: str, package: Package, unchanged: Unchanged) -> None:
    changed = planted(package, *CORRECT[name])
    assert set(unchanged.firing_on_content(changed)) == ({UNSAID[name]} if name in UNSAID else set())


def test_every_check_has_a_planted_fault() -> None:
    modules = (test_agreement, test_arithmetic, test_grounding, test_nominatives, test_retired, test_spelling)
    planted_in = (FAULTS, *(module.FAULTS for module in modules))
    assert {param.values[0].check for faults in planted_in for param in faults} == {*STRUCTURE, *CONTENT}


def test_every_check_that_is_written_is_run() -> None:
    modules = [import_module(f"validation.{module.name}") for module in iter_modules(validation.__path__)]
    written = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    }
    assert written == {*STRUCTURE, *CONTENT}


def test_content_is_not_checked_where_the_structure_is_broken(package: Package) -> None:
    broken = planted(
        package,
        put("elections", ELECTION, election_type=None),
        put("sources", "ipa-cis-2019", characters=1),
    )
    assert [problem.field for problem in check(broken)] == [f"elections.{ELECTION}.election_type"]


def test_problems_of_several_checks_come_together(package: Package) -> None:
    broken = planted(
        package,
        put("sources", "ipa-cis-2019", characters=1),
        put("elections", ELECTION, year=2018),
        put("codes", "verdicts.stance.mixed", label_en="Unclear"),
    )
    assert {problem.field for problem in check(broken)} == {
        "sources.ipa-cis-2019.characters",
        f"elections.{ELECTION}.year",
        "codes.verdicts.stance.mixed.code",
    }


# Every column and key of every table, planted all at once


def example_row(table: str) -> dict[str, Any]:
    return {column.name: read_value(column, column.example) for column in columns(table)}


@pytest.fixture
def filled(package: Package) -> Package:
    """The package with an example row in each table that has none; only its structure is meant to be right."""
    tables = dict(package.tables)
    for table, frame in tables.items():
        if frame.empty:
            tables[table] = to_frame(to_arrow(table, [example_row(table)]))
    return dataclasses.replace(package, tables=tables)


def first_key(package: Package, table: str) -> str:
    return str(package.tables[table][key_of(table)].iloc[0])


def fields_of(problems: list[Problem]) -> list[str]:
    return sorted(problem.field for problem in problems)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (lambda column: column.is_required and not column.is_key, None),
        (lambda column: column.code_list is not None, "no-such-code"),
        (lambda column: column.is_country, "ZZ"),
        (lambda column: column.kind == "edtf", "June"),
        (lambda column: column.kind == "integer", -1),
    ],
    ids=["nothing_in_a_required_cell", "unknown_code", "unknown_country", "no_EDTF", "negative_number"],
)
def test_every_column_of_its_kind_is_checked(wanted: Callable[..., bool], value: object, filled: Package) -> None:
    places = [(table, column.name) for table in TABLES for column in columns(table) if wanted(column)]
    for table, name in places:
        frame = filled.tables[table]
        frame.loc[frame.index[0], name] = value
    expected = [f"{table}.{first_key(filled, table)}.{name}" for table, name in places]
    assert fields_of(list(check_schemas(filled))) == sorted(expected)
    assert expected


def test_an_empty_key_is_an_error_in_every_table(filled: Package) -> None:
    for table in TABLES:
        frame = filled.tables[table]
        frame.loc[frame.index[0], key_of(table)] = None
    assert {(problem.file, problem.field.rsplit(".", 1)[1]) for problem in check_schemas(filled)} == {
        (f"{table}.csv", key_of(table)) for table in TABLES
    }


def test_the_type_of_every_column_is_checked(filled: Package) -> None:
    tables = {
        table: pd.DataFrame({name: pd.Series([pd.Timedelta(days=1)]) for name in frame})
        for table, frame in filled.tables.items()
    }
    problems = list(check_schemas(dataclasses.replace(filled, tables=tables)))
    assert {(problem.file, problem.field.rsplit(".", 1)[1]) for problem in problems} == {
        (f"{table}.csv", column.name) for table in TABLES for column in columns(table)
    }


def test_every_foreign_key_is_checked(filled: Package) -> None:
    places = [(table, column.name) for table in TABLES for column in columns(table) if column.refers_to]
    for table, name in places:
        frame = filled.tables[table]
        frame.loc[frame.index[0], name] = "nobody"
    expected = {f"{table}.{first_key(filled, table)}.{name}" for table, name in places}
    found = {problem.field: problem for problem in check_references(filled)}
    assert expected <= found.keys()
    assert all(found[field].found == "'nobody'" for field in expected)


@pytest.mark.parametrize("table", UNIQUE_TOGETHER)
def test_columns_that_are_unique_together_are_checked(table: str, filled: Package) -> None:
    key = key_of(table)
    row = {**example_row(table), key: "first"}
    twins = to_frame(to_arrow(table, [row, {**row, key: "twin"}]))
    doubled = dataclasses.replace(filled, tables={**filled.tables, table: twins})
    assert fields_of(list(check_keys(doubled))) == sorted(
        f"{table}.twin.{', '.join(names)}" for names in UNIQUE_TOGETHER[table]
    )


def test_rows_are_not_the_same_where_what_tells_them_apart_is_empty(package: Package) -> None:
    package.tables["candidates"].loc[:, ["person_id", "organization_id", "list_order"]] = None
    assert list(check_keys(package)) == []


@pytest.mark.parametrize("table", TABLES)
def test_every_key_twice_is_an_error(table: str, filled: Package) -> None:
    frame = filled.tables[table]
    tables = {**filled.tables, table: pd.concat([frame, frame.head(1)], ignore_index=True)}
    key = key_of(table)
    fields = {problem.field for problem in check_keys(dataclasses.replace(filled, tables=tables))}
    assert f"{table}.{first_key(filled, table)}.{key}" in fields


def test_every_cell_that_owes_evidence_is_checked(package: Package) -> None:
    rows = package.tables["evidence"]
    expected = []
    for table, frame in package.tables.items():
        for column in columns(table):
            records = frame.loc[frame[column.name].notna(), key_of(table)]
            if column.owes_evidence and len(records):
                record = records.iloc[0]
                expected.append(f"{table}.{record}.{column.name}")
                of_cell = (rows["table_name"] == table) & (rows["record_id"] == record)
                rows = rows[~(of_cell & (rows["column_name"] == column.name))]
    bare = dataclasses.replace(package, tables={**package.tables, "evidence": rows.reset_index(drop=True)})
    assert fields_of(list(check_evidence(bare))) == sorted(expected)
    assert len(expected) > 80


def test_one_kind_of_problem_is_reported_for_a_bounded_number_of_rows(package: Package) -> None:
    person = package.tables["persons"].head(1)
    many = pd.concat([person] * (ENOUGH + 100), ignore_index=True)
    tables = {**package.tables, "persons": many.assign(name_en=None).astype(person.dtypes)}
    crowded = dataclasses.replace(package, tables=tables)
    assert len(list(check_schemas(crowded))) == ENOUGH
    assert len(list(check_keys(crowded))) == ENOUGH
