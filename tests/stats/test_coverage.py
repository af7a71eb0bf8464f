"""Intervals hold the truth as often as they say, also when the days of one replication resemble each other.

Each replication has its own level of attendance: 100 people who come with a probability drawn once, so that its 250
days are not independent. The truth is computed by quadrature over that probability.
"""

from functools import lru_cache
from operator import attrgetter

import numpy as np
import pytest

from sim import oracles
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import mean_interval
from sim.stats.risk_curve import risk_curve

STUDIES, REPLICATIONS, DAYS = 400, 20, 250
MEAN = 0.4
LOW, HIGH = attrgetter("low"), attrgetter("high")
ALIKE, APART = 0.015, 0.03  # standard deviation of that probability between replications; days have .049


def true_law(spread):
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    return oracles.mixture([oracles.binomial(100, MEAN + spread * node) for node in nodes], weights / weights.sum())


@lru_cache
def studies(spread, days=DAYS):
    rng = np.random.default_rng(20270104)
    probability = rng.normal(MEAN, spread, (STUDIES, REPLICATIONS, 1))
    return rng.binomial(100, probability, (STUDIES, REPLICATIONS, days))


def share_covering(intervals, truth):
    return np.mean([interval.low <= truth <= interval.high for interval in intervals])


def pooled_quantile_limits(values, level):
    """The trap: ranks of all days together, as if 20 x 250 days were 5,000 replications."""
    pooled = np.sort(values.ravel())
    half_width = 1.96 * np.sqrt(pooled.size * level * (1 - level))
    rank = pooled.size * level
    return pooled[int(rank - half_width)], pooled[int(np.ceil(rank + half_width))]


@pytest.mark.parametrize("spread", [ALIKE, APART])
def test_a_mean_is_covered_as_often_as_promised(spread):
    intervals = [mean_interval(study.mean(axis=1)) for study in studies(spread)]
    assert 0.92 <= share_covering(intervals, 100 * MEAN) <= 0.98


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
@pytest.mark.parametrize("spread", [ALIKE, APART])
def test_a_quantile_over_days_is_covered_as_often_as_promised(level, spread):
    intervals = [day_quantile(study, level) for study in studies(spread)]
    assert share_covering(intervals, oracles.quantile(true_law(spread), level)) >= 0.93


def test_a_very_rare_day_in_unlike_replications_is_covered_less_often():
    # A known limit: 20 replications hold too few of the bad ones to tell a p99 where replications differ much.
    # Measured with 3,000 studies: 90 %, always missing on the side of too few desks; 92 % with 40 replications.
    intervals = [day_quantile(study, 0.99) for study in studies(APART, days=300)]
    assert 0.85 <= share_covering(intervals, oracles.quantile(true_law(APART), 0.99)) <= 0.95


def even_quantile_limits(values, level):
    """The trap: t limits that lie as far below the mean share as above it."""
    shares = [mean_interval((values > number).mean(axis=1)) for number in range(101)]
    reached = [next(n for n, share in enumerate(shares) if limit(share) <= 1 - level + 1e-9) for limit in (LOW, HIGH)]
    return reached[0], reached[1]


def test_even_limits_of_a_rare_share_would_miss_on_the_side_of_too_few_desks():
    truth = oracles.quantile(true_law(APART), 0.95)
    limits = [even_quantile_limits(study, 0.95) for study in studies(APART)]
    assert np.mean([high < truth for _, high in limits]) > 0.08
    assert np.mean([day_quantile(study, 0.95).high < truth for study in studies(APART)]) < 0.07


@pytest.mark.parametrize("spread", [ALIKE, APART])
def test_a_quantile_over_days_is_nearly_unbiased(spread):
    estimates = [day_quantile(study, 0.95).estimate for study in studies(spread)]
    assert np.mean(estimates) == pytest.approx(oracles.quantile(true_law(spread), 0.95), abs=0.6)


def test_pooled_days_would_pretend_a_precision_that_is_not_there():
    truth = oracles.quantile(true_law(APART), 0.95)
    limits = [pooled_quantile_limits(study, 0.95) for study in studies(APART)]
    assert np.mean([low <= truth <= high for low, high in limits]) < 0.7


def share_of_curves_covering(spread, desks):
    truth = oracles.tail(true_law(spread), desks)
    curves = [risk_curve(study, np.array([desks])) for study in studies(spread)]
    return np.mean([curve.low[0] <= truth <= curve.high[0] for curve in curves])


@pytest.mark.parametrize(("spread", "desks"), [(ALIKE, 40), (ALIKE, 45), (ALIKE, 48), (APART, 40), (APART, 45)])
def test_a_risk_curve_is_covered_as_often_as_promised(spread, desks):
    assert 0.92 <= share_of_curves_covering(spread, desks) <= 0.98


def test_a_rare_share_in_unlike_replications_is_covered_less_often():
    # A known limit, for the reason above: 91 % for a share of 3.5 % of days, measured with 3,000 studies (plain t
    # limits: 88 %). The quantile, a whole number, is covered 94 % all the same.
    assert 0.88 <= share_of_curves_covering(APART, 50) <= 0.95
