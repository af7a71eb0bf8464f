"""An estimate with its interval, the replication being the unit of inference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Interval:
    """What is estimated and between which limits it lies; None where the data cannot say."""

    estimate: float | None
    low: float | None
    high: float | None


#: Nothing can be said.
UNKNOWN = Interval(None, None, None)


@lru_cache(maxsize=256)
def t_quantile(degrees_of_freedom: int, probability: float) -> float:
    """Quantile of Student's t law."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, probability))


def two_sided_t(replications: int, level: float) -> float:
    """Return the number of standard errors on each side of a mean over `replications` at confidence `level`."""
    return t_quantile(replications - 1, (1 + level) / 2)


def standard_error(values: NDArray[np.float64]) -> float:
    """Return the standard error of the mean of two or more values; exactly 0 where all values are the same."""
    if (values == values[0]).all():
        return 0.0  # the sum of equal numbers is rounded, so that their deviations from the mean need not vanish
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def mean_interval(values: NDArray[np.float64], level: float = 0.95) -> Interval:
    """Mean over replications with its t interval.

    Parameters
    ----------
    values
        One value for each replication, shape [replications]. NaN stands for null (a ratio over 0) and is left out.
    level
        Confidence of the interval.

    Returns
    -------
    Interval
        All None where every value is null; the limits None where only one value is left.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if not len(known):
        return UNKNOWN
    error = standard_error(known) if len(known) > 1 else math.nan
    mean = float(known[0]) if error == 0 else float(known.mean())
    if len(known) == 1:
        return Interval(mean, None, None)
    half_width = two_sided_t(len(known), level) * error
    return Interval(mean, mean - half_width, mean + half_width)
