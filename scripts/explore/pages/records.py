"""Pages of one record each: what is said of it, and the records of other tables that speak of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.explore.cards import Card, Cell, card, cards, contexts
from scripts.explore.facts import OWN_PAGES, Facts, Row
from scripts.explore.pages.kinds import Page
from validation.tables import column, key_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of such a page: the records of `table` whose `column` names the record.

    `grouped_by`: a column whose values head groups of them, such as whose claims they are.
    """

    title: str
    table: str
    column: str
    grouped_by: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; without a title they stand alone."""

    title: str
    address: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part with what it holds."""

    anchor: str
    title: str
    groups: tuple[Group, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """All its cards."""
        return tuple(card for group in self.groups for card in group.cards)


@dataclass(frozen=True, slots=True)
class Written:
    """A form in which a name is written, and where."""

    name: str
    language: str
    kind: str
    places: tuple[Cell, ...]


Lead = Callable[[Facts, Row], Sequence[Sequence[Cell]]]
"""Lines below the title: words and links, one after the other."""


def record_pages(
    facts: Facts,
    table: str,
    title: str,
    parts: Sequence[Part],
    lead: Lead = lambda _facts, _row: (),
    beside: Callable[[Facts, Row], str] = lambda _facts, _row: "",
) -> Iterator[Page]:
    """The pages of a table's records, and the list of them.

    Args:
        facts: the package.
        table: the table.
        title: what its records are called together.
        parts: what a page shows of other tables, in order; what is empty is left out.
        lead: lines below a page's title.
        beside: what stands beside a record in the list.
    """
    named, key = _told_apart(facts, table), key_of(table)
    yield _list(facts, table, title, beside, named)
    for row in facts.rows(table):
        sections = [_section(facts, part, row[key]) for part in parts]
        own = card(facts, table, row)
        context = {
            "index_title": title,
            "lead": lead(facts, row),
            "own": own,
            "parts": [section for section in sections if section.groups],
            "written": _written(facts, table, row[key]),
            "context": contexts([own, *(one for section in sections for one in section.cards)]),
        }
        path = facts.address(table, row[key])
        yield Page(path, "record.html", named[row[key]], context)


def list_page(facts: Facts, table: str, title: str, beside: Callable[[Facts, Row], str]) -> Page:
    """The list of a table's records by name; `beside`: what stands beside each."""
    return _list(facts, table, title, beside, _told_apart(facts, table))


def _list(facts: Facts, table: str, title: str, beside: Callable[[Facts, Row], str], named: Mapping[str, str]) -> Page:
    key = key_of(table)
    listed = sorted(facts.rows(table), key=lambda row: named[row[key]].casefold())
    records = [Cell(beside(facts, row), named[row[key]], facts.address(table, row[key])) for row in listed]
    return Page(f"{OWN_PAGES[table]}/index.html", "records.html", title, {"records": records})


def _told_apart(facts: Facts, table: str) -> Mapping[str, str]:
    """Id → name, with the id beside it where several records have the same name."""
    names = {row[key_of(table)]: facts.name(table, row[key_of(table)]) for row in facts.rows(table)}
    bearers: dict[str, int] = defaultdict(int)
    for name in names.values():
        bearers[name] += 1
    return {record_id: name if bearers[name] == 1 else f"{name} ({record_id})" for record_id, name in names.items()}


def _section(facts: Facts, part: Part, record_id: str) -> Section:
    rows = facts.referring(part.table, part.column, record_id)
    anchor = f"{part.table}-{part.column}".replace("_", "-")
    if part.grouped_by is None:
        groups = (Group("", None, cards(facts, part.table, rows)),) if rows else ()
        return Section(anchor, part.title, groups)
    by_value: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_value[row[part.grouped_by]].append(row)
    of = column(part.table, part.grouped_by)
    return Section(
        anchor,
        part.title,
        tuple(
            Group(
                facts.shown(of, value) if value is not None else "Not one organization",
                facts.address(of.refers_to, value) if of.refers_to and value is not None else None,
                cards(facts, part.table, grouped),
            )
            for value, grouped in by_value.items()
        ),
    )


def _written(facts: Facts, table: str, record_id: str) -> tuple[Written, ...]:
    found: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for row in facts.names_written(table, record_id):
        place = facts.passage(row["source_id"], row["start_char"], row["end_char"])
        kind = facts.shown(column("names", "name_type"), row["name_type"])
        found[row["name"], row["language"], kind].append(Cell("", row["source_id"], place))
    return tuple(Written(*form, tuple(places)) for form, places in found.items())
