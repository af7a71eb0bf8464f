"""The share of days on which something happens, with limits that respect replications and stay between 0 and 1.

Shares of rare days are skew between replications: most have few such days, some many. Limits that lie as far below the
mean as above it then miss the truth on the upper side (measured for the quantile that inverts them: 89 % instead of
95 % with 20 replications). On the scale of log-odds the law is nearly even (94 % measured), so the t limits are taken
there and brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import UNKNOWN, Interval, two_sided_t

if TYPE_CHECKING:
    from numpy.typing import NDArray


def share_limits(
    happened: NDArray[np.int64], days: int, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean share of days over replications and its limits, each of shape [things].

    The limits are expit(logit(p) -+ t s / (sqrt(n) p (1 - p))): p is the mean share over n replications, s its standard
    deviation between them, p (1 - p) the slope of the log-odds (delta method), t of n - 1 degrees of freedom.

    Where every replication has the same share (s = 0; p = 0 and p = 1 among them), both limits are that share. Two or
    more replications that agree to the day say that luck does not move the number, as with fixed attendance. For p = 0
    no better limit can be had from replications: "none in n" bounds the share of *replications* with such a day (see
    `none_in`: 14 % for 20), far above any share of days of interest; with it no quantile over days would have an upper
    limit. What remains is the rule of `days_needed`: the largest of so many days lies above the quantile with 95 %.

    Parameters
    ----------
    happened
        On how many days each of several things happened, shape [replications, things], two or more replications.
    days
        In a replication, at least 1.
    level
        Confidence of the limits, each thing for itself.
    """
    replications = len(happened)
    total = happened.sum(axis=0)
    share = np.asarray(total / (replications * days), dtype=np.float64)
    # Standard error in days of all replications together; exact integers under the root, so no spread is exactly 0.
    spread = replications * (happened * happened).sum(axis=0) - total * total
    low, high = share.copy(), share.copy()
    varied = spread > 0  # then p lies strictly between 0 and 1
    p = share[varied]
    error = np.sqrt(spread[varied] / (replications - 1)) / (replications * days)
    reach = two_sided_t(replications, level) * error / (p * (1 - p))
    odds = p / (1 - p)
    with np.errstate(over="ignore"):  # a limit too near 0 or 1 for a float is 0 or 1
        low[varied] = np.minimum(1 / (1 + np.exp(reach) / odds), p)
        high[varied] = np.maximum(1 / (1 + np.exp(-reach) / odds), p)
    return share, low, high


def share_interval(happened: NDArray[np.bool_], level: float = 0.95) -> Interval:
    """Share of days on which something happened, with the limits of `share_limits`.

    Parameters
    ----------
    happened
        For each day, shape [replications, days].
    level
        Confidence of the limits.

    Returns
    -------
    Interval
        All None without days; the limits None with one replication.
    """
    if happened.size == 0:
        return UNKNOWN
    if len(happened) == 1:
        return Interval(float(happened.mean()), None, None)
    counts = happened.sum(axis=1, dtype=np.int64)[:, None]
    share, low, high = share_limits(counts, happened.shape[1], level)
    return Interval(float(share[0]), float(low[0]), float(high[0]))


def none_in(replications: int, level: float = 0.95) -> float:
    """Upper limit of the share of replications in which something happens that happened in none of them.

    1 - (1 - level)^(1/n), about 3/n at 95 %: "none in 20 simulated years: at most 14 % of years".
    """
    if replications < 1:
        return 1.0
    return float(1 - (1 - level) ** (1 / replications))
