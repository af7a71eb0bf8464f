"""A slow, plain day of rooms: for every tick how many of the equal rooms of a pool are taken, nothing else.

It says what the rules of booking, looking, waiting and moving mean; the engine must give every party the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.records import ROOM_ACTIVITIES
from sim.scenario import Scenario

PROJECT_WORK = ("ideation", "development_day")


@dataclass
class PlainParty:
    """One request in plain words, and what becomes of it."""

    number: int
    site: str
    activity: str
    asked: int
    ticks: int
    latest_end: int
    people: int
    visitors: int
    equipment: bool
    tries_to_book: bool
    rank: tuple[int, int, int]
    no_show: bool
    takes_larger: bool
    movable: bool
    fixed_pool: str | None
    tie: int
    visits: list[int]
    outcome: str = ""
    pool: str | None = None
    start: int = 0
    until: int = 0
    has_booked: bool = False
    happened: bool = True
    room: str | None = None
    size_asked: int = -1


class PlainRooms:
    """The rooms of one day. `planned`: for each visit the planned gatherings it takes part in, (start, end)."""

    def __init__(self, scenario: Scenario, parties: list[PlainParty], planned) -> None:
        self.scenario, self.parties, self.planned = scenario, parties, planned
        self.tpm = scenario.ticks_per_minute
        self.patience = scenario.behavior.rooms.patience_minutes * self.tpm
        # More than a day: what begins late in an office that never closes may end on the next one.
        self.ticks = 3 * 1440 * self.tpm
        self.pools = pools_of(scenario)
        #: Rooms taken at each tick; and as far as anybody knows: a booking nobody uses until it is released, too.
        self.taken = {name: self._closed_hours(pool) for name, pool in self.pools.items()}
        self.seen = {name: list(taken) for name, taken in self.taken.items()}
        #: Who sits in (or waits for) which room from when to when, by visit; and who has agreed to meet later.
        self.together: dict[int, list[tuple[int, int]]] = {}
        self.agreed: dict[int, list[tuple[int, int]]] = {}
        #: Unused bookings by tick of release: (pool, end).
        self.released_at: dict[int, list[tuple[str, int]]] = {}
        for party in parties:
            party.size_asked = self.size_asked(party)
        self.losing_patience: dict[int, list[PlainParty]] = {}
        self.departure: list[int] = []
        self.beginning: dict[int, list[PlainParty]] = {}
        for party in parties:
            self.beginning.setdefault(party.asked, []).append(party)
        for party in sorted(parties, key=lambda party: party.rank):
            if party.tries_to_book and scenario.office.rooms:
                self._book(party)
        self._let_no_shows_go()
        for party in parties:
            # Nobody asks for a room that is only closed.
            party.happened = party.fixed_pool is None or party.people > 0

    def _closed_hours(self, pool: list) -> list[int]:
        """Nothing is taken while a pool is open, and everything while it is closed."""
        opens, closes = pool[0].opens_at * self.tpm, pool[0].closes_at * self.tpm
        if (opens, closes) == (0, 1440 * self.tpm):
            return [0] * self.ticks
        return [0 if opens <= tick < closes else len(pool) for tick in range(self.ticks)]

    # What suits whom

    def suitable(self, party: PlainParty) -> list[tuple[str, bool]]:
        """Pools in the order in which the party tries them, each with: is it of the size wished."""
        right = self.size_asked(party)
        fitting = {
            name: pool[0].room
            for name, pool in sorted(self.pools.items())
            if self._open_to(party, pool)
            and pool[0].room.seats >= party.people
            and (pool[0].room.equipment or not party.equipment)
        }
        sizes = sorted({room.seats for room in fitting.values()})
        wished = [right]
        larger = [size for size in sizes if size > right]
        if party.takes_larger and larger:
            wished = [larger[0], right]
        order = []
        for size in [*wished, *[size for size in sizes if size not in wished]]:
            # Project rooms first for who may use them; without equipment first where none is needed; then by id.
            for project in (True, False):
                for equipped in (True, False) if party.equipment else (False, True):
                    order += [
                        (name, size in wished)
                        for name, room in fitting.items()
                        if (room.seats, room.kind == "project", room.equipment) == (size, project, equipped)
                    ]
        return order

    def size_asked(self, party: PlainParty) -> int:
        """The fewest seats that are enough, or the most there are; hours given away count in their own room's size."""
        if party.fixed_pool:
            return self.pools[party.fixed_pool][0].room.seats
        here = [pool for pool in self.pools.values() if self.scenario.office.site_ids[pool[0].site] == party.site]
        sizes = [pool[0].room.seats for pool in here if self._open_to(party, pool)]
        enough = [size for size in sizes if size >= party.people]
        if enough:
            return min(enough)
        return max(sizes) if sizes else min((pool[0].room.seats for pool in here), default=0)

    def _open_to(self, party: PlainParty, pool: list) -> bool:
        here = self.scenario.office.site_ids[pool[0].site] == party.site
        return here and (pool[0].room.kind != "project" or party.activity in PROJECT_WORK)

    def is_free(self, pool: str, start: int, end: int) -> bool:
        return all(self.taken[pool][tick] < len(self.pools[pool]) for tick in range(start, end))

    def _take(self, pool: str, start: int, end: int, by: int = 1) -> None:
        for tick in range(start, end):
            self.taken[pool][tick] += by
            self.seen[pool][tick] += by

    # Before the day

    def _book(self, party: PlainParty) -> None:
        end = min(party.asked + party.ticks, party.latest_end)
        choice = [(party.fixed_pool, True)] if party.fixed_pool else self.suitable(party)
        for pool, as_wished in choice:
            if self.is_free(pool, party.asked, end):
                self._take(pool, party.asked, end)
                party.pool, party.start, party.until, party.has_booked = pool, party.asked, end, True
                party.outcome = "no_show" if party.no_show else ("served" if as_wished else "larger")
                return

    def _let_no_shows_go(self) -> None:
        """Give back what nobody will come to; others see it only when it is released."""
        grace = self.scenario.behavior.bookings.room_release_minutes * self.tpm
        for party in self.parties:
            if party.outcome == "no_show" and 0 < grace < party.until - party.start:
                release = party.start + grace
                for tick in range(release, party.until):
                    self.taken[party.pool][tick] -= 1
                self.released_at.setdefault(release, []).append((party.pool, party.until))
                party.until = release

    def tell_rooms(self) -> None:
        """Tell everybody which room of the pool it is, when they begin: the first that is free."""
        in_use: list[PlainParty] = []
        for party in sorted(self.parties, key=lambda party: (party.start, party.tie, party.number)):
            if party.pool is not None:
                taken = {other.room for other in in_use if other.until > party.start}
                party.room = next(one.room_id for one in self.pools[party.pool] if one.room_id not in taken)
                in_use.append(party)

    # During the day

    def begin(self, tick: int, present: set[int]) -> None:
        """Everybody who begins in this tick and has not booked looks for a room, in the order of their draw."""
        for pool, end in self.released_at.get(tick, []):
            for later in range(tick, end):
                self.seen[pool][later] -= 1
        now = self.beginning.get(tick, [])
        for party in now:
            assert all(visit in present for visit in party.visits), "who takes part is at the office then"
        for party in sorted(now, key=lambda party: (party.tie, party.number)):
            if not party.has_booked:
                self._look(party)

    def end_of_tick(self, tick: int) -> None:
        """Those whose patience is over try something else, in the order in which they had begun to wait."""
        for party in self.losing_patience.pop(tick, []):
            self._another_time_or_online(party, tick)

    def _look(self, party: PlainParty) -> None:
        now = party.asked
        if not party.movable:
            self._gather(party, now)
            if not party.happened:
                return
        if not self.scenario.office.rooms:
            self._use(party, None, now, "served")
            return
        least = self._least(party, now)
        for pool, as_wished in self.suitable(party):
            if self.is_free(pool, now, now + least):
                self._use(party, pool, now, "served" if as_wished else "larger")
                return
        if self.patience == 0 or not self.suitable(party):
            self._another_time_or_online(party, now)
        elif not self._waits(party):
            self.losing_patience.setdefault(now + self.patience, []).append(party)

    def _gather(self, party: PlainParty, now: int) -> None:
        """Leave out who is in a room, waits for one, or has agreed to meet now; nobody meets alone."""

        def is_free(visit: int) -> bool:
            spans = self.together.get(visit, []) + self.agreed.get(visit, [])
            return not any(start <= now < end for start, end in spans)

        free = [visit for visit in party.visits if is_free(visit)]
        if len(free) < len(party.visits):
            if len(free) + party.visitors < 2:
                party.happened = False
                return
            party.people -= len(party.visits) - len(free)
            party.visits = free
            party.size_asked = self.size_asked(party)
        for visit in party.visits:
            for start, _ in self.agreed.get(visit, []):
                if start > now:
                    party.latest_end = min(party.latest_end, start)

    def _least(self, party: PlainParty, start: int) -> int:
        """Ticks a room must be free for: a gathering needs its whole length, others will do with a short use."""
        left = min(start + party.ticks, party.latest_end) - start
        if party.movable:
            return left
        shortest = self.scenario.behavior.rooms.shortest_use_minutes * self.tpm
        return max(1, min(left, party.ticks, shortest))

    def _waits(self, party: PlainParty) -> bool:
        """Play the wait forward: the first tick within patience at which a suitable room is free long enough."""
        shortest = self.scenario.behavior.rooms.shortest_use_minutes * self.tpm
        suitable = self.suitable(party)
        for tick in range(party.asked + 1, party.asked + self.patience + 1):
            left = min(tick + party.ticks, party.latest_end) - tick
            if left < max(1, min(party.ticks, shortest)):
                continue
            least = left if party.movable else max(1, min(party.ticks, shortest))
            for pool, _ in suitable:
                if self.is_free(pool, tick, tick + least):
                    self._use(party, pool, tick, "waited")
                    return True
        return False

    def _use(self, party: PlainParty, pool: str | None, start: int, outcome: str) -> None:
        """Hold a room from a tick on, until the end, the first has to go, or the next has booked it."""
        end = min(start + party.ticks, party.latest_end)
        if pool is not None:
            end = next((tick for tick in range(start, end) if not self.is_free(pool, tick, tick + 1)), end)
            self._take(pool, start, end)
        for visit in party.visits:
            self.together.setdefault(visit, []).append((party.asked, end))
        party.outcome, party.pool, party.start, party.until = outcome, pool, start, end

    def _another_time_or_online(self, party: PlainParty, now: int) -> None:
        party.outcome = "online"
        if not party.movable or not self.scenario.behavior.rooms.another_time:
            return
        for start in range(now + 1, 1440 * self.tpm):
            if start % (30 * self.tpm) == 0 and self._all_can(party, start):
                for pool, _ in self.suitable(party):
                    later = range(start, start + party.ticks)
                    if all(self.seen[pool][tick] < len(self.pools[pool]) for tick in later):
                        self._agree(party, pool, start)
                        return

    def _all_can(self, party: PlainParty, start: int) -> bool:
        end = start + party.ticks
        for visit in party.visits:
            if end > self.departure[visit]:
                return False
            spans = [span for span in self.planned.get(visit, []) if span != (party.asked, party.asked + party.ticks)]
            spans += self.together.get(visit, []) + self.agreed.get(visit, [])
            if any(other_start < end and start < other_end for other_start, other_end in spans):
                return False
        site = self.scenario.office.sites[party.site]
        return end <= site.closes_at * self.tpm or (site.opens_at, site.closes_at) == (0, 1440)

    def _agree(self, party: PlainParty, pool: str, start: int) -> None:
        end = start + party.ticks
        self._take(pool, start, end)
        for visit in party.visits:
            self.agreed.setdefault(visit, []).append((start, end))
        party.outcome, party.pool, party.start, party.until = "moved", pool, start, end


def pools_of(scenario: Scenario) -> dict[str, list]:
    """Equal rooms of a site by the id of the first; a room of which hours are given away stays by itself."""
    alone = {booking.room_id for booking in scenario.office.room_bookings.values()}
    pools: dict[str, list] = {}
    for one in scenario.office.single_rooms:
        for name, pool in pools.items():
            other = pool[0]
            alike = ("seats", "kind", "equipment")
            if (
                (one.site, one.opens_at, one.closes_at) == (other.site, other.opens_at, other.closes_at)
                and all(getattr(one.room, what) == getattr(other.room, what) for what in alike)
                and not {one.room_id, name} & alone
            ):
                pool.append(one)
                break
        else:
            pools[one.room_id] = [one]
    return pools


def parties_of(scenario: Scenario, requests, day: int) -> list[PlainParty]:
    """The requests of a day in plain words."""
    found = []
    for r in range(len(requests)):
        if int(requests.day[r]) != day:
            continue
        fixed = int(requests.fixed_room[r])
        found.append(
            PlainParty(
                number=r,
                site=scenario.office.site_ids[int(requests.site[r])],
                activity=ROOM_ACTIVITIES[int(requests.activity[r])],
                asked=int(requests.asked[r]),
                ticks=int(requests.ticks[r]),
                latest_end=int(requests.latest_end[r]),
                people=int(requests.people[r]),
                visitors=int(requests.visitors[r]),
                equipment=bool(requests.equipment[r]),
                tries_to_book=bool(requests.booked[r]),
                rank=(int(requests.booking_rank[r]), int(requests.tie[r]), r),
                no_show=bool(requests.no_show[r]),
                takes_larger=bool(requests.takes_larger[r]),
                movable=bool(requests.movable[r]),
                fixed_pool=scenario.office.single_rooms[fixed].room_id if fixed >= 0 else None,
                tie=int(requests.tie[r]),
                visits=[int(v) for v in requests.visit[requests.first[r] : requests.first[r + 1]]],
            )
        )
    return found
