"""The cells of the matrix: each is the same question under another Python, number of workers, time zone, folder, ..."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parent.parent.parent
#: Small enough for a minute in all, and with everything in it that draws: rooms, meetings, visits of single people.
QUESTION = (
    "scenario=small_office", "run=quick", "run.replications=3", "run.weeks=8", "output.records=all",
    "output.report=false",
)  # fmt: skip
#: What decides nothing, but would be passed on from the shell that called.
_PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
#: The program starts its workers afresh (spawn), wherever it runs; this lets it copy itself (fork) instead.
_FORKING = (
    "import multiprocessing as m, sys; real = m.get_context; m.get_context = lambda _=None: real('fork'); "
    "from sim.__main__ import main; sys.exit(main())"
)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One way to run the question; `program` is where `sim` is imported from, a checkout or an unpacked wheel."""

    name: str
    python: Path = Path(sys.executable)
    program: Path = ROOT
    workers: int = 1
    forks: bool = False
    folder: str = "here"
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, place: Path) -> dict[str, pl.DataFrame]:
        """Run it in a folder of its own, without any replication from elsewhere, and return its tables."""
        here = place / self.folder
        here.mkdir(parents=True)
        passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        command = ["-c", _FORKING] if self.forks else ["-m", "sim"]
        done = subprocess.run(
            [str(self.python), *command, *QUESTION, f"run.workers={self.workers}", f"results_dir={here / 'results'}"],
            cwd=here,
            env={**passed, "PYTHONPATH": str(self.program), **self.environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=600,
        )
        found = re.search(r"^results: (.*)$", done.stdout, re.MULTILINE)
        if done.returncode or not found:
            raise RuntimeError((done.stderr.strip().splitlines() or ["no words"])[-1][:300])
        [folder] = [one for one in (here / "results").iterdir() if (one / "manifest.json").is_file()]
        return {path.stem: pl.read_parquet(path) for path in sorted((folder / "tables").glob("*.parquet"))}


BASE = Cell(name="checkout, 1 worker")


def of_this_machine(locales: list[str]) -> list[Cell]:
    """Return the cells that need no other Python."""
    zones = ("Pacific/Kiritimati", "America/Anchorage")  # a day apart, on either side of the date line
    return [
        *(Cell(name=f"{workers} workers", workers=workers) for workers in (2, 4)),
        Cell(name="2 workers, forked", workers=2, forks=True),
        *(Cell(name=f"time zone {zone}", environment={"TZ": zone}) for zone in zones),
        *(Cell(name=f"locale {one}", environment={"LC_ALL": one}) for one in locales),
        *(Cell(name=f"hash seed {one}", environment={"PYTHONHASHSEED": one}) for one in ("0", "1")),
        Cell(name="another folder", folder="other place, \u00e4 = $x"),
    ]


def of_other_pythons(installed: dict[str, Path], wheel: Path) -> list[Cell]:
    """Return the cells of the wheel under each Python."""
    return [
        Cell(name=f"wheel, Python {version}, 2 workers", python=python, program=wheel, workers=2)
        for version, python in installed.items()
    ]


def locales_here(place: Path) -> tuple[list[str], dict[str, str]]:
    """Return the locales to try, and what finds one that was made here because the machine has none of Finland."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    for name in ("fi_FI.utf8", "fi_FI.UTF-8"):
        if name in known:
            return ["C", name], {}
    made = place / "fi_FI.UTF-8"
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "fi_FI", "-f", "UTF-8", str(made)], capture_output=True, check=False)
    return (["C", "fi_FI.UTF-8"], {"LOCPATH": str(place)}) if made.is_dir() else (["C", "C.UTF-8"], {})
