"""Table `comparison`: every key figure of every world against the baseline, under the same luck."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import mean_interval
from sim.stats.summary import BUSY_DAY_LEVEL, CI_LEVEL
from sim.stats.verdicts import Comparison, compare_means, compare_quantiles, judge
from sim.studies.compared.burdens import of_people
from sim.studies.compared.desks import desks_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.stats.interval import Interval
    from sim.stats.paired import PairedDifference
    from sim.studies.compared.desks import Desks
    from sim.studies.compared.worlds import World

#: Compared beside the key figures of `summary`: desks, and what everybody bears on average.
DESKS_NEEDED = "desks_needed"
OF_EVERYBODY = ("imposed_days", "unwanted_remote_days", "commute_hours_per_week")


def compare_worlds(worlds: Sequence[World], desks: Sequence[Desks], level: float) -> list[list[Comparison]]:
    """Compare each world with the first, pair by pair.

    Verdicts are judged among all pairs of a metric, see sim.stats.verdicts.
    """
    pairs = [
        [
            *_pair(worlds[0], worlds[number]),
            *_desks((worlds[0], worlds[number]), (desks[0], desks[number]), level),
        ]
        for number in range(1, len(worlds))
    ]
    judged = iter(judge([row for pair in pairs for row in pair], CI_LEVEL))
    return [[next(judged) for _ in pair] for pair in pairs]


def _pair(a: World, b: World) -> list[Comparison]:
    policies = (a.label, b.label)
    found = []
    for metric, values in a.means.items():
        found += [
            compare_means(policies, metric, site, values[:, i], b.means[metric][:, j], CI_LEVEL)
            for site, i, j in _columns(a, b)
        ]
    for metric, peaks in a.peaks.items():
        found += [
            compare_quantiles(
                policies, metric, site, peaks[i], b.peaks[metric][j], quantile=BUSY_DAY_LEVEL, level=CI_LEVEL
            )
            for site, i, j in _columns(a, b)
        ]
    for metric in OF_EVERYBODY:
        in_a, in_b = (mean_over_people(of_people(world, metric)) for world in (a, b))
        found.append(compare_means(policies, metric, None, in_a, in_b, CI_LEVEL))
    return found


def _columns(a: World, b: World) -> list[tuple[str | None, int, int]]:
    """Sites that both worlds have, with their columns in each, and the organization as None."""
    both = [(site, a.sites.index(site), b.sites.index(site)) for site in a.sites if site in b.sites]
    return [*both, (None, len(a.sites), len(b.sites))]


def _desks(worlds: tuple[World, World], desks: tuple[Desks, Desks], level: float) -> list[Comparison]:
    a, b = worlds
    policies = (a.label, b.label)
    found = [
        compare_quantiles(policies, DESKS_NEEDED, site, a.counted(i), b.counted(j), quantile=level, level=CI_LEVEL)
        for site, i, j in _columns(a, b)
        if site is not None
    ]
    estimates = (desks[0].together, desks[1].together)
    return [*found, _row(policies, estimates, desks_difference(*desks, CI_LEVEL))]


def _row(policies: tuple[str, str], estimates: tuple[Interval, Interval], found: PairedDifference) -> Comparison:
    return Comparison(
        policy_a=policies[0],
        policy_b=policies[1],
        metric=DESKS_NEEDED,
        site_id=None,
        estimate_a=estimates[0].estimate,
        estimate_b=estimates[1].estimate,
        difference=found.difference,
        ci_low=found.low,
        ci_high=found.high,
        p_value=found.p_value,
        adjusted_p=None,
        verdict=found.verdict,
    )


def mean_over_people(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average over people whose number can be said, by replication, shape [replications]; NaN where nobody's can."""
    known = ~np.isnan(values)
    number = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.asarray(np.divide(total, number, out=np.full(len(values), np.nan), where=number > 0))


def everybody_interval(world: World, metric: str) -> Interval:
    """Mean over people and replications, with its limits."""
    return mean_interval(mean_over_people(of_people(world, metric)), CI_LEVEL)


def rows(compared: Sequence[Comparison]) -> pl.DataFrame:
    """Table `comparison`: one row per pair, metric and site, and one with a null site for the organization."""
    import polars as pl

    schema = {
        "policy_a": pl.String,
        "policy_b": pl.String,
        "metric": pl.String,
        "site_id": pl.String,
        **dict.fromkeys(("estimate_a", "estimate_b", "difference", "ci_low", "ci_high", "adjusted_p"), pl.Float64),
        "verdict": pl.String,
    }
    return pl.DataFrame([{name: asdict(row)[name] for name in schema} for row in compared], schema=schema)
