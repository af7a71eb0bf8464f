"""What becomes of those who ask for a room, by the seats they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.report.rooms import of_sites_shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.report.evidence import Evidence

#: Columns of `room_requests` that add up to its requests, in the order of the cascade.
FATES = ("served", "served_larger", "waited", "moved", "made_online", "no_shows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """Requests of all sites shown and all replications for rooms of so many `seats`; `number` is by fate."""

    seats: int
    number: dict[str, int]

    @property
    def requests(self) -> int:
        """All requests, no-shows too."""
        return sum(self.number.values())

    @property
    def refused_share(self) -> float | None:
        """Share of those who came that got no room; None where nobody came."""
        came = self.requests - self.number["no_shows"]
        return self.number["made_online"] / came if came else None

    def share(self, fate: str) -> float:
        """Share of all requests that met this fate."""
        return self.number[fate] / self.requests


def fates_by_seats(evidence: Evidence, places: Collection[tuple[str, int]] | None = None) -> list[Fates]:
    """Give the sizes that anybody asks for, the smallest first; at some `places` (site and seats) only, if given."""
    requests = of_sites_shown(evidence, "room_requests")
    if places is not None:
        chosen = pl.DataFrame(sorted(places), schema={"site_id": pl.String, "seats": pl.Int64}, orient="row")
        requests = requests.join(chosen, on=["site_id", "seats"], how="semi")
    sums = requests.group_by("seats").agg(pl.col(FATES).sum()).sort("seats")
    return [
        Fates(seats=row["seats"], number={fate: row[fate] for fate in FATES})
        for row in sums.iter_rows(named=True)
        if any(row[fate] for fate in FATES)
    ]


def all_fates(evidence: Evidence) -> Fates:
    """Add up all sizes."""
    parts = fates_by_seats(evidence)
    return Fates(seats=0, number={fate: sum(part.number[fate] for part in parts) for fate in FATES})
