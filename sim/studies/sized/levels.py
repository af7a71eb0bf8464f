"""Desks of each site at other service levels, counted over days: what a stricter or a laxer promise would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stats.day_quantile import day_quantile
from sim.studies.sized.demand import of_need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.stats.interval import Interval
    from sim.studies.sized.answered import Answered

LEVELS = (0.8, 0.9, 0.95, 0.98, 0.99)


def desks_at_levels(scenario: Scenario, stack: Arrays, sites: Sequence[Answered]) -> dict[str, dict[float, Interval]]:
    """Return desks by site and level; a level that so few days cannot tell is left out."""
    levels = sorted({*LEVELS, scenario.study.service_level})
    found: dict[str, dict[float, Interval]] = {}
    for one in sites:
        wanted = of_need(scenario, stack, one.need)[:, one.days]
        at = {level: day_quantile(wanted, level) for level in levels}
        found[one.need.site_id or ""] = {level: need for level, need in at.items() if need.estimate is not None}
    return found
