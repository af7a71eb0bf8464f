"""What every trial needs: a small run that nobody disturbed to compare with, and looks at what a fault left behind."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sim.__main__ import main
from sim.studies.check import look_at
from tests.faults.command import table_hashes

REPLICATIONS = 24
#: The report is made from the tables and has tests of its own.
COMMAND = ("scenario=small_office", f"run.replications={REPLICATIONS}", "run.weeks=4", "output.report=false")
#: In this process, as many times as it takes.
SHORT = ("scenario=small_office", "run.replications=3", "run.weeks=2", "output.report=false", "run.workers=1")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def lost(self, codes: tuple[int, ...]) -> str:
        """Say what is wrong with how a command ended: its code, or that it did not end in words."""
        if self.code not in codes:
            return f"exit code {self.code} instead of {codes}: {self.err[-400:]}"
        return f"a traceback: {self.err[-400:]}" if "Traceback" in self.err else ""


def run_here(arguments: tuple[str, ...], results: Path) -> Said:
    """Run a command in this process, which takes a fifth of a second instead of two."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*arguments, f"results_dir={results}"])
    return Said(code, out.getvalue(), err.getvalue())


@dataclass
class Bench:
    """A place to cause faults in."""

    folder: Path
    _made: int = field(default=0)

    def new(self) -> Path:
        """Make an empty folder."""
        self._made += 1
        place = self.folder / str(self._made)
        place.mkdir(parents=True)
        return place

    @cached_property
    def undisturbed(self) -> Left:
        """What `COMMAND` leaves where nobody disturbs it."""
        return self._undisturbed(COMMAND)

    @cached_property
    def undisturbed_short(self) -> Left:
        """What `SHORT` leaves where nobody disturbs it."""
        return self._undisturbed(SHORT)

    def _undisturbed(self, arguments: tuple[str, ...]) -> Left:
        results = self.new() / "results"
        said = run_here(arguments, results)
        assert said.code == 0, said.err
        return Left(results)


@dataclass(frozen=True)
class Left:
    """What there is in a place for results."""

    results: Path

    @property
    def stored(self) -> set[str]:
        """Names of all finished replications."""
        return {path.name for path in self.results.glob(".store/*/*.counts.*.npz")}

    @property
    def folders(self) -> list[Path]:
        """Results folders that can be seen."""
        return sorted(path for path in self.results.glob("[!.]*") if path.is_dir())

    def half_done(self) -> str:
        """Say what a fault left that looks whole and is not."""
        from sim.results.store import damaged_files

        for key in self.results.glob(".store/*"):
            damaged = damaged_files(key)[1]
            if damaged:
                return f"{damaged[0].name} stands for part of a replication"
        for folder in self.folders:
            problems = look_at(folder).problems
            if problems:
                return f"{folder.name}: {problems[0]}"
        return ""

    def remains(self) -> str:
        """Say what a command that could clean up has left behind."""
        left = [*self.results.glob(".store/*/.tmp-*"), *self.results.glob(".new-*"), *self.results.glob(".old-*")]
        return f"{left[0].name} was left behind" if left else ""

    def differs(self, other: Left) -> str:
        """Say how this differs from what an undisturbed run leaves."""
        if self.stored != other.stored:
            return f"other replications are stored: {sorted(self.stored ^ other.stored)[:3]}"
        if len(self.folders) != 1:
            return f"there are {len(self.folders)} results folders"
        mine, its = table_hashes(self.folders[0]), table_hashes(other.folders[0])
        return "" if mine == its else f"other tables: {sorted(name for name in its if mine.get(name) != its[name])[:3]}"


def announced(err: str) -> int:
    """How many replications a command said to be finished."""
    said = re.findall(r"(\d+) of \d+ replications$", err, re.MULTILINE)
    return int(said[-1]) if said else 0


def first(*losses: str) -> str:
    """The first thing that was lost, if any."""
    return next((one for one in losses if one), "")
