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
from sim.results.folder import MANIFEST, new_folder, write_config, write_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from sim.importers.filled import Filled
    from sim.studies.job import Job

WORKBOOK = "template.xlsx"
FOLDER = "template_csv"
#: A sign or an at-sign in front of anything but a number.
_FORMULA = re.compile(r"[=@]|[+-](?!\d[\d.,; +-]*$)")
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
    """Refuse to write over a template that somebody has begun to fill in where it lies, or has put a file beside."""
    there = sorted(path for path in place.rglob("*") if not path.is_dir() or path.is_symlink())
    try:
        hashes = dict(json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        hashes = {}  # whose files these are cannot be told, so that none of them may go
        there.sort(key=lambda path: path.name != MANIFEST)
    for path in there:
        name = path.relative_to(place).as_posix()
        if name not in hashes and (name != MANIFEST or not hashes):
            problem = "does not come with the template, and would be deleted"
        elif name in hashes and _digest(path) != hashes[name]:
            problem = "was changed since it was written, and would be overwritten"
        else:
            continue
        fix = "move it to a place of its own, or choose another results_dir"
        raise InputError([Mistake(problem=problem, file=str(path), fix=fix)])


def _digest(path: Path) -> str:
    """Return the hash of a file's content, or nothing where it cannot be read, which is a change too."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _refuse_formulas(tables: list[Filled]) -> None:
    """Refuse names that a spreadsheet program would take for a formula and run."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.sheet.columns, row, strict=True):
                if isinstance(cell, str) and _FORMULA.match(cell):
                    problem = "begins like a formula, which a spreadsheet program would run"
                    key = f"{table.sheet.name}, {column.name}"
                    raise InputError([Mistake(problem=problem, file="the scenario", key=key, value=cell[:60])])
