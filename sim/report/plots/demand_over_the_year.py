"""Desks wanted at all sites on every workday, with the capacity: when the space is tight and when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.phrases import month_in
from sim.report.plots.canvas import BLUE, Drawing, capacity_line, finish, from_zero, new_figure
from sim.report.plots.month_axis import month_axis
from sim.report.words import count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence

_DAYS_OF_TWO_YEARS = 2 * 366


def draw(evidence: Evidence) -> Drawing:
    """Draw the median over replications and the band that holds 90 % of them."""
    demand, language = evidence.demand, evidence.language
    dates, wanted, by_week = _per_day_or_week(demand.dates, demand.city_wanted)
    low, middle, high = np.percentile(wanted, [5, 50, 95], axis=0)
    x = dates.astype(np.int64)
    desks = evidence.answer.city.desks

    figure = new_figure()
    axes = figure.add_subplot()
    if demand.replications > 1:
        axes.fill_between(*_broken_at_gaps(x, low, high, by_week=by_week), color=BLUE, alpha=0.25, linewidth=0)
    line_x, line, _ = _broken_at_gaps(x, middle, middle, by_week=by_week)
    axes.plot(line_x, line, color=BLUE, linewidth=1.3, marker=".", markersize=3)
    capacity_line(axes, desks, language)
    from_zero(axes, max(float(high.max()), desks), language)
    axes.set_ylabel(language.say("figure.wanted_week_axis" if by_week else "figure.wanted_axis"))
    month_axis(axes, dates, language)

    title = _title(evidence)
    point = language.say("figure.year.point_week" if by_week else "figure.year.point_day")
    note = language.say("figure.year.note_many" if demand.replications > 1 else "figure.year.note_one", point=point)
    caption = f"{evidence.scope()} {note}"
    finish(figure, plot_height=3.6, title=title, caption=caption)
    return Drawing(
        name="demand_over_the_year",
        title=title,
        reading=language.say("figure.year.reading"),
        alternative=language.say(
            "figure.year.alternative",
            title=title,
            low=language.number(count(middle.min())),
            high=language.number(count(middle.max())),
        ),
        figure=figure,
    )


def _title(evidence: Evidence) -> str:
    city, demand, language = evidence.answer.city, evidence.demand, evidence.language
    where, exist = evidence.everywhere, language.number(count(city.desks))
    if city.needed.estimate is None:
        wanted = language.with_interval(city.wanted_mean)
        title = language.say("figure.year.title_mean", where=where, wanted=wanted, exist=exist)
    else:
        wanted = language.with_interval(city.needed)
        title = language.say("figure.year.title", where=where, wanted=wanted, level=evidence.level, exist=exist)
    months = demand.dates.astype("datetime64[M]").astype(np.int64) % 12
    present = np.unique(months)
    if len(present) < 6:
        return title
    means = [float(demand.city_wanted[:, months == month].mean()) for month in present]
    busiest, quietest = (month_in(language, int(present[at]) + 1) for at in (np.argmax(means), np.argmin(means)))
    return language.say("figure.year.title_months", title=title, busiest=busiest, quietest=quietest)


def _per_day_or_week(
    dates: NDArray[np.datetime64], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.datetime64], NDArray[np.int64], bool]:
    """Leave days as they are up to two years; beyond, take each ISO week's busiest day, dated by its Monday."""
    days = dates.astype(np.int64)
    if days[-1] - days[0] <= _DAYS_OF_TWO_YEARS:
        return dates, wanted, False
    mondays, starts = np.unique(days - (days + 3) % 7, return_index=True)
    return mondays.astype("datetime64[D]"), np.maximum.reduceat(wanted, starts, axis=1), True


def _broken_at_gaps(
    x: NDArray[np.int64], low: NDArray[np.float64], high: NDArray[np.float64], *, by_week: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Put a hole where no day lies between, so that no line is drawn over a weekend or a holiday."""
    gaps = np.flatnonzero(np.diff(x) > (7 if by_week else 1)) + 1
    between = x[gaps - 1] + 0.5
    return (
        np.insert(x.astype(np.float64), gaps, between),
        np.insert(low.astype(np.float64), gaps, np.nan),
        np.insert(high.astype(np.float64), gaps, np.nan),
    )
