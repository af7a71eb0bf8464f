"""Simultaneous people and desks of each site, and of the whole city, on each workday."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.desks_daily import opening_ticks
from sim.metrics.observer import Arrays, Frame, day_rows, names, small
from sim.occupancy import counts, peaks, totals
from sim.records import Outcome, together
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

_COUNTS = (
    "wanted_peak",
    "occupied_peak",
    "people_peak",
    "people",
    "visitors",
    "arrivals",
    "displaced",
    "forced_remote",
)


class SiteDaily:
    """Counts by day and site, with the whole city as one more column at the end, shape [day, site + 1]."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._sites = len(frame.scenario.office.site_ids)
        self._opens, self._closes = opening_ticks(frame.scenario)
        shape = (frame.all_days, self._sites + 1)
        self._counts = {name: np.zeros(shape, dtype=np.int32) for name in _COUNTS}
        self._occupied_ticks = np.zeros(shape, dtype=np.int64)

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        days = plan.weeks * 5
        self._rows = slice(plan.first_week * 5, plan.first_week * 5 + days)
        day = visits.day - plan.first_week * 5
        wanted_site = self._site_of_zone[visits.wanted_zone]
        seated = visits.zone >= 0
        site = self._site_of_zone[visits.zone[seated]]
        seat_day, arrival, departure = day[seated], visits.arrival[seated], visits.departure[seated]

        wanted_peak = self._peaks(day, wanted_site, visits.arrival, visits.departure, days)
        self._counts["wanted_peak"][self._rows] = wanted_peak
        # Where nobody was sent home or to another site those on the premises are those who wanted to be.
        people_peak = wanted_peak.copy()
        changed = np.zeros(days, dtype=bool)
        changed[day[~seated | (self._site_of_zone[visits.zone] != wanted_site)]] = True
        if changed.any():
            again = changed[seat_day]
            people_peak[changed] = self._peaks(seat_day[again], site[again], arrival[again], departure[again], days)[
                changed
            ]
        self._counts["people_peak"][self._rows] = people_peak
        self._count("people", seat_day, site, days)
        self._count("arrivals", day, wanted_site, days)
        self._count_visitors(plan, days)
        moved = visits.outcome == Outcome.DISPLACED
        self._count("displaced", day[moved], self._site_of_zone[visits.zone[moved]], days)
        sent_home = visits.outcome == Outcome.FORCED_REMOTE
        self._count("forced_remote", day[sent_home], wanted_site[sent_home], days)
        self._count_held(visits if plan.no_shows is None else together(visits, plan.no_shows), plan, people_peak)

    def _count_held(self, holders: Visits, plan: Plan, people_peak: NDArray[np.int32]) -> None:
        """Count the desks that are held, by people on site or by bookings nobody came for."""
        days = plan.weeks * 5
        held = holders.zone >= 0
        day, site = holders.day[held] - plan.first_week * 5, self._site_of_zone[holders.zone[held]]
        arrival, departure = holders.arrival[held], holders.departure[held]
        self._counts["occupied_peak"][self._rows] = (
            people_peak if plan.no_shows is None else self._peaks(day, site, arrival, departure, days)
        )
        open_ticks = np.minimum(departure, self._closes[site]) - np.maximum(arrival, self._opens[site])
        ticks = totals(day * self._sites + site, np.maximum(open_ticks, 0), days * self._sites)
        self._occupied_ticks[self._rows, :-1] = ticks.reshape(days, self._sites)

    def _count_visitors(self, plan: Plan, days: int) -> None:
        """Count guests of gatherings at which one of our people receives them, and parties that walk up."""
        gatherings, requests = plan.gatherings, plan.requests
        received = np.zeros(len(gatherings), dtype=bool) if plan.present is None else plan.present > 0
        day, site, visitors = gatherings.day, gatherings.site, gatherings.visitors * received
        if requests is not None:
            came = requests.outcome != RoomOutcome.NO_SHOW
            visitors[requests.gathering[~came & (requests.gathering >= 0)]] = 0
            alone = np.flatnonzero(came & (requests.gathering < 0) & (requests.visitors > 0))
            day, site = np.append(day, requests.day[alone]), np.append(site, requests.site[alone])
            visitors = np.append(visitors, requests.visitors[alone])
        some = np.flatnonzero(visitors)
        if len(some) > 0:
            each = np.repeat(some, visitors[some])
            self._count("visitors", day[each] - plan.first_week * 5, site[each], days)

    def _count(self, name: str, day: NDArray[np.int32], site: NDArray[np.int32], days: int) -> None:
        by_site = counts(day * self._sites + site, days * self._sites).reshape(days, self._sites)
        self._counts[name][self._rows, :-1] = by_site
        self._counts[name][self._rows, -1] = by_site.sum(axis=1)

    def _peaks(
        self,
        day: NDArray[np.int32],
        site: NDArray[np.int32],
        arrival: NDArray[np.int32],
        departure: NDArray[np.int32],
        days: int,
    ) -> NDArray[np.int32]:
        ticks = self._frame.ticks
        by_site = peaks(day * self._sites + site, arrival, departure, days * self._sites, ticks)
        by_site = by_site.reshape(days, self._sites)
        city = by_site[:, 0] if self._sites == 1 else peaks(day, arrival, departure, days, ticks)
        return np.concatenate([by_site, city[:, None]], axis=1)

    def arrays(self) -> Arrays:
        """Return workdays only."""
        self._occupied_ticks[:, -1] = self._occupied_ticks[:, :-1].sum(axis=1)
        counted: Arrays = {**self._counts, "occupied_ticks": self._occupied_ticks}
        return {f"site_{name}": small(self._frame.workdays_only(values)) for name, values in counted.items()}


def site_desks(scenario: Scenario) -> NDArray[np.int64]:
    """Desks of each site and, last, of the city."""
    office = scenario.office
    by_site = np.bincount(office.site_of_zone, weights=office.desks, minlength=len(office.site_ids)).astype(np.int64)
    return np.append(by_site, by_site.sum())


def desk_open_ticks(scenario: Scenario) -> NDArray[np.int64]:
    """Desk-ticks of opening hours in a day, for each site and, last, the city."""
    opens, closes = opening_ticks(scenario)
    by_site = site_desks(scenario)[:-1] * (closes - opens)
    return np.append(by_site, by_site.sum())


def rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `site_daily`: one row per replication, workday and site."""
    return _rows(scenario, replications, stack, slice(0, -1))


def city_rows(scenario: Scenario, replications: list[int], stack: Arrays) -> pl.DataFrame:
    """Table `city_daily`: one row per replication and workday; peaks are of simultaneous city-wide counts."""
    return _rows(scenario, replications, stack, slice(-1, None)).drop("site_id")


def _rows(scenario: Scenario, replications: list[int], stack: Arrays, chosen: slice) -> pl.DataFrame:
    import polars as pl

    ids = [*scenario.office.site_ids, "city"][chosen]
    days = len(replications) * len(scenario.days.dates)
    opens, closes = opening_ticks(scenario)
    # The city's mean is over the hours in which any site is open.
    open_ticks = np.append(closes - opens, closes.max() - opens.min())[chosen]

    def column(name: str) -> NDArray[np.int64]:
        return stack[f"site_{name}"][:, :, chosen].ravel().astype(np.int64)

    return pl.DataFrame(
        {
            **day_rows(scenario, replications, len(ids)),
            "site_id": names(ids, days),
            "desks": np.tile(site_desks(scenario)[chosen], days),
            "wanted_peak": column("wanted_peak"),
            "occupied_peak": column("occupied_peak"),
            "occupied_mean": (stack["site_occupied_ticks"][:, :, chosen] / open_ticks).ravel(),
            # Everybody of the staff on the premises sits at a desk; visitors are counted apart.
            "people_peak": column("people_peak"),
            "people": column("people"),
            "visitors": column("visitors"),
            "arrivals": column("arrivals"),
            "displaced": column("displaced"),
            "forced_remote": column("forced_remote"),
        }
    )
