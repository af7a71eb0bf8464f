"""What the study `size` found, as plain facts: its page, its figures and its tables are made from these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sim.report.phrases import level_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.language import Language
    from sim.report.size_reasons import Reason
    from sim.stats.interval import Interval

Resource = Literal["desk", "room"]
Rule = Literal["ratio", "binomial", "normal", "erlang_b", "simulated"]

_DAYS = {
    "all": "workdays",
    "busiest_weekday": "days of the busiest weekday",
    "outside_leave_season": "workdays outside the leave season",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How many desks or rooms something needs: a zone, a site, one size of room of a site, or all of them.

    `site_id` is None for the sum of all sites; `zone_id` and `wing` stand for zones only, `seats` for rooms of one
    size. `eur_each` and `m2_each` are what one of them costs in a year and takes; None for a sum of unlike ones, whose
    `eur_needed` is the sum of its parts. `needed` is unknown where `why_not` says why, in any language.
    """

    resource: Resource
    current: int
    needed: Interval
    site_id: str | None = None
    zone_id: str | None = None
    wing: str | None = None
    seats: int | None = None
    eur_each: float | None = None
    m2_each: float | None = None
    eur_needed: float | None = None
    why_not: Reason | None = None

    @property
    def more(self) -> int | None:
        """Needed less there is; negative where some are spare."""
        return None if self.needed.estimate is None else round(self.needed.estimate) - self.current

    @property
    def eur_of_difference(self) -> float | None:
        """What the missing ones would cost in a year; negative for what the spare ones cost now."""
        return None if self.more is None or self.eur_each is None else self.more * self.eur_each

    @property
    def m2_of_difference(self) -> float | None:
        """Area the missing ones would take, or the spare ones free."""
        return None if self.more is None or self.m2_each is None else self.more * self.m2_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """How often the `needed` number falls short under luck that had no part in choosing it."""

    need: Need
    allowed: float
    share: Interval

    @property
    def holds(self) -> bool | None:
        """Whether fresh luck allows that the share is what is allowed or less; None where it cannot be told."""
        return None if self.share.low is None else self.share.low <= self.allowed + 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumb:
    """What one rule says a site needs, and what that rule leaves out."""

    resource: Resource
    site_id: str
    rule: Rule
    needed: int | None
    why: Reason
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """The whole answer. `levels` are desks of each site at other service levels; `fresh` counts the fresh replications.

    `people` are head counts by home site, `small_zones` zones that are never wanted by 5 people at once or would reveal
    one that is not. `searched` says that numbers were found by simulating offices, and how many. With `memory` people
    avoid weekdays on which they were turned away.
    """

    service_kind: str
    days: str
    level: float
    names: Mapping[str, str]
    people: Mapping[str, int]
    small_zones: frozenset[str] = frozenset()
    sites: Sequence[Need] = ()
    zones: Sequence[Need] = ()
    rooms: Sequence[Need] = ()
    totals: Sequence[Need] = ()
    confirmed: Sequence[Confirmed] = ()
    thumbs: Sequence[Thumb] = ()
    levels: Mapping[str, Mapping[float, Interval]] = field(default_factory=dict)
    fresh: int = 0
    searched: int = 0
    workdays: int = 0
    memory: bool = False

    @property
    def days_words(self) -> str:
        """The days that count, in words."""
        return _DAYS[self.days]

    def days_in(self, language: Language) -> str:
        """Name the days of which a share is: `95 % of workdays`."""
        return language.name("days", self.days_words, self.days_words)

    def promise_in(self, language: Language) -> str:
        """Say the service promised, as it stands behind `desks for`."""
        level, key = level_in(language, self.level), f"size.promise_{self.service_kind}"
        on_days = self.days_in(language) if self.service_kind == "days" else language.say(f"counted.{self.days}")
        return language.say(key, level=level, days=on_days)

    def total(self, resource: Resource) -> Need | None:
        """Sum of all sites, None where the study does not ask for it."""
        return next((need for need in self.totals if need.resource == resource), None)

    def confirmation(self, need: Need) -> Confirmed | None:
        """How a need did under fresh luck."""
        return next((one for one in self.confirmed if one.need is need), None)
