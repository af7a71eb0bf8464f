"""Rules of studies: a question that so many replications and days can answer, about worlds that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import listed, nearest
from sim.errors import InputError, Mistake
from sim.quantities import WEEKDAY_NAMES
from sim.stats.day_quantile import days_needed
from sim.stats.summary import METRICS
from sim.studies.workdays import days_chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.config.findings import Findings
    from sim.scenario import Scenario
    from sim.studies.job import Job

#: Studies whose answers are differences or limits over replications.
_OF_REPLICATIONS = ("compare", "close", "room_rules")
#: Studies that may go on until key figures are known well enough.
_OF_ONE_WORLD = ("project", "size")


def check_question(scenario: Scenario, findings: Findings) -> None:
    """Refuse a study that cannot be answered with so few replications or days, or names what there is not."""
    study, run = scenario.study, scenario.run
    for key, named in (("goals", study.goals), ("precision", study.precision)):
        for metric in named:
            if metric not in METRICS:
                findings.blame(
                    ("study", key, metric),
                    "is no key figure",
                    allowed=listed(METRICS),
                    suggestion=nearest(metric, METRICS),
                )
    for site_id in study.costs.site_eur_per_m2_year:
        if site_id not in scenario.office.sites:
            findings.blame(
                ("study", "costs", "site_eur_per_m2_year", site_id),
                "is no site of the office",
                allowed=listed(scenario.office.site_ids),
                suggestion=nearest(site_id, scenario.office.site_ids),
            )
    if study.precision and study.kind not in _OF_ONE_WORLD:
        findings.blame(
            ("study", "precision"),
            f"is for studies of one world; study={study.kind} runs several with the same replications",
            allowed=f"study={' or study='.join(_OF_ONE_WORLD)}",
            fix="run.replications=40",
        )
    if study.kind in _OF_REPLICATIONS and run.replications < 2:
        findings.blame(
            ("run", "replications"),
            f"study={study.kind} tells apart by how replications differ, and one differs from none",
            allowed="2 or more; 20 (run=standard) for limits worth signing",
            fix="run=standard",
        )
    if study.kind == "size" and study.service_kind == "days":
        _check_days(scenario, findings)


def _check_days(scenario: Scenario, findings: Findings) -> None:
    """Refuse a quantile over so few days that none beyond it is to be expected in a replication."""
    study = scenario.study
    fewest = min(len(days_chosen(scenario, weekday)) for weekday in range(len(WEEKDAY_NAMES)))
    needed = days_needed(study.service_level)
    if fewest >= needed:
        return
    weeks = -(-needed * scenario.run.weeks // max(fewest, 1))
    findings.blame(
        ("run", "weeks"),
        f"gives each replication {fewest} workdays of study.days={study.days}, and a service level of "
        f"{study.service_level:g} needs {needed}",
        allowed=f"about {weeks} weeks or more for this level",
        fix=f"run.weeks={weeks}, or a lower study.service_level",
    )


def check_alike(job: Job, variants: Sequence[Job]) -> None:
    """Refuse to compare worlds of which one has other days or another seed than the rest."""
    days, seed = job.scenario.days.dates, job.scenario.run.seed
    for one in variants:
        if one.scenario.run.seed != seed:
            problem = f"{one.name} states the seed {one.scenario.run.seed} and {job.name} the seed {seed}"
            raise InputError(
                [
                    Mistake(
                        problem=problem,
                        file="command line",
                        key="study.scenarios",
                        value=one.name,
                        fix=f"run.seed={seed}",
                    )
                ]
            )
    wrong = [one for one in variants if one.scenario.days.dates != days]
    if wrong:
        there = wrong[0].scenario.days.dates
        raise InputError(
            [
                Mistake(
                    problem=f"{wrong[0].name} has other workdays ({len(there)} from {there[0]}) than {job.name} "
                    f"({len(days)} from {days[0]}), so that nothing would be compared under the same luck",
                    file="command line",
                    key="study.scenarios",
                    value=wrong[0].name,
                    allowed="scenarios with the same calendar, run.start_date and run.weeks",
                    fix="give both one calendar: calendar=finland",
                )
            ]
        )
