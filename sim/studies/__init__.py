"""The questions put to the simulator, one a file; `run` finds the study by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sim.studies.job import Job


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the results are and the exit code of the process: 0 done, 3 finished with failures."""

    folder: Path
    exit_code: int


def run(job: Job, load: Callable[..., Job]) -> Outcome:
    """Run the study a job asks for; `load` composes another scenario by name."""
    kind = job.scenario.study.kind
    if kind == "verify":
        from sim.studies.verify import verify_folder

        return Outcome(*verify_folder(job, load))
    # Each study is a module of its name with a function of its name; the border lets no other name pass.
    study = getattr(import_module(f"sim.studies.{kind}"), kind)
    return Outcome(*study(job))
