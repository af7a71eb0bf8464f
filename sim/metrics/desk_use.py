"""How much of the time that desks are held they are empty: meetings, lunch and away spells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, day_rows, names, small
from sim.metrics.teams import ratio
from sim.occupancy import Grouping
from sim.records import AWAY_STEP_MINUTES

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_TICKS = ("held", "meeting", "lunch")
_STEPS = ("steps", "away_steps", "away_starts", "away_ends")


class DeskUse:
    """Sums by day and site, shape [day, site]; bookings nobody came for are left out."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._sites = len(frame.scenario.office.site_ids)
        self._sums = {name: np.zeros((frame.all_days, self._sites), dtype=np.int64) for name in (*_TICKS, *_STEPS)}

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        first, days = plan.first_week * 5, plan.weeks * 5
        seated = np.flatnonzero(visits.zone >= 0)
        group = (visits.day[seated] - first) * self._sites + self._site_of_zone[visits.zone[seated]]
        amounts = {"held": visits.departure - visits.arrival}
        if plan.passive is not None:
            amounts |= {name: getattr(plan.passive, name) for name in (*_TICKS[1:], *_STEPS)}
        by_site = Grouping.of(group, days * self._sites)
        for name, amount in amounts.items():
            self._sums[name][first : first + days] = by_site.totals(amount[seated]).reshape(days, self._sites)

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {f"desk_use_{name}": small(self._frame.workdays_only(values)) for name, values in self._sums.items()}


def passive_ticks(scenario: Scenario, stack: Arrays) -> NDArray[np.int64]:
    """Ticks for which desks are held and empty, shape [replication, day, site]."""
    step = AWAY_STEP_MINUTES * scenario.ticks_per_minute
    meeting, lunch, away = (stack[f"desk_use_{name}"].astype(np.int64) for name in ("meeting", "lunch", "away_steps"))
    return np.asarray(meeting + lunch + away * step)


def passive_share(scenario: Scenario, stack: Arrays) -> NDArray[np.float64]:
    """Share of the held time, over the whole run, shape [replication, site + 1] with the organization last."""
    by_site = [
        values.sum(axis=1) for values in (passive_ticks(scenario, stack), stack["desk_use_held"].astype(np.int64))
    ]
    passive, held = (np.append(values, values.sum(axis=1, keepdims=True), axis=1) for values in by_site)
    return ratio(passive, held)


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `desk_use`: one row per replication, workday and site."""
    import polars as pl

    site_ids, per_minute = scenario.office.site_ids, scenario.ticks_per_minute
    columns = {f"{name}_minutes": stack[f"desk_use_{name}"].ravel() / per_minute for name in _TICKS}
    columns["away_minutes"] = stack["desk_use_away_steps"].ravel() * float(AWAY_STEP_MINUTES)
    share = ratio(passive_ticks(scenario, stack), stack["desk_use_held"]).ravel()
    return pl.DataFrame(
        {
            **day_rows(scenario, replications, len(site_ids)),
            "site_id": names(site_ids, len(replications) * len(scenario.days.dates)),
            **columns,
            "passive_share": pl.Series(share).fill_nan(None),
            **{name: stack[f"desk_use_{name}"].ravel().astype(np.int64) for name in _STEPS},
        }
    )
