"""Verdicts: what evaluative words judge, in whose voice, and what is asked for (docs/coding.md, Verdicts).

The words of one clause about one aspect are one verdict. What is judged is named by the nouns of the clause: those that
an adjective stands beside, else its subject; words of time and place, of norms and of whoever speaks name it only where
nothing else does. A clause without such a noun goes on with what the one before it judged, or with its heading.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extraction.mentions import Cue, Name
from extraction.sentences import Sentence
from extraction.text import Span
from scripts.propose.frames import Frame, frames
from scripts.propose.interviews import interview_of
from scripts.propose.proposals import Proposals, Record, Term, effective
from scripts.propose.reading import Reading
from scripts.propose.voices import voice_at
from scripts.propose.wordings import Wording, finder
from validation.cues import cue_lists

_ASPECTS = ("special", "plain", "mood", "general", "observation")
_WEIGHTS = {"special": 5.0, "plain": 2.0, "mood": 1.5, "general": 1.2, "observation": 5.0}
_MOODS = frozenset({"voting", "counting", "campaign"})
"""Aspects whose atmosphere is no matter of its own."""
_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]\s+")
_ITEM = re.compile(r"(?:[-–—•*]|\(?\d{1,3}[.)]|\(?\w\))\s")
_ALSO_ASKED = re.compile(r"[,;]?\s+(?:and|as well as|и|а также)\s+(?=(?:(?:[\w’'-]+\s){0,4}to|that|что|чтобы)\s)")
"""Joins what is asked for with more of it."""
_APART_FROM = re.compile(r";\s|:\s")
"""Marks before words that ask for something, behind which these are a clause of their own."""
_ADDRESSED = re.compile(r"\s+to\s+(?=\w)")
"""Ends the addressee of an English request: "urges the commission to …"."""
_OWN = frozenset({"complaints", "impartiality", "methodology"})
"""Aspects that an evaluative word may name by itself: "no complaints", "politicized"."""
_ADVERBS: Mapping[str, tuple[str, ...]] = {"en": ("ly", "ed"), "ru": ("о", "но", "ны", "на", "ли", "ла", "ло", "ся")}
"""Endings of adverbs, verbs and predicates."""
_VERBS: Mapping[str, tuple[str, ...]] = {"en": ("s",), "ru": ("ет", "ют", "ит", "ят")}
"""Endings of verbs that nouns may have, too."""
_AFTER_NOUNS = frozenset(
    {"of", "in", "by", "with", "to", "on", "at", "for", "from", "were", "was", "are", "is", "have", "and", "or"}
)
"""Words that follow nouns rather than verbs."""
_BESIDE = 4
"""Words between an adjective and the noun that it judges."""
_ADVERBIAL = 0.1
"""What a noun that tells of time or place weighs, of its weight elsewhere."""
_APART = 3.0
"""What a noun behind a mark weighs less than one before it."""
_VERB = 40
"""Code points behind a subject within which its verb stands."""
_FAR = 15
"""Words beyond which distance no longer tells nouns apart."""
_ADDRESSEE = 12
"""Words of whom something is asked, at most."""
_QUALIFIED = 3
"""Words before an evaluative word among which stands what softens or strengthens it."""

_PERIODS: Mapping[str, str] = {
    "voting": "election_day",
    "counting": "election_day",
    "results": "post_election",
    "campaign": "pre_election",
    "candidate_registration": "pre_election",
    "campaign_finance": "pre_election",
    "voter_registration": "pre_election",
    "overall": "whole",
}
"""Aspect → the period that the thing judged fixes (docs/coding.md, Period)."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: its words, and the nouns in it that may name what is judged."""

    span: Span
    nouns: tuple[Wording, ...]


@dataclass(slots=True)
class _Group:
    """Evaluative words about one aspect, in one voice."""

    aspect: str
    sort: str
    voices: tuple[str, ...]
    cues: list[Cue] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    nouns: list[Wording] = field(default_factory=list)


def propose_verdicts(reading: Reading, found: Proposals) -> None:
    """Append the verdicts of a document."""
    _Verdicts(reading, found).propose()


class _Verdicts:
    """A document while its verdicts are read."""

    def __init__(self, reading: Reading, found: Proposals) -> None:
        self.reading = reading
        self.found = found
        self.words = finder(reading.language, "verdicts").find(reading.text)
        self.speech = finder(reading.language, "voices").find(reading.text)
        self.nouns = _longest(one for one in self.words.found if one.sort in _ASPECTS)
        self.noun_starts = [one.span.start for one in self.nouns]
        self.concluded: dict[str, str] = {}
        """What the verdict on the whole before said, for bodies that conclude alike."""
        self.surnames = {one.value.split()[-1] for one in reading.names if one.kind == "person" and one.value}
        self.section = ""
        """The aspect that the heading above names."""
        self.is_recommending = False
        """Whether the heading above announces recommendations."""
        self.is_listing = False
        """The same of the list whose items are read."""
        self.last = ""
        """What the verdict before judged in the same paragraph."""
        self.end = 0
        self.count = 0
        self.said: dict[tuple[str, ...], str] = {}
        """What each asserter said of what, and the key of the verdict that says it first."""

    def propose(self) -> None:
        interview = interview_of(self.reading.text)
        for sentence in self.reading.sentences:
            if interview.asks(sentence.span.start):
                continue
            if "\n" in self.reading.text[self.end : sentence.span.start]:
                self.last = ""
            self.end = sentence.span.end
            if sentence.is_heading and not self._is_said(sentence):
                self._enter(sentence)
                continue
            self._read(sentence)
            self._enlist(sentence)

    def _enlist(self, sentence: Sentence) -> None:
        """Note where a list of recommendations begins: "the mission gives three recommendations:"."""
        words = self.reading.words(sentence.span).rstrip()
        if words.endswith(":"):
            self.is_listing = self.words.has(sentence.span, "listed")
        elif not _ITEM.match(words):
            self.is_listing = False

    def _is_said(self, heading: Sentence) -> bool:
        """Whether a heading states something, as headlines do."""
        span = heading.span
        has_cue = next(self.reading.within(span, "cue"), None) is not None
        is_sentence = self.words.has(span, "finite") or ":" in self.reading.words(span)
        return has_cue and (is_sentence or self.speech.has(span, "evaluates"))

    def _enter(self, heading: Sentence) -> None:
        nouns = [one for one in self._within(heading.span) if one.sort != "general"]
        self.section = nouns[0].code if nouns else ""
        self.is_recommending = self.words.has(heading.span, "recommends")

    def _read(self, sentence: Sentence) -> None:
        span = sentence.span
        if self.words.has(span, "other_elections") or self.reading.words(span).rstrip().endswith("?"):
            return
        similar = next(self.words.within(span, "similar"), None)
        if similar is not None and self.concluded and self._conclude(span, similar):
            return
        framed = frames(self.reading, self.speech, sentence)
        cues = self._cues(span)
        asked = list(self._asked(sentence, framed))
        clauses = self._clauses(span, framed, cues)
        groups: dict[tuple[object, ...], _Group] = {}
        before = ""
        for cue in cues:
            if any(place.start <= cue.start < place.end for place, _ in asked):
                continue
            clause = next(one for one in reversed(clauses) if one.span.start <= cue.start)
            noun, sort, aspect = self._judged(cue, clause, clauses, before)
            if not aspect:
                continue
            before = self.last = aspect
            voices = voice_at(self.reading, self.found, cue.start)
            key = (aspect, sort == "observation", voices)
            group = groups.setdefault(key, _Group(aspect, sort, voices))
            group.cues.append(cue)
            group.spans.append(clause.span)
            if noun is not None:
                group.nouns.append(noun)
        for group, quote in _quoted(self.reading.text, list(groups.values())):
            self._append(group, quote)
        for place, wording in asked:
            self._recommend(place, wording, clauses, cues)

    def _conclude(self, span: Span, similar: Wording) -> bool:
        """Append what bodies concluded like others before them, one verdict a body; False where none is named."""
        bodies = [
            self.reading.entity(one)[1]
            for one in self.reading.within(span, "organization")
            if isinstance(one, Name) and self.reading.entity(one)[1]
        ]
        for body in dict.fromkeys(bodies):
            cells = {
                **self.concluded,
                "asserter_id": body,
                "asserter_role": "observer_mission",
                "attribution": "reported",
                "is_recommendation": "false",
            }
            voices = tuple(one for one in voice_at(self.reading, self.found, span.start) if one.startswith("election"))
            inferred: dict[str, str] = {name: _SIMILAR for name in ("stance", "overall") if name in cells}
            quote = _trimmed(self.reading.text, span)
            judged = frozenset({self.reading.words(similar.span).casefold()})
            self._add(Record("verdicts", "", cells, quote, "verdict-similar", voices, (), inferred), judged)
        return bool(bodies)

    def _cues(self, span: Span) -> list[Cue]:
        """The evaluative words of a sentence: those of the reader, and faults that judge wherever they stand."""
        read = [one for one in self.reading.within(span, "cue") if isinstance(one, Cue)]
        faults = [
            Cue("cue", one.span.start, one.span.end, "negative", term=self.reading.words(one.span))
            for one in self.words.within(span, "faults")
            if not any(one.span.overlaps(Span(cue.start, cue.end)) for cue in read)
        ]
        cues = self._turned(sorted((*read, *faults), key=lambda cue: cue.start))
        starts = {cue.start for cue in cues}
        return [cue for cue in cues if self._judges(cue) and not (cue.end + 1 in starts and self._is_degree(cue))]

    def _turned(self, cues: Sequence[Cue]) -> list[Cue]:
        """Evaluative words with those that a word right before turns round: "lacked competition", "ruled out fraud"."""
        found = []
        for cue in cues:
            near = Span(self._before(cue).start, cue.start)
            far = Span(max(self.reading.sentence_at(cue.start).span.start, cue.start - _VERB), cue.start)
            is_praise = cue.value == "positive" and not cue.is_negated
            is_fault = cue.value == "negative" and not cue.is_negated
            if is_praise and self.words.has(near, "lacks"):
                continue
            if is_praise and self.words.has(far, "denies"):
                found.append(replace(cue, value="negative", is_negated=True))
            elif is_fault and self.words.has(near, "excludes"):
                found.append(replace(cue, value="positive", is_negated=True))
            else:
                found.append(cue)
        return found

    def _is_degree(self, cue: Cue) -> bool:
        """Whether a word but measures the one after it: "serious violations"."""
        one = self.words.at(cue.start, *_QUALIFIERS)
        return one is not None and one.span.end >= cue.end

    def _judges(self, cue: Cue) -> bool:
        """Whether an evaluative word stands outside names and wishes, and tells of more than size or interest."""
        span = Span(cue.start, cue.end)
        if self.words.at(cue.start, "slight", "victory") is not None or self._is_of_noun(span):
            return False
        sentence = self.reading.sentence_at(cue.start).span
        if any(one.start <= cue.start and cue.end <= one.end for one in self.reading.within(sentence, "organization")):
            return False
        word = self.reading.words(span)
        if word[:1].isupper() and cue.start > sentence.start and word in self.surnames:
            return False
        taken_up = self.speech.at(cue.start, "takes_up")
        if taken_up is not None and next(self.reading.within(Span(taken_up.span.end, sentence.end), "cue"), None):
            return False
        before = Span(max(sentence.start, cue.start - 120), span.end)
        return not self.words.has(before, "no_verdict")

    def _is_of_noun(self, span: Span) -> bool:
        """Whether a word belongs to what names a thing: "nonpartisan observers"."""
        noun = next((one for one in self._around(span) if one.span.start <= span.start), None)
        return noun is not None and noun.code == "citizen_observers" and noun.span.end > span.end

    def _around(self, span: Span) -> Iterator[Wording]:
        """The nouns that share words with a span."""
        first = max(bisect_right(self.noun_starts, span.start) - 1, 0)
        for one in self.nouns[first : first + 3]:
            if one.span.overlaps(span):
                yield one

    # -- clauses

    def _within(self, span: Span) -> Iterator[Wording]:
        """The nouns that may name what is judged, in a span."""
        for one in self.nouns[bisect_right(self.noun_starts, span.start - 1) :]:
            if one.span.start >= span.end:
                return
            if one.span.end <= span.end:
                yield one

    def _clauses(self, span: Span, framed: Sequence[Frame], cues: Sequence[Cue]) -> list[_Clause]:
        """The clauses of a sentence, without the words that say who speaks."""
        text = self.reading.text
        masked = [Span(one.words.start, one.attribution.start) if one.is_judging else one.words for one in framed]
        masked += [self._norm_phrase(cue, span) for cue in cues if self._measures(cue)]
        masked += [
            Span(one.start, one.end)
            for one in self.reading.within(span, "organization")
            if not self._is_election_body(Span(one.start, one.end))
        ]
        nouns = [one for one in self._within(span) if not any(one.span.overlaps(place) for place in masked)]
        nouns = [one for one in nouns if not self._is_effect(one)]
        places_of_cues = [Span(cue.start, cue.end) for cue in cues]
        subjects = [one for one in nouns if not any(one.span.overlaps(place) for place in places_of_cues)]
        edges = {span.start}
        edges |= {frame.words.end for frame in framed if frame.words.end < span.end and not frame.is_judging}
        edges |= {frame.words.start for frame in framed if frame.is_after and frame.words.start > span.start}
        edges |= {
            place + 1 for place in range(span.start, span.end) if text[place] == ";" or text[place : place + 2] == ": "
        }
        edges |= {one.span.start for one in self.words.within(span, "turns")}
        verbs = [one.span.start for one in self.words.within(span, "finite")]
        commas = [place + 1 for place in range(span.start, span.end) if text[place] == ","]
        for edge in sorted({*commas, *(one.span.start for one in self.words.within(span, "joins"))}):
            start = max(place for place in edges if place <= edge)
            following = next((one.span for one in subjects if one.span.start >= edge), None)
            if following is None or not any(start <= verb < edge for verb in verbs):
                continue
            later = [verb for verb in verbs if verb >= following.end]
            is_verb = bool(later) and later[0] - following.end < _VERB
            is_apart = text[:edge].rstrip().endswith(",") and any(cue.start >= edge for cue in cues)
            is_near = len(text[edge : following.start].split()) <= _BESIDE
            if is_near and (is_verb or (is_apart and self.words.at(edge, "joins") is not None)):
                edges.add(edge)
        places = [*sorted(edges), span.end]
        found = []
        for start, end in pairwise(places):
            place = Span(start, end)
            if text[start:end].strip():
                found.append(_Clause(place, tuple(one for one in nouns if start <= one.span.start < end)))
        return found or [_Clause(span, tuple(nouns))]

    def _is_effect(self, noun: Wording) -> bool:
        """Whether a result is but what faults did or did not change."""
        near = Span(noun.span.start - 60, noun.span.end + 60)
        return noun.code == "results" and self.words.has(near, "affects")

    def _is_election_body(self, span: Span) -> bool:
        return any(one.code in ("election_administration", "media") for one in self._within(span))

    def _measures(self, cue: Cue) -> bool:
        """Whether an evaluative word measures by a norm: "in line with"."""
        return bool(cue.benchmark) or self._concept(Span(cue.start, cue.end), cue) == "compliant"

    def _norm_phrase(self, cue: Cue, sentence: Span) -> Span:
        """The words of a norm with what belongs to them, up to the next mark or verb."""
        norm = self._norm(cue, sentence)
        if norm.start < cue.start:
            return norm
        text, end = self.reading.text, norm.end
        while end < sentence.end and text[end] not in ",;:." and self.words.at(end, "finite", "turns") is None:
            end += 1
        return Span(cue.start, end)

    def _norm(self, cue: Cue, sentence: Span) -> Span:
        """Where the norm stands that an evaluative word measures by."""
        text = self.reading.text
        after = text.find(cue.benchmark, cue.end, sentence.end)
        if after >= 0:
            return Span(cue.end, after + len(cue.benchmark))
        before = text.rfind(cue.benchmark, sentence.start, cue.start)
        return Span(before, before + len(cue.benchmark)) if before >= 0 else Span(cue.start, cue.end)

    # -- what is judged

    def _judged(
        self, cue: Cue, clause: _Clause, clauses: Sequence[_Clause], before: str
    ) -> tuple[Wording | None, str, str]:
        """The noun that names what is judged, its list, and the aspect; "" where nothing does."""
        own = next((one for one in self._around(Span(cue.start, cue.end)) if one.code in _OWN), None)
        behind = Span(cue.end, cue.end + _VERB)
        is_of_media = (
            own is not None
            and own.sort == "observation"
            and any(one.code == "media" and one.span.start < behind.end for one in self._within(behind))
        )
        if own is not None and not is_of_media:
            return own, own.sort, own.code
        noun = self._chosen(cue, clause)
        if noun is None and before:
            return None, "", before
        if noun is None:
            named = [one for one in clauses if one.nouns]
            earlier = [one for one in named if one.span.start < clause.span.start]
            others = earlier[-1:] or named[:1]
            noun = self._chosen(cue, others[0]) if others else None
        if noun is not None and noun.sort == "mood" and (self.last or self.section) in _MOODS:
            return noun, "plain", self.last or self.section
        if noun is not None:
            is_bare = noun.code in ("findings", "results") and self.words.has(Span(cue.start, cue.end), "bare")
            return (noun, "general", "overall") if is_bare else (noun, noun.sort, noun.code)
        is_fault = any(one.code == "problematic" for one in self.words.within(Span(cue.start, cue.end), "concepts"))
        is_fault = is_fault or (cue.value == "negative" and self._effect(clause.span) != "")
        is_core = self.words.has(Span(cue.start, cue.end), "core")
        known = self.section or ("overall" if is_fault else self.last) or self._of_cue(cue)
        return None, "", known or ("overall" if is_core else "")

    def _of_cue(self, cue: Cue) -> str:
        """The aspect that the evaluative word itself speaks of."""
        return next((one.code for one in self._around(Span(cue.start, cue.end))), cue.aspect)

    def _chosen(self, cue: Cue, clause: _Clause) -> Wording | None:
        place = Span(cue.start, cue.end)
        nouns = [one for one in clause.nouns if one.sort == "special" or not one.span.overlaps(place)]
        named = [one for one in nouns if self.words.at(one.span.start, "adverbial") is None]
        before = [one for one in named if one.span.end <= cue.start]
        subject = next((one for one in before if one.sort != "general"), next(iter(before), None))
        ranked = sorted(nouns, key=lambda one: -self._weight(cue, one, one is subject))
        if ranked and ranked[0].code == "election_administration":
            matter = next((one for one in ranked if one.sort == "special" and one in named), None)
            return matter or ranked[0]
        return ranked[0] if ranked else None

    def _weight(self, cue: Cue, noun: Wording, is_subject: bool) -> float:
        text = self.reading.text
        if self.words.at(noun.span.start, "adverbial") is not None:
            return _ADVERBIAL * _WEIGHTS[noun.sort]
        weight = _WEIGHTS[noun.sort]
        is_predicate = self._is_predicate(cue)
        if noun.span.start >= cue.end:
            between = text[cue.end : noun.span.start]
            if noun.sort == "general" and self.words.has(Span(cue.start, cue.end), "harms"):
                return _ADVERBIAL
            words = len(between.split())
            is_beside = words <= _BESIDE and not set(",;:") & set(between)
            is_parted = self.words.has(Span(cue.end, noun.span.start), "finite")
            beside = 0.0
            if is_beside and not is_parted:
                beside = 0.8 if is_predicate else 6.0 if words <= 1 else 2.5 if noun.sort != "general" else 0.0
            apart = _APART if set(",;:") & set(between) else 0.0
            return weight + beside - apart + max(0.0, 1 - words / _FAR)
        words = len(text[noun.span.end : cue.start].split())
        return weight + ((2.5 if is_predicate else 1.5) if is_subject else 0.0) + max(0.0, 1 - words / _FAR)

    def _is_predicate(self, cue: Cue) -> bool:
        """Whether an evaluative word is said of a subject: an adverb, a verb, the last word of its clause."""
        words = self.reading.text[cue.end : cue.end + 2]
        if words[:1] in {"", ".", ",", ";", ":", "!", ")", "\n"} or self.words.has(
            Span(cue.end, min(cue.end + 8, len(self.reading.text))), "joins", "turns"
        ):
            return True
        last = self.reading.text[cue.start : cue.end].split()[-1].casefold()
        following = next(iter(self.reading.text[cue.end : cue.end + 30].split()), "")
        is_verb = last.endswith(_VERBS[self.reading.language]) and following not in _AFTER_NOUNS
        return is_verb or last.endswith(_ADVERBS[self.reading.language])

    # -- the record

    def _append(self, group: _Group, quote: Span) -> None:
        words = self.reading.words(quote)
        stances = {cue.value for cue in group.cues}
        faults = [cue for cue in group.cues if cue.value == "negative" and not cue.is_negated]
        is_minor = stances == {"negative"} and bool(faults) and all(map(self._is_minor, faults))
        effect = self._effect(quote)
        is_minor = is_minor or (stances == {"negative"} and bool(faults) and effect == "did_not_affect")
        is_excepted = stances == {"positive"} and self.words.has(quote, "excepts")
        stance = "mixed" if len(stances) > 1 or is_minor or is_excepted else stances.pop()
        cells = {
            "about": "observation" if group.sort == "observation" else "election",
            "aspect": group.aspect,
            "stance": stance,
            "is_recommendation": "false",
        }
        if group.aspect == "overall" and cells["about"] == "election":
            cells["overall"] = self._overall(group, stance)
            self.concluded = {name: cells[name] for name in ("about", "aspect", "stance", "overall")}
        if effect:
            cells["result_effect"] = effect
        scope = next((one.code for one in self.words.within(quote, "scope")), "")
        period = self._period(group, quote)
        cells |= {name: code for name, code in (("scope", scope), ("period", period)) if code}
        cells |= self._target(group, quote, cells["about"])
        voices, asserter = self._of_findings(group)
        cells |= asserter
        cells = {name: code for name, code in cells.items() if name not in _OPTIONAL or _fits(name, code, words, self)}
        terms = tuple(dict.fromkeys(self._terms(group, quote)))
        if not _fits("aspect", group.aspect, words, self):
            quote = self._with_noun(group, quote)
        rule = f"verdict-{'overall' if group.aspect == 'overall' else 'aspect'}"
        judged = frozenset(self.reading.words(noun.span).casefold() for noun in group.nouns)
        self._add(Record("verdicts", "", cells, quote, rule, voices, terms), judged)

    def _of_findings(self, group: _Group) -> tuple[tuple[str, ...], dict[str, str]]:
        """The voices of a group; of bare words on findings they are those of the body whose findings they are."""
        noun = next((noun for noun in group.nouns if noun.code == "findings" and group.aspect == "overall"), None)
        if noun is None:
            return group.voices, {}
        after = Span(noun.span.start, self.reading.sentence_at(noun.span.start).span.end)
        name = next((one for one in self.reading.within(after, "organization") if isinstance(one, Name)), None)
        cells = {"attribution": "reported"}
        if name is not None:
            cells |= {"asserter_id": self.reading.entity(name)[1], "asserter_role": "observer_mission"}
        return tuple(one for one in group.voices if one.startswith("election")), cells

    def _with_noun(self, group: _Group, quote: Span) -> Span:
        """A quote widened to the noun that names what is judged."""
        places = [noun.span for noun in group.nouns if noun.span.start < quote.start]
        sentence = self.reading.sentence_at(quote.start).span
        near = [place for place in places if place.start >= sentence.start]
        return Span(near[0].start, quote.end) if near else quote

    def _add(self, record: Record, judged: frozenset[str]) -> None:
        """Append a verdict with a key; one that says again what its asserter said before of the same names that one."""
        self.count += 1
        key = f"verdict-{self.count}"
        whole = effective(record, self.found)
        asserter = (whole.get("asserter_id", ""), whole.get("asserter_words", ""))
        concepts = {term.concept for term in record.terms if term.term_type == "formula"}
        said = (*asserter, *(whole.get(name, "") for name in _SAID), *sorted(judged), *sorted(concepts))
        first = self.said.setdefault(said, key) if judged and concepts else key
        cells = record.cells if first == key else {**record.cells, "repeats_id": first}
        self.found.records.append(replace(record, key=key, cells=cells))

    def _is_minor(self, cue: Cue) -> bool:
        return self.words.has(self._before(cue), "minor")

    def _before(self, cue: Cue) -> Span:
        """The few words before an evaluative word."""
        start = cue.start
        for _ in range(_QUALIFIED):
            start = max(self.reading.text.rfind(" ", 0, max(start - 1, 0)), 0)
        return Span(start, cue.start)

    def _overall(self, group: _Group, stance: str) -> str:
        """The code of the whole election."""
        negative = [cue for cue in group.cues if cue.value == "negative"]
        if stance == "positive":
            return "endorsed"
        if stance == "mixed":
            is_minor = negative and all(self._is_minor(cue) for cue in negative)
            is_minor = is_minor or (bool(negative) and not any(cue.value == "positive" for cue in group.cues))
            return "endorsed_minor_faults" if is_minor else "mixed"
        is_core = any(self.words.has(Span(cue.start, cue.end), "core") for cue in negative)
        return "rejected" if is_core else "criticised"

    def _effect(self, quote: Span) -> str:
        """Whether the words deny or claim that faults changed the result."""
        affects = next(self.words.within(quote, "affects"), None)
        if affects is None or not self.words.has(Span(affects.span.start - 60, affects.span.end + 60), "result"):
            return ""
        before = self.reading.text[max(affects.span.start - 25, quote.start) : affects.span.start].casefold()
        is_denied = any(word in before.split() for word in ("not", "no", "не", "n't", "neither"))
        return "did_not_affect" if is_denied else ""

    def _period(self, group: _Group, quote: Span) -> str:
        period = _PERIODS.get(group.aspect, "")
        if group.aspect == "overall" and not _fits("period", "whole", self.reading.words(quote), self):
            return "pre_election"
        is_before = group.aspect in ("election_administration", "media") and self.words.has(quote, "before")
        return "pre_election" if is_before else period

    def _target(self, group: _Group, quote: Span, about: str) -> dict[str, str]:
        """The body judged, where the words name one."""
        wanted = ("election_administration", "voter_information", "observer_access", "accessibility", "complaints")
        if about == "election" and group.aspect not in wanted:
            return {}
        asserter = effective(Record("verdicts", "", {}, quote, "", group.voices), self.found).get("asserter_id", "")
        for one in self.reading.within(quote, "organization"):
            if isinstance(one, Name) and (about == "observation" or self._is_election_body(Span(one.start, one.end))):
                body = self.reading.entity(one)[1]
                if body != asserter or about == "observation":
                    return {"target_id": body}
        return {}

    def _terms(self, group: _Group, quote: Span) -> Iterator[Term]:
        formulas = [Span(cue.start, cue.end) for cue in group.cues]
        qualified: set[Span] = set()
        for cue in group.cues:
            is_fault = cue.value == "negative" or cue.is_negated
            for one in self.words.within(self._before(cue), *_QUALIFIERS):
                is_known = one.span in qualified or any(one.span.overlaps(place) for place in formulas)
                if quote.start <= one.span.start and not is_known and (is_fault or one.sort not in _OF_FAULTS):
                    qualified.add(one.span)
                    yield Term("qualifier", one.span, _QUALIFIERS[one.sort])
            yield self._formula(cue)
            for norm in self._norms(cue) if self._measures(cue) else ():
                is_cue = any(norm.span.overlaps(Span(other.start, other.end)) for other in group.cues)
                if quote.start <= norm.span.start and norm.span.end <= quote.end and not is_cue:
                    yield Term("benchmark", norm.span, norm.code)

    def _norms(self, cue: Cue) -> list[Wording]:
        """The norms by which an evaluative word measures."""
        phrase = self._norm_phrase(cue, self.reading.sentence_at(cue.start).span)
        return _longest(self.words.within(phrase, "benchmark"))

    def _formula(self, cue: Cue) -> Term:
        place = Span(cue.start, cue.end)
        return Term("formula", place, self._concept(place, cue), "negated" if cue.is_negated else "")

    def _concept(self, place: Span, cue: Cue) -> str:
        """The concept of an evaluative word; of one that no list has, bare praise or fault."""
        codes = [one.code for one in self.words.within(place, "concepts")]
        if codes:
            return codes[0]
        return "positive" if (cue.value == "positive") != cue.is_negated else "problematic"

    # -- what is asked for

    def _asked(self, sentence: Sentence, framed: Sequence[Frame]) -> Iterator[tuple[Span, Wording | None]]:
        """The stretches of a sentence that ask for a change, each with the words that ask."""
        span = sentence.span
        if self.words.has(span, "ruled") or self.reading.words(span).rstrip().endswith(":"):
            return
        words = [
            one
            for one in self.words.within(span, "recommends")
            if not any(one.span.overlaps(other.span) for other in self.words.within(span, "not_recommended"))
        ]
        words = [one for one in words if one is words[0] or not self._is_noun_of_asking(one)]
        if words:
            before = [frame.words.end for frame in framed if frame.words.end <= words[0].span.start]
            before += [mark.end() for mark in _APART_FROM.finditer(self.reading.text, span.start, words[0].span.start)]
            yield from self._parts(Span(max(before, default=span.start), span.end), words)
        elif (self.is_recommending or self._is_listed(sentence)) and any(self._within(span)):
            yield span, None

    def _is_noun_of_asking(self, one: Wording) -> bool:
        """Whether words name what was asked for before: "prior recommendations"."""
        return self.words.at(one.span.start, "asked_before") is not None

    def _is_listed(self, sentence: Sentence) -> bool:
        return self.is_listing and _ITEM.match(self.reading.words(sentence.span)) is not None

    def _parts(self, span: Span, words: Sequence[Wording]) -> Iterator[tuple[Span, Wording]]:
        """What is asked for in a sentence, in parts that speak of different aspects."""
        cuts = [one.span.start for one in words[1:]]
        cuts += [cut.end() for cut in _ALSO_ASKED.finditer(self.reading.text, words[0].span.end, span.end)]
        start, asking = span.start, words[0]
        for cut in [*sorted(set(cuts)), span.end]:
            here, rest = self._aspects(Span(start, cut)), self._aspects(Span(cut, span.end))
            if cut == span.end or (here and rest and here[0] != rest[0]):
                yield Span(start, cut), asking
                start = cut
                asking = next((one for one in words if one.span.start == cut), asking)

    def _aspects(self, span: Span) -> list[str]:
        """The aspects of which a stretch speaks, the most specific first."""
        nouns = [one for one in self._within(span) if self.words.at(one.span.start, "adverbial") is None]
        return [one.code for one in sorted(nouns, key=lambda one: -_WEIGHTS[one.sort])]

    def _recommend(self, place: Span, wording: Wording | None, clauses: Sequence[_Clause], cues: Sequence[Cue]) -> None:
        addressed = self._addressed(place, wording)
        after = [one for one in self._within(place) if wording is None or one.span.start >= wording.span.end]
        after = [one for one in after if not (addressed.start <= one.span.start < addressed.end)]
        before = [one for one in self._within(place) if wording is not None and one.span.end <= wording.span.start]
        asked = after if any(one.sort != "general" for one in after) or addressed.end > addressed.start else None
        nouns = sorted(
            (one for one in (asked or (*before, *after)) if self.words.at(one.span.start, "adverbial") is None),
            key=lambda one: -_WEIGHTS[one.sort],
        )
        if not nouns:
            nouns = [one for one in self._within(addressed) if one.sort != "general"]
        if not nouns:
            return
        noun = nouns[0]
        faults = [cue for cue in cues if place.start <= cue.start < place.end and cue.value == "negative"]
        cells = {
            "about": "observation" if noun.sort == "observation" else "election",
            "aspect": noun.code,
            "is_recommendation": "true",
        }
        target = next((one for one in self.reading.within(addressed, "organization") if isinstance(one, Name)), None)
        if target is not None and self.reading.entity(target)[1]:
            cells["target_id"] = self.reading.entity(target)[1]
        if faults:
            cells["stance"] = "negative"
            cells |= {"overall": "criticised"} if noun.code == "overall" else {}
        terms = tuple(self._formula(cue) for cue in faults)
        voices = voice_at(self.reading, self.found, wording.span.start if wording else place.start)
        rule = "recommendation" if wording else "recommendation-listed"
        quote = _trimmed(self.reading.text, place)
        self._add(Record("verdicts", "", cells, quote, rule, voices, terms), frozenset())

    def _addressed(self, place: Span, wording: Wording | None) -> Span:
        """Of whom something is asked: what stands between the asking words and "to", or a body right behind them."""
        if wording is None:
            return Span(place.start, place.start)
        start = wording.span.end
        text = self.reading.text
        to = _ADDRESSED.search(text, start, place.end)
        if (
            to is not None
            and len(text[start : to.start()].split()) <= _ADDRESSEE
            and "," not in text[start : to.start()]
        ):
            return Span(start, to.start())
        near = Span(start, min(start + 2 * _VERB, place.end))
        body = next(self.reading.within(near, "organization"), None)
        if self.reading.language == "ru" and body is not None and len(text[start : body.start].split()) <= 1:
            return Span(start, body.end)
        return Span(start, start)


_QUALIFIERS = {
    "minor": "minor",
    "serious": "serious",
    "general_degree": "general",
    "full_degree": "full",
    "high_degree": "high",
}
"""Lists of words that soften or strengthen → their concepts."""
_OF_FAULTS = frozenset({"minor", "serious"})
_SAID = ("about", "aspect", "stance", "target_id")
_SIMILAR = "The conclusions are said to be like those before."
_OPTIONAL = frozenset({"period", "scope", "result_effect"})
"""Cells that are left out where no word of the quote speaks of them."""


def _fits(name: str, code: str, words: str, verdicts: _Verdicts) -> bool:
    """Whether the words of a quote speak of a code, as the build will ask."""
    cues = next(one for one in cue_lists() if one.table == "verdicts" and one.column == name)
    return cues.doubt(code, [(words.replace("ё", "е"), verdicts.reading.language)]) is None


def _longest(found: Iterable[Wording]) -> list[Wording]:
    """Wordings without those that lie in a longer one."""
    kept: list[Wording] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
        elif one.span.end - one.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = one
    return kept


def _quoted(text: str, groups: Sequence[_Group]) -> Iterator[tuple[_Group, Span]]:
    """Each group with the narrowest words that state it: its clauses, and of one that it shares its part."""
    for group in groups:
        start, end = min(span.start for span in group.spans), max(span.end for span in group.spans)
        first, last = group.cues[0].start, group.cues[-1].end
        nouns = [noun.span for noun in group.nouns if start <= noun.span.start < end]
        low = min([first, *(noun.start for noun in nouns)])
        high = max([last, *(noun.end for noun in nouns)])
        for other in groups:
            if other is group:
                continue
            earlier = [cue.end for cue in other.cues if start < cue.end <= low]
            later = [cue.start for cue in other.cues if high <= cue.start < end]
            if earlier:
                start = _cut(text, max(earlier), low)
            if later:
                end = _cut(text, high, min(later))
        yield group, _trimmed(text, Span(start, end))


def _cut(text: str, start: int, end: int) -> int:
    """Where a part of a clause begins between two places: behind a comma, else at an "and", else at the second."""
    comma = text.find(",", start, end)
    if comma >= 0:
        return comma + 1
    space = text.find(" ", start, end)
    return space + 1 if space >= 0 else end


def _trimmed(text: str, span: Span) -> Span:
    """A span without space and joining marks at its ends, and the number of a paragraph."""
    start, end = span.start, span.end
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    while start < end and (text[start].isspace() or text[start] in ",;:—–-»”"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-«“("):
        end -= 1
    return Span(start, end)
