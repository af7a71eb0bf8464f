"""Which workdays a service level counts: all, those of the busiest weekday, or those outside the leave season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.scenario import Scenario


def leave_months(scenario: Scenario) -> list[int]:
    """Months, 1 to 12, that take more of the year's leave than an even twelfth."""
    shares = scenario.behavior.absence.leave_month_share
    return [month for month, share in enumerate(shares, start=1) if share > 1 / 12]


def days_chosen(scenario: Scenario, weekday: int) -> NDArray[np.int64]:
    """Return the workdays that `study.days` counts, as indices among all workdays of a replication.

    Parameters
    ----------
    weekday
        The busiest weekday, 0 for Monday, where that is asked for; else it does not matter.
    """
    days = scenario.days
    if scenario.study.days == "busiest_weekday":
        return np.flatnonzero(days.workdays % 5 == weekday)
    if scenario.study.days == "outside_leave_season":
        season = leave_months(scenario)
        return np.array([n for n, date in enumerate(days.dates) if date.month not in season], dtype=np.int64)
    return np.arange(len(days.workdays))


def busiest_weekday(scenario: Scenario, wanted: NDArray[np.integer]) -> int:
    """Return the weekday (0 Monday) of the highest mean, the earliest on ties; `wanted` is [replications, workdays]."""
    weekday = scenario.days.workdays % 5
    means = [wanted[:, weekday == day].mean() if (weekday == day).any() else -1.0 for day in range(5)]
    return int(np.argmax(means))
