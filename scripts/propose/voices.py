"""Who speaks where: the voices of a document beside its author's, and the words that are theirs.

A reporting word gives its clause to the speaker beside it. After a reporting clause the sentences of the paragraph are
the same speaker's until another one is named or the author speaks again; a quotation without a speaker of its own is
the last one's (docs/coding.md, A run of sentences). A person speaks for the body whose office stands beside the name.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extraction.mentions import Name
from extraction.sentences import Sentence, blocks
from extraction.text import Span, fold
from scripts.propose.entities import refer_to_state
from scripts.propose.frames import ASIDE, Frame, frames, is_free, quotations
from scripts.propose.interviews import Interview, interview_of
from scripts.propose.proposals import Ground, Proposals, Record, Turn, Voice
from scripts.propose.reading import Reading
from scripts.propose.slugs import free, slug
from scripts.propose.states import state_of_adjective
from scripts.propose.wordings import Wordings, finder

_FOLLOWS = "The sentence follows the reporting clause in the same paragraph, and no other speaker is named."
_QUOTES = "The quotation names no speaker of its own; it follows the words of the speaker named before."
_SAME = "The reporting words name nobody; they go on with the speaker named before."
_BESIDE = 90
"""Code points beside a reporting word within which people without a name are looked for."""
_DESCRIBED = 6
"""Words that describe somebody without a name, at most."""
_ANAPHOR = 3
"""Words beside a verb, at most, of which one means the body that spoke before."""
_OFFICE = 30
"""Code points beside a body's name within which the office stands that somebody holds in it."""
_PARTICIPLES = ("ив", "ав", "ев", "вшись", "ing")
"""Endings of participles, whose subject stands before them."""
_SUBJECT = re.compile(r"[.;:!?\n»”]|,\s")
_TURN = re.compile(r"[;,]\s(?:\w+\s){0,2}\Z")
_WORD = re.compile(r"\w+")
_HEADLINES = 5
"""Sentences with which a document begins, among which its headlines are."""
_OPENING_MARKS = '«“„"'
_MARKS = '«»“”„".,!? '
_AFFILIATED = re.compile(r"\s+(?:of|from|от|из)\s+(?:the\s+)?[«“\"]?|\s*\([«“\"]?")
"""What stands between a person and the body to which the person belongs."""

_ROLES: Mapping[str, str] = {
    "election_authority": "election_authority",
    "campaign_staff": "contestant",
    "party": "contestant",
    "trade_union": "contestant",
    "association": "observer_mission",
    "media": "media",
    "legislature": "legislature",
    "parliamentary_assembly": "observer_mission",
    "intergovernmental_organization": "observer_mission",
    "organ": "observer_mission",
    "joint_body": "observer_mission",
}
"""Type of an organization → its role where it speaks of an election; of states the country decides."""
_MEANT: Mapping[str, frozenset[str]] = {
    "party": frozenset({"party"}),
    "election_authority": frozenset({"election_authority"}),
    "mission": frozenset(
        {"intergovernmental_organization", "organ", "parliamentary_assembly", "joint_body", "association"}
    ),
    "association": frozenset({"association", "joint_body", "party", "trade_union"}),
}
"""Code of `bodies_meant` → the types of the bodies that it may mean; of others, any."""
_MENTIONED_WITHIN = 4000
"""The same of the mission whose finding an author takes up."""
_MEANT_WITHIN = 600
"""Code points before a common noun within which the body that it means was named."""
_OF_STATES = frozenset({"state", "delegation", "government", "head_of_state", "local_government"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words they are; empty where the document does not say. `grounds` are the words that say it."""

    asserter_id: str = ""
    speaker_id: str = ""
    asserter_role: str = ""
    asserter_words: str = ""
    asserter_scope: str = ""
    mission_id: str = ""
    grounds: tuple[Ground, ...] = ()
    is_author: bool = False

    @property
    def name(self) -> str:
        """What a voice of the speaker is called."""
        return self.speaker_id or self.asserter_id or "-".join(slug(self.asserter_words).split("-")[:4]) or "unnamed"


def propose_voices(reading: Reading, found: Proposals) -> None:
    """Append the voices of speakers to `found.voices`, and their words, in order and apart, to `found.turns`.

    Called once, after entities, elections, missions and people, and before whatever holds claims.
    """
    _Document(reading, found).read()


def voice_at(reading: Reading, found: Proposals, position: int) -> tuple[str, ...]:
    """The names of the voices of a claim that stands at a code point: the election, and whoever speaks."""
    names = ["election"] if found.voice("election") is not None else []
    turn = bisect_right(found.turns, position, key=lambda one: one.span.start) - 1
    if turn >= 0 and position < found.turns[turn].span.end:
        names.append(found.turns[turn].voice)
    elif found.voice("document") is not None:
        names.append("document")
    return tuple(names)


class _Document:
    """A document while its speakers are read, paragraph after paragraph."""

    def __init__(self, reading: Reading, found: Proposals) -> None:
        self.reading = reading
        self.found = found
        self.words = finder(reading.language, "voices").find(reading.text)
        self.people = _People(reading, found, self.words)
        self.spoke: Speaker | None = None
        """Who spoke last in the document."""
        self.spoke_at = 0
        self.goes_on: Speaker | None = None
        """Who spoke in a clause of this paragraph, and may go on."""
        self.names: dict[tuple[Speaker, str, str], str] = {}
        self.interview = interview_of(reading.text)
        self.asked = self.people.asked(self.interview) if self.interview.answers else None
        """Who answers the questions of an interview."""

    def read(self) -> None:
        for block, listed in _paragraphs(self.reading):
            self.goes_on = None
            quoted = quotations(self.reading.text, block)
            framed = [(sentence, frames(self.reading, self.words, sentence)) for sentence in listed]
            owners = self._owners(quoted, framed)
            for sentence, found in framed:
                if self.interview.asks(sentence.span.start):
                    continue
                if self.asked is not None and self.interview.answers_at(sentence.span.start):
                    self._answered(sentence, found)
                elif found:
                    self._reported(found, quoted)
                else:
                    self._without_frame(sentence, quoted, owners)
        self.found.turns = list(_apart(self.found.turns))
        self._said_in_headings()

    def _answered(self, sentence: Sentence, framed: Sequence[Frame]) -> None:
        """A sentence of an answer: what it reports of others is theirs, all else the person's who answers."""
        start = sentence.span.start
        for frame in framed:
            speaker, note = self._speaker(frame)
            if speaker is not None and self._names(frame):
                for span in frame.content:
                    self._give(Span(start, span.start), self.asked, (sentence.span,), "")
                    self._give(span, speaker, (), note)
                    start = max(start, span.end)
        self._give(Span(start, sentence.span.end), self.asked, (sentence.span,), "")

    def _said_in_headings(self) -> None:
        """Headlines that quote: they are whose words they are where they stand again."""
        text = self.reading.text
        listed = []
        for sentence in self.reading.sentences[:_HEADLINES]:
            span = sentence.span
            is_opened = span.start == 0 or text[span.start - 1] == "\n"
            if (
                not is_opened
                or text[span.end : span.end + 1] not in ("", "\n")
                or text[span.start] not in _OPENING_MARKS
            ):
                continue
            words = text[span.start : span.end].strip(_MARKS)
            again = text.find(words, span.end) if len(_WORD.findall(words)) > 2 else -1
            turn = next((one for one in self.found.turns if one.span.start <= again < one.span.end), None)
            if turn is not None:
                listed.append(Turn(span, turn.voice))
        self.found.turns = list(_apart([*self.found.turns, *listed])) if listed else self.found.turns

    def _owners(self, quoted: Sequence[Span], framed: Sequence[tuple[Sentence, list[Frame]]]) -> dict[Span, Frame]:
        """Each quotation of several sentences with the reporting words at one of its ends."""
        owners: dict[Span, Frame] = {}
        for frame in (frame for _, found in framed for frame in found):
            for span in quoted:
                before = self.reading.text[span.end : frame.words.start] if span.end <= frame.words.start else None
                after = self.reading.text[frame.words.end : span.start] if span.start >= frame.words.end else None
                is_before = before is not None and len(before) <= 60 and len(_WORD.findall(before)) <= 4
                is_after = after is not None and ":" in after and len(after) <= 60
                if span not in owners and (is_before or is_after):
                    owners[span] = frame
        return owners

    def _reported(self, found: Sequence[Frame], quoted: Sequence[Span]) -> None:
        for frame in found:
            if self.people.is_relay(frame, self._names(frame)):
                continue
            speaker, note = self._speaker(frame)
            for span in frame.content:
                self._give(self._before_author(span, quoted), speaker, quoted, note)
            if speaker is not None and not frame.is_judging:
                self.spoke, self.spoke_at = speaker, frame.words.end
                self.goes_on = speaker if frame.is_clause else None

    def _before_author(self, span: Span, quoted: Sequence[Span]) -> Span:
        """What is reported, up to where the author goes on: "…; in our view this is superficial"."""
        for one in self.words.within(span, "author"):
            mark = _TURN.search(self.reading.text, max(span.start, one.span.start - _OFFICE), one.span.start)
            if mark is not None and not any(one.span.overlaps(place) for place in quoted):
                return Span(span.start, mark.start())
        return span

    def _without_frame(self, sentence: Sentence, quoted: Sequence[Span], owners: Mapping[Span, Frame]) -> None:
        span = sentence.span
        inside = next((one for one in quoted if one.overlaps(span)), None)
        if inside is not None and inside in owners:
            speaker, note = self._speaker(owners[inside])
            self._give(Span(max(span.start, inside.start), min(span.end, inside.end)), speaker, quoted, note)
        elif inside is not None and self.spoke is not None and inside.start <= span.start + 2:
            self._give(Span(max(span.start, inside.start), min(span.end, inside.end)), self.spoke, quoted, _QUOTES)
        elif sentence.is_heading:
            self._headline(sentence)
        elif self.goes_on is not None and self._goes_on(span):
            self._give(span, self.goes_on, quoted, _FOLLOWS)
        else:
            self.goes_on = None

    def _headline(self, sentence: Sentence) -> None:
        """A headline with the speaker before a colon: "OSCE on the elections: …"."""
        text, span = self.reading.text, sentence.span
        colon = text.find(": ", span.start, span.end)
        name = next((one for one in self.reading.within(span, "organization", "person") if isinstance(one, Name)), None)
        if colon < 0 or name is None or name.end > colon:
            return
        between = text[name.end : colon].strip()
        first = self.words.at(name.end + len(text[name.end : colon]) - len(text[name.end : colon].lstrip()), "topic")
        if text[span.start : name.start].strip('«"“ ') == "" and (not between or first is not None):
            speaker = self.people.speaker((name,), Span(span.start, colon))
            if speaker is not None:
                self._give(Span(colon + 2, span.end), speaker, (), "")

    def _goes_on(self, span: Span) -> bool:
        """Whether a sentence goes on with the statement before it, and the author does not speak again.

        In a document of a mission, which judges throughout, only words that refer back show it.
        """
        first = Span(span.start, min(span.start + _BESIDE, span.end))
        if self.words.has(first, "author"):
            return False
        is_new = self.words.has(Span(span.start, span.start + _OFFICE), "self")
        if self.people.is_observer and is_new:
            return False
        if self.people.is_of_views() and self._names_another(first):
            return False
        return not self.people.is_observer or self.words.has(Span(span.start, span.start + _OFFICE), "continues")

    def _names_another(self, span: Span) -> bool:
        """Whether the beginning of a sentence names a body that did not speak."""
        bodies = [one for one in self.reading.within(span, "organization") if isinstance(one, Name)]
        return (
            bool(bodies) and self.goes_on is not None and self.reading.entity(bodies[0])[1] != self.goes_on.asserter_id
        )

    # -- who speaks

    def _speaker(self, frame: Frame) -> tuple[Speaker | None, str]:
        """The speaker of reporting words, and why, where they do not say it; None for the author or nobody."""
        if frame.is_taken_up:
            before = Span(max(frame.words.start - _MENTIONED_WITHIN, 0), frame.words.start)
            body = None if self.people.is_observer else self.people.meant(before, "mission")
            return (self.people.speaker((body,), frame.words) if body is not None else None), ""
        names = self._names(frame)
        if names:
            is_here = names[0].start >= self.reading.sentence_at(frame.attribution.start).span.start
            speaker = self.people.speaker(names, frame.words) if is_here else self._named_before(names)
            return self._known(speaker), "" if is_here else _SAME
        holder = self.people.holder(frame)
        return (self._known(holder), "") if holder is not None else self._unnamed(frame)

    def _unnamed(self, frame: Frame) -> tuple[Speaker | None, str]:
        """The speaker of reporting words that name nobody."""
        nameless = None if self.people.is_anaphor(frame) and self.spoke is not None else self.people.nameless(frame)
        if nameless is not None and not self._is_office_of_last(nameless):
            return self._known(nameless), ""
        is_authors = self.people.is_self(frame) or frame.is_judging or frame.is_phrase
        if nameless is None and is_authors and not self.people.is_anaphor(frame):
            return None, ""
        near = self.people.near(frame)
        if self.words.has(near, "things") and self.people.is_of_views() and not self.people.is_anaphor(frame):
            return None, ""
        return self._since(frame) or self._since_body(frame) or self.spoke, _SAME

    def _is_office_of_last(self, nameless: Speaker) -> bool:
        """Whether an office without a name means the person who spoke last: "the deputy said"."""
        is_office = not nameless.asserter_id and self.words.has(nameless.grounds[0].span, "office")
        return is_office and self.spoke is not None and bool(self.spoke.speaker_id)

    def _since(self, frame: Frame) -> Speaker | None:
        """The person whom the sentence before names, where nobody spoke since: whom a pronoun means."""
        sentence = self.reading.sentence_at(frame.attribution.start).span
        before = self.reading.sentence_at(max(sentence.start - 2, 0)).span
        persons = [one for one in self.reading.within(before, "person") if isinstance(one, Name)]
        if not persons or persons[-1].start < self.spoke_at or self.people.is_anaphor(frame):
            return None
        return self.people.speaker(persons[-1:], Span(persons[-1].start, persons[-1].end))

    def _since_body(self, frame: Frame) -> Speaker | None:
        """The body that was named since somebody spoke, where a common noun means it: "its statement says"."""
        if not self.people.is_anaphor(frame):
            return None
        start = max(self.spoke_at, self.reading.text.rfind("\n", 0, frame.words.start) + 1)
        codes = [one.code for one in self.words.within(self.people.near(frame), "bodies_meant")]
        body = self.people.meant(Span(start, frame.words.start), codes[0] if codes else "")
        return self.people.speaker((body,), Span(body.start, body.end)) if body is not None else None

    def _named_before(self, names: Sequence[Name]) -> Speaker | None:
        """The speaker whom a pronoun means."""
        person = self.reading.entity(names[0])[1] if names[0].kind == "person" else ""
        if person and self.spoke is not None and self.spoke.speaker_id == person:
            return self.spoke
        return self.people.speaker(names, Span(names[0].start, names[-1].end))

    def _known(self, speaker: Speaker | None) -> Speaker | None:
        return None if speaker is not None and speaker.is_author and not speaker.speaker_id else speaker

    def _names(self, frame: Frame) -> tuple[Name, ...]:
        """The names of the speaker: as the reader found them, else a person named with an office after the verb."""
        spoken = frame.attribution.speaker
        sentence = self.reading.sentence_at(frame.attribution.start).span
        if spoken is not None and not self._is_object(frame):
            place = Span(*spoken)
            named = [one for one in self.reading.within(place) if isinstance(one, Name) and one.kind != "place"]
            persons = [one for one in named if one.kind == "person"]
            return tuple(persons[:1] or [one for one in named if one.kind != "person"])
        after = Span(frame.attribution.end, sentence.end)
        for one in self.reading.within(after, "person"):
            between = self.reading.text[frame.attribution.end : one.start]
            is_office = isinstance(one, Name) and one.title and "," not in between and "." not in between
            if is_office and self.words.has(Span(frame.attribution.end, one.start), "office"):
                return (one,)  # type: ignore[return-value]
        return ()

    def _is_object(self, frame: Frame) -> bool:
        """Whether what follows a participle is no speaker: "noting the work of the commission"."""
        spoken, verb = frame.attribution.speaker, frame.attribution
        is_participle = self.reading.text[verb.start : verb.end].endswith(_PARTICIPLES)
        return spoken is not None and is_participle and verb.end <= spoken[0] <= verb.end + _BESIDE

    # -- what is theirs

    def _give(self, span: Span, speaker: Speaker | None, quoted: Sequence[Span], note: str) -> None:
        """Give words to a speaker, those in quotation marks apart."""
        if speaker is None:
            return
        for part, found in _parts(span, quoted):
            attribution = "own" if speaker.is_author and found == "reported" else found
            if _WORD.search(self.reading.text, part.start, part.end):
                self.found.turns.append(Turn(part, self._voice(speaker, attribution, note)))

    def _voice(self, speaker: Speaker, attribution: str, note: str) -> str:
        """The name of the voice of a speaker who speaks in this way; it is proposed when it is first needed."""
        key = (replace(speaker, grounds=()), attribution, note)
        if key not in self.names:
            marks = ("quoted" if attribution == "quoted" else "", "goes-on" if note else "")
            taken = {voice.name for voice in self.found.voices}
            name = free("-".join(filter(None, (speaker.name, *marks))), taken)
            self.found.voices.append(Voice(name, _grounds(speaker, attribution, note), _rule(speaker, note)))
            self.names[key] = name
        return self.names[key]


def _apart(turns: Sequence[Turn]) -> Iterator[Turn]:
    """Turns in order; of words that two speakers would have, each has those up to the next one's."""
    ordered = sorted(turns, key=lambda one: (one.span.start, -one.span.end))
    starts = [*(one.span.start for one in ordered[1:]), *(one.span.end for one in ordered[-1:])]
    for one, after in zip(ordered, starts, strict=True):
        end = min(one.span.end, after)
        if one.span.start < end:
            yield Turn(Span(one.span.start, end), one.voice)


def _rule(speaker: Speaker, note: str) -> str:
    if note:
        return "speaker-goes-on"
    if speaker.asserter_words:
        return "speaker-without-name"
    return "speaker-person" if speaker.speaker_id else "speaker-organization"


def _grounds(speaker: Speaker, attribution: str, note: str) -> tuple[Ground, ...]:
    first, *others = speaker.grounds
    cells = {name: value for name, value in first.cells.items() if value}
    spoken = Ground(first.span, {**cells, "attribution": attribution}, first.inferred)
    grounds = (spoken, *others)
    if not note:
        return grounds
    told = ("asserter_id", "asserter_words", "speaker_id", "attribution")
    return tuple(
        Ground(one.span, one.cells, {**one.inferred, **{name: note for name in told if name in one.cells}})
        for one in grounds
    )


def _parts(span: Span, quoted: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """A stretch in parts: what stands in quotation marks and what does not."""
    start = span.start
    for one in quoted:
        low, high = max(one.start, start), min(one.end, span.end)
        if low < high:
            yield Span(start, low), "reported"
            yield Span(low, high), "quoted"
            start = high
    yield Span(start, span.end), "reported"


def _paragraphs(reading: Reading) -> Iterator[tuple[Span, list[Sentence]]]:
    """The blocks of a document, each with its sentences."""
    listed = iter(reading.sentences)
    sentence = next(listed, None)
    for block in blocks(reading.text):
        held = []
        while sentence is not None and sentence.span.start < block.end:
            held.append(sentence)
            sentence = next(listed, None)
        if held:
            yield block, held


class _People:
    """Who speaks for whom in a document."""

    def __init__(self, reading: Reading, found: Proposals, words: Wordings) -> None:
        self.reading = reading
        self.found = found
        self.words = words
        self.types = {key: entity.type for key, entity in reading.known.entities.items()}
        self.countries = {key: entity.country_code for key, entity in reading.known.entities.items()}
        for entity in found.entities:
            key = (entity.table, entity.record_id)
            self.types[key] = entity.cells.get("organization_type", "") or self.types.get(key, "")
            self.countries[key] = entity.cells.get("country_code", "") or self.countries.get(key, "")
        self.missions = {row["mission_id"]: row.get("organization_id", "") for row in reading.known.missions}
        self.missions |= {one.key: one.cells.get("organization_id", "") for one in found.of("missions")}
        self.of_document = [one.key for one in found.of("missions")]
        self.author = _cells(found, "document")
        self.host = _host(reading, found)
        self._parties: dict[str, Name | None] = {}
        self._shown: dict[str, Name | None] = {}
        self.posts: dict[str, tuple[Record, str]] = {}
        for record in (*found.of("mission_people"), *found.of("positions")):
            person = record.cells.get("person_id", "")
            body = record.cells.get("organization_id", "") or self.missions.get(record.cells.get("mission_id", ""), "")
            if person and body:
                self.posts.setdefault(person, (record, body))
        for record in found.of("candidates"):
            person, body = record.cells.get("person_id", ""), record.cells.get("nominated_by_id", "")
            if person and body:
                self.posts.setdefault(person, (record, body))

    def speaker(self, names: Sequence[Name], ground: Span) -> Speaker | None:
        """The speaker whom names say: a person for a body, one body, or several by their words."""
        first = names[0]
        if first.kind == "person":
            return self._person(first, ground)
        bodies = list(dict.fromkeys(self.reading.entity(one)[1] for one in names if one.kind == "organization"))
        if not bodies:
            return self._of_country(first, ground)
        if len(bodies) > 1 and not self._is_one(names):
            words = fold(self.reading.text[names[0].start : names[-1].end])
            cells = {"asserter_words": words, "asserter_scope": "several", "asserter_role": self._role(bodies[0])}
            return Speaker("", "", cells["asserter_role"], words, "several", "", (Ground(ground, cells),))
        return self._body(bodies[0], ground)

    def asked(self, interview: Interview) -> Speaker | None:
        """Who answers: the first person named before the questions who speaks for a body; None in an author's own."""
        first = min(one.start for one in (*interview.questions, *interview.answers))
        if self.author.get("asserter_id") and self.author.get("asserter_role") != "media":
            return None
        for one in self.reading.within(Span(0, first), "person"):
            speaker = self._person(one, Span(one.start, one.end)) if isinstance(one, Name) else None
            if speaker is not None and speaker.asserter_id:
                return speaker
        return None

    def is_of_views(self) -> bool:
        """Whether the author of the document judges elections itself, and does not only report."""
        return bool(self.author.get("asserter_id")) and self.author.get("asserter_role") != "media"

    @property
    def is_observer(self) -> bool:
        """Whether the author of the document is a mission."""
        return self.author.get("asserter_role") == "observer_mission"

    def is_anaphor(self, frame: Frame) -> bool:
        """Whether a common noun beside a verb means the body that spoke before: "the commission said"."""
        near = self.near(frame)
        return self.words.has(near, "anaphors") and len(_WORD.findall(self.reading.words(near))) <= _ANAPHOR

    def is_relay(self, frame: Frame, names: Sequence[Name]) -> bool:
        """Whether a news outlet only passes on what others say."""
        bodies = [self.reading.entity(one) for one in names if one.kind == "organization"]
        if not names or len(bodies) < len(names):
            return False
        if any(self.types.get(body) == "media" for body in bodies):
            return True
        around = Span(frame.words.start - _OFFICE, frame.words.end + _OFFICE)
        return self.words.has(around, "relays") and all(not self.types.get(body) for body in bodies)

    def _is_one(self, names: Sequence[Name]) -> bool:
        """Whether names mean one body: its abbreviation in brackets, its parent after a preposition."""
        between = self.reading.text[names[0].end : names[-1].start]
        return "(" in between or not re.search(r"\b(and|и)\b|,", between)

    def _body(self, body: str, ground: Span, cells: Mapping[str, str] | None = None) -> Speaker:
        found = {"asserter_id": body, **(cells or {})}
        mission = self._mission(body)
        role = "observer_mission" if mission else self._role(body)
        if role:
            found["asserter_role"] = role
        if mission:
            found["mission_id"] = mission
        is_author = body == self.author.get("asserter_id") and self.author.get("attribution") == "own"
        if is_author:
            found["asserter_role"] = role = self.author.get("asserter_role", role)
        speaker = found.get("speaker_id", "")
        return Speaker(body, speaker, role, "", "", mission, (Ground(ground, found),), is_author)

    def _person(self, name: Name, ground: Span) -> Speaker:
        person = self.reading.entity(name)[1]
        label = self._label(name)
        beside = [
            self.reading.entity(one)[1]
            for one in self.reading.within(label, "organization")
            if isinstance(one, Name) and one.start != name.start
        ]
        beside = [body for body in beside if body]
        spoken = {"speaker_id": person}
        post = self.posts[person][1] if person in self.posts else ""
        party = self._party_of_legislator(name, post or next(iter(beside), ""))
        if party is not None:
            whole = self._body(self.reading.entity(party)[1], Span(party.start, party.end))
            return replace(whole, speaker_id=person, grounds=(Ground(ground, spoken), *whole.grounds))
        is_of_mission = person in self.posts and self.posts[person][0].table == "mission_people"
        if beside and not is_of_mission:
            return self._body(post if post in beside else beside[0], _both(ground, label), spoken)
        if person in self.posts:
            record, body = self.posts[person]
            whole = self._body(body, record.span)
            return replace(whole, speaker_id=person, grounds=(Ground(ground, spoken), *whole.grounds))
        near = self._body_beside(name) or self._body_elsewhere(person)
        if near is not None:
            whole = self._body(self.reading.entity(near)[1], Span(near.start, near.end))
            return replace(whole, speaker_id=person, grounds=(Ground(ground, spoken), *whole.grounds))
        if person == self.author.get("speaker_id"):
            role, body = self.author.get("asserter_role", ""), self.author.get("asserter_id", "")
            return Speaker(body, person, role, grounds=(Ground(ground, spoken),), is_author=True)
        return Speaker("", person, grounds=(Ground(ground, spoken),))

    def _party_of_legislator(self, name: Name, body: str) -> Name | None:
        """The only party in a sentence that names a legislator: it is for the party that legislators contest."""
        if self.types.get(("organizations", body), "") != "legislature":
            return None
        person = self.reading.entity(name)[1]
        if person not in self._parties:
            found = map(self._party_beside, self._by_person.get(person, ()))
            self._parties[person] = next((one for one in found if one is not None), None)
        return self._parties[person]

    def _party_beside(self, name: Name) -> Name | None:
        """The party in a sentence, where it is the only one."""
        sentence = self.reading.sentence_at(name.start).span
        parties = [
            one
            for one in self.reading.within(sentence, "organization")
            if isinstance(one, Name) and self.types.get(self.reading.entity(one), "") == "party"
        ]
        return parties[0] if len({self.reading.entity(one) for one in parties}) == 1 else None

    def _body_elsewhere(self, person: str) -> Name | None:
        """The body that another mention of a person shows."""
        if person not in self._shown:
            found = map(self._body_beside, self._by_person.get(person, ()))
            self._shown[person] = next((one for one in found if one is not None), None)
        return self._shown[person]

    @cached_property
    def _by_person(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for one in self.reading.names:
            if one.kind == "person":
                found.setdefault(self.reading.entity(one)[1], []).append(one)
        return found

    def _body_beside(self, name: Name) -> Name | None:
        """The body for which a mention of a person shows that the person speaks."""
        return self._office_beside(name) or self._affiliation(name) or self._meant_beside(name)

    def _affiliation(self, name: Name) -> Name | None:
        """The body that stands behind a name with "of" or in brackets: "John Smith of the Labour Party"."""
        for one in self.reading.within(Span(name.end, name.end + _BESIDE), "organization"):
            between = self.reading.text[name.end : one.start]
            if isinstance(one, Name) and _AFFILIATED.fullmatch(between) and self.reading.entity(one)[1]:
                return one
        return None

    def _meant_beside(self, name: Name) -> Name | None:
        """The body named before that words beside an office mean: "its head", "party secretary"."""
        text, sentence = self.reading.text, self.reading.sentence_at(name.start).span
        cut = max(text.rfind(mark, sentence.start, name.start) for mark in (";", "–", "—", "»", "”", '"')) + 1
        before = Span(max(sentence.start, name.start - _BESIDE, cut), name.start)
        aside = text[name.end : name.end + 2] == ", "
        after = Span(name.end, min(name.end + _BESIDE, sentence.end)) if aside else Span(name.end, name.end)
        for place in (before, after):
            if not self.words.has(place, "office"):
                continue
            for one in self.words.within(place, "bodies_meant"):
                kinds = _MEANT.get(one.code)
                for body in reversed(list(self._bodies_before(one.span.start))):
                    is_told = bool(one.code) and before.start <= body.start < before.end
                    if not is_told and self._is_meant(self.reading.entity(body)[1], one.code, kinds):
                        return body
        return None

    def meant(self, span: Span, code: str) -> Name | None:
        """The last body in a span that a common noun may mean; `code` is its own in `bodies_meant`."""
        named = [one for one in self.reading.within(span, "organization") if isinstance(one, Name)]
        kinds = _MEANT.get(code)
        return next((one for one in reversed(named) if self._is_meant(self.reading.entity(one)[1], code, kinds)), None)

    def _bodies_before(self, position: int) -> Iterator[Name]:
        """The bodies named in the paragraphs before a place, near enough to be meant."""
        for one in self.reading.within(Span(max(position - _MEANT_WITHIN, 0), position), "organization"):
            if isinstance(one, Name):
                yield one

    def _is_meant(self, body: str, code: str, kinds: frozenset[str] | None) -> bool:
        """Whether a body is of the kind that a common noun says; a mission, where the document tells of one."""
        if code == "mission" and self.is_observer:
            return body == self.author.get("asserter_id")
        if code == "mission" and body and self.of_document:
            return any(self.missions.get(mission) == body for mission in self.of_document)
        kind = self.types.get(("organizations", body), "")
        return bool(body) and kind != "media" and (kinds is None or kind in kinds)

    def _office_beside(self, name: Name) -> Name | None:
        """A body with an office, between the beginning of the clause and a person, or aside after the person."""
        text, sentence = self.reading.text, self.reading.sentence_at(name.start).span
        start = max(sentence.start, name.start - _BESIDE)
        for one in reversed(list(self.reading.within(Span(start, name.start), "organization", "person"))):
            between = Span(one.start, name.start)
            if one.kind == "person" or ";" in self.reading.words(between) or self.reading.words(between).count(",") > 1:
                break
            high = one.start if is_free(self.reading.language) else name.start
            is_office = self.words.has(Span(max(one.start - _OFFICE, sentence.start), high), "office")
            if is_office and isinstance(one, Name) and self.reading.entity(one)[1]:
                return one
        if text[name.end : name.end + 2] != ", ":
            return None
        for one in self.reading.within(Span(name.end, min(name.end + _BESIDE, sentence.end)), "organization", "person"):
            is_office = one.kind != "person" and self.words.has(Span(name.end, one.end + _OFFICE), "office")
            return one if is_office and isinstance(one, Name) else None
        return None

    def _label(self, name: Name) -> Span:
        """A person's name with the words of office beside it."""
        text, title = self.reading.text, fold(name.title)
        if not title:
            return Span(name.start, name.end)
        before = text[max(name.start - 2 * len(title) - 20, 0) : name.start]
        if title in fold(before):
            return Span(name.start - len(before) + max(before.rfind(title[:12]), 0), name.end)
        after = text[name.end : name.end + len(title) + 40]
        at = after.find(title[:12])
        return Span(name.start, name.end + at + len(title)) if at >= 0 else Span(name.start, name.end)

    def _of_country(self, name: Name, ground: Span) -> Speaker | None:
        """People of a country, or a country that speaks."""
        beside = self.words.has(ground, "of_state", "office")
        if beside or self.reading.text[name.end : name.end + 1] == " ":
            return self._body(refer_to_state(self.reading, self.found, name.value, Span(name.start, name.end)), ground)
        return self._described(ground, "host_state" if name.value == self.host else "foreign_state")

    def _role(self, body: str) -> str:
        kind = self.types.get(("organizations", body), "")
        if kind in _OF_STATES:
            country = self.countries.get(("organizations", body), "")
            if not country or not self.host:
                return ""
            return "host_state" if country == self.host else "foreign_state"
        return _ROLES.get(kind, "")

    def _mission(self, body: str) -> str:
        if not body:
            return ""
        own = [mission for mission in self.of_document if self.missions.get(mission) == body]
        return own[0] if len(own) == 1 else ""

    def holder(self, frame: Frame) -> Speaker | None:
        """The person of the document whom a surname alone or an office without a name beside a verb means."""
        near = self.near(frame)
        words = [one.group() for one in _WORD.finditer(self.reading.text, near.start, near.end)]
        named = next((self._by_surname[word] for word in words if word in self._by_surname), None)
        if named is not None:
            return self._person(named, Span(min(near.start, frame.words.start), max(near.end, frame.words.end)))
        if not 1 <= len(words) <= _DESCRIBED or not self.words.has(near, "office"):
            return None
        held = {word.casefold() for word in words} & self._by_title.keys()
        return self._person(self._by_title[next(iter(held))], near) if len(held) == 1 else None

    @cached_property
    def _persons(self) -> dict[str, Name]:
        """Each person with the first mention that names a body or title beside it."""
        persons: dict[str, Name] = {}
        for one in self.reading.names:
            if one.kind == "person":
                key = self.reading.entity(one)[1]
                if key and (key not in persons or (one.title and not persons[key].title)):
                    persons[key] = one
        return persons

    @cached_property
    def _by_surname(self) -> dict[str, Name]:
        """The last word of each person's name, where one person alone has it."""
        listed = [(one.value.split()[-1], one) for one in self._persons.values() if len(one.value.split()) > 1]
        counts = Counter(word for word, _ in listed)
        return {word: one for word, one in listed if counts[word] == 1 and len(word) > 2}

    @cached_property
    def _by_title(self) -> dict[str, Name]:
        """The first word of an office that one person of the document alone holds."""
        listed: dict[str, set[str]] = {}
        for record in (*self.found.of("positions"),):
            for name, title in record.cells.items():
                if name == f"title_{self.reading.language}" and title:
                    listed.setdefault(title.split()[0].casefold(), set()).add(record.cells.get("person_id", ""))
        return {
            word: self._persons[next(iter(persons))]
            for word, persons in listed.items()
            if len(persons) == 1 and next(iter(persons)) in self._persons
        }

    def nameless(self, frame: Frame) -> Speaker | None:
        """People whom the words beside a verb describe without naming them."""
        if self.is_self(frame):
            return None
        near = self.near(frame)
        for one in self.words.within(near, "of_state"):
            start = self._start(one.span.start)
            code = state_of_adjective(self.reading.text[start : one.span.start], self.reading.language)
            if code:
                span = Span(start, one.span.end)
                return self._body(refer_to_state(self.reading, self.found, code, span), span)
        for one in self.words.within(near, "people"):
            return self._described(Span(self._start(one.span.start), one.span.end), one.code)
        if self.words.has(near, "pronouns") or frame.is_judging:
            return None
        words = list(_WORD.finditer(self.reading.text, near.start, near.end))
        while words and self.words.at(words[-1].start(), "auxiliaries") is not None:
            words.pop()
        while words and self.words.at(words[0].start(), "auxiliaries", "turns", "continues") is not None:
            words.pop(0)
        if not words or len(words) > _DESCRIBED or not any(len(word.group()) > 3 for word in words):
            return None
        described = Span(words[0].start(), words[-1].end())
        return self._described(described, "") if self.words.has(described, "office", "scope", "who") else None

    def _described(self, span: Span, role: str) -> Speaker:
        """Speakers of whom the document gives but a description."""
        words = fold(self.reading.words(span))
        scope = next((found.code for found in self.words.within(span, "scope")), "unnamed")
        cells = {"asserter_words": words, "asserter_scope": scope}
        if role:
            cells["asserter_role"] = role
        return Speaker("", "", role, words, scope, "", (Ground(span, cells),))

    def is_self(self, frame: Frame) -> bool:
        """Whether the author speaks of itself beside a verb; of observers only a mission does."""
        return self.words.has(self.near(frame), "author", *(["self"] if self.is_observer else []))

    def near(self, frame: Frame) -> Span:
        """Where the subject of reporting words may stand."""
        text, verb = self.reading.text, frame.attribution
        sentence = self.reading.sentence_at(verb.start).span
        if frame.is_after and _WORD.search(text, frame.words.start, verb.start):
            return Span(frame.words.start, verb.start)
        if frame.is_after or frame.is_phrase or verb.start == sentence.start:
            high = min(verb.end + _BESIDE, sentence.end)
            cut = _SUBJECT.search(text, verb.end, high)
            return Span(verb.end, cut.start() if cut else high)
        comma = text.find(",", sentence.start, verb.start)
        is_aside = comma >= 0 and ASIDE.match(text, comma, verb.start) is not None
        if is_aside and len(_WORD.findall(text[sentence.start : comma])) <= _DESCRIBED:
            return Span(sentence.start, comma)
        low = max(verb.start - _BESIDE, sentence.start)
        cuts = [cut.end() for cut in _SUBJECT.finditer(text, low, verb.start)]
        return Span(cuts[-1] if cuts else low, verb.start)

    def _start(self, position: int) -> int:
        """Where a noun phrase begins: with its adjectives and quantity, after a mark or the beginning of a sentence."""
        text = self.reading.text
        low = max(position - _BESIDE, self.reading.sentence_at(position).span.start)
        cuts = [cut.end() for cut in _SUBJECT.finditer(text, low, position)]
        cuts += [one.span.end for one in self.words.within(Span(low, position), "that", "pronouns")]
        start = max(cuts, default=low)
        while start < position and (text[start].isspace() or self.words.at(start, "turns") is not None):
            start += 1
        return start if len(_WORD.findall(text[start:position])) <= 5 else position


def _both(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _cells(found: Proposals, name: str) -> dict[str, str]:
    voice = found.voice(name)
    return {key: value for ground in voice.grounds for key, value in ground.cells.items()} if voice else {}


def _host(reading: Reading, found: Proposals) -> str:
    """The country whose election the document is about."""
    election = _cells(found, "election").get("election_id", "")
    rows = [{"election_id": one.key, **one.cells} for one in found.of("elections")]
    for row in (*rows, *reading.known.elections):
        if row.get("election_id") == election:
            return row.get("country_code", "")
    return ""
