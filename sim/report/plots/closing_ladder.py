"""What each closure saves and whom it sends home: one line for each step, from today to one step too far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report.plots.canvas import BLACK, BLUE, GRAY, GREEN, VERMILION, Drawing, drawing_style, finish, new_figure
from sim.report.words import count, legible, shorten, square_meters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.close_page import ClosureRow


@drawing_style()
def draw(rows: Sequence[ClosureRow], scope: str) -> Drawing:
    """Draw savings, days sent home and the way to work of today and every step of the ladder, side by side."""
    figure = new_figure()
    panels = figure.subplots(1, 3, sharey=True, width_ratios=[1.15, 1, 1])
    places = range(len(rows))
    colors = [GREEN if row.keeps_level else VERMILION for row in rows]
    money, home, way = panels

    money.barh(places, [row.eur_saved_per_year / 1e6 for row in rows], color=colors, height=0.55)
    for place, row in enumerate(rows):
        note = f" {square_meters(row.m2_freed)}, {count(row.desks_freed)} desks" if row.step else " nothing"
        money.text(row.eur_saved_per_year / 1e6, place, note, va="center", fontsize=7.5, color=GRAY)
    money.set_xlim(0, max(row.eur_saved_per_year for row in rows) / 1e6 * 2.1 or 1)
    money.set_xlabel("million EUR a year\nsaved")

    _dots(home, rows, colors, lambda row: (row.forced_remote_days_per_person_year, row.ci_low, row.ci_high))
    home.set_xlabel("days a year\na person is sent home")
    _dots(way, rows, colors, lambda row: (row.commute_minutes_per_person_week, None, None))
    way.set_xlabel("minutes a week\na person is on the way")

    labels = ["today" if row.step == 0 else f"{row.step}. {shorten(legible(row.part), 38)}" for row in rows]
    money.set_yticks(places, labels)
    money.set_ylim(len(rows) - 0.5, -0.5)
    for axes in panels:
        axes.grid(visible=True, axis="x")
        axes.tick_params(axis="y", length=0)
    title = _title(rows)
    finish(
        figure, plot_height=1.05 + 0.36 * len(rows), title=title, caption=f"{scope} Line: 95 % interval.", key=_key()
    )
    return Drawing(
        name="closing_ladder",
        title=title,
        reading=(
            "Read from the top: each line closes one part more than the line above it. The bar is what that saves in "
            "all, the first dot how many days a year a person sets out and is sent home for want of a desk, the second "
            "dot the time on the way. Red is the first step that breaks the service level."
        ),
        alternative=f"{title} Bars and dots for {len(rows)} steps.",
        figure=figure,
    )


def _dots(
    axes: Axes,
    rows: Sequence[ClosureRow],
    colors: Sequence[str],
    read: Callable[[ClosureRow], tuple[float, float | None, float | None]],
) -> None:
    highest = 0.0
    for place, (row, color) in enumerate(zip(rows, colors, strict=True)):
        value, low, high = read(row)
        if low is not None and high is not None:
            axes.plot([low, high], [place, place], color=color, linewidth=2, solid_capstyle="butt")
        axes.plot(value, place, marker="o", markersize=5.5, color=BLUE if row.step == 0 else color)
        axes.annotate(
            f"{value:.1f}" if value < 20 else count(value), (value, place), xytext=(0, 6), textcoords="offset points",
            ha="center", va="bottom", fontsize=7.5, color=BLACK,
        )  # fmt: skip
        highest = max(highest, value, high or 0.0)
    axes.set_xlim(0, highest * 1.2 or 1)


def _title(rows: Sequence[ClosureRow]) -> str:
    kept = [row for row in rows if row.step and row.keeps_level]
    if not kept:
        return "Nothing can be closed without breaking the service level."
    last = kept[-1]
    return (
        f"{square_meters(last.m2_freed)} can go: people are then sent home on "
        f"{last.forced_remote_days_per_person_year:.1f} days a year instead of "
        f"{rows[0].forced_remote_days_per_person_year:.1f}."
    )


def _key() -> dict[str, Artist]:
    return {
        "keeps the service level": Patch(color=GREEN, linewidth=0),
        "breaks it": Patch(color=VERMILION, linewidth=0),
        "today": Line2D([], [], marker="o", markersize=5.5, color=BLUE, linewidth=0),
    }
