"""As many replications as the question needs: a fixed number, or until key figures are known well enough."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.stats.stopping import decide, mean_half_widths, quantile_half_widths
from sim.stats.summary import BUSY_DAY_LEVEL, CI_LEVEL, peaks_by_day, values_by_replication
from sim.studies.simulate import Simulated, simulate

if TYPE_CHECKING:
    from sim.studies.job import Job

#: Key figures that lie between 0 and 1, so that nothing seen of them says how much there may be.
_SHARES = ("_share", "_rate_mean")


def enough(job: Job, records: str | None = None) -> Simulated:
    """Simulate `run.replications`, or with `study.precision` until the organization's key figures are that precise.

    Goes on in batches; what is computed stays in the store. The manifest says why it stopped.
    """
    study = job.scenario.study
    if not study.precision:
        return simulate(job, records=records)
    replications = 0
    half_widths: dict[str, list[float | None]] = {}
    seconds = 0.0
    while True:
        decision = decide(half_widths, study.precision, study.replications_limit)
        if not decision.go_on:
            break
        replications += decision.more
        run = simulate(job, range(replications), records)
        seconds += run.seconds["replications"]
        half_widths = _half_widths(run)
    return replace(run, seconds={**run.seconds, "replications": seconds}, stopped=decision.reason)


def _half_widths(run: Simulated) -> dict[str, list[float | None]]:
    """Half width of each key figure to be controlled, of the whole organization, with the first 1, 2, ... of them."""
    scenario, stack = run.job.scenario, run.stack
    means = values_by_replication(scenario, stack, stack.shared_days)
    peaks = peaks_by_day(scenario, stack, stack.shared_days)
    found = {}
    for metric in scenario.study.precision:
        if metric in means:
            ends = (0.0, 1.0) if metric.endswith(_SHARES) else None
            found[metric] = mean_half_widths(means[metric][:, -1], CI_LEVEL, ends=ends)
        else:
            found[metric] = quantile_half_widths(peaks[metric][-1], BUSY_DAY_LEVEL, CI_LEVEL)
    return found
