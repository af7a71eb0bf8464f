"""Sheet "Zones": desks of each wing and floor beside those wanted there on a busy day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.site_rows import Cell
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns
from sim.report.zone_rows import zone_rows

if TYPE_CHECKING:
    from sim.report.evidence import Evidence

_NOTES = (
    (
        "A team has one own zone, and its people set out for it; when it is full they try other zones of the "
        "site. Zones do not peak at the same moment, so a site needs fewer desks than the sum of its zones."
    ),
)


def zones(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site may be shown."""
    rows = zone_rows(evidence)
    if not rows:
        return []
    level = evidence.level
    needed = [Cell(row.suppressed) if row.suppressed else row.needed for row in rows]
    table = Table(
        caption=f"Desks in each zone and the desks wanted there on the {level} day",
        columns=[
            Column("Site", [row.site for row in rows]),
            Column("Zone", [row.zone_id for row in rows]),
            Column("Floor", [row.floor for row in rows]),
            Column("Wing", [row.wing for row in rows]),
            Column("Kind", [row.kind for row in rows]),
            *number_columns("Desks", [row.desks for row in rows]),
            *number_columns(f"Wanted on the {level} day", needed),
            *number_columns("Spare (+) or missing (\u2212)", [row.spare for row in rows]),
        ],
    )
    return [Sheet(name="Zones", tables=[table], notes=_NOTES)]
