"""study=list is answered at the front door, before anything is composed: it is a question about files, not about a job.

A job of this kind comes from a scenario file or from a list of studies, where it would silently run nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from sim.studies.job import Job


def list(job: Job) -> NoReturn:  # noqa: A001 (a study's function has the name of the study)
    """Say where the list is to be had."""
    problem = "is asked for on the command line, by itself"
    raise InputError([Mistake(problem=problem, file=job.name, key="study.kind", value="list", fix="study=list")])
