"""Desks under contention: a SimPy calendar pump over the part of the day in which somebody might be turned away.

Known events are sorted into one calendar and a single SimPy process walks it. Days do not touch, so all days of a block
are lived at once: one timeout for each distinct tick since midnight. Within a tick people leave before others arrive,
and arrivals are ordered by their own draw, never by an id. Who is turned away goes down the cascade of `sim.office`:
another zone of the floor, another floor, touchdown and informal seats, another site, home.

Booked desks are kept free for their owners (`sim.engine.desk_bookings`). Until a zone first overflows everybody sits
where they wished, and after the last arrival nothing is contested, so only what lies between enters the calendar.
tests/engine holds a plain engine without any of this; both agree on every seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import simpy

from sim.engine.desk_bookings import book
from sim.occupancy import NEVER, counts, first_overflows
from sim.order import in_order
from sim.records import Outcome, together

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from sim.records import Visits
    from sim.scenario import Scenario

_NOWHERE = -1


@dataclass(slots=True)
class Claims:
    """Claims to a desk of a zone, one element each: from `begin` to `end` (ticks) on a day counted from 0.

    A booked desk is claimed from midnight on.
    """

    day: NDArray[np.int32]
    zone: NDArray[np.int32]
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    tie: NDArray[np.int32]
    tries_another_site: NDArray[np.bool_]


class Desks:
    """The desks of an office and the rules for taking one."""

    def __init__(self, scenario: Scenario) -> None:
        office, cascade = scenario.office, scenario.behavior.cascade
        self._capacity = office.desks
        self._site_of_zone = office.site_of_zone
        self._zones, self._sites = len(office.zone_ids), len(office.site_ids)
        self._ticks_per_day = 1440 * scenario.ticks_per_minute
        last_kinds = {
            zone
            for zone, zone_id in enumerate(office.zone_ids)
            if office.zones[zone_id].kind in ("touchdown", "informal")
        }

        def allowed(zones: list[int]) -> list[int]:
            return [zone for zone in zones if (cascade.touchdown if zone in last_kinds else cascade.another_zone)]

        self._overflow = [allowed(zones) for zones in office.cascade]
        self._overflow_of_guest = [
            allowed(office.guest_zones[near]) if near is not None else []
            for near in (office.nearest_site[int(site)] for site in office.site_of_zone)
        ]
        self._nearest = np.array([-1 if near is None else near for near in office.nearest_site], dtype=np.int32)
        self._reached = _sites_reached(office.nearest_site if cascade.another_site_share > 0 else [None] * self._sites)
        sites = [office.sites[site_id] for site_id in office.site_ids]
        self._opens = np.array([site.opens_at for site in sites]) * scenario.ticks_per_minute
        self._closes = np.array([site.closes_at for site in sites]) * scenario.ticks_per_minute

    def seat(self, visits: Visits, no_shows: Visits | None = None) -> None:
        """Give everybody a desk or not: fills `zone` and `outcome` in place. Who has no place (zone -1) wants none.

        `no_shows` booked a desk as well and leave it empty; they get the zone of their booking, or -1 for none.
        """
        everybody = visits if no_shows is None or len(no_shows) == 0 else together(visits, no_shows)
        standing = np.flatnonzero(everybody.zone >= 0)
        some = everybody if len(standing) == len(everybody) else everybody.only(standing)
        if len(some) > 0:
            self._seat(some)
        if some is not everybody:
            everybody.zone[standing], everybody.outcome[standing] = some.zone, some.outcome
        if everybody is not visits and no_shows is not None:
            visits.zone[:], visits.outcome[:] = everybody.zone[: len(visits)], everybody.outcome[: len(visits)]
            no_shows.zone[:] = everybody.zone[len(visits) :]

    def _seat(self, visits: Visits) -> None:
        """Seat people who all want a desk: bookings first, then the day itself where it is contested."""
        day = visits.day - visits.day.min()
        reserved = book(day, visits, self._capacity, self._overflow, self._site_of_zone)
        holds = reserved >= 0
        absent = visits.outcome == Outcome.NO_SHOW
        visits.zone[absent] = reserved[absent]
        moved = np.flatnonzero(holds & ~absent & (reserved != visits.wanted_zone))
        visits.zone[moved], visits.outcome[moved] = reserved[moved], Outcome.DISPLACED
        # A no-show that found nothing to book holds nothing.
        taking = np.flatnonzero(holds | ~absent)
        claims = Claims(
            day=day[taking],
            zone=np.where(holds, reserved, visits.wanted_zone)[taking],
            begin=np.where(holds, 0, visits.arrival)[taking],
            end=visits.departure[taking],
            tie=visits.tie[taking],
            tries_another_site=visits.tries_another_site[taking],
        )
        first = self._first_contested_tick(claims)
        if first is None:
            return
        starts = first[claims.day, self._site_of_zone[claims.zone]]
        late = np.flatnonzero((claims.begin >= starts) & (starts < NEVER) & ~holds[taking])
        early = np.flatnonzero(((claims.begin < starts) | holds[taking]) & (claims.end >= starts) & (starts < NEVER))
        seats = self._contest(claims, early, late)
        wanted = claims.zone[late]
        outcome = np.where(seats == wanted, np.int8(Outcome.FIRST_CHOICE), np.int8(Outcome.DISPLACED))
        outcome[seats == _NOWHERE] = Outcome.FORCED_REMOTE
        visits.zone[taking[late]] = seats
        visits.outcome[taking[late]] = outcome

    def _first_contested_tick(self, claims: Claims) -> NDArray[np.int32] | None:
        """Return the first tick of each day and site at which somebody may be turned away or come from elsewhere.

        Shape [day, site], `NEVER` where nobody is turned away that day; None if that is so everywhere.
        """
        days = int(claims.day.max(initial=0)) + 1
        group = claims.day * self._zones + claims.zone
        too_many = counts(group, days * self._zones).reshape(days, self._zones) > self._capacity
        if not too_many.any():
            return None
        some = np.flatnonzero(too_many[claims.day, claims.zone])
        overflow = first_overflows(
            group[some],
            claims.begin[some],
            claims.end[some],
            np.tile(self._capacity, days),
            self._ticks_per_day,
        ).reshape(days, self._zones)
        by_site = np.full((days, self._sites), NEVER, dtype=np.int32)
        for zone, site in enumerate(self._site_of_zone):
            np.minimum(by_site[:, site], overflow[:, zone], out=by_site[:, site])
        felt = by_site.copy()
        for full in np.flatnonzero((by_site < NEVER).any(axis=0)):
            for site in np.flatnonzero(self._reached[full]):
                np.minimum(felt[:, site], by_site[:, full], out=felt[:, site])
        return felt if (felt < NEVER).any() else None

    def _contest(self, claims: Claims, early: NDArray[np.int64], late: NDArray[np.int64]) -> NDArray[np.int32]:
        """Run the contested hours of all days on one clock since midnight; return the zone of each late claim, or -1.

        Desks are counted by day and zone, so that days do not touch. `early` claims hold their desk when it begins.
        """
        zones, days = self._zones, int(claims.day.max(initial=0)) + 1
        cell = claims.day.astype(np.int64) * zones + claims.zone
        # Whoever arrives is known by his or her turn, so that lists are read from front to back.
        turn = in_order(claims.begin[late].astype(np.int64) << 20 | claims.tie[late])
        late = late[turn]
        tries = self._tries(claims, late)
        last = self._last_arrivals(claims, late, days)
        seen_until = last[claims.day, self._site_of_zone[claims.zone]]
        leaving_early = early[claims.end[early] <= seen_until[early]]
        # Who tries another site may leave a desk there.
        near = self._nearest[self._site_of_zone[claims.zone[late]]]
        seen_there = np.where(tries, last[claims.day[late], near], 0)
        leaving_late = np.flatnonzero(claims.end[late] <= np.maximum(seen_until[late], seen_there))
        contest = _Contest(
            zones=zones,
            free=(np.tile(self._capacity, days) - counts(cell[early], days * zones)).tolist(),
            overflow=self._overflow,
            overflow_of_guest=self._overflow_of_guest,
            wanted=cell[late].tolist(),
            tries=tries.tolist(),
            # Behind the seats of those who arrive stands every cell: there sit those who came before.
            seat=[*[_NOWHERE] * len(late), *range(days * zones)],
        )
        environment = simpy.Environment()
        calendar = _calendar(
            claims.begin[late].astype(np.int64),
            np.arange(len(late)),
            claims.tie[late],
            claims.end[np.concatenate([leaving_early, late[leaving_late]])].astype(np.int64),
            np.concatenate([len(late) + cell[leaving_early], leaving_late]),
        )
        environment.process(contest.walk(environment, *calendar))
        environment.run()
        seats = np.empty(len(late), dtype=np.int64)
        seats[turn] = contest.seat[: len(late)]
        return np.where(seats >= 0, seats % zones, _NOWHERE).astype(np.int32)

    def _tries(self, claims: Claims, late: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each late claim would try the nearest other site, which has to be open all the time."""
        near = self._nearest[self._site_of_zone[claims.zone[late]]]
        tries = claims.tries_another_site[late] & (claims.begin[late] >= self._opens[near])
        tries &= claims.end[late] <= self._closes[near]
        return tries

    def _last_arrivals(self, claims: Claims, late: NDArray[np.int64], days: int) -> NDArray[np.int32]:
        """Return when somebody last looks for a desk of each site, shape [day, site]: who leaves later frees none."""
        own = np.zeros((days, self._sites), dtype=np.int32)
        np.maximum.at(own, (claims.day[late], self._site_of_zone[claims.zone[late]]), claims.begin[late])
        last = own.copy()
        for site, near in enumerate(self._nearest.tolist()):
            if near >= 0:
                np.maximum(last[:, near], own[:, site], out=last[:, near])
        return last


def _sites_reached(nearest: list[int | None]) -> NDArray[np.bool_]:
    """Which sites feel it when a site is full: itself, its nearest, that one's nearest ..., shape [full, reached]."""
    reached = np.eye(len(nearest), dtype=bool)
    for site, first in enumerate(nearest):
        there = first
        while there is not None and not reached[site, there]:
            reached[site, there] = True
            there = nearest[there]
    return reached


@dataclass(slots=True)
class _Contest:
    """Contested hours on one clock. A cell is a zone on a day, `day * zones + zone`.

    `free` desks by cell, `wanted` and `seat` cell of each visit (-1: nowhere), of whom the first arrive.
    """

    zones: int
    free: list[int]
    overflow: list[list[int]]
    overflow_of_guest: list[list[int]]
    wanted: list[int]
    tries: list[bool]
    seat: list[int]

    def walk(
        self, environment: simpy.Environment, ticks: list[int], events: list[list[int]]
    ) -> Generator[simpy.Event, None, None]:
        """Walk the calendar: one timeout for each distinct tick; an event is a visit's arrival, or ~ its departure."""
        free, seat, wanted = self.free, self.seat, self.wanted
        now = 0
        for tick, happening in zip(ticks, events, strict=True):
            yield environment.timeout(tick - now)
            now = tick
            for event in happening:
                if event < 0:
                    cell = seat[~event]
                    if cell >= 0:
                        free[cell] += 1
                elif free[cell := wanted[event]] > 0:
                    free[cell] -= 1
                    seat[event] = cell
                else:
                    seat[event] = self._elsewhere(event)

    def _elsewhere(self, visit: int) -> int:
        """Take the first free desk down the cascade; the nearest other site is asked before setting out for it."""
        free = self.free
        zone = self.wanted[visit] % self.zones
        day = self.wanted[visit] - zone
        for other in self.overflow[zone]:
            if free[day + other] > 0:
                free[day + other] -= 1
                return day + other
        if self.tries[visit]:
            for other in self.overflow_of_guest[zone]:
                if free[day + other] > 0:
                    free[day + other] -= 1
                    return day + other
        return _NOWHERE


def _calendar(
    arrival: NDArray[np.int64],
    arriving: NDArray[np.int64],
    tie: NDArray[np.int32],
    departure: NDArray[np.int64],
    leaving: NDArray[np.int64],
) -> tuple[list[int], list[list[int]]]:
    """Sort arrivals and departures by tick, departures first, arrivals by their draw.

    Returns the distinct ticks and the events of each: visit number for an arrival, its bitwise complement for a
    departure.
    """
    key = np.concatenate([departure << 21, (arrival << 21) | (1 << 20) | tie])
    order = in_order(key)
    ticks = key[order] >> 21
    events = np.concatenate([~leaving, arriving])[order].tolist()
    starts = np.flatnonzero(np.diff(ticks, prepend=-1))
    ends = [*starts[1:].tolist(), len(events)]
    return ticks[starts].tolist(), [events[a:b] for a, b in zip(starts.tolist(), ends, strict=True)]
