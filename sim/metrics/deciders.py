"""Who decided the office days, and what they were for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import counts
from sim.records import Decider, Purpose

if TYPE_CHECKING:
    import polars as pl

    from sim.metrics.observer import Arrays, Frame
    from sim.records import Plan, Visits
    from sim.scenario import Scenario


class Deciders:
    """Office days by site, decider and purpose, shape [site, decider, purpose]; nobody sent home is counted."""

    def __init__(self, frame: Frame) -> None:
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._shape = (len(frame.scenario.office.site_ids), len(Decider), len(Purpose))
        self._days = np.zeros(self._shape, dtype=np.int64)

    def observe(self, plan: Plan, visits: Visits) -> None:  # noqa: ARG002 (one signature for all observers)
        """Count one block of weeks."""
        seated = visits.zone >= 0
        site = self._site_of_zone[visits.zone[seated]].astype(np.int64)
        group = (site * len(Decider) + visits.decided_by[seated]) * len(Purpose) + visits.purpose[seated]
        self._days += counts(group, self._days.size).reshape(self._shape)

    def arrays(self) -> Arrays:
        """Return the counts."""
        return {"deciders_days": self._days}


def rows(scenario: Scenario, stack: Arrays) -> pl.DataFrame:
    """Table `deciders`: share of a site's office days by decider and purpose, mean over replications."""
    import polars as pl

    days = stack["deciders_days"].astype(np.float64)
    total = days.sum(axis=(2, 3), keepdims=True)
    with np.errstate(invalid="ignore"):
        share = np.where(total > 0, days / total, np.nan)
    # A site that nobody visited in some replication has no share there; a site never visited has none at all.
    known = (total > 0).sum(axis=0)
    with np.errstate(invalid="ignore"):
        mean = np.where(known > 0, np.nansum(share, axis=0) / known, np.nan)
    sites, deciders, purposes = mean.shape
    return pl.DataFrame(
        {
            "site_id": np.repeat(scenario.office.site_ids, deciders * purposes),
            "decided_by": np.tile(np.repeat([decider.name.lower() for decider in Decider], purposes), sites),
            "purpose": np.tile([purpose.name.lower() for purpose in Purpose], sites * deciders),
            "office_days_share": mean.ravel(),
        }
    ).with_columns(pl.col("office_days_share").fill_nan(None))
