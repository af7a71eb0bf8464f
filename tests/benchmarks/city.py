"""A city of any size for benchmarks: sites of 250 people with a unit and three zones, teams of 10, 0.6 desks a head."""

from __future__ import annotations

from sim.scenario import Scenario
from tests.building import plain, scenario_of

PEOPLE_PER_SITE, TEAM, ZONES = 250, 10, 3


def city(
    people: int, *, weeks: int, policy: str = "team_led", desks_per_person: float = 0.6, activities: str = "none"
) -> Scenario:
    """Build the city; everything in conf/behavior/municipal.yaml is on."""
    sites, zones, teams, units = {}, {}, {}, {}
    for s in range(max(1, people // PEOPLE_PER_SITE)):
        site_id = f"S{s:03d}"
        sites[site_id] = {"name": site_id, "x_km": float(s % 20), "y_km": float(s // 20)}
        units[f"U{s:03d}"] = {"name": f"Unit of {site_id}"}
        here = min(PEOPLE_PER_SITE, people)
        for z in range(ZONES):
            desks = int(here * desks_per_person / ZONES)
            zones[f"{site_id}-{z}"] = {"site_id": site_id, "floor": z + 1, "desks": desks}
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
        behavior="municipal",
        activities=plain("activities", activities),
        calendar="finland",
        weeks=weeks,
    )
