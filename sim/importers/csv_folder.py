"""Tables from a folder of CSV files, a table each, as spreadsheet programs and databases save them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.importers.csv_text import rows_of
from sim.importers.files import read_bytes, refusal
from sim.importers.sheets import SHEETS, nearly_named, sheet_named
from sim.importers.table import Reading, Table, remarks_with_values, split_off_header

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS = (".csv", ".tsv")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_MOST_FILES = 1_000


def read(path: Path, label: str) -> Reading:
    """Return the CSV files of a folder as tables, or raise `InputError` where there are none."""
    reading = Reading(label.rstrip("/\\") or label, "file")
    if not os.path.lexists(path):
        raise refusal(label, "there is no such file or folder", "check the path; it counts from the current folder")
    if not path.is_dir():
        raise refusal(label, "is one table, and a scenario needs several", "give the folder that holds it")
    try:
        files = sorted(path.iterdir())
    except OSError as error:
        raise refusal(label, f"cannot be read: {(error.strerror or '').lower()}", "check its permissions") from None
    tables = [file for file in files if file.suffix.lower() in _ENDINGS and not file.name.startswith((".", "~"))]
    if not tables:
        names = ", ".join(f"{sheet.name}.csv" for sheet in SHEETS if sheet.needed)
        fix = f"a scenario of tables is a folder with {names} and others: office-sim study=template"
        raise refusal(label, "is a folder without tables", fix)
    if len(files) > _MOST_FILES:
        raise refusal(
            label, f"is a folder of more than {_MOST_FILES:,} files", "put the tables in a folder of their own"
        )
    books = [file.name for file in files if file.suffix.lower() in _WORKBOOKS and not file.name.startswith((".", "~"))]
    if books:
        reading.notices.append(f"{reading.label}: not read: {', '.join(books)}; a workbook is given by itself")
    dialects: dict[str, list[str]] = {}
    for file in tables:
        if dialect := _read_file(file, reading):
            dialects.setdefault(dialect, []).append(file.name)
    reading.notices += [f"{reading.label}: {', '.join(names)} read as {words}" for words, names in dialects.items()]
    return reading


def _read_file(file: Path, reading: Reading) -> str:
    """Add the table of a file, and return how the file is written."""
    place, name = f"{reading.label}/{file.name}", _table_name(file.stem)
    if not sheet_named(name) and not nearly_named(name):
        reading.tables.append(Table(name, place, 1, (), ()))  # not even opened: it may be anything
        return ""
    try:
        lines = rows_of(read_bytes(file, place, follow_links=False), place)
    except InputError as error:
        reading.mistakes += error.mistakes
        # The table is there, though it cannot be read: nobody should be told that it is missing.
        reading.tables.append(Table(name, place, 1, (), (), is_cut=True))
        return ""
    reading.notices += lines.notices
    reading.mistakes += lines.mistakes
    header, below = split_off_header(lines.rows)
    reading.notices += remarks_with_values(lines.rows, place)
    if header is None:
        reading.tables.append(Table(name, place, 1, (), (), is_cut=lines.is_cut))
        return ""
    reading.tables.append(
        Table(
            name,
            place,
            header.number,
            header.cells,
            tuple(below),
            decimal_comma=lines.decimal_comma,
            is_cut=lines.is_cut,
        )
    )
    return lines.dialect


def _table_name(stem: str) -> str:
    """Return the table's name; LibreOffice puts that of the workbook before it, as in ``my_city-rooms.csv``."""
    last = stem.rpartition("-")[2]
    return last if sheet_named(last) and not sheet_named(stem) else stem
