"""Management groups: the supervisors of a unit, across sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.series import Series, series_of
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementGroup(Series):
    """The supervisors of each unit's teams meet at the unit's main site; see `Series`."""

    kind: Literal["management_group"] = "management_group"

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each unit."""
        return series_of(context, self, Purpose.MANAGEMENT_GROUP, context.units(managers_only=True))
