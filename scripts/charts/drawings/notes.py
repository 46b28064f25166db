"""What every drawing has: a title at its head, and what it was made from at its foot."""

from scripts.charts.drawings.canvas import FAINT, Sheet, height_of, wrapped

MARGIN = 0.2
"""Inches."""


def head(sheet: Sheet, title: str, under: str) -> float:
    """The title and a line under it; how far down they reach."""
    sheet.text(MARGIN, 0.32, title, size=13, style="bold")
    shown = wrapped(under, sheet.width - 2 * MARGIN)
    sheet.text(MARGIN, 0.54, shown, size=9, colour=FAINT, down="top")
    return 0.54 + height_of(shown, 9) + 0.12


def foot(sheet: Sheet, y: float, source: str) -> Sheet:
    """The sheet, ended below `y` by its source."""
    shown = wrapped(source, sheet.width - 2 * MARGIN, size=8)
    sheet.text(MARGIN, y + 0.14, shown, size=8, colour=FAINT, down="top")
    sheet.height = round(y + 0.14 + height_of(shown, 8) + 0.16, 3)
    return sheet
