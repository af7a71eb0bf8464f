"""The kinds of number and name that may stand in a configuration: each says its unit and its allowed range.

A domain type that is written in YAML inherits `Settings`, so that an unknown key is a mistake and never ignored. The
border (sim.config) checks composed YAML against these annotations; nothing else does.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Strict, StringConstraints

#: The largest organization accepted without raising `run.people_limit`.
PEOPLE_LIMIT = 200_000

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday")
_WEEKDAY_ALIASES = {
    **{name: number for number, name in enumerate(WEEKDAY_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(WEEKDAY_NAMES, start=1)},
    **{name: n for n, name in enumerate(("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai"), start=1)},
    **{name: number for number, name in enumerate(("ma", "ti", "ke", "to", "pe"), start=1)},
    **{name: number for number, name in enumerate(("måndag", "tisdag", "onsdag", "torsdag", "fredag"), start=1)},
}
_TIME = re.compile(r"^(\d{1,2})[:.](\d{2})$")


class Settings:
    """Base of every type that may be written in YAML: unknown keys are refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


def parse_minute(value: object) -> object:
    """Read a time of day as minutes since midnight, meaning the same in YAML, in a spreadsheet and on the command line.

    YAML 1.1 turns ``10:30`` into 630 and leaves ``08:00`` text, so whole numbers from 60 to 1440 are minutes and text
    is ``HH:MM`` (or the Finnish ``HH.MM``). A bare ``9`` is refused: nine o'clock and nine minutes past midnight look
    alike.
    """
    if isinstance(value, bool):
        raise ValueError("is not a time of day; write HH:MM, for example 08:30")  # noqa: TRY004 (pydantic)
    if isinstance(value, int):
        if value == 0 or 60 <= value <= 1440:
            return value
        raise ValueError(f"is not a time of day; did you mean {value % 24:02d}:00?")
    if isinstance(value, str):
        found = _TIME.match(value.strip())
        if found and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 1440:
            return int(found[1]) * 60 + int(found[2])
    raise ValueError("is not a time of day; write HH:MM from 00:00 to 24:00, for example 08:30")


def parse_weekday(value: object) -> object:
    """Read a weekday: 1 (Monday) to 5 (Friday), or its English, Finnish or Swedish name."""
    if isinstance(value, str):
        number = _WEEKDAY_ALIASES.get(value.strip().casefold())
        if number is not None:
            return number
        raise ValueError(f"is not a weekday; write 1 to 5 or {', '.join(WEEKDAY_NAMES)}")
    return value


def parse_date(value: object) -> object:
    """Read an ISO date (YYYY-MM-DD); other orders are ambiguous and refused."""
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise ValueError("is not a date; write YYYY-MM-DD, for example 2027-01-04")


def parse_share(value: object) -> object:
    """Refuse per cent signs and percentages with a hint: shares are 0..1 everywhere."""
    if isinstance(value, str):
        raise ValueError("is not a share; write a number from 0 to 1, for example 0.6")  # noqa: TRY004 (pydantic)
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 < value <= 100:
        raise ValueError(f"looks like per cent; shares are written 0 to 1: did you mean {value / 100:g}?")
    return value


def parse_number(value: object) -> object:
    """Refuse text and booleans where a number is meant, which a lax reader would convert silently."""
    if isinstance(value, bool | str):
        raise ValueError("is not a number; write digits with a decimal point, for example 2.5")  # noqa: TRY004 (pydantic)
    return value


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
