"""The quantile over days and the inverted limits of its share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.special import expit, logit

from sim.stats.day_quantile import day_quantile, days_needed
from sim.stats.interval import UNKNOWN, mean_interval

COUNTS = hnp.arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(60, 80)), elements=st.integers(0, 12))
LEVELS = st.sampled_from([0.5, 0.75, 0.8, 0.9, 0.95])


def by_definition(values, level):
    """The definition, word for word, with shares as counts of days in twentieths and hundredths of a percent."""
    allowed = values.size * (10_000 - round(level * 10_000))
    return next(n for n in range(values.max() + 1) if (values > n).sum() * 10_000 <= allowed)


def limits_of_share(happened):
    """The t limits of a mean share, moved to log-odds by the slope p (1 - p) of the log-odds there."""
    plain = mean_interval(happened.mean(axis=1))
    if plain.low == plain.high:
        return plain.low, plain.high
    reach = (plain.high - plain.estimate) / (plain.estimate * (1 - plain.estimate))
    return expit(logit(plain.estimate) - reach), expit(logit(plain.estimate) + reach)


def by_definition_limits(values, level):
    shares = [limits_of_share(values > n) for n in range(values.max() + 1)]
    allowed = round(1 - level, 12)
    low = next(n for n, (share, _) in enumerate(shares) if share <= allowed + 1e-9)
    high = next(n for n, (_, share) in enumerate(shares) if share <= allowed + 1e-9)
    return low, high


def test_a_share_of_exactly_five_per_cent_is_at_most_five_per_cent():
    # 1 - 0.95 is not 0.05 in floating point, and 5 of 100 days must not depend on that.
    year = np.array([10] * 95 + [20] * 5)
    assert day_quantile(np.stack([year, year]), 0.95).estimate == 10
    assert day_quantile(np.stack([year, np.where(np.arange(100) == 0, 20, year)]), 0.95).estimate == 20


@pytest.mark.parametrize(("level", "days"), [(0.5, 5), (0.9, 29), (0.95, 59), (0.99, 299), (0.999, 2995)])
def test_days_needed_are_those_in_which_the_largest_day_almost_surely_reaches_the_quantile(level, days):
    assert days_needed(level) == days
    assert level**days <= 0.05 < level ** (days - 1)


def test_too_few_days_say_nothing():
    assert day_quantile(np.ones((20, 58), dtype=np.int64), 0.95) == UNKNOWN
    assert day_quantile(np.ones((20, 59), dtype=np.int64), 0.95).estimate == 1
    assert day_quantile(np.ones((20, 0), dtype=np.int64), 0.95) == UNKNOWN


def test_one_replication_has_no_limits():
    found = day_quantile(np.arange(100)[None, :], 0.95)
    assert (found.estimate, found.low, found.high) == (94, None, None)


def test_equal_replications_have_limits_of_no_width():
    found = day_quantile(np.tile(np.arange(100), (5, 1)), 0.95)
    assert (found.estimate, found.low, found.high) == (94, 94, 94)


def test_limits_worked_by_hand():
    # Above 10: 2 and 6 of 100 days. Mean .04, log-odds -3.18, standard error .02, of log-odds .02/.0384 = .521, t of
    # one degree 12.7: limits of log-odds -9.80 and 3.44, of the share .00006 and .969.
    # Above 30: none in both years, so the upper limit of the share is only low enough at 30.
    years = np.array([[10] * 98 + [30] * 2, [10] * 94 + [30] * 6])
    found = day_quantile(years, 0.95)
    assert (found.estimate, found.low, found.high) == (10, 10, 30)


def test_limits_worked_by_hand_with_three_replications():
    # Above 10: 2, 3 and 4 of 100 days. Mean .03, log-odds -3.476, standard error .01/sqrt(3), of log-odds .1984, t of
    # two degrees 4.303: upper limit of log-odds -2.622, of the share .0677 (plain limit: .0548). Above 20: 1, 1 and 2
    # days, mean .01333, log-odds -4.304, standard error .2534: upper limit of log-odds -3.214, of the share .0386.
    years = np.array(
        [[10] * (100 - above) + [20] * (above - more) + [30] * more for above, more in ((2, 1), (3, 1), (4, 2))]
    )
    found = day_quantile(years, 0.95)
    assert (found.estimate, found.low, found.high) == (10, 10, 20)


@pytest.mark.parametrize("level", [0, 1, -0.5, 1.5])
def test_a_level_outside_0_to_1_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        day_quantile(np.ones((2, 100), dtype=np.int64), level)


@given(COUNTS, LEVELS)
def test_the_fast_way_agrees_with_the_definition(values, level):
    found = day_quantile(values, level)
    assert found.estimate == by_definition(values, level)
    assert (found.low, found.high) == by_definition_limits(values, level)


@given(COUNTS, LEVELS, st.sampled_from([0.5, 0.95, 0.999999]))
def test_an_interval_holds_its_estimate(values, level, ci_level):
    found = day_quantile(values, level, ci_level)
    assert found.low <= found.estimate <= found.high


@given(COUNTS)
def test_a_higher_level_never_needs_fewer_desks(values):
    found = [day_quantile(values, level).estimate for level in (0.5, 0.75, 0.8, 0.9, 0.95)]
    assert found == sorted(found)


@given(COUNTS, LEVELS, st.integers(0, 2**32 - 1))
def test_the_order_of_days_and_replications_does_not_matter(values, level, seed):
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(rng.permutation(values, axis=0), axis=1)
    assert day_quantile(shuffled, level) == day_quantile(values, level)


@given(COUNTS, LEVELS, st.integers(1, 1000))
def test_moving_all_days_moves_the_quantile(values, level, shift):
    found, moved = day_quantile(values, level), day_quantile(values + shift, level)
    assert (moved.estimate, moved.low, moved.high) == (found.estimate + shift, found.low + shift, found.high + shift)
