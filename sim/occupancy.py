"""Exact simultaneous counts from sorted arrivals and departures, many groups at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.order import in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A tick later than any.
NEVER = np.iinfo(np.int32).max


def _sorted_events(
    group: NDArray[np.integer], arrival: NDArray[np.int32], departure: NDArray[np.int32], groups: int, ticks: int
) -> tuple[NDArray[Any], NDArray[np.int32], int]:
    """Sort all events by group, tick and kind, what ends in a tick before what begins in it.

    Returns the sorted keys, the number present after each event, and the length of a group in key steps: a key divided
    by the length is the group, and the rest is twice the tick, plus one for an arrival. Every group starts and ends
    empty, so one running sum serves all of them.
    """
    length = 2 * (ticks + 1)
    dtype: type[np.integer[Any]] = np.int32 if groups * length < 2**31 else np.int64
    start: NDArray[Any] = group.astype(dtype)
    start *= length
    key: NDArray[Any] = np.empty(2 * len(group), dtype=dtype)
    np.add(start, 2 * departure, out=key[: len(group)], casting="same_kind")
    np.add(start, 2 * arrival + 1, out=key[len(group) :], casting="same_kind")
    key.sort()
    # Of the events up to each one the arrivals count twice, less all of them.
    present = np.cumsum(key & 1, dtype=np.int32)
    present <<= 1
    present -= np.arange(1, len(key) + 1, dtype=np.int32)
    return key, present, length


def _runs(
    key: NDArray[np.integer], length: int, groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the groups that have sorted keys, where the run of each starts, and how long it is."""
    starts = np.searchsorted(key, np.arange(groups, dtype=key.dtype) * key.dtype.type(length))
    sizes = np.diff(starts, append=len(key))
    some = np.flatnonzero(sizes)
    return some, starts[some], sizes[some]


def peaks(
    group: NDArray[np.integer], arrival: NDArray[np.int32], departure: NDArray[np.int32], groups: int, ticks: int
) -> NDArray[np.int32]:
    """Return the highest number present at one time in each of `groups` groups, 0 where nobody came, shape [groups].

    `ticks` is the length of a day; departures are exclusive.
    """
    if groups * (ticks + 1) <= len(group):
        # Few groups and many people: a counter for every tick is faster than sorting.
        start = group.astype(np.int64) * (ticks + 1)
        size = groups * (ticks + 1)
        change = np.bincount(start + arrival, minlength=size) - np.bincount(start + departure, minlength=size)
        return np.asarray(np.cumsum(change, dtype=np.int32).reshape(groups, ticks + 1).max(axis=1))
    highest = np.zeros(groups, dtype=np.int32)
    if len(group) > 0:
        key, present, length = _sorted_events(group, arrival, departure, groups, ticks)
        some, starts, _ = _runs(key, length, groups)
        highest[some] = np.maximum.reduceat(present, starts)
    return highest


def first_peak_ticks(
    group: NDArray[np.integer], arrival: NDArray[np.int32], departure: NDArray[np.int32], groups: int, ticks: int
) -> NDArray[np.int32]:
    """Return the first tick at which the highest number is present in each group, `NEVER` where nobody came."""
    first = np.full(groups, NEVER, dtype=np.int32)
    if len(group) > 0:
        key, present, length = _sorted_events(group, arrival, departure, groups, ticks)
        some, starts, sizes = _runs(key, length, groups)
        at = np.flatnonzero(present == np.repeat(np.maximum.reduceat(present, starts), sizes))
        first[some] = (key[at[np.searchsorted(at, starts)]] % length) >> 1
    return first


def first_overflows(
    group: NDArray[np.integer],
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
    capacity: NDArray[np.integer],
    ticks: int,
) -> NDArray[np.int32]:
    """Return the first tick at which more are present than each group's capacity, or `NEVER`, shape of `capacity`."""
    first = np.full(len(capacity), NEVER, dtype=np.int32)
    if len(group) > 0:
        key, present, length = _sorted_events(group, arrival, departure, len(capacity), ticks)
        some, starts, sizes = _runs(key, length, len(capacity))
        over = np.flatnonzero(present > np.repeat(capacity[some], sizes))
        at = np.searchsorted(over, [*starts.tolist(), len(key)])
        full = np.flatnonzero(at[1:] > at[:-1])
        first[some[full]] = (key[over[at[full]]] % length) >> 1
    return first


def counts(group: NDArray[np.integer], groups: int) -> NDArray[np.int32]:
    """Return how many elements each group has, shape [groups]."""
    return np.bincount(group, minlength=groups).astype(np.int32)


def totals(group: NDArray[np.integer], amount: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Add up whole numbers by group, exactly (below 2**53), shape [groups]."""
    return np.rint(np.bincount(group, weights=amount, minlength=groups)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Elements put in the order of their groups once, for adding up several amounts."""

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    some: NDArray[np.int64]
    groups: int

    @classmethod
    def of(cls, group: NDArray[np.integer], groups: int) -> Grouping:
        """Order the elements by their group; `some` groups have any."""
        sizes = counts(group, groups)
        some = np.flatnonzero(sizes)
        return cls(in_order(group), (np.cumsum(sizes, dtype=np.int64) - sizes)[some], some, groups)

    def totals(self, amount: NDArray[np.integer]) -> NDArray[np.int64]:
        """Add up whole numbers by group, shape [groups]."""
        found = np.zeros(self.groups, dtype=np.int64)
        if len(self.some) > 0:
            found[self.some] = np.add.reduceat(amount[self.order], self.starts, dtype=np.int64)
        return found
