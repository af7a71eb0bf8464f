"""The share of days on which something happens, and its limits on the scale of log-odds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.stats.interval import UNKNOWN, Interval
from sim.stats.share_of_days import none_in, share_interval, share_limits

HAPPENED = hnp.arrays(np.bool_, st.tuples(st.integers(2, 12), st.integers(1, 40)))


def days(*counts, of=100):
    return np.arange(of)[None, :] < np.array(counts)[:, None]


def test_limits_worked_by_hand():
    # Shares .02 and .06: mean .04, standard error .02, t of one degree 12.7062; log-odds ln(.04/.96) = -3.17805.
    found = share_interval(days(2, 6))
    reach = 12.70620474 * 0.02 / (0.04 * 0.96)
    assert found.estimate == pytest.approx(0.04)
    assert found.low == pytest.approx(1 / (1 + math.exp(3.17805383 + reach)))
    assert found.high == pytest.approx(1 / (1 + math.exp(3.17805383 - reach)))


@pytest.mark.parametrize("count", [0, 1, 37, 100])
def test_replications_that_agree_have_limits_of_no_width(count):
    assert share_interval(days(*[count] * 5)) == Interval(count / 100, count / 100, count / 100)


def test_one_replication_has_no_limits_and_no_days_say_nothing():
    assert share_interval(days(3)) == Interval(0.03, None, None)
    assert share_interval(np.empty((4, 0), dtype=bool)) == UNKNOWN
    assert share_interval(np.empty((0, 4), dtype=bool)) == UNKNOWN


def test_one_day_in_one_replication_of_many_is_bounded_on_both_sides():
    # All lies in one replication, so the standard error is the mean itself and the reach t / (1 - p).
    found = share_interval(days(1, *[0] * 19))
    assert found.low == pytest.approx(0.0005 * math.exp(-2.093), rel=0.01)
    assert found.high == pytest.approx(0.0005 * math.exp(2.093), rel=0.01)


def test_a_limit_too_near_one_for_a_float_is_one():
    found = share_interval(days(*[0] * 1, 10**5, of=10**5), level=1 - 1e-9)
    assert (found.low, found.high) == (0, 1)


@given(HAPPENED)
def test_limits_hold_the_share_and_stay_between_0_and_1(happened):
    found = share_interval(happened)
    assert 0 <= found.low <= found.estimate <= found.high <= 1


@given(HAPPENED)
def test_what_does_not_happen_has_the_other_limits_mirrored(happened):
    found, mirrored = share_interval(happened), share_interval(~happened)
    assert mirrored.estimate == pytest.approx(1 - found.estimate)
    assert (mirrored.low, mirrored.high) == (pytest.approx(1 - found.high), pytest.approx(1 - found.low))


@given(HAPPENED)
def test_more_confidence_is_a_wider_interval(happened):
    narrow, wide = share_interval(happened, 0.8), share_interval(happened, 0.99)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


def test_things_are_judged_each_for_itself():
    counts = np.array([[2, 0, 50], [6, 0, 50]])
    share, low, high = share_limits(counts, 100)
    for thing in range(3):
        alone = share_interval(days(*counts[:, thing]))
        assert (share[thing], low[thing], high[thing]) == (alone.estimate, alone.low, alone.high)


def test_none_in_twenty_years_is_at_most_fourteen_per_cent_of_years():
    assert none_in(20) == pytest.approx(0.139, abs=0.0005)
    assert none_in(1000) == pytest.approx(3 / 1000, rel=0.01)
    assert none_in(1) == pytest.approx(0.95)
    assert none_in(0) == 1


@pytest.mark.parametrize("replications", [1, 10, 59])
def test_none_in_n_has_the_chance_it_says(replications):
    # Were the share higher, all replications would miss it with a chance below 5 %.
    assert (1 - none_in(replications)) ** replications == pytest.approx(0.05)
