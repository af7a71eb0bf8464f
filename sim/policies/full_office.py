"""Everybody on site every day they work: the reference every other policy is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.policies.norm import NormRow, Norms, same_for_all, same_rows
from sim.quantities import Settings, Share
from sim.records import Decider

if TYPE_CHECKING:
    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class FullOffice(Settings):
    """The employer asks all five days; `adherence` is the probability that a person keeps one of them."""

    kind: Literal["full_office"] = "full_office"
    adherence: Share = 1.0

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:  # noqa: ARG002
        """Ask all five weekdays of every team."""
        return same_for_all(organization, range(1, 6), weeks, Decider.EMPLOYER, self.adherence)

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State one rule for all."""
        return same_rows(organization, "office_weekdays", "monday to friday", "employer", self.kind)
