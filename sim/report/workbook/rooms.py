"""Sheet "Rooms": the rooms of each size at each site, those wanted and refused, and the hours used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.room_rows import room_table
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.evidence import Evidence
    from sim.report.site_rows import Cell


def rooms(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no rooms are modeled."""
    found = room_table(evidence)
    if found is None or not found.rows:
        return []
    rows, language = found.rows, evidence.language

    def column(key: str, cells: Sequence[Cell]) -> list[Column]:
        return number_columns(language.say(key), cells, language)

    table = Table(
        caption=language.say("sheets.rooms_caption"),
        columns=[
            Column(language.say("rooms.site"), [row.site for row in rows]),
            Column(language.say("rooms.size"), [row.seats for row in rows]),
            *column("rooms.number", [row.rooms for row in rows]),
            *column("rooms.wanted_mean", [row.wanted_mean for row in rows]),
            *column("rooms.wanted", [row.wanted for row in rows]),
            *column("rooms.spare", [row.spare for row in rows]),
            *column("rooms.refused", [row.refused for row in rows]),
            *column("rooms.used", [row.used for row in rows]),
        ],
    )
    notes = [language.say("sheets.rooms_note_wanted"), language.say("sheets.rooms_note_refused")]
    return [Sheet(name=language.say("sheets.rooms_name"), tables=[table], notes=notes)]
