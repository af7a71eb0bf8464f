"""Desks freed or needed more at each site, with all shared office days on one weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import TwoSlopeNorm

from sim.report.language import language as language_of
from sim.report.phrases import failed_in, level_in, policy_in, weekday_in
from sim.report.plots.canvas import Drawing, drawing_style, finish, new_figure
from sim.report.words import count, legible, short_labels, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.room_rules_page import MovedRow

MOST_SITES = 20


@drawing_style()
def draw(rows: Sequence[MovedRow], names: Mapping[str, str], facts: Facts) -> Drawing:
    """Draw a field for each site and weekday, blue where desks are freed, orange where more are needed."""
    language = language_of(facts.language)
    largest = sorted({(-(row.desks_needed_now or 0), row.site_id) for row in rows})
    sites = [site_id for _, site_id in largest][:MOST_SITES]
    weekdays = sorted({row.weekday for row in rows})
    by_place = {(row.site_id, row.weekday): row for row in rows}
    freed = np.array([[by_place[site, day].desks_freed or 0 for day in weekdays] for site in sites], dtype=float)
    furthest = max(float(np.abs(freed).max()), 1.0)
    figure = new_figure()
    axes = figure.add_subplot()
    axes.imshow(freed, cmap="PuOr", norm=TwoSlopeNorm(0, -furthest, furthest), aspect="auto", alpha=0.75)
    for line, site in enumerate(sites):
        for column, day in enumerate(weekdays):
            row = by_place[site, day]
            text = language.number(signed(row.desks_freed or 0))
            axes.text(column, line, text, ha="center", va="center", fontweight="bold" if row.is_clear else "normal")
    labels = short_labels({site: legible(names[site]) for site in sites}, 24)
    axes.set_yticks(range(len(sites)), [labels[site] for site in sites])
    axes.set_xticks(range(len(weekdays)), [weekday_in(language, day - 1) for day in weekdays])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    title = _title(rows, names, language)
    caption = language.say(
        "studyfigure.moves.note",
        scenario=facts.scenario,
        policy=policy_in(language, facts.policy),
        level=level_in(language, facts.service_level),
        failed=failed_in(language, facts),
    )
    finish(figure, plot_height=0.5 + 0.33 * len(sites), title=title, caption=caption)
    return Drawing(
        name="shared_day_moves",
        title=title,
        reading=language.say("studyfigure.moves.reading"),
        alternative=language.say(
            "studyfigure.moves.alternative", title=title, sites=str(len(sites)), days=str(len(weekdays))
        ),
        figure=figure,
    )


def _title(rows: Sequence[MovedRow], names: Mapping[str, str], language: Language) -> str:
    clear = [row for row in rows if row.is_clear and row.desks_freed]
    if not clear:
        return language.say("studyfigure.moves.title_none")
    best = max(clear, key=lambda row: row.desks_freed or 0)
    worst = min(clear, key=lambda row: row.desks_freed or 0)
    said = []
    if (best.desks_freed or 0) > 0:
        said.append(_moved("frees", best, best.desks_freed or 0, names, language))
    if (worst.desks_freed or 0) < 0:
        said.append(_moved("needs", worst, -(worst.desks_freed or 0), names, language))
    return language.say("studyfigure.moves.title", said="; ".join(said))


def _moved(what: str, row: MovedRow, desks: float, names: Mapping[str, str], language: Language) -> str:
    return language.say(
        f"studyfigure.moves.it_{what}",
        day=language.say(f"thatday.{row.weekday - 1}"),
        number=language.number(count(desks)),
        site=legible(names[row.site_id]),
    )
