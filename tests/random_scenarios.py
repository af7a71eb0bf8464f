"""Hypothesis strategy for small scenarios in which everything may happen: full zones, few rooms, bookings, no-shows."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.building import plain, scenario_of

KINDS = ["shared", "quiet", "touchdown", "informal", "assigned", "accessible"]
POLICIES = [
    "free_choice",
    "team_led",
    "anchor_days",
    "full_office",
    "rates",
    "min_days",
    "team_days",
    "rotation",
    "shared_office_days",
    "daily_cap",
]
#: How often things happen, so that each of them happens within two weeks.
OFTEN = {
    "team_meeting": {"in_person_share": 0.5},
    "unit_meeting": {"every_weeks": 1, "in_person_share": 0.5},
    "joint_meeting": {"per_team_year": 30, "in_person_share": 0.6},
    "management_group": {"every_weeks": 1},
    "shared_office_day": {"every_weeks": 2},
    "ideation": {"every_weeks": 2},
    "development_day": {"every_weeks": 2},
    "onboarding": {"turnover_per_year": 1.0, "newcomer_weeks": 26},
    "one_to_one": {"every_weeks": 1},
    "negotiation": {"per_team_year": 40, "experts": 1},
    "ad_hoc": {"per_team_day": 1.0, "per_team_hour": 0.2, "joins_share": 0.7},
}
#: Who takes rooms without a gathering, often.
_SHORT = {"kind": "shares", "minutes": [5, 20, 45, 120], "share": [0.2, 0.3, 0.3, 0.2]}
_ALL_DAY = {"earliest_start": 480, "latest_start": 960, "length": _SHORT}
DROP_INS = {
    "call": {"kind": "call", "per_person_day": 0.8, "needs_equipment_share": 0.5, **_ALL_DAY},
    "single_use": {"kind": "single_use", "per_person_day": 0.5, **_ALL_DAY},
    "front_desk": {
        "kind": "walk_up",
        "per_hour": 1.5,
        "people": [1, 3, 9],
        "people_share": [0.5, 0.3, 0.2],
        "booked_share": 0.5,
        "slot_minutes": 15,
        **_ALL_DAY,
    },
}
_NORMS = st.fixed_dictionaries(
    {},
    optional={
        "anchor_weekdays": st.lists(st.integers(1, 5), max_size=2),
        "office_days_min": st.integers(0, 2),
        "office_days_max": st.integers(3, 5),
        "adherence": st.sampled_from([0.0, 0.6, 1.0]),
        "online_activities": st.lists(st.sampled_from(sorted(OFTEN)), max_size=2),
    },
)


@st.composite
def rooms_of(draw, sites):
    """0 to 5 sets of rooms on some of the sites, and hours of some of them that are given away for good."""
    rooms, given_away = {}, {}
    for number in range(draw(st.integers(0, 5))):
        name = f"R{number}"
        rooms[name] = {
            "site_id": draw(st.sampled_from(sites)),
            "seats": draw(st.sampled_from([1, 2, 4, 10])),
            "count": draw(st.sampled_from([1, 1, 2])),
            "kind": draw(st.sampled_from(["meeting", "meeting", "booth", "project"])),
            "equipment": draw(st.booleans()),
        }
        if draw(st.integers(0, 3)) == 0:
            rooms[name] |= {
                "opens_at": draw(st.sampled_from([480, 570])),
                "closes_at": draw(st.sampled_from([690, 900])),
            }
        if draw(st.integers(0, 3)) == 0:
            start = draw(st.sampled_from([570, 600, 660]))
            given_away[f"B{number}"] = {
                "room_id": name if rooms[name]["count"] == 1 else f"{name}-02",
                "weekdays": draw(st.lists(st.integers(1, 5), min_size=1, max_size=5, unique=True)),
                "starts_at": start,
                "ends_at": start + 30,
                "people": draw(st.sampled_from([0, 1])),
            }
    return rooms, given_away


#: What may be laid over the behavior about bookings and about parties without a room.
_BOOKINGS = st.fixed_dictionaries(
    {
        "desk_booked_share": st.sampled_from([0.0, 0.5, 1.0]),
        "desk_no_show_share": st.sampled_from([0.0, 0.4]),
        "desk_release_minutes": st.sampled_from([0, 60]),
        "room_no_show_share": st.sampled_from([0.0, 0.4]),
        "room_release_minutes": st.sampled_from([0, 15, 40]),
    }
)
_HABITS = st.fixed_dictionaries(
    {
        "larger_room_share": st.sampled_from([0.0, 0.6]),
        "patience_minutes": st.sampled_from([0, 10, 90]),
        "another_time": st.sampled_from([True, True, False]),
        "shortest_use_minutes": st.sampled_from([0, 15, 30]),
    }
)
_NEEDS = st.fixed_dictionaries(
    {"booked_share": st.sampled_from([0.0, 0.5, 1.0]), "lead_days": st.integers(0, 3)},
    optional={"needed": st.booleans()},
)


@st.composite
def scenarios(draw, policies=POLICIES, behavior="municipal", *, called=True, memory=True, rooms=True):
    """A scenario of 1 to 3 sites, 1 to 7 zones and 1 to 6 teams of 1 or 2 units for two weeks with a public holiday.

    `called`: with activities and stated norms. `memory`: people may remember having been turned away. `rooms`: with 0
    to 10 rooms, and people who book rooms and desks, do not come, wait, and take rooms without a gathering.
    """
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
        zones[f"S{s}-Z0"] = {"site_id": f"S{s}", "desks": draw(st.integers(0, 8)), "kind": draw(st.sampled_from(KINDS))}
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
        teams[f"T{t}"]["unit_id"] = draw(st.sampled_from(["U1", "U2"]))
        if called and draw(st.integers(0, 3)) == 0:
            teams[f"T{t}"]["norm"] = draw(_NORMS)
    municipal = plain("activities", "municipal")
    names = draw(st.lists(st.sampled_from(sorted(OFTEN)), unique=True, max_size=6)) if called else []
    activities = {name: municipal[name] | OFTEN[name] for name in names}
    for name, activity in activities.items() if rooms else ():
        needs = draw(_NEEDS)
        # Nobody books for people who come together without notice.
        activity["room"] = {"needed": needs.get("needed", True)} if name == "ad_hoc" else needs
    room_sets, given_away = draw(rooms_of(sorted(sites))) if rooms else ({}, {})
    if rooms:
        some = draw(st.lists(st.sampled_from(sorted(DROP_INS)), unique=True, max_size=3))
        activities |= {name: DROP_INS[name] for name in some}
    exception = {"team_id": "T0", "members": [1], "norm": draw(_NORMS)} if called and draw(st.booleans()) else None
    changes = {
        "cascade": {
            "another_zone": draw(st.booleans()),
            "touchdown": draw(st.booleans()),
            "another_site_share": draw(st.sampled_from([0.0, 0.5, 1.0])),
        },
        "places": {"other_premises_share_of_office_days": draw(st.sampled_from([0.0, 0.2]))},
        "memory": {"turned_away_effect": draw(st.sampled_from([0.0, 0.0, 1.0])) if memory else 0.0},
        "people": {"accessible_desk_share": draw(st.sampled_from([0.0, 0.3]))},
        "bookings": draw(_BOOKINGS) if rooms else {"desk_booked_share": 0.0},
        "rooms": draw(_HABITS) if rooms else {},
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
        activities=activities,
        rooms=room_sets,
        room_bookings=given_away,
        norm=draw(_NORMS) if called and draw(st.integers(0, 3)) == 0 else None,
        exceptions={"x": exception} if exception else {},
        behavior=behavior,
        changes=changes,
        calendar="finland",
        weeks=2,
        seed=draw(st.integers(0, 2**63 - 1)),
        start_date="2027-01-04",
        tick_seconds=draw(st.sampled_from([60, 60, 30])),
    )
