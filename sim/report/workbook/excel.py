"""Writes a workbook as .xlsx: same book, same bytes, and no cell of it is ever a formula."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sim.report.words import legible, printable
from sim.report.workbook.book import Figure
from sim.report.workbook.charts import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.workbook.book import Book, Column, Entry, Sheet, Table

#: A workbook says when it was made; the same numbers have to give the same bytes.
_MADE = datetime(2027, 1, 4, tzinfo=UTC).replace(tzinfo=None)
#: Names are data from colleagues: one that begins with `=` stays a text.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LABEL_WIDTH, _TEXT_WIDTH = 22, 100
_NARROWEST, _WIDEST = 9, 44
#: A wider sheet is printed on several pages, for on one nobody could read it.
_WIDEST_PRINTED = 260
_LINE_POINTS = 15
_HEAD_LINES = 4
_STYLE = "Table Style Medium 2"
#: Up to so many columns a chart stands beside its table, else below it.
_NARROW_TABLE = 8
_CHART_ROWS = 22


def xlsx_bytes(book: Book) -> bytes:
    """Return the file."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as file:
        file.set_properties({"title": printable(book.title), "created": _MADE})
        styles = _Styles(file, book.language.say("workbook.date_format"))
        cover = file.add_worksheet(book.language.say("workbook.summary"))
        for sheet in book.sheets:
            _write_sheet(file, file.add_worksheet(sheet.name), sheet, styles)
        _write_cover(cover, book, styles)
    return stream.getvalue()


class _Styles:
    """Formats of cells by what they do, each made once."""

    def __init__(self, file: Any, date_format: str) -> None:  # noqa: ANN401 (xlsxwriter has no types)
        self._file = file
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.title = self.of(bold=True, font_size=14)
        self.bold = self.of(bold=True, valign="top")
        self.head = self.of(bold=True, text_wrap=True, valign="top", font_color="#FFFFFF", bg_color="#1F4E79")
        # Text stays text, also after somebody has clicked into it.
        self.text = self.of(num_format="@", indent=1)
        self.wrapped = self.of(num_format="@", text_wrap=True, valign="top")
        self.date = self.of(num_format=date_format, align="left")
        self.link = self.of(font_color="#0563C1", underline=1)

    def of(self, **properties: object) -> Any:  # noqa: ANN401
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format(properties)
        return self._made[key]


def _write_cover(page: Any, book: Book, styles: _Styles) -> None:  # noqa: ANN401
    page.hide_gridlines(2)
    page.set_column(0, 0, _LABEL_WIDTH)
    page.set_column(1, 1, _TEXT_WIDTH)
    page.write_string(0, 0, printable(book.title), styles.title)
    row = 2
    for label, entry in book.lines:
        page.write_string(row, 0, label, styles.bold)
        _write_entry(page, row, 1, legible(entry) if isinstance(entry, str) else entry, styles, wrapped=True)
        page.set_row(row, _LINE_POINTS * (1 + len(_shown(entry)) // _TEXT_WIDTH))
        row += 1
    row += 1
    page.write_string(row, 0, book.language.say("workbook.sheets"), styles.bold)
    for sheet in book.sheets:
        page.write_url(row, 1, f"internal:'{sheet.name}'!A1", styles.link, f"{sheet.name}: {sheet.tables[0].caption}")
        row += 1
    page.fit_to_pages(1, 0)


def _write_sheet(file: Any, page: Any, sheet: Sheet, styles: _Styles) -> None:  # noqa: ANN401
    several = len(sheet.tables) > 1
    page.freeze_panes(0 if several else 2, 1)
    widths = _widths(sheet)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.set_landscape()
    page.repeat_columns(0)
    if sum(widths) <= _WIDEST_PRINTED:
        page.fit_to_pages(1, 0)
    row = 0
    for number, table in enumerate(sheet.tables, start=1):
        page.write_string(row, 0, printable(table.caption), styles.bold)
        name = re.sub(r"\W", "_", f"{sheet.name} {number}" if several else sheet.name) + "_table"
        _write_table(page, row + 1, table, name, styles)
        last = row + 1 + table.rows
        row = last + 2
        if table.chart is not None:
            beside = len(table.columns) <= _NARROW_TABLE
            where = (1, len(table.columns) + 1) if beside else (row, 0)
            page.insert_chart(*where, drawn(file, sheet.name, last - table.rows + 1, table, table.chart))
            row += 0 if beside else _CHART_ROWS
    for note in sheet.notes:
        page.write_string(row, 0, printable(note), styles.text)
        row += 1


def _write_table(page: Any, head: int, table: Table, name: str, styles: _Styles) -> None:  # noqa: ANN401
    """Write the heads into row `head`, what they head below, and make all of it a table that can be filtered."""
    heads = list(_unlike(column.head for column in table.columns))
    page.add_table(
        head,
        0,
        head + table.rows,
        len(heads) - 1,
        {
            "name": name,
            "style": _STYLE,
            "columns": [{"header": text, "header_format": styles.head} for text in heads],
        },
    )
    page.set_row(head, _LINE_POINTS * _HEAD_LINES)
    for place, column in enumerate(table.columns):
        for row, entry in enumerate(column.entries, start=head + 1):
            _write_entry(page, row, place, entry, styles)


def _write_entry(
    page: Any,  # noqa: ANN401
    row: int,
    column: int,
    entry: Entry,
    styles: _Styles,
    *,
    wrapped: bool = False,
) -> None:
    if isinstance(entry, Figure):
        page.write_number(row, column, entry.value, styles.of(num_format=entry.form.code))
    elif isinstance(entry, date):
        page.write_datetime(row, column, datetime.combine(entry, time()), styles.date)
    elif entry is not None:
        page.write_string(row, column, printable(entry), styles.wrapped if wrapped else styles.text)


def _unlike(heads: Iterator[str]) -> Iterator[str]:
    """Yield the heads, numbered where Excel would take two for the same, which a table may not have."""
    seen: set[str] = set()
    for head in heads:
        text, number = printable(head)[:200], 1
        while text.lower() in seen:
            number += 1
            text = f"{printable(head)[:200]} ({number})"
        seen.add(text.lower())
        yield text


def _widths(sheet: Sheet) -> list[float]:
    """Return the width of each column in signs, by what stands in it."""
    most = max(len(table.columns) for table in sheet.tables)
    widths = [float(_NARROWEST)] * most
    for table in sheet.tables:
        for place, column in enumerate(table.columns):
            widths[place] = max(widths[place], _width(column))
    return widths


def _width(column: Column) -> float:
    longest = max((len(_shown(entry)) for entry in column.entries), default=0)
    words = max((len(word) for word in column.head.split()), default=0)
    # A line of the head stays free for words that do not fit, and its last sign is a button that filters.
    return min(max(longest + 2, words + 3, len(column.head) / (_HEAD_LINES - 1) + 3), _WIDEST)


def _shown(entry: Entry) -> str:
    """Return about what a reader sees of an entry."""
    if isinstance(entry, Figure):
        value = entry.value * (100 if entry.form.is_share else 1)
        return f"{value:,.{entry.form.decimals}f}" + " %" * entry.form.is_share
    return "" if entry is None else str(entry)
