"""What a policy gives and takes each person, in the units people speak of: days a year, days and hours a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.teams import WEEKS_PER_YEAR, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.studies.compared.worlds import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """A metric of a person, and whether the person would call more of it better."""

    metric: str
    more_is_better: bool = False


#: In the order of the tables and the page.
BURDENS = (
    Burden(metric="forced_remote_days"),
    Burden(metric="imposed_days"),
    Burden(metric="unwanted_remote_days"),
    Burden(metric="preference_deviation_days"),
    Burden(metric="commute_hours_per_week"),
    Burden(metric="copresence_share", more_is_better=True),
)
#: What has no meaning where people have no wishes: nothing is imposed on them, and no wish is unmet.
OF_WISHES = ("imposed_days", "unwanted_remote_days", "preference_deviation_days")


def of_people(world: World, metric: str) -> NDArray[np.float64]:
    """Return a metric of every person, [replications, people]; NaN where it cannot be said.

    `forced_remote_days`, `imposed_days` and `unwanted_remote_days` are days in 52 weeks, `preference_deviation_days`
    days a week, `commute_hours_per_week` hours of round trips; those of `OF_WISHES` are NaN where people have no
    wishes. `copresence_share` is the share of team-mates on the same site on the person's office days, NaN without
    team-mates or office days. Equal counts give equal numbers to the last bit, so that "the same" can be told by `==`.
    """
    weeks = world.scenario.run.weeks
    sums = world.people
    if metric in OF_WISHES and not world.has_wishes:
        return np.full(sums["office_days"].shape, np.nan)
    if metric == "preference_deviation_days":
        return np.asarray(sums["deviation_fifths"] / (5.0 * weeks))
    if metric == "commute_hours_per_week":
        return np.asarray(sums["commute_minutes"] / (60.0 * weeks))
    if metric == "copresence_share":
        organization = world.scenario.organization
        mates = (organization.team_sizes - 1)[organization.team_of_person]
        return ratio(sums["mates_days"], sums["office_days"].astype(np.int64) * mates)
    return np.asarray(sums[metric] * (WEEKS_PER_YEAR / weeks))
