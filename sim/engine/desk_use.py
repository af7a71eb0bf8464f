"""Desks that are held and empty: meetings, lunch, and away spells between them.

Rooms and lunch say when somebody is elsewhere for a reason. In what is left of the stay people are at the desk or away
by a Markov chain in steps of ten minutes, that of Page et al. (Energy and Buildings 40, 2008, 83-98) with a constant
probability P of being there: mobility m is the ratio of the chances to change state and to stay, so that with
x = 2m / (1 + m) somebody away comes back with chance P x, and somebody there goes with chance (1 - P) x. The chain is
stationary from the arrival on, and its clock stands still during meetings and lunch.

A step is a 16-bit draw u: whoever is there goes if u < (1 - P) x, whoever is away stays so if u < 1 - P x. The first
implies the second, so the states of 64 steps follow from one addition: going is a carry generated, staying away a carry
passed on.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE, field, quantile_table
from sim.order import in_order
from sim.records import AWAY_STEP_MINUTES, Passive
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import DeskUse
    from sim.draws import Luck
    from sim.population import Population
    from sim.records import Visits
    from sim.requests import Requests
    from sim.scenario import Scenario

#: Steps that one 64-bit draw holds, and steps of one machine word.
_PER_DRAW, _WORD = 4, 64

#: Visits whose draws fit the cache together.
_CHUNK = 4096

#: Ticks of a day fit well below this, so that one number can hold a visit and a tick.
_SPAN_BITS = 20
_SPAN = 1 << _SPAN_BITS


class PassiveDesks:
    """Draws of one replication: how long everybody's desk stands empty."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        self._habits = scenario.behavior.desk_use
        self._per_minute = scenario.ticks_per_minute
        self._keys = population.keys
        self._ordinals = scenario.days.ordinals.ravel()
        self._stream, self._steps = luck.stream("desk use"), luck.stream("desk use by step")

    def of(self, visits: Visits, requests: Requests) -> Passive:
        """Return how long the desk of each visit is empty and why; 0 for whoever has none."""
        seated = visits.zone >= 0
        visit, start, end = _meetings(visits, requests)
        meeting = _add_up(visit, end - start, len(visits))
        nothing = np.zeros(len(visits), dtype=np.int32)
        found = Passive(meeting, nothing, nothing, nothing, nothing, nothing)
        draws = self._habits.lunch_share > 0 or self._habits.at_desk_share < 1
        bits = self._stream.bits_each(self._keys[visits.person], self._ordinals[visits.day]) if draws else None
        if bits is not None and self._habits.lunch_share > 0:
            begin, length = self._lunches(visits, bits)
            length[~seated] = 0
            # Whoever is in a meeting then is counted there.
            meets = np.minimum(end, (begin + length)[visit]) - np.maximum(start, begin[visit])
            found.lunch = length - _add_up(visit, np.maximum(meets, 0), len(visits))
        at_desk = np.where(seated, visits.departure - visits.arrival - found.meeting - found.lunch, 0)
        found.steps = at_desk // np.int32(AWAY_STEP_MINUTES * self._per_minute)
        if bits is not None and self._habits.at_desk_share < 1:
            found.away_steps, found.away_starts, found.away_ends = self._chains(bits, found.steps).astype(np.int32)
        return found

    def _lunches(self, visits: Visits, bits: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Tick at which everybody's lunch begins and how long it is: 0 where none fits into the stay."""
        habits = self._habits
        begin = _lunch_table(habits, self._per_minute)[field(bits, 1)]
        shortest = np.ceil(habits.lunch_min_minutes * self._per_minute)
        span = max(np.ceil(habits.lunch_max_minutes * self._per_minute) - shortest, 0) + 1
        length = int(shortest) + ((field(bits, 2).astype(np.int32) * int(span)) >> 16)
        goes = field(bits, 0) < round(habits.lunch_share * TABLE_SIZE)
        fits = (visits.arrival <= begin) & (begin + length <= visits.departure)
        return begin, np.where(goes & fits, length, 0).astype(np.int32)

    def _chains(self, bits: NDArray[np.uint64], steps: NDArray[np.int32]) -> NDArray[np.uint16]:
        """Count steps away, starts and ends of away spells of every visit, shape [3, visit]."""
        found = np.zeros((3, len(steps)), dtype=np.uint16)
        # Who stays equally long comes together, for all of a chunk are drawn for as long as anybody stays.
        order = in_order(steps)
        sorted_bits, sorted_steps = bits[order], steps[order]
        for first in range(0, len(steps), _CHUNK):
            chunk = slice(first, first + _CHUNK)
            ids, left = sorted_bits[chunk], sorted_steps[chunk]
            rows, before = np.arange(len(left)), np.zeros(len(left), dtype=np.uint64)
            for word in range(-(-int(left.max()) // _WORD)):
                if word > 0:
                    # Few people stay for more steps than a word holds.
                    some = np.flatnonzero(left > _WORD)
                    rows, ids, left, before = rows[some], ids[some], left[some] - np.int32(_WORD), before[some]
                counts, before = self._word(ids, left, before, word)
                if word == 0:
                    found[:, chunk] = counts
                else:
                    found[:, first + rows] += counts
        in_turn = np.empty_like(found)
        in_turn[:, order] = found
        return in_turn

    def _word(
        self, ids: NDArray[np.uint64], left: NDArray[np.int32], before: NDArray[np.uint64], word: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
        """Play the steps of one machine word, of which each visit has `left` or more than the word holds.

        `before` is 1 for who was away in the step before. Returns the three counts, and `before` for the next word.
        """
        goes, stays, begins = thresholds(self._habits)
        draws = -(-min(int(left.max()), _WORD) // _PER_DRAW)
        moments = np.arange(draws) + word * (_WORD // _PER_DRAW)
        # Four numbers of a draw follow one another in memory; what lies behind the draws needed is never looked at.
        drawn = np.empty((len(ids), _WORD // _PER_DRAW), dtype="<u8")
        drawn[:, :draws] = self._steps.bits_over(ids, moments).T
        steps = drawn.view("<u2")
        go, stay = steps < goes, steps < stays
        if word == 0:
            go[:, 0] = stay[:, 0] = steps[:, 0] < begins
        away = _away(_packed(go), _packed(stay), before)
        previous = away << np.uint64(1) | before
        inside = np.where(left > 0, ~np.uint64(0) >> (_WORD - np.clip(left, 1, _WORD)).astype(np.uint64), np.uint64(0))
        # Nobody changes from before the first step.
        changes = inside & ~np.uint64(word == 0) & (away ^ previous)
        return np.bitwise_count(np.stack([away & inside, away & changes, previous & changes])), away >> np.uint64(63)


def thresholds(habits: DeskUse) -> tuple[int, int, int]:
    """Return what a 16-bit draw has to be below: to go away, to stay away, and to be away at the arrival."""
    x = 2 * habits.mobility / (1 + habits.mobility)
    there = habits.at_desk_share
    return tuple(round(share * TABLE_SIZE) for share in ((1 - there) * x, 1 - there * x, 1 - there))  # type: ignore[return-value]


def _packed(flags: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Pack flags of shape [visit, 64] into one number each, the first flag in the lowest bit."""
    return np.packbits(flags.ravel(), bitorder="little").view("<u8").astype(np.uint64, copy=False)


def _away(go: NDArray[np.uint64], stay: NDArray[np.uint64], before: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the steps away as bits: away = go | (stay & away in the step before), which is how carries travel."""
    carried = (go + stay + before) ^ go ^ stay
    return go | (stay & carried)


def _meetings(visits: Visits, requests: Requests) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Intervals that people spend in rooms, within their stay; those of one visit do not overlap.

    Returns visit, start and end of each.
    """
    held = (requests.outcome != RoomOutcome.ONLINE) & (requests.outcome != RoomOutcome.NO_SHOW)
    sizes = np.diff(requests.first)
    some = np.repeat(held, sizes)
    visit = requests.visit[some]
    start = np.maximum(np.repeat(requests.start, sizes)[some], visits.arrival[visit])
    end = np.minimum(np.repeat(requests.until, sizes)[some], visits.departure[visit])
    # Visit, start and end in one number each are sorted by far the fastest.
    packed = ((visit << _SPAN_BITS) + start << _SPAN_BITS) + np.maximum(end, start)
    packed.sort()
    begin_key, visit = packed >> _SPAN_BITS, packed >> 2 * _SPAN_BITS
    end_key = visit * _SPAN + (packed & (_SPAN - 1))
    # What the meetings before have already covered is not counted again.
    covered = np.maximum.accumulate(end_key) if len(end_key) else end_key
    begin_key[1:] = np.maximum(begin_key[1:], covered[:-1])
    return visit, begin_key - visit * _SPAN, np.maximum(end_key, begin_key) - visit * _SPAN


def _add_up(visit: NDArray[np.int64], ticks: NDArray[np.int64], visits: int) -> NDArray[np.int32]:
    return np.bincount(visit, weights=ticks, minlength=visits).astype(np.int32)


@lru_cache(maxsize=8)
def _lunch_table(habits: DeskUse, ticks_per_minute: int) -> NDArray[np.int32]:
    """Quantiles of the start of lunch in ticks, rounded down."""
    mean, sd = habits.lunch_start_mean, habits.lunch_start_sd_minutes
    start = quantile_table(NormalDist(mean, sd).inv_cdf if sd > 0 else lambda _: mean)
    return np.floor(start * ticks_per_minute).astype(np.int32)
