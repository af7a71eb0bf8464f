"""What every study does first: run or resume the replications of a job; tables are built when asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import DiskError, RunFailedError
from sim.results.expected_arrays import expected_counts, expected_visits
from sim.results.pool import run_missing
from sim.results.progress import ReplicationProgress
from sim.results.stack import Stack
from sim.results.store import Store
from sim.results.tables import build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.metrics.observer import Arrays
    from sim.results.tables import Tables
    from sim.studies.job import Job


@dataclass
class Simulated:
    """The counts of a job's replications, by their number, and how they came about.

    `seconds` by stage; `stopped` says why there are no more of them.
    """

    job: Job
    planned: int
    computed: list[int]
    reused: list[int]
    failed: dict[int, str]
    set_aside: list[Path]
    counts: dict[int, Arrays]
    logs: dict[int, Arrays]
    seconds: dict[str, float] = field(default_factory=dict)
    stopped: str = "the number of replications was fixed"

    @property
    def replications(self) -> list[int]:
        """Replications that are there, ascending: the first axis of `stack`."""
        return sorted(self.counts)

    @cached_property
    def stack(self) -> Stack:
        """The counts of all replications on each other."""
        return Stack(self.counts)

    @cached_property
    def tables(self) -> Tables:
        """Every table of the contract."""
        begun = time.perf_counter()
        job = self.job
        tables = build(job.name, job.policy, job.scenario, self.stack, self.logs)
        self.seconds["tables"] = time.perf_counter() - begun
        return tables

    @property
    def done(self) -> int:
        """How many replications are there."""
        return len(self.counts)


def simulate(job: Job, replications: Sequence[int] | None = None, records: str | None = None) -> Simulated:
    """Run the replications that the store does not have yet, and read all of them.

    Parameters
    ----------
    replications
        Which ones; those of `run.replications` where None. Others are fresh luck for the same question.
    records
        Of which replications visits are kept, instead of `output.records`: `first`, `all` or `none`.
    """
    scenario = job.scenario
    begun = time.perf_counter()
    wanted = range(scenario.run.replications) if replications is None else replications
    with_visits = {"first": {0}, "all": set(wanted), "none": set[int]()}[records or scenario.output.records]
    store = Store(job.results_dir, scenario.key)
    with store.open():
        counts, bad_counts = store.verify("counts", set(wanted), lambda: expected_counts(scenario))
        visits, bad_visits = store.verify("visits", with_visits, lambda: expected_visits(scenario))
        reused = [r for r in wanted if r in counts and (r not in with_visits or r in visits)]
        stored = set(reused)
        todo = [r for r in wanted if r not in stored]
        checked = time.perf_counter()
        with ReplicationProgress(f"{job.name}, {job.policy}", len(wanted), len(reused)) as progress:
            outcome = run_missing(scenario, job.results_dir, todo, with_visits, progress)
    ran = time.perf_counter()
    done = sorted([*reused, *outcome.computed])
    if not done:
        reasons = "; ".join(f"replication {number}: {reason}" for number, reason in outcome.failed.items())
        raise RunFailedError(f"no replication could be finished ({reasons})")
    counts, visits = store.finished("counts"), store.finished("visits")
    if not counts.keys() >= set(done) or not visits.keys() >= with_visits.intersection(done):
        raise DiskError(f"disk trouble: the stored replications in {store.folder} are gone; run the same command again")
    return Simulated(
        job=job,
        planned=len(wanted),
        computed=sorted(outcome.computed),
        reused=reused,
        failed=outcome.failed,
        set_aside=bad_counts + bad_visits,
        counts={number: store.read(counts[number]) for number in done},
        logs={number: store.read(visits[number]) for number in done if number in with_visits},
        seconds={"verify_store": checked - begun, "replications": ran - checked},
    )


def tables_of(job: Job) -> Tables:
    """Return only the tables of a job."""
    return simulate(job).tables
