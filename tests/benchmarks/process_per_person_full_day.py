"""The usual way to write the full day: a SimPy process for each person and meeting, a Resource for each zone and size.

It lives the day of `city(..., activities="municipal", bookings=True, rooms=True)`: desks with bookings, no-shows and
release, lunch, calls and single use, ad-hoc and planned meetings, rooms of the right size, larger, after a wait, or the
meeting goes online. Team meetings are as there; all other planned meetings are lumped together into small ones, as many
as the model has room requests. Left out, in favor of this baseline: why people come, away spells besides lunch, another
time of the day, the numbers of rooms, and nearly all tables. It is the second baseline of `make bench`, not an oracle.
It is also leaner than the desks baseline: only people who come get a process, and zones are looked up by site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
import simpy

from sim.lengths import length_ticks
from sim.scenario import Scenario

#: Planned meetings beside team meetings, on an average day of a team; about 0.036 room requests per person-day.
SMALL_MEETINGS, SMALL_MINUTES, SMALL_BOOKED_SHARE = 0.55, 75, 0.7


class Rooms:
    """Rooms of one size on one site and day, and how many are promised in each minute."""

    def __init__(self, environment: simpy.Environment, seats: int, count: int) -> None:
        self.seats, self.count = seats, count
        self.resource = simpy.Resource(environment, count)
        self.promised = np.zeros(1440, dtype=np.int64)

    def free(self, start: int, end: int) -> bool:
        """Whether one of them is free all the time between two minutes."""
        return bool(self.promised[start:end].max(initial=0) < self.count)

    def promise(self, start: int, end: int, number: int = 1) -> None:
        """Promise one of them between two minutes, or with -1 give it back."""
        self.promised[start:end] += number


@dataclass
class Day:
    """One day of the whole city: who comes (by person), who is there until when, who is busy until when."""

    environment: simpy.Environment
    desks: dict[str, simpy.Resource]
    rooms: dict[str, list[Rooms]]
    comes: list[bool]
    here: dict[int, int] = field(default_factory=dict)
    busy: dict[int, int] = field(default_factory=dict)


class FullDayBaseline:
    """Simulates a scenario with one process per person and day, and one per meeting."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.behavior, self.activities = scenario, scenario.behavior, scenario.activities
        self.rng = np.random.default_rng(scenario.run.seed)
        self.present: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        self.rooms_peak: Counter[int] = Counter()
        self.fate: Counter[str] = Counter()
        self.room_fate: Counter[str] = Counter()
        self.desk_minutes: Counter[str] = Counter()
        office = scenario.office
        self.zones_at: dict[str, list[str]] = defaultdict(list)
        for zone_id, zone in office.zones.items():
            self.zones_at[zone.site_id].append(zone_id)
        self.room_counts: dict[str, Counter[int]] = {site_id: Counter() for site_id in office.site_ids}
        for pool in office.room_pools:
            self.room_counts[office.site_ids[pool.site]][pool.seats] += len(pool.rooms)
        self.tables = {name: length_ticks(self.activities[name].length, 1) for name in ("ad_hoc", "call", "single_use")}

    def run(self, weeks: int) -> int:
        """Simulate some weeks; return the number of person-days."""
        organization, rng = self.scenario.organization, self.rng
        wishes = rng.choice(6, p=self.behavior.wishes.office_days_share, size=organization.people)
        teams = [organization.teams[team_id] for team_id in organization.team_ids]
        team_of_person = [int(team) for team in organization.team_of_person]
        members: list[list[int]] = [[] for _ in teams]
        for person, team in enumerate(team_of_person):
            members[team].append(person)
        team_weekday = rng.integers(5, size=len(teams))
        utility = np.array(self.behavior.weekday_choice.weekday_utility)
        for _ in range(weeks):
            days = [
                set(np.argsort(-(utility + rng.gumbel(size=5)))[: wishes[person]].tolist())
                if rng.random() > 0.17
                else set()
                for person in range(organization.people)
            ]
            for weekday in range(5):
                day = self._empty([weekday in one for one in days])
                for person, team in enumerate(team_of_person):
                    if day.comes[person]:
                        day.environment.process(self._person(day, person, teams[team].zone_id))
                for number, team in enumerate(teams):
                    here = self.scenario.office.zones[team.zone_id].site_id
                    self._meetings(day, day.rooms[here], members[number], weekday == team_weekday[number])
                day.environment.run()
        return organization.people * 5 * weeks

    def _empty(self, comes: list[bool]) -> Day:
        environment = simpy.Environment()
        zones = self.scenario.office.zones
        return Day(
            environment,
            {zone_id: simpy.Resource(environment, max(zone.desks, 1)) for zone_id, zone in zones.items()},
            {
                site_id: [Rooms(environment, seats, counts[seats]) for seats in sorted(counts)]
                for site_id, counts in self.room_counts.items()
            },
            comes,
        )

    def _meetings(self, day: Day, rooms: list[Rooms], members: list[int], team_day: bool) -> None:
        """Start the processes of the meetings a team has on a day."""
        rng, settings, ad_hoc = self.rng, self.activities["team_meeting"], self.activities["ad_hoc"]
        half_hours = (settings.latest_start - settings.earliest_start) // 30 + 1
        start = day.environment.process
        if team_day:
            begin = settings.earliest_start + 30 * int(rng.integers(half_hours))
            books = rng.random() < settings.room.booked_share
            start(self._meeting(day, rooms, members, begin, settings.minutes, books))
        for _ in range(rng.poisson(SMALL_MEETINGS)):
            some = [members[index] for index in rng.permutation(len(members))[:2]]
            begin = settings.earliest_start + 30 * int(rng.integers(half_hours))
            start(self._meeting(day, rooms, some, begin, SMALL_MINUTES, rng.random() < SMALL_BOOKED_SHARE))
        if rng.random() < ad_hoc.per_team_day:
            some = [person for person in members if rng.random() < ad_hoc.joins_share]
            begin = int(rng.integers(ad_hoc.earliest_start, ad_hoc.latest_start + 1))
            start(self._meeting(day, rooms, some, begin, self._length("ad_hoc"), books=False, ad_hoc=True))

    def _length(self, name: str) -> int:
        table = self.tables[name]
        return int(table[self.rng.integers(len(table))])

    def _person(self, day, person, own_zone):
        rng, law, bookings, environment = self.rng, self.behavior.day, self.behavior.bookings, day.environment
        arrival = rng.normal(law.arrival_mean, law.arrival_sd_minutes)
        arrival = int(min(max(arrival, law.arrival_earliest), law.arrival_latest))
        stay = int(max(60.0, rng.normal(law.stay_mean_minutes, law.stay_sd_minutes)))
        leaves = min(arrival + stay, 1439)
        # Whoever books has the desk from the morning on; the others look for one when they arrive.
        booked = rng.random() < bookings.desk_booked_share
        zone_id, desk = self._desk(day, own_zone) if booked else (None, None)
        no_show = desk is not None and rng.random() < bookings.desk_no_show_share
        yield environment.timeout(arrival)
        if no_show:
            yield environment.timeout(min(bookings.desk_release_minutes or stay, stay))
            desk.resource.release(desk)
            self.fate["no_show"] += 1
            return
        if desk is None:
            zone_id, desk = self._desk(day, own_zone)
        if desk is None:
            self.fate["home"] += 1
            return
        self.present[zone_id] += 1
        self.peak[zone_id] = max(self.peak[zone_id], self.present[zone_id])
        self.fate["seated"] += 1
        self.desk_minutes["held"] += leaves - arrival
        day.here[person] = leaves
        rooms = day.rooms[self.scenario.office.zones[own_zone].site_id]
        for start, minutes, what in self._agenda(arrival, leaves):
            if start > environment.now:
                yield environment.timeout(start - environment.now)
            while what == "lunch" and day.busy.get(person, 0) > environment.now:
                yield environment.timeout(day.busy[person] - environment.now)
            # Who is in a meeting, or was in a room, when a call should have begun does not call.
            if what != "lunch" and (environment.now > start or day.busy.get(person, 0) > start):
                continue
            end = min(environment.now + minutes, leaves)
            if end <= environment.now:
                continue
            day.busy[person] = end
            if what == "lunch":
                self.desk_minutes["lunch"] += end - environment.now
                yield environment.timeout(end - environment.now)
            else:
                yield from self._look_for_room(day, rooms, 1, end)
        yield environment.timeout(leaves - environment.now)
        del day.here[person]
        self.present[zone_id] -= 1
        desk.resource.release(desk)

    def _desk(self, day, own_zone):
        here = self.zones_at[self.scenario.office.zones[own_zone].site_id]
        for zone_id in (own_zone, *(other for other in here if other != own_zone)):
            desks = day.desks[zone_id]
            if desks.count < desks.capacity:
                return zone_id, desks.request()
        return None, None

    def _agenda(self, arrival, leaves):
        """What one person does alone, as (start, minutes, what) in order of start."""
        rng, use = self.rng, self.behavior.desk_use
        agenda = []
        if rng.random() < use.lunch_share:
            start = int(rng.normal(use.lunch_start_mean, use.lunch_start_sd_minutes))
            if arrival <= start < leaves:
                agenda.append((start, int(rng.uniform(use.lunch_min_minutes, use.lunch_max_minutes)), "lunch"))
        for what in ("call", "single_use"):
            settings = self.activities[what]
            for _ in range(rng.poisson(settings.per_person_day)):
                begin, end = max(arrival, settings.earliest_start), min(leaves, settings.latest_start + 1)
                if begin < end:
                    agenda.append((int(rng.integers(begin, end)), self._length(what), what))
        return sorted(agenda)

    def _meeting(self, day, rooms, members, start, minutes, books, ad_hoc=False):
        environment, bookings, end = day.environment, self.behavior.bookings, start + minutes
        enough = 2 if ad_hoc else 1
        planned = sum(day.comes[person] for person in members)
        if planned < enough:
            return
        booked = self._book(rooms, planned, start, end) if books else None
        yield environment.timeout(start)
        if booked is not None and self.rng.random() < bookings.room_no_show_share:
            self.room_fate["no_show"] += 1
            yield from self._use(environment, booked, min(bookings.room_release_minutes or minutes, minutes))
            booked.promise(int(environment.now), end, -1)
            return
        # To an ad-hoc meeting comes whoever is there, and it ends when the first of them has to go.
        until = start + 1 if ad_hoc else end
        there = [person for person in members if day.here.get(person, 0) >= until and day.busy.get(person, 0) <= start]
        if len(there) < enough:
            if booked is not None:
                booked.promise(start, end, -1)
            return
        end = min([end, *(day.here[person] for person in there)])
        for person in there:
            day.busy[person] = end
        self.desk_minutes["meeting"] += (end - start) * len(there)
        if booked is not None:
            self.room_fate["served"] += 1
            yield from self._use(environment, booked, minutes)
        else:
            yield from self._look_for_room(day, rooms, len(there), end)

    def _book(self, rooms, people, start, end):
        for one in rooms:
            if one.seats >= people and one.free(start, end):
                one.promise(start, end)
                return one
        return None

    def _look_for_room(self, day, rooms, people, end):
        """Right size, larger, wait, or online."""
        environment, habits = day.environment, self.behavior.rooms
        suitable, own = [one for one in rooms if one.seats >= people], 1
        if people <= 2 and len(suitable) > 1 and self.rng.random() < habits.larger_room_share:
            suitable[:2], own = suitable[1::-1], 2
        start = int(environment.now)
        for position, one in enumerate(suitable):
            if one.free(start, end):
                one.promise(start, end)
                self.room_fate["served" if position < own else "larger"] += 1
                yield from self._use(environment, one, end - start)
                return
        if suitable:
            with suitable[0].resource.request() as held:
                yield held | environment.timeout(min(habits.patience_minutes, end - start))
                # A room that is booked next is of no use.
                now = int(environment.now)
                if held.triggered and now < end and suitable[0].free(now, end):
                    suitable[0].promise(now, end)
                    self.room_fate["waited"] += 1
                    self._seen(suitable[0])
                    yield environment.timeout(end - now)
                    return
        self.room_fate["online"] += 1

    def _use(self, environment, rooms, minutes):
        with rooms.resource.request() as held:
            yield held
            self._seen(rooms)
            yield environment.timeout(minutes)

    def _seen(self, rooms):
        self.rooms_peak[rooms.seats] = max(self.rooms_peak[rooms.seats], rooms.resource.count)
