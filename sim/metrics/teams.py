"""What a policy does to each team: togetherness, who decided, unmet wishes, being turned away, the commute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, names
from sim.metrics.wishes import add_in_turn, gap_fifths, has_wishes, ways, wished_days_at_home
from sim.occupancy import counts
from sim.records import Decider, Outcome

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

#: Whole-number sums kept for each team; `deviation_fifths` is in fifths of a day, `*_pairs` counts ordered pairs.
SUMS = (
    "office_days",
    "arrivals",
    "imposed_days",
    "displaced",
    "forced_remote",
    "site_pairs",
    "zone_pairs",
    "lonely_days",
    "unwanted_remote_days",
    "required_days",
    "required_days_kept",
    "deviation_fifths",
    "person_weeks_with_wishes",
)
COMMUTE_SUMS = ("commute_minutes", "commute_co2_grams")

#: A "year" in per-year rates is 52 weeks (contract).
WEEKS_PER_YEAR = 52


class Teams:
    """Sums by team over the whole run."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        organization = frame.scenario.organization
        self._starts = organization.team_starts
        self._teams = len(self._starts)
        office = frame.scenario.office
        self._site_of_zone = office.site_of_zone
        zone_of = {zone_id: number for number, zone_id in enumerate(office.zone_ids)}
        teams = [organization.teams[team_id] for team_id in organization.team_ids]
        self._zone_of_team = np.array([zone_of[team.zone_id] for team in teams], dtype=np.int32)
        self._sums = {name: np.zeros(self._teams, dtype=np.int64) for name in SUMS}
        self._commute = {name: np.zeros(self._teams) for name in COMMUTE_SUMS}

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        team = self._frame.population.team[visits.person]
        self._count_outcomes(team, visits)
        self._count_togetherness(plan, team, visits)
        self._count_wishes(plan, team, visits)
        self._count_commute(team, plan, visits)

    def _add(self, name: str, team: NDArray[np.int32]) -> None:
        self._sums[name] += counts(team, self._teams)

    def _count_outcomes(self, team: NDArray[np.int32], visits: Visits) -> None:
        seated = visits.zone >= 0
        self._add("arrivals", team)
        self._add("office_days", team[seated])
        self._add("imposed_days", team[seated & (visits.decided_by != Decider.PERSON)])
        self._add("displaced", team[visits.outcome == Outcome.DISPLACED])
        self._add("forced_remote", team[~seated])

    def _count_togetherness(self, plan: Plan, team: NDArray[np.int32], visits: Visits) -> None:
        population = self._frame.population
        seated = np.flatnonzero(visits.zone >= 0)
        day = visits.day[seated].astype(np.int64) - plan.first_week * 5
        zone, person, team = visits.zone[seated], visits.person[seated], team[seated]
        site = self._site_of_zone[zone]
        alone = np.zeros(self._teams, dtype=np.int64)
        for name, place, usual in (
            ("site_pairs", site, population.home_site[person]),
            # Whose own desk is elsewhere, because it has to be accessible, is not in the team's zone.
            ("zone_pairs", zone, self._zone_of_team[team]),
        ):
            pairs, alone_there = _pairs(day, team, place, place == usual, plan.weeks * 5, self._teams)
            self._sums[name] += pairs
            if name == "site_pairs":
                alone = alone_there
        self._sums["lonely_days"] += alone

    def _count_wishes(self, plan: Plan, team: NDArray[np.int32], visits: Visits) -> None:
        sent_home = visits.zone < 0
        self._sums["required_days"] += self._by_team(plan.rule > 0)
        self._sums["required_days_kept"] += self._by_team((plan.rule > 0) & plan.office)
        self._sums["unwanted_remote_days"] += self._by_team(wished_days_at_home(plan))
        self._add("unwanted_remote_days", team[sent_home & (visits.decided_by == Decider.PERSON)])
        if not has_wishes(plan):
            return
        gap = gap_fifths(plan, visits)
        self._sums["deviation_fifths"] += np.add.reduceat(gap, self._starts, axis=1, dtype=np.int64).sum(axis=0)
        self._sums["person_weeks_with_wishes"] += plan.weeks * self._frame.scenario.organization.team_sizes

    def _by_team(self, dense: NDArray[np.bool_]) -> NDArray[np.int64]:
        by_person = dense.reshape(-1, dense.shape[2]).sum(axis=0, dtype=np.int64)
        return np.add.reduceat(by_person, self._starts)

    def _count_commute(self, team: NDArray[np.int32], plan: Plan, visits: Visits) -> None:
        """Count a round trip for every visit, those sent home included: they had set out, unless a quota was full."""
        for name, way in zip(COMMUTE_SUMS, ways(self._frame, plan, visits), strict=True):
            self._commute[name] = add_in_turn(self._commute[name], team, 2 * way)

    def arrays(self) -> Arrays:
        """Return the sums."""
        return {f"teams_{name}": values for name, values in {**self._sums, **self._commute}.items()}


def _pairs(
    day: NDArray[np.int64],
    team: NDArray[np.int32],
    place: NDArray[np.int32],
    usual: NDArray[np.bool_],
    days: int,
    teams: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ordered pairs of team-mates at one place on one day, and days on which somebody is the only one, by team.

    Most people are at their team's usual place, which needs no sorting; the few others are grouped by place.
    """
    together = counts((day * teams + team)[usual], days * teams).astype(np.int64).reshape(days, teams)
    pairs = (together * (together - 1)).sum(axis=0)
    alone = (together == 1).sum(axis=0)
    if not usual.all():
        group = (day * teams + team)[~usual] * (int(place.max()) + 1) + place[~usual]
        found, size = np.unique(group, return_counts=True)
        owner = found // (int(place.max()) + 1) % teams
        pairs = pairs + np.rint(np.bincount(owner, weights=size * (size - 1), minlength=teams)).astype(np.int64)
        alone = alone + np.bincount(owner[size == 1], minlength=teams)
    return pairs, alone


def ratio(numerator: NDArray[np.generic], denominator: NDArray[np.generic]) -> NDArray[np.float64]:
    """Divide element by element; NaN (null in a table) where the denominator is 0."""
    top, bottom = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    unknown = np.full(np.broadcast_shapes(top.shape, bottom.shape), np.nan)
    return np.asarray(np.divide(top, bottom, out=unknown, where=bottom != 0))


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `teams`: one row per replication and team."""
    import polars as pl

    organization = scenario.organization
    teams = [organization.teams[team_id] for team_id in organization.team_ids]
    size = organization.team_sizes
    years = scenario.run.weeks / WEEKS_PER_YEAR
    s = {name: stack[f"teams_{name}"] for name in (*SUMS, *COMMUTE_SUMS)}
    has_mates = size > 1
    columns = {
        "office_days_per_week": s["office_days"] / (size * scenario.run.weeks),
        "copresence_share": ratio(s["site_pairs"], s["office_days"] * (size - 1)),
        "seated_together_share": ratio(s["zone_pairs"], s["site_pairs"]),
        "lonely_days_share": ratio(s["lonely_days"], s["office_days"] * has_mates),
        "imposed_days_share": ratio(s["imposed_days"], s["office_days"]),
        "unwanted_remote_days": s["unwanted_remote_days"] / (size * years),
        "preference_deviation_days": ratio(s["deviation_fifths"], 5 * s["person_weeks_with_wishes"]),
        "forced_remote_days": s["forced_remote"] / (size * years),
        "displaced_share": ratio(s["displaced"], s["arrivals"]),
        "compliance_rate": ratio(s["required_days_kept"], s["required_days"]),
        "commute_hours_per_week": s["commute_minutes"] / (60 * size * scenario.run.weeks),
        "commute_co2_kg_per_week": s["commute_co2_grams"] / (1000 * size * scenario.run.weeks),
    }
    count = len(replications)
    return pl.DataFrame(
        {
            "replication": np.repeat(np.array(replications, dtype=np.int64), len(teams)),
            "team_id": names(organization.team_ids, count),
            "unit_id": names([team.unit_id for team in teams], count),
            "site_id": names([team.site_id for team in teams], count),
            "headcount": np.tile(size, count),
            **{name: pl.Series(values.ravel()).fill_nan(None) for name, values in columns.items()},
        }
    )
