"""The `gatherings` table: what was held, who was invited, and how many took part on site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from sim.draws import Luck
from sim.engine.parties import Parties
from sim.engine.room_numbers import number_rooms
from sim.engine.rooms import Rooms
from sim.metrics import gatherings
from sim.metrics.gatherings import GatheringLog
from sim.metrics.observer import Frame
from sim.records import Purpose
from sim.requests import RoomOutcome
from tests.attendance.calling import Call, Handmade
from tests.building import plain, scenario_of, tables_of
from tests.metrics.handmade import (
    MON,
    PEOPLE,
    ROOMS,
    TUE,
    WEEK,
    Asked,
    Visit,
    plan_of,
    population_of,
    requests_of_week,
    scenario,
    visits_of,
)


@pytest.fixture(scope="module")
def some():
    return scenario(start_date="2027-01-11")


def table_of(some, calls, attends, week=WEEK):
    """The table of the handmade week with these gatherings; `attends` has one flag for each participant."""

    class Context:
        weeks = slice(0, 1)

    made = Handmade(tuple(calls)).gatherings(Context)
    plan = replace(plan_of(week), gatherings=made, attends=np.array(attends, dtype=bool))
    population, visits = population_of(some), visits_of(some, week)
    asked, commitments = Parties(some, population, Luck(1, 0)).requests(plan, visits)
    plan.requests = Rooms(some).serve(asked, visits, commitments)
    number_rooms(some.office, plan.requests)
    log = GatheringLog(Frame(some, population))
    log.observe(plan, visits)
    return gatherings.rows(some, 0, log.arrays())


def who(*names):
    return tuple(PEOPLE.index(name) for name in names)


def test_a_gathering_is_listed_with_its_day_hours_and_numbers(some):
    """On Monday a0, a1, a2 and b0 are seated; b1 was invited and stays away."""
    call = Call(MON, who("a0", "a1", "b0", "b1"), purpose=Purpose.IDEATION, start=540, visitors=2)
    (row,) = table_of(some, [call], [True, True, True, False]).to_dicts()
    assert row == {
        "replication": 0,
        "date": date(2027, 1, 11),
        "activity": "ideation",
        "team_id": None,
        "site_id": "S1",
        "start_minute": 540,
        "end_minute": 600,
        "invited": 4,
        "on_site": 3,
        "visitors": 2,
        "room_id": None,
        "seats": None,
        "outcome": "served",
        "asked_minute": 540,
        "asked_end_minute": 600,
        "wait_minutes": 0.0,
        "booked": False,
        "people": 5,
    }


def test_who_was_sent_home_does_not_take_part_on_site(some):
    """a1 set out on Tuesday and found no desk."""
    table = table_of(some, [Call(TUE, who("a0", "a1"))], [True, True])
    assert table["on_site"].to_list() == [1]


def test_who_was_displaced_to_another_site_does_not_take_part_on_site(some):
    """a0 is displaced within S1 and takes part; a1 found a desk at S2 only."""
    week = [Visit(TUE, "a0", "Z1", "Z2"), Visit(TUE, "a1", "Z1", "Z3"), Visit(TUE, "a2", "Z1", "Z1")]
    table = table_of(some, [Call(TUE, who("a0", "a1", "a2"))], [True, True, True], week)
    assert table["on_site"].to_list() == [2]


def test_a_gathering_that_nobody_attends_on_site_asks_for_no_room(some):
    table = table_of(some, [Call(TUE, who("a1", "b0"), needed=())], [False, False])
    assert len(table) == 0


def test_gatherings_stand_in_the_order_of_day_and_start(some):
    calls = [Call(TUE, who("a0"), start=540), Call(MON, who("a0"), start=600), Call(MON, who("b0"), start=570)]
    table = table_of(some, calls, [True] * 3)
    assert table.select("date", "start_minute").rows() == [
        (date(2027, 1, 11), 570),
        (date(2027, 1, 11), 600),
        (date(2027, 1, 12), 540),
    ]


def test_a_week_without_gatherings_is_an_empty_table(some):
    table = table_of(some, [], [])
    assert len(table) == 0


def logged(asked, **more):
    """The table of the handmade week with these requests and their answers."""
    some = scenario(start_date="2027-01-11", rooms=ROOMS, **more)
    plan = replace(plan_of(WEEK), requests=requests_of_week(some, WEEK, asked))
    number_rooms(some.office, plan.requests)
    log = GatheringLog(Frame(some, population_of(some)))
    log.observe(plan, visits_of(some, WEEK))
    return gatherings.rows(some, 0, log.arrays())


def test_the_room_held_and_the_seats_asked_for_are_told():
    """A call that finds no booth takes one of the rooms of four."""
    table = logged([Asked(MON, "call", ("a0",), seats=1, room="R4", outcome=RoomOutcome.LARGER)])
    assert table.select("room_id", "seats", "outcome").rows() == [("R4-01", 1, "larger")]


def test_who_waits_begins_late_and_the_wait_is_told():
    asked = Asked(MON, "ideation", ("a0", "a1"), outcome=RoomOutcome.WAITED, start=547, until=600)
    (row,) = logged([asked]).to_dicts()
    assert (row["asked_minute"], row["start_minute"], row["end_minute"], row["wait_minutes"]) == (540, 547, 600, 7)
    assert row["asked_end_minute"] == 600


def test_who_moves_to_another_time_does_not_wait():
    asked = Asked(MON, "ideation", ("a0", "a1"), outcome=RoomOutcome.MOVED, start=630, until=690)
    (row,) = logged([asked]).to_dicts()
    assert (row["asked_minute"], row["start_minute"], row["end_minute"], row["wait_minutes"]) == (540, 630, 690, 0)


def test_what_goes_online_keeps_the_hours_asked_for_and_no_wait_is_told():
    asked = Asked(MON, "ad_hoc", ("a0", "a1"), outcome=RoomOutcome.ONLINE, room="", latest_end=580)
    (row,) = logged([asked]).to_dicts()
    assert (row["start_minute"], row["end_minute"], row["wait_minutes"], row["room_id"]) == (540, 580, None, None)
    assert (row["on_site"], row["people"]) == (2, 2)


def test_nobody_is_on_site_at_a_no_show_whose_room_is_held_until_released():
    asked = Asked(MON, "negotiation", ("a0",), visitors=2, outcome=RoomOutcome.NO_SHOW, booked=True, until=555)
    (row,) = logged([asked]).to_dicts()
    assert (row["on_site"], row["visitors"], row["people"]) == (0, 0, 3)
    assert (row["room_id"], row["end_minute"], row["booked"], row["outcome"]) == ("R4-01", 555, True, "no_show")


def test_people_of_hours_given_away_for_good_are_on_site_and_parties_that_walk_up_are_visitors():
    asked = [
        Asked(MON, "fixed_booking", people=3, booked=True),
        Asked(MON, "walk_up", visitors=2, at=550),
    ]
    table = logged(asked)
    assert table.select("activity", "on_site", "visitors", "people").rows() == [
        ("fixed_booking", 3, 0, 3),
        ("walk_up", 0, 2, 2),
    ]


def test_minutes_are_rounded_down_at_the_start_and_up_at_the_end_where_ticks_are_finer():
    asked = Asked(
        MON, "ad_hoc", ("a0", "a1"), at=6_485, minutes=724, latest_end=20_000, start=6_491, until=7_209,
        outcome=RoomOutcome.WAITED,
    )  # fmt: skip
    (row,) = logged([asked], tick_seconds=5).to_dicts()
    assert (row["asked_minute"], row["start_minute"], row["end_minute"], row["wait_minutes"]) == (540, 540, 601, 0.5)


def test_who_is_on_site_sits_there_all_the_time_says_the_table_of_visits():
    """Of every request no more take part than have a seat on its site, and in its team, from its start to its end."""
    some = scenario_of(
        teams={"T1": {"size": 9}, "T2": {"size": 8}},
        zones={"Z1": {"site_id": "S1", "desks": 10}},
        rooms={"R4": {"seats": 4}, "R9": {"seats": 9}},
        activities=plain("activities", "municipal"),
        behavior="municipal",
        changes={"rooms": {"patience_minutes": 20}},
        calendar="finland",
        weeks=26,
    )
    tables = tables_of(some)
    held, visits = tables["gatherings"], tables["visits"].filter(pl.col("zone_id").is_not_null())
    assert set(held["date"]) <= set(some.days.dates), "no gathering on a holiday"
    assert set(held["outcome"]) == {outcome.name.lower() for outcome in RoomOutcome}
    people = visits.filter(pl.col("outcome") != "no_show").select(
        "date", "site_id", "arrival_minute", "departure_minute", member_of="team_id"
    )
    rows = held.with_row_index("row").join(people, on=["date", "site_id"], how="left")
    all_the_time = (pl.col("arrival_minute") <= pl.col("start_minute")) & (
        pl.col("end_minute") <= pl.col("departure_minute")
    )
    of_team = pl.col("team_id").is_null() | (pl.col("team_id") == pl.col("member_of"))
    counted = rows.group_by("row").agg(
        pl.col("on_site", "activity").first(), there=all_the_time.sum(), of_team=(all_the_time & of_team).sum()
    )
    assert (counted["on_site"] <= counted["there"]).all()
    of_one_team = counted.filter(pl.col("activity").is_in(["team_meeting", "ad_hoc", "call", "development_day"]))
    assert (of_one_team["on_site"] <= of_one_team["of_team"]).all()
    assert of_one_team["on_site"].sum() > 300
