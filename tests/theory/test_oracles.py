"""The exact answers are those printed in the literature and worked out by hand."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import oracles

PROBABILITY = st.floats(0, 1)
NAMED_WEEKDAY_RATES = (0.316, 0.414, 0.399, 0.396, 0.222)


def printed(value, digits):
    return pytest.approx(value, abs=0.5 * 10**-digits, rel=0)


def test_v1_a_hundred_equal_people():
    law = oracles.binomial(100, 0.4)
    assert oracles.mean(law) == printed(40, 3)
    assert oracles.variance(law) ** 0.5 == printed(4.899, 3)
    assert [oracles.quantile(law, level) for level in (0.95, 0.99, 0.999)] == [48, 52, 55]
    assert oracles.tail(law, 45) == printed(0.13109, 5)
    assert oracles.expected_shortfall(law, 45) == pytest.approx(0.39640, abs=1e-5)  # printed one digit too high
    assert oracles.expected_shortfall(law, 45) / 40 == printed(0.0099, 4)


def test_the_often_quoted_121_desks_are_the_two_sided_point():
    law = oracles.binomial(180, 0.6)
    assert oracles.mean(law) == printed(108, 3)
    assert oracles.variance(law) ** 0.5 == printed(6.573, 3)
    assert (oracles.quantile(law, 0.95), oracles.quantile(law, 0.975)) == (119, 121)


def test_v2_weekdays_and_groups():
    means, sds, q95, over = [], [], [], []
    for rate in NAMED_WEEKDAY_RATES:
        law = oracles.independent_sum(
            oracles.binomial(people, factor * rate) for people, factor in ((120, 0.5), (120, 1.0), (60, 1.75))
        )
        means.append(oracles.mean(law))
        sds.append(oracles.variance(law) ** 0.5)
        q95.append(oracles.quantile(law, 0.95))
        over.append(oracles.tail(law, 120))
    assert means == pytest.approx([90.06, 117.99, 113.72, 112.86, 63.27], abs=0.00501)
    assert sds == pytest.approx([7.53, 7.80, 7.78, 7.78, 6.84], abs=0.00501)
    assert q95 == [103, 131, 127, 126, 75]
    assert over[1:] == pytest.approx([0.3724, 0.1913, 0.1629, 0], abs=5e-5)
    assert over[0] == printed(0.00004, 5)


def test_o3_binomial_tails_and_shortfall():
    law = oracles.binomial(100, 0.4)
    assert oracles.tail(law, 45) == printed(0.1310904526, 10)
    assert oracles.expected_shortfall(law, 45) == printed(0.3963936992, 10)
    assert oracles.tail(law, 50) == printed(0.0167616865, 10)
    assert oracles.expected_shortfall(law, 50) == printed(0.0391333600, 10)
    assert oracles.tail(law, 55) == printed(0.0008818081, 10)


def test_o4_unequal_teams():
    law = oracles.poisson_binomial([0.6] * 30 + [0.4] * 50 + [0.2] * 20)
    assert oracles.mean(law) == printed(42, 9)
    assert oracles.variance(law) == printed(22.4, 9)
    assert (oracles.quantile(law, 0.95), oracles.quantile(law, 0.99)) == (50, 53)
    assert oracles.tail(law, 52) == printed(0.0136198643, 10)
    assert oracles.expected_shortfall(law, 52) == printed(0.0302290690, 10)


def test_o5_anchor_days_that_coincide_need_more_desks_than_staggered_ones():
    anchor, other = oracles.binomial(20, 0.95), oracles.binomial(20, 0.35)
    same, staggered = oracles.independent_sum([anchor, anchor]), oracles.independent_sum([anchor, other])
    assert (oracles.mean(same), oracles.mean(staggered)) == (printed(38, 9), printed(26, 9))
    assert (oracles.quantile(same, 0.99), oracles.quantile(staggered, 0.99)) == (40, 31)
    assert oracles.tail(same, 36) == printed(0.8618502245, 10)
    assert oracles.tail(staggered, 36) == printed(2.386e-06, 9)


def test_o6_teams_that_come_together_have_ten_times_the_variance():
    team = oracles.mixture([oracles.binomial(20, 0.9), oracles.binomial(20, 0.2)], [0.5, 0.5])
    law, alone = oracles.independent_sum([team] * 5), oracles.binomial(100, 0.55)
    assert oracles.mean(law) == printed(55, 9)
    assert oracles.variance(law) == printed(257.5, 9)
    assert oracles.variance(alone) == printed(24.75, 9)
    assert (oracles.quantile(law, 0.99), oracles.quantile(alone, 0.99)) == (92, 66)


def test_o6_is_the_correlated_teams_formula():
    # Var = N p (1 - p) [1 + (m - 1) rho] (facts.md B10); two team-mates come together with covariance (.9 - .2)^2 / 4.
    correlation = 0.35**2 / (0.55 * 0.45)
    assert 100 * 0.55 * 0.45 * (1 + 19 * correlation) == pytest.approx(257.5)


def test_o11_two_of_five_days_each():
    law = oracles.shared_days(2)
    assert 1 - law[0] == pytest.approx(0.7)
    assert oracles.mean(law) == pytest.approx(0.8)


def test_v9_two_day_overlap():
    none = [float(oracles.shared_days(chosen)[0]) for chosen in (1, 2, 3, 4, 5)]
    assert none == pytest.approx([0.8, 0.3, 0, 0, 0])
    assert [oracles.mean(oracles.shared_days(k)) for k in range(6)] == pytest.approx([k * k / 5 for k in range(6)])
    assert oracles.mean(oracles.anchored_shared_days(2)) == pytest.approx(1.25)


def test_o12_the_peak_of_a_week_is_not_the_peak_of_the_mean():
    law = oracles.largest(oracles.binomial(100, 0.4), 5)
    assert oracles.mean(law) == printed(45.7151367, 7)
    assert [oracles.quantile(law, level) for level in (0.5, 0.95, 0.99)] == [46, 51, 54]


@pytest.mark.parametrize("chosen", range(6))
def test_shared_days_equal_those_of_all_pairs_of_choices(chosen):
    choices = [set(days) for days in combinations(range(5), chosen)]
    counts = np.bincount([len(one & other) for one in choices for other in choices])
    np.testing.assert_allclose(oracles.shared_days(chosen), counts / len(choices) ** 2, atol=1e-15)


@given(st.lists(PROBABILITY, max_size=30))
def test_a_poisson_binomial_law_has_the_mean_and_variance_of_its_parts(probabilities):
    law = oracles.poisson_binomial(probabilities)
    assert law.sum() == pytest.approx(1)
    assert oracles.mean(law) == pytest.approx(sum(probabilities))
    assert oracles.variance(law) == pytest.approx(sum(p * (1 - p) for p in probabilities), abs=1e-9)


@given(st.lists(PROBABILITY, max_size=30), st.integers(0, 31))
def test_shortfall_falls_by_the_tail_with_one_more_desk(probabilities, desks):
    law = oracles.poisson_binomial(probabilities)
    gain = oracles.expected_shortfall(law, desks) - oracles.expected_shortfall(law, desks + 1)
    assert gain == pytest.approx(oracles.tail(law, desks), abs=1e-12)


@given(st.lists(PROBABILITY, min_size=1, max_size=30), st.floats(0.01, 0.99))
def test_a_quantile_is_the_smallest_count_that_suffices(probabilities, level):
    law = oracles.poisson_binomial(probabilities)
    smallest = oracles.quantile(law, level)
    assert oracles.tail(law, smallest) <= 1 - level + 1e-12
    assert smallest == 0 or oracles.tail(law, smallest - 1) > 1 - level - 1e-12
