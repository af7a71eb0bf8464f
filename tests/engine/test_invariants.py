"""A broken record is noticed: each invariant refuses a block in which one thing was changed by hand."""

from __future__ import annotations

import copy
from functools import cache

import numpy as np
import pytest

from sim.engine.invariants import BrokenInvariant, check
from sim.records import Outcome
from sim.requests import RoomOutcome
from tests.building import plain, scenario_of
from tests.engine.played import run


@cache
def busy_week():
    """A block in which every outcome happens, and its scenario."""
    activities = {
        "joint_meeting": plain("activities", "municipal")["joint_meeting"]
        | {"per_team_year": 52, "invited_share": 0.5, "in_person_share": 0.8, "room": {"booked_share": 0.6}},
        "call": plain("activities", "municipal")["call"] | {"per_person_day": 1.5},
    }
    scenario = scenario_of(
        sites={"S1": {"name": "House", "opens_at": 420, "closes_at": 1140}},
        zones={"Z1": {"site_id": "S1", "desks": 25}, "Z2": {"site_id": "S1", "desks": 6}},
        teams={f"T{number}": {"size": 10} for number in range(5)},
        rooms={
            "Bare": {"seats": 2, "equipment": False},
            "Booth": {"seats": 1, "kind": "booth"},
            "Large": {"seats": 10},
            "Small": {"seats": 4, "count": 2},
        },
        behavior="municipal",
        changes={"bookings": {"room_release_minutes": 15, "desk_release_minutes": 60, "room_no_show_share": 0.3}},
        policy="full_office",
        activities=activities,
        weeks=8,
    )
    block = run(scenario)
    assert set(np.unique(block.plan.requests.outcome)) == set(RoomOutcome), "the case must contain every outcome"
    assert set(np.unique(block.visits.outcome)) == {0, 1, 2}
    check(scenario, block.plan, block.visits)
    return scenario, block


def first(mask) -> int:
    return int(np.flatnonzero(mask)[0])


def twice_the_same_booking(block):
    """Of a no-show, whose people are nowhere, so that only the room is held twice."""
    requests = block.plan.requests
    single = [number for number, pool in enumerate(busy_week()[0].office.room_pools) if len(pool.rooms) == 1]
    again = first((requests.outcome == RoomOutcome.NO_SHOW) & np.isin(requests.pool, single))
    block.plan.requests = requests.only(np.append(np.arange(len(requests)), again))


def held_too_long(block):
    block.plan.requests.until[first(block.plan.requests.outcome == RoomOutcome.SERVED)] += 1_000


def begins_elsewhen(block):
    block.plan.requests.start[first(block.plan.requests.outcome == RoomOutcome.LARGER)] += 1


def no_outcome(block):
    block.plan.requests.outcome[0] = 9


def online_in_a_room(block):
    block.plan.requests.pool[first(block.plan.requests.outcome == RoomOutcome.ONLINE)] = 0


def waits_too_long(block):
    waits = first(block.plan.requests.outcome == RoomOutcome.WAITED)
    block.plan.requests.start[waits] = block.plan.requests.asked[waits] + 11


def moves_to_any_minute(block):
    moves = first(block.plan.requests.outcome == RoomOutcome.MOVED)
    block.plan.requests.start[moves] += 1
    block.plan.requests.until[moves] += 1


def too_many_people(block):
    held = first((block.plan.requests.outcome == RoomOutcome.SERVED) & (np.diff(block.plan.requests.first) > 1))
    block.plan.requests.people[held] += 50
    block.plan.requests.visitors[held] += 50


def without_equipment(block):
    requests = block.plan.requests
    bare = [number for number, pool in enumerate(busy_week()[0].office.room_pools) if not pool.equipment]
    requests.equipment[first((requests.pool == bare[0]) & (requests.outcome == RoomOutcome.SERVED))] = True


def larger_than_itself(block):
    requests = block.plan.requests
    plain_one = (requests.outcome == RoomOutcome.SERVED) & ~requests.takes_larger
    requests.outcome[first(plain_one)] = RoomOutcome.LARGER


def in_two_rooms(block):
    requests = block.plan.requests
    unplanned = np.flatnonzero((np.diff(requests.first) == 1) & (requests.outcome == RoomOutcome.SERVED))
    visit = requests.visit[requests.first[:-1][unplanned]]
    one, other = next(
        (a, b) for a, v in zip(unplanned, visit, strict=True) for b, w in zip(unplanned, visit, strict=True)
        if a != b and v == w
    )  # fmt: skip
    requests.asked[other] = requests.start[other] = requests.start[one]
    requests.until[other], requests.ticks[other] = requests.until[one], requests.ticks[one]


def somebody_without_a_desk(block):
    block.visits.zone[block.plan.requests.visit[0]] = -1
    block.visits.outcome[block.plan.requests.visit[0]] = Outcome.FORCED_REMOTE


def more_people_than_desks(block):
    block.visits.zone[block.visits.outcome == Outcome.FORCED_REMOTE] = 0
    block.visits.wanted_zone[block.visits.outcome == Outcome.FORCED_REMOTE] = 0
    block.visits.outcome[block.visits.outcome == Outcome.FORCED_REMOTE] = Outcome.FIRST_CHOICE


def displaced_to_the_own_zone(block):
    displaced = first(block.visits.outcome == Outcome.DISPLACED)
    block.visits.wanted_zone[displaced] = block.visits.zone[displaced]


def at_the_desk_after_closing(block):
    block.visits.departure[first(block.visits.zone >= 0)] = 1_141


def no_show_who_came(block):
    block.plan.no_shows.outcome[0] = Outcome.FIRST_CHOICE


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (twice_the_same_booking, "lends more rooms"),
        (held_too_long, "held longer than asked"),
        (begins_elsewhen, "begins when asked"),
        (no_outcome, "has an outcome"),
        (online_in_a_room, "unless it went online"),
        (waits_too_long, "longer than patient"),
        (moves_to_any_minute, "later half hour"),
        (too_many_people, "seats its party"),
        (without_equipment, "needs equipment"),
        (larger_than_itself, "larger than the one asked for"),
        (in_two_rooms, "two rooms at once"),
        (somebody_without_a_desk, "who takes part has a desk"),
        (more_people_than_desks, "than it has desks"),
        (displaced_to_the_own_zone, "sits in another zone"),
        (at_the_desk_after_closing, "after closing"),
        (no_show_who_came, "is a no-show"),
    ],
)
def test_each_invariant_notices_what_breaks_it(broken, rule):
    scenario, block = busy_week()
    changed = copy.deepcopy(block)
    broken(changed)
    with pytest.raises(BrokenInvariant, match=rule):
        check(scenario, changed.plan, changed.visits)
