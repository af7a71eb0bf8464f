"""Unit meetings: everybody of a unit, at the site where most of them work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.series import Series, series_of
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMeeting(Series):
    """All people of each unit meet at its main site; see `Series` for how often, when and how it is attended."""

    kind: Literal["unit_meeting"] = "unit_meeting"

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each unit."""
        return series_of(context, self, Purpose.UNIT_MEETING, context.units())
