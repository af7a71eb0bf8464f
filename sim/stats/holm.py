"""Several comparisons at once: Holm's step-down adjustment keeps the chance of any false claim below the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust the p-values of one family of comparisons (Holm 1979, Scandinavian Journal of Statistics 6, 65-70).

    The smallest of m p-values is multiplied by m, the next by m - 1 and so on; none falls below an earlier one or rises
    above 1.

    Parameters
    ----------
    p_values
        Shape [comparisons]. NaN is a comparison that was not tested: it stays NaN and does not count in the family.

    Returns
    -------
    NDArray
        Adjusted p-values in the order given, to be compared with 1 - level.
    """
    raw = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(raw.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(raw))
    order = tested[np.argsort(raw[tested], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(raw[order] * factors), 1.0)
    return adjusted
