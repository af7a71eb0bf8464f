"""Reading requests for rooms out of the tables `room_log` and `rooms_daily`, one number for each replication.

Offices of queueing theory never close, but every day begins empty: what is asked before 08:00 is left out, as DESIGN.md
section 3 says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.studies.theory.reading import Tables

#: From this minute of a 24-hour day on requests are counted.
COUNTED_FROM = 480
DAY_MINUTES = 1440
_KEY = ("replication", "date")


def asked(tables: Tables, since: int = COUNTED_FROM, site_id: str | None = None) -> pl.DataFrame:
    """Return the requests made from a minute of the day on, of all sites or one."""
    import polars as pl

    chosen = pl.col("asked_minute") >= since
    return tables["room_log"].filter(chosen if site_id is None else chosen & (pl.col("site_id") == site_id))


def share(requests: pl.DataFrame, condition: pl.Expr) -> NDArray[np.float64]:
    """Return the share of requests for which something is true, shape [replications]."""
    return _by_replication(requests, condition.mean())


def mean_of(requests: pl.DataFrame, value: pl.Expr) -> NDArray[np.float64]:
    """Return the mean of something over requests, shape [replications]."""
    return _by_replication(requests, value.mean())


def refused_share(requests: pl.DataFrame) -> NDArray[np.float64]:
    """Return the share of requests that found no room, shape [replications]."""
    import polars as pl

    return share(requests, pl.col("outcome") == "online")


def room_days(tables: Tables, column: str, seats: int | None = None) -> NDArray[np.float64]:
    """Daily values of the rooms of all sizes or one, shape [replications, days]."""
    import polars as pl

    table = tables["rooms_daily"]
    if seats is not None:
        table = table.filter(pl.col("seats") == seats)
    daily = table.group_by(_KEY).agg(pl.col(column).sum()).sort(_KEY)
    return daily[column].cast(pl.Float64).to_numpy().reshape(daily["replication"].n_unique(), -1)


def held_from(tables: Tables, requests: pl.DataFrame) -> NDArray[np.int32]:
    """Count the rooms held in every minute after those who begin in it have come, shape [replications, days, 1440]."""
    import polars as pl

    return _simultaneous(tables, with_room(requests), pl.col("start_minute"), pl.col("end_minute"))


def held_within(tables: Tables, requests: pl.DataFrame) -> NDArray[np.int32]:
    """Count the rooms held in every minute before those who begin in it have come, shape [replications, days, 1440].

    With ticks shorter than a minute these are the rooms held at every full minute, but for parties that began on it to
    the tick.
    """
    import polars as pl

    return _simultaneous(tables, with_room(requests), pl.col("start_minute") + 1, pl.col("end_minute"))


def waiting(tables: Tables, requests: pl.DataFrame) -> NDArray[np.int32]:
    """Count the parties that wait, shape [replications, days, 1440].

    They are counted at every full minute from that after the one in which they asked to that in which they got a room:
    so the time they count is, on average, their wait, whatever the tick.
    """
    import polars as pl

    waited = requests.filter(pl.col("outcome") == "waited")
    return _simultaneous(tables, waited, pl.col("asked_minute") + 1, pl.col("start_minute") + 1)


def with_room(requests: pl.DataFrame) -> pl.DataFrame:
    """Return the requests that got a room."""
    import polars as pl

    return requests.filter(pl.col("room_id").is_not_null())


def counted(by_minute: NDArray[np.integer | np.bool_], since: int = COUNTED_FROM) -> NDArray[np.float64]:
    """Return the mean over the counted minutes of all days, shape [replications]."""
    return np.asarray(by_minute[:, :, since:].mean(axis=(1, 2)))


def per_minute(tables: Tables, requests: pl.DataFrame) -> NDArray[np.float64]:
    """Return how many requests there were in a counted minute, shape [replications]."""
    import polars as pl

    minutes = tables["site_daily"]["date"].n_unique() * (DAY_MINUTES - COUNTED_FROM)
    return _by_replication(requests, pl.len() / minutes)


def _by_replication(requests: pl.DataFrame, value: pl.Expr) -> NDArray[np.float64]:
    import polars as pl

    found = requests.group_by("replication").agg(value.cast(pl.Float64).alias("value")).sort("replication")
    return found["value"].to_numpy()


def _simultaneous(tables: Tables, requests: pl.DataFrame, begin: pl.Expr, end: pl.Expr) -> NDArray[np.int32]:
    """Count for every minute the requests for which `begin` <= minute < `end`, shape [replications, days, 1440]."""
    days = tables["site_daily"].select(_KEY).unique().sort(_KEY).with_row_index("day")
    spells = requests.select(*_KEY, begin=begin, end=end).join(days, on=_KEY)
    row = spells["day"].to_numpy().astype(np.int64) * (DAY_MINUTES + 1)
    begins, ends = (
        np.bincount(row + spells[edge].clip(0, DAY_MINUTES).to_numpy(), minlength=len(days) * (DAY_MINUTES + 1))
        for edge in ("begin", "end")
    )
    steps = (begins - ends).reshape(days["replication"].n_unique(), -1, DAY_MINUTES + 1)
    return np.cumsum(steps, axis=2, dtype=np.int32)[:, :, :DAY_MINUTES]
