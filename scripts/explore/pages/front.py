"""The front page: what this is, and the charts, each mark of which opens its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.charts.completeness import completeness
from scripts.charts.files import CHARTS, can_draw, drawn
from scripts.charts.matrix import NONE_HELD, SIGNS, Asserter, Cell, Mark, Matrix, matrix
from scripts.charts.observers import Count, Observed, observers, scale
from scripts.charts.records import label
from scripts.charts.timeline import Item, Panel, bar, timeline
from scripts.explore.facts import Facts
from scripts.explore.pages.kinds import File, Page
from scripts.explore.pages.strips import Strip, days, mark_of_count, mark_of_days, numbers
from validation.codes import codes_of

_MOST_LINKS = 9
"""So many verdicts of one mark have links of their own; the page of the election has them all."""

_MOST_OPEN = 8
"""Of more panels of the timeline than these, only the first stands open."""


@dataclass(frozen=True, slots=True)
class Words:
    """A mark of the matrix as the page shows it; `links` lead to the words of each verdict behind it."""

    code: str
    sign: str
    label: str
    voice: str
    note: str
    is_retold: bool
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the other charts: a link to its words, and the strip on which it stands. `depth`: as part of a whole."""

    address: str
    what: str
    value: str
    note: str
    strip: Strip | None
    depth: int = 0


def pages(facts: Facts) -> Iterator[Page | File]:
    """The one page; and the charts as files, where the library that draws is installed."""
    shown, observed = matrix(facts), observers(facts)
    context = {
        "matrix": shown,
        "groups": [
            (name, [(asserter, _cells(facts, shown, asserter)) for asserter in asserters])
            for name, asserters in (
                ("Hold an overall verdict", shown.asserters),
                ("Judge parts of an election, and hold no overall verdict", shown.others),
            )
            if asserters
        ],
        "tallies": {
            election_id: [(SIGNS[code], label("overall", code).lower(), number) for code, number in held.items()]
            for election_id in shown.elections
            for held in [shown.tally(election_id)]
        },
        "compared": {row["election_id"] for row in facts.rows("verdicts")},
        "key": [(code, SIGNS[code], label("overall", code)) for code in codes_of("overall")],
        "none_held": (SIGNS[None], NONE_HELD.capitalize()),
        "observed": _observed(facts, observed),
        "axis": numbers(scale(observed)),
        "panels": [_panel(facts, panel) for panel in timeline(facts)],
        "most_open": _MOST_OPEN,
        "complete": completeness(facts),
        "charts": list(CHARTS) if can_draw() else [],
    }
    yield Page("index.html", "front.html", facts.about["title"], context)
    if can_draw():
        for name, content in drawn(facts, facts.about):
            yield File(f"charts/{name}", content)


# The matrix


def _cells(facts: Facts, shown: Matrix, asserter: Asserter) -> list[tuple[Cell | None, list[Words]]]:
    """The cells of a row, one for each election; None where the asserter says nothing of it."""
    found: list[tuple[Cell | None, list[Words]]] = []
    for election_id in shown.elections:
        cell = asserter.cells.get(election_id)
        found.append((cell, [] if cell is None else [_words(facts, mark) for mark in cell.marks]))
    return found


def _words(facts: Facts, mark: Mark) -> Words:
    number = len(mark.verdict_ids)
    if mark.overall is None:
        note, links = f"judges parts {'once' if number == 1 else f'{number} times'}", mark.verdict_ids[:1]
    else:
        note, links = f"{number} times" if number > 1 else "", mark.verdict_ids[:_MOST_LINKS]
    retold = " and ".join(_short(facts, reporter) for reporter in mark.reporter_ids)
    return Words(
        mark.overall or "none",
        SIGNS[mark.overall],
        "No overall verdict" if mark.overall is None else mark.label,
        ("retold by " + retold if retold else "retold") if mark.is_retold else "first-hand",
        note,
        mark.is_retold,
        tuple(words_of(facts, "verdicts", verdict_id, "overall", "aspect") for verdict_id in links),
    )


def _short(facts: Facts, organization_id: str) -> str:
    """An organization's abbreviation, else its name."""
    row = facts.row("organizations", organization_id)
    return str(row["abbreviation_en"] or row["name_en"])


def words_of(facts: Facts, table: str, record_id: str, *columns: str) -> str:
    """The address of the words behind a record: of the first of `columns` that has any, else of any other.

    Words that state the record go before those that only set its context; a record without words opens itself.
    """
    evidence = facts.evidence(table, record_id)
    ranked = sorted(
        evidence,
        key=lambda one: (columns.index(one.column) if one.column in columns else len(columns), one.is_context),
    )
    return facts.passage(*ranked[0].place) if ranked else facts.address(table, record_id)


# The other charts


def _observed(facts: Facts, observed: Sequence[Observed]) -> list[tuple[Observed, list[Line], list[Line]]]:
    drawn_on = scale(observed)
    return [
        (
            election,
            [_counted(facts, count, mark_of_count(drawn_on, count)) for count in election.observers],
            [_counted(facts, count, None) for count in election.senders],
        )
        for election in observed
    ]


def _counted(facts: Facts, count: Count, strip: Strip | None) -> Line:
    unit = "" if count.unit == "observers" else f" {label('observer_unit', count.unit).lower()}"
    return Line(
        words_of(facts, "observer_counts", count.observer_count_id, "value", "precision"),
        count.who,
        count.words + unit,
        f"says {count.says}" if count.says else "asserter not named",
        strip,
        min(count.depth, 4),
    )


def _panel(facts: Facts, panel: Panel) -> tuple[Panel, Strip, list[Line], list[Line]]:
    placed = [_item(facts, item, mark_of_days(panel, item, bar(panel, item))) for item in panel.placed]
    return panel, days(panel), placed, [_item(facts, item, None) for item in panel.waiting]


def _item(facts: Facts, item: Item, strip: Strip | None) -> Line:
    return Line(
        words_of(facts, item.table, item.record_id, "date", "started_on", "ended_on", "name_en", "organization_id"),
        item.name,
        "no date" if item.when is None else item.when.words,
        item.kind,
        strip,
    )
