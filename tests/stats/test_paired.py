"""Comparing two policies under common luck."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.stats.holm import holm
from sim.stats.paired import PairedDifference, paired_difference

REPLICATIONS = hnp.arrays(np.float64, 8, elements=st.integers(-50, 50).map(float))


def test_a_paired_difference_worked_by_hand():
    # Differences 1, 2, 3, 4, 5: mean 3, standard error sqrt(.5), t 4.2426 of 4 degrees, p .0132.
    found = paired_difference(np.array([11.0, 22, 33, 44, 55]), np.array([10.0, 20, 30, 40, 50]))
    assert found.difference == 3
    assert found.low == pytest.approx(3 - 2.7764451 * math.sqrt(0.5))
    assert found.high == pytest.approx(3 + 2.7764451 * math.sqrt(0.5))
    assert found.p_value == pytest.approx(0.013236, abs=1e-6)
    assert found.verdict == "a_higher"


def test_common_luck_tells_apart_what_unpaired_limits_could_not():
    luck = np.random.default_rng(1).normal(100, 20, 20)
    noise = np.random.default_rng(2).normal(0, 0.5, 20)
    assert paired_difference(luck, luck + 1 + noise).verdict == "b_higher"
    assert paired_difference(luck, np.random.default_rng(3).permutation(luck) + 1 + noise).verdict == "cannot_tell"


def test_a_policy_compared_with_itself_is_identical():
    values = np.array([0.1, 0.2, 0.3])
    assert paired_difference(values, values) == PairedDifference(0, 0, 0, 1, "identical")


def test_one_replication_is_not_tested():
    assert paired_difference(np.array([3.0]), np.array([1.0])) == PairedDifference(2, None, None, None, "not_tested")
    assert paired_difference(np.array([3.0]), np.array([3.0])).verdict == "not_tested"


def test_a_pair_with_a_null_is_left_out():
    a, b = np.array([1.0, math.nan, 3.0, 5.0]), np.array([0.0, 1.0, math.nan, 2.0])
    assert paired_difference(a, b) == paired_difference(np.array([1.0, 5.0]), np.array([0.0, 2.0]))
    assert paired_difference(np.array([math.nan]), np.array([1.0])) == PairedDifference(
        None, None, None, None, "not_tested"
    )


def test_the_same_difference_in_every_replication_is_told_apart_without_dividing_by_zero():
    a = np.array([1.0, 2.0, 3.0])
    assert paired_difference(a + 2, a) == PairedDifference(2, 2, 2, 0, "a_higher")
    assert paired_difference(a, a + 2).verdict == "b_higher"


def test_a_verdict_can_be_withdrawn_by_an_adjusted_p_value():
    found = paired_difference(np.array([1.0, 2, 3, 4, 5]), np.zeros(5))
    assert found.judged(0.04) == "a_higher"
    assert found.judged(0.06) == "cannot_tell"
    assert found.judged(None) == "a_higher"
    assert paired_difference(np.ones(3), np.ones(3)).judged(0.01) == "identical"


@given(REPLICATIONS, REPLICATIONS)
def test_exchanging_a_and_b_turns_the_sign(a, b):
    one, other = paired_difference(a, b), paired_difference(b, a)
    swap = {"a_higher": "b_higher", "b_higher": "a_higher"}
    assert other.difference == -one.difference
    assert (other.low, other.high) == (-one.high, -one.low)
    assert other.p_value == one.p_value
    assert other.verdict == swap.get(one.verdict, one.verdict)


@given(REPLICATIONS, REPLICATIONS)
def test_a_verdict_agrees_with_its_limits(a, b):
    found = paired_difference(a, b)
    assert found.low <= found.difference <= found.high
    assert 0 <= found.p_value <= 1
    assert (found.verdict == "a_higher") == (found.low > 0)
    assert (found.verdict == "b_higher") == (found.high < 0)


def test_holm_worked_by_hand():
    adjusted = holm(np.array([0.01, 0.04, 0.03, 0.005]))
    assert adjusted.tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_what_was_not_tested_does_not_count_in_the_family():
    adjusted = holm(np.array([0.02, math.nan, 0.01]))
    assert adjusted[[0, 2]].tolist() == pytest.approx([0.02, 0.02])
    assert math.isnan(adjusted[1])
    assert len(holm(np.array([]))) == 0


P_VALUES = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1))


@given(P_VALUES)
def test_holm_never_lowers_a_p_value_nor_raises_it_above_one(p_values):
    adjusted = holm(p_values)
    assert (adjusted >= p_values).all()
    assert (adjusted <= 1).all()
    assert adjusted.min() == pytest.approx(min(1, p_values.min() * len(p_values)))


@given(P_VALUES)
def test_holm_keeps_the_order_of_p_values(p_values):
    order = np.argsort(p_values, kind="stable")
    assert (np.diff(holm(p_values)[order]) >= 0).all()


@given(P_VALUES, st.integers(0, 2**32 - 1))
def test_holm_does_not_depend_on_the_order_given(p_values, seed):
    order = np.random.default_rng(seed).permutation(len(p_values))
    np.testing.assert_array_equal(holm(p_values[order]), holm(p_values)[order])


def test_holm_keeps_false_claims_rare_where_nothing_differs():
    rng = np.random.default_rng(7)
    false_claims = raw_claims = 0
    for _ in range(500):
        base = rng.normal(0, 1, 20)
        p_values = np.array([paired_difference(base + rng.normal(0, 1, 20), base).p_value for _ in range(10)])
        false_claims += bool((holm(p_values) < 0.05).any())
        raw_claims += bool((p_values < 0.05).any())
    assert false_claims / 500 <= 0.07
    assert raw_claims / 500 > 0.3
