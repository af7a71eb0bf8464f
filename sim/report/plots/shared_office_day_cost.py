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
from sim.report.shared_day_cost import shared_day_costs
from sim.report.words import count, plural, short_labels, shorten, signed, span

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.shared_day_cost import SharedDayCost

MOST_ROWS = 12


def draw(evidence: Evidence) -> Drawing | None:
    """Draw one row per site, the largest effect on top; nothing where no shared office day falls in the run."""
    costs = shared_day_costs(evidence)
    if not costs:
        return None
    shown = costs[:MOST_ROWS]
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
    axes.grid(visible=True, axis="x")
    axes.set_xlabel("desks wanted at the same time on the day (peak), mean over shared office days")
    for row, cost in enumerate(shown):
        axes.annotate(
            _note(cost), (1.015, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.2, linespacing=1.2
        )

    title = _title(shown[0], len(costs))
    more = len(costs) - len(shown)
    left_out = f" {plural(more, 'site', 'sites')} with smaller effects left out." if more else ""
    interval = "In brackets: 95 % interval over replications. " if shown[0].extra.low is not None else "No interval. "
    caption = (
        f"{evidence.scope()} {plural(sum(cost.days for cost in costs), 'shared office day')} at "
        f"{plural(len(costs), 'site')}, all replications. Without: the same day and luck, only that event taken out; "
        f"other days of the week are not compared. {interval}{left_out}"
    )
    finish(figure, plot_height=0.8 + 0.44 * len(shown), title=title, caption=caption, key=_key())
    return Drawing(
        name="shared_office_day_cost",
        title=title,
        reading=(
            "Each row is a site on the days when a whole unit shares the office there. The arrow leads from the desks "
            "wanted had that one event not been held to the desks wanted with it; where it ends right of the red mark, "
            "more desks are wanted than exist. The sites where the event adds most to the shortage stand on top."
        ),
        alternative=f"{title} Arrows from without to with the event, {plural(len(shown), 'row')}.",
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


def _note(cost: SharedDayCost) -> str:
    limits = span(cost.extra)
    interval = f" ({limits})" if limits else ""
    return (
        f"{signed(cost.extra.estimate or 0)}{interval} desks wanted\n"
        f"{count(cost.short)} missing, {count(cost.short_without)} without it"
    )


def _key() -> dict[str, Artist]:
    hollow = Line2D([], [], marker="o", linewidth=0, markersize=7, color="white", markeredgecolor=BLUE)
    hollow.set_markeredgewidth(1.8)
    return {
        "wanted without the event": hollow,
        "wanted with it": Line2D([], [], marker="o", linewidth=0, markersize=8, color=ORANGE, markeredgecolor="black"),
        "desks at the site": Line2D(
            [], [], marker="|", markersize=11, markeredgewidth=2.4, linewidth=0, color=VERMILION
        ),
    }


def _title(worst: SharedDayCost, sites: int) -> str:
    """Say what the costliest shared day wants, and what the same day would want without the event."""
    name, desks = shorten(worst.name, 30), count(worst.desks)
    over = round(worst.wanted) - worst.desks
    without = f"without it the same day would want {count(worst.without)}"
    if over > 0:
        more = "1 desk" if over == 1 else f"{count(over)} desks"
        return (
            f"A shared office day at {name} wants {count(worst.wanted)} desks on average, {more} more than the site "
            f"has; {without} of {desks}."
        )
    if round(worst.short) > 0:
        return (
            f"A shared office day at {name} wants {count(worst.wanted)} of {desks} desks on average, but some of these "
            f"days want more than exist; {without}."
        )
    where = name if sites == 1 else f"{name}, where it adds most,"
    return f"A shared office day at {where} wants {count(worst.wanted)} of {desks} desks on average; {without}."
