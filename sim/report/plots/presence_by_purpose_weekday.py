"""Why people are on site from Monday to Friday: which purposes make the week uneven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Patch

from sim.report.phrases import weekday_in
from sim.report.plots.canvas import Drawing, finish, from_zero, new_figure
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import OTHER, grouping
from sim.report.words import count

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.purpose_layers import PurposeLayers

#: Lower segments, as a share of the highest bar, hold no number.
_LOWEST_LABEL = 0.035


def draw(evidence: Evidence) -> Drawing | None:
    """Draw people at each weekday's busiest moment, stacked by purpose; nothing where hardly anybody is on site."""
    language, found = evidence.language, purpose_layers(evidence.tables["presence"])
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
                    column, start + height / 2, language.number(count(height)), ha="center", va="center",
                    fontsize=8.5, color=layer.ink,
                )  # fmt: skip
        bottom += heights
    for position, height in zip(x, total, strict=True):
        axes.annotate(
            language.number(count(height)), (position, height), xytext=(0, 3), textcoords="offset points", ha="center",
            va="bottom", fontweight="bold",
        )  # fmt: skip
    axes.set_xticks(x, [weekday_in(language, day - 1) for day in found.weekdays])
    axes.set_xlim(-0.6, len(x) - 0.4)
    from_zero(axes, float(total.max()), language)
    axes.set_ylabel(language.say("figure.purpose.week_axis"))
    # On the right and from the top of the bar down, so that the key reads as the bar does.
    key: dict[str, Artist] = {layer.words_in(language): Patch(color=layer.color) for layer in reversed(found.layers)}
    axes.legend(
        list(key.values()), [_broken(words, language) for words in key], loc="upper left", bbox_to_anchor=(1.0, 1.0),
        labelspacing=0.7, handlelength=1.2,
    )  # fmt: skip

    title = _title(evidence, found)
    sums = "" if len(evidence.demand.site_ids) == 1 else f" {language.say('figure.purpose.sums')}"
    note = language.say("figure.purpose.week_note")
    caption = f"{evidence.scope()} {note}{sums}{grouping(found.layers, language)}"
    finish(figure, plot_height=3.8, title=title, caption=caption)
    return Drawing(
        name="presence_by_purpose_weekday",
        title=title,
        reading=language.say("figure.purpose.week_reading"),
        alternative=language.say(
            "figure.purpose.week_alternative", title=title, layers=language.plural("figure.layers", len(found.layers))
        ),
        figure=figure,
    )


def _broken(words: str, language: Language) -> str:
    """Break after a comma or `and`, where a name is long."""
    if len(words) <= 24:
        return words
    for mark in (language.say("list.and"), ", "):
        before, sign, after = words.rpartition(mark)
        if sign and len(before) >= 8:
            return f"{before}{sign.rstrip()}\n{after}"
    return words


def _title(evidence: Evidence, found: PurposeLayers) -> str:
    people, total = found.at_busiest_bin, found.at_busiest_bin.sum(axis=0)
    high, low = int(total.argmax()), int(total.argmin())
    language = evidence.language
    days = [language.say(f"on_weekdays.{day - 1}") for day in found.weekdays]
    difference = people[:, high] - people[:, low]
    named = [number for number, layer in enumerate(found.layers) if layer is not OTHER]
    said = {"where": evidence.everywhere, "people": language.number(count(total[high])), "days": days[high]}
    if len(days) == 1 or not named or round(total[high]) == round(total[low]):
        return language.say("figure.purpose.week_title_one", **said)
    most = max(named, key=lambda number: difference[number])
    said |= {"fewest": language.number(count(total[low])), "quiet": days[low]}
    if difference[most] < 0.5:
        return language.say("figure.purpose.week_title", **said)
    return language.say(
        "figure.purpose.week_title_part",
        difference=language.number(count(difference[most])),
        layer=found.layers[most].words_in(language),
        **said,
    )
