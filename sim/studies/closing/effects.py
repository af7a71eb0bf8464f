"""What closing parts of an office does to people, measured in each replication."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import shares
from sim.metrics.teams import WEEKS_PER_YEAR, ratio

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from sim.scenario import Scenario
    from sim.studies.simulate import Simulated


@dataclass(frozen=True, slots=True)
class Effects:
    """One value for each of the `replications`, by number; `_by_home` also by today's home site, [.., sites].

    `forced_remote_days` a person and year on which somebody had set out and found no desk; `displaced_share` of
    arrivals who sat outside their own zone; `refused_share` of room requests without a room; `commute_minutes` on the
    way, both ways, a person and week; `turned_away_share` of arrivals who found no desk.
    """

    replications: tuple[int, ...]
    forced_remote_days: NDArray[np.float64]
    displaced_share: NDArray[np.float64]
    refused_share: NDArray[np.float64]
    commute_minutes: NDArray[np.float64]
    turned_away_share: NDArray[np.float64]
    forced_remote_days_by_home: NDArray[np.float64]
    turned_away_share_by_home: NDArray[np.float64]

    def of(self, replications: Collection[int]) -> Effects:
        """Return those of some replications only."""
        kept = [place for place, number in enumerate(self.replications) if number in replications]
        numbers = tuple(self.replications[place] for place in kept)
        return Effects(numbers, *(getattr(self, one.name)[kept] for one in fields(self) if one.name != "replications"))

    def beside(self, other: Effects) -> tuple[Effects, Effects]:
        """Return this and another one in the replications that both have, which share their luck."""
        both = set(self.replications) & set(other.replications)
        return self.of(both), other.of(both)


def effects(run: Simulated, home_sites: NDArray[np.int64], *, rooms_today: bool) -> Effects:
    """Measure a world.

    Parameters
    ----------
    home_sites
        The home sites of teams as they are today, index by team.
    rooms_today
        Whether the office has rooms today. Where it has none left all requests are refused, though a world without
        rooms counts none.
    """
    scenario, stack = run.job.scenario, run.stack
    people, weeks = scenario.organization.people, scenario.run.weeks
    per_year = WEEKS_PER_YEAR / weeks
    belongs = np.eye(len(scenario.office.site_ids))[home_sites]
    sent_home, arrivals = stack["teams_forced_remote"].astype(np.int64), stack["teams_arrivals"].astype(np.int64)
    refused = {name: values[:, -1] for name, _, values in shares(scenario, stack, by_site=True)}["refused_share"]
    if rooms_today and not scenario.office.rooms:
        refused = np.ones(len(arrivals))
    return Effects(
        replications=tuple(run.replications),
        forced_remote_days=sent_home.sum(axis=1) * per_year / people,
        displaced_share=ratio(stack["desks_displaced_out"].sum(axis=(1, 2), dtype=np.int64), arrivals.sum(axis=1)),
        refused_share=np.asarray(refused, dtype=np.float64),
        commute_minutes=stack["teams_commute_minutes"].sum(axis=1) / (people * weeks),
        turned_away_share=ratio(sent_home.sum(axis=1), arrivals.sum(axis=1)),
        forced_remote_days_by_home=ratio(
            sent_home @ belongs * per_year, scenario.organization.team_sizes @ belongs + np.zeros((len(arrivals), 1))
        ),
        turned_away_share_by_home=ratio(sent_home @ belongs, arrivals @ belongs),
    )


def home_sites(scenario: Scenario) -> NDArray[np.int64]:
    """Return the index of each team's home site."""
    index = {site_id: number for number, site_id in enumerate(scenario.office.site_ids)}
    organization = scenario.organization
    return np.array([index[organization.teams[team_id].site_id] for team_id in organization.team_ids], dtype=np.int64)
