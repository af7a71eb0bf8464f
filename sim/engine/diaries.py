"""Diaries of rooms: when each room is taken on each day. A room has one holder at a time, by construction."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.office import Office

#: Later than any tick: when a room closes that never does.
FOREVER = 1 << 40


class Diaries:
    """One diary per room and day, cell `day * rooms + room`: sorted, non-overlapping intervals that are taken.

    The first entry ends when the room opens, and the last begins when it closes, so that looking between entries is
    all there is to do. A room of a site that is open from 00:00 to 24:00 never closes: what is held late in the day may
    outlast it.
    """

    def __init__(self, office: Office, days: int, ticks_per_minute: int) -> None:
        self._rooms = len(office.single_rooms)
        opens = [one.opens_at * ticks_per_minute for one in office.single_rooms] * days
        closes = [
            FOREVER if one.closes_at == 1440 and one.opens_at == 0 else one.closes_at * ticks_per_minute
            for one in office.single_rooms
        ] * days
        self.starts = [[-1, closing] for closing in closes]
        self.ends = [[opening, FOREVER] for opening in opens]

    def take(self, cell: int, start: int, until: int) -> None:
        """Write an interval that is free into a diary."""
        at = bisect_right(self.starts[cell], start)
        self.starts[cell].insert(at, start)
        self.ends[cell].insert(at, until)

    def shorten(self, cell: int, start: int, until: int) -> None:
        """Give a room back early that was taken at `start`."""
        self.ends[cell][bisect_right(self.starts[cell], start) - 1] = until

    def first_free(self, base: int, rooms: Sequence[int], start: int, end: int) -> int:
        """Return the position among `rooms` of the first one free from `start` to `end`, or -1. `base`: the day's."""
        for position, room in enumerate(rooms):
            starts = self.starts[base + room]
            at = bisect_right(starts, start)
            if self.ends[base + room][at - 1] <= start and starts[at] >= end:
                return position
        return -1

    def first_useful(self, base: int, rooms: Sequence[int], start: int, shortest: int) -> int:
        """Return the position of the first room that is free at `start` and for `shortest` ticks more, or -1."""
        return self.first_free(base, rooms, start, start + shortest)

    def next_taken(self, cell: int, tick: int) -> int:
        """Return the tick after `tick` from which the room is taken again."""
        starts = self.starts[cell]
        return starts[bisect_right(starts, tick)]

    def free_spells(self, cell: int, begin: int, last: int) -> list[tuple[int, int]]:
        """Return when the room is free, in order, as (from, until), beginning between `begin` and `last`."""
        starts, ends = self.starts[cell], self.ends[cell]
        spells = []
        at = bisect_right(starts, begin)
        while at < len(starts):
            since = max(begin, ends[at - 1])
            if since > last:
                break
            if starts[at] > since:
                spells.append((since, starts[at]))
            at += 1
        return spells
