"""Sheet "People": what the policy does to people, unit by unit and for the whole organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.unit_rows import MEASURES, organization_row, unit_rows
from sim.report.workbook.book import Column, Figure, Sheet, Table
from sim.report.workbook.cells import form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence


def people(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; the last line is the whole organization."""
    rows, language = [*unit_rows(evidence), organization_row(evidence)], evidence.language
    columns = [
        Column(language.say("people.unit"), [row.unit for row in rows]),
        Column(language.say("people.people"), [Figure(row.people) for row in rows]),
    ]
    for place, measure in enumerate(MEASURES):
        form = form_of(measure.write)
        columns += interval_columns(measure.head_in(language), [(row.values[place], form) for row in rows], language)
    table = Table(caption=language.say("people.heading"), columns=columns)
    notes = [language.say("sheets.people_note_means"), language.say("sheets.people_note_small")]
    return [Sheet(name=language.say("sheets.people_name"), tables=[table], notes=notes)]
