"""Shared office days: a whole unit on one site for a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.activities.series import Series, held_on, series_of
from sim.gatherings import joined
from sim.quantities import Date
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOfficeDay(Series):
    """All people of each unit spend a day together at the site where most of them work; see `Series`.

    On each of the `fixed_dates` every unit has one as well. Under the policy `shared_office_days` the policy says when,
    and its norm who comes: the activity then only says what the day is, and needs nobody by itself.
    """

    kind: Literal["shared_office_day"] = "shared_office_day"
    fixed_dates: tuple[Date, ...] = ()

    def gatherings(self, context: Context) -> Gatherings:
        """Return one series for each unit, or the days the policy wants."""
        if context.unit_days is None:
            series = series_of(context, self, Purpose.SHARED_OFFICE_DAY, context.units())
            if not self.fixed_dates:
                return series
            fixed = self._on_fixed_dates(context)
            units = len(context.organization.unit_ids)
            twice = np.isin(series.day * units + series.unit, fixed.day * units + fixed.unit)
            return joined([series.only(~twice), fixed])
        every_week = replace(self, every_weeks=1, in_person_share=0.0)
        gatherings = series_of(context, every_week, Purpose.SHARED_OFFICE_DAY, context.units())
        week = gatherings.day // 5 - context.weeks.start
        weekday = context.unit_days[week, gatherings.unit]
        gatherings.day = (gatherings.day // 5 * 5 + weekday).astype(np.int32)
        held = (weekday >= 0) & context.calendar.is_workday.ravel()[gatherings.day]
        return gatherings.only(held)

    def _on_fixed_dates(self, context: Context) -> Gatherings:
        """Return the gatherings of all units on the fixed dates among the weeks asked for."""
        hosts = context.units()
        ordinals = context.calendar.ordinals[context.weeks].ravel()
        dates = np.array(sorted({one.toordinal() for one in self.fixed_dates}), dtype=np.int64)
        at = np.flatnonzero(np.isin(ordinals, dates) & context.calendar.is_workday[context.weeks].ravel())
        meets = np.flatnonzero(np.diff(hosts.first) > 1)
        host, which = np.tile(meets, len(at)), np.repeat(at, len(meets))
        day = (context.weeks.start * 5 + which).astype(np.int32)
        return held_on(context, self, Purpose.SHARED_OFFICE_DAY, hosts, host, day, ordinals[which])
