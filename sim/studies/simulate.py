"""What every study does first: run or resume the replications of a job, and build its tables."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import RunFailedError
from sim.results.pool import run_missing
from sim.results.progress import ReplicationProgress
from sim.results.store import Store
from sim.results.tables import build

if TYPE_CHECKING:
    from pathlib import Path

    from sim.results.tables import Tables
    from sim.studies.job import Job


@dataclass(slots=True)
class Simulated:
    """The tables of a job and how they came about; `seconds` by stage."""

    tables: Tables
    planned: int
    computed: list[int]
    reused: list[int]
    failed: dict[int, str]
    set_aside: list[Path]
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Replications that the tables hold."""
        return len(self.computed) + len(self.reused)


def simulate(job: Job) -> Simulated:
    """Run the replications that the store does not have yet, and build the tables of all of them."""
    scenario = job.scenario
    begun = time.perf_counter()
    wanted = range(scenario.run.replications)
    with_visits = {"first": {0}, "all": set(wanted), "none": set()}[scenario.output.records]
    store = Store(job.results_dir, scenario.key)
    with store.open():
        counts, bad_counts = store.verify("counts", wanted)
        visits, bad_visits = store.verify("visits", with_visits)
        reused = [r for r in wanted if r in counts and (r not in with_visits or r in visits)]
        todo = [r for r in wanted if r not in reused]
        checked = time.perf_counter()
        with ReplicationProgress(f"{job.name}, {job.policy}", len(wanted), len(reused)) as progress:
            outcome = run_missing(scenario, job.results_dir, todo, with_visits, progress)
    ran = time.perf_counter()
    done = sorted([*reused, *outcome.computed])
    if not done:
        reasons = "; ".join(f"replication {number}: {reason}" for number, reason in outcome.failed.items())
        raise RunFailedError(f"no replication could be finished ({reasons})")
    counts, visits = store.finished("counts"), store.finished("visits")
    tables = build(
        job.name,
        job.policy,
        scenario,
        {number: store.read(counts[number]) for number in done},
        {number: store.read(visits[number]) for number in done if number in with_visits},
    )
    return Simulated(
        tables=tables,
        planned=len(wanted),
        computed=sorted(outcome.computed),
        reused=reused,
        failed=outcome.failed,
        set_aside=bad_counts + bad_visits,
        seconds={
            "verify_store": checked - begun,
            "replications": ran - checked,
            "tables": time.perf_counter() - ran,
        },
    )


def tables_of(job: Job) -> Tables:
    """Return only the tables of a job."""
    return simulate(job).tables
