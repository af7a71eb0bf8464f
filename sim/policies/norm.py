"""What a policy and the stated norms ask of teams and people in a block of weeks (the rule stands in `sim.norm`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.records import Decider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization
    from sim.population import Population

#: Office days nobody is bound to exceed or to stay below.
FEWEST, MOST = 0, 5


@dataclass(slots=True)
class PersonNorm:
    """An exception: what replaces the norm of the team for one person; None leaves the team's."""

    person: int
    days: NDArray[np.bool_] | None
    adherence: float | None
    days_min: int | None
    days_max: int | None
    online_activities: tuple[str, ...] | None = None


@dataclass(slots=True)
class Norms:
    """What is asked of everybody in a block of weeks.

    `level` [weekday, week, team]: the lowest level that asks the team to be on site that day (a `Decider`; 0: none
    does); `adherence` [team]: probability that a person keeps a norm day on which he or she is not absent;
    `days_min` and `days_max` [team] bound the office days of a full week, and `min_level` [team] says who set the
    minimum; `exceptions` for single people.
    """

    level: NDArray[np.int8]
    adherence: NDArray[np.float64]
    days_min: NDArray[np.int8]
    min_level: NDArray[np.int8]
    days_max: NDArray[np.int8]
    exceptions: list[PersonNorm] = field(default_factory=list)

    @property
    def asks_nothing(self) -> bool:
        """Whether all of it leaves everybody as free as without any norm."""
        free = not self.level.any() and not (self.days_min > FEWEST).any() and not (self.days_max < MOST).any()
        return free and not self.exceptions


@dataclass(frozen=True, slots=True)
class NormRow:
    """One line of the `norms` table: the value of a rule for a team, which level set it, and where it is written."""

    team_id: str
    rule: str
    value: str
    set_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a policy sees: the organization, its people and luck in one replication, and the weeks asked for.

    `meeting_weekdays` [week, team] is the weekday (0 is Monday) of the team meeting, or None where there is none.
    """

    organization: Organization
    calendar: Calendar
    population: Population
    luck: Luck
    weeks: slice
    meeting_weekdays: NDArray[np.int64] | None = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """Shape of `Norms.level`."""
        return 5, self.weeks.stop - self.weeks.start, len(self.organization.team_ids)


class Policy(Protocol):
    """What every policy can do. `kind` is its name in YAML, its module and its file in conf/policy/."""

    @property
    def kind(self) -> str:
        """Name of the policy."""

    @property
    def keeps_stated_norms(self) -> bool:
        """Whether norms stated in the organization hold under this policy."""

    def norms(self, setting: Setting) -> Norms:
        """Return what the policy itself asks in these weeks."""

    def explain(self, setting: Setting, lucks: list[Luck]) -> Iterable[NormRow]:
        """Say for each team which rules hold, in words a planner reads; `lucks` are those of all replications."""


def no_norms(setting: Setting) -> Norms:
    """Return norms that ask nothing of anybody."""
    teams = len(setting.organization.team_ids)
    return Norms(
        level=np.zeros(setting.shape, dtype=np.int8),
        adherence=np.ones(teams),
        days_min=np.full(teams, FEWEST, dtype=np.int8),
        min_level=np.full(teams, Decider.EMPLOYER, dtype=np.int8),
        days_max=np.full(teams, MOST, dtype=np.int8),
    )


def same_weekdays(setting: Setting, weekdays: Iterable[int], level: Decider, adherence: float) -> Norms:
    """Return norms that ask the same weekdays (1 is Monday) of every team in every week."""
    norms = no_norms(setting)
    norms.adherence[:] = adherence
    norms.level[[weekday - 1 for weekday in weekdays]] = level
    return norms


def same_rows(organization: Organization, rule: str, value: str, set_by: str, kind: str) -> list[NormRow]:
    """Rows of the `norms` table for a rule that is the same for every team."""
    return [NormRow(team_id, rule, value, set_by, f"policy {kind}") for team_id in organization.team_ids]
