"""Acceptance of drawn numbers: every check here rejects a correct model with a chance of one in a million.

Each states its law; with the seed of the test fixed, nothing can flake.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

ALPHA = 1e-6


def assert_counts(observed, expected):
    """Pearson's chi-square, both tails (too good is wrong too): sum of (O - E)^2 / E with cells - 1 degrees."""
    observed, expected = np.asarray(observed, float).ravel(), np.asarray(expected, float).ravel()
    assert np.isclose(observed.sum(), expected.sum())
    assert expected.min() >= 5, "the chi-square law needs five in each cell"
    statistic = ((observed - expected) ** 2 / expected).sum()
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], len(expected) - 1)
    assert low < statistic < high, f"chi-square {statistic:.1f} outside {low:.1f}..{high:.1f}"


def assert_uniform(cells, number):
    """Chi-square of whole numbers 0 .. number - 1 that should all be as frequent."""
    cells = np.asarray(cells).ravel()
    assert_counts(np.bincount(cells, minlength=number), np.full(number, len(cells) / number))


def assert_share(count, of, probability):
    """Two-sided exact binomial test."""
    low, high = stats.binom.ppf([ALPHA / 2, 1 - ALPHA / 2], of, probability)
    assert low <= count <= high, f"{count} of {of} outside {low:.0f}..{high:.0f}"


def assert_mean(values, mean):
    """Two-sided t-test of independent values."""
    values = np.asarray(values, float).ravel()
    error = values.std(ddof=1) / np.sqrt(len(values))
    limit = stats.t.isf(ALPHA / 2, len(values) - 1) * error
    assert error > 0
    assert abs(values.mean() - mean) < limit, f"{values.mean():.5f} is not {mean:.5f} within {limit:.5f}"


def assert_uncorrelated(first, second):
    """For n independent pairs the correlation times sqrt(n) is standard normal: |r| sqrt(n) below 4.89."""
    first, second = np.asarray(first, float).ravel(), np.asarray(second, float).ravel()
    statistic = np.corrcoef(first, second)[0, 1] * np.sqrt(len(first))
    assert abs(statistic) < stats.norm.isf(ALPHA / 2), f"r sqrt(n) = {statistic:.2f}"
