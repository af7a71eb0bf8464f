"""The kinds of number and name that may stand in a configuration: each says its unit and its allowed range.

A domain type that is written in YAML inherits `Settings`, so that an unknown key is a mistake and never ignored. The
border (sim.config) checks composed YAML against these annotations; nothing else does.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Strict, StringConstraints

from sim.spelling import WEEKDAY_NAMES, parse_date, parse_minute, parse_number, parse_share, parse_weekday

__all__ = [
    "PEOPLE_LIMIT",
    "SCHEDULER_PATTERN",
    "WEEKDAY_NAMES",
    "Count",
    "Date",
    "Id",
    "Minute",
    "Name",
    "NonNegative",
    "Positive",
    "Real",
    "Scheduler",
    "Settings",
    "Share",
    "Switch",
    "Utility",
    "Weekday",
    "parse_date",
    "parse_minute",
    "parse_number",
    "parse_share",
    "parse_weekday",
]

#: The largest organization accepted without raising `run.people_limit`.
PEOPLE_LIMIT = 200_000


class Settings:
    """Base of every type that may be written in YAML: unknown keys are refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


#: Ids become columns, file names and override keys, so they are plain: letters, digits, `_` and `-`.
Id = Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
#: A name shown to people; any language, no control characters.
Name = Annotated[str, Strict(), StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,80}$")]
#: Where the scheduler of a cluster is reached.
SCHEDULER_PATTERN = r"^(tcp|tls)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[1-9][0-9]{0,4}$"
Scheduler = Annotated[str, Strict(), StringConstraints(pattern=SCHEDULER_PATTERN)]
Share = Annotated[float, BeforeValidator(parse_share), Field(ge=0, le=1, allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]
Positive = Annotated[float, BeforeValidator(parse_number), Field(gt=0, le=1e9, allow_inf_nan=False)]
NonNegative = Annotated[float, BeforeValidator(parse_number), Field(ge=0, le=1e9, allow_inf_nan=False)]
Real = Annotated[float, BeforeValidator(parse_number), Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
#: A weight on a logarithmic scale: 8 more is 3,000 times as attractive. The model cuts sums of them at 16.
Utility = Annotated[float, BeforeValidator(parse_number), Field(ge=-8, le=8, allow_inf_nan=False)]
Minute = Annotated[int, BeforeValidator(parse_minute), Field(ge=0, le=1440)]
Weekday = Annotated[int, BeforeValidator(parse_weekday), Strict(), Field(ge=1, le=5)]
Date = Annotated[date, BeforeValidator(parse_date), Field(ge=date(1990, 1, 1), le=date(2199, 12, 31))]
Switch = Annotated[bool, Strict()]
