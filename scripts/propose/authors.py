"""Whose document it is: the voice of what it says without naming anybody.

A heading names the body or delegation that speaks, a dateline or a reporting word the medium; or it is known from
elsewhere who published the document. Where nothing tells, the author speaks without a name.
"""

from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.mentions import Name
from extraction.text import Span
from scripts.propose.entities import refer_to_state
from scripts.propose.proposals import Entity, Ground, Proposals, Voice
from scripts.propose.reading import Reading
from scripts.propose.slugs import slug
from scripts.propose.wording import first_of, patterns, words_of

_HEADING = 12
_HEADING_LENGTH = 700
_STOPS = frozenset('.!?…»"”;')
_TITLE = 160
_WORDS = 8
"""Words that may stand between what a document is and whose it is."""

_DATELINE = 160
_NEAR = 40
_OPENING = 6

_ROLES = {
    "media": "media",
    "election_authority": "election_authority",
    "legislature": "legislature",
    "party": "contestant",
    "campaign_staff": "contestant",
}
_OF_STATES = frozenset({"state", "delegation", "government", "head_of_state"})
_OBSERVING = frozenset(
    {"intergovernmental_organization", "organ", "parliamentary_assembly", "joint_body", "association"}
)


@dataclass(frozen=True, slots=True)
class _Author:
    """An organization, the words that show it as the author, the rule; `reason` where they only imply it."""

    body: str
    span: Span
    rule: str
    reason: str = ""


def propose_author(reading: Reading, found: Proposals) -> None:
    """Propose the voice `document`."""
    heading = _heading(reading)
    author = next(_authors(reading, found, heading), None)
    if author is None:
        ground = Ground(reading.sentences[0].span, {"attribution": "own"}) if reading.sentences else None
        found.voices += [Voice("document", (ground,), "author-unnamed")] if ground else []
        return
    cells = {"asserter_id": author.body, "attribution": "own", **_role(reading, found, author.body)}
    kind = first_of(reading.words(heading), patterns(reading.language, "authors", "types"))
    kind = "article" if cells.get("asserter_role") == "media" else kind
    if kind:
        cells["statement_type"] = kind
    inferred = {"asserter_id": author.reason} if author.reason else {}
    grounds = [Ground(author.span, cells, inferred)]
    speaker = _speaker(reading, heading)
    if speaker is not None and cells.get("asserter_role") != "media":
        grounds.append(speaker)
    found.voices.append(Voice("document", tuple(grounds), author.rule))


def _heading(reading: Reading) -> Span:
    """The first sentences and lines."""
    if not reading.sentences:
        return Span(0, 0)
    start = reading.sentences[0].span.start
    last = reading.sentences[min(_HEADING, len(reading.sentences)) - 1].span.end
    return Span(start, min(last, start + _HEADING_LENGTH))


def _lines(reading: Reading, heading: Span) -> list[Span]:
    """The lines of a heading: what no full stop ends."""
    spans = (one.span for one in reading.sentences[:_HEADING] if one.span.start < heading.end)
    return [span for span in spans if reading.words(span).rstrip(" *")[-1:] not in _STOPS]


def _authors(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    yield from _published(reading)
    yield from _in_heading(reading, found, heading)
    yield from _of_speaker(reading, found, heading)
    yield from _joint_mission(reading, found, heading)
    yield from _reporting(reading, found)
    yield from _speaking(reading, found, heading)
    yield from _only_mission(reading, found, heading)


def _published(reading: Reading) -> Iterator[_Author]:
    """The publisher that is known from elsewhere: its name in the text, else the first sentence stands for it."""
    if not reading.publisher or not reading.sentences:
        return
    wanted = {reading.publisher.casefold(), slug(reading.publisher)}
    record_id = reading.known.named.get(("organizations", reading.publisher.casefold()), "")
    for name in _bodies(reading):
        body = reading.entity(name)[1]
        cells = {value.casefold() for value in reading.referent(name).cells.values()}
        if body and (body == record_id or body in wanted or cells & wanted):
            yield _Author(body, Span(name.start, name.end), "author-publisher")
    if record_id:
        reason = f"The document was published by {reading.publisher}."
        yield _Author(record_id, reading.sentences[0].span, "author-publisher", reason)


def _in_heading(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    """Who speaks by the heading: a delegation, a mission, or the body whose statement it is."""
    text, language = reading.text, reading.language
    types = _types(reading, found)
    names = [name for name in _bodies(reading) if heading.start <= name.start < heading.end]
    for name in names:
        if types.get(reading.entity(name)[1]) == "delegation":
            yield _Author(reading.entity(name)[1], Span(name.start, name.end), "author-in-heading")
    for delegation in words_of(language, "authors", "delegation").finditer(text, heading.start, heading.end):
        for country in reading.within(Span(delegation.end(), min(delegation.end() + _NEAR, heading.end)), "country"):
            span = Span(delegation.start(), country.end)
            yield _Author(refer_to_state(reading, found, country.value, span), span, "author-in-heading")
    yield from _given_out(reading, names, heading)
    lines = _lines(reading, heading)
    missions = {one.span.start: one.cells.get("organization_id", "") for one in found.of("missions")}
    for name in names:  # a line of its own
        line = reading.sentence_at(name.start).span
        body = reading.entity(name)[1] or missions.get(name.start, "")
        is_whole = line.end - name.end <= 1
        opens = (line in lines or is_whole) and name.start - line.start <= 1 and body != ""
        first = reading.sentences[0]
        is_signed = is_whole and body and first.is_heading and line == first.span
        if is_signed and len(reading.words(line).split()) <= _WORDS and _is_document(reading, lines):
            yield _Author(body, Span(name.start, name.end), "author-in-heading")
        if opens and (is_whole or (reading.referent(name).is_mission and _is_document(reading, lines))):
            yield _Author(body, Span(name.start, name.end), "author-in-heading")
    documents = words_of(language, "authors", "documents")
    titles = [one for line in lines for one in documents.finditer(text, line.start, line.end)]
    for name in names if titles else ():
        line = reading.sentence_at(name.start).span
        before = [one for one in titles if one.end() <= name.start and name.start - one.end() < _TITLE]
        body = reading.entity(name)[1]
        if not body or line not in lines or not before or types.get(body, "") == "media":
            continue
        between = text[before[-1].end() : name.start]
        if len(between.split()) <= _WORDS and not words_of(language, "authors", "meeting").search(between):
            yield _Author(body, Span(before[-1].start(), name.end), "author-in-heading")


def _of_speaker(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    """The body of the person whose statement the heading says that it is, by the office beside the name."""
    by = words_of(reading.language, "authors", "statement_by")
    for phrase in by.finditer(reading.text, heading.start, heading.end):
        line = reading.sentence_at(phrase.start()).span
        if phrase.start() - line.start > _OPENING:
            continue
        for office in reading.offices:
            is_there = office.body is not None and phrase.end() <= office.person.start < line.end
            body = reading.entity(office.body)[1] if is_there and office.body is not None else ""
            if body and office.body is not None and office.body.kind == "organization":
                yield _Author(body, Span(phrase.start(), office.person.end), "author-in-heading")


def _joint_mission(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    """A mission of several bodies that a line of its own names: it is proposed as a body that they form."""
    lines = _lines(reading, heading)
    for index, record in enumerate(found.records):
        is_nobodys = record.table == "missions" and not record.cells.get("organization_id")
        if not is_nobodys or record.cells.get("mission_type") != "joint_mission" or not _is_document(reading, lines):
            continue
        if not any(line.start == record.span.start and line.end - record.span.end <= 1 for line in lines):
            continue
        name = record.cells.get(f"name_{reading.language}", "") or reading.words(record.span)
        body = slug(name)
        cells = {f"name_{reading.language}": name, "organization_type": "joint_body"}
        found.entities.append(Entity("organizations", body, False, cells, (), record.span, "joint-body"))
        found.records[index] = replace(record, cells={**record.cells, "organization_id": body})
        yield _Author(body, record.span, "author-in-heading")


def _given_out(reading: Reading, names: Sequence[Name], heading: Span) -> Iterator[_Author]:
    """The body whose press service, or which as source, the heading gives."""
    text = reading.text
    for cue in words_of(reading.language, "authors", "published_by").finditer(text, heading.start, heading.end):
        for name in names:
            gap = text[cue.end() : name.start] if cue.end() <= name.start else "."
            if not gap.strip(' :«"“\u00a0') and reading.entity(name)[1]:
                yield _Author(reading.entity(name)[1], Span(cue.start(), name.end), "author-in-heading")


def _is_document(reading: Reading, lines: Sequence[Span]) -> bool:
    """Whether a line of the heading says what the document is."""
    documents = words_of(reading.language, "authors", "documents")
    return any(documents.search(reading.text, line.start, line.end) for line in lines)


def _reporting(reading: Reading, found: Proposals) -> Iterator[_Author]:
    """The medium of a dateline, or the only one that is said to report."""
    types = _types(reading, found)
    own = words_of(reading.language, "authors", "own_report")
    reporting: dict[str, Name] = {}
    for name in _bodies(reading):
        body = reading.entity(name)[1]
        if types.get(body) != "media":
            continue
        before, behind = reading.text[: name.start].rstrip(' «"'), reading.text[name.end :][:_NEAR].lstrip(' »"”,')
        if (
            name.start < _DATELINE
            and before[-1:] in ("(", "/")
            and reading.text[name.end : name.end + 3].lstrip('»"')[:1] in (")", "/")
        ):
            yield _Author(body, Span(name.start, name.end), "author-in-dateline")
        window = before[-_NEAR:]
        is_told = any(len(window[one.end() :].split()) <= 2 for one in own.finditer(window))
        if is_told or own.match(behind):
            reporting.setdefault(body, name)
    if len(reporting) == 1:
        (body, name), *_ = reporting.items()
        yield _Author(body, Span(name.start, name.end), "author-reports")


def _speaking(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    """A body with which the document opens, and that does what an author does, or says "we"."""
    types = _types(reading, found)
    speaks, we = words_of(reading.language, "authors", "speaks"), words_of(reading.language, "authors", "we")
    says_we = we.search(reading.text) is not None
    counts = Counter(reading.entity(name)[1] for name in _bodies(reading))
    for name in _bodies(reading):
        sentence = reading.sentence_at(name.start).span
        body = reading.entity(name)[1]
        if name.start >= heading.end or not body or types.get(body, "") not in _OBSERVING:
            continue
        opens = name.start - sentence.start < _OPENING
        verb = speaks.search(reading.text, name.end, min(name.end + _NEAR, sentence.end))
        if opens and verb and (says_we or counts[body] == max(counts.values())):
            yield _Author(body, Span(name.start, verb.end()), "author-speaks")


def _only_mission(reading: Reading, found: Proposals, heading: Span) -> Iterator[_Author]:
    """The sender of the only mission of which a document speaks, where its heading calls it a statement or the like."""
    missions = [one for one in found.of("missions") if one.cells.get("organization_id")]
    lines = _lines(reading, heading)
    if len(missions) == 1 and _is_document(reading, lines[:2]):
        reason = "The heading says what the document is, and it speaks of one mission alone."
        yield _Author(missions[0].cells["organization_id"], missions[0].span, "author-only-mission", reason)


def _speaker(reading: Reading, heading: Span) -> Ground | None:
    """The person whose statement the heading says that it is."""
    by = words_of(reading.language, "authors", "statement_by")
    for phrase in by.finditer(reading.text, heading.start, heading.end):
        line = reading.sentence_at(phrase.start()).span
        for person in reading.within(Span(phrase.end(), min(line.end, heading.end)), "person"):
            record_id = reading.entity(person)[1] if isinstance(person, Name) else ""
            if record_id:
                return Ground(Span(phrase.start(), person.end), {"speaker_id": record_id})
    return None


def _role(reading: Reading, found: Proposals, body: str) -> Mapping[str, str]:
    """In what role an organization speaks in its own document, and of which mission."""
    kind = _types(reading, found).get(body, "")
    mission = next((one.key for one in found.of("missions") if one.cells.get("organization_id") == body), "")
    if mission:
        return {"asserter_role": "observer_mission", "mission_id": mission}
    if kind in _OF_STATES:
        is_host = _countries(reading, found).get(body, "") == reading.country
        return {"asserter_role": "host_state" if is_host else "foreign_state"}
    role = _ROLES.get(kind) or ("observer_mission" if kind in _OBSERVING else "")
    return {"asserter_role": role} if role else {}


def _bodies(reading: Reading) -> Iterator[Name]:
    return (name for name in reading.names if name.kind == "organization")


def _types(reading: Reading, found: Proposals) -> Mapping[str, str]:
    return ChainMap(_cells(found, "organization_type"), dict(reading.known.types))


def _countries(reading: Reading, found: Proposals) -> Mapping[str, str]:
    return ChainMap(_cells(found, "country_code"), dict(reading.known.countries))


def _cells(found: Proposals, name: str) -> dict[str, str]:
    entities = (one for one in found.entities if one.table == "organizations" and not one.is_known)
    return {one.record_id: one.cells.get(name, "") for one in entities}
