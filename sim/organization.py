"""Who works where: units, and teams with a head count, a home site and one own zone. Never a person's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field, Strict

from sim.draws import stable_key
from sim.norm import Norm, NormException
from sim.quantities import Id, Name, Settings, Share

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Settings):
    """A part of the organization above teams; `parent_unit_id` is the unit above it, whose norm holds here too."""

    name: Name
    parent_unit_id: Id | None = None
    norm: Norm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Settings):
    """People with one supervisor, one home site and one own zone; the first member is the supervisor.

    Their homes lie around `lives_around_site_id`, by default the home site: a team that is moved to another site keeps
    the homes, and has another way to work.
    """

    unit_id: Id
    site_id: Id
    zone_id: Id
    size: Annotated[int, Strict(), Field(ge=1, le=100_000_000)]
    rate_group: Id = "default"
    norm: Norm | None = None
    lives_around_site_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGroup(Settings):
    """Probabilities of coming to the office that a planner reads off a badge report; used by the policy `rates`.

    `weekday_rates` are for Monday to Friday, of people who are not absent. On a team day, which each team has with
    `team_day_probability` on any day, `team_day_rate` holds instead.
    """

    weekday_rates: Annotated[tuple[Share, ...], Field(min_length=5, max_length=5)]
    team_day_probability: Share = 0.0
    team_day_rate: Share = 1.0


@dataclass(frozen=True, kw_only=True)
class Organization(Settings):
    """All units and teams, by id. Order in the file never matters: everything is sorted by id."""

    name: Name
    units: dict[Id, Unit]
    teams: Annotated[dict[Id, Team], Field(min_length=1)]
    rate_groups: dict[Id, RateGroup] = field(default_factory=dict)
    norm: Norm | None = None
    exceptions: dict[Id, NormException] = field(default_factory=dict)

    @cached_property
    def team_ids(self) -> list[str]:
        """Team ids in the order of every team axis."""
        return sorted(self.teams)

    @cached_property
    def unit_ids(self) -> list[str]:
        """Unit ids in the order of every unit axis."""
        return sorted(self.units)

    def units_above(self, team_id: str) -> list[str]:
        """Return the units a team belongs to, from the top down to its own."""
        found: list[str] = []
        unit_id: str | None = self.teams[team_id].unit_id
        while unit_id is not None:
            found.insert(0, unit_id)
            unit_id = self.units[unit_id].parent_unit_id
        return found

    @cached_property
    def unit_of_team(self) -> NDArray[np.int64]:
        """Unit index of each team, shape [teams]."""
        index = {unit_id: number for number, unit_id in enumerate(self.unit_ids)}
        return np.array([index[self.teams[team_id].unit_id] for team_id in self.team_ids], dtype=np.int64)

    @cached_property
    def team_sizes(self) -> NDArray[np.int64]:
        """Head count of each team, shape [teams]."""
        return np.array([self.teams[team_id].size for team_id in self.team_ids], dtype=np.int64)

    @cached_property
    def team_starts(self) -> NDArray[np.int64]:
        """Index of each team's first person, who is its supervisor; people are ordered by team, shape [teams]."""
        return np.concatenate(([0], np.cumsum(self.team_sizes)[:-1])).astype(np.int64)

    @cached_property
    def team_of_person(self) -> NDArray[np.int32]:
        """Team index of each person, shape [people]."""
        return np.repeat(np.arange(len(self.team_ids), dtype=np.int32), self.team_sizes)

    @property
    def people(self) -> int:
        """Number of people in all teams."""
        return int(self.team_sizes.sum())

    @cached_property
    def person_keys(self) -> NDArray[np.uint64]:
        """Stable 64-bit key of each person, a function of team id and number in the team only, shape [people]."""
        parts = [
            stable_key(team_id, str(number)) for team_id in self.team_ids for number in range(self.teams[team_id].size)
        ]
        return np.array(parts, dtype=np.uint64)

    @cached_property
    def team_keys(self) -> NDArray[np.uint64]:
        """Stable 64-bit key of each team, shape [teams]."""
        return np.array([stable_key(team_id) for team_id in self.team_ids], dtype=np.uint64)

    @cached_property
    def unit_keys(self) -> NDArray[np.uint64]:
        """Stable 64-bit key of each unit, shape [units]."""
        return np.array([stable_key("unit", unit_id) for unit_id in self.unit_ids], dtype=np.uint64)

    def person_id(self, person: int) -> str:
        """Return the synthetic id of a person: team id and number in the team, for example `T007-03`."""
        team = int(self.team_of_person[person])
        return f"{self.team_ids[team]}-{person - int(self.team_starts[team]) + 1:02d}"
