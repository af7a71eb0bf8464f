"""Relations of trust.md section 2 about norms, teams and weekdays.

Path: they hold on every path. Average: by paired tests at one in a million, with the seeds fixed.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy import stats

from sim.replication import replicate
from tests.attendance.planning import planned
from tests.building import conf_scenario, plain, scenario_of, tables_of
from tests.chance import ALPHA, assert_mean

ACTIVITIES = plain("activities", "municipal")
SITES = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 4.0}}
ZONES = {"Z1": {"site_id": "S1", "desks": 40}, "Z2": {"site_id": "S2", "desks": 30}}
TEAMS = {
    "T1": {"size": 9},
    "T2": {"size": 8},
    "T3": {"size": 7, "site_id": "S2", "zone_id": "Z2"},
    "T4": {"size": 6, "unit_id": "U2"},
    "T5": {"size": 9, "unit_id": "U2"},
    "T6": {"size": 8, "unit_id": "U2", "site_id": "S2", "zone_id": "Z2"},
}
COLUMNS = ["date", "person_id", "site_id", "wanted_zone_id", "arrival_minute", "departure_minute", "decided_by"]
#: Everybody comes who means to.
NO_BOOKINGS = {"bookings": {"desk_booked_share": 0.0}}
#: Policies whose plan for a team looks at that team or its unit only. Off: rotation and levelled team days, which deal
#: the teams of a site out in turn, so that one team less moves the others by design.
OF_ITS_OWN = ["free_choice", "team_led", "anchor_days", "min_days", "team_days", "shared_office_days", "rates"]


def visits(teams, policy, activities, **more):
    options = {"sites": SITES, "zones": ZONES, "behavior": "municipal", "weeks": 8, **more}
    scenario = scenario_of(teams=teams, policy=policy, activities=activities, replications=1, **options)
    return tables_of(scenario)["visits"].select([*COLUMNS, "team_id", "unit_id", "purpose"])


@pytest.mark.parametrize("policy", OF_ITS_OWN)
def test_relation_9_without_a_team_nobody_of_another_unit_changes_anything(policy):
    """Path. On: all activities. Off: memory, quota, onboarding, contention (desks for all)."""
    activities = {name: one for name, one in ACTIVITIES.items() if name != "onboarding"}
    fewer = {name: team for name, team in TEAMS.items() if name != "T5"}
    before, after = visits(TEAMS, policy, activities), visits(fewer, policy, activities)
    before, after = (table.filter(pl.col("unit_id") == "U1") for table in (before, after))
    assert len(before) > 200
    assert set(before["purpose"]) - {"desk_work", "team_day"}, "the case must contain gatherings"
    assert_frame_equal(before, after)


@pytest.mark.parametrize("policy", OF_ITS_OWN)
def test_relation_9_without_a_team_no_other_team_of_the_unit_changes_its_days(policy):
    """Path. Off as above, and joint meetings, for which another team would be called in place of the removed one.

    Most of the unit still works at S1 without T4, so that its meetings stay there. Why somebody is there may change:
    whom the removed team would have met at a hybrid meeting may now be alone.
    """
    activities = {name: one for name, one in ACTIVITIES.items() if name not in ("onboarding", "joint_meeting")}
    fewer = {name: team for name, team in TEAMS.items() if name != "T4"}
    before, after = visits(TEAMS, policy, activities), visits(fewer, policy, activities)
    before = before.filter(pl.col("team_id") != "T4")
    assert_frame_equal(before.select(COLUMNS), after.select(COLUMNS))


def same_people(scenario, other):
    """The other scenario with the person ids of the first: a person's key comes from team and number."""
    keys = scenario.organization.person_keys
    assert len(keys) == other.organization.people
    other.organization.__dict__["person_keys"] = keys
    return other


@pytest.mark.parametrize("policy", ["rates", "free_choice", "anchor_days", "min_days", "daily_cap"])
def test_relation_16_a_team_split_in_two_with_the_same_people_leaves_the_sites_as_they_were(policy):
    """Path. Off: what makes a team or a supervisor special (team days at random, team shock, manager effect, a
    supervisor's better health, kinds of people, activities): a split team has two supervisors and two of each.
    """
    nothing_special = {
        "weekday_choice": {"team_shock_sd": 0.0, "manager_effect": 0.0},
        "absence": {"sick_days_manager": 10.0, "sick_days_expert": 10.0},
        "people": {"site_bound_share": 0.0, "mobile_share": 0.0},
    }
    options = {
        "zones": {"Z1": {"site_id": "S1", "desks": 14}, "Z2": {"site_id": "S1", "desks": 5}},
        "behavior": "municipal",
        "changes": nothing_special,
        "policy": policy,
        "weeks": 8,
    }
    one = scenario_of(teams={"T1": {"size": 9}, "T2": {"size": 20}, "T3": {"size": 7, "zone_id": "Z2"}}, **options)
    split = {"T1": {"size": 9}, "T2": {"size": 13}, "T2b": {"size": 7}, "T3": {"size": 7, "zone_id": "Z2"}}
    two = same_people(one, scenario_of(teams=split, **options))
    before, after = tables_of(one), tables_of(two)
    assert before["city_daily"]["displaced"].sum() + before["city_daily"]["forced_remote"].sum() > 0
    for name in ("city_daily", "site_daily", "desks_daily"):
        assert_frame_equal(before[name], after[name])


def office_by_weekday(scenario, replications):
    """Mean people on site on each weekday, shape [replication, weekday]."""
    return np.array([planned(scenario, r)[0]["office"].sum(axis=0).mean(axis=0) for r in range(replications)])


NO_SEASONS = {"absence": {"leave_days_min": 0.0, "leave_days_max": 0.0}}


@pytest.mark.parametrize("policy", ["free_choice", "team_led", "team_days"])
@pytest.mark.parametrize("activities", [{}, ACTIVITIES], ids=["none", "all activities"])
def test_relation_23_a_later_start_has_the_same_weekday_profile(policy, activities):
    """Average: 40 replications, each weekday by a paired t-test. Off: holidays, and leave, which has its seasons.

    Onboarding too: people join by calendar week.
    """
    profiles = [
        office_by_weekday(
            scenario_of(
                teams=dict(list(TEAMS.items())[:2]),
                zones={"Z1": {"site_id": "S1", "desks": 40}},
                behavior="municipal",
                changes=NO_SEASONS,
                policy=policy,
                activities={name: one for name, one in activities.items() if name != "onboarding"},
                weeks=4,
                start_date=start,
            ),
            40,
        )
        for start in ("2027-01-11", "2027-08-30")
    ]
    for weekday in range(5):
        assert_mean(profiles[0][:, weekday] - profiles[1][:, weekday], 0)


def rotated(values, by=1):
    """Values of Monday to Friday moved to later weekdays; Friday's come to Monday."""
    return [values[(day - by) % 5] for day in range(5)]


@pytest.mark.parametrize("by", [1, 3])
def test_relation_24_rotating_the_rates_of_the_weekdays_rotates_the_results(by):
    """Average: 60 replications, each weekday by a paired t-test. With team days at random."""
    rates = [0.1, 0.5, 0.4, 0.3, 0.2]

    def profile(weekday_rates):
        group = {"weekday_rates": weekday_rates, "team_day_probability": 0.2, "team_day_rate": 0.9}
        scenario = scenario_of(teams=TEAMS_OF_ONE_SITE, rates={"default": group}, policy="rates", weeks=10)
        return office_by_weekday(scenario, 60)

    before, after = profile(rates), profile(rotated(rates, by))
    for weekday in range(5):
        assert_mean(after[:, (weekday + by) % 5] - before[:, weekday], 0)
    assert abs(after[:, 0].mean() - before[:, 0].mean()) > 1, "the weekdays must differ"


def test_relation_24_rotating_what_weekdays_are_worth_rotates_what_people_choose():
    """Average, as above, under wishes with all activities but those with weekdays of their own."""
    utility = [0.0, 0.6, 0.5, 0.3, -0.7]

    def profile(weekday_utility):
        changes = {"weekday_choice": {"weekday_utility": weekday_utility}}
        scenario = scenario_of(teams=TEAMS_OF_ONE_SITE, behavior="municipal", changes=NO_SEASONS | changes, weeks=10)
        return office_by_weekday(scenario, 60)

    before, after = profile(utility), profile(rotated(utility))
    for weekday in range(5):
        assert_mean(after[:, (weekday + 1) % 5] - before[:, weekday], 0)
    assert abs(after[:, 0].mean() - before[:, 0].mean()) > 0.5


TEAMS_OF_ONE_SITE = {"T1": {"size": 12}, "T2": {"size": 9}, "T3": {"size": 8}}


def anchored(first, second):
    """Two teams of 15 with an anchor day each; everybody wishes two days and keeps the norm."""
    teams = {
        name: {"size": 15, "norm": {"anchor_weekdays": [weekday], "adherence": 1.0}}
        for name, weekday in (("T1", first), ("T2", second))
    }
    return scenario_of(teams=teams, policy=plain("policy", "anchor_days") | {"weekdays": []}, weeks=10)


def test_relation_25_anchor_days_that_coincide_have_the_higher_peak_and_the_same_mean():
    """Mean: path. Peak of the week: average, a paired t-test of 30 replications, one-sided."""
    gain = []
    for replication in range(30):
        together, apart = (planned(anchored(*days), replication)[0]["office"] for days in ((2, 2), (2, 4)))
        assert np.array_equal(together.sum(axis=2), apart.sum(axis=2)), "only which day moves"
        gain.append(np.mean(together.sum(axis=0).max(axis=1) - apart.sum(axis=0).max(axis=1)))
    error = np.std(gain, ddof=1) / np.sqrt(len(gain))
    assert np.mean(gain) > stats.t.isf(ALPHA, len(gain) - 1) * error


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.5, 0.9, 1.0]), st.booleans(), st.integers(0, 5))
def test_relation_26_a_higher_minimum_takes_no_day_from_anybodys_week(seed, adherence, called, most):
    """Path, for every step from 0 to the maximum, with absences, stated norms and, half of the time, all activities.

    Off: no-shows, who may stay away from a day that took the place of another one.
    """
    before = None
    for least in range(most + 1):
        policy = {"kind": "min_days", "office_days_min": least, "office_days_max": most, "adherence": adherence}
        scenario = scenario_of(
            teams=TEAMS,
            sites=SITES,
            zones=ZONES,
            behavior="municipal",
            policy=policy,
            activities=ACTIVITIES if called else {},
            units={"U1": {"name": "One"}, "U2": {"name": "Two", "norm": {"anchor_weekdays": ["tuesday"]}}},
            changes=NO_BOOKINGS,
            seed=seed,
            weeks=3,
        )
        days = planned(scenario)[0]["office"].sum(axis=2)
        assert before is None or (days >= before).all()
        before = days


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_a_lower_maximum_gives_nobody_a_day_more(seed, called):
    """Path. Off: no-shows, as above."""
    before = None
    for most in range(6):
        policy = {"kind": "min_days", "office_days_min": 0, "office_days_max": most, "adherence": 0.9}
        activities = ACTIVITIES if called else {}
        scenario = scenario_of(teams=TEAMS, sites=SITES, zones=ZONES, behavior="municipal", policy=policy,
                               activities=activities, changes=NO_BOOKINGS, seed=seed, weeks=3)  # fmt: skip
        days = planned(scenario)[0]["office"].sum(axis=2)
        assert before is None or (days >= before).all()
        before = days


def test_activities_move_nobodys_own_wish_arrival_or_absence():
    """Path: the same luck with and without gatherings; only who is where differs."""
    without, with_them = (
        planned(conf_scenario("small_office", "team_led", weeks=8, activities=name))[0]
        for name in ("none", "municipal")
    )
    for name in ("wished", "absent"):
        assert np.array_equal(without[name], with_them[name])
    assert not np.array_equal(without["office"], with_them["office"])


def test_the_first_weeks_of_a_long_run_with_activities_are_a_short_run():
    """Path; relation 21 with everything on, memory too."""
    remembering = {"memory": {"turned_away_effect": 1.0}}
    options = {
        "teams": TEAMS,
        "sites": SITES,
        "zones": {name: {**zone, "desks": 8} for name, zone in ZONES.items()},
        "behavior": "municipal",
        "changes": remembering,
        "activities": ACTIVITIES,
        "policy": "daily_cap",
        "calendar": "finland",
    }
    short, long = (replicate(scenario_of(weeks=weeks, **options), 0, keep_visits=True).visits for weeks in (4, 9))
    first = long["visits_day"] < 20
    for name in short:
        if name.startswith("visits_"):
            assert np.array_equal(short[name], long[name][first]), name
    gatherings = long["gatherings"]
    assert np.array_equal(short["gatherings"], gatherings[gatherings[:, 0] < 20])
