"""Desks needed in a world: at each site the smallest number that suffices, their sum, and the whole city at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.day_quantile import day_quantile, exact
from sim.stats.interval import UNKNOWN, Interval, two_sided_t
from sim.stats.paired import PairedDifference, two_sided_p, verdict_of
from sim.stats.paired_quantile import paired_quantile
from sim.stats.sums import sum_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.studies.compared.worlds import World


@dataclass(frozen=True, slots=True, eq=False)
class Desks:
    """`sites` in order; `together` is the sum of site answers, `city` what would do if all sites were one.

    `wanted` are the counts they are read from, [replications, days] for each site, the city last, of the days that
    count there; `short` the share of these days above each site's number, [sites, replications]; `yearly` the sum of
    what each replication by itself would have needed, [replications].
    """

    site_ids: list[str]
    sites: list[Interval]
    together: Interval
    city: Interval
    level: float
    wanted: list[NDArray[np.int64]]
    short: NDArray[np.float64]
    yearly: NDArray[np.float64]


def desks_needed(world: World, level: float) -> Desks:
    """Find the desks that suffice on a share `level` of the days the study counts, each number with 95 % limits."""
    wanted = [world.counted(column) for column in range(len(world.sites) + 1)]
    found = [day_quantile(counts, level) for counts in wanted]
    short = np.array([_short(counts, one) for counts, one in zip(wanted[:-1], found, strict=False)])
    return Desks(
        site_ids=world.sites,
        sites=found[:-1],
        together=sum_interval(found[:-1], short),
        city=found[-1],
        level=level,
        wanted=wanted,
        short=short,
        yearly=np.sum([_yearly(counts, level) for counts in wanted[:-1]], axis=0),
    )


def _short(wanted: NDArray[np.int64], needed: Interval) -> NDArray[np.float64]:
    """Share of days above the number, by replication; 0 where there is no number."""
    if needed.estimate is None:
        return np.zeros(len(wanted))
    return np.asarray((wanted > needed.estimate).mean(axis=1))


def _yearly(wanted: NDArray[np.int64], level: float) -> NDArray[np.float64]:
    """Find the day of rank ceil(level x days) of each replication."""
    days = wanted.shape[1]
    if not days:
        return np.full(len(wanted), math.nan)
    rank = math.ceil(exact(level) * days) - 1
    return np.asarray(np.sort(wanted, axis=1)[:, rank], dtype=np.float64)


def desks_difference(a: Desks, b: Desks, level: float = 0.95) -> PairedDifference:
    """Difference of the sums of site answers of two worlds under the same luck, a less b.

    Each site's difference has limits of its own (`paired_quantile`); they are put together as in `sum_interval`. Where
    the worlds have other sites, these count with all their desks in the world that has them.
    The p-value is that of a difference which lies so many standard errors from 0, read off the limit on the side of 0.
    """
    if a.together.estimate is None or b.together.estimate is None:
        return PairedDifference(None, None, None, None, "not_tested")
    whole = a.together.estimate - b.together.estimate
    pairs = len(a.yearly)
    if pairs < 2:
        return PairedDifference(whole, None, None, None, "not_tested")
    parts, movements, same = [], [], True
    for site in sorted({*a.site_ids, *b.site_ids}):
        interval, movement, identical = _of_site(a, b, site, level)
        parts.append(interval)
        movements.append(movement)
        same &= identical
    if same:
        return PairedDifference(0.0, 0.0, 0.0, 1.0, "identical")
    found = sum_interval(parts, np.array(movements))
    if found.low is None or found.high is None:
        return PairedDifference(whole, None, None, None, "not_tested")
    toward = whole - found.low if whole > 0 else found.high - whole
    errors = two_sided_t(pairs, level) * abs(whole) / toward if toward > 0 else math.inf
    p_value = two_sided_p(errors, pairs) if whole else 1.0
    return PairedDifference(whole, found.low, found.high, p_value, verdict_of(whole, p_value, level))


def _of_site(a: Desks, b: Desks, site: str, level: float) -> tuple[Interval, NDArray[np.float64], bool]:
    """Difference at one site, how it moves with luck, and whether both worlds are the same there."""
    if site not in b.site_ids:
        here = a.site_ids.index(site)
        return a.sites[here], a.short[here], False
    if site not in a.site_ids:
        there = b.site_ids.index(site)
        return _minus(b.sites[there]), -b.short[there], False
    here, there = a.site_ids.index(site), b.site_ids.index(site)
    found = paired_quantile(a.wanted[here], b.wanted[there], a.level, level)
    interval = Interval(found.difference, found.low, found.high)
    return interval, a.short[here] - b.short[there], found.verdict == "identical"


def _minus(interval: Interval) -> Interval:
    if interval.estimate is None or interval.low is None or interval.high is None:
        return UNKNOWN
    return Interval(-interval.estimate, -interval.high, -interval.low)


def precision_gain(a: Desks, b: Desks) -> float | None:
    """How many times as many replications with luck of its own each world would need to know the difference as well.

    Variance of a plus that of b over the variance of a - b, of the desks that each replication by itself would have
    needed; None where a - b never varies.
    """
    if len(a.yearly) < 2:
        return None
    common = float(np.var(a.yearly - b.yearly, ddof=1))
    apart = float(np.var(a.yearly, ddof=1) + np.var(b.yearly, ddof=1))
    return apart / common if common > 0 else None
