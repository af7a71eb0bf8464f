"""The gatherings themselves: who was invited, and how many took part on site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.records import Purpose

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_COLUMNS = ("day", "purpose", "team", "site", "start_minute", "minutes", "invited", "on_site", "visitors")


class GatheringLog:
    """All gatherings of one replication, ordered by day and start."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._parts: list[NDArray[Any]] = []

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Keep one block of weeks."""
        gatherings = plan.gatherings
        on_site = on_site_of_each(self._frame, plan, visits)
        values = {
            **{name: getattr(gatherings, name) for name in _COLUMNS if name not in ("invited", "on_site", "visitors")},
            "invited": gatherings.invited,
            "on_site": on_site,
            # Visitors of a gathering at which nobody is there to receive them do not come.
            "visitors": np.where(on_site > 0, gatherings.visitors, 0),
        }
        self._parts.append(np.stack([values[name] for name in _COLUMNS], axis=1).astype(np.int32))

    def arrays(self) -> Arrays:
        """Return one array with a row for each gathering."""
        rows = np.concatenate(self._parts) if self._parts else np.zeros((0, len(_COLUMNS)), dtype=np.int32)
        order = np.lexsort(rows.T[[2, 1, 4, 0]])
        return {"gatherings": rows[order]}


def on_site_of_each(frame: Frame, plan: Plan, visits: Visits) -> NDArray[np.int64]:
    """Count the participants of each gathering of a block who sit on its site that day, shape [gathering]."""
    gatherings = plan.gatherings
    # Where everybody sits: whoever was displaced to another site is not at the gathering.
    seat = np.full((plan.weeks * 5, len(frame.population)), -1, dtype=np.int16)
    seated = visits.zone >= 0
    site = frame.scenario.office.site_of_zone[visits.zone[seated]]
    seat[visits.day[seated] - plan.first_week * 5, visits.person[seated]] = site
    gathering = gatherings.gathering
    sits_at = seat[gatherings.day[gathering] - plan.first_week * 5, gatherings.person]
    there = plan.attends & (sits_at >= 0) & (sits_at == gatherings.site[gathering])
    return np.bincount(gathering[there], minlength=len(gatherings))


def rows(scenario: Scenario, replication: int, log: Arrays) -> pl.DataFrame:
    """Table `gatherings` of one replication: what was held, and how many took part on site."""
    import polars as pl

    table = log["gatherings"].astype(np.int64)
    of = {name: table[:, number] for number, name in enumerate(_COLUMNS)}
    dates = scenario.days.ordinals.ravel() - 719_163

    def pick(ids: list[str], index: NDArray[np.int64]) -> pl.Series:
        """Names by index; null for -1."""
        return pl.Series([*ids, None], dtype=pl.String).gather(np.where(index < 0, len(ids), index))

    return pl.DataFrame(
        {
            "replication": np.full(len(table), replication, dtype=np.int64),
            "date": pl.Series(dates[of["day"]].astype(np.int32)).cast(pl.Date),
            "activity": pick([purpose.name.lower() for purpose in Purpose], of["purpose"]),
            "team_id": pick(scenario.organization.team_ids, of["team"]),
            "site_id": pick(scenario.office.site_ids, of["site"]),
            "start_minute": of["start_minute"],
            "end_minute": of["start_minute"] + of["minutes"],
            "invited": of["invited"],
            "on_site": of["on_site"],
            "visitors": of["visitors"],
            "room_id": pl.Series([None] * len(table), dtype=pl.String),
            "seats": pl.Series([None] * len(table), dtype=pl.Int64),
            # Nobody alone holds a gathering; what is held at a customer's asks for no room here.
            "outcome": pick(["online", "served"], np.where(of["site"] < 0, -1, of["on_site"] + of["visitors"] >= 2)),
        }
    )
