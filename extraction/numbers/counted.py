"""What a number counts: the head of the noun phrase after it, as a known unit's code or as its base form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from extraction.lexicon import lexicon
from extraction.morphology import Parse, morphology
from extraction.numbers.words import Forms
from extraction.tokens import REMEMBERED, Tokens

_INSIDE = frozenset({" ", "-", " «", "» ", '" ', ' "', " (", ") "})
"""Gaps within a noun phrase."""

_NOUN_WITHOUT_ENDING = 3
"""Words of a noun phrase whose head only its place tells ("300 field staff were")."""

_REACH = 7
"""Words after a number that may be its noun phrase."""


class Counted(NamedTuple):
    """A unit's code, or the base form of a noun where `is_open`; `last` is the word that it ends with."""

    name: str
    is_open: bool
    last: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in a noun phrase: a possible head, a modifier, either, or its end; `digits`: see `_Tagged`."""

    role: Literal["head", "modifier", "either", "end"]
    lemma: str
    digits: frozenset[str] = frozenset()


_END = _Word("end", "")


class Units:
    """Finds what is counted in one language."""

    def __init__(self, language: str, forms: Forms) -> None:
        data = lexicon(language, "units")
        self.codes = _Codes(data["codes"])
        self.nouns = frozenset(data["nouns"])
        self.determiners = frozenset(data["determiners"])
        self.measures = frozenset(data["measures"])
        self.currencies = frozenset(data["currencies"])
        self.words: _Words = (
            _Tagged(language, data, forms) if "heads" in data else _Bare(language, data, forms, self.codes)
        )

    def is_unit(self, word: str) -> bool:
        """Whether a word alone is a known unit or noun."""
        lemma = self.words[word].lemma
        return lemma in self.nouns or lemma in self.codes.heads

    def is_code(self, name: str) -> bool:
        """Whether a name is a code and no noun."""
        return name in self.codes.names

    def is_in_phrase(self, word: str) -> bool:
        """Whether a word may stand in a noun phrase."""
        return self.words[word].role != "end"

    def is_label(self, word: str) -> bool:
        """Whether a word before a colon or dash may say what the number after that counts."""
        if self.words[word].lemma in self.measures or self.codes.code([self.words[word].lemma]) in self.measures:
            return False
        return self.is_unit(word) or self.words.is_label(word)

    def after(
        self,
        tokens: Tokens,
        index: int,
        *,
        number: int,
        grammemes: frozenset[str] = frozenset(),
        is_dotted: bool = False,
        is_open: bool = False,
    ) -> Counted | None:
        """The head of the noun phrase after `words[index]`, where so many are counted.

        Of homographs only with a reading that has the `grammemes`. `is_open`: whatever stands between.
        """
        gap = tokens.gaps[index]
        if not is_open and gap not in _INSIDE and not (is_dotted and gap == ". "):
            return None
        found = self.head(tokens, index, number)
        if found is not None and grammemes and not self.words.has(tokens.words[found.last], grammemes):
            return None
        return found

    def head(self, tokens: Tokens, index: int, number: int) -> Counted | None:
        """The head of the noun phrase right after `words[index]`, whatever stands between."""
        head, lemmas = self.words.head(tokens, index, number)
        return self._named(head, lemmas) if head >= 0 else None

    def compound(self, tokens: Tokens, index: int) -> Counted | None:
        """What is counted by a number that is joined to `words[index]` with a hyphen ("12-member")."""
        word = self.words[tokens.words[index]]
        return self._named(index, [word.lemma]) if word.role in self.words.compounded and word.lemma else None

    def before(self, tokens: Tokens, index: int) -> Counted | None:
        """The noun that ends with `words[index]`, for «наблюдателей: 48» or "number of observers was 48"."""
        word = self.words[tokens.words[index]]
        if word.role not in ("head", "either") or not word.lemma:
            return None
        lemmas = [word.lemma]
        place = index - 1
        while place >= 0 and tokens.gaps[place] in _INSIDE and len(lemmas) < 4:
            modifier = self.words[tokens.words[place]]
            if modifier.role == "end":
                break
            lemmas.insert(0, modifier.lemma)
            place -= 1
        return self._named(index, lemmas)

    def _named(self, head: int, lemmas: list[str]) -> Counted:
        code = self.codes.code(lemmas)
        return Counted(code, False, head) if code else Counted(lemmas[-1], True, head)


class _Codes:
    """Base forms of noun phrases → codes; the head is the last word."""

    def __init__(self, data: Mapping[str, list[str]]) -> None:
        self.names = frozenset(data) - {""}
        self.heads: dict[str, list[tuple[frozenset[str], str]]] = {}
        for code, forms in data.items():
            for form in forms:
                *modifiers, head = form.split()
                self.heads.setdefault(head, []).append((frozenset(modifiers), code))
        for choices in self.heads.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def code(self, lemmas: list[str]) -> str:
        for modifiers, code in self.heads.get(lemmas[-1], ()):
            if modifiers.issubset(lemmas):
                return code
        return ""


class _Words(dict[str, _Word]):
    """Word → what it can be in a noun phrase; each language's way to find the head of one."""

    compounded: frozenset[str]
    """Roles of a word that a hyphen joins to the number that counts it."""

    def __init__(self, language: str, data: Mapping[str, Any], forms: Forms) -> None:
        super().__init__()
        self.language = language
        self.data = data
        self.forms = forms
        self.key_of = forms.key_of
        self.short: dict[str, str] = data["short"]

    def __missing__(self, word: str) -> _Word:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = self.read(word) if word and word.replace("'", "").isalpha() else _END
        return found

    def read(self, word: str) -> _Word:
        raise NotImplementedError

    def head(self, tokens: Tokens, index: int, number: int) -> tuple[int, list[str]]:
        """The index of the head after `words[index]`, or -1, and the base forms from the first word to it."""
        raise NotImplementedError

    def has(self, word: str, grammemes: frozenset[str]) -> bool:
        return any(grammemes <= parse.grammemes for parse in morphology(self.language).parses(self.key_of[word]))

    def is_label(self, word: str) -> bool:
        raise NotImplementedError

    def last(self, tokens: Tokens, index: int) -> int:
        """The last word after `words[index]` that no punctuation and no other number parts from it."""
        words, gaps = tokens.words, tokens.gaps
        farthest = min(index + _REACH, len(words) - 1)
        last = index
        while last < farthest and (last == index or gaps[last] in _INSIDE):
            form = self.forms[words[last + 1]]
            if form is not None and form.role not in ("ordinal", "compound") and gaps[last + 1] != "-":
                break
            last += 1
        return last


class _Tagged(_Words):
    """Heads by the parts of speech of a dictionary: the first noun after modifiers."""

    compounded = frozenset({"head"})

    def __init__(self, language: str, data: Mapping[str, Any], forms: Forms) -> None:
        super().__init__(language, data, forms)
        self.heads = frozenset(data["heads"])
        self.modifiers = frozenset(data["modifiers"])
        self.agreement = {
            digit: frozenset(needed) for digits, needed in data["agreement"].items() for digit in digits.split() or [""]
        }
        self.indeclinable = frozenset(data["indeclinable"])
        single = (form for forms in data["codes"].values() for form in forms if " " not in form)
        self.known = frozenset((*single, *data["invariable"]))

    def read(self, word: str) -> _Word:
        key = self.key_of[word]
        if key in self.short:
            return _Word("head", self.short[key], frozenset(self.agreement))
        parses = morphology(self.language).parses(key)
        best = parses[0] if parses else None
        if best is None:
            return _END
        nouns = [parse for parse in parses if parse.part_of_speech in self.heads]
        is_modifier = any(parse.part_of_speech in self.modifiers for parse in parses)
        if key in self.known:
            return _Word("head", key, frozenset(self.agreement))
        if nouns and is_modifier:
            return _Word("either", self._best(nouns).lemma) if best in nouns else _Word("modifier", best.lemma)
        if nouns and (best in nouns or best.part_of_speech not in ("PREP", "CONJ", "PRCL", "NPRO", "VERB", "ADVB")):
            return _Word("head", self._best(nouns).lemma, self._digits(nouns))
        is_agent = best.part_of_speech == "NPRO" and "ablt" in best.grammemes  # «проверенных нами участков»
        return _Word("modifier", best.lemma) if is_modifier or is_agent else _END

    def _best(self, nouns: list[Parse]) -> Parse:
        """The likeliest reading that may follow a number."""
        return next((parse for parse in nouns if parse.grammemes & self.agreement["2"]), nouns[0])

    def head(self, tokens: Tokens, index: int, number: int) -> tuple[int, list[str]]:
        lemmas: list[str] = []
        found = -1
        for place in range(index + 1, self.last(tokens, index) + 1):
            word = self[tokens.words[place]]
            if word.role == "end" or (found >= 0 and not self._is_head_after(tokens, place)):
                break
            lemmas.append(word.lemma)
            if word.role == "head":
                return (place if self._agrees(word, number) else -1), lemmas
            if word.role == "either":
                found = place
        return found, lemmas[: found - index]

    def _is_head_after(self, tokens: Tokens, place: int) -> bool:
        return tokens.words[place][:1].islower() and self[tokens.words[place]].role in ("head", "either")

    def _agrees(self, word: _Word, number: int) -> bool:
        """Whether a noun's case and number go with the last digit of a number."""
        last = "" if 10 < number % 100 < 20 else str(number % 10)
        return last in word.digits or (last not in self.agreement and "" in word.digits)

    def _digits(self, nouns: list[Parse]) -> frozenset[str]:
        """The last digits that a noun goes with."""
        return frozenset(
            last
            for last, needed in self.agreement.items()
            if not needed or any((needed | self.indeclinable) & parse.grammemes for parse in nouns)
        )

    def is_label(self, word: str) -> bool:
        found = self[word]
        return found.role == "head" and self.has(word, frozenset({"gent", "plur"}))


class _Bare(_Words):
    """Heads by plural endings, for a language without a dictionary: the last plural in a row of words."""

    compounded = frozenset({"head", "either"})

    def __init__(self, language: str, data: Mapping[str, Any], forms: Forms, codes: _Codes) -> None:
        super().__init__(language, data, forms)
        self.codes = codes
        self.stops = frozenset(data["stops"])
        self.adjectives = frozenset(data["adjectives"])
        self.nouns = frozenset(data["nouns"])
        self.invariable = frozenset(data["invariable"])
        self.no_nouns = tuple(data["no_nouns"])

    def read(self, word: str) -> _Word:
        key = self.key_of[word]
        if key in self.stops:
            return _END
        if key in self.short:
            return _Word("head", self.short[key])
        if key in self.adjectives:
            return _Word("modifier", key)
        lemma = morphology(self.language).lemma(key)
        if key in self.invariable or lemma != key:
            return _Word("head", lemma)
        if lemma in self.codes.heads or lemma in self.nouns or not key.endswith(self.no_nouns):
            return _Word("either", lemma)
        return _Word("modifier", lemma)

    def is_label(self, word: str) -> bool:
        return self[word].role == "head"

    def head(self, tokens: Tokens, index: int, number: int) -> tuple[int, list[str]]:
        lemmas: list[str] = []
        plural = known = last = -1
        for place in range(index + 1, self.last(tokens, index) + 1):
            word = self[tokens.words[place]]
            if word.role == "end" or (plural >= 0 and word.role != "head"):
                break
            lemmas.append(word.lemma)
            is_in_adjective = tokens.gaps[place - 1] == "-" and self[tokens.words[place - 1]].role == "modifier"
            if word.role == "head":
                plural = place
            elif word.role == "either" and not is_in_adjective:  # "long-term"
                last = place
                if word.lemma in self.codes.heads or word.lemma in self.nouns:
                    known = place
                    if number == 1:
                        break
        head = plural if plural >= 0 and not (number == 1 and known >= 0) else known
        if head < 0 and last == index + len(lemmas) and len(lemmas) <= _NOUN_WITHOUT_ENDING:
            head = last if lemmas else -1
        return head, lemmas[: head - index]
