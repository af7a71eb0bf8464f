"""When people are in planned gatherings, so that nobody is in two places at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Ticks of a day fit well below this, so that one number can hold a visit and a tick.
_SPAN = 1 << 20


@dataclass(frozen=True, slots=True)
class Commitments:
    """Intervals of visits, sorted by visit and start. `latest_key` holds visit and latest end up to each of them."""

    start_key: NDArray[np.int64]
    end: NDArray[np.int64]
    latest_key: NDArray[np.int64]

    @classmethod
    def of(cls, visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]) -> Commitments:
        """Sort the intervals."""
        key = visit.astype(np.int64) * _SPAN + start
        order = np.argsort(key, kind="stable")
        return cls._sorted(key[order], end[order].astype(np.int64))

    @classmethod
    def _sorted(cls, key: NDArray[np.int64], end: NDArray[np.int64]) -> Commitments:
        # A later visit has a higher key than any end of an earlier one, so one running maximum serves all.
        return cls(key, end, np.maximum.accumulate(key // _SPAN * _SPAN + end) if len(key) else key)

    def also(self, visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]) -> Commitments:
        """Return these and more intervals."""
        key = np.concatenate([self.start_key, visit.astype(np.int64) * _SPAN + start])
        ends = np.concatenate([self.end, end.astype(np.int64)])
        order = np.argsort(key, kind="stable")
        return self._sorted(key[order], ends[order])

    def busy_at(self, visit: NDArray[np.int64], tick: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each visit is in a gathering at the tick."""
        if len(self.start_key) == 0:
            return np.zeros(len(visit), dtype=bool)
        before = np.searchsorted(self.start_key, visit * _SPAN + tick, side="right") - 1
        return (before >= 0) & (self.latest_key[before] > visit * _SPAN + tick)

    def next_start(self, visit: NDArray[np.int64], tick: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return when each visit's next gathering after the tick begins, `NEVER` if there is none."""
        if len(self.start_key) == 0:
            return np.full(len(visit), NEVER, dtype=np.int64)
        after = np.searchsorted(self.start_key, visit * _SPAN + tick, side="right")
        at = np.minimum(after, len(self.start_key) - 1)
        same = (after < len(self.start_key)) & (self.start_key[at] // _SPAN == visit)
        return np.where(same, self.start_key[at] % _SPAN, NEVER)

    def of_visit(self, visit: int) -> list[tuple[int, int]]:
        """Return the intervals of one visit as plain numbers, for the few cases that need to look at each."""
        low, high = np.searchsorted(self.start_key, (visit * _SPAN, (visit + 1) * _SPAN))
        starts = (self.start_key[low:high] % _SPAN).tolist()
        return list(zip(starts, self.end[low:high].tolist(), strict=True))


def without_overlaps(
    visit: NDArray[np.int64],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    priority: NDArray[np.int16],
    gathering: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Choose what everybody takes part in: the rows kept, in ascending order.

    Of overlapping gatherings a person takes the one of higher priority, of equal ones the earlier, of those the one
    later in the list (as `sim.gatherings.by_priority` orders them, by draw); the next is taken if it overlaps
    none of those taken. Rows are looked at in rounds: in the n-th everybody's n-th choice.
    """
    # Most people have one gathering a day; only the others have to choose.
    several = np.bincount(visit, minlength=int(visit.max(initial=-1)) + 1)
    choosing = np.flatnonzero(several[visit] > 1)
    if len(choosing) == 0:
        return np.arange(len(visit))
    order = choosing[
        np.lexsort((-gathering[choosing], start[choosing], -priority[choosing].astype(np.int32), visit[choosing]))
    ]
    owner = visit[order]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    nth = np.arange(len(order)) - np.repeat(firsts, np.diff([*firsts.tolist(), len(order)]))
    taken = np.zeros(len(order), dtype=bool)
    taken[nth == 0] = True
    for round_number in range(1, int(nth.max()) + 1):
        rows = np.flatnonzero(nth == round_number)
        free = np.ones(len(rows), dtype=bool)
        for back in range(1, round_number + 1):
            earlier = rows - back
            meets = (start[order[rows]] < end[order[earlier]]) & (start[order[earlier]] < end[order[rows]])
            free &= ~(taken[earlier] & meets)
        taken[rows] = free
    keep = np.ones(len(visit), dtype=bool)
    keep[order[~taken]] = False
    return np.flatnonzero(keep)


def first_come(
    visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32], tie: NDArray[np.int32], visits: int
) -> NDArray[np.int64]:
    """Choose the rows of each visit that begin when no earlier one chosen is still going on, in ascending order.

    Of those that begin together the one of the lowest draw is chosen. Rows are looked at in rounds: in the n-th
    everybody's n-th.
    """
    chosen = np.ones(len(visit), dtype=bool)
    several = np.flatnonzero(np.bincount(visit, minlength=visits)[visit] > 1)
    order = several[np.lexsort((tie[several], start[several], visit[several]))]
    owner = visit[order]
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    nth = np.arange(len(order)) - np.repeat(firsts, np.diff([*firsts.tolist(), len(order)]))
    until = np.zeros(visits, dtype=np.int64)
    chosen[order] = False
    for round_number in range(int(nth.max(initial=-1)) + 1):
        rows = order[nth == round_number]
        free = rows[start[rows] >= until[visit[rows]]]
        until[visit[free]] = end[free]
        chosen[free] = True
    return np.flatnonzero(chosen)
