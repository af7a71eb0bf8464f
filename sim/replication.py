"""One replication: a pure function of the scenario and the replication's number, block of weeks by block of weeks."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.attendance.planner import Planner
from sim.attendance.without import shared_days
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.desk_use import PassiveDesks
from sim.engine.desks import Desks
from sim.engine.invariants import check
from sim.engine.parties import Parties
from sim.engine.quota import Quota
from sim.engine.room_numbers import number_rooms
from sim.engine.rooms import Rooms
from sim.metrics.gatherings import GatheringLog
from sim.metrics.observer import Frame
from sim.metrics.registry import FAMILIES
from sim.metrics.visits import VisitLog
from sim.population import draw_population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays, Observer
    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Replicated:
    """What one replication gave: the counts of every metric family, and its visits and gatherings if asked for."""

    counted: Arrays
    visits: Arrays | None


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Leave memory to reference counts: the engine makes many small objects and next to no cycles among them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_garbage_collection()
def replicate(scenario: Scenario, replication: int, *, keep_visits: bool = False, checked: bool = False) -> Replicated:
    """Simulate one replication; `checked`: look for broken invariants after every block, as tests do."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    arrivals = Arrivals(scenario, population, luck)
    quota = Quota(scenario, population, luck)
    desks = Desks(scenario)
    parties = Parties(scenario, population, luck)
    rooms = Rooms(scenario)
    passive = PassiveDesks(scenario, population, luck)
    frame = Frame(scenario, population, luck)
    observers: list[Observer] = [family(frame) for family in FAMILIES]
    logs: list[Observer] = [VisitLog(frame), GatheringLog(frame)] if keep_visits else []
    for weeks in planner.blocks():
        plan = planner.plan(weeks)
        plan.shared_days = shared_days(planner, scenario.organization, plan, arrivals.visits)
        visits = arrivals.visits(plan)
        plan.no_shows = arrivals.no_shows(plan)
        quota.turn_away(plan, visits, plan.no_shows)
        desks.seat(visits, plan.no_shows)
        requests, commitments = parties.requests(plan, visits)
        plan.requests = rooms.serve(requests, visits, commitments)
        plan.passive = passive.of(visits, plan.requests)
        if keep_visits or checked:
            number_rooms(scenario.office, plan.requests)
        if checked:
            check(scenario, plan, visits)
        planner.remember(visits)
        for observer in (*observers, *logs):
            observer.observe(plan, visits)
    counted: dict[str, NDArray[Any]] = {}
    for observer in observers:
        counted |= observer.arrays()
    logged: dict[str, NDArray[Any]] = {}
    for log in logs:
        logged |= log.arrays()
    return Replicated(counted, logged if keep_visits else None)
