"""A scenario: organization, office, behavior, calendar, policy and how much of it is run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, Strict

import sim
from sim.activities.registry import AnyActivity
from sim.behavior import Behavior
from sim.calendar import Calendar, Holidays
from sim.office import Office
from sim.organization import Organization
from sim.policies.registry import AnyPolicy
from sim.quantities import PEOPLE_LIMIT, Date, Id, Name, Positive, Scheduler, Settings, Switch
from sim.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Settings):
    """How much is simulated. `weeks` are whole ISO weeks from the Monday of `start_date`'s week.

    `executor` and `scheduler` say where, and never decide a number: on `processes` here, or on the `dask` cluster whose
    scheduler has the address `tcp://HOST:PORT` or `tls://HOST:PORT`. A scenario file may say neither.

    A replication that takes longer than `replication_timeout_minutes`, or whose process needs more memory of its own
    than `worker_memory_mb` (millions of bytes), is named as failed while the others go on; null sets no limit.
    """

    replications: Annotated[int, Strict(), Field(ge=1, le=100_000)]
    weeks: Annotated[int, Strict(), Field(ge=1, le=5_200)]
    start_date: Date
    seed: Annotated[int, Strict(), Field(ge=0, le=2**63 - 1)]
    workers: Annotated[int, Strict(), Field(ge=0, le=1024)]
    tick_seconds: Literal[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60]
    people_limit: Annotated[int, Strict(), Field(ge=1, le=10_000_000)] = PEOPLE_LIMIT
    executor: Literal["processes", "dask"] = "processes"
    scheduler: Scheduler | None = None
    replication_timeout_minutes: Annotated[Positive, Field(le=100_000)] | None = None
    worker_memory_mb: Annotated[int, Strict(), Field(ge=200, le=10_000_000)] | None = None


#: Of more people visits are kept only where the scenario or the command line says so.
MOST_PEOPLE_WITH_RECORDS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Settings):
    """What is kept: visits of the `first` replication, of `all` or of `none`; page, workbook and figures (`report`).

    Above 20,000 people no visits are, unless the scenario or the command line asks for them. With `csv` tables are
    written as CSV beside Parquet. Page, figures and workbook are in `language`, English (`en`) or Finnish (`fi`).
    """

    records: Literal["first", "all", "none"]
    report: Switch = True
    csv: Switch = False
    language: Literal["en", "fi"] = "en"


@dataclass(frozen=True, kw_only=True)
class Scenario(Settings):
    """Everything that was asked, checked. `title` and `question` are for people; the rest decides the numbers."""

    title: Name
    question: str = ""
    organization: Organization
    office: Office
    activities: dict[Id, AnyActivity]
    behavior: Behavior
    calendar: Holidays
    policy: AnyPolicy
    run: Run
    study: Study
    output: Output

    @cached_property
    def days(self) -> Calendar:
        """The days that are simulated."""
        return Calendar(self.calendar, self.run.start_date, self.run.weeks)

    @property
    def ticks_per_minute(self) -> int:
        """Engine ticks in a minute."""
        return 60 // self.run.tick_seconds

    @cached_property
    def key(self) -> str:
        """Hash of all that decides a replication's numbers: the name of its folder in the store (16 hex digits)."""
        run = {name: getattr(self.run, name) for name in ("weeks", "seed", "tick_seconds")}
        whole = asdict(self)
        decisive = {
            "model_version": sim.MODEL_VERSION,
            **{
                part: whole[part] for part in ("organization", "office", "activities", "behavior", "calendar", "policy")
            },
            **run,
            # The dates and not only the name of the country: a library that learns of a holiday gives another key.
            "workdays": self.days.ordinals.ravel()[self.days.workdays].tolist(),
            "start": self.days.first_monday,
        }
        text = json.dumps(decisive, sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
