"""Who asks for a room: from the gatherings of a block and the people on site to requests.

The room follows those who are physically there. A participant takes part who sits on the gathering's site that day, is
there from its beginning to its end, and is in no gathering of higher priority meanwhile. Where nobody, or one of our
people alone, is left, that one joins by video from a small room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.activities.drop_in import Present
from sim.activities.registry import DropIns
from sim.activities.room_need import RoomNeed
from sim.activities.series import Series
from sim.draws import TABLE_SIZE, field, stable_key
from sim.engine.arrivals import visit_at
from sim.engine.commitments import Commitments, first_come, without_overlaps
from sim.quantities import WEEKDAY_NAMES
from sim.records import Purpose, RoomUse
from sim.requests import Requests, all_of, requests_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Luck
    from sim.population import Population
    from sim.records import Plan, Visits
    from sim.scenario import Scenario

#: Room bookings for good come first, then series, then single bookings, each by how long ahead they are made.
_FIXED_RANK, _SERIES_RANK = -1_000_000, -100_000


#: The site of who has no seat; gatherings elsewhere have site -1.
_NOWHERE = -2


@dataclass(frozen=True, slots=True)
class _Seats:
    """The `visit` (index) of each person on each day of a block, [day, person], -1 for none, and at which `site`.

    `site` has one element more than there are visits, so that it is looked up with -1 as well.
    """

    visit: NDArray[np.int32]
    site: NDArray[np.int32]


class Parties:
    """Makes the room requests of one replication, block by block."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        self._scenario, self._population, self._luck = scenario, population, luck
        self._per_minute = scenario.ticks_per_minute
        self._site_of_zone = scenario.office.site_of_zone
        purposes = len(Purpose)
        self._needs_room = np.ones(purposes, dtype=bool)
        self._booked_limit, self._rank = np.zeros(purposes), np.zeros(purposes, dtype=np.int32)
        for activity in scenario.activities.values():
            if isinstance(activity, DropIns):
                continue
            purpose = Purpose[activity.kind.upper()]
            self._needs_room[purpose] = activity.room.needed
            if isinstance(activity.room, RoomNeed):
                self._booked_limit[purpose] = activity.room.booked_share * TABLE_SIZE
                self._rank[purpose] = (_SERIES_RANK if isinstance(activity, Series) else 0) - activity.room.lead_days
        bookings = scenario.behavior.bookings
        self._no_show_limit = bookings.room_no_show_share * TABLE_SIZE
        self._pruned_limit = bookings.pruned_series_share * TABLE_SIZE
        self._larger_limit = scenario.behavior.rooms.larger_room_share * TABLE_SIZE
        self._site_keys = np.array([stable_key("site", s) for s in scenario.office.site_ids], dtype=np.uint64)
        self._closes = np.array([scenario.office.sites[s].closes_at for s in scenario.office.site_ids])
        self._shortest = scenario.behavior.rooms.shortest_use_minutes * self._per_minute

    def requests(self, plan: Plan, visits: Visits) -> tuple[Requests, Commitments]:
        """Return the requests of a block, and when people are in planned gatherings.

        Also writes into the plan how many are `present` at each gathering.
        """
        seats = self._seats(plan, visits)
        gatherings, planned = self._gatherings(plan, visits, seats)
        ad_hoc = self._ad_hoc(plan, visits, seats, planned)
        engaged = planned.also(*_intervals(ad_hoc))
        alone, walk_ups = self._drop_ins(plan, visits, engaged)
        # A meeting that has to wait for its room gives way to what its people do next.
        ad_hoc.latest_end = self._until_first_goes(ad_hoc, visits, planned.also(*_intervals(alone)))
        parts = [gatherings, ad_hoc, alone, *walk_ups]
        parts.append(self._fixed_bookings(plan))
        requests = all_of(parts)
        bits = self._luck.stream("room taste").bits_each(
            self._keys(requests, plan, visits), self._scenario.days.ordinals.ravel()[requests.day]
        )
        requests.no_show = requests.booked & (requests.fixed_room < 0) & (field(bits, 0) < self._no_show_limit)
        requests.takes_larger = (requests.people <= 2) & (field(bits, 1) < self._larger_limit)
        if self._pruned_limit > 0:
            of_series = requests.no_show & (requests.booking_rank <= _SERIES_RANK)
            requests = requests.only(~(of_series & (field(bits, 2) < self._pruned_limit)))
        return requests, engaged.also(*_intervals(alone))

    def _gatherings(self, plan: Plan, visits: Visits, seats: _Seats) -> tuple[Requests, Commitments]:
        """Return requests of planned gatherings, and when everybody is in one."""
        gatherings = plan.gatherings
        here = (gatherings.site >= 0) & (gatherings.purpose != Purpose.AD_HOC)
        of, visit = self._seated(plan, seats, np.flatnonzero(plan.attends & here[gatherings.gathering]))
        start, end = self._interval(plan, of)
        there = np.flatnonzero((visits.arrival[visit] <= start) & (visits.departure[visit] >= end))
        of, visit, start, end = of[there], visit[there], start[there], end[there]
        kept = without_overlaps(visit, start, end, gatherings.priority[of], of)
        of, visit, start, end = of[kept], visit[kept], start[kept], end[kept]
        commitments = Commitments.of(visit, start, end)
        plan.present = np.bincount(of, minlength=len(gatherings))
        found = self._asked(plan, of, visit)
        found.equipment = self._from_elsewhere(plan, plan.present)[found.gathering]
        return found, commitments

    def _asked(self, plan: Plan, of: NDArray[np.int64], visit: NDArray[np.int64]) -> Requests:
        """Turn gatherings with people on site into requests; `of` (ascending) and `visit` are their participants."""
        gatherings = plan.gatherings
        own = np.bincount(of, minlength=len(gatherings))
        asks = np.flatnonzero((own > 0) & self._needs_room[gatherings.purpose])
        purpose = gatherings.purpose[asks]
        start, end = self._interval(plan, asks)
        bits = self._luck.stream("room booking").bits_each(
            gatherings.key[asks], self._scenario.days.ordinals.ravel()[gatherings.day[asks]]
        )
        booked = field(bits, 0) < self._booked_limit[purpose]
        return requests_of(
            len(asks),
            activity=purpose,
            day=gatherings.day[asks],
            site=gatherings.site[asks],
            asked=start,
            ticks=end - start,
            latest_end=end,
            people=own[asks] + gatherings.visitors[asks],
            booked=booked,
            booking_rank=self._rank[purpose],
            movable=np.ones(len(asks)),
            tie=field(bits, 1),
            team=gatherings.team[asks],
            unit=gatherings.unit[asks],
            gathering=asks,
            invited=gatherings.invited[asks],
            visitors=gatherings.visitors[asks],
            first=np.concatenate(([0], np.cumsum(own[asks]))),
            visit=visit[self._needs_room[gatherings.purpose][of]],
        )

    def _ad_hoc(self, plan: Plan, visits: Visits, seats: _Seats, commitments: Commitments) -> Requests:
        """Return requests of ad-hoc meetings: whoever is there and free joins, until the first of them has to go."""
        gatherings = plan.gatherings
        is_ad_hoc = gatherings.purpose == Purpose.AD_HOC
        of, visit = self._seated(plan, seats, np.flatnonzero(is_ad_hoc[gatherings.gathering]))
        start, _ = self._interval(plan, of)
        there = np.flatnonzero((visits.arrival[visit] <= start) & (visits.departure[visit] > start))
        of, visit, start = of[there], visit[there], start[there]
        free = ~commitments.busy_at(visit, start)
        of, visit, start = of[free], visit[free], start[free]
        own = np.bincount(of, minlength=len(gatherings))
        enough = own[of] > 1
        of, visit, start = of[enough], visit[enough], start[enough]
        assert plan.present is not None
        plan.present = plan.present + np.bincount(of, minlength=len(gatherings))
        found = self._asked(plan, of, visit)
        found.latest_end = self._until_first_goes(found, visits, commitments)
        # It is for those who are there; nobody knows of it before it begins.
        found.movable[:] = False
        found.invited[:] = np.diff(found.first)
        return found.only(found.latest_end - found.asked >= np.minimum(found.ticks, self._shortest))

    def _drop_ins(self, plan: Plan, visits: Visits, engaged: Commitments) -> tuple[Requests, list[Requests]]:
        """Return requests of single people, who are in no gathering meanwhile, and of parties from elsewhere."""
        drop_ins = [(name, one) for name, one in sorted(self._scenario.activities.items()) if isinstance(one, DropIns)]
        if not drop_ins:
            return all_of([]), []
        present = self._present(plan, visits)
        found = [one.requests(present, name) for name, one in drop_ins]
        alone = all_of([one for one in found if len(one.visit) > 0])
        # Each of these has one person, so that a request and its visit have the same index.
        alone.latest_end = self._until_first_goes(alone, visits, engaged)
        happens = ~engaged.busy_at(alone.visit, alone.asked)
        happens &= alone.latest_end - alone.asked >= np.minimum(alone.ticks, self._shortest)
        visit, start, end = _intervals(alone)
        some = np.flatnonzero(happens)
        chosen = some[first_come(visit[some], start[some], end[some], alone.tie[some], len(visits))]
        again = Commitments.of(visit[chosen], start[chosen], end[chosen]).next_start(visit, start)
        alone.latest_end = np.minimum(alone.latest_end, again).astype(np.int32)
        return alone.only(chosen), [one for one in found if len(one.visit) == 0]

    def _until_first_goes(self, requests: Requests, visits: Visits, commitments: Commitments) -> NDArray[np.int32]:
        """Return the tick at which the first participant of each request has to be elsewhere or goes home."""
        sizes = np.diff(requests.first)
        asked = np.repeat(requests.asked, sizes)
        departure = visits.departure[requests.visit]
        # Theory knows offices that never close; what is held there may outlast the day.
        site = np.repeat(requests.site, sizes)
        never = (self._closes[site] == 1440) & (departure >= 1440 * self._per_minute)
        goes = np.where(never, np.iinfo(np.int32).max, departure)
        leaves = np.minimum(goes, commitments.next_start(requests.visit, asked))
        if len(leaves) == 0:
            return np.zeros(len(requests), dtype=np.int32)
        return np.minimum.reduceat(leaves, requests.first[:-1]).astype(np.int32)

    def _present(self, plan: Plan, visits: Visits) -> Present:
        seated = np.flatnonzero(visits.zone >= 0)
        calendar = self._scenario.days
        weeks = slice(plan.first_week, plan.first_week + plan.weeks)
        return Present(
            calendar=calendar,
            office=self._scenario.office,
            luck=self._luck,
            ticks_per_minute=self._per_minute,
            visits=visits,
            visit=seated,
            site=self._site_of_zone[visits.zone[seated]],
            key=self._population.keys[visits.person[seated]],
            days=plan.first_week * 5 + np.flatnonzero(calendar.is_workday[weeks].ravel()),
        )

    def _fixed_bookings(self, plan: Plan) -> Requests:
        """Return requests of hours that are given away for good; with 0 people the room is only closed."""
        office, calendar = self._scenario.office, self._scenario.days
        rooms = {one.room_id: number for number, one in enumerate(office.single_rooms)}
        weeks = slice(plan.first_week, plan.first_week + plan.weeks)
        days = plan.first_week * 5 + np.flatnonzero(calendar.is_workday[weeks].ravel())
        parts = []
        for _, booking in sorted(office.room_bookings.items()):
            room = rooms[booking.room_id]
            on = days[np.isin(days % len(WEEKDAY_NAMES) + 1, booking.weekdays)]
            start, end = booking.starts_at * self._per_minute, booking.ends_at * self._per_minute
            parts.append(
                requests_of(
                    len(on),
                    activity=np.full(len(on), RoomUse.FIXED_BOOKING),
                    day=on,
                    site=np.full(len(on), office.single_rooms[room].site),
                    asked=np.full(len(on), start),
                    ticks=np.full(len(on), end - start),
                    latest_end=np.full(len(on), end),
                    people=np.full(len(on), booking.people),
                    booked=np.ones(len(on)),
                    booking_rank=np.full(len(on), _FIXED_RANK),
                    fixed_room=np.full(len(on), room),
                )
            )
        return all_of(parts)

    def _seats(self, plan: Plan, visits: Visits) -> _Seats:
        site = np.where(visits.zone >= 0, self._site_of_zone[visits.zone], _NOWHERE)
        return _Seats(visit_at(visits, plan, len(self._population)), np.append(site, _NOWHERE))

    def _seated(
        self, plan: Plan, seats: _Seats, rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return gathering and visit of those of some participants who sit on the gathering's site that day."""
        gatherings = plan.gatherings
        of = gatherings.gathering[rows]
        since = gatherings.day[of] - plan.first_week * 5
        visit = seats.visit[since, gatherings.person[rows]]
        here = np.flatnonzero(seats.site[visit] == gatherings.site[of])
        return of[here], visit[here].astype(np.int64)

    def _keys(self, requests: Requests, plan: Plan, visits: Visits) -> NDArray[np.uint64]:
        """Return a stable number for each request: the gathering's, or made of whose it is, what, where and when."""
        keys = self._site_keys[requests.site] + (requests.asked.astype(np.uint64) << np.uint64(32))
        keys += requests.activity.astype(np.uint64) << np.uint64(16)
        keys += requests.tie.astype(np.uint64)
        alone = np.flatnonzero((np.diff(requests.first) == 1) & (requests.gathering < 0))
        keys[alone] += self._population.keys[visits.person[requests.visit[requests.first[:-1][alone]]]]
        held = np.flatnonzero(requests.gathering >= 0)
        keys[held] = plan.gatherings.key[requests.gathering[held]]
        return keys

    def _from_elsewhere(self, plan: Plan, own: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether somebody who is invited, and not absent that day, takes part in each gathering from elsewhere."""
        gatherings = plan.gatherings
        cells = gatherings.cells(plan.first_week, plan.weeks, len(self._population))
        at_work = gatherings.gathering[~plan.absent.ravel()[cells]]
        return np.bincount(at_work, minlength=len(gatherings)) > own

    def _interval(self, plan: Plan, of: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        gatherings = plan.gatherings
        start = gatherings.start_minute[of] * self._per_minute
        return start, start + gatherings.minutes[of] * self._per_minute


def _intervals(requests: Requests) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Visit, start and end of every participant of some requests, as they are asked for."""
    sizes = np.diff(requests.first)
    end = np.minimum(requests.asked.astype(np.int64) + requests.ticks, requests.latest_end).astype(np.int32)
    return requests.visit, np.repeat(requests.asked, sizes), np.repeat(end, sizes)
