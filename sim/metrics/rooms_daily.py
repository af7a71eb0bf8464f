"""Rooms of each site and size on each workday: what became of the requests, and how long rooms were held and used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, day_rows, names, small
from sim.metrics.teams import ratio
from sim.occupancy import counts, peaks, totals
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.requests import Requests
    from sim.scenario import Scenario

#: Names in tables of what becomes of a request, in the order of `RoomOutcome`.
OUTCOMES = ("served", "served_larger", "waited", "moved", "made_online", "no_shows")
_COUNTS = (*OUTCOMES, "released", "wanted_peak", "in_use_peak", "booked_ticks", "used_ticks", "single_ticks")


class RoomsDaily:
    """Counts by day and seats class, shape [day, class]; classes see `sim.office.Office.room_classes`.

    A request counts in the class asked for, a room that is held in its own.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._classes = len(frame.scenario.office.room_classes)
        self._class_of_pool = frame.scenario.office.class_of_pool
        self._counts = {name: np.zeros((frame.all_days, self._classes), dtype=np.int32) for name in _COUNTS}

    def observe(self, plan: Plan, visits: Visits) -> None:  # noqa: ARG002 (one signature for all observers)
        """Count one block of weeks."""
        requests = plan.requests
        if requests is None or self._classes == 0 or len(requests) == 0:
            return
        first, days = plan.first_week * 5, plan.weeks * 5
        groups, ticks = days * self._classes, self._frame.ticks
        asked_for = (requests.day - first) * self._classes + requests.seats_class
        found: dict[str, NDArray[np.integer]] = dict(
            zip(OUTCOMES, _by_outcome(asked_for, requests.outcome, groups), strict=True)
        )
        found["released"] = counts(asked_for[is_released(requests)], groups)
        came = requests.outcome != RoomOutcome.NO_SHOW
        # A day ends at midnight, also where an office never closes.
        until = np.minimum(requests.wanted_until, ticks)
        found["wanted_peak"] = peaks(asked_for[came], requests.asked[came], until[came], groups, ticks)

        # Whoever waits beyond midnight takes a room of no day.
        held = np.flatnonzero((requests.pool >= 0) & (requests.start < ticks))
        room_class = (requests.day[held] - first) * self._classes + self._class_of_pool[requests.pool[held]]
        until = np.minimum(requests.until[held], ticks)
        found["in_use_peak"] = peaks(room_class, requests.start[held], until, groups, ticks)
        booked = requests.booked[held]
        until = np.minimum(requests.wanted_until[held], ticks)
        found["booked_ticks"] = totals(room_class[booked], (until - requests.asked[held])[booked], groups)
        used = used_ticks(requests, ticks)[held]
        found["used_ticks"] = totals(room_class, used, groups)
        found["single_ticks"] = totals(room_class, used * (requests.people[held] == 1), groups)
        for name, values in found.items():
            self._counts[name][first : first + days] = values.reshape(days, self._classes)

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {f"rooms_{name}": small(self._frame.workdays_only(values)) for name, values in self._counts.items()}


def class_of_room(scenario: Scenario) -> NDArray[np.int64]:
    """Return the seats class of every single room."""
    number = {pair: index for index, pair in enumerate(scenario.office.room_classes)}
    return np.array([number[one.site, one.room.seats] for one in scenario.office.single_rooms], dtype=np.int64)


def is_released(requests: Requests) -> NDArray[np.bool_]:
    """Whether the room was given to others before the booked time was over, since nobody came."""
    return np.asarray((requests.outcome == RoomOutcome.NO_SHOW) & (requests.until < requests.wanted_until), dtype=bool)


def used_ticks(requests: Requests, ticks: int) -> NDArray[np.int32]:
    """Ticks until midnight at which people use the room, shape [request]; 0 for no-shows and without a room."""
    used = (requests.pool >= 0) & (requests.outcome != RoomOutcome.NO_SHOW) & (requests.people > 0)
    return np.where(used, np.maximum(np.minimum(requests.until, ticks) - requests.start, 0), 0)


def _by_outcome(group: NDArray[np.int32], outcome: NDArray[np.int8], groups: int) -> NDArray[np.int32]:
    """Count requests by outcome and group, shape [outcome, group]."""
    return counts(outcome * np.int64(groups) + group, len(RoomOutcome) * groups).reshape(len(RoomOutcome), groups)


def shares(scenario: Scenario, stack: Arrays, *, by_site: bool) -> list[tuple[str, str, NDArray[np.float64]]]:
    """Return the shares of rooms that are refused, used, and used by one person, each with its name and unit.

    The shape is [replication, class], or by site [replication, site + 1] with the whole organization last.
    """
    office = scenario.office
    classes = len(office.room_classes)
    belongs = np.eye(classes)
    if by_site:
        belongs = np.zeros((classes, len(office.site_ids) + 1))
        belongs[np.arange(classes), [site for site, _ in office.room_classes]] = 1
        belongs[:, -1] = 1
    total = {name: stack[f"rooms_{name}"].sum(axis=1, dtype=np.int64) @ belongs for name in _COUNTS}
    meant = np.sum([total[name] for name in OUTCOMES if name != "no_shows"], axis=0)
    open_minutes = [max(one.closes_at - one.opens_at, 0) for one in office.single_rooms]
    open_ticks = np.bincount(class_of_room(scenario), weights=open_minutes, minlength=classes) @ belongs
    open_ticks *= scenario.ticks_per_minute * len(scenario.days.dates)
    return [
        ("refused_share", "share of room requests", ratio(total["made_online"], meant)),
        ("use_share", "share of room-minutes in opening hours", ratio(total["used_ticks"], open_ticks)),
        ("single_share", "share of room-minutes used", ratio(total["single_ticks"], total["used_ticks"])),
    ]


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `rooms_daily`: one row per replication, workday, site and seats; none where rooms are not modeled."""
    import polars as pl

    office = scenario.office
    classes = office.room_classes
    days = len(replications) * len(scenario.days.dates)
    count = np.bincount(class_of_room(scenario), minlength=len(classes))

    def column(name: str) -> NDArray[np.int64]:
        return stack[f"rooms_{name}"].ravel().astype(np.int64)

    outcomes = {name: column(name) for name in OUTCOMES}
    return pl.DataFrame(
        {
            **day_rows(scenario, replications, len(classes)),
            "site_id": names([office.site_ids[site] for site, _ in classes], days),
            "seats": np.tile(np.array([seats for _, seats in classes], dtype=np.int64), days),
            "rooms": np.tile(count, days),
            "requests": np.sum(list(outcomes.values()), axis=0, dtype=np.int64),
            **outcomes,
            "released": column("released"),
            "wanted_peak": column("wanted_peak"),
            "in_use_peak": column("in_use_peak"),
            "booked_minutes": column("booked_ticks") / scenario.ticks_per_minute,
            "used_minutes": column("used_ticks") / scenario.ticks_per_minute,
        }
    )
