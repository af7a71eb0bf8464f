"""Exact simultaneous counts from sorted arrivals and departures, many groups at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

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
    change = (key & 1).astype(np.int32)
    change *= 2
    change -= 1
    return key, np.cumsum(change, dtype=np.int32), length


def _firsts(owner: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where each run of equal owners starts."""
    return np.concatenate(([0], np.flatnonzero(owner[1:] != owner[:-1]) + 1))


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
        owner = key // key.dtype.type(length)
        firsts = _firsts(owner)
        highest[owner[firsts]] = np.maximum.reduceat(present, firsts)
    return highest


def first_peak_ticks(
    group: NDArray[np.integer], arrival: NDArray[np.int32], departure: NDArray[np.int32], groups: int, ticks: int
) -> NDArray[np.int32]:
    """Return the first tick at which the highest number is present in each group, `NEVER` where nobody came."""
    first = np.full(groups, NEVER, dtype=np.int32)
    if len(group) > 0:
        key, present, length = _sorted_events(group, arrival, departure, groups, ticks)
        owner = key // key.dtype.type(length)
        starts = _firsts(owner)
        highest = np.maximum.reduceat(present, starts)
        at = np.flatnonzero(present == np.repeat(highest, np.diff([*starts.tolist(), len(key)])))
        at = at[_firsts(owner[at])]
        first[owner[at]] = (key[at] % length) >> 1
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
        owner = key // key.dtype.type(length)
        over = np.flatnonzero(present > capacity[owner])
        if len(over) > 0:
            over = over[_firsts(owner[over])]
            first[owner[over]] = (key[over] % length) >> 1
    return first


def counts(group: NDArray[np.integer], groups: int) -> NDArray[np.int32]:
    """Return how many elements each group has, shape [groups]."""
    return np.bincount(group, minlength=groups).astype(np.int32)


def totals(group: NDArray[np.integer], amount: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Add up whole numbers by group, exactly (below 2**53), shape [groups]."""
    return np.rint(np.bincount(group, weights=amount, minlength=groups)).astype(np.int64)
