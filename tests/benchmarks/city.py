"""A city of any size for benchmarks: sites of 250 people, three zones each, teams of 10, 0.6 desks a head."""

from __future__ import annotations

from sim.scenario import Scenario
from tests.building import scenario_of

PEOPLE_PER_SITE, TEAM, ZONES = 250, 10, 3


def city(people: int, *, weeks: int, policy: str = "team_led", desks_per_person: float = 0.6) -> Scenario:
    """Build the city; everything in conf/behavior/municipal.yaml is on."""
    sites, zones, teams = {}, {}, {}
    for s in range(max(1, people // PEOPLE_PER_SITE)):
        site_id = f"S{s:03d}"
        sites[site_id] = {"name": site_id, "x_km": float(s % 20), "y_km": float(s // 20)}
        here = min(PEOPLE_PER_SITE, people)
        for z in range(ZONES):
            desks = int(here * desks_per_person / ZONES)
            zones[f"{site_id}-{z}"] = {"site_id": site_id, "floor": z + 1, "desks": desks}
        for t in range(here // TEAM):
            teams[f"T{s:03d}{t:02d}"] = {"site_id": site_id, "zone_id": f"{site_id}-{t % ZONES}", "size": TEAM}
    return scenario_of(
        sites=sites, zones=zones, teams=teams, policy=policy, behavior="municipal", calendar="finland", weeks=weeks
    )
