"""A week written by hand: six people of three teams on two sites, small enough to count on paper.

Team A (a manager, `a1`, `a2`) belongs to zone Z1 and team B (`b0`, `b1`) to zone Z2 of site S1; team C is one person
in zone Z3 of site S2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.draws import Luck
from sim.gatherings import nothing
from sim.metrics.observer import Frame
from sim.population import draw_population
from sim.records import ROOM_ACTIVITIES, Decider, Outcome, Plan, Purpose, Visits
from sim.requests import Requests, RoomOutcome, requests_of
from tests.building import scenario_of

PEOPLE = ["a0", "a1", "a2", "b0", "b1", "c0"]
MON, TUE, WED, THU, FRI = range(5)


@dataclass(frozen=True)
class Visit:
    """Who set out for which zone on which weekday, and where he or she sat ("" at home)."""

    weekday: int
    person: str
    wanted: str
    seat: str
    decided_by: Decider = Decider.PERSON
    purpose: Purpose = Purpose.DESK_WORK
    at: int = 480
    until: int = 960


#: A road is as long as the straight line and a kilometer takes a minute.
WAY = {"commute": {"detour_factor": 1.0, "minutes_fixed": 0.0, "minutes_per_km": 1.0}}


def scenario(**more):
    """The office and teams of the week; open from 7 to 19 o'clock."""
    hours = {"opens_at": 420, "closes_at": 1_140}
    return scenario_of(
        sites={"S1": {"name": "One", **hours}, "S2": {"name": "Two", "x_km": 5.0, **hours}},
        zones={
            "Z1": {"site_id": "S1", "desks": 2},
            "Z2": {"site_id": "S1", "desks": 2},
            "Z3": {"site_id": "S2", "desks": 4},
        },
        teams={
            "A": {"size": 3},
            "B": {"size": 2, "zone_id": "Z2"},
            "C": {"size": 1, "zone_id": "Z3", "site_id": "S2"},
        },
        **{"weeks": 1, "replications": 1, "changes": WAY, **more},
    )


def population_of(some):
    """Its people, with round numbers for the way to work; a kilometer takes a minute (see `WAY`).

    By road 10 to 60 km to the home site; everybody lives north of site S1, so that the way to S2, 5 km east of it,
    follows by Pythagoras: a2 lives 12 km north of S1, 13 km from S2, and a road is as long as the straight line.
    """
    drawn = draw_population(some.organization, some.office, some.behavior, Luck(1, 0))
    return replace(
        drawn,
        distance_km=np.array([10.0, 20, 12, 40, 50, 60]),
        home_km=np.array([[0.0, 10], [0, 20], [0, 12], [0, 40], [0, 50], [0, 60]]),
        grams_per_km=np.array([10.0, 10, 10, 0, 10, 0]),
    )


def marks(*days: tuple[str, int]):
    """A dense array [weekday, week, person] that is true on these days of these people."""
    found = np.zeros((5, 1, len(PEOPLE)), dtype=bool)
    for person, weekday in days:
        found[weekday, 0, PEOPLE.index(person)] = True
    return found


def plan_of(visits: list[Visit], *, wished=(), asked=(), absent=(), customer=(), wished_fifths=None) -> Plan:
    """The plan of the week; `wished` and `asked` (by a rule of the team) are days beside those that the visits tell."""
    own = [(one.person, one.weekday) for one in visits if one.decided_by == Decider.PERSON]
    told = [(one.person, one.weekday) for one in visits if one.purpose == Purpose.TEAM_DAY]
    fifths = np.full((1, len(PEOPLE)), -1) if wished_fifths is None else np.array([wished_fifths])
    return Plan(
        first_week=0,
        office=marks(*[(one.person, one.weekday) for one in visits]),
        wished=marks(*own, *wished),
        rule=marks(*told, *asked) * np.int8(Decider.TEAM),
        absent=marks(*absent),
        customer=marks(*customer),
        site=marks().astype(np.int16),
        decided_by=marks().astype(np.int8),
        purpose=marks().astype(np.int8),
        wished_fifths=fifths.astype(np.int8),
        gatherings=nothing(),
        attends=np.zeros(0, dtype=bool),
    )


def visits_of(some, visits: list[Visit]) -> Visits:
    """The records of these visits, ordered by day and person as the engine writes them."""
    visits = sorted(visits, key=lambda one: (one.weekday, PEOPLE.index(one.person)))
    zones = some.office.zone_ids

    def outcome(one: Visit) -> Outcome:
        if not one.seat:
            return Outcome.FORCED_REMOTE
        return Outcome.FIRST_CHOICE if one.seat == one.wanted else Outcome.DISPLACED

    def column(values, dtype):
        return np.array(values, dtype=dtype)

    return Visits(
        day=column([one.weekday for one in visits], np.int32),
        person=column([PEOPLE.index(one.person) for one in visits], np.int32),
        wanted_zone=column([zones.index(one.wanted) for one in visits], np.int32),
        arrival=column([one.at for one in visits], np.int32),
        departure=column([one.until for one in visits], np.int32),
        tie=column([0] * len(visits), np.int32),
        tries_another_site=column([False] * len(visits), bool),
        purpose=column([one.purpose for one in visits], np.int8),
        decided_by=column([one.decided_by for one in visits], np.int8),
        zone=column([zones.index(one.seat) if one.seat else -1 for one in visits], np.int32),
        outcome=column([outcome(one) for one in visits], np.int8),
        booked=column([False] * len(visits), bool),
        booking_rank=column([0] * len(visits), np.int32),
    )


@dataclass(frozen=True)
class Asked:
    """Who asked on which weekday for a room of how many seats, from when on, and what came of it.

    `room` is the key of the rooms in the office, "" for none; without `start` and `until` the room is held as asked.
    `people` are those who came if nothing is said.
    """

    weekday: int
    activity: str
    who: tuple[str, ...] = ()
    at: int = 540
    minutes: int = 60
    seats: int = 4
    outcome: RoomOutcome = RoomOutcome.SERVED
    room: str = "R4"
    site: str = "S1"
    start: int | None = None
    until: int | None = None
    latest_end: int = 1_440
    people: int | None = None
    visitors: int = 0
    booked: bool = False
    team: str = ""
    unit: str = ""


#: Rooms of the week: on S1 one of 1 seat and two of 4; S2 has none.
ROOMS = {
    "R1": {"site_id": "S1", "seats": 1, "kind": "booth"},
    "R4": {"site_id": "S1", "seats": 4, "count": 2, "opens_at": 480, "closes_at": 1_080},
}


def requests_of_week(some, visits: list[Visit], asked: list[Asked]) -> Requests:
    """The records of these requests, whose participants are among the visits."""
    visits = sorted(visits, key=lambda one: (one.weekday, PEOPLE.index(one.person)))
    visit = {(one.weekday, one.person): number for number, one in enumerate(visits)}
    office, organization = some.office, some.organization
    pools = {office.single_rooms[pool.rooms[0]].room_id[:2]: number for number, pool in enumerate(office.room_pools)}
    classes = {pair: number for number, pair in enumerate(office.room_classes)}

    def until(one: Asked) -> int:
        if one.outcome == RoomOutcome.ONLINE:
            return 0
        return min(one.at + one.minutes, one.latest_end) if one.until is None else one.until

    def column(values):
        return np.array(list(values))

    sites = [office.site_ids.index(one.site) for one in asked]
    return requests_of(
        len(asked),
        activity=column(ROOM_ACTIVITIES.index(one.activity) for one in asked),
        day=column(one.weekday for one in asked),
        site=column(sites),
        asked=column(one.at for one in asked),
        ticks=column(one.minutes for one in asked),
        latest_end=column(one.latest_end for one in asked),
        people=column(len(one.who) + one.visitors if one.people is None else one.people for one in asked),
        booked=column(one.booked for one in asked),
        team=column(organization.team_ids.index(one.team) if one.team else -1 for one in asked),
        unit=column(organization.unit_ids.index(one.unit) if one.unit else -1 for one in asked),
        invited=column(len(one.who) for one in asked),
        visitors=column(one.visitors for one in asked),
        outcome=column(one.outcome for one in asked),
        pool=column(pools[one.room] if one.room else -1 for one in asked),
        start=column(
            0 if one.outcome == RoomOutcome.ONLINE else one.at if one.start is None else one.start for one in asked
        ),
        until=column(until(one) for one in asked),
        seats_class=column(classes.get((site, one.seats), -1) for site, one in zip(sites, asked, strict=True)),
        first=np.cumsum([0, *(len(one.who) for one in asked)]),
        visit=column(visit[one.weekday, person] for one in asked for person in one.who).astype(np.int64),
    )


def no_shows_of(some, visits: list[Visit]) -> Visits:
    """The records of people who booked these seats and did not come; the departure is when the seat is given up."""
    found = visits_of(some, visits)
    found.outcome[:] = Outcome.NO_SHOW
    found.booked[:] = True
    return found


def counted(family, some, visits: list[Visit], plan: Plan | None = None):
    """What a metric family counted in the week, one replication stacked as the tables expect it."""
    observer = family(Frame(some, population_of(some)))
    observer.observe(plan or plan_of(visits), visits_of(some, visits))
    return {name: values[None] for name, values in observer.arrays().items()}


TEAM = {"decided_by": Decider.TEAM, "purpose": Purpose.TEAM_DAY}
#: The week of most tests: a team day of A on Monday (Z1 is full for `a2`), `a1` turned away on Tuesday, `a2` at the
#: other site on Wednesday, `b1` displaced on Thursday.
WEEK = [
    Visit(MON, "a0", "Z1", "Z1", purpose=Purpose.TEAM_DAY),
    Visit(MON, "a1", "Z1", "Z1", **TEAM),
    Visit(MON, "a2", "Z1", "Z2", purpose=Purpose.TEAM_DAY),
    Visit(MON, "b0", "Z2", "Z2"),
    Visit(TUE, "a0", "Z1", "Z1"),
    Visit(TUE, "a1", "Z1", ""),
    Visit(WED, "a1", "Z1", "Z1", **TEAM),
    Visit(WED, "a2", "Z3", "Z3"),
    Visit(WED, "c0", "Z3", "Z3"),
    Visit(THU, "b0", "Z2", "Z2"),
    Visit(THU, "b1", "Z2", "Z1", **TEAM),
]
PLAN = plan_of(
    WEEK,
    wished=[("a2", FRI)],
    asked=[("a0", WED), ("a2", THU)],
    absent=[("a2", TUE), ("a1", FRI)],
    customer=[("a0", THU)],
    wished_fifths=[15, 4, 10, 10, 0, 25],
)
