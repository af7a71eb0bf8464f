"""The share of days above each number of desks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.stats.day_quantile import day_quantile
from sim.stats.days_above import days_above
from sim.stats.risk_curve import risk_curve
from sim.stats.share_of_days import share_interval

COUNTS = hnp.arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(1, 60)), elements=st.integers(0, 12))
CONFIDENCE = st.sampled_from([0.8, 0.95, 0.999999])


def test_days_above_worked_by_hand():
    values = np.array([[0, 1, 2, 3], [3, 3, 3, 3]])
    assert days_above(values, np.array([0, 2, 3])).tolist() == [[3, 1, 0], [4, 4, 0]]


def test_a_risk_curve_worked_by_hand():
    # Above 4: 3 and 1 of 4 days. Mean .5, log-odds 0, standard error .25 or .25/.25 = 1 of log-odds, t of one degree
    # 12.7062: the limits have those log-odds. Above 7, 3 and 6 both replications agree.
    curve = risk_curve(np.array([[4, 5, 6, 7], [4, 4, 4, 7]]), np.array([7, 4, 3, 6]))
    assert curve.share.tolist() == [0, 0.5, 1, 0.25]
    assert curve.low.tolist() == [0, pytest.approx(1 / (1 + math.exp(12.7062)), rel=1e-4), 1, 0.25]
    assert curve.high.tolist() == [0, pytest.approx(1 / (1 + math.exp(-12.7062)), rel=1e-9), 1, 0.25]


def test_one_replication_has_no_limits():
    curve = risk_curve(np.array([[4, 5]]), np.array([4]))
    assert curve.share.tolist() == [0.5]
    assert np.isnan(curve.low).all()
    assert np.isnan(curve.high).all()


def test_no_days_say_nothing():
    curve = risk_curve(np.empty((3, 0), dtype=np.int64), np.array([4, 5]))
    assert np.isnan(curve.share).all()


@given(COUNTS, hnp.arrays(np.int64, st.integers(1, 8), elements=st.integers(-1, 14)))
def test_the_fast_way_agrees_with_the_mean_of_each_number_of_desks(values, desks):
    curve = risk_curve(values, desks)
    for number, share, low, high in zip(desks, curve.share, curve.low, curve.high, strict=True):
        expected = share_interval(values > number)
        assert share == pytest.approx((values > number).mean())
        assert (share, low, high) == (expected.estimate, expected.low, expected.high)


@given(COUNTS)
def test_more_desks_are_never_a_higher_risk(values):
    curve = risk_curve(values, np.arange(14))
    assert (np.diff(curve.share) <= 0).all()
    assert ((curve.low <= curve.share) & (curve.share <= curve.high)).all()


@given(hnp.arrays(np.int64, (3, 60), elements=st.integers(0, 12)))
def test_the_curve_first_falls_to_the_allowed_share_at_the_quantile(values):
    curve = risk_curve(values, np.arange(13))
    needed = int(day_quantile(values, 0.95).estimate)
    assert curve.share[needed] <= 0.05 + 1e-12
    assert (curve.share[:needed] > 0.05 - 1e-12).all()


@given(hnp.arrays(np.int64, st.tuples(st.integers(2, 6), st.just(60)), elements=st.integers(0, 12)), CONFIDENCE)
def test_the_band_of_the_curve_falls_to_the_allowed_share_at_the_limits_of_the_quantile(values, ci_level):
    curve = risk_curve(values, np.arange(13), ci_level)
    found = day_quantile(values, 0.95, ci_level)
    allowed = 0.05
    for limit, at in ((curve.low, found.low), (curve.share, found.estimate), (curve.high, found.high)):
        assert int(np.argmax(limit <= allowed)) == at
