"""The employer asks a minimum number of office days a week and leaves the weekdays to the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, Strict

from sim.policies.norm import MOST, NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import Settings, Share

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class MinDays(Settings):
    """At least `office_days_min` and at most `office_days_max` days of a full week.

    Of the days asked for in a week with `a` of 5 days available, floor(min x a / 5 + 0.5), a person keeps all with
    probability `adherence`, and else comes as often as he or she wishes.
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["min_days"] = "min_days"
    office_days_min: Annotated[int, Strict(), Field(ge=0, le=5)]
    office_days_max: Annotated[int, Strict(), Field(ge=0, le=5)] = MOST
    adherence: Share

    def norms(self, setting: Setting) -> Norms:
        """Bound the office days of every team; no weekday is asked for."""
        norms = no_norms(setting)
        norms.days_min[:] = self.office_days_min
        norms.days_max[:] = self.office_days_max
        norms.adherence[:] = self.adherence
        return norms

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State the bounds."""
        return [
            *same_rows(setting.organization, "office_days_min", f"{self.office_days_min}", "employer", self.kind),
            *same_rows(setting.organization, "office_days_max", f"{self.office_days_max}", "employer", self.kind),
            *same_rows(setting.organization, "adherence", f"{self.adherence:g}", "employer", self.kind),
        ]
