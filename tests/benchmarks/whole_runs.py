"""The program as a user calls it: seconds by stage and memory of whole commands."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COMPARE = ["study=compare", "study.policies=[team_led,free_choice,anchor_days,team_days,min_days,shared_office_days]"]


@dataclass(frozen=True)
class Command:
    """One call: wall seconds, peak memory in MB of the largest process so far, and seconds by stage as it says."""

    seconds: float
    memory_mb: float
    stages: dict[str, float]

    def of(self, *stages: str) -> float:
        """Seconds of some stages together."""
        return sum(self.stages.get(stage, 0.0) for stage in stages)


def command(arguments: list[str], folder: str) -> Command:
    """Run office-sim in a folder."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "sim", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    spent = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    last = done.stdout.strip().splitlines()[-1]
    stages = {}
    if last.startswith("results: "):
        results = Path(folder) / last.removeprefix("results: ")
        stages = json.loads((results / "manifest.json").read_text(encoding="utf-8"))["seconds"]
    return Command(spent, memory, stages)


@dataclass(frozen=True)
class WholeRuns:
    """What a newcomer waits for: help, the default run, the same again, and a comparison of six policies."""

    help: Command
    default: Command
    again: Command
    compare: Command


def whole_runs() -> WholeRuns:
    """Run them in a folder of their own, each as the first of its kind."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        return WholeRuns(
            help=min((command(["--help"], folder) for _ in range(5)), key=lambda one: one.seconds),
            default=command([], folder),
            again=command([], folder),
            compare=command(COMPARE, other),
        )
