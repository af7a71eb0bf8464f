"""One-to-ones: a supervisor and a member of the team talk about work, pay or well-being."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.activities.meetings import meetings
from sim.activities.occasional import Occasional
from sim.activities.series import Weeks
from sim.draws import TABLE_SIZE, field
from sim.quantities import Share
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class OneToOne(Occasional):
    """Each member meets the supervisor every `every_weeks` weeks, in person with probability `in_person_share`."""

    kind: Literal["one_to_one"] = "one_to_one"
    every_weeks: Weeks
    in_person_share: Share

    def gatherings(self, context: Context) -> Gatherings:
        """Return the talks that are due; those in person need both on site."""
        population, numbers = context.population, context.week_numbers
        member = np.flatnonzero(~population.is_manager)
        keys = population.keys[member]
        phase = (context.luck.stream("one_to_one phase").bits(keys) % np.uint64(self.every_weeks)).astype(np.int64)
        week, chosen = np.nonzero((numbers[:, None] + phase) % self.every_weeks == 0)
        person = member[chosen]
        bits = context.luck.stream(self.kind).bits_each(population.keys[person], numbers[week])
        day, takes_place = context.workday_of(week, (field(bits, 0) % 5).astype(np.int64))
        person, bits, day = person[takes_place], bits[takes_place], day[takes_place]
        team = population.team[person].astype(np.int64)
        supervisor = context.organization.team_starts[team]
        in_person = field(bits, 2) < self.in_person_share * TABLE_SIZE
        return meetings(
            context,
            Purpose.ONE_TO_ONE,
            self,
            day=day,
            bits=bits,
            team=team,
            person=np.stack([supervisor, person], axis=1).ravel(),
            meeting=np.repeat(np.arange(len(person)), 2),
            needed=np.repeat(in_person, 2),
        )
