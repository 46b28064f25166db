"""What an evaluative phrase says of the thing judged: the stance of its words, turned by negation around it.

A negated verb has the clause for its scope, a negative determiner or preposition its noun phrase (as the *SEM 2012
shared task on the scope of negation marks them); a verb between that takes the negation keeps it.
"""

from extraction.verdicts.clauses import COMMA, HARD, STOP, VERB, Clause, Sentences
from extraction.verdicts.cue_lexicon import BIT, CueLexicon, Entry, named

_NEGATION, _FAULT, _HARM, _THAT = BIT["negation"], BIT["fault"], BIT["harm"], BIT["that"]
_FIND, _ABSENT, _RELATIVE, _SUPPORT = BIT["find"], BIT["absent"], BIT["relative"], BIT["support"]
_RESIST, _REVERSER, _COPULA, _PARTIAL = BIT["resist"], BIT["reverser"], BIT["copula"], BIT["partial"]
_AVERTED = BIT["averted"]

_OPENER, _BOUNDARY, _OPINION = BIT["opener"], BIT["boundary"], BIT["opinion"]

_AND = BIT["coordinator"]
_JOINED = named(("coordinator", "disjunction"))

DEPENDENT = frozenset({"qualities", "attributes", "nouns", "weak"})
"""Sorts of words that may only name or describe."""
NAMED = frozenset({"faults", "remarks", "traces"})
"""Sorts of words that name what may be found."""
DENIED = frozenset({"remarks", "traces", "found"})
"""Sorts of words that judge only where they are denied."""
GAP = STOP | HARD | COMMA
GOVERNED = 8
"""Words: how far a norm, a harm or what affirms a quality reaches."""
NEAR = 5
"""Words: how far a topic or a reversal reaches, and a negation to its verb of finding."""
_LISTED = 3
"""Words after an "and" within which the next member of a list is named."""
_HANGING = 3
"""Words of a role before "that" of which one may deny the clause."""
_GOVERNABLE = DEPENDENT | NAMED
_DENIALS = named(("negation", "absent"))
_NOMINAL = frozenset({"phrase", "noun"})
"""Kinds of negation that deny a noun phrase; "noun" never a verb beyond it: "lack of clarity dented trust"."""
_BESIDE = 2
"""Words: how far a negation reaches that denies but the words beside it: "less orderly"."""


class Stance:
    """An evaluative phrase, `number` marks before it, in the sentence from `marks[first]` on, and what it says there.

    What stands after it is read when it is asked for, and once.
    """

    def __init__(
        self, lexicon: CueLexicon, sentences: Sentences, entry: Entry, span: tuple[int, int], number: int, first: int
    ) -> None:
        """Take the phrase, its first and its last word."""
        self.lexicon = lexicon
        self.sentences = sentences
        self.roles = sentences.roles
        self.entry = entry
        self.number = number
        self.first = first
        self.index, self.last = span
        marks = sentences.marks
        self.following = number + 1 if number < len(marks) and marks[number] == self.index else number
        """The place in `marks` of the first word after the one the phrase begins with."""
        self.negated_at = -1
        self.before: Clause = sentences.left(self.index, number, first)
        """The clause before the phrase."""
        self._after: Clause | None = None
        self._is_turned_round: bool | None = None

    @property
    def after(self) -> Clause:
        """The clause after the phrase."""
        if self._after is None:
            self._after = self.sentences.right(self.following)
        return self._after

    @property
    def is_negated(self) -> bool:
        """Whether negation around the phrase turns what it says."""
        if self._is_turned_round is None:
            self._is_turned_round = self._is_negated()
        return self._is_turned_round

    @property
    def is_positive(self) -> bool:
        """What the words say of the thing judged."""
        return self.entry.is_positive != self.is_negated

    def _is_negated(self) -> bool:
        flips = self._flips_before() if self.before.seen & _NEGATION else 0
        if not flips and self.before.boundary > 0 and self._is_denied_before():
            flips = 1
        if not flips:
            flips = self._is_denied_after()
        is_fault = self.entry.sort in NAMED and not self.entry.is_positive
        if is_fault and ((self.before.seen & _REVERSER and self._is_reversed()) or self._is_averted()):
            flips += 1
        return flips % 2 == 1

    def _flips_before(self) -> int:
        roles, before, sort = self.roles, self.before, self.entry.sort
        members = self.sentences.members
        covered = resisted = False
        is_listed = sort not in _GOVERNABLE and bool(roles[self.index - 1] & _JOINED)
        kind_found = ""
        for place, word in enumerate(before.words):
            role = roles[word]
            kind = self.negation(word) if role & _NEGATION else ""
            if sort == "lacks" and self.index - word > 2:
                break
            is_apart = kind == "noun" and sort not in _GOVERNABLE and self.index - word > 1
            if is_apart or (kind == "near" and self.index - word > _BESIDE):
                kind = ""
            if kind and kind != "not":
                if kind_found:
                    is_double = kind == "clause" and kind_found in _NOMINAL and self.negated_at - word <= 2
                    return 2 if is_double else 1
                if kind == "clause" and self._is_kept(word):
                    break
                reaches = not covered and (not resisted if kind == "clause" else place < before.phrase)
                if not reaches:
                    break
                kind_found, self.negated_at = kind, word
            elif not kind:
                is_fault = bool(role & _FAULT) and sort not in NAMED
                covered = covered or (bool(role & _HARM) and not is_listed) or is_fault
                covered = covered or (members[word] == VERB and sort in _GOVERNABLE)
                resisted = resisted or (bool(role & _RESIST) and sort in NAMED)
        return 1 if kind_found else 0

    def _is_kept(self, negation: int) -> bool:
        """Whether the verb after a negation keeps it from a verb beyond a comma: «не пускали, двоих выдворили»."""
        members, index = self.sentences.members, self.index
        if self.entry.sort in _GOVERNABLE or not members[negation + 1] or negation + 1 >= index:
            return False
        return any(role & COMMA for role in self.roles[negation + 2 : index + 1])

    def _is_denied_before(self) -> bool:
        """Whether the clause is denied that it hangs on: "nothing suggests that the count was manipulated"."""
        roles, marks, boundary = self.roles, self.sentences.marks, self.before.boundary
        if not roles[marks[boundary]] & _THAT:
            return False
        near = marks[boundary] - NEAR
        words = [word for word in marks[max(self.first, boundary - _HANGING) : boundary] if word >= near]
        for word in words:
            if not self.entry.is_positive and roles[word] & _REVERSER and word == marks[boundary] - 1:
                return True
            kind = self.negation(word) if roles[word] & _NEGATION else ""
            if kind == "phrase" and not self.entry.is_positive:
                return True
            if kind in {"clause", "phrase"} and any(roles[other] & _OPINION for other in words if other > word):
                return True
        return False

    def negation(self, word: int) -> str:
        """How a word of negation denies, "" where it does not, or is part of the cue."""
        for last, kind in self.sentences.negations(word):
            if last < self.index or last > self.last:
                return kind
        return ""

    def _is_denied_after(self) -> bool:
        """Negation that follows: "violations were not observed", "was respected not everywhere"."""
        following = self.last + 1
        if following + 2 < len(self.roles) and self.roles[following] & _NEGATION:
            _, second, third = self.roles[following : following + 3]
            if (second & (_COPULA | _PARTIAL) or third & _PARTIAL) and self.negation(following) == "clause":
                return True
        if self.entry.sort in NAMED:
            return self._is_not_found()
        return self.entry.sort in DEPENDENT and self._is_not_ensured()

    def _is_not_ensured(self) -> bool:
        """Whether what the word names is denied: "an honest count could not be guaranteed"."""
        roles, near = self.roles, self.last + GOVERNED
        if not self._is_negation_near():
            return False
        for word in self.after.words:
            if word > near or roles[word] & COMMA or (roles[word] & _NEGATION and roles[word - 1] & _AND):
                return False
            if roles[word] & _NEGATION and self._negation_after(word):
                following = roles[word + 1 : word + 1 + NEAR]
                is_ensured = any(role & _SUPPORT for role in following[: NEAR // 2])
                return self._is_bare(word + 1) or (is_ensured and not any(role & _FAULT for role in following))
        return False

    def _is_negation_near(self) -> bool:
        """Whether a word of negation follows before a comma."""
        if not self.sentences.has_after(self.following, _NEGATION):
            return False
        for word, role in enumerate(self.roles[self.last + 1 : self.last + 1 + GOVERNED], self.last + 1):
            if role & COMMA:
                return False
            if role & _NEGATION and self.sentences.negations(word):
                return True
        return False

    def _is_not_found(self) -> bool:
        roles = self.roles
        if not self.sentences.has_after(self.following, _DENIALS):
            return False
        is_inside = False
        for word in self.after.words:
            role = roles[word]
            if role & COMMA:
                is_inside = False
                if role & _JOINED and not self._is_list_after(word):
                    return False
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

    def _is_list_after(self, word: int) -> bool:
        """Whether a comma and an "and" go on with a list of faults, not with a clause that says something else."""
        return any(role & _FAULT for role in self.roles[word + 1 : word + 1 + _LISTED])

    def _is_finding(self, word: int) -> bool:
        """Whether what is negated from here on is a verb of finding, or nothing but a copula: «нарушений не было»."""
        roles = self.roles
        is_bare = word < len(roles) and bool(roles[word] & _COPULA)
        for number in range(word, min(word + NEAR - 1, len(roles))):
            role = roles[number]
            if role & GAP and number > word:
                break
            if role & _FIND and not role & _COPULA:
                return True
            is_bare = is_bare and bool(role & _COPULA)
        return is_bare

    def _is_bare(self, word: int) -> bool:
        """Whether a clause ends with a copula, so that what it denies stands before: «прозрачным подсчёт не был»."""
        roles = self.roles
        if word >= len(roles) or not roles[word] & _COPULA:
            return False
        return word + 1 >= len(roles) or bool(roles[word + 1] & (GAP | _OPENER | _JOINED | _BOUNDARY))

    def _negation_after(self, word: int) -> bool:
        tokens = self.sentences.tokens
        return any(
            kind == "clause" and phrase.last(tokens.words, tokens.gaps, self.lexicon.keys, word) >= 0
            for phrase, kind in self.lexicon.negations.at(tokens.words, word)
        )

    def _is_averted(self) -> bool:
        """Whether the fault did not come about: "violence was averted"."""
        following = self.roles[self.last + 1 : self.last + 1 + NEAR]
        for role in following:
            if role & (GAP | _JOINED | _BOUNDARY):
                return False
            if role & _AVERTED:
                return True
        return False

    def _is_reversed(self) -> bool:
        near = self.index - NEAR
        return any(word >= near and self.roles[word] & _REVERSER for word in self.before.words)
