"""What is kept of each world, and how key figures of two of them differ under the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.stats.day_quantile import day_quantile
from sim.stats.interval import mean_interval
from sim.stats.paired import paired_difference
from sim.stats.paired_quantile import paired_quantile
from sim.stats.summary import BUSY_DAY_LEVEL, CI_LEVEL, peaks_by_day, values_by_replication

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.stats.paired import PairedDifference
    from sim.studies.simulate import Simulated


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Key figures of the whole organization in one world; the first axis of every array is `replications`.

    `means` by metric, [replications]; `peaks` are the counts a metric is a quantile over days of, [replications, days].
    """

    replications: tuple[int, ...]
    means: dict[str, NDArray[np.float64]]
    peaks: dict[str, NDArray[np.int64]]

    def estimate(self, metric: str) -> float | None:
        """Return a key figure as table `summary` has it; None where it cannot be told or has no meaning."""
        if metric in self.peaks:
            return day_quantile(self.peaks[metric], BUSY_DAY_LEVEL, CI_LEVEL).estimate
        return mean_interval(self.means[metric], CI_LEVEL).estimate

    def only(self, replications: Sequence[int]) -> Figures:
        """Keep some of the replications."""
        rows = [self.replications.index(number) for number in replications]
        return Figures(
            tuple(replications),
            {metric: values[rows] for metric, values in self.means.items()},
            {metric: counts[rows] for metric, counts in self.peaks.items()},
        )


def figures_of(run: Simulated, metrics: Sequence[str]) -> Figures:
    """Keep what the study looks at; all else of a world may be forgotten."""
    scenario, stack = run.job.scenario, run.stack
    means = values_by_replication(scenario, stack, stack.shared_days)
    peaks = peaks_by_day(scenario, stack, stack.shared_days)
    return Figures(
        tuple(run.replications),
        {metric: means[metric][:, -1] for metric in metrics if metric in means},
        {metric: peaks[metric][-1] for metric in metrics if metric in peaks},
    )


def shared(worlds: Sequence[Figures]) -> list[Figures]:
    """Keep the replications that every world has: one that failed anywhere has no partner there."""
    both = sorted(set.intersection(*(set(world.replications) for world in worlds)))
    return [world.only(both) for world in worlds]


def difference(a: Figures, b: Figures, metric: str, pairs: int = 1) -> PairedDifference:
    """Return how much larger a key figure is in one world than in the other.

    Where these two were chosen among several `pairs` because they differ most, the limits are as much wider as it takes
    to hold for all of them together (Bonferroni); the p-value is left as it is.
    """
    level = 1 - (1 - CI_LEVEL) / pairs
    if metric in a.peaks:
        return paired_quantile(a.peaks[metric], b.peaks[metric], BUSY_DAY_LEVEL, level)
    return paired_difference(a.means[metric], b.means[metric], level)
