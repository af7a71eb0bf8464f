"""The employer fixes weekdays on which everybody is asked to be on site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sim.policies.norm import NormRow, Norms, Setting, same_rows, same_weekdays
from sim.quantities import WEEKDAY_NAMES, Settings, Share, Weekday
from sim.records import Decider

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorDays(Settings):
    """The same `weekdays` for all; `adherence` is the probability that a person keeps one of them."""

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["anchor_days"] = "anchor_days"
    weekdays: tuple[Weekday, ...]
    adherence: Share

    def norms(self, setting: Setting) -> Norms:
        """Ask the anchor weekdays of every team."""
        return same_weekdays(setting, self.weekdays, Decider.EMPLOYER, self.adherence)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State one rule for all."""
        value = ", ".join(WEEKDAY_NAMES[weekday - 1] for weekday in sorted(set(self.weekdays))) or "none"
        return [
            *same_rows(setting.organization, "anchor_weekdays", value, "employer", self.kind),
            *same_rows(setting.organization, "adherence", f"{self.adherence:g}", "employer", self.kind),
        ]
