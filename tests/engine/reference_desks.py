"""A slow, plain day of desks: no SimPy, no screening, no sorted blocks. One person after another.

It says what the rules of booking and taking a desk mean; the engine must give every person the same desk.
"""

from __future__ import annotations

from sim.scenario import Scenario

LAST = ("touchdown", "informal")


class PlainDesks:
    """The desks of one day. `people` are numbers of visits; those in `absent` booked and do not come."""

    def __init__(self, scenario: Scenario, visits, people: list[int], absent: set[int]) -> None:
        self.scenario, self.visits, self.absent = scenario, visits, absent
        self.free = {zone_id: zone.desks for zone_id, zone in scenario.office.zones.items()}
        self.seat: dict[int, str | None] = dict.fromkeys(people)
        self.present: set[int] = set()
        self.reserved: dict[int, str] = {}
        in_turn = sorted(people, key=lambda number: (int(visits.booking_rank[number]), number))
        for number in in_turn:
            if visits.booked[number]:
                self._book(number)

    def _wanted(self, number: int) -> str:
        return self.scenario.office.zone_ids[int(self.visits.wanted_zone[number])]

    def _book(self, number: int) -> None:
        """Give away the first desk of the own site, from this moment until it is given up."""
        for zone_id in [self._wanted(number), *same_site(self.scenario, self._wanted(number))]:
            if self.free[zone_id] > 0:
                self.free[zone_id] -= 1
                self.reserved[number] = zone_id
                if number in self.absent:
                    self.seat[number] = zone_id
                return

    def leave(self, number: int) -> None:
        """Somebody goes home, or the desk of somebody who has not come is given up."""
        self.present.discard(number)
        zone_id = self.seat[number]
        if zone_id is not None:
            self.free[zone_id] += 1

    def arrive(self, number: int) -> None:
        if number in self.absent:
            return
        if number in self.reserved:
            self.seat[number] = self.reserved[number]
        else:
            self.seat[number] = self._walk_in(number)
        if self.seat[number] is not None:
            self.present.add(number)

    def _walk_in(self, number: int) -> str | None:
        interval = (int(self.visits.arrival[number]), int(self.visits.departure[number]))
        wanted = self._wanted(number)
        zones = [wanted, *same_site(self.scenario, wanted)]
        if self.visits.tries_another_site[number]:
            zones += elsewhere(self.scenario, self.scenario.office.zones[wanted], interval)
        for zone_id in zones:
            if self.free[zone_id] > 0:
                self.free[zone_id] -= 1
                return zone_id
        return None

    def is_empty(self) -> bool:
        return self.free == {zone_id: zone.desks for zone_id, zone in self.scenario.office.zones.items()}


def same_site(scenario: Scenario, wanted: str) -> list[str]:
    """Zones of the same site to try, in order, when the own zone is full."""
    office, rules = scenario.office, scenario.behavior.cascade
    here = office.zones[wanted]
    others = [z for z in sorted(office.zones) if office.zones[z].site_id == here.site_id and z != wanted]
    result = []
    if rules.another_zone:
        shared = [z for z in others if office.zones[z].kind in ("shared", "quiet")]
        result += sorted(shared, key=lambda z: _how_far(office.zones[z], here))
    if rules.touchdown:
        for kind in LAST:
            some = [z for z in others if office.zones[z].kind == kind]
            result += sorted(some, key=lambda z: _how_far(office.zones[z], here))
    return result


def _how_far(there, here) -> tuple[int, bool]:
    return abs(there.floor - here.floor), there.wing != here.wing


def elsewhere(scenario: Scenario, here, interval: tuple[int, int]) -> list[str]:
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
