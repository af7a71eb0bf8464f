"""The day of rooms: parties that have not booked look for one, wait, move to another time, or go online."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.requests import NOT_HELD, RoomOutcome

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.behavior import RoomHabits
    from sim.engine.diaries import Diaries
    from sim.engine.room_choice import RoomChoice, Suitable
    from sim.requests import Requests

#: Gatherings that move begin on a half hour.
_GRID_MINUTES = 30
_NOBODY = 2


@dataclass(slots=True)
class Party:
    """One request as the contest sees it; ticks since midnight of its day, `base` the first diary of that day."""

    number: int
    base: int
    site: int
    activity: int
    asked: int
    ticks: int
    latest_end: int
    people: int
    equipment: bool
    takes_larger: bool
    movable: bool
    visits: list[int]
    visitors: int
    suitable: Suitable


@dataclass(slots=True)
class RoomContest:
    """All days of a block on one clock. Answers go into `requests`; `busy` is until when each visit is in a room.

    `planned` are the planned gatherings of people whose own gathering may have to move, `closes` the tick at which each
    site closes, `unreleased` bookings that will be released and are not yet, by diary: (tick, end of the booking).
    """

    requests: Requests
    diaries: Diaries
    choice: RoomChoice
    habits: RoomHabits
    ticks_per_minute: int
    busy: list[int]
    departure: list[int]
    planned: dict[int, list[tuple[int, int]]]
    closes: list[int]
    unreleased: dict[int, list[tuple[int, int]]]
    unlimited: bool
    moved: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    gone: list[tuple[int, int]] = field(default_factory=list)

    def walk(
        self, environment: simpy.Environment, calendar: list[tuple[int, list[Party]]]
    ) -> Generator[simpy.Event, None, None]:
        """Walk the calendar: one timeout for each distinct tick at which somebody looks for a room."""
        now = 0
        patience = self.habits.patience_minutes * self.ticks_per_minute
        for tick, parties in calendar:
            yield environment.timeout(tick - now)
            now = tick
            for party in parties:
                if self._is_settled(party, patience):
                    continue
                if patience > 0 and party.suitable.rooms:
                    environment.process(self._lose_patience(environment, party, patience))
                else:
                    self._give_up(party, party.asked)

    def _lose_patience(
        self, environment: simpy.Environment, party: Party, patience: int
    ) -> Generator[simpy.Event, None, None]:
        """Try something else when the wait is over, after everybody who begins in that tick."""
        yield environment.timeout(patience)
        yield environment.timeout(0)
        self._give_up(party, party.asked + patience)

    def _is_settled(self, party: Party, patience: int) -> bool:
        """Take a room now or reserve the first that comes free; whether either worked (or nobody is there to ask)."""
        if not party.movable and not self._gathered(party):
            return True
        if self.unlimited:
            self._hold(party, -1, party.asked, RoomOutcome.SERVED)
            return True
        suitable, now = party.suitable, party.asked
        end = min(now + party.ticks, party.latest_end)
        useful = end - now if party.movable else self._useful(party, now, end)
        position = self.diaries.first_free(party.base, suitable.rooms, now, now + useful)
        if position >= 0:
            outcome = RoomOutcome.SERVED if position < suitable.own else RoomOutcome.LARGER
            self._hold(party, suitable.rooms[position], now, outcome)
            return True
        return patience > 0 and self._waits(party, patience)

    def _gathered(self, party: Party) -> bool:
        """Leave out who is in another room; an ad-hoc meeting of one and a single person who is busy do not happen."""
        now = party.asked
        there = [visit for visit in party.visits if self.busy[visit] <= now and not self._has_moved_to(visit, now)]
        if len(there) < len(party.visits):
            missing = len(party.visits) - len(there)
            if len(there) + party.visitors < _NOBODY:
                self.requests.outcome[party.number] = NOT_HELD
                return False
            self.gone += [(party.number, visit) for visit in party.visits if visit not in there]
            party.visits = there
            party.people -= missing
            self.requests.people[party.number] = party.people
            party.suitable = self.choice.of(
                party.site,
                party.people,
                equipment=party.equipment,
                takes_larger=party.takes_larger,
                activity=party.activity,
            )
        for visit in party.visits if self.moved else ():
            for start, _ in self.moved.get(visit, ()):
                if start > now:
                    party.latest_end = min(party.latest_end, start)
        return True

    def _has_moved_to(self, visit: int, tick: int) -> bool:
        return any(start <= tick < end for start, end in self.moved.get(visit, ()))

    def _useful(self, party: Party, start: int, end: int) -> int:
        """Ticks a party without a booking asks of a room at least."""
        return min(end - start, party.ticks, self.habits.shortest_use_minutes * self.ticks_per_minute)

    def _waits(self, party: Party, patience: int) -> bool:
        """Reserve the suitable room that comes free first, within patience.

        Of rooms free at the same time the one tried first is taken. A gathering that waits keeps its planned end, and
        an ad-hoc use its length.
        """
        best: tuple[int, int] | None = None
        last = party.asked + patience
        for position, room in enumerate(party.suitable.rooms):
            for since, until in self.diaries.free_spells(party.base + room, party.asked, last):
                end = min(since + party.ticks, party.latest_end)
                shortest = self._useful(party, since, since + party.ticks)
                useful = end - since if party.movable else shortest
                if end - since >= shortest and until - since >= useful:
                    if best is None or since < best[0]:
                        best = since, position
                    break
        if best is None:
            return False
        self._hold(party, party.suitable.rooms[best[1]], best[0], RoomOutcome.WAITED)
        return True

    def _hold(self, party: Party, room: int, start: int, outcome: RoomOutcome) -> None:
        """Write down that a party holds a room from `start` on: to its end, or until the next booking begins."""
        until = min(start + party.ticks, party.latest_end)
        if room >= 0:
            until = min(until, self.diaries.next_taken(party.base + room, start))
            self.diaries.take(party.base + room, start, until)
        for visit in party.visits:
            self.busy[visit] = max(self.busy[visit], until)
        requests, number = self.requests, party.number
        requests.outcome[number], requests.room[number] = outcome, room
        requests.start[number], requests.until[number] = start, until

    def _give_up(self, party: Party, now: int) -> None:
        """Move to another time of the day, or go online."""
        if not (party.movable and self.habits.another_time and self._moves(party, now)):
            self.requests.outcome[party.number] = RoomOutcome.ONLINE

    def _moves(self, party: Party, now: int) -> bool:
        """Find the first later half hour at which everybody is free and a suitable room is for the whole length."""
        grid = _GRID_MINUTES * self.ticks_per_minute
        last = min([self.closes[party.site], *(self.departure[visit] for visit in party.visits)])
        own = (party.asked, party.asked + party.ticks)
        start = (now // grid + 1) * grid
        while start + party.ticks <= last:
            end = start + party.ticks
            if all(self._is_free(visit, start, end, own) for visit in party.visits):
                for room in party.suitable.rooms:
                    cell = party.base + room
                    if self.diaries.first_free(cell, (0,), start, end) == 0 and not self._is_unreleased(
                        cell, now, start, end
                    ):
                        self._move(party, room, start)
                        return True
            start += grid
        return False

    def _is_free(self, visit: int, start: int, end: int, own: tuple[int, int]) -> bool:
        taken = (*self.planned.get(visit, ()), *self.moved.get(visit, ()))
        return self.busy[visit] <= start and not any(s < end and start < e for s, e in taken if (s, e) != own)

    def _is_unreleased(self, cell: int, now: int, start: int, end: int) -> bool:
        """Whether a booking stands in the way of which nobody knows yet that it will be given up."""
        return any(now < release and start < until and release < end for release, until in self.unreleased.get(cell, ()))

    def _move(self, party: Party, room: int, start: int) -> None:
        self.diaries.take(party.base + room, start, start + party.ticks)
        for visit in party.visits:
            self.moved.setdefault(visit, []).append((start, start + party.ticks))
        requests, number = self.requests, party.number
        requests.outcome[number], requests.room[number] = RoomOutcome.MOVED, room
        requests.start[number], requests.until[number] = start, start + party.ticks
