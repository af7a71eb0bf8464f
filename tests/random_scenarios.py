"""Hypothesis strategy for small scenarios in which everything may happen: several sites, full zones, all desk kinds."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.building import scenario_of

KINDS = ["shared", "quiet", "touchdown", "informal", "assigned", "accessible"]
POLICIES = ["free_choice", "team_led", "anchor_days", "full_office", "rates"]


@st.composite
def scenarios(draw, policies=POLICIES, behavior="municipal"):
    """A scenario of 1 to 3 sites, 1 to 7 zones and 1 to 6 teams for two weeks around a public holiday."""
    sites, zones, teams = {}, {}, {}
    for s in range(draw(st.integers(1, 3))):
        opens = draw(st.sampled_from([360, 420, 480]))
        sites[f"S{s}"] = {
            "name": f"Site {s}",
            "x_km": draw(st.integers(0, 4)) * 1.0,
            "y_km": float(s),
            "opens_at": opens,
            "closes_at": draw(st.sampled_from([960, 1080, 1200])),
        }
        zones[f"S{s}-Z0"] = {"site_id": f"S{s}", "desks": draw(st.integers(0, 8))}
    for z in range(draw(st.integers(0, 4))):
        zones[f"Z{z}"] = {
            "site_id": draw(st.sampled_from(sorted(sites))),
            "floor": draw(st.integers(1, 3)),
            "wing": draw(st.sampled_from("AB")),
            "kind": draw(st.sampled_from(KINDS)),
            "desks": draw(st.integers(0, 6)),
        }
    for t in range(draw(st.integers(1, 6))):
        zone_id = draw(st.sampled_from(sorted(zones)))
        teams[f"T{t}"] = {"site_id": zones[zone_id]["site_id"], "zone_id": zone_id, "size": draw(st.integers(1, 9))}
    changes = {
        "cascade": {
            "another_zone": draw(st.booleans()),
            "touchdown": draw(st.booleans()),
            "another_site_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        },
        "places": {"other_premises_share_of_office_days": draw(st.sampled_from([0.0, 0.2]))},
    }
    return scenario_of(
        sites=sites,
        zones=zones,
        teams=teams,
        rates={
            "default": {
                "weekday_rates": [draw(st.sampled_from([0.0, 0.3, 0.7, 1.0])) for _ in range(5)],
                "team_day_probability": draw(st.sampled_from([0.0, 0.5])),
                "team_day_rate": 0.9,
            }
        },
        policy=draw(st.sampled_from(policies)),
        behavior=behavior,
        changes=changes,
        calendar="finland",
        weeks=2,
        seed=draw(st.integers(0, 2**63 - 1)),
        start_date="2027-01-04",
        tick_seconds=draw(st.sampled_from([60, 60, 30])),
    )
