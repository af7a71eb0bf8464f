"""The risk curve: for each number of desks the share of days on which it would not suffice."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.days_above import days_above
from sim.stats.share_of_days import share_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.stats.days_above import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class RiskCurve:
    """Share of days on which more than `desks` were wanted, and its limits; all of one shape [desks], shares 0..1.

    The limits are NaN with one replication, the shares too where there are no days.
    """

    desks: NDArray[np.int64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def risk_curve(values: Numbers, desks: NDArray[np.int64], level: float = 0.95) -> RiskCurve:
    """Mean over replications of the share of days above each number of desks, with the limits of `share_limits`.

    They are the limits that `day_quantile` inverts: the band falls to an allowed share at the limits of the quantile.

    Parameters
    ----------
    values
        Desks wanted on each day, shape [replications, days].
    desks
        Numbers of desks to judge, in any order, shape [desks].
    level
        Confidence of the limits, each number of desks for itself.
    """
    replications, days = values.shape
    unknown = np.full(len(desks), math.nan)
    if not replications or not days:
        return RiskCurve(desks, unknown, unknown, unknown)
    order = np.argsort(desks, kind="stable")
    above = np.empty((replications, len(desks)), dtype=np.int64)
    above[:, order] = days_above(values, desks[order])
    if replications == 1:
        return RiskCurve(desks, above[0] / days, unknown, unknown)
    return RiskCurve(desks, *share_limits(above, days, level))
