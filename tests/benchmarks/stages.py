"""Where a replication's time goes, by stage; how it grows with weeks; two cores; memory of one worker."""

from __future__ import annotations

import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sim.replication
from sim.attendance.absence import AbsenceModel
from sim.attendance.block_draws import BlockDraws
from sim.attendance.planner import Planner
from sim.config import load
from sim.engine.arrivals import Arrivals
from sim.engine.desk_use import PassiveDesks
from sim.engine.desks import Desks
from sim.engine.parties import Parties
from sim.engine.quota import Quota
from sim.engine.rooms import Rooms
from sim.replication import replicate
from sim.results.archive import pack
from sim.results.store import Store
from sim.scenario import Scenario
from tests.benchmarks.city import city

#: Methods that make up a stage; what is in none of them is the rest.
_STAGES: dict[str, list[tuple[type, str]]] = {
    "draw": [(BlockDraws, "of"), (AbsenceModel, "absent")],
    "choice": [(Planner, "_managers"), (Planner, "_fill")],
    "plan": [(Planner, "plan"), (Planner, "remember")],
    "engine: desks": [(Arrivals, "visits"), (Arrivals, "no_shows"), (Quota, "turn_away"), (Desks, "seat")],
    "engine: rooms": [(Parties, "requests"), (Rooms, "serve"), (PassiveDesks, "of")],
}
REPLICATIONS = 20


class Clock:
    """Processor seconds by stage; a stage inside another one is not counted twice."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time added to a stage."""

        def call(*args: object, **kwargs: object) -> Any:
            begun = time.process_time()
            self._inside.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - begun
                self.seconds[stage] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return call


@contextmanager
def clocked() -> Iterator[Clock]:
    """Let all replications be timed by stage."""
    clock = Clock()
    with ExitStack() as stack:
        module = sim.replication
        for name, stage in (("draw_population", "draw"), ("shared_days", "days without their shared day")):
            stack.enter_context(patch.object(module, name, clock.timed(stage, getattr(module, name))))
        for stage, methods in _STAGES.items():
            for owner, name in methods:
                stack.enter_context(patch.object(owner, name, clock.timed(stage, getattr(owner, name))))
        for family in module.FAMILIES:
            for name in ("observe", "arrays"):
                stack.enter_context(patch.object(family, name, clock.timed("metrics", getattr(family, name))))
        yield clock


def stage_rows(scenario: Scenario) -> dict[str, float]:
    """Microseconds of one core per person-day by stage; the best of three."""
    person_days = scenario.organization.people * scenario.run.weeks * 5
    best: dict[str, float] = {}
    for _ in range(3):
        with clocked() as clock, tempfile.TemporaryDirectory() as folder:
            done = clock.timed("rest", replicate)(scenario, 0)
            store = Store(Path(folder), "00ff")
            with store.open():
                clock.timed("write", store.write)(0, "counts", done.counted)
        found = {stage: seconds / person_days * 1e6 for stage, seconds in clock.seconds.items()}
        if not best or sum(found.values()) < sum(best.values()):
            best = found
    return best


def growth_in_weeks(weeks: tuple[int, ...] = (4, 13, 52)) -> dict[int, float]:
    """Microseconds per person-day of a full day at 10,000 people, by length of the run; the best of three in turn."""
    best: dict[int, float] = {}
    for _ in range(3):
        for length in weeks:
            scenario = full_day(10_000, length)
            begun = time.process_time()
            replicate(scenario, 0)
            spent = (time.process_time() - begun) / (10_000 * length * 5) * 1e6
            best[length] = min(best.get(length, spent), spent)
    return best


def full_day(people: int, weeks: int) -> Scenario:
    """Everything on: all activities, bookings, releases, rooms."""
    scenario = city(people, weeks=weeks, activities="municipal", bookings=True, rooms=True)
    scenario.organization.person_keys  # noqa: B018 (hashing ids is done once for all replications)
    return scenario


def _of_espoo(replication: int) -> int:
    return len(replicate(_espoo(), replication).counted)


def _espoo(known: list[Scenario] = []) -> Scenario:  # noqa: B006 (each process keeps its own)
    if not known:
        known.append(load("espoo").scenario)
    return known[0]


def two_cores() -> float:
    """How many times faster two processes simulate 20 replications of espoo than one, each started beforehand."""
    spent = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(_of_espoo, range(100, 100 + 2 * workers)))
            begun = time.perf_counter()
            list(pool.map(_of_espoo, range(REPLICATIONS)))
            spent[workers] = time.perf_counter() - begun
    return spent[1] / spent[2]


def worker_memory() -> float:
    """Peak MB of a process that simulates a full day of 100,000 people for 52 weeks and packs what it counted."""
    code = "from tests.benchmarks.stages import peak_of_a_worker; peak_of_a_worker()"
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True)
    return float(done.stdout)


def peak_of_a_worker() -> None:
    """Simulate and print the peak in MB."""
    pack(replicate(full_day(100_000, 52), 0).counted)
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}\n")
