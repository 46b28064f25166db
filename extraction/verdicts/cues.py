"""Verdict cues: words that judge an election, with the stance that they have where they stand.

A cue begins with a phrase of the lexicon (cues.yaml says what its sorts mean). Whether it judges here, and how, is read
from the few words of its clause that have a role (extraction/verdicts/stances.py).
"""

from bisect import bisect_left
from collections.abc import Sequence

from extraction.mentions import Cue, Mention
from extraction.morphology import morphology
from extraction.tokens import REMEMBERED, Keys, Tokens
from extraction.verdicts.clauses import FARTHEST, MEMBER, VERB, Sentences
from extraction.verdicts.cue_lexicon import BIT, SIGNS, CueLexicon, Entry
from extraction.verdicts.negation import DENIED
from extraction.verdicts.stances import Judgement
from extraction.verdicts.topics import aspect, benchmark, is_relevant

_CANDIDATE = BIT["candidate"]
_VERBS = frozenset({"predicates", "harms", "lights"})
_MEMBER, _VERB = bytes((MEMBER,)), bytes((VERB,))


class Cues:
    """Finds verdict cues."""

    def __init__(self, language: str, keys: Keys) -> None:
        """Compile the lexicon of a language."""
        self._lexicon = CueLexicon(language, keys)
        self._terms = _Terms(language, keys)

    def begins(self, word: str, key: str) -> bool:
        return bool(self._lexicon.roles[word] & _CANDIDATE)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        lexicon, entries = self._lexicon, self._lexicon.entries
        sentences = Sentences(tokens, lexicon.roles, SIGNS, lexicon.negations, lexicon.keys)
        words, taken, marks = tokens.words, tokens.taken, sentences.marks
        following = words[1:]
        following.append("")
        reading = _Reading(sentences)
        number = 0
        for index in at:
            if index < reading.free or taken[index]:
                continue
            listed = entries[words[index], following[index]]
            fitting = lexicon.fitting_of(listed, tokens, index) if listed else None
            if fitting is None:
                continue
            number = bisect_left(marks, index, number)
            if number >= reading.end:
                reading.begin(number)
            if not reading.is_of_elections:
                continue
            entry, last = fitting
            if entry.sort != "weak":
                reading.enlist(entry.sort, index, last)
            if not reading.is_deniable and entry.sort in DENIED:
                reading.judged = None
                continue
            if reading.repeats(entry, number, index, last):
                reading.found.append(self._repeated(reading.found[-1], tokens, index))
                continue
            judgement = Judgement(lexicon, sentences, entry, (index, last), number, reading.first)
            if judgement.is_cue(reading.previous, reading.named_at == reading.previous):
                reading.take(judgement, self._cue(judgement, tokens, reading.end))
            else:
                reading.leave(judgement)
        return reading.found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions

    def _cue(self, judgement: Judgement, tokens: Tokens, end: int) -> Cue:
        index, last = judgement.index, judgement.last
        terms = self._terms
        if index == last:
            term = terms[tokens.words[index]]
        else:
            term = " ".join([terms[word] for word in tokens.words[index : last + 1]])
        return Cue(
            "cue",
            tokens.starts[index],
            tokens.end(last),
            "positive" if judgement.is_positive else "negative",
            term=term,
            aspect=aspect(judgement, end),
            benchmark=benchmark(judgement),
            is_negated=judgement.is_negated,
        )

    def _repeated(self, cue: Mention, tokens: Tokens, index: int) -> Cue:
        assert isinstance(cue, Cue)
        start, end, term = tokens.starts[index], tokens.end(index), self._terms[tokens.words[index]]
        said = (cue.aspect, cue.benchmark, cue.is_negated)
        return Cue("cue", start, end, cue.value, cue.is_inferred, term, *said)


class _Reading:
    """What is known while a stretch is read, word after word."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences
        self.found: list[Mention] = []
        self.first = self.end = self.free = self.negatable = 0
        self.previous = -1
        """The last word of the cue before in the sentence, which names a quality where `named_at` is the same."""
        self.named_at = -2
        self.judged: Judgement | None = None
        self.is_of_elections = self.is_deniable = False

    def begin(self, number: int) -> None:
        """Begin the sentence of `marks[number]`."""
        sentences, denials = self.sentences, self.sentences.denials
        self.first, self.end, self.previous = sentences.first(number), sentences.end(number), -1
        self.is_of_elections = is_relevant(sentences, self.first, self.end)
        place = bisect_left(denials, self.first)
        self.is_deniable = place < len(denials) and denials[place] < self.end

    def enlist(self, sort: str, first: int, last: int) -> None:
        """Let the words of a phrase be members of a list."""
        self.sentences.members[first : last + 1] = (_VERB if sort in _VERBS else _MEMBER) * (last + 1 - first)

    def repeats(self, entry: Entry, number: int, index: int, last: int) -> bool:
        """Whether a word does but repeat the cue before it, in a list longer than a clause is followed for."""
        judged = self.judged
        if judged is None or index != last or entry is not judged.entry or number != judged.number + 1:
            return False
        marks, roles, members = self.sentences.marks, self.sentences.roles, self.sentences.members
        is_next = marks[number - 1] == index - 1 and roles[index] == roles[index - 1]
        if not is_next or len(judged.before.words) < FARTHEST:
            return False
        members[index] = members[index - 1]
        judged.number = number
        self.previous, self.free = index, index + 1
        self.sentences.tokens.take(index, index)
        return True

    def take(self, judgement: Judgement, cue: Cue) -> None:
        """Add a cue; a verb of lacking before it is none where it but denies what this cue names."""
        index, last, sort = judgement.index, judgement.last, judgement.entry.sort
        self.judged = judgement
        if self.previous >= 0 and judgement.negated_at == self.negatable:
            self.found.pop()
        self.found.append(cue)
        if sort == "weak":
            self.enlist(sort, index, last)
        self.sentences.tokens.take(index, last)
        self.negatable, self.previous, self.free = index, last, last + 1
        self.named_at = last if sort == "nouns" else -2

    def leave(self, judgement: Judgement) -> None:
        """Pass over what is no cue; a verb beside the cue proper keeps no negation to itself."""
        self.judged = None
        if judgement.entry.sort == "lights":
            index, last = judgement.index, judgement.last
            self.sentences.members[index : last + 1] = bytes(last + 1 - index)


class _Terms(dict[str, str]):
    """Word → its base form."""

    def __init__(self, language: str, keys: Keys) -> None:
        super().__init__()
        self._language = language
        self._key_of = keys

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        term = self[word] = morphology(self._language).lemma(self._key_of[word])
        return term
