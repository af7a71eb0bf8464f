"""Onboarding: newcomers, and people who take on a new task, meet a mentor on site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field

from sim.activities.meetings import meetings
from sim.activities.occasional import WEEKS_PER_YEAR, Occasional
from sim.activities.series import Weeks
from sim.draws import TABLE_SIZE, field, threshold
from sim.gatherings import ragged
from sim.quantities import NonNegative, Share
from sim.records import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context
    from sim.draws import Luck
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class Onboarding(Occasional):
    """A share `turnover_per_year` of people is replaced each year by newcomers, and others take on new tasks.

    A newcomer meets a mentor, another member of the team, `sessions_per_week` times a week for the first
    `newcomer_weeks`; somebody with a new task (`new_tasks_per_year` a person) for `task_weeks`. Both have to be on
    site. The week of joining is drawn for each person and calendar year; a newcomer wishes what the one before wished.
    Sessions of a week are on different days; in a week with fewer workdays than sessions there are fewer of them.
    """

    kind: Literal["onboarding"] = "onboarding"
    turnover_per_year: Share
    newcomer_weeks: Weeks
    new_tasks_per_year: Annotated[NonNegative, Field(le=12)]
    task_weeks: Weeks
    sessions_per_week: Annotated[NonNegative, Field(le=5)]

    def gatherings(self, context: Context) -> Gatherings:
        """Return the sessions of the weeks asked for; a team of one has nobody to be the mentor."""
        population, luck, numbers = context.population, context.luck, context.week_numbers
        learns = newcomers(luck, population.keys, numbers, self.turnover_per_year, self.newcomer_weeks)
        learns |= _with_new_task(luck, population.keys, numbers, self.new_tasks_per_year, self.task_weeks)
        learns &= (context.organization.team_sizes > 1)[population.team]
        week, person = np.nonzero(learns)
        bits = luck.stream(self.kind).bits_each(population.keys[person], numbers[week])
        whole = int(self.sessions_per_week)
        sessions = whole + (field(bits, 3) < (self.sessions_per_week - whole) * TABLE_SIZE)
        of = np.repeat(np.arange(len(person)), sessions)
        nth = ragged(np.zeros(len(person), dtype=np.int64), sessions)
        # Sessions of a week fall on different weekdays: a random one, and the ones two days on.
        day, takes_place = context.workday_of(week[of], (field(bits, 0)[of].astype(np.int64) + 2 * nth) % 5)
        # A session that a holiday moves to the day of an earlier one of that week is not held twice.
        takes_place &= _is_first(of * 5 + day % 5)
        of, day = of[takes_place], day[takes_place]
        learner = person[of]
        return meetings(
            context,
            Purpose.ONBOARDING,
            self,
            day=day,
            bits=bits[of],
            team=population.team[learner].astype(np.int64),
            person=np.stack([learner, _mentors(context, learner)], axis=1).ravel(),
            meeting=np.repeat(np.arange(len(learner)), 2),
            needed=np.ones(2 * len(learner), dtype=bool),
        )


def newcomers(
    luck: Luck, keys: NDArray[np.uint64], week_numbers: NDArray[np.int64], turnover_per_year: float, weeks: int
) -> NDArray[np.bool_]:
    """Whether each person joined within the `weeks` up to each week, shape [week, person].

    Weeks are consecutive and counted from year 1. People join in one of the first 52 ISO weeks of a year.
    """
    found = np.zeros((len(week_numbers), len(keys)), dtype=bool)
    first, last = (
        date.fromordinal(int(number) * 7 + 1).isocalendar().year
        for number in (week_numbers[0] - weeks + 1, week_numbers[-1])
    )
    for year in range(first, last + 1):
        bits = luck.stream("newcomers").bits(keys, year)
        who = np.flatnonzero(field(bits, 0) < turnover_per_year * TABLE_SIZE)
        first_week = date.fromisocalendar(year, 1, 1).toordinal() // 7
        joined = first_week + field(bits[who], 1).astype(np.int64) * WEEKS_PER_YEAR // TABLE_SIZE
        since = week_numbers[:, None] - joined
        found[:, who] |= (since >= 0) & (since < weeks)
    return found


def _with_new_task(
    luck: Luck, keys: NDArray[np.uint64], week_numbers: NDArray[np.int64], per_year: float, weeks: int
) -> NDArray[np.bool_]:
    """Whether each person took on a new task within the `weeks` up to each week, shape [week, person]."""
    found = np.zeros((len(week_numbers), len(keys)), dtype=bool)
    limit, stream = threshold(per_year / WEEKS_PER_YEAR), luck.stream("new tasks")
    for began in range(1 - weeks if per_year > 0 else len(found), len(found)):
        begins = (stream.bits(keys, int(week_numbers[0]) + began) >> np.uint64(1)) < limit
        found[max(0, began) : began + weeks] |= begins
    return found


def _is_first(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each value is the first of its kind."""
    first = np.zeros(len(values), dtype=bool)
    first[np.unique(values, return_index=True)[1]] = True
    return first


def _mentors(context: Context, learner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Another member of each learner's team, always the same one: drawn once for each person and replication."""
    organization, population = context.organization, context.population
    team = population.team[learner]
    start, size = organization.team_starts[team], organization.team_sizes[team]
    draw = field(context.luck.stream("mentors").bits(population.keys[learner]), 0).astype(np.int64)
    step = 1 + draw % np.maximum(size - 1, 1)
    return np.asarray(start + (learner - start + step) % size)
