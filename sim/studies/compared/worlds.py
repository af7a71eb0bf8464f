"""The worlds of a comparison: what is kept of each, over the replications that all of them have finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import RunFailedError
from sim.metrics.people import SUMS
from sim.results.tables import stacked
from sim.stats.summary import peaks_by_day, values_by_replication
from sim.studies.simulate import simulate
from sim.studies.workdays import busiest_weekday, days_chosen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.studies.job import Job
    from sim.studies.simulate import Simulated


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A scenario under a policy; the first axis of all its arrays is `replications`, the same in every world.

    `means` and `peaks` are the key figures of `summary`, by metric: [replications, sites + 1] and, for each site, the
    city last, [replications, days]. `wanted` is the wanted peak of the days the study counts, [replications, days,
    sites + 1]. `people` are the sums of sim.metrics.people, [replications, people]; `has_wishes` whether people have
    any.
    """

    label: str
    scenario: Scenario
    replications: tuple[int, ...]
    means: dict[str, NDArray[np.float64]]
    peaks: dict[str, list[NDArray[np.int64]]]
    wanted: NDArray[np.int64]
    people: Arrays
    has_wishes: bool

    @property
    def sites(self) -> list[str]:
        """Site ids in the order of every site axis, which has the city after them."""
        return self.scenario.office.site_ids

    def same_people(self, other: World) -> bool:
        """Whether both worlds have the same synthetic people, so that each can be compared with him- or herself."""
        here, there = self.scenario, other.scenario
        return here is there or (
            here.run.seed == there.run.seed
            and np.array_equal(here.organization.person_keys, there.organization.person_keys)
        )


def simulate_worlds(job: Job) -> tuple[list[World], list[Simulated]]:
    """Run or read every variant, the baseline first; the runs come back without their counts, which may be large.

    Only replications that every world has finished are kept, so that all differences are between the same luck.
    """
    worlds, runs = [], []
    for label, variant in zip(labels(job.variants), job.variants, strict=True):
        run = simulate(variant, records="none")
        worlds.append(world_of(label, variant.scenario, run.counts))
        run.counts = {number: {} for number in run.counts}
        runs.append(run)
    shared = sorted(set.intersection(*(set(world.replications) for world in worlds)))
    if not shared:
        raise RunFailedError("no replication was finished in every world, so nothing can be compared")
    return [_only(world, shared) for world in worlds], runs


def labels(variants: Sequence[Job]) -> list[str]:
    """Name each world by its policy, and by its scenario too where there are several."""
    one = len({variant.name for variant in variants}) == 1
    return [variant.policy if one else f"{variant.name}: {variant.policy}" for variant in variants]


def world_of(label: str, scenario: Scenario, counts: Mapping[int, Arrays]) -> World:
    """Keep what a comparison needs of the counts of a world's replications, by their number."""
    replications = sorted(counts)
    stack = stacked(dict(counts))
    shared_days = [counts[number]["shared_days"] for number in replications]
    wanted = stack["site_wanted_peak"]
    chosen = days_chosen(scenario, busiest_weekday(scenario, wanted[:, :, -1]))
    return World(
        label=label,
        scenario=scenario,
        replications=tuple(replications),
        means=values_by_replication(scenario, stack, shared_days),
        peaks=peaks_by_day(scenario, stack, shared_days),
        wanted=wanted[:, chosen].astype(np.int64),
        people={name: stack[f"people_{name}"] for name in SUMS},
        has_wishes=bool(stack["teams_person_weeks_with_wishes"].any()),
    )


def _only(world: World, replications: list[int]) -> World:
    """Keep some of the replications of a world."""
    rows = [world.replications.index(number) for number in replications]
    return replace(
        world,
        replications=tuple(replications),
        means={metric: values[rows] for metric, values in world.means.items()},
        peaks={metric: [peak[rows] for peak in peaks] for metric, peaks in world.peaks.items()},
        wanted=world.wanted[rows],
        people={name: values[rows] for name, values in world.people.items()},
    )
