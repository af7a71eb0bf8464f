"""Answer study=template: which tables does a scenario consist of? The scenario itself as tables, to be changed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.errors import InputError, Mistake
from sim.importers import written_csv, written_workbook
from sim.importers.filled import filled_tables
from sim.results.folder import new_folder, write_config, write_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from sim.importers.filled import Filled
    from sim.studies.job import Job

WORKBOOK = "template.xlsx"
FOLDER = "template_csv"
#: What stands for a source where nobody has named one.
_NO_SOURCE = ("set in ", "set on the command line")


def template(job: Job) -> tuple[Path, int]:
    """Write the scenario as a workbook and as a folder of CSV files, each of which runs as it is."""
    tables = tables_of(job)
    _refuse_formulas(tables)
    place = job.results_dir / folder_of(job.name)
    _refuse_changed(place)
    with new_folder(job.results_dir, place.name) as folder:
        written_workbook.write(folder / WORKBOOK, tables)
        written_csv.write(folder / FOLDER, tables)
        write_config(folder, job.config)
        write_manifest(folder, {"study": "template", "scenario": job.name})
    rows = sum(len(table.rows) for table in tables)
    print(f"{job.name} as {len(tables)} tables with {rows:,} rows: copy one of these, change it, and run it")
    print(f"  {place / WORKBOOK}")
    print(f"  {place / FOLDER}/")
    return place, 0


def tables_of(job: Job) -> list[Filled]:
    """Return the tables of a scenario; its behavior in full, so that nothing hangs on the defaults of a file."""
    sources = {one.key: one.source for one in job.assumptions if not one.source.startswith(_NO_SOURCE)}
    return filled_tables({**job.config, "behavior": asdict(job.scenario.behavior)}, job.policy, sources)


def folder_of(name: str) -> str:
    """Return the name of the folder, which has no hash: people look for it by hand."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', bare).strip('-')[:60]}-template"


def _refuse_changed(place: Path) -> None:
    """Refuse to write over a template that somebody has begun to fill in where it lies."""
    try:
        hashes = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["files"]
        changed = [
            name
            for name, digest in hashes.items()
            if (place / name).exists() and hashlib.sha256((place / name).read_bytes()).hexdigest() != digest
        ]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        changed = ["manifest.json"]
    if changed:
        problem = "was changed since it was written, and would be overwritten"
        fix = "copy it to a place of its own, or choose another results_dir"
        raise InputError([Mistake(problem=problem, file=str(place / changed[0]), fix=fix)])


def _refuse_formulas(tables: list[Filled]) -> None:
    """Refuse names that a spreadsheet program would take for a formula and run."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.sheet.columns, row, strict=True):
                if isinstance(cell, str) and cell.startswith(("=", "@")):
                    problem = "begins like a formula, which a spreadsheet program would run"
                    key = f"{table.sheet.name}, {column.name}"
                    raise InputError([Mistake(problem=problem, file="the scenario", key=key, value=cell[:60])])
