"""Simulating the same people and the same luck in another office, for the search of a number that suffices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.office import Office
    from sim.studies.job import Job
    from sim.studies.same_luck import Worlds
    from sim.studies.simulate import Simulated


@dataclass(frozen=True, slots=True)
class Tries:
    """Offices tried for a job; each is stored and resumed like any other run, so an interrupt loses nothing.

    `at_home` keeps everybody turned away from going to another site: then sites do not push people to each other, each
    answers for its own arrivals, and all can be searched in the same simulations.
    """

    worlds: Worlds
    replications: range
    at_home: bool = False

    @property
    def job(self) -> Job:
        """The job whose office is replaced."""
        return self.worlds.job

    @property
    def runs(self) -> list[Simulated]:
        """Every office that was tried."""
        return self.worlds.runs

    def variant(self, office: Office, name: str) -> Job:
        """Return the job in another office."""
        scenario = self.job.scenario
        behavior = scenario.behavior
        if self.at_home:
            behavior = replace(behavior, cascade=replace(behavior.cascade, another_site_share=0.0))
        return replace(self.job, name=name, scenario=replace(scenario, office=office, behavior=behavior))

    def play(self, office: Office) -> Arrays:
        """Simulate an office and return the counts of all replications."""
        job = self.variant(office, f"{self.job.name}, try {len(self.runs) + 1}")
        return self.worlds.run(job.scenario, self.replications, job.name).stack


def share_of(part: NDArray[np.int64], whole: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of something on chosen days, shape [replications]; both are counts by replication and day.

    Nobody who asked is nobody who was refused.
    """
    parts, wholes = part[:, days].sum(axis=1), whole[:, days].sum(axis=1)
    return np.asarray(np.divide(parts, wholes, out=np.zeros(len(parts)), where=wholes > 0))
