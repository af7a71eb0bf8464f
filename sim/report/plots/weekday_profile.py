"""Desks wanted at all sites from Monday to Friday: how uneven the week is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.plots.canvas import BLACK, BLUE, SKY, Drawing, capacity_line, finish, from_zero, new_figure
from sim.report.words import WEEKDAYS, count, percent, plural, with_interval
from sim.stats.interval import mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from sim.report.evidence import Evidence
    from sim.stats.interval import Interval


def draw(evidence: Evidence) -> Drawing:
    """Draw the mean of each weekday as a bar and the range of 90 % of its days as a whisker."""
    demand, city = evidence.demand, evidence.answer.city
    present = [day for day in range(1, 6) if (demand.weekdays == day).any()]
    by_day = [demand.city_wanted[:, demand.weekdays == day] for day in present]
    means = np.array([values.mean() for values in by_day])
    low, high = np.array([np.percentile(values, [5, 95]) for values in by_day]).T

    figure = new_figure()
    axes = figure.add_subplot()
    x = np.arange(len(present))
    axes.bar(x, means, width=0.62, color=SKY, edgecolor=BLUE, linewidth=0.8)
    axes.vlines(x, low, high, color=BLACK, linewidth=1.6)
    axes.hlines(np.concatenate([low, high]), np.tile(x, 2) - 0.07, np.tile(x, 2) + 0.07, color=BLACK, linewidth=1.6)
    capacity_line(axes, city.desks)
    axes.set_xticks(x, [_tick(WEEKDAYS[day - 1], mean, city.people) for day, mean in zip(present, means, strict=True)])
    axes.set_xlim(-0.6, len(present) - 0.4)
    from_zero(axes, max(float(high.max()), city.desks))
    axes.set_ylabel("desks wanted at the same time\n(peak of the day)")
    if city.people:
        people = city.people
        share_axis = axes.secondary_yaxis("right", functions=(_scaled(100 / people), _scaled(people / 100)))
        share_axis.set_ylabel("share of all people, %")

    busiest, quietest = int(np.argmax(means)), int(np.argmin(means))
    title = _title(evidence, [WEEKDAYS[day - 1] for day in present], means, mean_interval(by_day[busiest].mean(axis=1)))
    caption = (
        f"{evidence.scope()} Bars: mean over days and replications. Whiskers: 90 % of the single days of that weekday "
        "(5 % lie below, 5 % above); they show how days differ, not how sure the mean is."
    )
    finish(figure, plot_height=3.5, title=title, caption=caption)
    return Drawing(
        name="weekday_profile",
        title=title,
        reading=(
            "Compare the bars with each other: a steep week needs desks on one or two days that stand empty on the "
            "others. Compare the upper ends of the whiskers with the red line: that is a busy day of that weekday."
        ),
        alternative=(
            f"{title} Bar chart by weekday, from {count(means[quietest])} to {count(means[busiest])} desks on average."
        ),
        figure=figure,
    )


def _scaled(factor: float) -> Callable[[ArrayLike], ArrayLike]:
    """Give a function between desks and percent of people, as the axis on the right wants it."""
    return lambda values: np.asarray(values) * factor


def _tick(weekday: str, mean: float, people: int) -> str:
    """Weekday with its mean below, where it can hide no mark."""
    share = f"\n{percent(mean / people)} of people" if people else ""
    return f"{weekday}\n{plural(round(mean), 'desk')}{share}"


def _title(evidence: Evidence, days: list[str], means: NDArray[np.float64], busiest_mean: Interval) -> str:
    busiest, quietest = int(np.argmax(means)), int(np.argmin(means))
    desks = evidence.answer.city.desks
    start = f"{days[busiest]} is the busiest weekday: {with_interval(busiest_mean)} desks are wanted on average"
    if len(days) == 1:
        return f"{start}; {count(desks)} exist."
    return f"{start}, against {count(means[quietest])} on {days[quietest]}s; {count(desks)} exist."
