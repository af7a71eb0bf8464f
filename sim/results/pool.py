"""Runs the replications that are missing: here, in several processes, or on a cluster; the files are the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sim.errors import RunInterruptedError
from sim.results.outcome import Outcome
from sim.results.processes import run_here, run_in_processes

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
    workers = workers_for(scenario, len(todo))
    outcome = Outcome()
    try:
        if scenario.run.executor == "dask":
            from sim.results.cluster import run_on_cluster

            run_on_cluster(scenario, results_dir, todo, keep_visits, outcome, progress)
        elif workers == 1:
            run_here(scenario, results_dir, todo, keep_visits, outcome, progress)
        else:
            run_in_processes(scenario, results_dir, todo, keep_visits, workers, outcome, progress)
    except KeyboardInterrupt:
        done = len(outcome.computed)
        raise RunInterruptedError(
            f"interrupted: {done} of the {len(todo)} missing replications were finished and stored; "
            "run the same command to go on"
        ) from None
    return outcome
