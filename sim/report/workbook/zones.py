"""Sheet "Zones": desks of each wing and floor beside those wanted there on a busy day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.site_rows import Cell
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns
from sim.report.zone_rows import zone_rows

if TYPE_CHECKING:
    from sim.report.evidence import Evidence


def zones(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site may be shown."""
    rows = zone_rows(evidence)
    if not rows:
        return []
    language, level = evidence.language, evidence.level
    needed = [Cell(row.suppressed) if row.suppressed else row.needed for row in rows]
    table = Table(
        caption=language.say("sheets.zones_caption", level=level),
        columns=[
            Column(language.say("zones.site"), [row.site for row in rows]),
            Column(language.say("zones.zone"), [row.zone_id for row in rows]),
            Column(language.say("zones.floor"), [row.floor for row in rows]),
            Column(language.say("zones.wing"), [row.wing for row in rows]),
            Column(language.say("zones.kind"), [row.kind for row in rows]),
            *number_columns(language.say("zones.desks"), [row.desks for row in rows], language),
            *number_columns(language.say("zones.wanted", level=level), needed, language),
            *number_columns(language.say("sheets.zones_spare"), [row.spare for row in rows], language),
        ],
    )
    return [Sheet(name=language.say("sheets.zones_name"), tables=[table], notes=[language.say("sheets.zones_note")])]
