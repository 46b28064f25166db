"""Whether an evaluative word judges where it stands, and how: negation, wishes, norms and topics around it."""

from extraction.clauses import COMMA, HARD, STOP, Clause, Sentences
from extraction.cue_lexicon import BIT, CueLexicon, Entry, named

_CANDIDATE, _NEGATION, _FAULT, _HARM = BIT["candidate"], BIT["negation"], BIT["fault"], BIT["harm"]
_FIND, _ABSENT, _RELATIVE = BIT["find"], BIT["absent"], BIT["relative"]
_WISH, _WISH_FOR, _WISH_LINK, _FUTURE = BIT["wish"], BIT["wish_for"], BIT["wish_link"], BIT["future"]
_TO, _INFINITIVE, _ENABLING, _OPENER = BIT["to"], BIT["infinitive"], BIT["enabling"], BIT["opener"]
_NORM, _NORM_LINK, _NORM_HEAD, _ELECTION = BIT["norm"], BIT["norm_link"], BIT["norm_head"], BIT["election"]
_DEGREE, _COPULA, _PARTIAL, _SUPPORT, _SMALL = (
    BIT["degree"],
    BIT["copula"],
    BIT["partial"],
    BIT["support"],
    BIT["small"],
)
_TOPIC, _PUNISH, _RESIST, _REVERSER = BIT["topic"], BIT["punish"], BIT["resist"], BIT["reverser"]
_SAYING, _CONDITION, _THAT, _HYPOTHETIC = BIT["saying"], BIT["condition"], BIT["that"], BIT["hypothetic"]
_WISHES = named(("wish", "wish_for", "future", "to"))
_CALL, _CUE = BIT["call"], BIT["cue"]
_GAP = STOP | HARD | COMMA
_JOINED = named(("coordinator", "disjunction"))
_LINKS = named(("coordinator", "disjunction", "degree", "negation", "boundary"))

_DEPENDENT = frozenset({"qualities", "nouns", "weak"})
_NAMED = frozenset({"faults", "remarks"})
_GOVERNED = 8
"""Words: how far a norm, a harm or what affirms a quality reaches."""
_NEAR = 5
"""Words: how far a topic or a reversal reaches, and a negation to its verb of finding."""
_SENTENCE = 16
"""Words of a role: how far before a verb of finding what is found may be named."""
_DEGREES = 3
"""Words of degree that may stand between a copula and its predicate."""


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
        self._after: Clause | None = None
        self.negated_at = -1
        self.is_negated = self._is_negated()

    @property
    def after(self) -> Clause:
        """The clause after the phrase."""
        if self._after is None:
            self._after = self.sentences.right(self.number)
        return self._after

    @property
    def is_positive(self) -> bool:
        """What the words say of the thing judged."""
        return self.entry.is_positive != self.is_negated

    def is_cue(self, previous: int) -> bool:
        """Whether the phrase judges here; `previous` is the last word of the cue before it."""
        if self._is_wished() or self._is_hypothetic():
            return False
        sort = self.entry.sort
        if self.roles[self.index] & _ABSENT and self._names_fault():
            return False
        if sort in _DEPENDENT:
            return not (self._measures() or self._is_norm() or self._is_harmed()) and self._stands(previous)
        if sort in _NAMED:
            return (sort == "faults" or self.is_negated) and not self._is_topic()
        if sort in {"found", "lacks"}:
            return (sort == "lacks" or self.is_negated) and not self._names_fault()
        return not (self._is_unfulfilled() or self._is_turned() or (sort == "lights" and self._is_light()))

    def _stands(self, previous: int) -> bool:
        """Whether a word that may only name or describe has the company in which it judges."""
        sort = self.entry.sort
        return sort == "qualities" or (self._is_predicate() if sort == "weak" else self._is_affirmed(previous))

    # -- negation

    def _is_negated(self) -> bool:
        flips = self._flips_before() if self.before.seen & _NEGATION else 0
        if not flips:
            flips = self._is_denied_after()
        if self.entry.sort in _NAMED and self.before.seen & _REVERSER and self._is_reversed():
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
        for phrase, kind in self.lexicon.negations.at(tokens.words, word):
            last = phrase.last(tokens.words, tokens.gaps, keys, word)
            if 0 <= last < self.index or last > self.last:
                return kind
        return ""

    def _is_denied_after(self) -> bool:
        """Negation that follows: "violations were not observed", "was respected not everywhere"."""
        following = self.roles[self.last + 1 : self.last + 4]
        is_denied = len(following) == 3 and (following[1] & (_COPULA | _PARTIAL) or following[2] & _PARTIAL)
        if is_denied and following[0] & _NEGATION and self._negation(self.last + 1) == "clause":
            return True
        if self.entry.sort in _NAMED:
            return self._is_not_found()
        return self.entry.sort in _DEPENDENT and self._is_not_ensured()

    def _is_not_ensured(self) -> bool:
        """Whether what the word names is denied: "an honest count could not be guaranteed"."""
        roles, near = self.roles, self.last + _GOVERNED
        for word in self.after.words:
            if word > near or roles[word] & COMMA:
                return False
            if roles[word] & _NEGATION and self._negation_after(word):
                return any(role & _SUPPORT for role in roles[word + 1 : word + 1 + _NEAR // 2])
        return False

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
        is_bare = word < len(roles) and bool(roles[word] & _COPULA)
        for number in range(word, min(word + _NEAR - 1, len(roles))):
            role = roles[number]
            if role & _GAP and number > word:
                break
            if role & _FIND and not role & _COPULA:
                return True
            is_bare = is_bare and bool(role & _COPULA)
        return is_bare

    def _negation_after(self, word: int) -> bool:
        tokens = self.sentences.tokens
        return any(
            kind == "clause" and phrase.last(tokens.words, tokens.gaps, self.lexicon.keys, word) >= 0
            for phrase, kind in self.lexicon.negations.at(tokens.words, word)
        )

    def _is_reversed(self) -> bool:
        near = self.index - _NEAR
        return any(word >= near and self.roles[word] & _REVERSER for word in self.before.words)

    # -- what is no judgement

    def _is_wished(self) -> bool:
        roles, before = self.roles, self.before
        for word in before.words[: before.finite] if before.seen & _WISHES else ():
            role = roles[word]
            if role & _WISH and not self._is_said(word):
                return True
            if role & _WISH_FOR and roles[word + 1] & _WISH_LINK:
                return True
            if role & _FUTURE and not roles[word - 1] & _OPENER:
                return True
            if role & _TO and self._is_purpose(word):
                return True
        if any(roles[word] & _CALL for word in before.beyond):
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
        """Whether the words speak of a fault that might be."""
        before = self.before
        if self.is_positive or self.is_negated or not before.seen & _HYPOTHETIC:
            return False
        return any(self.roles[word] & _HYPOTHETIC for word in before.words[: before.finite])

    def _is_topic(self) -> bool:
        roles, before = self.roles, self.before
        near = self.index - _NEAR
        for word in before.words[: before.finite] if before.seen & _TOPIC else ():
            if word >= near and roles[word] & _TOPIC and not roles[word + 1] & (_JOINED | COMMA):
                return True
        near = self.last + _GOVERNED
        return any(word <= near and roles[word] & _PUNISH for word in self.after.words)

    def _is_norm(self) -> bool:
        """Whether a norm governs the word: "principles of fair elections", "democratic standards"."""
        roles, before = self.roles, self.before
        near = self.index - _GOVERNED
        for word in before.words[: before.finite] if before.seen & (_NORM | _NORM_HEAD) else ():
            role = roles[word]
            if word >= near and (role & _NORM_HEAD or (role & _NORM and roles[word + 1] & (_NORM_LINK | _CANDIDATE))):
                return True
        following = roles[self.last + 1 : self.last + 3]
        if following and following[0] & _ELECTION:
            following = following[1:]
        return bool(following and following[0] & _NORM_HEAD)

    def _is_harmed(self) -> bool:
        """Whether a verb that denies the good governs it, and is the cue: "undermined the credibility"."""
        roles, before = self.roles, self.before
        near = self.index - _GOVERNED
        if before.seen & _HARM and any(word >= near and roles[word] & _HARM for word in before.words[: before.finite]):
            return True
        return self.entry.sort == "nouns" and any(role & _SMALL for role in roles[max(self.index - 2, 0) : self.index])

    def _names_fault(self) -> bool:
        """Whether the sentence names what is found or lacking, which is then the cue."""
        roles, marks = self.roles, self.sentences.marks
        near = max(self.first, self.number - _SENTENCE)
        return any(roles[word] & _FAULT for word in (*marks[near : self.number], *self.after.words))

    # -- words that judge only in company, or not in company

    def _is_light(self) -> bool:
        """Whether a verb stands beside another evaluative word, which is the cue: "improved transparency"."""
        near = self.last + _NEAR
        return any(word <= near and self.roles[word] & _CUE for word in self.after.words)

    def _is_unfulfilled(self) -> bool:
        """Whether the verb before it is the cue: "failed to meet the standards"."""
        roles, index = self.roles, self.index
        return index > 1 and bool(roles[index - 1] & _TO and roles[index - 2] & _HARM)

    def _is_turned(self) -> bool:
        """Whether a verb does away with a fault, which is then the cue: "prevented violations"."""
        if not self.roles[self.index] & _REVERSER:
            return False
        near = self.last + _NEAR
        return any(word <= near and self.roles[word] & _FAULT for word in self.after.words)

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
            if not role & _DEGREE and not (role & _NEGATION and self._negation(word)):
                break
        return self._is_beside(index, -1) or self._is_beside(last, 1)

    def _is_beside(self, word: int, step: int) -> bool:
        roles = self.roles
        comma = roles[word if step < 0 else word + 1] & COMMA if 0 <= word + step < len(roles) else 0
        is_joined = bool(comma)
        word += step
        for _ in range(_DEGREES):
            if not 0 <= word < len(roles) or roles[word] & _CANDIDATE or not roles[word] & _LINKS:
                break
            is_joined = is_joined or bool(roles[word] & _JOINED)
            word += step
        return is_joined and 0 <= word < len(roles) and bool(roles[word] & _CANDIDATE)

    def _is_affirmed(self, previous: int) -> bool:
        """Whether something affirms, denies or measures the quality that a noun names."""
        if self.is_negated or (previous >= 0 and previous == self.index - 2 and self.roles[self.index - 1] & _JOINED):
            return True
        roles = self.roles
        near, far = self.index - _GOVERNED, self.last + _GOVERNED
        return any(word >= near and roles[word] & _SUPPORT for word in self.before.words) or any(
            word <= far and roles[word] & _SUPPORT for word in self.after.words
        )
