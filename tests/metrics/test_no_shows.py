"""Desks that are booked and stay empty: occupied, but nobody is there, wanted them or arrived."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.metrics import desks_daily, site_daily, visits
from sim.metrics.desks_daily import DesksDaily
from sim.metrics.observer import Frame
from sim.metrics.site_daily import SiteDaily
from sim.metrics.visits import VisitLog
from sim.requests import RoomOutcome
from tests.attendance.calling import Call, Handmade
from tests.metrics.handmade import (
    MON,
    PEOPLE,
    ROOMS,
    THU,
    TUE,
    WED,
    WEEK,
    Asked,
    Visit,
    counted,
    no_shows_of,
    plan_of,
    population_of,
    requests_of_week,
    scenario,
    visits_of,
)

#: On Monday `c0` booked a desk of Z2 beside `a2` and `b0`, for an hour until released; on Tuesday `b1` one of Z2, all
#: day; on Thursday `a1` found none to book.
NO_SHOWS = [
    Visit(MON, "c0", "Z3", "Z3", at=600, until=660),
    Visit(TUE, "b1", "Z2", "Z2"),
    Visit(THU, "a1", "Z1", ""),
]


@pytest.fixture(scope="module")
def some():
    return scenario()


@pytest.fixture(scope="module")
def plan(some):
    return replace(plan_of(WEEK), no_shows=no_shows_of(some, NO_SHOWS))


def on(table, day, **key):
    (row,) = table.filter(date=sorted(set(table["date"]))[day], **key).to_dicts()
    return row


def test_a_desk_kept_for_nobody_is_occupied_until_it_is_given_up(some, plan):
    table = desks_daily.rows(some, [0], counted(DesksDaily, some, WEEK, plan))
    monday = on(table, MON, zone_id="Z3")
    assert (monday["occupied_peak"], monday["wanted_peak"], monday["arrivals"]) == (1, 0, 0)
    assert monday["occupied_mean"] == pytest.approx(60 / 720)
    tuesday = on(table, TUE, zone_id="Z2")
    assert (tuesday["occupied_peak"], tuesday["first_choice"], tuesday["forced_remote"]) == (1, 0, 0)


def test_zones_without_no_shows_keep_their_counts(some, plan):
    with_them, without = (
        desks_daily.rows(some, [0], counted(DesksDaily, some, WEEK, one)) for one in (plan, plan_of(WEEK))
    )
    here = {(MON, "Z3"), (TUE, "Z2")}
    for day in range(5):
        for zone in some.office.zone_ids:
            same = on(with_them, day, zone_id=zone) == on(without, day, zone_id=zone)
            assert same == ((day, zone) not in here)


def test_people_are_humans_and_occupied_desks_are_not(some, plan):
    table = site_daily.rows(some, [0], counted(SiteDaily, some, WEEK, plan))
    monday, tuesday = on(table, MON, site_id="S2"), on(table, TUE, site_id="S1")
    assert (monday["occupied_peak"], monday["people_peak"], monday["people"], monday["arrivals"]) == (1, 0, 0, 0)
    assert monday["occupied_mean"] == pytest.approx(60 / 720)
    assert (tuesday["occupied_peak"], tuesday["people_peak"], tuesday["people"], tuesday["arrivals"]) == (2, 1, 1, 2)


def test_the_city_counts_them_at_the_same_moment(some, plan):
    table = site_daily.city_rows(some, [0], counted(SiteDaily, some, WEEK, plan))
    monday = on(table, MON)
    assert (monday["occupied_peak"], monday["people_peak"], monday["wanted_peak"]) == (5, 4, 4)


def test_who_found_no_desk_to_book_holds_none(some, plan):
    table = site_daily.rows(some, [0], counted(SiteDaily, some, WEEK, plan))
    thursday = on(table, THU, site_id="S1")
    assert thursday["occupied_peak"] == thursday["people_peak"] == thursday["people"] == 2


def test_without_no_shows_the_people_are_those_who_hold_the_desks(some):
    table = site_daily.rows(some, [0], counted(SiteDaily, some, WEEK))
    assert table["people_peak"].to_list() == table["occupied_peak"].to_list()


def test_no_shows_are_visits_with_their_outcome_in_the_order_of_days_and_people(some, plan):
    log = VisitLog(Frame(some, population_of(some)))
    log.observe(plan, visits_of(some, WEEK))
    table = visits.rows(some, 0, log.arrays())
    assert len(table) == len(WEEK) + len(NO_SHOWS)
    assert table.select("date", "person_id").rows() == sorted(table.select("date", "person_id").rows())
    stayed = table.filter(outcome="no_show")
    assert stayed.select("site_id", "zone_id", "wanted_zone_id", "arrival_minute", "departure_minute").rows() == [
        ("S2", "Z3", "Z3", 600, 660),
        ("S1", "Z2", "Z2", 480, 960),
        ("S1", None, "Z1", 480, 960),
    ]


def visitors_of(asked, *, gatherings=(), present=()):
    """Visitors by day and site in the handmade week."""
    some = scenario(rooms=ROOMS)

    class Context:
        weeks = slice(0, 1)

    plan = plan_of(WEEK)
    if gatherings:
        plan.gatherings = Handmade(tuple(gatherings)).gatherings(Context)
        plan.present = present
    plan.requests = requests_of_week(some, WEEK, asked)
    plan.requests.gathering[: len(gatherings)] = range(len(gatherings))
    table = site_daily.rows(some, [0], counted(SiteDaily, some, WEEK, plan))
    return [row for row in table.select("date", "site_id", "visitors").rows() if row[2] > 0]


def test_visitors_of_a_gathering_come_where_somebody_receives_them_also_without_a_room():
    calls = [
        Call(MON, (PEOPLE.index("a0"),), purpose=8, visitors=3),
        Call(TUE, (PEOPLE.index("a0"),), purpose=8, visitors=4),
        Call(WED, (PEOPLE.index("a1"),), purpose=8, visitors=5),
    ]
    asked = [
        Asked(MON, "negotiation", ("a0",), visitors=3, room="", outcome=RoomOutcome.ONLINE),
        Asked(TUE, "negotiation", ("a0",), visitors=4, outcome=RoomOutcome.NO_SHOW, booked=True),
        Asked(WED, "negotiation", visitors=5),
    ]
    found = visitors_of(asked, gatherings=calls, present=np.array([1, 1, 0]))
    assert [visitors for _, _, visitors in found] == [3], "nobody came on Tuesday, nobody is there on Wednesday"


def test_parties_that_walk_up_are_visitors_wherever_they_meet():
    asked = [
        Asked(MON, "walk_up", visitors=2),
        Asked(MON, "walk_up", visitors=3, room="", outcome=RoomOutcome.ONLINE),
        Asked(MON, "walk_up", visitors=4, booked=True, outcome=RoomOutcome.NO_SHOW),
        Asked(TUE, "walk_up", visitors=1, site="S2", seats=0, room="", outcome=RoomOutcome.ONLINE),
        Asked(WED, "call", ("a1",)),
    ]
    assert [row[1:] for row in visitors_of(asked)] == [("S1", 5), ("S2", 1)]
