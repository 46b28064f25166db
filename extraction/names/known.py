"""The names that are known beforehand: a vocabulary's and those of the lexicons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.mentions import Kind
from extraction.names.gazetteer import Gazetteer, Known
from extraction.names.word_lists import lists

_GROUPS = ("parties", "media", "observers", "bodies")
"""Lists in which every form has its own bearer."""

Form = tuple[str, str, str, str, Sequence[str] | None]
"""Kind, bearer, ISO code, form, and its nominative where the form is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a vocabulary: its bearer, what that is, and its written forms by language (ISO 639-1).

    `code` is the ISO 3166-1 code of a country. Forms that begin in lower case are no names and are left out.
    """

    id: str
    kind: Kind
    forms: Mapping[str, Sequence[str]]
    code: str = ""


def load(known: Gazetteer, language: str, vocabulary: Sequence[Entry]) -> dict[str, str]:
    """Fill a gazetteer; the vocabulary overrides the lexicon. Given is what the lexicon calls bearers it has, too."""
    names = list(_forms(language))
    known.prepare(form for _, _, _, form, _ in names)
    for kind, bearer, code, form, nominative in names:
        known.add(form, Known(kind, bearer, code), nominative)
    aliases: dict[str, str] = {}
    for entry in vocabulary:
        if entry.kind not in {"organization", "place", "country"}:
            continue
        if entry.kind == "country" and entry.code:
            aliases[entry.code] = entry.id
        for form in entry.forms.get(language, ()):
            there = known.replace(form, Known(entry.kind, entry.id, entry.code))
            if there is not None and there.kind == entry.kind:
                aliases.setdefault(there.entity, entry.id)
    return aliases


def _forms(language: str) -> Iterator[Form]:
    for bearer, forms in lists(language, "organizations")["known"].items():
        for form in forms:
            yield "organization", bearer, "", form, None
    for group in _GROUPS:
        for form in lists(language, "organizations").get(group, ()):
            yield "organization", form, "", form, None
    states: Mapping[str, Any] = lists(language, "countries")
    dependent = frozenset(states["dependent"])
    for table in (states["names"], states["also"]):
        for code, forms in table.items():
            for form in forms:
                yield ("place", code, "", form, None) if code in dependent else ("country", code, code, form, None)
    yield from _places(language, {form: code for code, forms in states["names"].items() for form in forms})


def _places(language: str, codes: Mapping[str, str]) -> Iterator[Form]:
    places: Mapping[str, Any] = lists(language, "places")
    ignored = frozenset(places["ignored"])
    for group in ("regions", "capitals", "cities", "subdivisions"):
        for form in places[group]:
            if form not in ignored:
                yield "place", form, "", form, None
    irregular: Mapping[str, Sequence[str]] = places.get("forms", {})
    for name, forms in irregular.items():
        code = codes.get(name, "")
        for form in forms:
            yield "country" if code else "place", code or name, code, form, name.split()
