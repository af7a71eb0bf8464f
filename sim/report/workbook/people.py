"""Sheet "People": what the policy does to people, unit by unit and for the whole organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.unit_rows import MEASURES, organization_row, unit_rows
from sim.report.workbook.book import Column, Figure, Sheet, Table
from sim.report.workbook.cells import form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence

_NOTES = (
    (
        "Mean over people or, for shares of office days, over office days. Team-mates on the same site: of "
        "the others in the team, the share that a person who is on site finds there. Imposed: not the "
        "person's own wish. Sent home: had set out and found no seat. Commute: there and back, over all "
        "people, those at home too."
    ),
    "Units that are too small to be shown are added up.",
)


def people(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; the last line is the whole organization."""
    rows = [*unit_rows(evidence), organization_row(evidence)]
    columns = [Column("Unit", [row.unit for row in rows]), Column("People", [Figure(row.people) for row in rows])]
    for place, measure in enumerate(MEASURES):
        form = form_of(measure.write)
        columns += interval_columns(measure.head, [(row.values[place], form) for row in rows])
    return [Sheet(name="People", tables=[Table(caption="What it does to people", columns=columns)], notes=_NOTES)]
