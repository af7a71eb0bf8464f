"""Why people are on site, hour by hour, on the weekday with most people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.plots.canvas import GRAY, Drawing, finish, from_zero, new_figure
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import OTHER, grouping
from sim.report.words import WEEKDAYS, clock, count, listed, percent, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.purpose_layers import PurposeLayers

#: Where the day thins out to this share of its peak, lines lead from the layers to their names.
_FLANK = 0.75


def draw(evidence: Evidence) -> Drawing | None:
    """Draw the mean number of people by purpose as layers; nothing where hardly anybody is ever on site."""
    found = purpose_layers(evidence.tables["presence"])
    if found is None:
        return None
    day = int(found.at_busiest_bin.sum(axis=0).argmax())
    people = found.people[:, day]
    hours = found.minutes / 60
    total = people.sum(axis=0)

    figure = new_figure()
    axes = figure.add_subplot()
    axes.stackplot(hours, people, colors=[layer.color for layer in found.layers], edgecolor="white", linewidth=0.6)
    from_zero(axes, float(total.max()))
    present = np.flatnonzero(total > 0.002 * total.max())
    axes.set_xlim(hours[present[0]], hours[present[-1]])
    axes.set_xticks(np.arange(np.ceil(hours[present[0]]), np.floor(hours[present[-1]]) + 1))
    axes.set_xlabel("hour of the day")
    axes.set_ylabel("people on site (mean)")
    _name_layers(axes, found, people, hours)

    weekday = WEEKDAYS[found.weekdays[day] - 1]
    title = _title(evidence, found, people, weekday)
    sums = "" if len(evidence.demand.site_ids) == 1 else " Sum of the sites' means."
    caption = (
        f"{evidence.scope()} Mean over all {weekday}s and replications, no interval.{sums}{grouping(found.layers)}"
    )
    finish(figure, plot_height=3.9, title=title, caption=caption)
    return Drawing(
        name="presence_by_purpose_day",
        title=title,
        reading=(
            "The height of a layer is the number of people who are on site for that purpose. A person has one purpose "
            "for the whole day: the weightiest gathering attended in person, else the team's day, else desk work. So "
            "a layer does not show who sits in a meeting at that moment: most of the time these people need a desk."
        ),
        alternative=f"{title} Stacked areas by hour of the day, {plural(len(found.layers), 'layer')}.",
        figure=figure,
    )


def _title(evidence: Evidence, found: PurposeLayers, people: NDArray[np.float64], weekday: str) -> str:
    total = people.sum(axis=0)
    at = int(total.argmax())
    shares = people[:, at] / total[at]
    start = (
        f"{evidence.everywhere} {count(total[at])} people are on site at {clock(int(found.minutes[at]))} of an average "
        f"{weekday}"
    )
    order = [number for number in np.argsort(-shares, kind="stable") if found.layers[number] is not OTHER][:2]
    largest = [f"{percent(shares[number])} for {found.layers[number].words}" for number in order]
    return f"{start}: {listed(largest)}." if largest else f"{start}."


def _name_layers(axes: Axes, found: PurposeLayers, people: NDArray[np.float64], hours: NDArray[np.float64]) -> None:
    """Write each layer's name beside the plot, in the order of the layers, with a line to it."""
    total = people.sum(axis=0)
    at = int(np.flatnonzero(total >= _FLANK * total.max())[-1])
    tops = people[:, at].cumsum()
    middles = tops - people[:, at] / 2
    top = axes.get_ylim()[1]
    step = top * 0.085
    places = np.maximum.accumulate(middles - step * np.arange(len(middles))) + step * np.arange(len(middles))
    places -= max(0.0, places[-1] - 0.96 * top)
    for number in range(len(places) - 2, -1, -1):
        places[number] = min(places[number], places[number + 1] - step)
    for layer, middle, place in zip(found.layers, middles, places, strict=True):
        axes.annotate(
            _two_lines(layer.words), (hours[at], middle), xytext=(1.02, place / top),
            textcoords=axes.transAxes, va="center", ha="left", fontsize=8.5, linespacing=1.05,
            arrowprops={
                "arrowstyle": "-", "color": GRAY, "linewidth": 0.7, "shrinkA": 1, "shrinkB": 0, "relpos": (0, 0.5),
            },
        )  # fmt: skip
        axes.plot(hours[at], middle, marker="o", markersize=4.5, color=layer.color, markeredgecolor="black", zorder=5)


def _two_lines(words: str) -> str:
    """Break long names in the middle."""
    if len(words) <= 22:
        return words
    spaces = [number for number, sign in enumerate(words) if sign == " "]
    middle = min(spaces, key=lambda number: abs(number - len(words) / 2))
    return f"{words[:middle]}\n{words[middle + 1 :]}"
