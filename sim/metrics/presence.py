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
        # The largest array there is: made once, of the smallest type, which grows when a count asks for it.
        self._people: NDArray[np.integer] = np.zeros(
            (len(frame.scenario.days.workdays), self._sites, len(Purpose), self._bins), dtype=np.uint8
        )

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        days, first = plan.weeks * 5, plan.first_week * 5
        seated = visits.zone >= 0
        # Only purposes that occur need counting; without activities there are two of them.
        occurs = np.flatnonzero(np.bincount(visits.purpose[seated], minlength=len(Purpose)))
        place = np.zeros(len(Purpose), dtype=np.int32)
        place[occurs] = np.arange(len(occurs))
        site = (visits.day[seated] - first) * self._sites + self._site_of_zone[visits.zone[seated]]
        start = (site * len(occurs) + place[visits.purpose[seated]]) * (self._bins + 1)
        size = days * self._sites * len(occurs) * (self._bins + 1)
        ticks_per_bin = BIN_MINUTES * self._frame.scenario.ticks_per_minute
        change = np.zeros(size, dtype=np.int32)
        for tick, sign in ((visits.arrival, 1), (visits.departure, -1)):
            bin_number = np.clip(-(-tick[seated] // ticks_per_bin) - self._first, 0, self._bins)
            # There are many more cells than visits, so that counting them all would take longer.
            np.add.at(change, start + bin_number, np.int32(sign))
        present = change.reshape(days, self._sites, len(occurs), self._bins + 1)
        np.cumsum(present, axis=3, out=present)
        found = small(present[self._frame.workdays_of(first, days) - first, :, :, :-1])
        if found.dtype.itemsize > self._people.dtype.itemsize:
            self._people = self._people.astype(found.dtype)
        self._people[self._frame.workday_rows(first, days), :, occurs] = found

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {"presence_people": self._people}


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
            # Days go last, so that each cell's days lie side by side in memory.
            pooled = np.ascontiguousarray(values.reshape(-1, values[0, 0].size).T)
            # Every replication has the same number of such days, so the pooled quantile is the mean share's quantile.
            days = pooled.shape[1]
            rank = min(days - 1, -(-95 * days // 100) - 1)
            p95 = np.partition(pooled, rank, axis=1)[:, rank]
            parts.append(
                pl.DataFrame(
                    {
                        "site_id": np.repeat(scenario.office.site_ids, count),
                        "weekday": np.full(p95.size, day + 1, dtype=np.int64),
                        "minute": np.tile(minute, len(scenario.office.site_ids)).astype(np.int64),
                        "purpose": pl.Series([purpose] * p95.size, dtype=pl.String),
                        "people_mean": pooled.mean(axis=1),
                        "people_p95": p95.astype(np.int64),
                    }
                )
            )
    return pl.concat(parts).sort("site_id", "weekday", "minute", "purpose", nulls_last=False)
