"""Policies that ask for days: min_days, team_days, rotation and shared_office_days, before anybody chooses."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calendar import quarter_of
from sim.policies.norm import MOST
from sim.records import Decider
from tests.attendance.planning import planned
from tests.building import conf_scenario, plain, scenario_of
from tests.chance import assert_counts
from tests.policies.asking import asked_by, setting_of

MON, TUE, WED, THU, FRI = range(5)
ONE = {"T1": {"size": 10}}
TWO_SITES = {"S1": {"name": "One"}, "S2": {"name": "Two"}}
TWO_ZONES = {"Z1": {"site_id": "S1", "desks": 5}, "Z2": {"site_id": "S2", "desks": 5}}


def team_days(days, *, levelled=False, adherence=0.9, utility=(0.0, 0.4, 0.3, 0.3, -0.4)):
    return {
        "kind": "team_days",
        "days_per_week": days,
        "levelled": levelled,
        "weekday_utility": list(utility),
        "adherence": adherence,
    }


def rotation(a, b, *, swaps=True):
    return {"kind": "rotation", "weekdays_a": a, "weekdays_b": b, "swaps_weekly": swaps, "adherence": 0.9}


def shared(every, weekdays, *, staggered):
    return {
        "kind": "shared_office_days",
        "every_weeks": every,
        "weekdays": weekdays,
        "staggered": staggered,
        "adherence": 0.8,
    }


def told(scenario, rule):
    """The values of a rule in the `norms` table, by team."""
    rows = scenario.policy.explain(setting_of(scenario), [])
    return {row.team_id: (row.value, row.set_by) for row in rows if row.rule == rule}


def test_min_days_bounds_the_week_of_every_team_and_asks_no_weekday():
    policy = {"kind": "min_days", "office_days_min": 2, "office_days_max": 4, "adherence": 0.8}
    norms = asked_by(conf_scenario("small_office", policy))
    assert set(norms.days_min) == {2}
    assert set(norms.days_max) == {4}
    assert set(norms.adherence) == {0.8}
    assert set(norms.min_level) == {Decider.EMPLOYER}
    assert not norms.level.any()


def test_min_days_without_a_maximum_sets_none():
    assert set(asked_by(scenario_of(policy=plain("policy", "min_days"))).days_max) == {MOST}
    policy = {"kind": "min_days", "office_days_min": 2, "adherence": 0.8}
    assert set(asked_by(scenario_of(policy=policy)).days_max) == {MOST}


def test_a_minimum_of_nothing_is_free_choice():
    policy = {"kind": "min_days", "office_days_min": 0, "adherence": 1.0}
    assert asked_by(conf_scenario("small_office", policy)).asks_nothing


@pytest.mark.parametrize("days", range(6))
def test_every_team_has_so_many_team_days_of_its_own_in_every_week(days):
    norms = asked_by(conf_scenario("small_office", team_days(days), weeks=30))
    assert ((norms.level > 0).sum(axis=0) == days).all()
    assert set(np.unique(norms.level)) <= {0, Decider.TEAM}
    assert set(norms.adherence) == {0.9}


def test_teams_choose_their_weekdays_by_a_logit_without_replacement():
    """300 teams in one quarter of ten replications; probability of a pair by both orders of choosing."""
    many = {f"T{n:03d}": {"size": 1} for n in range(300)}
    some = scenario_of(teams=many, policy=team_days(2), weeks=1)
    pairs = np.concatenate([asked_by(some, replication).level[:, 0].T > 0 for replication in range(10)])
    weight, expected, observed = np.exp([0.0, 0.4, 0.3, 0.3, -0.4]), np.zeros((5, 5)), np.zeros((5, 5))
    for first, second in permutations(range(5), 2):
        chance = weight[first] / weight.sum() * weight[second] / (weight.sum() - weight[first])
        expected[min(first, second), max(first, second)] += chance
    two = np.array([np.flatnonzero(pair) for pair in pairs])
    np.add.at(observed, (two[:, 0], two[:, 1]), 1)
    upper = np.triu_indices(5, 1)
    assert_counts(observed[upper], len(pairs) * expected[upper])


def test_teams_choose_anew_each_quarter_and_only_then():
    some = conf_scenario("espoo", team_days(2), weeks=52, start_date="2027-01-04")
    asked = asked_by(some).level > 0
    quarter = [quarter_of(date.fromisocalendar(2027, week, 1).toordinal()) for week in range(1, 53)]
    for week in range(1, 52):
        same = (asked[:, week] == asked[:, week - 1]).all(axis=0)
        assert same.mean() < 0.5 if quarter[week] != quarter[week - 1] else same.all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=25), st.integers(0, 5))
def test_levelled_team_days_spread_the_people_of_each_site_over_the_week(teams, days):
    """The people of the fullest and the emptiest weekday of a site differ by at most its largest team."""
    many = {
        f"T{number:02d}": {"size": size, "site_id": f"S{1 + there}", "zone_id": f"Z{1 + there}"}
        for number, (size, there) in enumerate(teams)
    }
    some = scenario_of(sites=TWO_SITES, zones=TWO_ZONES, teams=many, policy=team_days(days, levelled=True))
    norms = asked_by(some)
    assert ((norms.level > 0).sum(axis=0) == days).all()
    assert set(np.unique(norms.level)) <= {0, Decider.EMPLOYER}
    assert (norms.level == norms.level[:, :1]).all(), "the same plan every week"
    sizes, site = np.array([size for size, _ in teams]), np.array([there for _, there in teams])
    for of_site in (site, ~site):
        if of_site.any():
            people = (norms.level[:, 0, of_site] > 0) @ sizes[of_site]
            assert people.max() - people.min() <= sizes[of_site].max()
            assert people.sum() == days * sizes[of_site].sum()


def test_the_largest_team_is_levelled_first_so_that_the_small_ones_fill_the_other_weekdays():
    teams = {f"T{number}": {"size": size} for number, size in enumerate([1, 1, 1, 1, 1, 5])}
    asked = asked_by(scenario_of(teams=teams, policy=team_days(1, levelled=True))).level[:, 0] > 0
    assert sorted((asked @ [1, 1, 1, 1, 1, 5]).tolist()) == [1, 1, 1, 2, 5]


def test_levelled_team_days_are_the_same_in_every_replication_and_under_every_seed():
    plans = [
        asked_by(conf_scenario("espoo", team_days(2, levelled=True), seed=seed), replication).level
        for seed, replication in ((1, 0), (1, 3), (2, 0))
    ]
    assert np.array_equal(plans[0], plans[1])
    assert np.array_equal(plans[0], plans[2])


def test_the_norms_table_says_who_sets_the_team_days():
    assert told(scenario_of(teams=ONE, policy=team_days(2)), "team_days_per_week") == {"T1": ("2", "employer")}
    assert told(scenario_of(teams=ONE, policy=team_days(2)), "team_weekdays")["T1"][1] == "team"
    assert told(scenario_of(teams=ONE, policy=team_days(2, levelled=True)), "team_weekdays")["T1"][1] == "employer"


FIVE = {f"T{n}": {"size": 1} for n in range(1, 6)}
A, B = [True, True, False, False, False], [False, False, True, True, False]


def groups(scenario):
    """Which weekdays each team is asked to come, shape [week, team, weekday]."""
    return (asked_by(scenario).level > 0).transpose(1, 2, 0).tolist()


def test_the_groups_of_a_rotation_change_places_every_week():
    some = scenario_of(teams=FIVE, policy=rotation(["monday", "tuesday"], ["wednesday", "thursday"]), weeks=4)
    weeks = groups(some)
    one, other = [A, B, A, B, A], [B, A, B, A, B]
    assert weeks in ([one, other, one, other], [other, one, other, one])
    assert set(np.unique(asked_by(some).level)) == {0, Decider.EMPLOYER}


def test_a_rotation_without_swaps_is_the_same_every_week():
    some = scenario_of(teams=FIVE, policy=rotation(["monday", "tuesday"], ["wednesday", "thursday"], swaps=False))
    assert groups(some) == [[A, B, A, B, A]] * 2


def test_the_week_of_a_rotation_does_not_depend_on_the_start_of_the_run():
    """Over a turn of the year in which ISO week 53 is followed by week 1."""
    policy = rotation(["monday", "tuesday"], ["wednesday", "thursday"])
    whole = groups(scenario_of(teams=FIVE, policy=policy, weeks=10, start_date="2026-11-30"))
    part = groups(scenario_of(teams=FIVE, policy=policy, weeks=5, start_date="2027-01-04"))
    assert part == whole[5:]
    assert all(one != other for one, other in pairwise(whole))


def test_each_site_rotates_on_its_own():
    teams = {
        f"T{n}": {"size": 1, "site_id": f"S{site}", "zone_id": f"Z{site}"} for n, site in enumerate([1, 2, 2, 1, 2, 1])
    }
    policy = rotation(["monday", "tuesday"], ["wednesday", "thursday"], swaps=False)
    assert groups(scenario_of(sites=TWO_SITES, zones=TWO_ZONES, teams=teams, policy=policy))[0] == [A, A, B, B, A, A]


def test_the_norms_table_says_which_weekdays_a_team_has_and_has_every_other_week():
    policy = rotation(["tuesday", "monday"], ["friday"])
    assert told(scenario_of(teams=FIVE, policy=policy), "rotation_weekdays") == {
        f"T{n}": (
            "friday; every other week monday, tuesday" if n % 2 == 0 else "monday, tuesday; every other week friday",
            "employer",
        )
        for n in range(1, 6)
    }


UNITS = {f"U{n}": {"name": f"Unit {n}"} for n in range(1, 8)}
OF_UNITS = {f"T{n}": {"size": 2, "unit_id": f"U{n}"} for n in range(1, 8)}


def unit_days(policy, weeks=12, **more):
    """The weekday of each team's unit in each week, -1 where none, shape [week, team]."""
    level = asked_by(scenario_of(units=UNITS, teams=OF_UNITS, policy=policy, weeks=weeks, **more)).level
    assert set(np.unique(level)) <= {0, Decider.UNIT}
    assert ((level > 0).sum(axis=0) <= 1).all()
    return np.where((level > 0).any(axis=0), (level > 0).argmax(axis=0), -1)


@pytest.mark.parametrize("every", [1, 2, 3, 4])
@pytest.mark.parametrize("staggered", [False, True])
def test_every_unit_has_one_shared_day_in_so_many_weeks(every, staggered):
    days = unit_days(shared(every, ["tuesday", "thursday"], staggered=staggered))
    for first in range(12 - every + 1):
        assert ((days[first : first + every] >= 0).sum(axis=0) == 1).all()


def test_not_staggered_all_units_come_on_the_first_weekday_of_the_same_week():
    days = unit_days(shared(3, ["thursday", "tuesday"], staggered=False))
    assert set(np.unique(days)) == {-1, THU}
    assert (days == days[:, :1]).all()


def test_staggered_units_are_spread_over_the_weekdays_and_then_over_the_weeks():
    """Seven units on two weekdays in three weeks: six places, so that U7 shares the place of U1 only."""
    days = unit_days(shared(3, ["tuesday", "thursday"], staggered=True))
    places = [tuple(days[:3, unit].tolist()) for unit in range(7)]
    assert len(set(places[:6])) == 6
    assert places[6] == places[0]
    assert [max(place) for place in places] == [TUE, THU, TUE, THU, TUE, THU, TUE]


def test_four_places_of_two_weekdays_in_two_weeks_are_all_taken_before_one_is_shared():
    days = unit_days(shared(2, ["tuesday", "thursday"], staggered=True))
    places = [tuple(days[:2, unit].tolist()) for unit in range(7)]
    assert len(set(places[:4])) == 4
    assert places[4:] == places[:3]


def test_the_week_of_a_shared_day_does_not_depend_on_the_start_of_the_run():
    policy = shared(3, ["tuesday", "thursday"], staggered=True)
    whole = unit_days(policy, start_date="2026-11-30")
    assert np.array_equal(unit_days(policy, weeks=6, start_date="2027-01-11"), whole[6:])


def test_a_shared_day_on_a_holiday_asks_nothing_and_is_not_moved():
    policy = shared(1, ["wednesday"], staggered=False)
    some = scenario_of(
        teams=ONE,
        policy=policy | {"adherence": 1.0},
        activities={"shared_office_day": plain("activities", "municipal")["shared_office_day"]},
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
        closed_dates=["2027-01-06"],
        weeks=2,
        start_date="2027-01-04",
    )
    plan, _ = planned(some)
    assert not plan["office"][:, 0].any()
    assert (plan["office"][:, 1] == [False, False, True, False, False]).all()
    assert plan["plans"][0].gatherings.day.tolist() == [7]


def test_on_a_shared_day_the_activity_says_why_people_are_there_and_the_policy_who_comes():
    """Adherence .5: who keeps the norm comes for the shared day; the unit decides, not the activity."""
    some = scenario_of(
        teams={"T1": {"size": 40}},
        policy=shared(1, ["wednesday"], staggered=False) | {"adherence": 0.5},
        activities={"shared_office_day": plain("activities", "municipal")["shared_office_day"]},
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
        weeks=10,
    )
    plan, _ = planned(some)
    assert not plan["office"][:, :, [0, 1, 3, 4]].any()
    assert 0.3 < plan["office"][:, :, WED].mean() < 0.7
    assert set(plan["purpose"][plan["office"]]) == {6}
    assert set(plan["decided_by"][plan["office"]]) == {Decider.UNIT}


def test_without_the_activity_a_shared_day_is_a_team_day():
    some = scenario_of(
        teams=ONE,
        policy=shared(1, ["wednesday"], staggered=False),
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
    )
    plan, _ = planned(some)
    assert set(plan["purpose"][plan["office"]]) == {1}


def test_the_norms_table_says_the_day_of_each_unit():
    some = scenario_of(units=UNITS, teams=OF_UNITS, policy=shared(3, ["tuesday", "thursday"], staggered=True))
    values = told(some, "shared_office_day")
    assert values["T1"] == ("tuesday, every 3 weeks", "unit")
    assert values["T4"] == ("thursday, every 3 weeks", "unit")


def test_a_unit_without_people_has_no_gatherings():
    some = scenario_of(
        teams=ONE,
        policy=shared(1, ["wednesday"], staggered=False),
        activities={
            name: plain("activities", "municipal")[name]
            for name in ("shared_office_day", "unit_meeting", "management_group")
        },
        weeks=8,
    )
    plan, _ = planned(some)
    gatherings = plan["plans"][0].gatherings
    assert len(gatherings) > 8
    assert gatherings.invited.min() > 0
    assert set(gatherings.unit) == {0}
