"""Whole weeks: absences, wishes and norms put together, and who decided each day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from sim.behavior import Bookings
from sim.records import Decider, Purpose
from tests.attendance.planning import planned
from tests.building import conf_scenario, plain, scenario_of, tables_of
from tests.chance import assert_mean, assert_share
from tests.random_scenarios import scenarios

WISHED = plain("behavior", "municipal")["wishes"]["office_days_share"]


def all_come(name, policy, **run):
    """The people of an office in conf/, none of whom book a desk and stay at home."""
    scenario = conf_scenario(name, policy, **run)
    return replace(scenario, behavior=replace(scenario.behavior, bookings=Bookings()))


def wishes(days):
    """Everybody wishes the same number of days."""
    return {"wishes": {"office_days_share": [float(number == days) for number in range(6)]}}


def anchor(*weekdays, adherence=1.0):
    return {"kind": "anchor_days", "weekdays": list(weekdays), "adherence": adherence}


@settings(max_examples=60, deadline=None)
@given(scenarios(rooms=False))
def test_nobody_absent_attends_and_nobody_comes_on_a_holiday(scenario):
    plan, _ = planned(scenario)
    for kind in ("office", "wished", "asked", "customer", "elsewhere"):
        assert not (plan[kind] & ~plan["available"]).any(), kind
    assert not (plan["customer"] & plan["office"]).any(), "one place per person and day"
    called = np.zeros_like(plan["office"])
    for one in plan["plans"]:
        gatherings = one.gatherings
        day = gatherings.day[gatherings.gathering][gatherings.needed]
        called[gatherings.person[gatherings.needed], day // 5, day % 5] = True
    assert not (plan["elsewhere"] & plan["asked"] & ~called).any(), "norm days are spent with the team"
    assert not (called & plan["available"] & ~plan["office"] & ~plan["customer"]).any(), "who is needed comes"


@settings(max_examples=40, deadline=None)
@given(scenarios(policies=["free_choice"], called=False, rooms=False))
def test_free_choice_gives_everybody_exactly_the_days_wished(scenario):
    plan, population = planned(scenario)
    available = plan["available"].sum(axis=2)
    wanted = (population.wished_days[:, None] * available * 2 + 5) // 10
    assert np.array_equal(plan["office"].sum(axis=2), wanted)
    assert np.array_equal(plan["wished_fifths"], population.wished_days[:, None] * available)


def test_free_choice_is_its_own_counterfactual_and_imposes_nothing():
    scenario = all_come("small_office", "free_choice", weeks=4)
    plan, _ = planned(scenario)
    assert np.array_equal(plan["office"], plan["wished"])
    tables = tables_of(scenario)
    assert set(tables["visits"]["decided_by"]) == {"person"}
    assert set(tables["teams"]["imposed_days_share"]) == {0.0}


@pytest.mark.parametrize("policy", ["team_led", "anchor_days", "full_office"])
def test_the_own_wish_is_the_same_under_every_policy(policy):
    free, _ = planned(all_come("small_office", "free_choice", weeks=6))
    other, _ = planned(all_come("small_office", policy, weeks=6))
    assert np.array_equal(other["wished"], free["office"])


def test_who_wishes_no_day_never_comes_and_who_wishes_five_always():
    assert not planned(scenario_of(changes=wishes(0), weeks=10))[0]["office"].any()
    assert planned(scenario_of(changes=wishes(5), weeks=10))[0]["office"].all()


def test_wishes_are_as_frequent_as_stated():
    """2,780 people, drawn once: each number of days by an exact binomial of its share."""
    scenario = all_come("espoo", "free_choice", weeks=1)
    _, population = planned(scenario)
    for days, share in enumerate(WISHED):
        assert_share((population.wished_days == days).sum(), len(population), share)


def test_kept_norm_days_come_first_and_replace_wished_days():
    """Two days wished and two asked: exactly the two asked, whatever the week's luck."""
    plan, _ = planned(scenario_of(policy=anchor(2, 4), changes=wishes(2), weeks=20))
    assert (plan["office"] == [False, True, False, True, False]).all()
    assert (plan["wished"].sum(axis=2) == 2).all()


def test_wished_days_beyond_the_norm_are_those_liked_best():
    """Three days wished, Monday asked: Monday and the two best others, which the own wish has unless it had Monday."""
    plan, _ = planned(scenario_of(policy=anchor(1), changes=wishes(3), weeks=50))
    office, wished = plan["office"], plan["wished"]
    assert office[:, :, 0].all()
    assert (office.sum(axis=2) == 3).all()
    had_monday = wished[:, :, 0]
    assert np.array_equal(office[had_monday], wished[had_monday])
    assert (wished[~had_monday] & ~office[~had_monday]).sum(axis=1).tolist() == [1] * int((~had_monday).sum())


def test_more_norm_days_than_wished_are_all_kept():
    plan, _ = planned(scenario_of(policy=anchor(1, 2, 3, 4), changes=wishes(1), weeks=5))
    assert (plan["office"] == [True, True, True, True, False]).all()


def test_an_adherence_of_nothing_leaves_the_own_wish():
    plan, _ = planned(scenario_of(policy=anchor(2, 4, adherence=0.0), weeks=20))
    assert np.array_equal(plan["office"], plan["wished"])


def test_norm_days_are_kept_as_often_as_the_adherence_says():
    """Nobody wishes a day, so every day on site is a kept norm day: binomial(100 people x 200 weeks, .9)."""
    plan, _ = planned(
        scenario_of(policy=anchor(3, adherence=0.9), changes=wishes(0), teams={"T1": {"size": 100}}, weeks=200)
    )
    assert not plan["office"][:, :, [0, 1, 3, 4]].any()
    assert_share(plan["office"][:, :, 2].sum(), 100 * 200, 0.9)


def test_whether_a_norm_day_is_kept_does_not_depend_on_how_much_the_day_is_liked():
    """One day wished: among those who would not have come on Wednesday, half keep it, by an exact binomial."""
    plan, _ = planned(
        scenario_of(policy=anchor(3, adherence=0.5), changes=wishes(1), teams={"T1": {"size": 100}}, weeks=100)
    )
    unwished = ~plan["wished"][:, :, 2]
    assert_share(plan["office"][:, :, 2][unwished].sum(), unwished.sum(), 0.5)


def test_a_stricter_adherence_only_adds_kept_days():
    low, high = (
        planned(scenario_of(policy=anchor(3, adherence=share), changes=wishes(0), weeks=50))[0]["office"]
        for share in (0.3, 0.6)
    )
    assert (high >= low).all()
    assert (high & ~low).any()


def test_an_anchor_day_on_a_holiday_asks_nothing():
    """Wednesday 6 January 2027 is Epiphany: the week has no norm day, the next has one."""
    scenario = scenario_of(policy=anchor(3), changes=wishes(0), calendar="finland", start_date="2027-01-04", weeks=2)
    plan, _ = planned(scenario)
    assert not plan["asked"][:, 0].any()
    assert not plan["office"][:, 0].any()
    assert (plan["office"][:, 1] == [False, False, True, False, False]).all()


def test_full_office_brings_everybody_on_every_day_they_work():
    plan, _ = planned(all_come("small_office", "full_office", weeks=30))
    assert np.array_equal(plan["office"], plan["available"])


def test_anchor_days_without_a_weekday_are_free_choice():
    nothing, free = (planned(scenario_of(policy=policy, weeks=9))[0] for policy in (anchor(), "free_choice"))
    assert all(np.array_equal(nothing[name], free[name]) for name in free if name != "plans")


@pytest.mark.parametrize(
    ("policy", "owner"), [("team_led", "team"), ("anchor_days", "employer"), ("full_office", "employer")]
)
def test_a_day_is_decided_by_the_person_if_wished_else_by_the_owner_of_the_rule(policy, owner):
    scenario = all_come("small_office", policy, weeks=6, replications=1)
    plan, _ = planned(scenario)
    visits = tables_of(scenario)["visits"]
    imposed = int((plan["office"] & ~plan["wished"]).sum())
    assert set(np.unique(plan["rule"])) <= {0, Decider[owner.upper()]}
    assert imposed > 50
    assert visits["decided_by"].to_list().count(owner) == imposed
    assert visits["decided_by"].to_list().count("person") == int((plan["office"] & plan["wished"]).sum())


def test_a_visit_on_a_norm_day_is_a_team_day_and_any_other_is_desk_work():
    scenario = all_come("small_office", "team_led", weeks=6, replications=1)
    plan, _ = planned(scenario)
    purposes = tables_of(scenario)["visits"]["purpose"].to_list()
    assert purposes.count(Purpose.TEAM_DAY.name.lower()) == int((plan["office"] & plan["asked"]).sum())
    assert purposes.count(Purpose.DESK_WORK.name.lower()) == int((plan["office"] & ~plan["asked"]).sum())


def test_the_levels_of_deciding_stand_in_the_order_of_the_contract():
    assert [decider.name.lower() for decider in Decider] == ["person", "activity", "team", "unit", "employer"]


def test_managers_are_in_on_the_same_days_for_themselves_and_for_their_teams():
    """With a very strong effect and one day wished, every member comes when the manager comes, kept norm days too."""
    changes = wishes(1) | {"weekday_choice": {"manager_effect": 5.0}}
    plan, population = planned(
        scenario_of(
            teams={"A": {"size": 40}, "B": {"size": 40}}, changes=changes, policy=anchor(2, adherence=0.5), weeks=60
        )
    )
    manager = plan["office"][population.is_manager][population.team]
    tuesday = plan["office"][:, :, 1]
    others = ~population.is_manager[:, None]
    follows = (plan["office"] & manager).any(axis=2) | tuesday
    assert follows[others.repeat(60, axis=1)].mean() > 0.93, "e^5 / (4 + e^5) = .974 but for those kept to Tuesday"


def test_part_of_the_remote_days_is_spent_at_customers():
    changes = wishes(2) | {"places": {"customer_share_of_remote_days": 0.3}}
    plan, _ = planned(scenario_of(teams={"T1": {"size": 100}}, changes=changes, weeks=50))
    assert_share(plan["customer"].sum(), (~plan["office"]).sum(), round(0.3 * 65_536) / 65_536)


def test_part_of_the_office_days_is_spent_at_the_other_site_nearest_to_the_home():
    changes = wishes(2) | {"places": {"other_premises_share_of_office_days": 0.25}}
    sites = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 5.0}}
    zones = {"Z1": {"site_id": "S1", "desks": 200}, "Z2": {"site_id": "S2", "desks": 200}}
    scenario = scenario_of(sites=sites, zones=zones, teams={"T1": {"size": 100}}, changes=changes, weeks=50)
    plan, _ = planned(scenario)
    assert_share(plan["elsewhere"].sum(), plan["office"].sum(), 0.25)


def test_without_another_site_nobody_works_at_one():
    plan, _ = planned(scenario_of(changes={"places": {"other_premises_share_of_office_days": 1.0}}, weeks=10))
    assert not plan["elsewhere"].any()


def test_espoo_under_free_choice_comes_as_often_as_people_wish():
    """Mean office days of person-weeks against the mean of the formula's targets, week by week, exactly."""
    plan, population = planned(all_come("espoo", "free_choice", weeks=8))
    days = plan["office"].sum(axis=2)
    available = plan["available"].sum(axis=2)
    gap = days - population.wished_days[:, None] * available / 5
    assert np.abs(gap).max() <= 0.5
    full = available == 5
    assert_mean(days[:, 3][full[:, 3]], float(np.dot(WISHED, range(6))))


def test_who_books_and_stays_away_works_at_home_and_everybody_else_comes_as_before():
    """Of booked days, seven in ten, fifteen in a hundred are no-shows; no other day of anybody moves."""
    with_bookings = conf_scenario("small_office", "team_led", weeks=30)
    plan, _ = planned(with_bookings)
    before, _ = planned(all_come("small_office", "team_led", weeks=30))
    assert not (plan["office"] & ~before["office"]).any()
    stayed = before["office"] & ~plan["office"]
    bookings = with_bookings.behavior.bookings
    share = bookings.desk_booked_share * bookings.desk_no_show_share
    assert_share(stayed.sum(), before["office"].sum(), share)
    assert np.array_equal(plan["wished"], before["wished"])
