"""Sheet "Shared days": desks wanted at each site on its shared office days, with the event and without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.shared_day_cost import shared_day_costs
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import legible
from sim.report.workbook.book import TENTHS, Column, Figure, Form, Sheet, Table
from sim.report.workbook.cells import interval_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence

_NOTES = (
    (
        "Means over the shared office days of a site in each replication, then over replications. Without: "
        "the same day under the same luck, had the event not been. Missing: desks wanted beyond those there "
        "are, at the peak."
    ),
    f"Days to which fewer than {SMALLEST_GROUP} people are invited are left out.",
)
_CHANGE = Form(1, is_signed=True)


def shared_days(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site shown has a shared office day."""
    rows = shared_day_costs(evidence)
    if not rows:
        return []
    table = Table(
        caption="What a shared office day costs in desks",
        columns=[
            Column("Site", [legible(row.name) for row in rows]),
            Column("Desks", [Figure(row.desks) for row in rows]),
            Column("Shared days a replication", [Figure(row.days / row.replications, TENTHS) for row in rows]),
            Column("Wanted with the event", [Figure(row.wanted, TENTHS) for row in rows]),
            Column("Wanted without it", [Figure(row.without, TENTHS) for row in rows]),
            *interval_columns("Wanted more because of it", [(row.extra, _CHANGE) for row in rows]),
            Column("Missing with the event", [Figure(row.short, TENTHS) for row in rows]),
            Column("Missing without it", [Figure(row.short_without, TENTHS) for row in rows]),
            *interval_columns("Missing more because of it", [(row.extra_short, _CHANGE) for row in rows]),
        ],
    )
    return [Sheet(name="Shared days", tables=[table], notes=_NOTES)]
