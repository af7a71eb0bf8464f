"""Why people are on site from Monday to Friday: which purposes make the week uneven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Patch

from sim.report.plots.canvas import Drawing, finish, from_zero, new_figure
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import OTHER, grouping
from sim.report.words import WEEKDAYS, count, plural

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from sim.report.evidence import Evidence
    from sim.report.purpose_layers import PurposeLayers

#: Lower segments, as a share of the highest bar, hold no number.
_LOWEST_LABEL = 0.035


def draw(evidence: Evidence) -> Drawing | None:
    """Draw people at each weekday's busiest moment, stacked by purpose; nothing where hardly anybody is on site."""
    found = purpose_layers(evidence.tables["presence"])
    if found is None:
        return None
    people = found.at_busiest_bin
    total = people.sum(axis=0)
    x = np.arange(len(found.weekdays))

    figure = new_figure()
    axes = figure.add_subplot()
    bottom = np.zeros(len(x))
    for layer, heights in zip(found.layers, people, strict=True):
        axes.bar(x, heights, bottom=bottom, width=0.66, color=layer.color, edgecolor="white", linewidth=0.8)
        for column, (start, height) in enumerate(zip(bottom, heights, strict=True)):
            if height >= max(_LOWEST_LABEL * total.max(), 4.5):
                axes.text(
                    column, start + height / 2, count(height), ha="center", va="center",
                    fontsize=8.5, color=layer.ink,
                )  # fmt: skip
        bottom += heights
    for position, height in zip(x, total, strict=True):
        axes.annotate(
            count(height), (position, height), xytext=(0, 3), textcoords="offset points", ha="center",
            va="bottom", fontweight="bold",
        )  # fmt: skip
    axes.set_xticks(x, [WEEKDAYS[day - 1] for day in found.weekdays])
    axes.set_xlim(-0.6, len(x) - 0.4)
    from_zero(axes, float(total.max()))
    axes.set_ylabel("people on site at the busiest\nfive minutes (mean)")
    # On the right and from the top of the bar down, so that the key reads as the bar does.
    key: dict[str, Artist] = {layer.words: Patch(color=layer.color) for layer in reversed(found.layers)}
    axes.legend(
        list(key.values()), [_broken(words) for words in key], loc="upper left", bbox_to_anchor=(1.0, 1.0),
        labelspacing=0.7, handlelength=1.2,
    )  # fmt: skip

    title = _title(evidence, found)
    sums = "" if len(evidence.demand.site_ids) == 1 else " Sums of the sites' means."
    caption = (
        f"{evidence.scope()} Each bar: the five minutes of the mean day of that weekday with most people on site; mean "
        f"over its days and replications, no interval.{sums}{grouping(found.layers)}"
    )
    finish(figure, plot_height=3.8, title=title, caption=caption)
    return Drawing(
        name="presence_by_purpose_weekday",
        title=title,
        reading=(
            "A layer that is thick on one day and thin on the others makes the week uneven; one that is equally thick "
            "on all days does not. Averages over all sites: a single site on a single day may differ much, as when a "
            "whole unit comes together."
        ),
        alternative=f"{title} Stacked bars by weekday, {plural(len(found.layers), 'layer')}.",
        figure=figure,
    )


def _broken(words: str) -> str:
    """Break after a comma or `and`, where a name is long."""
    if len(words) <= 24:
        return words
    for mark in (" and ", ", "):
        before, sign, after = words.rpartition(mark)
        if sign and len(before) >= 8:
            return f"{before}{sign.rstrip()}\n{after}"
    return words


def _title(evidence: Evidence, found: PurposeLayers) -> str:
    people, total = found.at_busiest_bin, found.at_busiest_bin.sum(axis=0)
    high, low = int(total.argmax()), int(total.argmin())
    days = [f"{WEEKDAYS[day - 1]}s" for day in found.weekdays]
    difference = people[:, high] - people[:, low]
    named = [number for number, layer in enumerate(found.layers) if layer is not OTHER]
    start = f"{evidence.everywhere} {count(total[high])} people are on site on {days[high]}"
    if len(days) == 1 or not named or round(total[high]) == round(total[low]):
        return f"{start}, at the busiest moment."
    most = max(named, key=lambda number: difference[number])
    ways = f"{start} and {count(total[low])} on {days[low]}"
    if difference[most] < 0.5:
        return f"{ways}, at the busiest moment."
    return (
        f"{ways}; the largest part of the difference, {count(difference[most])} people, comes for "
        f"{found.layers[most].words}."
    )
