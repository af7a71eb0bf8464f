"""Rules of studies: a question that so many replications and days can answer, about worlds that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.rules_of_ranges import check_ranges
from sim.config.wording import listed, nearest
from sim.errors import InputError, Mistake
from sim.quantities import WEEKDAY_NAMES
from sim.stats.day_quantile import days_needed
from sim.stats.summary import METRICS
from sim.studies.workdays import days_chosen
from sim.study import Study

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.config.findings import Findings
    from sim.scenario import Scenario
    from sim.studies.job import Job

#: Studies whose answers are differences or limits over replications.
_OF_REPLICATIONS = ("compare", "close", "room_rules", "sensitivity")
#: Longer runs are refused, or leave the calendars there are.
_MOST_WEEKS = 3_000
#: Keys that only some studies read, and would else be ignored without a word.
_ONLY_FOR = {
    "service_kind": ("size",),
    "days": ("size", "compare"),
    "goals": ("compare",),
    "scenarios": ("compare",),
    "parameters": ("sensitivity",),
    "metrics": ("sensitivity",),
    "ranges": ("sensitivity",),
    "replications_each": ("sensitivity",),
}
_PLAIN = Study(kind="project")
#: Key figures that a figure of study=compare has an axis for.
_DRAWN = ("copresence_share", "desk_wanted_peak_p95")
#: Studies that may go on until key figures are known well enough.
_OF_ONE_WORLD = ("project", "size")


def check_question(scenario: Scenario, findings: Findings) -> None:
    """Refuse a study that cannot be answered with so few replications or days, or names what there is not."""
    study, run = scenario.study, scenario.run
    for key, named, known in (("goals", study.goals, _DRAWN), ("precision", study.precision, METRICS)):
        for metric in named:
            if metric not in known:
                problem = "is drawn in no figure" if metric in METRICS else "is no key figure"
                near = nearest(metric, known)
                findings.blame(("study", key, metric), problem, allowed=listed(known), suggestion=near)
    for site_id in study.costs.site_eur_per_m2_year:
        if site_id not in scenario.office.sites:
            findings.blame(
                ("study", "costs", "site_eur_per_m2_year", site_id),
                "is no site of the office",
                allowed=listed(scenario.office.site_ids),
                suggestion=nearest(site_id, scenario.office.site_ids),
            )
    for key, used_by in _ONLY_FOR.items():
        if getattr(study, key) != getattr(_PLAIN, key) and study.kind not in used_by:
            findings.blame(
                ("study", key),
                f"changes nothing in study={study.kind}",
                allowed=f"study={' or study='.join(used_by)}",
                fix=f"leave study.{key} out",
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
    if study.kind == "template":
        _check_policy_of_tables(findings)
    if study.kind == "sensitivity":
        check_ranges(scenario, findings)
    if study.kind == "size" and study.service_kind == "days":
        _check_days(scenario, findings)


def _check_policy_of_tables(findings: Findings) -> None:
    """Refuse a tuned policy where tables are written: they select one, and what was tuned would be lost."""
    for key in findings.section("policy"):
        if not findings.is_set_in_conf(("policy", key)):
            findings.blame(
                ("policy", key),
                "cannot stand in a table, which selects a policy and never tunes one",
                fix="put the tuned policy in conf/policy/NAME.yaml and select it: policy=NAME",
            )


def _check_days(scenario: Scenario, findings: Findings) -> None:
    """Refuse a quantile over so few days that none beyond it is to be expected in a replication."""
    study = scenario.study
    fewest = min(len(days_chosen(scenario, weekday)) for weekday in range(len(WEEKDAY_NAMES)))
    needed = days_needed(study.service_level)
    if fewest >= needed:
        return
    weeks = -(-needed * scenario.run.weeks // max(fewest, 1))
    if weeks > _MOST_WEEKS:
        problem = f"needs {needed:,} days in each replication, more than any run has"
        findings.blame(("study", "service_level"), problem, allowed="a lower level, such as 0.99", fix="0.99")
        return
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
