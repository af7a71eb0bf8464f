"""How full each site is on a busy day of each weekday: where and when people do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from sim.report.demand import busy_day
from sim.report.plots.canvas import VERMILION, Drawing, finish, new_figure
from sim.report.words import WEEKDAYS, percent, plural, short_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.site_need import SiteNeed


#: More rows than this would make a sheet nobody reads; the page's table has all.
MOST_ROWS = 50


def draw(evidence: Evidence) -> Drawing:
    """Draw the level's busy day of each site and weekday as a share of the site's desks."""
    answer = evidence.answer
    busy, is_quantile = _busy(evidence)
    desks = np.array([site.desks for site in answer.sites])
    share = np.divide(busy, desks[:, None], out=np.full(busy.shape, np.nan), where=desks[:, None] > 0)
    order = np.argsort(-np.nan_to_num(share, nan=-1).max(axis=1), kind="stable")[:MOST_ROWS]
    names = [*short_labels({site.site_id: site.name for site in answer.sites}, 34).values()]
    share, labels = share[order], [names[row] for row in order]

    figure = new_figure()
    axes = figure.add_subplot()
    axes.imshow(share, cmap="cividis", vmin=0, vmax=max(1.0, float(np.nanmax(share, initial=0))), aspect="auto")
    _annotate(axes, share)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks(range(5), WEEKDAYS)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)

    title = _title(share, [answer.sites[row] for row in order], labels, busy=is_quantile, level=evidence.level)
    note = (
        f"Each cell: the number of desks that would do on {evidence.level} of the site's days of that weekday, all "
        "replications taken together, in % of the site's desks; no interval."
        if is_quantile
        else f"Too few days for the {evidence.level} day of a weekday: each cell is the mean instead."
    )
    left_out = evidence.left_out(len(labels))
    caption = f"{evidence.scope()} {note} Framed with \u25b2: over 100 %, more wanted than exist.{left_out}"
    finish(figure, plot_height=0.45 + 0.31 * len(labels), title=title, caption=caption)
    return Drawing(
        name="site_weekday_heat",
        title=title,
        reading=(
            "Each cell is a busy day of that weekday at that site, as a share of the site's desks; the fullest sites "
            "stand on top. Framed cells do not fit; dark cells are desks that nobody wants even then. A busy "
            "Tuesday is one of the fullest of all Tuesdays, and a day like it may be rare among all workdays: so a "
            "site may be framed and still have enough desks for the whole year."
        ),
        alternative=f"{title} Table of colors, {plural(len(labels), 'site')} by five weekdays.",
        figure=figure,
    )


def _annotate(axes: Axes, share: NDArray[np.float64]) -> None:
    """Write every number into its cell and frame those over 100 %, so that color is never the only sign."""
    scale, colors = axes.images[0].norm, colormaps["cividis"]
    for (row, column), value in np.ndenumerate(share):
        over, known = value > 1, not np.isnan(value)
        text = percent(value) + (" \u25b2" if over else "") if known else "\u2013"
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


def _title(share: NDArray[np.float64], sites: Sequence[SiteNeed], labels: list[str], *, busy: bool, level: str) -> str:
    """Say which site is fullest on which weekday, and what cells over 100 % mean for the answer over all workdays."""
    if np.isnan(share).all():
        return "There are no desks."
    row, column = np.unravel_index(int(np.nanargmax(share)), share.shape)
    most, day = percent(float(share[row, column])), f"{'a busy' if busy else 'an average'} {WEEKDAYS[int(column)]}"
    fullest = f"On {day} {labels[int(row)]} wants {most} of its desks"
    over = [site for site, full in zip(sites, np.atleast_1d((share > 1).any(axis=1)), strict=True) if full]
    enough = sum(site.verdict == "enough" for site in over)
    overall = f"enough on {level} of all workdays"
    if len(sites) == 1:
        return f"{fullest}; over the year it has {overall}." if enough else f"{fullest}."
    if not over:
        return f"{fullest}, the most of all sites."
    still = f"; {_how_many(enough, len(over))} still {'has' if enough == 1 else 'have'} {overall}" if enough else ""
    passing = f"{plural(len(over), 'site')} of {len(sites)} {'passes' if len(over) == 1 else 'pass'} 100 %"
    return f"{fullest}. {passing} on {'a busy' if busy else 'an average'} day of the fullest weekday{still}."


def _how_many(some: int, of: int) -> str:
    if some == of:
        return "it" if of == 1 else "all of them"
    return f"{some} of them"
