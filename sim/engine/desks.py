"""Desks under contention: a SimPy calendar pump over the site-days on which somebody might be turned away.

The day's known events are sorted into one calendar and a single SimPy process walks it, one timeout for each distinct
tick. Within a tick people leave before others arrive, and arrivals are ordered by their own draw, never by an id. Who is
turned away goes down the cascade of `sim.office`: another zone of the floor, another floor, touchdown and informal
seats, another site, home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import simpy

from sim.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from sim.records import Visits
    from sim.scenario import Scenario

_NOWHERE = -1


class Desks:
    """The desks of an office and the rules for taking one."""

    def __init__(self, scenario: Scenario) -> None:
        office, cascade = scenario.office, scenario.behavior.cascade
        self._capacity = office.desks
        self._site_of_zone = office.site_of_zone
        self._sites = len(office.site_ids)
        self._ticks_per_day = 1440 * scenario.ticks_per_minute
        last_kinds = {
            zone for zone, zone_id in enumerate(office.zone_ids) if office.zones[zone_id].kind in ("touchdown", "informal")
        }
        self._overflow = [
            [other for other in zones if (cascade.touchdown if other in last_kinds else cascade.another_zone)]
            for zones in office.cascade
        ]
        self._overflow_of_guest = [
            office.guest_zones[near] if near is not None else []
            for near in (office.nearest_site[int(site)] for site in office.site_of_zone)
        ]
        self._nearest = np.array([-1 if near is None else near for near in office.nearest_site], dtype=np.int32)
        self._reached = _sites_reached(office.nearest_site if cascade.another_site_share > 0 else [None] * self._sites)
        sites = [office.sites[site_id] for site_id in office.site_ids]
        self._opens = np.array([site.opens_at for site in sites]) * scenario.ticks_per_minute
        self._closes = np.array([site.closes_at for site in sites]) * scenario.ticks_per_minute

    def seat(self, visits: Visits) -> None:
        """Give everybody a desk or not: fills `zone` and `outcome` in place.

        A site-day on which no zone has more visits than desks, and which no full site reaches, seats everybody where
        they wished, so only the others go through the event calendar.
        """
        contested = np.flatnonzero(self._contested(visits))
        if len(contested) == 0:
            return
        wanted = visits.wanted_zone[contested]
        arrival, departure = visits.arrival[contested], visits.departure[contested]
        midnight = (visits.day[contested] - visits.day[contested[0]]).astype(np.int64) * self._ticks_per_day
        near = self._nearest[self._site_of_zone[wanted]]
        tries = visits.tries_another_site[contested] & (arrival >= self._opens[near]) & (departure <= self._closes[near])
        day = _Contest(
            free=self._capacity.tolist(),
            overflow=self._overflow,
            overflow_of_guest=self._overflow_of_guest,
            wanted=wanted.tolist(),
            tries=tries.tolist(),
            seat=[_NOWHERE] * len(contested),
        )
        environment = simpy.Environment()
        environment.process(
            day.walk(environment, *_calendar(midnight + arrival, midnight + departure, visits.tie[contested]))
        )
        environment.run()
        seats = np.array(day.seat, dtype=np.int32)
        outcome = np.where(seats == wanted, np.int8(Outcome.FIRST_CHOICE), np.int8(Outcome.DISPLACED))
        outcome[seats == _NOWHERE] = Outcome.FORCED_REMOTE
        visits.zone[contested] = seats
        visits.outcome[contested] = outcome

    def _contested(self, visits: Visits) -> NDArray[np.bool_]:
        if len(visits) == 0:
            return np.zeros(0, dtype=bool)
        day = visits.day - visits.day[0]
        days, zones = int(day[-1]) + 1, len(self._capacity)
        came = np.bincount(day * zones + visits.wanted_zone, minlength=days * zones).reshape(days, zones)
        full = np.zeros((days, self._sites), dtype=bool)
        full_day, full_zone = np.nonzero(came > self._capacity)
        full[full_day, self._site_of_zone[full_zone]] = True
        felt = full @ self._reached
        return np.asarray(felt[day, self._site_of_zone[visits.wanted_zone]])


def _sites_reached(nearest: list[int | None]) -> NDArray[np.bool_]:
    """Which sites can feel it when a site is full: itself, its nearest, that one's nearest ..., shape [full, reached]."""
    reached = np.eye(len(nearest), dtype=bool)
    for site, first in enumerate(nearest):
        there = first
        while there is not None and not reached[site, there]:
            reached[site, there] = True
            there = nearest[there]
    return reached


@dataclass(slots=True)
class _Contest:
    """Contested days on one clock: desks free in each zone, what each visit wants, and the seat it gets (-1: none)."""

    free: list[int]
    overflow: list[list[int]]
    overflow_of_guest: list[list[int]]
    wanted: list[int]
    tries: list[bool]
    seat: list[int]

    def walk(
        self, environment: simpy.Environment, ticks: list[int], events: list[list[int]]
    ) -> Generator[simpy.Event, None, None]:
        """Walk the calendar: one timeout for each distinct tick; an event is a visit's arrival or ~ its departure."""
        free, seat, wanted = self.free, self.seat, self.wanted
        now = 0
        for tick, happening in zip(ticks, events, strict=True):
            yield environment.timeout(tick - now)
            now = tick
            for event in happening:
                if event < 0:
                    zone = seat[~event]
                    if zone >= 0:
                        free[zone] += 1
                elif free[zone := wanted[event]] > 0:
                    free[zone] -= 1
                    seat[event] = zone
                else:
                    seat[event] = self._elsewhere(event)

    def _elsewhere(self, visit: int) -> int:
        """Take the first free desk down the cascade; the nearest other site is asked before setting out for it."""
        free, wanted = self.free, self.wanted[visit]
        for zone in self.overflow[wanted]:
            if free[zone] > 0:
                free[zone] -= 1
                return zone
        if self.tries[visit]:
            for zone in self.overflow_of_guest[wanted]:
                if free[zone] > 0:
                    free[zone] -= 1
                    return zone
        return _NOWHERE


def _calendar(
    arrival: NDArray[np.int64], departure: NDArray[np.int64], tie: NDArray[np.int32]
) -> tuple[list[int], list[list[int]]]:
    """Sort arrivals and departures by tick, departures first, arrivals by their draw.

    Returns the distinct ticks and the events of each: visit number for an arrival, its bitwise complement for a
    departure.
    """
    count = len(arrival)
    key = np.concatenate([departure << 21, (arrival << 21) | (1 << 20) | tie])
    order = np.argsort(key, kind="stable")
    ticks = key[order] >> 21
    events = np.where(order < count, ~order, order - count)
    starts = np.flatnonzero(np.diff(ticks, prepend=-1))
    all_events = events.tolist()
    ends = [*starts[1:].tolist(), len(all_events)]
    return ticks[starts].tolist(), [all_events[a:b] for a, b in zip(starts.tolist(), ends, strict=True)]
