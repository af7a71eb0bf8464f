"""When people are in planned gatherings, so that nobody is in two places at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import NEVER
from sim.order import in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Ticks of a day fit well below this, so that one number can hold a visit and a tick.
_SPAN_BITS = 20
_SPAN = 1 << _SPAN_BITS

#: Priorities of gatherings are below this.
_PRIORITIES = 1 << 10


@dataclass(frozen=True, slots=True)
class Commitments:
    """Intervals of visits, sorted by visit, start and end; `start_key` holds visit and start."""

    start_key: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(cls, visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]) -> Commitments:
        """Sort the intervals."""
        return cls._sorted(_packed(visit, start, end))

    @classmethod
    def _sorted(cls, packed: NDArray[np.int64]) -> Commitments:
        packed.sort()
        return cls(packed >> _SPAN_BITS, packed & (_SPAN - 1))

    def also(self, visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]) -> Commitments:
        """Return these and more intervals."""
        return self._sorted(np.concatenate([self.start_key << _SPAN_BITS | self.end, _packed(visit, start, end)]))

    def _latest_keys(self) -> NDArray[np.int64]:
        """Return visit and latest end up to each interval, as one number.

        A later visit has a higher number than any end of an earlier one, so one running maximum serves all.
        """
        return np.maximum.accumulate((self.start_key & -_SPAN) + self.end)

    def busy_at(self, visit: NDArray[np.int64], tick: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each visit is in a gathering at the tick."""
        if len(self.start_key) == 0:
            return np.zeros(len(visit), dtype=bool)
        before = self._begun(visit * _SPAN + tick) - 1
        return (before >= 0) & (self._latest_keys()[before] > visit * _SPAN + tick)

    def next_start(self, visit: NDArray[np.int64], tick: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return when each visit's next gathering after the tick begins, `NEVER` if there is none."""
        if len(self.start_key) == 0:
            return np.full(len(visit), NEVER, dtype=np.int64)
        after = self._begun(visit * _SPAN + tick)
        at = np.minimum(after, len(self.start_key) - 1)
        found = self.start_key[at]
        same = (after < len(self.start_key)) & (found >> _SPAN_BITS == visit)
        return np.where(same, found & (_SPAN - 1), NEVER)

    def _begun(self, key: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many intervals have a start key up to each key; looked up in ascending order, which is faster."""
        order = in_order(key)
        count = np.empty(len(key), dtype=np.int64)
        count[order] = np.searchsorted(self.start_key, key[order], side="right")
        return count

    def of_visit(self, visit: int) -> list[tuple[int, int]]:
        """Return the intervals of one visit as plain numbers, for the few cases that need to look at each."""
        low, high = np.searchsorted(self.start_key, (visit * _SPAN, (visit + 1) * _SPAN))
        starts = (self.start_key[low:high] % _SPAN).tolist()
        return list(zip(starts, self.end[low:high].tolist(), strict=True))


def _packed(visit: NDArray[np.int64], start: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.int64]:
    """Hold visit, start and end in one number each, which is by far the fastest thing to sort."""
    packed: NDArray[np.int64] = ((visit.astype(np.int64) << _SPAN_BITS) + start << _SPAN_BITS) + end
    return packed


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
        in_order(
            -gathering[choosing],
            visit[choosing] * _PRIORITIES * _SPAN
            + (_PRIORITIES - 1 - priority[choosing].astype(np.int64)) * _SPAN
            + start[choosing],
        )
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
    order = several[in_order(tie[several], visit[several] * _SPAN + start[several])]
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
