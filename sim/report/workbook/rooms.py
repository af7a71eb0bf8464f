"""Sheet "Rooms": the rooms of each size at each site, those wanted and refused, and the hours used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.room_rows import room_table
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence

_NOTES = (
    (
        "A request counts in the size asked for: the smallest that seats its people, or the largest of the "
        "site. Wanted: the most requests at one moment, as if everybody had got a room; bookings nobody comes "
        "to do not count."
    ),
    (
        "Refused: of requests whose people come, those that got no room of any size. Hours used count in the "
        "size of the room held, with a booking or without."
    ),
)


def rooms(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no rooms are modeled."""
    found = room_table(evidence)
    if found is None or not found.rows:
        return []
    rows = found.rows
    table = Table(
        caption="Rooms of each size at each site, the rooms wanted and refused, and the hours used",
        columns=[
            Column("Site", [row.site for row in rows]),
            Column("Size", [row.seats for row in rows]),
            *number_columns("Rooms", [row.rooms for row in rows]),
            *number_columns("Wanted at the peak of an average day", [row.wanted_mean for row in rows]),
            *number_columns("Wanted on the 95 % day", [row.wanted for row in rows]),
            *number_columns("Spare (+) or missing (\u2212)", [row.spare for row in rows]),
            *number_columns("Requests refused", [row.refused for row in rows]),
            *number_columns("Hours used, of opening hours", [row.used for row in rows]),
        ],
    )
    return [Sheet(name="Rooms", tables=[table], notes=_NOTES)]
