"""Days of rooms written by hand: who meets when, for how long, and the whole log of who held which room.

Gatherings go through `sim.engine.parties`, so that people are where they should be; only what would be drawn by luck
(who books, who does not come, taste, turns) is written by hand.
"""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from sim.activities.call import Call
from sim.draws import Luck
from sim.engine.invariants import check
from sim.engine.parties import Parties
from sim.engine.room_numbers import number_rooms
from sim.engine.rooms import Rooms
from sim.gatherings import Gatherings
from sim.lengths import Fixed
from sim.population import draw_population
from sim.records import Outcome, Purpose, RoomUse, Visits
from sim.requests import Requests, RoomOutcome, requests_of
from tests.building import scenario_of
from tests.engine.played import assert_same_rooms
from tests.engine.reference_day import play
from tests.engine.stories import minute

#: Ranks of bookings: hours of a series come before those of single meetings.
SERIES, SINGLE = -100_000, 0


@dataclass(frozen=True, kw_only=True)
class Meets:
    """One party. `who`: our own people by name; `remote` people take part from elsewhere; `guests` from outside.

    `tie` is its turn among those who begin, or book, at the same time. `booked` tries to book, and `no_show` does not
    come then. `larger`: likes a larger room. `purpose` is a planned gathering, AD_HOC, CALL or WALK_UP.
    """

    name: str
    at: str
    minutes: int
    who: str = ""
    remote: int = 0
    guests: int = 0
    purpose: str = "JOINT_MEETING"
    priority: int = 1
    tie: int = 0
    booked: bool = False
    rank: int = SINGLE
    no_show: bool = False
    larger: bool = False


@dataclass(frozen=True)
class _ByHand(Call):
    """Requests without a gathering, as written."""

    made: Requests | None = None

    def requests(self, present, name):
        return copy.deepcopy(self.made)


def house(rooms, *, people=20, given_away=None, closes="16:00", bookings=None, **habits):
    """One site with a desk for everybody, these rooms and habits; closed at night."""
    return scenario_of(
        sites={"S1": {"name": "House", "opens_at": 420, "closes_at": minute(closes)}},
        zones={"Z1": {"site_id": "S1", "desks": people}},
        teams={"T1": {"size": people}},
        rooms=rooms,
        room_bookings=given_away,
        changes={"rooms": {"shortest_use_minutes": 15, **habits}, "bookings": bookings or {}},
        weeks=1,
    )


def told(scenario, parties: list[Meets], hours: dict[str, tuple[str, str]] | None = None) -> list[str]:
    """The log of a Monday. `hours`: when people come and go who are not there from 08:00 to 16:00."""
    names = sorted({name for party in parties for name in party.who.split()})
    visits = _visits(names, hours or {})
    plan = _plan(parties, names, scenario.organization.people)
    scenario = _with_drop_ins(scenario, parties, names)
    luck = Luck(1, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    requests, commitments = Parties(scenario, population, luck).requests(plan, visits)
    story_of = _without_luck(requests, parties)
    asked = copy.deepcopy(requests)
    answered = Rooms(scenario).serve(requests, visits, commitments)
    number_rooms(scenario.office, answered)
    plan.requests = answered
    check(scenario, plan, visits)
    _, plain = play(scenario, visits, None, asked, {visit: commitments.of_visit(visit) for visit in range(len(visits))})
    assert_same_rooms(scenario, answered, plain)
    return _log(scenario, answered, [story_of[party.number] for party in plain if party.happened])


def _visits(names: list[str], hours: dict[str, tuple[str, str]]) -> Visits:
    count = len(names)
    times = [hours.get(name, ("08:00", "16:00")) for name in names]
    columns = {
        "day": np.zeros(count, dtype=np.int32),
        "person": np.arange(count, dtype=np.int32),
        "wanted_zone": np.zeros(count, dtype=np.int32),
        "arrival": np.array([minute(come) for come, _ in times], dtype=np.int32),
        "departure": np.array([minute(go) for _, go in times], dtype=np.int32),
        "tie": np.arange(count, dtype=np.int32),
        "tries_another_site": np.zeros(count, dtype=bool),
        "purpose": np.zeros(count, dtype=np.int8),
        "decided_by": np.zeros(count, dtype=np.int8),
        "zone": np.zeros(count, dtype=np.int32),
        "outcome": np.full(count, Outcome.FIRST_CHOICE, dtype=np.int8),
        "booked": np.zeros(count, dtype=bool),
        "booking_rank": np.zeros(count, dtype=np.int32),
    }
    return Visits(**columns)


def _plan(parties: list[Meets], names: list[str], people: int):
    """What Parties reads of a plan: one gathering for each party that is none of a single person or of guests."""
    met = [party for party in parties if party.purpose in Purpose.__members__]
    # People who are elsewhere have numbers beyond those who are here.
    there = [[names.index(name) for name in party.who.split()] for party in met]
    away = [list(range(len(names), len(names) + party.remote)) for party in met]
    invited = [len(here) + len(elsewhere) for here, elsewhere in zip(there, away, strict=True)]
    gatherings = Gatherings(
        purpose=np.array([Purpose[party.purpose] for party in met], dtype=np.int8),
        priority=np.array([party.priority for party in met], dtype=np.int16),
        day=np.zeros(len(met), dtype=np.int32),
        start_minute=np.array([minute(party.at) for party in met], dtype=np.int32),
        minutes=np.array([party.minutes for party in met], dtype=np.int32),
        site=np.zeros(len(met), dtype=np.int32),
        team=np.zeros(len(met), dtype=np.int32),
        unit=np.zeros(len(met), dtype=np.int32),
        visitors=np.array([party.guests for party in met], dtype=np.int32),
        key=np.arange(len(met), dtype=np.uint64),
        first=np.concatenate(([0], np.cumsum(invited, dtype=np.int64))).astype(np.int64),
        person=np.array([p for here, gone in zip(there, away, strict=True) for p in here + gone], dtype=np.int32),
        needed=np.zeros(sum(invited), dtype=bool),
    )
    return SimpleNamespace(
        first_week=0,
        weeks=1,
        gatherings=gatherings,
        attends=np.ones(sum(invited), dtype=bool),
        absent=np.zeros((5, 1, people), dtype=bool),
        requests=None,
        no_shows=None,
        present=None,
    )


def _with_drop_ins(scenario, parties: list[Meets], names: list[str]):
    """The scenario with its single people and guests as an activity of each kind."""
    activities = dict(scenario.activities)
    for use in (RoomUse.CALL, RoomUse.SINGLE_USE, RoomUse.WALK_UP):
        some = [(n, party) for n, party in enumerate(parties) if party.purpose == use.name]
        if not some:
            continue
        who = [[names.index(name) for name in party.who.split()] for _, party in some]
        made = requests_of(
            len(some),
            activity=np.full(len(some), use),
            asked=np.array([minute(party.at) for _, party in some]),
            ticks=np.array([party.minutes for _, party in some]),
            people=np.array([len(one) + party.guests for one, (_, party) in zip(who, some, strict=True)]),
            visitors=np.array([party.guests for _, party in some]),
            equipment=np.array([party.remote > 0 for _, party in some]),
            # By this the story is found again; it becomes the turn afterwards.
            tie=np.array([n for n, _ in some]),
            first=np.concatenate(([0], np.cumsum([len(one) for one in who]))),
            visit=np.array([visit for one in who for visit in one], dtype=np.int64),
        )
        activities[use.name.lower()] = _ByHand(
            per_person_day=0, earliest_start=480, latest_start=480, length=Fixed(minutes=1), made=made
        )
    return dataclasses.replace(scenario, activities=activities)


def _without_luck(requests: Requests, parties: list[Meets]) -> list[Meets | None]:
    """Overwrite what was drawn by what is written; returns the story of each request, None for hours given away."""
    met = [party for party in parties if party.purpose in Purpose.__members__]
    # Only Monday is told.
    stories: list[Meets | None] = []
    for r in range(len(requests)):
        if requests.fixed_room[r] >= 0:
            stories.append(None)
            continue
        gathering = int(requests.gathering[r])
        story = met[gathering] if gathering >= 0 else parties[int(requests.tie[r])]
        requests.tie[r], requests.booked[r], requests.booking_rank[r] = story.tie, story.booked, story.rank
        requests.no_show[r], requests.takes_larger[r] = story.no_show, story.larger
        stories.append(story)
    return stories


def _log(scenario, requests: Requests, stories) -> list[str]:
    """Every event of the Monday, by time; who leaves is told before who comes, these in the order of their turns."""
    events: list[tuple[int, int, int, str]] = []
    rooms = [one.room_id for one in scenario.office.single_rooms]
    for r, story in enumerate(stories):
        if int(requests.day[r]) > 0:
            continue
        outcome = RoomOutcome(int(requests.outcome[r]))
        asked, start, until = int(requests.asked[r]), int(requests.start[r]), int(requests.until[r])
        name, turn = ("given away", -1) if story is None else (story.name, story.tie)
        if outcome == RoomOutcome.ONLINE:
            events.append((asked, 1, turn, f"{name} finds no room"))
            continue
        room = rooms[int(requests.room[r])]
        if outcome == RoomOutcome.NO_SHOW:
            events.append((start, 1, turn, f"{room} waits for {name}"))
            given_up = until < asked + int(requests.ticks[r])
            events.append((until, 0, turn, f"{room} is released" if given_up else f"{room} has waited in vain"))
            continue
        if outcome in {RoomOutcome.WAITED, RoomOutcome.MOVED}:
            events.append((asked, 1, turn, f"{name} {'waits' if outcome == RoomOutcome.WAITED else 'puts it off'}"))
        how = "" if outcome in {RoomOutcome.SERVED, RoomOutcome.WAITED} else f" ({outcome.name.lower()})"
        size = "" if story is None else f" for {int(requests.people[r])}"
        events.append((start, 1, turn, f"{name} takes {room}{size}{how}"))
        planned = min(start + int(requests.ticks[r]), int(requests.latest_end[r]))
        cut = until < planned and outcome != RoomOutcome.MOVED
        events.append((until, 0, turn, f"{name} {'has to leave' if cut else 'leaves'} {room}"))
    events.sort(key=lambda event: event[:3])
    return [f"{at // 60:02d}:{at % 60:02d} {what}" for at, _, _, what in events]


def nobody() -> Visits:
    """No visits at all: a house of guests."""
    return _visits([], {})


def empty_plan():
    """A plan without gatherings."""
    return _plan([], [], people=1)
