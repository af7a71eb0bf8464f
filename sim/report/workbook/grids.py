"""The tables of a study's page as sheets: those that name a sheet, by that name, as the page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.workbook.book import Sheet, Table
from sim.report.workbook.cells import number_columns, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.study_page import Grid, Section


def sheets_of(sections: Sequence[Section]) -> list[Sheet]:
    """Return a sheet for each name, in order; tables that share one stand below each other with the notes of both."""
    tables: dict[str, list[Table]] = {}
    notes: dict[str, list[str]] = {}
    for section in sections:
        for grid in section.grids:
            if grid.sheet and grid.rows:
                tables.setdefault(grid.sheet, []).append(table_of(grid))
                notes.setdefault(grid.sheet, []).extend(section.notes)
    return [Sheet(name=name, tables=found, notes=list(dict.fromkeys(notes[name]))) for name, found in tables.items()]


def table_of(grid: Grid) -> Table:
    """Return the table of a page with its numbers unrounded."""
    columns = []
    for place, head in enumerate(grid.head):
        cells = [row[place] for row in grid.rows]
        columns += text_column(head, cells) if place < grid.names else number_columns(head, cells)
    return Table(caption=grid.caption, columns=columns, chart=grid.chart)
