"""How the days that matter spread over Monday to Friday, and how often a weekday is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sim.report.demand import Demand
    from sim.report.site_need import SiteNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdaySpread:
    """Days of some sort from Monday to Friday, counted at the sites that have any.

    `shares` add up to 1, and are all 0 where there is no such day; `risk` is the share of each weekday that is such a
    day, averaged over the `sites` that have any.
    """

    sites: int
    shares: tuple[float, ...]
    risk: tuple[float, ...]

    def __bool__(self) -> bool:
        return self.sites > 0

    @property
    def top(self) -> int:
        """The weekday that holds most of these days, 0 being Monday."""
        return max(range(5), key=lambda day: self.shares[day])

    @property
    def few(self) -> list[int]:
        """The fewest weekdays that hold 60 % of these days, when one or two do; else none."""
        order = sorted(range(5), key=lambda day: (-self.shares[day], day))
        for number in (1, 2):
            if sum(self.shares[day] for day in order[:number]) >= 0.6:
                return sorted(order[:number])
        return []


NO_DAYS = WeekdaySpread(sites=0, shares=(0.0,) * 5, risk=(0.0,) * 5)


def short_days(demand: Demand, sites: Sequence[SiteNeed]) -> WeekdaySpread:
    """Spread the days on which a site wants more desks than it has, or sends somebody home."""
    return _spread(demand, (_short(demand, site) for site in sites))


def busiest_days(demand: Demand, sites: Sequence[SiteNeed]) -> WeekdaySpread:
    """Spread the days on which a site wants more than suffices at the service level; none where that is unknown."""
    known = (site for site in sites if site.needed.estimate is not None)
    return _spread(demand, (demand.wanted[demand.index(site.site_id)] > site.needed.estimate for site in known))


def _short(demand: Demand, site: SiteNeed) -> NDArray[np.bool_]:
    at = demand.index(site.site_id)
    short: NDArray[np.bool_] = (demand.wanted[at] > site.desks) | (demand.sent_home[at] > 0)
    return short


def _spread(demand: Demand, by_site: Iterable[NDArray[np.bool_]]) -> WeekdaySpread:
    """Count days, given site by site with shape [replications, days], by weekday."""
    some = [days.sum(axis=0) for days in by_site if days.any()]
    if not some:
        return NO_DAYS
    weekdays = demand.weekdays - 1
    found = np.bincount(weekdays, weights=np.sum(some, axis=0), minlength=5)
    days = np.bincount(weekdays, minlength=5) * demand.replications * len(some)
    risk = np.divide(found, days, out=np.zeros(5), where=days > 0)
    return WeekdaySpread(sites=len(some), shares=tuple((found / found.sum()).tolist()), risk=tuple(risk.tolist()))
