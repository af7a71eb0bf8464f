"""Why was that day full? Who was at a site at the first minute of its peak, by purpose, decider and unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.observer import Arrays, Frame, small
from sim.occupancy import counts, first_peak_ticks
from sim.records import Decider, Purpose

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.scenario import Scenario

#: The busy day that is explained: the workday of this rank among a replication's workdays by wanted peak.
BUSY_DAY_LEVEL = 0.95


class Attribution:
    """People who wanted a desk at the first peak minute of the site's busy day, shape [site, category], three kinds."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        organization = frame.scenario.organization
        self._unit_of_person = organization.unit_of_team[organization.team_of_person]
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._sites = len(frame.scenario.office.site_ids)
        self._sizes = {"purpose": len(Purpose), "decider": len(Decider), "unit": len(organization.unit_ids)}
        # Which day is the busy one is known at the end of the year; until then all are kept, as small as they are.
        self._blocks: dict[str, list[NDArray[np.integer]]] = {kind: [] for kind in self._sizes}

    def observe(self, plan: Plan, visits: Visits) -> None:
        """Count one block of weeks."""
        first, days = plan.first_week * 5, plan.weeks * 5
        group = (visits.day - first) * self._sites + self._site_of_zone[visits.wanted_zone]
        groups = days * self._sites
        tick = first_peak_ticks(group, visits.arrival, visits.departure, groups, self._frame.ticks)[group]
        there = np.flatnonzero((visits.arrival <= tick) & (tick < visits.departure))
        category: dict[str, NDArray[np.integer]] = {
            "purpose": visits.purpose[there],
            "decider": visits.decided_by[there],
            "unit": self._unit_of_person[visits.person[there]],
        }
        workdays = self._frame.workdays_of(first, days) - first
        for kind, size in self._sizes.items():
            found = counts(group[there].astype(np.int64) * size + category[kind], groups * size)
            self._blocks[kind].append(small(found.reshape(days, self._sites, size)[workdays]))

    def arrays(self) -> Arrays:
        """Return the busy day of each site only."""
        wanted = np.concatenate([block.sum(axis=2, dtype=np.int64) for block in self._blocks["purpose"]])
        day, site = busy_days(wanted.T), np.arange(self._sites)
        return {
            f"attribution_{kind}": small(np.concatenate(blocks)[day, site]) for kind, blocks in self._blocks.items()
        }


def rows(scenario: Scenario, stack: Arrays) -> pl.DataFrame:
    """Table `attribution`: mean over replications of who makes up the peak of the busy day, by site, kind and name."""
    import polars as pl

    names = {
        "purpose": [purpose.name.lower() for purpose in Purpose],
        "decider": [decider.name.lower() for decider in Decider],
        "unit": scenario.organization.unit_ids,
    }
    parts = []
    for site, site_id in enumerate(scenario.office.site_ids):
        for kind, of_kind in names.items():
            desks = stack[f"attribution_{kind}"][:, site].mean(axis=0)
            total = desks.sum()
            parts.append(
                pl.DataFrame(
                    {
                        "site_id": [site_id] * len(of_kind),
                        "kind": [kind] * len(of_kind),
                        "name": of_kind,
                        "desks": desks,
                        "share": desks / total if total > 0 else np.full(len(of_kind), np.nan),
                    }
                ).with_columns(pl.col("share").fill_nan(None))
            )
    return pl.concat(parts)


def busy_days(wanted_peak: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return for each row of workdays the one of rank ceil(.95 n) by wanted peak, the first of equal ones."""
    rank = math.ceil(BUSY_DAY_LEVEL * wanted_peak.shape[1] - 1e-9) - 1
    value = np.sort(wanted_peak, axis=1)[:, rank]
    return np.asarray((wanted_peak == value[:, None]).argmax(axis=1))
