"""Bookings of desks, made before the day: who books gets a desk for sure, as long as there are any to book.

Bookings are made one after another, standing ones of norm days first, then by draw. A person books in the own zone, or
where that is booked out in the next zone of the cascade on the same site; who finds nothing to book comes all the same
and walks in. A booked desk is kept free for its owner from the morning on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import counts
from sim.order import in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.records import Visits

NOTHING_TO_BOOK = -1


def book(
    day: NDArray[np.int32],
    visits: Visits,
    capacity: NDArray[np.int64],
    overflow: list[list[int]],
    site_of_zone: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return the zone in which each visit has a desk booked, or -1.

    `day` counts the days of the visits from 0; `capacity` are the desks by zone, `overflow` the zones to try in order
    when a zone is full, all of them on its `site_of_zone`.
    """
    zones = len(capacity)
    zone = np.where(visits.booked, visits.wanted_zone, NOTHING_TO_BOOK).astype(np.int32)
    booked = np.flatnonzero(visits.booked)
    if len(booked) == 0:
        return zone
    days = int(day.max()) + 1
    cell = day[booked].astype(np.int64) * zones + visits.wanted_zone[booked]
    full = counts(cell, days * zones).reshape(days, zones) > capacity
    # Only on sites with a zone that is booked out do people look further.
    site_is_full = np.zeros((days, int(site_of_zone.max()) + 1), dtype=bool)
    of_day, of_zone = np.nonzero(full)
    site_is_full[of_day, site_of_zone[of_zone]] = True
    some = booked[site_is_full[day[booked], site_of_zone[visits.wanted_zone[booked]]]]
    in_turn = some[in_order(visits.booking_rank[some], day[some])]
    free: list[int] = []
    today = -1
    for visit, number, wanted in zip(
        in_turn.tolist(), day[in_turn].tolist(), visits.wanted_zone[in_turn].tolist(), strict=True
    ):
        if number != today:
            free, today = capacity.tolist(), number
        found = wanted
        if free[wanted] <= 0:
            found = next((other for other in overflow[wanted] if free[other] > 0), NOTHING_TO_BOOK)
        zone[visit] = found
        if found != NOTHING_TO_BOOK:
            free[found] -= 1
    return zone
