"""Rooms under contention: bookings made before the day, then the day itself as a SimPy calendar pump.

Rooms do not act back on desks within a day (whoever finds no room works on at the desk), so desks are seated first and
rooms follow those who got one; tests/engine plays both on a single plain clock and agrees on every answer.

Bookings are made one after another: hours given away for good, series, then by how long ahead, by draw among equals.
Each takes the first pool of its order with a room free for the whole length: right size, then larger. Who finds none
looks for a room when the gathering begins (`sim.engine.room_contest`), as do all who have not booked. A booked room is
used as booked; where nobody comes it is held until released, or to its end.

Where no pool of a site is asked for more rooms than it has all day long, everybody gets the first choice, and no clock
is needed to know that.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import simpy

from sim.engine.diaries import FOREVER, Diary
from sim.engine.room_choice import RoomChoice
from sim.engine.room_contest import Party, RoomContest
from sim.gatherings import ragged
from sim.occupancy import NEVER, first_overflows
from sim.records import Purpose
from sim.requests import NOT_HELD, Requests, RoomOutcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine.commitments import Commitments
    from sim.engine.room_choice import Suitable
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
        self._ticks_per_day = 1440 * scenario.ticks_per_minute
        self._release = scenario.behavior.bookings.room_release_minutes * scenario.ticks_per_minute
        self._choice = RoomChoice(office)
        self._class_of_pool = office.class_of_pool
        self._count = np.array([len(pool.rooms) for pool in self._pools], dtype=np.int64)
        self._opens = np.array([pool.opens_at for pool in self._pools], dtype=np.int64) * self._per_minute
        self._closes = np.array(
            [FOREVER if pool.never_closes else pool.closes_at * self._per_minute for pool in self._pools],
            dtype=np.int64,
        )
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
        answers, which = self._choice.of_each(requests)
        requests.seats_class[:] = np.array([answer.seats_class for answer in answers])[which]
        day = requests.day - requests.day.min()
        first_choice = np.array([answer.pools[0] if answer.pools else -1 for answer in answers])[which]
        larger = np.array([answer.own == 0 for answer in answers])[which] & (requests.fixed_room < 0)
        fixed = np.flatnonzero(requests.fixed_room >= 0)
        first_choice[fixed] = [self._pool_of_room[room] for room in requests.fixed_room[fixed].tolist()]
        requests.seats_class[fixed] = self._class_of_pool[first_choice[fixed]]
        contested = self._contested(requests, day, first_choice)
        self._grant(requests, np.flatnonzero(~contested), first_choice, larger)
        some = np.flatnonzero(contested)
        gone: list[tuple[int, int]] = []
        if len(some) > 0:
            suitable = [answers[one] for one in which[some].tolist()]
            parties = self._parties(requests, some, day[some], suitable)
            unreleased = self._book(requests, some, parties)
            gone = self._walk(requests, some, parties, unreleased, visits, commitments)
        return _took_place(requests, gone)

    def _contested(
        self, requests: Requests, day: NDArray[np.int32], first_choice: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Whether each request may not get its first choice, or may be touched by one that does not.

        Who is not refused in a pool before it is first asked for more rooms than it has is not refused at all, and
        before the first party of a site that may be refused begins, nobody there is touched.
        """
        pools, days = len(self._pools), int(day.max()) + 1
        site_day = day * self._sites + requests.site
        end = np.minimum(requests.asked.astype(np.int64) + requests.ticks, requests.latest_end)
        doubtful = _meets_twice(requests)
        if pools > 0:
            none = first_choice < 0
            # Nobody takes a room before it opens or keeps it after it closes.
            outside = (requests.asked < self._opens[first_choice]) | (end > self._closes[first_choice])
            group = np.where(none, 0, day * pools + first_choice)
            full_from = first_overflows(
                group[~none],
                requests.asked[~none],
                end[~none].astype(np.int32),
                np.tile(self._count, days),
                int(end.max()) + 1,
            )
            doubtful |= none | outside | (end > full_from[group])
        since = np.full(days * self._sites, NEVER, dtype=np.int64)
        np.minimum.at(since, site_day[doubtful], requests.asked[doubtful])
        return np.asarray(end > since[site_day])

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

    def _parties(
        self, requests: Requests, some: NDArray[np.int64], day: NDArray[np.int32], suitable: list[Suitable]
    ) -> list[Party]:
        """Make the parties of contested days, in the order of `some`, with a diary for every pool and day."""
        diaries = {
            (number, site): {
                pool: Diary(self._pools[pool], self._per_minute)
                for pool in range(len(self._pools))
                if self._pools[pool].site == site
            }
            for number, site in sorted(set(zip(day.tolist(), requests.site[some].tolist(), strict=True)))
        }
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
        visit, first = requests.visit.tolist(), requests.first
        # One tuple a party, in the order of the fields of Party: by far the fastest way to make many.
        rows = zip(
            some.tolist(),
            [diaries[at] for at in zip(day.tolist(), requests.site[some].tolist(), strict=True)],
            *(column[some].tolist() for column in columns),
            [visit[a:b] for a, b in zip(first[some].tolist(), first[some + 1].tolist(), strict=True)],
            requests.visitors[some].tolist(),
            suitable,
            strict=True,
        )
        return [Party(*row) for row in rows]

    def _book(
        self, requests: Requests, some: NDArray[np.int64], parties: list[Party]
    ) -> dict[int, list[tuple[int, int]]]:
        """Make all bookings; returns those that will be released, by diary: (tick of release, end of the booking)."""
        requests.outcome[some] = _UNBOOKED
        booking = np.flatnonzero(requests.booked[some])
        order = np.lexsort((booking, requests.tie[some[booking]], requests.booking_rank[some[booking]]))
        unused: list[tuple[Diary, int, int]] = []
        for index in booking[order].tolist() if self._pools else ():
            party = parties[index]
            number, start, end = party.number, party.asked, min(party.asked + party.ticks, party.latest_end)
            pools, own = party.suitable.pools, party.suitable.own
            if requests.fixed_room[number] >= 0:
                pools, own = (self._pool_of_room[int(requests.fixed_room[number])],), 1
            position = next((n for n, pool in enumerate(pools) if party.diaries[pool].take(start, end, end) >= 0), None)
            if position is None:
                requests.booked[party.number] = False
                continue
            diary = party.diaries[pools[position]]
            outcome, until = RoomOutcome.SERVED if position < own else RoomOutcome.LARGER, end
            if requests.no_show[number]:
                outcome = RoomOutcome.NO_SHOW
                if 0 < self._release < end - start:
                    until = start + self._release
                    unused.append((diary, until, end))
            requests.outcome[number], requests.pool[number] = outcome, pools[position]
            requests.start[number], requests.until[number] = start, until
        unreleased: dict[int, list[tuple[int, int]]] = {}
        for diary, release, end in unused:
            diary.give_back(release, end)
            unreleased.setdefault(id(diary), []).append((release, end))
        return unreleased

    def _walk(
        self,
        requests: Requests,
        some: NDArray[np.int64],
        parties: list[Party],
        unreleased: dict[int, list[tuple[int, int]]],
        visits: Visits,
        commitments: Commitments,
    ) -> list[tuple[int, int]]:
        """Let everybody without a booking look for a room; returns who did not come, as (request, visit)."""
        walking = np.flatnonzero(requests.outcome[some] == _UNBOOKED)
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
        environment.process(contest.walk(environment, self._calendar(requests, some, walking, parties)))
        environment.run()
        answers = np.array(
            [(one.number, one.outcome, one.pool, one.start, one.until) for one in contest.answered], dtype=np.int64
        ).reshape(-1, 5)
        for name, column in zip(("outcome", "pool", "start", "until"), answers.T[1:], strict=True):
            getattr(requests, name)[answers[:, 0]] = column
        return contest.gone

    def _calendar(
        self, requests: Requests, some: NDArray[np.int64], walking: NDArray[np.int64], parties: list[Party]
    ) -> list[tuple[int, list[Party]]]:
        """Sort parties by the tick at which they begin to look, those of one tick by draw; one entry per tick."""
        number = some[walking]
        day = (requests.day[number] - requests.day.min()).astype(np.int64)
        tick = day * self._ticks_per_day + requests.asked[number]
        order = np.lexsort((number, requests.tie[number], tick))
        in_turn = zip(tick[order].tolist(), walking[order].tolist(), strict=True)
        return [(at, [parties[index] for _, index in each]) for at, each in groupby(in_turn, key=lambda pair: pair[0])]


def _meets_twice(requests: Requests) -> NDArray[np.bool_]:
    """Whether somebody of an ad-hoc meeting may still be in another one when it begins: who comes is known only then.

    Nothing else that one person does ever overlaps, unless somebody waits or moves.
    """
    twice = np.zeros(len(requests), dtype=bool)
    ad_hoc = np.flatnonzero(requests.activity == Purpose.AD_HOC)
    sizes = np.diff(requests.first)[ad_hoc]
    owner = np.repeat(ad_hoc, sizes)
    visit = requests.visit[ragged(requests.first[:-1][ad_hoc], sizes)]
    if len(visit) > 0:
        # One number holds visit and tick, so that one running maximum serves all visits.
        begin = (visit << 32) + requests.asked[owner]
        end = (visit << 32) + requests.wanted_until[owner]
        order = np.argsort(begin, kind="stable")
        latest = np.maximum.accumulate(end[order])
        twice[owner[order[1:][latest[:-1] > begin[order[1:]]]]] = True
    return twice


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
