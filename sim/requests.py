"""Requests for rooms: who wants one, for how many, from when and for how long, and what became of it.

One record for every party that asks for a room: gatherings with people on site, ad-hoc meetings, calls, single users
and walk-ups. `sim.engine.parties` writes what is asked, `sim.engine.rooms` fills in the answer, metrics read both.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from sim.gatherings import ragged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class RoomOutcome(IntEnum):
    """What became of a request; each has exactly one.

    `LARGER`: the right size was taken, a larger room was free. `WAITED` for a room. `MOVED` to another time that day.
    `ONLINE`: no room; the people meet or call from their desks. `NO_SHOW`: booked, and nobody came.
    """

    SERVED = 0
    LARGER = 1
    WAITED = 2
    MOVED = 3
    ONLINE = 4
    NO_SHOW = 5


#: A party whose people were busy elsewhere when it should have begun: it asked for nothing.
NOT_HELD = -1

#: Columns about participants, which follow one another for all requests.
_RAGGED = ("first", "visit")


@dataclass(slots=True)
class Requests:
    """One element per request, in a reproducible order.

    `activity` is an index of `sim.records.ROOM_ACTIVITIES`; `day` counts Mondays to Fridays from the start of the run;
    `asked` the tick since midnight at which it should begin, `ticks` how long it should last, `latest_end` when its
    people have to leave at the latest; `people` in the room, visitors included; `equipment` is needed; `booked` tries
    to book beforehand, in the order of `booking_rank`, and in the answer has done so; `no_show` will not come if
    booked; `takes_larger` by taste; `movable` to another time; `fixed_room` the very room, -1 for any; `tie` orders
    requests within a tick; `team`, `unit` and `gathering` are -1 where there is none; `invited` and `visitors` are what
    the gathering says. Those who take part in request r are the visits `visit[first[r]:first[r + 1]]` of the block.

    The answer: `outcome`, `pool` (an index of `sim.office.Office.room_pools`, -1: none), and the ticks `start` and
    `until` between which a room of it is held; `seats_class`, an index of `room_classes`, is the class asked for;
    `room`, an index of `single_rooms`, is -1 until rooms are numbered (`sim.engine.room_numbers`).
    """

    activity: NDArray[np.int8]
    day: NDArray[np.int32]
    site: NDArray[np.int32]
    asked: NDArray[np.int32]
    ticks: NDArray[np.int32]
    latest_end: NDArray[np.int32]
    people: NDArray[np.int32]
    equipment: NDArray[np.bool_]
    booked: NDArray[np.bool_]
    booking_rank: NDArray[np.int32]
    no_show: NDArray[np.bool_]
    takes_larger: NDArray[np.bool_]
    movable: NDArray[np.bool_]
    fixed_room: NDArray[np.int32]
    tie: NDArray[np.int32]
    team: NDArray[np.int32]
    unit: NDArray[np.int32]
    gathering: NDArray[np.int64]
    invited: NDArray[np.int32]
    visitors: NDArray[np.int32]
    first: NDArray[np.int64]
    visit: NDArray[np.int64]
    outcome: NDArray[np.int8]
    pool: NDArray[np.int32]
    room: NDArray[np.int32]
    start: NDArray[np.int32]
    until: NDArray[np.int32]
    seats_class: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the requests."""
        return len(self.day)

    @property
    def wanted_until(self) -> NDArray[np.int32]:
        """Tick at which each would end, had it begun when asked."""
        return np.asarray(np.minimum(self.asked + self.ticks, self.latest_end))

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Requests:
        """Return some of the requests, by mask or in the order of their indices."""
        index = np.arange(len(self))[chosen]
        sizes = np.diff(self.first)[index]
        columns = {f.name: getattr(self, f.name)[index] for f in fields(self) if f.name not in _RAGGED}
        return Requests(
            **columns,
            first=np.concatenate(([0], np.cumsum(sizes))),
            visit=self.visit[ragged(self.first[:-1][index], sizes)],
        )


def requests_of(count: int, **columns: NDArray[np.generic] | float) -> Requests:
    """Make `count` requests of the columns named; the others say: one unbooked person of nobody, without an answer."""
    defaults: dict[str, tuple[type[np.generic], float]] = {
        "activity": (np.int8, 0),
        "day": (np.int32, 0),
        "site": (np.int32, 0),
        "asked": (np.int32, 0),
        "ticks": (np.int32, 1),
        "latest_end": (np.int32, np.iinfo(np.int32).max),
        "people": (np.int32, 1),
        "equipment": (np.bool_, 0),
        "booked": (np.bool_, 0),
        "booking_rank": (np.int32, 0),
        "no_show": (np.bool_, 0),
        "takes_larger": (np.bool_, 0),
        "movable": (np.bool_, 0),
        "fixed_room": (np.int32, -1),
        "tie": (np.int32, 0),
        "team": (np.int32, -1),
        "unit": (np.int32, -1),
        "gathering": (np.int64, -1),
        "invited": (np.int32, 0),
        "visitors": (np.int32, 0),
        "outcome": (np.int8, RoomOutcome.ONLINE),
        "pool": (np.int32, -1),
        "room": (np.int32, -1),
        "start": (np.int32, 0),
        "until": (np.int32, 0),
        "seats_class": (np.int32, -1),
    }
    made = {
        name: np.broadcast_to(np.asarray(columns.get(name, value)), (count,)).astype(dtype)
        for name, (dtype, value) in defaults.items()
    }
    first = np.asarray(columns.get("first", np.zeros(count + 1, dtype=np.int64)), dtype=np.int64)
    visit = np.asarray(columns.get("visit", np.zeros(0, dtype=np.int64)), dtype=np.int64)
    return Requests(**made, first=first, visit=visit)


def all_of(parts: Sequence[Requests]) -> Requests:
    """Put requests one after another."""
    if not parts:
        return requests_of(0)
    ends = np.cumsum([0, *(len(part.visit) for part in parts)])
    first = [part.first[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)]
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Requests) if f.name != "first"
    }
    return Requests(**columns, first=np.concatenate([*first, ends[-1:]]).astype(np.int64))
