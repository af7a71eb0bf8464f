"""Why a site's busy day is full: its peak by purpose, by who decided and by unit, no small group among the parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.report.merging import merged_parts
from sim.report.purposes import DECIDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.report.evidence import Evidence
    from sim.report.merging import Parts
    from sim.report.site_need import SiteNeed

#: Parts that can be read in a figure.
MOST_PURPOSES, MOST_UNITS = 8, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyDay:
    """The busy day of one site; each kind of parts adds up to `peak`.

    A kind is None where its parts cannot be told without revealing a small group.
    """

    site: SiteNeed
    peak: float
    purposes: Parts | None
    deciders: Parts | None
    units: Parts | None

    @property
    def anyway_share(self) -> float | None:
        """Share of the peak who would have come by their own wish; None where that may not be shown."""
        if self.deciders is None or "person" in self.deciders.merged:
            return None
        return self.deciders.shown.get("person", 0.0) / self.peak


def busy_days(evidence: Evidence) -> list[BusyDay]:
    """Give the busy day of every site shown, the site with most people first; sites that hardly anybody wants not."""
    people = unit_people(evidence.tables["teams"])
    found = []
    for site in sorted(evidence.answer.sites, key=lambda site: (-site.people, site.site_id)):
        rows = evidence.tables["attribution"].filter(pl.col("site_id") == site.site_id)
        kinds = {
            kind: dict(rows.filter(pl.col("kind") == kind).select("name", "desks").iter_rows())
            for kind in ("purpose", "decider", "unit")
        }
        purposes = merged_parts(kinds["purpose"], most=MOST_PURPOSES)
        units = merged_parts(kinds["unit"], people, most=MOST_UNITS)
        deciders = merged_parts({name: kinds["decider"].get(name, 0.0) for name in DECIDERS})
        known = purposes or deciders
        if known is not None:
            day = BusyDay(site=site, peak=known.total, purposes=purposes, deciders=deciders, units=units)
            found.append(day)
    return found


def unit_people(teams: pl.DataFrame) -> Mapping[str, int]:
    """Head count by unit; it is fixed by the scenario, so the first replication tells it."""
    first = teams.filter(pl.col("replication") == pl.col("replication").min())
    return dict(first.group_by("unit_id").agg(pl.col("headcount").sum()).sort("unit_id").iter_rows())
