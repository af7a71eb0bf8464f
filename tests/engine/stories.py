"""Days written by hand: who comes when for which zone, and where the engine seats them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.desks import Desks
from sim.records import Decider, Outcome, Purpose, Visits


@dataclass(frozen=True)
class Comes:
    """One visit: wanted zone, arrival and departure as HH:MM, its draw for ties, whether it would try another site."""

    zone: str
    at: str
    until: str
    tie: int = 0
    tries: bool = False
    day: int = 0
    booked: bool = False


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
        outcome=np.full(len(people), Outcome.FIRST_CHOICE, dtype=np.int8),
        booked=np.array([one.booked for one in people], dtype=bool),
        booking_rank=np.array([one.tie for one in people], dtype=np.int32),
    )


def told(scenario, people: list[Comes]) -> list[str]:
    """Where everybody sits: the zone wished, `-> zone` when displaced, `home` when no desk was free."""
    visits = visits_of(scenario, people)
    Desks(scenario).seat(visits)
    lines = []
    for zone, wanted, outcome in zip(visits.zone, visits.wanted_zone, visits.outcome, strict=True):
        if outcome == Outcome.FORCED_REMOTE:
            assert zone == -1
            lines.append("home")
        elif outcome == Outcome.DISPLACED:
            assert zone != wanted
            lines.append(f"-> {scenario.office.zone_ids[zone]}")
        else:
            assert zone == wanted
            lines.append(scenario.office.zone_ids[zone])
    return lines
