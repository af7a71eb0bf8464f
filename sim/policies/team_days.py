"""Every team has the same number of team days a week, each team its own weekdays, freely chosen or levelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict

from sim.calendar import quarter_of
from sim.draws import gumbel_scores, scores
from sim.policies.norm import NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import Settings, Share, Switch, Utility
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDays(Settings):
    """`days_per_week` team days for every team; `adherence` as in `anchor_days`.

    Left to the teams, each chooses its weekdays once a quarter by `weekday_utility` plus a Gumbel draw, and the day
    belongs to the team. `levelled`, the employer spreads the teams of each site over the weekdays so that every weekday
    has about the same number of people (largest team first, to the emptiest weekday), and the day is the employer's.
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["team_days"] = "team_days"
    days_per_week: Annotated[int, Strict(), Field(ge=0, le=5)]
    levelled: Switch
    weekday_utility: Annotated[tuple[Utility, ...], Field(min_length=5, max_length=5)]
    adherence: Share

    def norms(self, setting: Setting) -> Norms:
        """Ask each team's own weekdays in each week."""
        norms = no_norms(setting)
        norms.adherence[:] = self.adherence
        if self.levelled:
            norms.level[:] = np.where(self._levelled(setting), Decider.EMPLOYER, 0)[:, None, :]
            return norms
        quarters = [quarter_of(int(monday)) for monday in setting.calendar.ordinals[setting.weeks, 0]]
        chosen = {quarter: self._chosen(setting, quarter) for quarter in set(quarters)}
        norms.level[:] = np.where(np.stack([chosen[quarter] for quarter in quarters], axis=1), Decider.TEAM, 0)
        return norms

    def _chosen(self, setting: Setting, quarter: int) -> NDArray[np.bool_]:
        draws = setting.luck.stream("team_days weekdays").bits_over(
            setting.organization.team_keys, quarter * 5 + np.arange(5)
        )
        score = scores(np.array(self.weekday_utility))[:, None] + gumbel_scores()[draws >> np.uint64(48)]
        rank = (-score).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        return np.asarray(rank < self.days_per_week)

    def _levelled(self, setting: Setting) -> NDArray[np.bool_]:
        """Spread teams over weekdays, shape [weekday, team]; no luck in it, so the plan is the same every year."""
        organization = setting.organization
        sizes = organization.team_sizes
        asked = np.zeros((5, len(sizes)), dtype=bool)
        people: dict[str, list[int]] = {}
        for team in np.lexsort((np.arange(len(sizes)), -sizes)).tolist():
            load = people.setdefault(organization.teams[organization.team_ids[team]].site_id, [0] * 5)
            for weekday in sorted(range(5), key=lambda day: (load[day], day))[: self.days_per_week]:
                asked[weekday, team] = True
                load[weekday] += int(sizes[team])
        return asked

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State the number of days and who sets the weekdays."""
        who = "employer" if self.levelled else "team"
        how = "levelled over the week" if self.levelled else "own weekdays, chosen once a quarter"
        return [
            *same_rows(setting.organization, "team_days_per_week", f"{self.days_per_week}", "employer", self.kind),
            *same_rows(setting.organization, "team_weekdays", how, who, self.kind),
            *same_rows(setting.organization, "adherence", f"{self.adherence:g}", "employer", self.kind),
        ]
