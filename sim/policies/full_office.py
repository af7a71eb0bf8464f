"""Everybody on site every day they work: the reference every other policy is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sim.policies.norm import NormRow, Norms, Setting, same_rows, same_weekdays
from sim.quantities import Settings, Share
from sim.records import Decider

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class FullOffice(Settings):
    """The employer asks all five days; `adherence` is the probability that a person keeps one of them."""

    keeps_stated_norms: ClassVar[bool] = False

    kind: Literal["full_office"] = "full_office"
    adherence: Share = 1.0

    def norms(self, setting: Setting) -> Norms:
        """Ask all five weekdays of every team."""
        return same_weekdays(setting, range(1, 6), Decider.EMPLOYER, self.adherence)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State one rule for all."""
        return same_rows(setting.organization, "office_weekdays", "monday to friday", "employer", self.kind)
