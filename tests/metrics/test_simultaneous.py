"""Peaks of simultaneous counts against a look at every tick, for few and for many people in a group."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.occupancy import peaks

TICKS = 12


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, TICKS), st.integers(0, TICKS)), max_size=90),
    st.integers(3, 4),
)
def test_the_peak_is_the_most_at_any_tick_however_it_is_counted(stays, groups):
    """With 39 people or more in three groups of 13 ticks ticks are counted, below that events are sorted."""
    group = np.array([g for g, _, _ in stays], dtype=np.int32)
    begin = np.array([min(a, b) for _, a, b in stays], dtype=np.int32)
    end = np.array([max(a, b) for _, a, b in stays], dtype=np.int32)
    found = peaks(group, begin, end, groups, TICKS)
    for number in range(groups):
        here = group == number
        most = max(((begin[here] <= tick) & (tick < end[here])).sum() for tick in range(TICKS))
        assert found[number] == most
    assert found.dtype == np.int32
