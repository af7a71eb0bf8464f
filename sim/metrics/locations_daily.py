"""Where each team's people are on each workday: own premises, other premises, customer, home, absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, day_rows, names, small
from sim.occupancy import counts

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

PLACES = ("own_premises", "other_premises", "customer", "home", "absent")


class LocationsDaily:
    """People by day, place and team, shape [day, place, team]; the five places add up to the head count."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        organization = frame.scenario.organization
        self._starts = organization.team_starts
        self._sizes = organization.team_sizes
        self._teams = len(self._starts)
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._blocks: list[NDArray[np.integer]] = []

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        first, days = plan.first_week * 5, plan.weeks * 5
        seated = visits.zone >= 0
        person = visits.person[seated]
        group = (visits.day[seated] - first) * self._teams + self._frame.population.team[person]
        at_home_site = self._site_of_zone[visits.zone[seated]] == self._frame.population.home_site[person]
        groups = days * self._teams
        block = np.empty((days, len(PLACES), self._teams), dtype=np.int32)
        block[:, 0] = counts(group[at_home_site], groups).reshape(days, self._teams)
        block[:, 1] = counts(group[~at_home_site], groups).reshape(days, self._teams)
        for place, dense in ((2, plan.customer), (4, plan.absent)):
            by_team = np.add.reduceat(dense.view(np.int8), self._starts, axis=2, dtype=np.int32)
            block[:, place] = by_team.transpose(1, 0, 2).reshape(days, self._teams)
        block[:, 3] = self._sizes - block[:, [0, 1, 2, 4]].sum(axis=1)
        self._blocks.append(small(block[self._frame.workdays_of(first, days) - first]))

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {"locations_people": np.concatenate(self._blocks)}


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `locations_daily`: one row per replication, workday and team."""
    import polars as pl

    organization = scenario.organization
    days = len(replications) * len(scenario.days.dates)
    people = stack["locations_people"]
    return pl.DataFrame(
        {
            **day_rows(scenario, replications, len(organization.team_ids)),
            "team_id": names(organization.team_ids, days),
            "headcount": np.tile(organization.team_sizes, days),
            **{place: people[:, :, number].ravel().astype(np.int64) for number, place in enumerate(PLACES)},
        }
    )
