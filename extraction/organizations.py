"""Organizations, states and places: known names in any case, and bodies and places by the shape of their names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.bearers import DOUBTFUL, Bearers
from extraction.capital_chains import CapitalChains
from extraction.case_chains import CaseChains
from extraction.gazetteer import Gazetteer, Inflection, Known
from extraction.lexicon import lexicon
from extraction.localities import CapitalPlaces, CasePlaces
from extraction.mentions import Kind, Mention, Name
from extraction.name_terms import (
    ADJECTIVE,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASS_BEFORE,
    CLASSES,
    CONJUNCTION,
    DOCUMENT,
    DOMAIN,
    GENERIC,
    HEAD,
    KNOWN,
    NAMED_BEFORE,
    NAMED_CLASS,
    NO_NAME,
    PROPER,
    RULING,
    SHORT,
    STOP,
    TITLE,
    Terms,
)
from extraction.tokens import Keys, Tokens

_OPENING = {"«": "»", '"': '"', "'": "'", "‚": "'", "»": "«"}
_CLOSING = frozenset("»\"'”’")
_QUOTED_WORDS = 8
_MEMBERS = 12
_LINKED = 3
_PLACE_BITS = CLASS | CLASSES | CLASS_BEFORE


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a vocabulary: its bearer, what that is, and its written forms by language (ISO 639-1).

    `code` is the ISO 3166-1 code of a country. Forms that begin in lower case are no names and are left out.
    """

    id: str
    kind: Kind
    forms: Mapping[str, Sequence[str]]
    code: str = ""


class Organizations:
    """Finds organizations, countries and places."""

    def __init__(self, language: str, keys: Keys, vocabulary: Sequence[Entry] = ()) -> None:
        """Take a vocabulary's names before those of the lexicon; persons in it are left to who reads persons."""
        data = lexicon(language, "organizations")
        inflection = Inflection(data)
        self._keys = keys
        self._known = Gazetteer(keys, inflection)
        self._aliases: dict[str, str] = {}
        self._load(language, vocabulary)
        self._terms = Terms(language, keys, inflection, self._known.begins)
        self._bearers = Bearers(keys, data["defining"])
        self._cased = isinstance(data["heads"]["bare"], dict)
        self._capital_chains = None if self._cased else CapitalChains(self._terms, self._known)
        self._case_chains = CaseChains(self._terms, self._known) if self._cased else None
        places = self._terms.places
        self._places: CapitalPlaces | CasePlaces
        if self._case_chains is not None:
            self._places = CasePlaces(self._terms, self._case_chains, self._known)
        elif self._capital_chains is not None:
            self._places = CapitalPlaces(self._terms, self._capital_chains)
        self._personal = frozenset(places["personal"])
        self._common = frozenset(places["words"])
        self._not_quoted = frozenset(data.get("not_quoted", ()))
        self._naming = frozenset(data["naming"])
        self._not_first = tuple(data.get("not_first", ()))
        self._belongs = frozenset(data.get("belongs", ()))
        self._admitted = GENERIC | RULING | _PLACE_BITS | NAMED_BEFORE | DOMAIN | (HEAD if self._cased else 0)

    def _load(self, language: str, vocabulary: Sequence[Entry]) -> None:
        given = {entry.id for entry in vocabulary}
        add = self._known.add
        for entry in vocabulary:
            if entry.kind in {"organization", "place", "country"}:
                for form in entry.forms.get(language, ()):
                    add(form, Known(entry.kind, entry.id, entry.code), ())

        def built_in(kind: str, entity: str, form: str, code: str = "", base: Sequence[str] | None = None) -> None:
            there = add(form, Known(kind, entity, code), base)
            if there is not None and there.entity in given:
                self._aliases.setdefault(entity, there.entity)
                if there.kind == kind:
                    there.code = there.code or code

        _each_name(language, built_in)

    def begins(self, word: str, key: str) -> bool:
        """Whether a name can begin at, or be found from, a word."""
        bits = self._terms[word]
        if bits & CAPITAL and bits & (HEAD | KNOWN | SHORT | CAPITALS | NAMED_CLASS):
            return True
        return bool(bits & self._admitted)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """The mentions in a stretch, in order."""
        found: list[Mention] = []
        done = -1
        taken, terms, words = tokens.taken, self._terms, tokens.words
        for index in at:
            if index <= done or taken[index]:
                continue
            last = self._read(tokens, index, done + 1, terms[words[index]], found)
            done = max(done, last)
        return found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """All mentions, those of one bearer with one entity."""
        return self._bearers.settle(text, mentions)

    def _read(self, tokens: Tokens, index: int, floor: int, bits: int, found: list[Mention]) -> int:
        """Read what a word begins or shows; the last word of it, -1 where it is nothing."""
        last = -1
        if bits & CAPITAL and bits & (HEAD | KNOWN | SHORT) or bits & HEAD and self._cased:
            last = self._body(tokens, index, floor, bits, found)
        if last < 0 and bits & NAMED_CLASS and bits & CAPITAL:
            last = self._named_class(tokens, index, found)
        if last < 0 and bits & _PLACE_BITS:
            last = self._place(tokens, index, floor, found)
        if last < 0 and bits & (GENERIC | RULING):
            last = self._after_generic(tokens, index, found)
        if (
            last < 0
            and bits & NAMED_BEFORE
            and not bits & CAPITAL
            and index > floor
            and self._capital_chains is not None
        ):
            chain = self._capital_chains.before_generic(tokens, index, floor)
            if chain is not None:
                return self._emit(tokens, *chain, "organization", self._capital_chains.value(tokens, *chain), found)
        if last < 0 and bits & DOMAIN:
            last = self._address(tokens, index, floor, found)
        if last < 0 and bits & CAPITALS and not bits & KNOWN:
            last = self._abbreviation(tokens, index, bits, found)
        return last

    def _body(self, tokens: Tokens, index: int, floor: int, bits: int, found: list[Mention]) -> int:
        known = self._known.longest(tokens, index) if bits & KNOWN else None
        if known is not None and not self._is_name(tokens, index, known):
            known = None
            bits &= ~KNOWN
            if not bits & (HEAD | SHORT):
                return -1
        if self._case_chains is not None:
            last = self._case_body(tokens, index, floor, bits, known, found)
        else:
            last = self._capital_body(tokens, index, floor, known, found)
        if last < 0 and known is not None:
            last = self._emit_known(tokens, index, *known, found)
        return last

    def _capital_body(
        self, tokens: Tokens, index: int, floor: int, known: tuple[int, Known] | None, found: list[Mention]
    ) -> int:
        chains = self._capital_chains
        assert chains is not None
        if known is not None and known[1].kind == "organization":
            anchor, _, _ = chains.run(tokens, index)
            if anchor == known[0]:
                return self._known_with_state(tokens, index, *known, found)
        chain = chains.chain(tokens, index, floor)
        if chain is None or known is not None and chain[1] <= known[0]:
            return -1
        first, last, doubtful = chain
        value = chains.value(tokens, first, last)
        return self._emit(tokens, first, last, "organization", value, found, DOUBTFUL if doubtful else "")

    def _known_with_state(self, tokens: Tokens, index: int, last: int, known: Known, found: list[Mention]) -> int:
        """A known body with the state that follows: "Transparency International Georgia", "State Duma of Russia"."""
        words, gaps = tokens.words, tokens.gaps
        following = last + 1
        if not known.is_abbreviation and following < len(words) and gaps[last] == " ":
            if self._keys[words[following]] in self._belongs and gaps[following] == " ":
                following += 1
                if (
                    following < len(words)
                    and self._keys[words[following]] in self._terms.articles
                    and gaps[following] == " "
                ):
                    following += 1
            if following < len(words) and self._terms[words[following]] & KNOWN:
                state = self._known.longest(tokens, following)
                if state is not None and state[1].kind == "country" and self._agrees(words[following], state[1]):
                    return self._emit_known(tokens, index, last, known, found, state[0])
        return self._emit_known(tokens, index, last, known, found)

    def _agrees(self, word: str, state: Known) -> bool:
        """Whether a state's name may depend on what stands before it: it is no nominative, where there are cases."""
        return (
            not self._cased
            or not state.words
            or self._keys[state.words[0][0]] != self._keys[word]
            or (state.words[0][1] == len(word))
        )

    def _case_body(
        self, tokens: Tokens, index: int, floor: int, bits: int, known: tuple[int, Known] | None, found: list[Mention]
    ) -> int:
        chains = self._case_chains
        assert chains is not None
        if bits & HEAD:
            chain = chains.chain(tokens, index, floor)
            if chain is not None and (known is None or chain[1] > known[0] or chain[0] < index):
                first, last, doubtful = chain
                value = chains.value(tokens, first, index, last)
                closing = chains.quoted(tokens, last)
                if closing > 0:
                    value = f"{value} {_folded(tokens.text[tokens.end(last) : tokens.end(closing) + 1])}"
                    return self._emit(tokens, first, closing, "organization", value, found, marked=True)
                return self._emit(tokens, first, last, "organization", value, found, DOUBTFUL if doubtful else "")
        if known is not None and known[1].kind == "organization":
            return self._known_with_state(tokens, index, *known, found)
        return -1

    def _is_name(self, tokens: Tokens, index: int, known: tuple[int, Known]) -> bool:
        """Whether a known name is one here: many are words or names of persons, too."""
        last, name = known
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        if last > index and (name.kind != "place" or not self._cased):
            return True
        key = self._keys[words[index]]
        if name.kind == "place" and gaps[last] == " " and last + 1 < len(words):
            following = terms[words[last + 1]]
            if following & DOCUMENT and following & CAPITAL:
                return False
        if name.kind == "place" and self._cased and self._is_adjective_of_place(tokens, last):
            return False
        if name.kind == "country" and self._in_short_quotation(tokens, index, last):
            return False
        if last == index and key in self._common and terms.opens(tokens, index):
            return False
        if name.is_abbreviation and len(key) < 4 and self._in_heading(tokens, index):
            return False
        if last > index or key not in self._personal:
            return True
        following = terms[words[last + 1]] if last + 1 < len(words) and gaps[last] == " " else 0
        if following & CAPITAL and not following & (HEAD | TITLE | STOP | CLASS | KNOWN | CLASSES):
            return False
        if index == 0 or gaps[index - 1] not in {" ", ". ", "."}:
            return True
        before = terms[words[index - 1]]
        if gaps[index - 1] != " ":
            return len(words[index - 1]) > 1 or not before & CAPITAL
        if not before & CAPITAL or before & (STOP | TITLE | HEAD | KNOWN):
            return True
        return terms.opens(tokens, index - 1) and self._keys[words[index - 1]].endswith(self._not_first)

    def _is_adjective_of_place(self, tokens: Tokens, last: int) -> bool:
        """«Ханты-Мансийском автономном округе»: what looks like a city's case is an adjective before a class word."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        if not terms[words[last]] & ADJECTIVE:
            return False
        for index in range(last + 1, min(last + _LINKED, len(words))):
            bits = terms[words[index]]
            if gaps[index - 1] != " " or bits & CLASS or not bits & ADJECTIVE:
                return gaps[index - 1] == " " and bool(bits & CLASS)
        return False

    def _in_short_quotation(self, tokens: Tokens, index: int, last: int) -> bool:
        """Whether a state's name is only a part of a name in quotation marks: «Единая Россия»."""
        gaps = tokens.gaps
        first = index
        while first > 0 and index - first < _LINKED and gaps[first - 1] in {" ", "-"}:
            first -= 1
        end = last
        while end - last < _LINKED and end + 1 < len(gaps) and gaps[end] in {" ", "-"}:
            end += 1
        opened = first > 0 and gaps[first - 1][-1:] in {"«", '"'}
        whole = first == index and end == last
        capital = bool(self._terms[tokens.words[first]] & CAPITAL)
        return (
            opened
            and capital
            and not whole
            and gaps[end][:1] in {"»", '"'}
            and not self._terms[tokens.words[first]] & STOP
        )

    def _named_class(self, tokens: Tokens, index: int, found: list[Mention]) -> int:
        """«Республике Каракалпакстан»: a capitalized class word with a place's name behind it."""
        words = tokens.words
        following = index + 1
        if following >= len(words) or tokens.gaps[index] != " " or not self._terms[words[following]] & KNOWN:
            return -1
        known = self._known.longest(tokens, following)
        kind = self._terms.classes.of(self._keys[words[index]])
        if known is None or known[1].kind != "place" or kind is None:
            return -1
        value = f"{words[index][: kind[0]]}{kind[1][kind[0] :]} {self._value(tokens, following, *known)}"
        return self._emit(tokens, index, known[0], "place", value, found, self._entity(known[1]))

    def _place(self, tokens: Tokens, index: int, floor: int, found: list[Mention]) -> int:
        words = tokens.words
        before = found[-1] if found else None
        known = (
            index > 0
            and index == floor
            and before is not None
            and before.kind == "place"
            and tokens.gaps[index - 1] == " "
            and before.end == tokens.end(index - 1)
        )
        if known and before is not None and not self._cased:
            if self._terms[words[index]] & CLASS and self._terms[words[index]] & CAPITAL:
                before.end = tokens.end(index)
                before.value = f"{before.value} {words[index]}"
                tokens.take(index, index)
                return index
        if before is not None and before.kind == "place" and isinstance(self._places, CapitalPlaces) and index > floor:
            if (
                before.end == tokens.end(floor - 1)
                and tokens.gaps[floor - 1] == " "
                and self._places.leads(tokens, floor, index)
            ):
                before.end = tokens.end(index)
                before.value = f"{before.value} {self._written(tokens, floor, index)}"
                tokens.take(floor, index)
                return index
        last = -1
        for first, end, value in self._places.find(tokens, index, floor, known):
            last = self._emit(tokens, first, end, "place", value, found, value)
        return last

    def _after_generic(self, tokens: Tokens, index: int, found: list[Mention]) -> int:
        """Names behind a noun in lower case: in quotation marks, or in letters that are not the text's."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        start = index
        while (
            start - index < _LINKED
            and start + 1 < len(words)
            and gaps[start] == " "
            and self._keys[words[start + 1]] in self._naming
        ):
            start += 1
        gap = gaps[start]
        if start + 1 >= len(words) or tokens.taken[start + 1]:
            return -1
        if gap != " ":
            return (
                self._quoted(tokens, start, bool(terms[words[index]] & RULING), found) if gap[-1:] in _OPENING else -1
            )
        bits = terms[words[start + 1]]
        if not bits & CAPITAL or bits & KNOWN or terms[words[index]] & CAPITAL and not self._cased:
            return -1
        foreign = self._cased and words[start + 1].isascii()
        if not foreign and not (bits & CAPITALS and not bits & (NO_NAME | SHORT)):
            return -1
        last = start + 1
        while (
            last + 1 < len(words)
            and gaps[last] in {" ", "-", "."}
            and last - start < _QUOTED_WORDS
            and (
                words[last + 1].isascii()
                and words[last + 1].isalpha()
                and (terms[words[last + 1]] & CAPITAL or gaps[last] == ".")
            )
            and foreign
        ):
            last += 1
        return self._emit(tokens, start + 1, last, "organization", self._written(tokens, start + 1, last), found)

    def _quoted(self, tokens: Tokens, index: int, inflected: bool, found: list[Mention]) -> int:
        words, gaps = tokens.words, tokens.gaps
        done = -1
        for member in range(_MEMBERS):
            opening = gaps[index][-1:]
            first = index + 1
            if opening not in _OPENING or first >= len(words):
                break
            last = self._closing(tokens, first, _OPENING[opening])
            if last < 0 or tokens.taken[first]:
                break
            known = self._known.longest(tokens, first) if self._terms[words[first]] & KNOWN else None
            entity = self._entity(known[1]) if known is not None and known[0] == last else ""
            value = self._written(tokens, first, last)
            if inflected and member and first == last:
                value = self._terms.nominative(words[first], frozenset({"sing"}))
            done = self._emit(tokens, first, last, "organization", value, found, entity)
            gap = gaps[last]
            if gap.endswith(("«", '"')) and "," in gap:
                index = last
            elif (
                last + 1 < len(words) and self._terms[words[last + 1]] & CONJUNCTION and gaps[last + 1][-1:] in _OPENING
            ):
                index = last + 1
            else:
                break
        return done

    def _closing(self, tokens: Tokens, first: int, mark: str) -> int:
        words, gaps = tokens.words, tokens.gaps
        if (
            not self._terms[words[first]] & CAPITAL
            and not words[first].isdigit()
            or self._keys[words[first]] in self._not_quoted
        ):
            return -1
        for index in range(first, min(first + _QUOTED_WORDS, len(words))):
            if self._keys[words[index]] in self._not_quoted:
                return -1
            gap = gaps[index]
            if mark in gap and not (mark == "'" and gap == "'"):
                return index
            if gap not in {" ", "-", " – ", ".", "'", " & ", "!"}:
                return -1
        return -1

    def _address(self, tokens: Tokens, index: int, floor: int, found: list[Mention]) -> int:
        """A medium that is named by its address: "Liter.kz"."""
        words, gaps = tokens.words, tokens.gaps
        first = index - 1
        if (
            first < floor
            or gaps[first] != "."
            or not words[first]
            or gaps[index].startswith(("/", "@", ".", "-"))
            and (not gaps[index].startswith(". ") and gaps[index] not in {".", ".\n", "."})
        ):
            return -1
        while first > floor and gaps[first - 1] in {".", "-"} and words[first - 1].isascii():
            first -= 1
        before = gaps[first - 1] if first else ""
        if (
            tokens.taken[first]
            or before.endswith(("/", "@", ":"))
            or not words[first][0].isupper()
            or not words[first].isascii()
        ):
            return -1
        return self._emit(tokens, first, index, "organization", self._written(tokens, first, index), found)

    def _abbreviation(self, tokens: Tokens, index: int, bits: int, found: list[Mention]) -> int:
        """A word of capitals that no list holds, with those that are linked to it."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        before = gaps[index - 1] if index else ""
        bracketed = before.endswith("(") and gaps[index].startswith(")")
        if bracketed and before == " (" and found and found[-1].end == tokens.end(index - 1) and bits & SHORT:
            bits &= ~NO_NAME  # whatever it may mean elsewhere, it is defined here
        if (
            not bits & SHORT
            or bits & NO_NAME
            or before[-1:] in {".", "/", "-", "@", "_", "№"}
            or gaps[index] in {".", "@"}
        ):
            return -1
        last = index
        while last + 1 < len(words) and last - index < _LINKED and gaps[last] in {" ", "/", "-"}:
            following = terms[words[last + 1]]
            if (
                not following & CAPITALS
                or following & NO_NAME
                or not words[last + 1].isalpha()
                or tokens.taken[last + 1]
            ):
                break
            last += 1
        after = gaps[last]
        if after[:1] in {"/", "-"} and len(after) == 1 and last + 1 < len(words) and words[last + 1][:1].isdigit():
            return -1
        if not bracketed and (self._in_heading(tokens, index) or index == last and self._is_surname(tokens, index)):
            return -1
        if self._cased and after == " «" and last == index:
            return self._quoted(tokens, index, False, found)  # a legal form: «РОО «Эхо»»
        value = self._written(tokens, index, last)
        state = last + 1
        if self._cased and not bracketed and state < len(words) and after == " " and terms[words[state]] & KNOWN:
            known = self._known.longest(tokens, state)
            if known is not None and known[1].kind != "organization" and self._agrees(words[state], known[1]):
                last = known[0]
                value = self._written(tokens, index, last)
        return self._emit(tokens, index, last, "organization", value, found)

    def _in_heading(self, tokens: Tokens, index: int) -> bool:
        """Whether words in capitals stand on both sides, or two on one."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        near = 0
        for step in (-1, 1):
            place = index
            for _ in range(2):
                gap = gaps[place - 1] if step < 0 and place > 0 else gaps[place]
                place += step
                if not 0 <= place < len(words) or gap not in {" ", ", ", "-", ": "}:
                    break
                bits = terms[words[place]]
                if bits & CAPITALS and (not bits & KNOWN or len(words[place]) > 7 or bits & STOP):
                    near += 1
                elif len(words[place]) > 1 or not bits & CAPITAL:
                    break
        return near > 1

    def _is_surname(self, tokens: Tokens, index: int) -> bool:
        """Whether a word in capitals stands beside a given name or initials: "Ilyas UMAKHANOV"."""
        words, gaps, terms = tokens.words, tokens.gaps, self._terms
        if len(words[index]) < 4 or index == 0:
            return len(words[index]) > 1 and index > 0 and len(words[index - 1]) == 1 and gaps[index - 1] in {".", ". "}
        before = terms[words[index - 1]]
        if gaps[index - 1] in {".", ". "} and len(words[index - 1]) < 4 and before & CAPITAL:
            return True
        plain = before & CAPITAL and not before & (CAPITALS | HEAD | STOP | KNOWN | GENERIC)
        return gaps[index - 1] == " " and bool(plain) and (not terms.opens(tokens, index - 1) or bool(before & TITLE))

    def _emit_known(
        self, tokens: Tokens, first: int, last: int, known: Known, found: list[Mention], end: int | None = None
    ) -> int:
        value = (
            known.code or self._entity(known) if known.kind == "country" else self._value(tokens, first, last, known)
        )
        stop = tokens.end(last)
        mark = tokens.text[stop : stop + 1]
        marked = bool(known.after) and (mark == known.after[:1] or known.after[0] in _CLOSING and mark in _CLOSING)
        entity = self._entity(known)
        if end is not None and end > last:
            rest = _folded(tokens.text[tokens.end(last) : tokens.end(end)])
            value, last, marked, entity = f"{value} {rest}", end, False, ""
        kind: Kind = "organization" if known.kind == "organization" else "place" if known.kind == "place" else "country"
        return self._emit(tokens, first, last, kind, value, found, entity, marked)

    def _entity(self, known: Known) -> str:
        entity = self._aliases.get(known.entity, known.entity)
        return self._aliases.get(known.code, entity) if known.kind == "country" else entity

    def _value(self, tokens: Tokens, first: int, last: int, known: Known) -> str:
        """A known name in the nominative, in the capitals that it is written in."""
        if not self._cased:
            return self._written(tokens, first, last)
        if len(known.words) != last - first + 1:
            return self._unknown_nominative(tokens, first, last)
        parts = []
        for index, (base, length) in zip(range(first, last + 1), known.words, strict=True):
            word = tokens.words[index]
            if self._keys[word] != self._keys[base]:
                base = word[:length] + base[length:].lower()
                word = base.upper() if word.isupper() and len(word) > 1 else base
            parts.append(word)
            if index < last:
                parts.append(tokens.text[tokens.end(index) : tokens.starts[index + 1]])
        return _folded("".join(parts))

    def _unknown_nominative(self, tokens: Tokens, first: int, last: int) -> str:
        chains = self._case_chains
        if chains is not None:
            for index in range(first, last + 1):
                if self._terms[tokens.words[index]] & HEAD:
                    return chains.value(tokens, first, index, last)
        if first == last:
            return self._terms.nominative(tokens.words[first], frozenset({"sing"}))
        return self._written(tokens, first, last)

    def _written(self, tokens: Tokens, first: int, last: int) -> str:
        return _folded(tokens.text[tokens.starts[first] : tokens.end(last)])

    def _emit(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        kind: Kind,
        value: str,
        found: list[Mention],
        entity: str = "",
        marked: bool = False,
    ) -> int:
        """Note a mention and take its words; `marked` where the mark behind them is part of it."""
        found.append(Name(kind, tokens.starts[first], tokens.end(last) + marked, value, entity=entity))
        tokens.take(first, last)
        return last


def _folded(text: str) -> str:
    return " ".join(text.split())


def _each_name(language: str, add: Callable[..., None]) -> None:
    """Every name of the lexicons of a language: bodies first, then states, then places."""
    for entity, forms in lexicon(language, "organizations")["known"].items():
        for form in forms:
            add("organization", entity, form)
    states: Mapping[str, Any] = lexicon(language, "countries")
    dependent = frozenset(states["dependent"])
    for table in (states["names"], states["also"]):
        for code, forms in table.items():
            for form in forms:
                add("place" if code in dependent else "country", code, form, "" if code in dependent else code)
    places: Mapping[str, Any] = lexicon(language, "places")
    ignored = frozenset(places["ignored"])
    irregular: Mapping[str, Sequence[str]] = places.get("forms", {})
    kinds = {form: code for code, forms in states["names"].items() for form in forms}
    for group in ("regions", "capitals", "cities"):
        for form in places[group]:
            if form not in ignored:
                add("place", form, form)
    for base, forms in irregular.items():
        code = kinds.get(base)
        for form in forms:
            add("country" if code else "place", code or base, form, code or "", base.split())
