"""Answer study=project: how many desks do the teams want and use, where, on which days, at which risk."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import sim
from sim.report.answer import answer
from sim.report.facts import Facts
from sim.report.write import write_report
from sim.results.folder import folder_name, new_folder, write_config, write_manifest, write_tables
from sim.studies.simulate import Simulated, simulate

if TYPE_CHECKING:
    from pathlib import Path

    from sim.studies.job import Job

#: Exit code of a run that finished although some replications failed.
FINISHED_WITH_FAILURES = 3


def project(job: Job) -> tuple[Path, int]:
    """Simulate, and write tables, figures and the report; return the folder and the exit code."""
    scenario = job.scenario
    organization, office, run = scenario.organization, scenario.office, scenario.run
    print(
        f"{job.name}: {organization.people:,} people in {len(organization.teams):,} teams,",
        f"{office.desks.sum():,} desks at {len(office.sites):,} sites, policy {job.policy},",
        f"{run.replications:,} replications of {len(scenario.days.workdays):,} workdays",
        file=sys.stderr,
        flush=True,
    )
    simulated = simulate(job)
    for path in simulated.set_aside:
        print(f"a stored replication was damaged and has been computed again: {path.name}", file=sys.stderr)
    for number, reason in simulated.failed.items():
        print(f"replication {number} failed: {reason}", file=sys.stderr)
    name = folder_name(
        job.name,
        job.policy,
        scenario.study.kind,
        {
            "key": scenario.key,
            "scenario": job.name,
            "policy": job.policy,
            "title": scenario.title,
            "question": scenario.question,
            "replications": scenario.run.replications,
            "records": scenario.output.records,
            "report": scenario.output.report,
            "service_level": scenario.study.service_level,
        },
    )
    with new_folder(job.results_dir, name) as folder:
        begun = time.perf_counter()
        hashes = write_tables(folder, simulated.tables)
        written = time.perf_counter()
        facts = _facts(job, simulated)
        if scenario.output.report:
            sentence = write_report(folder, simulated.tables, facts).sentence
        else:
            sentence = answer(simulated.tables, facts).sentence
        write_config(folder, job.config)
        simulated.seconds |= {"write_tables": written - begun, "report": time.perf_counter() - written}
        write_manifest(folder, _manifest(job, simulated, hashes))
    print(sentence)
    return job.results_dir / name, FINISHED_WITH_FAILURES if simulated.failed else 0


def _facts(job: Job, simulated: Simulated) -> Facts:
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
        replications_planned=simulated.planned,
        replications_done=simulated.done,
        weeks=scenario.run.weeks,
        first_date=scenario.days.dates[0],
        last_date=scenario.days.dates[-1],
        service_level=scenario.study.service_level,
        version=sim.__version__,
        key=scenario.key,
        assumptions=job.assumptions,
    )


def _manifest(job: Job, simulated: Simulated, hashes: dict[str, str]) -> dict[str, object]:
    scenario = job.scenario
    return {
        "scenario": job.name,
        "policy": job.policy,
        "study": scenario.study.kind,
        "key": scenario.key,
        "seed": scenario.run.seed,
        "replications_planned": simulated.planned,
        "replications_done": simulated.done,
        "replications_reused": len(simulated.reused),
        "replications_failed": len(simulated.failed),
        "failures": {str(number): reason for number, reason in simulated.failed.items()},
        "tables_sha256": hashes,
        "seconds": {stage: round(seconds, 3) for stage, seconds in simulated.seconds.items()},
    }
