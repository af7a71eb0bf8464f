"""A mean over replications and its t interval."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats.interval import UNKNOWN, Interval, mean_interval, t_quantile

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40)


def test_a_t_interval_worked_by_hand():
    # Mean 3, variance 2.5, standard error sqrt(.5), t of 4 degrees 2.776445.
    found = mean_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.estimate == 3
    assert found.low == pytest.approx(3 - 2.7764451 * math.sqrt(0.5))
    assert found.high == pytest.approx(3 + 2.7764451 * math.sqrt(0.5))


def test_the_t_quantiles_are_those_of_the_printed_tables():
    assert [round(t_quantile(df, 0.975), 3) for df in (1, 5, 19, 99)] == [12.706, 2.571, 2.093, 1.984]


def test_null_replications_are_left_out():
    assert mean_interval(np.array([1.0, math.nan, 3.0])) == mean_interval(np.array([1.0, 3.0]))


def test_nothing_but_nulls_is_unknown():
    assert mean_interval(np.array([math.nan, math.nan])) == UNKNOWN
    assert mean_interval(np.array([])) == UNKNOWN


def test_one_replication_has_no_limits():
    assert mean_interval(np.array([2.5])) == Interval(2.5, None, None)
    assert mean_interval(np.array([2.5, math.nan])) == Interval(2.5, None, None)


def test_equal_replications_have_limits_of_no_width():
    assert mean_interval(np.full(7, 0.1)) == Interval(0.1, 0.1, 0.1)


@given(NUMBERS)
def test_an_interval_holds_its_estimate(values):
    found = mean_interval(np.array(values))
    assert found.low <= found.estimate <= found.high


@given(NUMBERS)
def test_more_confidence_is_a_wider_interval(values):
    narrow, wide = mean_interval(np.array(values), 0.8), mean_interval(np.array(values), 0.99)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(NUMBERS, st.randoms(use_true_random=False))
def test_the_order_of_replications_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    one, other = mean_interval(np.array(values)), mean_interval(np.array(shuffled))
    assert one.low == pytest.approx(other.low, abs=1e-6)
    assert one.high == pytest.approx(other.high, abs=1e-6)
