"""What onboarding gives newcomers: days on which they meet their mentor on site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.activities.onboarding import newcomers
from sim.metrics.observer import Arrays, Frame, names
from sim.metrics.teams import ratio
from sim.occupancy import counts
from sim.records import Purpose

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

#: Counts kept for each team: people who are new in some week of the run, sessions meant to be held for them, days on
#: which one of them and the mentor were both seated on the site of their session, and sessions for new tasks.
_COUNTS = ("newcomers", "sessions", "contact_days", "task_sessions")


class Newcomers:
    """Counts by team over the whole run. Somebody is new in the first `newcomer_weeks` after joining."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._teams = len(frame.scenario.organization.team_ids)
        self._onboarding = [one for one in frame.scenario.activities.values() if one.kind == "onboarding"]
        self._counts = {name: np.zeros(self._teams, dtype=np.int64) for name in _COUNTS}
        self._new_before = np.zeros(len(frame.population), dtype=bool)

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        if not self._onboarding:
            return
        new = self._new(plan)
        begins = new & ~np.concatenate([self._new_before[None], new[:-1]])
        self._new_before = new[-1]
        self._add("newcomers", np.nonzero(begins)[1])

        gatherings = plan.gatherings
        session = np.flatnonzero(gatherings.purpose == Purpose.ONBOARDING)
        since = gatherings.day[session] - plan.first_week * 5
        # The one who learns is invited first, the mentor second.
        pair = gatherings.first[session][:, None] + np.arange(2)
        learner = gatherings.person[pair[:, 0]]
        of_newcomer = new[since // 5, learner]
        self._add("sessions", learner[of_newcomer])
        self._add("task_sessions", learner[~of_newcomer])

        seat = np.full((plan.weeks * 5, len(self._frame.population)), -1, dtype=np.int16)
        seated = visits.zone >= 0
        seat[visits.day[seated] - plan.first_week * 5, visits.person[seated]] = self._site_of_zone[visits.zone[seated]]
        there = plan.attends[pair] & (
            seat[since[:, None], gatherings.person[pair]] == gatherings.site[session][:, None]
        )
        met = of_newcomer & there.all(axis=1)
        self._add("contact_days", np.unique(since[met] * np.int64(len(seat[0])) + learner[met]) % len(seat[0]))

    def _new(self, plan: Plan) -> NDArray[np.bool_]:
        """Whether each person is new in each week of the block, shape [week, person]."""
        frame = self._frame
        numbers = frame.scenario.days.ordinals[plan.first_week : plan.first_week + plan.weeks, 0] // 7
        found = [
            newcomers(frame.luck, frame.population.keys, numbers, one.turnover_per_year, one.newcomer_weeks)
            for one in self._onboarding
        ]
        return np.asarray(np.any(found, axis=0))

    def _add(self, name: str, people: NDArray[np.integer]) -> None:
        self._counts[name] += counts(self._frame.population.team[people], self._teams)

    def arrays(self) -> Arrays:
        """Return the counts."""
        return {f"newcomers_{name}": values for name, values in self._counts.items()}


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `newcomers`: one row per replication and team."""
    import polars as pl

    team_ids = scenario.organization.team_ids
    of = {name: stack[f"newcomers_{name}"] for name in _COUNTS}
    return pl.DataFrame(
        {
            "replication": np.repeat(np.array(replications, dtype=np.int64), len(team_ids)),
            "team_id": names(team_ids, len(replications)),
            **{name: values.ravel() for name, values in of.items()},
            "contact_days_per_newcomer": pl.Series(ratio(of["contact_days"], of["newcomers"]).ravel()).fill_nan(None),
        }
    )
