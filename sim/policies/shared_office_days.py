"""Unit-wide office days every so many weeks: the norm. What such a day is, the activity `shared_office_day` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict

from sim.policies.norm import NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import WEEKDAY_NAMES, Settings, Share, Switch, Weekday
from sim.records import Decider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOfficeDays(Settings):
    """All people of a unit on site on the same day, every `every_weeks` weeks.

    Not `staggered`, all units come on the first of `weekdays` of the same week. `staggered`, units are spread over the
    `weekdays` and then over the weeks, in the order of their ids. `adherence` as in `anchor_days`.
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["shared_office_days"] = "shared_office_days"
    every_weeks: Annotated[int, Strict(), Field(ge=1, le=52)]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    staggered: Switch
    adherence: Share

    def norms(self, setting: Setting) -> Norms:
        """Ask each unit's day in the weeks in which it is due."""
        norms = no_norms(setting)
        norms.adherence[:] = self.adherence
        weekday = self.unit_days(setting)[:, setting.organization.unit_of_team]
        week, team = np.nonzero(weekday >= 0)
        norms.level[weekday[week, team], week, team] = Decider.UNIT
        return norms

    def unit_days(self, setting: Setting) -> NDArray[np.int64]:
        """Return the weekday (0 is Monday) of each unit's day in each week, -1 where none is due, [week, unit]."""
        numbers = setting.calendar.ordinals[setting.weeks, 0] // 7
        days = np.full((len(numbers), len(setting.organization.unit_ids)), -1, dtype=np.int64)
        for unit, (weekday, phase) in enumerate(self._slots(days.shape[1])):
            days[(numbers + phase) % self.every_weeks == 0, unit] = weekday - 1
        return days

    def _slots(self, units: int) -> Iterator[tuple[int, int]]:
        """Weekday and phase in weeks of each unit."""
        for unit in range(units):
            turn = unit if self.staggered else 0
            yield self.weekdays[turn % len(self.weekdays)], turn // len(self.weekdays) % self.every_weeks

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State each unit's day."""
        slots = list(self._slots(len(setting.organization.unit_ids)))
        rows = []
        for team, team_id in enumerate(setting.organization.team_ids):
            weekday, _ = slots[int(setting.organization.unit_of_team[team])]
            value = f"{WEEKDAY_NAMES[weekday - 1]}, every {self.every_weeks} weeks"
            rows.append(NormRow(team_id, "shared_office_day", value, "unit", f"policy {self.kind}"))
        return [*rows, *same_rows(setting.organization, "adherence", f"{self.adherence:g}", "unit", self.kind)]
