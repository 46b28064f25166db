"""Whether an evaluative word judges where it stands, and how: negation, wishes, norms and topics around it."""

from collections.abc import Iterable

from extraction.clauses import COMMA, HARD, STOP, Sentences
from extraction.cue_lexicon import BIT, CueLexicon, Entry, named

_CANDIDATE, _NEGATION, _FAULT, _HARM = BIT["candidate"], BIT["negation"], BIT["fault"], BIT["harm"]
_COORDINATOR, _FIND, _ABSENT, _RELATIVE = BIT["coordinator"], BIT["find"], BIT["absent"], BIT["relative"]
_WISH, _WISH_FOR, _WISH_LINK, _FUTURE = BIT["wish"], BIT["wish_for"], BIT["wish_link"], BIT["future"]
_TO, _INFINITIVE, _ENABLING, _OPENER = BIT["to"], BIT["infinitive"], BIT["enabling"], BIT["opener"]
_FOREIGN = BIT["foreign"]
_NORM, _NORM_LINK, _NORM_HEAD, _ELECTION = BIT["norm"], BIT["norm_link"], BIT["norm_head"], BIT["election"]
_DEGREE, _COPULA, _PARTIAL, _SUPPORT, _SMALL = (
    BIT["degree"],
    BIT["copula"],
    BIT["partial"],
    BIT["support"],
    BIT["small"],
)
_TOPIC, _PUNISH, _RESIST, _REVERSER = BIT["topic"], BIT["punish"], BIT["resist"], BIT["reverser"]
_SAYING, _CONDITION, _THAT, _HYPOTHETIC, _BENCHMARK = (
    BIT["saying"],
    BIT["condition"],
    BIT["that"],
    BIT["hypothetic"],
    BIT["benchmark"],
)
_CUE = BIT["cue"]
_GAP = STOP | HARD | COMMA
_JOINED = named(("coordinator", "disjunction"))

_DEPENDENT = frozenset({"qualities", "nouns", "weak"})
_NAMED = frozenset({"faults", "remarks"})
_MEASURED = frozenset({"predicates", "harms", "faults"})
_GOVERNED = 8
"""Words: how far a norm, a harm or what affirms a quality reaches."""
_NEAR = 5
"""Words: how far a topic or a reversal reaches, and a negation to its verb of finding."""
_DEGREES = 3
"""Words of degree that may stand between a copula and its predicate."""
_ASPECT_WORDS = 12
"""Words of a role that are asked on either side for the aspect."""


class Judgement:
    """An evaluative phrase at `marks[number]`, in the sentence that begins at `marks[first]`."""

    def __init__(
        self, lexicon: CueLexicon, sentences: Sentences, entry: Entry, number: int, first: int, last: int
    ) -> None:
        """Read the clause before the phrase; `last` is its last word."""
        self.lexicon = lexicon
        self.sentences = sentences
        self.roles = sentences.roles
        self.entry = entry
        self.number = number
        self.first = first
        self.index = sentences.marks[number]
        self.last = last
        self.before = sentences.left(number, first)
        self.after = sentences.right(number)
        self.negated_at = -1
        self.is_negated = self._is_negated()

    @property
    def is_positive(self) -> bool:
        """What the words say of the thing judged."""
        return self.entry.is_positive != self.is_negated

    def is_cue(self, previous: int) -> bool:
        """Whether the phrase judges here; `previous` is the last word of the cue before it."""
        sort = self.entry.sort
        if self._is_wished() or (not self.is_positive and not self.is_negated and self._is_hypothetic()):
            return False
        if sort in _NAMED:
            return (sort == "faults" or self.is_negated) and not self._is_topic()
        if sort == "found":
            return self.is_negated and not self._names_fault()
        if sort == "lights":
            return not self._is_light()
        if sort not in _DEPENDENT:
            return True
        if self._measures():
            return False
        if self._is_norm() or self._is_harmed():
            return False
        if sort == "weak":
            return self._is_predicate()
        return sort == "qualities" or self._is_affirmed(previous)

    # -- negation

    def _is_negated(self) -> bool:
        flips = self._flips_before()
        if not flips:
            flips = self._is_denied_after()
        if self.entry.sort in _NAMED and self._is_reversed():
            flips += 1
        return flips % 2 == 1

    def _flips_before(self) -> int:
        roles, before, sort = self.roles, self.before, self.entry.sort
        covered = resisted = False
        kind_found = ""
        for place, word in enumerate(before.words):
            role = roles[word]
            kind = self._negation(word) if role & _NEGATION else ""
            if kind and kind != "not":
                if kind_found:
                    is_double = kind == "clause" and kind_found == "phrase" and self.negated_at - word <= 2
                    return 2 if is_double else 1
                reaches = not covered and (not resisted if kind == "clause" else place < before.phrase)
                if not reaches:
                    break
                kind_found, self.negated_at = kind, word
            elif not kind:
                covered = covered or bool(role & _HARM) or (bool(role & _FAULT) and sort not in _NAMED)
                resisted = resisted or (bool(role & _RESIST) and sort in _NAMED)
        return 1 if kind_found else 0

    def _negation(self, word: int) -> str:
        tokens, keys = self.sentences.tokens, self.lexicon.keys
        for kind, phrase in self.lexicon.negations[tokens.words[word]]:
            last = phrase.last(tokens.words, tokens.gaps, keys, word)
            if 0 <= last < self.index or 0 <= last == word != self.index:
                return kind
        return ""

    def _is_denied_after(self) -> bool:
        """Negation that follows: "violations were not observed", "was respected not everywhere"."""
        roles, last = self.roles, self.last
        following = [*roles[last + 1 : last + 4], 0, 0, 0]
        if following[0] & _NEGATION and self._negation(last + 1) == "clause":
            if following[1] & _COPULA or (following[1] | following[2] | following[3 - 1]) & _PARTIAL:
                return True
        return self.entry.sort in _NAMED and self._is_not_found()

    def _is_not_found(self) -> bool:
        roles = self.roles
        is_inside = False
        for word in self.after.words:
            role = roles[word]
            if role & COMMA:
                is_inside = False
            if role & _RELATIVE:
                is_inside = True
            if is_inside:
                continue
            if role & _ABSENT:
                return True
            if role & _NEGATION and self._negation_after(word):
                return self._is_finding(word + 1)
            if role & _FIND:
                return bool(word + 1 < len(roles) and roles[word + 1] & _NEGATION and self._negation_after(word + 1))
        return False

    def _is_finding(self, word: int) -> bool:
        """Whether what is negated from here on is a verb of finding, or nothing but a copula: «нарушений не было»."""
        roles = self.roles
        for number in range(word, min(word + _NEAR - 1, len(roles))):
            role = roles[number]
            if role & _GAP and number > word:
                return True
            if role & _FIND and not role & _COPULA:
                return True
            if not role & _COPULA and number > word:
                return False
        return word < len(roles) and bool(roles[word] & _COPULA)

    def _negation_after(self, word: int) -> bool:
        tokens = self.sentences.tokens
        return any(
            kind == "clause" and phrase.last(tokens.words, tokens.gaps, self.lexicon.keys, word) >= 0
            for kind, phrase in self.lexicon.negations[tokens.words[word]]
        )

    def _is_reversed(self) -> bool:
        near = self.index - _NEAR
        return any(word >= near and self.roles[word] & _REVERSER for word in self.before.words)

    # -- what is no judgement

    def _is_wished(self) -> bool:
        roles, before = self.roles, self.before
        for word in before.words[: before.finite]:
            role = roles[word]
            if role & _WISH and not self._is_said(word):
                return True
            if role & _WISH_FOR and roles[word + 1] & _WISH_LINK:
                return True
            if role & _FUTURE and not roles[word - 1] & _OPENER:
                return True
            if role & _TO and self._is_purpose(word):
                return True
        return before.boundary >= 0 and self._is_asked(before.boundary)

    def _is_purpose(self, word: int) -> bool:
        roles = self.roles
        is_verb = roles[word + 1] & _INFINITIVE or (word + 2 < len(roles) and roles[word + 2] & _INFINITIVE)
        is_verb = is_verb or (word + 1 == self.index and self.entry.sort not in _DEPENDENT | _NAMED)
        return bool(is_verb) and not any(role & _ENABLING for role in roles[max(word - 3, 0) : word])

    def _is_asked(self, boundary: int) -> bool:
        """Whether the clause begins with a condition, or with "that" after a wish."""
        roles, marks = self.roles, self.sentences.marks
        role = roles[marks[boundary]]
        if role & _CONDITION:
            return True
        if not role & _THAT:
            return False
        near = marks[boundary] - _NEAR
        return any(
            word >= near and roles[word] & _WISH and not self._is_said(word)
            for word in marks[max(self.first, boundary - 3) : boundary]
        )

    def _is_said(self, wish: int) -> bool:
        """Whether what is wished is but to say something: "it should be noted that"."""
        return any(role & _SAYING for role in self.roles[wish + 1 : wish + 4])

    def _is_hypothetic(self) -> bool:
        before = self.before
        return any(self.roles[word] & _HYPOTHETIC for word in before.words[: before.finite])

    def _is_topic(self) -> bool:
        roles, before = self.roles, self.before
        near = self.index - _NEAR
        for word in before.words[: before.finite]:
            if word >= near and roles[word] & _TOPIC and not roles[word + 1] & (_JOINED | COMMA):
                return True
        near = self.last + _GOVERNED
        return any(word <= near and roles[word] & _PUNISH for word in self.after.words)

    def _is_norm(self) -> bool:
        """Whether a norm governs the word: "principles of fair elections", "democratic standards"."""
        roles, before = self.roles, self.before
        near = self.index - _GOVERNED
        for word in before.words[: before.finite]:
            role = roles[word]
            if word >= near and (role & _NORM_HEAD or role & _NORM and roles[word + 1] & (_NORM_LINK | _CANDIDATE)):
                return True
        following = [*roles[self.last + 1 : self.last + 3], 0, 0]
        return bool(following[0] & _NORM_HEAD or (following[0] & _ELECTION and following[1] & _NORM_HEAD))

    def _is_harmed(self) -> bool:
        """Whether a verb that denies the good governs it, and is the cue: "undermined the credibility"."""
        roles, before = self.roles, self.before
        near = self.index - _GOVERNED
        if any(word >= near and roles[word] & _HARM for word in before.words[: before.finite]):
            return True
        return self.entry.sort == "nouns" and any(role & _SMALL for role in roles[max(self.index - 2, 0) : self.index])

    def _names_fault(self) -> bool:
        return any(self.roles[word] & _FAULT for word in (*self.before.words, *self.after.words))

    # -- words that judge only in company, or not in company

    def _is_light(self) -> bool:
        """Whether a verb stands beside another evaluative word, which is the cue: "improved transparency"."""
        near = self.last + _NEAR
        return any(word <= near and self.roles[word] & _CUE for word in self.after.words)

    def _measures(self) -> bool:
        """Whether the word only measures the evaluative one after it: "genuinely competitive"."""
        following = self.roles[self.last + 1] if self.last + 1 < len(self.roles) else 0
        return bool(self.roles[self.last] & _DEGREE and following & _CUE and not following & _GAP)

    def _is_predicate(self) -> bool:
        """Whether the word is a predicate, or stands beside another evaluative word."""
        roles, index, last = self.roles, self.index, self.last
        for word in range(index - 1, max(index - 2 - _DEGREES, -1), -1):
            role = roles[word]
            if role & _COPULA and not roles[word + 1] & 7:
                return True
            if not role & (_DEGREE | _NEGATION):
                break
        return self._is_beside(index, -1) or self._is_beside(last, 1)

    def _is_beside(self, word: int, step: int) -> bool:
        roles = self.roles
        comma = roles[word if step < 0 else word + 1] & COMMA if 0 <= word + step < len(roles) else 0
        word += step
        if 0 <= word < len(roles) and roles[word] & _JOINED:
            word += step
        elif not comma:
            return False
        if 0 <= word < len(roles) and roles[word] & (_DEGREE | _NEGATION) and not roles[word] & _CANDIDATE:
            word += step
        return 0 <= word < len(roles) and bool(roles[word] & _CANDIDATE)

    def _is_affirmed(self, previous: int) -> bool:
        """Whether something affirms, denies or measures the quality that a noun names."""
        if self.is_negated or (previous >= 0 and previous == self.index - 2 and self.roles[self.index - 1] & _JOINED):
            return True
        roles = self.roles
        near, far = self.index - _GOVERNED, self.last + _GOVERNED
        return any(word >= near and roles[word] & _SUPPORT for word in self.before.words) or any(
            word <= far and roles[word] & _SUPPORT for word in self.after.words
        )

    # -- what is judged, and by what

    def aspect(self) -> str:
        """The code of the aspect whose words stand nearest, "" if none."""
        sentences, marks = self.sentences, self.sentences.marks
        low, high = max(self.first, self.number - _ASPECT_WORDS), min(self.number + _ASPECT_WORDS + 1, len(marks))
        found = [
            self._nearest(range(self.number - 1, low - 1, -1)),
            self._nearest(
                number for number in range(self.number + 1, high) if not sentences.begins_sentence(marks[number])
            ),
        ]
        codes = sorted((code == "overall", distance, code) for code, distance in found if code)
        return codes[0][2] if codes else ""

    def _nearest(self, numbers: Iterable[int]) -> tuple[str, int]:
        general = ("", 0)
        for number in numbers:
            word = self.sentences.marks[number]
            if self.roles[word] & _ELECTION:
                code = self.lexicon.aspects[self.sentences.tokens.words[word]]
                if code == "overall":
                    general = general if general[0] else (code, abs(word - self.index))
                elif code:
                    return code, abs(word - self.index)
        return general

    def benchmark(self) -> str:
        """The norm that the phrase measures by, as written, "" if none."""
        if self.entry.sort not in _MEASURED:
            return ""
        for word in (*self.after.words, *self.before.words):
            if self.roles[word] & _BENCHMARK and not self.index <= word <= self.last:
                return self._noun_phrase(word)
        return ""

    def _noun_phrase(self, word: int) -> str:
        tokens = self.sentences.tokens
        begin = word
        while begin - 1 > self.last or (begin <= self.index and begin - 1 >= 0):
            role = self.roles[begin - 1]
            if tokens.gaps[begin - 1] not in {" ", "-"} or role & (_OPENER | _COORDINATOR | _NEGATION):
                break
            if word - begin >= _NEAR:
                break
            begin -= 1
        return tokens.text[tokens.starts[begin] : tokens.end(word)]


def is_relevant(sentences: Sentences, number: int, first: int) -> bool:
    """Whether the sentence of `marks[number]` speaks of elections, or at least of nothing that is none of them."""
    roles, marks = sentences.roles, sentences.marks
    seen = 0
    for place in range(number, len(marks)):
        role = roles[marks[place]]
        if place > number and role & 1 and sentences.begins_sentence(marks[place]):
            break
        seen |= role
    for place in range(number - 1, first - 1, -1):
        seen |= roles[marks[place]]
    return bool(seen & _ELECTION) or not seen & _FOREIGN
