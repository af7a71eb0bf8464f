"""Table `fairness`: in each world, how what people bear is spread over them, and how far apart groups are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.fairness import gini, worst_tenth_mean
from sim.stats.interval import mean_interval
from sim.stats.summary import CI_LEVEL
from sim.studies.compared.burdens import BURDENS, of_people
from sim.studies.compared.comparison import mean_over_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.stats.interval import Interval
    from sim.studies.compared.burdens import Burden
    from sim.studies.compared.groups import Grouping
    from sim.studies.compared.worlds import World

#: Groups with fewer people, in any replication, are no groups of the audit.
SMALLEST_AUDITED = 5
MEASURES = ("mean", "worst_tenth_mean", "gini", "largest_gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """One row of the table; groups stand only with `largest_gap`, the mean of the highest less that of the lowest."""

    policy: str
    metric: str
    measure: str
    group_kind: str | None = None
    highest_group: str | None = None
    lowest_group: str | None = None
    estimate: float | None
    ci_low: float | None
    ci_high: float | None


def audit(world: World, parts: Sequence[Grouping]) -> list[Fairness]:
    """Measure every burden of a world; everything is measured in each replication and averaged over them."""
    found = []
    for burden in BURDENS:
        values = of_people(world, burden.metric)
        for measure, by_replication in _spread(burden, values).items():
            found.append(_row(world, burden, measure, mean_interval(by_replication, CI_LEVEL)))
        found += _gaps(world, burden, values, parts)
    return found


def _spread(burden: Burden, values: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    worst = [worst_tenth_mean(everybody, less_is_worse=burden.more_is_better) for everybody in values]
    return {
        "mean": mean_over_people(values),
        "worst_tenth_mean": np.array(worst),
        "gini": np.array([gini(everybody) for everybody in values]),
    }


def _gaps(world: World, burden: Burden, values: NDArray[np.float64], parts: Sequence[Grouping]) -> Iterator[Fairness]:
    """Find the highest and the lowest group of each kind.

    They are chosen for being far apart, and of many groups some are so by luck. So the limits hold for all pairs of
    groups of the kind together (Bonferroni).
    """
    known = ~np.isnan(values)
    for part in parts:
        people = part.sums(known)
        audited = np.flatnonzero(people.min(axis=0) >= SMALLEST_AUDITED)
        if len(audited) < 2:
            continue
        means = (part.sums(np.where(known, values, 0.0)) / np.maximum(people, 1))[:, audited]
        order = np.argsort(means.mean(axis=0), kind="stable")
        lowest, highest = int(order[0]), int(order[-1])
        pairs = len(audited) * (len(audited) - 1) // 2
        gap = mean_interval(means[:, highest] - means[:, lowest], 1 - (1 - CI_LEVEL) / pairs)
        yield _row(
            world,
            burden,
            "largest_gap",
            gap,
            group_kind=part.kind,
            highest_group=part.names[audited[highest]],
            lowest_group=part.names[audited[lowest]],
        )


def _row(world: World, burden: Burden, measure: str, interval: Interval, **groups: str) -> Fairness:
    return Fairness(
        policy=world.label,
        metric=burden.metric,
        measure=measure,
        estimate=interval.estimate,
        ci_low=interval.low,
        ci_high=interval.high,
        **groups,
    )


def rows(found: Sequence[Fairness]) -> pl.DataFrame:
    """Table `fairness`: one row per world, metric and measure, and per kind of groups for the gap."""
    import polars as pl

    names = ("policy", "metric", "measure", "group_kind", "highest_group", "lowest_group")
    schema = dict.fromkeys(names, pl.String) | dict.fromkeys(("estimate", "ci_low", "ci_high"), pl.Float64)
    return pl.DataFrame([asdict(row) for row in found], schema=schema).select(list(schema))
