"""What every metric family is told and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.draws import Luck

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.population import Population
    from sim.records import Plan, Visits
    from sim.scenario import Scenario

#: Whole-number (rarely floating) arrays of one replication, by name.
Arrays = Mapping[str, "NDArray[Any]"]


class Observer(Protocol):
    """Sees every block of records of one replication, in order, and keeps what its tables need."""

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block."""

    def arrays(self) -> Arrays:
        """Return what was counted; names start with the name of the family."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes all families count on, for one replication, and its luck."""

    scenario: Scenario
    population: Population
    luck: Luck = field(default_factory=lambda: Luck(0, 0))

    @property
    def all_days(self) -> int:
        """Mondays to Fridays in the run, holidays included."""
        return self.scenario.run.weeks * 5

    @property
    def ticks(self) -> int:
        """Ticks in a day."""
        return 1440 * self.scenario.ticks_per_minute

    def workdays_only(self, values: NDArray[Any]) -> NDArray[Any]:
        """Keep the rows of workdays of an array whose first axis is all Mondays to Fridays."""
        return values[self.scenario.days.workdays]

    def workday_rows(self, first: int, days: int) -> slice:
        """Return which rows of an array of workdays the Mondays to Fridays `first` to `first + days - 1` are."""
        low, high = np.searchsorted(self.scenario.days.workdays, (first, first + days)).tolist()
        return slice(low, high)

    def workdays_of(self, first: int, days: int) -> NDArray[np.int64]:
        """Return the workdays among `days` Mondays to Fridays from `first` on, numbered as in the whole run."""
        return self.scenario.days.workdays[self.workday_rows(first, days)]


def small(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """Store whole numbers in the smallest type that holds them; the table does not show it."""
    highest = int(values.max(initial=0))
    for dtype in (np.uint8, np.uint16, np.int32):
        if highest <= np.iinfo(dtype).max:
            return values.astype(dtype)
    return values.astype(np.int64)


def day_rows(scenario: Scenario, replications: list[int], items: int) -> dict[str, pl.Series]:
    """Columns `replication` and `date` for tables with a row per replication, workday and item, in this order."""
    import polars as pl

    dates = scenario.days.dates
    return {
        "replication": pl.Series(np.repeat(np.array(replications, dtype=np.int64), len(dates) * items)),
        "date": pl.Series(
            np.tile(np.repeat(np.array(dates, dtype="datetime64[D]"), items), len(replications)), dtype=pl.Date
        ),
    }


def names(ids: list[str], times: int) -> pl.Series:
    """Repeat a list of ids as the fastest-moving key of a table."""
    import polars as pl

    return pl.Series(ids, dtype=pl.String).gather(np.tile(np.arange(len(ids), dtype=np.uint32), times))
