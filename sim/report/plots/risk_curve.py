"""For each site, the share of workdays that would be short for any number of desks: what one desk more would buy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report.phrases import on_workdays_in
from sim.report.plots.canvas import BLUE, GREEN, VERMILION, Drawing, finish, new_figure
from sim.report.plots.spoken import spoken_ticks
from sim.report.words import count, percent, short_labels, shorten
from sim.stats.risk_curve import risk_curve

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.site_need import SiteNeed

MOST_PANELS = 12
_POINTS = 120


def draw(evidence: Evidence) -> Drawing:
    """Draw one panel per site, the largest first, with today's desks and the needed ones marked."""
    answer, demand, language = evidence.answer, evidence.demand, evidence.language
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
        spoken_ticks(axes, language)
        note = _panel_note(site, language)
        axes.set_title(f"{labels[site.site_id]}\n{note}", loc="left", fontsize=8.5, linespacing=1.25)
        if number % columns == 0:
            axes.set_ylabel(language.say("figure.risk.short_axis"))
        if number + columns >= len(sites):
            axes.set_xlabel(language.say("figure.risk.desks_axis"))

    title = _title(evidence)
    left_out = evidence.left_out(len(sites))
    band = language.say("figure.risk.band" if demand.replications > 1 else "figure.one_replication")
    cut = language.say("figure.risk.cut", top=language.number(percent(top)))
    caption = f"{evidence.scope()} {band}{left_out} {cut}"
    finish(figure, plot_height=max(1.95 * rows, 3), title=title, caption=caption, key=_key(evidence))
    return Drawing(
        name="risk_curve",
        title=title,
        reading=language.say("figure.risk.reading", allowed=language.number(percent(allowed))),
        alternative=language.plural("figure.risk.alternative", len(sites), title=title),
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


def _panel_note(site: SiteNeed, language: Language) -> str:
    today = language.say("figure.today", number=language.plural("amount.desks", site.desks))
    if site.needed.estimate is None:
        return today
    return f"{today}\n{language.say('figure.needed', number=language.with_interval(site.needed))}"


def _key(evidence: Evidence) -> dict[str, Artist]:
    """Explain the marks once for all panels."""
    language, many = evidence.language, evidence.demand.replications > 1
    band = {language.say("figure.interval"): Patch(color=BLUE, alpha=0.25, linewidth=0)} if many else {}
    allowed = language.number(percent(1 - evidence.answer.service_level))
    accepted = Line2D([], [], color=GREEN, linewidth=1, linestyle=(0, (5, 3)))
    needed = Line2D([], [], color=GREEN, marker="D", linewidth=0, markeredgecolor="white")
    known = any(site.needed.estimate is not None for site in evidence.answer.sites)
    return {
        language.say("figure.risk.share"): Line2D([], [], color=BLUE, linewidth=1.5),
        **band,
        language.say("figure.desks_today"): Line2D([], [], color=VERMILION, linewidth=1.6),
        language.say("figure.risk.accepted", allowed=allowed): accepted,
        **({language.say("figure.risk.desks_needed"): needed} if known else {}),
    }


def _title(evidence: Evidence) -> str:
    sites, language, level = evidence.answer.sites, evidence.language, evidence.level
    if all(site.needed.estimate is None for site in sites):
        worst = max(sites, key=lambda site: site.days_short_share.estimate or 0)
        share = language.number(percent(worst.days_short_share.estimate or 0))
        return language.say("figure.risk.title_most_often", site=shorten(worst.name, 30), share=share)
    short = [site for site in sites if site.verdict_in_number == "too_few"]
    if not short and any(site.barred for site in sites):
        return _barred_title(
            evidence, max(sites, key=lambda site: (site.barred, site.days_sent_home_share.estimate or 0))
        )
    if not short and all(site.verdict == "enough" for site in sites):
        if len(sites) == 1:
            return language.say("figure.risk.title_enough_one", site=shorten(sites[0].name, 30), level=level)
        return language.say("figure.risk.title_enough_all", number=str(len(sites)), level=level)
    if not short:
        return language.say("figure.risk.title_unclear", level=level)
    worst = max(short, key=lambda site: site.missing.estimate or 0)
    said = {
        "level": level,
        "site": shorten(worst.name, 30),
        "missing": language.with_interval(worst.missing),
        "exist": language.number(count(worst.desks)),
    }
    if len(sites) == 1:
        return language.say("figure.risk.title_short_here", **said)
    return language.plural("figure.risk.title_short", len(short), **said)


def _barred_title(evidence: Evidence, site: SiteNeed) -> str:
    """Say that the number of desks is not what matters where people may not take the free ones."""
    enough = site.verdict_in_number == "enough"
    return evidence.language.say(
        "figure.risk.title_barred_enough" if enough else "figure.risk.title_barred_perhaps",
        level=evidence.level,
        site=shorten(site.name, 30),
        on_days=on_workdays_in(evidence.language, site.days_sent_home_share),
    )
