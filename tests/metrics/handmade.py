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
from sim.records import Decider, Outcome, Plan, Purpose, Visits
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
