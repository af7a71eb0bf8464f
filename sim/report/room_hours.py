"""Of the hours for which rooms are open: how many are booked, and how many used, by size of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.report.rooms import as_share, of_sites_shown
from sim.stats.interval import Interval, mean_interval

if TYPE_CHECKING:
    from sim.report.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomHours:
    """Rooms of one size at all sites shown; `booked` and `used` are shares of their opening hours on all workdays.

    Booked hours are the whole bookings, also of those who never come; used ones have people in the room, whether it
    was booked or not. `open_minutes` is of one replication.
    """

    seats: int
    rooms: int
    open_minutes: int
    booked: Interval
    used: Interval


def hours_by_seats(evidence: Evidence) -> list[RoomHours]:
    """Give each size there is, the smallest first."""
    rooms = (
        of_sites_shown(evidence, "rooms")
        .group_by("seats")
        .agg(pl.len(), (pl.col("closes_at_minute") - pl.col("opens_at_minute")).sum().alias("open"))
        .sort("seats")
    )
    minutes = pl.col("booked_minutes", "used_minutes").sum()
    sums = of_sites_shown(evidence, "rooms_daily").group_by("seats", "replication").agg(minutes).sort("replication")
    found = []
    for seats, number, opening in rooms.iter_rows():
        rows = sums.filter(pl.col("seats") == seats)
        open_minutes = opening * evidence.demand.days
        booked, used = (
            as_share(mean_interval(rows[column].to_numpy().astype(np.float64) / open_minutes))
            for column in ("booked_minutes", "used_minutes")
        )
        found.append(RoomHours(seats=seats, rooms=number, open_minutes=open_minutes, booked=booked, used=used))
    return found
