"""Attendance as probabilities per group and weekday that stand in the organization (policy `rates`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.draws import threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization
    from sim.population import Population


class RateModel:
    """Who comes when every person-day is a coin of known bias, the same draw under every rate."""

    def __init__(self, organization: Organization, calendar: Calendar, population: Population, luck: Luck) -> None:
        groups = [organization.rate_groups[organization.teams[t].rate_group] for t in organization.team_ids]
        self._ordinary = np.array([group.weekday_rates for group in groups]).T
        self._on_team_days = np.array([group.team_day_rate for group in groups])
        self._team_day_probability = np.array([group.team_day_probability for group in groups])
        self._team_keys = organization.team_keys
        self._calendar = calendar
        self._population = population
        self._people = luck.stream("rates")
        self._team_days = luck.stream("team days")

    def attend(
        self, weeks: slice, people: slice | NDArray[np.int64], available: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return who is in the office, who would be without team days, and where a team day holds.

        Shapes [weekday, week, person]; nobody unavailable is in any of them.
        """
        days = self._calendar.ordinals[weeks].T
        team = self._population.team[people]
        draw = self._people.bits_over(self._population.keys[people], days) >> np.uint64(1)
        wished = (draw < threshold(self._ordinary)[:, None, team]) & available
        if not self._team_day_probability.any():
            return wished, wished, np.zeros_like(wished)
        team_day = (self._team_days.bits_over(self._team_keys, days) >> np.uint64(1)) < threshold(
            self._team_day_probability
        )
        rate = np.where(team_day, self._on_team_days, self._ordinary[:, None, :])
        office = (draw < threshold(rate)[:, :, team]) & available
        return office, wished, team_day[:, :, team] & available
