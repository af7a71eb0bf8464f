"""Comparing two policies under common luck: the mean of their paired differences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.stats.interval import standard_error, two_sided_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

Verdict = Literal["a_higher", "b_higher", "cannot_tell", "identical", "not_tested"]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Mean of a - b over replications, its limits, the two-sided p-value of "no difference", and what follows."""

    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    verdict: Verdict

    def judged(self, adjusted_p: float | None, level: float = 0.95) -> Verdict:
        """Return the verdict that follows from a p-value adjusted for several comparisons (see `holm`)."""
        if self.verdict in ("identical", "not_tested") or adjusted_p is None or self.difference is None:
            return self.verdict
        return verdict_of(self.difference, adjusted_p, level)


def paired_difference(a: NDArray[np.float64], b: NDArray[np.float64], level: float = 0.95) -> PairedDifference:
    """Paired t test of a - b.

    Parameters
    ----------
    a, b
        One value for each replication of two policies under the same luck, in the same order, shape [replications].
        A pair with NaN (null) on either side is left out.
    level
        Confidence of the limits; the verdict tells a from b where the limits leave out 0.

    Returns
    -------
    PairedDifference
        `identical` (p 1) where every difference is exactly 0. `not_tested` with fewer than two pairs. A difference that
        is the same in every replication has limits of no width and p 0.
    """
    differences = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    differences = differences[~np.isnan(differences)]
    pairs = len(differences)
    if pairs < 2:
        return PairedDifference(float(differences[0]) if pairs else None, None, None, None, "not_tested")
    if not differences.any():
        return PairedDifference(0.0, 0.0, 0.0, 1.0, "identical")
    error = standard_error(differences)
    mean = float(differences.mean()) if error else float(differences[0])
    half_width = two_sided_t(pairs, level) * error
    p_value = two_sided_p(abs(mean) / error, pairs) if error else 0.0
    return PairedDifference(mean, mean - half_width, mean + half_width, p_value, verdict_of(mean, p_value, level))


def two_sided_p(standard_errors: float, pairs: int) -> float:
    """P-value of a mean of `pairs` differences that lies so many standard errors (0 or more) from 0."""
    from scipy.special import stdtr

    return 2 * float(stdtr(pairs - 1, -standard_errors)) if math.isfinite(standard_errors) else 0.0


def verdict_of(difference: float, p_value: float, level: float) -> Verdict:
    """Return which of a and b is higher where the p-value lies below 1 - level."""
    if p_value >= 1 - level:
        return "cannot_tell"
    return "a_higher" if difference > 0 else "b_higher"
