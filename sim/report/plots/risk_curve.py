"""For each site, the share of workdays that would be short for any number of desks: what one desk more would buy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report.plots.canvas import BLUE, GREEN, VERMILION, Drawing, finish, new_figure
from sim.report.words import count, on_workdays, percent, plural, short_labels, shorten, with_interval
from sim.stats.risk_curve import risk_curve

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.site_need import SiteNeed

MOST_PANELS = 12
_POINTS = 120


def draw(evidence: Evidence) -> Drawing:
    """Draw one panel per site, the largest first, with today's desks and the needed ones marked."""
    answer, demand = evidence.answer, evidence.demand
    sites = sorted(answer.sites, key=lambda site: (-site.desks, site.site_id))[:MOST_PANELS]
    columns = next(number for most, number in ((1, 1), (4, 2), (9, 3), (12, 4)) if len(sites) <= most)
    rows = math.ceil(len(sites) / columns)
    labels = short_labels({site.site_id: site.name for site in sites}, {1: 60, 2: 40, 3: 24, 4: 17}[columns])
    allowed = 1 - answer.service_level
    top = min(4 * allowed, 1)

    figure = new_figure()
    for number, site in enumerate(sites):
        axes = figure.add_subplot(rows, columns, number + 1)
        wanted = demand.wanted[demand.index(site.site_id)]
        _panel(axes, site, wanted, allowed, top)
        axes.set_title(f"{labels[site.site_id]}\n{_panel_note(site)}", loc="left", fontsize=8.5, linespacing=1.25)
        if number % columns == 0:
            axes.set_ylabel("workdays short, %")
        if number + columns >= len(sites):
            axes.set_xlabel("desks at the site")

    title = _title(evidence)
    left_out = evidence.left_out(len(sites))
    band = (
        "Band: 95 % interval of the share over replications."
        if demand.replications > 1
        else "One replication: no interval."
    )
    caption = f"{evidence.scope()} {band}{left_out} Shares above {percent(top)} are cut off."
    finish(figure, plot_height=max(1.95 * rows, 3), title=title, caption=caption, key=_key(evidence))
    return Drawing(
        name="risk_curve",
        title=title,
        reading=(
            "Go to a number of desks on the horizontal axis and read how many workdays would be short of desks with so "
            "many. Where the curve is flat, a desk more or less changes little; where it is steep, it changes much. "
            f"The dashed line is the risk accepted: {percent(allowed)} of workdays. The curve counts desks as if "
            "anybody could take any of them; the table says how often people are sent home all the same."
        ),
        alternative=f"{title} {plural(len(sites), 'chart')}, one for each site; the page's table has the numbers.",
        figure=figure,
    )


def _panel(axes: Axes, site: SiteNeed, wanted: NDArray[np.int64], allowed: float, top: float) -> None:
    marks = [site.desks] + ([] if site.needed.estimate is None else [int(site.needed.estimate)])
    steep = int(np.quantile(wanted, max(1 - 1.5 * top, 0)))
    first, last = min(*marks, steep), max(*marks, int(wanted.max()))
    margin = max(1, round(0.04 * (last - first)))
    desks = np.unique(np.linspace(max(first - margin, 0), last + margin, _POINTS).round().astype(np.int64))
    curve = risk_curve(wanted, desks)
    if not np.isnan(curve.low).any():
        axes.fill_between(desks, 100 * curve.low, 100 * curve.high, step="post", color=BLUE, alpha=0.25, linewidth=0)
    axes.plot(desks, 100 * curve.share, drawstyle="steps-post", color=BLUE, linewidth=1.5)
    axes.axhline(100 * allowed, color=GREEN, linewidth=1, linestyle=(0, (5, 3)))
    axes.axvline(site.desks, color=VERMILION, linewidth=1.6)
    if site.needed.estimate is not None:
        axes.plot(site.needed.estimate, 100 * allowed, marker="D", markersize=6, color=GREEN, markeredgecolor="white")
    axes.set_ylim(0, 100 * top)
    axes.set_xlim(desks[0], desks[-1])
    axes.locator_params(axis="x", nbins=5, integer=True)
    axes.locator_params(axis="y", nbins=5)
    axes.grid(visible=True)


def _panel_note(site: SiteNeed) -> str:
    needed = "" if site.needed.estimate is None else f"\n{with_interval(site.needed)} needed"
    return f"{plural(site.desks, 'desk')} today{needed}"


def _key(evidence: Evidence) -> dict[str, Artist]:
    """Explain the marks once for all panels."""
    band = {"95 % interval": Patch(color=BLUE, alpha=0.25, linewidth=0)} if evidence.demand.replications > 1 else {}
    allowed = percent(1 - evidence.answer.service_level)
    needed = Line2D([], [], color=GREEN, marker="D", linewidth=0, markeredgecolor="white")
    known = any(site.needed.estimate is not None for site in evidence.answer.sites)
    return {
        "share of workdays short": Line2D([], [], color=BLUE, linewidth=1.5),
        **band,
        "desks today": Line2D([], [], color=VERMILION, linewidth=1.6),
        f"risk accepted, {allowed}": Line2D([], [], color=GREEN, linewidth=1, linestyle=(0, (5, 3))),
        **({"desks needed": needed} if known else {}),
    }


def _title(evidence: Evidence) -> str:
    sites = evidence.answer.sites
    if all(site.needed.estimate is None for site in sites):
        worst = max(sites, key=lambda site: site.days_short_share.estimate or 0)
        share = percent(worst.days_short_share.estimate or 0)
        return f"Short of desks most often: {shorten(worst.name, 30)}, on {share} of workdays."
    short = [site for site in sites if site.verdict_in_number == "too_few"]
    if not short and any(site.barred for site in sites):
        return _barred_title(
            evidence, max(sites, key=lambda site: (site.barred, site.days_sent_home_share.estimate or 0))
        )
    if not short and all(site.verdict == "enough" for site in sites):
        who = sites[0].name if len(sites) == 1 else f"Each of {len(sites)} sites"
        return f"{shorten(who, 30)} has desks enough for {evidence.level} of workdays."
    if not short:
        return f"No site is clearly short of desks for {evidence.level} of workdays, but not all clearly have enough."
    worst = max(short, key=lambda site: site.missing.estimate or 0)
    needs = f"{with_interval(worst.missing)} more than its {count(worst.desks)}"
    if len(sites) == 1:
        return f"{shorten(worst.name, 30)} has too few desks for {evidence.level} of workdays: it needs {needs}."
    return (
        f"{plural(len(short), 'site has', 'sites have')} too few desks for {evidence.level} of workdays; "
        f"{shorten(worst.name, 30)} needs most: {needs}."
    )


def _barred_title(evidence: Evidence, site: SiteNeed) -> str:
    """Say that the number of desks is not what matters where people may not take the free ones."""
    enough = "are enough" if site.verdict_in_number == "enough" else "may be enough"
    return (
        f"Desks {enough} in number for {evidence.level} of workdays at {shorten(site.name, 30)}, but people are sent "
        f"home {on_workdays(site.days_sent_home_share)}: the free ones are not open to them."
    )
