"""A scenario with parts of its office closed: their desks and rooms are gone, and their teams have moved."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.rooms import numbered

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.office import Office
    from sim.organization import Team
    from sim.scenario import Scenario
    from sim.studies.closing.parts import Part

#: Kinds of zones where a team has its own desks, best first; nobody is at home in a touchdown area.
_KINDS = (("shared",), ("quiet",), ("assigned",), ("accessible",), ("touchdown", "informal"))


def without(scenario: Scenario, parts: Collection[Part]) -> Scenario:
    """Close parts of the office and let everything else be as it is, the luck too.

    A team whose own zone closes moves to the open zone of its site that has fewest people per desk by then, large teams
    first; where the whole site closes, to such a zone of the nearest site that is left. Its people keep their homes, so
    that their way to work changes. Fixed bookings of closed rooms end.

    Raises
    ------
    ValueError
        When no desk would be left anywhere.
    """
    office = scenario.office
    zones_closed = frozenset[str]().union(*(part.zones(office) for part in parts))
    rooms_closed = frozenset[str]().union(*(part.rooms(office) for part in parts))
    zones = {
        zone_id: replace(zone, desks=0) if zone_id in zones_closed else zone for zone_id, zone in office.zones.items()
    }
    if not any(zone.desks for zone in zones.values()):
        raise ValueError("no desk would be left")
    rooms = {room_id: room for room_id, room in office.rooms.items() if room_id not in rooms_closed}
    kept = {room_id for set_id, room in rooms.items() for room_id in numbered(set_id, room.count)}
    smaller = replace(
        office,
        zones=zones,
        rooms=rooms,
        room_bookings={key: one for key, one in office.room_bookings.items() if one.room_id in kept},
    )
    teams = _moved(scenario.organization.teams, smaller, zones_closed)
    return replace(scenario, office=smaller, organization=replace(scenario.organization, teams=teams))


def _moved(teams: dict[str, Team], office: Office, closed: frozenset[str]) -> dict[str, Team]:
    people = dict.fromkeys(office.zones, 0)
    for team in teams.values():
        if team.zone_id not in closed:
            people[team.zone_id] += team.size
    found = dict(teams)
    moving = sorted((-team.size, team_id) for team_id, team in teams.items() if team.zone_id in closed)
    for _, team_id in moving:
        team = teams[team_id]
        site_id = team.site_id if _homes(office, team.site_id) else _nearest(office, team.site_id)
        zone_id = min(_homes(office, site_id), key=lambda zone: (people[zone] / office.zones[zone].desks, zone))
        people[zone_id] += team.size
        around = team.lives_around_site_id or (None if site_id == team.site_id else team.site_id)
        found[team_id] = replace(team, site_id=site_id, zone_id=zone_id, lives_around_site_id=around)
    return found


def _homes(office: Office, site_id: str) -> list[str]:
    """Return the zones of a site where a team may have its own desks: the open ones of the best kind there is."""
    for kinds in _KINDS:
        found = [
            zone_id
            for zone_id in office.zone_ids
            if (zone := office.zones[zone_id]).site_id == site_id and zone.kind in kinds and zone.desks > 0
        ]
        if found:
            return found
    return []


def _nearest(office: Office, site_id: str) -> str:
    here = office.sites[site_id]

    def distance(other: str) -> tuple[float, str]:
        there = office.sites[other]
        return math.dist((here.x_km, here.y_km), (there.x_km, there.y_km)), other

    return min((other for other in office.site_ids if _homes(office, other)), key=distance)
