"""How many people are on each site through the day, by purpose, in bins of five minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.metrics.observer import Arrays, Frame, small
from sim.records import Purpose

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

BIN_MINUTES = 5


class Presence:
    """People at the first moment of each bin from the first opening to the last closing.

    Shape [day, site, purpose, bin].
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._sites = len(frame.scenario.office.site_ids)
        self._first, self._bins = bins(frame.scenario)
        self._people = np.zeros((frame.all_days, self._sites, len(Purpose), self._bins), dtype=np.int32)

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        days = plan.weeks * 5
        seated = visits.zone >= 0
        day = visits.day[seated] - plan.first_week * 5
        group = (day * self._sites + self._site_of_zone[visits.zone[seated]]) * len(Purpose) + visits.purpose[seated]
        ticks_per_bin = BIN_MINUTES * self._frame.scenario.ticks_per_minute
        width = self._bins + 1
        change = np.zeros(days * self._sites * len(Purpose) * width, dtype=np.int32)
        for tick, sign in ((visits.arrival, 1), (visits.departure, -1)):
            bin_number = np.clip(-(-tick[seated] // ticks_per_bin) - self._first, 0, self._bins)
            change += sign * np.bincount(group * width + bin_number, minlength=len(change)).astype(np.int32)
        present = np.cumsum(change.reshape(days, self._sites, len(Purpose), width), axis=3)[..., :-1]
        first = plan.first_week * 5
        self._people[first : first + days] = present

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {"presence_people": small(self._frame.workdays_only(self._people))}


def bins(scenario: Scenario) -> tuple[int, int]:
    """Return the first bin of the day that is counted, and how many are."""
    sites = scenario.office.sites.values()
    first = min(site.opens_at for site in sites) // BIN_MINUTES
    last = -(-max(site.closes_at for site in sites) // BIN_MINUTES)
    return first, last - first


def rows(scenario: Scenario, stack: Arrays) -> pl.DataFrame:
    """Table `presence`: one row per site, weekday, bin and purpose (null: all), over all replications."""
    import polars as pl

    people = stack["presence_people"]
    weekday = scenario.days.workdays % 5
    first, count = bins(scenario)
    minute = (first + np.arange(count)) * BIN_MINUTES
    parts = []
    for day in range(5):
        on_day = people[:, weekday == day]
        if on_day.shape[1] == 0:
            continue
        layers: list[tuple[str | None, NDArray[Any]]] = [(None, on_day.sum(axis=3, dtype=np.int32))]
        layers += [(purpose.name.lower(), on_day[:, :, :, purpose]) for purpose in Purpose]
        for purpose, values in layers:
            if purpose is not None and not values.any():
                continue
            pooled = values.reshape(-1, *values.shape[2:])
            # Every replication has the same number of such days, so the pooled quantile is the mean share's quantile.
            rank = min(len(pooled) - 1, -(-95 * len(pooled) // 100) - 1)
            p95 = np.partition(pooled, rank, axis=0)[rank]
            parts.append(
                pl.DataFrame(
                    {
                        "site_id": np.repeat(scenario.office.site_ids, count),
                        "weekday": np.full(p95.size, day + 1, dtype=np.int64),
                        "minute": np.tile(minute, len(scenario.office.site_ids)).astype(np.int64),
                        "purpose": pl.Series([purpose] * p95.size, dtype=pl.String),
                        "people_mean": pooled.mean(axis=0).ravel(),
                        "people_p95": p95.ravel().astype(np.int64),
                    }
                )
            )
    return pl.concat(parts).sort("site_id", "weekday", "minute", "purpose", nulls_last=False)
