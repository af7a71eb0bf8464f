"""The worlds of a comparison: what is kept of each, over the replications that all of them have finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import RunFailedError
from sim.metrics.people import SUMS
from sim.results.stack import Stack
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

#: Key figures of `summary` that have no meaning where people have no wishes.
OF_WISHES = ("imposed_days_share",)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A scenario under a policy; the first axis of all its arrays is `replications`, the same in every world.

    `means` and `peaks` are the key figures of `summary`, by metric: [replications, sites + 1] and, for each site, the
    city last, [replications, days]. `wanted` is the wanted peak of every workday, [replications, days, sites + 1].
    `people` are the sums of sim.metrics.people, [replications, people]; `has_wishes` whether people have any.
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

    def counted(self, column: int) -> NDArray[np.int64]:
        """Return the wanted peaks of a site (the city last) on the days the study counts, [replications, days].

        The busiest weekday is that of the site itself, or the city, in this world, as in study=size.
        """
        wanted = self.wanted[:, :, column]
        return wanted[:, days_chosen(self.scenario, busiest_weekday(self.scenario, wanted))]

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
    return [restricted(world, shared) for world in worlds], runs


def labels(variants: Sequence[Job]) -> list[str]:
    """Name each world by its policy, and by its scenario too where there are several.

    Names are equal only where the very same job stands twice: of other scenarios with the same name, the second is
    `NAME (2)`.
    """
    scenarios = _scenarios(variants)
    names: dict[tuple[str, str, int], str] = {}
    for scenario in scenarios:
        if scenario not in names:
            names[scenario] = _unlike(scenario[0], {*names.values()})
    if len(names) == 1:
        return [variant.policy for variant in variants]
    return [f"{names[scenario]}: {variant.policy}" for scenario, variant in zip(scenarios, variants, strict=True)]


def _scenarios(variants: Sequence[Job]) -> list[tuple[str, str, int]]:
    """Tell which scenario each variant is of: its name, the key it would have under one policy, and which copy."""
    policy = variants[0].scenario.policy
    seen: dict[tuple[str, str, str], list[int]] = {}
    found = []
    for variant in variants:
        alike = replace(variant.scenario, policy=policy).key
        copies = seen.setdefault((variant.name, alike, variant.policy), [])
        if id(variant) not in copies:
            copies.append(id(variant))
        found.append((variant.name, alike, copies.index(id(variant))))
    return found


def _unlike(name: str, taken: set[str]) -> str:
    """Return the name, with a number where it is taken."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def world_of(label: str, scenario: Scenario, counts: Mapping[int, Arrays]) -> World:
    """Keep what a comparison needs of the counts of a world's replications, by their number."""
    stack = Stack(counts)
    has_wishes = bool(stack["teams_person_weeks_with_wishes"].any())
    means = values_by_replication(scenario, stack, stack.shared_days)
    if not has_wishes:
        means |= {metric: np.full(means[metric].shape, np.nan) for metric in OF_WISHES}
    return World(
        label=label,
        scenario=scenario,
        replications=tuple(stack.replications),
        means=means,
        peaks=peaks_by_day(scenario, stack, stack.shared_days),
        wanted=stack["site_wanted_peak"].astype(np.int64),
        people={name: stack[f"people_{name}"] for name in SUMS},
        has_wishes=has_wishes,
    )


def restricted(world: World, replications: Sequence[int]) -> World:
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
