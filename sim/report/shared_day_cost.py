"""What a shared office day costs at each site: desks wanted that day with it and without it, under the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.report.suppression import SMALLEST_GROUP
from sim.stats.interval import Interval, mean_interval

if TYPE_CHECKING:
    from sim.report.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDayCost:
    """Means over the shared office days of a site, then over the replications that have any.

    `extra` is wanted with the event less wanted without it; `short` and `short_without` are the desks missing at the
    peak, 0 on a day that fits; `extra_short` is their difference. `days` counts shared days of all replications.
    """

    site_id: str
    name: str
    desks: int
    days: int
    replications: int
    wanted: float
    without: float
    short: float
    short_without: float
    extra: Interval
    extra_short: Interval


def shared_day_costs(evidence: Evidence) -> list[SharedDayCost]:
    """Give the sites shown that have a shared office day, those first where it adds most desks to the shortage.

    A day to which fewer than 5 people are invited is left out: its effect would be theirs alone.
    """
    days = evidence.tables["shared_days"].filter(pl.col("invited") >= SMALLEST_GROUP)
    columns = ("wanted_peak", "wanted_peak_without", "shortfall_peak", "shortfall_peak_without")
    by_replication = days.group_by("site_id", "replication").agg(pl.col(columns).mean(), pl.len()).sort("replication")
    found = []
    for site in evidence.answer.sites:
        rows = by_replication.filter(pl.col("site_id") == site.site_id)
        if rows.is_empty():
            continue
        wanted, without, short, short_without = (rows[column].to_numpy().astype(float) for column in columns)
        found.append(
            SharedDayCost(
                site_id=site.site_id,
                name=site.name,
                desks=site.desks,
                days=int(rows["len"].sum()),
                replications=rows.height,
                wanted=float(wanted.mean()),
                without=float(without.mean()),
                short=float(short.mean()),
                short_without=float(short_without.mean()),
                extra=mean_interval(wanted - without),
                extra_short=mean_interval(short - short_without),
            )
        )
    return sorted(found, key=lambda cost: (-_known(cost.extra_short), -_known(cost.extra), cost.site_id))


def _known(interval: Interval) -> float:
    return interval.estimate or 0.0
