"""Little's law on every resource, V10: the mean number there is the rate of those who come times their mean stay.

The number is read off tables that count by day and resource, or off counts at every minute; rate and stay off single
visits and requests. Neither knows of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.studies.theory.check import Check, mean_check
from sim.studies.theory.reading import site_days, totals
from sim.studies.theory.requests import counted, room_days, waiting, with_room

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.studies.theory.reading import Tables

_OPEN_FROM, _OPEN_MINUTES = 420, 720  # of theory/v10
_TOLERANCE = 0.01  # facts.md D


def every_resource(tables: Tables) -> list[Check]:
    """V10: desks, rooms of every size, and the queue for rooms."""
    import polars as pl

    stay = pl.col("departure_minute") - pl.col("arrival_minute")
    seated = tables["visits"].filter(pl.col("zone_id").is_not_null())
    desks = totals(tables, "site_daily", "occupied_mean") / _days(tables)
    checks = [_law("desks", desks, _rate_times_stay(tables, seated, stay))]
    requests = with_room(tables["room_log"]).join(
        tables["rooms"].select("room_id", room_seats="seats"), on="room_id", how="left"
    )
    for seats in sorted(tables["rooms"]["seats"].unique().to_list()):
        used = room_days(tables, "used_minutes", seats).mean(axis=1) / _OPEN_MINUTES
        of_size = requests.filter(pl.col("room_seats") == seats)
        held = pl.col("end_minute") - pl.col("start_minute")
        checks.append(_law(f"rooms of {seats}", used, _rate_times_stay(tables, of_size, held)))
    by_minute = waiting(tables, requests)[:, :, : _OPEN_FROM + _OPEN_MINUTES]
    queue = _rate_times_stay(tables, requests, pl.col("wait_minutes"))
    checks.append(_law("queue for rooms", counted(by_minute, _OPEN_FROM), queue))
    return checks


def _law(resource: str, number: NDArray[np.float64], rate_times_stay: NDArray[np.float64]) -> Check:
    return mean_check(f"L / (lambda W), {resource}", 1.0, number / rate_times_stay, _TOLERANCE)


def _rate_times_stay(tables: Tables, who: pl.DataFrame, stay: pl.Expr) -> NDArray[np.float64]:
    """Return those who came per open minute times their mean stay in minutes, shape [replications]."""
    import polars as pl

    found = who.group_by("replication").agg(number=pl.len(), stay=stay.mean()).sort("replication")
    rate = found["number"].to_numpy() / (_days(tables) * _OPEN_MINUTES)
    return np.asarray(rate * found["stay"].to_numpy())


def _days(tables: Tables) -> int:
    return int(site_days(tables, "desks").shape[1])
