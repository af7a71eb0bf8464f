"""What a shared office day costs: desks wanted with it and without it, against the desks that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.plots.canvas import (
    BLUE,
    GRAY,
    ORANGE,
    VERMILION,
    Drawing,
    finish,
    new_figure,
)
from sim.report.plots.spoken import spoken_ticks
from sim.report.shared_day_cost import shared_day_costs
from sim.report.words import count, short_labels, shorten, signed

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.shared_day_cost import SharedDayCost

MOST_ROWS = 12


def draw(evidence: Evidence) -> Drawing | None:
    """Draw one row per site, the largest effect on top; nothing where no shared office day falls in the run."""
    costs = shared_day_costs(evidence)
    if not costs:
        return None
    shown, language = costs[:MOST_ROWS], evidence.language
    labels = short_labels({cost.site_id: cost.name for cost in shown}, 26)

    figure = new_figure()
    axes = figure.add_subplot()
    for row, cost in enumerate(shown):
        _row(axes, row, cost)
    axes.set_yticks(range(len(shown)), list(labels.values()))
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    highest = max(max(cost.wanted, cost.without, cost.desks) for cost in shown)
    axes.set_xlim(0, highest * 1.04)
    axes.locator_params(axis="x", integer=True)
    spoken_ticks(axes, language, "x")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(language.say("figure.shared.axis"))
    for row, cost in enumerate(shown):
        axes.annotate(
            _note(cost, language), (1.015, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.2,
            linespacing=1.2,
        )  # fmt: skip

    title = _title(shown[0], len(costs), language)
    more = len(costs) - len(shown)
    left_out = f" {language.plural('figure.shared.left_out', more)}" if more else ""
    note = language.say(
        "figure.shared.note",
        days=language.plural("figure.shared.days", sum(cost.days for cost in costs)),
        sites=language.plural("amount.sites", len(costs)),
        interval=language.say(
            "figure.shared.brackets" if shown[0].extra.low is not None else "figure.shared.no_interval"
        ),
    )
    caption = f"{evidence.scope()} {note}{left_out}"
    finish(figure, plot_height=0.8 + 0.44 * len(shown), title=title, caption=caption, key=_key(language))
    return Drawing(
        name="shared_office_day_cost",
        title=title,
        reading=language.say("figure.shared.reading"),
        alternative=language.say(
            "figure.shared.alternative", title=title, rows=language.plural("figure.rows", len(shown))
        ),
        figure=figure,
    )


def _row(axes: Axes, row: int, cost: SharedDayCost) -> None:
    if abs(cost.wanted - cost.without) > 0:
        axes.annotate(
            "", (cost.wanted, row), xytext=(cost.without, row),
            arrowprops={"arrowstyle": "-|>", "color": GRAY, "linewidth": 1.6, "shrinkA": 4, "shrinkB": 4},
        )  # fmt: skip
    axes.plot(cost.without, row, marker="o", markersize=7, color="white", markeredgecolor=BLUE, markeredgewidth=1.8)
    axes.plot(cost.wanted, row, marker="o", markersize=8, color=ORANGE, markeredgecolor="black", markeredgewidth=0.7)
    axes.plot([cost.desks, cost.desks], [row - 0.33, row + 0.33], color=VERMILION, linewidth=2.4)


def _note(cost: SharedDayCost, language: Language) -> str:
    limits = language.span(cost.extra, count)
    interval = f" ({limits})" if limits else ""
    return language.say(
        "figure.shared.beside",
        extra=f"{language.number(signed(cost.extra.estimate or 0))}{interval}",
        missing=language.number(count(cost.short)),
        missing_without=language.number(count(cost.short_without)),
    )


def _key(language: Language) -> dict[str, Artist]:
    hollow = Line2D([], [], marker="o", linewidth=0, markersize=7, color="white", markeredgecolor=BLUE)
    hollow.set_markeredgewidth(1.8)
    full = Line2D([], [], marker="o", linewidth=0, markersize=8, color=ORANGE, markeredgecolor="black")
    desks = Line2D([], [], marker="|", markersize=11, markeredgewidth=2.4, linewidth=0, color=VERMILION)
    return {
        language.say("figure.shared.without"): hollow,
        language.say("figure.shared.with"): full,
        language.say("figure.shared.desks"): desks,
    }


def _title(worst: SharedDayCost, sites: int, language: Language) -> str:
    """Say what the costliest shared day wants, and what the same day would want without the event."""
    said = {
        "site": shorten(worst.name, 30),
        "wanted": language.number(count(worst.wanted)),
        "desks": language.number(count(worst.desks)),
        "without": language.number(count(worst.without)),
    }
    over = round(worst.wanted) - worst.desks
    if over > 0:
        return language.plural("figure.shared.title_over", over, **said)
    if round(worst.short) > 0:
        return language.say("figure.shared.title_some", **said)
    return language.say("figure.shared.title_fits" if sites == 1 else "figure.shared.title_fits_most", **said)
