"""A slow, plain day: no SimPy, no screening, no sorted blocks. One person after another, one tick after another.

It says what the rules of taking a desk mean; the engine must give every person the same desk.
"""

from __future__ import annotations

from collections import defaultdict

from sim.scenario import Scenario

LAST = ("touchdown", "informal")


def seats(scenario: Scenario, visits) -> list[str | None]:
    """The id of the zone each visit sits in, or None for home."""
    found: list[str | None] = [None] * len(visits)
    by_day = defaultdict(list)
    for number in range(len(visits)):
        by_day[int(visits.day[number])].append(number)
    for numbers in by_day.values():
        _one_day(scenario, visits, numbers, found)
    return found


def _one_day(scenario: Scenario, visits, numbers: list[int], found: list[str | None]) -> None:
    office = scenario.office
    free = {zone_id: zone.desks for zone_id, zone in office.zones.items()}
    arriving, leaving = defaultdict(list), defaultdict(list)
    for number in numbers:
        arriving[int(visits.arrival[number])].append(number)
        leaving[int(visits.departure[number])].append(number)
    for tick in range(1440 * scenario.ticks_per_minute + 1):
        for number in leaving[tick]:
            if found[number] is not None:
                free[found[number]] += 1
        for number in sorted(arriving[tick], key=lambda number: int(visits.tie[number])):
            wanted = office.zone_ids[int(visits.wanted_zone[number])]
            interval = (int(visits.arrival[number]), int(visits.departure[number]))
            for zone_id in _candidates(scenario, wanted, bool(visits.tries_another_site[number]), interval):
                if free[zone_id] > 0:
                    free[zone_id] -= 1
                    found[number] = zone_id
                    break
    assert free == {zone_id: zone.desks for zone_id, zone in office.zones.items()}, "every desk is given back"


def _candidates(scenario: Scenario, wanted: str, tries: bool, interval: tuple[int, int]) -> list[str]:
    office, rules = scenario.office, scenario.behavior.cascade
    here = office.zones[wanted]
    same_site = [z for z in sorted(office.zones) if office.zones[z].site_id == here.site_id and z != wanted]
    result = [wanted]
    if rules.another_zone:
        shared = [z for z in same_site if office.zones[z].kind in ("shared", "quiet")]
        result += sorted(shared, key=lambda z: _how_far(office.zones[z], here))
    if rules.touchdown:
        for kind in LAST:
            some = [z for z in same_site if office.zones[z].kind == kind]
            result += sorted(some, key=lambda z: _how_far(office.zones[z], here))
    if tries:
        result += _elsewhere(scenario, here, interval)
    return result


def _how_far(there, here) -> tuple[int, bool]:
    return abs(there.floor - here.floor), there.wing != here.wing


def _elsewhere(scenario: Scenario, here, interval: tuple[int, int]) -> list[str]:
    office = scenario.office
    zones_for_guests = [
        z
        for z in sorted(office.zones)
        if office.zones[z].desks > 0 and office.zones[z].kind in ("shared", "quiet", *LAST)
    ]
    others = [
        s
        for s in sorted(office.sites)
        if s != here.site_id and any(office.zones[z].site_id == s for z in zones_for_guests)
    ]
    if not others:
        return []

    def apart(site_id: str) -> float:
        a, b = office.sites[site_id], office.sites[here.site_id]
        return ((a.x_km - b.x_km) ** 2 + (a.y_km - b.y_km) ** 2) ** 0.5

    nearest = min(others, key=apart)
    site = office.sites[nearest]
    per_minute = scenario.ticks_per_minute
    if interval[0] < site.opens_at * per_minute or interval[1] > site.closes_at * per_minute:
        return []
    rules = scenario.behavior.cascade
    zones = [z for z in zones_for_guests if office.zones[z].site_id == nearest]
    last = [z for z in zones if office.zones[z].kind in LAST and rules.touchdown]
    return last + [z for z in zones if office.zones[z].kind in ("shared", "quiet") and rules.another_zone]
