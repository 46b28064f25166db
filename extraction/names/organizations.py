"""Organizations, states and places: known names in any case, and bodies and places by the shape of their names."""

from collections.abc import Sequence

from extraction.mentions import Kind, Mention, Name
from extraction.names.abbreviated import Abbreviations
from extraction.names.bearers import DOUBTFUL, Bearers
from extraction.names.capital_chains import CapitalChains
from extraction.names.capital_places import CapitalPlaces
from extraction.names.case_chains import CaseChains
from extraction.names.case_places import CasePlaces
from extraction.names.gazetteer import Gazetteer, Inflection, Known
from extraction.names.homographs import Homographs
from extraction.names.known import Entry, load
from extraction.names.place_lists import PlaceLists
from extraction.names.quotations import Quotations
from extraction.names.repeated import Repeated
from extraction.names.terms import (
    ADJECTIVE,
    BY_BODY,
    BY_PLACE,
    CAPITAL,
    CLASS,
    CLASS_BEFORE,
    CLASSES,
    CONJUNCTION,
    DOMAIN,
    FOREIGN,
    GENERIC,
    GOVERNING,
    HEAD,
    KNOWN,
    LOCATIVE,
    MEMBERSHIP,
    NAMED_BEFORE,
    NAMED_CLASS,
    NO_NAME,
    RULING,
    SEATS,
    SHORT,
    STOP,
    Body,
    Terms,
)
from extraction.names.unlisted import Unlisted
from extraction.names.word_lists import lists
from extraction.tokens import Keys, Tokens

__all__ = ["Entry", "Organizations"]

_CACHED = 1 << 16
_JOINTS = frozenset({" ", "-", " & "})
_CLOSING = frozenset("»\"'”’")
_CLEAR = frozenset(
    {", ", ". ", "; ", ",", ".", ";", " (", ") ", "), ", ").", ": ", ".\n", "\n", ";\n", ",\n", "? ", "! "}
)
_OF_PLAIN = CAPITAL | KNOWN
_UNSEEN: Known | None = Known("", "")
_LISTS = frozenset({" ", ", "})
_PLACE_BITS = CLASS | CLASSES | CLASS_BEFORE | LOCATIVE
_CAPITAL_BITS = HEAD | KNOWN | SHORT | NAMED_CLASS | FOREIGN
_NAME_BITS = _CAPITAL_BITS | CLASS
_SHOWING_BITS = GOVERNING | MEMBERSHIP | SEATS | RULING
_LOWER_BITS = _PLACE_BITS | GENERIC | NAMED_BEFORE | DOMAIN | _SHOWING_BITS

_KINDS: dict[str, Kind] = {"organization": "organization", "country": "country", "place": "place"}


class Organizations:
    """Finds organizations, countries and places."""

    def __init__(self, language: str, keys: Keys, vocabulary: Sequence[Entry] = ()) -> None:
        """Take a vocabulary's names before those of the lexicon; persons in it are left to who reads persons."""
        data = lists(language, "organizations")
        inflection = Inflection(data)
        self._known = Gazetteer(keys, inflection)
        self._aliases = load(self._known, language, vocabulary)
        self._terms = Terms(language, keys, inflection, self._known.begins)
        self._bearers = Bearers(keys, data["defining"], data["things"], Repeated(language, keys, inflection))
        self._cased = self._terms.cased
        self._capital_chains = CapitalChains(self._terms, self._known) if not self._cased else None
        self._case_chains = CaseChains(self._terms, self._known) if self._cased else None
        self._capital_places = CapitalPlaces(self._terms, self._capital_chains) if self._capital_chains else None
        self._case_places = CasePlaces(self._terms, self._known) if self._cased else None
        self._place_lists = PlaceLists(self._terms)
        self._quotations = Quotations(self._terms, self._known)
        self._unlisted = Unlisted(self._terms, self._known) if not self._cased else None
        self._abbreviations = Abbreviations(self._terms, self._known, self._quotations)
        self._homographs = Homographs(self._terms, self._abbreviations, self._cased)
        self._values: dict[tuple[str, Known], str] = {}
        self._plains: dict[str, Known | None] = {}
        self._belongs = frozenset(data.get("belongs", ()))
        self._admitted = _LOWER_BITS | (HEAD if self._cased else 0)

    def begins(self, word: str, key: str) -> bool:
        """Whether a name can begin at, or be found from, a word."""
        bits = self._terms[word]
        return bool(bits & self._admitted) or bool(bits & CAPITAL and bits & _CAPITAL_BITS)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """The mentions in a stretch, in order."""
        found: list[Mention] = []
        floor = 0
        taken, terms, words = tokens.taken, self._terms, tokens.words
        gaps = set(tokens.gaps)
        if self._cased:
            opening = {gap for gap in gaps if gap[-1:] == "«"}
            for index in [number for number, gap in enumerate(tokens.gaps) if gap in opening] if opening else ():
                self._note_all(tokens, self._quotations.alone(tokens, index), found)
        for index in at:
            if index < floor or taken[index]:
                continue
            word = words[index]
            bits = terms[word]
            if (bits & CAPITAL and bits & _NAME_BITS) or terms.may_show(tokens, index, bits):
                plain = self._plain(word) if bits & KNOWN else None
                if plain is not None and self._stands_alone(tokens, index):
                    self._note_plain(tokens, index, plain, found)
                    floor = index + 1
                    continue
                last = self._read(tokens, index, floor, bits, found)
                if last >= floor:
                    floor = last + 1
        if self._case_places is not None:
            for index in at:
                if terms[words[index]] & CLASS:
                    for first, last, value in self._case_places.elliptic(tokens, index):
                        self._note(tokens, first, last, "place", value, found, value)
        self._by_neighbours(tokens, gaps, found)
        return found

    def _plain(self, word: str) -> Known | None:
        """The state or place that a word names which begins no longer name and is nothing else."""
        known = self._plains.get(word, _UNSEEN)
        if known is _UNSEEN:
            if len(self._plains) >= _CACHED:
                self._plains.clear()
            known = None
            if not self._terms[word] & ~_OF_PLAIN and self._terms.key_of[word] not in self._homographs.either:
                known = self._known.only(word)
            if known is not None and (known.kind == "organization" or known.after):
                known = None
            self._plains[word] = known
        return known

    def _stands_alone(self, tokens: Tokens, index: int) -> bool:
        """Whether no capital, hyphen or quotation mark stands beside a word, with which it could be another name."""
        words, gaps = tokens.words, tokens.gaps
        gap = gaps[index]
        if gap == " ":
            if words[index + 1][:1].isupper():
                return False
        elif gap not in _CLEAR:
            return False
        before = gaps[index - 1] if index else ""
        if before != " ":
            return before in _CLEAR or not index
        bits = self._terms[words[index - 1]]
        return not bits & CAPITAL or (not bits & ADJECTIVE if self._cased else bits & STOP != 0)

    def _note_plain(self, tokens: Tokens, index: int, known: Known, found: list[Mention]) -> None:
        value = known.code if known.kind == "country" and known.code else self._value(tokens, index, index, known)
        start = tokens.starts[index]
        bearer = self._aliases.get(known.entity, known.entity)
        found.append(Name(_KINDS[known.kind], start, start + len(tokens.words[index]), value, False, bearer))
        tokens.taken[index] = BY_PLACE if known.kind == "place" else 1

    def _by_neighbours(self, tokens: Tokens, gaps: set[str], found: list[Mention]) -> None:
        """Note names that those which are found show: in brackets behind them, or in one enumeration with them."""
        taken = tokens.taken
        for opening, find in ((" («", self._quotations.bracketed), (" (", self._abbreviations.bracketed)):
            index = -1
            for _ in range(tokens.gaps.count(opening) if opening in gaps else 0):
                index = tokens.gaps.index(opening, index + 1)
                self._note_all(tokens, find(tokens, index), found)
        index = taken.find(BY_PLACE)
        while index >= 0:
            if tokens.gaps[index] in _LISTS:
                for first, last, value in self._place_lists.beside(tokens, index):
                    self._note(tokens, first, last, "place", value, found, value)
            index = taken.find(BY_PLACE, index + 1)
        if self._unlisted is not None and ", " in gaps:
            self._of_lists(tokens, self._unlisted, found)

    def _of_lists(self, tokens: Tokens, unlisted: Unlisted, found: list[Mention]) -> None:
        """Note bodies that stand in one enumeration with a known one."""
        words, taken = tokens.words, tokens.taken
        last = -1
        while (first := taken.find(BY_BODY, last + 1)) >= 0:
            last = first
            while last + 1 < len(words) and taken[last + 1] == BY_BODY:
                last += 1
            before = tokens.gaps[first - 1] if first else ""
            if ", " in (before, tokens.gaps[last]) or (before == " " and self._terms[words[first - 1]] & CONJUNCTION):
                self._note_all(tokens, unlisted.beside(tokens, first, last), found)

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """All mentions, those of one bearer with one entity."""
        return self._bearers.settle(text, mentions)

    def _read(self, tokens: Tokens, index: int, floor: int, bits: int, found: list[Mention]) -> int:
        """Note what a word begins or shows; the last word of it, -1 where it is nothing."""
        last = -1
        if bits & LOCATIVE:
            following = index + 1
            if following >= len(tokens.words) or not self._terms[tokens.words[following]] & CAPITAL:
                return -1
        if bits & CAPITAL:
            if bits & (HEAD | KNOWN | SHORT):
                last = self._body(tokens, index, floor, bits, found)
            if last < 0 and bits & NAMED_CLASS:
                last = self._named_class(tokens, index, found)
        elif self._cased and bits & HEAD and index and self._terms[tokens.words[index - 1]] & ADJECTIVE:
            last = self._case_body(tokens, index, floor, None, found)
        if last < 0 and bits & _PLACE_BITS:
            last = self._place(tokens, index, floor, found)
        if last < 0 and bits & (GENERIC | RULING | NAMED_BEFORE | DOMAIN | SHORT | FOREIGN):
            last = self._note_all(tokens, self._named(tokens, index, floor, bits, found), found)
        is_noun = not bits & CAPITAL or bits & NO_NAME  # "an NGO"
        if last < 0 and bits & _SHOWING_BITS and is_noun and self._unlisted is not None:
            self._note_all(tokens, self._unlisted.at(tokens, index, bits), found)
        return last

    def _named(self, tokens: Tokens, index: int, floor: int, bits: int, found: list[Mention]) -> Sequence[Body]:
        """The names of bodies beside a generic noun, or of capitals only, or of an address."""
        names: Sequence[Body] = ()
        if bits & (GENERIC | RULING):
            names = self._quotations.after(tokens, index, bits)
        if not names and bits & NAMED_BEFORE and not bits & CAPITAL and self._capital_chains and index > floor:
            names = self._capital_chains.before_generic(tokens, index, floor)
        if not names and bits & DOMAIN:
            names = self._abbreviations.address(tokens, index, floor)
        if not names and bits & SHORT and not self._is_known(tokens, index, bits):
            follows = bool(found) and index > 0 and found[-1].end == tokens.end(index - 1)
            names = self._abbreviations.find(tokens, index, bits, follows)
        if not names and bits & FOREIGN and not bits & KNOWN:
            names = self._quotations.foreign(tokens, index)
        return names

    def _is_known(self, tokens: Tokens, index: int, bits: int) -> bool:
        known = self._known.longest(tokens, index) if bits & KNOWN else None
        return known is not None and (known[1].kind != "place" or self._homographs.is_name(tokens, index, *known))

    def _body(self, tokens: Tokens, index: int, floor: int, bits: int, found: list[Mention]) -> int:
        known = self._known.longest(tokens, index) if bits & KNOWN else None
        last = -1
        if known is not None and not self._homographs.is_name(tokens, index, *known):
            if not bits & (HEAD | SHORT):
                return -1
            known = None
        if not self._cased:
            last = self._capital_body(tokens, index, floor, known, found)
        elif bits & HEAD:
            last = self._case_body(tokens, index, floor, known, found)
        elif known is not None and known[1].kind == "country" and self._case_chains and index > floor:
            last = self._note_all(tokens, self._case_chains.qualified(tokens, index, known[0]), found)
        return self._note_known(tokens, index, *known, found) if last < 0 and known is not None else last

    def _capital_body(
        self, tokens: Tokens, index: int, floor: int, known: tuple[int, Known] | None, found: list[Mention]
    ) -> int:
        chains = self._capital_chains
        if chains is None:
            return -1
        if known is not None:
            if known[1].kind == "place" and self._capital_places and self._capital_places.is_classed(tokens, known[0]):
                return -1
            gap = tokens.gaps[known[0]]
            if gap not in _JOINTS or (gap == " " and not self._terms[tokens.words[known[0] + 1]] & CAPITAL):
                return -1  # nothing follows that a longer name could go on with
            if known[1].kind == "organization" and chains.run(tokens, index, known)[0] == known[0]:
                return -1
        chain = chains.chain(tokens, index, floor, known)
        if chain is None or (known is not None and chain[1] <= known[0]):
            return -1
        first, last, doubtful = chain
        value = self._terms.written(tokens, first, last)
        return self._note(tokens, first, last, "organization", value, found, DOUBTFUL if doubtful else "")

    def _case_body(
        self, tokens: Tokens, index: int, floor: int, known: tuple[int, Known] | None, found: list[Mention]
    ) -> int:
        chains = self._case_chains
        chain = chains.chain(tokens, index, floor) if chains is not None else None
        if chains is None or chain is None or (known is not None and chain[1] <= known[0] and chain[0] == index):
            return -1
        first, last, doubtful = chain
        if doubtful and self._holds_body(tokens, first + 1, last):
            return -1  # a capital that begins a sentence: the name is the one inside
        value = chains.value(tokens, first, index, last)
        closing = chains.quoted(tokens, last)
        if closing < 0:
            return self._note(tokens, first, last, "organization", value, found, DOUBTFUL if doubtful else "")
        value = " ".join(f"{value} {tokens.text[tokens.end(last) : tokens.end(closing) + 1]}".split())
        return self._note(tokens, first, closing, "organization", value, found, marked=True)

    def _holds_body(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a known body is named by some of these words."""
        for index in range(first, last + 1):
            known = self._known.longest(tokens, index) if self._terms[tokens.words[index]] & KNOWN else None
            if known is not None and known[1].kind == "organization":
                return True
        return False

    def _state(self, tokens: Tokens, last: int, known: Known) -> int:
        """The end of a known body with its state: "Transparency International Georgia", "State Duma of Russia"."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        following = last + 1
        if following >= len(words):
            return last
        if known.is_abbreviation:
            end = self._abbreviations.extended(tokens, last)
            return end if end > last else self._abbreviations.national(tokens, last)
        if terms.key_of[words[following]] in self._belongs:
            following = terms.past_article(tokens, following + 1)
        if following < len(words) and gaps[following - 1] == " " and terms[words[following]] & KNOWN:
            state = self._known.longest(tokens, following)
            if state is not None and state[1].kind == "country" and terms.depends(words[following], state[1]):
                return state[0]
        return last

    def _named_class(self, tokens: Tokens, index: int, found: list[Mention]) -> int:
        """«Республике Каракалпакстан»: a capitalized class word with a place's name behind it."""
        words = tokens.words
        following = index + 1
        if following >= len(words) or tokens.gaps[index] != " " or not self._terms[words[following]] & KNOWN:
            return -1
        known = self._known.longest(tokens, following)
        kind = self._terms.classes.of(self._terms.key_of[words[index]])
        if known is None or known[1].kind != "place" or kind is None:
            return -1
        value = f"{words[index][: kind[0]]}{kind[1][kind[0] :]} {self._value(tokens, following, *known)}"
        return self._note(tokens, index, known[0], "place", value, found, self._bearer(known[1]))

    def _place(self, tokens: Tokens, index: int, floor: int, found: list[Mention]) -> int:
        if self._case_places is not None:
            places = self._case_places.find(tokens, index, floor)
        elif self._capital_places is not None:
            before = found[-1] if found else None
            follows = (
                before is not None and before.kind == "place" and floor > 0 and before.end == tokens.end(floor - 1)
            )
            if before is not None and follows and self._capital_places.leads(tokens, floor, index):
                before.end = tokens.end(index)
                before.value = " ".join(tokens.text[before.start : before.end].split())
                tokens.take(floor, index)
                return index
            named = (
                follows and index == floor and tokens.gaps[index - 1] == " "
            )  # the class word of a place that is noted
            places = [] if named else self._capital_places.find(tokens, index, floor)
        last = -1
        for first, end, value in places:
            last = self._note(tokens, first, end, "place", value, found, value)
        return index if places and places[0][0] > index + 1 else last  # known places before it are to be read

    def _bearer(self, known: Known) -> str:
        return self._aliases.get(known.entity, known.entity)

    def _value(self, tokens: Tokens, first: int, last: int, known: Known) -> str:
        """A known name in the nominative, in the capitals that it is written in."""
        if not self._cased:
            return self._terms.written(tokens, first, last)
        written = tokens.words[first] if first == last else tokens.text[tokens.starts[first] : tokens.end(last)]
        value = self._values.get((written, known))
        if value is None:
            if len(self._values) >= _CACHED:
                self._values.clear()
            value = self._values[written, known] = self._nominative(tokens, first, last, known)
        return value

    def _nominative(self, tokens: Tokens, first: int, last: int, known: Known) -> str:
        terms = self._terms
        if len(known.words) == last - first + 1:
            return terms.restored(tokens, first, known.words)
        for index in range(first, last + 1):
            if self._case_chains is not None and terms[tokens.words[index]] & HEAD:
                return self._case_chains.value(tokens, first, index, last)
        return terms.nominative(tokens.words[first]) if first == last else terms.written(tokens, first, last)

    def _note_known(self, tokens: Tokens, first: int, last: int, known: Known, found: list[Mention]) -> int:
        """Note a known name, with the words behind it that belong to it."""
        kind = known.kind
        value = known.code if kind == "country" and known.code else self._value(tokens, first, last, known)
        end = self._state(tokens, last, known) if kind == "organization" and tokens.gaps[last] == " " else last
        if end > last:
            value = " ".join(f"{value} {tokens.text[tokens.end(last) : tokens.end(end)]}".split())
            return self._note(tokens, first, end, "organization", value, found)
        if self._capital_places is not None and kind != "organization":
            place = self._whole_place(tokens, first, last, kind, found)
            if place >= 0:
                return place
        starts = tokens.starts
        stop = starts[last] + len(tokens.words[last])
        if known.after and self._is_marked(tokens.text[stop : stop + 1], known.after[0]):
            stop += 1
        bearer = self._aliases.get(known.entity, known.entity)
        found.append(Name(_KINDS[kind], starts[first], stop, value, False, bearer))
        self._take(tokens, first, last, kind)
        if kind == "place" and tokens.words[first].isupper() and self._terms.opens(tokens, first):
            self._note_all(tokens, self._quotations.dateline(tokens, last), found)
        return last

    def _whole_place(self, tokens: Tokens, first: int, last: int, kind: str, found: list[Mention]) -> int:
        """Note a place that is named by another or by a state: "Upper Nile", "Kuwait City"; -1 where it is not."""
        places = self._capital_places
        if places is None:
            return -1
        start = places.led(tokens, first, 0, kind)
        end = last + 1 if kind == "country" and places.is_classed(tokens, last) else last
        if (start, end) == (first, last):
            return -1
        value = self._terms.written(tokens, start, end)
        return self._note(tokens, start, end, "place", value, found, value)

    def _is_marked(self, mark: str, after: str) -> bool:
        return mark == after or (after in _CLOSING and mark in _CLOSING)

    def _note_all(self, tokens: Tokens, names: Sequence[Body], found: list[Mention]) -> int:
        last = -1
        for first, end, value, bearer in names:
            last = self._note(tokens, first, end, "organization", value, found, self._aliases.get(bearer, bearer))
        return last

    def _note(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        kind: Kind,
        value: str,
        found: list[Mention],
        bearer: str = "",
        marked: bool = False,
    ) -> int:
        """Note a mention and take its words; `marked` where the mark behind them is part of it."""
        starts = tokens.starts
        end = starts[last] + len(tokens.words[last]) + marked
        found.append(Name(kind, starts[first], end, value, False, bearer))
        self._take(tokens, first, last, kind)
        return last

    def _take(self, tokens: Tokens, first: int, last: int, kind: str) -> None:
        """Mark the words of a name as taken, those of a body for what stands beside it."""
        mark = BY_BODY if kind == "organization" else BY_PLACE if kind == "place" else 1
        for index in range(first, last + 1):
            tokens.taken[index] = mark
