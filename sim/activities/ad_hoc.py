"""Ad-hoc meetings: whoever of a team is there puts heads together. They draw nobody on site."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field

from sim.activities.room_need import RoomWish
from sim.activities.series import Priority
from sim.activities.window import window
from sim.draws import TABLE_SIZE, field
from sim.gatherings import Gatherings
from sim.lengths import AnyLength, length_ticks, poisson_table
from sim.quantities import Minute, NonNegative, Settings, Share
from sim.records import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHoc(Settings):
    """How often a team puts heads together, who joins, and for how long.

    A team has one on a workday with probability `per_team_day`, and beside it `per_team_hour` on average in every hour
    from `earliest_start` to `latest_start`, at any minute. Each member on site joins with `joins_share`. Where fewer
    than two would join, or all are in a meeting already, there is none. It lasts as `length` says, and ends when the
    next meeting of one who takes part begins, or when one of them goes home.
    """

    kind: Literal["ad_hoc"] = "ad_hoc"
    per_team_day: Annotated[NonNegative, Field(le=1)] = 0.0
    per_team_hour: Annotated[NonNegative, Field(le=10)] = 0.0
    joins_share: Share
    earliest_start: Minute
    latest_start: Minute
    length: AnyLength
    priority: Priority
    room: RoomWish = dataclasses.field(default_factory=RoomWish)

    def gatherings(self, context: Context) -> Gatherings:
        """Return them with everybody who might join; nobody has to be there."""
        calendar, population = context.calendar, context.population
        days = (context.weeks.start * 5 + np.flatnonzero(calendar.is_workday[context.weeks].ravel())).astype(np.int64)
        day, team, key = self._called(context, days)
        first, person = context.teams().members_of(team)
        meeting = np.repeat(np.arange(len(team)), np.diff(first))
        draws = context.luck.stream("ad_hoc joins").bits_each(
            population.keys[person] ^ key[meeting], calendar.ordinals.ravel()[day[meeting]]
        )
        joins = field(draws, 0) < self.joins_share * TABLE_SIZE
        site = population.home_site[context.organization.team_starts][team].astype(np.int32)
        opens, closes = window(context, site)
        earliest = np.maximum(self.earliest_start, opens)
        minutes = length_ticks(self.length, 1)[field(key, 2)]
        latest = np.maximum(np.minimum(self.latest_start, closes - 1), earliest)
        start = earliest + ((latest - earliest + 1) * field(key, 1).astype(np.int64)) // TABLE_SIZE
        count = len(day)
        met = Gatherings(
            purpose=np.full(count, Purpose.AD_HOC, dtype=np.int8),
            priority=np.full(count, self.priority, dtype=np.int16),
            day=day.astype(np.int32),
            start_minute=start.astype(np.int32),
            minutes=minutes,
            site=site,
            team=team.astype(np.int32),
            unit=context.organization.unit_of_team[team].astype(np.int32),
            visitors=np.zeros(count, dtype=np.int32),
            key=key,
            first=np.concatenate(([0], np.cumsum(np.bincount(meeting[joins], minlength=count)))),
            person=person[joins].astype(np.int32),
            needed=np.zeros(int(joins.sum()), dtype=bool),
        )
        return met.only(met.invited > 1)

    def _called(
        self, context: Context, days: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
        """Return day, team and luck of every meeting called, ordered by day, team and number."""
        teams = context.organization.team_keys
        ordinals = context.calendar.ordinals.ravel()[days]
        bits = context.luck.stream(self.kind).bits_over(teams, ordinals)
        number = (field(bits, 0) < self.per_team_day * TABLE_SIZE).astype(np.int64)
        if self.per_team_hour > 0:
            hours = max(self.latest_start - self.earliest_start, 1) / 60
            number += poisson_table(self.per_team_hour * hours)[field(bits, 1)]
        which, team = np.nonzero(number)
        several = number[which, team]
        ends = np.cumsum(several)
        nth = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - several, several)
        which, team = np.repeat(which, several), np.repeat(team, several)
        key = context.luck.stream("ad_hoc each").bits_each(teams[team] + nth.astype(np.uint64), ordinals[which])
        return days[which], team, key
