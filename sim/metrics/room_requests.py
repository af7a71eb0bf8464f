"""What rooms are asked for: requests over a whole run by site, seats and activity, and how many came alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import OUTCOMES, is_released, used_ticks
from sim.occupancy import counts, totals
from sim.records import ROOM_ACTIVITIES

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_SUMS = (*OUTCOMES, "released", "single_requests", "used_ticks", "single_ticks")


class RoomRequests:
    """Sums over the run by class asked for and activity, shape [class, activity]."""

    def __init__(self, frame: Frame) -> None:
        self._ticks = frame.ticks
        self._shape = (len(frame.scenario.office.room_classes), len(ROOM_ACTIVITIES))
        self._sums = {name: np.zeros(self._shape, dtype=np.int64) for name in _SUMS}

    def observe(self, plan: Plan, visits: Visits) -> None:  # noqa: ARG002 (one signature for all observers)
        """Count one block of weeks."""
        requests = plan.requests
        if requests is None or self._shape[0] == 0:
            return
        group = requests.seats_class * np.int32(self._shape[1]) + requests.activity
        size = self._shape[0] * self._shape[1]
        by_outcome = counts(requests.outcome * np.int32(size) + group, len(OUTCOMES) * size)
        single = requests.people == 1
        used = used_ticks(requests, self._ticks)
        found: dict[str, NDArray[np.integer]] = {
            **dict(zip(OUTCOMES, by_outcome.reshape(len(OUTCOMES), size), strict=True)),
            "released": counts(group[is_released(requests)], size),
            "single_requests": counts(group[single], size),
            "used_ticks": totals(group, used, size),
            "single_ticks": totals(group[single], used[single], size),
        }
        for name, values in found.items():
            self._sums[name] += values.reshape(self._shape)

    def arrays(self) -> Arrays:
        """Return the sums."""
        return {f"room_requests_{name}": values for name, values in self._sums.items()}


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `room_requests`: one row per replication, site, seats and activity that asked for a room."""
    import polars as pl

    office, per_minute = scenario.office, scenario.ticks_per_minute
    sums = {name: stack[f"room_requests_{name}"] for name in _SUMS}
    requests = np.asarray(np.sum([sums[name] for name in OUTCOMES], axis=0, dtype=np.int64))
    some = np.nonzero(requests)
    replication, seats_class, activity = some
    site = np.array([site for site, _ in office.room_classes], dtype=np.int64)
    seats = np.array([seats for _, seats in office.room_classes], dtype=np.int64)
    return pl.DataFrame(
        {
            "replication": np.array(replications, dtype=np.int64)[replication],
            "site_id": pl.Series(office.site_ids, dtype=pl.String).gather(site[seats_class]),
            "seats": seats[seats_class],
            "activity": pl.Series(ROOM_ACTIVITIES, dtype=pl.String).gather(activity),
            "requests": requests[some],
            **{name: sums[name][some] for name in (*OUTCOMES, "released", "single_requests")},
            "used_minutes": sums["used_ticks"][some] / per_minute,
            "single_minutes": sums["single_ticks"][some] / per_minute,
        }
    )
