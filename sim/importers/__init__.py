"""Scenarios that come as tables: one source per file, each of which finds tables and leaves their meaning to the rest.

What a planner writes in a spreadsheet becomes the scenario file that says the same, and goes the same way from there:
the same guard, the same checks, the same page of mistakes, which points to cells instead of lines.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sim.importers.imported import Imported

#: Every source by the module of its name, with the endings of its files. A folder is one of CSV files.
SOURCES = {
    "workbook": (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods"),
    "csv_folder": (".csv", ".tsv"),
}
#: What the name of a file of tables may end in.
ENDINGS = tuple(ending for endings in SOURCES.values() for ending in endings)


def source_of(path: Path) -> str:
    """Return the source that reads a path, or nothing where it holds no tables."""
    if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir fails for a name that is too long)
        return "csv_folder"
    return next((source for source, endings in SOURCES.items() if path.name.lower().endswith(endings)), "")


def read(path: Path, label: str, name: str) -> Imported:
    """Read the tables at a path; `label` is what the user calls it, `name` what tables of results will.

    Raises
    ------
    InputError
        Where there are no tables that could be read at all; other mistakes are in what is returned.
    """
    from sim.importers.assemble import put_together

    # Each source is a module of its name; nothing read from a file gets here.
    reading = import_module(f"sim.importers.{source_of(path)}").read(path, label)
    return put_together(reading, name)
