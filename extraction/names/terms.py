"""What the words of a text can be in the name of a body or place, as bits: asked once for each distinct word."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from extraction.lexicon import languages
from extraction.morphology import morphology
from extraction.names.gazetteer import Inflection, Known
from extraction.names.word_lists import given_names, lists
from extraction.sentences import abbreviations
from extraction.tokens import BREAK, Keys, Tokens

CAPITAL = 1
CAPITALS = 1 << 1
HEAD = 1 << 2
BARE = 1 << 3
PROPER = 1 << 4
STOP = 1 << 5
TITLE = 1 << 6
MODIFIER = 1 << 7
ADJECTIVE = 1 << 8
TAIL = 1 << 9
PERSONS = 1 << 10
GENERIC = 1 << 11
RULING = 1 << 12
CLASS = 1 << 13
CLASSES = 1 << 14
CLASS_BEFORE = 1 << 15
KNOWN = 1 << 16
SHORT = 1 << 17
NO_NAME = 1 << 18
DOMAIN = 1 << 19
DOCUMENT = 1 << 20
NO_PLACE = 1 << 21
WEAK = 1 << 22
NAMED_BEFORE = 1 << 23
COMPLETE = 1 << 24
ACCREDITED = 1 << 25
NAMED_CLASS = 1 << 26
CONNECTOR = 1 << 27
CONJUNCTION = 1 << 28
PREPOSITION = 1 << 29
DEMONYM = 1 << 30
COMMON = 1 << 31
OF_ANYTHING = 1 << 32
LOCATIVE = 1 << 33
NAMING = 1 << 34
BETWEEN = 1 << 35
GOVERNING = 1 << 36
MEMBERSHIP = 1 << 37
SEATS = 1 << 38
GIVEN = 1 << 39
FOREIGN = 1 << 40
NAMED_AFTER = 1 << 41
MANY = 1 << 42

SHOWN = "!"
"""The entity of a name that only its surroundings show, until it is looked for in the whole document."""

BY_PLACE = 5
BY_BODY = 3
"""How the name of a body marks the words it takes (odd, as other matchers' 1; persons have 2)."""

Place = tuple[int, int, str]
"""First word, last word and value of a place."""

Body = tuple[int, int, str, str]
"""First word, last word, value and known bearer of a body."""

_CACHED = 1 << 16
_LONGEST_ABBREVIATION = 10
_SINGULAR = frozenset({"sing"})
_IS_ADJECTIVE = frozenset({"ADJF"})
GENDERS = frozenset({"masc", "femn", "neut"})
AGREEING = GENDERS | {"plur", "nomn", "gent", "datv", "accs", "ablt", "loct"}
"""Grammemes of a noun that its adjective shares."""

_SAME = 3
_NEAR = 8
_HEADING = 5
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:[XХ][CL]|L?[XХ]{0,3})(?:[IІ][XХV]|V?[IІ]{0,3})\Z")
_LATE = 2
_HUNDREDS = frozenset("MDCL")
_LONGEST_ENDING = 4
_LONGEST_MIXED = 14
_OPENS = frozenset(BREAK + '«"!?…*•')
_TIES = frozenset({" ", "-"})
_QUOTES = frozenset("«\"'")
_SHOWS_BEFORE = HEAD | CLASS | CLASSES | NAMED_BEFORE | DOMAIN
_SHOWS_AFTER = CLASS_BEFORE | LOCATIVE | GENERIC | RULING
_LEADS = GOVERNING | MEMBERSHIP | SEATS
_AFTER_SHOWN = CAPITAL | NAMING | BETWEEN


class Forms:
    """Words of a lexicon with what they say, found in any case."""

    def __init__(self, inflection: Inflection) -> None:
        self._inflection = inflection
        self._stems: dict[str, list[tuple[frozenset[str], str, str]]] = {}

    def add(self, word: str, says: str = "") -> None:
        """Add a word in the nominative."""
        stem, endings = self._inflection.of(word)
        self._stems.setdefault(stem, []).append((endings, word, says))

    def of(self, key: str) -> tuple[int, str, str] | None:
        """The length of the stem, the nominative and what the word says."""
        for cut in range(min(_LONGEST_ENDING, len(key) - 1) + 1):
            length = len(key) - cut
            for endings, word, says in self._stems.get(key[:length], ()):
                if key[length:] in endings:
                    return length, word, says
        return None


class Terms(dict[str, int]):
    """Word → its bits."""

    def __init__(self, language: str, keys: Keys, inflection: Inflection, known: Callable[[str], bool]) -> None:
        super().__init__()
        self.key_of = keys
        self.names: Mapping[str, Any] = lists(language, "organizations")
        self.places: Mapping[str, Any] = lists(language, "places")
        self.cased = isinstance(self.places["classes_after"], dict)
        self.morphology = morphology
        self.language = language
        self._known = known
        self._abbreviations = abbreviations(language)
        self._bits: dict[str, int] = {}
        self.heads, self.classes = Forms(inflection), Forms(inflection)
        self._forms = Forms(inflection)
        self._form_bits: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._read_names(self.names)
        self._read_places(self.places)
        self._before_shown = ADJECTIVE if self.cased else CAPITAL
        self._adjective = tuple(self.names.get("adjective", ()))
        self._nominatives: Mapping[str, str] = self.names.get("adjective_nominative", {})
        self._spelled: list[tuple[str, str]] = [(wrong, right) for wrong, right in self.names.get("spelled", ())]
        self._verbal = tuple(self.names.get("verbal", ())) or ("\0",)
        self._noun = tuple(self.names.get("noun", ()))
        self._no_adjectives = frozenset(self.names.get("no_adjectives", ()))
        self._demonyms = tuple(self.places.get("demonym_endings", ()))
        self._mixed_exceptions = tuple(self.names["mixed_exceptions"])
        self._given = given_names()
        others = [lists(other, "organizations") for other in languages()] if self.cased else [self.names]
        self._no_names = frozenset(keys[word] for data in (*others, self.names) for word in data["not_names"])
        self._introducing = frozenset(self.names.get("introducing", ()))
        self._joints = frozenset((*self.names.get("membership_joints", ()), *self.names.get("employed_joints", ())))
        self._domains = frozenset(self.names["domains"])
        self.conjunctions = frozenset(self.names["conjunctions"])
        self.articles = frozenset(self.names.get("articles", ()))

    def _read_names(self, data: Mapping[str, Any]) -> None:
        for group, bits in (("proper", HEAD | PROPER | BARE), ("bare", HEAD | BARE), ("others", HEAD)):
            words = data["heads"][group]
            for word in words:
                if word not in self._form_bits or not self._form_bits[word] & HEAD:
                    self._add(word, bits)
                    self.heads.add(word, words[word] if isinstance(words, dict) else "")
        for name, bit in (
            ("generic", GENERIC),
            ("ruling", RULING),
            ("titles", TITLE),
            ("complete", COMPLETE),
            ("accredited", ACCREDITED),
            ("common", COMMON),
            ("of_anything", OF_ANYTHING),
            ("documents", DOCUMENT),
            ("governing", GOVERNING),
            ("governing_many", GOVERNING | MANY),
            ("membership", MEMBERSHIP),
            ("membership_of_persons", MEMBERSHIP),
            ("employed", MEMBERSHIP),
            ("seats", SEATS),
            ("named_after_head", NAMED_AFTER),
        ):
            self._add_all(data.get(name, ()), bit)
        for name, bit in (
            ("stop", STOP),
            ("title_modifiers", MODIFIER),
            ("weak", WEAK),
            ("named_before", NAMED_BEFORE),
            ("connectors", CONNECTOR),
            ("conjunctions", CONJUNCTION),
            ("prepositions", PREPOSITION),
            ("naming", NAMING),
            ("tail_forms", TAIL),
        ):
            for word in data.get(name, ()):
                self._bits[word] = self._bits.get(word, 0) | bit
        for name, bit in (("tail", TAIL), ("tail_persons", PERSONS), ("proper_adjectives", WEAK)):
            for stem in data.get(name, ()):
                self._stems[stem] = self._stems.get(stem, 0) | bit

    def _read_places(self, data: Mapping[str, Any]) -> None:
        classes = data["classes_after"]
        for word in classes:
            self._add(word, CLASS)
            self.classes.add(word, classes[word] if isinstance(classes, dict) else "")
        self._add_all(data["classes_before"], CLASS_BEFORE)
        self._add_all(data.get("named_before", ()), NAMED_CLASS)
        for name, bit in (
            ("classes_after_plural", CLASSES),
            ("classes_before_plural", CLASS_BEFORE),
            ("abbreviated_before", CLASS_BEFORE),
            ("locative", LOCATIVE),
            ("between", BETWEEN),
            ("moving_joints", BETWEEN),
            ("sited_joints", BETWEEN),
            ("moving", CLASS_BEFORE),
            ("sited", CLASS_BEFORE),
            ("reaching", CLASS_BEFORE),
            ("near", CLASS_BEFORE),
            ("of_places", CLASS_BEFORE),
            ("hyphened_classes", CLASS),
        ):
            for word in data.get(name, ()):
                self._bits[word] = self._bits.get(word, 0) | bit
        for word in data["not_names"]:
            table = self._stems if self.cased else self._bits
            table[word] = table.get(word, 0) | NO_PLACE

    def _add_all(self, words: Iterable[str], bit: int) -> None:
        for word in words:
            self._add(word, bit)

    def _add(self, word: str, bit: int) -> None:
        if word not in self._form_bits:
            self._forms.add(word, word)
        self._form_bits[word] = self._form_bits.get(word, 0) | bit

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED:
            self.clear()
        bits = self[word] = self._of(word) if word else 0
        return bits

    def _of(self, word: str) -> int:
        key = self.key_of[word]
        bits = self._bits.get(key, 0)
        form = self._forms.of(key)
        if form is not None:
            bits |= self._form_bits[form[2]]
        has_stem = bool(self._stems) and not key.endswith(self._verbal)
        for cut in range(min(_LONGEST_ENDING, len(key) - 1) + 1 if has_stem else 0):
            bits |= self._stems.get(key[: len(key) - cut], 0)
        if (
            key.endswith(self._adjective)
            and len(key) > 4
            and not key.endswith(self._noun)
            and key not in self._no_adjectives
        ):
            bits |= ADJECTIVE
        if self._demonyms and key.endswith(self._demonyms):
            bits |= DEMONYM
        if key in self._domains:
            bits |= DOMAIN
        return bits | self._of_capitals(word, key)

    def _of_capitals(self, word: str, key: str) -> int:
        """The bits of a word's capitals: none for one in lower case."""
        is_late = len(word) > _LATE and word[1:].isupper() and word.isalpha()  # "bTV"
        if not word[0].isupper() and not is_late:
            return 0
        is_given = key in self._given and not self._bits.get(key, 0) & STOP
        bits = CAPITAL | (KNOWN if self._known(word) else 0) | (GIVEN if is_given else 0)
        if len(word) > 1 and word.isupper():
            bits |= CAPITALS
            if len(word) <= _LONGEST_ABBREVIATION and word.isalpha():
                bits |= SHORT
        elif is_late or self._is_mixed(word):
            bits |= SHORT
        if key in self._no_names or (bits & CAPITALS and self._is_numeral(word)):
            bits |= NO_NAME
        return bits | (FOREIGN if self.cased and word.isascii() else 0)

    def _is_numeral(self, word: str) -> bool:
        """Whether a word is a Roman numeral; letters that stand for hundreds alone are an abbreviation's ("CDC")."""
        return _ROMAN.match(word) is not None and not _HUNDREDS.issuperset(word)

    def _is_mixed(self, word: str) -> bool:
        """Whether a capital stands inside a word ("UzLiDeP"), as in abbreviations; in some surnames one does, too."""
        if not word.isalpha() or len(word) > _LONGEST_MIXED or word.startswith(self._mixed_exceptions):
            return False
        return any(one.islower() and other.isupper() for one, other in pairwise(word))

    def may_show(self, tokens: Tokens, index: int, bits: int) -> bool:
        """Whether a word that is no name itself may show one, by the words beside it: few do, so it is asked first."""
        words, gaps = tokens.words, tokens.gaps
        if index and bits & _SHOWS_BEFORE:
            gap = gaps[index - 1]
            if gap in _TIES and self[words[index - 1]] & self._before_shown:
                return True
            if gap == "." and bits & DOMAIN:
                return True
        if bits & _LEADS and self._may_lead(words, gaps, index, bits):
            return True
        if not bits & _SHOWS_AFTER:
            return False
        gap = gaps[index]
        if gap == " ":
            return index + 1 < len(words) and self[words[index + 1]] & _AFTER_SHOWN != 0
        return gap[-1:] in _QUOTES or (bits & CLASS_BEFORE != 0 and gap[:1] == ".")

    def _may_lead(self, words: Sequence[str], gaps: Sequence[str], index: int, bits: int) -> bool:
        """Whether what stands behind a noun allows names to follow: "of" behind membership, a capital behind others."""
        if bits & (MANY | SEATS) or self.cased:
            return not self.cased
        if index + 1 >= len(words):
            return False
        if bits & MEMBERSHIP and gaps[index] == " " and self.key_of[words[index + 1]] in self._joints:
            return True
        if not bits & GOVERNING or gaps[index] != " ":
            return bits & GOVERNING != 0
        following = words[index + 1]
        return self[following] & (CAPITAL | STOP) != 0 or self.key_of[following] in self._introducing

    def opens(self, tokens: Tokens, index: int) -> bool:
        """Whether a capital says nothing at a word, since a sentence, item or quotation begins there."""
        if index == 0:
            return True
        gap, before = tokens.gaps[index - 1], tokens.words[index - 1]
        if gap == " ":
            return False
        if not before or not _OPENS.isdisjoint(gap):
            return True
        if before.isdigit() and (". " in gap or ") " in gap):
            return True
        if not gap.startswith(".") or not gap.endswith(" "):
            return ". " in gap
        return len(gap) > 2 or (len(before) > 1 and self.key_of[before] not in self._abbreviations)

    def in_capitals(self, tokens: Tokens, index: int) -> bool:
        """Whether all words near a word, to the ends of its block, are in capitals: a heading."""
        words, gaps = tokens.words, tokens.gaps
        first = last = index
        while first > 0 and BREAK not in gaps[first - 1] and index - first < _NEAR:
            first -= 1
            if self._is_small(words[first]):
                return False
        while last + 1 < len(words) and BREAK not in gaps[last] and last - index < _NEAR:
            last += 1
            if self._is_small(words[last]):
                return False
        return first < last or (BREAK in gaps[last] and len(words[index]) >= _HEADING)

    def _is_small(self, word: str) -> bool:
        return word.isalpha() and not word.isupper()

    def written(self, tokens: Tokens, first: int, last: int) -> str:
        """Words as they stand, white space folded."""
        if first == last:
            return tokens.words[first]
        return " ".join(tokens.text[tokens.starts[first] : tokens.end(last)].split())

    def past_article(self, tokens: Tokens, index: int) -> int:
        """The index of the word behind an article, or of the word itself."""
        words = tokens.words
        is_article = index < len(words) and self.key_of[words[index]] in self.articles and tokens.gaps[index] == " "
        return index + is_article

    def is_compound(self, tokens: Tokens, index: int) -> bool:
        """Whether a word is the second part of an adjective in lower case: "pro-European"."""
        return index > 0 and tokens.gaps[index - 1] == "-" and tokens.words[index - 1][:1].islower()

    def is_determined(self, tokens: Tokens, index: int) -> bool:
        """Whether an article, "ruling" or a compound adjective stands before a word, which two parts may share."""
        if index == 0 or tokens.gaps[index - 1] != " ":
            return False
        before = tokens.words[index - 1]
        return (
            self.key_of[before] in self.articles or bool(self[before] & RULING) or self.is_compound(tokens, index - 1)
        )

    def restored(self, tokens: Tokens, first: int, base: Sequence[tuple[str, int]]) -> str:
        """Words from one on in a known nominative (each word with the length of its stem), with their own capitals."""
        parts = []
        for index, (word, length) in enumerate(base, first):
            written = tokens.words[index]
            if self.key_of[written] != self.key_of[word]:
                form = written[:length] + word[length:].lower() if length else word
                written = form.upper() if len(written) > 1 and written.isupper() else form
            parts.append(written)
            parts.append(
                tokens.text[tokens.end(index) : tokens.starts[index + 1]] if index + 1 < first + len(base) else ""
            )
        return " ".join("".join(parts).split())

    def depends(self, word: str, state: Known) -> bool:
        """Whether a state's name may depend on what stands before it: it is no nominative, where there are cases."""
        if not self._adjective or not state.words:
            return True
        base, length = state.words[0]
        return length == len(word) or self.key_of[base] != self.key_of[word]

    def nominative(self, word: str, wanted: frozenset[str] = _SINGULAR, given: frozenset[str] = frozenset()) -> str:
        """The form of a word with these grammemes, in the capitals that it is written in; else the word."""
        form = self.morphology(self.language).inflected(word.lower(), wanted | {"nomn"}, given)
        return like(word, form) if form else word

    def nominative_adjective(self, word: str, gender: str) -> str:
        """An adjective in the nominative of a gender, or plural (`plur`); by its ending where no dictionary has it."""
        wanted = frozenset({"plur"} if gender == "plur" else {"sing", gender})
        if self.key_of[word].endswith(self._nominatives.get(gender, "\0")):
            return word
        form = self.nominative(word, wanted, _IS_ADJECTIVE)
        key = self.key_of[word]
        cut = max((len(ending) for ending in self._adjective if key.endswith(ending)), default=0)
        if form != word and self.key_of[form].startswith(key[: max(len(key) - cut, _SAME)]):
            return form  # of the same stem: the dictionary has «высокий» for «высший»
        ending = self._nominatives.get(gender, "")
        if not cut or not ending:
            return form
        stem = word[: len(word) - cut]
        written = stem + (ending.upper() if word.isupper() else ending)
        for wrong, right in self._spelled:
            if written.endswith(wrong):
                return written[: len(written) - len(wrong)] + right
        return written


def like(written: str, form: str) -> str:
    """A form in the capitals of a written word."""
    if len(written) > 1 and written.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if written[:1].isupper() else form
