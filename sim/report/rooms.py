"""Rooms wanted against the rooms that exist, by site and size, as the figures of rooms and the page take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.report.language import ENGLISH
from sim.stats.interval import UNKNOWN, Interval

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSize:
    """The rooms of one size at one site; a request counts in the size asked for.

    `wanted` is the 95 % day of the most rooms wanted at one moment, or the mean day where there are too few days
    (`room_sizes` says which); `refused` a share of requests whose people came, `used` one of opening hours.
    """

    site_id: str
    name: str
    seats: int
    rooms: int
    wanted: Interval
    wanted_mean: Interval
    refused: Interval
    used: Interval

    @property
    def missing(self) -> int:
        """Rooms wanted beyond those that exist, 0 where they do."""
        return max(round(self.wanted.estimate or 0) - self.rooms, 0)

    @property
    def clearly_short(self) -> bool:
        """Whether even the lower limit of what is wanted lies above the rooms that exist."""
        return self.wanted.low is not None and self.wanted.low > self.rooms


def rooms_are_modeled(evidence: Evidence) -> bool:
    """Whether the office has any rooms and it may be told how they are used."""
    return not evidence.tables["rooms"].is_empty() and evidence.answer.publishable and bool(evidence.answer.sites)


def room_sizes(evidence: Evidence) -> tuple[list[RoomSize], bool]:
    """Give the sizes of all sites shown, by site and seats, and whether `wanted` is of the 95 % day everywhere."""
    shown = {site.site_id: site.name for site in evidence.answer.sites}
    demand = evidence.tables["room_demand"].drop_nulls(["site_id", "seats"])
    demand = demand.filter(pl.col("site_id").is_in(list(shown)))
    found: dict[tuple[str, int], dict[str, Interval]] = {}
    rooms: dict[tuple[str, int], int] = {}
    for row in demand.sort("site_id", "seats").iter_rows(named=True):
        key = row["site_id"], row["seats"]
        rooms[key] = row["rooms"]
        found.setdefault(key, {})[row["metric"]] = interval_of(row)
    busy = all(metrics["wanted_peak_p95"].estimate is not None for metrics in found.values())
    sizes = [
        RoomSize(
            site_id=site_id,
            name=shown[site_id],
            seats=seats,
            rooms=rooms[site_id, seats],
            wanted=metrics["wanted_peak_p95" if busy else "wanted_peak_mean"],
            wanted_mean=metrics["wanted_peak_mean"],
            refused=metrics["refused_share"],
            used=metrics["use_share"],
        )
        for (site_id, seats), metrics in found.items()
    ]
    return sizes, busy


def of_everybody(evidence: Evidence, metric: str) -> Interval:
    """Give a metric of `room_demand` for the whole organization, suppressed sites too, as totals are."""
    demand = evidence.tables["room_demand"]
    rows = demand.filter(pl.col("site_id").is_null(), pl.col("seats").is_null(), pl.col("metric") == metric).to_dicts()
    return interval_of(rows[0]) if rows else UNKNOWN


def interval_of(row: dict[str, Any]) -> Interval:
    """Take the estimate of a row of `room_demand` with its limits."""
    found = Interval(row["estimate"], row["ci_low"], row["ci_high"])
    return as_share(found) if row["metric"].endswith("_share") else found


def as_share(interval: Interval) -> Interval:
    """Keep limits between 0 and 1: those of a mean of shares may lie beyond, which no share does."""
    low = None if interval.low is None else max(interval.low, 0.0)
    return Interval(interval.estimate, low, None if interval.high is None else min(interval.high, 1.0))


def of_sites_shown(evidence: Evidence, table: str) -> pl.DataFrame:
    """Leave out the rows of suppressed sites."""
    return evidence.tables[table].filter(pl.col("site_id").is_in([site.site_id for site in evidence.answer.sites]))


def seats_words(seats: int, language: Language = ENGLISH) -> str:
    """Write a size: `1 seat`, `8 seats`; a site without rooms has the size 0."""
    return language.plural("rooms.seats", seats) if seats else language.say("rooms.seats_none")


def rooms_of(seats: int, language: Language = ENGLISH) -> str:
    """Write a size as it stands beside the word for rooms: rooms of `8 seats`."""
    return language.plural("rooms.of", seats)
