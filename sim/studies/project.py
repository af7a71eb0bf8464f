"""Answer study=project: how many desks do the teams want and use, where, on which days, at which risk."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from sim.report.answer import answer
from sim.report.ledger import ledger_of
from sim.report.painters import Painters
from sim.report.stress import Told, write_stress
from sim.report.write import write_report
from sim.results.folder import new_folder, write_config, write_manifest, write_tables
from sim.results.pool import workers_for
from sim.scenario import MOST_PEOPLE_WITH_RECORDS
from sim.studies.answer_folder import FINISHED_WITH_FAILURES, answer_name, complain, facts_of, manifest, origin_of
from sim.studies.enough import enough

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario import Scenario
    from sim.studies.job import Job


def project(job: Job) -> tuple[Path, int]:
    """Simulate, and write tables, figures and the report; return the folder and the exit code."""
    scenario = job.scenario
    organization, office = scenario.organization, scenario.office
    print(
        f"{job.name}: {organization.people:,} people in {len(organization.teams):,} teams,",
        f"{office.desks.sum():,} desks at {len(office.sites):,} sites, policy {job.policy},",
        f"{_how_many(scenario)} replications of {len(scenario.days.workdays):,} workdays" + _left_out(scenario),
        file=sys.stderr,
        flush=True,
    )
    simulated = enough(job)
    complain([simulated])
    name = answer_name(
        job,
        records=scenario.output.records,
        service_level=scenario.study.service_level,
        precision=scenario.study.precision,
        replications_limit=scenario.study.replications_limit if scenario.study.precision else None,
    )
    helpers = workers_for(scenario, simulated.done) - 1 if scenario.output.report else 0
    with Painters(helpers) as painters:
        tables = simulated.tables
        with new_folder(job.results_dir, name) as folder:
            begun = time.perf_counter()
            hashes = write_tables(folder, tables, origin_of(job), csv=scenario.output.csv)
            written = time.perf_counter()
            facts = facts_of(job, [simulated])
            found = answer(tables, facts)
            ledger = ledger_of(facts, job.results_dir)
            said = [found.sentence]
            if scenario.output.report:
                said = write_report(folder, tables, facts, painters, ledger)
            told = Told(worlds=[job.name], stopped=simulated.stopped, tables=sorted(tables))
            write_stress(folder, scenario, facts, told, ledger)
            write_config(folder, job.config)
            simulated.seconds |= {"write_tables": written - begun, "report": time.perf_counter() - written}
            write_manifest(folder, {**manifest(job, [simulated], hashes), "answer": found.sentence})
    print("\n".join(said))
    return job.results_dir / name, FINISHED_WITH_FAILURES if simulated.failed else 0


def _left_out(scenario: Scenario) -> str:
    """Say that there are no visits where a planner would expect them."""
    if scenario.organization.people <= MOST_PEOPLE_WITH_RECORDS or scenario.output.records != "none":
        return ""
    return f"; above {MOST_PEOPLE_WITH_RECORDS:,} people no visits are kept unless output.records=first asks for them"


def _how_many(scenario: Scenario) -> str:
    study = scenario.study
    return f"up to {study.replications_limit:,}" if study.precision else f"{scenario.run.replications:,}"
