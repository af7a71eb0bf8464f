"""Exact peaks and durations of simultaneous presence, from sorted arrivals and departures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def peaks(
    group: NDArray[np.integer], arrival: NDArray[np.int32], departure: NDArray[np.int32], groups: int, ticks: int
) -> NDArray[np.int32]:
    """Return the highest number present at one time in each of `groups` groups, 0 where nobody came, shape [groups].

    `ticks` is the length of a day. What ends in a tick is gone before what begins in it. Every group starts and ends
    empty, so one running sum serves all of them.
    """
    highest = np.zeros(groups, dtype=np.int32)
    if len(group) == 0:
        return highest
    length = 2 * (ticks + 1)
    dtype = np.int32 if groups * length < 2**31 else np.int64
    start = group.astype(dtype) * dtype(length)
    key = np.empty(2 * len(group), dtype=dtype)
    np.add(start, 2 * departure, out=key[: len(group)], casting="same_kind")
    np.add(start, 2 * arrival + 1, out=key[len(group) :], casting="same_kind")
    key.sort()
    change = (key & 1).astype(np.int32)
    change *= 2
    change -= 1
    present = np.cumsum(change, dtype=np.int32)
    owner = key // dtype(length)
    firsts = np.flatnonzero(owner[1:] != owner[:-1]) + 1
    firsts = np.concatenate(([0], firsts))
    highest[owner[firsts]] = np.maximum.reduceat(present, firsts)
    return highest


def counts(group: NDArray[np.integer], groups: int) -> NDArray[np.int32]:
    """Return how many elements each group has, shape [groups]."""
    return np.bincount(group, minlength=groups).astype(np.int32)


def totals(group: NDArray[np.integer], amount: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Add up whole numbers by group, exactly (below 2**53), shape [groups]."""
    return np.rint(np.bincount(group, weights=amount, minlength=groups)).astype(np.int64)
