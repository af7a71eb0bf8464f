"""Each team forms its own hybrid practice, led by its supervisor, inside the employer's bounds: the city's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field, Strict

from sim.draws import gumbel_scores, scores
from sim.policies.norm import NormRow, Norms, same_rows
from sim.quantities import Settings, Share, Utility
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLed(Settings):
    """Supervisors set team days; how many is drawn once a year, which weekdays once a quarter.

    `team_days_share` is the share of supervisors who would set 0, 1, ... 5 team days a week if nobody bounded them; the
    employer's `team_days_min` and `team_days_max` cut that. Weekdays are chosen by `weekday_utility` plus a Gumbel draw
    (a logit choice without replacement), so that popular days fill first. `adherence` as in `anchor_days`.
    """

    kind: Literal["team_led"] = "team_led"
    team_days_share: Annotated[tuple[Share, ...], Field(min_length=6, max_length=6)]
    team_days_min: Annotated[int, Strict(), Field(ge=0, le=5)]
    team_days_max: Annotated[int, Strict(), Field(ge=0, le=5)]
    weekday_utility: Annotated[tuple[Utility, ...], Field(min_length=5, max_length=5)]
    adherence: Share

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:
        """Ask each team's own weekdays in each week."""
        if self.team_days_max == 0:
            return None
        mondays = calendar.ordinals[weeks, 0]
        quarters = [_quarter(int(monday)) for monday in mondays]
        by_quarter = {quarter: self.team_weekdays(organization, quarter, luck) for quarter in set(quarters)}
        required = np.stack([by_quarter[quarter] for quarter in quarters], axis=1)
        return Norms(required, Decider.TEAM, np.full(len(organization.team_ids), self.adherence))

    def team_weekdays(self, organization: Organization, quarter: int, luck: Luck) -> NDArray[np.bool_]:
        """Draw the weekdays each supervisor sets in a quarter (year x 4 + 0..3), shape [weekday, team]."""
        count = self._team_days(organization, quarter // 4, luck)
        draws = luck.stream("team_led weekdays").bits_over(organization.team_keys, quarter * 5 + np.arange(5))
        score = scores(np.array(self.weekday_utility))[:, None] + gumbel_scores()[draws >> np.uint64(48)]
        rank = (-score).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        return np.asarray(rank < count)

    def _team_days(self, organization: Organization, year: int, luck: Luck) -> NDArray[np.int64]:
        uniform = luck.stream("team_led days").uniforms(organization.team_keys, year)
        wanted = np.searchsorted(np.cumsum(self.team_days_share)[:-1], uniform, side="right")
        return np.clip(wanted, self.team_days_min, self.team_days_max)

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> list[NormRow]:
        """State the bounds, and for each team how many team days its supervisors set across the replications."""
        years = sorted({_quarter(int(monday)) // 4 for monday in calendar.ordinals[:, 0]})
        counts = np.stack([self._team_days(organization, year, luck) for luck in lucks for year in years])
        drawn = [
            NormRow(
                team_id,
                "team_days_per_week",
                f"{counts[:, team].mean():.2f} on average, {counts[:, team].min()} to {counts[:, team].max()}",
                "team",
                f"policy {self.kind}, drawn once a year for each supervisor",
            )
            for team, team_id in enumerate(organization.team_ids)
        ]
        bounds = f"{self.team_days_min} to {self.team_days_max}"
        return [
            *same_rows(organization, "team_days_bounds", bounds, "employer", self.kind),
            *drawn,
            *same_rows(organization, "adherence", f"{self.adherence:g}", "team", self.kind),
        ]


def _quarter(monday: int) -> int:
    """Calendar quarter of the Thursday of an ISO week, which is the year and quarter most of the week lies in."""
    thursday = np.datetime64(monday + 3 - 719163, "D")
    month = int(thursday.astype("datetime64[M]").astype(np.int64))
    return (1970 + month // 12) * 4 + month % 12 // 3
