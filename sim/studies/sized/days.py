"""The days of each site and of all together, for the calendar of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.calendar.size import DaysOfSite
from sim.studies.sized.demand import days_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.studies.sized.answered import Answered


def days_of_sites(scenario: Scenario, stack: Arrays, sites: Sequence[Answered]) -> dict[str | None, DaysOfSite]:
    """Return by site what was wanted with the desks of today, all sites under None."""
    wanted, sent_home = stack["site_wanted_peak"], stack["site_forced_remote"]
    # The whole city stands behind the last site.
    city = wanted[:, :, -1].astype(np.int64)
    found: dict[str | None, DaysOfSite] = {
        None: DaysOfSite(wanted=city, sent_home=sent_home[:, :, -1].astype(np.int64), counted=days_of(scenario, city))
    }
    for one in sites:
        at = scenario.office.site_ids.index(one.need.site_id or "")
        found[one.need.site_id] = DaysOfSite(
            wanted=wanted[:, :, at].astype(np.int64), sent_home=sent_home[:, :, at].astype(np.int64), counted=one.days
        )
    return found
