"""The employer fixes weekdays on which everybody is asked to be on site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.policies.norm import NormRow, Norms, same_for_all, same_rows
from sim.quantities import WEEKDAY_NAMES, Settings, Share, Weekday
from sim.records import Decider

if TYPE_CHECKING:
    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorDays(Settings):
    """The same `weekdays` for all; `adherence` is the probability that a person keeps one of them."""

    kind: Literal["anchor_days"] = "anchor_days"
    weekdays: tuple[Weekday, ...]
    adherence: Share

    def norms(self, organization: Organization, calendar: Calendar, weeks: slice, luck: Luck) -> Norms | None:  # noqa: ARG002
        """Ask the anchor weekdays of every team."""
        return same_for_all(organization, self.weekdays, weeks, Decider.EMPLOYER, self.adherence)

    def explain(self, organization: Organization, calendar: Calendar, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State one rule for all."""
        value = ", ".join(WEEKDAY_NAMES[weekday - 1] for weekday in sorted(set(self.weekdays))) or "none"
        return [
            *same_rows(organization, "anchor_weekdays", value, "employer", self.kind),
            *same_rows(organization, "adherence", f"{self.adherence:g}", "employer", self.kind),
        ]
