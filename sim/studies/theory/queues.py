"""Parties that wait for a room in order of arrival: V4 and O2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.oracles import erlang_c, mean_wait, mean_waiting, wait_tail
from sim.studies.theory.check import Check, mean_check
from sim.studies.theory.requests import asked, counted, held_within, mean_of, per_minute, share, waiting

if TYPE_CHECKING:
    from sim.studies.theory.reading import Tables


def pods(tables: Tables) -> list[Check]:
    """V4: six pods, eight parties an hour, half an hour each; tolerances of facts.md D."""
    return _queue(tables, rooms=6, per_hour=8, minutes=30, tolerances=(0.012, 0.35, 0.010, None, 0.006))


def long_queue(tables: Tables) -> list[Check]:
    """O2: eight rooms, six parties an hour, an hour each."""
    return _queue(tables, rooms=8, per_hour=6, minutes=60, tolerances=(None,) * 5)


def _queue(
    tables: Tables, rooms: int, per_hour: float, minutes: float, tolerances: tuple[float | None, ...]
) -> list[Check]:
    """Compare with Erlang's formula for waiting; rooms and queue are counted every minute."""
    import polars as pl

    load = per_hour * minutes / 60
    requests, all_day = asked(tables), asked(tables, since=0)
    found = (
        ("parties who wait", erlang_c(rooms, load), share(requests, pl.col("outcome") == "waited")),
        ("mean wait, minutes", mean_wait(rooms, load, minutes), mean_of(requests, pl.col("wait_minutes"))),
        (
            "parties who wait more than 15 minutes",
            wait_tail(rooms, load, minutes, 15),
            share(requests, pl.col("wait_minutes") > 15),
        ),
        ("parties waiting at any time", mean_waiting(rooms, load), counted(waiting(tables, all_day))),
        ("share of room time used", load / rooms, counted(held_within(tables, all_day)) / rooms),
    )
    checks = [
        mean_check(quantity, exact, values, tolerance)
        for (quantity, exact, values), tolerance in zip(found, tolerances, strict=True)
    ]
    # The same queue by Little's law: counted every minute, and added up from single waits.
    number, wait = found[3][2], found[1][2]
    ratio = number / (per_minute(tables, requests) * wait)
    return [*checks, mean_check("L / (lambda W), parties waiting", 1.0, ratio)]
