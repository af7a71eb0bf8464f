"""Verdicts of a whole comparison: which policy is higher in which metric, with few false claims among all pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.day_quantile import day_quantile
from sim.stats.holm import holm
from sim.stats.interval import mean_interval
from sim.stats.paired import PairedDifference, Verdict, paired_difference
from sim.stats.paired_quantile import paired_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One row of the table `comparison`: two policies, one metric, one site (None: the organization).

    `difference` is a minus b: above 0 where `policy_a` has the higher number. `p_value` is that of this row alone;
    `adjusted_p` and `verdict` are those of the family, see `judge`.
    """

    policy_a: str
    policy_b: str
    metric: str
    site_id: str | None
    estimate_a: float | None
    estimate_b: float | None
    difference: float | None
    ci_low: float | None
    ci_high: float | None
    p_value: float | None
    adjusted_p: float | None
    verdict: Verdict


def compare_means(
    policies: tuple[str, str],
    metric: str,
    site_id: str | None,
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    level: float = 0.95,
) -> Comparison:
    """Compare a metric that is a mean over replications; not yet judged among others.

    `a` and `b` hold one value for each replication under the same luck, in the same order, shape [replications], NaN
    for null. The estimates are the mean of each, as in `summary`; the difference is of pairs without a null, so it may
    differ from that of the estimates where one has more nulls.
    """
    estimates = (mean_interval(a, level).estimate, mean_interval(b, level).estimate)
    return _row(policies, metric, site_id, estimates, paired_difference(a, b, level))


def compare_quantiles(
    policies: tuple[str, str],
    metric: str,
    site_id: str | None,
    a: NDArray[np.integer],
    b: NDArray[np.integer],
    *,
    quantile: float,
    level: float = 0.95,
) -> Comparison:
    """Compare a quantile over days; `a` and `b` hold counts of shape [replications, days], see `paired_quantile`."""
    estimates = (day_quantile(a, quantile).estimate, day_quantile(b, quantile).estimate)
    return _row(policies, metric, site_id, estimates, paired_quantile(a, b, quantile, level))


def judge(rows: Sequence[Comparison], level: float = 0.95) -> list[Comparison]:
    """Adjust p-values and state verdicts, in the order given.

    The pairs of one metric at the organization (site None) are a family: among them the chance of any false claim stays
    below 1 - level (Holm). `a_higher` and `b_higher` are claims; `cannot_tell` says that the difference may be 0;
    `identical` that the pair agrees exactly in every replication (difference and limits 0, adjusted p 1). It counts in
    the family. `not_tested`, adjusted p None: one replication, a metric that is null, and every single site, which has
    an interval for itself but no verdict, since a verdict on each of many sites would need a larger family.
    """
    families: dict[str, list[int]] = {}
    judged = [replace(row, adjusted_p=None, verdict="not_tested") for row in rows]
    for number, row in enumerate(rows):
        if row.site_id is None and row.p_value is not None:
            families.setdefault(row.metric, []).append(number)
    for family in families.values():
        adjusted = holm(np.array([_p(rows[number]) for number in family]))
        for number, p_value in zip(family, adjusted.tolist(), strict=True):
            judged[number] = replace(
                rows[number], adjusted_p=p_value, verdict=_found(rows[number]).judged(p_value, level)
            )
    return judged


def _row(
    policies: tuple[str, str],
    metric: str,
    site_id: str | None,
    estimates: tuple[float | None, float | None],
    found: PairedDifference,
) -> Comparison:
    return Comparison(
        policy_a=policies[0],
        policy_b=policies[1],
        metric=metric,
        site_id=site_id,
        estimate_a=estimates[0],
        estimate_b=estimates[1],
        difference=found.difference,
        ci_low=found.low,
        ci_high=found.high,
        p_value=found.p_value,
        adjusted_p=None,
        verdict=found.verdict,
    )


def _found(row: Comparison) -> PairedDifference:
    return PairedDifference(row.difference, row.ci_low, row.ci_high, row.p_value, row.verdict)


def _p(row: Comparison) -> float:
    return math.nan if row.p_value is None else row.p_value
