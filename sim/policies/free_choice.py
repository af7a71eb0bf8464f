"""Experts choose freely between remote and office: what the council initiative asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.policies.norm import NormRow, Norms, same_rows
from sim.quantities import Settings

if TYPE_CHECKING:
    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeChoice(Settings):
    """No norm at all: each person's own wish decides."""

    kind: Literal["free_choice"] = "free_choice"

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:  # noqa: ARG002
        """Ask nothing."""
        return None

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """Say that the person decides."""
        return same_rows(organization, "office_weekdays", "own choice", "person", self.kind)
