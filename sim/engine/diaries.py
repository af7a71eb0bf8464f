"""Diaries of pools: how many of their rooms are taken at each time of each day. Never more than there are."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.rooms import RoomPool

#: Later than any tick: when a room closes that never does.
FOREVER = 1 << 40

#: No room was free.
NOT_FREE = -1


class Diary:
    """Rooms of a pool taken on one day, as steps: from `times[i]` on, `taken[i]` are.

    Outside opening hours all are. A pool that never closes has no end to its day.
    """

    __slots__ = ("count", "taken", "times")

    def __init__(self, pool: RoomPool, ticks_per_minute: int) -> None:
        self.count = len(pool.rooms)
        self.times = [-1, pool.opens_at * ticks_per_minute]
        self.taken = [self.count, 0]
        if not pool.never_closes:
            self.times.append(pool.closes_at * ticks_per_minute)
            self.taken.append(self.count)

    def fresh(self) -> Diary:
        """Return a copy: another day of the same pool, as long as nothing has been taken."""
        copy = Diary.__new__(Diary)
        copy.count, copy.times, copy.taken = self.count, self.times.copy(), self.taken.copy()
        return copy

    def is_free(self, start: int, end: int, reserve: int = 0) -> bool:
        """Whether a room is free all the time from `start` to `end`, and `reserve` more are."""
        times, taken, limit = self.times, self.taken, self.count - reserve
        at = bisect_right(times, start) - 1
        while taken[at] < limit:
            at += 1
            if at == len(times) or times[at] >= end:
                return True
        return False

    def take(self, start: int, needed_until: int, until: int) -> int:
        """Take a room from `start` to `until`, or until others need it, if one is free to `needed_until` at least.

        Returns the tick at which it ends, or `NOT_FREE`.
        """
        times, taken, count = self.times, self.taken, self.count
        first = last = bisect_right(times, start) - 1
        steps = len(times)
        while taken[last] < count:
            last += 1
            if last == steps or times[last] >= until:
                break
        if last < steps and times[last] < until:
            until = times[last]
            if until < needed_until or last == first:
                return NOT_FREE
        if times[first] != start:
            first += 1
            last += 1
            times.insert(first, start)
            taken.insert(first, taken[first - 1])
        if last == len(times) or times[last] != until:
            times.insert(last, until)
            taken.insert(last, taken[last - 1])
        for step in range(first, last):
            taken[step] += 1
        return until

    def give_back(self, since: int, until: int) -> None:
        """Give a room back for the rest of the time for which it was taken."""
        at = self._step(since)
        for step in range(at, self._step(until)):
            self.taken[step] -= 1

    def _step(self, tick: int) -> int:
        """Return the step that begins at a tick; make one if there is none."""
        at = bisect_right(self.times, tick) - 1
        if self.times[at] != tick:
            at += 1
            self.times.insert(at, tick)
            self.taken.insert(at, self.taken[at - 1])
        return at

    def free_spells(self, begin: int, last: int) -> list[tuple[int, int]]:
        """Return when a room is free, in order, as (from, until), beginning between `begin` and `last`."""
        times, taken = self.times, self.taken
        spells = []
        at = bisect_right(times, begin) - 1
        while at < len(times) and max(begin, times[at]) <= last:
            if taken[at] < self.count:
                since = max(begin, times[at])
                while at < len(times) and taken[at] < self.count:
                    at += 1
                spells.append((since, times[at] if at < len(times) else FOREVER))
            at += 1
        return spells
