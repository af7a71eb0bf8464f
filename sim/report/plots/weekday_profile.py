"""Desks wanted at all sites from Monday to Friday: how uneven the week is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.phrases import weekday_in
from sim.report.plots.canvas import BLACK, BLUE, SKY, Drawing, capacity_line, finish, from_zero, new_figure
from sim.report.plots.spoken import spoken_ticks
from sim.report.words import count, percent
from sim.stats.interval import mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.stats.interval import Interval


def draw(evidence: Evidence) -> Drawing:
    """Draw the mean of each weekday as a bar and the range of 90 % of its days as a whisker."""
    demand, city, language = evidence.demand, evidence.answer.city, evidence.language
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
    capacity_line(axes, city.desks, language)
    axes.set_xticks(x, [_tick(language, day, mean, city.people) for day, mean in zip(present, means, strict=True)])
    axes.set_xlim(-0.6, len(present) - 0.4)
    from_zero(axes, max(float(high.max()), city.desks), language)
    axes.set_ylabel(language.say("figure.wanted_axis"))
    if city.people:
        people = city.people
        share_axis = axes.secondary_yaxis("right", functions=(_scaled(100 / people), _scaled(people / 100)))
        share_axis.set_ylabel(language.say("figure.week.share_axis"))
        spoken_ticks(share_axis, language, "y")

    busiest, quietest = int(np.argmax(means)), int(np.argmin(means))
    title = _title(evidence, present, means, mean_interval(by_day[busiest].mean(axis=1)))
    caption = f"{evidence.scope()} {language.say('figure.week.note')}"
    finish(figure, plot_height=3.5, title=title, caption=caption)
    return Drawing(
        name="weekday_profile",
        title=title,
        reading=language.say("figure.week.reading"),
        alternative=language.say(
            "figure.week.alternative",
            title=title,
            low=language.number(count(means[quietest])),
            high=language.number(count(means[busiest])),
        ),
        figure=figure,
    )


def _scaled(factor: float) -> Callable[[ArrayLike], ArrayLike]:
    """Give a function between desks and percent of people, as the axis on the right wants it."""
    return lambda values: np.asarray(values) * factor


def _tick(language: Language, day: int, mean: float, people: int) -> str:
    """Weekday with its mean below, where it can hide no mark."""
    share = language.say("figure.week.share", share=language.number(percent(mean / people))) if people else ""
    lines = (weekday_in(language, day - 1), language.plural("amount.desks", round(mean)), share)
    return "\n".join(filter(None, lines))


def _title(evidence: Evidence, days: list[int], means: NDArray[np.float64], busiest_mean: Interval) -> str:
    language = evidence.language
    busiest, quietest = int(np.argmax(means)), int(np.argmin(means))
    said = {
        "day": weekday_in(language, days[busiest] - 1),
        "mean": language.with_interval(busiest_mean),
        "exist": language.number(count(evidence.answer.city.desks)),
    }
    if len(days) == 1:
        return language.say("figure.week.title_one", **said)
    quiet = language.say(f"on_weekdays.{days[quietest] - 1}")
    return language.say("figure.week.title", low=language.number(count(means[quietest])), quiet=quiet, **said)
