"""The elections that a document is about: country, kind, chamber, day; and the voice that says so for its records."""

from collections.abc import Iterator, Mapping

from extraction.facts import find_fact
from extraction.lexicon import lexicon
from extraction.text import fold
from scripts.propose.election_words import ElectionPhrase, FoundElection
from scripts.propose.proposals import Ground, Proposals, Record, Voice
from scripts.propose.reading import Reading
from scripts.propose.states import english_state

_RULE = "election-phrase"
_ALSO = 2
"""What an election beside the main one weighs at least, and has a day."""


def propose_elections(reading: Reading, found: Proposals) -> None:
    """Propose the main election, and others of which the words give country and day."""
    for name, election, record_id in _voiced(reading):
        found.records += _records(reading, election, record_id)
        found.voices.append(Voice(name, tuple(_grounds(reading, election, record_id)), _RULE))


def voice_of_kinds(reading: Reading) -> dict[str, str]:
    """Election type → the voice of the election of that type that is the main one, or held on its day."""
    voices: dict[str, str] = {}
    main = reading.elections[0] if reading.elections else None
    for name, election, _ in _voiced(reading):
        if main and (election is main or (election.day == main.day and election.country == main.country)):
            voices.setdefault(election.body.kind, name)
    return voices


def _voiced(reading: Reading) -> Iterator[tuple[str, FoundElection, str]]:
    """The elections to propose, with the names of their voices and their ids."""
    taken: set[str] = set()
    for number, election in enumerate(_chosen(reading.elections)):
        record_id = election_id(reading, election)
        if record_id not in taken:
            taken.add(record_id)
            yield "election" if number == 0 else f"election-{number + 1}", election, record_id


def election_id(reading: Reading, election: FoundElection) -> str:
    """The id of a known election of that country, kind and year, else country, year and what is elected."""
    for row in reading.known.elections:
        is_same = row.get("country_code") == election.country and row.get("election_type") == election.body.kind
        is_then = row.get("date") == election.day if election.day and row.get("date") else True
        if is_same and is_then and election.year and row.get("year") == election.year:
            return row["election_id"]
    parts = (election.country.lower(), election.year, election.body.stem, "second-round" * election.is_second_round)
    return "-".join(filter(None, parts))


def _chosen(elections: tuple[FoundElection, ...]) -> Iterator[FoundElection]:
    for number, election in enumerate(elections):
        main = elections[0]
        is_joined = bool(election.day) and election.day == main.day and election.country == main.country
        is_stated = election.year == main.year and any(one.has_country for one in election.phrases)
        if number == 0 or is_joined or (election.day and (election.weight >= _ALSO or is_stated)):
            yield election


def _records(reading: Reading, election: FoundElection, record_id: str) -> Iterator[Record]:
    """The best phrase with what it says, then what only other phrases say."""
    best = election.phrases[0]
    cells = {"election_type": election.body.kind, "chamber": election.body.chamber}
    inferred: dict[str, str] = {}
    if election.country:
        cells["country_code"] = election.country
        if not best.has_country:
            inferred["country_code"] = f"The document speaks of elections of {english_state(election.country)} alone."
    cells |= _facts(reading, best)
    cells |= _day(election, best, inferred)
    if election.body.chamber and not _is_said(reading, best):
        inferred["chamber"] = "The words name the chamber and not its place in the parliament."
    yield Record("elections", record_id, _filled(cells), best.span, _RULE, inferred=inferred)
    stated = set(_filled(cells))
    for phrase in election.phrases[1:]:
        more: dict[str, str] = {}
        reasons: dict[str, str] = {}
        day = _day(election, phrase, reasons)
        if "date" in day and "date" not in stated:
            more |= day
        facts = _facts(reading, phrase)
        more |= {name: value for name, value in facts.items() if name not in stated}
        if more:
            stated |= set(more)
            yield Record("elections", record_id, more, phrase.span, _RULE, inferred=reasons)


def _facts(reading: Reading, phrase: ElectionPhrase) -> dict[str, str]:
    cells = {"is_early": "true"} if phrase.is_early else {}
    for fact, value in (("direct", "true"), ("indirect", "false")):
        if find_fact(reading.text, reading.language, fact, phrase.span):
            cells["is_direct"] = value
    return cells


def _day(election: FoundElection, phrase: ElectionPhrase, inferred: dict[str, str]) -> dict[str, str]:
    """The day that a phrase gives, else the year; what it takes from elsewhere has a reason."""
    if election.day and phrase.day == election.day:
        if phrase.date is not None and phrase.date.is_inferred:
            inferred["date"] = (
                "The day or its year is reckoned from another date of the document, or from that of its publication."
            )
        return {"date": election.day}
    return {}


def _grounds(reading: Reading, election: FoundElection, record_id: str) -> Iterator[Ground]:
    best = election.phrases[0]
    reason = []
    if not best.has_country and election.country:
        reason.append(f"the document speaks of elections of {english_state(election.country)} alone")
    if election.year and best.year != election.year:
        reason.append(f"the year {election.year} stands elsewhere in the document or with its date")
    words = fold(reading.words(best.span))
    why = {"election_id": f'"{words}" does not say all: {"; ".join(reason)}.'} if reason else {}
    yield Ground(best.span, {"election_id": record_id}, why)


def _is_said(reading: Reading, phrase: ElectionPhrase) -> bool:
    words = lexicon(reading.language, "elections")
    said = [str(words["bodies"].get(stem, "")).split(";")[-1] for stem in ("lower-house", "upper-house")]
    text = reading.words(phrase.span).lower()
    return any(word.strip().rstrip("*") in text for group in said for word in group.split(",") if word.strip())


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
