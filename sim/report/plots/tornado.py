"""What matters most for one key figure: a bar for each assumption from its low to its high end, the widest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from sim.report.language import ENGLISH
from sim.report.plots.canvas import (
    BLACK,
    BLUE,
    DARK_VERMILION,
    GRAY,
    ORANGE,
    VERMILION,
    Drawing,
    drawing_style,
    finish,
    new_figure,
)
from sim.report.sensitivity_words import ends, metric_in
from sim.report.words import legible, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.language import Language
    from sim.report.sensitivity_rows import SensitivityRow
    from sim.stats.interval import Interval

#: So many assumptions are drawn.
TOP = 10
_LABEL_WIDTH = 52
#: How much of its color a bar has that shows no more than luck.
_PALE = 0.35


@drawing_style()
def draw(rows: Sequence[SensitivityRow], scope: str, language: Language = ENGLISH) -> Drawing | None:
    """Draw the ten largest swings of one metric; nothing where no assumption moves it.

    `rows` are all of one metric, the largest swing first.
    """
    top = [row for row in rows[:TOP] if row.swing]
    if not top:
        return None
    metric = metric_in(language, top[0].metric)
    base = top[0].estimate or 0.0
    figure = new_figure()
    axes = figure.subplots()
    for place, row in enumerate(top):
        for end, color, offset in ((row.at_low, BLUE, -0.17), (row.at_high, ORANGE, 0.17)):
            _bar(axes, place + offset, base, end, (color, 1.0 if row.is_clear else _PALE))
        if row.is_guess:
            axes.plot(
                -0.012, place, marker="D", markersize=5, color=VERMILION, transform=axes.get_yaxis_transform(),
                clip_on=False,
            )  # fmt: skip
    axes.axvline(base, color=BLACK, linewidth=1)
    axes.annotate(
        language.say("studyfigure.tornado.as_assumed", number=metric.write(base)), (base, 1),
        xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", ha="center", va="bottom",
        fontsize=8, color=GRAY,
    )  # fmt: skip
    labels = [f"{shorten(row.says, _LABEL_WIDTH)}\n{ends(row, language)}" for row in top]
    axes.set_yticks(range(len(top)), labels, fontsize=8)
    for label, row in zip(axes.get_yticklabels(), top, strict=True):
        label.set_color(DARK_VERMILION if row.is_guess else BLACK)
    axes.set_ylim(len(top) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0, pad=12)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: metric.write(value)))
    axes.locator_params(axis="x", nbins=7)
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(metric.heading)
    title = _title(rows, language)
    finish(
        figure,
        plot_height=0.85 + 0.44 * len(top),
        title=title,
        caption=f"{scope} {language.say('studyfigure.tornado.note')}",
        key=_key(top, language),
    )
    return Drawing(
        name=f"tornado_{top[0].metric}",
        title=title,
        reading=language.say("studyfigure.tornado.reading"),
        alternative=language.say("studyfigure.tornado.alternative", title=title, number=str(len(top))),
        figure=figure,
    )


def _bar(axes: Axes, place: float, base: float, end: Interval, color: tuple[str, float]) -> None:
    """Draw from the value as assumed to the value at one end, and the limits of the difference."""
    if end.estimate is None:
        return
    axes.barh(place, end.estimate, left=base, height=0.32, color=color)
    if end.low is not None and end.high is not None:
        axes.plot([base + end.low, base + end.high], [place, place], color=BLACK, linewidth=1.2, solid_capstyle="butt")


def _title(rows: Sequence[SensitivityRow], language: Language) -> str:
    """Say what the page says: the widest bar that is no luck, or that there is none."""
    metric = metric_in(language, rows[0].metric)
    first = next((row for row in rows if row.is_clear), None)
    if first is None:
        return language.say("studyfigure.tornado.title_luck", metric=metric.heading)
    return language.say(
        "studyfigure.tornado.title_guess" if first.is_guess else "studyfigure.tornado.title",
        metric=metric.heading,
        what=legible(first.says),
        swing=metric.write_swing(first.swing or 0.0),
    )


def _key(top: Sequence[SensitivityRow], language: Language) -> dict[str, Artist]:
    key: dict[str, Artist] = {
        language.say("studyfigure.tornado.low"): Patch(color=BLUE, linewidth=0),
        language.say("studyfigure.tornado.high"): Patch(color=ORANGE, linewidth=0),
    }
    if not all(row.is_clear for row in top):
        key[language.say("studyfigure.tornado.pale")] = Patch(color=(GRAY, _PALE), linewidth=0)
    if any(row.is_guess for row in top):
        key[language.say("studyfigure.tornado.guess")] = Line2D(
            [], [], marker="D", markersize=5, color=VERMILION, linewidth=0
        )
    return key
