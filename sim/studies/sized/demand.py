"""Desks and rooms wanted on each workday, and the days of them that a service level counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.report.size_reasons import no_rooms, too_few_days
from sim.report.suppression import suppressed_groups
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import UNKNOWN
from sim.studies.sized.answered import Answered, room_need, site_need, zone_need
from sim.studies.workdays import busiest_weekday, days_chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.report.size_reasons import Reason
    from sim.report.sizing import Need
    from sim.scenario import Scenario
    from sim.stats.interval import Interval

    Wanted = NDArray[np.int64]


def of_site(stack: Arrays, site: int) -> Wanted:
    """Desks of a site wanted at the same time on each workday, shape [replications, days]."""
    return stack["site_wanted_peak"][:, :, site].astype(np.int64)


def of_zone(stack: Arrays, zone: int) -> Wanted:
    """Desks of a zone wanted at the same time."""
    return stack["desks_wanted_peak"][:, :, zone].astype(np.int64)


def of_rooms(stack: Arrays, room_class: int) -> Wanted:
    """Rooms of one size of a site wanted at the same time, each from when it was asked for."""
    return stack["rooms_wanted_peak"][:, :, room_class].astype(np.int64)


def small_zones(scenario: Scenario, stack: Arrays) -> frozenset[str]:
    """Zones that some people want, but never as many at once as a page may speak of, and those that give them away.

    The number of the whole site stands beside them: with it, another zone could tell of a small one.
    """
    office = scenario.office
    most = stack["desks_wanted_peak"].max(axis=(0, 1)).tolist()
    by_site: dict[str, dict[str, int]] = {}
    for zone_id, peak in zip(office.zone_ids, most, strict=True):
        by_site.setdefault(office.zones[zone_id].site_id, {})[zone_id] = peak
    return frozenset(zone_id for peaks in by_site.values() for zone_id in suppressed_groups(peaks))


def of_need(scenario: Scenario, stack: Arrays, need: Need) -> Wanted:
    """Return what is wanted of the thing a need is about."""
    office = scenario.office
    assert need.site_id is not None
    site = office.site_ids.index(need.site_id)
    if need.resource == "room":
        return of_rooms(stack, office.room_classes.index((site, need.seats or 0)))
    return of_site(stack, site) if need.zone_id is None else of_zone(stack, office.zone_ids.index(need.zone_id))


def days_of(scenario: Scenario, wanted: Wanted) -> NDArray[np.int64]:
    """Return the workdays that count for one thing; the busiest weekday is its own."""
    return days_chosen(scenario, busiest_weekday(scenario, wanted))


def desks_by_days(scenario: Scenario, stack: Arrays) -> tuple[list[Answered], list[Answered]]:
    """Return what each site and each zone needs so that on enough days all desks wanted exist.

    It is exact: desks wanted are counted as if nobody had been turned away that day, so they do not depend on how many
    desks there are (but for memory of being turned away, where behavior.memory is on).
    """
    office = scenario.office
    sites = [
        _by_days(scenario, of_site(stack, number), partial(site_need, scenario, site_id))
        for number, site_id in enumerate(office.site_ids)
    ]
    zones = [
        _by_days(scenario, of_zone(stack, number), partial(zone_need, scenario, zone_id))
        for number, zone_id in enumerate(office.zone_ids)
    ]
    return sites, zones


def rooms_by_days(scenario: Scenario, stack: Arrays) -> list[Answered]:
    """Return the rooms of each size that a site needs so that on enough days each party gets its size when it asks.

    Exact for that promise: requests and their sizes do not depend on the number of rooms. It asks more than people may
    need, since larger rooms may serve and parties may wait; and less where parties take larger rooms by taste, or
    bookings nobody comes to hold rooms: these do not want any.
    """
    found = []
    for number, room_class in enumerate(scenario.office.room_classes):
        wanted = of_rooms(stack, number)
        if room_class[1] == 0:
            nothing = room_need(scenario, room_class, UNKNOWN, no_rooms)
            found.append(Answered(need=nothing, days=days_of(scenario, wanted)))
        else:
            found.append(_by_days(scenario, wanted, partial(room_need, scenario, room_class)))
    return found


def _by_days(scenario: Scenario, wanted: Wanted, name: Callable[[Interval, Reason | None], Need]) -> Answered:
    days = days_of(scenario, wanted)
    chosen = wanted[:, days]
    needed = day_quantile(chosen, scenario.study.service_level)
    if needed.estimate is None:
        return Answered(need=name(needed, too_few_days), days=days)
    return Answered(need=name(needed, None), days=days, failing=(chosen > needed.estimate).mean(axis=1))
