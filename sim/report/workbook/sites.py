"""Sheet "Sites": what each site has, wants and needs, as in the page's first table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.site_rows import Cell, city_row, columns, site_rows
from sim.report.workbook.book import Column, Sheet, Table
from sim.report.workbook.cells import number_columns

if TYPE_CHECKING:
    from sim.report.evidence import Evidence

_NOTES = (
    (
        "Desks needed counts desks as if anybody could take any of them; today's desks are called enough only "
        "if people are sent home no more often than the service level allows."
    ),
    (
        "People count at the site they set out for. Sites have their busiest moments at different times, so "
        "the line of all sites is not the sum of the lines above it; people do add up."
    ),
)


def sites(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site may be shown."""
    answer = evidence.answer
    rows = site_rows(answer)
    city = city_row(answer)
    if not answer.sites:
        return []
    verdicts = [row.suppressed or row.verdict for row in rows]
    names = [row.name for row in rows]
    if city is not None:
        rows, names, verdicts = [*rows, city], [*names, city.name], [*verdicts, "as if everybody could sit at any site"]
    found = [Column("Site", names), Column("Today's desks are", verdicts)]
    for column in columns(evidence.level, busy_day_apart=evidence.facts.service_level != 0.95):
        cells: list[Cell] = [getattr(row, column.field) for row in rows]
        found += number_columns(column.head, cells)
    caption = "Desks wanted and needed at each site and people who find no seat"
    return [Sheet(name="Sites", tables=[Table(caption=caption, columns=found)], notes=_NOTES)]
