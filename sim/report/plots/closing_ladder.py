"""What each closure saves and whom it sends home: one line for each step, from today to one step too far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report.language import ENGLISH
from sim.report.phrases import square_meters_in
from sim.report.plots.canvas import BLACK, BLUE, GRAY, GREEN, VERMILION, Drawing, drawing_style, finish, new_figure
from sim.report.plots.spoken import spoken_ticks
from sim.report.words import count, legible, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.close_page import ClosureRow
    from sim.report.language import Language


@drawing_style()
def draw(rows: Sequence[ClosureRow], scope: str, language: Language = ENGLISH) -> Drawing:
    """Draw savings, days sent home and the way to work of today and every step of the ladder, side by side."""
    figure = new_figure()
    panels = figure.subplots(1, 3, sharey=True, width_ratios=[1.15, 1, 1])
    places = range(len(rows))
    colors = [GREEN if row.keeps_level else VERMILION for row in rows]
    money, home, way = panels

    money.barh(places, [row.eur_saved_per_year / 1e6 for row in rows], color=colors, height=0.55)
    for place, row in enumerate(rows):
        money.text(row.eur_saved_per_year / 1e6, place, _note(row, language), va="center", fontsize=7.5, color=GRAY)
    money.set_xlim(0, max(row.eur_saved_per_year for row in rows) / 1e6 * 2.1 or 1)
    money.set_xlabel(language.say("studyfigure.ladder.money_axis"))

    _dots(home, rows, colors, lambda row: (row.forced_remote_days_per_person_year, row.ci_low, row.ci_high), language)
    home.set_xlabel(language.say("studyfigure.ladder.home_axis"))
    _dots(way, rows, colors, lambda row: (row.commute_minutes_per_person_week, None, None), language)
    way.set_xlabel(language.say("studyfigure.ladder.way_axis"))

    money.set_yticks(places, [_label(row, language) for row in rows])
    money.set_ylim(len(rows) - 0.5, -0.5)
    for axes in panels:
        axes.grid(visible=True, axis="x")
        axes.tick_params(axis="y", length=0)
        spoken_ticks(axes, language, "x")
    title = _title(rows, language)
    caption = f"{scope} {language.say('studyfigure.ladder.interval')}"
    finish(figure, plot_height=1.05 + 0.36 * len(rows), title=title, caption=caption, key=_key(language))
    return Drawing(
        name="closing_ladder",
        title=title,
        reading=language.say("studyfigure.ladder.reading"),
        alternative=language.say("studyfigure.ladder.alternative", title=title, number=str(len(rows))),
        figure=figure,
    )


def _note(row: ClosureRow, language: Language) -> str:
    """Say, with a space in front, what is freed."""
    if not row.step:
        return language.say("studyfigure.ladder.nothing")
    desks = language.number(count(row.desks_freed))
    return language.say("studyfigure.ladder.note", area=square_meters_in(language, row.m2_freed), desks=desks)


def _label(row: ClosureRow, language: Language) -> str:
    if row.step == 0:
        return language.say("studyfigure.ladder.today")
    return language.say("studyfigure.ladder.step", step=str(row.step), part=shorten(legible(row.part), 46))


def _dots(
    axes: Axes,
    rows: Sequence[ClosureRow],
    colors: Sequence[str],
    read: Callable[[ClosureRow], tuple[float, float | None, float | None]],
    language: Language,
) -> None:
    highest = 0.0
    for place, (row, color) in enumerate(zip(rows, colors, strict=True)):
        value, low, high = read(row)
        if low is not None and high is not None:
            axes.plot([low, high], [place, place], color=color, linewidth=2, solid_capstyle="butt")
        axes.plot(value, place, marker="o", markersize=5.5, color=BLUE if row.step == 0 else color)
        axes.annotate(
            language.number(f"{value:.1f}" if value < 20 else count(value)), (value, place), xytext=(0, 6),
            textcoords="offset points", ha="center", va="bottom", fontsize=7.5, color=BLACK,
        )  # fmt: skip
        highest = max(highest, value, high or 0.0)
    axes.set_xlim(0, highest * 1.2 or 1)


def _title(rows: Sequence[ClosureRow], language: Language) -> str:
    kept = [row for row in rows if row.step and row.keeps_level]
    if not kept:
        return language.say("studyfigure.ladder.title_nothing")
    last = kept[-1]
    return language.say(
        "studyfigure.ladder.title",
        area=square_meters_in(language, last.m2_freed),
        then=language.number(f"{last.forced_remote_days_per_person_year:.1f}"),
        now=language.number(f"{rows[0].forced_remote_days_per_person_year:.1f}"),
    )


def _key(language: Language) -> dict[str, Artist]:
    return {
        language.say("studyfigure.ladder.keeps"): Patch(color=GREEN, linewidth=0),
        language.say("studyfigure.ladder.breaks"): Patch(color=VERMILION, linewidth=0),
        language.say("studyfigure.ladder.today"): Line2D([], [], marker="o", markersize=5.5, color=BLUE, linewidth=0),
    }
