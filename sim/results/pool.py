"""Runs the replications that are missing: here, in several processes, or on a cluster; the files are the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sim.errors import DiskError, RunInterruptedError
from sim.results.disk_space import check_space
from sim.results.interrupts import gentle_interrupts
from sim.results.outcome import Outcome
from sim.results.parcel import parcel_of
from sim.results.processes import run_here, run_in_processes
from sim.results.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sim.results.progress import ReplicationProgress
    from sim.scenario import Scenario


#: About a second of work: so long it takes until other processes have read the program.
_SMALL_PERSON_DAYS = 500_000


def workers_for(scenario: Scenario, replications: int) -> int:
    """Return the processes to use: what was asked for, else one for each core; never more than there is work.

    Where nothing was asked for, small work stays in this process: to start others takes longer than it.
    """
    days = scenario.organization.people * 5 * scenario.run.weeks * replications
    if not scenario.run.workers and days < _SMALL_PERSON_DAYS:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(scenario.run.workers or cores, replications))


def run_missing(
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    progress: ReplicationProgress,
) -> Outcome:
    """Run and store the replications in `todo`; on the first interrupt finish what is running, then say so and stop."""
    outcome = Outcome()
    if not todo:
        return outcome
    try:
        check_space(Store(results_dir, scenario.key), todo, keep_visits)
        _run(scenario, results_dir, todo, keep_visits, outcome, progress)
    except KeyboardInterrupt:
        raise RunInterruptedError(f"interrupted: {_done(outcome, progress)}; run the same command to go on") from None
    except DiskError as trouble:
        begun = f"{_done(outcome, progress)} and safe" if outcome.computed else "nothing was begun"
        raise DiskError(f"{trouble}; {begun}. Run the same command to go on") from trouble
    return outcome


def _run(
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    workers, run = workers_for(scenario, len(todo)), scenario.run
    if run.executor == "dask":
        from sim.results.cluster import run_on_cluster

        run_on_cluster(scenario, results_dir, todo, keep_visits, outcome, progress)
        return
    # Only a process of its own can be held to limits without this one.
    is_limited = run.worker_memory_mb is not None or run.replication_timeout_minutes is not None
    with gentle_interrupts() as interrupted:
        if workers == 1 and not is_limited:
            run_here(scenario, results_dir, todo, keep_visits, interrupted, outcome, progress)
        else:
            with parcel_of(scenario) as parcel:
                run_in_processes(
                    parcel, scenario, results_dir, todo, keep_visits, workers, interrupted, outcome, progress
                )
    if interrupted():
        raise KeyboardInterrupt


def _done(outcome: Outcome, progress: ReplicationProgress) -> str:
    return f"{progress.stored_before + len(outcome.computed)} of {progress.total} replications are done"
