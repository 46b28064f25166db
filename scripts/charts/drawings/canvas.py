"""A sheet to draw on, in inches from its upper left corner, and its SVG and PNG.

Matplotlib draws. So that the same drawing has the same bytes on every machine, nothing of the machine comes in: its
settings are the library's own, its fonts are the files of DejaVu that come with it, text becomes outlines, ids have a
fixed salt, and the file holds neither day nor version.
"""

import re
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.textpath import text_to_path

PAPER, INK, FAINT, LINE, BAND = "#ffffff", "#1d2126", "#555c66", "#cfd4da", "#eef1f4"
"""The drawing has its own background, so that it reads on light and on dark pages."""

DOTS_PER_INCH = 200
"""Of the PNG."""

Style = Literal["plain", "bold", "italic"]
Across = Literal["left", "center", "right"]
Down = Literal["top", "center", "bottom"]

_FILES: dict[Style, str] = {
    "plain": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "italic": "DejaVuSans-Oblique.ttf",
}
_LINE, _HALF_A_CAPITAL = 1.35, 0.365
"""From one line of text to the next, and from the middle of a line to its baseline, in sizes of the letters."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
"""What XML forbids, and signs that turn the direction of what follows."""


class Sheet:
    """A sheet as wide as said, and as high as what was drawn on it from top to bottom: set `height` at the end.

    Args:
        title: what it shows.
        about: the same in full, for those who cannot see it.
        width: in inches.
    """

    def __init__(self, title: str, about: str, width: float) -> None:
        self.title, self.about = printable(title), printable(about)
        self.width, self.height = width, 1.0
        self._strokes: list[Callable[[Axes, int], object]] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        style: Style = "plain",
        colour: str = INK,
        across: Across = "left",
        down: Down = "center",
    ) -> None:
        """Text in one line or more, as it stands: no markup, no formula. `down`: what of it stands at `y`."""
        lines = words.split("\n")
        above = {"top": 0.0, "center": 0.5, "bottom": 1.0}[down] * height_of(words, size)
        for number, line in enumerate(lines):
            middle = y - above + (number + 0.5) * height_of(line, size)
            self._line_of_text(x, middle, printable(line), size, style, colour, across)

    def _line_of_text(
        self, x: float, middle: float, line: str, size: float, style: Style, colour: str, across: Across
    ) -> None:
        baseline = middle + _HALF_A_CAPITAL * size / 72
        look: dict[str, Any] = {"color": colour, "ha": across, "va": "baseline", "fontproperties": _font(size, style)}
        self._strokes.append(
            lambda axes, order: axes.text(x, baseline, line, parse_math=False, zorder=order, **look)
        )  # fmt: skip

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        edge: str = "none",
        corner: float = 0,
        is_dashed: bool = False,
        thick: float = 1,
    ) -> None:
        """A rectangle, with round corners if `corner` gives a radius."""
        look: dict[str, Any] = {"facecolor": fill, "edgecolor": edge, "linewidth": thick}
        look["linestyle"] = (0, (2.2, 1.6)) if is_dashed else "-"
        boxstyle = f"round,pad=0,rounding_size={corner}" if corner else "square,pad=0"
        self._strokes.append(
            lambda axes, order: axes.add_patch(
                FancyBboxPatch((x, y), width, height, boxstyle=boxstyle, zorder=order, **look)
                if corner
                else Rectangle((x, y), width, height, zorder=order, **look)
            )
        )

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, colour: str = LINE, thick: float = 0.7
    ) -> None:
        """A straight line."""
        xs, ys = (start[0], end[0]), (start[1], end[1])
        self._strokes.append(
            lambda axes, order: axes.add_line(Line2D(xs, ys, color=colour, linewidth=thick, zorder=order))
        )

    def shape(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """A closed shape."""
        self._strokes.append(
            lambda axes, order: axes.add_patch(
                Polygon(list(points), closed=True, facecolor=fill, edgecolor="none", zorder=order)
            )
        )

    # Files

    def svg(self) -> bytes:
        """The drawing as SVG, with its title and its description inside."""
        content = self._saved("svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
        text = content.decode("utf-8")
        text = text[text.index("<svg ") :].replace("<svg ", '<svg role="img" ', 1)
        named = f"<title>{escape(self.title)}</title>\n <desc>{escape(self.about)}</desc>\n"
        end = text.index(">") + 1
        text = f"{text[:end]}\n {named}{text[end:].lstrip()}"
        return "".join(f"{line.rstrip()}\n" for line in text.splitlines()).encode("utf-8")

    def png(self) -> bytes:
        """The drawing as PNG, with its title and its description as metadata."""
        told = {"Title": self.title, "Description": self.about, "Software": None}
        return self._saved("png", dpi=DOTS_PER_INCH, metadata=told)

    def _saved(self, form: str, **options: Any) -> bytes:
        out = BytesIO()
        with mpl.rc_context(), warnings.catch_warnings():
            mpl.rcdefaults()
            mpl.rcParams["svg.fonttype"] = "path"
            mpl.rcParams["svg.hashsalt"] = "election-facts"
            # A letter that DejaVu lacks is drawn as a box; the description has it.
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            figure = Figure(figsize=(self.width, self.height), facecolor=PAPER)
            FigureCanvasAgg(figure)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set_axis_off()
            axes.set_xlim(0, self.width)
            axes.set_ylim(self.height, 0)
            for order, stroke in enumerate(self._strokes, 1):
                stroke(axes, order)
            figure.savefig(out, format=form, **options)
        return out.getvalue()


def printable(words: str) -> str:
    """Words without what no drawing can show."""
    return _UNPRINTABLE.sub(" ", words)


def wrapped(words: str, inches: float, *, size: float = 9, style: Style = "plain", lines: int = 9) -> str:
    """Words in lines that fit into a width; what does not fit in so many lines ends in an ellipsis."""
    pieces = [piece for word in printable(words).split() for piece in _pieces(word, inches, size, style)]
    shown = [""]
    for piece in pieces:
        longer = f"{shown[-1]} {piece}".strip()
        if width_of(longer, size, style) <= inches:
            shown[-1] = longer
        else:
            shown.append(piece)
    if len(shown) <= lines:
        return "\n".join(shown)
    return "\n".join([*shown[: lines - 1], f"{shown[lines - 1]} …"])


def _pieces(word: str, inches: float, size: float, style: Style) -> list[str]:
    """A word, cut where it is wider than a line."""
    pieces = [""]
    for letter in word if width_of(word, size, style) > inches else [word]:
        if pieces[-1] and width_of(pieces[-1] + letter, size, style) > inches:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def width_of(words: str, size: float, style: Style = "plain") -> float:
    """How wide a line of text is, in inches, at most: where it is drawn, letters fall on whole points."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        width, _, _ = text_to_path.get_text_width_height_descent(words, _font(size, style), ismath=False)
    return float(width) / 72 * 1.02


@cache
def _font(size: float, style: Style) -> FontProperties:
    return FontProperties(fname=str(Path(mpl.get_data_path()) / "fonts/ttf" / _FILES[style]), size=size)


def height_of(words: str, size: float) -> float:
    """How high lines of text stand, in inches."""
    return (words.count("\n") + 1) * size * _LINE / 72
