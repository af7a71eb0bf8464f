"""Team meetings: every member of a team, in the team's usual slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.series import Series, series_of
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMeeting(Series):
    """All members of each team meet at the team's home site; see `Series` for how often, when and who attends."""

    kind: Literal["team_meeting"] = "team_meeting"

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each team."""
        return series_of(context, self, Purpose.TEAM_MEETING, context.teams())
