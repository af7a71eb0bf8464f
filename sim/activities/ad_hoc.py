"""Ad-hoc meetings: whoever of a team is there puts heads together. They draw nobody on site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field

from sim.activities.meetings import meetings
from sim.activities.occasional import Occasional
from sim.draws import TABLE_SIZE, field
from sim.quantities import NonNegative, Share
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHoc(Occasional):
    """A team has one on a workday with probability `per_team_day`; each member on site joins with `joins_share`.

    Where fewer than two would join there is none.
    """

    kind: Literal["ad_hoc"] = "ad_hoc"
    per_team_day: Annotated[NonNegative, Field(le=1)]
    joins_share: Share

    def gatherings(self, context: Context) -> Gatherings:
        """Return them with everybody who might join; nobody has to be there."""
        calendar = context.calendar
        days = (context.weeks.start * 5 + np.flatnonzero(calendar.is_workday[context.weeks].ravel())).astype(np.int64)
        ordinals = calendar.ordinals.ravel()
        bits = context.luck.stream(self.kind).bits_over(context.organization.team_keys, ordinals[days])
        which, team = np.nonzero(field(bits, 0) < self.per_team_day * TABLE_SIZE)
        day, chosen = days[which], bits[which, team]
        first, person = context.teams().members_of(team)
        meeting = np.repeat(np.arange(len(team)), np.diff(first))
        draws = context.luck.stream("ad_hoc joins").bits_each(context.population.keys[person], ordinals[day][meeting])
        joins = field(draws, 0) < self.joins_share * TABLE_SIZE
        met = meetings(
            context,
            Purpose.AD_HOC,
            self,
            day=day.astype(np.int32),
            bits=chosen,
            team=team,
            person=person[joins].astype(np.int64),
            meeting=meeting[joins],
            needed=np.zeros(int(joins.sum()), dtype=bool),
        )
        return met.only(met.invited > 1)
