"""Two halves of every site take turns: group A on some weekdays, group B on others, changing places every week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from sim.policies.norm import NormRow, Norms, Setting, no_norms
from sim.quantities import WEEKDAY_NAMES, Settings, Share, Switch, Weekday
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation(Settings):
    """Teams of a site belong to group A or B in turn; `weekdays_a` and `weekdays_b` are swapped every other week.

    With `swaps_weekly` off each group keeps its weekdays. `adherence` as in `anchor_days`.
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["rotation"] = "rotation"
    weekdays_a: tuple[Weekday, ...]
    weekdays_b: tuple[Weekday, ...]
    swaps_weekly: Switch
    adherence: Share

    def norms(self, setting: Setting) -> Norms:
        """Ask each group's weekdays."""
        norms = no_norms(setting)
        norms.adherence[:] = self.adherence
        in_b = self._in_group_b(setting)
        numbers = setting.calendar.ordinals[setting.weeks, 0] // 7
        for week, number in enumerate(numbers.tolist()):
            swapped = self.swaps_weekly and number % 2 == 1
            for weekdays, teams in ((self.weekdays_a, in_b == swapped), (self.weekdays_b, in_b != swapped)):
                for weekday in weekdays:
                    norms.level[weekday - 1, week, teams] = Decider.EMPLOYER
        return norms

    def _in_group_b(self, setting: Setting) -> NDArray[np.bool_]:
        """Every second team of each site, in the order of ids, shape [team]."""
        seen: dict[str, int] = {}
        second = np.zeros(len(setting.organization.team_ids), dtype=bool)
        for team, team_id in enumerate(setting.organization.team_ids):
            site_id = setting.organization.teams[team_id].site_id
            seen[site_id] = seen.get(site_id, 0) + 1
            second[team] = seen[site_id] % 2 == 0
        return second

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State each team's group and its weekdays."""
        rows = []
        for team_id, second in zip(setting.organization.team_ids, self._in_group_b(setting), strict=True):
            days = [
                ", ".join(WEEKDAY_NAMES[weekday - 1] for weekday in sorted(set(weekdays))) or "none"
                for weekdays in ((self.weekdays_b, self.weekdays_a) if second else (self.weekdays_a, self.weekdays_b))
            ]
            value = f"{days[0]}; every other week {days[1]}" if self.swaps_weekly else days[0]
            source = f"policy {self.kind}, group {'B' if second else 'A'}"
            rows.append(NormRow(team_id, "rotation_weekdays", value, "employer", source))
            rows.append(NormRow(team_id, "adherence", f"{self.adherence:g}", "employer", f"policy {self.kind}"))
        return rows
