"""The same numbers everywhere: python -m tests.matrix. Runs one question in many surroundings and compares all tables.

Prints a line for each cell and what could not be run, then `matrix: N of N`; exit code 1 if a number differs anywhere.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.matrix.cells import BASE, Cell, locales_here, of_other_pythons, of_this_machine
from tests.matrix.pythons import VERSIONS, environment, found, unpacked_wheel
from tests.matrix.same import Difference, difference, exact_hash


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        base = BASE.run(place / "base")
        print(
            f"base  {sys.version.split()[0]:8}  {BASE.name:36}  {len(base)} tables, exact part {exact_hash(base)[:12]}"
        )
        cells, left_out = _cells(place)
        same = sum([_compare(cell, base, place / f"cell{number}") for number, cell in enumerate(cells)])
    for line in left_out:
        print(f"not run: {line}")
    print(f"matrix: {same} of {len(cells)}")
    return 0 if same == len(cells) else 1


def _cells(place: Path) -> tuple[list[Cell], list[str]]:
    """Return every cell that can be run here, and what cannot."""
    names, finding = locales_here(place)
    cells = [
        replace(cell, environment={**finding, **cell.environment}) if "LC_ALL" in cell.environment else cell
        for cell in of_this_machine(names)
    ]
    left_out = [] if any("fi_FI" in name for name in names) else ["a Finnish locale: none here, and none could be made"]
    wheel = unpacked_wheel(place)
    pythons, installed = found(), {}
    for version in VERSIONS:
        if version not in pythons:
            left_out.append(f"Python {version}: not on this machine")
            continue
        try:
            installed[version] = environment(pythons[version], place / f"python{version}")
        except subprocess.CalledProcessError as error:
            left_out.append(f"Python {version}: its libraries could not be installed: {str(error.stderr)[-200:]}")
    return [*cells, *of_other_pythons(installed, wheel)], left_out


def _compare(cell: Cell, base: dict, place: Path) -> bool:
    begun = time.perf_counter()
    try:
        tables = cell.run(place)
        told = difference(base, tables)
    except RuntimeError as error:
        told, tables = Difference(0.0, (f"failed: {error}",)), {}
    furthest = f"other numbers within {told.furthest:.0e}" if told.furthest else "all other numbers the same"
    verdict = "; ".join(told.problems) or furthest
    mark = "DIFFERS" if told.problems else "same"
    print(
        f"{mark:8}  {cell.name:36}  {exact_hash(tables)[:12]}  {verdict}  ({time.perf_counter() - begun:.0f} s)",
        flush=True,
    )
    return not told.problems


if __name__ == "__main__":
    sys.exit(main())
