"""How every study ends: a results folder with its tables, its page, the configuration and a manifest."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import sim
from sim.report.facts import Facts
from sim.results.folder import folder_name, new_folder, write_config, write_manifest, write_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from sim.report.study_page import StudyPage
    from sim.results.tables import Tables
    from sim.studies.job import Job
    from sim.studies.simulate import Simulated

#: Exit code of a run that finished although some replications failed.
FINISHED_WITH_FAILURES = 3


def write_answer(
    job: Job, runs: Sequence[Simulated], tables: Tables, page: Callable[[Facts], StudyPage], **decisive: object
) -> tuple[Path, int]:
    """Write the folder of a study and print its answer; returns the folder and the exit code.

    Parameters
    ----------
    runs
        Everything that was simulated for it.
    tables
        By name; columns `scenario` and `policy` are put in front where they are missing.
    page
        Makes the page; it is called only if the page is wanted, but for its answer, which is printed.
    decisive
        What decides the content beside the job's key, study and service level.
    """
    from sim.report.ledger import ledger_of
    from sim.report.stress import Told, write_stress
    from sim.report.study_page import write_study_page

    scenario = job.scenario
    name = answer_name(job, study=str(scenario.study), **decisive)
    complain(runs)
    with new_folder(job.results_dir, name) as folder:
        begun = time.perf_counter()
        framed = {table: _with_origin(job, frame) for table, frame in tables.items()}
        hashes = write_tables(folder, framed, origin_of(job), csv=scenario.output.csv)
        facts = facts_of(job, runs)
        written = page(facts)
        ledger = ledger_of(facts, job.results_dir, written.ranking)
        if scenario.output.report:
            write_study_page(folder, written, facts, ledger)
        write_config(folder, job.config)
        told_of = Told(worlds=[_world(run) for run in runs], stopped=runs[0].stopped, tables=sorted(framed))
        write_stress(folder, scenario, facts, told_of, ledger)
        told = manifest(job, runs, hashes, time.perf_counter() - begun)
        write_manifest(folder, {**told, "answer": written.answer})
    print(written.answer)
    return job.results_dir / name, FINISHED_WITH_FAILURES if any(run.failed for run in runs) else 0


def answer_name(job: Job, **decisive: object) -> str:
    """Name the folder of an answer; whatever decides its content beside the job is `decisive`."""
    scenario = job.scenario
    everywhere = {
        "key": scenario.key,
        "scenario": job.name,
        "policy": job.policy,
        "title": scenario.title,
        "question": scenario.question,
        "replications": scenario.run.replications,
        "report": scenario.output.report,
        "csv": scenario.output.csv,
        "language": scenario.output.language,
    }
    return folder_name(job.name, job.policy, scenario.study.kind, {**everywhere, **decisive})


def _world(run: Simulated) -> str:
    return f"{run.job.name}, policy {run.job.policy}"


def origin_of(job: Job) -> dict[str, object]:
    """Return what a file of tables says of where it comes from."""
    return {"seed": job.scenario.run.seed, "key": job.scenario.key}


def _with_origin(job: Job, frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    missing = [(name, value) for name, value in (("scenario", job.name), ("policy", job.policy)) if name not in frame]
    return frame.select(*(pl.lit(value).alias(name) for name, value in missing), pl.all())


def complain(runs: Sequence[Simulated]) -> None:
    """Tell on stderr which stored replications were damaged and which could not be computed."""
    for run in runs:
        for path in run.set_aside:
            print(f"a stored replication was damaged and has been computed again: {path.name}", file=sys.stderr)
        for number, reason in run.failed.items():
            print(f"{run.job.policy}: replication {number} failed: {reason}", file=sys.stderr)
        if run.failed:
            told = f"{run.done:,} of {run.planned:,} replications; {len(run.failed):,} failed"
            print(f"{run.job.policy}: {told}", file=sys.stderr)


def facts_of(job: Job, runs: Sequence[Simulated]) -> Facts:
    """Collect what a page says of a study beside its numbers; replications are those of the run that has fewest."""
    scenario = job.scenario
    return Facts(
        scenario=job.name,
        policy=job.policy,
        title=scenario.title,
        question=scenario.question,
        organization=scenario.organization.name,
        people=scenario.organization.people,
        study=scenario.study.kind,
        seed=scenario.run.seed,
        replications_planned=max(run.planned for run in runs),
        replications_done=min(run.done for run in runs),
        replications_failed=max(len(run.failed) for run in runs),
        weeks=scenario.run.weeks,
        first_date=scenario.days.dates[0],
        last_date=scenario.days.dates[-1],
        service_level=scenario.study.service_level,
        version=sim.__version__,
        key=scenario.key,
        language=scenario.output.language,
        assumptions=job.assumptions,
    )


def manifest(
    job: Job, runs: Sequence[Simulated], hashes: Mapping[str, str], writing: float | None = None
) -> dict[str, object]:
    """Say what was run, how far it came, what was reused from the store, and how long each stage took."""
    stages: dict[str, float] = {}
    for run in runs:
        for stage, taken in run.seconds.items():
            stages[stage] = stages.get(stage, 0.0) + taken
    if writing is not None:
        stages["write"] = writing
    return {
        "scenario": job.name,
        "policy": job.policy,
        "study": job.scenario.study.kind,
        "key": job.scenario.key,
        "keys": sorted({run.job.scenario.key for run in runs}),
        "seed": job.scenario.run.seed,
        "worlds": len(runs),
        "replications_planned": sum(run.planned for run in runs),
        "replications_done": sum(run.done for run in runs),
        "replications_reused": sum(len(run.reused) for run in runs),
        "replications_stopped": runs[0].stopped,
        "replications_failed": sum(len(run.failed) for run in runs),
        "failures": {
            f"{run.job.scenario.key} {number}" if len(runs) > 1 else str(number): reason
            for run in runs
            for number, reason in run.failed.items()
        },
        "tables_sha256": dict(hashes),
        "seconds": {stage: round(taken, 3) for stage, taken in stages.items()},
    }
