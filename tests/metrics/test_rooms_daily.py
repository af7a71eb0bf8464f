"""Table `rooms_daily` on requests counted on paper: fates, peaks and minutes of each size of room."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sim.metrics import rooms_daily
from sim.metrics.rooms_daily import RoomsDaily
from sim.requests import RoomOutcome
from sim.stats import room_demand
from tests.building import scenario_of, tables_of
from tests.metrics.handmade import MON, ROOMS, TUE, WEEK, Asked, counted, plan_of, requests_of_week, scenario

FATES = ("served", "served_larger", "waited", "moved", "made_online", "no_shows")
#: Monday: two calls, one of them in a room of four; two of three meetings at 9 o'clock get a room of four, one of which
#: nobody comes to; the third waits for it to be released and has it until its planned end, 10 o'clock.
DAY = [
    Asked(MON, "call", ("a0",), seats=1, room="R1", at=500, minutes=30),
    Asked(MON, "call", ("a1",), seats=1, room="R4", at=510, minutes=30, outcome=RoomOutcome.LARGER),
    Asked(MON, "ideation", ("a0", "a1"), booked=True),
    Asked(MON, "negotiation", ("a2",), visitors=2, booked=True, outcome=RoomOutcome.NO_SHOW, until=555),
    Asked(MON, "joint_meeting", ("b0",), visitors=1, outcome=RoomOutcome.WAITED, start=555, until=600, latest_end=600),
    Asked(TUE, "ad_hoc", ("a0",), visitors=1, room="", outcome=RoomOutcome.ONLINE, latest_end=570),
    Asked(TUE, "ad_hoc", ("a0",), visitors=2, at=565, outcome=RoomOutcome.MOVED, start=630, until=690),
]


def stack_of(asked, *families, **more):
    some = scenario(rooms=ROOMS, **more)
    plan = replace(plan_of(WEEK), requests=requests_of_week(some, WEEK, asked))
    found = {}
    for family in families:
        found |= counted(family, some, WEEK, plan)
    return some, found


def table_of(asked, **more):
    some, stack = stack_of(asked, RoomsDaily, **more)
    return rooms_daily.rows(some, [0], stack)


def row_of(table, day, seats, site_id="S1"):
    date = sorted(set(table["date"]))[day]
    return table.filter(date=date, site_id=site_id, seats=seats).to_dicts()[0]


def test_there_is_a_row_for_every_workday_site_and_size_and_one_of_no_seats_where_there_are_no_rooms():
    table = table_of([])
    assert len(table) == 5 * 3
    assert table.select("site_id", "seats", "rooms").unique(maintain_order=True).rows() == [
        ("S1", 1, 1),
        ("S1", 4, 2),
        ("S2", 0, 0),
    ]


def test_a_request_counts_in_the_size_asked_for_and_a_room_held_in_its_own():
    row, larger = (row_of(table_of(DAY), MON, seats) for seats in (1, 4))
    assert [row[fate] for fate in FATES] == [1, 1, 0, 0, 0, 0]
    assert (row["requests"], row["wanted_peak"], row["in_use_peak"], row["used_minutes"]) == (2, 2, 1, 30)
    assert [larger[fate] for fate in FATES] == [1, 0, 1, 0, 0, 1]
    assert larger["used_minutes"] == 30 + 60 + 45, "the call, the ideation and what was left for who waited"


def test_a_no_show_holds_its_room_until_released_and_is_not_wanted_or_used():
    row = row_of(table_of(DAY), MON, 4)
    assert (row["no_shows"], row["released"]) == (1, 1)
    assert row["in_use_peak"] == 2, "the room that nobody came to and the ideation; the one who waits follows"
    assert row["wanted_peak"] == 2, "the ideation and the joint meeting, from 9 o'clock on"
    assert row["booked_minutes"] == 120, "whole bookings, also what was released"


def test_a_no_show_held_to_its_end_is_not_released():
    row = row_of(table_of([replace(DAY[3], until=None)]), MON, 4)
    assert (row["no_shows"], row["released"], row["in_use_peak"], row["used_minutes"]) == (1, 0, 1, 0)


def test_who_goes_online_or_moves_is_wanted_when_asked():
    row = row_of(table_of(DAY), TUE, 4)
    assert [row[fate] for fate in FATES] == [0, 0, 0, 1, 1, 0]
    assert (row["requests"], row["wanted_peak"], row["in_use_peak"], row["used_minutes"]) == (2, 2, 1, 60)


def test_what_is_asked_for_where_there_are_no_rooms_is_counted():
    asked = Asked(TUE, "walk_up", visitors=2, site="S2", seats=0, room="", outcome=RoomOutcome.ONLINE)
    row = row_of(table_of([asked]), TUE, 0, "S2")
    assert (row["requests"], row["made_online"], row["wanted_peak"], row["rooms"]) == (1, 1, 1, 0)


def test_a_room_that_is_closed_for_some_hours_is_held_and_not_used():
    """Hours given away for good with 0 people."""
    row = row_of(table_of([Asked(MON, "fixed_booking", people=0, booked=True)]), MON, 4)
    assert (row["in_use_peak"], row["booked_minutes"], row["used_minutes"]) == (1, 60, 0)


def test_a_day_ends_at_midnight_where_what_is_held_outlasts_it():
    asked = Asked(MON, "walk_up", visitors=1, at=1_400, minutes=100, latest_end=2_000)
    table = table_of([asked])
    monday, tuesday = (row_of(table, day, 4) for day in (MON, TUE))
    assert (monday["wanted_peak"], monday["in_use_peak"], monday["used_minutes"]) == (1, 1, 40)
    assert (tuesday["wanted_peak"], tuesday["in_use_peak"]) == (0, 0)


def test_minutes_are_those_of_the_clock_whatever_a_tick_is():
    asked = [Asked(MON, "ad_hoc", ("a0", "a1"), at=6_480, minutes=726, latest_end=20_000, booked=True)]
    row = row_of(table_of(asked, tick_seconds=5), MON, 4)
    assert row["used_minutes"] == row["booked_minutes"] == 60.5


def test_without_rooms_the_table_is_empty_and_key_figures_of_rooms_are_null():
    tables = tables_of(scenario_of(teams={"T1": {"size": 5}}, weeks=1))
    for name in ("rooms", "rooms_daily", "room_requests", "room_demand"):
        assert len(tables[name]) == 0
    key_figures = tables["summary"].filter(pl.col("metric").str.starts_with("room_"))
    assert set(key_figures["metric"]) == {"room_refused_share", "room_use_share", "room_single_share"}
    assert key_figures["estimate"].is_null().all()


def demand(asked):
    """Table `room_demand` as (site, seats, metric) -> estimate."""
    some, stack = stack_of(asked, RoomsDaily)
    return {row[:2] + row[3:4]: row[4] for row in room_demand.rows(some, [0], stack).rows()}


def test_room_demand_tells_shares_by_size_by_site_and_for_everybody():
    """Opening hours: the booth 720 minutes on 5 days, the rooms of four 600; 6 requests were meant, one went online."""
    found = demand(DAY)
    assert found["S1", 1, "refused_share"] == 0
    assert found["S1", 4, "refused_share"] == pytest.approx(1 / 4)
    for site in ("S1", None):
        assert found[site, None, "refused_share"] == pytest.approx(1 / 6)
        assert found[site, None, "use_share"] == pytest.approx((30 + 135 + 60) / (5 * 720 + 2 * 5 * 600))
        assert found[site, None, "single_share"] == pytest.approx(60 / 225)
    assert found["S1", 4, "use_share"] == pytest.approx((135 + 60) / (2 * 5 * 600))
    assert found["S1", 4, "single_share"] == pytest.approx(30 / 195), "the call in a room of four"
    assert found["S1", 4, "wanted_peak_mean"] == pytest.approx(4 / 5)
    assert found["S1", 4, "wanted_peak_p95"] is None, "five days are too few to tell"


def test_room_demand_is_null_where_nothing_was_asked_or_there_are_no_rooms():
    found = demand(DAY)
    assert found["S2", None, "refused_share"] is None
    assert found["S2", None, "use_share"] is None
    assert found["S2", 0, "single_share"] is None
    assert found["S2", 0, "wanted_peak_mean"] == 0


def test_who_did_not_come_is_not_refused_and_does_not_count():
    """Of two requests one went online and nobody came to the other."""
    found = demand([DAY[5], DAY[3]])
    assert found["S1", 4, "refused_share"] == 1
