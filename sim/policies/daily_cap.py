"""Free choice under a bookable quota: each day only so many people may come to a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sim.policies.norm import NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import Settings, Share

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCap(Settings):
    """At most `cap_share_of_desks` of a site's desks may be booked on a day.

    Who gets a place when more people want one: first those whom a gathering needs there, then those whom a norm asks to
    come, then a lottery, drawn for each person and day. Whoever gets none works at home that day (`forced_remote`).
    """

    keeps_stated_norms: ClassVar[bool] = True

    kind: Literal["daily_cap"] = "daily_cap"
    cap_share_of_desks: Share

    def norms(self, setting: Setting) -> Norms:
        """Ask nothing; the quota works on the day itself (`sim.engine.quota`)."""
        return no_norms(setting)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """State the quota."""
        value = f"{100 * self.cap_share_of_desks:g} % of the site's desks"
        return same_rows(setting.organization, "daily_cap", value, "employer", self.kind)
