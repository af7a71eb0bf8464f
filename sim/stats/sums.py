"""Adding up answers of sites that share their luck: a sum of limits is no interval, for not all are unlucky at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import UNKNOWN, Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def sum_interval(parts: Sequence[Interval], movements: NDArray[np.float64]) -> Interval:
    """Add up estimates with limits, in whole numbers.

    The half widths h of the parts, each side for itself, are put together as sqrt(h' C h) with C the correlations of
    `movements`, and rounded outward (delta method; the slope of each part is read off its own limits).

    Parameters
    ----------
    parts
        Estimates of the same replications.
    movements
        How each part moves with the luck of each replication, up to a factor of its own, for example the share of days
        above the estimate, shape [parts, replications].

    Returns
    -------
    Interval
        All None where a part is unknown; the limits None where a part has none.
    """
    estimates = [part.estimate for part in parts if part.estimate is not None]
    if not parts or len(estimates) < len(parts):
        return UNKNOWN
    middle = float(sum(estimates))
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    if len(lows) < len(parts) or len(highs) < len(parts):
        return Interval(middle, None, None)
    together = correlations(movements)
    down, up = (
        math.sqrt(max(float(half @ together @ half), 0.0))
        for half in (np.array(estimates) - np.array(lows), np.array(highs) - np.array(estimates))
    )
    return Interval(middle, float(math.floor(middle - down + 1e-9)), float(math.ceil(middle + up - 1e-9)))


def correlations(movements: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlate the rows of an array; what does not move has nothing to do with the rest (0, and 1 with itself)."""
    centered = movements - movements.mean(axis=1, keepdims=True)
    lengths = np.sqrt((centered**2).sum(axis=1))
    unit = np.divide(centered, lengths[:, None], out=np.zeros_like(centered), where=lengths[:, None] > 1e-12)
    found = unit @ unit.T
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)
