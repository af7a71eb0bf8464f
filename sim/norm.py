"""A norm: what one level of the organization asks of those below it, and how levels are put together.

City, unit, team and person may each state a norm in YAML, or leave any part of it to the level above:

- `anchor_weekdays` add up over the levels; a day belongs to the lowest level that asks for it (team before unit before
  employer), which is the order in which the model says who decided.
- `office_days_min` is the highest that any level states, `office_days_max` the lowest. A minimum above a maximum is a
  mistake of the configuration, not something to resolve.
- `adherence` is the one stated nearest to the person.
- `online_activities` add up: what any level holds online needs nobody on site.
- A person's exception replaces what it states instead of adding to it, so that it can set somebody free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict

from sim.quantities import Id, Settings, Share, Weekday

OfficeDays = Annotated[int, Strict(), Field(ge=0, le=5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(Settings):
    """What a level states; None leaves it to the level above."""

    office_days_min: OfficeDays | None = None
    office_days_max: OfficeDays | None = None
    anchor_weekdays: tuple[Weekday, ...] | None = None
    adherence: Share | None = None
    online_activities: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormException(Settings):
    """A norm for single members of a team (1 is the supervisor), which replaces what the levels above state."""

    team_id: Id
    members: Annotated[tuple[Annotated[int, Strict(), Field(ge=1, le=100_000)], ...], Field(min_length=1)]
    norm: Norm
