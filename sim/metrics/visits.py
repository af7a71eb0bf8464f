"""The visits themselves: one row per synthetic person and day on site or meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.records import Decider, Outcome, Purpose

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_COLUMNS = (
    "day",
    "person",
    "wanted_zone",
    "arrival",
    "departure",
    "purpose",
    "decided_by",
    "zone",
    "outcome",
)


class VisitLog:
    """All visits of one replication, those that were booked and did not take place among them."""

    def __init__(self, frame: Frame) -> None:  # noqa: ARG002 (one signature for all observers)
        self._parts: list[dict[str, NDArray[Any]]] = []

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Keep one block of weeks."""
        for some in (visits, plan.no_shows):
            if some is not None:
                self._parts.append({name: getattr(some, name) for name in _COLUMNS})

    def arrays(self) -> Arrays:
        """Return one array per column, ordered by day and person."""
        columns = {name: np.concatenate([part[name] for part in self._parts]) for name in _COLUMNS}
        order = np.lexsort((columns["person"], columns["day"]))
        return {f"visits_{name}": values[order] for name, values in columns.items()}


def rows(scenario: Scenario, replication: int, log: Arrays) -> pl.DataFrame:
    """Table `visits` of one replication, ordered by date and person."""
    import polars as pl

    organization, office = scenario.organization, scenario.office
    person, zone, wanted = log["visits_person"], log["visits_zone"], log["visits_wanted_zone"]
    team = organization.team_of_person[person]
    teams = [organization.teams[team_id] for team_id in organization.team_ids]
    site_of_zone = np.array(office.site_ids)[office.site_of_zone]
    per_minute = scenario.ticks_per_minute

    def pick(ids: list[str], index: NDArray[Any]) -> pl.Series:
        return pl.Series(ids, dtype=pl.String).gather(index.astype(np.uint32))

    dates = scenario.days.ordinals.ravel() - 719_163
    zone_ids = pick([*office.zone_ids, ""], np.where(zone >= 0, zone, len(office.zone_ids)))
    # Whoever was sent home, or found no desk to book and stayed away, is listed at the site that was meant.
    at = np.where(zone >= 0, zone, wanted)
    return pl.DataFrame(
        {
            "replication": np.full(len(person), replication, dtype=np.int64),
            "date": pl.Series(dates[log["visits_day"]].astype(np.int32)).cast(pl.Date),
            "person_id": pick([organization.person_id(p) for p in range(organization.people)], person),
            "team_id": pick(organization.team_ids, team),
            "unit_id": pick([t.unit_id for t in teams], team),
            "home_site_id": pick([t.site_id for t in teams], team),
            "site_id": pick(site_of_zone.tolist(), at),
            "zone_id": zone_ids,
            "wanted_zone_id": pick(office.zone_ids, wanted),
            "purpose": pick([p.name.lower() for p in Purpose], log["visits_purpose"]),
            "decided_by": pick([d.name.lower() for d in Decider], log["visits_decided_by"]),
            "arrival_minute": (log["visits_arrival"] // per_minute).astype(np.int64),
            "departure_minute": (-(-log["visits_departure"] // per_minute)).astype(np.int64),
            "outcome": pick([o.name.lower() for o in Outcome], log["visits_outcome"]),
        }
    ).with_columns(pl.when(pl.col("zone_id") == "").then(None).otherwise(pl.col("zone_id")).alias("zone_id"))
