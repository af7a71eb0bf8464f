"""How often the numbers found fall short under luck that had no part in finding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.sizing import Confirmed
from sim.stats.day_quantile import exact
from sim.stats.share_of_days import share_interval
from sim.studies.simulate import simulate
from sim.studies.sized.arrivals import sent_away
from sim.studies.sized.demand import of_need
from sim.studies.sized.gatherings import refused
from sim.studies.sized.search import mean_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.stats.interval import Interval
    from sim.studies.job import Job
    from sim.studies.simulate import Simulated
    from sim.studies.sized.answered import Answered


def fresh_luck(job: Job, base: Simulated) -> Simulated:
    """Simulate as many replications again, the next in number: other people and another year of luck."""
    number = base.planned
    return simulate(job, replications=range(number, 2 * number), records="none")


def confirm(scenario: Scenario, stack: Arrays, answered: Sequence[Answered]) -> list[Confirmed]:
    """Count how often each number found would fall short in `stack`, the counts of fresh luck.

    For `arrivals` and `gatherings` the office simulated must be one that has these numbers.
    """
    allowed = float(1 - exact(scenario.study.service_level))
    return [
        Confirmed(need=one.need, allowed=allowed, share=_failing(scenario, stack, one))
        for one in answered
        if one.need.needed.estimate is not None
    ]


def _failing(scenario: Scenario, stack: Arrays, one: Answered) -> Interval:
    kind, need = scenario.study.service_kind, one.need
    if kind == "days":
        return share_interval(of_need(scenario, stack, need)[:, one.days] > (need.needed.estimate or 0))
    return mean_share(shares_failing(scenario, stack, one))


def shares_failing(scenario: Scenario, stack: Arrays, one: Answered) -> NDArray[np.float64]:
    """Share of arrivals sent away or of requests refused, shape [replications]."""
    office, need = scenario.office, one.need
    site = office.site_ids.index(need.site_id or "")
    if need.resource == "desk":
        return sent_away(stack, site, one.days)
    return refused(stack, office.room_classes.index((site, need.seats or 0)), one.days)
