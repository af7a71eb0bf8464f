"""The Gini index and the worst-off tenth against hand-made examples and laws they must obey."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats.fairness import gini, worst_tenth_mean

BURDENS = st.lists(st.integers(0, 260), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3, 3, 3, 3], 0.0),
        ([0, 0, 0, 0], 0.0),
        ([0, 0, 0, 8], 3 / 4),
        ([0, 1], 1 / 2),
        ([1, 3], 1 / 4),
        ([1, 2, 3], 2 / 9),
        ([5], 0.0),
    ],
)
def test_gini_of_numbers_counted_by_hand(values, expected):
    assert gini(np.array(values)) == pytest.approx(expected)


@given(BURDENS)
def test_gini_is_the_mean_difference_between_two_people_over_twice_the_mean(values):
    x = np.array(values, dtype=float)
    pairs = np.abs(x[:, None] - x[None, :]).mean()
    assert gini(x) == pytest.approx(pairs / (2 * x.mean()) if x.any() else 0.0, abs=1e-12)


@given(BURDENS, st.floats(0.01, 1000), st.randoms())
def test_gini_knows_no_unit_and_no_order_and_lies_below_one(values, scale, random):
    x = np.array(values, dtype=float)
    shuffled = x.copy()
    random.shuffle(shuffled)
    assert gini(shuffled * scale) == pytest.approx(gini(x), abs=1e-9)
    assert 0 <= gini(x) <= 1 - 1 / len(x) + 1e-12


@given(BURDENS, st.integers(1, 100))
def test_bearing_as_much_more_each_makes_it_fairer(values, more):
    x = np.array(values, dtype=float)
    assert gini(x + more) <= gini(x) + 1e-12


def test_gini_refuses_what_is_no_burden_and_leaves_out_what_is_unknown():
    with pytest.raises(ValueError, match="not negative"):
        gini(np.array([-1.0, 2.0]))
    assert gini(np.array([1.0, math.nan, 3.0])) == pytest.approx(1 / 4)
    assert math.isnan(gini(np.array([math.nan])))


def test_the_worst_tenth_is_rounded_up_to_whole_people():
    assert worst_tenth_mean(np.arange(1, 11)) == 10
    assert worst_tenth_mean(np.arange(1, 12)) == (10 + 11) / 2
    assert worst_tenth_mean(np.arange(1, 21)) == (19 + 20) / 2
    assert worst_tenth_mean(np.array([7])) == 7


def test_of_a_good_those_with_least_fare_worst():
    assert worst_tenth_mean(np.arange(1, 21), less_is_worse=True) == (1 + 2) / 2
    assert worst_tenth_mean(np.array([math.nan, 0.2, 0.9]), less_is_worse=True) == 0.2
    assert math.isnan(worst_tenth_mean(np.array([])))


@given(BURDENS)
def test_nobody_but_the_worst_tenth_bears_more_than_its_mean_says(values):
    x = np.array(values, dtype=float)
    assert x.mean() - 1e-9 <= worst_tenth_mean(x) <= x.max() + 1e-9
    assert x.min() - 1e-9 <= worst_tenth_mean(x, less_is_worse=True) <= x.mean() + 1e-9
