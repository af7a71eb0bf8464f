"""How much of what was simulated fits into a page that can be mailed: places, and values of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Signs that the calendar's data may take of the page, which may have 3 MB with its figures.
_SIGNS = 420_000
#: Signs of a day, of all else for one place and step, and of the numbers of desks that can be chosen for one place.
_OF_DAY, _OF_STATE, _OF_CHOICE = 9, 400, 2_500
#: Values of a day that are worth keeping, and with how few a calendar is still of use.
_MOST_VALUES, _LEAST_VALUES = 20, 5


def values_kept(replications: int, days: int, places: int) -> int:
    """Say how many desks wanted of each day, one a replication, fit where a reader may choose the number of desks."""
    most = (_SIGNS // places - _OF_STATE - _OF_CHOICE) // days - _OF_DAY
    return min(replications, max(_LEAST_VALUES, min(most, _MOST_VALUES)))


def places_kept(days: int, steps: int, values: int = 0) -> int:
    """Say how many places fit, which is never none."""
    of_steps = steps * (days * _OF_DAY + _OF_STATE)
    of_choice = days * values + _OF_CHOICE if values else 0
    return max(1, _SIGNS // (of_steps + of_choice))


def spread(ranked: NDArray[np.int64], values: int) -> NDArray[np.int64]:
    """Keep some of the values of each day, evenly from the least to the most; shape [values, days]."""
    return ranked[((np.arange(values) + 0.5) * len(ranked) / values).astype(np.int64)]
