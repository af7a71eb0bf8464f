"""What every column means and in which unit it is: read from docs/tables.md, which people read too.

The page travels inside the package, so that a table carries its description wherever it goes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PROGRAM = Path(__file__).resolve().parent.parent
_PAGE = "tables.md"
_HEADING = re.compile(r"## `(\w+)`")
_ROW = re.compile(r"\| `(\w+)` \| ([^|]*) \| (.*) \|")
#: The rows about columns that every table has stand before the first table.
_EVERY_TABLE = ""
#: Keys of the metadata of a Parquet file.
ABOUT, COLUMNS = "office_sim.about", "office_sim.columns"


@dataclass(frozen=True, slots=True)
class Described:
    """A column: its type in words, its unit (empty where it has none) and its meaning."""

    type: str
    unit: str
    meaning: str


def metadata(table: str, columns: Sequence[str]) -> dict[str, str]:
    """Return what a file of this table says of itself: what a row is, and type, unit and meaning of its columns."""
    known = columns_of(table)
    told = {column: asdict(known[column]) for column in columns if column in known}
    return {ABOUT: about(table), COLUMNS: json.dumps(told, ensure_ascii=False)}


def about(table: str) -> str:
    """Return what a row of a table is; empty for one that the page does not describe."""
    return _read()[0].get(table, "")


def columns_of(table: str) -> Mapping[str, Described]:
    """Return the columns of a table that the page describes, those of every table among them."""
    _, described = _read()
    return described[_EVERY_TABLE] | described.get(table, {})


@cache
def _read() -> tuple[dict[str, str], dict[str, dict[str, Described]]]:
    """Return what a row of each table is, and its columns, by the headings and rows of the page."""
    rows: dict[str, str] = {}
    columns: dict[str, dict[str, Described]] = {_EVERY_TABLE: {}}
    table: str | None = _EVERY_TABLE
    for line in _page().read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            table = heading[1]
            columns[table] = {}
        elif line.startswith("# ") and len(columns) > 1:
            table = None
        elif table is not None and (row := _ROW.fullmatch(line)):
            kind, _, unit = row[2].partition(", ")
            columns[table][row[1]] = Described(kind, unit, row[3])
        elif table and line and not columns[table] and not line.startswith("|"):
            rows[table] = f"{rows.get(table, '')} {line}".strip()
    return rows, columns


def _page() -> Path:
    installed = _PROGRAM / "_docs" / _PAGE
    return installed if installed.is_file() else _PROGRAM.parent / "docs" / _PAGE
