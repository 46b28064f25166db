"""Whether an evaluative phrase judges where it stands: wishes, norms and topics around it, and the company it needs."""

from extraction.verdicts.clauses import COMMA, HARD
from extraction.verdicts.cue_lexicon import BIT, named
from extraction.verdicts.negation import DEPENDENT, GAP, GOVERNED, NAMED, NEAR, Stance

_EVALUATIVE, _NEGATION, _FAULT, _HARM = BIT["evaluative"], BIT["negation"], BIT["fault"], BIT["harm"]
_ABSENT, _REVERSER, _SUPPORT, _SMALL = BIT["absent"], BIT["reverser"], BIT["support"], BIT["small"]
_WISH, _WISH_FOR, _WISH_LINK, _FUTURE = BIT["wish"], BIT["wish_for"], BIT["wish_link"], BIT["future"]
_TO, _INFINITIVE, _ENABLING, _OPENER = BIT["to"], BIT["infinitive"], BIT["enabling"], BIT["opener"]
_NORM, _NORM_LINK, _NORM_HEAD, _ELECTION = BIT["norm"], BIT["norm_link"], BIT["norm_head"], BIT["election"]
_DEGREE, _COPULA, _INTENSIFIER, _DEEM = BIT["degree"], BIT["copula"], BIT["intensifier"], BIT["deem"]
_TOPIC, _PUNISH, _SAYING, _PURPOSE = BIT["topic"], BIT["punish"], BIT["saying"], BIT["purpose"]
_CONDITION, _THAT, _HYPOTHETIC, _BOUNDARY = BIT["condition"], BIT["that"], BIT["hypothetic"], BIT["boundary"]
_CALL, _CUE, _PREDICATIVE = BIT["call"], BIT["cue"], BIT["predicative"]
_ADVERBIAL, _ASKED, _IRREALIS, _INVERTED = BIT["adverbial"], BIT["asked"], BIT["irrealis"], BIT["inverted"]
_FINITE, _RELATIVE = BIT["finite"], BIT["relative"]
_WISHES = named(("wish", "wish_for", "future", "to"))
_MODAL = named(("wish", "finite"))
_JOINED = named(("coordinator", "disjunction"))
_TURNS = named(("boundary", "relative", "that", "condition"))
_LINKS = named(("coordinator", "disjunction", "degree", "negation", "boundary"))

_QUIET = frozenset({"weak", "remarks", "traces", "found"})
_SENTENCE = 16
"""Words of a role: how far before a verb of finding what is found may be named."""
_TRACED = 4
"""Words after a trace within which the fault is named: "no reports of violence"."""
_WISHED_FOR = 6
"""Words of a role before a relative clause of which one may wish for all that it says."""
_DEGREES = 3
"""Words of degree that may stand between a copula and its predicate."""


class Judgement(Stance):
    """An evaluative phrase in its sentence, and whether it judges there."""

    def is_cue(self, previous: int, is_after_noun: bool = False) -> bool:
        """Whether the phrase judges here.

        `previous` is the last word of the cue before it, which names a quality where `is_after_noun`.
        """
        sort = self.entry.sort
        is_absent = bool(self.roles[self.index] & _ABSENT)
        if (sort == "weak" and not self._is_predicate()) or self._is_wished() or self._is_hypothetic():
            return False
        if is_absent and self._names_fault():
            return False
        if sort in DEPENDENT:
            return not (
                self._is_punished() or self._measures() or self._is_norm() or self._is_harmed()
            ) and self._stands(previous)
        if sort in NAMED:
            is_cue = sort == "faults" or (
                self.is_negated and not (self.entry.is_positive and self._is_object(previous))
            )
            return is_cue and not self._is_part() and not self._is_topic()
        if sort in {"found", "lacks"}:
            is_named = self._names_fault() or (sort == "found" and self._follows(previous))
            return (sort == "lacks" or self._is_denied()) and not is_named
        return not (
            self._is_unfulfilled()
            or self._is_turned()
            or (sort == "lights" and self._is_light(previous, is_after_noun))
        )

    def _stands(self, previous: int) -> bool:
        """Whether a word that may only name or describe has the company in which it judges."""
        if self.entry.sort != "nouns":
            return True
        return not self._is_object(previous) and self._is_affirmed(previous)

    def _is_object(self, previous: int) -> bool:
        """Whether the word is but what the cue right before it governs or describes: "effective oversight"."""
        return previous == self.index - 1 != self.negated_at and not self.roles[self.index] & GAP

    def _is_denied(self) -> bool:
        """Whether a verb is denied itself, not a noun before it: "not trained", but "lack of trained staff"."""
        is_noun = self.negated_at >= 0 and self.entry.is_positive and self.negation(self.negated_at) == "phrase"
        return self.is_negated and not is_noun

    # -- what is no judgement

    def _is_wished(self) -> bool:
        roles, before = self.roles, self.before
        for word in before.words[: before.finite] if before.seen & _WISHES else ():
            role = roles[word]
            if role & _WISH and not self._is_said(word):
                return True
            if role & _WISH_FOR and roles[word + 1] & _WISH_LINK and not self.is_negated:
                return True
            if role & _FUTURE and not roles[word - 1] & _OPENER:
                return True
            if role & _TO and self._is_purpose(word):
                return True
        if before.beyond and any(self._is_call(word) for word in before.beyond):
            return True
        return (before.boundary >= 0 and self._is_asked(before.boundary)) or self._is_unreal()

    def _is_unreal(self) -> bool:
        """Whether the words ask, or say what is not so: "had it been fair", "fair polls would help", «честны ли»."""
        roles, before = self.roles, self.before
        first = self.sentences.marks[self.first]
        is_inverted = before.words and before.words[-1] == first and roles[first] & _INVERTED
        if is_inverted or (self.last + 1 < len(roles) and roles[self.last + 1] & _ASKED):
            return True
        if before.seen & _IRREALIS and any(roles[word] & _IRREALIS for word in before.words[: before.finite]):
            return True
        if not self.sentences.has_after(self.following, _IRREALIS):
            return False
        near = self.last + GOVERNED
        for word in self.after.words:
            if word > near or roles[word] & (COMMA | _JOINED | _BOUNDARY):
                return False
            if roles[word] & _IRREALIS:
                return True
        return False

    def _is_call(self, word: int) -> bool:
        """Whether all that follows in the sentence is asked for, even beyond a comma."""
        role = self.roles[word]
        is_asked = role & _CALL or role & _MODAL == _MODAL or (role & _WISH_FOR and self.roles[word + 1] & _WISH_LINK)
        return bool(is_asked) or bool(role & _TO and self._is_purpose(word))

    def _is_purpose(self, word: int) -> bool:
        roles = self.roles
        is_verb = roles[word + 1] & _INFINITIVE or (word + 2 < len(roles) and roles[word + 2] & _INFINITIVE)
        is_verb = is_verb or (word + 1 == self.index and self.entry.sort not in DEPENDENT | NAMED)
        if is_verb and word == self.sentences.marks[self.first]:
            return True
        return bool(is_verb) and not any(role & _ENABLING for role in roles[max(word - 3, 0) : word])

    def _is_asked(self, boundary: int) -> bool:
        """Whether the clause begins with a condition, or with "that" after a wish."""
        roles, marks = self.roles, self.sentences.marks
        role = roles[marks[boundary]]
        if role & _CONDITION:
            return True
        if role & _RELATIVE and not role & _THAT and self.is_positive:
            wished = marks[max(self.first, boundary - _WISHED_FOR) : boundary]
            return any(roles[word] & (_FUTURE | _CALL) and not self._is_said(word) for word in wished)
        if not role & _THAT:
            return False
        near = marks[boundary] - NEAR
        if marks[boundary] and roles[marks[boundary] - 1] & _PURPOSE:
            return True
        return any(
            word >= near
            and ((roles[word] & _WISH and not self._is_said(word)) or (roles[word] & _TO and self._is_purpose(word)))
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

    def _is_part(self) -> bool:
        """Whether a noun is but part of what names the fault: "no reports of violence"."""
        if self.entry.sort == "traces" and any(
            role & _FAULT for role in self.roles[self.last + 1 : self.last + _TRACED]
        ):
            return True
        return self.entry.is_positive and bool(self.roles[self.index - 1] & _FAULT)

    def _is_topic(self) -> bool:
        roles, before = self.roles, self.before
        near = self.index - NEAR
        for word in before.words[: before.finite] if before.seen & _TOPIC else ():
            if word >= near and roles[word] & _TOPIC and not roles[word + 1] & (_JOINED | COMMA):
                return True
        return self._is_punished()

    def _is_punished(self) -> bool:
        """Whether what is done about a fault is told, not that there was one."""
        if self.entry.is_positive or not self.sentences.has_after(self.following, _PUNISH):
            return False
        near = self.last + GOVERNED
        for word in self.after.words:
            if word > near or self.roles[word] & (COMMA | _JOINED):
                return False
            if self.roles[word] & _PUNISH:
                return True
        return False

    def _is_norm(self) -> bool:
        """Whether a norm governs the word: "principles of fair elections", "democratic standards"."""
        roles, before = self.roles, self.before
        near = self.index - GOVERNED
        for word in before.words[: before.finite] if before.seen & (_NORM | _NORM_HEAD) else ():
            role = roles[word]
            if word >= near and (role & _NORM_HEAD or (role & _NORM and roles[word + 1] & (_NORM_LINK | _EVALUATIVE))):
                return self._is_governed(word)
        following = roles[self.last + 1 : self.last + 3]
        if following and following[0] & _ELECTION:
            following = following[1:]
        return bool(following and following[0] & _NORM_HEAD)

    def _is_governed(self, norm: int) -> bool:
        """Whether a norm's phrase goes on to the word: a comma ends it unless it parts what the norm is of."""
        members = self.sentences.members
        for word in range(norm + 1, self.index + 1):
            if self.roles[word] & COMMA:
                return any(members[norm + 1 : word])
        return True

    def _is_harmed(self) -> bool:
        """Whether a verb that denies the good governs it, and is the cue: "undermined the credibility"."""
        roles, before = self.roles, self.before
        near = self.index - GOVERNED
        if before.seen & _HARM and any(word >= near and roles[word] & _HARM for word in before.words[: before.finite]):
            return True
        return self.entry.sort == "nouns" and any(role & _SMALL for role in roles[max(self.index - 2, 0) : self.index])

    def _names_fault(self) -> bool:
        """Whether the sentence names what is found or lacking, which is then the cue."""
        acts = self.sentences.acts
        if self.after.seen & _FAULT:
            return True
        after = self.roles[self.index]
        for number in range(self.number - 1, max(self.first, self.number - _SENTENCE) - 1, -1):
            if after & HARD:
                return False
            after = acts[number]
            if after & _FAULT:
                return True
        return False

    # -- words that judge only in company, or not in company

    def _follows(self, previous: int) -> bool:
        """Whether another cue stands before in the clause."""
        return bool(self.before.words) and previous >= self.before.words[-1]

    def _is_light(self, previous: int, is_after_noun: bool) -> bool:
        """Whether a verb stands beside another evaluative word, which is the cue: "improved transparency"."""
        roles, near = self.roles, self.last + GOVERNED
        if is_after_noun and self._follows(previous) and previous >= self.index - GOVERNED:
            return True
        if previous >= 0 and previous == self.index - 1 and not roles[self.index] & GAP:
            return True
        for word in self.after.words:
            if word > near or roles[word] & _FINITE:
                return False
            if roles[word] & _EVALUATIVE:
                fitting = self.lexicon.fitting(self.sentences.tokens, word)
                if fitting is not None and (fitting[0].sort not in _QUIET or roles[word - 1] & _INTENSIFIER):
                    return True
        return False

    def _is_unfulfilled(self) -> bool:
        """Whether the verb before it is the cue: "failed to meet the standards"."""
        roles, index = self.roles, self.index
        return index > 1 and bool(roles[index - 1] & _TO and roles[index - 2] & _HARM)

    def _is_turned(self) -> bool:
        """Whether a verb does away with a fault, which is then the cue: "prevented violations"."""
        if not self.roles[self.index] & _REVERSER:
            return False
        near = self.last + NEAR
        return any(word <= near and self.roles[word] & _FAULT for word in self.after.words)

    def _measures(self) -> bool:
        """Whether the word only measures the evaluative one after it: "genuinely competitive", "undue pressure"."""
        following = self.roles[self.last + 1] if self.last + 1 < len(self.roles) else 0
        if not self.entry.is_positive and following & _FAULT and not following & GAP:
            return True
        measured = _CUE if self.entry.sort == "attributes" or self.index < self.last else _EVALUATIVE
        if not self.roles[self.last] & _DEGREE or not following & measured or following & GAP:
            return False
        fitting = self.lexicon.fitting(self.sentences.tokens, self.last + 1)
        return fitting is not None and fitting[0].sort != "lights"

    def _is_predicate(self) -> bool:
        """Whether the word is a predicate, or stands beside another evaluative word."""
        roles, index, last = self.roles, self.index, self.last
        if roles[last] & _PREDICATIVE:
            return True
        for word in range(index - 1, max(index - 2 - _DEGREES, -1), -1):
            role = roles[word]
            if role & _COPULA and not roles[word + 1] & 7:
                return True
            if role & _INTENSIFIER and word == index - 1:
                return True
            is_negation = role & _NEGATION and self.negation(word)
            if not role & _DEGREE and not is_negation and not self.sentences.joins(word):
                break
        if roles[last] & _ADVERBIAL and self._is_last() and index > self.sentences.marks[self.first]:
            return True
        if self._is_beside(index, -1) or self._is_beside(last, 1):
            return True
        return self._is_last() and bool(self.before.seen & _DEEM) and self._is_deemed()

    def _is_deemed(self) -> bool:
        """Whether the word is what something is found to be: "found the count slow"."""
        near = self.index - GOVERNED
        return any(word >= near and self.roles[word] & _DEEM for word in self.before.words)

    def _is_last(self) -> bool:
        """Whether no noun follows that the word could belong to: the clause ends, or something new begins."""
        if self.last + 1 >= len(self.roles):
            return True
        following = self.roles[self.last + 1]
        return bool(following & (GAP | _OPENER | _JOINED | _BOUNDARY))

    def _is_beside(self, word: int, step: int) -> bool:
        roles = self.roles
        comma = roles[word if step < 0 else word + 1] & COMMA if 0 <= word + step < len(roles) else 0
        is_joined = bool(comma)
        word += step
        for _ in range(_DEGREES):
            if not 0 <= word < len(roles) or roles[word] & _EVALUATIVE or not roles[word] & _LINKS:
                break
            is_joined = is_joined or bool(roles[word] & _JOINED) or roles[word] & _TURNS == _BOUNDARY
            word += step
        return is_joined and 0 <= word < len(roles) and bool(roles[word] & _EVALUATIVE)

    def _is_affirmed(self, previous: int) -> bool:
        """Whether something affirms, denies or measures the quality that a noun names."""
        if self.is_negated or (previous >= 0 and previous == self.index - 2 and self.roles[self.index - 1] & _JOINED):
            return True
        roles = self.roles
        near, far = self.index - GOVERNED, self.last + GOVERNED
        if any(word >= near and roles[word] & _SUPPORT for word in self.before.words):
            return True
        after = [roles[word] for word in self.after.words if word <= far]
        return any(role & _SUPPORT for role in after) and not any(role & _FAULT for role in after)
