"""Sheet "Sites": what each site has, wants and needs, as in the page's first table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.site_rows import Cell, city_row, columns, site_rows
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence


def sites(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site may be shown."""
    answer, language = evidence.answer, evidence.language
    rows = site_rows(answer)
    city = city_row(answer)
    if not answer.sites:
        return []
    verdicts = [row.suppressed or row.verdict for row in rows]
    names = [row.name for row in rows]
    if city is not None:
        rows, names = [*rows, city], [*names, city.name]
        verdicts = [*verdicts, language.say("sheets.sites_all_at_once")]
    found = [Column(language.say("sheets.sites_site"), names), Column(language.say("sheets.sites_verdict"), verdicts)]
    is_apart = evidence.facts.service_level != 0.95
    for column in columns(evidence.level, busy_day_apart=is_apart, language=language):
        cells: list[Cell] = [getattr(row, column.field) for row in rows]
        found += number_columns(column.head, cells, language)
    table = Table(caption=language.say("sheets.sites_caption"), columns=found)
    notes = [language.say("sheets.sites_note_needed"), language.say("sheets.sites_note_people")]
    return [Sheet(name=language.say("sheets.sites_name"), tables=[table], notes=notes)]
