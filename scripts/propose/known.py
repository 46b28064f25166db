"""What a package holds already, as far as proposals for a new document need it: names, elections, missions, ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from extraction.mentions import Kind
from extraction.names.known import Entry
from extraction.persons.bearers import sounds
from scripts.propose.personal import Personal, differ


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entry of the vocabulary: `names` by language, its standard name first, then every written form."""

    table: str
    record_id: str
    names: Mapping[str, tuple[str, ...]]
    type: str = ""
    country_code: str = ""
    parent_id: str = ""


@dataclass(frozen=True)
class Known:
    """Names, and rows of `elections` and `missions` as mappings of columns to written values ("" where empty)."""

    entities: Mapping[tuple[str, str], KnownEntity] = field(default_factory=dict)
    elections: tuple[Mapping[str, str], ...] = ()
    missions: tuple[Mapping[str, str], ...] = ()

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Organization → its type."""
        return {key[1]: one.type for key, one in self.entities.items() if key[0] == "organizations"}

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Organization → its state, "" for none."""
        return {key[1]: one.country_code for key, one in self.entities.items() if key[0] == "organizations"}

    @cached_property
    def states(self) -> Mapping[tuple[str, str], str]:
        """Table and ISO 3166-1 alpha-2 code → the state as a place, or as an actor."""
        found: dict[tuple[str, str], str] = {}
        for (table, record_id), one in self.entities.items():
            if (table, one.type) in {("places", "country"), ("organizations", "state")}:
                found.setdefault((table, one.country_code), record_id)
        return found

    @cached_property
    def named(self) -> Mapping[tuple[str, str], str]:
        """Table and a written name, case-folded → the first record of that name."""
        found: dict[tuple[str, str], str] = {}
        for (table, record_id), one in self.entities.items():
            for name in (record_id, *(name for names in one.names.values() for name in names)):
                found.setdefault((table, name.casefold()), record_id)
        return found

    @cached_property
    def _persons(self) -> Mapping[str, Mapping[str, list[Personal]]]:
        """Sound of a surname → persons, each with its names."""
        found: dict[str, dict[str, list[Personal]]] = {}
        for (table, record_id), entity in self.entities.items():
            if table != "persons":
                continue
            for name in dict.fromkeys(name for names in entity.names.values() for name in names):
                read = Personal.of(name)
                if read.surname:
                    found.setdefault(sounds()[read.surname], {}).setdefault(record_id, []).append(read)
        return found

    def person(self, read: Personal) -> str:
        """The person whom a name means in any script, "" where it is nobody's, or more than one's."""
        persons = self._persons.get(sounds()[read.surname], {}) if read.surname else {}
        found = [one for one, names in persons.items() if not any(differ(read, name) for name in names)]
        return found[0] if len(found) == 1 else ""

    def entries(self) -> list[Entry]:
        """The vocabulary as the reader takes it; persons are none of its concern."""
        return list(_entries(self.entities.values()))


_OFFICES = frozenset({"state", "head_of_state"})
"""Their names are read as those of a country, or as the title of a person."""

_KINDS: Mapping[str, Kind] = {"organizations": "organization", "places": "place"}


def _entries(entities: Iterable[KnownEntity]) -> Iterable[Entry]:
    for entity in entities:
        if entity.table in _KINDS and entity.type not in _OFFICES:
            kind = "country" if entity.type == "country" else _KINDS[entity.table]
            yield Entry(entity.record_id, kind, dict(entity.names), entity.country_code)


def known_of(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Known:
    """What the rows of a built package hold: tables by name, rows with None where a cell is empty."""
    forms: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in tables["names"]:
        forms.setdefault((row["table_name"], row["record_id"]), {}).setdefault(row["language"], []).append(row["name"])
    entities = {}
    for table, key, type_column in (
        ("organizations", "organization_id", "organization_type"),
        ("persons", "person_id", ""),
        ("places", "place_id", "place_type"),
    ):
        for row in tables[table]:
            record_id = str(row[key])
            written = forms.get((table, record_id), {})
            names = {
                language: tuple(dict.fromkeys(name for name in (_text(row, f"name_{language}"), *also) if name))
                for language in ("en", "ru")
                for also in ((_text(row, f"abbreviation_{language}"), *written.get(language, ())),)
            }
            entities[table, record_id] = KnownEntity(
                table,
                record_id,
                {language: found for language, found in names.items() if found},
                _text(row, type_column),
                _text(row, "country_code"),
                _text(row, "parent_id"),
            )
    return Known(entities, tuple(_rows(tables["elections"])), tuple(_rows(tables["missions"])))


def _rows(rows: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, str]]:
    for row in rows:
        yield {name: _text(row, name) for name in row}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
