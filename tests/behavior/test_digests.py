"""What later features must leave alone: desks of small_office without activities, as they were before there were any.

A digest may only change together with MODEL_VERSION, for a reason that stands in docs/changelog.md.
"""

from __future__ import annotations

import dataclasses
import hashlib

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.behavior import Bookings, DeskUse, People, RoomHabits
from sim.rooms import Room
from tests.building import conf_scenario, tables_of

#: Tables about desks and people, in which rooms must not be felt.
DESKS = ["desks_daily", "site_daily", "city_daily", "locations_daily", "teams", "presence", "visits"]


@pytest.mark.parametrize(
    ("policy", "digest"),
    [("rates", "2395536695fca587"), ("full_office", "8615baa7a75d8f12"), ("free_choice", "9c1180aef7b48c98")],
)
def test_without_activities_memory_bookings_and_kinds_of_people_the_desks_are_as_ever(policy, digest):
    """Off: bookings and no-shows, away spells, habits about rooms; no rooms, so that they are not modeled."""
    scenario = conf_scenario("small_office", policy, weeks=52, activities="none")
    scenario = dataclasses.replace(
        scenario,
        behavior=dataclasses.replace(
            scenario.behavior, people=People(), bookings=Bookings(), rooms=RoomHabits(), desk_use=DeskUse()
        ),
        office=dataclasses.replace(scenario.office, rooms={}, room_bookings={}),
    )
    table = tables_of(scenario, visits_of=())["desks_daily"]
    rows = table.select(pl.exclude("scenario", "policy", "occupied_mean")).write_csv()
    assert hashlib.sha256(rows.encode()).hexdigest()[:16] == digest


def test_rooms_are_not_felt_at_the_desks_within_a_day():
    """Activities, bookings and no-shows are on; without rooms, with one and with many, people sit where they sat."""
    scenario = conf_scenario("small_office", weeks=6, activities="municipal", replications=2)
    site = scenario.office.site_ids[0]
    tables = []
    for rooms in ({}, {"Only": Room(site_id=site, seats=4)}, {"Hall": Room(site_id=site, seats=200, count=99)}):
        office = dataclasses.replace(scenario.office, rooms=rooms, room_bookings={})
        tables.append(tables_of(dataclasses.replace(scenario, office=office)))
    none, one, many = tables
    assert (one["gatherings"]["outcome"] == "online").any(), "the case must contain refusals"
    assert (many["gatherings"]["outcome"] != "online").all()
    for name in DESKS:
        # Visitors come for a meeting in a room: where there is none to book, nobody stays away from it either.
        others = pl.exclude("visitors")
        assert_frame_equal(none[name].select(others), one[name].select(others))
        assert_frame_equal(none[name].select(others), many[name].select(others))
