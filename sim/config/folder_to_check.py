"""The folder that study=check looks at: from the command line only, since a file may come from anybody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.config.paths import users_path
from sim.config.wording import dotted, visible
from sim.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.config.front_door import Request
    from sim.studies.job import Job

_EXAMPLE = "study=check results=results/FOLDER"


def with_folder(jobs: Sequence[Job], request: Request) -> list[Job]:
    """Give the jobs of study=check their folder."""
    if request.results is None:
        return list(jobs)
    return [replace(job, checked=users_path(request.results)) for job in jobs]


def mistakes_in(jobs: Sequence[Job], request: Request) -> Iterator[Mistake]:
    """Find a check without a folder, a folder without a check, and keys that would be ignored without a word."""
    checks = [job.scenario.study.kind == "check" for job in jobs]
    folder = visible((request.results or "")[:60])
    if request.results is not None and not any(checks):
        problem = "is what study=check looks at; where results are written is results_dir"
        yield Mistake(problem=problem, file="command line", key="results", value=folder, fix=_EXAMPLE)
    elif any(checks) and not (request.results and all(checks)):
        problem = "study=check needs the folder to look at, and is run by itself"
        yield Mistake(problem=problem, file="command line", key="results", value=folder, fix=_EXAMPLE)
    elif any(checks):
        for path, text in request.assignments:
            if path != ("study",):
                key, value = dotted(path), visible(text[:60])
                problem = "changes nothing in study=check"
                yield Mistake(problem=problem, file="command line", key=key, value=value, fix=f"leave {key} out")
