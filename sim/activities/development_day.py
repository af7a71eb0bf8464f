"""Development days: a team steps back from daily work for a whole day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.series import Series, series_of
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentDay(Series):
    """All members of each team spend a day together at the team's home site; see `Series`."""

    kind: Literal["development_day"] = "development_day"

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each team."""
        return series_of(context, self, Purpose.DEVELOPMENT_DAY, context.teams())
