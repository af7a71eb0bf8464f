"""Ideation: a team works on something new together for half a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.series import Series, series_of
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideation(Series):
    """All members of each team meet at the team's home site for a workshop; see `Series`."""

    kind: Literal["ideation"] = "ideation"

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each team."""
        return series_of(context, self, Purpose.IDEATION, context.teams())
