"""One comparison of a simulated number with an exact one, and when it counts as passed.

Where facts.md D states a tolerance, that holds. Elsewhere a check fails only where the exact value would give such a
result once in a million runs (alpha 1e-6), so that a correct program passes with any seed. The limits shown beside the
numbers are the usual 95 % ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.stats.day_quantile import day_quantile
from sim.stats.interval import Interval, mean_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Chance that a check without a stated tolerance fails by bad luck alone.
ALPHA = 1e-6
CI_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Check:
    """`simulated` should be `exact`; `low` and `high` are its limits at `CI_LEVEL`, None where it has none."""

    quantity: str
    exact: float
    simulated: float | None
    low: float | None
    high: float | None
    passed: bool


def _check(quantity: str, exact: float, shown: Interval, accepted: Interval, tolerance: float | None) -> Check:
    """Judge by the tolerance where there is one, else by whether the wide interval `accepted` holds the exact value."""
    if shown.estimate is None:
        passed = False
    elif tolerance is not None:
        passed = abs(shown.estimate - exact) <= tolerance
    else:
        passed = accepted.low is not None and accepted.high is not None and accepted.low <= exact <= accepted.high
    return Check(quantity, exact, shown.estimate, shown.low, shown.high, passed)


def mean_check(quantity: str, exact: float, values: NDArray[np.float64], tolerance: float | None = None) -> Check:
    """Compare the mean over replications, shape [replications], with its exact value."""
    return _check(quantity, exact, mean_interval(values, CI_LEVEL), mean_interval(values, 1 - ALPHA), tolerance)


def deviation_check(quantity: str, exact: float, days: NDArray[np.int64], tolerance: float | None = None) -> Check:
    """Compare the standard deviation between days, shape [replications, days]: the root of the mean variance."""
    variances = days.var(axis=1, ddof=1)
    shown, accepted = (_root(mean_interval(variances, level)) for level in (CI_LEVEL, 1 - ALPHA))
    return _check(quantity, exact, shown, accepted, tolerance)


def quantile_check(
    quantity: str, exact: float, days: NDArray[np.int64], level: float, tolerance: float | None = None
) -> Check:
    """Compare the quantile over days, shape [replications, days], with its exact value."""
    shown, accepted = (day_quantile(days, level, ci_level) for ci_level in (CI_LEVEL, 1 - ALPHA))
    return _check(quantity, exact, shown, accepted, tolerance)


def share_check(quantity: str, exact: float, days: NDArray[np.bool_], tolerance: float | None = None) -> Check:
    """Compare the share of days on which something happens, shape [replications, days], with its probability.

    In a theory case days are independent by construction, also within a replication, so the number of such days is
    binomial and exact limits hold (Clopper and Pearson 1934), also where the event was never seen.
    """
    seen, trials = int(days.sum()), days.size
    shown, accepted = (clopper_pearson(seen, trials, level) for level in (CI_LEVEL, 1 - ALPHA))
    return _check(quantity, exact, shown, accepted, tolerance)


def clopper_pearson(seen: int, trials: int, level: float) -> Interval:
    """Exact limits of a probability after `seen` events in `trials` independent trials."""
    from scipy.special import betaincinv

    outside = (1 - level) / 2
    low = float(betaincinv(seen, trials - seen + 1, outside)) if seen else 0.0
    high = float(betaincinv(seen + 1, trials - seen, 1 - outside)) if seen < trials else 1.0
    return Interval(seen / trials, low, high)


def _root(variance: Interval) -> Interval:
    def root(value: float | None) -> float | None:
        return None if value is None else math.sqrt(max(value, 0.0))

    return Interval(root(variance.estimate), root(variance.low), root(variance.high))
