"""Desks of each zone on each workday: wanted, occupied, and the fate of those who set out for the zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, day_rows, names, small
from sim.occupancy import counts, peaks, totals
from sim.records import Outcome, together

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_COUNTS = ("wanted_peak", "occupied_peak", "arrivals", "first_choice", "displaced_in", "displaced_out", "forced_remote")


class DesksDaily:
    """Counts by day and zone, shape [day, zone]."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        office = frame.scenario.office
        self._zones = len(office.zone_ids)
        self._opens, self._closes = opening_ticks(frame.scenario)
        self._opens, self._closes = self._opens[office.site_of_zone], self._closes[office.site_of_zone]
        shape = (frame.all_days, self._zones)
        self._counts = {name: np.zeros(shape, dtype=np.int32) for name in _COUNTS}
        self._occupied_ticks = np.zeros(shape, dtype=np.int64)

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        first = plan.first_week * 5
        days = plan.weeks * 5
        rows = slice(first, first + days)
        groups = days * self._zones
        ticks = self._frame.ticks
        day = visits.day - first
        wanted = day * self._zones + visits.wanted_zone
        seat = day * self._zones + visits.zone

        def put(name: str, values: NDArray[np.integer]) -> None:
            self._counts[name][rows] = values.reshape(days, self._zones)

        wanted_peak = peaks(wanted, visits.arrival, visits.departure, groups, ticks)
        put("wanted_peak", wanted_peak)
        moved = visits.outcome != Outcome.FIRST_CHOICE
        put("arrivals", counts(wanted, groups))
        put("displaced_in", counts(seat[visits.outcome == Outcome.DISPLACED], groups))
        put("displaced_out", counts(wanted[visits.outcome == Outcome.DISPLACED], groups))
        put("forced_remote", counts(wanted[visits.outcome == Outcome.FORCED_REMOTE], groups))
        put("first_choice", counts(wanted[~moved], groups))
        # Who is not turned away occupies what he wanted: only zone-days with somebody moved need a second look.
        touched = np.zeros(groups, dtype=bool)
        touched[wanted[moved]] = True
        touched[seat[moved & (visits.zone >= 0)]] = True
        # A desk that is booked is held from the time meant for arrival, whether or not anybody comes.
        holders = visits if plan.no_shows is None else together(visits, plan.no_shows)
        seated = holders.zone >= 0
        zone, arrival, departure = holders.zone[seated], holders.arrival[seated], holders.departure[seated]
        held = (holders.day[seated] - first) * self._zones + zone
        touched[held[int((visits.zone >= 0).sum()) :]] = True
        occupied_peak = wanted_peak
        if touched.any():
            again = touched[held]
            occupied_peak[touched] = peaks(held[again], arrival[again], departure[again], groups, ticks)[touched]
        put("occupied_peak", occupied_peak)
        open_ticks = np.minimum(departure, self._closes[zone]) - np.maximum(arrival, self._opens[zone])
        self._occupied_ticks[rows] = totals(held, np.maximum(open_ticks, 0), groups).reshape(days, self._zones)

    def arrays(self) -> Arrays:
        """Return workdays only."""
        counted: Arrays = {**self._counts, "occupied_ticks": self._occupied_ticks}
        return {f"desks_{name}": small(self._frame.workdays_only(values)) for name, values in counted.items()}


def opening_ticks(scenario: Scenario) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First tick of opening and tick of closing of each site."""
    sites = [scenario.office.sites[site_id] for site_id in scenario.office.site_ids]
    opens = np.array([site.opens_at for site in sites], dtype=np.int32)
    closes = np.array([site.closes_at for site in sites], dtype=np.int32)
    return opens * scenario.ticks_per_minute, closes * scenario.ticks_per_minute


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `desks_daily`: one row per replication, workday and zone."""
    import polars as pl

    office = scenario.office
    days = len(replications) * len(scenario.days.dates)
    zones = len(office.zone_ids)
    opens, closes = opening_ticks(scenario)
    open_ticks = (closes - opens)[office.site_of_zone]
    columns: dict[str, object] = {
        **day_rows(scenario, replications, zones),
        "site_id": names([office.zones[zone_id].site_id for zone_id in office.zone_ids], days),
        "zone_id": names(office.zone_ids, days),
        "desks": np.tile(office.desks, days),
    }
    for name in ("wanted_peak", "occupied_peak"):
        columns[name] = stack[f"desks_{name}"].ravel().astype(np.int64)
    columns["occupied_mean"] = (stack["desks_occupied_ticks"] / open_ticks).ravel()
    for name in _COUNTS[2:]:
        columns[name] = stack[f"desks_{name}"].ravel().astype(np.int64)
    return pl.DataFrame(columns)
