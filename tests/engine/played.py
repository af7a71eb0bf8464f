"""A block of days played twice, by the engine and by the plain engine, from the same records."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.desks import Desks
from sim.engine.parties import Parties
from sim.engine.quota import Quota
from sim.engine.room_numbers import number_rooms
from sim.engine.rooms import Rooms
from sim.population import draw_population
from sim.requests import RoomOutcome
from tests.engine.reference_day import play


@dataclass
class Block:
    """A block after the day, and its visits and requests as they were before anybody took anything."""

    plan: Any
    visits: Any
    population: Any
    before: Any
    asked: Any
    commitments: Any


def run(scenario, replication=0) -> Block:
    """The first block of a scenario, played by the engine."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    plan = planner.plan(next(iter(planner.blocks())))
    arrivals = Arrivals(scenario, population, luck)
    visits = arrivals.visits(plan)
    plan.no_shows = arrivals.no_shows(plan)
    Quota(scenario, population, luck).turn_away(plan, visits)
    before = copy.deepcopy((visits, plan.no_shows))
    Desks(scenario).seat(visits, plan.no_shows)
    requests, commitments = Parties(scenario, population, luck).requests(plan, visits)
    asked = copy.deepcopy(requests)
    plan.requests = Rooms(scenario).serve(requests, visits, commitments)
    number_rooms(scenario.office, plan.requests)
    return Block(plan, visits, population, before, asked, commitments)


def assert_same_day(scenario, block: Block) -> None:
    """Every seat and every room, every outcome and every tick are those of the plain engine."""
    planned = {visit: block.commitments.of_visit(visit) for visit in range(len(block.visits))}
    zones, parties = play(scenario, *block.before, block.asked, planned)
    assert_same_seats(scenario, block, zones)
    assert_same_rooms(scenario, block.plan.requests, parties)


def assert_same_seats(scenario, block: Block, zones) -> None:
    zone_ids = [*scenario.office.zone_ids, None]
    found = block.visits.zone.tolist()
    if block.plan.no_shows is not None:
        found += block.plan.no_shows.zone.tolist()
    assert [zone_ids[zone] for zone in found] == zones


def assert_same_rooms(scenario, requests, parties) -> None:
    """Compare the answers as arrays, row by row: those that took place, in the order in which they were asked."""
    held = [party for party in parties if party.happened]
    rooms = [*[one.room_id for one in scenario.office.single_rooms], None]
    classes = [(scenario.office.site_ids[site], seats) for site, seats in scenario.office.room_classes]
    assert len(requests) == len(held)
    for r, party in enumerate(held):
        first, last = requests.first[r], requests.first[r + 1]
        assert (
            RoomOutcome(int(requests.outcome[r])).name.lower(),
            rooms[int(requests.room[r])],
            int(requests.start[r]),
            int(requests.until[r]),
            int(requests.people[r]),
            requests.visit[first:last].tolist(),
            bool(requests.booked[r]),
        ) == (party.outcome, party.room, party.start, party.until, party.people, party.visits, party.has_booked)
        if classes:
            assert classes[int(requests.seats_class[r])] == (party.site, party.size_asked)
