"""Verdicts of a whole comparison: rows of the table `comparison`."""

import math

import numpy as np
import pytest

from sim.stats.day_quantile import day_quantile
from sim.stats.holm import holm
from sim.stats.paired import paired_difference
from sim.stats.verdicts import compare_means, compare_quantiles, judge

PAIR = ("status_quo", "free_choice")


def mean(a, b, *, metric="m", site=None, pair=PAIR):
    return compare_means(pair, metric, site, np.array(a, dtype=float), np.array(b, dtype=float))


def test_the_difference_is_a_minus_b():
    (row,) = judge([mean([11, 22, 33, 44, 55], [10, 20, 30, 40, 50])])
    assert (row.policy_a, row.policy_b, row.metric, row.site_id) == ("status_quo", "free_choice", "m", None)
    assert (row.estimate_a, row.estimate_b, row.difference) == (33, 30, 3)
    assert row.ci_low == pytest.approx(3 - 2.7764451 * math.sqrt(0.5))
    assert row.ci_high == pytest.approx(3 + 2.7764451 * math.sqrt(0.5))
    assert row.adjusted_p == row.p_value == pytest.approx(0.013236, abs=1e-6)
    assert row.verdict == "a_higher"
    assert judge([mean([10, 20, 30, 40, 50], [11, 22, 33, 44, 55])])[0].verdict == "b_higher"


def test_policies_that_agree_everywhere_are_identical():
    (row,) = judge([mean([1, 2, 3], [1, 2, 3])])
    assert (row.difference, row.ci_low, row.ci_high, row.adjusted_p, row.verdict) == (0, 0, 0, 1, "identical")
    days = np.arange(200).reshape(2, 100)
    (row,) = judge([compare_quantiles(PAIR, "q", None, days, days, quantile=0.95)])
    assert (row.difference, row.ci_low, row.ci_high, row.adjusted_p, row.verdict) == (0, 0, 0, 1, "identical")


def test_one_replication_and_nulls_are_not_tested():
    (row,) = judge([mean([3], [1])])
    assert (row.estimate_a, row.estimate_b, row.difference) == (3, 1, 2)
    assert (row.ci_low, row.ci_high, row.adjusted_p, row.verdict) == (None, None, None, "not_tested")
    (row,) = judge([mean([math.nan] * 3, [1, 2, 3])])
    assert (row.estimate_a, row.estimate_b, row.difference, row.verdict) == (None, 2, None, "not_tested")
    few_days = np.ones((5, 58), dtype=np.int64)
    (row,) = judge([compare_quantiles(PAIR, "q", None, few_days, few_days, quantile=0.95)])
    assert (row.estimate_a, row.difference, row.adjusted_p, row.verdict) == (None, None, None, "not_tested")


def test_a_quantile_is_compared_in_whole_numbers():
    rng = np.random.default_rng(2)
    luck = rng.random((20, 100, 100))
    a, b = (luck < 0.45).sum(axis=2), (luck < 0.4).sum(axis=2)
    (row,) = judge([compare_quantiles(PAIR, "q", None, a, b, quantile=0.95)])
    assert row.estimate_a == day_quantile(a, 0.95).estimate
    assert row.difference == row.estimate_a - row.estimate_b > 0
    assert row.verdict == "a_higher"


def test_a_single_site_has_an_interval_and_no_verdict():
    whole, site = judge([mean([2, 4, 6, 8], [1, 2, 3, 4]), mean([2, 4, 6, 8], [1, 2, 3, 4], site="S1")])
    assert (site.difference, site.ci_low, site.ci_high) == (whole.difference, whole.ci_low, whole.ci_high)
    assert (site.adjusted_p, site.verdict) == (None, "not_tested")
    assert whole.adjusted_p == whole.p_value  # the site did not enlarge the family


def test_each_metric_is_a_family_of_all_its_pairs():
    rng = np.random.default_rng(3)
    base = rng.normal(0, 1, 8)
    others = [base + rng.normal(0.3 * number, 1, 8) for number in range(6)]
    rows = [
        mean(base, other, metric=metric, pair=("base", str(number)))
        for number, other in enumerate(others)
        for metric in ("m", "n")
    ]
    judged = judge(rows)
    expected = holm(np.array([paired_difference(base, other).p_value for other in others]))
    for metric in ("m", "n"):
        assert [row.adjusted_p for row in judged if row.metric == metric] == pytest.approx(expected.tolist())
    assert [(row.policy_b, row.metric) for row in judged] == [(row.policy_b, row.metric) for row in rows]


def test_a_verdict_that_the_family_does_not_bear_is_withdrawn():
    weak = mean([1, 2, 3, 4, 5], [0, 0, 0, 0, 0])  # p .013
    assert judge([weak])[0].verdict == "a_higher"
    unclear = [mean([1, -1, 2, -2, 0.5], [0] * 5, pair=("a", str(number))) for number in range(4)]
    judged = judge([weak, *unclear])
    assert judged[0].adjusted_p == pytest.approx(5 * weak.p_value)
    assert judged[0].verdict == "cannot_tell"
    assert judged[0].ci_low > 0  # the interval is that of this pair alone


def test_what_is_not_tested_does_not_count_in_the_family():
    weak = mean([1, 2, 3, 4, 5], [0, 0, 0, 0, 0])
    assert judge([weak, mean([math.nan] * 5, [0] * 5)])[0].adjusted_p == weak.p_value


def test_nothing_to_compare_has_no_verdicts():
    assert judge([]) == []
