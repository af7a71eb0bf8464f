"""Small days traced by hand, each with its whole outcome."""

from __future__ import annotations

import pytest

from tests.building import scenario_of
from tests.engine.stories import Comes, told

ALL_DAY = ("08:00", "16:00")
ONE_SITE = {"S1": {"name": "House", "opens_at": 420, "closes_at": 1_140}}
TWO_SITES = {
    "S1": {"name": "House", "opens_at": 420, "closes_at": 1_140},
    "S2": {"name": "Annex", "x_km": 2.0, "opens_at": 420, "closes_at": 1_020},
}


def office(zones, sites=ONE_SITE, *, another_zone=True, touchdown=True, another_site_share=0.0):
    """An office of these zones whose people go down the whole cascade."""
    zones = {zone_id: {"site_id": "S1", **zone} for zone_id, zone in zones.items()}
    cascade = {"another_zone": another_zone, "touchdown": touchdown, "another_site_share": another_site_share}
    return scenario_of(sites=sites, zones=zones, teams={"T1": {"size": 1}}, changes={"cascade": cascade})


def test_two_desks_and_three_people_send_the_last_one_home():
    people = [Comes("Z1", "08:00", "16:00"), Comes("Z1", "09:00", "16:00"), Comes("Z1", "08:30", "16:00")]
    assert told(office({"Z1": {"desks": 2}}), people) == ["Z1", "home", "Z1"]


def test_a_desk_freed_at_a_minute_is_taken_by_who_arrives_at_that_minute():
    people = [Comes("Z1", "08:00", "12:00"), Comes("Z1", "12:00", "16:00"), Comes("Z1", "11:59", "16:00")]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "Z1", "home"]


def test_who_was_sent_home_frees_no_desk_when_leaving():
    people = [
        Comes("Z1", "08:00", "16:00"),
        Comes("Z1", "09:00", "10:00"),
        Comes("Z1", "11:00", "12:00"),
        Comes("Z1", "16:00", "17:00"),
    ]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "home", "home", "Z1"]


def test_of_three_who_arrive_together_the_draw_decides_and_not_the_order():
    people = [Comes("Z1", *ALL_DAY, tie=9), Comes("Z1", *ALL_DAY, tie=4), Comes("Z1", *ALL_DAY, tie=6)]
    assert told(office({"Z1": {"desks": 2}}), people) == ["home", "Z1", "Z1"]
    assert told(office({"Z1": {"desks": 1}}), people) == ["home", "Z1", "home"]


def test_the_whole_cascade_own_floor_other_floors_touchdown_informal_other_site_home():
    """One desk everywhere; nine people of one zone arrive minute by minute, all willing to go to the annex."""
    house = office(
        {
            "Own": {"desks": 1, "floor": 2, "wing": "A"},
            "SameWing": {"desks": 1, "floor": 2, "wing": "A", "kind": "quiet"},
            "SameFloor": {"desks": 1, "floor": 2, "wing": "B"},
            "OneUp": {"desks": 1, "floor": 3},
            "TwoDown": {"desks": 1, "floor": 0},
            "Touchdown": {"desks": 1, "floor": 5, "kind": "touchdown"},
            "Informal": {"desks": 1, "floor": 2, "kind": "informal"},
            "Annex": {"desks": 1, "site_id": "S2"},
        },
        TWO_SITES,
        another_site_share=1.0,
    )
    people = [Comes("Own", f"08:0{minute}", "16:00", tries=True) for minute in range(9)]
    assert told(house, people) == [
        "Own",
        "-> SameWing",
        "-> SameFloor",
        "-> OneUp",
        "-> TwoDown",
        "-> Touchdown",
        "-> Informal",
        "-> Annex",
        "home",
    ]


def test_assigned_and_accessible_desks_are_never_taken_by_others():
    house = office(
        {
            "Own": {"desks": 0},
            "Assigned": {"desks": 5, "kind": "assigned"},
            "Access": {"desks": 5, "kind": "accessible"},
        }
    )
    people = [Comes("Own", *ALL_DAY), Comes("Assigned", *ALL_DAY), Comes("Access", *ALL_DAY)]
    assert told(house, people) == ["home", "Assigned", "Access"]


def test_whoever_needs_an_assigned_desk_and_finds_none_may_take_a_shared_one():
    house = office({"Assigned": {"desks": 0, "kind": "assigned"}, "Shared": {"desks": 1}})
    assert told(house, [Comes("Assigned", *ALL_DAY)]) == ["-> Shared"]


def test_a_displaced_person_takes_the_desk_of_one_who_comes_later():
    """Displacement spreads: the late one finds the own zone taken by a neighbor and goes to the other zone."""
    house = office({"A": {"desks": 1}, "B": {"desks": 1}})
    people = [
        Comes("A", "08:00", "10:00"),
        Comes("A", "08:30", "16:00"),
        Comes("B", "09:00", "16:00"),
        Comes("B", "10:00", "16:00"),
    ]
    assert told(house, people) == ["A", "-> B", "home", "-> A"]


@pytest.mark.parametrize(
    ("another_zone", "touchdown", "outcome"),
    [
        (True, True, ["Own", "-> Other", "-> Touch"]),
        (True, False, ["Own", "-> Other", "home"]),
        (False, True, ["Own", "-> Touch", "home"]),
        (False, False, ["Own", "home", "home"]),
    ],
)
def test_each_step_of_the_cascade_may_be_switched_off(another_zone, touchdown, outcome):
    house = office(
        {"Own": {"desks": 1}, "Other": {"desks": 1}, "Touch": {"desks": 1, "kind": "touchdown"}},
        another_zone=another_zone,
        touchdown=touchdown,
    )
    assert told(house, [Comes("Own", f"08:0{minute}", "16:00") for minute in range(3)]) == outcome


def test_a_guest_takes_touchdown_desks_before_shared_ones_at_the_nearest_site():
    sites = TWO_SITES | {"S0": {"name": "Far", "x_km": 9.0}}
    house = office(
        {
            "Own": {"desks": 0},
            "Annex": {"site_id": "S2", "desks": 1},
            "Lounge": {"site_id": "S2", "desks": 1, "kind": "informal"},
            "Far": {"site_id": "S0", "desks": 9},
        },
        sites,
        another_site_share=1.0,
    )
    people = [Comes("Own", f"08:0{minute}", "16:00", tries=True) for minute in range(3)]
    assert told(house, people) == ["-> Lounge", "-> Annex", "home"], "only the nearest site is tried"


def test_only_who_would_try_another_site_goes_there():
    house = office({"Own": {"desks": 0}, "Annex": {"site_id": "S2", "desks": 5}}, TWO_SITES, another_site_share=0.5)
    people = [Comes("Own", *ALL_DAY), Comes("Own", *ALL_DAY, tie=1, tries=True)]
    assert told(house, people) == ["home", "-> Annex"]


def test_a_site_that_closes_earlier_or_opens_later_refuses_the_guest():
    """The annex is open from 7 to 17 o'clock; staying until the very minute of closing is fine."""
    house = office({"Own": {"desks": 0}, "Annex": {"site_id": "S2", "desks": 5}}, TWO_SITES, another_site_share=1.0)
    stays = [("09:00", "17:00"), ("09:00", "17:01"), ("06:59", "12:00"), ("07:00", "12:00")]
    people = [Comes("Own", at, until, tries=True) for at, until in stays]
    assert told(house, people) == ["-> Annex", "home", "home", "-> Annex"]


def test_a_guest_may_push_out_an_owner_who_comes_later():
    """The annex is not full by its own people; a guest from the full house makes it so."""
    house = office({"Own": {"desks": 0}, "Annex": {"site_id": "S2", "desks": 1}}, TWO_SITES, another_site_share=1.0)
    people = [
        Comes("Own", "08:00", "12:00", tries=True),
        Comes("Annex", "09:00", "16:00"),
        Comes("Annex", "12:00", "16:00"),
    ]
    assert told(house, people) == ["-> Annex", "home", "Annex"]


def test_without_desks_everybody_goes_home():
    assert told(office({"Z1": {"desks": 0}}), [Comes("Z1", *ALL_DAY)] * 3) == ["home"] * 3


def test_with_desks_for_all_nobody_moves():
    assert told(office({"Z1": {"desks": 3}, "Z2": {"desks": 9}}), [Comes("Z1", *ALL_DAY)] * 3) == ["Z1"] * 3


def test_a_day_that_nobody_wants_is_no_trouble():
    assert told(office({"Z1": {"desks": 0}}), []) == []


def test_each_day_starts_empty():
    people = [Comes("Z1", "08:00", "19:00"), Comes("Z1", "09:00", "19:00"), Comes("Z1", "07:00", "19:00", day=1)]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "home", "Z1"]


def test_a_full_day_long_after_quiet_ones_is_still_contested():
    people = [Comes("Z1", *ALL_DAY, day=3), Comes("Z1", *ALL_DAY, day=7), Comes("Z1", *ALL_DAY, tie=1, day=7)]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "Z1", "home"]
