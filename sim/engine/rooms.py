"""Rooms under contention: bookings made before the day, then the day itself as a SimPy calendar pump.

Rooms do not act back on desks within a day (whoever finds no room works on at the desk), so desks are seated first and
rooms follow those who got one; tests/engine plays both on a single plain clock and agrees on every answer.

Bookings are made one after another: hours given away for good, series, then by how long ahead, by draw among equals.
Each takes the first pool of its order with a room free for the whole length: right size, then larger. Who finds none
looks for a room when the gathering begins (`sim.engine.room_contest`), as do all who have not booked. A booked room is
used as booked; where nobody comes it is held until released, or to its end.

Where no pool of a site is asked for more rooms than it has, everybody gets the first choice, and no clock is needed to
know that (`sim.engine.room_screen`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import simpy

from sim.engine.diaries import FOREVER, Diary
from sim.engine.room_choice import RoomChoice
from sim.engine.room_contest import Party, RoomContest
from sim.engine.room_screen import RoomScreen
from sim.gatherings import ragged
from sim.order import in_order
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
        office = scenario.office
        self._pools = office.room_pools
        self._sites = len(office.site_ids)
        self._habits = scenario.behavior.rooms
        self._per_minute = scenario.ticks_per_minute
        self._release = scenario.behavior.bookings.room_release_minutes * scenario.ticks_per_minute
        self._choice = RoomChoice(office)
        self._class_of_pool = office.class_of_pool
        # A day of each pool before anything is taken, by site.
        self._blank: list[dict[int, Diary]] = [{} for _ in office.site_ids]
        for number, pool in enumerate(self._pools):
            self._blank[pool.site][number] = Diary(pool, self._per_minute)
        self._screen = RoomScreen(scenario)
        self._pool_of_room = {room: number for number, pool in enumerate(self._pools) for room in pool.rooms}
        sites = [office.sites[site_id] for site_id in office.site_ids]
        self._site_closes = [
            FOREVER if one.closes_at == 1440 and one.opens_at == 0 else one.closes_at * self._per_minute
            for one in sites
        ]

    def serve(self, requests: Requests, visits: Visits, commitments: Commitments) -> Requests:
        """Give every party a room or not; returns the requests that took place, with their answers."""
        if len(requests) == 0:
            return requests
        if not self._pools:
            # Where rooms are not modeled there is nothing to book, and nobody fails to come to it.
            requests.booked[:] = False
        choice, which = self._choice, self._choice.of_each(requests)
        requests.seats_class[:] = choice.seats_class[which]
        day = requests.day - requests.day.min()
        first_choice = choice.first_pool[which]
        larger = choice.only_larger[which] & (requests.fixed_room < 0)
        fixed = np.flatnonzero(requests.fixed_room >= 0)
        first_choice[fixed] = [self._pool_of_room[room] for room in requests.fixed_room[fixed].tolist()]
        requests.seats_class[fixed] = self._class_of_pool[first_choice[fixed]]
        contested = self._screen.contested(requests, day, first_choice)
        self._grant(requests, np.flatnonzero(~contested), first_choice, larger)
        some = np.flatnonzero(contested)
        gone: list[tuple[int, int]] = []
        if len(some) > 0:
            diaries = self._diaries(requests, some)
            unreleased = self._book(requests, some, which, diaries)
            gone = self._walk(requests, some, which, diaries, unreleased, visits, commitments)
        return _took_place(requests, gone)

    def _grant(
        self,
        requests: Requests,
        some: NDArray[np.int64],
        first_choice: NDArray[np.int64],
        larger: NDArray[np.bool_],
    ) -> None:
        """Give everybody the first choice; what nobody comes to is released if it is long enough.

        The first choice may be `larger` than asked for, where no room of the right size has the equipment.
        """
        no_show = requests.no_show[some] & requests.booked[some]
        end = np.minimum(requests.asked[some].astype(np.int64) + requests.ticks[some], requests.latest_end[some])
        released = no_show & (self._release > 0) & (self._release < end - requests.asked[some])
        came = np.where(larger[some] & bool(self._pools), np.int8(RoomOutcome.LARGER), np.int8(RoomOutcome.SERVED))
        requests.outcome[some] = np.where(no_show, np.int8(RoomOutcome.NO_SHOW), came)
        requests.pool[some] = first_choice[some]
        requests.start[some] = requests.asked[some]
        requests.until[some] = np.where(released, requests.asked[some] + self._release, end)

    def _diaries(self, requests: Requests, some: NDArray[np.int64]) -> dict[int, dict[int, Diary]]:
        """Open a diary for every pool of contested sites and days, by `day * sites + site`."""
        return {
            at: {pool: diary.fresh() for pool, diary in self._blank[at % self._sites].items()}
            for at in np.unique(self._site_day(requests, some)).tolist()
        }

    def _site_day(self, requests: Requests, some: NDArray[np.int64]) -> NDArray[np.int64]:
        return requests.day[some].astype(np.int64) * self._sites + requests.site[some]

    def _book(
        self,
        requests: Requests,
        some: NDArray[np.int64],
        which: NDArray[np.int64],
        diaries: dict[int, dict[int, Diary]],
    ) -> dict[int, list[tuple[int, int]]]:
        """Make all bookings; returns those that will be released, by diary: (tick of release, end of the booking)."""
        requests.outcome[some] = _UNBOOKED
        booking = np.flatnonzero(requests.booked[some]) if self._pools else np.zeros(0, dtype=np.int64)
        order = in_order(requests.tie[some[booking]], requests.booking_rank[some[booking]])
        in_turn = some[booking[order]]
        rows = zip(
            in_turn.tolist(),
            self._site_day(requests, in_turn).tolist(),
            requests.asked[in_turn].tolist(),
            np.minimum(requests.asked[in_turn] + requests.ticks[in_turn], requests.latest_end[in_turn]).tolist(),
            requests.no_show[in_turn].tolist(),
            requests.fixed_room[in_turn].tolist(),
            which[in_turn].tolist(),
            strict=True,
        )
        # Plain numbers, for there are many.
        served, larger, not_used = int(RoomOutcome.SERVED), int(RoomOutcome.LARGER), int(RoomOutcome.NO_SHOW)
        found: list[tuple[int, int, int, int, int]] = []
        unused: list[tuple[Diary, int, int]] = []
        for number, at, start, end, no_show, fixed_room, answer in rows:
            suitable, diary_of = self._choice.answers[answer], diaries[at]
            pools, own = suitable.pools, suitable.own
            if fixed_room >= 0:
                pools, own = (self._pool_of_room[fixed_room],), 1
            position = next((n for n, pool in enumerate(pools) if diary_of[pool].take(start, end, end) >= 0), None)
            if position is None:
                requests.booked[number] = False
                continue
            outcome, until = served if position < own else larger, end
            if no_show:
                outcome = not_used
                if 0 < self._release < end - start:
                    until = start + self._release
                    unused.append((diary_of[pools[position]], until, end))
            found.append((number, outcome, pools[position], start, until))
        _write(requests, found)
        unreleased: dict[int, list[tuple[int, int]]] = {}
        for diary, release, end in unused:
            diary.give_back(release, end)
            unreleased.setdefault(id(diary), []).append((release, end))
        return unreleased

    def _walk(
        self,
        requests: Requests,
        some: NDArray[np.int64],
        which: NDArray[np.int64],
        diaries: dict[int, dict[int, Diary]],
        unreleased: dict[int, list[tuple[int, int]]],
        visits: Visits,
        commitments: Commitments,
    ) -> list[tuple[int, int]]:
        """Let everybody without a booking look for a room; returns who did not come, as (request, visit)."""
        walking = some[requests.outcome[some] == _UNBOOKED]
        contest = RoomContest(
            requests=requests,
            choice=self._choice,
            habits=self._habits,
            ticks_per_minute=self._per_minute,
            busy={},
            departure=visits.departure,
            engaged=commitments,
            closes=self._site_closes,
            unreleased=unreleased,
            unlimited=not self._pools,
        )
        environment = simpy.Environment()
        environment.process(contest.walk(environment, self._calendar(requests, walking, which, diaries)))
        environment.run()
        _write(requests, [(one.number, one.outcome, one.pool, one.start, one.until) for one in contest.answered])
        return contest.gone

    def _calendar(
        self,
        requests: Requests,
        walking: NDArray[np.int64],
        which: NDArray[np.int64],
        diaries: dict[int, dict[int, Diary]],
    ) -> list[tuple[int, list[Party]]]:
        """Sort parties by the tick at which they begin to look, those of one tick by draw; one entry per tick.

        Days do not touch, so parties of all days that begin at the same time of the day share an entry.
        """
        if len(walking) == 0:
            return []
        number, tick = walking, requests.asked[walking]
        order = in_order(requests.tie[number], tick)
        parties = self._parties(requests, number[order], which, diaries)
        ticks = tick[order]
        starts = np.flatnonzero(np.diff(ticks, prepend=-1))
        ends = [*starts[1:].tolist(), len(parties)]
        return [(at, parties[a:b]) for at, a, b in zip(ticks[starts].tolist(), starts.tolist(), ends, strict=True)]

    def _parties(
        self,
        requests: Requests,
        number: NDArray[np.int64],
        which: NDArray[np.int64],
        diaries: dict[int, dict[int, Diary]],
    ) -> list[Party]:
        """Make parties of some requests, in their order."""
        columns = (
            requests.site,
            requests.activity,
            requests.asked,
            requests.ticks,
            requests.latest_end,
            requests.people,
            requests.equipment,
            requests.takes_larger,
            requests.movable,
        )
        sizes = np.diff(requests.first)[number]
        visit, ends = requests.visit[ragged(requests.first[:-1][number], sizes)].tolist(), np.cumsum(sizes)
        answers = self._choice.answers
        # One tuple a party, in the order of the fields of Party: by far the fastest way to make many.
        rows = zip(
            number.tolist(),
            [diaries[at] for at in self._site_day(requests, number).tolist()],
            *(column[number].tolist() for column in columns),
            [visit[a:b] for a, b in zip((ends - sizes).tolist(), ends.tolist(), strict=True)],
            requests.visitors[number].tolist(),
            [answers[answer] for answer in which[number].tolist()],
            strict=True,
        )
        return [Party(*row) for row in rows]


def _write(requests: Requests, found: list[tuple[int, int, int, int, int]]) -> None:
    """Write answers down: number of the request, outcome, pool, start and end."""
    if found:
        number, *columns = (np.array(column) for column in zip(*found, strict=True))
        for name, column in zip(("outcome", "pool", "start", "until"), columns, strict=True):
            getattr(requests, name)[number] = column


def _took_place(requests: Requests, gone: list[tuple[int, int]]) -> Requests:
    """Leave out parties that did not happen, and of the others those who were busy elsewhere."""
    if gone:
        owner = np.repeat(np.arange(len(requests)), np.diff(requests.first))
        away = set(gone)
        pairs = zip(owner.tolist(), requests.visit.tolist(), strict=True)
        stays = np.array([pair not in away for pair in pairs], dtype=bool)
        requests.first = np.concatenate(([0], np.cumsum(np.bincount(owner[stays], minlength=len(requests)))))
        requests.visit = requests.visit[stays]
    # A room that is given away to nobody is closed: nobody asks for it.
    held = (requests.outcome != NOT_HELD) & ((requests.fixed_room < 0) | (requests.people > 0))
    return requests if held.all() else requests.only(held)
