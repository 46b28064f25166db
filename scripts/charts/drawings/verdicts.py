"""The verdict matrix as a drawing."""

from collections.abc import Iterator

from scripts.charts.drawings.canvas import BAND, FAINT, INK, LINE, PAPER, Sheet, Style, height_of, width_of, wrapped
from scripts.charts.drawings.notes import foot, head
from scripts.charts.matrix import NONE_HELD, SIGNS, Asserter, Cell, Mark, Matrix
from scripts.charts.records import label
from validation.codes import codes_of

WIDTH, MARGIN, NAMES, FEWEST_WIDE = 8.6, 0.2, 3.0, 1.0
"""Inches: the sheet, its margin, the column of names, the least width of a column of an election."""

_FULL = {
    "endorsed": ("#1f5fa8", "#ffffff"),
    "endorsed_minor_faults": ("#a9cdec", "#12365c"),
    "mixed": ("#f3e3a1", "#4d3b00"),
    "criticised": ("#f0a04b", "#402000"),
    "rejected": ("#8c2d04", "#ffffff"),
}
"""Overall verdict → colour of a first-hand mark and of the sign on it: blue to orange, told apart by everybody."""

_EDGES = {
    **{code: full for code, (full, _) in _FULL.items()},
    "endorsed_minor_faults": "#3f7fbb",
    "mixed": "#8a6d10",
    "criticised": "#b0600c",
}
"""Overall verdict → colour of the edge of its mark, which alone tells it where the mark is outlined."""


def draw(matrix: Matrix, source: str) -> Sheet:
    """The matrix: a row an asserter, a column an election."""
    title = "Overall verdicts on elections, by who holds them"
    columns = len(matrix.elections)
    width = max(WIDTH, 2 * MARGIN + NAMES + columns * FEWEST_WIDE)
    step = (width - 2 * MARGIN - NAMES) / max(1, columns)
    sheet = Sheet(title, ". ".join(_told(matrix)), width)
    y = head(
        sheet, title, "Claims, not findings of fact. Statements of missions, states, officials and contestants alike."
    )
    y = _legend(sheet, y)
    y = _column_heads(sheet, matrix, y, step)
    groups = (
        ("Hold an overall verdict", matrix.asserters),
        ("Judge parts of an election, and hold no overall verdict", matrix.others),
    )
    for name, asserters in groups:
        if asserters:
            sheet.text(MARGIN, y + 0.17, name, size=8.5, style="bold", colour=FAINT)
            y += 0.34
        for number, asserter in enumerate(asserters):
            y = _row(sheet, matrix, asserter, y, step, is_banded=number % 2 == 0)
    if not matrix.asserters and not matrix.others:
        sheet.text(MARGIN, y + 0.2, "Nobody judges an election in this package.", style="italic", colour=FAINT)
        y += 0.4
    return foot(sheet, y, source)


def _legend(sheet: Sheet, y: float) -> float:
    keys: list[tuple[str | None, bool, str]] = [
        *((code, False, label("overall", code).lower()) for code in codes_of("overall")),
        (None, False, NONE_HELD),
        ("endorsed", False, "full: first-hand, in the asserter's own document"),
        ("endorsed", True, "outlined: as another document retells it"),
    ]
    x = MARGIN
    for overall, is_retold, words in keys:
        wide = 0.44 + width_of(words, 8) + 0.22
        if x + wide > sheet.width - MARGIN or words.startswith("full"):
            x, y = MARGIN, y + 0.28
        _sign(sheet, x, y + 0.03, 0.36, overall, is_retold=is_retold)
        sheet.text(x + 0.44, y + 0.12, words, size=8)
        x += wide
    return y + 0.36


def _column_heads(sheet: Sheet, matrix: Matrix, y: float, step: float) -> float:
    names = [
        wrapped(name, step - 0.1, size=8, style="bold", lines=6) for name in matrix.elections.values()
    ]  # fmt: skip
    tallies = [
        "\n".join(f"{number} {SIGNS[code]}" for code, number in matrix.tally(election_id).items())
        for election_id in matrix.elections
    ]
    above = max((height_of(name, 8) for name in names), default=0.2)
    below = max((height_of(tally, 8) for tally in tallies), default=0.15)
    for number, (name, tally) in enumerate(zip(names, tallies, strict=True)):
        x = MARGIN + NAMES + number * step + step / 2
        sheet.text(x, y + above, name, size=8, style="bold", across="center", down="bottom")
        sheet.text(x, y + above + 0.06, tally, size=8, colour=FAINT, across="center", down="top")
    if matrix.elections:
        sheet.text(MARGIN, y + above + 0.06, "How many hold each verdict:", size=8, colour=FAINT, down="top")
    y += above + below + 0.12
    sheet.line((MARGIN, y), (sheet.width - MARGIN, y), colour=INK, thick=0.9)
    return y


def _row(sheet: Sheet, matrix: Matrix, asserter: Asserter, y: float, step: float, *, is_banded: bool) -> float:
    named = asserter.name if asserter.organization_id else f"“{asserter.name}”"
    style: Style = "plain" if asserter.organization_id else "italic"
    words = wrapped(named, NAMES - 0.15, size=8, style=style, lines=4)
    height = height_of(words, 8) + 0.13
    if is_banded:
        sheet.box(MARGIN, y, sheet.width - 2 * MARGIN, height, fill=BAND)
    sheet.text(MARGIN + 0.05, y + height / 2, words, size=8, style=style)
    for number, election_id in enumerate(matrix.elections):
        x = MARGIN + NAMES + number * step
        sheet.line((x, y), (x, y + height), colour=LINE, thick=0.5)
        if election_id in asserter.cells:
            _cell(sheet, asserter.cells[election_id], x, y + height / 2, step)
    return y + height


def _cell(sheet: Sheet, cell: Cell, x: float, middle: float, step: float) -> None:
    """The marks of a cell side by side, framed where they differ."""
    gap = 0.05
    wide = min(0.36, (step - 0.12) / len(cell.marks) - gap)
    start = x + step / 2 - (len(cell.marks) * (wide + gap) - gap) / 2
    if cell.is_divided:
        whole = len(cell.marks) * (wide + gap) - gap
        sheet.box(start - 0.05, middle - 0.135, whole + 0.1, 0.27, fill=PAPER, edge=INK, corner=0.04, thick=1.1)
    for number, mark in enumerate(cell.marks):
        _sign(sheet, start + number * (wide + gap), middle - 0.09, wide, mark.overall, is_retold=mark.is_retold)


def _sign(sheet: Sheet, x: float, y: float, wide: float, overall: str | None, *, is_retold: bool) -> None:
    """A mark of 0.18 inches height: colour, sign, and full or outlined."""
    if overall is None:
        sheet.box(
            x, y, wide, 0.18, fill=PAPER if is_retold else "#dfe2e6", edge=FAINT, corner=0.03, is_dashed=True, thick=0.8
        )
        ink = FAINT
    else:
        full, ink = _FULL[overall]
        fill, ink = (PAPER, INK) if is_retold else (full, ink)
        sheet.box(x, y, wide, 0.18, fill=fill, edge=_EDGES[overall], corner=0.03, thick=1.6)
    sheet.text(x + wide / 2, y + 0.09, SIGNS[overall], size=8, style="bold", colour=ink, across="center")


def _told(matrix: Matrix) -> Iterator[str]:
    """The matrix in sentences."""
    yield f"Elections: {'; '.join(matrix.elections.values()) or 'none'}"
    for asserter in (*matrix.asserters, *matrix.others):
        said = [
            f"{name}: {' and '.join(map(_mark_told, asserter.cells[election_id].marks))}"
            for election_id, name in matrix.elections.items()
            if election_id in asserter.cells
        ]
        yield f"{asserter.name}. {'; '.join(said)}"


def _mark_told(mark: Mark) -> str:
    return f"{mark.label.lower()} ({'retold' if mark.is_retold else 'first-hand'})"
