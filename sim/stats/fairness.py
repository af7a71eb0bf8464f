"""How unevenly something falls on people: the Gini index and what the tenth who fare worst get."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The part of people who fare worst that an audit looks at.
WORST_SHARE = 0.1


def gini(values: NDArray[np.floating | np.integer]) -> float:
    """Mean difference between any two people over twice the mean: 0 when all bear the same, near 1 when one bears all.

    Computed from ranks (Sen 1973, On Economic Inequality): sum of (2 i - n - 1) x_i over n times the sum of x, with x
    in rising order and i from 1 to n. 0 when nobody bears anything.

    Parameters
    ----------
    values
        One number for each person, none negative, shape [people]. NaN (nothing to be said) is left out.

    Returns
    -------
    float
        0 to (n - 1) / n; NaN without people.
    """
    known = _known(values)
    if not len(known):
        return math.nan
    if known[0] < 0:
        raise ValueError(f"the Gini index is of numbers that are not negative, not of {known[0]}")
    total = known.sum()
    if total == 0 or known[0] == known[-1]:
        return 0.0
    people = len(known)
    weights = 2 * np.arange(1, people + 1) - people - 1
    return max(float(weights @ known / (people * total)), 0.0)


def worst_tenth_mean(values: NDArray[np.floating | np.integer], *, less_is_worse: bool = False) -> float:
    """Mean of the tenth of people, rounded up, who fare worst: those with most of a burden or least of a good.

    `values` as in `gini`, of any sign; NaN without people.
    """
    known = _known(values)
    if not len(known):
        return math.nan
    worst = math.ceil(WORST_SHARE * len(known) - 1e-9)
    return float(known[:worst].mean() if less_is_worse else known[-worst:].mean())


def _known(values: NDArray[np.floating | np.integer]) -> NDArray[np.float64]:
    """Return what is not NaN, in rising order."""
    given = np.asarray(values, dtype=np.float64)
    return np.sort(given[~np.isnan(given)])
