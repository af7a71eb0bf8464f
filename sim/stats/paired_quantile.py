"""Comparing a quantile over days between two policies under common luck.

A quantile over days belongs to all replications together, so replications have no quantiles of their own whose
differences could be averaged. What each replication has is a share of days above a number. "The quantile of a is c and
that of b is d" says that the mean share of a is at most the allowed one at c, and above it at the number before, and so
for b at d. Such a pair of numbers is tested by the two shares together: how many standard errors they lie from the
allowed share, given how they move together between replications (Hotelling's T squared, in log-odds as in
`share_limits`). A difference is possible where any pair with this difference is; the least T squared among them follows
the t law of one contrast, as with every paired difference (a profile over the level of both).

Only numbers that were seen are possible quantiles. That keeps the limits right where demand leaps, as between ordinary
days and shared office days: a delete-one jackknife was tried and covered 37 % there instead of 95 % (5 % shared office
days, p95), and between 91 and 99 % elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.day_quantile import day_quantile, exact
from sim.stats.days_above import days_above
from sim.stats.interval import two_sided_t
from sim.stats.paired import PairedDifference, two_sided_p, verdict_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.stats.days_above import Numbers

    Floats = NDArray[np.float64]

#: Numbers at which a share lies further than this many standard errors from the allowed one are not looked at: the
#: p-value is then that of so many, which is small enough for any family.
_FURTHEST = 10.0

#: From so many replications on, the same sign in all of them is evidence: by luck alone it has a chance below 5 %.
_SIGNS = 6

#: Two shares that move together entirely still have this much movement of their own, lest it be divided by.
_LEAST_OWN = 1e-12


def paired_quantile(a: Numbers, b: Numbers, level: float, ci_level: float = 0.95) -> PairedDifference:
    """Difference a - b of two quantiles over days.

    Parameters
    ----------
    a, b
        One count (a whole number, not negative) for each day of two policies under the same luck, replications in the
        same order, shape [replications, days]; the numbers of days may differ.
    level
        Of the quantile, for example 0.95.
    ci_level
        Confidence of the limits; the verdict tells a from b where the limits leave out 0.

    Returns
    -------
    PairedDifference
        In the unit of the counts: `difference` is `day_quantile(a)` less `day_quantile(b)`, the limits are the least
        and the largest possible difference. `p_value` is that of the likeliest difference of 0 or of the other sign,
        1 where the difference is 0. `identical` (p 1) where every replication has the same numbers equally often.
        `not_tested` with fewer than two replications or fewer days than `days_needed(level)`; the difference is None
        in the latter case.
    """
    quantile_a, quantile_b = day_quantile(a, level).estimate, day_quantile(b, level).estimate
    if quantile_a is None or quantile_b is None:
        return PairedDifference(None, None, None, None, "not_tested")
    difference = quantile_a - quantile_b
    if len(a) == 1:
        return PairedDifference(difference, None, None, None, "not_tested")
    if a.shape == b.shape and (np.sort(a, axis=1) == np.sort(b, axis=1)).all():
        return PairedDifference(0.0, 0.0, 0.0, 1.0, "identical")
    t = two_sided_t(len(a), ci_level)
    furthest = max(_FURTHEST, 2 * t)
    cells_a, cells_b = (_possible(values, float(1 - exact(level)), furthest) for values in (a, b))
    errors = _standard_errors(cells_a, cells_b)
    differences = cells_a.numbers[:, None] - cells_b.numbers[None, :]
    possible = differences[errors <= t]
    low, high = min(float(possible.min()), difference), max(float(possible.max()), difference)
    p_value = 1.0
    if difference:
        rivals = errors[differences <= 0 if difference > 0 else differences >= 0]
        p_value = two_sided_p(float(min(rivals.min(initial=furthest), furthest)), len(a))
    return PairedDifference(difference, low, high, p_value, verdict_of(difference, p_value, ci_level))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Numbers that may be the quantile of one policy, and how far the shares of days above speak against each.

    In standard errors above the allowed share: `at` a number (should not be above 0), `before` it, that is at the next
    smaller number seen (should be above 0); both of shape [numbers]. The days above, `days_at` and `days_before`, and
    their common movement around the mean between replications, of length 1, have shape [replications, numbers].
    """

    numbers: Floats
    at: Floats
    before: Floats
    days_at: Floats
    days_before: Floats
    movement: Floats


def _possible(values: Numbers, allowed: float, furthest: float) -> _Cells:
    replications, days = values.shape
    numbers = np.unique(values)
    above = np.concatenate([np.full((replications, 1), days), days_above(values, numbers)], axis=1) / days
    errors = _errors_above(above, allowed)
    near = np.flatnonzero((errors[1:] <= furthest) & (errors[:-1] >= -furthest))
    movement = above[:, near] + above[:, near + 1]
    movement = movement - movement.mean(axis=0)
    length = np.sqrt((movement * movement).sum(axis=0))
    movement = np.divide(movement, length, out=np.zeros_like(movement), where=length > _LEAST_OWN)
    bounded = np.clip(errors, -2 * furthest, 2 * furthest)
    return _Cells(
        numbers[near].astype(np.float64),
        bounded[near + 1],
        bounded[near],
        above[:, near + 1],
        above[:, near],
        movement,
    )


def _errors_above(shares: Floats, allowed: float) -> Floats:
    """Return how many standard errors the mean log-odds of shares [replications, numbers] lie above those allowed."""
    replications = len(shares)
    share = shares.mean(axis=0)
    same = (shares == shares[0]).all(axis=0)
    error = shares.std(axis=0, ddof=1) / math.sqrt(replications)
    found = np.where(shares[0] > allowed, math.inf, -math.inf)  # where replications agree there is no doubt
    p = share[~same]
    found[~same] = (np.log(p / (1 - p)) - math.log(allowed / (1 - allowed))) * p * (1 - p) / error[~same]
    return found


def _standard_errors(a: _Cells, b: _Cells) -> Floats:
    """Return how strongly the data speak against each pair of quantiles, in standard errors, shape [a, b].

    The least T over all pairs of true shares that go with the two numbers, a box in the plane. It is convex, so 0 if
    the box holds the allowed shares, else the least on one of its four sides.
    """
    together = a.movement.T @ b.movement
    own = np.maximum(1 - together * together, _LEAST_OWN)

    def squared(fixed: Floats, low: Floats, high: Floats) -> Floats:
        free = np.clip(together * fixed, low, high)
        return np.asarray(fixed * fixed + (free - together * fixed) ** 2 / own)

    a_at, a_before, b_at, b_before = a.at[:, None], a.before[:, None], b.at[None, :], b.before[None, :]
    sides = [squared(fixed, b_at, b_before) for fixed in (a_at, a_before)]
    sides += [squared(fixed, a_at, a_before) for fixed in (b_at, b_before)]
    inside = (a_at <= 0) & (a_before >= 0) & (b_at <= 0) & (b_before >= 0)
    errors = np.where(inside, 0.0, np.sqrt(np.minimum.reduce(sides)))
    if len(a.days_at) < _SIGNS:
        return errors
    # Where the quantile of a is higher, its share before it is above that of b at its own. If in no replication it is,
    # this speaks against the pair as a sign test does. It keeps quantiles together that leap together: in T squared
    # both shares fit on either side of the leap.
    never = (a.days_before[:, :, None] <= b.days_at[:, None, :]).all(axis=0)
    never |= (b.days_before[:, None, :] <= a.days_at[:, :, None]).all(axis=0)
    return np.where(never & ~inside, math.inf, errors)
