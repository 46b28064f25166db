"""What a page writes of a record in plain English."""

from scripts.explore.facts import Facts, Row
from validation.tables import column, has_column, key_of

_PRECISION = {
    "exact": "{}",
    "about": "about {}",
    "almost": "almost {}",
    "more_than": "more than {}",
    "at_least": "at least {}",
    "fewer_than": "fewer than {}",
    "at_most": "at most {}",
}

HEADED_BY = {
    "candidates": ("person_id", "organization_id"),
    "observer_counts": ("observer_group", "basis"),
    "polling_station_counts": ("category", "place_id"),
    "verdicts": ("aspect",),
    "mission_people": ("person_id", "role"),
    "mission_countries": ("country_code",),
    "mission_organizations": ("organization_id",),
    "mission_places": ("place_id", "phase"),
    "events": ("event_type", "description_en"),
    "event_participants": ("person_id", "organization_id", "role"),
    "figures": ("description_en",),
    "citations": ("document_name_en", "provision"),
    "positions": ("title_en", "organization_id"),
}
"""Table → the cells that name a record on a page about something else; a number comes before them."""


def kind(table: str) -> str:
    """What a record of a table is: "observer count"."""
    return key_of(table).removesuffix("_id").replace("_", " ")


def count(facts: Facts, row: Row, table: str) -> str:
    """A number with its precision, and what is counted: "more than 1,000 observers"."""
    unit = facts.shown(column(table, "unit"), row["unit"])
    return f"{_number(facts, row, table)} {unit[:1].lower()}{unit[1:]}"


def _number(facts: Facts, row: Row, table: str) -> str:
    def written(name: str) -> str:
        return facts.shown(column(table, name), row[name])

    if row["value"] is not None:
        return _PRECISION.get(row["precision"], "{}").format(written("value"))
    if row["lower_bound"] is not None and row["upper_bound"] is not None:
        words = f"{written('lower_bound')} to {written('upper_bound')}"
        return f"several, {words}," if row["precision"] == "several" else words
    if row["lower_bound"] is not None:
        return f"at least {written('lower_bound')}"
    if row["upper_bound"] is not None:
        return f"at most {written('upper_bound')}"
    return "several" if row["precision"] == "several" else "an unstated number of"


def heading(facts: Facts, table: str, row: Row) -> str:
    """A record as the heading of its card."""
    words = [facts.shown(column(table, name), row[name]) for name in HEADED_BY.get(table, ()) if row[name] is not None]
    if has_column(table, "precision"):
        words.insert(0, count(facts, row, table))
    return ", ".join(words) or facts.name(table, row[key_of(table)])
