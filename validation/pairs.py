"""Codes that go together: what a code in one column leaves possible in another, by the definitions of the codes.

A note on one of the two cells gives the reason where a document is an exception.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extraction.dates.edtf import DateError, parse
from validation.package import Package
from validation.problems import Problem
from validation.tables import TABLES, is_claim, key_of

Row = Mapping[str, Any]
Fit = tuple[str, str, str]
"""Column, what is found, what is expected."""

_PRE, _DAY, _POST = "pre_election", "election_day", "post_election"
_BENCHMARKS = frozenset(
    {
        *("national_law", "international_standards", "international_obligations", "osce_commitments", "cis_documents"),
        *("electoral_principles", "calendar", "needs_of_the_time", "uniform_methodology"),
    }
)
_QUALIFIERS = frozenset({"high", "full", "general", "minor", "serious", "complete"})
_BOTH = frozenset({"high", "complete"})
"""Concepts that a word may predicate as well as strengthen."""

_STANCES: Mapping[str, Collection[str | None]] = {
    "endorsed": {"positive"},
    "endorsed_minor_faults": {"positive", "mixed"},
    "mixed": {"mixed"},
    "criticised": {"negative"},
    "rejected": {"negative"},
}
_PERIODS: Mapping[str, Collection[str | None]] = {
    "voting": {_DAY},
    "counting": {_DAY, _POST},
    "results": {_POST},
    "campaign": {_PRE},
    "campaign_finance": {_PRE, None},
    "candidate_registration": {_PRE, None},
    "voter_registration": {_PRE, None, _DAY},
    "legal_framework": {None},
    "methodology": {None},
    "impartiality": {None},
    "findings": {None},
    "coverage": {None},
    "role": {None},
    "media": {_PRE, "whole", None},
    "voter_information": {_PRE, "whole", None},
}
"""Aspect → its periods (docs/coding.md, Period); aspects that are left out go with every period."""

_FIGURE_UNITS: Mapping[str, Collection[str | None]] = {
    "eligibility": {"years", "people", "percent", "regions"},
    "term_of_office": {"years", "electoral_cycles"},
    "candidates": {"candidates", "campaign_offices", "people", "nominees", "organizations", "percent"},
    "election_staff": {"people", "percent"},
    "training": {"people", "events", "days", "percent"},
    "legislation": {"legal_acts", "years", "days"},
    "airtime": {"minutes", "percent", "candidates", "organizations"},
    "media_coverage": {"correspondents", "people", "organizations", "countries", "percent"},
    "voters": {"people", "percent"},
    "turnout": {"people", "percent"},
    "votes": {"people", "percent"},
    "state_relations": {"years", "countries", "events", "legal_acts", "organizations", "percent"},
    "state_history": {"years", "events", "legal_acts", "people"},
    "voter_information": {"messages", "languages", "forms", "people", "events", "days", "organizations", "percent"},
}
_ROLES = {
    "telegram": {"sender", "recipient", "subject"},
    "invitation": {"sender", "recipient", "subject"},
    "report": {"sender", "recipient", "subject", "organizer", "speaker", "audience"},
    "statement": {"speaker", "audience", "host", "organizer", "participant", "subject"},
    "press_conference": {"organizer", "host", "speaker", "participant", "audience"},
    "results": {"speaker", "organizer", "sender", "audience", "subject"},
    "meeting": {"participant", "host", "visitor", "speaker", "audience", "organizer"},
    "state_visit": {"host", "visitor", "participant"},
    "debate": {"organizer", "host", "participant", "speaker", "audience"},
    "observation": {"participant", "organizer", "host", "visitor", "subject"},
    "registration": {"organizer", "subject"},
    "nomination": {"organizer", "subject"},
    "mission_formation": {"organizer", "subject", "participant"},
    "commission_formation": {"organizer", "subject", "participant"},
    "political_change": {"subject", "organizer"},
    "legislation": {"organizer", "participant", "subject"},
    "preparation": {"organizer", "participant", "subject"},
    "election_call": {"organizer", "subject"},
    "anniversary": {"subject", "participant", "organizer"},
    "voting": {"organizer", "participant", "subject"},
    "campaign": {"organizer", "participant", "subject"},
}
"""Type of an event → what its participants may be in it: nobody receives a debate, only papers have a sender."""

_STATEMENTS = {
    "council_statement": {"council_statement", "joint_statement"},
    "mission_conclusion": {"conclusion", "preliminary_statement", "joint_statement"},
    "news_article": {"article"},
}
"""Type of a document → what its author's own verdicts are; a news item may tell of any."""

_VOICED_AT = {
    "meeting": {"meeting"},
    "press_conference": {"press_conference"},
    "telegram": {"telegram"},
    "statement": {"council_statement", "joint_statement", "preliminary_statement", "conclusion", "article"},
    "report": {"conclusion", "preliminary_statement", "joint_statement"},
}
"""Type of an event → what is voiced at it."""

_ASSERTERS = {
    "election_authority": {"election_authority"},
    "campaign_staff": {"contestant"},
    "party": {"contestant"},
    "trade_union": {"contestant", "unnamed_observers"},
    "association": {"contestant", "observer_mission", "unnamed_observers"},
    "media": {"media"},
    "legislature": {"legislature", "observer_mission"},
    "parliamentary_assembly": {"observer_mission", "legislature"},
    "intergovernmental_organization": {"observer_mission", "international_community"},
    "organ": {"observer_mission", "international_community", "legislature"},
    "joint_body": {"observer_mission", "international_community"},
}
"""Type of an organization → its roles as an asserter; of states and their bodies the country decides."""

_OF_STATES = frozenset({"state", "delegation", "government", "head_of_state", "local_government"})


@dataclass(frozen=True)
class _Tables:
    """The rows that other rows refer to, by their keys."""

    sources: Mapping[str, Row]
    events: Mapping[str, Row]
    organizations: Mapping[str, Row]
    elections: Mapping[str, Row]

    @classmethod
    def of(cls, package: Package) -> "_Tables":
        names = ("sources", "events", "organizations", "elections")
        return cls(*({row[key_of(name)]: row for row in package.rows(name)} for name in names))


def check_pairs(package: Package) -> Iterator[Problem]:
    """Codes go together as their definitions say, unless a note on one of the cells says why they do not."""
    explained: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in package.rows("evidence"):
        if row["note"]:
            explained[row["table_name"], row["record_id"]].add(row["column_name"])
    tables = _Tables.of(package)
    for table in TABLES:
        checks = [*_CHECKS.get(table, ()), *([_check_author] if is_claim(table) else ())]
        for row in package.rows(table) if checks else ():
            record = row[key_of(table)]
            for name, found, expected in (fit for one in checks for fit in one(row, tables)):
                columns = name.split(", ")
                if not explained[table, record].intersection(columns):
                    remedy = f"correct one of them, or say why under `notes: {{{columns[0].removesuffix('_id')}: …}}`"
                    yield package.problem(table, record, name, found, expected, remedy)


def _pair(row: Row, one: str, other: str, fits: Mapping[str, Collection[str | None]]) -> Iterator[Fit]:
    if row[one] in fits and row[other] not in fits[row[one]]:
        yield f"{one}, {other}", f"{row[one]} with {other} {row[other]}", f"{other} {_listed(fits[row[one]])}"


def _listed(codes: Collection[str | None]) -> str:
    return " or ".join(sorted("empty" if code is None else code for code in codes))


def _check_verdict(row: Row, tables: _Tables) -> Iterator[Fit]:
    if row["stance"] is not None:
        yield from _pair(row, "overall", "stance", _STANCES)
    if not row["is_recommendation"]:
        yield from _pair(row, "aspect", "period", _PERIODS)
    source, event = tables.sources.get(row["source_id"]), tables.events.get(row["event_id"])
    kind = row["statement_type"]
    if source and kind and row["attribution"] == "own":
        expected = _STATEMENTS.get(source["document_type"], {kind})
        if kind not in expected:
            yield "statement_type", f"{kind}, by the author of a {source['document_type']}", _listed(expected)
    if source and kind == "article" and source["document_type"] not in ("news_article", "news_item"):
        yield "statement_type", f"article, in a {source['document_type']}", "what the document or the occasion is"
    if event and kind:
        expected = _VOICED_AT.get(event["event_type"], {kind})
        if kind not in expected:
            yield "statement_type, event_id", f"{kind} at a {event['event_type']}", _listed(expected)
    if event and event["date"] and row["stated_on"] and not _overlap(event["date"], row["stated_on"]):
        yield "stated_on, event_id", f"{row['stated_on']} at an event of {event['date']}", "days that meet"
    if event and event["date"] and not row["stated_on"]:
        yield "stated_on, event_id", f"nothing, at an event of {event['date']}", "when it was voiced"
    yield from _check_asserter(row, tables)


def _overlap(one: str, other: str) -> bool:
    """Whether two dates may be of one day; dates that do not parse are reported by `check_dates`."""
    try:
        first, second = parse(one), parse(other)
    except DateError:
        return True
    starts_late = first.first and second.last and first.first > second.last
    ends_early = first.last and second.first and first.last < second.first
    return not (starts_late or ends_early)


def _check_asserter(row: Row, tables: _Tables) -> Iterator[Fit]:
    organization, role = tables.organizations.get(row["asserter_id"]), row["asserter_role"]
    if organization is None or role is None:
        return
    kind = organization["organization_type"]
    expected = set(_ASSERTERS.get(kind, ()))
    election = tables.elections.get(row["election_id"])
    if kind in _OF_STATES:
        expected = {"foreign_state", "host_state"}
        if election is not None:
            is_host = organization["country_code"] == election["country_code"]
            expected = {"host_state" if is_host else "foreign_state"}
    if expected and role not in expected:
        yield "asserter_role, asserter_id", f"{role}, of {row['asserter_id']}, a {kind}", _listed(expected)


def _check_author(row: Row, tables: _Tables) -> Iterator[Fit]:
    """What is the author's own is asserted by the author's organization; what another asserts is not."""
    source = tables.sources.get(row["source_id"])
    asserter, publisher = row["asserter_id"], source["publisher_id"] if source else None
    if publisher is None or asserter is None:
        return
    is_author = asserter in _kin(publisher, tables)
    name = "attribution, asserter_id"
    if row["attribution"] == "own" and not is_author:
        yield name, f"own, of {asserter}", f"the publisher of the document, {publisher}, or a body above or below it"
    is_elsewhere = row.get("event_id") is not None
    if row["attribution"] in ("reported", "quoted") and asserter == publisher and not is_elsewhere:
        yield name, f"{row['attribution']}, of the publisher {publisher}", "own; or the occasion that is told of"


def _kin(organization: str, tables: _Tables) -> set[str]:
    """An organization with those above and below it."""
    above, at = {organization}, tables.organizations.get(organization)
    while at is not None and at["parent_id"] is not None and at["parent_id"] not in above:
        above.add(at["parent_id"])
        at = tables.organizations.get(at["parent_id"])
    return above | {one for one, row in tables.organizations.items() if row["parent_id"] == organization}


def _check_term(row: Row, _: _Tables) -> Iterator[Fit]:
    concept, kind = row["concept"], row["term_type"]
    expected = {"benchmark"} if concept in _BENCHMARKS else {"qualifier"} if concept in _QUALIFIERS else {"formula"}
    if concept in _BOTH:
        expected = {"qualifier", "formula"}
    if kind not in expected:
        yield "concept, term_type", f"{kind} of {concept}", _listed(expected)


def _check_observers(row: Row, _: _Tables) -> Iterator[Fit]:
    if (row["observer_group"] == "mission") != (row["mission_id"] is not None):
        found = f"{row['observer_group']} with mission_id {row['mission_id']}"
        yield "observer_group, mission_id", found, "mission and its id together"


def _check_participant(row: Row, tables: _Tables) -> Iterator[Fit]:
    event = tables.events.get(row["event_id"])
    expected = _ROLES.get(event["event_type"]) if event else None
    if event and expected and row["role"] not in expected:
        yield "role, event_id", f"{row['role']} of a {event['event_type']}", _listed(expected)


def _check_figure(row: Row, _: _Tables) -> Iterator[Fit]:
    yield from _pair(row, "topic", "unit", _FIGURE_UNITS)


def _check_election(row: Row, _: _Tables) -> Iterator[Fit]:
    if row["chamber"] is not None and row["election_type"] != "parliamentary":
        yield "chamber, election_type", f"{row['chamber']} of a {row['election_type']} election", "parliamentary"


_CHECKS: Mapping[str, tuple[Callable[[Row, _Tables], Iterator[Fit]], ...]] = {
    "verdicts": (_check_verdict,),
    "verdict_terms": (_check_term,),
    "observer_counts": (_check_observers,),
    "event_participants": (_check_participant,),
    "figures": (_check_figure,),
    "elections": (_check_election,),
}
