"""What a shared office day costs: desks wanted on its site that day, with it and without it under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.site_daily import site_desks
from sim.occupancy import peaks
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, SharedDay, Visits
    from sim.scenario import Scenario

#: One row of whole numbers for each shared day: day counts Mondays to Fridays from the start of the run.
_COLUMNS = (
    "day",
    "unit",
    "site",
    "invited",
    "came",
    "wanted_peak",
    "wanted_peak_without",
    "room_requests",
    "rooms_refused",
)
DAY_COLUMN, SITE_COLUMN = _COLUMNS.index("day"), _COLUMNS.index("site")


class SharedDays:
    """A row for each unit, site and shared office day."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        organization = frame.scenario.organization
        self._unit_of_team = organization.unit_of_team
        self._unit_of_person = organization.unit_of_team[organization.team_of_person]
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._rows: list[list[int]] = []

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Look at every shared office day of one block."""
        for shared in plan.shared_days:
            self._rows.append(self._row(plan, visits, shared))

    def _row(self, plan: Plan, visits: Visits, shared: SharedDay) -> list[int]:
        gatherings = plan.gatherings
        day, site = int(gatherings.day[shared.gathering]), int(gatherings.site[shared.gathering])
        today = slice(*np.searchsorted(visits.day, [day, day + 1]))
        here = self._site_of_zone[visits.wanted_zone[today]] == site
        others = here & (self._unit_of_person[visits.person[today]] != shared.unit)
        instead = self._site_of_zone[shared.without.wanted_zone] == site
        invited = slice(*gatherings.first[shared.gathering : shared.gathering + 2])
        # Whoever was displaced to another site did not come.
        seated = visits.person[today][(visits.zone[today] >= 0) & (self._site_of_zone[visits.zone[today]] == site)]
        came = np.isin(gatherings.person[invited][plan.attends[invited]], seated)
        with_it = self._peak([(visits.arrival[today][here], visits.departure[today][here])])
        without_it = self._peak(
            [
                (visits.arrival[today][others], visits.departure[today][others]),
                (shared.without.arrival[instead], shared.without.departure[instead]),
            ]
        )
        numbers = [invited.stop - invited.start, int(came.sum()), with_it, without_it]
        return [day, shared.unit, site, *numbers, *self._rooms(plan, day, shared.unit, site)]

    def _rooms(self, plan: Plan, day: int, unit: int, site: int) -> tuple[int, int]:
        """Count the room requests of a unit and its teams on a day and site, and those that got no room."""
        requests = plan.requests
        if requests is None:
            return 0, 0
        today = np.flatnonzero((requests.day == day) & (requests.site == site))
        team = requests.team[today]
        of_team = (team >= 0) & (self._unit_of_team[team] == unit)
        of_unit = today[of_team | (requests.unit[today] == unit)]
        return len(of_unit), int((requests.outcome[of_unit] == RoomOutcome.ONLINE).sum())

    def _peak(self, parts: list[tuple[NDArray[np.int32], NDArray[np.int32]]]) -> int:
        arrival, departure = (np.concatenate(column) for column in zip(*parts, strict=True))
        return int(peaks(np.zeros(len(arrival), dtype=np.int32), arrival, departure, 1, self._frame.ticks)[0])

    def arrays(self) -> Arrays:
        """Return one array with a row for each shared day, ordered by day, unit and site."""
        return {"shared_days": np.array(sorted(self._rows), dtype=np.int32).reshape(-1, len(_COLUMNS))}


def rows(scenario: Scenario, replications: list[int], counted: Sequence[NDArray[np.integer]]) -> pl.DataFrame:
    """Table `shared_days`: one row per replication, date, unit and site with a shared office day."""
    import polars as pl

    lengths = [len(events) for events in counted]
    table = np.concatenate(counted)
    of = {name: table[:, number].astype(np.int64) for number, name in enumerate(_COLUMNS)}
    desks = site_desks(scenario)[of["site"]]
    dates = scenario.days.ordinals.ravel() - 719_163
    unknown = pl.Series([None] * len(table), dtype=pl.Int64)
    return pl.DataFrame(
        {
            "replication": np.repeat(np.array(replications, dtype=np.int64), lengths),
            "date": pl.Series(dates[of["day"]].astype(np.int32)).cast(pl.Date),
            "unit_id": pl.Series(scenario.organization.unit_ids, dtype=pl.String).gather(of["unit"]),
            "site_id": pl.Series(scenario.office.site_ids, dtype=pl.String).gather(of["site"]),
            "invited": of["invited"],
            "came": of["came"],
            "desks": desks,
            "wanted_peak": of["wanted_peak"],
            "shortfall_peak": np.maximum(of["wanted_peak"] - desks, 0),
            "wanted_peak_without": of["wanted_peak_without"],
            "shortfall_peak_without": np.maximum(of["wanted_peak_without"] - desks, 0),
            # Unknown rather than 0 where no rooms are modeled.
            "room_requests": of["room_requests"] if scenario.office.rooms else unknown,
            "rooms_refused": of["rooms_refused"] if scenario.office.rooms else unknown,
        }
    )
