"""Desks freed or needed more at each site, with all shared office days on one weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import TwoSlopeNorm

from sim.report.plots.canvas import Drawing, drawing_style, finish, new_figure
from sim.report.words import MINUS, count, legible, level_text, short_labels, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.room_rules_page import MovedRow

MOST_SITES = 20


@drawing_style()
def draw(rows: Sequence[MovedRow], names: Mapping[str, str], facts: Facts) -> Drawing:
    """Draw a field for each site and weekday, blue where desks are freed, orange where more are needed."""
    largest = sorted({(-(row.desks_needed_now or 0), row.site_id) for row in rows})
    sites = [site_id for _, site_id in largest][:MOST_SITES]
    weekdays = sorted({(row.weekday, row.weekday_name) for row in rows})
    by_place = {(row.site_id, row.weekday): row for row in rows}
    freed = np.array([[by_place[site, day].desks_freed or 0 for day, _ in weekdays] for site in sites], dtype=float)
    furthest = max(float(np.abs(freed).max()), 1.0)
    figure = new_figure()
    axes = figure.add_subplot()
    axes.imshow(freed, cmap="PuOr", norm=TwoSlopeNorm(0, -furthest, furthest), aspect="auto", alpha=0.75)
    for line, site in enumerate(sites):
        for column, (day, _) in enumerate(weekdays):
            row = by_place[site, day]
            text = signed(row.desks_freed or 0)
            axes.text(column, line, text, ha="center", va="center", fontweight="bold" if row.is_clear else "normal")
    labels = short_labels({site: legible(names[site]) for site in sites}, 24)
    axes.set_yticks(range(len(sites)), [labels[site] for site in sites])
    axes.set_xticks(range(len(weekdays)), [name.capitalize() for _, name in weekdays])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    title = _title(rows, names)
    caption = (
        f"Scenario {facts.scenario}, policy {facts.policy}. Desks for {level_text(facts.service_level)} of workdays, "
        "now less then, under the same luck. Bold: more than luck, among all weekdays and sites (Holm, 5 %)."
        f"{facts.failed}"
    )
    finish(figure, plot_height=0.5 + 0.33 * len(sites), title=title, caption=caption)
    return Drawing(
        name="shared_day_moves",
        title=title,
        reading=(
            "Each line is a site, each column the weekday on which all units would hold their shared office days. A "
            f"number above 0 is desks that are no longer needed, {MINUS} means that more are needed than now."
        ),
        alternative=f"{title} A field of numbers, {len(sites)} sites by {len(weekdays)} weekdays.",
        figure=figure,
    )


def _title(rows: Sequence[MovedRow], names: Mapping[str, str]) -> str:
    clear = [row for row in rows if row.is_clear and row.desks_freed]
    if not clear:
        return "No weekday for shared office days clearly frees desks or needs more."
    best = max(clear, key=lambda row: row.desks_freed or 0)
    worst = min(clear, key=lambda row: row.desks_freed or 0)
    said = []
    if (best.desks_freed or 0) > 0:
        freed = count(best.desks_freed or 0)
        said.append(f"on {best.weekday_name.capitalize()} free {freed} desks at {legible(names[best.site_id])}")
    if (worst.desks_freed or 0) < 0:
        more = count(-(worst.desks_freed or 0))
        said.append(f"on {worst.weekday_name.capitalize()} need {more} more at {legible(names[worst.site_id])}")
    return f"Shared office days {'; '.join(said)}."
