"""Whole replications of cities of several sizes, and of the model written as one process per person."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

from sim.activities.context import Context
from sim.activities.registry import DropIns
from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population
from sim.replication import replicate
from sim.scenario import Scenario
from tests.benchmarks.city import city
from tests.benchmarks.process_per_person import Baseline
from tests.benchmarks.process_per_person_full_day import FullDayBaseline
from tests.benchmarks.stages import full_day

REPETITIONS = 3
ALL_ACTIVITIES = "10,000 people, all activities"
FULL_DAY = "10,000 people, full day: rooms, calls, bookings, no-shows, passive desks"
FULL_DAY_OF_A_REGION = "100,000 people, full day"
BASELINE = "one SimPy process per person and day, 10,000 people"
FULL_DAY_BASELINE = "the same with the full day"


def of_people(number: int) -> str:
    """Name the workload of desks and weekly choice with so many people."""
    return f"{number:,} people, desks and weekly choice"


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def model_rows() -> dict[str, tuple[float, int]]:
    """Median seconds and person-days of each workload, repetitions interleaved."""
    works: dict[str, tuple[Callable[[], object], int]] = {}

    def add(name: str, scenario: Scenario) -> None:
        scenario.organization.person_keys  # noqa: B018 (hashing ids is done once for all replications)
        works[name] = (lambda: replicate(scenario, 0), scenario.organization.people * 260)

    for number in (1_000, 10_000, 100_000):
        add(of_people(number), city(number, weeks=52))
    add(ALL_ACTIVITIES, city(10_000, weeks=52, activities="municipal"))
    full = full_day(10_000, 52)
    add(FULL_DAY, full)
    add(FULL_DAY_OF_A_REGION, full_day(100_000, 52))
    works[FULL_DAY_BASELINE] = (lambda: FullDayBaseline(full).run(1), 50_000)
    small = city(10_000, weeks=1)
    works[BASELINE] = (lambda: Baseline(small).run(1), 50_000)
    replicate(city(1_000, weeks=2), 1)
    timed: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(REPETITIONS):
        for name, (work, _) in works.items():
            timed[name].append(seconds(work))
    return {name: (statistics.median(timed[name]), works[name][1]) for name in works}


def activity_rows() -> dict[str, float]:
    """Microseconds per person-day that making the gatherings of each activity takes, 26 weeks in blocks as in a run."""
    scenario = city(10_000, weeks=26, activities="municipal")
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    contexts = [
        Context(scenario.organization, scenario.office, scenario.days, population, luck, weeks)
        for weeks in planner.blocks()
    ]
    cost = {}
    gathering = {n: one for n, one in scenario.activities.items() if not isinstance(one, DropIns)}
    for name, activity in gathering.items():
        spent = [seconds(lambda a=activity: [a.gatherings(c) for c in contexts]) for _ in range(REPETITIONS)]
        cost[name] = statistics.median(spent) / (10_000 * 130) * 1e6
    return cost
