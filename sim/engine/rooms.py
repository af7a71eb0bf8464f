"""Rooms under contention: bookings made before the day, then the day itself as a SimPy calendar pump.

Rooms do not act back on desks within a day (whoever finds no room works on at the desk), so desks are seated first and
rooms follow those who got one; tests/engine plays both on a single plain clock and agrees on every room.

Bookings are made one after another: hours given away for good, series, then by how long ahead, by draw among equals.
Each takes the first room of its order that is free for the whole length: right size, then larger. Who finds none looks
for a room when the gathering begins (`sim.engine.room_contest`), as do all who have not booked. A booked room is used
as booked; where nobody comes it is held until released, or to its end.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import simpy

from sim.engine.diaries import FOREVER, Diaries
from sim.engine.room_choice import RoomChoice
from sim.engine.room_contest import Party, RoomContest
from sim.requests import NOT_HELD, Requests, RoomOutcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine.commitments import Commitments
    from sim.records import Visits
    from sim.scenario import Scenario

_UNBOOKED = -2


class Rooms:
    """The rooms of an office and the rules for taking one."""

    def __init__(self, scenario: Scenario) -> None:
        self._office = scenario.office
        self._habits = scenario.behavior.rooms
        self._per_minute = scenario.ticks_per_minute
        self._ticks_per_day = 1440 * scenario.ticks_per_minute
        self._release = scenario.behavior.bookings.room_release_minutes * scenario.ticks_per_minute
        self._choice = RoomChoice(scenario.office)
        sites = [scenario.office.sites[site_id] for site_id in scenario.office.site_ids]
        self._closes = [
            FOREVER if one.closes_at == 1440 and one.opens_at == 0 else one.closes_at * scenario.ticks_per_minute
            for one in sites
        ]

    def serve(self, requests: Requests, visits: Visits, commitments: Commitments) -> Requests:
        """Give every party a room or not; returns the requests that took place, with their answers."""
        if len(requests) == 0:
            return requests
        first_day = int(requests.day.min())
        days = int(requests.day.max()) - first_day + 1
        base = (requests.day - first_day) * len(self._office.single_rooms)
        parties = self._parties(requests, base)
        diaries = Diaries(self._office, days, self._per_minute)
        requests.outcome[:] = _UNBOOKED
        unreleased = self._book(requests, parties, diaries) if self._office.rooms else {}
        walking = np.flatnonzero(requests.outcome == _UNBOOKED)
        moving = walking[requests.movable[walking]]
        who = [visit for number in moving.tolist() for visit in parties[number].visits]
        contest = RoomContest(
            requests=requests,
            diaries=diaries,
            choice=self._choice,
            habits=self._habits,
            ticks_per_minute=self._per_minute,
            busy=[0] * len(visits),
            departure=visits.departure.tolist(),
            planned=commitments.listed(np.array(who, dtype=np.int64)) if self._habits.another_time else {},
            closes=self._closes,
            unreleased=unreleased,
            unlimited=not self._office.rooms,
        )
        environment = simpy.Environment()
        environment.process(contest.walk(environment, self._calendar(requests, walking, first_day, parties)))
        environment.run()
        requests.seats_class[:] = [party.suitable.seats_class for party in parties]
        return _took_place(requests, contest.gone)

    def _parties(self, requests: Requests, base: NDArray[np.int32]) -> list[Party]:
        visit, first = requests.visit.tolist(), requests.first.tolist()
        columns = (
            base,
            requests.site,
            requests.activity,
            requests.asked,
            requests.ticks,
            requests.latest_end,
            requests.people,
            requests.equipment,
            requests.takes_larger,
            requests.movable,
            requests.visitors,
        )
        parties = []
        for number, (at, site, activity, asked, ticks, latest_end, people, equipment, larger, movable, visitors) in (
            enumerate(zip(*(column.tolist() for column in columns), strict=True))
        ):
            suitable = self._choice.of(site, people, equipment=equipment, takes_larger=larger, activity=activity)
            parties.append(
                Party(
                    number, at, site, activity, asked, ticks, latest_end, people, equipment, larger, movable,
                    visit[first[number] : first[number + 1]], visitors, suitable,
                )
            )  # fmt: skip
        return parties

    def _book(
        self, requests: Requests, parties: list[Party], diaries: Diaries
    ) -> dict[int, list[tuple[int, int]]]:
        """Make all bookings; returns those that will be released, by diary: (tick of release, end of the booking)."""
        booking = np.flatnonzero(requests.booked)
        order = np.lexsort((booking, requests.tie[booking], requests.booking_rank[booking]))
        unused: list[tuple[int, int, int]] = []
        no_show, fixed = requests.no_show.tolist(), requests.fixed_room.tolist()
        for number in booking[order].tolist():
            party = parties[number]
            start, end, suitable = party.asked, party.asked + party.ticks, party.suitable
            if fixed[number] >= 0:
                room, outcome = fixed[number], RoomOutcome.SERVED
            else:
                position = diaries.first_free(party.base, suitable.rooms, start, end)
                if position < 0:
                    continue
                room = suitable.rooms[position]
                outcome = RoomOutcome.SERVED if position < suitable.own else RoomOutcome.LARGER
            diaries.take(party.base + room, start, end)
            until = end
            if no_show[number]:
                outcome = RoomOutcome.NO_SHOW
                if 0 < self._release < party.ticks:
                    until = start + self._release
                    unused.append((party.base + room, start, end))
            requests.outcome[number], requests.room[number] = outcome, room
            requests.start[number], requests.until[number] = start, until
        unreleased: dict[int, list[tuple[int, int]]] = {}
        for cell, start, end in unused:
            diaries.shorten(cell, start, start + self._release)
            unreleased.setdefault(cell, []).append((start + self._release, end))
        return unreleased

    def _calendar(
        self, requests: Requests, walking: NDArray[np.int64], first_day: int, parties: list[Party]
    ) -> list[tuple[int, list[Party]]]:
        """Sort parties by the tick at which they begin to look, those of one tick by draw; one entry per tick."""
        tick = (requests.day[walking] - first_day).astype(np.int64) * self._ticks_per_day + requests.asked[walking]
        order = np.lexsort((walking, requests.tie[walking], tick))
        in_turn = zip(tick[order].tolist(), walking[order].tolist(), strict=True)
        return [
            (at, [parties[number] for _, number in some]) for at, some in groupby(in_turn, key=lambda pair: pair[0])
        ]


def _took_place(requests: Requests, gone: list[tuple[int, int]]) -> Requests:
    """Leave out parties that did not happen, and of the others those who were busy elsewhere."""
    if gone:
        owner = np.repeat(np.arange(len(requests)), np.diff(requests.first))
        away = set(gone)
        stays = np.array(
            [pair not in away for pair in zip(owner.tolist(), requests.visit.tolist(), strict=True)], dtype=bool
        )
        requests.first = np.concatenate(([0], np.cumsum(np.bincount(owner[stays], minlength=len(requests)))))
        requests.visit = requests.visit[stays]
    return requests.only(requests.outcome != NOT_HELD)
