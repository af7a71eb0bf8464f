"""`make bench`: speed and memory, as ratios measured in one run on a machine that may be noisy.

A person-day is one employed person on one Monday to Friday, present or not. Every figure is the median of interleaved
repetitions, so that a noisy minute hurts all rows alike.
"""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from sim.activities.context import Context
from sim.activities.registry import DropIns
from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population
from sim.replication import replicate
from tests.benchmarks.city import city
from tests.benchmarks.process_per_person import Baseline
from tests.benchmarks.process_per_person_full_day import FullDayBaseline
from tests.benchmarks.stages import full_day, growth_in_weeks, stage_rows, two_cores, worker_memory

REPETITIONS = 3
ALL_ACTIVITIES = "N = 10,000, all activities"
FULL_DAY = "N = 10,000, full day (rooms, bookings)"
FULL_DAY_BASELINE = "process per person, full day, N = 10,000"


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def model_rows() -> dict[str, tuple[float, int]]:
    """Median seconds and person-days of each workload, repetitions interleaved."""
    scenarios = {f"N = {n:,}": city(n, weeks=52) for n in (1_000, 10_000, 100_000)}
    works: dict[str, tuple[Callable[[], object], int]] = {}
    for name, scenario in scenarios.items():
        scenario.organization.person_keys  # noqa: B018 (hashing ids is done once for all replications)
        works[name] = (lambda s=scenario: replicate(s, 0), scenario.organization.people * 260)
    busy = city(10_000, weeks=52, activities="municipal")
    busy.organization.person_keys  # noqa: B018
    works[ALL_ACTIVITIES] = (lambda: replicate(busy, 0), 10_000 * 260)
    full = full_day(10_000, 52)
    works[FULL_DAY] = (lambda: replicate(full, 0), 10_000 * 260)
    works[FULL_DAY_BASELINE] = (lambda: FullDayBaseline(full).run(1), 50_000)
    small = city(10_000, weeks=1)
    works["process per person, N = 10,000"] = (lambda: Baseline(small).run(1), 50_000)
    replicate(scenarios["N = 1,000"], 1)
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


def command(arguments: list[str], folder: str) -> tuple[float, float]:
    """Wall seconds and peak memory in MB (the largest process) of a call of the program."""
    spent = seconds(
        lambda: subprocess.run([sys.executable, "-m", "sim", *arguments], cwd=folder, check=True, capture_output=True)
    )
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Measure and print; 1 if a target is not reached."""
    # First, for a child counts the memory of the parent that starts it.
    with tempfile.TemporaryDirectory() as folder:
        help_seconds = statistics.median(command(["--help"], folder)[0] for _ in range(5))
        run_seconds, run_memory = command([], folder)
        again_seconds, _ = command([], folder)
    memory, scaling = worker_memory(), two_cores()
    rows = model_rows()
    per_day = {name: spent / days for name, (spent, days) in rows.items()}
    reference = per_day["N = 10,000"]
    print("desks and weekly choice, one core, 52 weeks, policy team_led")
    print(f"{'workload':42}{'seconds':>9}{'M person-days/s':>17}{'cost against N = 10,000':>26}")
    for name, (spent, days) in rows.items():
        print(f"{name:42}{spent:9.2f}{days / spent / 1e6:17.3f}{per_day[name] / reference:26.2f}")
    print("\nmaking the gatherings of one activity, N = 10,000, microseconds per person-day")
    for name, cost in sorted(activity_rows().items(), key=lambda item: -item[1]):
        print(f"{name:42}{cost:9.3f}")
    print("\na full day at N = 10,000 by stage, microseconds of one core per person-day")
    for stage, cost in sorted(stage_rows(full_day(10_000, 52)).items(), key=lambda item: -item[1]):
        print(f"{stage:42}{cost:9.3f}")
    by_weeks = growth_in_weeks()
    print("\na full day at N = 10,000 by length of the run, microseconds per person-day")
    for weeks, cost in by_weeks.items():
        print(f"{weeks:>3} weeks{cost:43.3f}")
    baseline = per_day["process per person, N = 10,000"]
    checks = [
        ("million person-days per second and core at N = 10,000", 1 / reference / 1e6, ">=", 2.0),
        ("times the process-per-person baseline", baseline / reference, ">=", 10.0),
        ("million person-days per second and core, all activities", 1 / per_day[ALL_ACTIVITIES] / 1e6, ">=", 1.0),
        ("million person-days per second and core, full day", 1 / per_day[FULL_DAY] / 1e6, ">=", 1.5),
        (
            "times the process-per-person baseline, full day",
            per_day[FULL_DAY_BASELINE] / per_day[FULL_DAY],
            ">=",
            30.0,
        ),
        ("cost per person-day at 100,000 against 10,000", per_day["N = 100,000"] / reference, "<=", 1.3),
        ("cost per person-day at 1,000 against 10,000", per_day["N = 1,000"] / reference, "<=", 3.0),
    ]
    checks += [
        ("seconds for --help", help_seconds, "<=", 0.7),
        ("seconds for espoo, a year, 20 replications, report included", run_seconds, "<=", 20.0),
        ("MB at most in one process of that", run_memory, "<=", 1000.0),
        ("times faster on two cores, 20 replications of espoo", scaling, ">=", 1.8),
        ("MB at most in a worker: 100,000 people, full day, 52 weeks", memory, "<=", 600.0),
    ]
    missed = 0
    print()
    for name, value, sense, target in checks:
        reached = value >= target if sense == ">=" else value <= target
        missed += not reached
        print(f"{name:62}{value:10.2f}  {sense} {target:<8g}{'reached' if reached else 'NOT reached'}")
    print(f"{'seconds for the same command again (all replications reused)':62}{again_seconds:10.2f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
