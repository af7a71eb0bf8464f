"""How full each site is on a busy day of each weekday: where and when people do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from sim.report.demand import busy_day
from sim.report.phrases import weekday_in
from sim.report.plots.canvas import VERMILION, Drawing, finish, new_figure
from sim.report.words import percent, short_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.site_need import SiteNeed


#: More rows than this would make a sheet nobody reads; the page's table has all.
MOST_ROWS = 50


def draw(evidence: Evidence) -> Drawing:
    """Draw the level's busy day of each site and weekday as a share of the site's desks."""
    answer, language = evidence.answer, evidence.language
    busy, is_quantile = _busy(evidence)
    desks = np.array([site.desks for site in answer.sites])
    share = np.divide(busy, desks[:, None], out=np.full(busy.shape, np.nan), where=desks[:, None] > 0)
    order = np.argsort(-np.nan_to_num(share, nan=-1).max(axis=1), kind="stable")[:MOST_ROWS]
    names = [*short_labels({site.site_id: site.name for site in answer.sites}, 34).values()]
    share, labels = share[order], [names[row] for row in order]

    figure = new_figure()
    axes = figure.add_subplot()
    axes.imshow(share, cmap="cividis", vmin=0, vmax=max(1.0, float(np.nanmax(share, initial=0))), aspect="auto")
    _annotate(axes, share, language)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks(range(5), [weekday_in(language, day) for day in range(5)])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)

    title = _title(evidence, share, [answer.sites[row] for row in order], labels, busy=is_quantile)
    note = language.say("figure.heat.note" if is_quantile else "figure.heat.note_mean", level=evidence.level)
    caption = f"{evidence.scope()} {note} {language.say('figure.heat.framed')}{evidence.left_out(len(labels))}"
    finish(figure, plot_height=0.45 + 0.31 * len(labels), title=title, caption=caption)
    return Drawing(
        name="site_weekday_heat",
        title=title,
        reading=language.say("figure.heat.reading"),
        alternative=language.plural("figure.heat.alternative", len(labels), title=title),
        figure=figure,
    )


def _annotate(axes: Axes, share: NDArray[np.float64], language: Language) -> None:
    """Write every number into its cell and frame those over 100 %, so that color is never the only sign."""
    scale, colors = axes.images[0].norm, colormaps["cividis"]
    for (row, column), value in np.ndenumerate(share):
        over, known = value > 1, not np.isnan(value)
        text = language.number(percent(value)) + (" \u25b2" if over else "") if known else "\u2013"
        dark = known and sum(colors(scale(np.array(value)))[:3]) < 1.45
        weight = "bold" if over else "normal"
        axes.text(column, row, text, ha="center", va="center", color="white" if dark else "black", fontweight=weight)
        if over:
            frame = Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, fill=False, edgecolor=VERMILION, linewidth=2)
            axes.add_patch(frame)


def _busy(evidence: Evidence) -> tuple[NDArray[np.float64], bool]:
    """Busy day of each site and weekday; the mean instead, for all alike, where any weekday has too few days."""
    demand, level = evidence.demand, evidence.facts.service_level
    days = [demand.weekdays == day for day in range(1, 6)]
    rows = [demand.wanted[demand.index(site.site_id)] for site in evidence.answer.sites]
    found = [[busy_day(wanted[:, day], level) for day in days] for wanted in rows]
    if all(value is not None for row in found for value in row):
        return np.array(found, dtype=np.float64), True
    means = [[wanted[:, day].mean() if day.any() else np.nan for day in days] for wanted in rows]
    return np.array(means, dtype=np.float64), False


def _title(
    evidence: Evidence, share: NDArray[np.float64], sites: Sequence[SiteNeed], labels: list[str], *, busy: bool
) -> str:
    """Say which site is fullest on which weekday, and what cells over 100 % mean for the answer over all workdays."""
    language, level = evidence.language, evidence.level
    if np.isnan(share).all():
        return language.say("figure.heat.title_none")
    row, column = np.unravel_index(int(np.nanargmax(share)), share.shape)
    fullest = language.say(
        "figure.heat.busy" if busy else "figure.heat.mean",
        day=language.say(f"thatday.{int(column)}"),
        site=labels[int(row)],
        most=language.number(percent(float(share[row, column]))),
    )
    over = [site for site, full in zip(sites, np.atleast_1d((share > 1).any(axis=1)), strict=True) if full]
    enough = sum(site.verdict == "enough" for site in over)
    if len(sites) == 1:
        if enough:
            return language.say("figure.heat.title_one_enough", fullest=fullest, level=level)
        return language.say("figure.heat.title_one", fullest=fullest)
    if not over:
        return language.say("figure.heat.title_most", fullest=fullest)
    said = {"fullest": fullest, "sites": str(len(sites)), "still": _still(enough, len(over), level, language)}
    if busy:
        return language.plural("figure.heat.title_busy", len(over), **said)
    return language.plural("figure.heat.title_mean", len(over), **said)


def _still(some: int, of: int, level: str, language: Language) -> str:
    """Say how many of the sites that pass 100 % on some day have enough over the year all the same."""
    if not some:
        return ""
    if some == of:
        return language.say("figure.heat.still_it" if of == 1 else "figure.heat.still_all", level=level)
    return language.plural("figure.heat.still_some", some, level=level)
