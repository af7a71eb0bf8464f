"""The border: arguments, scenario files and conf/ become checked jobs, and every mistake is answered at once.

Nothing heavy is imported here, so that ``--help`` answers at once: Hydra and pydantic are loaded when a job is read.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.studies.job import Job

__all__ = ["answer", "load", "read"]


def read(arguments: Sequence[str]) -> list[Job]:
    """Return one checked job for each combination the arguments ask for; say on stderr what is hard to believe.

    Raises
    ------
    InputError
        With all mistakes of all combinations; nothing has been run or written by then.
    """
    from sim.config import doubts, jobs

    found = jobs.read(arguments)
    for line in doubts.lines(found):
        print(line, file=sys.stderr)
    return found


def load(name_or_path: str, overrides: Sequence[str] = ()) -> Job:
    """Return the job of one scenario, by its name under scenarios/ or the path of a file, with `overrides` on top."""
    from sim.config import jobs

    return jobs.read([f"scenario={name_or_path}", *overrides])[0]


def answer(arguments: Sequence[str]) -> str | None:
    """Return the text that `--help`, `--info`, `--cfg job` or `study=list` asks for; None where something is to run."""
    from sim.config import front_door, help_text

    wanted = front_door.wanted_text(arguments)
    if wanted == "help":
        return help_text.usage()
    if wanted == "info":
        return help_text.about()
    if wanted == "list":
        front_door.refuse_beside_list(arguments)
        return help_text.listing()
    if wanted == "cfg":
        from sim.config import jobs

        return jobs.composed_yaml(arguments)
    return None
