"""The key figures of a run, each for every site and for the whole organization, with intervals over replications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.metrics.desk_use import passive_share
from sim.metrics.locations_daily import PLACES
from sim.metrics.rooms_daily import shares
from sim.metrics.shared_days import DAY_COLUMN, SITE_COLUMN
from sim.metrics.site_daily import desk_open_ticks, site_desks
from sim.metrics.teams import WEEKS_PER_YEAR, ratio
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import Interval, mean_interval

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario

#: Confidence level of every interval in the summary.
CI_LEVEL = 0.95

#: Every key figure, in the order of the page; the `metric` column holds these and no others.
METRICS = (
    "attendance_rate_mean",
    "desk_wanted_peak_mean",
    "desk_wanted_peak_p95",
    "desk_occupied_peak_p95",
    "desk_utilization_mean",
    "desk_utilization_peak_mean",
    "people_per_desk",
    "displaced_share",
    "forced_remote_days_per_person_year",
    "copresence_share",
    "imposed_days_share",
    "preference_deviation_days",
    "commute_co2_kg_per_person_week",
    "desk_passive_share",
    "room_refused_share",
    "room_use_share",
    "room_single_share",
    "shared_day_wanted_peak_p95",
)

#: The busy day that a key figure speaks of: exceeded on 5 % of workdays.
BUSY_DAY_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class _Counted:
    """The counts of all replications, with teams added up by home site; the organization is the last column."""

    scenario: Scenario
    stack: Arrays
    shared_days: list[NDArray[Any]]

    def daily(self, name: str) -> NDArray[np.int64]:
        """Return counts by replication, workday and site, the city last."""
        return self.stack[f"site_{name}"].astype(np.int64)

    def yearly(self, name: str) -> NDArray[np.int64]:
        """Add up the whole run by replication and site, the city last."""
        return np.asarray(self.daily(name).sum(axis=1))

    @property
    def site_of_team(self) -> NDArray[np.int64]:
        """Home site index of each team."""
        organization, office = self.scenario.organization, self.scenario.office
        index = {site_id: number for number, site_id in enumerate(office.site_ids)}
        return np.array([index[organization.teams[team_id].site_id] for team_id in organization.team_ids])

    def by_home_site(self, by_team: NDArray[np.generic]) -> NDArray[np.float64]:
        """Add up the last axis (teams) by home site, the organization last."""
        sites = len(self.scenario.office.site_ids)
        belongs = np.zeros((len(self.site_of_team), sites + 1))
        belongs[np.arange(len(self.site_of_team)), self.site_of_team] = 1
        belongs[:, -1] = 1
        return np.asarray(by_team, dtype=np.float64) @ belongs

    def team_sums(self, name: str) -> NDArray[np.float64]:
        """One of the sums of sim.metrics.teams by replication and home site."""
        return self.by_home_site(self.stack[f"teams_{name}"])

    @property
    def headcount(self) -> NDArray[np.float64]:
        """People whose home site it is, the organization last."""
        return self.by_home_site(self.scenario.organization.team_sizes)


def _means(c: _Counted) -> dict[str, tuple[NDArray[np.float64], str]]:
    """Every key figure that is a mean over replications: its value by replication and site, and its unit."""
    scenario = c.scenario
    desks = site_desks(scenario).astype(np.float64)
    weeks = scenario.run.weeks
    days = len(scenario.days.dates)
    people = c.stack["locations_people"].sum(axis=1, dtype=np.int64)
    on_site = c.by_home_site(people[:, PLACES.index("own_premises")] + people[:, PLACES.index("other_premises")])
    size = scenario.organization.team_sizes
    mates = np.maximum(size - 1, 1)
    # Teams of one have no team-mates to be with and do not count.
    copresence = ratio(
        c.by_home_site(c.stack["teams_site_pairs"] / mates),
        c.by_home_site(c.stack["teams_office_days"] * (size > 1)),
    )
    return {
        "attendance_rate_mean": (ratio(on_site, c.headcount * days), "share of headcount"),
        "desk_wanted_peak_mean": (c.daily("wanted_peak").mean(axis=1), "desks"),
        "desk_utilization_mean": (
            ratio(c.yearly("occupied_ticks"), desk_open_ticks(scenario) * float(days)),
            "share of desk-minutes in opening hours",
        ),
        "desk_utilization_peak_mean": (ratio(c.daily("occupied_peak").mean(axis=1), desks), "share of desks"),
        "people_per_desk": (
            np.broadcast_to(ratio(c.headcount, desks), (len(on_site), len(desks))),
            "people of the home site per desk",
        ),
        "displaced_share": (ratio(_displaced_out(c), c.yearly("arrivals")), "share of arrivals"),
        "forced_remote_days_per_person_year": (
            ratio(c.yearly("forced_remote") * (WEEKS_PER_YEAR / weeks), c.headcount),
            "days per person and year",
        ),
        "copresence_share": (copresence, "share of team-mates"),
        # Who has no wishes (policy `rates`) comes by a probability, which is neither wished nor imposed.
        "imposed_days_share": (
            ratio(
                c.team_sums("imposed_days"), c.team_sums("office_days") * (c.team_sums("person_weeks_with_wishes") > 0)
            ),
            "share of office days",
        ),
        "preference_deviation_days": (
            ratio(c.team_sums("deviation_fifths"), 5 * c.team_sums("person_weeks_with_wishes")),
            "days per person and week",
        ),
        "commute_co2_kg_per_person_week": (
            ratio(c.team_sums("commute_co2_grams"), 1000 * c.headcount * weeks),
            "kg CO2 per person and week",
        ),
        "desk_passive_share": (passive_share(scenario, c.stack), "share of desk-minutes held"),
        **{f"room_{name}": (values, unit) for name, unit, values in shares(scenario, c.stack, by_site=True)},
    }


def _displaced_out(c: _Counted) -> NDArray[np.int64]:
    by_zone = c.stack["desks_displaced_out"].astype(np.int64).sum(axis=1)
    sites = len(c.scenario.office.site_ids)
    by_site = np.zeros((len(by_zone), sites + 1), dtype=np.int64)
    for zone, site in enumerate(c.scenario.office.site_of_zone):
        by_site[:, site] += by_zone[:, zone]
    by_site[:, -1] = by_zone.sum(axis=1)
    return by_site


def _on_shared_days(c: _Counted, site: int) -> NDArray[np.int64]:
    """Wanted peaks of the days on which a site (or, last, any site) has a shared office day, [replications, days].

    Replications hold them on different numbers of days; these are as many as every one of them has, its first ones.
    """
    workday = np.full(c.scenario.run.weeks * 5, -1, dtype=np.int64)
    workday[c.scenario.days.workdays] = np.arange(len(c.scenario.days.workdays))
    peaks = []
    for replication, events in enumerate(c.shared_days):
        here = events if site == c.daily("wanted_peak").shape[2] - 1 else events[events[:, SITE_COLUMN] == site]
        days = workday[np.unique(here[:, DAY_COLUMN])]
        peaks.append(c.daily("wanted_peak")[replication, days, site])
    fewest = min(len(one) for one in peaks)
    return np.stack([one[:fewest] for one in peaks])


#: Key figures that are quantiles over days, of the counts named; the last one is over shared office days alone.
_PEAKS = {"desk_wanted_peak_p95": "wanted_peak", "desk_occupied_peak_p95": "occupied_peak"}
_SHARED_DAYS = "shared_day_wanted_peak_p95"


def values_by_replication(
    scenario: Scenario, stack: Arrays, shared_days: list[NDArray[Any]]
) -> dict[str, NDArray[np.float64]]:
    """Every key figure that is a mean over replications, shape [replications, sites + 1], the organization last."""
    means = _means(_Counted(scenario, stack, shared_days))
    return {metric: np.asarray(values, dtype=np.float64) for metric, (values, _) in means.items()}


def peaks_by_day(
    scenario: Scenario, stack: Arrays, shared_days: list[NDArray[Any]]
) -> dict[str, list[NDArray[np.int64]]]:
    """Give the counts that every key figure is a quantile over days of.

    For each site, the city last, shape [replications, days]; there are no days where a site has no shared office day.
    """
    return _peaks(_Counted(scenario, stack, shared_days))


def _peaks(c: _Counted) -> dict[str, list[NDArray[np.int64]]]:
    columns = range(len(c.scenario.office.site_ids) + 1)
    found = {metric: [c.daily(name)[:, :, column] for column in columns] for metric, name in _PEAKS.items()}
    return found | {_SHARED_DAYS: [_on_shared_days(c, column) for column in columns]}


def rows(scenario: Scenario, replications: list[int], stack: Arrays, shared_days: list[NDArray[Any]]) -> pl.DataFrame:
    """Table `summary`: one row per key figure and site, and one with a null site for the organization."""
    import polars as pl

    counted = _Counted(scenario, stack, shared_days)
    sites: list[str | None] = [*scenario.office.site_ids, None]
    found: list[tuple[str, str | None, Interval, str]] = []
    for metric, (values, unit) in _means(counted).items():
        found += [
            (metric, site, mean_interval(np.asarray(values[:, column], dtype=np.float64), CI_LEVEL), unit)
            for column, site in enumerate(sites)
        ]
    for metric, peaks in _peaks(counted).items():
        found += [
            (metric, site, day_quantile(peak, BUSY_DAY_LEVEL, CI_LEVEL), "desks")
            for site, peak in zip(sites, peaks, strict=True)
        ]
    return pl.DataFrame(
        [
            {
                "metric": metric,
                "site_id": site,
                "estimate": interval.estimate,
                "ci_low": interval.low,
                "ci_high": interval.high,
                "ci_level": CI_LEVEL,
                "replications": len(replications),
                "unit": unit,
            }
            for metric, site, interval, unit in found
        ],
        schema={
            "metric": pl.String,
            "site_id": pl.String,
            "estimate": pl.Float64,
            "ci_low": pl.Float64,
            "ci_high": pl.Float64,
            "ci_level": pl.Float64,
            "replications": pl.Int64,
            "unit": pl.String,
        },
    )
