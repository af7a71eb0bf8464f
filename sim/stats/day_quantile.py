"""The quantile over days: how many desks suffice on 95 % of days, with limits that respect replications.

The mean of yearly quantiles and quantiles of pooled days both give intervals that are far too narrow (measured to
cover 46 % for a p99 and 27 % for a p95). Here the share of days above a number is averaged over replications, and the
limits of that share, taken on the scale of log-odds, are inverted. They cover as promised also where replications
differ strongly; limits of the plain share covered 89 % there instead of 95 % (tests/stats/test_coverage.py).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.days_above import days_above
from sim.stats.interval import UNKNOWN, Interval
from sim.stats.share_of_days import share_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.stats.days_above import Numbers


def exact(level: float) -> Fraction:
    """Read a level as the decimal that was written: 1 - 0.95 is then 1/20, not 0.050000000000000044."""
    fraction = Fraction(str(float(level)))
    if not 0 < fraction < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return fraction


def days_needed(level: float) -> int:
    """Return the fewest days in a replication from which a quantile may be read: 59 for .95, 299 for .99.

    With fewer days the largest of them lies below the quantile with a probability above 5 %: n = ln .05 / ln level.
    """
    return math.ceil(math.log(0.05) / math.log(exact(level)))


def day_quantile(values: Numbers, level: float, ci_level: float = 0.95) -> Interval:
    """Smallest number whose share of days above it, averaged over replications, is at most 1 - level.

    The lower limit is the smallest number at which the lower limit of that share (see `share_limits`, which also says
    what holds where all replications agree) is at most 1 - level, the upper limit the smallest at which the upper limit
    of the share is. The upper limit is never above the largest number seen. The level is read as the decimal that was
    written, so a share of exactly 1 - level is at most 1 - level.

    Parameters
    ----------
    values
        One count (a whole number, not negative) for each day, shape [replications, days].
    level
        Of the quantile, for example 0.95.
    ci_level
        Confidence of the interval.

    Returns
    -------
    Interval
        All None below `days_needed(level)` days; the limits None with one replication.
    """
    replications, days = values.shape
    allowed = 1 - exact(level)
    if replications == 0 or days < days_needed(level):
        return UNKNOWN
    candidates = np.unique(values)  # shares only change at observed numbers, so the answer is one of them
    above = days_above(values, candidates)
    estimate = _first(candidates, above.sum(axis=0) <= math.floor(allowed * replications * days))
    if replications == 1:
        return Interval(estimate, None, None)
    _, low, high = share_limits(above, days, ci_level)
    return Interval(estimate, _first(candidates, low <= float(allowed)), _first(candidates, high <= float(allowed)))


def _first(candidates: Numbers, holds: NDArray[np.bool_]) -> float:
    """First candidate for which something holds; it always holds for the largest, above which no day lies."""
    return float(candidates[int(np.argmax(holds))])
