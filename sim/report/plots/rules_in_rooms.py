"""Requests refused without and under each rule, and the rooms that would do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.plots.canvas import BLUE, GRAY, ORANGE, Drawing, drawing_style, finish, new_figure, wrapped
from sim.report.words import fine_percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.room_rules_page import RuleRow


@drawing_style()
def draw(rows: Sequence[RuleRow], says: Mapping[str, str], failed: str = "") -> Drawing:
    """Draw one line per rule: from what is refused without it to what is refused under it."""
    figure = new_figure()
    axes = figure.add_subplot()
    highest = 0.0
    for place, row in enumerate(rows):
        a, b = 100 * (row.refused_share_without or 0), 100 * (row.refused_share_under or 0)
        axes.plot([a, b], [place, place], color=GRAY, linewidth=1.4)
        axes.plot(a, place, marker="o", color=ORANGE, markersize=7)
        axes.plot(b, place, marker="o", color=BLUE, markersize=7)
        worth = "over a dozen at some site" if row.rooms_worth is None else f"{row.rooms_worth:.1f}"
        axes.annotate(
            f"worth {worth} rooms" if row.is_clear else "no more than luck",
            (max(a, b), place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
        highest = max(highest, a, b)
    axes.set_yticks(range(len(rows)), [_in_lines(says[row.rule]) for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, highest * 1.4 or 1)
    axes.set_xlabel("requests refused, %")
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)
    title = _title(rows, says)
    finish(
        figure,
        plot_height=0.6 + 0.55 * len(rows),
        title=title,
        caption=f"All replications, all sites, under the same luck. Refused: held online for want of a room.{failed}",
        key={
            "without the rule": Line2D([], [], marker="o", color=ORANGE, linewidth=0, markersize=7),
            "under the rule": Line2D([], [], marker="o", color=BLUE, linewidth=0, markersize=7),
        },
    )
    return Drawing(
        name="rules_in_rooms",
        title=title,
        reading=(
            "Each line is a rule. Where the blue dot lies left of the orange one, fewer requests are refused under the "
            "rule; the number of rooms beside it would do the same without it."
        ),
        alternative=f"{title} Two dots for each of {len(rows)} rules.",
        figure=figure,
    )


def _in_lines(text: str) -> str:
    """Break a rule into two lines of about equal length."""
    parts = wrapped(text, 9.5).replace("\n", " ").split(" ")
    half = min(range(1, len(parts)), key=lambda cut: abs(len(" ".join(parts[:cut])) - len(" ".join(parts[cut:]))))
    return f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}"


def _title(rows: Sequence[RuleRow], says: Mapping[str, str]) -> str:
    clear = [row for row in rows if row.is_clear and (row.difference or 0) > 0]
    if not clear:
        return "No rule clearly lowers how many requests for rooms are refused."
    best = max(clear, key=lambda row: row.difference or 0.0)
    return (
        f"If {says[best.rule]}, {fine_percent(best.refused_share_under or 0)} of requests are refused instead of "
        f"{fine_percent(best.refused_share_without or 0)}."
    )
