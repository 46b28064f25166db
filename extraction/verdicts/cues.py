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
from extraction.verdicts.cue_lexicon import BIT, SIGNS, CueLexicon, Entry, named
from extraction.verdicts.negation import DENIED
from extraction.verdicts.stances import Judgement
from extraction.verdicts.topics import aspect, benchmark, is_relevant

_CANDIDATE = BIT["candidate"]
_VERBS = frozenset({"predicates", "harms", "lights"})
_MEMBER, _VERB = bytes((MEMBER,)), bytes((VERB,))
_DENIALS = named(("negation", "absent", "reverser", "averted"))


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
        words, taken, marks, members = tokens.words, tokens.taken, sentences.marks, sentences.members
        denials = sentences.having(_DENIALS)
        following = words[1:]
        following.append("")
        found: list[Mention] = []
        first = free = negatable = number = end = 0
        previous, named_at = -1, -2
        judged: Judgement | None = None
        is_of_elections = is_deniable = False
        for index in at:
            if index < free or taken[index]:
                continue
            listed = entries[words[index], following[index]]
            fitting = lexicon.fitting_of(listed, tokens, index) if listed else None
            if fitting is None:
                continue
            number = bisect_left(marks, index, number)
            if number >= end:
                first, end, previous = sentences.first(number), sentences.end(number), -1
                is_of_elections = is_relevant(sentences, first, end)
                denial = bisect_left(denials, first)
                is_deniable = denial < len(denials) and denials[denial] < end
            if not is_of_elections:
                continue
            entry, last = fitting
            sort = entry.sort
            if sort != "weak":
                members[index : last + 1] = (_VERB if sort in _VERBS else _MEMBER) * (last + 1 - index)
            if not is_deniable and sort in DENIED:
                judged = None
                continue
            if judged is not None and index == last and _is_repeated(judged, entry, number):
                found.append(self._repeated(found[-1], tokens, index))
                members[index] = members[index - 1]
                judged.number = number
                previous, free = index, index + 1
                tokens.take(index, index)
                continue
            judgement = Judgement(lexicon, sentences, entry, (index, last), number, first)
            if not judgement.is_cue(previous, named_at == previous):
                judged = None
                if sort == "lights":
                    members[index : last + 1] = bytes(last + 1 - index)
                continue
            judged = judgement
            if previous >= 0 and judgement.negated_at == negatable:
                found.pop()
            found.append(self._cue(judgement, tokens, end))
            if sort == "weak":
                members[index : last + 1] = _MEMBER * (last + 1 - index)
            tokens.take(index, last)
            negatable, previous, free = index, last, last + 1
            named_at = last if sort == "nouns" else -2
        return found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions

    def _cue(self, judgement: Judgement, tokens: Tokens, end: int) -> Cue:
        words = tokens.words[judgement.index : judgement.last + 1]
        return Cue(
            "cue",
            tokens.starts[judgement.index],
            tokens.end(judgement.last),
            "positive" if judgement.is_positive else "negative",
            term=" ".join(self._terms[word] for word in words),
            aspect=aspect(judgement, end),
            benchmark=benchmark(judgement),
            is_negated=judgement.is_negated,
        )

    def _repeated(self, cue: Mention, tokens: Tokens, index: int) -> Cue:
        assert isinstance(cue, Cue)
        start, end, term = tokens.starts[index], tokens.end(index), self._terms[tokens.words[index]]
        said = (cue.aspect, cue.benchmark, cue.is_negated)
        return Cue("cue", start, end, cue.value, cue.is_inferred, term, *said)


def _is_repeated(judged: Judgement, entry: Entry, number: int) -> bool:
    """Whether a word does but repeat the one before it, in a list longer than a clause is followed for."""
    roles, index = judged.roles, judged.sentences.marks[number]
    if entry is not judged.entry or number != judged.number + 1 or len(judged.before.words) < FARTHEST:
        return False
    return judged.sentences.marks[number - 1] == index - 1 and roles[index] == roles[index - 1]


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
