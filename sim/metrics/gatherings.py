"""The requests for rooms themselves: who met or worked where, how many took part, and in which room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.records import ROOM_ACTIVITIES, RoomUse
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, Visits
    from sim.requests import Requests
    from sim.scenario import Scenario

#: Whole numbers kept of each request; times are ticks since midnight.
_COLUMNS = (
    "day",
    "start",
    "site",
    "activity",
    "team",
    "until",
    "invited",
    "on_site",
    "visitors",
    "room",
    "seats_class",
    "outcome",
    "asked",
    "wanted_until",
    "booked",
    "people",
)
_SORTED_BY = ("day", "start", "site", "activity", "team")


class GatheringLog:
    """All room requests of one replication, ordered by day, start, site, activity and team."""

    def __init__(self, frame: Frame) -> None:  # noqa: ARG002 (one signature for all observers)
        self._parts: list[NDArray[Any]] = []

    def observe(self, plan: Plan, visits: Visits) -> None:  # noqa: ARG002 (one signature for all observers)
        """Keep one block of weeks."""
        if plan.requests is None:
            return
        requests = plan.requests
        online = requests.outcome == RoomOutcome.ONLINE
        values = {name: getattr(requests, name) for name in _COLUMNS if name != "on_site"} | {
            "start": np.where(online, requests.asked, requests.start),
            "until": np.where(online, requests.wanted_until, requests.until),
            "on_site": own_people(requests),
            "visitors": np.where(requests.outcome == RoomOutcome.NO_SHOW, 0, requests.visitors),
        }
        self._parts.append(np.stack([values[name] for name in _COLUMNS], axis=1).astype(np.int32))

    def arrays(self) -> Arrays:
        """Return one array with a row for each request."""
        rows = np.concatenate(self._parts) if self._parts else np.zeros((0, len(_COLUMNS)), dtype=np.int32)
        order = np.lexsort([rows[:, _COLUMNS.index(name)] for name in reversed(_SORTED_BY)])
        return {"gatherings": rows[order]}


#: Columns of `room_log` beyond those of `gatherings`.
LOG_COLUMNS = ("asked_minute", "asked_end_minute", "wait_minutes", "booked", "people")


def own_people(requests: Requests) -> NDArray[np.integer]:
    """Count our own people who took part on site, shape [request]; nobody of a no-show."""
    fixed = requests.activity == RoomUse.FIXED_BOOKING
    own = np.where(fixed, requests.people, np.diff(requests.first))
    return np.where(requests.outcome == RoomOutcome.NO_SHOW, 0, own)


def rows(scenario: Scenario, replication: int, log: Arrays) -> pl.DataFrame:
    """Table `room_log` of one replication: one row per room request; its first columns are table `gatherings`."""
    import polars as pl

    table = log["gatherings"].astype(np.int64)
    of = {name: table[:, number] for number, name in enumerate(_COLUMNS)}
    office, per_minute = scenario.office, scenario.ticks_per_minute
    dates = scenario.days.ordinals.ravel() - 719_163
    seats = pl.Series([*(seats for _, seats in office.room_classes), None], dtype=pl.Int64)

    def pick(ids: list[str], index: NDArray[np.int64]) -> pl.Series:
        """Names by index; null for -1."""
        return pl.Series([*ids, None], dtype=pl.String).gather(np.where(index < 0, len(ids), index))

    online = of["outcome"] == RoomOutcome.ONLINE
    waited = np.where(of["outcome"] == RoomOutcome.WAITED, (of["start"] - of["asked"]) / per_minute, 0.0)
    return pl.DataFrame(
        {
            "replication": np.full(len(table), replication, dtype=np.int64),
            "date": pl.Series(dates[of["day"]].astype(np.int32)).cast(pl.Date),
            "activity": pick(list(ROOM_ACTIVITIES), of["activity"]),
            "team_id": pick(scenario.organization.team_ids, of["team"]),
            "site_id": pick(office.site_ids, of["site"]),
            "start_minute": of["start"] // per_minute,
            "end_minute": -(-of["until"] // per_minute),
            "invited": of["invited"],
            "on_site": of["on_site"],
            "visitors": of["visitors"],
            "room_id": pick([one.room_id for one in office.single_rooms], of["room"]),
            "seats": seats.gather(np.where(of["seats_class"] < 0, len(seats) - 1, of["seats_class"])),
            "outcome": pick([outcome.name.lower() for outcome in RoomOutcome], of["outcome"]),
            "asked_minute": of["asked"] // per_minute,
            "asked_end_minute": -(-of["wanted_until"] // per_minute),
            "wait_minutes": pl.Series(np.where(online, np.nan, waited)).fill_nan(None),
            "booked": of["booked"] > 0,
            "people": of["people"],
        }
    )
