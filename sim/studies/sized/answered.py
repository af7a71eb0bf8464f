"""An answer with what it was read from: the days that count, and how often it falls short in each replication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.report.size_reasons import no_sum
from sim.report.sizing import Need
from sim.stats.interval import UNKNOWN, Interval
from sim.stats.sums import sum_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.report.size_reasons import Reason
    from sim.report.sizing import Resource
    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answered:
    """`days` are indices of workdays that count; `failing` is the share, by replication, that `need` does not serve."""

    need: Need
    days: NDArray[np.int64]
    failing: NDArray[np.float64] | None = None


def zone_need(scenario: Scenario, zone_id: str, needed: Interval, why_not: Reason | None = None) -> Need:
    """Say what a zone needs, beside what it has and what a desk costs."""
    zone = scenario.office.zones[zone_id]
    return _priced(
        scenario,
        Need(
            resource="desk",
            site_id=zone.site_id,
            zone_id=zone_id,
            wing=zone.wing,
            current=zone.desks,
            needed=needed,
            why_not=why_not,
        ),
    )


def site_need(scenario: Scenario, site_id: str, needed: Interval, why_not: Reason | None = None) -> Need:
    """Say what a site needs, its desks counted as if anybody could take any of them."""
    desks = sum(zone.desks for zone in scenario.office.zones.values() if zone.site_id == site_id)
    return _priced(scenario, Need(resource="desk", site_id=site_id, current=desks, needed=needed, why_not=why_not))


def room_need(scenario: Scenario, room_class: tuple[int, int], needed: Interval, why_not: Reason | None = None) -> Need:
    """Say what a site needs of one size of room; a class is a pair of a site index and seats."""
    site, seats = room_class
    rooms = sum(one.site == site and one.room.seats == seats for one in scenario.office.single_rooms)
    site_id = scenario.office.site_ids[site]
    return _priced(
        scenario, Need(resource="room", site_id=site_id, seats=seats, current=rooms, needed=needed, why_not=why_not)
    )


def _priced(scenario: Scenario, need: Need) -> Need:
    costs = scenario.study.costs
    assert need.site_id is not None
    if need.resource == "desk":
        each, area = costs.desk_eur(need.site_id), costs.desk_area_m2
    else:
        each, area = costs.room_eur(need.site_id, need.seats or 0), costs.room_m2(need.seats or 0)
    known = need.needed.estimate
    return replace(need, eur_each=each, m2_each=area, eur_needed=None if known is None else known * each)


def total(answered: Sequence[Answered], resource: Resource) -> Need | None:
    """Add the answers up; None without any, unknown where one of them is.

    Its limits are those of `sim.stats.sums.sum_interval`: sites are not all unlucky at once, so half widths are put
    together with the correlations of the sites' shares of failures between replications.
    """
    if not answered:
        return None
    parts = [one.need for one in answered]
    current = sum(part.current for part in parts)
    each = {(part.eur_each, part.m2_each) for part in parts}
    eur_each, m2_each = each.pop() if len(each) == 1 else (None, None)
    unknown = [part.site_id or "" for part in parts if part.needed.estimate is None]
    if unknown:
        return Need(
            resource=resource, current=current, needed=UNKNOWN, eur_each=eur_each, m2_each=m2_each,
            why_not=no_sum(sorted(set(unknown))),
        )  # fmt: skip
    return Need(
        resource=resource,
        current=current,
        needed=_sum(answered),
        eur_each=eur_each,
        m2_each=m2_each,
        eur_needed=sum(part.eur_needed or 0.0 for part in parts),
    )


def _sum(answered: Sequence[Answered]) -> Interval:
    known = [one.failing for one in answered if one.failing is not None]
    still = all(one.failing is not None or one.need.needed.low == one.need.needed.high for one in answered)
    if known and still and len({len(shares) for shares in known}) == 1:
        nothing = np.zeros(len(known[0]))  # what nobody wants does not move
        movements = np.array([nothing if one.failing is None else one.failing for one in answered])
    else:  # some have other replications, or none: as if all moved together, which gives the widest limits
        movements = np.tile(np.arange(2.0), (len(answered), 1))
    return sum_interval([one.need.needed for one in answered], movements)
