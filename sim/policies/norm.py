"""What a policy asks of teams: the norm days of each team and week, who decided them and how well they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization
    from sim.records import Decider


@dataclass(frozen=True, slots=True)
class Norms:
    """Norm days of a block of weeks.

    `required` [weekday, week, team]: the team is asked to be on site; `decided_by` who owns that rule, the same for all
    teams; `adherence` [team]: probability that a person keeps a norm day on which he or she is not absent.
    """

    required: NDArray[np.bool_]
    decided_by: Decider
    adherence: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NormRow:
    """One line of the `norms` table: the value of a rule for a team, which level set it, and where it is written."""

    team_id: str
    rule: str
    value: str
    set_by: str
    source: str


class Policy(Protocol):
    """What every policy can do. `kind` is its name in YAML, its module and its file in conf/policy/."""

    @property
    def kind(self) -> str:
        """Name of the policy."""

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:
        """Return the norm days of these weeks, or None where the policy asks for none."""

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> Iterable[NormRow]:
        """Say for each team which rules hold, in words a planner reads; `lucks` are those of all replications."""


def same_for_all(
    organization: Organization, weekdays: Iterable[int], weeks: slice, decided_by: Decider, adherence: float
) -> Norms | None:
    """Norms that ask the same weekdays (1 is Monday) of every team in every week; None for no weekday."""
    asked = np.zeros(5, dtype=bool)
    asked[[weekday - 1 for weekday in weekdays]] = True
    if not asked.any():
        return None
    teams = len(organization.team_ids)
    shape = (5, weeks.stop - weeks.start, teams)
    return Norms(np.broadcast_to(asked[:, None, None], shape), decided_by, np.full(teams, adherence))


def same_rows(organization: Organization, rule: str, value: str, set_by: str, kind: str) -> list[NormRow]:
    """Rows of the `norms` table for a rule that is the same for every team."""
    return [NormRow(team_id, rule, value, set_by, f"policy {kind}") for team_id in organization.team_ids]
