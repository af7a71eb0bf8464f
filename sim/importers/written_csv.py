"""Writes tables as a folder of CSV files that a Finnish spreadsheet program opens with a double click."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from sim.importers import guide

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.importers.filled import Filled, Written


def write(folder: Path, tables: Sequence[Filled]) -> None:
    """Write each table as a file, with semicolons, decimal commas and a mark that says UTF-8."""
    folder.mkdir()
    for table in tables:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([column.name for column in table.sheet.columns])
        writer.writerows([[cell_text(cell) for cell in row] for row in table.rows])
        (folder / f"{table.sheet.name}.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    (folder / "README.txt").write_bytes(guide.text().replace("\n", "\r\n").encode("utf-8-sig"))


def cell_text(cell: Written) -> str:
    """Return a cell as text; numbers have a decimal comma, in lists too."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return number_text(cell)
    parts = cell.strip("[]").split("; ")
    if all(map(_is_number, parts)) and any("." in part for part in parts):
        return cell.replace(".", ",")
    return cell


def number_text(number: float) -> str:
    """Return a number without exponent, with a decimal comma."""
    return format(Decimal(repr(number)), "f").replace(".", ",")


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()
