"""On how many days of each replication a daily number lies above given thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from numpy.typing import NDArray

    #: Anything that can be counted or measured.
    Numbers: TypeAlias = NDArray[np.integer[Any] | np.floating[Any]]


def days_above(values: Numbers, thresholds: Numbers) -> NDArray[np.int64]:
    """Count the days on which a value lies strictly above each threshold.

    Parameters
    ----------
    values
        One number for each day, shape [replications, days].
    thresholds
        In rising order, shape [thresholds].

    Returns
    -------
    NDArray
        Number of days, shape [replications, thresholds].
    """
    replications, cells = len(values), len(thresholds) + 1
    thresholds_below = np.searchsorted(thresholds, values, side="left")  # a value lies above just these, the lowest
    flat = (thresholds_below + cells * np.arange(replications)[:, None]).ravel()
    histogram = np.bincount(flat, minlength=replications * cells).reshape(replications, cells)
    return np.flip(np.flip(histogram, axis=1).cumsum(axis=1), axis=1)[:, 1:]
