"""Reads a workbook as a spreadsheet program would: tables by sheet, cells with their types and formats."""

from __future__ import annotations

import io
from dataclasses import dataclass

from openpyxl import load_workbook


def opened(content):
    return load_workbook(io.BytesIO(content))


@dataclass
class ReadTable:
    """A table of a sheet: `heads`, and rows of openpyxl's cells."""

    heads: list
    rows: list

    def column(self, head):
        return [row[self.heads.index(head)].value for row in self.rows]

    def row(self, name, column=0):
        return next(
            dict(zip(self.heads, [cell.value for cell in row], strict=True))
            for row in self.rows
            if row[column].value == name
        )

    def formats(self, head):
        return {row[self.heads.index(head)].number_format for row in self.rows}


def tables_of(sheet):
    found = []
    for table in sheet.tables.values():
        head, *rows = sheet[table.ref]
        assert [cell.value for cell in head] == table.column_names
        found.append(ReadTable(heads=[cell.value for cell in head], rows=rows))
    return found


def table_of(book, name):
    (found,) = tables_of(book[name])
    return found


def every_cell(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def texts_of(book, without=()):
    return [str(cell.value) for cell in every_cell(book) if cell.parent.title not in without]
