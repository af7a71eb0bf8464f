"""Which rooms are missing: rooms wanted, refused and used by site and size, with intervals over replications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import class_of_room, shares
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import Interval, mean_interval
from sim.stats.summary import BUSY_DAY_LEVEL, CI_LEVEL

if TYPE_CHECKING:
    import polars as pl

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `room_demand`: by site and seats, and with null seats for a site and with null both for everybody."""
    import polars as pl

    office = scenario.office
    site_of_class = np.array([site for site, _ in office.room_classes], dtype=np.int64)
    rooms = np.bincount(class_of_room(scenario), minlength=len(site_of_class))
    groups: list[tuple[str | None, int | None, int]] = [
        (office.site_ids[site], seats, int(rooms[number])) for number, (site, seats) in enumerate(office.room_classes)
    ]
    groups += [(site_id, None, int(rooms[site_of_class == s].sum())) for s, site_id in enumerate(office.site_ids)]
    groups.append((None, None, int(rooms.sum())))
    found: list[tuple[int, str, Interval, str]] = []
    wanted = stack["rooms_wanted_peak"].astype(np.int64)
    for number in range(len(site_of_class)):
        daily = wanted[:, :, number]
        found += [
            (number, "wanted_peak_mean", mean_interval(daily.mean(axis=1), CI_LEVEL), "rooms"),
            (number, "wanted_peak_p95", day_quantile(daily, BUSY_DAY_LEVEL, CI_LEVEL), "rooms"),
        ]
    by_group = zip(shares(scenario, stack, by_site=False), shares(scenario, stack, by_site=True), strict=True)
    for (metric, unit, of_classes), (_, _, of_sites) in by_group if office.rooms else ():
        values = np.concatenate([of_classes, of_sites], axis=1)
        found += [
            (number, metric, mean_interval(values[:, number], CI_LEVEL), unit) for number in range(values.shape[1])
        ]
    return pl.DataFrame(
        [
            (*groups[number], metric, one.estimate, one.low, one.high, CI_LEVEL, len(replications), unit)
            for number, metric, one, unit in sorted(found, key=lambda row: row[0])
        ],
        schema={
            "site_id": pl.String,
            "seats": pl.Int64,
            "rooms": pl.Int64,
            "metric": pl.String,
            "estimate": pl.Float64,
            "ci_low": pl.Float64,
            "ci_high": pl.Float64,
            "ci_level": pl.Float64,
            "replications": pl.Int64,
            "unit": pl.String,
        },
        orient="row",
    )
