"""The answer in numbers: what each site needs at the service level, and which days the shortages fall on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.report.decision import decide
from sim.report.demand import Demand, read_demand
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import UNKNOWN, Interval, mean_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    from sim.report.facts import Facts

Verdict = Literal["enough", "too_few", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNeed:
    """What one site needs: peaks of desks wanted, and the desks needed so that they suffice at the service level.

    `wanted_mean` is the mean daily peak, `busy_day` the smallest number exceeded on at most 5 % of workdays,
    `days_short_share` the share of workdays on which more desks are wanted than exist.
    """

    site_id: str
    name: str
    desks: int
    people: int
    wanted_mean: Interval
    busy_day: Interval
    needed: Interval
    days_short_share: Interval

    @property
    def people_per_desk(self) -> float | None:
        """People with this home site for each desk; None without desks."""
        return self.people / self.desks if self.desks else None

    @property
    def missing(self) -> Interval:
        """Desks needed less desks there are; below 0 desks are spare."""
        limits = (self.needed.estimate, self.needed.low, self.needed.high)
        return Interval(*(None if limit is None else limit - self.desks for limit in limits))

    @property
    def verdict(self) -> Verdict:
        """Whether the desks suffice; `cannot_tell` where the interval holds both answers or there are too few days."""
        missing = self.missing
        if missing.estimate is None:
            return "cannot_tell"
        low = missing.estimate if missing.low is None else missing.low
        high = missing.estimate if missing.high is None else missing.high
        return "too_few" if low > 0 else "enough" if high <= 0 else "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressedSite:
    """A site that is not shown by itself; its desks are no secret, its people are."""

    site_id: str
    name: str
    desks: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The decision and the numbers behind it. Only `sites` may be published one by one.

    `city` counts all sites at once, suppressed ones too; `weekday_shares` says how the days beyond the needed desks
    spread over Monday to Friday (adding up to 1; all 0 where there are none) and `weekday_risk` which share of each
    weekday they are.
    """

    policy: str
    service_level: float
    replications: int
    days: int
    sites: tuple[SiteNeed, ...]
    suppressed: tuple[SuppressedSite, ...]
    city: SiteNeed
    publishable: bool
    weekday_shares: tuple[float, ...]
    weekday_risk: tuple[float, ...]

    @cached_property
    def sentence(self) -> str:
        """The decision in one sentence."""
        return decide(self)


def answer(tables: Mapping[str, pl.DataFrame], facts: Facts) -> Answer:
    """Answer whether the desks suffice, site by site."""
    return answer_from(read_demand(tables), facts)


def answer_from(demand: Demand, facts: Facts) -> Answer:
    """Answer from demand that has been read already."""
    sizes = dict(zip(demand.site_ids, demand.people.tolist(), strict=True))
    hidden = suppressed_groups(sizes)
    shown = tuple(
        _need(site_id, demand.names[site_id], wanted, (int(desks), sizes[site_id]), facts.service_level)
        for site_id, wanted, desks in zip(demand.site_ids, demand.wanted, demand.desks, strict=True)
        if site_id not in hidden
    )
    desks, people = int(demand.desks.sum()), int(demand.people.sum())
    shares, risk = _beyond_by_weekday(demand, shown)
    return Answer(
        policy=facts.policy,
        service_level=facts.service_level,
        replications=demand.replications,
        days=demand.days,
        sites=shown,
        suppressed=tuple(
            SuppressedSite(
                site_id=site_id,
                name=demand.names[site_id],
                desks=int(demand.desks[demand.index(site_id)]),
                reason=hidden[site_id],
            )
            for site_id in sorted(hidden)
        ),
        city=_need("", "All sites at once", demand.city_wanted, (desks, people), facts.service_level),
        publishable=total_may_be_shown(sizes),
        weekday_shares=shares,
        weekday_risk=risk,
    )


def _need(site_id: str, name: str, wanted: NDArray[np.int64], size: tuple[int, int], level: float) -> SiteNeed:
    """Judge one site from its peaks, shape [replications, days], and its size: desks and people."""
    desks, people = size
    short = mean_interval((wanted > desks).mean(axis=1))
    return SiteNeed(
        site_id=site_id,
        name=name,
        desks=desks,
        people=people,
        wanted_mean=mean_interval(wanted.mean(axis=1)),
        busy_day=day_quantile(wanted, 0.95),
        needed=day_quantile(wanted, level),
        days_short_share=_as_share(short),
    )


def _as_share(interval: Interval) -> Interval:
    """Cut the limits of a share to 0..1, where t limits may leave it."""
    if interval.low is None or interval.high is None:
        return interval
    return Interval(interval.estimate, max(interval.low, 0.0), min(interval.high, 1.0))


def _beyond_by_weekday(demand: Demand, sites: tuple[SiteNeed, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Spread of the days on which a site wants more than it needs at the service level (or has, if that is unknown)."""
    beyond, days = np.zeros(5), np.zeros(5)
    for site in sites:
        limit = site.desks if site.needed == UNKNOWN else site.needed.estimate
        above = (demand.wanted[demand.index(site.site_id)] > limit).sum(axis=0)
        beyond += np.bincount(demand.weekdays - 1, weights=above, minlength=5)
        days += np.bincount(demand.weekdays - 1, minlength=5) * demand.replications
    risk = np.divide(beyond, days, out=np.zeros(5), where=days > 0)
    shares = beyond / beyond.sum() if beyond.any() else np.zeros(5)
    return tuple(shares.tolist()), tuple(risk.tolist())
