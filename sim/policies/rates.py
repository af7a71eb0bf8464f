"""Attendance as probabilities of the organization: what a planner with head counts and a badge report has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.policies.norm import NormRow, Norms
from sim.quantities import Settings

if TYPE_CHECKING:
    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates(Settings):
    """No wishes and no norms: each group comes with its probability of that weekday (organization.rate_groups)."""

    kind: Literal["rates"] = "rates"

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:  # noqa: ARG002
        """Ask nothing: team days at random belong to the rates."""
        return None

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State each team's probabilities."""
        rows = []
        for team_id in organization.team_ids:
            group = organization.rate_groups[organization.teams[team_id].rate_group]
            rates = " ".join(f"{rate:g}" for rate in group.weekday_rates)
            rows.append(NormRow(team_id, "weekday_rates", rates, "person", f"policy {self.kind}"))
            if group.team_day_probability > 0:
                value = f"{group.team_day_rate:g} on {group.team_day_probability:.0%} of days"
                rows.append(NormRow(team_id, "team_day_rate", value, "team", f"policy {self.kind}"))
        return rows
