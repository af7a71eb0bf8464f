"""What a policy does to each synthetic person: the sums of sim.metrics.teams person by person, for comparing worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, small
from sim.metrics.wishes import add_in_turn, gap_fifths, has_wishes, ways, wished_days_at_home
from sim.occupancy import counts
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.records import Plan, Visits

#: Whole-number sums kept for each person over the run. `mates_days` adds up the team-mates on the same site over the
#: person's office days; `deviation_fifths` is in fifths of a day; `commute_minutes` is rounded once, at the end.
SUMS = (
    "office_days",
    "imposed_days",
    "unwanted_remote_days",
    "forced_remote_days",
    "deviation_fifths",
    "commute_minutes",
    "mates_days",
)


class People:
    """Sums by person over the whole run."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._people = len(frame.population)
        self._sums = {name: np.zeros(self._people, dtype=np.int32) for name in SUMS if name != "commute_minutes"}
        self._commute_minutes = np.zeros(self._people)

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        person, seated = visits.person, visits.zone >= 0
        own = visits.decided_by == Decider.PERSON
        self._add("office_days", person[seated])
        self._add("imposed_days", person[seated & ~own])
        self._add("forced_remote_days", person[~seated])
        self._add("unwanted_remote_days", person[~seated & own])
        away = wished_days_at_home(plan)
        self._sums["unwanted_remote_days"] += away.reshape(-1, self._people).sum(axis=0, dtype=np.int32)
        if has_wishes(plan):
            self._sums["deviation_fifths"] += gap_fifths(plan, visits).sum(axis=0, dtype=np.int32)
        minutes, _ = ways(self._frame, plan, visits)
        self._commute_minutes = add_in_turn(self._commute_minutes, person, 2 * minutes)
        self._count_mates(plan, visits.only(np.flatnonzero(seated)))

    def _add(self, name: str, person: NDArray[np.int32]) -> None:
        self._sums[name] += counts(person, self._people)

    def _count_mates(self, plan: Plan, visits: Visits) -> None:
        population = self._frame.population
        teams = len(self._frame.scenario.organization.team_ids)
        site = self._frame.scenario.office.site_of_zone[visits.zone]
        day = visits.day - plan.first_week * 5
        group = day.astype(np.int64) * teams + population.team[visits.person]
        mates = _others(group, site, site == population.home_site[visits.person], plan.weeks * 5 * teams)
        self._sums["mates_days"] += np.bincount(visits.person, weights=mates, minlength=self._people).astype(np.int32)

    def arrays(self) -> Arrays:
        """Return the sums."""
        minutes = np.rint(self._commute_minutes).astype(np.int64)
        found = {name: minutes if name == "commute_minutes" else self._sums[name] for name in SUMS}
        return {f"people_{name}": small(values) for name, values in found.items()}


def _others(
    group: NDArray[np.int64], site: NDArray[np.int32], usual: NDArray[np.bool_], groups: int
) -> NDArray[np.int64]:
    """For each visit how many others of its group (team and day) are on the same site.

    Most people are at their team's home site (`usual`), which needs no sorting; the few others are grouped by site.
    """
    found = counts(group[usual], groups)[group].astype(np.int64) - 1
    if not usual.all():
        place = group[~usual] * (int(site.max()) + 1) + site[~usual]
        _, own, size = np.unique(place, return_inverse=True, return_counts=True)
        found[~usual] = size[own] - 1
    return found
