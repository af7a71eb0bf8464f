"""Which days are workdays: Monday to Friday without public holidays, in whole ISO weeks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from sim.quantities import Date, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays(Settings):
    """Days without work: the public holidays of `country` (two letters; empty for none) and `closed_dates`."""

    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = "FI"
    closed_dates: tuple[Date, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Calendar:
    """Whole ISO weeks from the Monday of `start_date`'s week.

    Every per-day array has one row for each of the `weeks` x 5 Mondays to Fridays; `is_workday` says which of them are
    workdays, and only those reach a table.
    """

    holidays: Holidays
    start_date: date
    weeks: int

    @cached_property
    def first_monday(self) -> date:
        """`start_date` moved back to its Monday."""
        return self.start_date - timedelta(days=self.start_date.weekday())

    @cached_property
    def ordinals(self) -> NDArray[np.int64]:
        """Proleptic Gregorian ordinal of each Monday to Friday, shape [weeks, 5]."""
        mondays = self.first_monday.toordinal() + 7 * np.arange(self.weeks, dtype=np.int64)
        return mondays[:, None] + np.arange(5)

    @cached_property
    def is_workday(self) -> NDArray[np.bool_]:
        """Whether each Monday to Friday is a workday, shape [weeks, 5]."""
        closed = self.holidays.closed_dates
        last = date.fromordinal(int(self.ordinals[-1, -1]))
        off = {day.toordinal() for day in closed}
        if self.holidays.country:
            off |= _public_holidays(self.holidays.country, self.first_monday.year, last.year)
        return ~np.isin(self.ordinals, np.array(sorted(off), dtype=np.int64))

    @cached_property
    def workdays(self) -> NDArray[np.int64]:
        """Index of each workday among the weeks x 5 days, shape [workdays]."""
        return np.flatnonzero(self.is_workday.ravel())

    @cached_property
    def dates(self) -> list[date]:
        """The date of each workday."""
        return [date.fromordinal(int(ordinal)) for ordinal in self.ordinals.ravel()[self.workdays]]


def quarter_of(monday: int) -> int:
    """Calendar quarter of the Thursday of an ISO week, which is the year and quarter most of the week lies in."""
    thursday = np.datetime64(monday + 3 - 719163, "D")
    month = int(thursday.astype("datetime64[M]").astype(np.int64))
    return (1970 + month // 12) * 4 + month % 12 // 3


def _public_holidays(country: str, first_year: int, last_year: int) -> set[int]:
    """Ordinals of public holidays; Finland's list of the library holds Midsummer Eve and Christmas Eve as well."""
    import holidays

    days = holidays.country_holidays(country, years=range(first_year, last_year + 1))
    return {day.toordinal() for day in days}
