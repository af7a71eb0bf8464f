"""A city of any size for benchmarks: sites of 250 people with a unit and three zones, teams of 10, 0.6 desks a head.

With `rooms` each site has booths, rooms of 4, 8 and 14 seats and a hall as espoo has them per 100 desks.
"""

from __future__ import annotations

from sim.scenario import Scenario
from tests.building import plain, scenario_of

PEOPLE_PER_SITE, TEAM, ZONES = 250, 10, 3
#: Seats and number of rooms of a site with 150 desks.
ROOMS = {"booth": (1, 8), "small": (4, 9), "medium": (8, 5), "large": (14, 2), "hall": (40, 1)}


def city(
    people: int,
    *,
    weeks: int,
    policy: str = "team_led",
    desks_per_person: float = 0.6,
    activities: str = "none",
    bookings: bool = False,
    rooms: bool = False,
) -> Scenario:
    """Build the city; all of conf/behavior/municipal.yaml is on, but desk bookings and away spells only if wanted.

    With `bookings` what nobody comes to is released: rooms after 15 minutes, desks after 60.
    """
    sites, zones, teams, units, room_sets = {}, {}, {}, {}, {}
    for s in range(max(1, people // PEOPLE_PER_SITE)):
        site_id = f"S{s:03d}"
        sites[site_id] = {"name": site_id, "x_km": float(s % 20), "y_km": float(s // 20)}
        units[f"U{s:03d}"] = {"name": f"Unit of {site_id}"}
        here = min(PEOPLE_PER_SITE, people)
        for z in range(ZONES):
            desks = int(here * desks_per_person / ZONES)
            zones[f"{site_id}-{z}"] = {"site_id": site_id, "floor": z + 1, "desks": desks}
        for name, (seats, count) in ROOMS.items() if rooms else ():
            kind = "booth" if name == "booth" else "meeting"
            room_sets[f"{site_id}-{name}"] = {"site_id": site_id, "seats": seats, "count": count, "kind": kind}
        for t in range(here // TEAM):
            teams[f"T{s:03d}{t:02d}"] = {
                "unit_id": f"U{s:03d}",
                "site_id": site_id,
                "zone_id": f"{site_id}-{t % ZONES}",
                "size": TEAM,
            }
    return scenario_of(
        sites=sites,
        zones=zones,
        teams=teams,
        units=units,
        policy=policy,
        rooms=room_sets,
        behavior="municipal",
        changes={"bookings": {"room_release_minutes": 15, "desk_release_minutes": 60}}
        if bookings
        else {"bookings": {"desk_booked_share": 0.0}, "desk_use": {"at_desk_share": 1.0}},
        activities=plain("activities", activities),
        calendar="finland",
        weeks=weeks,
    )
