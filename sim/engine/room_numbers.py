"""Which room of its pool each party gets: told when it begins, the lowest number that is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.office import Office
    from sim.requests import Requests


def number_rooms(office: Office, requests: Requests) -> None:
    """Fill `room` of every request that holds one.

    A pool never gives more rooms than it has at one time, so that in order of beginning there is always one left.
    """
    held = np.flatnonzero((requests.pool >= 0) & (requests.until > requests.start))
    cell = requests.day[held].astype(np.int64) * len(office.room_pools) + requests.pool[held]
    order = held[np.lexsort((held, requests.tie[held], requests.start[held], cell))]
    until: list[int] = []
    before = (-1, -1)
    room = np.full(len(requests), -1, dtype=np.int32)
    for number, day, pool, start, end in zip(
        order.tolist(),
        requests.day[order].tolist(),
        requests.pool[order].tolist(),
        requests.start[order].tolist(),
        requests.until[order].tolist(),
        strict=True,
    ):
        rooms = office.room_pools[pool].rooms
        if (day, pool) != before:
            until, before = [0] * len(rooms), (day, pool)
        place = next(place for place, taken in enumerate(until) if taken <= start)
        until[place] = end
        room[number] = rooms[place]
    requests.room = room
