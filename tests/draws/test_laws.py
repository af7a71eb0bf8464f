"""From bits to laws: fields, thresholds, quantile tables and choices."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws import (
    SCORES_PER_UNIT,
    TABLE_SIZE,
    Luck,
    field,
    gumbel_scores,
    normal_table,
    quantile_table,
    scores,
    threshold,
)
from tests.chance import assert_counts, assert_share

IDS = np.arange(200_000, dtype=np.uint64)


@given(st.integers(0, 2**64 - 1))
def test_the_four_fields_put_together_are_the_draw(number):
    bits = np.array([number], dtype=np.uint64)
    assert sum(int(field(bits, part)[0]) << (16 * part) for part in range(4)) == number


@given(st.floats(0, 1))
def test_a_threshold_is_the_share_of_63_bits(share):
    assert abs(int(threshold(share)) - share * 2**63) <= 2**10


def test_nothing_is_below_the_threshold_of_0_and_everything_below_that_of_1():
    extremes = np.array([0, 2**64 - 1], dtype=np.uint64) >> np.uint64(1)
    assert not (extremes < threshold(0.0)).any()
    assert (extremes < threshold(1.0)).all()


@pytest.mark.parametrize("share", [0.001, 0.25, 0.4, 0.999])
def test_draws_fall_below_a_threshold_as_often_as_its_share_says(share):
    below = (Luck(2, 0).stream("coin").bits(IDS) >> np.uint64(1)) < threshold(share)
    assert_share(below.sum(), len(IDS), share)


def test_a_quantile_table_reads_the_law_at_the_middle_of_each_step():
    table = quantile_table(lambda probability: probability)
    assert len(table) == TABLE_SIZE
    assert table[0] == 0.5 / 65_536
    assert table[-1] == 65_535.5 / 65_536


def test_the_normal_table_rises_is_symmetric_and_has_mean_0_and_standard_deviation_1():
    table = normal_table()
    assert (np.diff(table) > 0).all()
    assert np.allclose(table, -table[::-1], atol=1e-9)
    assert abs(table.mean()) < 1e-12
    assert abs(table.std() - 1) < 2e-5, "the two cut tails beyond 4.3 hold less than this"
    assert np.interp(0.975, (np.arange(TABLE_SIZE) + 0.5) / TABLE_SIZE, table) == pytest.approx(
        NormalDist().inv_cdf(0.975), abs=1e-6
    )


def test_the_gumbel_scores_rise_and_have_the_mean_and_variance_of_the_law():
    table = gumbel_scores()
    assert (np.diff(table) >= 0).all()
    assert table.mean() / SCORES_PER_UNIT == pytest.approx(np.euler_gamma, abs=1e-3)
    assert (table / SCORES_PER_UNIT).var() == pytest.approx(np.pi**2 / 6, rel=1e-3)


@given(st.floats(-1e6, 1e6))
def test_scores_are_log_weights_in_steps_of_one_in_512(log_weight):
    assert abs(int(scores(log_weight)) - 512 * log_weight) <= 0.5


def test_adding_gumbel_scores_and_taking_the_highest_is_a_logit_choice():
    utility = np.array([0.0, 0.58, 0.47, 0.47, -0.68])
    bits = Luck(3, 0).stream("choice").bits_over(IDS, np.arange(5))
    total = (gumbel_scores()[field(bits, 0)] + scores(utility)[:, None]).astype(np.int64) << 16 | field(bits, 1)
    weight = np.exp(scores(utility) / SCORES_PER_UNIT)
    assert_counts(np.bincount(total.argmax(axis=0), minlength=5), len(IDS) * weight / weight.sum())
