"""Days written by hand: who comes when for which zone, and where the engine seats them."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np

from sim.engine.desks import Desks
from sim.records import Decider, Outcome, Purpose, Visits
from tests.engine.reference_day import seats


@dataclass(frozen=True)
class Comes:
    """One visit: wanted zone, arrival and departure as HH:MM, its draw for ties, whether it would try another site.

    `booked` has booked a desk, with a `standing` booking if a norm asks for the day; a `no_show` has booked one and
    stays at home.
    """

    zone: str
    at: str
    until: str
    tie: int = 0
    tries: bool = False
    day: int = 0
    booked: bool = False
    standing: bool = False
    no_show: bool = False


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def visits_of(scenario, people: list[Comes]) -> Visits:
    """The records of these people, in the order of the list within each day."""
    zone = np.array([scenario.office.zone_ids.index(one.zone) for one in people], dtype=np.int32)
    return Visits(
        day=np.array([one.day for one in people], dtype=np.int32),
        person=np.arange(len(people), dtype=np.int32),
        wanted_zone=zone,
        arrival=np.array([minute(one.at) for one in people], dtype=np.int32),
        departure=np.array([minute(one.until) for one in people], dtype=np.int32),
        tie=np.array([one.tie for one in people], dtype=np.int32),
        tries_another_site=np.array([one.tries for one in people]),
        purpose=np.full(len(people), Purpose.DESK_WORK, dtype=np.int8),
        decided_by=np.full(len(people), Decider.PERSON, dtype=np.int8),
        zone=zone.copy(),
        outcome=np.array([Outcome.NO_SHOW if one.no_show else Outcome.FIRST_CHOICE for one in people], dtype=np.int8),
        booked=np.array([one.booked or one.standing or one.no_show for one in people], dtype=bool),
        booking_rank=np.array([one.tie - (1 << 20) * one.standing for one in people], dtype=np.int32),
    )


def told(scenario, people: list[Comes]) -> list[str]:
    """Where everybody sits: the zone wished, `-> zone` when displaced, `home` when no desk was free.

    Of who does not come: `empty zone` for the desk kept, `nothing` for no desk to book. The desk of a no-show is kept
    for the grace of the scenario.
    """
    everybody = visits_of(scenario, people)
    absent = np.array([one.no_show for one in people], dtype=bool)
    grace = scenario.behavior.bookings.desk_release_minutes
    if grace > 0:
        everybody.departure[absent] = np.minimum(everybody.departure[absent], everybody.arrival[absent] + grace)
    visits, no_shows = everybody.only(~absent), everybody.only(absent)
    before = copy.deepcopy((visits, no_shows))
    Desks(scenario).seat(visits, no_shows)
    plain = [None if zone is None else scenario.office.zone_ids.index(zone) for zone in seats(scenario, *before)]
    assert [*visits.zone.tolist(), *no_shows.zone.tolist()] == [-1 if zone is None else zone for zone in plain]
    lines = {}
    for number, v in zip(np.flatnonzero(~absent).tolist(), range(len(visits)), strict=True):
        lines[number] = _seat(scenario, int(visits.zone[v]), int(visits.wanted_zone[v]), int(visits.outcome[v]))
    for number, zone in zip(np.flatnonzero(absent).tolist(), no_shows.zone.tolist(), strict=True):
        lines[number] = "nothing" if zone < 0 else f"empty {scenario.office.zone_ids[zone]}"
    return [lines[number] for number in range(len(people))]


def _seat(scenario, zone: int, wanted: int, outcome: int) -> str:
    if outcome == Outcome.FORCED_REMOTE:
        assert zone == -1
        return "home"
    if outcome == Outcome.DISPLACED:
        assert zone != wanted
        return f"-> {scenario.office.zone_ids[zone]}"
    assert zone == wanted
    return scenario.office.zone_ids[zone]
