"""Why people are on site, hour by hour, on the weekday with most people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.phrases import clock_in, weekdays_in
from sim.report.plots.canvas import GRAY, Drawing, finish, from_zero, new_figure
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import OTHER, grouping
from sim.report.words import count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.purpose_layers import PurposeLayers

#: Where the day thins out to this share of its peak, lines lead from the layers to their names.
_FLANK = 0.75


def draw(evidence: Evidence) -> Drawing | None:
    """Draw the mean number of people by purpose as layers; nothing where hardly anybody is ever on site."""
    language, found = evidence.language, purpose_layers(evidence.tables["presence"])
    if found is None:
        return None
    day = int(found.at_busiest_bin.sum(axis=0).argmax())
    people = found.people[:, day]
    hours = found.minutes / 60
    total = people.sum(axis=0)

    figure = new_figure()
    axes = figure.add_subplot()
    axes.stackplot(hours, people, colors=[layer.color for layer in found.layers], edgecolor="white", linewidth=0.6)
    from_zero(axes, float(total.max()), language)
    present = np.flatnonzero(total > 0.002 * total.max())
    axes.set_xlim(hours[present[0]], hours[present[-1]])
    axes.set_xticks(np.arange(np.ceil(hours[present[0]]), np.floor(hours[present[-1]]) + 1))
    axes.set_xlabel(language.say("figure.purpose.day_hours_axis"))
    axes.set_ylabel(language.say("figure.purpose.day_people_axis"))
    _name_layers(axes, found, people, hours, language)

    weekday = found.weekdays[day] - 1
    title = _title(evidence, found, people, weekday)
    sums = "" if len(evidence.demand.site_ids) == 1 else f" {language.say('figure.purpose.sum')}"
    note = language.say("figure.purpose.day_note", days=weekdays_in(language, weekday))
    caption = f"{evidence.scope()} {note}{sums}{grouping(found.layers, language)}"
    finish(figure, plot_height=3.9, title=title, caption=caption)
    return Drawing(
        name="presence_by_purpose_day",
        title=title,
        reading=language.say("figure.purpose.day_reading"),
        alternative=language.say(
            "figure.purpose.day_alternative", title=title, layers=language.plural("figure.layers", len(found.layers))
        ),
        figure=figure,
    )


def _title(evidence: Evidence, found: PurposeLayers, people: NDArray[np.float64], weekday: int) -> str:
    language = evidence.language
    total = people.sum(axis=0)
    at = int(total.argmax())
    shares = people[:, at] / total[at]
    said = {
        "where": evidence.everywhere,
        "people": language.number(count(total[at])),
        "time": clock_in(language, int(found.minutes[at])),
        "day": language.say(f"thatday.{weekday}"),
    }
    order = [number for number in np.argsort(-shares, kind="stable") if found.layers[number] is not OTHER][:2]
    largest = [
        language.say(
            "figure.purpose.day_part",
            share=language.number(percent(shares[number])),
            layer=found.layers[number].words_in(language),
        )
        for number in order
    ]
    if not largest:
        return language.say("figure.purpose.day_title_only", **said)
    return language.say("figure.purpose.day_title", largest=language.listed(largest), **said)


def _name_layers(
    axes: Axes, found: PurposeLayers, people: NDArray[np.float64], hours: NDArray[np.float64], language: Language
) -> None:
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
            _two_lines(layer.words_in(language)), (hours[at], middle), xytext=(1.02, place / top),
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
