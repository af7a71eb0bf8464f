"""The day of rooms: parties that have not booked look for one, wait, move to another time, or go online."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.engine.diaries import FOREVER
from sim.records import Purpose
from sim.requests import NOT_HELD, RoomOutcome

if TYPE_CHECKING:
    from collections.abc import Generator

    import numpy as np
    import simpy
    from numpy.typing import NDArray

    from sim.behavior import RoomHabits
    from sim.engine.commitments import Commitments
    from sim.engine.diaries import Diary
    from sim.engine.room_choice import RoomChoice, Suitable
    from sim.requests import Requests

#: Gatherings that move begin on a half hour.
_GRID_MINUTES = 30
#: Plain names, for they are looked up for every party.
_AD_HOC, _SERVED, _LARGER = int(Purpose.AD_HOC), int(RoomOutcome.SERVED), int(RoomOutcome.LARGER)
#: An ad-hoc meeting takes two.
_ENOUGH = 2


@dataclass(slots=True)
class Party:
    """One request as the contest sees it; ticks since midnight of its day, `diaries` of the site's pools on that day.

    The last four fields are the answer.
    """

    number: int
    diaries: dict[int, Diary]
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
    outcome: int = RoomOutcome.ONLINE
    pool: int = -1
    start: int = 0
    until: int = 0


@dataclass(slots=True)
class RoomContest:
    """All contested days of a block, lived at once on one clock since midnight, for days do not touch.

    Parties that have been `answered` hold their answers. `busy` is until when each visit is in an ad-hoc meeting or
    alone in a room; `engaged` when people are in gatherings and other rooms by plan, and `moved` when those will be
    whose gathering has moved;
    `closes` the tick at which each site closes; `unreleased` the bookings nobody comes to, by diary (its `id`): tick of
    release and end. Without any rooms (`unlimited`) everybody finds one.
    """

    requests: Requests
    choice: RoomChoice
    habits: RoomHabits
    ticks_per_minute: int
    busy: dict[int, int]
    departure: NDArray[np.int32]
    engaged: Commitments
    closes: list[int]
    unreleased: dict[int, list[tuple[int, int]]]
    unlimited: bool
    moved: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    shortest: int = field(init=False)
    gone: list[tuple[int, int]] = field(default_factory=list)
    answered: list[Party] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Turn the shortest use into ticks once."""
        self.shortest = self.habits.shortest_use_minutes * self.ticks_per_minute

    def walk(
        self, environment: simpy.Environment, calendar: list[tuple[int, list[Party]]]
    ) -> Generator[simpy.Event, None, None]:
        """Walk the calendar: one timeout for each distinct tick at which somebody looks for a room or stops waiting.

        All wait equally long, so that whoever begins to wait first is the first to lose patience; that comes after
        everybody who begins in that tick.
        """
        now = 0
        patience = self.habits.patience_minutes * self.ticks_per_minute
        waiting: deque[Party] = deque()
        for tick, parties in (*calendar, (FOREVER, [])):
            while waiting and waiting[0].asked + patience < tick:
                until = waiting[0].asked + patience
                yield environment.timeout(until - now)
                now = until
                self._lose_patience(waiting, now, patience)
            if not parties:
                return
            yield environment.timeout(tick - now)
            now = tick
            for party in parties:
                if self._is_settled(party, patience):
                    continue
                if patience > 0 and party.suitable.pools:
                    waiting.append(party)
                else:
                    self._give_up(party, now)
            self._lose_patience(waiting, now, patience)

    def _lose_patience(self, waiting: deque[Party], now: int, patience: int) -> None:
        """Try something else when the wait is over."""
        while waiting and waiting[0].asked + patience <= now:
            self._give_up(waiting.popleft(), now)

    def _is_settled(self, party: Party, patience: int) -> bool:
        """Take a room now or reserve the first that comes free; whether either worked (or nobody is there to ask)."""
        # What single people do never overlaps, unless somebody has moved.
        if (party.activity == _AD_HOC or (self.moved and party.visits)) and not (
            party.movable or self._gathered(party)
        ):
            return True
        if self.unlimited:
            until = min(party.asked + party.ticks, party.latest_end)
            self._hold(party, -1, party.asked, until, RoomOutcome.SERVED)
            return True
        now = party.asked
        end = min(now + party.ticks, party.latest_end)
        useful = end - now if party.movable else self._useful(party, now, end)
        diaries, suitable = party.diaries, party.suitable
        for position, pool in enumerate(suitable.pools):
            until = diaries[pool].take(now, now + useful, end)
            if until >= 0:
                self._hold(party, pool, now, until, _SERVED if position < suitable.own else _LARGER)
                return True
        return patience > 0 and self._waits(party, patience)

    def _gathered(self, party: Party) -> bool:
        """Leave out who is in a room already, waits for one, or has agreed to meet now, and end when others meet next.

        An ad-hoc meeting of one and a single person who is elsewhere do not happen.
        """
        now = party.asked
        there = [visit for visit in party.visits if not self._is_elsewhere(visit, now)]
        if len(there) < len(party.visits):
            if len(there) + party.visitors < _ENOUGH:
                self._answer(party, -1, 0, 0, NOT_HELD)
                return False
            self.gone += [(party.number, visit) for visit in party.visits if visit not in there]
            party.people -= len(party.visits) - len(there)
            party.visits = there
            self.requests.people[party.number] = party.people
            party.suitable = self.choice.of(
                party.site, party.people, party.equipment, party.takes_larger, party.activity
            )
            self.requests.seats_class[party.number] = party.suitable.seats_class
        for visit in party.visits if self.moved else ():
            for start, _ in self.moved.get(visit, ()):
                if start > now:
                    party.latest_end = min(party.latest_end, start)
        return True

    def _is_elsewhere(self, visit: int, now: int) -> bool:
        return self.busy.get(visit, 0) > now or any(start <= now < end for start, end in self.moved.get(visit, ()))

    def _useful(self, party: Party, start: int, end: int) -> int:
        """Ticks a party without a booking asks of a room at least."""
        return max(min(end - start, party.ticks, self.shortest), 1)

    def _waits(self, party: Party, patience: int) -> bool:
        """Reserve the suitable room that comes free first, within patience.

        Of pools with a room at the same time the one tried first is taken. A gathering that waits keeps its planned
        end, and an ad-hoc use its length.
        """
        best: tuple[int, int] | None = None
        last = party.asked + patience
        for position, pool in enumerate(party.suitable.pools):
            for since, until in party.diaries[pool].free_spells(party.asked, last):
                end = min(since + party.ticks, party.latest_end)
                shortest = self._useful(party, since, since + party.ticks)
                useful = end - since if party.movable else shortest
                if end - since >= shortest and until - since >= useful:
                    if best is None or since < best[0]:
                        best = since, position
                    break
        if best is None:
            return False
        since, pool = best[0], party.suitable.pools[best[1]]
        end = min(since + party.ticks, party.latest_end)
        self._hold(party, pool, since, party.diaries[pool].take(since, since + 1, end), RoomOutcome.WAITED)
        return True

    def _hold(self, party: Party, pool: int, start: int, until: int, outcome: int) -> None:
        """Write down that a party holds a room."""
        if not party.movable:
            for visit in party.visits:
                self.busy[visit] = until
        self._answer(party, pool, start, until, outcome)

    def _answer(self, party: Party, pool: int, start: int, until: int, outcome: int) -> None:
        party.outcome, party.pool, party.start, party.until = outcome, pool, start, until
        self.answered.append(party)

    def _give_up(self, party: Party, now: int) -> None:
        """Move to another time of the day, or go online."""
        if not (party.movable and self.habits.another_time and self._moves(party, now)):
            self._answer(party, -1, 0, 0, RoomOutcome.ONLINE)

    def _moves(self, party: Party, now: int) -> bool:
        """Find the first later half hour at which everybody is free and a suitable room is for the whole length."""
        grid = _GRID_MINUTES * self.ticks_per_minute
        last = min([self.closes[party.site], *(int(self.departure[visit]) for visit in party.visits)])
        start = (now // grid + 1) * grid
        while start + party.ticks <= last:
            end = start + party.ticks
            if all(self._is_free(visit, start, end, party) for visit in party.visits):
                for pool in party.suitable.pools:
                    diary = party.diaries[pool]
                    if self._seems_free(diary, now, start, end):
                        diary.take(start, end, end)
                        for visit in party.visits:
                            self.moved.setdefault(visit, []).append((start, end))
                        self._answer(party, pool, start, end, RoomOutcome.MOVED)
                        return True
            start += grid
        return False

    def _is_free(self, visit: int, start: int, end: int, party: Party) -> bool:
        own = (party.asked, party.asked + party.ticks)
        engaged = (*self.engaged.of_visit(visit), *self.moved.get(visit, ()))
        return self.busy.get(visit, 0) <= start and not any(
            since < end and start < until for since, until in engaged if (since, until) != own
        )

    def _seems_free(self, diary: Diary, now: int, start: int, end: int) -> bool:
        """Whether a room is free as far as anybody knows: bookings to be given up later still stand in the way."""
        hidden = [
            (release, until)
            for release, until in self.unreleased.get(id(diary), ())
            if now < release < end and start < until
        ]
        # Between two of these ticks equally many bookings stand in the way.
        ticks = sorted({start, end, *(tick for span in hidden for tick in span if start < tick < end)})
        return all(
            diary.is_free(since, until, sum(release <= since < last for release, last in hidden))
            for since, until in pairwise(ticks)
        )
