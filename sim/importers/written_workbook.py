"""Writes tables as an .xlsx workbook to be filled in: the same bytes for the same tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sim.importers import guide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.importers.filled import Filled

#: A workbook says when it was made; the same tables have to give the same bytes.
_MADE = datetime(2027, 1, 4, tzinfo=UTC).replace(tzinfo=None)
#: Rows for which columns offer their choices.
_ROWS_TO_FILL = 2_000
_WIDEST = 60
_PLAIN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def write(path: Path, tables: Sequence[Filled]) -> None:
    """Write a sheet that explains, and one for each table."""
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(path, _PLAIN) as book:
        book.set_properties({"title": guide.TITLE, "created": _MADE})
        _write_guide(book)
        styles = _styles(book)
        for table in tables:
            _write_table(book.add_worksheet(table.sheet.name), table, styles)


def _styles(book: Any) -> dict[str, Any]:  # noqa: ANN401 (xlsxwriter has no types)
    return {
        "remark": book.add_format({"italic": True, "font_color": "#555555"}),
        "needed": book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1}),
        "optional": book.add_format({"bg_color": "#F0F4F8", "border": 1}),
        # Text stays text, so that a spreadsheet makes no date of an id like 1-3.
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({}),
    }


def _write_table(page: Any, table: Filled, styles: dict[str, Any]) -> None:  # noqa: ANN401
    page.write_string(0, 0, f"# {table.sheet.meaning}", styles["remark"])
    page.freeze_panes(2, 1)
    _print_on_one_width(page)
    for place, column in enumerate(table.sheet.columns):
        is_number = column.kind in {"number", "any"}
        cells = [row[place] for row in table.rows]
        width = max([len(column.name), *(len(str(cell)) for cell in cells if cell is not None)]) + 2
        page.set_column(place, place, min(width, _WIDEST), styles["number" if is_number else "text"])
        page.write_string(1, place, column.name, styles["needed" if column.needed else "optional"])
        choices = column.choices or (("yes", "no") if column.kind == "switch" else ())
        if choices:
            page.data_validation(2, place, _ROWS_TO_FILL, place, {"validate": "list", "source": list(choices)})
        for number, cell in enumerate(cells, start=2):
            if isinstance(cell, str):
                page.write_string(number, place, cell, styles["text"])
            elif cell is not None:
                page.write_number(number, place, cell)


def _print_on_one_width(page: Any) -> None:  # noqa: ANN401
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _write_guide(book: Any) -> None:  # noqa: ANN401
    page = book.add_worksheet("Read me")
    page.hide_gridlines(2)
    _print_on_one_width(page)
    title, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True})
    page.write_string(0, 0, guide.TITLE, title)
    for row, step in enumerate(guide.STEPS, start=2):
        page.write_string(row, 0, step)
    first = len(guide.STEPS) + 3
    for place, (words, width) in enumerate((("table", 16), ("column", 22), ("", 10), ("meaning", 90))):
        page.set_column(place, place, width)
        page.write_string(first, place, words, bold)
    for row, cells in enumerate(guide.columns(), start=first + 1):
        for place, cell in enumerate(cells):
            page.write_string(row, place, cell, None if cells[1] else bold)
