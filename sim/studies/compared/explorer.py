"""Every policy with every number of desks: how often a site would be short, and how many people would find no desk.

Nothing is simulated again. What people want does not depend on how many desks there are, unless they remember having
been turned away or a policy sets a quota by desks. So the wanted peaks of each replication, day and site are held
against other numbers, as study=size does. Sites share a number in proportion to
their desks of today by largest remainder (sim.studies.sized.offices.split). That rule may take a desk from a site when
the whole gets one more, so a risk can rise by a hair where desks are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.compared import Change
from sim.report.explorer import Explored, Outlook, Tried
from sim.stats.holm import holm
from sim.stats.interval import Interval, mean_interval
from sim.stats.paired import paired_difference
from sim.stats.share_of_days import share_limits
from sim.stats.summary import CI_LEVEL
from sim.studies.sized.offices import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.stats.paired import PairedDifference
    from sim.studies.compared.worlds import World

#: So many policies times numbers of desks are enough for one page.
MOST_STATES = 12_000


def explore(worlds: Sequence[World]) -> Explored | None:
    """Try every policy with about half to one and a half times the desks of the baseline; None where it has none."""
    today = _desks_of(worlds[0]).sum()
    if not today or not worlds[0].wanted.shape[1]:
        return None
    tried = numbers_of_desks(int(today), MOST_STATES // len(worlds))
    now = tried.index(int(today))
    days = worlds[0].wanted.shape[1]
    short, missing = zip(*(_held_against(world, tried) for world in worlds), strict=True)
    short_changes = _changes([counts / days for counts in short], now)
    missing_changes = _changes(missing, now)
    return Explored(
        today=int(today),
        desks=tried,
        days=days,
        policies=[
            Tried(
                short=Outlook(values=_shares(short[number], days), changes=short_changes[number]),
                days_short=short[number].sum(axis=0).tolist(),
                missing=Outlook(values=_means(missing[number]), changes=missing_changes[number]),
            )
            for number in range(len(worlds))
        ],
    )


def numbers_of_desks(today: int, most: int) -> range:
    """Return numbers from about half to one and a half times today's, today's among them, in the finest round step."""
    half = today // 2
    step = next(
        step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power) if step * most > today
    )
    steps = half // step
    return range(today - steps * step, today + steps * step + 1, step)


def _desks_of(world: World) -> NDArray[np.int64]:
    zones = world.scenario.office.zones.values()
    return np.array([sum(zone.desks for zone in zones if zone.site_id == site) for site in world.sites], dtype=np.int64)


def _held_against(world: World, tried: range) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Hold wanted peaks against each number of desks.

    Returns the days on which a site is short and the mean number of desks missing on a day, both [replications,
    numbers].
    """
    sizes = _desks_of(world).tolist()
    peaks = np.ascontiguousarray(np.moveaxis(world.wanted[:, :, :-1], 2, 0))
    replications, days = peaks.shape[1:]
    short = np.empty((replications, len(tried)), dtype=np.int64)
    missing = np.empty((replications, len(tried)))
    is_short = np.zeros(peaks.shape, dtype=np.bool_)
    lacking = np.zeros((len(sizes), replications), dtype=np.int64)
    held = np.full(len(sizes), -1)
    for column, number in enumerate(tried):
        desks = np.array(split(number, sizes))
        for site in np.flatnonzero(desks != held):  # from one number to the next few sites change
            beyond = np.maximum(peaks[site] - desks[site], 0)
            is_short[site], lacking[site] = beyond > 0, beyond.sum(axis=1)
        held = desks
        short[:, column] = np.count_nonzero(is_short.any(axis=0), axis=1)
        missing[:, column] = lacking.sum(axis=0) / days
    return short, missing


def _shares(short: NDArray[np.int64], days: int) -> list[Interval]:
    """Share of days with its limits; without limits where there is one replication."""
    if len(short) < 2:
        return [Interval(float(share), None, None) for share in short[0] / days]
    columns = zip(*share_limits(short, days, CI_LEVEL), strict=True)
    return [Interval(float(share), float(low), float(high)) for share, low, high in columns]


def _means(missing: NDArray[np.float64]) -> list[Interval]:
    """Mean over replications with its limits, the lower one cut to 0, below which t limits may fall."""
    found = [mean_interval(column, CI_LEVEL) for column in missing.T]
    return [one if one.low is None else Interval(one.estimate, max(one.low, 0.0), one.high) for one in found]


def _changes(measured: Sequence[NDArray[np.float64]], now: int) -> list[list[Change]]:
    """Tell how each policy's measure, [replications, numbers], differs from that of the first policy at `now`.

    As in the table `comparison` the other policies are one family at each number of desks, in which the chance of any
    false claim stays below 5 % (Holm); what more or fewer desks change under the first policy itself stands alone.
    """
    base = measured[0][:, now]
    pairs = [[paired_difference(column, base, CI_LEVEL) for column in values.T] for values in measured]
    judged = [[*_judged(all_here[:1]), *_judged(all_here[1:])] for all_here in zip(*pairs, strict=True)]
    return [[family[policy] for family in judged] for policy in range(len(measured))]


def _judged(pairs: Sequence[PairedDifference]) -> list[Change]:
    """Judge the policies at one number of desks; `b_higher` says, as in the table `comparison`, that there is more."""
    raw = np.array([np.nan if pair.p_value is None else pair.p_value for pair in pairs])
    turned = {"a_higher": "b_higher", "b_higher": "a_higher"}
    changes = []
    for pair, p_value in zip(pairs, holm(raw).tolist(), strict=True):
        verdict = pair.judged(None if np.isnan(p_value) else p_value, CI_LEVEL)
        interval = Interval(pair.difference, pair.low, pair.high)
        changes.append(Change(interval=interval, verdict=turned.get(verdict, verdict)))
    return changes
