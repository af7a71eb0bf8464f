"""Attendance as probabilities of the organization: what a planner with head counts and a badge report has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sim.policies.norm import NormRow, Norms, Setting, no_norms
from sim.quantities import Settings

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates(Settings):
    """No wishes and no norms: each group comes with its probability of that weekday (organization.rate_groups)."""

    keeps_stated_norms: ClassVar[bool] = False

    kind: Literal["rates"] = "rates"

    def norms(self, setting: Setting) -> Norms:
        """Ask nothing: team days at random belong to the rates."""
        return no_norms(setting)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State each team's probabilities."""
        organization = setting.organization
        rows = []
        for team_id in organization.team_ids:
            group = organization.rate_groups[organization.teams[team_id].rate_group]
            rates = " ".join(f"{rate:g}" for rate in group.weekday_rates)
            rows.append(NormRow(team_id, "weekday_rates", rates, "person", f"policy {self.kind}"))
            if group.team_day_probability > 0:
                value = f"{group.team_day_rate:g} on {group.team_day_probability:.0%} of days"
                rows.append(NormRow(team_id, "team_day_rate", value, "team", f"policy {self.kind}"))
        return rows
