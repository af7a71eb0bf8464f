"""The bookable quota of policy daily_cap: so many places a day, gatherings first, then norm days, then a lottery."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.quota import Quota
from sim.population import draw_population
from sim.records import Outcome
from sim.replication import replicate
from tests.attendance.calling import Call, calling
from tests.building import scenario_of, tables_of
from tests.chance import assert_counts

ALL = {"wishes": {"office_days_share": [0, 0, 0, 0, 0, 1]}}
MON, TUE, WED, THU, FRI = range(5)


def cap(share):
    return {"kind": "daily_cap", "cap_share_of_desks": share}


def booked(scenario, replication=0):
    """Plan and visits of all weeks after the quota, before anybody looks for a desk."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    plan = Planner(scenario, population, luck).plan(slice(0, scenario.run.weeks))
    visits = Arrivals(scenario, population, luck).visits(plan)
    Quota(scenario, population, luck).turn_away(plan, visits)
    return plan, visits


def places(visits, people, days):
    """Whether each person has a place, shape [day, person]."""
    found = np.zeros((days, people), dtype=bool)
    found[visits.day[visits.zone >= 0], visits.person[visits.zone >= 0]] = True
    return found


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 15),
    st.integers(0, 15),
    st.sampled_from([0.0, 0.1, 0.3, 1 / 3, 0.55, 0.58, 0.7, 0.85, 1.0]),
    st.integers(0, 2**32),
)
def test_no_site_ever_gives_more_places_than_its_quota_and_none_is_left_while_somebody_goes_home(one, two, share, seed):
    """Two sites, the first with two zones; the quota is of the whole site, rounded down."""
    sites = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 4.0}}
    zones = {
        "Z1": {"site_id": "S1", "desks": one},
        "Z2": {"site_id": "S1", "desks": two},
        "Z3": {"site_id": "S2", "desks": two},
    }
    teams = {
        "T1": {"size": 12},
        "T2": {"size": 9, "zone_id": "Z2"},
        "T3": {"size": 14, "zone_id": "Z3", "site_id": "S2"},
    }
    some = scenario_of(sites=sites, zones=zones, teams=teams, policy=cap(share), seed=seed, behavior="municipal")
    _, visits = booked(some)
    site = some.office.site_of_zone[visits.wanted_zone]
    for number, desks in enumerate((one + two, two)):
        quota = math.floor(share * desks + 1e-9)
        for day in range(10):
            here = (site == number) & (visits.day == day)
            assert (visits.zone[here] >= 0).sum() == min(here.sum(), quota)


def test_a_quota_that_is_a_whole_number_but_for_rounding_is_that_number():
    """.55 x 20 is 11.000000000000002 and .58 x 50 is 28.999999999999996."""
    for share, desks, quota in ((0.55, 20, 11), (0.58, 50, 29), (0.29, 100, 29)):
        some = scenario_of(
            zones={"Z1": {"site_id": "S1", "desks": desks}}, teams={"T1": {"size": 60}}, policy=cap(share), changes=ALL
        )
        assert (places(booked(some)[1], 60, 10).sum(axis=1) == quota).all()


def test_who_gets_no_place_goes_home_and_is_still_wanted():
    some = scenario_of(teams={"T1": {"size": 12}}, policy=cap(0.5), changes=ALL)
    _, visits = booked(some)
    assert (visits.outcome[visits.zone < 0] == Outcome.FORCED_REMOTE).all()
    assert (visits.outcome[visits.zone >= 0] == Outcome.FIRST_CHOICE).all()
    day = tables_of(some)["site_daily"]
    assert set(day["wanted_peak"]) == {12}
    assert set(day["arrivals"]) == {12}
    assert set(day["occupied_peak"]) == {5}
    assert set(day["forced_remote"]) == {7}


def test_enough_places_turn_nobody_away():
    capped, free = (
        scenario_of(zones={"Z1": {"site_id": "S1", "desks": 30}}, policy=policy, behavior="municipal", weeks=6)
        for policy in (cap(0.5), "free_choice")
    )
    one, other = (replicate(some, 0, keep_visits=True).visits for some in (capped, free))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_places_of_another_site_are_its_own():
    """A person at the other site for a gathering takes a place there, not at home."""
    sites = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 4.0}}
    zones = {"Z1": {"site_id": "S1", "desks": 2}, "Z2": {"site_id": "S2", "desks": 2}}
    some = scenario_of(sites=sites, zones=zones, teams={"T1": {"size": 3}}, policy=cap(1.0), changes=ALL, weeks=1)
    _, visits = booked(calling(some, Call(MON, (0,), site=1)))
    assert places(visits, 3, 5)[0].all()
    assert (places(visits, 3, 5)[1:].sum(axis=1) == 2).all()


def test_who_is_needed_at_a_gathering_comes_before_who_is_asked_by_a_norm_and_that_one_before_all_others():
    """Six people want three places every day of 40 weeks; a gathering needs 0 and 1, the norm asks 2 and 3 on Tuesday.

    Team A's norm asks for Tuesday: person 2 and 3 have it, the others are free of it by an exception.
    """
    free = {"x": {"team_id": "T1", "members": [1, 2, 5, 6], "norm": {"anchor_weekdays": []}}}
    norm = {"anchor_weekdays": ["tuesday"], "adherence": 1.0}
    some = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": 3}},
        teams={"T1": {"size": 6}},
        policy=cap(1.0),
        changes=ALL,
        norm=norm,
        exceptions=free,
        weeks=40,
    )
    calls = [Call(TUE, (0, 1), week=week) for week in range(40)]
    _, visits = booked(calling(some, *calls))
    tuesdays = places(visits, 6, 200)[TUE::5]
    assert tuesdays[:, :2].all()
    assert (tuesdays[:, 2:4].sum(axis=1) == 1).all()
    assert not tuesdays[:, 4:].any()
    assert 5 < tuesdays[:, 2].sum() < 35, "a lottery between two equal claims"


def test_joining_a_gathering_one_is_not_needed_at_gives_no_place():
    """Ten people on site, five of them invited to something online: they have no better chance than the others.

    5 of 10 places on each of 1,000 days: 2,500 places to each half, exactly hypergeometric by day.
    """
    some = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": 5}}, teams={"T1": {"size": 10}}, policy=cap(1.0), changes=ALL, weeks=200
    )
    calls = [Call(day, (0, 1, 2, 3, 4), needed=(), week=week) for week in range(200) for day in range(5)]
    plan, visits = booked(calling(some, *calls))
    assert plan.attends.all(), "they would join"
    invited = places(visits, 10, 1_000)[:, :5].sum()
    # Variance of a day's count: 5 x .5 x .5 x (10 - 5) / (10 - 1).
    assert abs(invited - 2_500) < 4.89 * math.sqrt(1_000 * 5 * 0.25 * 5 / 9)


@pytest.mark.parametrize(
    "teams", [{"T1": {"size": 12}}, {f"T{n:02d}": {"size": 1} for n in range(12)}], ids=["one-team", "twelve-teams"]
)
def test_the_lottery_gives_everybody_the_same_chance_whatever_the_id(teams):
    """5,000 days, five of twelve get a place; counts scaled as in tests/engine/test_fairness.py."""
    some = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": 5}}, teams=teams, policy=cap(1.0), changes=ALL, weeks=1_000
    )
    home = (~places(booked(some)[1], 12, 5_000)).sum(axis=0)
    days, p = 5_000, 7 / 12
    assert home.sum() == days * 7
    scale = 11 / (12 * (1 - p))
    assert_counts(home * scale, np.full(12, days * p) * scale)


def test_one_team_less_moves_nobody_else_in_the_lottery():
    """Who of the others had a place keeps it; those who come in take places that became free."""
    options = {"zones": {"Z1": {"site_id": "S1", "desks": 6}}, "policy": cap(1.0), "changes": ALL, "weeks": 10}
    teams = {"T1": {"size": 5}, "T2": {"size": 4}, "T3": {"size": 3}}
    whole = places(booked(scenario_of(teams=teams, **options))[1], 12, 50)
    fewer = places(booked(scenario_of(teams={t: teams[t] for t in ("T1", "T3")}, **options))[1], 8, 50)
    others = whole[:, [0, 1, 2, 3, 4, 9, 10, 11]]
    assert (fewer >= others).all()
    assert (fewer.sum(axis=1) == 6).all()


def test_under_other_policies_there_is_no_quota():
    some = scenario_of(teams={"T1": {"size": 30}}, policy="full_office")
    assert (booked(some)[1].zone >= 0).all()


def test_who_got_no_place_in_a_quota_did_not_travel():
    """Nobody has a place, so nobody sets out: no hours and no CO2, though everybody wanted to come."""
    policy = {"kind": "daily_cap", "cap_share_of_desks": 0.0}
    tables = tables_of(scenario_of(teams={"T1": {"size": 9}}, policy=policy, weeks=2))
    assert tables["city_daily"]["forced_remote"].sum() > 0
    assert tables["teams"]["commute_hours_per_week"].to_list() == [0.0, 0.0]
    assert tables["teams"]["commute_co2_kg_per_week"].to_list() == [0.0, 0.0]
