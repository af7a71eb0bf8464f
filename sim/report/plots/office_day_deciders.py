"""Who decided the office days: the person, or a rule or gathering the person did not choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from matplotlib.patches import Patch

from sim.report.plots.canvas import BLUE, GRAY, GREEN, ORANGE, PURPLE, SKY, Drawing, finish, new_figure
from sim.report.words import listed, percent, plural, short_labels

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence

#: Deciders from the person outward: color, color of the number on it, words for the key and for a sentence.
DECIDERS = {
    "person": (GREEN, "black", "the person's own wish", "people's own wishes"),
    "activity": (ORANGE, "black", "an activity", "activities"),
    "team": (SKY, "black", "the team", "teams"),
    "unit": (BLUE, "white", "the unit", "units"),
    "employer": (PURPLE, "black", "the employer", "the employer"),
}
MOST_ROWS = 50
#: Narrower segments hold no number.
_NARROWEST_LABEL = 0.055


def draw(evidence: Evidence) -> Drawing:
    """Draw one stacked bar for all sites together and one for each site shown."""
    sites = sorted(evidence.answer.sites, key=lambda site: (-site.people, site.site_id))[:MOST_ROWS]
    names = {"": "All sites together", **{site.site_id: site.name for site in sites}}
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
    for column, (color, ink, _, _) in enumerate(DECIDERS.values()):
        widths = bars[:, column]
        axes.barh(y, widths, left=left, height=0.72, color=color, edgecolor="white", linewidth=0.8)
        for position, start, width in zip(y, left, widths, strict=True):
            if width >= _NARROWEST_LABEL:
                axes.text(
                    start + width / 2, position, percent(width), ha="center", va="center", color=ink, fontsize=8.5
                )
        left += widths
    for position in y[left == 0]:
        axes.text(0.01, position, "no office days", va="center", fontsize=8.5, color=GRAY)
    axes.set_yticks(y, list(labels.values()))
    axes.set_ylim(y[-1] + 0.6, -0.6)
    axes.set_xlim(0, 1)
    axes.set_xticks(np.linspace(0, 1, 6), ["0", "20", "40", "60", "80", "100"])
    axes.set_xlabel("share of office days, %")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)

    title = _title(bars[0])
    left_out = evidence.left_out(len(sites))
    caption = f"{evidence.scope()} Mean over replications; no interval.{left_out}"
    key: dict[str, Artist] = {
        words: Patch(color=color)
        for (color, _, words, _), share in zip(DECIDERS.values(), bars.max(axis=0), strict=True)
        if share > 0
    }
    finish(figure, plot_height=0.75 + 0.32 * len(names), title=title, caption=caption, key=key)
    return Drawing(
        name="office_day_deciders",
        title=title,
        reading=(
            "An office day counts as the person's own where the same person would have come under the same luck "
            "without any rule or gathering. Every other day is counted for the first level whose rule needed it."
        ),
        alternative=f"{title} Stacked bars, {plural(len(names), 'row')}.",
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


def _title(shares: NDArray[np.float64]) -> str:
    words = [words for *_, words in DECIDERS.values()]
    imposed = [
        f"{words[column]} {percent(float(shares[column]))}"
        for column in np.argsort(-shares[1:], kind="stable") + 1
        if shares[column] >= 0.005
    ]
    if not shares.any():
        return "There were no office days."
    own = f"People's own wishes decided {percent(float(shares[0]))} of office days"
    return f"{own}; {listed(imposed)}." if imposed else f"{own}: nothing was imposed."
