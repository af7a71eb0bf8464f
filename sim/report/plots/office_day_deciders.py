"""Who decided the office days: the person, or a rule or gathering the person did not choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from matplotlib.patches import Patch

from sim.report.plots.canvas import BLUE, GRAY, GREEN, ORANGE, PURPLE, SKY, Drawing, finish, new_figure
from sim.report.words import percent, short_labels

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.language import Language

#: Deciders from the person outward: color, color of the number on it.
DECIDERS = {
    "person": (GREEN, "black"),
    "activity": (ORANGE, "black"),
    "team": (SKY, "black"),
    "unit": (BLUE, "white"),
    "employer": (PURPLE, "black"),
}
MOST_ROWS = 50
#: Narrower segments hold no number.
_NARROWEST_LABEL = 0.055


def draw(evidence: Evidence) -> Drawing:
    """Draw one stacked bar for all sites together and one for each site shown."""
    language = evidence.language
    sites = sorted(evidence.answer.sites, key=lambda site: (-site.people, site.site_id))[:MOST_ROWS]
    names = {"": language.say("figure.decided.everywhere"), **{site.site_id: site.name for site in sites}}
    if len(evidence.demand.site_ids) == 1:
        del names[""]
    shares = {site_id: _shares(evidence, site_id) for site_id in names}
    labels = short_labels(names, 34)
    bars = np.array(list(shares.values()))
    y = np.arange(len(names), dtype=float)
    y[1:] += 0.35 if "" in names else 0

    figure = new_figure()
    axes = figure.add_subplot()
    left = np.zeros(len(names))
    for column, (color, ink) in enumerate(DECIDERS.values()):
        widths = bars[:, column]
        axes.barh(y, widths, left=left, height=0.72, color=color, edgecolor="white", linewidth=0.8)
        for position, start, width in zip(y, left, widths, strict=True):
            if width >= _NARROWEST_LABEL:
                axes.text(
                    start + width / 2, position, language.number(percent(width)),
                    ha="center", va="center", color=ink, fontsize=8.5,
                )  # fmt: skip
        left += widths
    for position in y[left == 0]:
        axes.text(0.01, position, language.say("figure.decided.none"), va="center", fontsize=8.5, color=GRAY)
    axes.set_yticks(y, list(labels.values()))
    axes.set_ylim(y[-1] + 0.6, -0.6)
    axes.set_xlim(0, 1)
    axes.set_xticks(np.linspace(0, 1, 6), ["0", "20", "40", "60", "80", "100"])
    axes.set_xlabel(language.say("figure.decided.axis"))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)

    title = _title(bars[0], language)
    caption = f"{evidence.scope()} {language.say('figure.decided.note')}{evidence.left_out(len(sites))}"
    key: dict[str, Artist] = {
        language.say(f"chooser.{decider}"): Patch(color=color)
        for (decider, (color, _)), share in zip(DECIDERS.items(), bars.max(axis=0), strict=True)
        if share > 0
    }
    finish(figure, plot_height=0.75 + 0.32 * len(names), title=title, caption=caption, key=key)
    return Drawing(
        name="office_day_deciders",
        title=title,
        reading=language.say("figure.decided.reading"),
        alternative=language.say(
            "figure.decided.alternative", title=title, rows=language.plural("figure.rows", len(names))
        ),
        figure=figure,
    )


def _shares(evidence: Evidence, site_id: str) -> NDArray[np.float64]:
    """Give each decider's share of a site's office days (of all sites for an empty id), adding up to 1 if any."""
    deciders = evidence.tables["deciders"]
    if site_id:
        rows = deciders.filter(pl.col("site_id") == site_id)
    elif deciders["site_id"].null_count():
        rows = deciders.filter(pl.col("site_id").is_null())
    else:
        weights = evidence.tables["site_daily"].group_by("site_id").agg(pl.col("people").sum().alias("weight"))
        rows = deciders.join(weights, on="site_id").with_columns(
            (pl.col("office_days_share") * pl.col("weight")).alias("office_days_share")
        )
    totals = dict(rows.group_by("decided_by").agg(pl.col("office_days_share").sum()).iter_rows())
    found = np.array([float(totals.get(decider) or 0) for decider in DECIDERS])
    return found / found.sum() if found.sum() else found


def _title(shares: NDArray[np.float64], language: Language) -> str:
    names = list(DECIDERS)
    imposed = [
        language.say(
            "figure.decided.part",
            who=language.say(f"choosers.{names[column]}"),
            share=language.number(percent(float(shares[column]))),
        )
        for column in np.argsort(-shares[1:], kind="stable") + 1
        if shares[column] >= 0.005
    ]
    if not shares.any():
        return language.say("figure.decided.title_none")
    own = language.number(percent(float(shares[0])))
    if not imposed:
        return language.say("figure.decided.title_own", share=own)
    return language.say("figure.decided.title", share=own, imposed=language.listed(imposed))
