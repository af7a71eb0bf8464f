"""Desks wanted as arrays: what the tables say of every site, replication and workday, in one place for all figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Desks wanted, and what became of those who wanted one, both counted at the site they set out for.

    `wanted`, the peak of desks wanted at the same time, has shape [sites, replications, days]; so have the people
    `set_out`, of whom some sit `elsewhere` (in another zone, also of another site) or are `sent_home`. `city_wanted`,
    shape [replications, days], is the peak of all sites at once and not the sum of their peaks. `desks` and `people`
    (by home site) have shape [sites]; `weekdays` 1 to 5 and `dates` have shape [days]. `names` is by site id.
    """

    site_ids: tuple[str, ...]
    names: dict[str, str]
    desks: Counts
    people: Counts
    wanted: Counts
    set_out: Counts
    elsewhere: Counts
    sent_home: Counts
    city_wanted: Counts
    dates: NDArray[np.datetime64]
    weekdays: Counts

    @property
    def replications(self) -> int:
        """Number of replications."""
        return int(self.city_wanted.shape[0])

    @property
    def days(self) -> int:
        """Number of workdays in a replication."""
        return int(self.city_wanted.shape[1])

    def index(self, site_id: str) -> int:
        """Position of a site on the site axis."""
        return self.site_ids.index(site_id)


def read_demand(tables: Mapping[str, pl.DataFrame]) -> Demand:
    """Turn the tables `site_daily`, `city_daily`, `desks_daily`, `sites` and `teams` into arrays."""
    site_daily = tables["site_daily"].sort("site_id", "replication", "date")
    city_daily = tables["city_daily"].sort("replication", "date")
    site_ids = tuple(site_daily["site_id"].unique().sort().to_list())
    dates = city_daily["date"].unique().sort().to_numpy().astype("datetime64[D]")
    shape = (len(site_ids), city_daily["replication"].n_unique(), len(dates))
    if site_daily.height != math.prod(shape) or city_daily.height != math.prod(shape[1:]):
        message = "site_daily and city_daily must hold one row for every replication, workday and site"
        raise ValueError(message)
    return Demand(
        site_ids=site_ids,
        names=names_by_id(tables["sites"], "site_id", site_ids),
        desks=_cube(site_daily, "desks", shape).max(axis=(1, 2)),
        people=_people_by_site(tables["teams"], site_ids),
        wanted=_cube(site_daily, "wanted_peak", shape),
        set_out=_cube(site_daily, "arrivals", shape),
        elsewhere=_cube(_by_wanted_site(tables["desks_daily"], site_daily), "displaced_out", shape),
        sent_home=_cube(site_daily, "forced_remote", shape),
        city_wanted=_cube(city_daily, "wanted_peak", shape[1:]),
        dates=dates,
        # 1970-01-01, day 0 of datetime64, was a Thursday.
        weekdays=(dates.astype(np.int64) + 3) % 7 + 1,
    )


def names_by_id(table: pl.DataFrame, id_column: str, ids: tuple[str, ...]) -> dict[str, str]:
    """Display names of things, the id itself where a table gives no name."""
    named: dict[str, Any] = {}
    if "name" in table.columns:
        named = dict(zip(table[id_column].to_list(), table["name"].to_list(), strict=True))
    return {key: str(named.get(key) or key) for key in ids}


def busy_day(values: Counts, level: float) -> int | None:
    """Give the smallest number that is exceeded on at most 1 - `level` of all days given, whatever their replication.

    Used where a figure describes days and gives no interval. None where there are too few days to tell.
    """
    pooled = np.sort(values, axis=None)
    # The days needed so that the busiest ones are likely (95 %) to hold one beyond the quantile: 59 for 95 %.
    if len(pooled) < math.log(0.05) / math.log(level):
        return None
    return int(pooled[math.ceil(level * len(pooled) - 1e-9) - 1])


def _cube(table: pl.DataFrame, column: str, shape: tuple[int, ...]) -> Counts:
    return table[column].to_numpy().astype(np.int64).reshape(shape)


def _by_wanted_site(desks_daily: pl.DataFrame, site_daily: pl.DataFrame) -> pl.DataFrame:
    """Add up zones by the site that was wanted, in the order of `site_daily`, whose own `displaced` is where they sit.

    A site without zones has nobody.
    """
    keys = ["site_id", "replication", "date"]
    by_site = desks_daily.select(*keys, "displaced_out").group_by(keys).sum()
    return site_daily.select(keys).join(by_site, on=keys, how="left", maintain_order="left").fill_null(0)


def _people_by_site(teams: pl.DataFrame, site_ids: tuple[str, ...]) -> Counts:
    """Head count by home site; it is fixed by the scenario, so the first replication tells it."""
    first = teams.filter(teams["replication"] == teams["replication"].min())
    by_site = dict(first.select("site_id", "headcount").group_by("site_id").sum().iter_rows())
    return np.array([by_site.get(site_id, 0) for site_id in site_ids], dtype=np.int64)
