"""Worlds that one study compares: changed scenarios with the same people and the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.studies.simulate import Simulated, simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario import Scenario
    from sim.studies.job import Job


class Worlds:
    """Simulates what a study makes of its scenario; the store keeps every world, and memory only their numbers."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.runs: list[Simulated] = []

    def run(self, scenario: Scenario, replications: Sequence[int] | None = None, name: str = "") -> Simulated:
        """Simulate a scenario, some replications of it where not all are needed, without visits.

        `name` is what the progress calls this world, instead of the name of the job.
        """
        job = replace(self.job, name=name or self.job.name, scenario=scenario)
        run = simulate(job, replications, records="none")
        self.runs.append(replace(run, counts={number: {} for number in run.counts}, logs={}))
        return run

    def first(self, replications: int) -> range:
        """Return the first of the replications asked for."""
        return range(min(replications, self.job.scenario.run.replications))


def people_by_home(scenario: Scenario) -> dict[str, int]:
    """Count the people of each home site."""
    people = dict.fromkeys(scenario.office.site_ids, 0)
    for team in scenario.organization.teams.values():
        people[team.site_id] += team.size
    return people


def in_pairs(a: Simulated, b: Simulated) -> tuple[Simulated, Simulated]:
    """Keep the replications that both worlds have: one that failed in one of them has no partner in the other."""
    both = [number for number in a.replications if number in b.counts]
    return only(a, both), only(b, both)


def only(run: Simulated, replications: Sequence[int]) -> Simulated:
    """Keep some of the replications of a world."""
    return replace(run, counts={number: run.counts[number] for number in replications if number in run.counts}, logs={})
