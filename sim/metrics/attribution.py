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
    """People who wanted a desk at the site's first peak minute, shape [day, site, category], by three kinds."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        organization = frame.scenario.organization
        self._unit_of_person = organization.unit_of_team[organization.team_of_person]
        self._site_of_zone = frame.scenario.office.site_of_zone
        self._sites = len(frame.scenario.office.site_ids)
        sizes = {"purpose": len(Purpose), "decider": len(Decider), "unit": len(organization.unit_ids)}
        self._people = {
            kind: np.zeros((frame.all_days, self._sites, size), dtype=np.int32) for kind, size in sizes.items()
        }

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
        for kind, people in self._people.items():
            size = people.shape[2]
            found = counts(group[there].astype(np.int64) * size + category[kind], groups * size)
            people[first : first + days] = found.reshape(days, self._sites, size)

    def arrays(self) -> Arrays:
        """Return workdays only."""
        return {
            f"attribution_{kind}": small(self._frame.workdays_only(people)) for kind, people in self._people.items()
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
        wanted = stack["site_wanted_peak"][:, :, site]
        day = busy_days(wanted)
        for kind, of_kind in names.items():
            desks = stack[f"attribution_{kind}"][np.arange(len(day)), day, site].mean(axis=0)
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
    """Return for each replication the workday of rank ceil(.95 n) by wanted peak, the first of equal ones."""
    rank = math.ceil(BUSY_DAY_LEVEL * wanted_peak.shape[1] - 1e-9) - 1
    value = np.sort(wanted_peak, axis=1)[:, rank]
    return np.asarray((wanted_peak == value[:, None]).argmax(axis=1))
