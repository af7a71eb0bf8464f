"""The tables of a study's page as sheets: those that name a sheet, by that name, as the page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.workbook.book import Sheet, Table
from sim.report.workbook.cells import number_columns, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.language import Language
    from sim.report.study_page import Grid, Section


def sheets_of(sections: Sequence[Section], language: Language = ENGLISH) -> list[Sheet]:
    """Return a sheet for each name, in order; tables that share one stand below each other with the notes of both."""
    tables: dict[str, list[Table]] = {}
    notes: dict[str, list[str]] = {}
    for section in sections:
        for grid in section.grids:
            if grid.sheet and grid.rows:
                tables.setdefault(grid.sheet, []).append(table_of(grid, language))
                notes.setdefault(grid.sheet, []).extend(section.notes)
    return [Sheet(name=name, tables=found, notes=list(dict.fromkeys(notes[name]))) for name, found in tables.items()]


def table_of(grid: Grid, language: Language) -> Table:
    """Return the table of a page with its numbers unrounded."""
    columns = []
    for place, head in enumerate(grid.head):
        cells = [row[place] for row in grid.rows]
        column = text_column if place < grid.names else number_columns
        columns += column(head, cells, language)
    return Table(caption=grid.caption, columns=columns, chart=grid.chart)
