"""Which parties may not get the first choice of a room, or may be touched by one that does not: only they contend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.diaries import FOREVER
from sim.gatherings import ragged
from sim.occupancy import NEVER, first_overflows
from sim.order import in_order
from sim.records import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.requests import Requests
    from sim.scenario import Scenario


class RoomScreen:
    """Screens the requests of a block.

    Who is done in a pool before it is first asked for more rooms than it has is not refused there by people who all
    have their first choice. Whoever may be refused may take a room elsewhere on the site, at the time asked for or
    later: nobody there who ends before that is touched. Bookings come first, in an order of their own, and are refused
    by bookings only, early ones too; the others are refused in the order in which they ask.
    """

    def __init__(self, scenario: Scenario) -> None:
        office, per_minute = scenario.office, scenario.ticks_per_minute
        pools = office.room_pools
        self._sites = len(office.site_ids)
        self._count = np.array([len(pool.rooms) for pool in pools], dtype=np.int64)
        self._opens = np.array([pool.opens_at for pool in pools], dtype=np.int64) * per_minute
        self._closes = np.array(
            [FOREVER if pool.never_closes else pool.closes_at * per_minute for pool in pools], dtype=np.int64
        )
        self._shortest = scenario.behavior.rooms.shortest_use_minutes * per_minute

    def contested(
        self, requests: Requests, day: NDArray[np.int32], first_choice: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Whether each request has to contend for a room; `day` counts from 0, `first_choice` is a pool or -1."""
        site_day = day * self._sites + requests.site
        asked, booked = requests.asked, requests.booked
        end = np.minimum(asked.astype(np.int64) + requests.ticks, requests.latest_end)
        refused = _meets_twice(requests)
        doubtful = np.zeros(len(requests), dtype=bool)
        since = np.full((int(day.max()) + 1) * self._sites, NEVER, dtype=np.int64)
        if len(self._count) > 0:
            # Whoever no room is large enough for takes none.
            doubtful = first_choice < 0
            # Whoever has not booked is content with a part of the time, but for gatherings.
            part = np.maximum(np.minimum(np.minimum(end - asked, requests.ticks), self._shortest), 1)
            needed_until = np.where(booked | requests.movable, end, asked + part)
            # Nobody takes a room before it opens or keeps it after it closes.
            outside = (asked < self._opens[first_choice]) | (end > self._closes[first_choice])
            full_from = self._full_from(requests, day, first_choice, end, ~doubtful)
            by_bookings = self._full_from(requests, day, first_choice, end, booked & ~doubtful)
            limit = np.where(booked, by_bookings, full_from)
            refused |= ~doubtful & (outside | (needed_until > limit))
            doubtful |= outside | (end > full_from)
            self._spread(since, site_day, asked, end, refused & booked, booked)
            refused |= ~booked & (needed_until > since[site_day])
        np.minimum.at(since, site_day[refused], asked[refused])
        return np.asarray(doubtful | refused | (end > since[site_day]))

    def _full_from(
        self,
        requests: Requests,
        day: NDArray[np.int32],
        first_choice: NDArray[np.int64],
        end: NDArray[np.int64],
        some: NDArray[np.bool_],
    ) -> NDArray[np.int32]:
        """Return from when each request's first choice is asked for too often by some of them, `NEVER` if it is not."""
        pools, days = len(self._count), int(day.max()) + 1
        group = np.where(first_choice < 0, 0, day * pools + first_choice)
        full_from = first_overflows(
            group[some],
            requests.asked[some],
            end[some].astype(np.int32),
            np.tile(self._count, days),
            int(end.max()) + 1,
        )
        return full_from[group]

    def _spread(
        self,
        since: NDArray[np.int64],
        site_day: NDArray[np.int32],
        asked: NDArray[np.int32],
        end: NDArray[np.int64],
        refused: NDArray[np.bool_],
        booked: NDArray[np.bool_],
    ) -> None:
        """Lower `since` to when a booking may first be elsewhere than wished.

        An early booking that a refused one gets in the way of may itself get in the way of one that ends before.
        """
        touched = refused
        while touched.any():
            np.minimum.at(since, site_day[touched], asked[touched])
            first = since[site_day]
            touched = booked & (end > first) & (asked < first)


def _meets_twice(requests: Requests) -> NDArray[np.bool_]:
    """Whether somebody of an ad-hoc meeting may still be in another one when it begins: who comes is known only then.

    Nothing else that one person does ever overlaps, unless somebody waits or moves.
    """
    twice = np.zeros(len(requests), dtype=bool)
    ad_hoc = np.flatnonzero(requests.activity == Purpose.AD_HOC)
    sizes = np.diff(requests.first)[ad_hoc]
    owner = np.repeat(ad_hoc, sizes)
    visit = requests.visit[ragged(requests.first[:-1][ad_hoc], sizes)]
    if len(visit) > 0:
        # One number holds visit and tick, so that one running maximum serves all visits.
        begin = (visit << 32) + requests.asked[owner]
        end = (visit << 32) + requests.wanted_until[owner]
        order = in_order(begin)
        latest = np.maximum.accumulate(end[order])
        twice[owner[order[1:][latest[:-1] > begin[order[1:]]]]] = True
    return twice
