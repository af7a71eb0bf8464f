"""Measured togetherness: how much more people come on days when their supervisor or their team-mates come.

A linear model of attendance (0 or 1) of every person-day with person and day fixed effects, as Charpignon et al.
(PNAS 2023) fitted to badge data. A badge report does not know who is on leave, so every workday of everybody counts
and an absence is a day not attended. Supervisors are left out as those who react, not as those who are reacted to;
team-mates are all others with the same supervisor. Effects are divided by mean attendance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population


@dataclass(frozen=True)
class CoAttendance:
    """Relative change of attendance: when the supervisor is in, and for one standard deviation more team-mates."""

    manager: float
    mates_per_sd: float


def measure(scenario, replication: int = 0) -> CoAttendance:
    """Both effects in one replication of a scenario."""
    office, is_manager, starts = attendance(scenario, replication)
    return effects(office, is_manager, starts)


def attendance(scenario, replication):
    """Who means to come on which workday, shape [person, workday], who is a supervisor, and where teams start."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    blocks = [planner.plan(weeks).office for weeks in planner.blocks()]
    days = np.concatenate(blocks, axis=1).transpose(1, 0, 2).reshape(-1, len(population))
    return days[scenario.days.workdays].T, population.is_manager, scenario.organization.team_starts


def effects(office, is_manager, starts) -> CoAttendance:
    """Fit both models; `office` [person, day] is who came."""
    came = office.astype(float)
    sizes = np.diff([*starts, len(came)])
    team = np.repeat(np.arange(len(starts)), sizes)
    manager_in = came[starts][team]
    peers = np.add.reduceat(came, starts, axis=0)[team] - manager_in - came
    rows = ~is_manager & (sizes[team] >= 3)
    share = peers[rows] / (sizes[team][rows] - 2)[:, None]
    mean = came[rows].mean()
    return CoAttendance(
        manager=slope(came[rows], manager_in[rows]) / mean,
        mates_per_sd=slope(came[rows], share) * share.std() / mean,
    )


def slope(y, x) -> float:
    """Least squares of y on x, both [person, day], with an own constant for every person and every day."""
    x, y = within(x), within(y)
    return float((x * y).sum() / (x * x).sum())


def within(values):
    """Take person and day means out by alternating projections until nothing is left of either."""
    rest = values - values.mean()
    while max(np.abs(rest.mean(axis=0)).max(), np.abs(rest.mean(axis=1)).max()) > 1e-12:
        rest = rest - rest.mean(axis=1, keepdims=True)
        rest = rest - rest.mean(axis=0, keepdims=True)
    return rest
