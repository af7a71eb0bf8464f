"""The sheet every figure is drawn on: one style, the answer as title, the scope below, the same bytes every time."""

from __future__ import annotations

import io
import math
import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter

from sim.report.language import ENGLISH
from sim.report.words import MINUS, legible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

    from sim.report.language import Language

# Okabe-Ito, told apart by color-blind readers.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GRAY = "#595959"
DARK_VERMILION = "#A34700"  # for words, which need more contrast than lines

WIDTH_INCHES = 8.6
TITLE_POINTS, CAPTION_POINTS = 11.0, 8.0
_MARGIN_INCHES = 0.1
_EDGE_POINTS = 1.0
_GLUE = "\ue000"  # stands for a space that is none, while spaces are tidied
_PNG_DPI, _SVG_DPI = 144, 72
_PNG_COMPRESSION = 3  # as small as the usual 6 for drawings, in two thirds of the time
_LINE_SPACING = 1.2
_STYLE: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.5,
    "axes.titlesize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "text.parse_math": False,  # a site called `$\frac$` is a name, not a formula
    "svg.hashsalt": "office-sim",  # otherwise ids in the SVG differ on every run
    "svg.fonttype": "path",  # looks the same where DejaVu Sans is missing
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}
# rcParams belong to the whole process, so threads take turns.
_TURN = threading.RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure with its file name, the answer it gives (`title`), how to read it, and what a blind reader is told."""

    name: str
    title: str
    reading: str
    alternative: str
    figure: Figure


@contextmanager
def drawing_style() -> Iterator[None]:
    """Draw in one style and leave the process's own untouched; signs the font lacks become boxes without a warning."""
    with _TURN, rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        yield


def new_figure() -> Figure:
    """Start an empty figure as wide as the page; its parts make room for each other."""
    return Figure(figsize=(WIDTH_INCHES, 4))


def finish(
    figure: Figure,
    *,
    plot_height: float,
    title: str,
    caption: str,
    key: Mapping[str, Artist] | None = None,
    key_columns: int | None = None,
) -> None:
    """Put the answer above the plots, the key below it and the scope at the bottom, and make the sheet as high as that.

    Parameters
    ----------
    plot_height
        Inches for the plots themselves, axis labels included.
    key
        What each sign means, by words. Given as handles, so that no name can vanish from it.
    key_columns
        Signs in a line of the key; all in one line where None.
    """
    above = wrapped(title, TITLE_POINTS, bold=True)
    below = wrapped(caption, CAPTION_POINTS)
    top = (0.12 + above.count("\n") + 1) * TITLE_POINTS * _LINE_SPACING * 1.17 / 72 + 0.08
    columns = key_columns or len(key or ())
    key_height = 0.06 + 0.21 * math.ceil(len(key) / columns) if key else 0.0
    bottom = (below.count("\n") + 1) * CAPTION_POINTS * _LINE_SPACING * 1.17 / 72 + 0.1
    height = top + key_height + plot_height + bottom
    figure.set_size_inches(WIDTH_INCHES, height)
    left = _MARGIN_INCHES / WIDTH_INCHES
    figure.text(
        left, 1 - 0.08 / height, above, ha="left", va="top",
        fontsize=TITLE_POINTS, fontweight="bold", linespacing=_LINE_SPACING,
    )  # fmt: skip
    figure.text(
        left, 0.06 / height, below, ha="left", va="bottom",
        fontsize=CAPTION_POINTS, color=GRAY, linespacing=_LINE_SPACING,
    )  # fmt: skip
    if key:
        figure.legend(
            list(key.values()), list(key), loc="upper left", bbox_to_anchor=(0, 1 - top / height),
            ncols=columns, handlelength=1.5, columnspacing=1.5, borderpad=0.2,
        )  # fmt: skip
    for text in (*figure.texts, *figure.legends):
        text.set_in_layout(False)
    figure.set_layout_engine("constrained", rect=(0, bottom / height, 1, plot_height / height), w_pad=0.08, h_pad=0.05)


def wrapped(text: str, points: float, *, bold: bool = False) -> str:
    """Break a text into lines that fit the page as they are drawn: an `N` takes three times the room of an `i`."""
    room, sheet = (WIDTH_INCHES - 2 * _MARGIN_INCHES) * 72, (WIDTH_INCHES - _MARGIN_INCHES) * 72 - _EDGE_POINTS
    space, image_space = points * _advance_of(" ", bold=bold), _image_advance_of(" ", points, bold=bold)
    lines: list[str] = []
    filled = image_filled = 0.0
    for word in _glued(text).split(" "):
        width, image_width = points * _advance_of(word, bold=bold), _image_advance_of(word, points, bold=bold)
        if lines and filled + space + width <= room and image_filled + image_space + image_width <= sheet:
            lines[-1] = f"{lines[-1]} {word}"
            filled += space + width
            image_filled += image_space + image_width
        else:
            lines.append(word)
            filled, image_filled = width, image_width
    return "\n".join(lines).replace("\u00a0%", " %")


def _glued(text: str) -> str:
    """Make a text legible but keep what must not be broken: a number with its percent sign or its own spaces."""
    return legible(text.replace("\u00a0", _GLUE)).replace(_GLUE, "\u00a0").replace(" %", "\u00a0%")


@lru_cache(maxsize=4096)
def _advance_of(word: str, *, bold: bool) -> float:
    """Return how far a word moves on what follows, in font sizes.

    Nothing is kerned or joined over a space, so words add up to their line; to measure the line again for each word
    that could join it took a tenth of the time of a report.
    """
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=1)
    return _width(f"|{word}|", font) - _width("||", font)


@lru_cache(maxsize=4096)
def _image_advance_of(word: str, points: float, *, bold: bool) -> float:
    """Return the same for a PNG, in points: its letters begin at whole dots, which can make a line 2 % longer."""
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=points)
    return (_image_width(f"|{word}|", font) - _image_width("||", font)) * 72 / _PNG_DPI


def _image_width(text: str, font: FontProperties) -> float:
    measured = _image_renderer().get_text_width_height_descent(text, font, ismath=False)  # type: ignore[no-untyped-call]
    width: float = measured[0]
    return width


@lru_cache(maxsize=1)
def _image_renderer() -> RendererAgg:
    return RendererAgg(1, 1, _PNG_DPI)  # type: ignore[no-untyped-call]


def _width(text: str, font: FontProperties) -> float:
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def from_zero(axes: Axes, highest: float, language: Language = ENGLISH) -> None:
    """Start the vertical axis at 0, leave room above the highest mark and separate thousands."""
    axes.set_ylim(0, max(highest * 1.12, 1))
    whole_numbers(axes.yaxis, language)
    axes.locator_params(axis="y", integer=True)
    axes.grid(visible=True, axis="y")


def whole_numbers(axis: Axis, language: Language) -> None:
    """Write the numbers of an axis without decimals and with thousands separated."""
    axis.set_major_formatter(FuncFormatter(lambda x, _: language.number(f"{x:,.0f}").replace("-", MINUS)))


def capacity_line(axes: Axes, desks: int, language: Language = ENGLISH) -> None:
    """Draw how many desks exist, and say so on the line."""
    axes.axhline(desks, color=VERMILION, linewidth=1.6)
    axes.annotate(
        language.plural("figure.exist", desks),
        (1, desks), xycoords=("axes fraction", "data"), xytext=(-3, 3), textcoords="offset points",
        ha="right", va="bottom", color=DARK_VERMILION,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
    )  # fmt: skip


def svg_bytes(figure: Figure) -> bytes:
    """Write a figure as SVG, without a date."""
    with _settled(figure, _SvgCanvas, _SVG_DPI) as canvas:
        written: bytes = canvas.written()
    return written


def png_bytes(figure: Figure) -> bytes:
    """Write a figure as PNG, without the name of the software."""
    with _settled(figure, FigureCanvasAgg, _PNG_DPI) as canvas, io.BytesIO() as stream:
        canvas.print_png(stream, metadata={"Software": None}, pil_kwargs={"compress_level": _PNG_COMPRESSION})
        return stream.getvalue()


class _SvgCanvas(FigureCanvasSVG):
    """Measures words with `_Svg` while parts look for their places and while they are drawn."""

    def get_renderer(self) -> _Svg:
        return self._renderer(io.StringIO())

    def written(self) -> bytes:
        with io.StringIO() as stream:
            renderer = self._renderer(stream)
            self.figure.draw(renderer)
            renderer.finalize()  # type: ignore[no-untyped-call]
            return stream.getvalue().encode()

    def _renderer(self, stream: io.StringIO) -> _Svg:
        width, height = (_SVG_DPI * self.figure.get_size_inches()).tolist()
        metadata = {"Date": None, "Creator": None}
        return _Svg(width, height, stream, image_dpi=_SVG_DPI, metadata=metadata)  # type: ignore[no-untyped-call]


class _Svg(RendererSVG):
    """Writes SVG and measures every text once in a process: letters drawn as paths are as wide in any figure."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        return _measured(s, prop, ismath)


@lru_cache(maxsize=16_384)
def _measured(text: str, font: FontProperties, ismath: bool | Literal["TeX"]) -> tuple[float, float, float]:
    return text_to_path.get_text_width_height_descent(text, font, ismath)


@contextmanager
def _settled(figure: Figure, kind: type[Any], dpi: int) -> Iterator[Any]:
    """Give a canvas with the figure's parts in their places, at a resolution that it keeps for a while.

    Files are written by the canvas itself: `savefig` would first go through the whole figure once more, which takes a
    fifth of the time and places what is placed already.
    """
    with drawing_style():
        _settle(figure)
        canvas = kind(figure)
        usual = figure.get_dpi()
        figure.set_dpi(dpi)
        try:
            yield canvas
        finally:
            figure.set_dpi(usual)


def _settle(figure: Figure) -> None:
    """Let the parts find their places once; again would cost time and could move them by a hair.

    The solver's last digits depend on where objects lie in memory, and the names of clipping paths on these digits: so
    places are rounded.
    """
    engine = figure.get_layout_engine()
    if not isinstance(engine, ConstrainedLayoutEngine):
        return
    usual = figure.get_dpi()
    _SvgCanvas(figure)  # words are measured as they will be drawn
    figure.set_dpi(_SVG_DPI)
    engine.execute(figure)
    figure.set_dpi(usual)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = np.round(axes.get_position(original=True).bounds, 6).tolist()
        axes.set_position((left, bottom, width, height))
