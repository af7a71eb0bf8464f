"""Table `winners`: the same synthetic person in two worlds; which share of each group is better off, which worse."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import mean_interval
from sim.stats.summary import CI_LEVEL
from sim.studies.compared.burdens import BURDENS, of_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.studies.compared.burdens import Burden
    from sim.studies.compared.groups import Grouping
    from sim.studies.compared.worlds import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Winners:
    """One row of the table; the three shares add up to 1, `difference` is the group's mean in a less that in b.

    `better_share` is the share of people who are better off in b than in a, in the person's own eyes.
    """

    policy_a: str
    policy_b: str
    group_kind: str
    group: str
    metric: str
    better_share: float | None
    same_share: float | None
    worse_share: float | None
    difference: float | None
    ci_low: float | None
    ci_high: float | None


def winners(a: World, b: World, parts: Sequence[Grouping]) -> list[Winners]:
    """Compare everybody with him- or herself, by group; nothing where the worlds have other people.

    Shares and differences are means over replications, each counted alike, of people of whom both worlds can say the
    metric.
    """
    if not a.same_people(b):
        return []
    found = []
    for burden in BURDENS:
        in_a, in_b = of_people(a, burden.metric), of_people(b, burden.metric)
        for part in parts:
            found += _of_groups((a.label, b.label), burden, part, in_a, in_b)
    return found


def _of_groups(
    labels: tuple[str, str], burden: Burden, part: Grouping, a: NDArray[np.float64], b: NDArray[np.float64]
) -> list[Winners]:
    known = ~np.isnan(a) & ~np.isnan(b)
    people = part.sums(known)
    higher, lower = part.sums(known & (b > a)), part.sums(known & (b < a))
    better, worse = (higher, lower) if burden.more_is_better else (lower, higher)
    difference = _per(part.sums(np.where(known, a - b, 0.0)), people)
    found = []
    for group in part.filled.tolist():
        there = people[:, group] > 0
        number = people[there, group]
        gains, losses = (
            float((count[there, group] / number).mean()) if there.any() else None for count in (better, worse)
        )
        interval = mean_interval(difference[:, group], CI_LEVEL)
        found.append(
            Winners(
                policy_a=labels[0],
                policy_b=labels[1],
                group_kind=part.kind,
                group=part.names[group],
                metric=burden.metric,
                better_share=gains,
                same_share=None if gains is None or losses is None else max(1 - gains - losses, 0.0),
                worse_share=losses,
                difference=interval.estimate,
                ci_low=interval.low,
                ci_high=interval.high,
            )
        )
    return found


def _per(total: NDArray[np.float64], people: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(total, people, out=np.full(total.shape, np.nan), where=people > 0))


def rows(found: Sequence[Winners]) -> pl.DataFrame:
    """Table `winners`: one row per pair, group and metric."""
    import polars as pl

    names = ("policy_a", "policy_b", "group_kind", "group", "metric")
    numbers = ("better_share", "same_share", "worse_share", "difference", "ci_low", "ci_high")
    schema = dict.fromkeys(names, pl.String) | dict.fromkeys(numbers, pl.Float64)
    return pl.DataFrame([asdict(row) for row in found], schema=schema)
