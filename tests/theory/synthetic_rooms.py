"""Tables of rooms from a second, plain simulator in continuous time, to try the checks on."""

import heapq
from bisect import insort

import numpy as np
import polars as pl

from tests.theory.synthetic import workdays

DAY = 1440


def played_day(rng, per_hour, rooms, draw, *, waits):
    """One day of parties as (asked, start, end) in minutes; start and end are None for who finds no room."""
    asked = np.sort(rng.random(rng.poisson(per_hour * 24)) * DAY)
    ends = [0.0] * rooms
    rows = []
    for minute, length in zip(asked.tolist(), draw(len(asked)).tolist(), strict=True):
        if not waits and ends[0] > minute:
            rows.append((minute, None, None))
            continue
        start = max(minute, heapq.heappop(ends))
        heapq.heappush(ends, start + length)
        rows.append((minute, start, start + length))
    return rows


def room_tables(days_of, replications=20, weeks=6, site_id="S1"):
    """The tables of rooms a run would give whose days are `days_of(replication, day)`, lists of rows as above."""
    dates = workdays(weeks)
    rows = []
    for replication in range(replications):
        for day, date in enumerate(dates):
            for asked, start, end in days_of(replication, day):
                outcome = "online" if start is None else "waited" if start > asked else "served"
                rows.append(
                    {
                        "replication": replication,
                        "date": date,
                        "site_id": site_id,
                        "asked_minute": int(asked),
                        "start_minute": int(asked if start is None else start),
                        "end_minute": int(asked) + 1 if end is None else int(np.ceil(end)),
                        "outcome": outcome,
                        "wait_minutes": None if start is None else start - asked,
                        "room_id": None if start is None else "S1-room",
                    }
                )
    return {
        "room_log": pl.DataFrame(rows, infer_schema_length=None).sample(fraction=1, shuffle=True, seed=1),
        "site_daily": pl.DataFrame(
            {"replication": np.repeat(np.arange(replications), len(dates)), "date": dates * replications}
        ),
    }


def few_teams_day(rng, teams, per_hour, rooms, mean_minutes):
    """One day of teams with one meeting at a time, in whole minutes as ad-hoc meetings are."""
    calls = sorted((rng.random() * DAY, team) for team in range(teams) for _ in range(rng.poisson(per_hour * 24)))
    free_from, ends, rows = [0] * teams, [], []
    for call, team in calls:
        minute = int(call)
        if free_from[team] > minute:
            continue
        while ends and ends[0] <= minute:
            ends.pop(0)
        if len(ends) == rooms:
            rows.append((minute, None, None))
            continue
        free_from[team] = end = minute + int(np.ceil(rng.exponential(mean_minutes)))
        insort(ends, end)
        rows.append((minute, minute, end))
    return rows


def daily(replications, weeks, **columns):
    """`rooms_daily` from columns [replications, days], or [replications, days, sizes] with `seats` [sizes]."""
    seats = np.asarray(columns.pop("seats", [4]))
    dates = workdays(weeks)
    shape = (replications, len(dates), len(seats))
    return pl.DataFrame(
        {
            "replication": np.broadcast_to(np.arange(replications)[:, None, None], shape).ravel(),
            "date": np.broadcast_to(np.array(dates)[None, :, None], shape).ravel().tolist(),
            "seats": np.broadcast_to(seats, shape).ravel(),
            **{name: np.asarray(values).reshape(shape).ravel() for name, values in columns.items()},
        }
    )
