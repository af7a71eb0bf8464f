"""The plain engine: desks and rooms on one clock, one day after another, one tick after another.

No SimPy, no screening, no sorted blocks, no diaries. The engine must agree on every seat, every room and every tick.
"""

from __future__ import annotations

from collections import defaultdict

from sim.records import together
from sim.scenario import Scenario
from tests.engine.reference_desks import PlainDesks
from tests.engine.reference_rooms import PlainParty, PlainRooms, parties_of


def seats(scenario: Scenario, visits, no_shows=None) -> list[str | None]:
    """The id of the zone each visit sits in, or None for home; then those of the no-shows, None for none booked."""
    return play(scenario, visits, no_shows)[0]


def play(scenario: Scenario, visits, no_shows=None, requests=None, planned=None):
    """Play all days; returns the zones of visits and no-shows, and the parties in the order of the requests.

    `planned` are the planned gatherings of each visit. Nobody whose zone is -1 wants a desk.
    """
    everybody = visits if no_shows is None else together(visits, no_shows)
    absent = set(range(len(visits), len(everybody)))
    zones: list[str | None] = [None] * len(everybody)
    parties: list[PlainParty] = []
    days = {int(day) for day in everybody.day} | ({int(day) for day in requests.day} if requests is not None else set())
    for day in sorted(days):
        people = [n for n in range(len(everybody)) if int(everybody.day[n]) == day and int(everybody.zone[n]) >= 0]
        desks = PlainDesks(scenario, everybody, people, absent)
        rooms = PlainRooms(scenario, [] if requests is None else parties_of(scenario, requests, day), planned or {})
        rooms.departure = everybody.departure
        _one_day(scenario, everybody, people, desks, rooms)
        rooms.tell_rooms()
        for number, zone in desks.seat.items():
            zones[number] = zone
        parties += rooms.parties
    return zones, sorted(parties, key=lambda party: party.number)


def _one_day(scenario: Scenario, visits, people: list[int], desks: PlainDesks, rooms: PlainRooms) -> None:
    arriving, leaving = defaultdict(list), defaultdict(list)
    for number in people:
        arriving[int(visits.arrival[number])].append(number)
        leaving[int(visits.departure[number])].append(number)
    last = 1440 * scenario.ticks_per_minute
    for tick in range(last + rooms.patience + 1):
        for number in leaving[tick]:
            desks.leave(number)
        for number in sorted(arriving[tick], key=lambda number: int(visits.tie[number])):
            desks.arrive(number)
        rooms.begin(tick, desks.present)
        rooms.end_of_tick(tick)
    assert desks.is_empty(), "every desk is given back"
