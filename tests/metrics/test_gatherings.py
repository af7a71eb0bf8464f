"""The `gatherings` table: what was held, who was invited, and how many took part on site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from sim.metrics import gatherings
from sim.metrics.gatherings import GatheringLog
from sim.metrics.observer import Frame
from sim.records import Purpose
from tests.attendance.calling import Call, Handmade
from tests.building import plain, scenario_of, tables_of
from tests.metrics.handmade import MON, PEOPLE, TUE, WEEK, Visit, plan_of, population_of, scenario, visits_of


@pytest.fixture(scope="module")
def some():
    return scenario(start_date="2027-01-11")


def table_of(some, calls, attends, week=WEEK):
    """The table of the handmade week with these gatherings; `attends` has one flag for each participant."""

    class Context:
        weeks = slice(0, 1)

    made = Handmade(tuple(calls)).gatherings(Context)
    plan = replace(plan_of(week), gatherings=made, attends=np.array(attends, dtype=bool))
    log = GatheringLog(Frame(some, population_of(some)))
    log.observe(plan, visits_of(some, week))
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


def test_a_gathering_that_nobody_attends_on_site_is_online(some):
    table = table_of(some, [Call(TUE, who("a1", "b0"), needed=())], [False, False])
    assert table.select("on_site", "outcome").rows() == [(0, "online")]


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


def test_the_table_of_a_run_agrees_with_its_visits():
    """Every visit that is for a gathering belongs to one of that day and kind which somebody attended on site."""
    some = scenario_of(
        teams={"T1": {"size": 9}, "T2": {"size": 8}},
        zones={"Z1": {"site_id": "S1", "desks": 10}},
        activities=plain("activities", "municipal"),
        behavior="municipal",
        calendar="finland",
        weeks=20,
    )
    tables = tables_of(some)
    held, visits = tables["gatherings"], tables["visits"]
    assert (held["on_site"] <= held["invited"]).all()
    assert set(held["date"]) <= set(some.days.dates), "no gathering on a holiday"
    known = set(held.filter(held["on_site"] > 0).select("date", "activity").rows())
    seated = visits.filter(visits["outcome"] != "forced_remote")
    purposes = seated.filter(~seated["purpose"].is_in(["desk_work", "team_day"])).select("date", "purpose").rows()
    assert len(purposes) > 50
    assert set(purposes) <= known
    per_day = held.group_by("date").agg(pl.col("on_site").max())
    people = dict(seated.group_by("date").len().rows())
    assert all(people.get(day, 0) >= most for day, most in per_day.rows())
