"""Days of people who book desks, traced by hand, each with its whole outcome."""

from __future__ import annotations

from tests.building import scenario_of
from tests.engine.stories import Comes, told

ALL_DAY = ("08:00", "16:00")
HOUSE = {"S1": {"name": "House", "opens_at": 420, "closes_at": 1_140}}
TWO_SITES = {**HOUSE, "S2": {"name": "Annex", "x_km": 2.0, "opens_at": 420, "closes_at": 1_140}}


def office(zones, *, sites=HOUSE, release=0, another_zone=True):
    """An office of these zones; the desk of a no-show is kept `release` minutes, or all day with 0."""
    return scenario_of(
        sites=sites,
        zones={zone_id: {"site_id": "S1", **zone} for zone_id, zone in zones.items()},
        teams={"T1": {"size": 1}},
        changes={
            "cascade": {"another_zone": another_zone, "touchdown": True, "another_site_share": 1.0},
            "bookings": {"desk_release_minutes": release},
        },
    )


def test_a_walk_in_is_sent_home_because_a_desk_is_reserved_for_somebody_who_comes_later():
    people = [
        Comes("Z1", "11:00", "16:00", booked=True),
        Comes("Z1", "08:00", "16:00"),
        Comes("Z1", "09:00", "10:00"),
    ]
    assert told(office({"Z1": {"desks": 2}}), people) == ["Z1", "Z1", "home"]


def test_a_walk_in_may_not_even_use_a_reserved_desk_until_its_owner_comes():
    people = [Comes("Z1", "15:00", "16:00", booked=True), Comes("Z1", "08:00", "09:00")]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "home"]


def test_a_reserved_desk_is_free_again_when_its_owner_has_left():
    people = [
        Comes("Z1", "08:00", "12:00", booked=True),
        Comes("Z1", "11:59", "16:00"),
        Comes("Z1", "12:00", "16:00"),
    ]
    assert told(office({"Z1": {"desks": 1}}), people) == ["Z1", "home", "Z1"]


def test_whose_own_zone_is_booked_out_books_in_the_next_one_of_the_cascade_however_early_he_comes():
    """Two want the only desk of the own zone. The draw decides, and the loser books on the same floor."""
    people = [
        Comes("Own", "07:30", "16:00", tie=5, booked=True),
        Comes("Own", "10:00", "16:00", tie=3, booked=True),
    ]
    house = office({"Own": {"desks": 1, "floor": 2}, "Near": {"desks": 1, "floor": 2}, "Far": {"desks": 9, "floor": 5}})
    assert told(house, people) == ["-> Near", "Own"]


def test_booked_out_goes_no_farther_than_the_own_site_and_who_books_nothing_walks_in_elsewhere():
    people = [
        Comes("Own", *ALL_DAY, tie=1, booked=True),
        Comes("Own", *ALL_DAY, tie=2, booked=True, tries=True),
        Comes("Own", *ALL_DAY, tie=3, booked=True),
    ]
    house = office({"Own": {"desks": 1}, "Annex": {"site_id": "S2", "desks": 1}}, sites=TWO_SITES)
    assert told(house, people) == ["Own", "-> Annex", "home"]


def test_standing_bookings_of_norm_days_come_before_all_others():
    people = [
        Comes("Z1", "07:00", "16:00", tie=1, booked=True),
        Comes("Z1", "09:00", "16:00", tie=9, standing=True),
        Comes("Z1", "09:00", "16:00", tie=8, standing=True),
        Comes("Z1", "07:00", "16:00"),
    ]
    assert told(office({"Z1": {"desks": 2}}), people) == ["home", "Z1", "Z1", "home"]
    assert told(office({"Z1": {"desks": 1}}), people) == ["home", "home", "Z1", "home"]


def test_the_desk_of_a_no_show_stays_empty_all_day_without_a_grace():
    people = [
        Comes("Z1", "08:00", "16:00", no_show=True),
        Comes("Z1", "09:00", "12:00"),
        Comes("Z1", "15:59", "17:00"),
        Comes("Z1", "16:00", "17:00"),
    ]
    assert told(office({"Z1": {"desks": 1}}), people) == ["empty Z1", "home", "home", "Z1"]


def test_the_desk_of_a_no_show_is_given_to_the_next_one_after_the_grace():
    people = [
        Comes("Z1", "08:00", "16:00", no_show=True),
        Comes("Z1", "08:59", "12:00"),
        Comes("Z1", "09:00", "16:00"),
        Comes("Z1", "09:00", "16:00", tie=1),
    ]
    assert told(office({"Z1": {"desks": 1}}, release=60), people) == ["empty Z1", "home", "Z1", "home"]


def test_a_grace_longer_than_the_stay_ends_with_the_stay():
    people = [Comes("Z1", "08:00", "08:30", no_show=True), Comes("Z1", "08:30", "16:00")]
    assert told(office({"Z1": {"desks": 1}}, release=60), people) == ["empty Z1", "Z1"]


def test_a_no_show_books_like_everybody_else_and_pushes_others_out():
    people = [
        Comes("Own", *ALL_DAY, tie=1, no_show=True),
        Comes("Own", *ALL_DAY, tie=2, booked=True),
        Comes("Own", *ALL_DAY, tie=3, no_show=True),
        Comes("Own", *ALL_DAY),
    ]
    house = office({"Own": {"desks": 1}, "Other": {"desks": 1}})
    assert told(house, people) == ["empty Own", "-> Other", "nothing", "home"]


def test_who_could_not_book_still_takes_what_walk_ins_may_take():
    """The own zone is booked by a no-show until nine; who lost the draw comes at ten and sits there."""
    people = [
        Comes("Z1", "08:00", "16:00", tie=1, no_show=True),
        Comes("Z1", "10:00", "16:00", tie=2, booked=True),
    ]
    assert told(office({"Z1": {"desks": 1}}, release=60), people) == ["empty Z1", "Z1"]


def test_bookings_of_one_day_are_nothing_to_the_next():
    people = [Comes("Z1", *ALL_DAY, no_show=True), Comes("Z1", *ALL_DAY, day=1)]
    assert told(office({"Z1": {"desks": 1}}), people) == ["empty Z1", "Z1"]
