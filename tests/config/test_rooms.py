"""Rooms, bookings and laws of a length can be stated in a file and on the command line, part by part."""

from dataclasses import replace

import pytest

from sim import config
from sim.lengths import Exponential, Fixed, Lognormal, Shares

BOOKING = "office.room_bookings.B1={room_id: S1-large, starts_at: '09:00', ends_at: '10:00'}"


def load(*overrides):
    return config.load("small_office", overrides).scenario


def test_a_room_can_be_changed_and_added_by_its_id():
    office = load(
        "office.rooms.S1-small.count=5",
        "office.rooms.S1-small.seats=6",
        "office.rooms.S1-new={site_id: S1, seats: 20, opens_at: '09:00'}",
    ).office
    assert (office.rooms["S1-small"].count, office.rooms["S1-small"].seats) == (5, 6)
    assert office.rooms["S1-new"].opens_at == 540
    assert [one.room_id for one in office.single_rooms if one.room_id.startswith("S1-small")] == [
        f"S1-small-0{number}" for number in range(1, 6)
    ]


def test_a_scenario_file_adds_rooms_to_those_of_its_office_and_books_them(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "defaults:\n  - override /organization: small_office\n  - override /office: small_office\n"
        "office:\n  rooms:\n    S1-new: {site_id: S1, seats: 3}\n"
        "  room_bookings:\n    jury: {room_id: S1-new, weekdays: [monday], starts_at: 09:00, ends_at: 10:30}\n"
    )
    office = config.load(str(path)).scenario.office
    assert {"S1-new", "S1-small"} <= set(office.rooms)
    assert (office.room_bookings["jury"].weekdays, office.room_bookings["jury"].ends_at) == ((1,), 630)


def test_a_section_that_no_file_mentions_can_be_set_by_a_part_of_it():
    scenario = load("activities.ad_hoc.room.needed=false", "activities.call.needs_equipment_share=0.5")
    assert not scenario.activities["ad_hoc"].room.needed
    bare = config.load("theory/v1", ["office.rooms.R={site_id: S1, seats: 2}", "behavior.rooms.patience_minutes=5"])
    assert bare.scenario.behavior.rooms.patience_minutes == 5
    assert list(bare.scenario.office.rooms) == ["R"]


@pytest.mark.parametrize(
    ("overrides", "law"),
    [
        (["kind=fixed", "minutes=30"], Fixed(minutes=30)),
        (["minutes=30", "kind=fixed"], Fixed(minutes=30)),
        (["kind=exponential", "mean_minutes=20"], Exponential(mean_minutes=20)),
        (["kind=lognormal", "mean_minutes=20", "cv=1"], Lognormal(mean_minutes=20, cv=1)),
        (["minutes=[10,20]", "share=[0.25,0.75]"], Shares(minutes=(10, 20), share=(0.25, 0.75))),
    ],
)
def test_another_law_replaces_the_one_of_the_file_with_all_that_belongs_to_it(overrides, law):
    """The file states a law of shares; whose keys would belong to no law of another kind."""
    assert load(*(f"activities.ad_hoc.length.{one}" for one in overrides)).activities["ad_hoc"].length == law


@pytest.mark.parametrize(
    "change",
    [
        "office.rooms.S1-small.count=5",
        "office.rooms.S1-small.seats=3",
        "office.rooms.S1-small.equipment=false",
        "office.rooms.S1-small.opens_at='09:00'",
        "office.rooms.S1-new={site_id: S1, seats: 3}",
        BOOKING,
        "behavior.bookings.room_no_show_share=0.1",
        "behavior.bookings.desk_release_minutes=30",
        "behavior.rooms.patience_minutes=3",
        "behavior.desk_use.lunch_share=0.5",
        "activities.ad_hoc.length.minutes=[15,30,45,60,90,121]",
        "activities.team_meeting.room.lead_days=1",
    ],
)
def test_whatever_is_changed_about_rooms_and_bookings_is_another_scenario_in_the_store(change):
    assert load(change).key != load().key


def test_what_only_names_a_scenario_leaves_its_place_in_the_store():
    scenario = load()
    assert replace(scenario, title="Another").key == scenario.key
