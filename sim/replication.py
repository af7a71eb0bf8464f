"""One replication: a pure function of the scenario and the replication's number, block of weeks by block of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.desks import Desks
from sim.metrics.observer import Frame
from sim.metrics.registry import FAMILIES
from sim.metrics.visits import VisitLog
from sim.population import draw_population

if TYPE_CHECKING:
    from sim.metrics.observer import Arrays, Observer
    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Replicated:
    """What one replication gave: the counts of every metric family, and its visits where they were asked for."""

    counted: Arrays
    visits: Arrays | None


def replicate(scenario: Scenario, replication: int, *, keep_visits: bool = False) -> Replicated:
    """Simulate one replication."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    arrivals = Arrivals(scenario, population, luck)
    desks = Desks(scenario)
    frame = Frame(scenario, population)
    observers: list[Observer] = [family(frame) for family in FAMILIES]
    log = VisitLog(frame) if keep_visits else None
    if log is not None:
        observers.append(log)
    for weeks in planner.blocks():
        plan = planner.plan(weeks)
        visits = arrivals.visits(plan)
        desks.seat(visits)
        for observer in observers:
            observer.observe(plan, visits)
    counted: Arrays = {}
    for observer in observers:
        if observer is not log:
            counted |= observer.arrays()
    return Replicated(counted, log.arrays() if log is not None else None)
