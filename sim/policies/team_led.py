"""Each team forms its own hybrid practice, led by its supervisor, inside the employer's bounds: the city's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict

from sim.calendar import quarter_of
from sim.draws import field, gumbel_scores, normal_table, scores
from sim.policies.norm import NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import NonNegative, Settings, Share, Utility
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Luck

#: The first bound keeps a team that cares little from a norm nobody follows, the second from one that never fails.
_LEAST_ADHERENCE, _MOST_ADHERENCE = 0.5, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLed(Settings):
    """Supervisors set team days after hearing their teams: how many once a year, which weekdays once a quarter.

    How many: the mean of the days the team's members wish times `share_of_wished_days` (a supervisor asks for part of
    what the team would come anyway to fall on the same days) plus a normal draw with `supervisor_sd_days` for the
    supervisor's own style, rounded, and cut to the employer's `team_days_min` and `team_days_max`. Which weekdays:
    those with the highest sum of `weekday_utility`, the mean weekday taste of the members, a Gumbel draw, and
    `meeting_day_utility` on the weekday of the team meeting, where there is one. How well they are kept varies by
    team: normal with mean `adherence` and `adherence_sd`, cut to 0.5 and 1.
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["team_led"] = "team_led"
    share_of_wished_days: Share
    supervisor_sd_days: Annotated[NonNegative, Field(le=5)]
    team_days_min: Annotated[int, Strict(), Field(ge=0, le=5)]
    team_days_max: Annotated[int, Strict(), Field(ge=0, le=5)]
    weekday_utility: Annotated[tuple[Utility, ...], Field(min_length=5, max_length=5)]
    meeting_day_utility: Utility
    adherence: Share
    adherence_sd: Annotated[NonNegative, Field(le=0.5)]

    def norms(self, setting: Setting) -> Norms:
        """Ask each team's own weekdays in each week."""
        norms = no_norms(setting)
        quarters = [quarter_of(int(monday)) for monday in setting.calendar.ordinals[setting.weeks, 0]]
        chosen = {quarter: self._weekdays(setting, quarter, quarters.index(quarter)) for quarter in set(quarters)}
        norms.level[:] = np.where(np.stack([chosen[quarter] for quarter in quarters], axis=1), Decider.TEAM, 0)
        keys = setting.organization.team_keys
        style = normal_table()[field(setting.luck.stream("team_led adherence").bits(keys), 0)]
        norms.adherence = np.clip(self.adherence + self.adherence_sd * style, _LEAST_ADHERENCE, _MOST_ADHERENCE)
        return norms

    def _weekdays(self, setting: Setting, quarter: int, week: int) -> NDArray[np.bool_]:
        """Weekdays each supervisor sets in a quarter, of which `week` is one, shape [weekday, team]."""
        organization = setting.organization
        count = self.team_days(setting, setting.luck, quarter // 4)
        draws = setting.luck.stream("team_led weekdays").bits_over(organization.team_keys, quarter * 5 + np.arange(5))
        wishes = np.add.reduceat(setting.population.taste.astype(np.int32), organization.team_starts, axis=1)
        score = scores(np.array(self.weekday_utility))[:, None] + gumbel_scores()[draws >> np.uint64(48)]
        score += wishes // organization.team_sizes.astype(np.int32)
        if setting.meeting_weekdays is not None:
            teams = np.arange(len(organization.team_keys))
            score[setting.meeting_weekdays[week], teams] += scores(self.meeting_day_utility)
        rank = (-score).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        return np.asarray(rank < count)

    def team_days(self, setting: Setting, luck: Luck, year: int) -> NDArray[np.int64]:
        """Team days a week each supervisor sets in a year, shape [team]."""
        organization = setting.organization
        wished = np.add.reduceat(setting.population.wished_days.astype(np.int64), organization.team_starts)
        style = normal_table()[field(luck.stream("team_led days").bits(organization.team_keys, year), 0)]
        days = self.share_of_wished_days * wished / organization.team_sizes + self.supervisor_sd_days * style
        return np.clip(np.floor(days + 0.5).astype(np.int64), self.team_days_min, self.team_days_max)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State the bounds, how many team days the supervisor sets in the first replication, and the mean adherence."""
        organization = setting.organization
        years = sorted({quarter_of(int(monday)) // 4 for monday in setting.calendar.ordinals[:, 0]})
        days = np.stack([self.team_days(setting, setting.luck, year) for year in years])
        source = f"policy {self.kind}, formed by the supervisor of the first replication"
        formed = [
            NormRow(
                team_id,
                "team_days_per_week",
                ", ".join(str(day) for day in sorted(set(of_team.tolist()))),
                "team",
                source,
            )
            for team_id, of_team in zip(organization.team_ids, days.T, strict=True)
        ]
        bounds = f"{self.team_days_min} to {self.team_days_max}"
        return [
            *same_rows(organization, "team_days_bounds", bounds, "employer", self.kind),
            *formed,
            *same_rows(organization, "adherence", f"{self.adherence:g} on average", "team", self.kind),
        ]
